"""Locate the points of a table's rows in bulk, as looking them up one by one is slow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from geo.model.errors import GeoError
from geo.readers.tables import Table
from geo.text.coordinates import Point

__all__ = ["LocatedRow", "located_rows"]

_BATCH = 5_000
"""Rows that are located together; few enough to stream, many enough for the bulk lookup to pay."""


@dataclass(frozen=True, slots=True)
class LocatedRow:
    """The point of a row, the P-code of the county there, and what is wrong with the row's coordinates."""

    point: Point | None
    county: str | None
    faults: tuple[GeoError, ...]


def located_rows(table: Table) -> Iterator[tuple[Mapping[str, Any], LocatedRow]]:
    """Yield each row of a table with its point and the county there.

    Faults are kept with the row, so that they are reported in the order of rows.
    """
    remaining = iter(table.rows)
    while rows := list(islice(remaining, _BATCH)):
        points: list[tuple[Point | None, tuple[GeoError, ...]]] = []
        for row in rows:
            faults: list[GeoError] = []
            points.append((table.point(row, faults.append), tuple(faults)))
        counties = _counties(table, [point for point, _ in points])
        for row, (point, kept), county in zip(rows, points, counties, strict=True):
            yield row, LocatedRow(point, county, kept)


def _counties(table: Table, points: list[Point | None]) -> list[str | None]:
    """P-code of the county at each point."""
    found: list[str | None] = [None] * len(points)
    given = [(number, point) for number, point in enumerate(points) if point is not None]
    if given:
        lats, lons = [point.lat for _, point in given], [point.lon for _, point in given]
        pcodes = table.reference.boundaries.counties_at(lat=lats, lon=lons)
        for (number, _), pcode in zip(given, pcodes.tolist(), strict=True):
            found[number] = pcode
    return found
