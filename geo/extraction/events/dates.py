"""Which of the dates in a sentence is the day of what it tells."""

from __future__ import annotations

from datetime import date

from geo.languages.combined import Patterns
from geo.text.dates import DateFound
from geo.text.spans import Hit

from .classification import has_any

__all__ = ["Calendar", "nearest"]

_DIGITS = frozenset("0123456789")
_STRETCH = 7
"""Days between the ends of one stretch, at most."""


class Calendar:
    """Reads the dates that sentences give for what they tell.

    Parameters
    ----------
    patterns : Patterns
        What the languages say.
    """

    def __init__(self, patterns: Patterns) -> None:
        self._says, self._reader = patterns.reports, patterns.dates

    def each(self, raw: str, start: int, end: int) -> bool:
        """Whether a sentence says that each place of a list has its own day of a list."""
        return self._says.each.search(raw, start, end) is not None

    def dates_of(
        self,
        raw: str,
        base: date | None,
        start: int,
        end: int,
        sites: list[tuple[int, int]],
        before: date | None = None,
    ) -> list[DateFound]:
        """The dates that a sentence gives for what it tells, in order.

        Not those of the report itself, nor of what is still to come, nor inside a name ("April 25 Hostel"); of two
        that span a stretch of days ("on August 8 and 9") the first. ``before`` is the day last told of, from which
        "the next day" counts.
        """
        if self._undated(raw[start:end]):
            return []
        found = [
            d
            for d in self._reader.find(raw, base, start, end, before)
            if not any(a <= d.start < b for a, b in sites) and not self._only_since(raw, start, d)
        ]
        told = [
            d for d in found if not self._of_the_report(raw, d) and not (base and d.date and d.date > base)
        ]
        if found and not told:
            first = found[0]
            return [DateFound(first.start, first.end, None, None, "the sentence dates only its report")]
        kept: list[DateFound] = []
        for when in told:
            last = kept[-1] if kept else None
            if last and self._one_stretch(raw, last, when) and not self.each(raw, start, end):
                kept[-1] = last._replace(end=when.end)
            else:
                kept.append(when)
        return kept

    def _undated(self, sentence: str) -> bool:
        """Whether a quick look shows that an English sentence dates nothing."""
        if not sentence.isascii() or not _DIGITS.isdisjoint(sentence):
            return False
        return not has_any(self._says.dated_words, sentence)

    def _only_since(self, raw: str, start: int, found: DateFound) -> bool:
        """Whether a date only says since when something had not been ("the first since October 2015")."""
        return bool(
            self._says.first_since.search(raw, max(start, found.start - 120), found.start)
            or self._says.since_after.match(raw, found.end)
        )

    def _one_stretch(self, raw: str, first: DateFound, second: DateFound) -> bool:
        """Whether two dates are the ends of one stretch of days."""
        if not (first.date and second.date) or first.precision != "day" or second.precision != "day":
            return False
        return 0 <= (second.date - first.date).days <= _STRETCH and bool(
            self._says.stretch.fullmatch(raw, first.end, second.start)
        )

    def _of_the_report(self, raw: str, found: DateFound) -> bool:
        """Whether a date is that of the report ("..., state media said on Monday"), not of the happening."""
        return bool(
            self._says.said_before.search(raw, max(0, found.start - 70), found.start)
            or self._says.said_after.match(raw, found.end)
        )


def nearest(whens: list[DateFound], cue: Hit) -> DateFound | None:
    """Of several dates the one that a cue goes with: a day before a month or year, the nearest among equals."""
    rank = {"day": 0, None: 2, "month": 3, "year": 4}
    return min(
        whens,
        key=lambda d: (rank[d.precision] + (d.rule == "named-day"), abs(d.start - cue.start)),
        default=None,
    )
