"""Features from the database of results: those that a question asks for, and their number."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from geo.outputs.formats.geometries import areas, point
from geo.outputs.formats.layers import Column
from geo.reference.boundaries import BoundarySet

from .collections import Collection
from .parameters import Box, Question

__all__ = ["Extent", "Features", "Page"]


@dataclass(frozen=True, slots=True)
class Page:
    """Features of one page, and the number of all that are asked for."""

    features: list[dict[str, Any]]
    matched: int


@dataclass(frozen=True, slots=True)
class Extent:
    """Where and when the features of a collection are: west, south, east, north, and two days."""

    box: tuple[float, float, float, float] | None
    first: str | None
    last: str | None


class Features:
    """The features in a database that :func:`geo.outputs.formats.sqlite.write_sqlite` wrote.

    Each call opens a connection of its own that only reads, so that calls from several threads do not wait.

    Parameters
    ----------
    path : Path
    boundaries : BoundarySet
        Areas of counties and provinces.
    """

    def __init__(self, path: Path, boundaries: BoundarySet) -> None:
        self._path = path
        self._areas = areas(boundaries)
        codes = sorted(self._areas)
        self._codes = codes
        self._shapes = [shapely.from_geojson(json.dumps(self._areas[code])) for code in codes]

    def page(self, collection: Collection, asked: Question) -> Page:
        """The features of a page, in the order of the results."""
        where, values = self._condition(collection, asked)
        with closing(self._opened()) as base:
            base.execute("BEGIN")  # number and rows of one state
            matched = base.execute(f"SELECT count(*) FROM {collection.name}{where}", values).fetchone()[0]  # noqa: S608
            rows = base.execute(
                f"SELECT * FROM {collection.name}{where} ORDER BY rowid LIMIT ? OFFSET ?",  # noqa: S608
                (*values, asked.limit, asked.offset),
            ).fetchall()
        return Page([self._feature(collection, row) for row in rows], matched)

    def one(self, collection: Collection, id_: str) -> dict[str, Any] | None:
        """The feature of an id; None where there is none."""
        query = f"SELECT * FROM {collection.name} WHERE {collection.key} = ?"  # noqa: S608
        with closing(self._opened()) as base:
            row = base.execute(query, (id_,)).fetchone()
        return self._feature(collection, row) if row else None

    def count(self, collection: Collection) -> int:
        """Number of features of a collection."""
        return self.page(collection, Question(limit=0)).matched

    def extent(self, collection: Collection) -> Extent:
        """Where and when the features of a collection are."""
        with closing(self._opened()) as base:
            columns = (
                f"min(lon), min(lat), max(lon), max(lat), min({collection.start}), max({collection.end})"
            )
            row = base.execute(f"SELECT {columns} FROM {collection.name}").fetchone()  # noqa: S608
        box: Any = tuple(row[:4]) if row[0] is not None else None
        if collection.layer.geometry == "area":
            box = tuple(map(float, shapely.total_bounds(self._shapes)))
        return Extent(box, row[4], row[5])

    def _opened(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)

    def _condition(self, collection: Collection, asked: Question) -> tuple[str, list[Any]]:
        """SQL condition and its values."""
        parts: list[str] = []
        values: list[Any] = []
        for column, value in asked.equals:
            if column.kind == "list":
                parts.append(f"EXISTS (SELECT 1 FROM json_each({column.name}) AS one WHERE one.value = ?)")  # noqa: S608
            else:
                parts.append(f"{column.name} = ?")
            values.append(value)
        for part, more in asked.filters:
            parts.append(part)
            values += more
        for interval in asked.intervals:
            parts.append(f"{collection.start} IS NOT NULL")
            if interval.start:
                parts.append(f"{collection.end} >= ?")
                values.append(interval.start.isoformat())
            if interval.end:
                parts.append(f"{collection.start} <= ?")
                values.append(interval.end.isoformat())
        if asked.box is not None:
            part, numbers = self._within(collection, asked.box)
            parts.append(part)
            values += numbers
        return (f" WHERE {' AND '.join(parts)}" if parts else ""), values

    def _within(self, collection: Collection, box: Box) -> tuple[str, list[Any]]:
        if collection.layer.geometry == "area":
            codes = self._codes_in(box)
            return f"pcode IN ({', '.join('?' * len(codes))})", codes
        across = "OR" if box.west > box.east else "AND"
        part = f"(lat BETWEEN ? AND ? AND (lon >= ? {across} lon <= ?))"
        return part, [box.south, box.north, box.west, box.east]

    def _codes_in(self, box: Box) -> list[Any]:
        """P-codes of the units that a box meets."""
        halves = [(box.west, box.east)]
        if box.west > box.east:
            halves = [(box.west, 180.0), (-180.0, box.east)]
        met = [shapely.intersects(self._shapes, shapely.box(w, box.south, e, box.north)) for w, e in halves]
        return [code for n, code in enumerate(self._codes) if any(one[n] for one in met)]

    def _feature(self, collection: Collection, row: tuple[Any, ...]) -> dict[str, Any]:
        columns = collection.layer.columns
        values = {column.name: _plain(column, value) for column, value in zip(columns, row, strict=True)}
        return {
            "type": "Feature",
            "id": values[collection.key],
            "geometry": self._geometry(collection, values),
            "properties": values,
        }

    def _geometry(self, collection: Collection, values: Mapping[str, Any]) -> Any:
        if collection.layer.geometry == "area":
            return self._areas.get(values["pcode"])
        lon, lat = values["lon"], values["lat"]
        return None if lon is None or lat is None else point(lon, lat)


def _plain(column: Column, value: Any) -> Any:
    """A value of the database as in JSON."""
    if value is None:
        return None
    if column.kind == "boolean":
        return bool(value)
    if column.kind in ("list", "object"):
        return json.loads(value)
    return value
