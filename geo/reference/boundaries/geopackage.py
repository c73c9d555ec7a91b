"""Read the plain kind of GeoPackage without GDAL, whose import takes longer than the reading.

A GeoPackage is an SQLite database. What is read here is what boundary files have: tables of texts and numbers, shapes
as well-known binary, in WGS 84 degrees. Of every other file nothing is read: it is for GDAL, as is the message on
what is wrong with it.
"""

from __future__ import annotations

import contextlib
import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import pathname2url

from .layers import Layer

__all__ = ["plain_geopackage"]

_LAYERS = """
    SELECT c.table_name, g.column_name, g.geometry_type_name, s.organization, s.organization_coordsys_id, m.sql
    FROM gpkg_geometry_columns g
    JOIN gpkg_contents c ON c.table_name = g.table_name
    JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
    JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table'
    WHERE c.data_type = 'features'
"""
_COUNTS = (
    "SELECT count(*) FROM gpkg_contents", "SELECT count(*) FROM gpkg_geometry_columns",
)  # fmt: skip
_TEXT = ("TEXT",)
_WHOLE = ("INTEGER", "INT", "MEDIUMINT", "SMALLINT", "TINYINT")
_REAL = ("REAL", "DOUBLE")
_ENVELOPES = (0, 32, 48, 48, 64)
"""Number of bytes of the bounding box before a shape, by its kind."""
_WITHOUT_AREA = ("POINT", "LINESTRING", "MULTIPOINT", "MULTILINESTRING")


class _OtherError(Exception):
    """The file has something that is not read here."""


def plain_geopackage(path: Path) -> list[Layer] | None:
    """The layers of a GeoPackage that may contain polygons.

    Parameters
    ----------
    path : path

    Returns
    -------
    list of Layer or None
        As GDAL reads them. None where the file is damaged, is in another projection, or has views, virtual tables,
        dates, missing numbers or other things that GDAL is left to read.
    """
    from shapely.errors import ShapelyError

    if path.suffix.casefold() != ".gpkg" or any(
        path.with_name(path.name + end).exists() for end in ("-wal", "-journal")
    ):
        return None
    try:
        with contextlib.closing(
            sqlite3.connect(f"file:{pathname2url(str(path))}?mode=ro&immutable=1", uri=True)
        ) as base:
            base.execute("PRAGMA trusted_schema = OFF")
            return list(_layers(base))
    except (_OtherError, sqlite3.Error, ShapelyError, ValueError, OverflowError, struct.error):
        return None


def _layers(base: sqlite3.Connection) -> Iterator[Layer]:
    found = base.execute(_LAYERS).fetchall()
    if {len(found)} != {base.execute(count).fetchone()[0] for count in _COUNTS}:
        raise _OtherError
    for name, shape, kind, authority, code, made in found:
        if (str(authority).upper(), code) != ("EPSG", 4326) or not str(made).upper().startswith(
            "CREATE TABLE"
        ):
            raise _OtherError
        if str(kind).upper() not in _WITHOUT_AREA:
            yield _layer(base, name, shape)


def _layer(base: sqlite3.Connection, name: str, shape: str) -> Layer:
    import numpy as np
    import shapely

    kinds = {
        column: str(declared).upper().split("(")[0].strip()
        for _, column, declared, _, _, key in base.execute(f"PRAGMA table_info({_quoted(name)})")
        if not key and column != shape
    }
    if not kinds or any(kind not in (*_TEXT, *_WHOLE, *_REAL) for kind in kinds.values()):
        raise _OtherError
    wanted = ", ".join(map(_quoted, (*kinds, shape)))
    rows, blobs = [], []
    for *cells, blob in base.execute(f"SELECT {wanted} FROM {_quoted(name)}"):  # noqa: S608 (quoted names)
        row = dict(zip(kinds, cells, strict=True))
        if not all(map(_as_declared, kinds.values(), cells)):
            raise _OtherError
        rows.append(row)
        blobs.append(_binary(blob))
    shapes = shapely.from_wkb(np.array(blobs, dtype=object))
    return Layer(name, list(kinds), [c for c, kind in kinds.items() if kind in _TEXT], rows, shapes)


def _as_declared(kind: str, cell: Any) -> bool:
    """Whether a cell has the type of its column; SQLite does not see to it, and GDAL converts those that have not."""
    if kind in _TEXT:
        return cell is None or isinstance(cell, str)
    return isinstance(cell, int if kind in _WHOLE else float)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _binary(blob: Any) -> bytes | None:
    """The well-known binary of a shape; None for none."""
    if blob is None:
        return None
    if not isinstance(blob, bytes) or blob[:3] != b"GP\0":
        raise _OtherError
    flags = blob[3]
    extended, empty, kind = flags & 0b100000, flags & 0b10000, flags >> 1 & 0b111
    if extended or empty or kind >= len(_ENVELOPES):
        raise _OtherError
    start = 8 + _ENVELOPES[kind]
    order = "<" if blob[start : start + 1] == b"\1" else ">"
    (type_,) = struct.unpack_from(f"{order}I", blob, start + 1)
    if type_ not in (3, 6):  # polygons in the plane
        raise _OtherError
    return blob[start:]
