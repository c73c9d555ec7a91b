"""The date of an event among the dates that its sentence gives."""

from __future__ import annotations

from datetime import date

from geo.languages.combined import Patterns
from geo.text.dates import DateFound
from geo.text.spans import Hit

from .words import has_any

__all__ = ["Calendar", "nearest"]

_DIGITS = frozenset("0123456789")
_PERIOD = 7
"""Largest number of days between the first and last day of one period ("on August 8 and 9")."""


class Calendar:
    """Finds the dates of events in sentences.

    Parameters
    ----------
    patterns : Patterns
        Patterns of all languages of the text.
    """

    def __init__(self, patterns: Patterns) -> None:
        self._says, self._reader = patterns.reports, patterns.dates

    def each(self, raw: str, start: int, end: int) -> bool:
        """Whether a sentence pairs a list of places with a list of days ("on May 2 and 3 respectively")."""
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
        """Dates of the events of a sentence, in order.

        Left out are the date of the report itself ("KCNA said on Monday"), future dates, and dates within a name
        ("April 25 Hostel"). Of a period ("on August 8 and 9") the first day is returned.

        Parameters
        ----------
        raw : str
            The whole text.
        base : date or None
            Day of the report.
        start, end : int
            Offsets of the sentence.
        sites : list of tuple of int
            Offsets of the names of sites in the sentence.
        before : date or None
            Date of the event before, from which "the next day" counts.

        Returns
        -------
        list of DateFound
            One without a date where all dates of the sentence are those of its report, so that no earlier sentence
            dates it.
        """
        if self._undated(raw[start:end]):
            return []
        found = [
            d
            for d in self._reader.find(raw, base, start, end, before)
            if not any(a <= d.start < b for a, b in sites) and not self._only_since(raw, start, d)
        ]
        own = [
            d for d in found if not self._of_the_report(raw, d) and not (base and d.date and d.date > base)
        ]
        if found and not own:
            first = found[0]
            if first.date and first.date == base and self._says.clock.search(raw, start, end):
                return [first]  # "was fired shortly after six in the morning, the military said Wednesday"
            return [DateFound(first.start, first.end, None, None, "the sentence dates only its report")]
        kept: list[DateFound] = []
        paired = len(own) > 1 and self.each(raw, start, end)
        for when in own:
            last = kept[-1] if kept else None
            if last and not paired and self._one_period(raw, last, when):
                kept[-1] = last._replace(end=when.end)
            else:
                kept.append(when)
        return kept

    def _undated(self, sentence: str) -> bool:
        """Whether an English sentence has neither digits nor words of dates; cheaper than the patterns."""
        if not sentence.isascii() or not _DIGITS.isdisjoint(sentence):
            return False
        return not has_any(self._says.dated_words, sentence)

    def _only_since(self, raw: str, start: int, found: DateFound) -> bool:
        """Whether a date is of something else: the start of a time without such events, or what is still expected."""
        return bool(
            self._says.first_since.search(raw, max(start, found.start - 120), found.start)
            or self._still_ahead(raw[max(start, found.start - 80) : found.start])
            or self._says.since_after.match(raw, found.end)
        )

    def _still_ahead(self, lead: str) -> bool:
        """Whether the words before a date say that something is expected or to be done by then."""
        return has_any(self._says.ahead_words, lead) and self._says.ahead.search(lead) is not None

    def _one_period(self, raw: str, first: DateFound, second: DateFound) -> bool:
        """Whether two dates are the first and last day of one period."""
        if not (first.date and second.date) or first.precision != "day" or second.precision != "day":
            return False
        return 0 <= (second.date - first.date).days <= _PERIOD and bool(
            self._says.stretch.fullmatch(raw, first.end, second.start)
        )

    def _of_the_report(self, raw: str, found: DateFound) -> bool:
        """Whether a date is that of the report ("..., state media said on Monday") and not of the event."""
        lead = raw[max(0, found.start - 90) : found.start]
        if has_any(self._says.pictured_words, lead) and self._says.pictured.search(lead):
            return True
        return bool(
            self._says.said_before.search(raw, max(0, found.start - 70), found.start)
            or self._says.said_after.match(raw, found.end)
        )


def nearest(dates: list[DateFound], cue: Hit) -> DateFound | None:
    """The date that belongs to a cue: the most precise one, and the nearest among those; None where there is none."""
    rank = {"day": 0, None: 2, "month": 3, "year": 4}
    return min(
        dates,
        key=lambda d: (rank[d.precision] + (d.rule == "named-day"), abs(d.start - cue.start)),
        default=None,
    )
