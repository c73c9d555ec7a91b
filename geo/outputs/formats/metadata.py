"""Metadata stored in exported files: software, date, inputs, licences, and which events are candidates."""

from __future__ import annotations

from typing import Any

from geo._version import __version__
from geo.linking.dataset import Dataset
from geo.model.entities import CANDIDATE_BELOW
from geo.outputs.provenance import made_on, name_of

from .characters import XML_TEXT

__all__ = ["CANDIDATES", "candidates", "metadata"]

CANDIDATES = f"Events whose status is candidate scored below {CANDIDATE_BELOW:g}: read them before use."
_LICENCES = "P-codes: OCHA, CC BY 3.0 IGO. Polygons: {}. Korean names and seats: GeoNames, CC BY 4.0."
_POLYGONS = "OCHA and geoBoundaries, CC BY 3.0 IGO"


def candidates(results: Dataset) -> int:
    """Number of events with the status ``candidate``."""
    return sum(e.status == "candidate" for e in results.event_list)


def metadata(results: Dataset, title: str) -> dict[str, Any]:
    """Metadata of results, as JSON values.

    Examples
    --------
    >>> from geo.api.reading import read
    >>> metadata(read([]), "Songchon County")["title"]
    'Songchon County'
    """
    tables = {what: _sound(name_of(path)) for what, path in results.tables.items() if path}
    return {
        "title": _sound(title),
        "made_by": f"dprk-geo {__version__}",
        "made_on": made_on(),
        "inputs": [_sound(name_of(path)) for path in results.inputs],
        **tables,
        "articles": len(results.extractions),
        "events": len(results.event_list),
        "candidates": candidates(results),
        "about_candidates": CANDIDATES,
        "coordinates": "longitude and latitude, WGS 84 degrees",
        "reference": _LICENCES.format(results.boundaries.credit or _POLYGONS),
    }


def _sound(text: str) -> str:
    """Replace characters that some format cannot store; a file name may contain bytes that are not Unicode."""
    return XML_TEXT.sub("\ufffd", text)
