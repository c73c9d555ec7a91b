"""A layer as FlatGeobuf, written with GDAL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from geo.outputs.writing import filled

from .characters import NO_NUL
from .declaration import Format
from .export import Export, Table, Traits
from .layers import Column
from .metadata import metadata

__all__ = ["FLATGEOBUF", "write_flatgeobuf"]


def write_flatgeobuf(export: Export) -> list[str]:
    """Write a layer as FlatGeobuf with title and metadata; dates become times at midnight."""
    lost = []
    for table in export.tables():
        filled(export.file, lambda beside, table=table: _write(export, table, str(beside)))  # type: ignore[misc]
        if nowhere := table.layer.geometry and table.spots.count(None):
            lost.append(
                f"no spatial index, since {nowhere:,} rows have no place and the format needs one for each row"
            )
    return lost


def _write(export: Export, table: Table, path: str) -> None:
    import numpy as np
    from pyogrio.raw import write

    layer = table.layer
    shapes = [export.drawn(spot) for spot in table.spots]
    kinds = {s.kind for s in shapes if s}
    values = [_array(column, table.column(column.name)) for column in layer.columns]
    write(
        path,
        np.array([s.wkb if s else None for s in shapes], dtype=object) if layer.geometry else None,
        [data for data, _ in values],
        list(layer.names),
        field_mask=[mask for _, mask in values],
        driver="FlatGeobuf",
        geometry_type=(kinds.pop() if len(kinds) == 1 else "Unknown") if layer.geometry else None,
        crs="EPSG:4326",
        layer=layer.name,
        layer_options={
            "TITLE": f"{export.heading}: {layer.name}",
            "DESCRIPTION": json.dumps(metadata(export.results, export.heading), ensure_ascii=False),
            "SPATIAL_INDEX": "YES" if shapes and all(shapes) else "NO",
        },
    )


def _array(column: Column, values: Sequence[Any]) -> tuple[Any, Any]:
    """A column as an array for GDAL, and the mask of its nulls (None if the array expresses nulls itself)."""
    import numpy as np

    missing = np.array([v is None for v in values], dtype=bool)
    types: dict[str, Any] = {
        "integer": "int64",
        "number": "float64",
        "boolean": "bool",
        "date": "datetime64[D]",
    }
    dtype = types.get(column.kind)
    if dtype is None:
        return np.array(values, dtype=object), None
    if column.kind == "date":
        return np.array([np.datetime64("NaT") if v is None else v for v in values], dtype=dtype), None
    return np.array([0 if v is None else v for v in values], dtype=dtype), missing


FLATGEOBUF = Format("FlatGeobuf", (".fgb",), write_flatgeobuf, Traits(NO_NUL, lists="json", objects="json"))
