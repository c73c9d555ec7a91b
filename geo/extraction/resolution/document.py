"""What the spans of one text say about one another, as far as it is settled."""

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
    """What the spans of one text say about one another."""

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
        """Counties settled by name so far: their offsets, their P-codes, and the set of each sentence."""
        if self._counties is None:
            starts: list[int] = []
            pcodes: list[str] = []
            by_sentence: dict[int, set[str]] = {}
            for index, span in enumerate(self.spans):
                place = self.settled(index)
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

    def settled(self, index: int) -> Place | None:
        """The place of a span where one is settled."""
        answer = self.answers.get(index)
        return answer[0] if answer else None


def _titled(title: str, known: Gazetteer) -> Iterator[str]:
    """Provinces that a title names."""
    for unit in known.units("adm1"):
        if unit.name in title and unit.type == "province" and unit.adm1:
            yield unit.adm1


def fitting(span: Span) -> list[Name]:
    """Entries that fit the span's type word; all of them where it has none."""
    if not span.unit:
        return [n for n in span.names if n.form != "former"] or list(span.names)
    types = TYPE_WORDS.get(span.unit)
    if types is None:
        return list(span.names)
    return [n for n in span.names if n.place.type in types]
