"""Look up places by a name, a phrase or a P-code, as cells of tables and user queries have them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from geo.extraction.pipeline import extract
from geo.model.entities import Article, Place
from geo.reference.context import Reference
from geo.reference.gazetteer import Gazetteer
from geo.reference.type_words import DESIGNATIONS
from geo.reference.written_codes import written_code

from .other_spellings import other_spelling, perhaps

__all__ = ["OPEN", "Refusal", "Resolution", "address", "lookup", "resolve"]

OPEN = ("one of ", "province and city of that name")
"""Beginnings of the rules that leave open which of several places of one name is meant."""


class Refusal(StrEnum):
    """Kind of reason for which a text gives no single place."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    """Several places have the name."""
    CONTRADICTORY = "contradictory"
    """Its names are of different places, none of which contains the other."""


class Resolution(NamedTuple):
    """The place that a text names, or why it names none.

    ``why`` is the reason as the end of a sentence about the text, ``refusal`` its kind; empty and None where there is
    a place.
    """

    place: Place | None
    why: str = ""
    refusal: Refusal | None = None


def lookup(query: str, reference: Reference) -> list[tuple[Place, str, float]]:
    """Return the places that a query may mean, each with its rule and score (0 to 1), best first.

    Parameters
    ----------
    query : str
        A name in any spelling, a name with the unit that contains it ("Unsan County, South Phyongan Province"), a
        P-code, or a sentence.
    reference : Reference

    Returns
    -------
    list of (Place, str, float)
        Empty for an unknown name.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> reference = Reference.bundled()
    >>> [(p.place_id, rule) for p, rule, _ in lookup("은산군", reference)]
    [('KP0720', 'only place of that name')]
    >>> [p.place_id for p, *_ in lookup("Unsan", reference)], [p.name for p, *_ in lookup("kp0717", reference)]
    (['KP0617', 'KP0720'], ['Songchon'])
    """
    known = reference.gazetteer
    coded = _coded(query, known)
    if coded:
        return [(coded, "P-code", 1.0)]
    fits = [p for p in known.find(query) if p.country == "KP" or p.kind != "site"]
    if len(fits) == 1:
        return [(fits[0], "only place of that name", 1.0)]
    if fits:
        places = {p.place_id for p in fits}
        if places == {"KP10", "KP1001"} or places == {"KP11", "KP1102"}:
            return [(p, "province and city of that name", 0.9) for p in fits]
        return [(p, f"one of {len(fits)} places of that name", 1 / len(fits)) for p in fits]
    spelt, rule = other_spelling(query, known)
    if spelt:
        rule = rule if len(spelt) == 1 else f"one of {len(spelt)} places of that name; {rule}"
        return [(p, rule, 0.9 / len(spelt)) for p in spelt]
    respelt = _respelt(query, known)
    if respelt != query:
        return [(p, f"{rule}; read as {respelt!r}", score) for p, rule, score in lookup(respelt, reference)]
    found = []
    for mention in extract(Article("query", query), reference=reference).mentions:
        if mention.place_id and mention.country == "KP" and mention.role != "name-part":
            place = known.get(mention.place_id) or Place(
                mention.place_id, mention.name, "", mention.kind, mention.kind, mention.adm1, mention.adm2,
                mention.lat, mention.lon,
            )  # fmt: skip
            found.append((place, mention.rule, mention.score))
    inside = _within(query, known) if "," in query else None
    if inside is not None and {p.adm2 for p, *_ in found if p.kind != "adm1"} != {inside.adm2}:
        return [(inside, "parent-named", 0.97)]
    parents = {p.adm1 for p, *_ in found if p.kind != "adm1"}
    found.sort(
        key=lambda one: one[0].kind == "adm1" and one[0].adm1 in parents
    )  # a province that only contains other results comes last
    return found


def resolve(query: str, reference: Reference) -> Resolution:
    """Return the one place that a text names, or None and the reason.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> reference = Reference.bundled()
    >>> resolve("Songchon County, South Phyongan", reference).place.place_id, resolve("KP0717", reference).place.name
    ('KP0717', 'Songchon')
    >>> unsan = resolve("Unsan", reference)
    >>> unsan.why, unsan.refusal.value
    ('is KP0617 or KP0720; add its province', 'ambiguous')
    >>> resolve("Songchon County, Ryanggang", reference).why
    'names different places (KP0717, KP01)'
    """
    known = _coded(query, reference.gazetteer)
    if known:
        return Resolution(known)
    found = {p.place_id: p for p, *_ in lookup(query, reference)}
    places = list(found.values())
    if not places:
        close = perhaps(query, reference.gazetteer)
        hint = (
            f"perhaps {' or '.join(close)}"
            if close
            else "write it as in 'Songchon County' or give its P-code"
        )
        why = f"is not known; {hint}"
        return Resolution(None, why, Refusal.UNKNOWN)
    cities = [p for p in places if p.type == "capital city" and p.kind == "adm2"]
    if len(places) == 1 or {p.place_id for p in places} == {"KP10", "KP1001"}:
        return Resolution((cities or places)[0])
    if {p.place_id for p in places} == {"KP11", "KP1102"}:
        return Resolution(reference.gazetteer["KP11"])
    first = places[0]
    if first.adm2 and {p.adm2 for p in places} == {first.adm2}:
        # All are in one county: take the most precise, one with coordinates if possible.
        return Resolution(min(places, key=lambda p: (p.kind in ("adm1", "adm2"), p.lat is None)))
    if len({p.name for p in places}) == 1:
        return Resolution(None, f"is {' or '.join(found)}; add its province", Refusal.AMBIGUOUS)
    if all(p.adm1 == first.adm1 and (p.adm2 in (None, first.adm2) or first.adm2 is None) for p in places):
        return Resolution(max(places, key=lambda p: (p.adm2 is not None, p.kind not in ("adm1", "adm2"))))
    return Resolution(None, f"names different places ({', '.join(found)})", Refusal.CONTRADICTORY)


def _coded(query: str, known: Gazetteer) -> Place | None:
    """The place with an id, or the unit of a code."""
    return known.get(query.strip().upper()) or known.get(written_code(query, known))


def _within(query: str, known: Gazetteer) -> Place | None:
    """The only place of the first of some names that lies in the units of the others; None without commas."""
    first, *others = (part.strip() for part in query.split(","))
    holders = [[p for p in _units(name, known) if p.kind in ("adm1", "adm2")] for name in others]
    if not holders or not all(holders):
        return None
    fits = [p for p in _units(first, known) if all(any(_inside(p, unit) for unit in one) for one in holders)]
    counties = [p for p in fits if p.kind == "adm2"]
    chosen = counties if len(counties) == 1 else fits
    return chosen[0] if len(chosen) == 1 else None


def _units(name: str, known: Gazetteer) -> list[Place]:
    """Places of the country with a name, in another system's spelling too."""
    found = known.find(name) or other_spelling(name, known)[0]
    return [place for place in found if place.country == "KP"]


def _inside(place: Place, unit: Place) -> bool:
    return place.place_id != unit.place_id and unit.place_id in (place.adm1, place.adm2)


def _respelt(query: str, known: Gazetteer) -> str:
    """A name and the units that contain it, separated by commas, each part as the gazetteer spells it."""
    parts = [part.strip() for part in query.split(",")]
    if len(parts) < 2:
        return query
    words = DESIGNATIONS["english"]
    respelt = []
    for part in parts:
        places = () if known.find(part) else other_spelling(part, known)[0]
        spelt = f"{places[0].name} {words.get(places[0].type, '')}".rstrip() if len(places) == 1 else part
        respelt.append(spelt)
    return query if respelt == parts else ", ".join(respelt)


def address(place: Place, known: Gazetteer, *, korean: bool = False) -> str:
    """Return the address of a place: its name and the units that contain it, the smallest first.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> known = Reference.bundled().gazetteer
    >>> address(known["KP0717"], known), address(known["KP0717"], known, korean=True)
    ('Songchon County, South Phyongan', '성천군, 평안남도')
    """
    parents = [known[code] for code in (place.adm2, place.adm1) if code and code != place.place_id]
    if korean:
        return ", ".join(dict.fromkeys([_korean(place), *map(_korean, parents)]))
    word = DESIGNATIONS["english"].get(place.type, "")
    parts = [f"{place.name} {word}".rstrip(), *(unit.name for unit in parents)]
    return ", ".join(dict.fromkeys(parts))


def _korean(place: Place) -> str:
    """The Korean name of a place with its type word."""
    word = DESIGNATIONS["korean"].get(place.type, "")
    name = place.korean or place.name
    return name if not word or name.endswith(word) else name + word
