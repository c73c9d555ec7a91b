"""Counties, provinces and the land around them, made small for the page.

Rings travel as differences of whole ten-thousandths of a degree (about ten metres), which deflate well.
"""

from __future__ import annotations

import csv
import json
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from shapely.geometry import shape

from geo.errors import ReferenceDataError

__all__ = ["Unit", "Units", "load_units", "rings"]

_SCALE = 10_000
_BACKDROP_SCALE = 1_000


class Unit(NamedTuple):
    """A province or county as the page knows it; ``parent`` is the province's P-code."""

    pcode: str
    level: int
    name: str
    korean: str
    parent: str


class Units(NamedTuple):
    """All units in the page's order, their shapes in the same order, and the land behind them."""

    units: tuple[Unit, ...]
    shapes: tuple[dict[str, Any], ...]
    backdrop: tuple[list[int], ...]


def rings(geometry: Any, scale: int) -> list[list[int]]:
    """Write the rings of a polygon or multipolygon as differences of whole numbers.

    Parameters
    ----------
    geometry : shapely geometry
        Polygons in degrees; longitude first.
    scale : int
        Steps per degree.

    Returns
    -------
    list of list of int
        One flat list a ring: ``x, y`` of the first corner, then the steps to each next. The closing
        corner is left out.

    Examples
    --------
    >>> rings(shapely.box(125.0, 38.0, 125.2, 38.1), 10)
    [[1252, 380, 0, 1, -2, 0, 0, -1]]
    >>> rings(shapely.Polygon(), 10)
    []
    """
    result = []
    for part in getattr(geometry, "geoms", [geometry]):
        if part.geom_type != "Polygon" or part.is_empty:
            continue
        for ring in (part.exterior, *part.interiors):
            flat: list[int] = []
            x0 = y0 = 0
            for x, y in ring.coords[:-1]:
                x1, y1 = round(x * scale), round(y * scale)
                if not flat or x1 != x0 or y1 != y0:
                    flat += [x1 - x0, y1 - y0]
                    x0, y0 = x1, y1
            if len(flat) >= 6:
                result.append(flat)
    return result


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        return list(json.loads(path.read_text(encoding="utf-8"))["features"])
    except (OSError, ValueError, KeyError) as error:
        message = f"{path} cannot be read as GeoJSON: reinstall dprk-geo"
        raise ReferenceDataError(message) from error


def _names(path: Path) -> dict[str, tuple[str, str]]:
    """Read the English and Korean names by P-code."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            return {row["pcode"]: (row["name"], row["korean"]) for row in rows}
    except (OSError, ValueError, KeyError) as error:
        message = f"{path} cannot be read as the table of units: reinstall dprk-geo"
        raise ReferenceDataError(message) from error


def _shape(geometry: Any) -> dict[str, Any]:
    """Encode a unit's polygon with the middle of its largest inscribed circle, where its symbol stands."""
    circle = shapely.maximum_inscribed_circle(geometry, tolerance=0.002)
    x, y = circle.coords[0]
    return {"at": [round(x * _SCALE), round(y * _SCALE)], "rings": rings(geometry, _SCALE)}


@lru_cache(maxsize=1)
def _load(adm1: Path, adm2: Path, backdrop: Path, table: Path) -> Units:
    names = _names(table)
    units: list[Unit] = []
    shapes: list[dict[str, Any]] = []
    for level, path in ((1, adm1), (2, adm2)):
        features = sorted(_features(path), key=lambda feature: str(feature["properties"]["pcode"]))
        for feature in features:
            properties = feature["properties"]
            pcode = str(properties["pcode"])
            parent = str(properties.get("adm1") or pcode[:4]) if level == 2 else ""
            name, korean = names.get(pcode, (str(properties["name"]), ""))
            units.append(Unit(pcode, level, name, korean, parent))
            shapes.append(_shape(shape(feature["geometry"])))
    land = [
        ring for feature in _features(backdrop) for ring in rings(shape(feature["geometry"]), _BACKDROP_SCALE)
    ]
    return Units(tuple(units), tuple(shapes), tuple(land))


def load_units() -> Units:
    """Read the reference polygons once a process.

    Returns
    -------
    Units
        Provinces first, then counties, each by P-code.

    Raises
    ------
    geo.errors.ReferenceDataError
        A file of the reference is missing or damaged.

    Examples
    --------
    >>> units = load_units()
    >>> len([unit for unit in units.units if unit.level == 2])
    179
    """
    from geo.reference import reference_path

    return _load(
        *(
            Path(reference_path(name))
            for name in ("adm1.geojson", "adm2.geojson", "backdrop.geojson", "units.tsv")
        )
    )
