"""Resolving date expressions: the arithmetic of days, months and weekdays against the date of the article.

A date without a year is the latest one up to the day after the article, or up to a month later where the words
before it are about the future. A weekday is the latest one up to and including the article's day. Without an
article date neither can be resolved; the result then has no date, and its rule gives the reason.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

__all__ = [
    "Counted",
    "Resolved",
    "Written",
    "day_of_month",
    "days_back",
    "end_of_last_month",
    "following_day",
    "further_day",
    "month_alone",
    "month_day",
    "read_date",
    "read_month",
    "read_month_day",
    "read_year",
    "relative_month",
    "same_day",
    "weekday",
    "weekday_in_week",
    "whole",
]  # fmt: skip

_TO = ("~", "∼", "〜", "–")
"""Marks between the first and the last day of a time."""

Resolved = tuple[date | None, str | None, str]
"""A date, its precision (day, month, year) and the rule; or None, None and the reason."""


class Counted(NamedTuple):
    """The reference days of a date expression.

    Attributes
    ----------
    base : datetime.date or None
        The article's date.
    before : datetime.date or None
        The date before it in the text.
    ahead : int
        Number of days by which a date may be after ``base``.
    """

    base: date | None
    before: date | None
    ahead: int


class Written:
    """A date expression in a text: the groups of its form's pattern, and the text around it."""

    __slots__ = ("_match", "_prefix", "end", "start", "text")

    def __init__(self, match: re.Match[str], prefix: str) -> None:
        self._match, self._prefix = match, prefix
        self.text, self.start, self.end = match.string, match.start(), match.end()

    def __getitem__(self, group: str) -> str:
        """The text matched by a group of the form's pattern; empty where it did not match."""
        return self._match[self._prefix + group] or ""

    def lead(self, width: int) -> str:
        """Up to ``width`` characters before the expression."""
        return self.text[max(0, self.start - width) : self.start]


def whole(year: int, month: int, day: int) -> Resolved:
    """Resolve a date with day, month and year.

    Examples
    --------
    >>> whole(2024, 11, 20)[1:], whole(2024, 2, 30)[2]
    (('day', 'date-written-out'), 'no such day: 2024-02-30')
    """
    try:
        return date(year, month, day), "day", "date-written-out"
    except ValueError:
        return None, None, f"no such day: {year}-{month:02d}-{day:02d}"


def read_date(written: Written, _: Counted) -> Resolved:
    """Resolve a form with the groups ``year``, ``month`` and ``day`` in digits."""
    return whole(int(written["year"]), int(written["month"]), int(written["day"]))


def read_month_day(written: Written, counted: Counted) -> Resolved:
    """Resolve a form with the groups ``month`` and ``day`` in digits."""
    month, day = int(written["month"]), int(written["day"])
    if counted.before and written.lead(2).rstrip().endswith(
        _TO
    ):  # "11.22.~12.1.": the end follows the beginning
        year = counted.before.year + ((month, day) < (counted.before.month, counted.before.day))
        return whole(year, month, day)
    return month_day(month, day, "", counted)


def read_month(written: Written, _: Counted) -> Resolved:
    """Resolve a form with the groups ``year`` and ``month`` in digits."""
    month = int(written["month"])
    if 0 < month < 13:
        return date(int(written["year"]), month, 1), "month", "month-named"
    return None, None, f"no such month: {month}"


def read_year(written: Written, _: Counted) -> Resolved:
    """Resolve a form with the group ``year`` in digits."""
    return date(int(written["year"]), 1, 1), "year", "year-named"


def month_alone(month: int, counted: Counted) -> Resolved:
    """Resolve a month without a year to the latest one up to that of the article.

    Examples
    --------
    >>> str(month_alone(12, Counted(date(2024, 11, 20), None, 1))[0])
    '2023-12-01'
    """
    if counted.base is None:
        return None, None, "no article date to take the year from"
    return date(counted.base.year - (month > counted.base.month), month, 1), "month", "month-of-article-year"


def month_day(month: int, day: int, year: str, counted: Counted, rule: str = "month-and-day") -> Resolved:
    """Resolve a month and day; without a year to the latest such day allowed by ``counted``.

    Examples
    --------
    >>> counted = Counted(date(2024, 11, 20), None, 1)
    >>> str(month_day(12, 1, "", counted)[0]), str(month_day(12, 1, "2024", counted)[0])
    ('2023-12-01', '2024-12-01')
    """
    if year:
        return whole(int(year), month, day)
    base = counted.base
    if base is None:
        return None, None, "no article date to take the year from"
    for candidate in (base.year + 1, base.year, base.year - 1, base.year - 2, base.year - 3, base.year - 4):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue  # February 29, or no valid day
        if (found - base).days <= counted.ahead:
            return found, "day", rule
    return None, None, f"no such day: {month:02d}-{day:02d}"


def weekday(number: int, base: date | None, *, last: bool = False) -> Resolved:
    """Resolve a weekday (Monday is 0) to the latest one up to ``base``, or before it with ``last``.

    Examples
    --------
    >>> str(weekday(1, date(2024, 11, 20))[0]), str(weekday(2, date(2024, 11, 20), last=True)[0])
    ('2024-11-19', '2024-11-13')
    """
    if base is None:
        return None, None, "no article date to count the weekday from"
    back = (base.weekday() - number) % 7
    if last and back == 0:
        back = 7
    return base - timedelta(days=back), "day", "weekday"


def weekday_in_week(number: int, base: date | None, weeks: int) -> Resolved:
    """Resolve a weekday (Monday is 0) of a week that is counted from that of ``base``: -1 is the week before.

    Examples
    --------
    >>> str(weekday_in_week(3, date(2024, 11, 21), -1)[0])
    '2024-11-14'
    """
    if base is None:
        return None, None, "no article date to count the week from"
    monday = base - timedelta(days=base.weekday())
    return monday + timedelta(days=number + 7 * weeks), "day", "weekday-of-week"


def relative_month(back: int, base: date | None) -> Resolved:
    """Resolve "last month" (``back`` is 1) and "this month" (0) against the month of ``base``.

    Examples
    --------
    >>> str(relative_month(1, date(2024, 1, 31))[0])
    '2023-12-01'
    """
    if base is None:
        return None, None, "no article date to count the month from"
    count = base.year * 12 + base.month - 1 - back
    return date(count // 12, count % 12 + 1, 1), "month", "relative-month"


def end_of_last_month(day: date) -> date:
    """The last day of the month before that of a day.

    Examples
    --------
    >>> str(end_of_last_month(date(2024, 3, 20)))
    '2024-02-29'
    """
    return day.replace(day=1) - timedelta(days=1)


def day_of_month(day: int, base: date | None) -> Resolved:
    """Resolve a day without a month to the latest one up to ``base``.

    Examples
    --------
    >>> str(day_of_month(28, date(2024, 11, 20))[0])
    '2024-10-28'
    """
    if base is None:
        return None, None, "no article date to take the month from"
    at = base
    for _ in range(3):
        try:
            found = at.replace(day=day)
        except ValueError:
            found = None  # the month has no such day
        if found and found <= base:
            return found, "day", "day-of-month"
        at = end_of_last_month(at)
    return None, None, f"no such day: {day}"


def further_day(
    written: Written, counted: Counted, joined: re.Pattern[str], base: date | None = None
) -> Resolved:
    """Resolve a day without a month: to the month of the date before it where a list or span joins the two.

    Parameters
    ----------
    written : Written
        With the group ``day``.
    counted : Counted
    joined : re.Pattern
        The end of what stands before the day in such a list ("8日和").
    base : datetime.date, optional
        For any other day, which is the latest one up to it; the article's date by default.
    """
    before, day = counted.before, int(written["day"])
    if before and day >= before.day and joined.search(written.lead(9)):
        return whole(before.year, before.month, day)
    return day_of_month(day, base or counted.base)


def days_back(days: int, base: date | None, rule: str = "relative-day") -> Resolved:
    """Resolve to a number of days before ``base``.

    Examples
    --------
    >>> str(days_back(1, date(2024, 11, 20))[0])
    '2024-11-19'
    """
    if base is None:
        return None, None, "no article date to count from"
    return base - timedelta(days=days), "day", rule


def same_day(day: date | None, missing: str = "no day before it") -> Resolved:
    """Resolve to the date before in the text, where there is one.

    Examples
    --------
    >>> same_day(None)
    (None, None, 'no day before it')
    """
    return (day, "day", "same-day") if day else (None, None, missing)


def following_day(before: date | None, days: int = 1, rule: str = "next-day") -> Resolved:
    """Resolve to a number of days after the date before in the text, where there is one.

    Examples
    --------
    >>> str(following_day(date(2024, 11, 20))[0])
    '2024-11-21'
    """
    return (before + timedelta(days=days), "day", rule) if before else (None, None, "no day before it")
