"""Layers as tables of a plain SQLite database, for queries; geometry is in the columns of longitude and latitude."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from geo.linking.dataset import Dataset
from geo.outputs.writing import filled

from .characters import NO_NUL
from .export import Export, Stream, Traits
from .layers import Layer, chosen, schema

__all__ = ["write_sqlite"]

TRAITS = Traits(NO_NUL, lists="json", objects="json")
_TYPES = {
    "text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "BOOLEAN", "date": "DATE", "list": "TEXT",
    "object": "TEXT",
}  # fmt: skip
_INDEXED = ("date", "adm2", "happening", "source_id")
"""Columns with an index, where a layer has them."""


def write_sqlite(
    results: Dataset, path: str | Path, facts: Mapping[str, str], *, layers: Sequence[str] = ()
) -> None:
    """Write layers to a SQLite database, which replaces an earlier one when it is complete.

    Parameters
    ----------
    results : Dataset
    path : path
    facts : mapping of str to str
        Rows of the table ``about``.
    layers : sequence of str
        Names of the layers; all by default.

    Raises
    ------
    UnreadableError
        The file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> import geo
    >>> path = f"{tempfile.mkdtemp()}/results.sqlite"
    >>> write_sqlite(geo.read("data/samples/articles"), path, {})
    >>> with closing(sqlite3.connect(path)) as base:
    ...     base.execute("SELECT name FROM counties WHERE pcode = 'KP0717'").fetchone()
    ('Songchon',)
    """
    export = Export(results, path, chosen(layers, schema(results.reference.event_types)), "point", "", TRAITS)

    def write(beside: Path) -> None:
        with closing(sqlite3.connect(beside, isolation_level=None)) as base:
            base.execute(
                "PRAGMA synchronous = OFF"
            )  # a broken file is never used: it gets its name at the end
            base.execute("BEGIN")
            base.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
            base.executemany("INSERT INTO about VALUES (?, ?)", sorted(facts.items()))
            for stream in export.streams():
                _write(base, stream)
            base.execute("COMMIT")

    filled(Path(path), write)


def _write(base: sqlite3.Connection, stream: Stream) -> None:
    layer = stream.layer
    base.execute(_definition(layer))
    marks = ", ".join("?" * len(layer.columns))
    base.executemany(
        f"INSERT INTO {layer.name} VALUES ({marks})",  # noqa: S608 (names of our layers)
        (tuple(map(_value, row)) for row, _ in stream.rows),
    )
    for column in _INDEXED:
        if column in layer.names and (column,) != layer.key:
            base.execute(f"CREATE INDEX {layer.name}_{column} ON {layer.name} ({column})")


def _definition(layer: Layer) -> str:
    columns = [f"{c.name} {_TYPES[c.kind]}{'' if c.null else ' NOT NULL'}" for c in layer.columns]
    return f"CREATE TABLE {layer.name} ({', '.join(columns)}, PRIMARY KEY ({', '.join(layer.key)}))"


def _value(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
