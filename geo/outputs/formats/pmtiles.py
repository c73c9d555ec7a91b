"""Layers as vector tiles in one PMTiles archive of version 3, for web maps of many events.

A page reads from the archive only the tiles that it shows, from any server of plain files. Points are in one tile of
each zoom, and all of them in the highest; lower zooms leave out the lowest scores where a tile would grow too large,
which is said for each zoom.
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
"""The zoom that a page without a wish of its own opens at: the whole country in a window."""
_E7 = 10_000_000
_MAP = (-180.0, -85.0, 180.0, 85.0)
_NOTHING = gzip.compress(b"", mtime=0)
"""A tile without layers: an archive has at least one tile."""


def write_pmtiles(export: Export) -> list[str]:
    """Write layers as PMTiles; attributes that are null are not there, days are in ISO form, lists are JSON.

    Returns
    -------
    list of str
        What cannot be in a tile.
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
        if rest := len(table.rows) - made.drawn[ZOOM][table.layer.name]:
            yield f"{rest:,} {table.layer.name} without a place on the map"
    if export.geometry == "area":
        yield "areas of what is known to its county or province: they are the layers counties and provinces"


def _thinned(tables: Sequence[Table], made: Pyramid) -> Iterator[str]:
    """What is not in every zoom, and tiles over the limit, in words."""
    for table in tables:
        name = table.layer.name
        every = made.drawn[ZOOM][name]
        rests = [every - made.drawn[zoom][name] for zoom in range(ZOOM)]
        runs = [
            (rest, [z for z, _ in run]) for rest, run in groupby(enumerate(rests), key=lambda one: one[1])
        ]
        if said := ", ".join(f"{rest:,} from {_zooms(zooms)}" for rest, zooms in runs if rest):
            yield f"{name} left out where {_why(table.layer)}: of {every:,} {said}; zoom {ZOOM} has all"
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
    """A layer's rows that have a place on the map; those of the highest score, else the first, have the lowest rank."""
    order = range(len(table.rows))
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
    """What a tile can hold of a row: it knows no null and no day."""
    row = zip(table.layer.names, table.rows[index], strict=True)
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row
        if value is not None
    }


def _bounds(tables: Sequence[Table], areas: Sequence[AreaFeature]) -> tuple[float, float, float, float]:
    """West, south, east and north of all that is drawn, in degrees; of the whole map where nothing is."""
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
    """The part of the header that is not the writer's; its own bounds reach to the poles, where GDAL reads nothing."""
    from pmtiles.tile import Compression, TileType

    west, south = (math.floor(_E7 * degrees) for degrees in bounds[:2])
    east, north = (math.ceil(_E7 * degrees) for degrees in bounds[2:])
    return {
        "tile_type": TileType.MVT, "tile_compression": Compression.GZIP,
        "min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north,
        "center_lon_e7": (west + east) // 2, "center_lat_e7": (south + north) // 2, "center_zoom": _START,
    }  # fmt: skip


def _metadata(export: Export) -> dict[str, Any]:
    """What the archive says of itself: names and kinds of attributes as maps want them, then our own words."""
    told = metadata(export.results, export.heading)
    return {
        "name": told["title"],
        "description": told["about_candidates"],
        "attribution": text(told["reference"]),  # which maps show as HTML
        "type": "overlay",
        "version": "1",
        "vector_layers": [_layer(layer) for layer in export.layers],
        "dprk-geo": told | {"columns": {x.name: {c.name: c.says for c in x.columns} for x in export.layers}},
    }


def _layer(layer: Layer) -> dict[str, Any]:
    return {
        "id": layer.name,
        "description": layer.says,
        "minzoom": 0,
        "maxzoom": ZOOM,
        "fields": {column.name: _KINDS.get(column.kind, "String") for column in layer.columns},
    }


def _write(path: Path, made: Pyramid, header: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    from pmtiles.tile import zxy_to_tileid
    from pmtiles.writer import Writer

    tiles = {zxy_to_tileid(*tile): content for tile, content in made.tiles.items()} or {0: _NOTHING}
    with path.open("wb") as file:
        writer = Writer(file)
        for number in sorted(tiles):  # in this order the archive is clustered
            writer.write_tile(number, tiles[number])
        writer.finalize(dict(header), told)


PMTILES = Format(
    "PMTiles",
    (".pmtiles",),
    write_pmtiles,
    Traits(NO_NUL, lists="json", objects="json"),
    many=True,
    only=_LAYERS,
    needs=(("pmtiles", "tiles"), ("mapbox_vector_tile", "tiles")),
)
