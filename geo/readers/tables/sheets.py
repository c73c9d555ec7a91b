"""What a table says outside of its columns: in the name of its sheet, and in rows that are totals of others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from geo.reference.gazetteer import Gazetteer
from geo.text.normalization import clean

from .date_parts import is_year
from .headings import TOTALS
from .values import cell_text

__all__ = ["said_by_sheet", "without_totals"]

_LOCATING = ("place", "adm2", "adm2_name", "adm1", "adm1_name", "lat", "point")
_NAMING = ("place", "adm2_name", "adm1_name", "name", "title")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


def said_by_sheet(sheet: str, columns: Mapping[str, str], known: Gazetteer) -> dict[str, str]:
    """Return what the name of a sheet says of all its rows, where no column does: their place or their year.

    Parameters
    ----------
    sheet : str
        Name of the sheet; empty for formats without sheets.
    columns : mapping of str to str
        The columns of the table that are known.
    known : Gazetteer

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> known = Reference.bundled().gazetteer
    >>> said_by_sheet("성천군", {"date": "일자", "text": "내용"}, known), said_by_sheet("2017", {"place": "군"}, known)
    ({'place': '성천군'}, {'year': '2017'})
    >>> said_by_sheet("Sheet1", {"date": "day"}, known)
    {}
    """
    name = clean(sheet)
    found: dict[str, str] = {}
    years = _YEAR.findall(name)
    if len(years) == 1 and "year" not in columns and (is_year(name) or name.endswith(years[0])):
        found["year"] = years[0]
    if columns.keys().isdisjoint(_LOCATING) and name and not name.isdecimal():
        places = {place.place_id for place in known.find(name) if place.country == "KP"}
        if len(places) == 1 or (len({place.name for place in known.find(name)}) == 1 and places):
            found["place"] = name
    return found


def without_totals(
    rows: list[dict[str, Any]], columns: Mapping[str, str]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the rows of a table of places that are no totals of others, and a remark on those that are."""
    names = [columns[ours] for ours in _NAMING if ours in columns]
    kept = [row for row in rows if not any(cell_text(row.get(name)).casefold() in TOTALS for name in names)]
    away = len(rows) - len(kept)
    return kept, [f"{away:,} row{'s' * (away > 1)} left out: totals of other rows"] if away else []
