"""Name points at sea by the coast nearest to them: "14 km off Hodo, South Hamgyong"."""

from __future__ import annotations

from dataclasses import dataclass

from geo.reference.boundaries.extent import COAST_KM
from geo.reference.context import Reference
from geo.reference.nearest import nearest

__all__ = ["SeaPoint", "at_sea"]

_FAR_KM = 500.0
"""Largest distance from the coast: wider than either sea."""
_ALONG_KM = 10.0
"""How much farther than the coast a place may lie whose name is given."""
_SEAS = (121.0, 35.0, 134.0, 45.0)
"""West, south, east and north of the window in which the land of the neighbours is known, in degrees."""


@dataclass(frozen=True, slots=True)
class SeaPoint:
    """A point at sea.

    Attributes
    ----------
    km : float
        Distance to the nearest coast in kilometres.
    name : str
        That distance, and what lies there, in words.
    adm2 : str or None
        P-code of the county whose coast is nearest; None off the coast of a neighbour.
    """

    km: float
    name: str
    adm2: str | None


def at_sea(reference: Reference, *, lat: float, lon: float) -> SeaPoint | None:
    """Name a point at sea by the nearest coast; None for a point on land, or a few kilometres off a neighbour's.

    Parameters
    ----------
    reference : Reference
    lat, lon : float
        Degrees (WGS 84).

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> reference = Reference.bundled()
    >>> at_sea(reference, lat=39.35, lon=127.75).name, at_sea(reference, lat=38.9, lon=130.2).name
    ('16 km off Hodo, South Hamgyong', '158 km off South Korea')
    >>> at_sea(reference, lat=39.25, lon=126.2), at_sea(reference, lat=37.57, lon=126.98)
    (None, None)
    """
    west, south, east, north = _SEAS
    border, known = reference.boundaries.border, reference.gazetteer
    if not (west <= lon <= east and south <= lat <= north) or border.neighbour(lon, lat):
        return None
    iso, theirs = border.nearest_neighbour(lon, lat)
    pcode, ours = border.nearest_county(lon, lat, _FAR_KM)
    if pcode is None or theirs <= ours:
        return (
            SeaPoint(theirs, f"{theirs:.0f} km off {border.names[iso]}", None) if theirs > COAST_KM else None
        )
    if ours <= 0:
        return None
    there = [
        place
        for place, _ in nearest(known, lat=lat, lon=lon, within_km=ours + _ALONG_KM)
        if place.adm1 == pcode[:4]
    ]
    place = there[0] if there else known[pcode]
    return SeaPoint(ours, f"{ours:.0f} km off {place.name}, {known.name(pcode[:4])}", pcode)
