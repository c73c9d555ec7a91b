"""Find, resolve and map the places in reported text about North Korea.

The functions that a notebook needs are here; each is imported when first used, so that ``import geo`` is
light. See :mod:`geo.model.entities` for the values that they give.
"""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._version import __version__ as __version__

_HOME = {
    "Article": "model.entities",
    "BoundarySet": "reference.boundaries",
    "Chain": "linking.timelines.chains",
    "Dossier": "outputs.dossier",
    "Event": "model.entities",
    "Link": "linking.matching",
    "Site": "linking.site_register",
    "Extraction": "model.entities",
    "Extractor": "extraction.pipeline",
    "Geocoder": "geocoding.geopy_adapter",
    "Mention": "model.entities",
    "Pair": "linking.matching",
    "Place": "model.entities",
    "Project": "store.project",
    "Record": "model.entities",
    "Reference": "reference.context",
    "Results": "api.results",
    "chain_frame": "outputs.timeline_frames",
    "county_frame": "outputs.timeline_frames",
    "dossier": "outputs.dossier",
    "event_frame": "outputs.frames",
    "event_map": "outputs.page",
    "event_widget": "outputs.widget",
    "extract": "extraction.pipeline",
    "extract_all": "extraction.pipeline",
    "fetch": "readers.fetching.fetch",
    "happening_frame": "outputs.frames",
    "join": "linking.matching",
    "join_records": "linking.matching",
    "mention_frame": "outputs.frames",
    "read": "api.reading",
    "read_articles": "readers.articles.reader",
    "read_boundary_set": "reference.boundaries.assembly",
    "read_records": "linking.records",
    "record_frame": "outputs.frames",
    "site_frame": "outputs.frames",
    "unvisited": "outputs.timeline_frames",
}

__all__ = [
    "Article", "BoundarySet", "Chain", "Dossier", "Event", "Extraction", "Extractor", "Geocoder", "Link", "Mention",
    "Pair", "Place", "Project", "Record", "Reference", "Results", "Site", "chain_frame", "county_frame", "dossier",
    "event_frame", "event_map", "event_widget", "extract", "extract_all", "fetch", "happening_frame", "join",
    "join_records",
    "mention_frame", "read", "read_articles", "read_boundary_set", "read_records", "record_frame", "site_frame",
    "unvisited",
]  # fmt: skip

if TYPE_CHECKING:
    from geo.api.reading import read
    from geo.api.results import Results
    from geo.extraction.pipeline import Extractor, extract, extract_all
    from geo.geocoding.geopy_adapter import Geocoder
    from geo.linking.matching import join, join_records
    from geo.linking.records import read_records
    from geo.model.entities import Article, Event, Extraction, Mention, Place, Record
    from geo.model.links import Link, Pair
    from geo.model.sites import Site
    from geo.model.timelines import Chain
    from geo.outputs.dossier import Dossier, dossier
    from geo.outputs.frames import event_frame, happening_frame, mention_frame, record_frame, site_frame
    from geo.outputs.page import event_map
    from geo.outputs.timeline_frames import chain_frame, county_frame, unvisited
    from geo.outputs.widget import event_widget
    from geo.readers.articles.reader import read_articles
    from geo.readers.fetching.fetch import fetch
    from geo.reference.boundaries import BoundarySet
    from geo.reference.boundaries.assembly import read_boundary_set
    from geo.reference.context import Reference
    from geo.store.project import Project


_RENAMED = {"Drawing": "BoundarySet", "read_drawing": "read_boundary_set"}
"""Former names, which still work and warn."""


def __getattr__(name: str) -> Any:
    if name in _RENAMED:
        warnings.warn(f"geo.{name} is now geo.{_RENAMED[name]}", DeprecationWarning, stacklevel=2)
        name = _RENAMED[name]
    if name in _HOME:
        value = getattr(import_module(f".{_HOME[name]}", __name__), name)
        globals()[name] = value  # the next use finds it at once
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
