"""Layouts of the event tables of ACLED, GDELT, UCDP and others, recognised by their columns.

``data/reference/layouts.toml`` describes each one: columns, codes of precision, event types.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from geo.reference.paths import reference_path
from geo.reference.written_dates import parse_date

from .values import cell_text

__all__ = ["Codes", "Layout", "headerless_layout", "layout_of", "layouts"]


_FIGURES = re.compile(r"-?\d+")
_LISTED = re.compile("[;#|] ?")
"""What separates the countries of a cell that has several."""
_CLOCK = re.compile(r"(\d{1,2})??:?(\d{2})(?::\d\d(?:\.\d+)?)?")
"""A time of day: 04:12, and 0412 of NASA, whose leading zeros get lost in spreadsheets."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Values of a publisher's column, and what each means in our terms."""

    column: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read one publisher's table.

    Attributes
    ----------
    key, title : str
    signature : sequence of str
        Columns that only this publisher has, in lower case.
    least : int
        How many columns of ``signature`` a table must have to be recognised.
    columns : mapping of str to sequence of str
        Our column -> the publisher's names for it, in order of preference; empty where the names are generic.
    codes : mapping of str to sequence of Codes
        For ``geo_precision``, ``date_precision`` and ``type``: columns of codes; the first known value is used.
    country, inside : str, frozenset of str
        The column of the country, and its values for the DPRK, in lower case; a cell may list several.
    header : sequence of str
        Column names for files that have no header.
    of : str
        A column that is filled in every event; rows without it are not events.
    labels : sequence of str
        Labels of the publisher's page that stand at the end of cells and are not part of them.
    date_of_report : bool
        Whether its dates are the days of the first reports, not of the events.
    every : mapping of str to str
        Our column, or ``geo_precision`` -> what holds for every row of the table, where no cell says it.
    parts : mapping of str to sequence of str
        ``date`` or ``date_end`` -> columns of its year, month and day.
    clock : str
        A column of times of day (hours and minutes in UTC) that belong to the dates, or of both in 14 digits.
    lasts : int
        Number of days that each row tells of, where the date is only their first.
    order : str
        ``"month"`` or ``"day"``, whichever comes first in dates of figures; empty where it is to be found out.
    empty : sequence of str
        What cells say where nothing is known, in lower case.
    kinds : sequence of str
        For OpenStreetMap: tags that say what an element is, the more telling one first.
    places : bool
        Whether it is a table of places, which have no date.
    newest_columns : int
        Number of columns at the end of ``header`` that the oldest files lack.
    probe : mapping of str to str
        For files without a header: column -> regular expression of its cells.
    locations : str
        For GDELT: the column that lists all places of an article.
    note : str
        What the user of such a table is to know.
    source : str
        Publisher, versions that were looked at, and where its columns are described.
    """

    key: str
    title: str
    signature: Sequence[str]
    least: int
    columns: Mapping[str, Sequence[str]]
    codes: Mapping[str, Sequence[Codes]]
    country: str
    inside: frozenset[str]
    header: Sequence[str]
    of: str = ""
    labels: Sequence[str] = ()
    date_of_report: bool = False
    every: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    clock: str = ""
    lasts: int = 0
    order: str = ""
    empty: Sequence[str] = ()
    kinds: Sequence[str] = ()
    places: bool = False
    newest_columns: int = 0
    probe: Mapping[str, str] = field(default_factory=dict)
    locations: str = ""
    note: str = ""
    source: str = ""

    def code(self, row: Mapping[str, Any], about: str) -> tuple[str | None, str]:
        """Translate a row's code, ``about`` a key of ``codes``, into our terms.

        Returns
        -------
        value : str or None
        why : str
            What is wrong with the code; empty where nothing is.
        """
        unknown = ""
        if about in self.every:
            return self.every[about], ""
        for codes in self.codes.get(about, ()):
            value = cell_text(row.get(codes.column))
            known = _longest(codes.values, value.casefold())
            if known is not None:
                return known or None, ""
            if value and about != "type":
                unknown = f"{codes.column} {value[:20]!r} is not a code of {self.title}"
            elif about != "type" and self.columns and row.get(codes.column, codes) in ("", None):
                unknown = f"{codes.column} is empty"
        return None, unknown

    def lacks(self, header: Sequence[str]) -> list[str]:
        """Return the columns of precision codes that a table lacks; a code with a meaning for "*" need not be there."""
        return [
            c.column
            for about in ("geo_precision", "date_precision")
            for c in self.codes.get(about, ())[:1]
            if self.columns and c.column not in header and "*" not in c.values
        ]

    def elsewhere(self, row: Mapping[str, Any]) -> bool:
        """Whether a row names another country."""
        value = cell_text(row.get(self.country)).casefold() if self.country else ""
        return bool(value) and value not in self.inside and not self.inside & set(_LISTED.split(value))

    def moment(self, row: Mapping[str, Any], column: str, value: Any) -> Any:
        """Return the date in ``column`` of a row from its parts, or with its time of day; else ``value``.

        Examples
        --------
        >>> gtd = layout_of(["eventid", "iyear", "imonth", "iday", "approxdate", "doubtterr", "gname"])
        >>> gtd.moment({"iyear": "1998", "imonth": "4", "iday": "0"}, "date", "1998")
        '1998-04'
        """
        if column in self.parts:
            return _joined([cell_text(row.get(name)) for name in self.parts[column]])
        time = cell_text(row.get(self.clock)) if self.clock and column == "date" else ""
        if len(time) == len("20241120001500") and time.isdecimal():
            return f"{time[:4]}-{time[4:6]}-{time[6:8]}T{time[8:10]}:{time[10:12]}Z"
        found = _CLOCK.fullmatch(time.zfill(4) if time.isdecimal() else time)
        return f"{cell_text(value)[:10]}T{int(found[1] or 0):02}:{found[2]}Z" if found else value


def _joined(parts: Sequence[str]) -> str:
    """A date in figures as far as its parts are known; 0 and negative numbers mean that one is not."""
    known = []
    for part in parts:
        figures = _FIGURES.match(part)
        month = None if figures or not part else parse_date(f"1 {part} 2000")[0]
        number = int(figures[0]) if figures else month.month if month else 0
        if number < 1:
            break
        known.append(f"{number:02}")
    return "-".join(known)


def layout_named(key: str) -> Layout:
    """Return a layout by its key in ``layouts.toml``."""
    return next(one for one in layouts() if one.key == key)


def layout_of(header: Sequence[str], key: str = "") -> Layout | None:
    """Return the publisher's layout of a header, with the header's spelling of names; None for an unknown layout.

    Parameters
    ----------
    header : sequence of str
    key : str
        The layout, where the document itself shows whose it is.

    Examples
    --------
    >>> layout_of(["event_id_cnty", "event_date", "time_precision", "sub_event_type", "admin1"]).title
    'ACLED export'
    >>> layout_of(["date", "place"]) is None
    True
    """
    folded = {h.strip().casefold(): h for h in header}
    best = layout_named(key) if key else max(layouts(), key=lambda one: _fit(one, folded))
    if not key and len(folded.keys() & set(best.signature)) < best.least:
        return None
    codes = {
        about: [replace(c, column=folded.get(c.column, c.column)) for c in several]
        for about, several in best.codes.items()
    }
    return replace(
        best,
        codes=codes,
        country=next((folded[c] for c in best.country.split("|") if c in folded), best.country),
        parts={k: [folded.get(c, c) for c in names] for k, names in best.parts.items()},
        clock=folded.get(best.clock, best.clock),
        of=folded.get(best.of, best.of),
    )


def headerless_layout(cells: Sequence[str]) -> Layout | None:
    """Return the layout of a file without a header, recognised by its first row; None for an unknown one.

    Its ``header`` has as many names as the row has cells: the oldest files lack the last column.
    """
    for layout in layouts():
        if len(layout.header) - layout.newest_columns <= len(cells) <= len(layout.header) > 0:
            row = dict(zip((h.casefold() for h in layout.header), cells, strict=False))
            if all(re.fullmatch(form, row.get(column, "")) for column, form in layout.probe.items()):
                return replace(layout, header=layout.header[: len(cells)])
    return None


@cache
def layouts() -> tuple[Layout, ...]:
    """Return every known layout."""
    with reference_path("layouts.toml").open("rb") as file:
        tables = tomllib.load(file)
    return tuple(
        _layout(key, {**tables.get(table.get("like"), {}), **table}) for key, table in tables.items()
    )


def _layout(key: str, table: Mapping[str, Any]) -> Layout:
    codes = {
        about: tuple(Codes(column, _values(values)) for column, values in table[about].items())
        for about in ("geo_precision", "date_precision", "type")
        if about in table
    }
    columns = {k: (v,) if isinstance(v, str) else tuple(v) for k, v in table["columns"].items()}
    country = table.get("country", {})
    return Layout(
        key, table["title"], tuple(table["signature"]), table["least"], MappingProxyType(columns),
        MappingProxyType(codes), country.get("column", ""), frozenset(country.get("inside", ())),
        tuple(table.get("header", ())), table.get("of", ""), tuple(table.get("labels", ())),
        bool(table.get("date_of_report")),
        MappingProxyType(table.get("every", {})), MappingProxyType(table.get("parts", {})), table.get("clock", ""),
        table.get("lasts", 0), table.get("order", ""), tuple(table.get("empty", ())), tuple(table.get("kinds", ())),
        bool(table.get("places")), table.get("newest_columns", 0), MappingProxyType(table.get("probe", {})),
        table.get("locations", ""), table.get("note", ""), table.get("source", ""),
    )  # fmt: skip


def _values(table: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({k.casefold(): v for k, v in table.items()})


def _fit(layout: Layout, folded: Mapping[str, str]) -> tuple[bool, float]:
    """How well column names fit a layout; layouts with columns of a publisher sort before generic ones."""
    share = len(folded.keys() & set(layout.signature)) / layout.least
    return share >= 1 and bool(layout.columns), share


def _longest(values: Mapping[str, str], value: str) -> str | None:
    """The meaning of a code, possibly empty; None for an unknown one. ``18*`` covers codes from ``18``, ``*`` any."""
    if value in values or not value:
        return values.get(value)
    for end in range(len(value), -1, -1):
        if f"{value[:end]}*" in values:
            return values[f"{value[:end]}*"]
    return None
