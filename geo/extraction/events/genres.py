"""Genre of a text: whether it reports events, reports words, or describes places."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from geo.model.entities import Article
from geo.text.spans import Text

from .rules import Rules
from .words import has_any

__all__ = ["Genre", "GenreFound", "genre_of"]

_SHARE = 0.5
"""Share of describing sentences from which a text without any sign of a report is a description."""
_OPENING = 400
"""Characters after the first sentence in which a message or statement says that it was sent."""


_WITH_YEAR = ("date-written-out", "named-day")
"""Rules of dates that works of reference give, too."""


class Genre(Enum):
    """What a text is, as far as events depend on it."""

    REPORT = "report"
    WORDS = "words"
    """A commentary, statement or message: it reports words. Only its own country's deeds are events."""
    DESCRIPTION = "description"
    """A work of reference: it says what places have and make. Only dated works and visits are events."""


class GenreFound(NamedTuple):
    """The genre of a text, and the reason."""

    genre: Genre
    reason: str


def genre_of(article: Article, text: Text, rules: Rules) -> GenreFound:
    """The genre of an article.

    Examples
    --------
    >>> from geo.extraction.pipeline import extractor
    >>> body = "Chongjin is a city in North Hamgyong Province. It has a population of 600,000."
    >>> genre_of(Article("a", body), Text(body), extractor().tools(body).rules)
    GenreFound(genre=<Genre.DESCRIPTION: 'description'>, reason='2 of 2 sentences describe, none cites a report')
    """
    words = _reports_words(article, text, rules)
    if words:
        return GenreFound(Genre.WORDS, words)
    says = rules.patterns.genres
    if not says.reports.search(text.text):
        sentences = [
            (start, end) for start, end in map(text.bounds, range(len(text.starts))) if end - start > 8
        ]
        described = sum(says.describes.search(text.text, *bounds) is not None for bounds in sentences)
        if described and described >= _SHARE * len(sentences) and not _gives_days(article, text, rules):
            counted = f"{described} of {len(sentences)} sentences describe, none cites a report"
            return GenreFound(Genre.DESCRIPTION, counted)
    return GenreFound(Genre.REPORT, "nothing says that it is anything else")


def _gives_days(article: Article, text: Text, rules: Rules) -> bool:
    """Whether a text gives days without a year, as reports do and works of reference do not."""
    found = rules.patterns.dates.find(text.text, article.date)
    return any(day.rule not in _WITH_YEAR and day.precision not in ("month", "year") for day in found)


def _reports_words(article: Article, text: Text, rules: Rules) -> str:
    """Why an article is a commentary, statement or message; empty where it is not."""
    says, topic, title = rules.patterns.events, article.topic.casefold(), article.title.casefold()
    filed = _first(rules.topics, topic)
    if filed:
        return "" if says.report_of.search(title) else f"filed under {filed!r}"
    named = _first(says.no_report, title)
    first = text.text[: text.sentence(0)[1] + _OPENING]
    if named and (has_any(says.sent, first) or has_any(says.sent_title, title)):
        return f"its title has {named!r}"
    return ""


def _first(words: Iterable[str], text: str) -> str:
    return next((word for word in words if word in text), "")
