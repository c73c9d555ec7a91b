"""What a table says outside of its columns: in the name of its sheet, and in rows that are no records of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from geo.reference.gazetteer import Gazetteer
from geo.text.normalization import clean

from .cell_columns import CellColumns
from .date_parts import is_year
from .headings import REMARKS, TOTALS, is_missing
from .values import LAT, Broken, cell_text

__all__ = ["said_by_sheet", "without_remarks", "without_totals"]

_LOCATING = ("place", "adm2", "adm2_name", "adm1", "adm1_name", "lat", "point")
_NAMING = ("place", "adm2_name", "adm1_name", "name", "title")
_DATED = ("date", "year", "id")
# Totals as tables print them; looked up so that large tables are searched at once.
_TOTAL_FORMS = frozenset(
    f"{begin}{form}{end}"
    for word in TOTALS
    for form in (word, word.title(), word.capitalize(), word.upper())
    for begin in ("", " ")
    for end in ("", " ", ":")
)
_NO_DAY = _TOTAL_FORMS | {"", None}
_BELOW_HEADER = 3
"""Number of rows among which rows of dashes are looked for."""
_RULE = re.compile(r":?(?:-{2,}|={2,}|—{2,}):?")
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
    rows: Sequence[dict[str, Any]], columns: Mapping[str, str]
) -> tuple[Sequence[dict[str, Any]], list[str]]:
    """Return the rows of a table that are no totals of others, and a remark on those that are."""
    names = [columns[ours] for ours in (*_NAMING, *_DATED) if ours in columns]
    undated = _undated(rows, columns)
    if not any(_has_total(undated, name) for name in names):
        return rows, []
    kept = [
        row
        for row in rows
        if not any(cell_text(row.get(name)).rstrip(" :").casefold() in TOTALS for name in names)
    ]
    away = len(rows) - len(kept)
    return kept, [f"{away:,} row{'s' * (away > 1)} left out: totals of other rows"] if away else []


def without_remarks(
    rows: Sequence[dict[str, Any]], header: Sequence[str]
) -> tuple[Sequence[dict[str, Any]], list[str]]:
    r"""Return the rows of a table without those that only divide it or remark on it, and what was left out.

    These are rows of nothing but dashes, as below the header of a table in Markdown, and rows at the end with one cell
    that begins as remarks do: "Source: ...", "자료: ...".

    Parameters
    ----------
    rows : sequence of dict
    header : sequence of str

    Examples
    --------
    >>> rows = [{"day": "2024-11-20", "where": "Songchon"}, {"day": "---", "where": ":--"}, {"day": "Source: own"}]
    >>> without_remarks(rows, ["day", "where"])[1]
    ['1 row of dashes left out', "1 row left out: a remark below the table, 'Source: own'"]
    """
    if len(header) < 2:
        return rows, []
    last = len(rows)
    said = []
    while last and (text := _remark(rows[last - 1], header)):
        said.append(text)
        last -= 1
    begun = [row for row in rows[: min(_BELOW_HEADER, last)] if not _is_rule(row, header)]
    rules = min(_BELOW_HEADER, last) - len(begun)
    kept = [*begun, *rows[_BELOW_HEADER:last]] if rules else rows[:last] if said else rows
    notes = []
    if rules:
        notes.append(f"{rules} row{'s' * (rules > 1)} of dashes left out")
    if said:
        shown = ", ".join(repr(text[:40]) for text in reversed(said[-3:]))
        many = "s" * (len(said) > 1)
        notes.append(
            f"{len(said)} row{many} left out: {'' if many else 'a '}remark{many} below the table, {shown}"
        )
    return kept, notes


def _undated(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> Sequence[Mapping[str, Any]]:
    """Rows that may be totals: all but those with a day, which are recognised first, being most of a large table."""
    if "date" not in columns:
        return rows
    name = columns["date"]
    if isinstance(rows, CellColumns) and _NO_DAY.isdisjoint(rows.column(name)):
        return ()
    # A cell of JSON may hold a list, which cannot be looked up in a set.
    return [
        row
        for row in rows
        if (day := row.get(name)) is None or (isinstance(day, str) and (day == "" or day in _TOTAL_FORMS))
    ]


def _has_total(rows: Sequence[Mapping[str, Any]], name: str) -> bool:
    cells = {cell for row in rows if isinstance(cell := row.get(name), str)}
    return not cells.isdisjoint(_TOTAL_FORMS)


def _filled(row: Mapping[str, Any], header: Sequence[str]) -> list[str]:
    return [text for name in header if (text := str(row.get(name) or "").strip())]


def _remark(row: Mapping[str, Any], header: Sequence[str]) -> str:
    """The text of a row that is a remark; empty for others."""
    if row.get(LAT) is not None or any(isinstance(row.get(name), Broken) for name in header):
        return ""
    texts = _filled(row, header)
    whole = texts[0].casefold() if len(texts) == 1 else ""
    begun = next((word for word in REMARKS if whole.startswith(word)), "")
    after = whole[len(begun) :].lstrip()
    ends = not begun or not begun[-1].isalpha() or after[:1] in (":", "：", ")", "=")
    return texts[0] if begun and ends and not is_missing(whole) else ""


def _is_rule(row: Mapping[str, Any], header: Sequence[str]) -> bool:
    texts = _filled(row, header)
    return len(texts) > 1 and all(_RULE.fullmatch(text) for text in texts)
