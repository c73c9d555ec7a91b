"""Read the dates of one column; the order of day and month is decided for the column, not for each cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from geo.reference.clocks import timestamp
from geo.reference.written_dates import NOT_A_DATE, day_of_timestamp, read_timestamp, without_era
from geo.reference.written_spans import Days, last_day, read_days
from geo.text.instants import day_of_moment

from .short_years import ShortYears, short_years
from .values import cell_text

__all__ = ["NOT_A_DATE", "Calendar", "Days", "calendar", "last_day"]

_LONGEST = 100
"""Number of characters of a cell that are read; longer texts are sentences."""
_FIGURES = re.compile(r"(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?((?:1[5-9]|20)\d\d)")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LIKE_YEARS = (1500.0, 2100.0)
"""Numbers between them may be a year and month written as 2024.10, which as a number is 2024.1."""
_QUOTED = re.compile(r"^['’‘`](?=\d{4}(?!\d))")
_SERIAL = re.compile(r"[1-7]\d{4}(?:\.\d+)?")
_ORDER = re.compile(r"\b(d{1,2}|m{1,2})(?P<mark>[/.-])(?:d{1,2}|m{1,2})(?P=mark)y{2,4}\b", re.IGNORECASE)
_REMEMBERED = 50_000
_YEARS = re.compile(r"((?:1[5-9]|20)\d\d)[-/](\d\d)")


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a column writes its dates.

    Attributes
    ----------
    order : mapping of str to str
        Separator (``/``, ``.`` or ``-``) -> ``"day"`` or ``"month"``, whichever comes first; empty where cells
        contradict each other, no entry where no cell decides.
    serial : datetime.date
        Day 0 of dates written as numbers.
    taken : bool
        Whether the spreadsheet has probably exchanged day and month: the column has texts with the day first
        and real dates, none of which is after the 12th of a month.
    short : ShortYears
        How it writes years of two digits.
    years : bool
        Whether it has spans of two years such as ``2018-19``, so that ``2011-12`` need not be a month.
    """

    order: Mapping[str, str] = field(default_factory=dict)
    serial: date = date(1899, 12, 30)
    taken: bool = False
    short: ShortYears = field(default_factory=ShortYears)
    years: bool = False
    _known: dict[str, Days] = field(default_factory=dict, init=False, repr=False, compare=False)

    def read(self, value: Any) -> tuple[date | None, str | None, str]:
        """Read the date of a cell.

        Parameters
        ----------
        value : any
            A cell as its format has it: date, number or text.

        Returns
        -------
        day : datetime.date or None
        precision : {"day", "month", "year"} or None
        why : str
            Why the cell has no date; empty where it has one.

        Examples
        --------
        >>> calendar(["3/4/2024", "20/4/2024"]).read("3/4/2024")
        (datetime.date(2024, 4, 3), 'day', '')
        >>> Calendar().read("3/4/2024")[2]
        'is ambiguous, 2024-03-04 or 2024-04-03'
        >>> Calendar().read("2024-10-30T22:11:00Z")
        (datetime.date(2024, 10, 31), 'day', '')
        """
        known = self._real(value)
        return known if known is not None else self._text(_normal(value))

    def days(self, value: Any) -> Days:
        """Read the first and the last day that a cell names.

        Parameters
        ----------
        value : any
            A cell as its format has it.

        Examples
        --------
        >>> calendar(["13/4/2024", "3/4/2024 - 5/4/2024"]).days("3/4/2024 - 5/4/2024")
        Days(first=datetime.date(2024, 4, 3), precision='day', last=datetime.date(2024, 4, 5), why='')
        """
        if type(value) is str:  # most days of a large table occur many times
            days = self._known.get(value)
            if days is None:
                days = read_days(_normal(value), self._text)
                if len(self._known) < _REMEMBERED:
                    self._known[value] = days
            return days
        known = self._real(value)
        return (
            Days(known[0], known[1], None, known[2])
            if known is not None
            else read_days(_normal(value), self._text)
        )

    def _real(self, value: Any) -> tuple[date | None, str | None, str] | None:
        """The date of a cell that is one in its format; None for texts and numbers."""
        zoned = isinstance(value, datetime) and value.tzinfo is not None
        if isinstance(value, datetime):
            value = day_of_moment(value)
        if isinstance(value, date):
            if self.taken and not zoned:
                return (
                    None,
                    None,
                    "may have day and month exchanged by the spreadsheet, as other cells have the day first",
                )
            return value, "day", ""
        if isinstance(value, float) and _LIKE_YEARS[0] < value < _LIKE_YEARS[1] and not value.is_integer():
            return None, None, "is a number, in which January and October are the same"
        return (None, None, NOT_A_DATE) if isinstance(value, bool) else None

    def _text(self, text: str) -> tuple[date | None, str | None, str]:
        if len(text) > _LONGEST or not any(map(str.isdigit, text)):
            return None, None, NOT_A_DATE
        if _ISO.fullmatch(text):
            return read_timestamp(text)
        text, why = without_era(text)
        if why:
            return None, None, why
        written = timestamp(text)
        day, precision, why = self._day(written.day)
        if why != NOT_A_DATE:
            return day_of_timestamp(written, day, precision) if day else (None, None, why)
        return read_timestamp(text)

    def _day(self, text: str) -> tuple[date | None, str | None, str]:
        """A date in a notation that the column decides; not a date for all others."""
        figures = _FIGURES.fullmatch(text)
        if figures:
            return self._figures(int(figures[1]), figures[2], int(figures[3]), int(figures[4]))
        if _SERIAL.fullmatch(text):
            return self.serial + timedelta(days=int(float(text))), "day", ""
        years = _YEARS.fullmatch(text) if self.years else None
        if years and int(years[2]) <= 12 and int(years[2]) == (int(years[1]) + 1) % 100:
            return (
                None,
                None,
                f"is ambiguous, {years[1]}-{years[2]} or the years {years[1]} to {int(years[1]) + 1}",
            )
        return self.short.read(text) or (None, None, NOT_A_DATE)

    def _figures(self, a: int, mark: str, b: int, year: int) -> tuple[date | None, str | None, str]:
        days = [d for d in (_day(year, b, a), _day(year, a, b)) if d]
        if len(days) == 2 and days[0] != days[1]:
            # With points as separators the day comes first, unless the column says otherwise.
            order = self.order.get(mark, "day" if mark == "." and mark not in self.order else "")
            if not order:
                return None, None, f"is ambiguous, {min(days)} or {max(days)}"
            return days[order == "month"], "day", ""
        return (days[0], "day", "") if days else (None, None, "is not a date of any month")


def calendar(values: Iterable[Any], serial: date = date(1899, 12, 30), heading: str = "") -> Calendar:
    """Find out from all cells of a column how it writes its dates.

    A cell that is a date in one order only decides for all cells with the same separator. Where cells contradict
    each other, the order stays open.

    Parameters
    ----------
    values : iterable
        All cells of the column.
    serial : datetime.date
        Day 0 of dates written as numbers.
    heading : str
        Name of the column; where it says the order, as in "Date (DD/MM/YYYY)", that counts unless a cell contradicts.

    Examples
    --------
    >>> calendar(["11/20/2024", "3/4/2024"]).order, calendar(["11/20/2024", "20/11/2024"]).order
    ({'/': 'month'}, {'/': ''})
    >>> calendar(["3/4/2024"], heading="Date (DD/MM/YYYY)").order
    {'/': 'day'}
    """
    firsts: dict[str, set[str]] = {}
    real: list[int] = []
    texts: list[str] = []
    for value in values:
        if isinstance(value, date):
            real.append(value.day)
            continue
        if not isinstance(value, str):
            continue
        text = timestamp(_normal(value)[:_LONGEST]).day
        texts.append(text)
        for found in _FIGURES.finditer(text):  # spans have two
            first, second, year = int(found[1]), int(found[3]), int(found[4])
            fits = {"day": _day(year, second, first), "month": _day(year, first, second)}
            possible = [order for order, day in fits.items() if day]
            if len(possible) == 1:
                firsts.setdefault(found[2], set()).add(possible[0])
    said = _ORDER.search(heading)
    if said:
        firsts.setdefault(said["mark"], set()).add("day" if said[1][0] in "dD" else "month")
    order = {mark: min(which) if len(which) == 1 else "" for mark, which in firsts.items()}
    taken = bool(real) and max(real) <= 12 and "day" in order.values()
    return Calendar(order, serial, taken, short_years(texts), any(map(_is_two_years, texts)))


def _is_two_years(text: str) -> bool:
    """Whether a text is two years and cannot be a month: "2018-19"."""
    found = _YEARS.fullmatch(text)
    return found is not None and int(found[2]) > 12 and int(found[2]) == (int(found[1]) + 1) % 100


def _normal(value: Any) -> str:
    """A cell as text; the quotation mark by which spreadsheets keep a text from becoming a date is left out."""
    return _QUOTED.sub("", unicodedata.normalize("NFKC", cell_text(value)).strip())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
