"""Polygons of counties, provinces and neighbouring land, encoded compactly for the page.

Rings are stored as coordinate differences in units of 1e-4 degrees (about ten metres), which compress well.
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
"""Maximum number of vertices of all counties: twice that of the bundled boundaries."""
_FINEST = 2e-4
"""Smallest simplification tolerance in degrees (about 20 m); less is not visible at the highest zoom level."""
_COARSEST = 0.02
"""Largest tolerance in degrees; vertices that remain then belong to islands, which simplification keeps."""


class Unit(NamedTuple):
    """A province (level 1) or county (level 2) of the page; ``parent`` is the P-code of a county's province."""

    pcode: str
    level: int
    name: str
    korean: str
    parent: str


class Units(NamedTuple):
    """All units, their shapes in the same order, and the rings of the surrounding land."""

    units: tuple[Unit, ...]
    shapes: tuple[dict[str, Any], ...]
    backdrop: tuple[list[int], ...]


def rings(geometry: Any, scale: int) -> list[list[int]]:
    """Encode the rings of a polygon or multipolygon as integer coordinate differences.

    Parameters
    ----------
    geometry : shapely geometry
        Polygons in degrees; longitude first.
    scale : int
        Steps per degree.

    Returns
    -------
    list of list of int
        One flat list per ring: ``x, y`` of the first vertex, then the differences to each next one. The repeated
        last vertex is left out.

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
    """Encode a unit's polygon, with the centre of its largest inscribed circle for its symbol."""
    circle = shapely.maximum_inscribed_circle(geometry, tolerance=0.002)
    x, y = circle.coords[0]
    return {"at": [round(x * _SCALE), round(y * _SCALE)], "rings": rings(geometry, _SCALE)}


def _drawn(boundaries: BoundarySet) -> dict[str, Any]:
    """Polygons of provinces and counties by P-code, simplified if they have too many vertices.

    The counties are simplified as a coverage, so shared edges stay shared, and provinces are their unions.
    """
    counties = dict(boundaries.shapes("adm2"))
    shapes = np.array(list(counties.values()))
    if boundaries.bundled:
        return {**boundaries.shapes("adm1"), **counties}
    tolerance = _FINEST
    while shapely.get_num_coordinates(shapes).sum() > _MOST_CORNERS and tolerance < _COARSEST:
        shapes = shapely.coverage_simplify(shapes, tolerance)
        tolerance *= 1.5
    thinned = BoundarySet(
        boundaries.name, boundaries.folder, dict(zip(counties, shapes, strict=True)), base=boundaries
    )
    return {**thinned.shapes("adm1"), **thinned.shapes("adm2")}


@lru_cache(maxsize=4)
def _load(boundaries: BoundarySet, table: Path) -> Units:
    names = _names(table)
    units: list[Unit] = []
    shapes: list[dict[str, Any]] = []
    for pcode, shape in _drawn(boundaries).items():
        level = 1 if len(pcode) == 4 else 2
        name, korean = names[pcode]
        units.append(Unit(pcode, level, name, korean, pcode[:4] if level == 2 else ""))
        shapes.append(_shape(shape))
    land = [
        ring for shape in boundaries.shapes("backdrop").values() for ring in rings(shape, _BACKDROP_SCALE)
    ]
    return Units(tuple(units), tuple(shapes), tuple(land))


def load_units(reference: Reference | None = None) -> Units:
    """Encoded polygons and names of the units of a reference, by default the bundled one; the result is cached.

    Returns
    -------
    Units
        Provinces, then counties, each sorted by P-code.

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
