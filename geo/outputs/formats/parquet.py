"""A layer as GeoParquet 1.1, with the bounds of each row in a column, by which readers filter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geo.outputs.writing import filled

from .arrow_columns import arrays, drawn, field, kept, wkb
from .declaration import Format
from .export import Export, Stream, Table, Traits
from .metadata import metadata
from .shapes import Extent, Shape

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
    fields = [field(column) for column in layer.columns]
    about = {"dprk-geo": json.dumps(metadata(export.results, export.heading) | {"layer": layer.description})}
    if layer.geometry:
        fields.append(pa.field("geometry", pa.binary()))
        fields.append(pa.field("bbox", pa.struct([(edge, pa.float64()) for edge in _EDGES])))
    whole = Extent()
    groups = (_batch(export, part, pa.schema(fields), whole) for part in stream.parts(ROWS) if len(part))
    with kept(pa.schema(fields), groups) as reader:
        if layer.geometry:
            about["geo"] = json.dumps(_geo(whole))
        with ParquetWriter(path, pa.schema(fields, metadata=about)) as writer:
            for group in reader:
                writer.write_batch(group)


def _batch(export: Export, table: Table, schema: Any, whole: Extent) -> Any:
    import pyarrow as pa

    columns = arrays(table.layer, table)
    if table.layer.geometry:
        shapes = drawn(export, table)
        whole.add_all([one for one in shapes if one])
        columns += [wkb(shapes), _bounds(shapes)]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _bounds(shapes: Sequence[Shape | None]) -> Any:
    import pyarrow as pa

    none = (None,) * len(_EDGES)
    edges = zip(*(one.bounds if one else none for one in shapes), strict=True)
    columns = [pa.array(values, pa.float64()) for values in edges] or [pa.array([], pa.float64())] * len(
        _EDGES
    )
    nowhere = pa.array([one is None for one in shapes], pa.bool_())
    return pa.StructArray.from_arrays(columns, _EDGES, mask=nowhere)


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
