"""Counts of what the articles lack and what was left out of their pages, for the summary of a command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.model.entities import Extraction

__all__ = ["ArticleCounts"]

# A line of the summary: what is counted, its number, and a note. (Sphinx cannot document an alias of a tuple.)
Line = tuple[str, int, str]

_WANTING = "no article date"
"""Beginning of the rule of an event whose day would count from the date of its article."""


class ArticleCounts:
    """What articles lack, and what was left out of their pages."""

    def __init__(self) -> None:
        self.undated = self.waiting = self.pages = 0
        self.left_out: Counter[str] = Counter()

    def add(self, found: Extraction) -> None:
        """Count one article and its events."""
        article = found.article
        if article.date is None:
            self.undated += 1
            self.waiting += sum(e.date is None and e.date_rule.startswith(_WANTING) for e in found.events)
        left = article.extra.get("left_out")
        if article.text_origin == "extracted" and isinstance(left, Mapping):
            self.pages += 1
            self.left_out.update(left)

    def pages_left_out(self) -> Iterator[Line]:
        """The line on what was left out of pages, if anything was."""
        if self.left_out:
            parts = (f"{number:,} {kind}" for kind, number in self.left_out.most_common())
            pages = "page" if self.pages == 1 else "pages"
            yield "  left out", sum(self.left_out.values()), f"of {self.pages:,} {pages}: {', '.join(parts)}"

    def events_without_day(self) -> Iterator[Line]:
        """The line on events that have no day because their article has no date, if there are any."""
        if self.waiting:
            articles = "article" if self.undated == 1 else "articles"
            reason = f"events, as {self.undated:,} {articles} without a date give no day to count from"
            yield (
                "  without day",
                self.waiting,
                f"{reason}: give --date, or file names that begin with the day",
            )
