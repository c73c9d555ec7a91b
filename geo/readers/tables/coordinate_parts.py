"""Coordinates whose parts are in columns of their own: degrees, minutes and seconds, or eastings and northings."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from geo.model.errors import InputError
from geo.reference.paths import reference_path

from .headings import is_missing, squeezed
from .values import Raw, cell_text

__all__ = ["join_coordinates"]

_SIGNS = {"degrees": "°", "minutes": "'", "seconds": '"'}
_NAMES = {"lat": "latitude", "lon": "longitude"}
_ZONE = re.compile(r"(?:UTM|zone)?\s*(\d{1,2})\s*([A-Z])?", re.IGNORECASE)


def join_coordinates(raw: Raw) -> None:
    r"""Add a column with the whole coordinate where a table has its parts in several.

    The new columns are named after what they are made of, and recognised by these names.

    Parameters
    ----------
    raw : Raw
        Its rows and header are changed.

    Examples
    --------
    >>> row = {"lat_deg": "39", "lat_min": "39.6", "lon_deg": "124", "lon_min": "42.3"}
    >>> raw = Raw("sites.csv", list(row), [row])
    >>> join_coordinates(raw)
    >>> raw.header[4:], row["latitude (lat_deg, lat_min)"]
    (['latitude (lat_deg, lat_min)', 'longitude (lon_deg, lon_min)'], "39°39.6'")
    """
    axes = {axis: _parts_of(raw.header, axis) for axis in _NAMES}
    if all(len(parts) > 1 and "degrees" in parts for parts in axes.values()):
        for axis, parts in axes.items():
            _add(raw, _NAMES[axis], list(parts.values()), partial(_angle, parts))
    grid = _grid_of(raw.header)
    if {"easting", "northing"} <= grid.keys():
        if "zone" not in grid:
            what = f"{grid['easting']} and {grid['northing']} without a column for the UTM zone; they are not read"
            raw.faults.append(InputError(f"{raw.name}: {what}; add a column zone (51N or 52N)"))
            return
        _add(raw, "coordinates", list(grid.values()), partial(_utm, grid))


def _add(raw: Raw, name: str, parts: Sequence[str], made: Callable[[Mapping[str, Any]], str]) -> None:
    column = f"{name} ({', '.join(parts)})"
    raw.header = [*raw.header, column]
    raw.rows = list(raw.rows)
    for row in raw.rows:
        row[column] = made(row)


def _parts_of(header: Sequence[str], axis: str) -> dict[str, str]:
    """Columns of the parts of a coordinate."""
    return _matching(header, _forms(axis))


def _grid_of(header: Sequence[str]) -> dict[str, str]:
    return _matching(header, _forms(""))


def _matching(header: Sequence[str], forms: Mapping[str, frozenset[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part, names in forms.items():
        for heading in header:
            if _whole(heading) in names:
                found.setdefault(part, heading)
    return found


def _whole(heading: str) -> str:
    """A heading with what stands in brackets, which may be the part: "위도(분)", "Latitude (min)"."""
    opened = re.sub(r"[()\[\]]", " ", unicodedata.normalize("NFKC", heading[:200]))
    return squeezed(opened)


@cache
def _forms(axis: str) -> dict[str, frozenset[str]]:
    """Headings of the parts of an axis, or without one of a grid, squeezed."""
    table: Mapping[str, Any] = tomllib.loads(reference_path("coordinate_columns.toml").read_text("utf-8"))
    if not axis:
        return {part: frozenset(map(squeezed, names)) for part, names in table["grid"].items()}
    words = table["axes"][axis]
    return {
        part: frozenset(squeezed(form.replace("{axis}", word)) for form in forms for word in words)
        for part, forms in table["parts"].items()
    }


def _angle(parts: Mapping[str, str], row: Mapping[str, Any]) -> str:
    texts = {part: cell_text(row.get(column)) for part, column in parts.items()}
    written = "".join(f"{texts[p]}{sign}" for p, sign in _SIGNS.items() if texts.get(p))
    return written + texts.get("side", "") if texts["degrees"] and not is_missing(texts["degrees"]) else ""


def _utm(grid: Mapping[str, str], row: Mapping[str, Any]) -> str:
    texts = {part: cell_text(row.get(column)) for part, column in grid.items()}
    if any(is_missing(text) for text in texts.values()):
        return ""
    zone = _ZONE.fullmatch(texts["zone"])
    number, band = (zone[1], (zone[2] or "N").upper()) if zone else (texts["zone"], "")
    return f"{number}{band} {' '.join(_metres(texts[part]) for part in ('easting', 'northing'))}"


def _metres(text: str) -> str:
    return re.sub(r"(?<=\d)[ ,](?=\d{3}(?:\D|$))", "", text.removesuffix("m").strip())
