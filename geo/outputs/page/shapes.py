"""Counties, provinces and the land around them, made small for the page.

Rings travel as differences of whole ten-thousandths of a degree (about ten metres), which deflate well.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely

from geo.model.errors import ReferenceDataError
from geo.reference.boundaries import BoundarySet
from geo.reference.context import Reference

__all__ = ["Unit", "Units", "load_units", "rings"]

_SCALE = 10_000
_BACKDROP_SCALE = 1_000
_MOST_CORNERS = 30_000
"""Corners of a drawing's counties on the page: twice those of the bundled one."""
_FINEST = 2e-4
"""Degrees, some twenty metres: nothing finer shows at the page's closest zoom."""
_COARSEST = 0.02
"""Degrees: what is still larger then is so by its islands, which no thinning takes away."""


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


def _drawn(drawing: BoundarySet) -> dict[str, Any]:
    """Polygons of provinces and counties by P-code, thinned where a drawing has more than the page needs.

    Shared edges stay shared: what is thinned is the whole coverage, and provinces are the union of what is left.
    """
    counties = dict(drawing.shapes("adm2"))
    shapes = np.array(list(counties.values()))
    if drawing.bundled:
        return {**drawing.shapes("adm1"), **counties}
    tolerance = _FINEST
    while shapely.get_num_coordinates(shapes).sum() > _MOST_CORNERS and tolerance < _COARSEST:
        shapes = shapely.coverage_simplify(shapes, tolerance)
        tolerance *= 1.5
    thinned = BoundarySet(
        drawing.name, drawing.folder, dict(zip(counties, shapes, strict=True)), base=drawing
    )
    return {**thinned.shapes("adm1"), **thinned.shapes("adm2")}


@lru_cache(maxsize=4)
def _load(drawing: BoundarySet, table: Path) -> Units:
    names = _names(table)
    units: list[Unit] = []
    shapes: list[dict[str, Any]] = []
    for pcode, shape in _drawn(drawing).items():
        level = 1 if len(pcode) == 4 else 2
        name, korean = names[pcode]
        units.append(Unit(pcode, level, name, korean, pcode[:4] if level == 2 else ""))
        shapes.append(_shape(shape))
    land = [ring for shape in drawing.shapes("backdrop").values() for ring in rings(shape, _BACKDROP_SCALE)]
    return Units(tuple(units), tuple(shapes), tuple(land))


def load_units(reference: Reference | None = None) -> Units:
    """Polygons and names of the units of a reference, by default the bundled one, made small once a process.

    Returns
    -------
    Units
        Provinces first, then counties, each by P-code.

    Raises
    ------
    geo.model.errors.ReferenceDataError
        A file of the reference is missing or damaged.

    Examples
    --------
    >>> units = load_units()
    >>> len([unit for unit in units.units if unit.level == 2])
    179
    """
    known = reference or Reference.bundled()
    return _load(known.boundaries, known.folder / "units.tsv")
