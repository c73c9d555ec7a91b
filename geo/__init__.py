"""Find, resolve and map the places in reported text about North Korea.

The functions that a notebook needs are here; each is imported when first used, so that ``import geo`` is
light. See :mod:`geo.model` for the values that they give.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "Article": "model",
    "Chain": "chains",
    "Dossier": "dossiers",
    "Drawing": "drawings",
    "Event": "model",
    "Link": "joining",
    "Site": "sites",
    "Extraction": "model",
    "Geocoder": "geocoder",
    "Mention": "model",
    "Pair": "joining",
    "Place": "model",
    "Record": "model",
    "Results": "results",
    "chain_frame": "histories",
    "county_frame": "histories",
    "dossier": "dossiers",
    "event_frame": "frames",
    "event_map": "maps",
    "extract": "corpus",
    "extract_all": "corpus",
    "happening_frame": "frames",
    "join": "joining",
    "join_records": "joining",
    "mention_frame": "frames",
    "read": "reading",
    "read_articles": "articles",
    "read_drawing": "drawings",
    "read_records": "records",
    "record_frame": "frames",
    "site_frame": "frames",
    "unvisited": "histories",
}

__all__ = [
    "Article", "Chain", "Dossier", "Drawing", "Event", "Extraction", "Geocoder", "Link", "Mention",
    "Pair", "Place", "Record", "Results", "Site", "chain_frame", "county_frame", "dossier", "event_frame",
    "event_map", "extract", "extract_all", "happening_frame", "join", "join_records", "mention_frame",
    "read", "read_articles", "read_drawing", "read_records", "record_frame", "site_frame", "unvisited",
]  # fmt: skip

if TYPE_CHECKING:
    from .articles import read_articles
    from .chains import Chain
    from .corpus import extract, extract_all
    from .dossiers.contents import Dossier, dossier
    from .drawings import Drawing, read_drawing
    from .frames import event_frame, happening_frame, mention_frame, record_frame, site_frame
    from .geocoder import Geocoder
    from .histories import chain_frame, county_frame, unvisited
    from .joining import Link, Pair, join, join_records
    from .maps import event_map
    from .model import Article, Event, Extraction, Mention, Place, Record
    from .reading import read
    from .records import read_records
    from .results import Results
    from .sites import Site


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
