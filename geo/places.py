"""From span to place: ordered, named rules, and an explicit refusal.

A rule either settles a span or passes it on. The first that settles it gives its name and score to the
mention; where none does, the codes stay empty and the rule says what stood in the way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .gazetteer import TYPE_WORDS, Gazetteer, Name, gazetteer
from .model import Article, Kind, Mention, Place
from .spans import Span, Text

__all__ = ["resolve"]

_PARENT_AFTER = re.compile(
    r"(?:,| of| in| at| under|, in| of the| in the| under the|, located in| located in| under construction in| on|의)?\s*"
)
_WITHIN = re.compile(
    r"(?: \([^)]{0,60}\))? (?:in|of|at|under|near|from|for|, in|located in|under construction in|on|off)(?: the)? (?:city of |county of |area of )?|, (?:in )?"
)
_JOINT = re.compile(r"(?:,|,? and|,? or)(?: in| at)?(?: the)? ")
_SOUTH_NEAR = re.compile(
    r"South Korea|\bROK\b|\bSouth's\b|southern |Gangwon|South Korean|남측|남조선|한국|puppet"
)
_NORTH_NEAR = re.compile(r"North Korea|\bDPRK\b|Kangwon|\bNorth's\b|북한|북측")
_HERE = re.compile(r"\bhere\b")

Answer = tuple[Place, str, float]
"""A place, the rule that chose it and its score."""


class _Document:
    """What the spans of one text say about one another."""

    def __init__(self, article: Article, text: Text, spans: Sequence[Span], known: Gazetteer) -> None:
        self.article, self.text, self.spans, self.known = article, text, spans, known
        self.raw = text.text
        self.answers: dict[int, Answer | None] = {}
        self.sure: Counter[str] = Counter()
        self.provinces: Counter[str] = Counter()
        for span in spans:
            if span.kind == "adm1" and span.role != "dateline":
                self.provinces.update(
                    {n.place.adm1 for n in span.names if n.place.kind == "adm1" and n.place.adm1}
                )
        for name in _titled(article.title, known):
            self.provinces[name] += 1

    def settled(self, index: int) -> Place | None:
        answer = self.answers.get(index)
        return answer[0] if answer else None


def _titled(title: str, known: Gazetteer) -> Iterator[str]:
    """Provinces that a title names."""
    for unit in known.units("adm1"):
        if unit.name in title and unit.type == "province" and unit.adm1:
            yield unit.adm1


def resolve(article: Article, text: Text, spans: Sequence[Span]) -> tuple[Mention, ...]:
    """Mentions with codes and coordinates for the spans of one article, in the order of the spans.

    Parameters
    ----------
    article : Article
        Its title may name a province.
    text : Text
        The article's text with its sentences.
    spans : sequence of Span
        As :func:`geo.mentions.find_spans` gives them.

    Examples
    --------
    >>> from geo.mentions import find_spans
    >>> body = "New houses in Unsan County, South Phyongan Province."
    >>> [(m.surface, m.adm2, m.rule) for m in resolve(Article("a", body), Text(body), find_spans(body)[0])]
    [('Unsan County', 'KP0720', 'parent-named'), ('South Phyongan Province', None, 'type-word')]
    """
    document = _Document(article, text, spans, gazetteer())
    for index, span in enumerate(spans):  # units first: they are what other names are settled by
        if span.kind in ("adm1", "adm2") and span.names:
            document.answers[index] = _unit(document, index, span)
            _count(document, index)
    for index, span in enumerate(spans):
        if index not in document.answers and span.names and span.kind != "site":
            document.answers[index] = _named(document, index, span)
            _count(document, index)
    for index in range(len(spans) - 1, -1, -1):  # the last of a list is bound first, the others follow it
        if index not in document.answers:
            document.answers[index] = _bound(document, index, spans[index])
    _repeat(document)
    return tuple(
        _mention(document, index, span)
        for index, span in enumerate(spans)
        if not span.generic or _said(document.answers.get(index))
    )


def _said(answer: Answer | None) -> bool:
    """Whether the text itself says in which unit a site is."""
    return answer is not None and answer[1] in ("in-named-unit", "named-before")


def _count(document: _Document, index: int) -> None:
    place = document.settled(index)
    if place and place.adm2 and document.spans[index].role == "location":
        document.sure[place.adm2] += 1


def _typed(span: Span) -> list[Name]:
    """Entries that fit the span's type word; all of them where it has none."""
    if not span.unit:
        return [n for n in span.names if n.form != "former"] or list(span.names)
    types = TYPE_WORDS.get(span.unit)
    if types is None:
        return list(span.names)
    return [n for n in span.names if n.place.type in types]


def _unit(document: _Document, index: int, span: Span) -> Answer | None:
    """A province, county or city by name."""
    names = _typed(span)
    if not names:
        # "Songchon City" for a county: the word is wrong, the name is not.
        names = [n for n in span.names if n.place.kind in ("adm1", "adm2")]
        if not names:
            return None
    north = {n.place.place_id: n for n in names if n.place.country == "KP"}
    south = [n for n in names if n.place.country == "KR"]
    if south and north:
        side = _side(document, index, span, names)
        if side is None:
            return None
        if side == "KR":
            return south[0].place, "south-of-the-line", 0.9
    elif south:
        return south[0].place, "south-of-the-line", 0.95
    fits = [n.place for n in north.values()]
    rule, score = ("type-word", 0.98) if span.unit else ("only-unit-by-name", 0.88)
    if len(fits) > 1:
        fits = _one_level(span, fits, holds=_names_part(document, index))
    if len(fits) == 1:
        parent = _parent(document, index)
        if parent and parent.adm1 == fits[0].adm1 and parent != fits[0]:
            return fits[0], "parent-agrees", 0.99
        return fits[0], rule, score
    return _choose(document, index, span, fits)


def _names_part(document: _Document, index: int) -> bool:
    """Whether a city that is a province is named as what holds the county beside it (평양시 강동군)."""
    span, spans = document.spans[index], document.spans
    for other in (index - 1, index + 1):
        if not 0 <= other < len(spans) or spans[other].kind != "adm2" or not spans[other].unit:
            continue
        first, second = (spans[other], span) if other < index else (span, spans[other])
        if document.raw[first.end : second.start] in (" ", ", ", " of ", ""):
            return any(n.place.adm1 in ("KP10", "KP11") for n in spans[other].names)
    return False


def _one_level(span: Span, fits: list[Place], *, holds: bool = False) -> list[Place]:
    """A city that is province and unit at once: Pyongyang is taken as the city, Nampho as the province."""
    provinces = [p for p in fits if p.kind == "adm1"]
    if len(provinces) != 1:
        return fits
    if holds or span.unit in ("Municipality", "Province") or provinces[0].type == "special city":
        return provinces
    return [p for p in fits if p.type == "capital city" and p.kind == "adm2"] or provinces


def _side(document: _Document, index: int, span: Span, names: list[Name]) -> str | None:
    """Which side of the line a name shared by both Koreas is on; None where nothing says."""
    start, end = document.text.sentence(span.start)
    around = document.raw[start:end]
    parent = _parent(document, index)
    if parent:
        return parent.country
    south, north = bool(_SOUTH_NEAR.search(around)), bool(_NORTH_NEAR.search(around))
    forms = {n.form for n in names if n.place.country == "KP"}
    if "dprk" in forms and not (south and not north):
        return "KP"
    if south != north:
        return "KR" if south else "KP"
    if "korean" in forms and document.provinces:
        return "KP"
    return None


def _parent(document: _Document, index: int) -> Place | None:
    """The unit that stands right after a span as its holder ("X, Y Province"), or right before it."""
    span, spans = document.spans[index], document.spans
    after = next((k for k in range(index + 1, len(spans)) if spans[k].start >= span.after), None)
    if after is not None and spans[after].kind == "adm1" and spans[after].role == "location":
        gap = document.raw[span.after : spans[after].start]
        if _PARENT_AFTER.fullmatch(gap) and spans[after].names:
            return _typed(spans[after])[0].place if _typed(spans[after]) else None
    if index and spans[index - 1].kind == "adm1" and spans[index - 1].names:
        gap = document.raw[spans[index - 1].end : span.start]
        if gap in ("", " ", "'s ", "’s ", "의 ", " province's ", "/"):
            return spans[index - 1].names[0].place
    return None


def _choose(document: _Document, index: int, span: Span, fits: list[Place]) -> Answer | None:
    """One of several units of the same name, by what stands around it."""
    parent = _parent(document, index)
    if parent:
        within = [p for p in fits if p.adm1 == parent.adm1]
        if len(within) == 1:
            return within[0], "parent-named", 0.97
    named = [p for p in fits if document.provinces.get(p.adm1 or "")]
    if len(named) == 1:
        return named[0], "province-in-document", 0.85
    near = Counter(pcode[:4] for pcode in document.sure.elements())
    ranked = sorted(fits, key=lambda p: -near[p.adm1 or ""])
    if near[ranked[0].adm1 or ""] > near[ranked[1].adm1 or ""]:
        return ranked[0], "others-nearby", 0.7
    return None


def _named(document: _Document, index: int, span: Span) -> Answer | None:
    """A locality or natural feature of the reference."""
    names = _typed(span) or list(span.names)
    if {n.place.country for n in names} == {"KR"}:
        return names[0].place, "south-of-the-line", 0.95
    fits = list({n.place.place_id: n.place for n in names if n.place.country == "KP"}.values())
    if len(fits) == 1:
        return fits[0], "listed", 0.9 if span.unit or fits[0].kind == "natural" else 0.8
    following = _holder(document, index)
    if following:
        held = [p for p in fits if p.adm2 == following.adm2 or p.adm1 == following.adm1]
        if len(held) == 1:
            return held[0], "parent-named", 0.9
    units = {p.adm2 for p in fits}
    located = sorted(fits, key=lambda p: p.lat is None)
    return (located[0], "listed", 0.7) if len(units) == 1 else None


def _holder(document: _Document, index: int) -> Place | None:
    """The settled unit that a span is said to be in: "X in Y County", "X, Y County"."""
    spans, span = document.spans, document.spans[index]
    for after in range(index + 1, min(index + 4, len(spans))):
        other = spans[after]
        if other.start < span.after:
            continue
        gap = document.raw[span.after : other.start]
        if _WITHIN.fullmatch(gap) or gap in ("의 ", ", "):
            place = document.settled(after)
            if place is None or place.kind == "site":
                return None
            deeper = _holder(document, after) if place.kind == "locality" and not place.adm2 else None
            return deeper or place
        return None
    return None


def _bound(document: _Document, index: int, span: Span) -> Answer | None:
    """A site, or a smaller place that the reference does not know, by what holds it."""
    known = span.names[0].place if span.names else None
    if known is not None and known.country == "KR":
        return known, "south-of-the-line", 0.95
    if known is not None and (known.adm2 or known.adm1):
        return known, "known-site", 0.95
    holder = _holder(document, index)
    if holder is None:
        holder = _listed_with(document, index)
    if holder is not None:
        return _held(span, holder, known), "in-named-unit", 0.95
    own = _own_name(document, span)
    if own is not None:
        return _held(span, own[0], known), own[1], own[2]
    if span.site == "embassy" and _datelined(document):
        return _held(span, document.known["KP1001"], known), "embassy-here", 0.85
    return _by_company(document, index, span, known)


def _listed_with(document: _Document, index: int) -> Place | None:
    """What holds the next of a list ("the A Farm and the B Farm in C County")."""
    spans, span = document.spans, document.spans[index]
    if index + 1 >= len(spans) or spans[index + 1].kind != span.kind or spans[index + 1].names:
        return None
    answer = document.answers.get(index + 1)
    joint = _JOINT.fullmatch(document.raw[span.end : spans[index + 1].start])
    return answer[0] if joint and answer and answer[1] == "in-named-unit" else None


def _held(span: Span, holder: Place, known: Place | None) -> Place:
    """The place of a span inside the unit that holds it."""
    kind: Kind = span.kind
    name = known.name if known else span.key
    return Place(
        f"{holder.place_id}/{name}", name, known.korean if known else "", kind, span.site or span.unit,
        holder.adm1, holder.adm2, known.lat if known else None, known.lon if known else None, holder.country,
    )  # fmt: skip


def _own_name(document: _Document, span: Span) -> tuple[Place, str, float] | None:
    """The unit in a site's own name ("Kanggye Farm Machine Factory")."""
    best: tuple[Place, str, float] | None = None
    for part in span.parts:
        if part.key == "namesake" and not document.raw.startswith((" County", " City"), part.end):
            continue
        names = [n for n in part.names if n.place.kind != "natural" and n.form != "former"]
        fits = list({n.place.place_id: n.place for n in names if n.place.country == "KP"}.values())
        if len(fits) > 1:
            fits = _one_level(part, fits)
        if len(fits) > 1:
            fits = [
                p for p in fits if document.provinces.get(p.adm1 or "") or document.sure.get(p.adm2 or "")
            ]
        if len(fits) != 1:
            south = [n.place for n in names if n.place.country == "KR"]
            if south and not fits:
                return south[0], "south-of-the-line", 0.9
            continue
        found = fits[0]
        weight = (
            0.9
            if found.kind == "adm2" and found.type.endswith("city")
            else 0.8
            if found.kind != "locality"
            else 0.75
        )
        rule = "own-name" if found.kind != "locality" else "own-name-locality"
        if best is None or (found.adm2 and not best[0].adm2):
            best = (found, rule, weight)
    return best


def _datelined(document: _Document) -> bool:
    return any(s.role == "dateline" and s.names[0].place.type == "capital city" for s in document.spans[:3])


def _by_company(document: _Document, index: int, span: Span, known: Place | None) -> Answer | None:
    """The only county of the sentence, else of the document, else the document's only province."""
    here = document.text.number(span.start)
    near, before = set(), None
    for other, place in ((k, document.settled(k)) for k in range(len(document.spans))):
        companion = document.spans[other]
        if place is None or place.country != "KP" or companion.role != "location" or companion.kind == "site":
            continue
        if document.text.number(companion.start) == here and place.adm2:
            near.add(place.adm2)
        elif companion.start < span.start and place.adm2:
            before = place.adm2
    if len(near) == 1:
        return _held(span, document.known[near.pop()], known), "only-county-in-sentence", 0.7
    if not near and before and len(document.sure) == 1:
        return _held(span, document.known[before], known), "only-county-in-document", 0.6
    provinces = [p for p in document.provinces if p in document.known.places]
    if len(provinces) == 1:
        return _held(span, document.known[provinces[0]], known), "only-province-in-document", 0.5
    return None


def _repeat(document: _Document) -> None:
    """A site that is bound once in a document is the same wherever it is named again."""
    rank = {"known-site": 4, "in-named-unit": 3, "own-name": 2, "own-name-locality": 1}
    best: dict[str, Answer] = {}
    for index, span in enumerate(document.spans):
        answer = document.answers.get(index)
        if answer and span.key and span.kind in ("site", "locality", "natural"):
            held = best.get(span.key)
            if held is None or rank.get(answer[1], 0) > rank.get(held[1], 0):
                best[span.key] = answer
    for index, span in enumerate(document.spans):
        held = best.get(span.key) if span.key and span.kind in ("site", "locality", "natural") else None
        answer = document.answers.get(index)
        if held and (answer is None or rank.get(held[1], 0) > rank.get(answer[1], 0)):
            document.answers[index] = (held[0], "named-before", min(held[2], 0.85))


def _mention(document: _Document, index: int, span: Span) -> Mention:
    surface = document.raw[span.start : span.end]
    answer = document.answers.get(index)
    kind = span.kind
    if answer is None:
        rule = _refusal(span)
        country = "KP" if not span.names or any(n.place.country == "KP" for n in span.names) else "KR"
        return Mention(
            surface, span.start, span.end, kind, span.role, country, rule=span.rule or rule, name=surface
        )
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
    lat, lon = place.lat, place.lon
    if lat is None:
        unit = document.known.get(place.adm2 or place.adm1)
        lat, lon = (unit.lat, unit.lon) if unit else (None, None)
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
