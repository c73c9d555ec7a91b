"""Nested JSON objects as rows: names of columns are dotted paths, as in ``fields.date.original``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .headings import LANGUAGES
from .values import Broken

__all__ = ["TWICE", "flat"]

TWICE = "\0twice"
"""Key of an object under which a name that occurs twice in it is recorded."""
_DEEPEST = 8
_GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
_MOST = 100
"""Largest number of objects in a list whose values become one cell; longer lists are kept as JSON text."""


def flat(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object as a row.

    Parameters
    ----------
    item : mapping
        An object of a JSON document.

    Returns
    -------
    dict
        Cells by dotted path. A list of objects gives one list of values for each of their names; an object of
        languages gives its English, else its Korean text under the name itself, and the others below it; a geometry is
        one cell.

    Examples
    --------
    >>> flat({"date": {"original": "2024-11-20"}, "country": [{"iso3": "prk"}, {"iso3": "chn"}]})
    {'date.original': '2024-11-20', 'country.iso3': ['prk', 'chn']}
    >>> flat({"title": {"ko": "준공식", "en": "Opening"}})
    {'title': 'Opening', 'title.ko': '준공식'}
    """
    found: dict[str, Any] = {}
    for path, value in _leaves(item, "", 0):
        found[path] = [*_listed(found[path]), *_listed(value)] if path in found else value
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _leaves(item: Mapping[str, Any], above: str, depth: int) -> Iterator[tuple[str, Any]]:
    for key, value in item.items():
        if key == TWICE and above:
            continue
        path = f"{above}{key}"
        if isinstance(value, Mapping) and (shape := _geometry(path, value)):
            yield shape
        elif isinstance(value, Mapping) and depth < _DEEPEST and value:
            yield from _of_languages(path, value) or _leaves(value, f"{path}.", depth + 1)
        elif _is_list_of_objects(value) and depth < _DEEPEST:
            for one in value:
                yield from _leaves(one, f"{path}.", depth + 1)
        else:
            yield path, _cell(value)


def _geometry(path: str, value: Mapping[str, Any]) -> tuple[str, str] | None:
    """A geometry of GeoJSON as one cell; None for any other object."""
    kind, positions = value.get("type"), value.get("coordinates")
    if kind not in _GEOMETRIES or not isinstance(positions, list) or not positions:
        return None
    if kind == "Point" and all(isinstance(one, (int, float)) for one in positions) and len(positions) > 1:
        return f"{path}.coordinates", f"POINT ({positions[0]!r} {positions[1]!r})"
    return f"{path}.geometry", json.dumps({"type": kind, "coordinates": positions})


def _of_languages(path: str, value: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """One text in several languages as cells; empty for any other object."""
    keys = [key for key in value if key != TWICE]
    if not all(key.casefold() in LANGUAGES and isinstance(value[key], (str, type(None))) for key in keys):
        return []
    first = min((k for k in keys if value[k]), key=lambda k: LANGUAGES.index(k.casefold()), default=keys[0])
    return [(path, value[first]), *((f"{path}.{key}", value[key]) for key in keys if key != first)]


def _is_list_of_objects(value: Any) -> bool:
    return (
        isinstance(value, list) and 0 < len(value) <= _MOST and all(isinstance(one, Mapping) for one in value)
    )


def _cell(value: Any) -> Any:
    """A value as a cell; nesting that is deeper is written as JSON text."""
    nested = isinstance(value, Mapping) or (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and any(isinstance(v, (list, dict)) for v in value)
    )
    if not nested:
        return value
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return Broken("{...}", "is nested too deeply")
