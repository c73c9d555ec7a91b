"""Tables of a layer as Arrow record batches, with geometry as well-known binary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any

from .export import Export, Table
from .layers import Column, Layer
from .shapes import Shape

__all__ = ["arrays", "drawn", "field", "kept", "wkb"]


def field(column: Column) -> Any:
    """The Arrow field of a column, with its description."""
    import pyarrow as pa

    types = {
        "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
        "date": pa.date32(), "list": pa.list_(pa.string()), "object": pa.string(),
    }  # fmt: skip
    return pa.field(column.name, types[column.kind], column.null, {"description": column.description})


def arrays(layer: Layer, table: Table) -> list[Any]:
    """The columns of a table as Arrow arrays, without geometry."""
    import pyarrow as pa

    return [
        pa.array(values, field(column).type)
        for column, values in zip(layer.columns, table.columns, strict=True)
    ]


def drawn(export: Export, table: Table) -> list[Shape | None]:
    """The geometry of each row."""
    return [export.drawn(spot) for spot in table.spots]


def wkb(shapes: Sequence[Shape | None]) -> Any:
    """Geometries as an Arrow array of well-known binary."""
    import pyarrow as pa

    return pa.array([one.wkb if one else None for one in shapes], pa.binary())


@contextmanager
def kept(schema: Any, batches: Iterable[Any]) -> Iterator[Any]:
    """Batches that are on disk, as a reader: all have been seen before the first is read again."""
    import pyarrow as pa

    with TemporaryFile() as file:
        with pa.ipc.new_stream(file, schema) as out:
            for batch in batches:
                out.write(batch)
        file.seek(0)
        with pa.ipc.open_stream(file) as reader:
            yield reader
