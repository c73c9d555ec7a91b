"""Combine extractions with the tables of a run into a :class:`Dataset`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geo.extraction.pipeline import above
from geo.linking.coreference.attribution import credited
from geo.linking.coreference.merge import merge_reports
from geo.linking.corrections import Correction, Ledger
from geo.linking.corrections.groups import regrouped
from geo.linking.corrections.ledger import with_trail
from geo.linking.corrections.links import relinked
from geo.linking.corrections.sites import corrected_sites
from geo.linking.matching import join
from geo.linking.matching.terms import DAYS, KM, MATCHES, MIN_SCORE, Match
from geo.linking.records import NEEDED, records_of, unknown_types
from geo.linking.site_register import merge_sites, read_sites, register
from geo.model.entities import Event, Extraction, Record
from geo.model.errors import GeoError, Note, OptionError, Report, raised
from geo.model.sites import Site
from geo.readers.publishers import read_publishers
from geo.readers.tables import parse_columns, read_table
from geo.reference.boundaries import BoundarySet
from geo.reference.boundaries.stored import stored_boundary_set
from geo.reference.context import Reference
from geo.text.romanization import fold

from .dataset import Dataset
from .reread import Reread, articles_of
from .streaming import Linked, accepted_only, streamed
from .windows import Tasks

__all__ = ["Options", "link", "with_boundaries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options of a run besides its articles; :func:`geo.read` documents them."""

    records: str | Path | None = None
    sites: str | Path | None = None
    columns: str | Mapping[str, str] | None = None
    publishers: str | Path | None = None
    boundaries: str | Path | BoundarySet | None = None
    corrections: Ledger | str | Path | Iterable[str | Path] = ()
    match: Match = MATCHES[0]
    days: int = DAYS
    km: float = KM
    min_link_score: float = MIN_SCORE
    min_score: float = 0.0
    reviewed_only: bool = False
    rejected: bool = False


def link(
    extractions: Sequence[Extraction],
    options: Options | None = None,
    *,
    inputs: Sequence[str | Path] = (),
    report: Report = raised,
    note: Note | None = None,
    reference: Reference | None = None,
    tasks: Tasks | None = None,
) -> Dataset:
    """Apply corrections, merge reports, and link events to the records of a table.

    Parameters
    ----------
    extractions : sequence of Extraction
        Of a :class:`~geo.linking.reread.Reread` only the events are held; its extractions are read for each pass.
    options : Options, optional
        The aliases of ``options.corrections`` are found in articles only if these were read with the reference of that
        :class:`~geo.linking.corrections.Ledger`, as :func:`geo.read` does.
    inputs : sequence of path
        Paths of the articles.
    report : callable, optional
        Called with each error about input that cannot be used; raises it by default.
    note : callable, optional
        Called with each remark on a table that is not an error.
    reference : Reference, optional
        Used to read the tables; by default that of ``options.corrections`` if it is a Ledger, else the bundled one.
    tasks : callable, optional
        Has events compared elsewhere, by windows of days (:mod:`geo.linking.windows`), as
        :func:`geo.store.cluster.windows_on` does. The results do not depend on it.

    Returns
    -------
    Dataset
    """
    asked = options or Options()
    context = with_boundaries(reference or Reference.bundled(), asked.boundaries, report)
    if isinstance(asked.corrections, Ledger):
        ledger = asked.corrections
        context = with_boundaries(reference or ledger.reference, asked.boundaries, report)
    else:
        ledger = Ledger.read(asked.corrections, report, reference=context, note=note)
        context = ledger.reference
    columns = parse_columns(asked.columns)
    descriptions: dict[str, tuple[str, Sequence[str]]] = {}
    context = _with_publishers(context, asked.publishers, report, note)
    table = _table(lambda: _records(asked.records, columns, descriptions, report, note, context), report)
    given = _table(lambda: _sites(asked.sites, report, note, context), report)
    ledger.note_record_aliases(table)
    kept = _corrected(extractions, ledger, asked.min_score)
    placed = corrected_sites(ledger)
    located = _located(given, placed)
    how: dict[str, Any] = {
        "days": asked.days,
        "km": asked.km,
        "min_score": asked.min_link_score,
        "match": asked.match,
    }

    def sited(found: Extraction) -> Iterable[Event]:
        return _sited(found, located, ledger)

    if isinstance(kept, Reread) or tasks:
        stored = kept if isinstance(kept, Reread) else Reread(lambda: iter(kept), len(kept))
        linked = _streamed(stored, sited, table, asked, how, ledger, context, tasks)
    else:
        linked = _held(kept, sited, table, asked, how, ledger, context)
    for fault in ledger.faults():
        report(fault)
    return Dataset(
        kept,
        linked.events,
        table,
        linked.links,
        merge_sites(linked.sites, [*given, *(site for _, site in placed)]),
        rejected=linked.refused,
        ledger=ledger,
        inputs=inputs,
        tables={"records": asked.records, "sites": asked.sites},
        table_summaries=descriptions,
        link_options=how,
        reference=context,
    )


_Sited = Callable[[Extraction], Iterable[Event]]


def _held(
    kept: Sequence[Extraction], sited: _Sited, table: Sequence[Record], asked: Options, how: Mapping[str, Any],
    ledger: Ledger, context: Reference,
) -> Linked:  # fmt: skip
    """Link the events of extractions that are held."""
    all_ = credited((e for x in kept for e in sited(x)), articles_of(kept), reference=context)
    refused = [replace(e, happening=e.event_id) for e in all_ if e.status == "rejected"]
    events = merge_reports((e for e in all_ if e.status != "rejected"), reference=context)
    events, links = join(regrouped(events, ledger), table, reference=context, **how)
    events, links = relinked(events, links, table, ledger)
    events = _asked_for(asked, events, refused, all_)
    shown = {e.event_id for e in events}
    named_by = (replace(x, events=tuple(e for e in x.events if e.event_id in shown)) for x in kept)
    sites = register(named_by, reference=context)
    return Linked(events, [k for k in links if k.event_id in shown], sites, refused)


def _streamed(
    kept: Reread, sited: _Sited, table: Sequence[Record], asked: Options, how: Mapping[str, Any],
    ledger: Ledger, context: Reference, tasks: Tasks | None,
) -> Linked:  # fmt: skip
    """Link the events of extractions that are read from a store."""
    wanted: Callable[[Event], bool] = accepted_only
    if asked.reviewed_only:
        wanted = _reviewed
    elif asked.rejected:
        wanted = _any
    return streamed(kept, sited, wanted, table, how, ledger, context, tasks)


def _reviewed(event: Event) -> bool:
    return event.status == "reviewed"


def _any(_: Event) -> bool:
    return True


def _asked_for(
    asked: Options, events: list[Event], refused: Sequence[Event], all_: Sequence[Event]
) -> list[Event]:
    """The events that the options ask for: those confirmed by a person, or those rejected by one as well."""
    if asked.reviewed_only:
        return [e for e in events if e.status == "reviewed"]
    if asked.rejected:
        order = {e.event_id: number for number, e in enumerate(all_)}
        return sorted((*events, *refused), key=lambda e: order[e.event_id])
    return events


def _corrected(extractions: Sequence[Extraction], ledger: Ledger, least: float) -> Sequence[Extraction]:
    """Extractions with their events corrected, and without those below a score."""
    if isinstance(extractions, Reread):
        return extractions.through(lambda found: above(ledger.corrected(found), least))
    return [above(found, least) for found in ledger.over(extractions)]


def with_boundaries(
    reference: Reference, given: str | Path | BoundarySet | None, report: Report
) -> Reference:
    """A reference with the given boundaries, or with those of a file."""
    if given is None:
        return reference
    found = (
        given if isinstance(given, BoundarySet) else stored_boundary_set(given, report, reference=reference)
    )
    return reference.with_boundaries(found)


def _with_publishers(
    reference: Reference, path: str | Path | None, report: Report, note: Note | None
) -> Reference:
    """A reference with the publishers of a user's table added; unchanged if the table cannot be read."""
    if path is None:
        return reference
    try:
        return reference.with_publishers(read_publishers(path, report, reference=reference, note=note))
    except GeoError as error:
        report(error)
        return reference


def _sites(path: str | Path | None, report: Report, note: Note | None, reference: Reference) -> list[Site]:
    return read_sites(path, report, reference=reference, note=note) if path else []


def _records(
    path: str | Path | None,
    columns: Mapping[str, str],
    descriptions: dict[str, tuple[str, Sequence[str]]],
    report: Report,
    note: Note | None,
    reference: Reference,
) -> list[Record]:
    """Records of a table; how its columns were recognised, and notes on it, are added to ``descriptions``."""
    if not path:
        return []
    table = read_table(path, report, need=NEEDED, columns=columns, reference=reference, note=note)
    records = list(records_of(table, report))
    unknown = unknown_types(records, reference.event_types)
    descriptions["records"] = table.column_summary, [*table.notes, *filter(None, [unknown])]
    return records


def _table(read: Callable[[], list[Any]], report: Report) -> list[Any]:
    """Rows of a table; if it cannot be read, the error is reported and the run continues without it."""
    try:
        return read()
    except OptionError:
        raise  # an explicitly named column or sheet does not exist
    except GeoError as error:
        report(error)
        return []


Located = Mapping[tuple[str, str | None], tuple[Site, Correction | None]]


def _located(given: Iterable[Site], corrected: Iterable[tuple[Correction, Site]]) -> Located:
    """Sites with coordinates from a user's table or a correction, by name and county; corrections take precedence."""
    both = [*((site, None) for site in given), *((site, by) for by, site in corrected)]
    return {(fold(site.name), site.adm2): (site, by) for site, by in both if site.geo_precision == "site"}


def _sited(found: Extraction, located: Located, ledger: Ledger) -> Iterable[Event]:
    """Events of an extraction, moved to the user's coordinates of their site unless a correction placed them."""
    for event in found.events:
        site, by = located.get((fold(event.site or ""), event.adm2), (None, None))
        if site and event.site and event.event_id not in ledger.placed:
            event = replace(
                event, lat=site.lat, lon=site.lon, geo_precision="site",
                rule="; ".join((event.rule, by.rule if by else "user's site")),
            )  # fmt: skip
            event = with_trail(event, [by.id]) if by else event
        yield event
