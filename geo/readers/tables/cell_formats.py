"""Dates of workbooks as exact as they are shown: a cell that is formatted as "Jul-14" is a month."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

__all__ = ["has_coarse_formats", "precision_shown", "shown", "shown_as"]

_NOT_PARTS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_SHOWN = {"month": "%Y-%m", "year": "%Y"}


def precision_shown(number_format: str) -> str:
    """Return how exact a number format shows dates: ``"day"``, ``"month"`` or ``"year"``.

    Examples
    --------
    >>> precision_shown("mmm-yy"), precision_shown('yyyy"년" m"월"'), precision_shown("yyyy"), precision_shown("d/m/yy")
    ('month', 'month', 'year', 'day')
    """
    parts = set(_NOT_PARTS.sub("", number_format.split(";")[0]).casefold())
    if "y" not in parts or parts & set("dhs"):
        return "day"
    return "month" if "m" in parts else "year"


def shown(cell: Any) -> Any:
    """The value of a cell of openpyxl; a date that is shown as a month or a year as text."""
    value = cell.value
    if not isinstance(value, datetime):
        return value
    return shown_as(value, precision_shown(str(cell.number_format)))


def shown_as(day: datetime, precision: str) -> Any:
    """A day as text where it is shown as a month or a year; else the day itself.

    Examples
    --------
    >>> shown_as(datetime(2024, 7, 1), "month")
    '2024-07'
    """
    form = _SHOWN.get(precision)
    return day.strftime(form) if form else day


def has_coarse_formats(book: Any) -> bool:
    """Whether a workbook of openpyxl has formats that show dates as months or years."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    own = list(book._number_formats)
    used = {style.numFmtId for style in book._cell_styles}
    formats = [BUILTIN_FORMATS.get(number, "") for number in used]
    formats += [
        own[n - BUILTIN_FORMATS_MAX_SIZE] for n in used if 0 <= n - BUILTIN_FORMATS_MAX_SIZE < len(own)
    ]
    return any(precision_shown(form) != "day" for form in formats)
