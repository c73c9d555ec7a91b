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
from .attribution import credited
from .corpus import extract_all
from .errors import GeoError
from .frames import conflict_lists, event_frame, happening_frame, link_frame, record_frame, site_frame
from .merging import merge_reports
from .model import Event, Extraction, Record
from .publishers import Publishers, known_publishers, read_publishers
from .records import Link, join, read_records
from .romanization import fold
from .sites import Site, merge_sites, read_sites, register

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

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
    problems : list of GeoError
        What could not be read, each naming its file and line; the rest was used.
    inputs, tables : sequence of path, mapping of str to path
        Where the articles came from, and the tables ``records`` and ``sites``, for the page to name.
    publishers : Publishers
        Who is known by which host and name.
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
        inputs: Sequence[str | Path] = (),
        tables: Mapping[str, str | Path | None] = MappingProxyType({}),
        publishers: Publishers | None = None,
    ) -> None:
        self.extractions, self.records, self.links, self.sites = extractions, records, links, sites
        self.problems, self.inputs, self.tables = problems, inputs, tables
        self.publishers = publishers or known_publishers()
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
    def happenings(self) -> GeoDataFrame:
        """Happenings, a row each, with their reports counted; see :func:`geo.happening_frame`."""
        return happening_frame(self._events)

    def map(self, *, tiles: Iterable[Any] = (), **options: Any) -> Any:
        """The map of these results; see :func:`geo.event_map` for ``tiles`` and the other options.

        Examples
        --------
        >>> page = read("nothing-of-that-name.txt").map(tiles=["OpenTopoMap"]).get_root().render()
        >>> "img-src data: blob: https://a.tile.opentopomap.org;" in page
        True
        """
        from .maps import event_map
        from .maps.about import origin

        told = ((x.article.url, x.article.date) for x in self.extractions)
        files = len({x.article.path for x in self.extractions if x.article.path})
        return event_map(
            self.events.assign(conflicts=conflict_lists(self._events)),
            sites=site_frame(self.sites),
            records=record_frame(self.records, self.links) if self.records else None,
            links=link_frame(self.links) if self.links else None,
            tiles=tiles,
            publishers=self.publishers,
            origin=origin(told, inputs=self.inputs, files=files, rules=True, **self.tables),
            **options,
        )

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
    publishers: str | Path | None = None,
    date: date | None = None,
    processes: int = 1,
) -> Results:
    """Read articles and, if given, a table of event records and one of sites, and tie them together.

    Parameters
    ----------
    inputs : path or iterable of paths
        Articles, as :func:`geo.read_articles` takes them.
    records, sites : path, optional
        CSV tables.
    publishers : path, optional
        A table of publishers that goes before ours; see :func:`geo.publishers.read_publishers`.
    date : datetime.date, optional
        For articles without a date of their own.
    processes : int
        How many processes read the articles.

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
    extractions = list(
        extract_all(read_articles(given, date=date, report=report), processes=processes, report=report)
    )
    results = tie(
        extractions, records=records, sites=sites, publishers=publishers, inputs=given, report=report
    )
    results.problems = problems
    return results


def tie(
    extractions: Sequence[Extraction],
    *,
    records: str | Path | None = None,
    sites: str | Path | None = None,
    publishers: str | Path | None = None,
    inputs: Sequence[str | Path] = (),
    report: Report = _raise,
) -> Results:
    """Extractions with the records and sites of two tables; ``inputs`` is where the articles came from."""
    table = _table(lambda: list(read_records(records, report)) if records else [], report)
    given = _table(lambda: read_sites(sites, report) if sites else [], report)
    register_ = merge_sites(register(extractions), given)
    located = {(fold(s.name), s.adm2): s for s in given if s.geo_precision == "site"}
    known = _known(publishers, report)
    found = (e for x in extractions for e in _sited(x, located))
    told = merge_reports(credited(found, (x.article for x in extractions), known))
    events, links = join(told, table)
    named = {"records": records, "sites": sites}
    return Results(
        extractions, events, table, links, register_, inputs=inputs, tables=named, publishers=known
    )


def _known(path: str | Path | None, report: Report) -> Publishers:
    """The publishers of a user's table and ours, ours alone where it cannot be read."""
    try:
        return read_publishers(path, report) if path else known_publishers()
    except GeoError as error:
        report(error)
        return known_publishers()


def _table(read: Callable[[], list[Any]], report: Report) -> list[Any]:
    """A table's rows, none where the file cannot be read: the articles are worth something without it."""
    try:
        return read()
    except GeoError as error:
        report(error)
        return []


def _sited(found: Extraction, located: Mapping[tuple[str, str | None], Site]) -> Iterable[Event]:
    """Events at a site whose coordinates the user's table knows."""
    for event in found.events:
        site = located.get((fold(event.site or ""), event.adm2)) if event.site else None
        if site:
            yield replace(
                event, lat=site.lat, lon=site.lon, geo_precision="site", rule=f"{event.rule}; user's site"
            )
        else:
            yield event
