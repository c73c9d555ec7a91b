"""Find the places at a point that is written in any usual notation, and say what should be known of it."""

from __future__ import annotations

from geo.model.entities import PRECISIONS, Place
from geo.reference.context import Reference
from geo.reference.nearest import nearest
from geo.reference.written_points import coarse, precision_by_digits, read_point, written_point
from geo.text.coordinates import Point
from geo.text.grid_references import recovered_plus_code, short_plus_code

from .at_sea import at_sea
from .lookup import resolve

__all__ = ["at_point", "is_point", "remarks"]

_NEAR_KM = 2.0
"""Largest distance at which a site or settlement counts as being at the point."""


def at_point(query: str, reference: Reference) -> list[tuple[Place, str, float]] | None:
    """Return the places at a point; None where the text is not a point.

    These are the nearest site or settlement within two kilometres, the county and the province, as far as the digits
    of the point allow; the list is empty outside the country.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> reference = Reference.bundled()
    >>> [p.name for p, *_ in at_point("39°15′36″N 126°12′E", reference)]
    ['Songchon', 'South Phyongan']
    >>> [p.name for p, *_ in at_point("7626+22 Songchon County", reference)]
    ['Songchon', 'South Phyongan']
    >>> at_point("37.5665 126.978", reference), at_point("Songchon County", reference)
    ([], None)
    """
    point = _near_named_place(query, reference) or read_point(query)
    if point is None:
        return None
    pcode = reference.boundaries.county_at(lat=point.lat, lon=point.lon)
    precision = precision_by_digits(point.step_km)
    if pcode is None or precision == "country":
        return []
    known = reference.gazetteer
    near = nearest(known, lat=point.lat, lon=point.lon, within_km=_NEAR_KM)[:1]
    if PRECISIONS.index(precision) > PRECISIONS.index("locality"):
        near = []
    inside = reference.boundaries.locate(point.lon, point.lat).item() is not None
    rule = "point in polygon" if inside else "nearest county, a little off its coast"
    places = [(place, f"nearest {place.kind}, {apart:.1f} km off", 1.0) for place, apart in near]
    return [*places, *((known[code], rule, 1.0) for code in (pcode, pcode[:4]))]


def is_point(query: str) -> bool:
    """Whether a text is a point that :func:`at_point` can look up.

    Examples
    --------
    >>> is_point("39.26, 126.2"), is_point("Songchon County, 1960")
    (True, False)
    """
    return read_point(query) is not None


def remarks(query: str, reference: Reference) -> list[str]:
    r"""Return what should be known of a text that is a point or looks like one.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> reference = Reference.bundled()
    >>> remarks("126.2, 39.25", reference), remarks("39.35, 127.75", reference)
    (['the longitude is written first; read as 39.25, 126.2'], ['it is at sea, 16 km off Hodo, South Hamgyong'])
    >>> remarks("39°75'N 126°12'E", reference)
    ['"39 ° 75 \' N" has minutes or seconds of 60 or more']
    """
    try:
        point = _near_named_place(query, reference) or written_point(query)
    except ValueError as error:
        return [str(error)]
    return [] if point is None else _of(point, reference)


def _near_named_place(query: str, reference: Reference) -> Point | None:
    """The point of a shortened plus code with a place ("7622+22 Songchon"), where that names one place."""
    given = short_plus_code(query)
    if given is None:
        return None
    code, name = given
    place = resolve(name, reference).place
    if place is None or place.lat is None or place.lon is None:
        return None
    cell = recovered_plus_code(code, lat=place.lat, lon=place.lon)
    return Point(cell.lat, cell.lon, cell.size_km, "plus code")


def _of(point: Point, reference: Reference) -> list[str]:
    noted = []
    if point.longitude_first:
        noted.append(f"the longitude is written first; read as {point.lat:g}, {point.lon:g}")
    if exact := coarse(point.step_km):
        level = precision_by_digits(point.step_km)
        says = "no more than the country" if level == "country" else f"at best {level}"
        noted.append(f"its {exact}: {says}")
    if point.notation in ("MGRS", "plus code"):
        noted.append(f"{point.lat:.5f}, {point.lon:.5f} is the centre of its cell")
    boundaries = reference.boundaries
    if boundaries.county_at(lat=point.lat, lon=point.lon) is None:
        iso = boundaries.border.neighbour(point.lon, point.lat)
        sea = None if iso else at_sea(reference, lat=point.lat, lon=point.lon)
        if iso or sea:
            noted.append(
                f"it is in {boundaries.border.names[iso]}"
                if iso
                else f"it is at sea, {sea.name if sea else ''}"
            )
        else:
            noted.append("it is outside of the DPRK")
    return noted
