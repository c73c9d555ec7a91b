"""Resolution of spans to places by ordered, named rules, with an explicit refusal.

The first rule that resolves a span gives its name and score to the mention. Where none does, the codes stay
empty, and ``rule`` gives the reason.
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

__all__ = ["mentions_of", "resolve"]


def mentions_of(document: Document) -> tuple[Mention, ...]:
    """Mentions with codes and coordinates, in the order of the spans of a resolved document.

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
        if not span.generic or _has_stated_unit(document.answers.get(index))
    )


def resolve(
    article: Article, text: Text, spans: Sequence[Span], known: Gazetteer, patterns: Patterns
) -> Document:
    """Resolve the spans of an article to places.

    Parameters
    ----------
    article : Article
        Its title may name a province.
    text : Text
        The article's text with its sentences.
    spans : sequence of Span
        From :meth:`geo.extraction.pipeline.Extractor.find_spans`.
    known : Gazetteer
    patterns : Patterns
        Patterns of all languages of the text.

    Returns
    -------
    Document
        With an answer, or None, for each span.
    """
    document = Document(article, text, spans, known, patterns)
    for index, span in enumerate(spans):  # units first: other names are resolved by them
        if span.kind in ("adm1", "adm2") and span.names:
            document.answers[index] = _by_alias(span, unit(document, index, span))
            _count(document, index)
    for index, span in enumerate(spans):
        if index not in document.answers and span.names and span.kind != "site" and span.rule != "form":
            document.answers[index] = _by_alias(span, named(document, index, span))
            _count(document, index)
    # Backwards: in "the A Farm and the B Farm in C County" the last site is beside the unit of both.
    for index in range(len(spans) - 1, -1, -1):
        if index not in document.answers:
            document.answers[index] = _by_alias(spans[index], bound(document, index, spans[index]))
    repeat(document)
    return document


def _by_alias(span: Span, answer: Answer | None) -> Answer | None:
    """The place for which a user added the name, unless the text itself names the province of a namesake."""
    given = {n.place.place_id: n.place for n in span.names if n.form == "user"}
    if len(given) != 1:
        return answer
    place = next(iter(given.values()))
    if answer and answer[0] != place and answer[1] in ("parent-named", "parent-agrees"):
        return answer
    return place, "user-alias", 0.97


def _has_stated_unit(answer: Answer | None) -> bool:
    """Whether the text itself names the unit of a site."""
    return answer is not None and answer[1] in ("in-named-unit", "named-before")


def _count(document: Document, index: int) -> None:
    place = document.resolved_place(index)
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
    at = document.known.coordinate_source(place)
    lat, lon = (at.lat, at.lon) if at else (None, None)
    return Mention(
        surface, span.start, span.end, kind, span.role, "KP", place.adm1, place.adm2, place.place_id, place.name,
        lat, lon, rule, score,
    )  # fmt: skip


def _refusal(span: Span) -> str:
    """The reason why no rule resolved a span."""
    places = {n.place.place_id for n in span.names}
    if len(places) > 1:
        return "refused: " + " or ".join(sorted(places))
    formed = span.rule in ("form", "site-form")
    return (
        "refused: type word fits no unit of that name" if places and not formed else "refused: no unit named"
    )
