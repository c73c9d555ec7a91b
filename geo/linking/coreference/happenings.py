"""What all reports of one happening say together."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.model.entities import PRECISIONS, Event
from geo.model.happenings import best_dated
from geo.reference.context import Reference

from .conflicts import Conflict, conflicts
from .merge import day_of

__all__ = ["Happening", "happenings"]


@dataclass(frozen=True, slots=True)
class Happening:
    """A happening with its reports counted and compared.

    Attributes
    ----------
    happening : str
        The id of its first report.
    date, date_precision
        Of the report that dates it best.
    lat, lon, geo_precision
        Of the report that places it best.
    first_publisher, first_reported
        Who told it first, and the day of that report.
    n_reports, n_sources : int
        Reports, and the independent sources among them.
    publishers, source_classes : tuple of str
        Who told it, and what kind of publishers they are, in the order in which they told it.
    reports, repeats : tuple of str
        Ids of its events, and of those among them that take over another.
    conflicts : tuple of str
        In what other reports differ that may tell of the same happening (:mod:`geo.linking.coreference.conflicts`).
    """

    happening: str
    type: str
    date: datetime.date | None
    date_precision: str | None
    site: str | None
    adm1: str | None
    adm2: str | None
    lat: float | None
    lon: float | None
    geo_precision: str
    first_publisher: str
    first_reported: datetime.date | None
    n_reports: int
    n_sources: int
    publishers: tuple[str, ...]
    source_classes: tuple[str, ...]
    reports: tuple[str, ...]
    repeats: tuple[str, ...]
    conflicts: tuple[str, ...]


def happenings(events: Iterable[Event], *, reference: Reference | None = None) -> list[Happening]:
    """Happenings by day and id.

    Parameters
    ----------
    events : iterable of Event
        As :func:`geo.linking.coreference.merge.merge_reports` gives them.
    reference : Reference, optional
        By whose names sites are compared; the bundled one by default.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> found = extract(Article("a", "The Anju Pump Factory was inaugurated in Anju City."))
    >>> [(h.type, h.site, h.n_reports) for h in happenings(found.events)]
    [('inauguration', 'Anju Pump Factory', 1)]
    """
    told: dict[str, list[Event]] = {}
    for event in events:
        told.setdefault(event.happening_id, []).append(event)
    differ = conflicts((event for reports in told.values() for event in reports), reference=reference)
    ordered = sorted(told.items(), key=lambda item: (min(map(day_of, item[1])), item[0]))
    return [_happening(id_, reports, differ.get(id_, ())) for id_, reports in ordered]


def _happening(id_: str, reports: Sequence[Event], differ: Iterable[Conflict]) -> Happening:
    reports = sorted(
        reports, key=lambda e: (e.event_id != id_, e.source_date or datetime.date.max, e.event_id)
    )
    first = reports[0]
    when = best_dated(reports) or first
    where = min(reports, key=lambda e: PRECISIONS.index(e.geo_precision))
    return Happening(
        happening=id_,
        type=first.type,
        date=when.date,
        date_precision=when.date_precision,
        site=next((e.site for e in reports if e.site), None),
        adm1=where.adm1,
        adm2=where.adm2,
        lat=where.lat,
        lon=where.lon,
        geo_precision=where.geo_precision,
        first_publisher=first.publisher,
        first_reported=first.source_date,
        n_reports=len(reports),
        n_sources=first.sources,
        publishers=tuple(dict.fromkeys(e.publisher for e in reports if e.publisher)),
        source_classes=tuple(dict.fromkeys(e.source_class for e in reports if e.source_class)),
        reports=tuple(e.event_id for e in reports),
        repeats=tuple(e.event_id for e in reports if e.repeats),
        conflicts=tuple(map(str, differ)),
    )
