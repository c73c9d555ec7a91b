"""Sentences about the past: history, and recollections of former leaders. They give no events."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from geo.languages.combined import Patterns
from geo.text.spans import Hit, Text

__all__ = ["Past", "long_past", "ruled", "rules_now"]

# Begins with figures, which are searched many times as fast as a condition on what stands before them.
_YEAR = re.compile(r"(?:19|20)(?<![\d.-]..)\d\d(?![\d-])")
_HISTORY = 2
"""Age in years above which a dated event is history."""
_REACH = 3
"""Number of sentences for which history continues after the sentence that dates it."""


def long_past(day: date | None, base: date | None) -> bool:
    """Whether a day is history for a report of the day ``base``.

    Examples
    --------
    >>> long_past(date(2018, 9, 9), date(2024, 9, 30)), long_past(date(2024, 2, 28), date(2024, 11, 20))
    (True, False)
    """
    return bool(day and base and (base - day).days > 366 * _HISTORY)


def ruled(raw: str, hit: Hit, base: date | None, patterns: Patterns) -> bool:
    """Whether the leader named by a hit was still alive on the day of a report."""
    if hit.term.person == "leader":
        return True
    name = raw[hit.start : hit.end].replace("-", " ")
    died = next((day for start, day in patterns.retrospection.died.items() if name.startswith(start)), None)
    return died is not None and base is not None and base <= died


@lru_cache(maxsize=256)
def rules_now(base: date | None, patterns: Patterns) -> bool:
    """Whether the present leader ruled on a report's day, all former ones being dead; True where it is unknown."""
    return base is None or base > max(patterns.retrospection.died.values(), default=date.min)


def _old(year: int) -> list[str]:
    """First digits of the years that are history for a report of a year; a cheap test before the pattern."""
    if year < 2020:
        return ["18", "19", "20"]
    return ["19", "200", "201", *map(str, range(2020, year - _HISTORY + 1))]


def _with_any(words: Iterable[str], text: Text) -> set[int]:
    """Numbers of the sentences that contain one of some words."""
    found: set[int] = set()
    for word in words:
        at = text.text.find(word)
        while at >= 0:
            found.add(text.number(at))
            at = text.text.find(word, at + len(word))
    return found


class Past:
    """The sentences of one report that are about the past.

    A sentence is about the past where it gives only years long before the report, or where a former leader acts
    in it who was dead by then. The next few sentences are too, unless they have a date or speak of the present.

    Parameters
    ----------
    base : date or None
        Day of the report.
    text : Text
    former : iterable of Hit
        Names of former leaders.
    patterns : Patterns
        Patterns of all languages of the text.
    """

    def __init__(self, base: date | None, text: Text, former: Iterable[Hit], patterns: Patterns) -> None:
        self._patterns, self._now = patterns, patterns.retrospection.now
        self._base, self._text = base, text
        self._recalled = {text.number(h.start) for h in former if self._recalls(h)}
        self._old = set(self._recalled)  # may get further sentences with an old year
        if base is not None and any(y in text.text for y in _old(base.year)):
            years = (m for m in _YEAR.finditer(text.text) if int(m.group()) < base.year - _HISTORY + 1)
            self._old.update(text.number(m.start()) for m in years)
        decades = patterns.retrospection.decades
        for number in _with_any(patterns.retrospection.decades_words, text):
            if number not in self._old and decades.search(text.text, *text.bounds(number)):
                self._old.add(number)
        self._known: dict[int, bool | None] = {}

    def _recalls(self, hit: Hit) -> bool:
        raw = self._text.text
        acts = self._patterns.events.acts.match(raw, hit.end) or self._patterns.retrospection.spoke.match(
            raw, hit.end
        )
        return bool(acts) and not ruled(raw, hit, self._base, self._patterns)

    def recalls(self, number: int) -> bool:
        """Whether a former leader acts in a sentence."""
        return number in self._recalled

    def holds(self, number: int, *, dated: bool, leader: bool) -> bool:
        """Whether a sentence is about the past.

        Parameters
        ----------
        number : int
            Number of the sentence in the text.
        dated : bool
            Whether it has a date of its own, so that the sentences before it do not matter.
        leader : bool
            Whether the present leader acts in it.
        """
        if self._old.isdisjoint(range(number - _REACH, number + 1)):
            return False
        if number in self._recalled:
            return True
        if dated or leader:
            return False
        for earlier in range(number, max(-1, number - _REACH - 1), -1):
            past = self._is_past(earlier)
            if past is not None:
                return past
        return False

    def _is_past(self, number: int) -> bool | None:
        """Whether the words of a sentence place it in the past, or in the present (False); None for neither."""
        if number not in self._known:
            start, end = self._text.bounds(number)
            self._known[number] = self._read(start, end) if number not in self._recalled else True
        return self._known[number]

    def _read(self, start: int, end: int) -> bool | None:
        raw = self._text.text
        if self._now.search(raw, start, end):
            return False
        if self._patterns.retrospection.decades.search(raw, start, end):
            return True
        years = [int(y) for y in _YEAR.findall(raw, start, end)]
        if years and self._base:
            return max(years) < self._base.year - _HISTORY + 1
        return None
