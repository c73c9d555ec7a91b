"""A geopy geocoder over the bundled reference: no network, any spelling, the evidence in ``raw``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from geopy.geocoders.base import Geocoder as _Base
from geopy.location import Location
from geopy.point import Point

from .gazetteer import gazetteer
from .lookup import address, lookup
from .model import Place

__all__ = ["Geocoder"]


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
        located = (self._location(p, rule, score) for p, rule, score in lookup(query))
        found = [place for place in located if place is not None]
        if not exactly_one:
            return found or None
        sure = [f for f in found if f.raw["score"] > 0.5]
        return sure[0] if sure else None

    def reverse(self, query: Any, *, exactly_one: bool = True, timeout: Any = None) -> Any:
        """County that holds a point, given as geopy takes points; None outside of the country.

        Where the drawing in use has districts, ``raw["part"]`` names the one that holds it.
        """
        from .boundaries import locate, part

        point = Point(query)
        pcode = locate(point.longitude, point.latitude).item()
        if pcode is None:
            return None
        location = self._location(gazetteer()[pcode], "point in polygon", 1.0)
        district = part(point.longitude, point.latitude)
        if location and district:
            location.raw["part"] = district.name
        return location if exactly_one else [location]

    @staticmethod
    def _location(place: Place, rule: str, score: float) -> Location | None:
        raw = {**asdict(place), "geo_precision": place.geo_precision, "rule": rule, "score": round(score, 2)}
        at = gazetteer().standing_at(place)
        # A place that only its county is known of stands at the county's seat; geo_precision says so.
        return Location(address(place), Point(at.lat, at.lon), raw) if at and at.lat is not None else None
