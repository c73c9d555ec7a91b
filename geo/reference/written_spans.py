"""Parse what a table says of a time in place of one date: spans, quarters, seasons, decades, years that are not exact.

The words of each language are in ``date_forms.toml`` of the reference.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from .clocks import WORDS_OF_TIMES
from .written_dates import DATE_FORMS, MONTHS, NOT_A_DATE, YEAR_WORDS, read_timestamp

__all__ = ["Days", "last_day", "read_days"]

ReadDay = Callable[[str], tuple[date | None, str | None, str]]
"""Reads one date: its day, precision, and why it has none."""


class Days(NamedTuple):
    """The days that a text names.

    Attributes
    ----------
    first : datetime.date or None
        The first day.
    precision : {"day", "month", "year"} or None
        How exact first and last day are.
    last : datetime.date or None
        The last day of a span; None where the text names one day, month or year.
    why : str
        Why there is no day; empty where there is one.
    """

    first: date | None
    precision: str | None
    last: date | None = None
    why: str = ""


def _all(name: str, prefix: str = "", suffix: str = "") -> tuple[re.Pattern[str], ...]:
    """The patterns of that name of all languages."""
    several = (one for language in DATE_FORMS.values() for one in language.get(name, ()))
    return tuple(re.compile(f"{prefix}{one}{suffix}", re.IGNORECASE) for one in several)


_ABOUT, _PART, _LIMIT = _all("about"), _all("part"), _all("before_or_after")
_QUARTERS, _HALVES, _DECADES, _SEASONS = _all("quarters"), _all("halves"), _all("decades"), _all("season")
_YEARLESS, _SEVERAL = _all("yearless"), _all("several")
_SEASON_OF = {
    name: number
    for language in DATE_FORMS.values()
    for number, names in enumerate(language.get("seasons", ()))
    for name in names
}
_NUMBERS = {
    name: number
    for language in DATE_FORMS.values()
    for number, names in enumerate(language.get("ordinals", ()), start=1)
    for name in names
}
_WINTER = 3
#: What parts the two ends of a span, the safest first.
_BETWEEN = tuple(
    re.compile(mark, re.IGNORECASE)
    for mark in (
        r" ?(?:[~〜∼～]|\.{2,3}|…| - | [–—] ) ?",
        *(one for language in DATE_FORMS.values() for one in language.get("between", ())),
        r" ?[–—−] ?",
        r" ?/ ?",
        r"-",
    )
)
_ENDS = re.compile(
    "|".join(one for language in DATE_FORMS.values() for one in language.get("ends", ())), re.IGNORECASE
)
_WEEK = re.compile(r"((?:19|20)\d\d)-?W(\d\d)", re.IGNORECASE)
_TWO_YEARS = re.compile(rf"((?:1[5-9]|20)\d\d) ?[-/–—~] ?(\d\d|(?:1[5-9]|20)\d\d) ?[{YEAR_WORDS}]?")
_OF_SPANS = re.compile(
    "|".join(
        ("juche", WORDS_OF_TIMES, *(one for lang in DATE_FORMS.values() for one in lang.get("between", ())))
    ),
    re.IGNORECASE,
)
"""Words that dates and times have besides the names of months."""
_WORD = re.compile(r"[a-z]{3,}")
_NUMBER = re.compile(r"\d+")
_LONGEST = 70
"""Number of characters of the longest span."""
_TOKENS = re.compile(r"\d+|[^\W\d_]+|[\W_]+")


def read_days(text: str, read: ReadDay = read_timestamp) -> Days:
    """Read the days that a text names.

    Parameters
    ----------
    text : str
        Normalised (NFKC), without blanks around it.
    read : callable
        Reads one date as the column writes it.

    Examples
    --------
    >>> read_days("18-20 March 2024")
    Days(first=datetime.date(2024, 3, 18), precision='day', last=datetime.date(2024, 3, 20), why='')
    >>> read_days("Q3 2021")[:3], read_days("mid 2017")[:3]
    ((datetime.date(2021, 7, 1), 'month', datetime.date(2021, 9, 30)), (datetime.date(2017, 1, 1), 'year', None))
    >>> read_days("before 2019").why
    'says only what it was before or after'
    """
    day, precision, why = read(text)
    if day is not None or why != NOT_A_DATE:
        return Days(day, precision, None, why)
    if not any(map(str.isdigit, text)):
        return Days(None, None, None, "has no year" if _has_month(text) else NOT_A_DATE)
    for reader in (_week, _part_of_year, _two_years, _vague, _limit):
        days = reader(text, read)
        if days is not None:
            return days
    span = _span(_ENDS.sub("", text), read)
    if span is None and _has_month(text):
        return Days(None, None, None, "has no year")
    if span is None and _names_several(text, read):
        return Days(None, None, None, "names several dates")
    return span or Days(None, None, None, NOT_A_DATE)


def last_day(first: date, precision: str | None) -> date:
    """Return the last day of the month or year that begins on ``first``; ``first`` itself for a day.

    Examples
    --------
    >>> last_day(date(2024, 2, 1), "month"), last_day(date(2024, 1, 1), "year")
    (datetime.date(2024, 2, 29), datetime.date(2024, 12, 31))
    """
    if precision == "year":
        return date(first.year, 12, 31)
    if precision == "month":
        return date(first.year, first.month, monthrange(first.year, first.month)[1])
    return first


def _months(year: int, first: int, count: int) -> Days:
    """Some months in a row; the last may be in the next year."""
    end = first + count - 1
    last = date(year + (end > 12), (end - 1) % 12 + 1, 1)
    return Days(date(year, first, 1), "month", last_day(last, "month"))


def _week(text: str, _: ReadDay) -> Days | None:
    """A week of ISO 8601, from Monday to Sunday: "2024-W12"."""
    found = _WEEK.fullmatch(text)
    if not found:
        return None
    try:
        first = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None
    return Days(first, "day", first + timedelta(days=6))


def _part_of_year(text: str, _: ReadDay) -> Days | None:
    """A quarter, half, season or decade."""
    for forms, group, months in ((_QUARTERS, "q", 3), (_HALVES, "h", 6)):
        for form in forms:
            found = form.fullmatch(text)
            if found:
                which = found[group].casefold()
                number = _NUMBERS.get(which) or int(which)
                return _months(int(found["y"]), (number - 1) * months + 1, months)
    for form in _DECADES:
        found = form.fullmatch(text)
        if found:
            return Days(date(int(found["y"]), 1, 1), "year", date(int(found["y"]) + 9, 12, 31))
    for form in _SEASONS:
        found = form.fullmatch(text)
        number = _SEASON_OF.get(found["s"].casefold(), -1) if found else -1
        if found and number >= 0:
            return _season(found.groupdict(), number)
    return None


def _season(part: dict[str, str | None], number: int) -> Days | None:
    """A season: three whole months, the first of which are March, June, September and December."""
    year, next_year = int(part["y"] or 0), part.get("z")
    if number == _WINTER:
        if next_year and int(next_year[-2:]) == (year + 1) % 100:
            return _months(year, 12, 3)
        return Days(None, None, None, f"may be the winter before or after the summer of {year}")
    return None if next_year else _months(year, 3 * number + 3, 3)


def _two_years(text: str, _: ReadDay) -> Days | None:
    """Two years, the second of which may have two digits: "2018-19"."""
    found = _TWO_YEARS.fullmatch(text)
    if not found:
        return None
    begin, end = int(found[1]), int(found[2] if len(found[2]) == 4 else found[1][:2] + found[2])
    return Days(date(begin, 1, 1), "year", date(end, 12, 31)) if begin < end else None


def _vague(text: str, read: ReadDay) -> Days | None:
    """A date that is not exact, or a part of a month or year: the whole month or year is meant."""
    for forms in (_PART, _ABOUT):
        for form in forms:
            found = form.fullmatch(text)
            days = read_days(found["Y"].strip(), read) if found else None
            if days is None or days.first is None:
                continue
            if days.precision != "day":
                return days
            if forms is _ABOUT and days.last is None:  # about a day: some day of that month
                return Days(days.first.replace(day=1), "month")
    return None


def _limit(text: str, read: ReadDay) -> Days | None:
    """A date before or after which something was: no day, if the rest is a date."""
    if not any(form.fullmatch(text) for form in _LIMIT) or not re.search(r"\d", text):
        return None
    return _span(_ENDS.sub("", text), read) or Days(None, None, None, "says only what it was before or after")


def _span(text: str, read: ReadDay) -> Days | None:
    """A span with both ends, one of which may leave out what the other says."""
    if len(text) > _LONGEST or not _only_dates(text):
        return None
    for mark in _BETWEEN:
        for found in mark.finditer(text):
            left, right = text[: found.start()].strip(), text[found.end() :].strip()
            days = _both(left, right, read) if left and right else None
            if days is not None:
                return days
    return None


def _only_dates(text: str) -> bool:
    """Whether a text has two numbers or months, and no words but those of dates, so that it is worth parting."""
    words = _WORD.findall(_OF_SPANS.sub(" ", text).casefold())
    return len(_NUMBER.findall(text)) + len(words) > 1 and all(word in MONTHS for word in words)


def _both(left: str, right: str, read: ReadDay) -> Days | None:
    """The days from one date to another; what one of them leaves out is taken from the other."""
    for head, tail in _completions(left, right):
        begin, precision, _ = read(f"{left}{tail}".strip())
        if begin is None:
            continue
        end, end_precision, _ = read(f"{head}{right}".strip())
        if end is None or ((head or tail) and precision != end_precision):
            continue
        last = last_day(end, end_precision)
        if begin <= last:
            coarse = "day" if "day" in (precision, end_precision) else precision
            return Days(begin, coarse, None if begin == last else last)
    return None


def _completions(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Beginnings of the left side for the right one, and ends of the right side for the left one; the shortest first.

    ``18`` and ``20 March 2024``: the left side lacks ``March 2024``. ``2024-03-18`` and ``20``: the right side lacks
    ``2024-03-``.
    """
    heads = ["", *_joined(_TOKENS.findall(left), ends=False)] if len(right) < 20 else [""]
    tails = ["", *_joined(_TOKENS.findall(right), ends=True)] if len(left) < 20 else [""]
    pairs = ((head, tail) for head in heads for tail in tails)
    yield from sorted(pairs, key=lambda pair: len(pair[0]) + len(pair[1]))


def _joined(tokens: list[str], *, ends: bool) -> list[str]:
    """Proper beginnings or ends of a text, cut between its tokens."""
    cuts = range(1, min(len(tokens), 8))
    return ["".join(tokens[cut:] if ends else tokens[:cut]) for cut in cuts]


def _names_several(text: str, read: ReadDay) -> bool:
    """Whether a text names several dates, the last of which is whole."""
    found = next(filter(None, (form.search(text) for form in _SEVERAL)), None)
    return found is not None and read(text[found.end() :].strip())[0] is not None


def _has_month(text: str) -> bool:
    """Whether a text is a date without a year."""
    for form in _YEARLESS:
        found = form.fullmatch(text)
        part = found.groupdict() if found else {}
        if part.get("n", "").casefold() in MONTHS or 0 < int(part.get("m") or 0) <= 12:
            return True
    return False
