"""Look up places by a name, a phrase, a P-code or a point, as cells of tables and user queries have them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from geo.extraction.pipeline import extract
from geo.model.entities import Article, Place
from geo.reference.context import Reference
from geo.reference.gazetteer import Gazetteer
from geo.reference.iso_codes import pcode_of_iso
from geo.reference.nearest import nearest

__all__ = ["OPEN", "Refusal", "Resolution", "address", "at_point", "is_point", "lookup", "resolve"]

OPEN = ("one of ", "province and city of that name")
"""Beginnings of the rules that leave open which of several places of one name is meant."""

_POINT = re.compile(r"\s*([-+]?\d{1,3}(?:\.\d+)?)\s*(?:,\s*|\s+)([-+]?\d{1,3}(?:\.\d+)?)\s*")


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
    iso = pcode_of_iso(query)
    if iso:
        return [(known[iso], "ISO 3166-2 code", 1.0)]
    coded = known.get(query.strip().upper())
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
    found = []
    for mention in extract(Article("query", query), reference=reference).mentions:
        if mention.place_id and mention.country == "KP" and mention.role != "name-part":
            place = known.get(mention.place_id) or Place(
                mention.place_id, mention.name, "", mention.kind, mention.kind, mention.adm1, mention.adm2,
                mention.lat, mention.lon,
            )  # fmt: skip
            found.append((place, mention.rule, mention.score))
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
    known = reference.gazetteer.get(pcode_of_iso(query) or query.strip().upper())
    if known:
        return Resolution(known)
    found = {p.place_id: p for p, *_ in lookup(query, reference)}
    places = list(found.values())
    if not places:
        why = "is not known; write it as in 'Songchon County' or give its P-code"
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


def at_point(query: str, reference: Reference) -> list[tuple[Place, str, float]] | None:
    """Return the places at a point that is written as latitude and longitude; None where the text is not a point.

    These are the nearest site or settlement within two kilometres, the county and the province; the list is empty
    outside the country.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> reference = Reference.bundled()
    >>> [p.name for p, *_ in at_point("39.26, 126.2", reference)]
    ['Songchon', 'South Phyongan']
    >>> at_point("37.5665 126.978", reference), at_point("Songchon County", reference)
    ([], None)
    """
    found = _POINT.fullmatch(query)
    if not found:
        return None
    lat, lon = float(found[1]), float(found[2])
    pcode = reference.boundaries.locate(lon, lat).item()
    if pcode is None:
        return []
    known = reference.gazetteer
    near = nearest(known, lat=lat, lon=lon, within_km=2.0)[:1]
    places = [(place, f"nearest {place.kind}, {apart:.1f} km off", 1.0) for place, apart in near]
    return [*places, *((known[code], "point in polygon", 1.0) for code in (pcode, pcode[:4]))]


def is_point(query: str) -> bool:
    """Whether a text is a point that :func:`at_point` can look up.

    Examples
    --------
    >>> is_point("39.26, 126.2"), is_point("Songchon County, 1960")
    (True, False)
    """
    return _POINT.fullmatch(query) is not None


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
    words = {"county": " County", "city": " City", "district": " District", "province": " Province"}
    parts = [place.name + words.get(place.type, ""), *(unit.name for unit in parents)]
    return ", ".join(dict.fromkeys(parts))


def _korean(place: Place) -> str:
    """The Korean name of a place with its type word."""
    word = {"county": "군", "city": "시", "district": "구역"}.get(place.type, "")
    name = place.korean or place.name
    return name if not word or name.endswith(word) else name + word
