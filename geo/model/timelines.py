"""Sites over time as values: a chain of dated steps."""

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
"""What can be said of a chain, in order; the last two where no report tells how far the building is."""


@dataclass(frozen=True, slots=True)
class Step:
    """One happening of a chain.

    ``day`` is the day of the happening where ``day_known``, else that of its first report: it happened on or
    before it. ``says`` is the state of the site that it tells, empty where it tells none, and ``rule`` why.
    ``event_id`` is its first report, ``event_ids`` all of them.
    """

    type: str
    day: date | None
    day_known: bool
    date_precision: str | None
    event_id: str
    event_ids: tuple[str, ...]
    leader: bool
    says: str
    rule: str
    candidate: bool
    source_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Chain:
    """What the articles tell of one site or project, from the first report to the last.

    ``steps`` are in order of time, those without any day first; ``state`` is what the step ``state_event`` says,
    on ``state_day``. ``names`` are those under which articles speak of it, ``rules`` why they are one
    (:mod:`geo.linking.timelines.projects`). ``first`` and ``last`` are days of reports, ``visits`` the days
    on which the leader was there, null where no report gives the day.
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

    def step(self, *types: str) -> Step | None:
        """The first step of any of some types: with a day of its own where any has one."""
        fits = [s for s in self.steps if s.type in types]
        return next((s for s in fits if s.day_known), fits[0] if fits else None)

    @property
    def state_shown(self) -> str:
        """``state_day`` as precisely as its step knows it; empty where there is none."""
        precision = next((s.date_precision for s in self.steps if s.event_id == self.state_event), None)
        return shown_day(self.state_day, precision)

    @property
    def gaps(self) -> tuple[int | None, ...]:
        """Days from each step to the next, null where either has no day of its own."""
        pairs = zip(self.steps, self.steps[1:], strict=False)
        return tuple(_days(a, b) for a, b in pairs)

    @property
    def building_days(self) -> int | None:
        """Days from ground-breaking to completion, null where either is not told with its day."""
        first, done = self.step("groundbreaking"), self.step("inauguration")
        return _days(first, done) if first and done else None


def _days(a: Step, b: Step) -> int | None:
    exact = a.day_known and b.day_known and a.date_precision == b.date_precision == "day"
    return (b.day - a.day).days if exact and a.day and b.day else None
