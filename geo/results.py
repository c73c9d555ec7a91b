"""Everything that a set of articles and the tables beside it give, read and tied together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .articles import Report, _raise, read_articles
from .chains import Chain, chains
from .corpus import extract_all
from .corrections import Correction, Ledger
from .corrections.groups import regrouped
from .corrections.ledger import with_trail
from .corrections.sites import corrected_sites
from .corrections.ties import retied
from .errors import GeoError
from .frames import event_frame, link_frame, record_frame, site_frame
from .joining import Link, join
from .merging import merge_reports
from .model import Event, Extraction, Record
from .records import NEEDED, records_of
from .romanization import fold
from .sites import Site, merge_sites, read_sites, register
from .tables import parse_columns, read_table

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from .export.formats import Written

__all__ = ["Results", "read", "tie"]


class Results:
    """What a set of articles gave, with the records and sites that were read beside it.

    Attributes
    ----------
    extractions : list of Extraction
    records : list of Record
    links : list of Link
        Ties of events to records, strongest first.
    sites : list of Site
    rejected : list of Event
        Events that somebody has rejected; they are in no map and no export unless they are asked for.
    ledger : Ledger
        The corrections of the run and what became of each.
    problems : list of GeoError
        What could not be read, each naming its file and line; the rest was used.
    inputs, tables : sequence of path, mapping of str to path
        Where the articles came from, and the tables ``records`` and ``sites``, for the page to name.
    told : mapping of str to (str, sequence of str)
        Of the table ``records``, which of its columns were taken for what, and what else is to be known of it.
    """

    def __init__(
        self,
        extractions: Sequence[Extraction],
        events: Sequence[Event],
        records: Sequence[Record],
        links: Sequence[Link],
        sites: Sequence[Site],
        problems: Sequence[GeoError] = (),
        *,
        rejected: Sequence[Event] = (),
        ledger: Ledger | None = None,
        inputs: Sequence[str | Path] = (),
        tables: Mapping[str, str | Path | None] = MappingProxyType({}),
        told: Mapping[str, tuple[str, Sequence[str]]] = MappingProxyType({}),
    ) -> None:
        self.extractions, self.records, self.links, self.sites = extractions, records, links, sites
        self.rejected, self.ledger = rejected, ledger or Ledger()
        self.problems, self.inputs, self.tables, self.told = problems, inputs, tables, told
        self._events = events

    @cached_property
    def events(self) -> GeoDataFrame:
        """Events, a row each; see :class:`geo.model.Event` for the columns."""
        return event_frame(self._events)

    @property
    def event_list(self) -> Sequence[Event]:
        """Events as values."""
        return self._events

    @cached_property
    def chain_list(self) -> list[Chain]:
        """Sites over time as values; see :mod:`geo.chains`."""
        return chains(self._events, self.sites)

    @property
    def chains(self) -> DataFrame:
        """Sites over time, a row each; :func:`geo.chain_frame` tells the columns and counts to another day."""
        from .histories import chain_frame

        return chain_frame(self)

    def map(self, *, tiles: Iterable[Any] = (), **options: Any) -> Any:
        """The map of these results; see :func:`geo.event_map` for ``tiles`` and the other options.

        Examples
        --------
        >>> page = read("nothing-of-that-name.txt").map(tiles=["OpenTopoMap"]).get_root().render()
        >>> "img-src data: blob: https://a.tile.opentopomap.org;" in page
        True
        """
        from .maps import event_map

        return event_map(
            self.events,
            sites=site_frame(self.sites),
            records=record_frame(self.records, self.links) if self.records else None,
            links=link_frame(self.links) if self.links else None,
            tiles=tiles,
            origin=self.origin(),
            **options,
        )

    def to_file(
        self, path: str | Path, *, layers: Sequence[str] = (), geometry: str = "point", title: str = ""
    ) -> Written:
        """Write these results to a file, in the format of its ending, or to a PostGIS database.

        See :func:`geo.export.write_results` for what it takes and gives.

        Examples
        --------
        >>> import tempfile
        >>> path = f"{tempfile.mkdtemp()}/songchon.csv"
        >>> print(read([]).to_file(path, layers=["counties"]).rows)
        {'counties': 179}
        """
        from .export.formats import write_results

        return write_results(self, path, layers=layers, geometry=geometry, title=title)

    def figure(self, **options: Any) -> Figure:
        """A map of these results for print; see :func:`geo.export.figure.draw` for the options.

        Examples
        --------
        >>> [round(float(side), 1) for side in read([]).figure(paper="a4").get_size_inches()]
        [8.3, 11.7]
        """
        from .export.figure import draw

        return draw(self, **options)

    def origin(self) -> dict[str, Any]:
        """What these results were made from; see :func:`geo.maps.about.origin`."""
        from .maps.about import origin

        told = ((x.article.url, x.article.date) for x in self.extractions)
        files = len({x.article.path for x in self.extractions if x.article.path})
        return origin(told, inputs=self.inputs, files=files, rules=True, **self.tables)

    def __repr__(self) -> str:
        return (
            f"<{len(self.extractions)} articles: {len(self._events)} events, {len(self.sites)} sites, "
            f"{len(self.records)} records, {len(self.links)} ties"
            f"{f', {len(self.problems)} problems' if self.problems else ''}>"
        )


def read(
    inputs: str | Path | Iterable[str | Path],
    *,
    records: str | Path | None = None,
    sites: str | Path | None = None,
    columns: str | Mapping[str, str] | None = None,
    date: date | None = None,
    processes: int = 1,
    corrections: str | Path | Iterable[str | Path] = (),
    reviewed_only: bool = False,
    rejected: bool = False,
) -> Results:
    """Read articles and, if given, a table of event records and one of sites, and tie them together.

    Parameters
    ----------
    inputs : path or iterable of paths
        Articles, as :func:`geo.read_articles` takes them.
    records, sites : path, optional
        Tables in any format of :func:`geo.tables.read_table`.
    columns : str or mapping of str to str, optional
        Our column -> that of ``records``, where the guess would be another: ``"date=Day,place=Where"``.
    date : datetime.date, optional
        For articles without a date of their own.
    processes : int
        How many processes read the articles.
    corrections : path or iterable of paths
        Files in which people overrule the machine (:mod:`geo.corrections`).
    reviewed_only : bool
        Keep the events alone that somebody has confirmed.
    rejected : bool
        Keep the events that somebody has rejected, with that status.

    Returns
    -------
    Results
        A file or row that cannot be read is in its ``problems``, and the rest is used.

    Examples
    --------
    >>> read("nothing-of-that-name.txt").problems
    [UnreadableError('nothing-of-that-name.txt: No such file or directory')]
    """
    problems: list[GeoError] = []
    report = problems.append
    given = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    ledger = Ledger.read(corrections, report)
    articles = read_articles(given, date=date, report=report)
    with ledger.names():
        extractions = list(extract_all(articles, processes=processes, report=report))
    results = tie(
        extractions, records=records, sites=sites, columns=columns, inputs=given, report=report, corrections=ledger,
        reviewed_only=reviewed_only, rejected=rejected,
    )  # fmt: skip
    results.problems = problems
    return results


def tie(
    extractions: Sequence[Extraction],
    *,
    records: str | Path | None = None,
    sites: str | Path | None = None,
    columns: str | Mapping[str, str] | None = None,
    inputs: Sequence[str | Path] = (),
    report: Report = _raise,
    corrections: Ledger | str | Path | Iterable[str | Path] = (),
    reviewed_only: bool = False,
    rejected: bool = False,
) -> Results:
    """Extractions with the records and sites of two tables, and with corrections.

    ``inputs`` is where the articles came from; the rest is as in :func:`read`. Aliases are known to the articles
    only if these were read within :meth:`geo.corrections.Ledger.names`, as :func:`read` does.
    """
    ledger = corrections if isinstance(corrections, Ledger) else Ledger.read(corrections, report)
    asked = parse_columns(columns)
    read: dict[str, tuple[str, Sequence[str]]] = {}
    with ledger.names():
        table = _table(lambda: _records(records, asked, read, report) if records else [], report)
        given = _table(lambda: read_sites(sites, report) if sites else [], report)
    ledger.knows(table)
    extractions = list(ledger.over(extractions))
    placed = corrected_sites(ledger)
    told = [e for x in extractions for e in _sited(x, _located(given, placed), ledger)]
    refused = [replace(e, happening=e.event_id) for e in told if e.status == "rejected"]
    events = merge_reports(e for e in told if e.status != "rejected")
    events, links = join(regrouped(events, ledger), table)
    events, links = retied(events, links, table, ledger)
    for fault in ledger.faults():
        report(fault)
    if reviewed_only:
        events = [e for e in events if e.status == "reviewed"]
    elif rejected:
        order = {e.event_id: number for number, e in enumerate(told)}
        events = sorted((*events, *refused), key=lambda e: order[e.event_id])
    shown = {e.event_id for e in events}
    links = [k for k in links if k.event_id in shown]
    named_by = (replace(x, events=tuple(e for e in x.events if e.event_id in shown)) for x in extractions)
    register_ = merge_sites(register(named_by), [*given, *(site for _, site in placed)])
    return Results(
        extractions, events, table, links, register_, rejected=refused, ledger=ledger, inputs=inputs,
        tables={"records": records, "sites": sites}, told=read,
    )  # fmt: skip


def _records(
    path: str | Path, columns: Mapping[str, str], told: dict[str, tuple[str, Sequence[str]]], report: Report
) -> list[Record]:
    """Records of a table, and in ``told`` how its columns were read."""
    table = read_table(path, report, need=NEEDED, columns=columns)
    told["records"] = table.told, table.notes
    return list(records_of(table, report))


def _table(read: Callable[[], list[Any]], report: Report) -> list[Any]:
    """A table's rows, none where the file cannot be read: the articles are worth something without it."""
    try:
        return read()
    except GeoError as error:
        report(error)
        return []


Located = Mapping[tuple[str, str | None], tuple[Site, Correction | None]]


def _located(given: Iterable[Site], corrected: Iterable[tuple[Correction, Site]]) -> Located:
    """Sites whose coordinates a user knows, by name and county; a correction goes over a table."""
    both = [*((site, None) for site in given), *((site, by) for by, site in corrected)]
    return {(fold(site.name), site.adm2): (site, by) for site, by in both if site.geo_precision == "site"}


def _sited(found: Extraction, located: Located, ledger: Ledger) -> Iterable[Event]:
    """Events at a site whose coordinates the user knows, but for those that a correction has placed."""
    for event in found.events:
        site, by = located.get((fold(event.site or ""), event.adm2), (None, None))
        if site and event.site and event.event_id not in ledger.placed:
            event = replace(
                event, lat=site.lat, lon=site.lon, geo_precision="site",
                rule="; ".join((event.rule, by.said if by else "user's site")),
            )  # fmt: skip
            event = with_trail(event, [by.id]) if by else event
        yield event
