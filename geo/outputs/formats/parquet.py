"""A layer as GeoParquet 1.1, with the bounds of each row in a column, by which readers filter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from geo.outputs.writing import filled

from .declaration import Format
from .export import Export, Stream, Table, Traits
from .layers import Column
from .metadata import metadata
from .shapes import Extent

__all__ = ["GEOPARQUET", "write_parquet"]

ROWS = 20_000
"""Rows of a group, which are in memory at once."""
_EDGES = ("xmin", "ymin", "xmax", "ymax")


def write_parquet(export: Export) -> list[str]:
    """Write a layer as GeoParquet, or as plain Parquet if it has no geometry, with descriptions of the columns."""
    for stream in export.streams():
        filled(export.file, lambda beside, stream=stream: _write(export, stream, beside))  # type: ignore[misc]
    return []


def _write(export: Export, stream: Stream, path: Path) -> None:
    """Write the rows in groups, which are kept on disk until it is known what GeoParquet says of all of them."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    layer = stream.layer
    fields = [_field(column) for column in layer.columns]
    about = {"dprk-geo": json.dumps(metadata(export.results, export.heading) | {"layer": layer.description})}
    if layer.geometry:
        fields.append(pa.field("geometry", pa.binary()))
        fields.append(pa.field("bbox", pa.struct([(edge, pa.float64()) for edge in _EDGES])))
    whole = Extent()
    with TemporaryFile() as kept:
        with pa.ipc.new_stream(kept, pa.schema(fields)) as groups:
            for part in stream.parts(ROWS):
                groups.write_table(_arrow(export, part, fields, whole))
        kept.seek(0)
        if layer.geometry:
            about["geo"] = json.dumps(_geo(whole))
        with (
            ParquetWriter(path, pa.schema(fields, metadata=about)) as writer,
            pa.ipc.open_stream(kept) as groups,
        ):
            for group in groups:
                writer.write_batch(group)


def _arrow(export: Export, table: Table, fields: Sequence[Any], whole: Extent) -> Any:
    import pyarrow as pa

    columns: list[Any] = list(zip(*table.rows, strict=True)) or [()] * len(table.layer.columns)
    if table.layer.geometry:
        shapes = [export.drawn(spot) for spot in table.spots]
        for one in shapes:
            if one:
                whole.add(one)
        columns.append([one.wkb if one else None for one in shapes])
        columns.append([dict(zip(_EDGES, one.bounds, strict=True)) if one else None for one in shapes])
    arrays = [pa.array(values, field.type) for values, field in zip(columns, fields, strict=True)]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def _field(column: Column) -> Any:
    import pyarrow as pa

    types = {
        "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
        "date": pa.date32(), "list": pa.list_(pa.string()), "object": pa.string(),
    }  # fmt: skip
    return pa.field(column.name, types[column.kind], column.null, {"description": column.description})


def _geo(whole: Extent) -> dict[str, Any]:
    """GeoParquet metadata. It names no reference system, since the default, OGC:CRS84, is ours."""
    about: dict[str, Any] = {"encoding": "WKB", "geometry_types": sorted(whole.kinds)}
    about["covering"] = {"bbox": {edge: ["bbox", edge] for edge in _EDGES}}
    if whole.kinds:
        about["bbox"] = list(whole.bounds)
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": about}}


GEOPARQUET = Format(
    "GeoParquet", (".parquet",), write_parquet, Traits(objects="json"), needs=(("pyarrow", "parquet"),)
)
