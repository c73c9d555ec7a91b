"""Dates whose year, month and day are in columns of their own."""

from __future__ import annotations

import re
from datetime import date

from geo.reference.written_dates import MONTHS, NUMBER_WORDS, YEAR_WORDS, without_era

from .days import Calendar, Days
from .headings import is_missing

__all__ = ["YEAR_PARTS", "is_day", "is_month", "is_year", "joined", "with_year"]

YEAR_PARTS = {"date": ("year", "month", "day"), "date_end": ("end_year", "end_month", "end_day")}
"""Our columns of days -> our columns of their parts."""
_YEAR = re.compile(rf"((?:1[5-9]|20)\d\d) ?[{YEAR_WORDS}]?(?:\.0+)?")
_NUMBER = re.compile(rf"(\d{{1,2}}) ?[{NUMBER_WORDS}]?(?:\.0+)?")
_UNKNOWN = ("0", "00", "99", "-9", "-99", "88", "77")
"""What columns of months and days have where they are not known."""


def is_year(text: str) -> bool:
    """Whether a cell is a year.

    Examples
    --------
    >>> is_year("2014"), is_year("2014년"), is_year("주체103"), is_year("14")
    (True, True, True, False)
    """
    return _YEAR.fullmatch(without_era(text)[0]) is not None


def is_month(text: str) -> bool:
    """Whether a cell is a month, or says that it is not known.

    Examples
    --------
    >>> is_month("Jul"), is_month("7월"), is_month("0"), is_month("13")
    (True, True, True, False)
    """
    return is_missing(text) or text in _UNKNOWN or _month(text) is not None


def is_day(text: str) -> bool:
    """Whether a cell is a day of a month, or says that it is not known."""
    found = _NUMBER.fullmatch(text)
    return is_missing(text) or text in _UNKNOWN or (found is not None and 0 < int(found[1]) <= 31)


def joined(year: str, month: str, day: str) -> Days:
    """Join year, month and day to one date, as precise as they are known.

    Parameters
    ----------
    year, month, day : str
        Cells; a month may be a name. Empty, or 0, 99 and words such as "unknown", where it is not known.

    Examples
    --------
    >>> joined("2014", "Jul", "")
    Days(first=datetime.date(2014, 7, 1), precision='month', last=None, why='')
    >>> joined("2014", "2", "30").why, joined("", "7", "4").why, joined("1970", "1", "0").precision
    ('is not a date of any month', 'has no year', 'month')
    """
    if is_missing(year):
        return Days(None, None, None, "has no year")
    known = _YEAR.fullmatch(without_era(year)[0])
    if not known:
        return Days(None, None, None, "has no year of four digits")
    if is_missing(month) or month in _UNKNOWN:
        return Days(date(int(known[1]), 1, 1), "year")
    number = _month(month)
    if number is None:
        return Days(None, None, None, f"has no such month: {month[:20]}")
    if is_missing(day) or day in _UNKNOWN:
        return Days(date(int(known[1]), number, 1), "month")
    of_month = _NUMBER.fullmatch(day)
    try:
        return Days(date(int(known[1]), number, int(of_month[1]) if of_month else 0), "day")
    except ValueError:
        return Days(None, None, None, "is not a date of any month")


def with_year(text: str, year: str, calendar: Calendar) -> Days:
    """Read a date without a year by the year in another column.

    Examples
    --------
    >>> with_year("12월 31일", "2023", Calendar())[:2], with_year("4 July", "2017", Calendar())[:2]
    ((datetime.date(2023, 12, 31), 'day'), (datetime.date(2017, 7, 4), 'day'))
    """
    known = _YEAR.fullmatch(without_era(year)[0])
    if known:
        for whole in (
            f"{known[1]}. {text}",
            *(f"{known[1]}{word}{text}" for word in YEAR_WORDS),
            f"{text} {known[1]}",
            f"{text}, {known[1]}",
        ):
            days = calendar.days(whole)
            if days.first is not None:
                return days
    return Days(None, None, None, "has no year")


def _month(text: str) -> int | None:
    number = _NUMBER.fullmatch(text)
    if number:
        return int(number[1]) if 0 < int(number[1]) <= 12 else None
    return MONTHS.get(text.casefold().rstrip("."))
