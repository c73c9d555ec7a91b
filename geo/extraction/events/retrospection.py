"""Which sentences of a report tell of what is long past: history, and recollections of former leaders."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from geo.languages.combined import Patterns
from geo.text.spans import Hit, Text

__all__ = ["Past", "long_past", "ruled", "rules_now"]

_YEAR = re.compile(r"(?<![\d.-])(?:19|20)\d\d(?![\d-])")
_HISTORY = 2
"""Years after which a dated happening is history and no event of the report."""
_REACH = 3
"""How many sentences history goes on after the one that dates it."""


def long_past(day: date | None, base: date | None) -> bool:
    """Whether a day is history for a report of another day.

    Examples
    --------
    >>> long_past(date(2018, 9, 9), date(2024, 9, 30)), long_past(date(2024, 2, 28), date(2024, 11, 20))
    (True, False)
    """
    return bool(day and base and (base - day).days > 366 * _HISTORY)


def ruled(raw: str, hit: Hit, base: date | None, patterns: Patterns) -> bool:
    """Whether the leader that a hit names could still act on the day of a report."""
    if hit.term.person == "leader":
        return True
    name = raw[hit.start : hit.end].replace("-", " ")
    died = next((day for start, day in patterns.retrospection.died.items() if name.startswith(start)), None)
    return died is not None and base is not None and base <= died


def rules_now(base: date | None, patterns: Patterns) -> bool:
    """Whether all former leaders were dead on a report's day; so too where the day is not known."""
    return base is None or base > max(patterns.retrospection.died.values(), default=date.min)


def _old(year: int) -> list[str]:
    """Beginnings of the years that are history for a report of a year: a quick look before any reading."""
    if year < 2020:
        return ["18", "19", "20"]
    return ["19", "200", "201", *map(str, range(2020, year - _HISTORY + 1))]


class Past:
    """Which sentences of one report are history.

    A sentence is where it gives only years long before the report, or a former leader acts in it who was dead
    by then; and so are the next few that neither date themselves nor speak of now.
    """

    def __init__(self, base: date | None, text: Text, former: Iterable[Hit], patterns: Patterns) -> None:
        self._patterns, self._now = patterns, patterns.retrospection.now
        self._base, self._text = base, text
        self._recalled = {text.number(h.start) for h in former if self._recalls(h)}
        self._old = set(self._recalled)  # the sentences that speak of history themselves
        if base is not None and any(y in text.text for y in _old(base.year)):
            years = (m for m in _YEAR.finditer(text.text) if int(m.group()) < base.year - _HISTORY + 1)
            self._old.update(text.number(m.start()) for m in years)
        self._known: dict[int, bool | None] = {}

    def _recalls(self, hit: Hit) -> bool:
        raw = self._text.text
        acts = self._patterns.events.acts.match(raw, hit.end) or self._patterns.retrospection.spoke.match(
            raw, hit.end
        )
        return bool(acts) and not ruled(raw, hit, self._base, self._patterns)

    def holds(self, number: int, *, dated: bool, leader: bool) -> bool:
        """Whether a sentence is history.

        Parameters
        ----------
        number : int
            Which sentence of the text.
        dated : bool
            Whether it gives a day, month or year of its own, which then decides.
        leader : bool
            Whether the leader of today acts in it.
        """
        if self._old.isdisjoint(range(number - _REACH, number + 1)):
            return False
        if number in self._recalled:
            return True
        if dated or leader:
            return False
        for earlier in range(number, max(-1, number - _REACH - 1), -1):
            told = self._told(earlier)
            if told is not None:
                return told
        return False

    def _told(self, number: int) -> bool | None:
        """Whether a sentence says itself that it is history, or not; None where it says neither."""
        if number not in self._known:
            start, end = self._text.bounds(number)
            self._known[number] = self._read(start, end) if number not in self._recalled else True
        return self._known[number]

    def _read(self, start: int, end: int) -> bool | None:
        raw = self._text.text
        if self._now.search(raw, start, end):
            return False
        years = [int(y) for y in _YEAR.findall(raw, start, end)]
        if years and self._base:
            return max(years) < self._base.year - _HISTORY + 1
        return None
