"""SQL statements for the layers as PostgreSQL tables: definitions, comments, indexes.

Table names have no schema prefix; the schema is the first of the search path. All names are quoted by
:mod:`psycopg.sql`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .layers import Column, Layer, Reference, chosen

if TYPE_CHECKING:
    from psycopg import sql

__all__ = ["MARK", "added", "columns_of", "definition", "extras", "names", "upsert"]

MARK = "dprk-geo"
"""Last word of the comment on each of our tables; a table of the same name without it belongs to somebody else."""
_TYPES = {
    "text": "text", "integer": "bigint", "number": "double precision", "boolean": "boolean", "date": "date",
    "list": "text[]", "object": "jsonb",
}  # fmt: skip


def definition(layer: Layer) -> sql.Composed:
    """The statement that creates a layer's table."""
    from psycopg import sql

    parts: list[sql.Composable] = [_column(c) for c in layer.columns]
    if layer.geometry:
        parts.append(sql.SQL("geom geometry(Geometry, 4326)"))
    parts.append(sql.SQL("PRIMARY KEY ({})").format(names(layer.key)))
    parts += [_reference(layer, r) for r in layer.refers]
    return sql.SQL("CREATE TABLE {} ({})").format(sql.Identifier(layer.name), sql.SQL(", ").join(parts))


def names(columns: Iterable[str]) -> sql.Composed:
    """Quoted column names separated by commas."""
    from psycopg import sql

    return sql.SQL(", ").join(map(sql.Identifier, columns))


def columns_of(layer: Layer) -> tuple[str, ...]:
    """The columns of a layer's table, the geometry last.

    Examples
    --------
    >>> from geo.outputs.formats.layers import chosen
    >>> columns_of(chosen("counties")[0])[-3:]
    ('first_event', 'last_event', 'geom')
    """
    return (*layer.names, "geom") if layer.geometry else layer.names


def _column(column: Column) -> sql.Composed:
    from psycopg import sql

    needed = "" if column.null else " NOT NULL"
    return sql.SQL("{} {}").format(sql.Identifier(column.name), sql.SQL(_TYPES[column.kind] + needed))


def _reference(layer: Layer, reference: Reference) -> sql.Composed:
    """A foreign key constraint: deleting the referenced row sets a nullable column to null, else deletes the row."""
    from psycopg import sql

    return sql.SQL("FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE {}").format(
        sql.Identifier(reference.column),
        sql.Identifier(reference.layer),
        names(chosen([reference.layer])[0].key),
        sql.SQL("SET NULL" if layer[reference.column].null else "CASCADE"),
    )


def added(layer: Layer, missing: Iterable[Column]) -> sql.Composed:
    """The statement that adds missing columns to a table created by an earlier version."""
    from psycopg import sql

    # Without NOT NULL, since the rows of earlier runs have no values for them.
    parts = [
        sql.SQL("ADD COLUMN {} {}").format(sql.Identifier(c.name), sql.SQL(_TYPES[c.kind])) for c in missing
    ]
    return sql.SQL("ALTER TABLE {} {}").format(sql.Identifier(layer.name), sql.SQL(", ").join(parts))


def extras(layer: Layer) -> Iterator[sql.Composed]:
    """Statements that create a table's comments and indexes."""
    from psycopg import sql

    table = sql.Identifier(layer.name)
    yield sql.SQL("COMMENT ON TABLE {} IS {}").format(table, sql.Literal(f"{layer.description}. {MARK}"))
    for column in layer.columns:
        whole = sql.Identifier(layer.name, column.name)
        yield sql.SQL("COMMENT ON COLUMN {} IS {}").format(whole, sql.Literal(column.description))
    make = sql.SQL("CREATE INDEX IF NOT EXISTS {} ON {} USING {} ({})")
    if layer.geometry:
        yield make.format(
            sql.Identifier(f"{layer.name}_geom"), table, sql.SQL("gist"), sql.Identifier("geom")
        )
    looked_up = [r.column for r in layer.refers] + ["date"] * ("date" in layer.names)
    for name in looked_up:
        index = sql.Identifier(f"{layer.name}_{name}")
        yield make.format(index, table, sql.SQL("btree"), sql.Identifier(name))


def upsert(layer: Layer) -> sql.Composed:
    """The statement that inserts a run's rows into a layer's table and overwrites rows with the same key."""
    from psycopg import sql

    others = [c for c in columns_of(layer) if c not in layer.key]
    return sql.SQL(
        "INSERT INTO {} ({}) SELECT {} FROM {} ON CONFLICT ({}) DO UPDATE SET ({}) = ROW({})"
    ).format(
        sql.Identifier(layer.name),
        names(columns_of(layer)),
        names(columns_of(layer)),
        sql.Identifier(f"new_{layer.name}"),
        names(layer.key),
        names(others),
        sql.SQL(", ").join(sql.Identifier("excluded", c) for c in others),
    )
