"""Layers as vector tiles in a PMTiles archive (version 3), for web maps of many events.

A page loads only the tiles that it displays, from any static file server. The highest zoom level has all points. At
lower levels, points with the lowest scores are left out of tiles that would be too large; the export reports how
many.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from geo.outputs.writing import filled

from .characters import NO_NUL
from .declaration import Format
from .export import Export, Table, Traits
from .layers import Layer
from .markup import text
from .metadata import metadata
from .tile_pyramid import LIMIT, ZOOM, AreaFeature, PointFeature, Pyramid, position, pyramid
from .vector_tile import Value

__all__ = ["PMTILES", "write_pmtiles"]

_LAYERS = ("events", "sites", "records", "counties", "provinces")
_KINDS = {"integer": "Number", "number": "Number", "boolean": "Boolean"}
_START = 6
"""Default zoom level in the header: the whole country fits a window."""
_E7 = 10_000_000
_MAP = (-180.0, -85.0, 180.0, 85.0)
_NOTHING = gzip.compress(b"", mtime=0)
"""A tile without layers, since an archive needs at least one tile."""


def write_pmtiles(export: Export) -> list[str]:
    """Write layers as PMTiles. Null attributes are omitted, dates are in ISO format, lists are JSON.

    Returns
    -------
    list of str
        What the archive lacks.
    """
    tables = list(export.tables())
    points = [point for table in tables if table.layer.geometry == "point" for point in _points(table)]
    areas = [area for table in tables if table.layer.geometry == "area" for area in _areas(table, export)]
    made = pyramid(points, areas, LIMIT)
    bounds = _bounds(tables, areas)
    filled(export.file, lambda beside: _write(beside, made, _header(bounds), _metadata(export)))
    export.notes += _thinned(tables, made)
    return list(_lost(export, tables, made))


def _lost(export: Export, tables: Sequence[Table], made: Pyramid) -> Iterator[str]:
    for table in tables:
        if rest := len(table) - made.drawn[ZOOM][table.layer.name]:
            yield f"{rest:,} {table.layer.name} without a place on the map"
    if export.geometry == "area":
        yield "polygons of events located only to a county or province; use the layers counties and provinces"


def _thinned(tables: Sequence[Table], made: Pyramid) -> Iterator[str]:
    """Notes on features left out of lower zoom levels, and on tiles over the size limit."""
    for table in tables:
        name = table.layer.name
        every = made.drawn[ZOOM][name]
        rests = [every - made.drawn[zoom][name] for zoom in range(ZOOM)]
        runs = [
            (rest, [z for z, _ in run]) for rest, run in groupby(enumerate(rests), key=lambda one: one[1])
        ]
        if numbers := ", ".join(f"{rest:,} from {_zooms(zooms)}" for rest, zooms in runs if rest):
            yield f"{name} left out where {_why(table.layer)}: of {every:,} {numbers}; zoom {ZOOM} has all"
    if made.large:
        most = max(size for _, size in made.large) // 1000
        yield f"tiles of zoom {ZOOM} with more, since it has all: {len(made.large):,}, up to {most:,} kB"


def _zooms(zooms: Sequence[int]) -> str:
    return f"zoom {zooms[0]}" if len(zooms) == 1 else f"zooms {zooms[0]} to {zooms[-1]}"


def _why(layer: Layer) -> str:
    if layer.geometry == "area":
        return "they are too small to be drawn"
    first = "lowest scores" if "score" in layer.names else "last rows"
    return f"a tile would have more than {LIMIT // 1000} kB, {first} first"


def _points(table: Table) -> Iterator[PointFeature]:
    """Rows of a layer that have a point, ranked by descending score, or by their order without scores."""
    order = range(len(table))
    if "score" in table.layer.names:
        scores = table.column("score")
        order = sorted(order, key=lambda i: -(scores[i] or 0))  # type: ignore[assignment]
    rank = {index: rank for rank, index in enumerate(order)}
    for index, (lon, lat) in enumerate(zip(table.column("lon"), table.column("lat"), strict=True)):
        where = None if lon is None or lat is None else position(lon=lon, lat=lat)
        if where:
            yield PointFeature(table.layer.name, *where, _properties(table, index), rank[index])


def _areas(table: Table, export: Export) -> Iterator[AreaFeature]:
    from shapely import from_wkb

    for index, spot in enumerate(table.spots):
        if drawn := export.drawn(spot):
            yield AreaFeature(table.layer.name, from_wkb(drawn.wkb), _properties(table, index))


def _properties(table: Table, index: int) -> dict[str, Value]:
    """Attributes of a row; tiles have no type for null and dates."""
    row = zip(table.layer.names, (values[index] for values in table.columns), strict=True)
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row
        if value is not None
    }


def _bounds(tables: Sequence[Table], areas: Sequence[AreaFeature]) -> tuple[float, float, float, float]:
    """West, south, east and north of all features, in degrees; the whole map if there are none."""
    from shapely import bounds

    boxes = [tuple(bounds(area.shape)) for area in areas]
    for table in tables:
        if table.layer.geometry == "point":
            places = zip(table.column("lon"), table.column("lat"), strict=True)
            boxes += [
                (lon, lat, lon, lat)
                for lon, lat in places
                if lon is not None and lat is not None and position(lon, lat)
            ]
    west, south, east, north = zip(*boxes or [_MAP], strict=True)
    return min(west), min(south), max(east), max(north)


def _header(bounds: tuple[float, float, float, float]) -> dict[str, Any]:
    """Header fields; bounds are always given, since the writer's default reaches the poles and GDAL then fails."""
    from pmtiles.tile import Compression, TileType

    west, south = (math.floor(_E7 * degrees) for degrees in bounds[:2])
    east, north = (math.ceil(_E7 * degrees) for degrees in bounds[2:])
    return {
        "tile_type": TileType.MVT, "tile_compression": Compression.GZIP,
        "min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north,
        "center_lon_e7": (west + east) // 2, "center_lat_e7": (south + north) // 2, "center_zoom": _START,
    }  # fmt: skip


def _metadata(export: Export) -> dict[str, Any]:
    """Metadata of the archive: the standard's keys with the attributes of each layer, then our own metadata."""
    about = metadata(export.results, export.heading)
    return {
        "name": about["title"],
        "description": about["about_candidates"],
        "attribution": text(about["reference"]),  # maps render it as HTML
        "type": "overlay",
        "version": "1",
        "vector_layers": [_layer(layer) for layer in export.layers],
        "dprk-geo": about
        | {"columns": {x.name: {c.name: c.description for c in x.columns} for x in export.layers}},
    }


def _layer(layer: Layer) -> dict[str, Any]:
    return {
        "id": layer.name,
        "description": layer.description,
        "minzoom": 0,
        "maxzoom": ZOOM,
        "fields": {column.name: _KINDS.get(column.kind, "String") for column in layer.columns},
    }


def _write(path: Path, made: Pyramid, header: Mapping[str, Any], about: Mapping[str, Any]) -> None:
    from pmtiles.tile import zxy_to_tileid
    from pmtiles.writer import Writer

    tiles = {zxy_to_tileid(*tile): content for tile, content in made.tiles.items()} or {0: _NOTHING}
    with path.open("wb") as file:
        writer = Writer(file)
        for number in sorted(tiles):  # this order makes a clustered archive
            writer.write_tile(number, tiles[number])
        writer.finalize(dict(header), about)


PMTILES = Format(
    "PMTiles",
    (".pmtiles",),
    write_pmtiles,
    Traits(NO_NUL, lists="json", objects="json"),
    many=True,
    only=_LAYERS,
    needs=(("pmtiles", "tiles"), ("mapbox_vector_tile", "tiles")),
)
