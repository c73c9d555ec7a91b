"""Places as geopy gives them: an address, a point, and the evidence in ``raw``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from geopy.location import Location
from geopy.point import Point

from geo.model.entities import Place
from geo.reference.gazetteer import gazetteer

from .lookup import OPEN, address

__all__ = ["location"]


def location(
    place: Place,
    rule: str,
    score: float,
    language: Any = False,
    addressdetails: bool = False,
    namedetails: bool = False,
    geometry: str | None = None,
) -> Location | None:
    """A place as geopy gives it, None where nothing is known of where it is.

    Parameters
    ----------
    place : Place
    rule, score
        What says that it is meant, and how surely.
    language, addressdetails, namedetails, geometry
        As for :meth:`geo.geocoding.geopy_adapter.Geocoder.geocode`.

    Returns
    -------
    geopy.location.Location or None
        ``raw`` has the fields of :class:`geo.model.entities.Place`, ``geo_precision``, ``rule``, ``score``, and in
        ``candidates`` its namesakes, each with why it is not meant, or that it is as likely.

    Examples
    --------
    >>> found = location(gazetteer()["KP0720"], "parent-named", 0.97)
    >>> found.address, [one["address"] for one in found.raw["candidates"]]
    ('Unsan County, South Phyongan', ['Unsan County, North Phyongan'])
    """
    known = gazetteer()
    at = known.standing_at(place)
    if at is None or at.lat is None or at.lon is None:
        return None
    raw: dict[str, Any] = {
        **asdict(place),
        "geo_precision": place.geo_precision,
        "rule": rule,
        "score": round(score, 2),
    }
    raw["candidates"] = list(_others(place, rule))
    korean = str(language or "").casefold().startswith("ko")
    if addressdetails:
        names = {"county": place.adm2, "state": place.adm1}
        raw["address"] = {
            **{
                name: known[code].korean if korean else known.name(code)
                for name, code in names.items()
                if code
            },
            "country": "조선민주주의인민공화국" if korean else "North Korea",
            "country_code": "kp",
        }
    if namedetails:
        raw["namedetails"] = {"name": place.name, "name:en": place.name, "name:ko": place.korean}
    if geometry and place.kind in ("adm1", "adm2"):
        raw |= _shape(place, geometry.lower())
    # A place that only its county is known of stands at the county's seat; geo_precision says so.
    return Location(address(place, korean=korean), Point(at.lat, at.lon), raw)


def _others(place: Place, rule: str) -> Iterable[dict[str, str]]:
    """Namesakes of a place, and why they are not meant; where the name is all that is known, any may be."""
    why = f"equally likely: {rule}" if rule.startswith(OPEN) else f"not meant: {rule}"
    for other in gazetteer().find(place.name):
        if other.place_id not in (place.place_id, place.adm1, place.adm2) and other.country == "KP":
            yield {"place_id": other.place_id, "address": address(other), "why": why}


def _shape(place: Place, geometry: str) -> dict[str, Any]:
    from geo.reference.boundaries.lookups import adm1, adm2

    shape = (adm1() if place.kind == "adm1" else adm2()).loc[place.place_id, "geometry"]
    return {"geojson": shape.__geo_interface__} if geometry == "geojson" else {"geotext": shape.wkt}
