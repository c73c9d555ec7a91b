"""Read the dates of one column; the order of day and month is decided for the column, not for each cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from geo.reference.clocks import timestamp
from geo.reference.written_dates import NOT_A_DATE, day_of_timestamp, read_timestamp
from geo.text.instants import day_of_moment

from .values import cell_text

__all__ = ["NOT_A_DATE", "Calendar", "calendar"]

_LONGEST = 100
"""Number of characters of a cell that are read; longer texts are sentences."""
_FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2((?:1[5-9]|20)\d\d)")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-](?:\d{1,2}|[A-Za-z]{3,9})[/.-]\d{2}|\d{1,2} [A-Za-z]{3,9} \d{2}")
_SERIAL = re.compile(r"[1-7]\d{4}(?:\.\d+)?")


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
    """

    order: Mapping[str, str] = field(default_factory=dict)
    serial: date = date(1899, 12, 30)
    taken: bool = False

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
        if isinstance(value, bool):
            return None, None, NOT_A_DATE
        return self._text(cell_text(value))

    def _text(self, text: str) -> tuple[date | None, str | None, str]:
        written = timestamp(unicodedata.normalize("NFKC", text[:_LONGEST]).strip())
        day, precision, why = self._day_text(written.day or text)
        return day_of_timestamp(written, day, precision) if day else (None, None, why)

    def _day_text(self, text: str) -> tuple[date | None, str | None, str]:
        figures = _FIGURES.fullmatch(text)
        if figures:
            return self._figures(int(figures[1]), figures[2], int(figures[3]), int(figures[4]))
        if _SERIAL.fullmatch(text):
            return self.serial + timedelta(days=int(float(text))), "day", ""
        if _SHORT_YEAR.fullmatch(text):
            return None, None, "has a year of two digits"
        return read_timestamp(text)

    def _figures(self, a: int, mark: str, b: int, year: int) -> tuple[date | None, str | None, str]:
        days = [d for d in (_day(year, b, a), _day(year, a, b)) if d]
        if len(days) == 2 and days[0] != days[1]:
            # With points as separators the day comes first, unless the column says otherwise.
            order = self.order.get(mark, "day" if mark == "." and mark not in self.order else "")
            if not order:
                return None, None, f"is ambiguous, {min(days)} or {max(days)}"
            return days[order == "month"], "day", ""
        return (days[0], "day", "") if days else (None, None, NOT_A_DATE)


def calendar(values: Iterable[Any], serial: date = date(1899, 12, 30)) -> Calendar:
    """Find out from all cells of a column how it writes its dates.

    A cell that is a date in one order only decides for all cells with the same separator. Where cells contradict
    each other, the order stays open.

    Parameters
    ----------
    values : iterable
        All cells of the column.
    serial : datetime.date
        Day 0 of dates written as numbers.

    Examples
    --------
    >>> calendar(["11/20/2024", "3/4/2024"]).order, calendar(["11/20/2024", "20/11/2024"]).order
    ({'/': 'month'}, {'/': ''})
    """
    firsts: dict[str, set[str]] = {}
    real: list[int] = []
    for value in values:
        if isinstance(value, date):
            real.append(value.day)
            continue
        found = (
            _FIGURES.fullmatch(timestamp(value.strip()[:_LONGEST]).day) if isinstance(value, str) else None
        )
        if found:
            first, second, year = int(found[1]), int(found[3]), int(found[4])
            fits = {"day": _day(year, second, first), "month": _day(year, first, second)}
            possible = [order for order, day in fits.items() if day]
            if len(possible) == 1:
                firsts.setdefault(found[2], set()).add(possible[0])
    order = {mark: min(which) if len(which) == 1 else "" for mark, which in firsts.items()}
    taken = bool(real) and max(real) <= 12 and "day" in order.values()
    return Calendar(order, serial, taken)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
