"""The day of an instant: one rule for tables, articles and options.

The day of an instant is the day that it is in Pyongyang, whatever zone it is written in. Two kinds of values are no
instants, and are the day that they name:

- a time without a zone, which is local;
- midnight to the second, which is what programs write for a day without a time: ``2019-02-22T00:00:00Z``, and
  ``2016-03-10T00:00:00+09:00``, which as an instant would be 23:30 of the day before in Pyongyang.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

__all__ = ["day_of_digits", "day_of_instant", "day_of_moment"]

_HALF = timedelta(hours=8, minutes=30)
_WHOLE = timedelta(hours=9)
#: Spans, in UTC, in which the clocks of Pyongyang were half an hour behind those of Tokyo. A test compares them with
#: the time zone database, which is not read here, as not every system has it.
_LATE = (
    (datetime(1908, 3, 31, 15, 30, tzinfo=UTC), datetime(1911, 12, 31, 15, 30, tzinfo=UTC)),
    (datetime(2015, 8, 14, 15, tzinfo=UTC), datetime(2018, 5, 4, 15, tzinfo=UTC)),
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIGITS = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)([0-2]\d)(?:([0-5]\d)([0-6]\d)?)?")
#: Digits of a number of seconds, milliseconds and microseconds since 1970, and their parts in a second.
_COUNTED = (
    (re.compile(r"-?\d{9,10}(?:\.\d+)?"), 1),
    (re.compile(r"-?\d{11,13}(?:\.\d+)?"), 1_000),
    (re.compile(r"-?\d{15,16}"), 1_000_000),
)


def day_of_moment(moment: datetime) -> date:
    """Return the day of a moment.

    Parameters
    ----------
    moment : datetime.datetime
        With a zone or without.

    Returns
    -------
    datetime.date
        The day in Pyongyang; the day as it is written for a moment without a zone, for midnight, and in the years 1
        and 9999, where it cannot be shifted.

    Examples
    --------
    >>> day_of_moment(datetime(2024, 10, 30, 22, 11, tzinfo=UTC)), day_of_moment(datetime(2024, 10, 30, 22, 11))
    (datetime.date(2024, 10, 31), datetime.date(2024, 10, 30))
    >>> seoul = timezone(timedelta(hours=9))
    >>> [day_of_moment(datetime(year, 5, 14, 0, 15, tzinfo=seoul)) for year in (2017, 2019)]
    [datetime.date(2017, 5, 13), datetime.date(2019, 5, 14)]
    """
    local = moment.tzinfo is None or moment.time().replace(microsecond=0) == time()
    if local or not 1 < moment.year < 9999:
        return moment.date()
    late = any(begin <= moment < end for begin, end in _LATE)
    return moment.astimezone(timezone(_HALF if late else _WHOLE)).date()


def day_of_instant(day: date, clock: timedelta, offset: timedelta | None) -> date:
    """Return the day of an instant that is written as a day, a time of day and a zone.

    Parameters
    ----------
    day : datetime.date
    clock : datetime.timedelta
        Time since midnight; 24 hours is the end of the day.
    offset : datetime.timedelta or None
        Offset of the zone from UTC; None for a local time.

    Examples
    --------
    >>> day_of_instant(date(2019, 2, 22), timedelta(hours=18, minutes=30), timedelta(hours=-5))
    datetime.date(2019, 2, 23)
    """
    if offset is None or not clock or not 1 < day.year < 9999:
        return day
    return day_of_moment(_whole(day, offset) + clock)


def _whole(day: date, offset: timedelta) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone(offset))


def day_of_digits(text: str) -> date | None:
    """Return the day of a timestamp that is digits only.

    Parameters
    ----------
    text : str
        Year, month, day and time (10, 12 or 14 digits), or the time since 1970 in seconds (9 or 10 digits),
        milliseconds (11 to 13) or microseconds (15 or 16).

    Returns
    -------
    datetime.date or None
        None for any other text, and for a time of which there is no such day. A number that can be both is a date:
        as a time since 1970 it would be of 1976, or of the future.

    Examples
    --------
    >>> day_of_digits("20190222233000"), day_of_digits("1550878200"), day_of_digits("1550878200000")
    (datetime.date(2019, 2, 22), datetime.date(2019, 2, 23), datetime.date(2019, 2, 23))
    >>> day_of_digits("38211") is None
    True
    """
    written = _DIGITS.fullmatch(text)
    if written:
        try:
            year, month, day, hour = (int(part) for part in written.groups()[:4])
            return datetime(year, month, day, hour).date()  # noqa: DTZ001 (a local time)
        except ValueError:
            pass
    for form, parts in _COUNTED:
        if form.fullmatch(text):
            try:
                return day_of_moment(_EPOCH + timedelta(seconds=float(text) / parts))
            except OverflowError:
                return None
    return None
