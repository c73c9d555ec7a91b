"""A layer as GeoParquet 1.1, with the bounds of each row in a column, by which readers filter."""

from __future__ import annotations

import json
from typing import Any

from geo.outputs.writing import filled

from .declaration import Format
from .export import Export, Table, Traits
from .layers import Column
from .metadata import metadata
from .shapes import Shape

__all__ = ["GEOPARQUET", "write_parquet"]

_EDGES = ("xmin", "ymin", "xmax", "ymax")


def write_parquet(export: Export) -> list[str]:
    """Write a layer as GeoParquet, or as plain Parquet if it has no geometry, with descriptions of the columns."""
    from pyarrow.parquet import write_table

    for table in export.tables():
        arrow = _arrow(export, table)
        filled(export.file, lambda beside, arrow=arrow: write_table(arrow, beside))  # type: ignore[misc]
    return []


def _arrow(export: Export, table: Table) -> Any:
    import pyarrow as pa

    fields = [_field(column) for column in table.layer.columns]
    arrays = [pa.array(table.column(f.name), f.type) for f in fields]
    about = {
        "dprk-geo": json.dumps(metadata(export.results, export.heading) | {"layer": table.layer.description})
    }
    if table.layer.geometry:
        shapes = [export.drawn(spot) for spot in table.spots]
        fields.append(pa.field("geometry", pa.binary()))
        arrays.append(pa.array([s.wkb if s else None for s in shapes], pa.binary()))
        fields.append(pa.field("bbox", pa.struct([(edge, pa.float64()) for edge in _EDGES])))
        bounds = [dict(zip(_EDGES, s.bounds, strict=True)) if s else None for s in shapes]
        arrays.append(pa.array(bounds, fields[-1].type))
        about["geo"] = json.dumps(_geo([s for s in shapes if s]))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=about))


def _field(column: Column) -> Any:
    import pyarrow as pa

    types = {
        "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
        "date": pa.date32(), "list": pa.list_(pa.string()), "object": pa.string(),
    }  # fmt: skip
    return pa.field(column.name, types[column.kind], column.null, {"description": column.description})


def _geo(shapes: list[Shape]) -> dict[str, Any]:
    """GeoParquet metadata. It names no reference system, since the default, OGC:CRS84, is ours."""
    about: dict[str, Any] = {"encoding": "WKB", "geometry_types": sorted({s.kind for s in shapes})}
    about["covering"] = {"bbox": {edge: ["bbox", edge] for edge in _EDGES}}
    if shapes:
        west, south, east, north = zip(*(s.bounds for s in shapes), strict=True)
        about["bbox"] = [min(west), min(south), max(east), max(north)]
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": about}}


GEOPARQUET = Format(
    "GeoParquet", (".parquet",), write_parquet, Traits(objects="json"), needs=(("pyarrow", "parquet"),)
)
