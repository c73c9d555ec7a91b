"""Place the rows of a table as records are placed: by their point, else by the columns that name a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from geo.geocoding.table_places import COLUMNS, NAMING, RowPlaces
from geo.model.errors import Report
from geo.readers.tables import Table

from .record_places import ABROAD, Prefer, by_columns
from .row_points import LocatedRow, located_rows

__all__ = ["PLACING", "placed"]

PLACING = (*NAMING, "adm1", "point", "lat")
"""Columns of which a table needs at least one."""


def placed(table: Table, report: Report, prefer: Prefer = "point") -> Iterator[dict[str, Any]]:
    r"""Yield the rows of a table with the columns of their place added.

    Parameters
    ----------
    table : Table
    report : callable
        Called with an :class:`~geo.model.errors.InputError` for each row whose place is not resolved, and for points
        and names that do not agree. The row is kept; ``rule`` says why it has no place, or the place of a larger unit.
    prefer : {"point", "name"}
        Which of the two is used where they do not agree.

    Yields
    ------
    dict
        The row, then ``pcode`` of the county, else of the province; ``lat``, ``lon`` in degrees (WGS 84): those of the
        row, else of the place, for a unit those of its seat; ``geo_precision``; ``rule``. A column of the table with
        one of these names is renamed to ``NAME_given``.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from geo.readers.tables import read_table
    >>> file = pathlib.Path(tempfile.mkdtemp(), "own.csv")
    >>> _ = file.write_text("what,coordinates\nmill,39.3301 N 126.2951 E\n", "utf-8")
    >>> [(row["pcode"], row["lat"], row["geo_precision"]) for row in placed(read_table(file, print), print)]
    [('KP0717', 39.3301, 'site')]
    """
    places = RowPlaces(table, "name" if prefer == "name" else "code")
    for row, located in located_rows(table):
        own = {(f"{k}_given" if k in COLUMNS else k): v for k, v in table.own(row).items()}
        for fault in located.faults:
            report(fault)
        where = None
        if located.point is not None:
            where = _by_point(places, row, located, report, prefer)
        yield {**own, **(where or _by_name(places, row, report))}


def _by_point(
    places: RowPlaces, row: Mapping[str, Any], located: LocatedRow, report: Report, prefer: Prefer
) -> dict[str, Any] | None:
    """The added columns of a row with a point; None where its name is to be used instead."""
    found = by_columns(places, row, located, report, prefer)
    if found is None:
        return None
    if found["rule"].startswith(ABROAD):
        places.table.fault(row, f"{found['lat']:g}, {found['lon']:g} is outside of the DPRK", report)
    return {
        "pcode": found["adm2"] or found["adm1"] or "",
        "lat": "" if found["lat"] is None else found["lat"],
        "lon": "" if found["lon"] is None else found["lon"],
        "geo_precision": "" if found["geo_precision"] == "none" else found["geo_precision"],
        "rule": f"refused: {found['rule']}" if found["geo_precision"] == "none" else found["rule"],
    }


def _by_name(places: RowPlaces, row: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The added columns of a row that only names its place."""
    table, named = places.table, places.of(row)
    found = places.columns_for(named)
    if named.surface and not found["pcode"]:
        table.fault(row, f"place {named.surface[:60]!r} {found['rule'].removeprefix('refused: ')}", report)
    elif named.why:
        table.fault(
            row, f"place {named.surface[:60]!r} {named.why}; the row is placed in {named.name}", report
        )
    if named.conflict:
        table.fault(row, named.conflict, report)
        found["rule"] += f"; {named.conflict}"
    return found
