"""Find the place of a record: by its point, its P-code or place column, or its text.

A point always stands: a name or P-code in the same row never moves it. Where they do not agree, the record says by how
many kilometres, and with ``prefer="name"`` the name is used instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from geo.geocoding.at_sea import at_sea
from geo.geocoding.directions import towards
from geo.geocoding.lookup import Refusal
from geo.geocoding.table_places import NamedPlace, RowPlaces
from geo.languages import LANGUAGES
from geo.languages.combined import joined
from geo.languages.placement import Rows
from geo.linking.row_points import LocatedRow
from geo.model.entities import PRECISIONS, Mention, Place
from geo.model.errors import Report
from geo.readers.tables import Table
from geo.readers.tables.shapes import precision_of
from geo.reference.boundaries.extent import FAR_KM
from geo.reference.gazetteer import Gazetteer
from geo.reference.written_directions import names_waters, written_direction
from geo.reference.written_points import coarse, precision_by_digits
from geo.text.coordinates import Point
from geo.text.romanization import is_korean

__all__ = ["ABROAD", "Prefer", "Where", "by_columns", "by_text"]

ABROAD = "coordinates outside of the DPRK"
"""Beginning of the rule of records whose point is outside of the country."""
Prefer = Literal["point", "name"]
# The fields of a record that say where it is. (Sphinx cannot document an alias of a dict.)
Where = dict[str, Any]

_SAYS: Rows[re.Pattern[str]] = joined(LANGUAGES, "rows")
_BESIDE_KM = 8.0
"""Largest distance to the unit named at which nothing is said: boundaries are off by as much at known places."""


def by_columns(
    places: RowPlaces,
    row: Mapping[str, Any],
    located: LocatedRow,
    report: Report,
    prefer: Prefer = "point",
) -> Where | None:
    """Return the place of a record from its columns (coordinates, P-code, place); None if they are empty.

    Parameters
    ----------
    places : RowPlaces
        Of the record's table.
    row : mapping
    located : LocatedRow
        The point of the row and where it is.
    report : callable
        Called with an :class:`~geo.model.errors.InputError` for what does not agree, and what cannot be read.
    prefer : {"point", "name"}
        Which of the two is used where they do not agree.
    """
    table, point = places.table, located.point
    coded = table.code(row, "geo_precision", report, wanted=point is not None)
    if coded == "country":
        return _answer(None, None, None, None, None, "country", f"precision given by {_publisher(table)}")
    if coded == "sea":
        lat, lon = (point.lat, point.lon) if point else (None, None)
        return _answer(None, None, None, lat, lon, "sea", f"precision given by {_publisher(table)}")
    text = table.cell(row, "place")
    relative = written_direction(text) if text else None
    waters = relative is None and bool(text) and names_waters(text)
    if point is None and relative is not None:
        return _towards(table, row, text, report)
    # A direction, or waters, are not the place that is part of their name.
    named = NamedPlace(text, text, None, "") if relative is not None or waters else places.of(row)
    if named.conflict:
        table.fault(row, named.conflict, report)
    if table.of_places and not coded and named.place is not None and _is_unit(table, row, named.place):
        coded = named.place.geo_precision
    if point is not None:
        found = _by_point(table, row, named, located, coded, report, prefer)
        if found is not None:
            return _in_waters(found, table, text) if waters else found
    if waters:
        return _answer(text, None, None, None, None, "sea", "place column: at sea")
    return _by_name(table, row, named, report)


def by_text(text: str, places: Sequence[Mention], known: Gazetteer) -> Where:
    """Return the place of a text: the first mention after a preposition of place (from, at, in, near)."""
    placed = [m for m in places if _SAYS.before_place.search(text[max(0, m.start - 40) : m.start])]
    if not placed or is_korean(text):  # Korean has no prepositions
        places = placed = [m for m in places if not _SAYS.sent_to.match(text, m.end)]
    precise = [m for m in placed if m.adm2 or m.country == "KR"] or placed
    if precise:
        first = precise[0]
        # "the launch site in Cholsan County": the site is preferred to the unit that contains it.
        twins = [m for m in places if m.adm2 == first.adm2 and m.adm2 and m.kind in ("site", "locality")]
        return _of_mention(twins[0] if twins and first.country == "KP" else first, "text", known)
    if _SAYS.at_sea.search(text):
        return _answer(None, None, None, None, None, "sea", "text: at sea")
    return _answer(None, None, None, None, None, "country", "text names no place")


def _is_unit(table: Table, row: Mapping[str, Any], place: Place) -> bool:
    """Whether a row of a table of places is about a county or province itself, not about something in it."""
    name = table.cell(row, "title") or table.cell(row, "name")
    return place.kind in ("adm1", "adm2") and (not name or place in table.reference.gazetteer.find(name))


def _by_name(table: Table, row: Mapping[str, Any], named: NamedPlace, report: Report) -> Where | None:
    """Place that the columns name; None where they name none."""
    place, cell, name, why = named.place, named.surface, named.name, named.why
    if place is not None:
        if place.country != "KP":
            return _answer(name, None, None, None, None, "none", "place column: south of the line")
        if why:
            table.fault(row, f"place {cell[:60]!r} {why}; the row is placed in {name}", report)
        at = table.reference.gazetteer.coordinate_source(place) or place
        said = named.conflict or (f"{cell[:60]!r} {why}" if why else "")
        rule = f"place column; {said}" if said else "place column"
        return _answer(name, place.adm1, place.adm2, at.lat, at.lon, place.geo_precision, rule)
    if why:
        table.fault(row, f"place {cell[:60]!r} {why}", report)
        if named.refusal is Refusal.AMBIGUOUS:
            return _answer(name, None, None, None, None, "none", f"place column is ambiguous: {why}")
    return None


def _by_point(
    table: Table,
    row: Mapping[str, Any],
    named: NamedPlace,
    located: LocatedRow,
    coded: str | None,
    report: Report,
    prefer: Prefer,
) -> Where | None:
    """Place of a point; None where the row's name is to be used instead of it.

    Boundaries are accurate to a few kilometres only, so the unit that the row names takes precedence over the polygon
    where it is near. A precision code, the extent of an area, or few digits limit the precision of the place.
    """
    place, said, point = named.place, "", located.point
    assert point is not None
    if place is not None:
        apart = _kilometres(table, place, point, located.county)
        # A point at sea may well be off the unit that the row names.
        beside = FAR_KM if located.sea else _BESIDE_KM
        if apart > beside + point.step_km:
            said = f"{place.name} ({place.adm2 or place.adm1 or place.country}) lies {apart:.0f} km from the point"
            if apart > FAR_KM + point.step_km:
                if prefer == "name":
                    _conflict(
                        table, row, point, place, apart, "the row is read without its coordinates", report
                    )
                    return None
                place = None
            how = "the point stands" if place is None else "the point stands, in the unit named"
            _conflict(table, row, point, named.place, apart, how, report)
    elif named.surface and written_direction(named.surface):
        said = named.surface
    found = _at_point(table, row, place, located, point, coded)
    if found["surface"] is None and (named.place is not None or said):
        found["surface"] = named.name or None
    return {**found, "rule": f"{found['rule']}; {said}"} if said else found


def _conflict(
    table: Table,
    row: Mapping[str, Any],
    point: Point,
    place: Place | None,
    apart: float,
    how: str,
    report: Report,
) -> None:
    name = place.name if place else ""
    what = f"{point.lat:g}, {point.lon:g} lies {apart:.0f} km from {name}, which the row names; {how}"
    table.fault(row, what, report)


def _kilometres(table: Table, place: Place, point: Point, county: str | None) -> float:
    """Distance from a point to a unit, or to the unit that contains a place; 0 for a place in the South."""
    pcode = place.adm2 or place.adm1
    if place.country != "KP" or not pcode or (county or "").startswith(pcode):
        return 0.0
    return table.reference.boundaries.kilometres_to(pcode, point.lon, point.lat)


def _at_point(
    table: Table,
    row: Mapping[str, Any],
    place: Place | None,
    located: LocatedRow,
    point: Point,
    coded: str | None,
) -> Where:
    """Place of a point, in the unit that the row names, else in the county whose polygon contains it."""
    given = table.extent(row)
    lat, lon, county, sea = point.lat, point.lon, located.county, located.sea
    digits = precision_by_digits(point.step_km)
    precision = coded or (_coarser(precision_of(given), digits) if given else digits)
    rule = "coordinates of the record" if not given else "a point inside the record's area"
    if point.notation not in ("degrees", "geometry"):
        rule += f", {point.notation}"
    if point.longitude_first:
        rule += ", longitude first"
    if coded:
        rule += f", precision given by {_publisher(table)}"
    elif exact := coarse(point.step_km):
        rule += f", {exact}"
    reference = table.reference
    name = place.name if place is not None else None
    if county is None:
        if sea is None and not (precision == "country" and place is not None):
            iso = located.neighbour
            where = f"{ABROAD} ({reference.boundaries.border.names[iso]})" if iso else ABROAD
            return _answer(None, None, None, lat, lon, "none", where)
        if sea is not None and precision != "country":
            return _answer(sea.name, None, None, lat, lon, "sea", f"{rule}: at sea, {sea.name}")
    if place is not None and place.adm2 and precision != "adm1":
        level = "adm2" if precision == "country" else precision
        return _answer(name, place.adm1, place.adm2, lat, lon, level, f"{rule}, county as it names it")
    if place is not None and place.adm1 and precision in ("adm1", "country"):
        return _answer(name, place.adm1, None, lat, lon, "adm1", f"{rule}, province as it names it")
    if precision == "country" or county is None:
        return _answer(None, None, None, lat, lon, "country", rule)
    if precision != "adm1" and (district := reference.boundaries.part(lon, lat)):
        rule += f", in {district.name}"
    adm2 = None if precision == "adm1" else county
    return _answer(name, county[:4], adm2, lat, lon, precision, rule)


def _coarser(by_extent: str | None, by_digits: str) -> str:
    """The less precise of two levels."""
    return max(by_extent or "site", by_digits, key=PRECISIONS.index)


def _in_waters(found: Where, table: Table, text: str) -> Where:
    """A place by its point whose name says that it is at sea: it is, unless the point lies inland."""
    lat, lon = found["lat"], found["lon"]
    boundaries = table.reference.boundaries
    if found["geo_precision"] in ("sea", "none") or boundaries.locate(lon, lat).item() is not None:
        return {**found, "rule": f"{found['rule']}; the place column says {text[:60]!r}"}
    sea = at_sea(table.reference, lat=lat, lon=lon)
    where = f"at sea, {sea.name}" if sea else "at sea"
    rule = f"coordinates of the record: {where}; the place column says {text[:60]!r}"
    return _answer(sea.name if sea else text, None, None, lat, lon, "sea", rule)


def _towards(table: Table, row: Mapping[str, Any], text: str, report: Report) -> Where | None:
    """Place that is written as a distance and a direction from another one, computed."""
    found = towards(text, table.reference)
    if found.why:
        table.fault(row, f"place {text[:60]!r}: {found.why}", report)
        return _answer(text, None, None, None, None, "none", f"place column: {found.why}")
    return _answer(text, found.adm1, found.adm2, found.lat, found.lon, found.precision, found.rule)


def _publisher(table: Table) -> str:
    return table.layout.title if table.layout else "the table"


def _answer(
    surface: str | None,
    adm1: str | None,
    adm2: str | None,
    lat: float | None,
    lon: float | None,
    precision: str,
    rule: str,
) -> Where:
    return {
        "surface": surface, "adm1": adm1, "adm2": adm2, "lat": lat, "lon": lon, "geo_precision": precision,
        "rule": rule,
    }  # fmt: skip


def _of_mention(mention: Mention, rule: str, known: Gazetteer) -> Where:
    if mention.country == "KR":
        return _answer(mention.surface, None, None, None, None, "none", f"{rule}: south of the line")
    place = known.get(mention.place_id)
    precision = place.geo_precision if place else "adm2" if mention.adm2 else "adm1"
    return _answer(
        mention.surface, mention.adm1, mention.adm2, mention.lat, mention.lon, precision, f"{rule}: {mention.rule}"
    )  # fmt: skip
