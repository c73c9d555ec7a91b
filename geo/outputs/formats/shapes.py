"""Points and areas as well-known binary (WKB), for databases and binary formats."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from math import inf
from typing import NamedTuple

from geo.reference.boundaries import BoundarySet

from .geometries import areas
from .layer_rows import Spot

__all__ = ["WORLD", "Extent", "Shape", "polygons", "shape"]

WORLD = 4326
"""EPSG code of WGS 84."""
_POINT = struct.Struct("<BIdd")


class Shape(NamedTuple):
    """A geometry as little-endian WKB, with its type and bounds (west, south, east, north in degrees)."""

    wkb: bytes
    kind: str
    bounds: tuple[float, float, float, float]


class Extent:
    """The kinds of some geometries, and their bounds (west, south, east, north in degrees).

    Examples
    --------
    >>> whole = Extent()
    >>> for place in ((126.3, 39.25), (125.7, 39.0)):
    ...     whole.add(shape(place, {}))
    >>> whole.kinds, whole.bounds
    ({'Point'}, (125.7, 39.0, 126.3, 39.25))
    """

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self._west = self._south = inf
        self._east = self._north = -inf

    def add(self, one: Shape) -> None:
        """Extend it by a geometry."""
        self.add_all([one])

    def add_all(self, some: Sequence[Shape]) -> None:
        """Extend it by geometries."""
        if not some:
            return
        self.kinds.update(one.kind for one in some)
        west, south, east, north = zip(*(one.bounds for one in some), strict=True)
        self._west, self._south = min(self._west, *west), min(self._south, *south)
        self._east, self._north = max(self._east, *east), max(self._north, *north)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The bounds of all; those of no geometry are infinite."""
        return self._west, self._south, self._east, self._north


def shape(spot: Spot, polygons: Mapping[str, Shape]) -> Shape | None:
    """Geometry of a location: a point, or a unit's polygon by P-code; None if it has none.

    Examples
    --------
    >>> shape((126.3, 39.25), {}).bounds
    (126.3, 39.25, 126.3, 39.25)
    >>> shape("KP0717", polygons()).kind
    'MultiPolygon'
    """
    if spot is None or isinstance(spot, str):
        return polygons.get(spot or "")
    lon, lat = spot
    return Shape(_POINT.pack(1, 1, lon, lat), "Point", (lon, lat, lon, lat))


def polygons(boundaries: BoundarySet | None = None) -> dict[str, Shape]:
    """Polygons of provinces and counties by P-code, by default the bundled ones."""
    from shapely import MultiPolygon, Polygon, to_wkb
    from shapely.geometry import shape as drawn

    found = {}
    for pcode, area in areas(boundaries).items():
        polygon = drawn(area)
        if isinstance(polygon, Polygon):
            polygon = MultiPolygon([polygon])
        west, south, east, north = polygon.bounds
        wkb = to_wkb(polygon, byte_order=1, output_dimension=2)
        found[pcode] = Shape(wkb, "MultiPolygon", (west, south, east, north))
    return found
