"""Summarise all reports of one happening in one row."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo.linking.stored_events import StoredEvents
from geo.model.entities import PRECISIONS, Event
from geo.model.happenings import best_dated
from geo.reference.context import Reference

from .conflicts import Conflict, conflicts
from .merge import day_of

__all__ = ["Happening", "each_happening", "happenings"]


@dataclass(frozen=True, slots=True)
class Happening:
    """An occurrence that one or more reports describe, with these counted and compared.

    Attributes
    ----------
    happening : str
        The id of its first report.
    date, date_precision
        Of the report with the most precise date.
    adm1, adm2, lat, lon, geo_precision
        Of the report with the most precise place.
    first_publisher, first_reported
        Publisher and date of the first report.
    n_reports, n_sources : int
        Number of reports, and of independent sources among them.
    publishers, source_classes : tuple of str
        Publishers of the reports and their classes, in order of publication.
    reports, repeats : tuple of str
        Event ids of the reports, and of those that repeat another report.
    conflicts : tuple of str
        Differences from other happenings that may be the same one (:mod:`geo.linking.coreference.conflicts`).
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
    """The happenings of merged events, sorted by day and id.

    Parameters
    ----------
    events : iterable of Event
        As returned by :func:`geo.linking.coreference.merge.merge_reports`.
    reference : Reference, optional
        Its names are used to compare sites; the bundled one by default.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> found = extract(Article("a", "The Anju Pump Factory was inaugurated in Anju City."))
    >>> [(h.type, h.site, h.n_reports) for h in happenings(found.events)]
    [('inauguration', 'Anju Pump Factory', 1)]
    """
    return list(each_happening(events, reference=reference))


def each_happening(events: Iterable[Event], *, reference: Reference | None = None) -> Iterator[Happening]:
    """The happenings of :func:`happenings`, one by one; those of a store are not held."""
    if isinstance(events, StoredEvents):
        found = conflicts(events, reference=reference)
        for id_, reports in events.happenings():
            yield _happening(id_, reports, found.get(id_, ()))
        return
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(event.happening_id, []).append(event)
    differ = conflicts((event for reports in groups.values() for event in reports), reference=reference)
    ordered = sorted(groups.items(), key=lambda item: (min(map(day_of, item[1])), item[0]))
    for id_, reports in ordered:
        yield _happening(id_, reports, differ.get(id_, ()))


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
