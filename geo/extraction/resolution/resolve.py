"""From span to place: ordered, named rules, and an explicit refusal.

A rule either settles a span or passes it on. The first that settles it gives its name and score to the
mention; where none does, the codes stay empty and the rule says what stood in the way.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.languages.combined import Patterns
from geo.model.entities import Article, Mention
from geo.reference.gazetteer import Gazetteer
from geo.text.spans import Span, Text

from .document import Answer, Document
from .site_rules import bound, named, repeat
from .unit_rules import unit

__all__ = ["mentions_of", "settle"]


def mentions_of(document: Document) -> tuple[Mention, ...]:
    """Mentions with codes and coordinates, in the order of the spans of a settled document.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> found = extract(Article("a", "New houses in Unsan County, South Phyongan Province."))
    >>> [(m.surface, m.adm2, m.rule) for m in found.mentions]
    [('Unsan County', 'KP0720', 'parent-named'), ('South Phyongan Province', None, 'type-word')]
    """
    return tuple(
        _mention(document, index, span)
        for index, span in enumerate(document.spans)
        if not span.generic or _said(document.answers.get(index))
    )


def settle(
    article: Article, text: Text, spans: Sequence[Span], known: Gazetteer, patterns: Patterns
) -> Document:
    """The document with an answer, or none, for each of its spans.

    Parameters
    ----------
    article : Article
        Its title may name a province.
    text : Text
        The article's text with its sentences.
    spans : sequence of Span
        As :meth:`geo.extraction.pipeline.Extractor.find_spans` gives them.
    known : Gazetteer
    patterns : Patterns
        What the languages say.
    """
    document = Document(article, text, spans, known, patterns)
    for index, span in enumerate(spans):  # units first: they are what other names are settled by
        if span.kind in ("adm1", "adm2") and span.names:
            document.answers[index] = _by_alias(span, unit(document, index, span))
            _count(document, index)
    for index, span in enumerate(spans):
        if index not in document.answers and span.names and span.kind != "site":
            document.answers[index] = _by_alias(span, named(document, index, span))
            _count(document, index)
    for index in range(len(spans) - 1, -1, -1):  # the last of a list is bound first, the others follow it
        if index not in document.answers:
            document.answers[index] = _by_alias(spans[index], bound(document, index, spans[index]))
    repeat(document)
    return document


def _by_alias(span: Span, answer: Answer | None) -> Answer | None:
    """The place to which a user gives the name, unless the text puts a namesake into its province right there."""
    given = {n.place.place_id: n.place for n in span.names if n.form == "user"}
    if len(given) != 1:
        return answer
    place = next(iter(given.values()))
    if answer and answer[0] != place and answer[1] in ("parent-named", "parent-agrees"):
        return answer
    return place, "user-alias", 0.97


def _said(answer: Answer | None) -> bool:
    """Whether the text itself says in which unit a site is."""
    return answer is not None and answer[1] in ("in-named-unit", "named-before")


def _count(document: Document, index: int) -> None:
    place = document.settled(index)
    if place and place.adm2 and document.spans[index].role == "location":
        document.sure[place.adm2] += 1


def _mention(document: Document, index: int, span: Span) -> Mention:
    surface = document.raw[span.start : span.end]
    answer = document.answers.get(index)
    kind = span.kind
    if answer is None:
        rule = _refusal(span) if span.role == "location" else span.rule
        country = "KP" if not span.names or any(n.place.country == "KP" for n in span.names) else "KR"
        return Mention(surface, span.start, span.end, kind, span.role, country, rule=rule, name=surface)
    place, rule, score = answer
    if place.kind in ("adm1", "adm2", "locality", "natural") and span.kind != "site":
        kind = place.kind
    if place.country == "KR":
        return Mention(
            surface, span.start, span.end, kind, span.role, "KR", None, None, place.place_id, place.name,
            rule=rule, score=score,
        )  # fmt: skip
    if span.role != "location":
        rule = span.rule
    at = document.known.standing_at(place)
    lat, lon = (at.lat, at.lon) if at else (None, None)
    return Mention(
        surface, span.start, span.end, kind, span.role, "KP", place.adm1, place.adm2, place.place_id, place.name,
        lat, lon, rule, score,
    )  # fmt: skip


def _refusal(span: Span) -> str:
    """Why nothing settled a span."""
    places = {n.place.place_id for n in span.names}
    if len(places) > 1:
        return "refused: " + " or ".join(sorted(places))
    return "refused: no unit named" if not span.names else "refused: type word fits no unit of that name"
