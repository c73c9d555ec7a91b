"""The history of a site as a value: a chain of dated steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geo.model.periods import shown_day

__all__ = ["STATES", "Chain", "Step"]


STATES = (
    "planned",
    "ground broken",
    "under construction",
    "completed",
    "in production",
    "inspected only",
    "unknown",
)
"""States of a chain, in order; the last two apply where no report states the progress of construction."""


@dataclass(frozen=True, slots=True)
class Step:
    """One happening in the history of a site.

    ``day`` is the day of the happening if ``day_known``, else the day of its first report, which is the latest possible
    day. ``state`` is the state of the site that follows from it, empty where none does, and ``rule`` the reason.
    ``event_id`` is the id of its first report, ``event_ids`` those of all reports.
    """

    type: str
    day: date | None
    day_known: bool
    date_precision: str | None
    event_id: str
    event_ids: tuple[str, ...]
    leader: bool
    state: str
    rule: str
    candidate: bool
    source_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The history of a site or project, from the first to the last report.

    ``steps`` are in chronological order, those without a day first. ``state`` follows from the step ``state_event`` and
    is known for ``state_day``. ``names`` are the names that articles use, ``rules`` the reasons why they mean one
    site (:mod:`geo.linking.timelines.projects`). ``first`` and ``last`` are days of reports; ``visits`` are the days of
    the leader's visits, None where no report gives the day. ``built`` are the types of the events with which the
    building of a site begins and ends.
    """

    chain_id: str
    site_id: str | None
    name: str
    korean: str
    names: tuple[str, ...]
    kind: str
    adm1: str | None
    adm2: str | None
    adm1_name: str
    adm2_name: str
    steps: tuple[Step, ...]
    state: str
    state_event: str | None
    state_day: date | None
    state_rule: str
    state_candidate: bool
    first: date | None
    last: date | None
    n_reports: int
    n_articles: int
    visits: tuple[date | None, ...]
    event_ids: tuple[str, ...]
    rules: tuple[str, ...]
    built: tuple[str, str] = ("", "")

    def step(self, *types: str) -> Step | None:
        """The first step of any of some types: with a day of its own where any has one."""
        fits = [s for s in self.steps if s.type in types]
        return next((s for s in fits if s.day_known), fits[0] if fits else None)

    @property
    def state_shown(self) -> str:
        """``state_day`` as text, as precisely as it is known; empty where there is none."""
        precision = next((s.date_precision for s in self.steps if s.event_id == self.state_event), None)
        return shown_day(self.state_day, precision)

    @property
    def gaps(self) -> tuple[int | None, ...]:
        """Number of days from each step to the next, None where one of the two days is not known."""
        pairs = zip(self.steps, self.steps[1:], strict=False)
        return tuple(_days(a, b) for a, b in pairs)

    @property
    def building_days(self) -> int | None:
        """Number of days from ground-breaking to completion, None where one of the two days is not known."""
        first, done = map(self.step, self.built)
        return _days(first, done) if first and done else None


def _days(a: Step, b: Step) -> int | None:
    exact = a.day_known and b.day_known and a.date_precision == b.date_precision == "day"
    return (b.day - a.day).days if exact and a.day and b.day else None
