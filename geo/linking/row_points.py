"""Locate the points of a table's rows in bulk, as looking them up one by one is slow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from geo.geocoding.at_sea import SeaPoint, outside
from geo.model.errors import GeoError
from geo.readers.tables import Table
from geo.text.coordinates import Point

__all__ = ["LocatedRow", "located_rows"]

_BATCH = 5_000
"""Rows that are located together; few enough to stream, many enough for the bulk lookup to pay."""


@dataclass(frozen=True, slots=True)
class LocatedRow:
    """The point of a row and where it is.

    Attributes
    ----------
    point : Point or None
    county : str or None
        P-code of the county there.
    faults : tuple of GeoError
        What is wrong with the row's coordinates.
    neighbour : str
        Code of the neighbour on whose land it lies; empty elsewhere.
    sea : SeaPoint or None
        Its name where it is at sea.
    """

    point: Point | None
    county: str | None = None
    faults: tuple[GeoError, ...] = ()
    neighbour: str = ""
    sea: SeaPoint | None = None


_NOWHERE = LocatedRow(None)


def located_rows(table: Table) -> Iterator[tuple[Mapping[str, Any], LocatedRow]]:
    """Yield each row of a table with its point and the county there.

    Faults are kept with the row, so that they are reported in the order of rows.
    """
    remaining = iter(table.rows)
    while rows := list(islice(remaining, _BATCH)):
        faults: list[GeoError] = []
        points: list[tuple[Point | None, tuple[GeoError, ...]]] = []
        for row in rows:
            point = table.point(row, faults.append)
            points.append((point, tuple(faults) if faults else ()))
            faults.clear()
        yield from zip(rows, _located(table, points), strict=True)


def _located(table: Table, points: list[tuple[Point | None, tuple[GeoError, ...]]]) -> list[LocatedRow]:
    """Rows with the county at each point, or where else it is, of points and their faults."""
    reference = table.reference
    given = [(number, point) for number, (point, _) in enumerate(points) if point is not None]
    rows = [_NOWHERE if not faults else LocatedRow(None, None, faults) for _, faults in points]
    if not given:
        return rows
    counties = reference.boundaries.counties_at(lat=[p.lat for _, p in given], lon=[p.lon for _, p in given])
    abroad: list[tuple[int, Point]] = []
    for (number, point), county in zip(given, counties.tolist(), strict=True):
        rows[number] = LocatedRow(point, county, points[number][1])
        if county is None:
            abroad.append((number, point))
    if abroad:
        where = outside(reference, lats=[p.lat for _, p in abroad], lons=[p.lon for _, p in abroad])
        for (number, point), (neighbour, sea) in zip(abroad, where, strict=True):
            rows[number] = LocatedRow(point, None, points[number][1], neighbour, sea)
    return rows
