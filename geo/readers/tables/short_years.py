"""Dates whose year has two digits: which number is the year is settled by the column, not by each cell.

Two digits are a year of the last hundred years, as tables tell of what has happened. In whole columns only years since
1945 count as evidence: 31 is a day before it is the year 1931.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from geo.reference.written_dates import DATE_FORMS, MONTHS, NOT_A_DATE

__all__ = ["ShortYears", "short_years"]

_SINCE = 1945
_SORTED = 3
"""Number of different dates in ascending or descending order from which the order is evidence."""
_NAMED = "[^\\W\\d_]{3,9}"
#: A notation, the orders of its numbers that are possible, and its pattern. ``quote`` marks a year, as does ``stop``,
#: the point after the last number, which is Korean.
_NOTATIONS: Mapping[str, tuple[tuple[str, ...], re.Pattern[str]]] = {
    "numbers": (
        ("ymd", "dmy", "mdy"),
        re.compile(
            r"(?P<first>['’‘]?)(?P<a>\d{1,2})(?P<sep> ?[/.-] ?)(?P<b>\d{1,2})(?P=sep)(?P<last>['’‘]?)(?P<c>\d{1,2})"
            r"(?P<stop>\.?)"
        ),
    ),
    "name between": (
        ("dny", "ynd"),
        re.compile(
            rf"(?P<first>['’‘]?)(?P<a>\d{{1,2}})[ ./-]{{0,2}}(?P<n>{_NAMED})\.?,?[ /-]?(?P<last>['’‘]?)(?P<c>\d{{1,2}})"
        ),
    ),
    "name first": (
        ("ndy",),
        re.compile(
            rf"(?P<n>{_NAMED})\.?[ /-](?P<a>\d{{1,2}})(?:st|nd|rd|th)?(?:, ?| |/|-)(?P<last>['’‘]?)(?P<c>\d\d)"
        ),
    ),
    "month": (("ny", "nd"), re.compile(rf"(?P<n>{_NAMED})\.?[ /-]?(?P<last>['’‘]?)(?P<c>\d\d)")),
}
#: Notations in which words say which number is the year.
_WORDED = tuple(
    re.compile(form, re.IGNORECASE)
    for language in DATE_FORMS.values()
    for form in language.get("short_years", ())
)
_LETTERS = {"numbers": "abc", "name between": "anc", "name first": "nac", "month": "nc"}


@dataclass(frozen=True, slots=True)
class ShortYears:
    """How a column writes dates with years of two digits.

    Attributes
    ----------
    order : mapping of str to str
        Notation, with its separator -> order of its numbers; no entry where the column does not settle it.
    latest : datetime.date
        The latest day that two digits can mean.
    """

    order: Mapping[str, str] = field(default_factory=dict)
    latest: date = field(default_factory=lambda: datetime.now(UTC).date())

    def read(self, text: str) -> tuple[date | None, str | None, str] | None:
        """Read a date with a year of two digits; None for any other text.

        Examples
        --------
        >>> short_years(["30-May-24", "9-Apr-84"]).read("12-Apr-11")
        (datetime.date(2011, 4, 12), 'day', '')
        >>> ShortYears().read("12-Apr-11")[2]
        'has a year of two digits'
        """
        worded = next(filter(None, (form.fullmatch(text) for form in _WORDED)), None)
        if worded:
            year, month, of_month = (int(worded[part] or 1) for part in "ymd")
            day = _past(year, month, of_month, self.latest)
            return (day, "day" if worded["d"] else "month", "") if day else (None, None, NOT_A_DATE)
        for notation, (_, form) in _NOTATIONS.items():
            found = form.fullmatch(text)
            if found is None or not _month_known(found):
                continue
            orders = _written_orders(notation, found)
            order = orders[0] if len(orders) == 1 else self.order.get(_key(notation, found), "")
            if order not in orders:
                possible = [o for o in orders if _day(found, notation, o, self.latest)]
                return None, None, "has a year of two digits" if possible else NOT_A_DATE
            if order == "nd":
                return None, None, "has no year"
            day = _day(found, notation, order, self.latest)
            return (day, "month" if notation == "month" else "day", "") if day else (None, None, NOT_A_DATE)
        return None


def short_years(cells: Iterable[str], latest: date | None = None) -> ShortYears:
    """Find out from all cells of a column which number is the year.

    An order in which each cell is a day since 1945 is settled where it is the only one, or the only one in which the
    column is sorted.

    Parameters
    ----------
    cells : iterable of str
        Texts of the days, without times.
    latest : datetime.date, optional
        The latest day that two digits can mean; today by default.
    """
    none = ShortYears() if latest is None else ShortYears(latest=latest)
    met: dict[str, list[re.Match[str]]] = {}
    for cell in cells:
        for notation, (_, form) in _NOTATIONS.items():
            found = form.fullmatch(cell)
            if found and _month_known(found):
                met.setdefault(_key(notation, found), []).append(found)
                break
    order = {key: _settled(key.partition(" by ")[0], found, none.latest) for key, found in met.items()}
    if order.get("name between") == "dny" or order.get("name first"):
        order["month"] = "ny"  # months among days with years of two digits
    return ShortYears({k: v for k, v in order.items() if v}, none.latest)


def _settled(notation: str, cells: Sequence[re.Match[str]], latest: date) -> str:
    """The only order that all cells allow; empty where there are several or none."""
    orders = list(_NOTATIONS[notation][0])
    for cell in cells:
        allowed = [o for o in _written_orders(notation, cell) if _plausible(cell, notation, o, latest)]
        if allowed:
            orders = [o for o in orders if o in allowed]
    if len(orders) > 1:
        days = {o: [d for cell in cells if (d := _day(cell, notation, o, latest))] for o in orders}
        ordered = [o for o in orders if _is_sorted(days[o])]
        orders = ordered if len(ordered) == 1 else orders
    return orders[0] if len(orders) == 1 else ""


def _key(notation: str, found: re.Match[str]) -> str:
    """A notation with its separator; each separator has its own order."""
    mark = found.groupdict().get("sep")
    return f"{notation} by {mark.strip()}" if mark else notation


def _is_sorted(days: list[date]) -> bool:
    return len(set(days)) >= _SORTED and days in (sorted(days), sorted(days, reverse=True))


def _written_orders(notation: str, found: re.Match[str]) -> tuple[str, ...]:
    """The orders that a cell itself leaves open: a quotation mark stands before a year, a point after Korean days."""
    part = found.groupdict()
    orders = _NOTATIONS[notation][0]
    if part.get("first") or part.get("stop"):
        return tuple(o for o in orders if o.startswith("y"))
    if part.get("last"):
        return tuple(o for o in orders if o.endswith("y"))
    # A year has two digits.
    whole = {o: o[_LETTERS[notation].index("c")] == "y" and len(found["c"]) < 2 for o in orders}
    first = {o: o.startswith("y") and len(found["a"]) < 2 for o in orders}
    return tuple(o for o in orders if not whole[o] and not first[o])


def _plausible(found: re.Match[str], notation: str, order: str, latest: date) -> bool:
    day = _day(found, notation, order, latest)
    return day is not None and (order == "nd" or day.year >= _SINCE)


def _day(found: re.Match[str], notation: str, order: str, latest: date) -> date | None:
    """The day of a cell in an order; None where there is no such day."""
    value = {part: found[name] for part, name in zip(order, _LETTERS[notation], strict=True)}
    month = MONTHS.get(value["n"].casefold(), 0) if "n" in value else int(value["m"])
    day = int(value.get("d", 1))
    if "y" not in value:
        return _valid(2000, month, day)
    return _past(int(value["y"]), month, day, latest)


def _past(short: int, month: int, day: int, latest: date) -> date | None:
    """The latest such day that is not after ``latest``."""
    late = _valid(2000 + short, month, day)
    return late if late and late <= latest else _valid(1900 + short, month, day)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_known(found: re.Match[str]) -> bool:
    name = found.groupdict().get("n")
    return name is None or name.casefold() in MONTHS
