"""Results of a run: everything extracted from articles and tables, with methods to view, draw and write it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.linking.dataset import Dataset
from geo.model.cards import ROWS, SOFT, day_shown, escaped, grid, place_shown, table
from geo.outputs.frames import (
    conflict_lists,
    event_frame,
    happening_frame,
    link_frame,
    record_frame,
    site_frame,
    with_nearest,
)
from geo.outputs.provenance import origin_of

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from geo.outputs.formats.formats import Written
    from geo.outputs.widget import EventWidget

__all__ = ["Results"]

RENAMED = {"drawing": "boundaries", "told": "table_summaries", "how": "link_options"}
"""Former names of attributes, which still work and warn."""


class Results(Dataset):
    """A :class:`~geo.linking.dataset.Dataset` with methods that return frames, maps and figures and write files."""

    @classmethod
    def of(cls, data: Dataset) -> Results:
        """Results with the values of a dataset."""
        return cls(**{f.name: getattr(data, f.name) for f in fields(Dataset)})

    def __getattr__(self, name: str) -> Any:
        """The attributes of :data:`RENAMED` under their former names, with a ``DeprecationWarning``."""
        if name not in RENAMED:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        warnings.warn(f"Results.{name} is now Results.{RENAMED[name]}", DeprecationWarning, stacklevel=2)
        return getattr(self, RENAMED[name])

    @cached_property
    def events(self) -> GeoDataFrame:
        """One row per event; see :class:`geo.model.entities.Event` for the columns."""
        return event_frame(self.event_list, reference=self.reference)

    @cached_property
    def happenings(self) -> GeoDataFrame:
        """One row per happening (an occurrence that several reports describe); see :func:`geo.happening_frame`."""
        return happening_frame(self.event_list, reference=self.reference)

    @property
    def chains(self) -> DataFrame:
        """One row per site or project with its steps; see :func:`geo.chain_frame` for the columns."""
        from geo.outputs.timeline_frames import chain_frame

        return chain_frame(self)

    @property
    def unmatched_events(self) -> GeoDataFrame:
        """Events without a record, with the reason, the nearest record and its match score.

        The columns of :attr:`events`, then ``why``, ``nearest`` and the parts of the score as ``nearest_*``.

        Examples
        --------
        >>> import geo
        >>> geo.read([]).unmatched_events.columns[-9:-6].to_list()
        ['why', 'nearest', 'nearest_score']
        """
        rows = {e.event_id: e for e in self.event_list}
        return with_nearest(
            event_frame((rows[u.id] for u in self.unmatched[0]), reference=self.reference), self.unmatched[0]
        )

    @property
    def unmatched_records(self) -> GeoDataFrame:
        """Records without an event, with ``why``, ``nearest`` and ``nearest_*`` as in :attr:`unmatched_events`."""
        rows = {r.id: r for r in self.records}
        return with_nearest(record_frame(rows[u.id] for u in self.unmatched[1]), self.unmatched[1])

    def map(self, *, tiles: Iterable[Any] = (), **options: Any) -> Any:
        """Map of these results; see :func:`geo.event_map` for ``tiles`` and the other options.

        Examples
        --------
        >>> import geo
        >>> page = geo.read([]).map(tiles=["OpenTopoMap"]).get_root().render()
        >>> "img-src data: blob: https://a.tile.opentopomap.org;" in page
        True
        """
        from geo.outputs.page import event_map

        return event_map(**self._shown(), tiles=tiles, origin=self.origin(), **options)

    def widget(self, **options: Any) -> EventWidget:
        """The map as a notebook's widget, whose ``selected`` is a frame of what is shown; needs the extra ``widget``.

        See :func:`geo.event_widget` for the options.

        Examples
        --------
        >>> import geo
        >>> len(geo.read([]).widget().selected)
        0
        """
        from geo.outputs.widget import event_widget

        return event_widget(**self._shown(), origin=self.origin(), **options)

    def _shown(self) -> dict[str, Any]:
        """What the map and the widget show.

        The frame of events is not kept for it, unless it has been asked for.
        """
        frame = self.__dict__.get("events")
        if frame is None:
            frame = event_frame(self.event_list, reference=self.reference)
        return {
            "events": frame.assign(conflicts=conflict_lists(self.event_list, reference=self.reference)),
            "sites": site_frame(self.sites, reference=self.reference),
            "records": record_frame(self.records, self.links) if self.records else None,
            "links": link_frame(self.links) if self.links else None,
            "reference": self.reference,
        }

    def to_file(
        self,
        path: str | Path,
        *,
        layers: Sequence[str] = (),
        geometry: str = "point",
        title: str = "",
        style: bool = False,
    ) -> Written:
        """Write these results to a file, in the format of its file extension, or to a PostGIS database.

        See :func:`geo.outputs.formats.write_results` for the parameters and the returned value.

        Examples
        --------
        >>> import tempfile
        >>> import geo
        >>> path = f"{tempfile.mkdtemp()}/songchon.csv"
        >>> print(geo.read([]).to_file(path, layers=["counties"]).rows)
        {'counties': 179}
        """
        from geo.outputs.formats.formats import write_results

        return write_results(self, path, layers=layers, geometry=geometry, title=title, style=style)

    def figure(self, **options: Any) -> Figure:
        """Static map of these results for print; see :func:`geo.outputs.figure.draw` for the options.

        Examples
        --------
        >>> import geo
        >>> [round(float(side), 1) for side in geo.read([]).figure(paper="a4").get_size_inches()]
        [8.3, 11.7]
        """
        from geo.outputs.figure import draw

        return draw(self, **options)

    def origin(self) -> dict[str, Any]:
        """Provenance of these results; see :func:`geo.outputs.provenance.origin`."""
        return origin_of(self)

    def _repr_html_(self) -> str:
        return _view(self)

    def __repr__(self) -> str:
        return (
            f"<{len(self.extractions)} articles: {len(self.event_list)} events, {len(self.sites)} sites, "
            f"{len(self.records)} records, {len(self.links)} links"
            f"{f', {len(self.problems)} problems' if self.problems else ''}>"
        )


def _view(results: Results) -> str:
    """HTML for notebooks: counts, and the events of the newest reports."""
    events = results.event_list
    dated = sum(e.date is not None for e in events)
    weak = sum(e.status == "candidate" for e in events)
    n_happenings = len({e.happening_id for e in events})
    counts = [
        ("articles", f"{len(results.extractions):,}"),
        ("events", f"{len(events):,}, {n_happenings:,} happenings, {dated:,} dated, {weak:,} candidates"),
        ("sites", f"{len(results.sites):,}"),
        ("records", f"{len(results.records):,}, {len(results.links):,} links" if results.records else ""),
        (
            "problems",
            f"{len(results.problems):,}: {escaped(results.problems[0])}" if results.problems else "",
        ),
    ]
    newest = sorted(events, key=lambda e: str(e.source_date or e.date or ""), reverse=True)[:ROWS]
    rows = [
        (day_shown(e), e.type, place_shown(e), e.quote[:120] + ("…" if len(e.quote) > 120 else ""))
        for e in newest
    ]
    listing = table(("date", "type", "place", "sentence"), rows, len(events) - len(rows)) if rows else ""
    hint = f'<p style="{SOFT}">.map() draws them; .events, .chains and .sites are tables</p>'
    return f'<div style="overflow-wrap:break-word">{grid(counts)}{listing}{hint}</div>'
