"""Layouts of the event tables of ACLED, GDELT, UCDP and others, recognised by their columns.

``data/reference/layouts.toml`` describes each one: columns, codes of precision, event types.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from geo.reference.paths import reference_path

from .values import cell_text

__all__ = ["Codes", "Layout", "headerless_layout", "layout_of", "layouts"]


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
        The column of the country, and its values for the DPRK, in lower case.
    header : sequence of str
        Column names for files that have no header.
    of : str
        A column that is filled in every event; rows without it are not events.
    labels : sequence of str
        Labels of the publisher's page that stand at the end of cells and are not part of them.
    date_of_report : bool
        Whether its dates are the days of the first reports, not of the events.
    every : mapping of str to str
        Our column -> what holds for every row of the table, where no cell says it.
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

    def code(self, row: Mapping[str, Any], about: str) -> tuple[str | None, str]:
        """Translate a row's code, ``about`` a key of ``codes``, into our terms.

        Returns
        -------
        value : str or None
        why : str
            What is wrong with the code; empty where nothing is.
        """
        unknown = ""
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
        """Return the columns of precision codes that a table of this layout should have but lacks."""
        return [
            c.column
            for about in ("geo_precision", "date_precision")
            for c in self.codes.get(about, ())[:1]
            if self.columns and c.column not in header
        ]

    def elsewhere(self, row: Mapping[str, Any]) -> bool:
        """Whether a row names another country."""
        value = cell_text(row.get(self.country)) if self.country else ""
        return bool(value) and value.casefold() not in self.inside


def layout_of(header: Sequence[str]) -> Layout | None:
    """Return the publisher's layout of a header, with the header's spelling of names; None for an unknown layout.

    Examples
    --------
    >>> layout_of(["event_id_cnty", "event_date", "time_precision", "sub_event_type", "admin1"]).title
    'ACLED export'
    >>> layout_of(["date", "place"]) is None
    True
    """
    folded = {h.strip().casefold(): h for h in header}
    best = max(layouts(), key=lambda one: _fit(one, folded))
    if len(folded.keys() & set(best.signature)) < best.least:
        return None
    codes = {
        about: [replace(c, column=folded.get(c.column, c.column)) for c in several]
        for about, several in best.codes.items()
    }
    return replace(
        best,
        codes=codes,
        country=folded.get(best.country, best.country),
        of=folded.get(best.of, best.of),
    )


def headerless_layout(cells: Sequence[str]) -> Layout | None:
    """Return the layout of a file without a header, recognised by its first row; None for an unknown one."""
    for layout in layouts():
        if layout.header and len(cells) == len(layout.header):
            date_at = [h.casefold() for h in layout.header].index(layout.columns["date"][0])
            if len(cells[date_at]) == 8 and cells[date_at].isdecimal():
                return layout
    return None


@cache
def layouts() -> tuple[Layout, ...]:
    """Return every known layout."""
    with reference_path("layouts.toml").open("rb") as file:
        return tuple(_layout(key, table) for key, table in tomllib.load(file).items())


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
        MappingProxyType(table.get("every", {})),
    )  # fmt: skip


def _values(table: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({k.casefold(): v for k, v in table.items()})


def _fit(layout: Layout, folded: Mapping[str, str]) -> tuple[bool, float]:
    """How well column names fit a layout; layouts with columns of a publisher sort before generic ones."""
    share = len(folded.keys() & set(layout.signature)) / layout.least
    return share >= 1 and bool(layout.columns), share


def _longest(values: Mapping[str, str], value: str) -> str | None:
    """The meaning of a code, possibly empty; None for an unknown code. A key ``18*`` covers all codes from ``18``."""
    if value in values:
        return values[value]
    for end in range(len(value), 0, -1):
        if f"{value[:end]}*" in values:
            return values[f"{value[:end]}*"]
    return None
