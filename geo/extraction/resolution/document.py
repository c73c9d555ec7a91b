"""The spans of one text with the places resolved so far, which later rules use as evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from geo.languages.combined import Patterns
from geo.model.entities import Article, Name, Place
from geo.reference.gazetteer import TYPE_WORDS, Gazetteer
from geo.text.spans import Span, Text

__all__ = ["Answer", "Document", "fitting"]

Answer = tuple[Place, str, float]
"""A place, the rule that chose it and its score."""


class Document:
    """The place names of one text and what they resolve to.

    Attributes
    ----------
    answers : dict of int to Answer or None
        By index of the span; None where the rules refused to resolve it.
    sure : Counter of str
        Number of resolved mentions by P-code of the county.
    provinces : Counter of str
        Number of mentions by P-code of the province, including those in the title.
    sides : dict of int to (bool, bool)
        By sentence number, whether it mentions the South and the North.
    """

    def __init__(
        self, article: Article, text: Text, spans: Sequence[Span], known: Gazetteer, patterns: Patterns
    ) -> None:
        self.article, self.text, self.spans = article, text, spans
        self.known, self.patterns = known, patterns
        self.raw = text.text
        self.answers: dict[int, Answer | None] = {}
        self.sure: Counter[str] = Counter()
        self.provinces: Counter[str] = Counter()
        self.sides: dict[int, tuple[bool, bool]] = {}
        self._counties: tuple[list[int], list[str], dict[int, set[str]]] | None = None
        for span in spans:
            if span.kind == "adm1" and span.role != "dateline":
                self.provinces.update(
                    {n.place.adm1 for n in span.names if n.place.kind == "adm1" and n.place.adm1}
                )
        for name in _titled(article.title, known):
            self.provinces[name] += 1

    def counties(self) -> tuple[list[int], list[str], dict[int, set[str]]]:
        """Counties resolved by name so far: offsets, P-codes in the same order, and P-codes by sentence number."""
        if self._counties is None:
            starts: list[int] = []
            pcodes: list[str] = []
            by_sentence: dict[int, set[str]] = {}
            for index, span in enumerate(self.spans):
                place = self.resolved_place(index)
                if (
                    place
                    and place.adm2
                    and place.country == "KP"
                    and span.role == "location"
                    and span.kind != "site"
                ):
                    starts.append(span.start)
                    pcodes.append(place.adm2)
                    by_sentence.setdefault(self.text.number(span.start), set()).add(place.adm2)
            self._counties = starts, pcodes, by_sentence
        return self._counties

    def resolved_place(self, index: int) -> Place | None:
        """The place to which a span is resolved, if any."""
        answer = self.answers.get(index)
        return answer[0] if answer else None


def _titled(title: str, known: Gazetteer) -> Iterator[str]:
    """P-codes of the provinces that a title names."""
    for unit in known.units("adm1"):
        if unit.name in title and unit.type == "province" and unit.adm1:
            yield unit.adm1


def fitting(span: Span) -> list[Name]:
    """Gazetteer entries that fit the type word of a span ("County"); where it has none, all but former names."""
    if not span.unit:
        return [n for n in span.names if n.form != "former"] or list(span.names)
    types = TYPE_WORDS.get(span.unit)
    if types is None:
        return list(span.names)
    return [n for n in span.names if n.place.type in types]
