"""Rules for provinces, counties and cities: which of several namesakes, in the North or South, or none."""

from __future__ import annotations

from collections import Counter

from geo.model.entities import Name, Place
from geo.text.spans import Span

from .document import Answer, Document, fitting

__all__ = ["UNIT_RULES", "one_level", "side_of", "unit"]


def unit(document: Document, index: int, span: Span) -> Answer | None:
    """A province, county or city by name."""
    names = fitting(span)
    if not names:
        # "Songchon City" for a county: the type word is wrong, the name is right.
        names = [n for n in span.names if n.place.kind in ("adm1", "adm2")]
        if not names:
            return None
    north = {n.place.place_id: n for n in names if n.place.country == "KP"}
    south = [n for n in names if n.place.country == "KR"]
    if south and north:
        side = side_of(document, index, span, names)
        if side is None:
            return None
        if side == "KR":
            return south[0].place, "south-of-the-line", 0.9
    elif south:
        return south[0].place, "south-of-the-line", 0.95
    if not span.unit and (old := _former_in_parent(document, index, span)):
        return old, "parent-named", 0.97
    fits = [n.place for n in north.values()]
    rule, score = ("type-word", 0.98) if span.unit else ("only-unit-by-name", 0.88)
    if len(fits) > 1:
        fits = one_level(span, fits, holds=_names_part(document, index))
    if len(fits) == 1:
        parent = _parent(document, index)
        if parent and parent.adm1 == fits[0].adm1 and parent != fits[0]:
            return fits[0], "parent-agrees", 0.99
        return fits[0], rule, score
    return next(filter(None, (rule(document, index, fits) for rule in UNIT_RULES)), None)


def _former_in_parent(document: Document, index: int, span: Span) -> Place | None:
    """The unit by its former name in the province that the text names beside it, where no other namesake is there."""
    former = [n.place for n in span.names if n.form == "former"]
    parent = _parent(document, index) if former else None
    if parent is None or any(n.form != "former" and n.place.adm1 == parent.adm1 for n in span.names):
        return None
    return next((place for place in former if place.adm1 == parent.adm1), None)


def _names_part(document: Document, index: int) -> bool:
    """Whether a city with the rank of a province is named as the parent of the county beside it (평양시 강동군)."""
    span, spans = document.spans[index], document.spans
    for other in (index - 1, index + 1):
        if not 0 <= other < len(spans) or spans[other].kind != "adm2" or not spans[other].unit:
            continue
        first, second = (spans[other], span) if other < index else (span, spans[other])
        if document.raw[first.end : second.start] in document.patterns.sides.holds:
            return any(n.place.adm1 in ("KP10", "KP11") for n in spans[other].names)
    return False


def one_level(span: Span, fits: list[Place], *, holds: bool = False) -> list[Place]:
    """Choose for a city that is province and county at once: Pyongyang is the city, Nampho the province."""
    provinces = [p for p in fits if p.kind == "adm1"]
    if len(provinces) != 1:
        return fits
    if holds or span.unit in ("Municipality", "Province") or provinces[0].type == "special city":
        return provinces
    return [p for p in fits if p.type == "capital city" and p.kind == "adm2"] or provinces


def side_of(document: Document, index: int, span: Span, names: list[Name]) -> str | None:
    """Which side of the line a name shared by both Koreas is on; None where nothing says."""
    parent = _parent(document, index)
    return parent.country if parent else _side_by_sentence(document, span, names)


def _side_by_sentence(document: Document, span: Span, names: list[Name]) -> str | None:
    """The side that a name's sentence and its own spelling speak for."""
    if document.raw.startswith(document.patterns.sides.both_sides, span.end):
        return None  # a sector of the line lies on both sides of it
    lead = document.raw[max(0, span.start - 24) : span.start]
    if document.patterns.sides.northern.search(lead):
        return "KP"
    if document.patterns.sides.southern.search(lead):
        return "KR"
    number = document.text.number(span.start)
    if number not in document.sides:
        start, end = document.text.sentence(span.start)
        around = document.raw[start:end]
        document.sides[number] = (
            bool(document.patterns.sides.south_near.search(around)),
            bool(document.patterns.sides.north_near.search(around)),
        )
    south, north = document.sides[number]
    forms = {n.form for n in names if n.place.country == "KP"}
    if "dprk" in forms and not (south and not north):
        return "KP"
    if forms == {"south"} and south:
        return "KR"  # spelt as in the South, in a sentence that speaks of the South
    if south != north:
        return "KR" if south else "KP"
    if "korean" in forms and document.provinces:
        return "KP"
    return None


def _parent(document: Document, index: int) -> Place | None:
    """The province named right after a span ("X, Y Province") or right before it ("Y Province's X")."""
    span, spans = document.spans[index], document.spans
    after = next((k for k in range(index + 1, len(spans)) if spans[k].start >= span.after), None)
    if after is not None and spans[after].kind == "adm1" and spans[after].role == "location":
        gap = document.raw[span.after : spans[after].start]
        if document.patterns.sides.parent_after.fullmatch(gap) and spans[after].names:
            return _province(document, after)
    if index and spans[index - 1].kind == "adm1" and spans[index - 1].names:
        gap = document.raw[spans[index - 1].end : span.start]
        if gap in document.patterns.sides.parent_before:
            return _province(document, index - 1)
    return None


def _province(document: Document, index: int) -> Place | None:
    """The province that a span names; of namesakes in North and South the one that the sentence supports."""
    span = document.spans[index]
    names = fitting(span)
    countries = {n.place.country for n in names}
    side = _side_by_sentence(document, span, names) if len(countries) > 1 else None
    if len(countries) > 1 and side is None:
        return None
    return next((n.place for n in names if side is None or n.place.country == side), None)


def parent_named(document: Document, index: int, fits: list[Place]) -> Answer | None:
    """The candidate in the province named beside it."""
    parent = _parent(document, index)
    within = [p for p in fits if parent and p.adm1 == parent.adm1]
    return (within[0], "parent-named", 0.97) if len(within) == 1 else None


def province_in_document(document: Document, index: int, fits: list[Place]) -> Answer | None:
    """The candidate whose province the document names."""
    within = [p for p in fits if document.provinces.get(p.adm1 or "")]
    return (within[0], "province-in-document", 0.85) if len(within) == 1 else None


_ENOUGH = 0.25
"""Smallest share of a document's county mentions in a province that counts as evidence for it."""


def others_nearby(document: Document, index: int, fits: list[Place]) -> Answer | None:
    """The candidate in whose province most other counties of the document are.

    A list of counties all over the country is no evidence.
    """
    near: Counter[str] = Counter()
    for pcode, count in document.sure.items():
        near[pcode[:4]] += count
    ranked = sorted(fits, key=lambda p: -near[p.adm1 or ""])
    first, second = (near[p.adm1 or ""] for p in ranked[:2])
    clear = first > second and first >= near.total() * _ENOUGH
    return (ranked[0], "others-nearby", 0.7) if clear else None


UNIT_RULES = (parent_named, province_in_document, others_nearby)
"""Rules that choose among units of the same name, in order."""
