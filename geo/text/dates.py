"""Days, months and years in a sentence, resolved against the article's own date.

A date without year is the latest one up to the article's day, or up to a month ahead where the words before it
speak of the future; a weekday is the latest one up to and including the article's day. Without an article date
neither is known, and the answer says so instead of guessing.

How a language writes dates is in its pack (:mod:`geo.languages`); here is the arithmetic, and the reader that
tries the forms of several languages at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

__all__ = [
    "Counted", "DateForm", "DateFound", "DateReader", "Dates", "Resolved", "Written", "day_of_month", "days_back",
    "following_day", "month_day", "read_date", "read_month", "read_month_day", "same_day", "weekday", "whole",
]  # fmt: skip

Resolved = tuple[date | None, str | None, str]
"""A date, its precision (day, month, year), and the rule; or None, None and the reason why not."""

_AHEAD = 30
"""Days that a date may lie ahead of its article where the words before it speak of the future."""


_GROUP = re.compile(r"([(][?]P[<=])(?=\w)")
"""Where a pattern names a group, or refers to it."""


class DateFound(NamedTuple):
    """A date expression, what it resolves to, how precisely, and the rule or the reason why not."""

    start: int
    end: int
    date: date | None
    precision: str | None
    rule: str


class Counted(NamedTuple):
    """What days are counted from.

    Attributes
    ----------
    base : datetime.date or None
        The article's date.
    before : datetime.date or None
        The day that the text gave last.
    ahead : int
        How many days after ``base`` a date may lie.
    """

    base: date | None
    before: date | None
    ahead: int


class Written:
    """A date as it stands in a text: the groups of its form's pattern, and the text around it."""

    __slots__ = ("_match", "_prefix", "end", "start", "text")

    def __init__(self, match: re.Match[str], prefix: str) -> None:
        self._match, self._prefix = match, prefix
        self.text, self.start, self.end = match.string, match.start(), match.end()

    def __getitem__(self, group: str) -> str:
        """What a group of the form's pattern matched; empty where it took no part."""
        return self._match[self._prefix + group] or ""

    def lead(self, width: int) -> str:
        """So many characters before it."""
        return self.text[max(0, self.start - width) : self.start]


@dataclass(frozen=True, slots=True, eq=False)
class DateForm:
    """One way in which a language writes a date.

    Attributes
    ----------
    pattern : str
        Source of a regular expression; names of groups need only differ within the form.
    read : callable
        From what is written, and from what days are counted, to the date.
    backed : callable, optional
        Whether the words around it let it be a date.
    last : bool
        Tried where no other form of any language fits.
    """

    pattern: str
    read: Callable[[Written, Counted], Resolved]
    backed: Callable[[Written], bool] | None = None
    last: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Dates:
    """How a language writes dates.

    Attributes
    ----------
    forms : tuple of DateForm
        In the order in which they are tried, at figures and at ``starts``.
    starts : tuple of str
        How these forms begin, where with no figure.
    worded : tuple of DateForm
        Forms that begin with any word, looked for only in a stretch that has one of ``marks``.
    marks : tuple of str
    named_days : mapping of str to (int, int)
        Days that reports name instead of dating, as month and day; they need one of ``marks``, too.
    on_day : str
        Pattern of what stands right before a named day on which something happens.
    future : str
        Pattern of words that speak of the future.
    """

    forms: tuple[DateForm, ...] = ()
    starts: tuple[str, ...] = ()
    worded: tuple[DateForm, ...] = ()
    marks: tuple[str, ...] = ()
    named_days: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    on_day: str = ""
    future: str = ""


class DateReader:
    """Reads the dates of several languages in one pass.

    Parameters
    ----------
    dates : sequence of Dates
        One a language.

    Examples
    --------
    >>> reader = DateReader([])
    >>> [str(found.date) for found in reader.find("2024-11-20 and 2024-13-01", None)]
    ['2024-11-20', 'None']
    """

    def __init__(self, dates: Sequence[Dates]) -> None:
        forms = [form for one in dates for form in one.forms]
        self._forms = [_ISO, *(f for f in forms if not f.last), *(f for f in forms if f.last)]
        self._date = _alternatives(self._forms)
        self._anchor = _anchor([start for one in dates for start in one.starts])
        self._days = {name: day for one in dates for name, day in one.named_days.items()}
        worded = [form for one in dates for form in one.worded]
        if self._days:
            worded.append(self._named())
        self._worded_forms = worded
        self._worded = _alternatives(worded) if worded else None
        self._marks = tuple(dict.fromkeys(mark for one in dates for mark in one.marks))
        self._on_day = _any([one.on_day for one in dates])
        self._future = _any([one.future for one in dates])

    def find(
        self, text: str, base: date | None, start: int = 0, end: int | None = None, before: date | None = None
    ) -> Iterator[DateFound]:
        """Date expressions of a stretch of text, in order.

        Parameters
        ----------
        text : str
        base : datetime.date or None
            The article's date.
        start, end : int
            The stretch; offsets count code points.
        before : datetime.date, optional
            The day given before the stretch, which "the next day" counts from.
        """
        stop = len(text) if end is None else end
        for written, form in sorted(self._matches(text, start, stop), key=lambda pair: pair[0].start):
            soon = self._future.search(text, max(0, written.start - 60), written.start)
            day, precision, rule = form.read(written, Counted(base, before, _AHEAD if soon else 1))
            before = day or before
            yield DateFound(written.start, written.end, day, precision, rule)

    def _matches(self, text: str, start: int, end: int) -> Iterator[tuple[Written, DateForm]]:
        """Date expressions of a stretch, not yet in order, none inside another."""
        past = start
        for anchor in self._anchor.finditer(text, start, end):
            if anchor.start() < past:
                continue
            match = self._date.match(text, anchor.start(), end)
            if match:
                written, form = _form_of(match, self._forms)
                if form.backed is None or form.backed(written):
                    past = match.end()
                    yield written, form
        if self._worded and any(text.find(mark, start, end) >= 0 for mark in self._marks):
            for match in self._worded.finditer(text, start, end):
                written, form = _form_of(match, self._worded_forms)
                if form.backed is None or form.backed(written):
                    yield written, form

    def _named(self) -> DateForm:
        """The days that have names, in all languages."""
        names = sorted(self._days, key=len, reverse=True)
        return DateForm(
            "|".join(re.escape(name).replace("'", "['’]") for name in names),
            self._read_named,
            lambda w: self._on_day.search(w.text, max(0, w.start - 24), w.start) is not None,
        )

    def _read_named(self, written: Written, day: Counted) -> Resolved:
        month, number = self._days[written.text[written.start : written.end].replace("’", "'")]
        return month_day(month, number, "", day, "named-day")


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    """One pattern for what any of several match; of none, one that matches nothing."""
    return re.compile("|".join(filter(None, patterns)) or "(?!)")


def _alternatives(forms: Sequence[DateForm]) -> re.Pattern[str]:
    """The forms as alternatives, each in a group of its own and the groups within it apart from all others."""
    apart = [_GROUP.sub(rf"\1f{number}_", form.pattern) for number, form in enumerate(forms)]
    return re.compile("|".join(f"(?P<f{number}>{pattern})" for number, pattern in enumerate(apart)))


def _form_of(match: re.Match[str], forms: Sequence[DateForm]) -> tuple[Written, DateForm]:
    """What is written, and the form that it has: the outermost group closes last."""
    name = match.lastgroup or ""
    return Written(match, f"{name}_"), forms[int(name[1:])]


def _anchor(starts: Sequence[str]) -> re.Pattern[str]:
    """Where a date may begin, so that the forms are tried nowhere else."""
    letters = "".join(sorted({start[0] for start in starts}))
    words = [start for start in starts if len(start) > 1]
    single = "".join(start for start in starts if len(start) == 1)
    return re.compile(rf"(?<![A-Za-z0-9])(?=[0-9{letters}])(?:{'|'.join([f'[0-9{single}]', *words])})")


def whole(year: int, month: int, day: int) -> Resolved:
    """A date that is written out.

    Examples
    --------
    >>> whole(2024, 11, 20)[1:], whole(2024, 2, 30)[2]
    (('day', 'date-written-out'), 'no such day: 2024-02-30')
    """
    try:
        return date(year, month, day), "day", "date-written-out"
    except ValueError:
        return None, None, f"no such day: {year}-{month:02d}-{day:02d}"


_ISO = DateForm(
    r"(?P<y>(?:19|20)\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)",
    lambda w, _: whole(int(w["y"]), int(w["m"]), int(w["d"])),
)
"""In figures alone, of no language."""


def read_date(written: Written, _: Counted) -> Resolved:
    """The date of a form with the groups ``year``, ``month`` and ``day`` in figures."""
    return whole(int(written["year"]), int(written["month"]), int(written["day"]))


def read_month_day(written: Written, counted: Counted) -> Resolved:
    """The day of a form with the groups ``month`` and ``day`` in figures."""
    return month_day(int(written["month"]), int(written["day"]), "", counted)


def read_month(written: Written, _: Counted) -> Resolved:
    """The month of a form with the groups ``year`` and ``month`` in figures."""
    month = int(written["month"])
    if 0 < month < 13:
        return date(int(written["year"]), month, 1), "month", "month-named"
    return None, None, f"no such month: {month}"


def month_day(month: int, day: int, year: str, counted: Counted, rule: str = "month-and-day") -> Resolved:
    """A day by month and day; without year the latest one that the article may speak of.

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
            continue  # the 29th of February, or no day at all
        if (found - base).days <= counted.ahead:
            return found, "day", rule
    return None, None, f"no such day: {month:02d}-{day:02d}"


def weekday(number: int, base: date | None, *, last: bool = False) -> Resolved:
    """The latest day with that weekday, Monday 0; with ``last`` before the article's own day.

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


def day_of_month(day: int, base: date | None) -> Resolved:
    """The latest day with that number up to a day.

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
            found = None  # this month is shorter
        if found and found <= base:
            return found, "day", "day-of-month"
        at = at.replace(day=1) - timedelta(days=1)
    return None, None, f"no such day: {day}"


def days_back(days: int, base: date | None, rule: str = "relative-day") -> Resolved:
    """So many days before the article's.

    Examples
    --------
    >>> str(days_back(1, date(2024, 11, 20))[0])
    '2024-11-19'
    """
    if base is None:
        return None, None, "no article date to count from"
    return base - timedelta(days=days), "day", rule


def same_day(day: date | None, missing: str = "no day before it") -> Resolved:
    """The day given before, where there is one.

    Examples
    --------
    >>> same_day(None)
    (None, None, 'no day before it')
    """
    return (day, "day", "same-day") if day else (None, None, missing)


def following_day(before: date | None, days: int = 1, rule: str = "next-day") -> Resolved:
    """So many days after the one given before, where there is one.

    Examples
    --------
    >>> str(following_day(date(2024, 11, 20))[0])
    '2024-11-21'
    """
    return (before + timedelta(days=days), "day", rule) if before else (None, None, "no day before it")
