"""Compute places that are written as a distance and a direction from another one ("21 km ENE of Kilju")."""

from __future__ import annotations

from dataclasses import dataclass

from geo.reference.context import Reference
from geo.reference.written_directions import Direction, written_direction

from .at_sea import at_sea
from .lookup import resolve
from .structured_queries import names_country

__all__ = ["Computed", "towards"]

_LOCALITY_KM, _COUNTY_KM = 3.0, 25.0
"""Largest uncertainties at which a computed point says the settlement, and the county."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A computed place, or why there is none.

    Attributes
    ----------
    lat, lon : float or None
        Degrees (WGS 84).
    adm1, adm2 : str or None
        P-codes; None where the uncertainty is too large for them, and at sea.
    precision : str
        One of :data:`geo.model.entities.PRECISIONS`, ``"sea"`` or ``"none"``.
    rule : str
        What was computed.
    why : str
        Why it could not be computed; empty where it was.
    """

    lat: float | None
    lon: float | None
    adm1: str | None
    adm2: str | None
    precision: str
    rule: str
    why: str = ""


def towards(text: str, reference: Reference) -> Computed:
    """Compute the place that a distance and a direction give.

    Parameters
    ----------
    text : str
        A text that :func:`geo.reference.written_directions.written_direction` reads.
    reference : Reference

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> found = towards("12 km N of Songchon County, North Korea", Reference.bundled())
    >>> found.adm2, found.precision, found.rule
    ('KP0717', 'adm2', 'computed: 12 km N of Songchon, to some 3 km')
    >>> towards("12 km N of Atlantis", Reference.bundled()).why
    "'Atlantis' is not known; write it as in 'Songchon County' or give its P-code"
    """
    direction = written_direction(text)
    if direction is None:
        return Computed(None, None, None, None, "none", "", "is no distance and direction")
    name = _name(direction)
    resolution = resolve(name, reference)
    place = resolution.place
    at = reference.gazetteer.coordinate_source(place) if place else None
    if place is None or at is None or at.lat is None or at.lon is None:
        why = resolution.why or "has no known coordinates"
        return Computed(None, None, None, None, "none", "", f"{name!r} {why}")
    from geopy.distance import geodesic

    there = geodesic(kilometers=direction.km).destination((at.lat, at.lon), bearing=direction.azimuth)
    lat, lon = round(there.latitude, 4), round(there.longitude, 4)
    exact = direction.uncertainty_km
    which = direction.text.removesuffix(direction.place).strip() or direction.text
    rule = f"computed: {which} {place.name}, to some {exact:.0f} km".replace("  ", " ")
    county = reference.boundaries.county_at(lat=lat, lon=lon)
    if county is None:
        sea = at_sea(reference, lat=lat, lon=lon)
        where = f"{rule}; at sea, {sea.name}" if sea else f"{rule}; outside of the DPRK"
        return Computed(lat, lon, None, None, "sea" if sea else "none", where)
    level = "locality" if exact <= _LOCALITY_KM else "adm2" if exact <= _COUNTY_KM else "adm1"
    return Computed(lat, lon, county[:4], None if level == "adm1" else county, level, rule)


def _name(direction: Direction) -> str:
    """The other place without the country behind or before it."""
    parts = [part.strip() for part in direction.place.split(",")]
    if len(parts) > 1 and names_country(parts[-1]):
        return ", ".join(parts[:-1])
    first, _, rest = direction.place.partition(" ")
    return rest.strip() if rest and names_country(first) else direction.place
