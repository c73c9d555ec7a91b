"""Layers as tables of a DuckDB database.

Geometry is a column of well-known binary, as DuckDB's spatial extension, which is downloaded, need not be there to
write it: ``ST_GeomFromWKB(geometry)`` gives its geometries. Points also are in ``lon`` and ``lat``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geo.model.errors import UnreadableError
from geo.outputs.writing import whole

from .characters import NO_NUL
from .declaration import Format
from .export import Export, Table, Traits
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
                for table in export.tables():
                    _write(base, table, export)
            Path(f"{beside}.wal").unlink(missing_ok=True)
    except (OSError, duckdb.Error) as error:
        raise UnreadableError(f"{file}: cannot be written ({error})") from error
    return []


def _write(base: Any, table: Table, export: Export) -> None:
    layer = table.layer
    base.execute(_definition(layer))
    for column in layer.columns:
        words = column.description.replace("'", "''")
        base.execute(f"COMMENT ON COLUMN {layer.name}.\"{column.name}\" IS '{words}'")
    rows = [
        (
            *map(_value, row),
            *((shape.wkb if (shape := export.drawn(spot)) else None,) if layer.geometry else ()),
        )
        for row, spot in zip(table.rows, table.spots, strict=True)
    ]
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        base.execute("BEGIN")
        base.executemany(f"INSERT INTO {layer.name} VALUES ({marks})", rows)  # noqa: S608 (names of our layers)
        base.execute("COMMIT")


def _definition(layer: Layer) -> str:
    columns = [f'"{c.name}" {_TYPES[c.kind]}{"" if c.null else " NOT NULL"}' for c in layer.columns]
    if layer.geometry:
        columns.append("geometry BLOB")
    keys = ", ".join(f'"{name}"' for name in layer.key)
    return f"CREATE TABLE {layer.name} ({', '.join(columns)}, PRIMARY KEY ({keys}))"


def _value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


DUCKDB = Format(
    "DuckDB",
    (),
    write_duckdb,
    Traits(NO_NUL, objects="json"),
    many=True,
    needs=(("duckdb", "duckdb"),),
    address="duckdb:FILE",
)
