"""A report prepared for event extraction: its places, people and cues by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from geo.model.entities import Article, Mention
from geo.text.spans import Hit, Text

from .retrospection import ruled
from .rules import Rules

__all__ = ["Report", "by_sentence"]

_DATELINE, _LATE = 24, 40
"""Characters after a dateline's place in which its day is looked for, and days that the article may be dated later."""
_LEADERS = ("leader", "former")


@dataclass(slots=True)
class Report:
    """A report with its places and people by sentence number.

    Attributes
    ----------
    article : Article
    text : Text
    rules : Rules
    places : dict of int to list of Mention
        Mentions that may be the place of an event.
    led : dict of int to list of Hit
        Names of leaders who could act on the day of the report.
    persons : dict of int to list of Hit
        Names of all leaders, former ones too.
    sites : dict of int to list of tuple of int
        Offsets of the names of sites.
    datelines : dict of int to int
        Offset at which the place of a dateline ends.
    base : date or None
        Day from which "on Tuesday" counts: that of the report's own dateline, or else of the article.
    """

    article: Article
    text: Text
    rules: Rules
    places: dict[int, list[Mention]]
    led: dict[int, list[Hit]]
    persons: dict[int, list[Hit]]
    sites: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    datelines: dict[int, int] = field(default_factory=dict)
    base: date | None = None

    @classmethod
    def of(
        cls,
        article: Article,
        text: Text,
        hits: Sequence[Hit],
        mentions: Sequence[Mention],
        placed: Sequence[Mention],
        rules: Rules,
    ) -> Report:
        """Sort the mentions and hits of an article by sentence."""
        persons = [h for h in hits if h.term.person in _LEADERS]
        acting = (h for h in persons if ruled(text.text, h, article.date, rules.patterns))
        report = cls(article, text, rules, {}, by_sentence(text, acting), by_sentence(text, persons))
        for mention in placed:
            report.places.setdefault(text.number(mention.start), []).append(mention)
        for mention in mentions:
            number = text.number(mention.start)
            if mention.kind == "site":
                report.sites.setdefault(number, []).append((mention.start, mention.end))
            if mention.role == "dateline":
                report.datelines[number] = mention.end
        report.base = report._day()
        return report

    def is_named(self, hit: Hit) -> bool:
        """Whether a hit is part of the name of a site ("University of Education")."""
        named = self.sites.get(self.text.number(hit.start), ()) if self.sites else ()
        return any(start <= hit.start and hit.end <= end for start, end in named)

    def _day(self) -> date | None:
        """The day of the dateline where it is shortly before the article's, or else the article's."""
        given = self.article.date
        end = next(iter(self.datelines.values()), None)
        if given is None or end is None:
            return given
        for found in self.rules.patterns.dates.find(self.text.text, given, end, end + _DATELINE):
            if found.date and found.precision == "day" and 0 <= (given - found.date).days <= _LATE:
                return found.date
        return given


def by_sentence(text: Text, hits: Iterable[Hit]) -> dict[int, list[Hit]]:
    """Hits by the number of their sentence."""
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(text.number(hit.start), []).append(hit)
    return found
