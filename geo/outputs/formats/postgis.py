"""Write layers to a PostGIS database; a second run updates rows and creates no duplicates.

A run replaces the rows of the articles that it read, and deletes rows no longer found in them. Rows of other articles
stay. The same holds for a table of records. Derived numbers, such as the events per county, are recomputed over the
whole database. Everything happens in one transaction, so readers see the state before or after the run.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from geo.model.errors import OptionError, UnreadableError

from .characters import NO_NUL
from .database_url import Address, address
from .declaration import Format
from .definitions import MARK, added, columns_of, definition, extras, names, upsert
from .export import Export, Stream, Traits
from .layers import Layer, by_reference
from .postgis_lock import alone
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
"""Default connection timeout in seconds, if the address sets none."""


def write_postgis(export: Export) -> list[str]:
    """Write all layers to the database and schema of an address, in one transaction.

    Raises
    ------
    OptionError
        The address is invalid, or the schema has a table with one of our names that is not ours.
    UnreadableError
        The server cannot be reached, the database or PostGIS is missing, the user lacks a privilege, another run
        writes to the same schema and does not end, or a row is rejected.
    """
    there = address(str(export.path))
    with _connected(there) as base, base.cursor() as cursor:
        alone(cursor, there)
        layers = by_reference(export.layers)
        _tables(cursor, layers, there, _extension(cursor, there))
        for stream in export.streams():
            _fill(cursor, stream, export)
        _settle(cursor, layers, export)
    return []


@contextmanager
def _connected(there: Address) -> Iterator[Connection[Any]]:
    """A connection that commits on success; errors are raised as ours, without the password."""
    import psycopg

    try:
        given = psycopg.conninfo.conninfo_to_dict(there.uri)
    except (psycopg.Error, ValueError):  # libpq's message may contain the password
        raise OptionError(
            f"{there.shown}: not a database address; write postgresql://USER@HOST/NAME"
        ) from None
    options = {"connect_timeout": str(_SECONDS), "application_name": MARK}
    options |= {name: str(value) for name, value in given.items()}
    try:
        with psycopg.connect(psycopg.conninfo.make_conninfo(**options)) as base:
            yield base
    except psycopg.Error as error:
        why = " ".join(there.struck(str(error)).split()) or type(error).__name__
        raise UnreadableError(f"{there.shown}: cannot be written ({why}); {_remedy(error)}") from None


def _remedy(error: Exception) -> str:
    """Advice on a database error."""
    from psycopg import errors

    if isinstance(error, errors.InsufficientPrivilege):
        return (
            "the user needs the right to create and write there; or choose another schema with ?schema=NAME"
        )
    if getattr(error, "sqlstate", None) is None:
        return "check host, port, user and database name, and that the server is running"
    return "nothing was changed"


def _extension(cursor: Cursor[Any], there: Address) -> str:
    """Name of the schema that contains PostGIS; the extension is created if it is missing and the user may do so."""
    from psycopg import errors

    found = cursor.execute(_POSTGIS).fetchone()
    if found is None:
        try:
            cursor.execute("CREATE EXTENSION postgis")
        except errors.InsufficientPrivilege:
            ask = "ask the server's administrator to run CREATE EXTENSION postgis in it"
            raise UnreadableError(f"{there.shown}: the database has no PostGIS; {ask}") from None
        except (errors.UndefinedFile, errors.FeatureNotSupported):
            ask = "install it there, for example Debian's package postgresql-15-postgis-3"
            raise UnreadableError(f"{there.shown}: the server has no PostGIS; {ask}") from None
        found = cursor.execute(_POSTGIS).fetchone()
    assert found is not None
    return str(found[0])


def _tables(cursor: Cursor[Any], layers: tuple[Layer, ...], there: Address, postgis: str) -> None:
    """Create the schema and tables if missing, and columns that tables of an earlier version lack."""
    from psycopg import sql

    schema = sql.Identifier(there.schema)
    if not cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [there.schema]).fetchone():
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
    _need(cursor, there, "USAGE")
    cursor.execute(sql.SQL("SET LOCAL search_path TO {}, {}").format(schema, sql.Identifier(postgis)))
    known = {name: (comment, columns) for name, comment, columns in cursor.execute(_KNOWN, [there.schema])}
    for layer in layers:
        comment, columns = known.get(layer.name, (MARK, []))
        if not comment.endswith(MARK):
            raise OptionError(
                f"{there.shown}: schema {there.schema} has a table {layer.name} that is not dprk-geo's;"
                " choose another with ?schema=NAME"
            )
        missing = [column for column in layer.columns if column.name not in columns]
        if not missing:
            continue  # the statements below need the table's owner
        if columns:
            cursor.execute(added(layer, missing))
        else:
            _need(cursor, there, "CREATE")
            cursor.execute(definition(layer))
        for statement in extras(layer):
            cursor.execute(statement)


def _need(cursor: Cursor[Any], there: Address, right: Literal["USAGE", "CREATE"]) -> None:
    """Refuse a schema on which the user lacks a right: the server would skip it and use the next of its search path."""
    row = cursor.execute(
        "SELECT has_schema_privilege(%s, %s), current_user", [there.schema, right]
    ).fetchone()
    if row and not row[0]:
        grant = f'GRANT USAGE, CREATE ON SCHEMA "{there.schema}" TO "{row[1]}"'
        raise UnreadableError(
            f"{there.shown}: user {row[1]} lacks the right {right} on schema {there.schema}; ask its owner to run"
            f" {grant}, or choose another schema with ?schema=NAME"
        )


def _fill(cursor: Cursor[Any], stream: Stream, export: Export) -> None:
    """Copy a layer's rows into a temporary table."""
    from psycopg import sql

    layer, columns = stream.layer, names(columns_of(stream.layer))
    new = sql.Identifier(f"new_{layer.name}")
    cursor.execute(
        sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0").format(
            new, columns, sql.Identifier(layer.name)
        )
    )
    lists = [i for i, c in enumerate(layer.columns) if c.kind == "list"]
    with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(new, columns)) as copy:
        for row, spot in stream.rows:
            values = list(row)
            for index in lists:
                values[index] = list(values[index])
            if layer.geometry:
                drawn = export.drawn(spot)
                values.append(_ewkb(drawn.wkb) if drawn else None)
            copy.write_row(values)
    cursor.execute(sql.SQL("ANALYZE {}").format(new))


def _ewkb(wkb: bytes) -> str:
    """A geometry as hexadecimal EWKB, PostGIS's variant of WKB with the reference system."""
    (kind,) = struct.unpack_from("<I", wkb, 1)
    return (wkb[:1] + struct.pack("<II", kind | 0x20000000, WORLD) + wkb[5:]).hex()


def _settle(cursor: Cursor[Any], layers: tuple[Layer, ...], export: Export) -> None:
    """Replace old rows by those of the run, and recompute derived numbers."""
    for note, query in REPLACED.items():
        row = cursor.execute(query).fetchone()
        if row and row[0]:
            export.notes.append(note.format(f"{row[0]:,}"))
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
