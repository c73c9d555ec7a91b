"""Look up structured queries as in Nominatim, where each part of an address is a separate field."""

from __future__ import annotations

from collections.abc import Mapping

from geo.model.entities import Place
from geo.readers.tables.countries import side_of
from geo.reference.gazetteer import Gazetteer

__all__ = ["names_country", "structured"]

_LEVELS: Mapping[str, tuple[str, ...]] = {
    "street": ("site", "locality"),
    "city": ("adm2", "locality"),
    "county": ("adm2",),
    "state": ("adm1",),
}
"""Parts from the most to the least precise, and the kinds of places that they name."""


def names_country(text: str) -> bool:
    """Whether a text is a name or code of the country.

    Examples
    --------
    >>> names_country("North Korea"), names_country("북한"), names_country("South Korea")
    (True, True, False)
    """
    return side_of(text) == "north"


def structured(query: Mapping[str, str], known: Gazetteer) -> list[tuple[Place, str, float]]:
    """Return the places that a structured query may mean, as :func:`geo.geocoding.lookup.lookup` does.

    Parameters
    ----------
    query : mapping of str to str
        ``street`` (a site or a settlement), ``city``, ``county``, ``state``, ``country``. Post codes are ignored; a
        query for another country has no result.
    known : Gazetteer

    Returns
    -------
    list of (Place, str, float)
        Each place with its rule and score (0 to 1).

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> known = Reference.bundled().gazetteer
    >>> [p.place_id for p, *_ in structured({"county": "Unsan"}, known)]
    ['KP0617', 'KP0720']
    >>> [(p.place_id, rule) for p, rule, _ in structured({"county": "운산군", "state": "평안북도"}, known)]
    [('KP0617', 'structured: county in state')]
    >>> structured({"city": "Anju", "state": "Ryanggang"}, known)
    []
    """
    if not names_country(query.get("country", "kp")):
        return []
    given = [name for name in _LEVELS if query.get(name)]
    if not given:
        return []
    named = {
        name: [p for p in known.find(query[name]) if p.country == "KP" and p.kind in _LEVELS[name]]
        for name in given
    }
    finest, *holders = given
    found = [
        place
        for place in named[finest]
        if all(any(_holds(h, place) for h in named[name]) for name in holders)
    ]
    # "Songchon" as a city may be the county or its seat: the county is meant.
    units = [p for p in found if p.kind == "adm2"]
    found = units if len(units) == 1 else found
    rule = f"structured: {' in '.join(given)}"
    return [
        (p, rule if len(found) == 1 else f"one of {len(found)} of that name; {rule}", 1 / len(found))
        for p in found
    ]


def _holds(holder: Place, place: Place) -> bool:
    return holder.place_id in (place.adm1, place.adm2) or (
        holder.kind == "locality" and holder.adm2 == place.adm2
    )
