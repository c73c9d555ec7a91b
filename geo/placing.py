"""A table's column of places, located row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .errors import InputError, OptionError
from .gazetteer import gazetteer
from .lookup import lookup, settled
from .plaintext import clean

if TYPE_CHECKING:
    from .articles import Report
    from .tables import Table

__all__ = ["COLUMNS", "as_csv", "column_of", "placed"]

COLUMNS = ("pcode", "lat", "lon", "geo_precision", "rule")
"""What is put beside each row."""


def column_of(table: Table, asked: str = "") -> str:
    """Name of the table's column of places: that of ``place=NAME``, else the guessed one.

    Raises
    ------
    OptionError
        What is asked for is no ``place=NAME``.
    InputError
        The table has no such column.
    """
    ours, _, name = (part.strip() for part in asked.partition("="))
    if asked and (ours != "place" or not name):
        raise OptionError(f"{asked!r} names no column; write it as place=Where")
    name = name or table.columns.get("place", "")
    if name not in table.header:
        said = f"no column {name!r}" if name else "no column for place"
        raise InputError(
            f"{table.path}, line 1: {said} among {', '.join(table.header)}; name it with --columns place=NAME"
        )
    return name


def placed(table: Table, column: str, report: Report) -> Iterator[dict[str, Any]]:
    """Rows of a table as they are, with the place that a column names beside them.

    Parameters
    ----------
    table : Table
    column : str
        As :func:`column_of` gives it.
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
        said = clean(str(row.get(column) or ""))
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


def as_csv(header: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV that spreadsheets take for UTF-8 and in which nothing runs as a formula.

    Examples
    --------
    >>> print(as_csv(["place", "x"], [{"place": "Songchon", "x": "=1+1"}, {"place": "Anju", "x": "-3.5"}])[1:])
    place,x
    Songchon,'=1+1
    Anju,-3.5
    """
    names = [f"{name}_given" if name in COLUMNS else name for name in header]
    names += [name for name in COLUMNS if any(name in row for row in rows)]
    out = io.StringIO()
    table = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return "\ufeff" + out.getvalue()


def _harmless(value: Any) -> Any:
    if not isinstance(value, str) or value[:1] not in ("=", "+", "-", "@", "\t", "\r") or not value:
        return value
    try:
        float(value)
    except ValueError:
        return f"'{value}"
    return value
