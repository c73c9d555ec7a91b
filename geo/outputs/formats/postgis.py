"""Layers in a PostGIS database, written so that a second run updates and does not double.

A run is the last word on the articles that it read: their rows are replaced, and what is no longer found in
them goes. What other articles gave stays as it is. The same holds for the rows of a table of records. Numbers
that follow from the rest, as the events of each county, are counted anew over all that the database holds. All of
it is one transaction: readers see the run before or the run after.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from geo.model.errors import OptionError, UnreadableError

from .characters import NO_NUL
from .database_url import Address, address
from .declaration import Format
from .definitions import MARK, added, columns_of, definition, extras, names, upsert
from .export import Export, Table, Traits
from .layers import Layer, by_reference
from .postgis_schema import KEPT, REPLACED, STALE, counted
from .shapes import WORLD

if TYPE_CHECKING:
    from psycopg import Connection, Cursor

__all__ = ["POSTGIS", "write_postgis"]

_KNOWN = """SELECT relname, coalesce(obj_description(c.oid, 'pg_class'), ''), ARRAY(
              SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped)
            FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = %s"""
_POSTGIS = """SELECT nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
              WHERE extname = 'postgis'"""
_SECONDS = 10
"""How long a server is waited for, where the address does not say."""


def write_postgis(export: Export) -> list[str]:
    """Write all layers to the database and schema of an address, in one transaction.

    Raises
    ------
    OptionError
        The address is none, or the schema has another's table of one of our names.
    UnreadableError
        The server cannot be reached, has no such database, no PostGIS or no right for it, or refuses a row.
    """
    there = address(str(export.path))
    with _connected(there) as base, base.cursor() as cursor:
        # Two runs at once would each update what the other has not written yet.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{MARK}:{there.schema}"])
        layers = by_reference(export.layers)
        _tables(cursor, layers, there, _extension(cursor, there))
        for table in export.tables():
            _fill(cursor, table, export)
        _settle(cursor, layers, export)
    return []


@contextmanager
def _connected(there: Address) -> Iterator[Connection[Any]]:
    """A connection whose work is kept where all of it went well; every error in words without the password."""
    import psycopg

    try:
        given = psycopg.conninfo.conninfo_to_dict(there.uri)
    except (psycopg.Error, ValueError):  # what libpq says of an address may have the password in it
        raise OptionError(
            f"{there.shown}: no address of a database; write postgresql://USER@HOST/NAME"
        ) from None
    options = {"connect_timeout": str(_SECONDS), "application_name": MARK}
    options |= {name: str(value) for name, value in given.items()}
    try:
        with psycopg.connect(psycopg.conninfo.make_conninfo(**options)) as base:
            yield base
    except psycopg.Error as error:
        said = " ".join(there.struck(str(error)).split()) or type(error).__name__
        raise UnreadableError(f"{there.shown}: cannot be written ({said}); {_remedy(error)}") from None


def _remedy(error: Exception) -> str:
    """What to do about a database's error."""
    from psycopg import errors

    if isinstance(error, errors.InsufficientPrivilege):
        return "the user needs the right to create and write there, or another schema: ?schema=NAME"
    if getattr(error, "sqlstate", None) is None:
        return "check host, port, user and the database's name, and that the server runs"
    return "nothing was changed"


def _extension(cursor: Cursor[Any], there: Address) -> str:
    """The schema that PostGIS is in; it is created in the database where it is not there yet and may be."""
    from psycopg import errors

    found = cursor.execute(_POSTGIS).fetchone()
    if found is None:
        try:
            cursor.execute("CREATE EXTENSION postgis")
        except errors.InsufficientPrivilege:
            ask = "ask who runs the server for CREATE EXTENSION postgis in it"
            raise UnreadableError(f"{there.shown}: the database has no PostGIS; {ask}") from None
        except (errors.UndefinedFile, errors.FeatureNotSupported):
            ask = "install it there, as Debian's postgresql-15-postgis-3"
            raise UnreadableError(f"{there.shown}: the server has no PostGIS; {ask}") from None
        found = cursor.execute(_POSTGIS).fetchone()
    assert found is not None
    return str(found[0])


def _tables(cursor: Cursor[Any], layers: tuple[Layer, ...], there: Address, postgis: str) -> None:
    """Make the schema and the tables that are missing, and the columns that an earlier version's lack."""
    from psycopg import sql

    schema = sql.Identifier(there.schema)
    if not cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [there.schema]).fetchone():
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
    cursor.execute(sql.SQL("SET LOCAL search_path TO {}, {}").format(schema, sql.Identifier(postgis)))
    known = {name: (words, columns) for name, words, columns in cursor.execute(_KNOWN, [there.schema])}
    for layer in layers:
        words, columns = known.get(layer.name, (MARK, []))
        if not words.endswith(MARK):
            raise OptionError(
                f"{there.shown}: schema {there.schema} has a table {layer.name} that is not dprk-geo's;"
                " choose another with ?schema=NAME"
            )
        missing = [column for column in layer.columns if column.name not in columns]
        if not missing:
            continue  # nothing that only the table's owner may do
        if columns:
            cursor.execute(added(layer, missing))
        else:
            cursor.execute(definition(layer))
        for statement in extras(layer):
            cursor.execute(statement)


def _fill(cursor: Cursor[Any], table: Table, export: Export) -> None:
    """Copy a layer's rows into a table of this transaction's own."""
    from psycopg import sql

    layer, columns = table.layer, names(columns_of(table.layer))
    new = sql.Identifier(f"new_{layer.name}")
    cursor.execute(
        sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0").format(
            new, columns, sql.Identifier(layer.name)
        )
    )
    lists = [i for i, c in enumerate(layer.columns) if c.kind == "list"]
    with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(new, columns)) as copy:
        for row, spot in zip(table.rows, table.spots, strict=True):
            values = list(row)
            for index in lists:
                values[index] = list(values[index])
            if layer.geometry:
                drawn = export.drawn(spot)
                values.append(_ewkb(drawn.wkb) if drawn else None)
            copy.write_row(values)
    cursor.execute(sql.SQL("ANALYZE {}").format(new))


def _ewkb(wkb: bytes) -> str:
    """A geometry in PostGIS's own form of WKB, which names the reference system, in hexadecimal."""
    (kind,) = struct.unpack_from("<I", wkb, 1)
    return (wkb[:1] + struct.pack("<II", kind | 0x20000000, WORLD) + wkb[5:]).hex()


def _settle(cursor: Cursor[Any], layers: tuple[Layer, ...], export: Export) -> None:
    """Put the run's rows in the place of the old, and count anew what follows from them."""
    for words, question in REPLACED.items():
        row = cursor.execute(question).fetchone()
        if row and row[0]:
            export.notes.append(words.format(f"{row[0]:,}"))
    for statement in KEPT:
        cursor.execute(statement)
    for layer in layers:
        cursor.execute(upsert(layer))
    for statement in (*STALE, *counted(export.results.reference.event_types)):
        cursor.execute(statement)


POSTGIS = Format(
    "PostGIS",
    (),
    write_postgis,
    Traits(NO_NUL, objects="json"),
    many=True,
    whole=True,
    needs=(("psycopg", "postgis"),),
    address="postgresql://USER@HOST/NAME[?schema=dprk]",
)
