"""A geopy geocoder over the bundled reference: no network, any spelling, the evidence in ``raw``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from geopy.geocoders.base import Geocoder as _Base
from geopy.location import Location
from geopy.point import Point

from .corpus import extract
from .gazetteer import gazetteer
from .model import Article, Place

__all__ = ["Geocoder", "lookup"]


def lookup(query: str) -> list[tuple[Place, str, float]]:
    """Places that a query may mean, each with the rule and score that say so, best first.

    A query is a name in any spelling, a name with its holder ("Unsan County, South Phyongan Province"), or a
    sentence.

    Examples
    --------
    >>> [(p.place_id, rule) for p, rule, _ in lookup("은산군")]
    [('KP0720', 'only place of that name')]
    >>> [p.place_id for p, *_ in lookup("Unsan")]
    ['KP0617', 'KP0720']
    """
    known = gazetteer()
    fits = [p for p in known.find(query) if p.country == "KP" or p.kind != "site"]
    if len(fits) == 1:
        return [(fits[0], "only place of that name", 1.0)]
    if fits:
        places = {p.place_id for p in fits}
        if places == {"KP10", "KP1001"} or places == {"KP11", "KP1102"}:
            return [(p, "province and city of that name", 0.9) for p in fits]
        return [(p, f"one of {len(fits)} places of that name", 1 / len(fits)) for p in fits]
    found = []
    for mention in extract(Article("query", query)).mentions:
        if mention.place_id and mention.country == "KP" and mention.role != "name-part":
            place = known.get(mention.place_id) or Place(
                mention.place_id, mention.name, "", mention.kind, mention.kind, mention.adm1, mention.adm2,
                mention.lat, mention.lon,
            )  # fmt: skip
            found.append((place, mention.rule, mention.score))
    return found


class Geocoder(_Base):  # type: ignore[misc]
    """geopy's interface to the places of the DPRK.

    Examples
    --------
    >>> here = Geocoder().geocode("Seongcheon-gun")
    >>> here.address, here.raw["adm2"]
    ('Songchon County, South Phyongan', 'KP0717')
    >>> Geocoder().reverse((39.25, 126.22)).raw["adm2"]
    'KP0717'
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = None) -> Any:
        """Location of a name, or a list of them where ``exactly_one`` is False; None where there is none.

        A name that several places bear gives None with ``exactly_one``: a guess would be no answer.
        """
        found = [self._location(p, rule, score) for p, rule, score in lookup(query)]
        if not exactly_one:
            return found or None
        sure = [f for f in found if f.raw["score"] > 0.5]
        return sure[0] if sure else None

    def reverse(self, query: Any, *, exactly_one: bool = True, timeout: Any = None) -> Any:
        """County that holds a point, given as geopy takes points; None outside of the country."""
        from .boundaries import locate

        point = Point(query)
        pcode = locate(point.longitude, point.latitude).item()
        if pcode is None:
            return None
        location = self._location(gazetteer()[pcode], "point in polygon", 1.0)
        return location if exactly_one else [location]

    @staticmethod
    def _location(place: Place, rule: str, score: float) -> Location:
        raw = {**asdict(place), "geo_precision": place.geo_precision, "rule": rule, "score": round(score, 2)}
        return Location(address(place), Point(place.lat or 0.0, place.lon or 0.0), raw)


def address(place: Place) -> str:
    """A place with the units that hold it, in English.

    Examples
    --------
    >>> address(gazetteer()["KP0717"])
    'Songchon County, South Phyongan'
    """
    known = gazetteer()
    words = {"county": " County", "city": " City", "district": " District", "province": " Province"}
    parts = [place.name + words.get(place.type, "")]
    if place.adm2 and place.adm2 != place.place_id:
        parts.append(known.name(place.adm2))
    if place.adm1 and place.adm1 != place.place_id:
        parts.append(known.name(place.adm1))
    return ", ".join(dict.fromkeys(parts))
