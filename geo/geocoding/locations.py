"""Places as geopy locations: an address, a point, and the evidence in ``raw``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import shapely
from geopy.location import Location
from geopy.point import Point

from geo.model.entities import Place
from geo.readers.tables.countries import CALLED
from geo.reference.context import Reference
from geo.reference.gazetteer import Gazetteer

from .lookup import OPEN, address

__all__ = ["location"]


def location(
    place: Place,
    rule: str,
    score: float,
    reference: Reference,
    language: Any = False,
    addressdetails: bool = False,
    namedetails: bool = False,
    geometry: str | None = None,
) -> Location | None:
    """Return a place as a geopy location; None where its coordinates are not known at all.

    Parameters
    ----------
    place : Place
    rule : str
        The rule that resolved the query to this place.
    score : float
        How likely the place is meant, 0 to 1.
    reference : Reference
    language, addressdetails, namedetails, geometry
        As for :meth:`geo.geocoding.geopy_adapter.Geocoder.geocode`.

    Returns
    -------
    geopy.location.Location or None
        ``raw`` has the fields of :class:`geo.model.entities.Place`, ``geo_precision``, ``rule``, ``score``, and in
        ``candidates`` other places of that name, each with the reason why it was not chosen.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> reference = Reference.bundled()
    >>> found = location(reference.gazetteer["KP0720"], "parent-named", 0.97, reference)
    >>> found.address, [one["address"] for one in found.raw["candidates"]]
    ('Unsan County, South Phyongan', ['Unsan County, North Phyongan'])
    """
    known = reference.gazetteer
    at = known.coordinate_source(place)
    if at is None or at.lat is None or at.lon is None:
        return None
    raw: dict[str, Any] = {
        **asdict(place),
        "geo_precision": place.geo_precision,
        "rule": rule,
        "score": round(score, 2),
    }
    raw["candidates"] = list(_others(place, rule, known))
    korean = str(language or "").casefold().startswith("ko")
    if addressdetails:
        names = {"county": place.adm2, "state": place.adm1}
        raw["address"] = {
            **{
                name: known[code].korean if korean else known.name(code)
                for name, code in names.items()
                if code
            },
            "country": CALLED["ko" if korean else "en"],
            "country_code": "kp",
        }
    if namedetails:
        raw["namedetails"] = {"name": place.name, "name:en": place.name, "name:ko": place.korean}
    if geometry and place.kind in ("adm1", "adm2"):
        raw |= _shape(place, geometry.lower(), reference)
    # A place of which only the county is known gets the point of the county's seat; geo_precision says so.
    return Location(address(place, known, korean=korean), Point(at.lat, at.lon), raw)


def _others(place: Place, rule: str, known: Gazetteer) -> Iterable[dict[str, str]]:
    """Other places of that name, and why they were not chosen."""
    why = f"equally likely: {rule}" if rule.startswith(OPEN) else f"not meant: {rule}"
    for other in known.find(place.name):
        if other.place_id not in (place.place_id, place.adm1, place.adm2) and other.country == "KP":
            yield {"place_id": other.place_id, "address": address(other, known), "why": why}


def _shape(place: Place, geometry: str, reference: Reference) -> dict[str, Any]:
    shape = reference.boundaries.shapes("adm1" if place.kind == "adm1" else "adm2")[place.place_id]
    if geometry == "geojson":
        return {"geojson": json.loads(shapely.to_geojson(shape))}
    return {"geotext": shapely.to_wkt(shape, rounding_precision=-1)}
