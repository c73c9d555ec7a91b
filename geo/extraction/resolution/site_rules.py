"""Rules for sites, localities and natural features: by the gazetteer, or by the unit that the text names."""

from __future__ import annotations

from bisect import bisect_left

from geo.model.entities import Kind, Place
from geo.text.spans import Span

from .document import Answer, Document, fitting
from .unit_rules import one_level, side_of

__all__ = ["SITE_RULES", "bound", "named", "repeat"]

_SPOKEN_OF = 3
"""Number of sentences for which a report may write about a county without naming it again."""


def named(document: Document, index: int, span: Span) -> Answer | None:
    """A locality or natural feature of the gazetteer."""
    names = fitting(span) or list(span.names)
    if {n.place.country for n in names} == {"KR"}:
        return names[0].place, "south-of-the-line", 0.95
    south = [n.place for n in names if n.place.country == "KR"]
    if south and side_of(document, index, span, names) == "KR":
        return south[0], "south-of-the-line", 0.9
    fits = list({n.place.place_id: n.place for n in names if n.place.country == "KP"}.values())
    if len(fits) == 1:
        elsewhere = _namesake(document, index, fits[0])
        if elsewhere:
            return elsewhere
        return fits[0], "listed", 0.9 if span.unit or fits[0].kind == "natural" else 0.8
    following = _holder(document, index)
    if following:
        held = [p for p in fits if p.adm2 == following.adm2 or p.adm1 == following.adm1]
        if len(held) == 1:
            return held[0], "parent-named", 0.9
    units = {p.adm2 for p in fits}
    located = sorted(fits, key=lambda p: p.lat is None)
    return (located[0], "listed", 0.7) if len(units) == 1 else None


def _namesake(document: Document, index: int, place: Place) -> Answer | None:
    """The village of the same name in the county that the text names beside it ("Chongsan-ri, Pakchon County")."""
    span = document.spans[index]
    if place.type != "village":
        return None
    holder = _holder(document, index)
    if holder is None or not holder.adm2 or holder.adm2 == place.adm2:
        return None
    span.rule, span.key = "form", document.raw[span.start : span.end]
    span.names = document.known.formed.find(span.key)
    return _held(span, holder), "in-named-unit", 0.95


def _holder(document: Document, index: int) -> Place | None:
    """The resolved unit named after a span: "X in Y County", "X, Y County"."""
    spans, span = document.spans, document.spans[index]
    for after in range(index + 1, min(index + 4, len(spans))):
        other = spans[after]
        if other.start < span.after:
            continue
        gap = document.raw[span.after : other.start]
        if document.patterns.holders.within.fullmatch(gap):
            place = document.resolved_place(after)
            if place is None or place.kind == "site":
                return None
            deeper = _holder(document, after) if place.kind == "locality" and not place.adm2 else None
            return deeper or place
        return None
    return None


def bound(document: Document, index: int, span: Span) -> Answer | None:
    """A site, or a locality missing from the gazetteer, by the first of :data:`SITE_RULES` that resolves it."""
    for rule in SITE_RULES:
        answer = rule(document, index, span)
        if answer is not None:
            return answer
    return None


def _listed(span: Span) -> Place | None:
    """The gazetteer's entry for a span, if any; of names that count by their form only where it is the only one."""
    if not span.names or (_by_form(span) and len({n.place.place_id for n in span.names}) > 1):
        return None
    return span.names[0].place if span.names[0].form != "local" else None


def _by_form(span: Span) -> bool:
    """Whether a span is what it is by its form, and its names are those that are looked up by it."""
    return not any(n.bare for n in span.names)


def south_of_the_line(document: Document, index: int, span: Span) -> Answer | None:
    """A site that the gazetteer lists in the South."""
    known = _listed(span)
    return (known, "south-of-the-line", 0.95) if known and known.country == "KR" else None


def known_site(document: Document, index: int, span: Span) -> Answer | None:
    """A site that the gazetteer lists with its unit; where its form alone made it one, the text may name no other."""
    known = _listed(span)
    if known is None or not (known.adm2 or known.adm1):
        return None
    if _by_form(span):
        stated = in_named_unit(document, index, span)
        for unit in (stated[0] if stated else None, _unit_before(document, index)):
            if unit and (unit.adm1 != known.adm1 or unit.adm2 not in (None, known.adm2)):
                return None
    return known, "known-site", 0.95


def _unit_before(document: Document, index: int) -> Place | None:
    """The unit named right before a span ("Jagang Province's X")."""
    span, before = document.spans[index], document.spans[index - 1] if index else None
    if before is None or document.raw[before.end : span.start] not in document.patterns.sides.parent_before:
        return None
    place = document.resolved_place(index - 1)
    return place if place and before.role == "location" and place.kind in ("adm1", "adm2") else None


def in_named_unit(document: Document, index: int, span: Span) -> Answer | None:
    """A site whose unit the text names: "X in Y County", "X and Z in Y County"."""
    stated = bool(span.parts) and span.parts[0].key == "holder" and span.kind != "site"
    holder = None if stated else _holder(document, index) or _listed_with(document, index)
    own = _own_unit(document, span) if span.parts and (holder is None or not holder.adm2) else None
    if own and ((own[0].adm2 and holder and own[0].adm1 == holder.adm1) or span.parts[0].key == "holder"):
        holder = own[0]  # "the Sinuiju Cosmetics Factory in North Phyongan Province" is in Sinuiju
    return (_held(span, holder), "in-named-unit", 0.95) if holder else None


def own_name(document: Document, index: int, span: Span) -> Answer | None:
    """A site whose name contains its unit ("Kanggye Farm Machine Factory")."""
    own = _own_unit(document, span)
    return (_held(span, own[0]), own[1], own[2]) if own else None


def listed_beside_county(document: Document, index: int, span: Span) -> Answer | None:
    """A settlement or farm of the gazetteer, in the county of those that have one of its name that the text names.

    If the text names none of them, it is the only one of the name, where the text names its province.
    """
    places = [n.place for n in span.names if n.form == "local"]
    near = [p for p in places if document.sure[p.adm2 or ""]]
    if not near and len(places) == 1:
        near = [p for p in places if document.provinces[p.adm1 or ""]]
    return (near[0], "listed", 0.75) if len(near) == 1 else None


def embassy_here(document: Document, index: int, span: Span) -> Answer | None:
    """An embassy in a report from the capital."""
    here = span.site == "embassy" and any(
        s.role == "dateline" and s.names[0].place.type == "capital city" for s in document.spans[:3]
    )
    return (_held(span, document.known["KP1001"]), "embassy-here", 0.85) if here else None


def only_county_in_sentence(document: Document, index: int, span: Span) -> Answer | None:
    """A site in a sentence that names one county."""
    near = document.counties()[2].get(document.text.number(span.start), set())
    if len(near) != 1:
        return None
    return _held(span, document.known[next(iter(near))]), "only-county-in-sentence", 0.7


def county_spoken_of(document: Document, index: int, span: Span) -> Answer | None:
    """A village, or "the county factory", in the county that the sentences before mention."""
    formed = span.rule == "form" and span.kind in ("locality", "natural")
    if not formed and not span.key.startswith(document.patterns.holders.unit_nouns):
        return None
    starts, counties, by_sentence = document.counties()
    number = document.text.number(span.start)
    before = bisect_left(starts, span.start) - 1
    lead = by_sentence.get(min(by_sentence, default=-1), set())
    if (
        span.kind != "locality" and len(lead) == 1
    ):  # "the county factory" is that of the county the report is about
        return _held(span, document.known[next(iter(lead))]), "county-spoken-of", 0.65
    if number in by_sentence or before < 0 or number - document.text.number(starts[before]) > _SPOKEN_OF:
        return None
    return _held(span, document.known[counties[before]]), "county-spoken-of", 0.65


def only_county_in_document(document: Document, index: int, span: Span) -> Answer | None:
    """A site in a sentence without a county, after the only county of the document."""
    starts, counties, by_sentence = document.counties()
    earlier = bisect_left(starts, span.start)
    if by_sentence.get(document.text.number(span.start)) or not earlier or len(document.sure) != 1:
        return None
    return _held(span, document.known[counties[earlier - 1]]), "only-county-in-document", 0.6


def only_province_in_document(document: Document, index: int, span: Span) -> Answer | None:
    """A site in a document that names one province."""
    provinces = [p for p in document.provinces if p in document.known.places]
    if len(provinces) != 1:
        return None
    return _held(span, document.known[provinces[0]]), "only-province-in-document", 0.5


SITE_RULES = (
    south_of_the_line,
    known_site,
    in_named_unit,
    own_name,
    listed_beside_county,
    embassy_here,
    only_county_in_sentence,
    only_county_in_document,
    county_spoken_of,
    only_province_in_document,
)
"""Rules in the order in which they are tried; each returns a place, the rule's name and a score, or None."""


def _listed_with(document: Document, index: int) -> Place | None:
    """The unit of the next site of a list ("the A Farm and the B Farm in C County")."""
    spans, span = document.spans, document.spans[index]
    if index + 1 >= len(spans) or spans[index + 1].kind != span.kind or spans[index + 1].names:
        return None
    answer = document.answers.get(index + 1)
    joint = document.patterns.holders.joint.fullmatch(document.raw[span.end : spans[index + 1].start])
    return answer[0] if joint and answer and answer[1] == "in-named-unit" else None


def _held(span: Span, holder: Place) -> Place:
    """A place for a span inside its unit."""
    if _by_form(span):
        same = [n.place for n in span.names if n.place.adm2 and n.place.adm2 == holder.adm2]
        if len(same) == 1:
            return same[0]
    known = _listed(span)
    kind: Kind = span.kind
    name = known.name if known else span.key
    return Place(
        f"{holder.place_id}/{name}", name, known.korean if known else "", kind, span.site or span.unit,
        holder.adm1, holder.adm2, known.lat if known else None, known.lon if known else None, holder.country,
    )  # fmt: skip


def _own_unit(document: Document, span: Span) -> tuple[Place, str, float] | None:
    """The unit in a site's name, with rule and score; a county or city is preferred to a province."""
    best: tuple[Place, str, float] | None = None
    for part in span.parts:
        if part.key == "namesake" and not document.raw.startswith(
            document.patterns.holders.unit_after, part.end
        ):
            continue
        names = [n for n in part.names if n.place.kind != "natural" and n.form != "former"]
        fits = list({n.place.place_id: n.place for n in names if n.place.country == "KP"}.values())
        if len(fits) > 1:
            fits = one_level(part, fits)
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
        if found.type == "special city" and found.kind == "adm1" and span.kind == "site":
            found = next(
                (p for p in (n.place for n in names) if p.kind == "adm2"), found
            )  # the site is in the city itself
        city = found.kind == "adm2" and found.type.endswith("city")
        rule, weight = (
            ("own-name-locality", 0.75) if found.kind == "locality" else ("own-name", 0.9 if city else 0.8)
        )
        if best is None or (found.adm2 and not best[0].adm2):
            best = (found, rule, weight)
    return best


def repeat(document: Document) -> None:
    """Give all mentions of one name the place found by the best rule in the document."""
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
