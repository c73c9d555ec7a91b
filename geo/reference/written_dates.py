"""Parse dates that are the whole text of a table cell or of a field of an article.

The notations of each language are in ``date_forms.toml`` of the reference.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from .paths import reference_path

__all__ = ["parse_date", "parse_day"]

_TABLE = reference_path("date_forms.toml")
_LANGUAGES: Mapping[str, Mapping[str, Any]] = tomllib.loads(_TABLE.read_text("utf-8"))
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE) for language in _LANGUAGES.values() for pattern in language["patterns"]
)
_MONTHS = {
    name: number
    for language in _LANGUAGES.values()
    for number, names in enumerate(language.get("months", ()), start=1)
    for name in names
}
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$")


def parse_date(value: str) -> tuple[date | None, str | None]:
    """Parse a date of a table cell, with its precision.

    Numeric dates are read where one of the two numbers is above 12 or the separator is a point ("20.11.2024", day
    first). Others ("3/4/2024") are ambiguous and give None.

    Returns
    -------
    day : datetime.date or None
    precision : {"day", "month", "year"} or None

    Examples
    --------
    >>> parse_date("20-Nov-2024"), parse_date("2024. 11. 20."), parse_date("May 2024")[1]
    ((datetime.date(2024, 11, 20), 'day'), (datetime.date(2024, 11, 20), 'day'), 'month')
    >>> parse_date("3/4/2024"), parse_date("between 2024-01-01 and 2024-12-31")
    ((None, None), (None, None))
    """
    value = _TIME.sub("", value.strip())
    for pattern in _PATTERNS:
        found = pattern.fullmatch(value)
        if found:
            return _written(found.groupdict())
    return None, None


def _written(part: dict[str, str | None]) -> tuple[date | None, str | None]:
    day, month = part.get("d"), part.get("m")
    if part.get("a"):
        first, second = int(part["a"] or 0), int(part["b"] or 0)
        if first <= 12 and second <= 12 and first != second and part["sep"] != ".":
            return None, None
        day, month = (str(second), str(first)) if second > 12 else (str(first), str(second))
    name = (part.get("n") or "").casefold()
    if name:
        month = str(_MONTHS.get(name, 0))
    precision = "day" if day else "month" if month else "year"
    try:
        return date(int(part["y"] or 0), int(month or 1), int(day or 1)), precision
    except ValueError:
        return None, None


def parse_day(value: str) -> date | None:
    """Parse a date that is known to the day, in a notation of :func:`parse_date`; None for any other text.

    Examples
    --------
    >>> parse_day("2024-11-20"), parse_day("20 November 2024"), parse_day("soon")
    (datetime.date(2024, 11, 20), datetime.date(2024, 11, 20), None)
    """
    found, precision = parse_date(value)
    return found if precision == "day" else None
