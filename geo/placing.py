"""A table's column of places, located row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .gazetteer import gazetteer
from .lookup import lookup, settled
from .plaintext import clean

if TYPE_CHECKING:
    from .errors import Report
    from .tables import Table

__all__ = ["COLUMNS", "placed"]

COLUMNS = ("pcode", "lat", "lon", "geo_precision", "rule")
"""What is put beside each row."""


def placed(table: Table, report: Report) -> Iterator[dict[str, Any]]:
    """Rows of a table as they are, with the place that its column of places names beside them.

    Parameters
    ----------
    table : Table
    report : callable
        Is given an :class:`~geo.errors.InputError` for each cell whose place is not settled; the row is kept,
        and ``rule`` says why it is without a place.

    Yields
    ------
    dict
        The row, then ``pcode`` of the county, else the province; ``lat``, ``lon`` in degrees (WGS 84), a unit's
        at its seat; ``geo_precision``; ``rule``. A column of the table by one of these names is kept as
        ``NAME_given``.
    """
    for row in table.rows:
        own = {(f"{k}_given" if k in COLUMNS else k): v for k, v in table.own(row).items()}
        said = clean(table.cell(row, "place"))
        found = _place(said)
        if said and not found["pcode"]:
            table.fault(row, f"place {said[:60]!r} {found['rule'].removeprefix('refused: ')}", report)
        yield {**own, **found}


def _place(said: str) -> dict[str, Any]:
    """What is put beside a row whose cell says this."""
    empty: dict[str, Any] = dict.fromkeys(COLUMNS, "")
    if not said:
        return empty | {"rule": "refused: no place named"}
    place, why = settled(said)
    if place is None or place.country != "KP":
        return empty | {"rule": f"refused: {why or 'is south of the line'}"}
    rules = {p.place_id: rule for p, rule, _ in lookup(said)}
    at = gazetteer().standing_at(place)
    return {
        "pcode": place.adm2 or place.adm1 or "",
        "lat": at.lat if at and at.lat is not None else "",
        "lon": at.lon if at and at.lon is not None else "",
        "geo_precision": place.geo_precision,
        "rule": rules.get(place.place_id, "P-code"),
    }
