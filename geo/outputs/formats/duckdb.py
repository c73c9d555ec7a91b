"""Layers as tables of a DuckDB database.

Geometry is a column of well-known binary, as DuckDB's spatial extension, which is downloaded, need not be there to
write it: ``ST_GeomFromWKB(geometry)`` gives its geometries. Points also are in ``lon`` and ``lat``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geo.model.errors import UnreadableError
from geo.outputs.writing import whole

from .arrow_columns import arrays, drawn, wkb
from .characters import NO_NUL
from .declaration import Format
from .export import Export, Stream, Traits
from .layers import Layer

__all__ = ["DUCKDB", "duckdb_file"]

_PREFIX = "duckdb:"
_TYPES = {
    "text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "list": "VARCHAR[]", "object": "JSON",
}  # fmt: skip


def duckdb_file(path: object) -> Path | None:
    """The file of an address ``duckdb:FILE``; None for other paths.

    Examples
    --------
    >>> duckdb_file("duckdb:north.duckdb"), duckdb_file("north.csv")
    (PosixPath('north.duckdb'), None)
    """
    text = str(path)
    return Path(text[len(_PREFIX) :]) if text.startswith(_PREFIX) and text != _PREFIX else None


def write_duckdb(export: Export) -> list[str]:
    """Write the layers to a database, which replaces an earlier file when it is complete.

    Raises
    ------
    UnreadableError
        The file cannot be written.
    """
    import duckdb

    file = duckdb_file(export.path)
    assert file is not None
    try:
        with whole(file, ".duckdb") as beside:
            with duckdb.connect(str(beside)) as base:
                for stream in export.streams():
                    _write(base, stream, export)
            Path(f"{beside}.wal").unlink(missing_ok=True)
    except (OSError, duckdb.Error) as error:
        raise UnreadableError(f"{file}: cannot be written ({error})") from error
    return []


def _write(base: Any, stream: Stream, export: Export) -> None:
    import pyarrow as pa

    layer = stream.layer
    base.execute(_definition(layer))
    for column in layer.columns:
        words = column.description.replace("'", "''")
        base.execute(f"COMMENT ON COLUMN {layer.name}.\"{column.name}\" IS '{words}'")
    names = [*layer.names, *(["geometry"] if layer.geometry else [])]
    base.execute("BEGIN")
    for table in stream.tables:
        columns = arrays(layer, table) + ([wkb(drawn(export, table))] if layer.geometry else [])
        base.register("part", pa.table(columns, names))
        base.execute(f"INSERT INTO {layer.name} SELECT * FROM part")  # noqa: S608 (names of our layers)
        base.unregister("part")
    base.execute("COMMIT")


def _definition(layer: Layer) -> str:
    columns = [f'"{c.name}" {_TYPES[c.kind]}{"" if c.null else " NOT NULL"}' for c in layer.columns]
    if layer.geometry:
        columns.append("geometry BLOB")
    keys = ", ".join(f'"{name}"' for name in layer.key)
    return f"CREATE TABLE {layer.name} ({', '.join(columns)}, PRIMARY KEY ({keys}))"


DUCKDB = Format(
    "DuckDB",
    (),
    write_duckdb,
    Traits(NO_NUL, objects="json"),
    many=True,
    needs=(("duckdb", "duckdb"), ("pyarrow", "duckdb")),
    address="duckdb:FILE",
)
