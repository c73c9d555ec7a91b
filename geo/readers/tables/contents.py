"""Recognise what a column holds by its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from geo.model.urls import host_of
from geo.reference.boundaries.extent import LATITUDES, LONGITUDES
from geo.reference.gazetteer import Gazetteer
from geo.reference.written_points import angle, written_point

from .countries import side_of
from .date_parts import is_day, is_month, is_year
from .days import calendar
from .headings import is_missing
from .values import cell_text

__all__ = ["MOST", "SAMPLE", "Fits", "by_cells", "checks"]

Fits = Callable[[Sequence[Any]], float]
"""Number of cells that hold values of a kind."""
SAMPLE = 200
"""Number of cells of a column that are inspected to guess its content."""
MOST = 0.8
"""Share of a column's cells that must hold one kind of value for the column to be taken for that kind."""
#: Numbers are days only in columns that are named or formatted as days.
_NUMBER = re.compile(r"[-+]?(?:\d+(?:[.,]\d+)?|\d{1,3}(?:,\d{3})+)")
_YEAR_OR_LONGER = re.compile(r"(?:1[5-9]|20)\d\d|\d{5,}")
_LONGEST = 60
"""Number of characters of the longest date."""
_PCODE = re.compile(r"(?:KP|PRK)\d{2}(?:\d{2})?", re.IGNORECASE)
_ISO = re.compile(r"KP-\d\d", re.IGNORECASE)
_SIDED = re.compile(r"[NSEW°]", re.IGNORECASE)


def by_cells(gazetteer: Gazetteer) -> Mapping[str, Fits]:
    """Return how cells of our columns are recognised, by column; those that cells cannot tell are left out."""
    return {
        "lat": _coordinate(*LATITUDES),
        "lon": _coordinate(*LONGITUDES),
        "adm2": _codes(_PCODE),
        "adm1": _codes(_ISO),
        "date": _days,
        "place": _places(gazetteer),
        "text": _sentences,
        "phrase": _phrases,
    }


def checks(gazetteer: Gazetteer) -> Mapping[str, Fits]:
    """Return how cells are tested where a heading says little: "N", "from", "land"."""
    named = _places(gazetteer)
    return {
        "date": _dates_or_years,
        "date_end": _dates_or_years,
        "year": _each(is_year),
        "month": _each(is_month),
        "day": _each(is_day),
        "lat": _degrees(90),
        "lon": _degrees(180),
        "point": _points,
        "country": _countries,
        "url": _addresses,
        "adm1": lambda values: _codes(_PCODE)(values) + _codes(_ISO)(values),
        "adm2": _codes(_PCODE),
        "adm1_name": named,
        "adm2_name": named,
        "type": _words,
        "actor1": _words,
    }


def _each(test: Callable[[str], bool]) -> Fits:
    return lambda values: sum(test(cell_text(v)) for v in values)


def _days(values: Sequence[Any]) -> float:
    one = calendar(values)
    count = 0
    for value in values:
        text = cell_text(value)
        if len(text) <= _LONGEST and not _NUMBER.fullmatch(text) and any(map(str.isdigit, text)):
            days = one.days(value)
            count += days.first is not None or "ambiguous" in days.why
    return count


def _dates_or_years(values: Sequence[Any]) -> float:
    """Number of dates, numbers of days included, but not of small numbers."""
    one = calendar(values)
    count = 0
    for value in values:
        text = cell_text(value)
        if not _NUMBER.fullmatch(text) or _YEAR_OR_LONGER.fullmatch(text):
            days = one.days(value)
            count += days.first is not None or bool(days.why and not days.why.startswith("is not"))
    return count


def _coordinate(low: float, high: float) -> Fits:
    """Decimal degrees, or degrees with a sign or a point of the compass."""

    def fits(values: Sequence[Any]) -> float:
        texts = list(map(cell_text, values))
        return sum(("." in t or bool(_SIDED.search(t))) and _within(t, low, high) for t in texts)

    return fits


def _degrees(most: float) -> Fits:
    return lambda values: sum(_within(cell_text(v), -most, most) for v in values)


def _within(text: str, low: float, high: float) -> bool:
    try:
        return low <= angle(text).degrees <= high
    except ValueError:
        return False


def _points(values: Sequence[Any]) -> float:
    return sum(_is_point(cell_text(v)) for v in values)


def _is_point(text: str) -> bool:
    try:
        return written_point(text) is not None
    except ValueError:
        return False


def _codes(form: re.Pattern[str]) -> Fits:
    return lambda values: sum(form.fullmatch(cell_text(v)) is not None for v in values)


def _countries(values: Sequence[Any]) -> float:
    """All cells where one of them names a Korea, else none."""
    return len(values) if any(side_of(cell_text(v)) in ("north", "south") for v in values) else 0


def _addresses(values: Sequence[Any]) -> float:
    """All cells where one of them is a web address, else none."""
    return len(values) if any(host_of(cell_text(v)) for v in values) else 0


def _words(values: Sequence[Any]) -> float:
    return sum(not _NUMBER.fullmatch(cell_text(v)) for v in values)


def _places(known: Gazetteer) -> Fits:
    def fits(values: Sequence[Any]) -> float:
        texts = list(map(cell_text, values))
        return sum(
            len(t) < 80
            and not t.isdecimal()
            and (is_missing(t) or any(known.find(p.strip()) for p in t.split(",")))
            for t in texts
        )

    return fits


def _sentences(values: Sequence[Any]) -> float:
    return sum(len(text) > 40 and " " in text for text in map(cell_text, values))


def _phrases(values: Sequence[Any]) -> float:
    """Number of short texts; 0 where few texts repeat, as names of types or sources do."""
    texts = list(map(cell_text, values))
    if len(set(texts)) * 2 < len(texts):
        return 0
    return sum(len(text) > 8 and " " in text and not text[:1].isdigit() for text in texts)
