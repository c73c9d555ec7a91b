"""Layers as an OGC GeoPackage 1.3 with keys, types, descriptions and spatial indexes.

A GeoPackage is an SQLite database. It is written with :mod:`sqlite3`, because GDAL's writer supports neither foreign
keys nor our own keys. The tests read it back with GDAL.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from geo.outputs.writing import filled

from .characters import NO_NUL
from .declaration import Format
from .export import Export, Stream, Table, Traits
from .layers import Layer, chosen
from .metadata import metadata
from .qgis.style import Look, Looking, qml
from .shapes import WORLD, Extent, Shape

__all__ = ["GEOPACKAGE", "write_geopackage", "write_layers"]

_TYPES = {
    "text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "BOOLEAN", "date": "DATE",
    "list": "TEXT", "object": "TEXT",
}  # fmt: skip
_WGS_84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",'
    '0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
_CORE = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,
  description TEXT, mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
  md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT,
  row_id_value INTEGER, timestamp DATETIME NOT NULL, md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
"""
# Triggers that update the spatial index when another program edits the layer; that program defines the functions.
_TRIGGERS = {
    "insert": "AFTER INSERT ON {t} WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN {put} END",
    "update1": "AFTER UPDATE OF geom ON {t} WHEN OLD.fid = NEW.fid AND"
    " (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN {put} END",
    "update2": "AFTER UPDATE OF geom ON {t} WHEN OLD.fid = NEW.fid AND"
    " (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM {r} WHERE id = OLD.fid; END",
    "update3": "AFTER UPDATE ON {t} WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))"
    " BEGIN DELETE FROM {r} WHERE id = OLD.fid; {put} END",
    "update4": "AFTER UPDATE ON {t} WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
    " BEGIN DELETE FROM {r} WHERE id IN (OLD.fid, NEW.fid); END",
    "delete": "AFTER DELETE ON {t} WHEN OLD.geom NOT NULL BEGIN DELETE FROM {r} WHERE id = OLD.fid; END",
}
_PUT = (
    "INSERT OR REPLACE INTO {r} VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom),"
    " ST_MaxY(NEW.geom));"
)
_STYLES = """
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256),
  f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
  styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
  VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles of the layers, which QGIS applies', '{when}');
"""
"""The table in which QGIS keeps styles, as it defines it."""
_APART = "Several of one place side by side, in rings around it"
_EXTENSIONS = {
    "gpkg_metadata": "http://www.geopackage.org/spec130/#extension_metadata",
    "gpkg_schema": "http://www.geopackage.org/spec130/#extension_schema",
    "gpkg_rtree_index": "http://www.geopackage.org/spec130/#extension_rtree",
}


def write_geopackage(export: Export) -> list[str]:
    """Write layers as one GeoPackage, with styles that QGIS applies when it opens a layer."""
    write_layers(export, export.file, export.streams())
    return []


def write_layers(export: Export, path: Path, tables: Iterable[Table | Stream]) -> None:
    """Write the tables of an export as a GeoPackage."""
    filled(path, lambda beside: _write(export, beside, tables))


def _write(export: Export, path: Path, tables: Iterable[Table | Stream]) -> None:
    path.unlink(missing_ok=True)
    about = metadata(export.results, export.heading)
    when = f"{about['made_on']}T00:00:00.000Z"
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA application_id = 0x47504B47")  # "GPKG"
        base.execute("PRAGMA user_version = 10300")
        base.execute("PRAGMA journal_mode = OFF")  # the file is renamed only when it is complete
        base.executescript(_CORE)
        base.executemany(
            "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
            [
                ("Undefined Cartesian", -1, "NONE", -1, "undefined", "undefined Cartesian coordinates"),
                ("Undefined geographic", 0, "NONE", 0, "undefined", "undefined geographic coordinates"),
                ("WGS 84", WORLD, "EPSG", WORLD, _WGS_84, "longitude and latitude in degrees"),
            ],
        )
        looks = [_layer(base, export, table, when) for table in tables]
        _add_styles(base, export, looks, when)
        content = json.dumps(about, ensure_ascii=False)
        base.execute(
            "INSERT INTO gpkg_metadata VALUES (1, 'dataset', 'https://json.org', 'application/json', ?)",
            (content,),
        )
        base.execute(
            "INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, 1, NULL)", (when,)
        )
        _extend(base, "gpkg_metadata", None, "gpkg_metadata", "read-write")
        _extend(base, "gpkg_metadata_reference", None, "gpkg_metadata", "read-write")
        _extend(base, "gpkg_data_columns", None, "gpkg_schema", "read-write")
        base.commit()


def _add_styles(base: sqlite3.Connection, export: Export, looks: Sequence[Look], when: str) -> None:
    """Add a default style for each layer with geometry, and further ones to choose from."""
    drawn = [one for one in looks if one.layer.geometry]
    if not drawn:
        return
    base.executescript(_STYLES.format(when=when))
    types = export.results.reference.event_types
    for one in drawn:
        if not one.styled:
            export.notes.append(f"no style for {one.layer.name}, which has both points and areas")
            continue
        styles = [("default", "", qml(one, types), True)]
        if one.layer.name in ("events", "happenings", "records") and "MultiPolygon" not in one.shapes:
            styles.append(("side by side", _APART, qml(one, types, rings=True), False))
        for name, about, style, default in styles:
            base.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
                " styleQML, styleSLD, useAsDefault, description, owner, update_time)"
                " VALUES ('', '', ?, 'geom', ?, ?, '', ?, ?, '', ?)",
                (one.layer.name, name, style, default, about, when),
            )


def _layer(base: sqlite3.Connection, export: Export, table: Table | Stream, when: str) -> Look:
    stream = table.stream() if isinstance(table, Table) else table
    layer, written = stream.layer, {layer.name for layer in export.layers}
    base.execute(f"CREATE TABLE {layer.name} ({', '.join(_definitions(layer, written))})")
    base.executemany(
        "INSERT INTO gpkg_data_columns VALUES (?, ?, NULL, NULL, ?, ?, NULL)",
        [(layer.name, c.name, c.description, "application/json" if c.kind in ("list", "object") else None)
         for c in layer.columns],
    )  # fmt: skip
    places = ", ".join("?" * (len(layer.columns) + 1 + bool(layer.geometry)))
    tree, whole, looking = _Index(base, layer), Extent(), Looking(layer)
    base.executemany(
        f"INSERT INTO {layer.name} VALUES ({places})",  # noqa: S608 - names are the schema's
        _rows(export, stream, tree, whole, looking),
    )
    bounds = whole.bounds if whole.kinds else (None,) * 4
    base.execute(
        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (layer.name, "features" if layer.geometry else "attributes", layer.name, layer.description, when, *bounds,
         WORLD if layer.geometry else None),
    )  # fmt: skip
    for reference in layer.refers:
        if reference.layer in written:
            base.execute(
                f'CREATE INDEX {layer.name}_{reference.column} ON {layer.name} ("{reference.column}")'
            )
    if layer.geometry:
        kind = next(iter(whole.kinds)).upper() if len(whole.kinds) == 1 else "GEOMETRY"
        base.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (layer.name, kind, WORLD)
        )
        tree.close()
    return looking.look()


def _definitions(layer: Layer, written: set[str]) -> Iterator[str]:
    """Parts of a table's definition. GeoPackage requires an integer primary key, so our key is a unique constraint."""
    yield "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
    if layer.geometry:
        yield "geom GEOMETRY"
    for column in layer.columns:
        yield f'"{column.name}" {_TYPES[column.kind]}{"" if column.null else " NOT NULL"}'
    yield f"UNIQUE ({', '.join(layer.key)})"
    for reference in layer.refers:
        if reference.layer in written:
            (key,) = chosen([reference.layer])[0].key
            yield f'FOREIGN KEY ("{reference.column}") REFERENCES {reference.layer} ({key})'


def _rows(
    export: Export, stream: Stream, tree: _Index, whole: Extent, looking: Looking
) -> Iterator[tuple[Any, ...]]:
    """Rows of the table; their geometries are added to the spatial index and to the bounds of the layer."""
    days = [i for i, c in enumerate(stream.layer.columns) if c.kind == "date"]
    for number, (row, spot) in enumerate(stream.rows, 1):
        looking.add(row, spot)
        values = list(row)
        for index in days:
            values[index] = values[index].isoformat() if values[index] else None
        if not stream.layer.geometry:
            yield (number, *values)
            continue
        drawn = export.drawn(spot)
        if drawn:
            whole.add(drawn)
            tree.add(number, drawn)
        yield (number, _blob(drawn), *values)


def _blob(drawn: Shape | None) -> bytes | None:
    """A geometry with GeoPackage's header; areas include their bounds, so readers need not decode the polygon."""
    if drawn is None:
        return None
    if drawn.kind == "Point":
        return struct.pack("<2sBBi", b"GP", 0, 1, WORLD) + drawn.wkb
    west, south, east, north = drawn.bounds
    return struct.pack("<2sBBi4d", b"GP", 0, 3, WORLD, west, east, south, north) + drawn.wkb


class _Index:
    """The spatial index of a layer, which is filled when the layer's rows are written."""

    def __init__(self, base: sqlite3.Connection, layer: Layer) -> None:
        self._base, self._layer, self._tree = base, layer, f"rtree_{layer.name}_geom"
        self._bounds = array("d")

    def add(self, number: int, drawn: Shape) -> None:
        """Add a geometry."""
        west, south, east, north = drawn.bounds
        self._bounds.extend((number, west, east, south, north))

    def close(self) -> None:
        """Write the index, and the triggers that keep it."""
        tree, layer = self._tree, self._layer
        self._base.execute(f"CREATE VIRTUAL TABLE {tree} USING rtree(id, minx, maxx, miny, maxy)")
        self._base.executemany(
            f"INSERT INTO {tree} VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - as above
            ((int(self._bounds[n]), *self._bounds[n + 1 : n + 5]) for n in range(0, len(self._bounds), 5)),
        )
        put = _PUT.format(r=tree)
        for name, body in _TRIGGERS.items():
            self._base.execute(f"CREATE TRIGGER {tree}_{name} {body.format(t=layer.name, r=tree, put=put)}")
        _extend(self._base, layer.name, "geom", "gpkg_rtree_index", "write-only")


def _extend(base: sqlite3.Connection, table: str, column: str | None, name: str, scope: str) -> None:
    base.execute(
        "INSERT INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)", (table, column, name, _EXTENSIONS[name], scope)
    )


GEOPACKAGE = Format(
    "GeoPackage", (".gpkg",), write_geopackage, Traits(NO_NUL, lists="json", objects="json"), many=True
)
