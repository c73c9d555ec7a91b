"""Find the header of a table: the row of column names, or several rows that name the columns together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from geo.reference.written_dates import DATE_FORMS, YEAR_WORDS

from .headings import known_heading, squeezed
from .hxl import is_tag_row
from .layouts import layout_of
from .values import cell_text

__all__ = ["Header", "header_of", "is_value"]

_FIRST = 30
"""Number of rows that are searched for the header."""
_MOST_ROWS = 3
"""Largest number of rows of one header."""
# Values of cells that cannot be names of columns.
_VALUE = re.compile(r"[-+]?\d+(?:[.,/:-]\d+)*(?:[T ].*)?|https?://\S+|KP\d{2,4}|.{80,}", re.DOTALL)
_PERIODS = "|".join(word for language in DATE_FORMS.values() for word in language.get("periods", ()))
_YEAR = re.compile(rf"(?:1[5-9]|20)\d\d ?[{YEAR_WORDS}]?(?:[./ -](?:\d\d?|[1-4]/4)(?:{_PERIODS})?)?")


class Header(NamedTuple):
    """The rows of a header, and the names of the columns.

    ``first`` is the first row, -1 where there is none; ``last`` is the last one.
    """

    first: int
    last: int
    names: list[str]


def header_of(rows: Sequence[Sequence[Any]]) -> Header:
    """Find the header among the first rows.

    Parameters
    ----------
    rows : sequence of sequence
        Cells of rows that are not empty.

    Examples
    --------
    >>> header_of([["Table 1. Visits", ""], ["Day", "Where"], ["2024-11-20", "Songchon"]])
    Header(first=1, last=1, names=['Day', 'Where'])
    >>> header_of([["Province", 2019, 2019], ["Province", "Area", "Share"], ["Ryanggang", 13880, 11.3]]).names
    ['Province', '2019 Area', '2019 Share']
    >>> header_of([["2024-11-20", "Songchon"]]).first
    -1
    """
    first = [[cell_text(cell) for cell in cells] for cells in rows[: _FIRST + _MOST_ROWS]]
    at = _named(first[:_FIRST])
    if at < 0:
        return Header(-1, -1, [])
    top, bottom = at, at
    while top > 0 and bottom - top < _MOST_ROWS - 1 and _groups(first[top - 1], first[top]):
        top -= 1
    while (
        bottom + 1 < len(first)
        and bottom - top < _MOST_ROWS - 1
        and _divides(first[bottom], first[bottom + 1])
    ):
        bottom += 1
    names = _joined(first[top : bottom + 1])
    while names and not names[-1]:
        names.pop()
    return Header(top, bottom, names)


def is_value(text: str) -> bool:
    """Whether a cell cannot be the name of a column."""
    return _VALUE.fullmatch(text) is not None


def _named(rows: Sequence[Sequence[str]]) -> int:
    """Index of the row with the most known names, else of the first possible one; -1 for none."""
    best, most = -1, 0
    for index, texts in enumerate(rows):
        filled = [t for t in texts if t]
        if is_tag_row(texts):  # HXL: the headings are above
            return max(index - 1, 0)
        names = sum(map(known_heading, filled))
        below = rows[index + 1] if index + 1 < len(rows) else ()
        names += not names and _years_over_numbers(texts, below)
        if not filled or any(is_value(t) and not (names and _YEAR.fullmatch(t)) for t in filled):
            continue
        if layout_of(texts):
            names += len(filled)
        if names > most and (names > 1 or index == 0 or _is_first(rows[:index], texts)):
            best, most = index, names
    if best >= 0:
        return best
    wide = max((sum(map(bool, texts)) for texts in rows), default=0)
    for index, texts in enumerate(rows):
        filled = [t for t in texts if t]
        if filled and len(filled) * 2 >= wide:
            # Values where the header should be are no header.
            return -1 if any(map(is_value, filled)) else index
    return -1


def _years_over_numbers(texts: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row has years in ascending order above numbers that are none, as tables of statistics do."""
    years = [(number, text) for number, text in enumerate(texts) if _YEAR.fullmatch(text)]
    named = [text for text in texts if text and not is_value(text)]
    over = [below[number] for number, _ in years if number < len(below) and below[number]]
    ordered = len(years) > 1 and all(a[1] < b[1] for a, b in pairwise(years))
    return (
        bool(named) and ordered and bool(over) and all(is_value(t) and not _YEAR.fullmatch(t) for t in over)
    )


def _is_first(above: Sequence[Sequence[str]], texts: Sequence[str]) -> bool:
    """Whether all rows above are titles: a text in one cell, or one text in a merged range."""
    return len({t for t in texts if t}) > 1 and all(len({t for t in row if t}) == 1 for row in above)


def _groups(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a row names groups of the columns that the next row names."""
    filled = [t for t in upper if t]
    if len(set(filled)) < 2 or any(is_value(t) and not _YEAR.fullmatch(t) for t in filled):
        return False
    spread = _spread(upper, lower)
    return _repeats(spread) and all(
        not u or not lo or u == lo or spread.count(u) > 1 for u, lo in zip(spread, lower, strict=False)
    )


def _divides(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a row divides groups of columns that the row above names."""
    filled = [t for t in lower if t]
    if len(filled) < 2 or any(map(is_value, filled)):
        return False
    if not any(known_heading(t) for t in filled) and not _same(upper, lower):
        return False
    return _parts(_spread(upper, lower), lower)


def _parts(spread: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a row names parts of the groups above it; other columns have a name in one row, or the same in both."""
    pairs = zip(spread, lower, strict=False)
    return _repeats(spread) and all(not u or not lo or u == lo or spread.count(u) > 1 for u, lo in pairs)


def _same(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a column has one name in both rows."""
    return any(u and squeezed(u) == squeezed(lo) for u, lo in zip(upper, lower, strict=False))


def _repeats(spread: Sequence[str]) -> bool:
    """Whether one name stands over several columns."""
    return any(u and u == v for u, v in pairwise(spread))


def _spread(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The upper row with the names of groups over all their columns, also where only the first cell has it."""
    spread: list[str] = []
    for number, lo in enumerate(lower):
        own = upper[number] if number < len(upper) else ""
        spread.append(own or (spread[-1] if lo and spread else ""))
    return spread


def _joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """Names of the columns, from the names of groups to those of their parts."""
    names = [" ".join(text.split("\n")).strip() if len(rows) > 1 else text for text in rows[-1]]
    for upper in reversed(rows[:-1]):
        spread = _spread(upper, names)
        names += [""] * (len(upper) - len(names))
        spread += list(upper[len(spread) :])
        names = [
            f"{u} {lo}".strip() if squeezed(u) != squeezed(lo) else lo or u
            for u, lo in zip(spread, names, strict=True)
        ]
    return names
