"""Vector tiles for all zoom levels: clip areas to tiles, and drop points from tiles that are too large.

A zoom level divides the square of the Web Mercator projection into 2**zoom by 2**zoom tiles, counted from the
north-west corner. A tile has 8192 by 8192 units, counted from its north-west corner.
"""

from __future__ import annotations

import gzip
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from .vector_tile import EXTENT, Value, encoded

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["LIMIT", "ZOOM", "AreaFeature", "PointFeature", "Pyramid", "Tile", "position", "pyramid"]

ZOOM = 10
"""Highest zoom level; a tile unit is 3.7 m in Korea, and maps scale its tiles up beyond it.

Two more levels would need ten times as many tiles, nearly all of them for the outlines of areas.
"""
LIMIT = 500_000
"""Maximum size of a compressed tile in bytes, as in other tile generators."""
_BITS = EXTENT.bit_length() - 1
_BORDER = 128 / EXTENT
"""Buffer around a tile in tile widths, so that clipped areas show no outline along the tile's edge."""
_AIM = 0.95
"""Target size of a thinned tile, as a share of the limit."""

Tile = tuple[int, int, int]
"""Zoom, column from the west, row from the north."""


class PointFeature(NamedTuple):
    """A point: its layer, position as :func:`position` returns it, attributes, and rank.

    When a tile is thinned, the points of each layer with the lowest ranks are kept.
    """

    layer: str
    x: int
    y: int
    properties: Mapping[str, Value]
    rank: int


class AreaFeature(NamedTuple):
    """An area in degrees; zoom levels at which it is too small to be drawn leave it out."""

    layer: str
    shape: Geometry
    properties: Mapping[str, Value]


@dataclass(slots=True)
class Pyramid:
    """Compressed tiles of all zoom levels, with counts of their features.

    Attributes
    ----------
    tiles : dict
        Compressed bytes by tile.
    drawn : mapping of int to Counter of str
        Number of features of each layer, by zoom level.
    large : list of tuple of (Tile, int)
        Tiles of the highest zoom level that exceed the limit, with their size in bytes; that level is not thinned.
    """

    tiles: dict[Tile, bytes] = field(default_factory=dict)
    drawn: dict[int, Counter[str]] = field(default_factory=dict)
    large: list[tuple[Tile, int]] = field(default_factory=list)


def position(lon: float, lat: float) -> tuple[int, int] | None:
    """Position of a point in tile units of the highest zoom level, from the north-west corner of the map.

    Parameters
    ----------
    lon, lat : float
        WGS 84 degrees.

    Returns
    -------
    tuple of int, or None
        Column and row; None outside of the projection, beyond 85.05 degrees north or south.

    Examples
    --------
    >>> column, row = position(lon=126.3, lat=39.25)  # in Songchon County
    >>> column >> 13, row >> 13  # the tile of zoom 10
    (871, 390)
    """
    world = EXTENT << ZOOM
    east = (lon + 180) / 360
    if not (0 <= east <= 1 and abs(lat) < 90):
        return None
    south = 0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)
    if not 0 <= south <= 1:
        return None
    return min(int(east * world), world - 1), min(int(south * world), world - 1)


def pyramid(points: Sequence[PointFeature], areas: Sequence[AreaFeature] = (), limit: int = LIMIT) -> Pyramid:
    """Build the tiles of points and areas for all zoom levels.

    The highest level has all points. Each lower level has the points of the level above, except where a tile would
    exceed the limit: then each layer keeps the same share of its points, those with the lowest ranks.

    Parameters
    ----------
    points : sequence of PointFeature
    areas : sequence of AreaFeature
    limit : int
        Maximum size of a compressed tile in bytes.
    """
    made = Pyramid()
    ground = _cut(areas)
    kept = list(points)
    for zoom in range(ZOOM, -1, -1):
        there: dict[Tile, list[PointFeature]] = {}
        down = ZOOM - zoom + _BITS
        for point in kept:
            there.setdefault((zoom, point.x >> down, point.y >> down), []).append(point)
        kept, parts = [], ground[zoom]
        for tile in sorted(there.keys() | parts.keys()):
            below = [(areas[index], part) for index, part in parts.get(tile, ())]
            held, content = _filled(tile, there.get(tile, []), below, limit if zoom < ZOOM else 0)
            kept += held
            made.tiles[tile] = content
            if zoom == ZOOM and len(content) > limit:
                made.large.append((tile, len(content)))
        drawn = {index for there in parts.values() for index, _ in there}
        made.drawn[zoom] = Counter([*(p.layer for p in kept), *(areas[index].layer for index in drawn)])
    return made


def _filled(
    tile: Tile, points: list[PointFeature], ground: Sequence[tuple[AreaFeature, Geometry]], limit: int
) -> tuple[list[PointFeature], bytes]:
    """The points that fit into a tile, and its bytes; a limit of 0 means no limit."""
    content = _encoded(tile, points, ground)
    while limit and points and len(content) > limit:
        points = _thinned(points, _AIM * limit / len(content))
        content = _encoded(tile, points, ground)
    return points, content


def _thinned(points: Sequence[PointFeature], share: float) -> list[PointFeature]:
    """Keep a share of each layer's points (rounded down), those with the lowest ranks, in their order."""
    left = {layer: int(share * number) for layer, number in Counter(p.layer for p in points).items()}
    taken = set()
    for index in sorted(range(len(points)), key=lambda i: points[i].rank):
        if left[points[index].layer] > 0:
            left[points[index].layer] -= 1
            taken.add(index)
    return [point for index, point in enumerate(points) if index in taken]


def _encoded(
    tile: Tile, points: Iterable[PointFeature], ground: Iterable[tuple[AreaFeature, Geometry]]
) -> bytes:
    layers: dict[str, list[tuple[tuple[int, int] | Geometry, Mapping[str, Value]]]] = {}
    for area, part in ground:
        layers.setdefault(area.layer, []).append((part, area.properties))
    down = ZOOM - tile[0]
    for point in points:
        place = (point.x >> down) % EXTENT, (point.y >> down) % EXTENT
        layers.setdefault(point.layer, []).append((place, point.properties))
    return gzip.compress(encoded(layers), 6, mtime=0)  # reproducible bytes


def _cut(areas: Sequence[AreaFeature]) -> list[dict[Tile, list[tuple[int, Geometry]]]]:
    """For each zoom level, the parts of areas in its tiles: (index of the area, shape in tile units)."""
    found: list[dict[Tile, list[tuple[int, Geometry]]]] = [{} for _ in range(ZOOM + 1)]
    whole = [(index, _projected(area.shape)) for index, area in enumerate(areas)]
    for tile, parts in _descended((0, 0, 0), whole):
        if parts:
            found[tile[0]][tile] = parts
    return found


def _descended(
    tile: Tile, parts: Sequence[tuple[int, Geometry]]
) -> Iterator[tuple[Tile, list[tuple[int, Geometry]]]]:
    """A tile and its descendants with their parts of areas; areas outside of a tile are not tested further down."""
    from shapely import clip_by_rect, get_dimensions, is_empty

    zoom, column, row = tile
    size = 0.5**zoom
    west, north = (column - _BORDER) * size, (row - _BORDER) * size
    east, south = (column + 1 + _BORDER) * size, (row + 1 + _BORDER) * size
    clipped = [(index, clip_by_rect(shape, west, north, east, south)) for index, shape in parts]
    inside = [(index, shape) for index, shape in clipped if get_dimensions(shape) == 2]
    if not inside:
        return
    drawn = [(index, _in_units(shape, tile)) for index, shape in inside]
    yield tile, [(index, shape) for index, shape in drawn if not is_empty(shape)]
    if zoom < ZOOM:
        for dy in (0, 1):
            for dx in (0, 1):
                yield from _descended((zoom + 1, 2 * column + dx, 2 * row + dy), inside)


def _projected(shape: Geometry) -> Geometry:
    """Project a shape in degrees to Web Mercator, as fractions of the map's square from its north-west corner."""
    import numpy as np
    from shapely import transform

    def project(degrees: Any) -> Any:
        south = 0.5 - np.arcsinh(np.tan(np.radians(degrees[:, 1]))) / (2 * np.pi)
        return np.column_stack([(degrees[:, 0] + 180) / 360, south])

    return transform(shape, project)


def _in_units(shape: Geometry, tile: Tile) -> Geometry:
    """A projected shape in integer tile units, made valid; empty if it is too small to be drawn.

    Exterior rings run clockwise on the map, as the vector tile specification requires.
    """
    from shapely import orient_polygons, set_precision, transform

    zoom, column, row = tile
    placed = transform(shape, lambda shares: (shares * 2**zoom - (column, row)) * EXTENT)
    return orient_polygons(set_precision(placed, 1), exterior_cw=False)  # rows count downwards
