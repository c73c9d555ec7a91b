"""Dates in sentences: the formats of each language, and the reader that tries those of several languages at once.

The formats are in the language packs (:mod:`geo.languages`); each resolves what it matches with the functions of
:mod:`geo.text.date_resolution`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from .date_resolution import Counted, Resolved, Written, month_day, whole

__all__ = ["NOTHING", "DateForm", "DateFound", "DateReader", "Dates"]

_AHEAD = 30
"""Number of days by which a date may be after its article where the words before it are about the future."""


NOTHING = "\uffff(?!)"
"""A pattern that matches nothing, and is searched at once, since it begins with a character that no text has."""

Alternatives = tuple[re.Pattern[str], dict[int, tuple["DateForm", str]]]
"""A pattern of several forms; and by group number the form, with the prefix of its group names."""

_GROUP = re.compile(r"([(][?]P[<=])(?=\w)")
"""Definition of a named group in a pattern, or a reference to one."""


class DateFound(NamedTuple):
    """A date expression with offsets, date, precision, and the rule that resolved it or the reason why none did."""

    start: int
    end: int
    date: date | None
    precision: str | None
    rule: str


@dataclass(frozen=True, slots=True, eq=False)
class DateForm:
    """One date format of a language.

    Attributes
    ----------
    pattern : str
        Source of a regular expression; group names need to be unique only within the form.
    read : callable
        Resolves the expression (:class:`Written`) against the reference days (:class:`Counted`).
    backed : callable, optional
        Whether the words around the expression allow it to be a date.
    last : bool
        Whether to try it only after the other forms of all languages.
    """

    pattern: str
    read: Callable[[Written, Counted], Resolved]
    backed: Callable[[Written], bool] | None = None
    last: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Dates:
    """The date formats of a language.

    Attributes
    ----------
    forms : tuple of DateForm
        In the order in which they are tried, at digits and at ``starts``.
    starts : tuple of str
        Beginnings of those forms that do not begin with a digit.
    worded : tuple of DateForm
        Forms that may begin with any word; searched only in text that has one of ``marks``.
    marks : tuple of str
        Words of which one must be in the text.
    named_days : mapping of str to (int, int)
        Holidays used as dates, with month and day; searched only in text that has one of ``marks``.
    on_day : str
        Pattern right before a holiday that dates an event.
    future : str
        Pattern of words about the future.
    """

    forms: tuple[DateForm, ...] = ()
    starts: tuple[str, ...] = ()
    worded: tuple[DateForm, ...] = ()
    marks: tuple[str, ...] = ()
    named_days: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    on_day: str = ""
    future: str = ""


class DateReader:
    """Reads dates of several languages in one pass.

    Parameters
    ----------
    dates : sequence of Dates
        One per language.

    Examples
    --------
    >>> reader = DateReader([])
    >>> [str(found.date) for found in reader.find("2024-11-20 and 2024-13-01", None)]
    ['2024-11-20', 'None']
    """

    def __init__(self, dates: Sequence[Dates]) -> None:
        self._at_figure = _tried(dates)
        by_letter: dict[str, list[Dates]] = {}
        for one in dates:
            for letter in dict.fromkeys(start[0] for start in one.starts):
                by_letter.setdefault(letter, []).append(one)
        shared = {tuple(map(id, those)): _tried(those) for those in by_letter.values()}
        self._at_letter = {letter: shared[tuple(map(id, those))] for letter, those in by_letter.items()}
        self._anchor = _anchor([start for one in dates for start in one.starts])
        self._days = {name: day for one in dates for name, day in one.named_days.items()}
        worded = [form for one in dates for form in one.worded]
        if self._days:
            worded.append(self._named())
        self._worded, self._worded_forms = _alternatives(worded)
        self._marks = tuple(dict.fromkeys(mark for one in dates for mark in one.marks))
        self._on_day = _any([one.on_day for one in dates])
        self._future = _any([one.future for one in dates])

    def find(
        self, text: str, base: date | None, start: int = 0, end: int | None = None, before: date | None = None
    ) -> Iterator[DateFound]:
        """Date expressions of a part of a text, in order.

        Parameters
        ----------
        text : str
        base : datetime.date or None
            The article's date.
        start, end : int
            Offsets of the part, in code points.
        before : datetime.date, optional
            The last date before the part, from which "the next day" counts.

        Yields
        ------
        DateFound
        """
        stop = len(text) if end is None else end
        for written, form in sorted(self._matches(text, start, stop), key=lambda pair: pair[0].start):
            soon = self._future.search(text, max(0, written.start - 60), written.start)
            day, precision, rule = form.read(written, Counted(base, before, _AHEAD if soon else 1))
            before = day or before
            yield DateFound(written.start, written.end, day, precision, rule)

    def _matches(self, text: str, start: int, end: int) -> Iterator[tuple[Written, DateForm]]:
        """Date expressions of a part of a text with their forms, not yet in order."""
        past = start
        for anchor in self._anchor.finditer(text, start, end):
            if anchor.start() < past:
                continue
            date_, forms = self._at_letter.get(text[anchor.start()], self._at_figure)
            match = date_.match(text, anchor.start(), end)
            if match:
                form, prefix = forms[match.lastindex or 0]
                written = Written(match, prefix)
                if form.backed is None or form.backed(written):
                    past = match.end()
                    yield written, form
        if self._worded_forms and any(text.find(mark, start, end) >= 0 for mark in self._marks):
            for match in self._worded.finditer(text, start, end):
                form, prefix = self._worded_forms[match.lastindex or 0]
                written = Written(match, prefix)
                if form.backed is None or form.backed(written):
                    yield written, form

    def _named(self) -> DateForm:
        """One form for the holidays of all languages."""
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
    """One pattern with several alternatives; it matches nothing where there are none."""
    return re.compile("|".join(filter(None, patterns)) or NOTHING)


def _tried(dates: Sequence[Dates]) -> Alternatives:
    """The forms of several languages in the order in which they are tried."""
    forms = [form for one in dates for form in one.forms]
    return _alternatives([_ISO, *(f for f in forms if not f.last), *(f for f in forms if f.last)])


def _alternatives(forms: Sequence[DateForm]) -> Alternatives:
    """One pattern with the forms as alternatives; and by group number the form with the prefix of its group names.

    The prefix makes the group names of each form unique. The group of the form that matched is the last to close,
    so that ``lastindex`` of a match gives the form.
    """
    apart = [_GROUP.sub(rf"\1f{number}_", form.pattern) for number, form in enumerate(forms)]
    pattern = re.compile("|".join(f"(?P<f{number}>{source})" for number, source in enumerate(apart)))
    return pattern, {
        pattern.groupindex[f"f{number}"]: (form, f"f{number}_") for number, form in enumerate(forms)
    }


def _anchor(starts: Sequence[str]) -> re.Pattern[str]:
    """Pattern for the positions where a date may begin; the forms are tried there only."""
    letters = "".join(sorted({start[0] for start in starts}))
    single = "".join(sorted({start for start in starts if len(start) == 1}))
    longer: dict[str, list[str]] = {}
    for start in starts:
        if len(start) > 1:
            longer.setdefault(start[0], []).append(start[1:])
    rest = [f"(?<=[0-9{single}])", *(f"(?<={one})(?:{'|'.join(ends)})" for one, ends in longer.items())]
    # Begins with a class of characters, which is searched several times as fast as a condition.
    return re.compile(rf"[0-9{letters}](?<![A-Za-z0-9].)(?:{'|'.join(rest)})")


_ISO = DateForm(
    r"(?P<y>(?:19|20)\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)",
    lambda w, _: whole(int(w["y"]), int(w["m"]), int(w["d"])),
)
"""Dates in digits only, which belong to no language."""
