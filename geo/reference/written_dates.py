"""Parse dates that are the whole text of a table cell or of a field of an article.

The notations of each language are in ``date_forms.toml`` of the reference. A timestamp is the day that it is in
Pyongyang, by the rule of :mod:`geo.text.instants`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from geo.text.instants import day_of_digits, day_of_instant

from .clocks import Timestamp, timestamp
from .paths import reference_path

__all__ = [
    "DATE_FORMS",
    "MONTHS",
    "NOT_A_DATE",
    "NUMBER_WORDS",
    "YEAR_WORDS",
    "day_of_timestamp",
    "parse_date",
    "parse_day",
    "read_timestamp",
    "without_era",
]

NOT_A_DATE = "is not a date"
"""The reason for a text that is no date at all, as opposed to an ambiguous or incomplete one."""
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST = 100
"""Number of characters of the longest timestamp; longer texts are sentences."""

_TABLE = reference_path("date_forms.toml")
DATE_FORMS: Mapping[str, Mapping[str, Any]] = tomllib.loads(_TABLE.read_text("utf-8"))
"""Notations of dates by language, as ``date_forms.toml`` has them."""
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE) for language in DATE_FORMS.values() for pattern in language["patterns"]
)
MONTHS: Mapping[str, int] = {
    name: number
    for language in DATE_FORMS.values()
    for number, names in enumerate(language.get("months", ()), start=1)
    for name in names
}
"""Names of months in lower case, and their numbers."""
YEAR_WORDS, NUMBER_WORDS = (
    "".join(language.get(key, "") for language in DATE_FORMS.values())
    for key in ("year_words", "number_words")
)
"""Letters that may follow a year, and the number of a month or day, which has a cell of its own."""
_JUCHE = "|".join(name for language in DATE_FORMS.values() for name in language.get("juche", ()))
_ERA = re.compile(
    rf"(?:(?P<before>(?:19|20)\d\d) ?\(?)?(?:{_JUCHE}) ?(?P<era>1?\d\d?)(?!\d)"
    r"(?: ?\((?P<inside>(?:19|20)\d\d) ?[^\W\d_]?\)| ?\))?",
    re.IGNORECASE,
)
_JUCHE_LATIN = next(name for name in _JUCHE.split("|") if name.isascii()).casefold()
_BEFORE_JUCHE = 1911
"""The year before the first of the Juche era."""


@lru_cache(maxsize=8192)
def read_timestamp(value: str) -> tuple[date | None, str | None, str]:
    """Read a date, with or without a time of day and a zone.

    Parameters
    ----------
    value : str
        The whole text of a cell or field: ``2019-02-22T23:30:00Z``, ``Fri, 22 Feb 2019 18:30:00 EST``, ``2023년 2월
        10일 오후 3시 30분``, digits (``20190222233000``, seconds or milliseconds since 1970), or a date alone.

    Returns
    -------
    day : datetime.date or None
        The day in Pyongyang; the day as written where no zone is given, and for midnight, which stands for a day
        without a time.
    precision : {"day", "month", "year"} or None
    why : str
        Why there is no day; empty where there is one.

    Examples
    --------
    >>> read_timestamp("Fri, 22 Feb 2019 23:30:00 GMT"), read_timestamp("2019-02-22T00:00:00Z")
    ((datetime.date(2019, 2, 23), 'day', ''), (datetime.date(2019, 2, 22), 'day', ''))
    >>> read_timestamp("2019-02-22 22:00 CST")[2]
    'has the time zone CST, in which it may be 2019-02-22 or 2019-02-23 in Pyongyang'
    >>> read_timestamp("2019-02-22 25:00")[2], read_timestamp("soon")[2]
    ('has no such time of day', 'is not a date')
    """
    text = unicodedata.normalize("NFKC", value[: _LONGEST + 1]).strip()
    if len(text) > _LONGEST:
        return None, None, NOT_A_DATE
    if not any(map(str.isdigit, text)):
        return None, None, NOT_A_DATE
    if _ISO.fullmatch(text):
        return _by_iso(text)
    text, why = without_era(text)
    if why:
        return None, None, why
    counted = day_of_digits(text)
    if counted is not None:
        return counted, "day", ""
    written = timestamp(text)
    day, precision, why = _by_form(written.day)
    return day_of_timestamp(written, day, precision) if day else (None, None, why)


def _by_iso(text: str) -> tuple[date | None, str | None, str]:
    """Read the notation of most tables, which needs no search."""
    try:
        return date.fromisoformat(text), "day", ""
    except ValueError:
        return None, None, NOT_A_DATE


def without_era(text: str) -> tuple[str, str]:
    """Write the year of the Juche era as ours.

    Returns
    -------
    text : str
        The text with our year; unchanged where it has no such year.
    why : str
        What is wrong where it gives both years and they differ; empty otherwise.

    Examples
    --------
    >>> without_era("주체113(2024)년 11월 20일"), without_era("Juche 113.11.20")[0]
    (('2024년 11월 20일', ''), '2024.11.20')
    >>> without_era("Juche 113 (2023)")[1]
    'gives the year 113 of Juche, which is 2024, and the year 2023'
    """
    found = _ERA.search(text) if not text.isascii() or _JUCHE_LATIN in text.casefold() else None
    if not found:
        return text, ""
    year = _BEFORE_JUCHE + int(found["era"])
    ours = found["inside"] or found["before"]
    if ours and int(ours) != year:
        return text, f"gives the year {int(found['era'])} of Juche, which is {year}, and the year {ours}"
    return f"{text[: found.start()]}{year}{text[found.end() :]}".strip(), ""


def day_of_timestamp(
    written: Timestamp, day: date, precision: str | None
) -> tuple[date | None, str | None, str]:
    """Return the day in Pyongyang of a timestamp whose day has been read, as :func:`read_timestamp` does.

    Parameters
    ----------
    written : Timestamp
    day : datetime.date
        What ``written.day`` says.
    precision : str or None
    """
    if written.clock is None and not written.why:
        return day, precision, ""
    if written.why or written.clock is None or precision != "day":
        return None, None, written.why or NOT_A_DATE
    days = sorted({day_of_instant(day, written.clock, offset) for offset in written.offsets or (None,)})
    if len(days) > 1:
        which = f"{days[0]} or {days[-1]}"
        return None, None, f"has the time zone {written.zone}, in which it may be {which} in Pyongyang"
    return days[0], "day", ""


def parse_date(value: str) -> tuple[date | None, str | None]:
    """Parse a date of a table cell, with its precision; a timestamp as :func:`read_timestamp` does.

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
    return read_timestamp(value)[:2]


def _by_form(text: str) -> tuple[date | None, str | None, str]:
    """Read a date without a time by the first notation that fits."""
    for pattern in _PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            return _written(found.groupdict())
    return None, None, NOT_A_DATE


def _written(part: dict[str, str | None]) -> tuple[date | None, str | None, str]:
    day, month = part.get("d"), part.get("m")
    if part.get("a"):
        first, second = int(part["a"] or 0), int(part["b"] or 0)
        if first <= 12 and second <= 12 and first != second and part["sep"] != ".":
            months = sorted((first, second))
            which = " or ".join(f"{part['y']}-{m:02d}-{first + second - m:02d}" for m in months)
            return None, None, f"is ambiguous, {which}"
        day, month = (str(second), str(first)) if second > 12 else (str(first), str(second))
    name = (part.get("n") or "").casefold()
    if name:
        month = str(MONTHS.get(name, 0))
    precision = "day" if day else "month" if month else "year"
    try:
        return date(int(part["y"] or 0), int(month or 1), int(day or 1)), precision, ""
    except ValueError:
        return None, None, NOT_A_DATE


def parse_day(value: str) -> date | None:
    """Parse a date that is known to the day, in a notation of :func:`parse_date`; None for any other text.

    Examples
    --------
    >>> parse_day("2024-11-20"), parse_day("20 November 2024"), parse_day("soon")
    (datetime.date(2024, 11, 20), datetime.date(2024, 11, 20), None)
    """
    found, precision = parse_date(value)
    return found if precision == "day" else None
