"""What a set of articles and the tables beside it say together, as plain values."""

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
from .matching.terms import UNTIED
from .timelines.chains import chains

__all__ = ["Dataset"]


@dataclass(eq=False)
class Dataset:
    """What a set of articles gave, with the records and sites that were read beside it.

    Attributes
    ----------
    extractions : list of Extraction
    event_list : list of Event
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
    how : mapping
        With what limits events and records were tied: ``days``, ``km``, ``min_score`` and ``match``.
    reference : Reference
        What the articles and tables were read with: names, boundaries, publishers, types of events.
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
    told: Mapping[str, tuple[str, Sequence[str]]] = field(default_factory=dict)
    how: Mapping[str, Any] = field(default_factory=dict)
    reference: Reference = field(default_factory=Reference.bundled)

    @property
    def publishers(self) -> Publishers:
        """Who is known by which host and name."""
        return self.reference.publishers

    @property
    def drawing(self) -> BoundarySet:
        """The boundaries by which points were placed; map and exports are drawn with them."""
        return self.reference.boundaries

    @cached_property
    def chain_list(self) -> list[Chain]:
        """Sites over time as values; see :mod:`geo.linking.timelines.chains`."""
        return chains(self.event_list, self.sites, reference=self.reference)

    @cached_property
    def unmatched(self) -> tuple[list[Unmatched], list[Unmatched]]:
        """Events, and records, that are tied to nothing, each with why and with what came nearest."""
        limits = {name: value for name, value in self.how.items() if name != "match"}
        told = [e for e in self.event_list if e.status != "rejected"]
        untied = {(self.ledger.event_of(c), c.record) for c in self.ledger.of("untie")}
        events, records = unmatched(told, self.records, self.links, reference=self.reference, **limits)
        return (
            [replace(u, why=UNTIED) if (u.id, u.nearest) in untied else u for u in events],
            [replace(u, why=UNTIED) if (u.nearest, u.id) in untied else u for u in records],
        )
