"""The combined results of a set of articles and the tables given with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from geo.model.entities import Event, Extraction, Record
from geo.model.errors import GeoError
from geo.model.links import Link, Unmatched
from geo.model.sites import Site
from geo.model.timelines import Chain
from geo.reference.boundaries import BoundarySet
from geo.reference.context import Reference
from geo.reference.publishers import Publishers

from .corrections import Ledger
from .matching import unmatched
from .matching.stored import unmatched_stored
from .matching.terms import UNLINKED
from .stored_events import StoredEvents, kept_events
from .timelines.chains import chains

__all__ = ["Dataset"]


@dataclass(eq=False)
class Dataset:
    """The results of a set of articles, with the records and sites that were read with it.

    Attributes
    ----------
    extractions : list of Extraction
    event_list : list of Event
    records : list of Record
    links : list of Link
        Links of events and records, by descending score.
    sites : list of Site
    rejected : list of Event
        Events rejected by a correction; maps and exports have them only on request.
    ledger : Ledger
        The corrections of the run and the outcome of each.
    problems : list of GeoError
        Errors about input that could not be used, each with its file and line; the rest was used.
    inputs, tables : sequence of path, mapping of str to path
        Paths of the articles, and of the tables ``records`` and ``sites``, for display.
    table_summaries : mapping of str to (str, sequence of str)
        For the table ``records``: how its columns were recognised, and notes on it.
    link_options : mapping
        Options of the record linkage: ``days``, ``km``, ``min_score`` and ``match``.
    reference : Reference
        Names, boundaries, publishers and event types with which the input was read.
    notes : sequence of str
        Remarks on the input that are no errors, such as the files of a folder that were passed over.
    """

    extractions: Sequence[Extraction]
    event_list: Sequence[Event]
    records: Sequence[Record]
    links: Sequence[Link]
    sites: Sequence[Site]
    problems: Sequence[GeoError] = ()
    _: KW_ONLY
    rejected: Sequence[Event] = ()
    ledger: Ledger = field(default_factory=Ledger)
    inputs: Sequence[str | Path] = ()
    tables: Mapping[str, str | Path | None] = field(default_factory=dict)
    table_summaries: Mapping[str, tuple[str, Sequence[str]]] = field(default_factory=dict)
    link_options: Mapping[str, Any] = field(default_factory=dict)
    reference: Reference = field(default_factory=Reference.bundled)
    notes: Sequence[str] = ()

    @property
    def publishers(self) -> Publishers:
        """The known publishers, with their hosts and names."""
        return self.reference.publishers

    @property
    def boundaries(self) -> BoundarySet:
        """The boundaries in which points were located; the map and the exports are drawn with them."""
        return self.reference.boundaries

    @cached_property
    def chain_list(self) -> list[Chain]:
        """Projects with their steps over time; see :mod:`geo.linking.timelines.chains`."""
        return chains(self.event_list, self.sites, reference=self.reference)

    @cached_property
    def unmatched(self) -> tuple[list[Unmatched], list[Unmatched]]:
        """Events and records without a link, each with the reason and its best candidate."""
        limits = {name: value for name, value in self.link_options.items() if name != "match"}
        accepted = kept_events(self.event_list, lambda e: e.status != "rejected")
        unlinked = {(self.ledger.event_of(c), c.record) for c in self.ledger.of("unlink")}
        if isinstance(accepted, StoredEvents):
            linked = {(k.event_id, k.record_id) for k in self.links}
            events, records = unmatched_stored(
                accepted, self.records, linked, reference=self.reference, **limits
            )
        else:
            events, records = unmatched(
                accepted, self.records, self.links, reference=self.reference, **limits
            )
        return (
            [replace(u, why=UNLINKED) if (u.id, u.nearest) in unlinked else u for u in events],
            [replace(u, why=UNLINKED) if (u.nearest, u.id) in unlinked else u for u in records],
        )
