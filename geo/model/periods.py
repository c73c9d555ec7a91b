"""Dates known to the day, month or year: how they are written, and the days that they may mean."""

from __future__ import annotations

import calendar
from datetime import date

__all__ = ["shown_day", "span_of"]

_LETTERS = {"month": 7, "year": 4}


def shown_day(day: date | None, precision: str | None) -> str:
    """Return a date as text, as precisely as it is known; empty for None.

    Examples
    --------
    >>> opened = date(2024, 12, 1)
    >>> shown_day(opened, "day"), shown_day(opened, "month"), shown_day(opened, "year"), shown_day(None, None)
    ('2024-12-01', '2024-12', '2024', '')
    """
    return day.isoformat()[: _LETTERS.get(precision or "", 10)] if day else ""


def span_of(day: date, precision: str | None) -> tuple[date, date]:
    """Return the first and last day that a date may mean.

    Examples
    --------
    >>> [str(day) for day in span_of(date(2024, 2, 28), "month")]
    ['2024-02-01', '2024-02-29']
    """
    if precision == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if precision == "year":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    return day, day
