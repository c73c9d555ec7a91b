"""Encode one vector tile by version 2 of the Mapbox specification, in integer tile coordinates.

The protobuf messages and the geometry encoder are those of mapbox-vector-tile. Its ``encode`` is not used: it treats
1 and 1.0 as the same value, so the type of a score would depend on earlier features. It is also slower.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["EXTENT", "Value", "encoded"]

EXTENT = 8192
"""Width and height of a tile in tile units: MapLibre's internal resolution."""

Value = str | int | float | bool
"""Types of attribute values."""

_POINT = 9
"""The command "move to" with a count of 1."""
_FIELDS = {str: "string_value", int: "int_value", float: "double_value", bool: "bool_value"}


def encoded(layers: Mapping[str, Iterable[tuple[tuple[int, int] | Geometry, Mapping[str, Value]]]]) -> bytes:
    """Encode a tile to bytes.

    Parameters
    ----------
    layers : mapping of str to iterable
        Features by layer: a geometry and its attributes. The geometry is the (column, row) of a point, or a polygon
        whose exterior rings have positive area with rows counted downwards, as the specification requires.

    Examples
    --------
    >>> from mapbox_vector_tile import decode
    >>> read = decode(encoded({"sites": [((10, 20), {"name": "성천군"})]}), default_options={"y_coord_down": True})
    >>> read["sites"]["features"][0]["properties"], read["sites"]["features"][0]["geometry"]["coordinates"]
    ({'name': '성천군'}, [10, 20])
    """
    from mapbox_vector_tile.geom_encoder import GeometryEncoder
    from mapbox_vector_tile.Mapbox.vector_tile_pb2 import tile

    made = tile()
    for name, features in layers.items():
        layer = made.layers.add(name=name, version=2, extent=EXTENT)
        keys: dict[str, int] = {}
        values: dict[tuple[type, Value], int] = {}
        for place, properties in features:
            tags = []
            for key, value in properties.items():
                tags.append(keys.setdefault(key, len(keys)))
                tags.append(values.setdefault((type(value), value), len(values)))
            if isinstance(place, tuple):
                column, row = place
                kind, commands = tile.Point, [_POINT, 2 * column, 2 * row]
            else:
                kind, commands = tile.Polygon, GeometryEncoder(True, EXTENT).encode(place)
            layer.features.add(type=kind, tags=tags, geometry=commands)
        layer.keys.extend(keys)
        for kind, value in values:
            layer.values.add(**{_FIELDS[kind]: value})
    content: bytes = made.SerializeToString()
    return content
