"""Everything that a set of articles and the tables beside it gave, to look at, draw and write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from geo.linking.corrections import Ledger
from geo.linking.matching import Link, Unmatched, unmatched
from geo.linking.matching.terms import UNTIED
from geo.linking.site_register import Site
from geo.linking.timelines.chains import Chain, chains
from geo.model.entities import Event, Extraction, Record
from geo.model.errors import GeoError
from geo.outputs.frames import (
    conflict_lists,
    event_frame,
    happening_frame,
    link_frame,
    record_frame,
    site_frame,
    with_nearest,
)
from geo.reference.boundaries import Drawing, in_use, using
from geo.reference.publishers import Publishers, known_publishers

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from geo.outputs.formats.formats import Written

__all__ = ["Results"]


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
    publishers : Publishers
        Who is known by which host and name.
    drawing : Drawing
        The boundaries by which points were placed; map and exports are drawn with them.
    how : mapping
        With what limits events and records were tied: ``days``, ``km``, ``min_score`` and ``match``.
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
        publishers: Publishers | None = None,
        drawing: Drawing | None = None,
        how: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self.extractions, self.records, self.links, self.sites = extractions, records, links, sites
        self.rejected, self.ledger = rejected, ledger or Ledger()
        self.problems, self.inputs, self.tables, self.told = problems, inputs, tables, told
        self.publishers, self.drawing = publishers or known_publishers(), drawing or in_use()
        self.how = how
        self._events = events

    @cached_property
    def events(self) -> GeoDataFrame:
        """Events, a row each; see :class:`geo.model.entities.Event` for the columns."""
        return event_frame(self._events)

    @cached_property
    def happenings(self) -> GeoDataFrame:
        """Happenings, a row each, with their reports counted; see :func:`geo.happening_frame`."""
        return happening_frame(self._events)

    @property
    def event_list(self) -> Sequence[Event]:
        """Events as values."""
        return self._events

    @cached_property
    def chain_list(self) -> list[Chain]:
        """Sites over time as values; see :mod:`geo.linking.timelines.chains`."""
        return chains(self._events, self.sites)

    @property
    def chains(self) -> DataFrame:
        """Sites over time, a row each; :func:`geo.chain_frame` tells the columns and counts to another day."""
        from geo.outputs.timeline_frames import chain_frame

        return chain_frame(self)

    @cached_property
    def unmatched(self) -> tuple[list[Unmatched], list[Unmatched]]:
        """Events, and records, that are tied to nothing, each with why and with what came nearest."""
        limits = {name: value for name, value in self.how.items() if name != "match"}
        told = [e for e in self._events if e.status != "rejected"]
        untied = {(self.ledger.event_of(c), c.record) for c in self.ledger.of("untie")}
        events, records = unmatched(told, self.records, self.links, **limits)
        return (
            [replace(u, why=UNTIED) if (u.id, u.nearest) in untied else u for u in events],
            [replace(u, why=UNTIED) if (u.nearest, u.id) in untied else u for u in records],
        )

    @property
    def unmatched_events(self) -> GeoDataFrame:
        """Events without a record: their columns, ``why``, ``nearest`` and the parts of the score that it reached.

        Examples
        --------
        >>> import geo
        >>> geo.read([]).unmatched_events.columns[-9:-6].to_list()
        ['why', 'nearest', 'nearest_score']
        """
        rows = {e.event_id: e for e in self._events}
        return with_nearest(event_frame(rows[u.id] for u in self.unmatched[0]), self.unmatched[0])

    @property
    def unmatched_records(self) -> GeoDataFrame:
        """Records without an event, with the same columns as :attr:`unmatched_events`."""
        rows = {r.id: r for r in self.records}
        return with_nearest(record_frame(rows[u.id] for u in self.unmatched[1]), self.unmatched[1])

    def map(self, *, tiles: Iterable[Any] = (), **options: Any) -> Any:
        """The map of these results; see :func:`geo.event_map` for ``tiles`` and the other options.

        Examples
        --------
        >>> import geo
        >>> page = geo.read([]).map(tiles=["OpenTopoMap"]).get_root().render()
        >>> "img-src data: blob: https://a.tile.opentopomap.org;" in page
        True
        """
        from geo.outputs.page import event_map

        with using(self.drawing):
            return event_map(
                self.events.assign(conflicts=conflict_lists(self._events)),
                sites=site_frame(self.sites),
                records=record_frame(self.records, self.links) if self.records else None,
                links=link_frame(self.links) if self.links else None,
                tiles=tiles,
                publishers=self.publishers,
                origin=self.origin(),
                **options,
            )

    def to_file(
        self, path: str | Path, *, layers: Sequence[str] = (), geometry: str = "point", title: str = ""
    ) -> Written:
        """Write these results to a file, in the format of its ending, or to a PostGIS database.

        See :func:`geo.outputs.formats.write_results` for what it takes and gives.

        Examples
        --------
        >>> import tempfile
        >>> import geo
        >>> path = f"{tempfile.mkdtemp()}/songchon.csv"
        >>> print(geo.read([]).to_file(path, layers=["counties"]).rows)
        {'counties': 179}
        """
        from geo.outputs.formats.formats import write_results

        return write_results(self, path, layers=layers, geometry=geometry, title=title)

    def figure(self, **options: Any) -> Figure:
        """A map of these results for print; see :func:`geo.outputs.figure.draw` for the options.

        Examples
        --------
        >>> import geo
        >>> [round(float(side), 1) for side in geo.read([]).figure(paper="a4").get_size_inches()]
        [8.3, 11.7]
        """
        from geo.outputs.figure import draw

        with using(self.drawing):
            return draw(self, **options)

    def origin(self) -> dict[str, Any]:
        """What these results were made from; see :func:`geo.outputs.provenance.origin`."""
        from geo.outputs.provenance import origin

        told = ((x.article.url, x.article.date) for x in self.extractions)
        files = len({x.article.path for x in self.extractions if x.article.path})
        return origin(told, inputs=self.inputs, files=files, rules=True, **self.tables)

    def _repr_html_(self) -> str:
        from geo.model.cards import results_view

        return results_view(self)

    def __repr__(self) -> str:
        return (
            f"<{len(self.extractions)} articles: {len(self._events)} events, {len(self.sites)} sites, "
            f"{len(self.records)} records, {len(self.links)} ties"
            f"{f', {len(self.problems)} problems' if self.problems else ''}>"
        )
