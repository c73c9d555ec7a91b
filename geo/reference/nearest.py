"""Find known sites and settlements near a point, by geodesic distance."""

from __future__ import annotations

import math

from geo.model.entities import Place

from .gazetteer import Gazetteer

__all__ = ["kilometres", "nearest"]

_DEGREE_KM = 110.5
"""Lower bound for the length of a degree of latitude; for longitude, multiply by the cosine of the latitude."""


def kilometres(lat: float, lon: float, place: Place) -> float:
    """Return the geodesic distance in kilometres from a point to a place with coordinates (WGS 84 ellipsoid).

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> round(kilometres(lat=39.0339, lon=125.7543, place=Reference.bundled().gazetteer["KP0717"]))
    57
    """
    from geopy.distance import geodesic

    return float(geodesic((lat, lon), (place.lat, place.lon)).km)


def nearest(known: Gazetteer, *, lat: float, lon: float, within_km: float) -> list[tuple[Place, float]]:
    """Return sites and settlements within a distance of a point, with their distances, nearest first.

    Parameters
    ----------
    known : Gazetteer
    lat, lon : float
        Degrees (WGS 84).
    within_km : float
        Geodesic distance in kilometres.

    Returns
    -------
    list of (Place, float)
        Distances in kilometres.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> known = Reference.bundled().gazetteer
    >>> [place.name for place, _ in nearest(known, lat=39.66, lon=124.705, within_km=2)]
    ['Tongchang-ri', 'Sohae Satellite Launching Ground']
    """
    north = within_km / _DEGREE_KM
    east = north / max(0.01, math.cos(math.radians(min(89.0, abs(lat) + north))))
    near = (
        (p, kilometres(lat, lon, p))
        for p in known.located
        if p.lat is not None and p.lon is not None and abs(p.lat - lat) <= north and abs(p.lon - lon) <= east
    )
    return sorted(
        ((p, km) for p, km in near if km <= within_km), key=lambda found: (found[1], found[0].place_id)
    )
