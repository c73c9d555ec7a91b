"""Entries: each happening once, with its reports in order and the day and place that are known best."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geo.model.entities import PRECISIONS, Event
from geo.model.happenings import best_dated
from geo.model.periods import shown_day

__all__ = ["Entry", "entries"]

_PLACED = {precision: rank for rank, precision in enumerate(PRECISIONS)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One happening of the atlas.

    Attributes
    ----------
    id : str
        Id of the happening, which is the id of its first report.
    reports : tuple of Event
        All reports, the first published one first.
    placed : Event
        The report with the most precise place.
    day : datetime.date or None
        The day told by the report that dates it best, else the day of the first report, else None.
    precision : str
        What is known of the day: ``day``, ``month`` or ``year``; ``report`` where ``day`` is only that of the report;
        empty without a day.
    """

    id: str
    reports: tuple[Event, ...]
    placed: Event
    day: date | None
    precision: str

    @property
    def first(self) -> Event:
        """The first report, which gives the type and the title."""
        return self.reports[0]

    @property
    def period(self) -> str:
        """The day as ``2024-11-08``, or as much of it as is known; empty without one."""
        return shown_day(self.day, self.precision)

    @property
    def site(self) -> str:
        """Name of its site in the first report that gives one."""
        return next((e.site for e in self.reports if e.site), "")

    @property
    def leader(self) -> bool:
        """Whether any report has the leader there."""
        return any(e.leader for e in self.reports)

    @property
    def actors(self) -> tuple[str, ...]:
        """Everybody whom a report names as acting, each once."""
        return tuple(dict.fromkeys(actor for e in self.reports for actor in e.actors))

    @property
    def anchor(self) -> str:
        """Its id within a page; the day leads to the right page where a long one is split."""
        return f"e-{self.period or 'undated'}-{self.id}"


def entries(events: Iterable[Event]) -> list[Entry]:
    """Group events by happening, the newest first and those without any day last.

    Parameters
    ----------
    events : iterable of Event
        Events that a person has rejected are left out.

    Examples
    --------
    >>> import geo
    >>> found = entries(geo.read("data/samples/articles").event_list)
    >>> found[0].period, found[0].first.type, found[0].anchor[:13]
    ('2024-12-21', 'inauguration', 'e-2024-12-21-')
    """
    groups: dict[str, list[Event]] = {}
    for event in events:
        if event.status != "rejected":
            groups.setdefault(event.happening_id, []).append(event)
    found = [_entry(id_, reports) for id_, reports in groups.items()]
    return sorted(found, key=lambda e: (-(e.day.toordinal() if e.day else 0), e.id))


def _entry(id_: str, reports: list[Event]) -> Entry:
    reports.sort(key=lambda e: (e.event_id != id_, e.source_date or date.max, e.event_id))
    placed = min(reports, key=lambda e: (_PLACED.get(e.geo_precision, len(_PLACED)), e.adm2 is None))
    dated = best_dated(reports)
    if dated:
        return Entry(id_, tuple(reports), placed, dated.date, dated.date_precision or "day")
    days = [e.source_date for e in reports if e.source_date]
    return Entry(id_, tuple(reports), placed, min(days, default=None), "report" if days else "")
