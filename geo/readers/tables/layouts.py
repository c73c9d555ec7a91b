"""Layouts in which publishers ship their event tables, recognised by their columns.

What is known of each stands in ``data/reference/layouts.toml``: columns, codes of precision, types.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from geo.reference.paths import reference_path

from .values import said

__all__ = ["Codes", "Layout", "headless", "layout_of", "layouts"]


@dataclass(frozen=True, slots=True)
class Codes:
    """Values of a publisher's column and what they are in our terms."""

    column: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """How one publisher's table is read.

    Attributes
    ----------
    key, title : str
    signature : sequence of str
        Columns that are this publisher's own, folded; a table with ``least`` of them has the layout.
    columns : mapping of str to sequence of str
        Our column -> the publisher's names for it, in order of preference; none where names are everybody's.
    codes : mapping of str to sequence of Codes
        ``geo_precision``, ``date_precision`` and ``type``; the first column whose value is known settles it.
    country, inside : str, frozenset of str
        The column that says where a row lies, and its values, folded, for the DPRK.
    header : sequence of str
        Names of the columns in files that come without.
    of : str
        The column that every row of it has; rows without are of something else.
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

    def code(self, row: Mapping[str, Any], about: str) -> tuple[str | None, str]:
        """What a row's codes say in our terms, or None and what is wrong with the code."""
        unknown = ""
        for codes in self.codes.get(about, ()):
            value = said(row.get(codes.column))
            known = _longest(codes.values, value.casefold())
            if known is not None:
                return known or None, ""
            if value and about != "type":
                unknown = f"{codes.column} {value[:20]!r} is no code of {self.title}"
            elif about != "type" and self.columns and row.get(codes.column, codes) in ("", None):
                unknown = f"{codes.column} is empty"
        return None, unknown

    def lacks(self, header: Sequence[str]) -> list[str]:
        """Columns of codes for precision that a table of this layout should have and has not."""
        return [
            c.column
            for about in ("geo_precision", "date_precision")
            for c in self.codes.get(about, ())[:1]
            if self.columns and c.column not in header
        ]

    def elsewhere(self, row: Mapping[str, Any]) -> bool:
        """Whether a row says that it lies in another country."""
        value = said(row.get(self.country)) if self.country else ""
        return bool(value) and value.casefold() not in self.inside


def layout_of(header: Sequence[str]) -> Layout | None:
    """The publisher's layout that a header has, with the header's own spelling; None where it is nobody's.

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


def headless(cells: Sequence[str]) -> Layout | None:
    """The layout of a file that comes without names of columns, by the shape of its first row."""
    for layout in layouts():
        if layout.header and len(cells) == len(layout.header):
            date_at = [h.casefold() for h in layout.header].index(layout.columns["date"][0])
            if len(cells[date_at]) == 8 and cells[date_at].isdecimal():
                return layout
    return None


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout known."""
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
        tuple(table.get("header", ())), table.get("of", ""),
    )  # fmt: skip


def _values(table: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({k.casefold(): v for k, v in table.items()})


def _fit(layout: Layout, folded: Mapping[str, str]) -> tuple[bool, float]:
    """How well names of columns fit a layout; a publisher's goes before everybody's."""
    share = len(folded.keys() & set(layout.signature)) / layout.least
    return share >= 1 and bool(layout.columns), share


def _longest(values: Mapping[str, str], value: str) -> str | None:
    """What a value stands for, empty for nothing, None where it is not known.

    A key that ends in ``*`` stands for all codes that begin so.
    """
    if value in values:
        return values[value]
    for end in range(len(value), 0, -1):
        if f"{value[:end]}*" in values:
            return values[f"{value[:end]}*"]
    return None
