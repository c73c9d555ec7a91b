"""Geocoding in the form of Nominatim: ``/search`` and ``/reverse``, answered from the reference alone."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import shapely
from geopy.exc import GeocoderQueryError
from geopy.location import Location

from geo.geocoding.geopy_adapter import Geocoder
from geo.outputs.formats.geometries import areas
from geo.reference.context import Reference

from .parameters import Pairs, known_only, once
from .values import ParameterError

__all__ = ["NOT_FOUND", "Places"]

NOT_FOUND = {"error": "Unable to geocode"}
"""Nominatim's answer to a point where nothing is known."""
_LICENCE = "dprk-geo; places from OCHA, geoBoundaries, GeoNames and own lists: data/SOURCES.md"
_FORMATS = ("json", "jsonv2", "geojson")
_PARTS = ("street", "city", "county", "state", "country", "postalcode")
_ANSWERED = ("format", "accept-language", "addressdetails", "namedetails", "polygon_geojson")
_NOTHING = ("email", "debug", "dedupe", "extratags", "layer", "polygon_threshold", "exclude_place_ids")
"""Parameters of Nominatim's that change nothing here: there is one place of each, and no more to say of it."""
_SEARCH = (
    "q", *_PARTS, "limit", "viewbox", "bounded", "countrycodes", "featureType", "featuretype", *_ANSWERED, *_NOTHING
)  # fmt: skip
_REVERSE = ("lat", "lon", "zoom", *_ANSWERED, *_NOTHING)
_LIMIT, _MOST = 10, 40
_SURE = 0.5
"""Score that a place must exceed where one is asked for, as in :class:`geo.geocoding.geopy_adapter.Geocoder`."""
_RANKS = {"adm1": 8, "adm2": 12, "locality": 18, "natural": 22, "site": 30}
_SPAN = {"site": 0.005, "natural": 0.02}
"""Half the side of the box around a point, in degrees."""
_TOWN = 0.02
_LANGUAGE = re.compile(r"[A-Za-z]{2}")


class Places:
    """Answers queries from a reference.

    Parameters
    ----------
    reference : Reference
        Names and boundaries that are searched.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> places = Places(Reference.bundled())
    >>> [one["display_name"] for one in places.search([("q", "운산군")])]
    ['Unsan County, North Phyongan']
    >>> len(places.search([("q", "Unsan")])), places.search([("q", "Unsan"), ("limit", "1")])
    (2, [])
    >>> places.reverse([("lat", "39.66"), ("lon", "124.705"), ("zoom", "8")])["display_name"]
    'Cholsan County, North Phyongan'
    """

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._geocoder = Geocoder(reference=reference)

    def search(self, pairs: Pairs) -> Any:
        """Answer a search; a list, empty where nothing is found.

        Parameters
        ----------
        pairs : sequence of (str, str)
            Parameters of the query, decoded.

        Raises
        ------
        ParameterError
            One is unknown or has an invalid value.
        """
        known_only(pairs, _SEARCH)
        form, options = _options(pairs)
        limit = min(_number(pairs, "limit", _LIMIT, 1), _MOST)
        parts = {name: value for name in _PARTS if (value := once(pairs, name))}
        query = once(pairs, "q")
        if query and parts:
            raise ParameterError(
                f"q and {next(iter(parts))} are both given; give one text, or the parts of an address"
            )
        if not query and not parts:
            raise ParameterError(
                "nothing is asked for; give q=, or parts of an address as county= and state="
            )
        try:
            found = self._geocoder.geocode(
                query or parts,
                exactly_one=False,
                viewbox=_viewbox(pairs),
                bounded=_flag(pairs, "bounded"),
                country_codes=once(pairs, "countrycodes") or None,
                featuretype=once(pairs, "featureType") or once(pairs, "featuretype"),
                geometry="geojson" if _flag(pairs, "polygon_geojson") else None,
                **options,
            )
        except GeocoderQueryError as error:
            raise ParameterError(str(error)) from error
        places = list(found or [])
        # Who asks for one place takes the first: of several that are equally likely it would be a guess.
        sure = [one for one in places if one.raw["score"] > _SURE]
        return _answer((sure if limit == 1 else places)[:limit], form, self._reference)

    def reverse(self, pairs: Pairs) -> Any:
        """Answer which place is at a point; :data:`NOT_FOUND` where nothing is known, as at sea and abroad.

        Raises
        ------
        ParameterError
            One is unknown or has an invalid value.
        """
        known_only(pairs, _REVERSE)
        form, options = _options(pairs, details=True)
        at = (_degrees(pairs, "lat", 90.0), _degrees(pairs, "lon", 180.0))
        found = self._geocoder.reverse(at, zoom=_number(pairs, "zoom", 18, 0), **options)
        if found is None:
            return NOT_FOUND
        if _flag(pairs, "polygon_geojson"):
            shape = areas(self._reference.boundaries).get(str(found.raw["place_id"]))
            found.raw.update({"geojson": shape} if shape else {})
        answer = _answer([found], form, self._reference)
        return answer if form == "geojson" else answer[0]


def _options(pairs: Pairs, *, details: bool = False) -> tuple[str, dict[str, Any]]:
    """The form of an answer, and the options that both queries have."""
    form = once(pairs, "format") or "jsonv2"
    if form not in _FORMATS:
        raise ParameterError(f"format={form[:40]!r}: the formats are {', '.join(_FORMATS)}")
    language = _LANGUAGE.match(once(pairs, "accept-language") or "")
    return form, {
        "language": language[0] if language else False,
        "addressdetails": _flag(pairs, "addressdetails", given=details),
        "namedetails": _flag(pairs, "namedetails"),
    }


def _flag(pairs: Pairs, name: str, *, given: bool = False) -> bool:
    value = once(pairs, name)
    if value is None:
        return given
    if value.lower() not in ("0", "1", "true", "false"):
        raise ParameterError(f"{name}={value[:40]!r}: give 0 or 1")
    return value.lower() in ("1", "true")


def _number(pairs: Pairs, name: str, default: int, least: int) -> int:
    value = once(pairs, name)
    if value is None:
        return default
    if not re.fullmatch("[0-9]{1,9}", value) or int(value) < least:
        raise ParameterError(f"{name}={value[:40]!r}: give a whole number from {least} on")
    return int(value)


def _degrees(pairs: Pairs, name: str, most: float) -> float:
    value = once(pairs, name)
    try:
        number = float(value or "")
    except ValueError:
        number = math.nan
    if not -most <= number <= most:
        got = "is missing" if value is None else f"is {value[:40]!r}"
        raise ParameterError(f"{name} {got}; give degrees from {-most:g} to {most:g}")
    return number


def _viewbox(pairs: Pairs) -> list[tuple[float, float]] | None:
    value = once(pairs, "viewbox")
    if not value:
        return None
    try:
        west, north, east, south = (float(part) for part in value.split(","))
    except ValueError:
        west = north = east = south = math.nan
    if not (
        -180 <= min(west, east) <= max(west, east) <= 180
        and -90 <= min(north, south) <= max(north, south) <= 90
    ):
        raise ParameterError(f"viewbox={value[:60]!r}: give two corners as lon,lat,lon,lat in degrees")
    return [(min(north, south), min(west, east)), (max(north, south), max(west, east))]


def _answer(found: list[Location], form: str, reference: Reference) -> Any:
    places = [_place(one, form, reference) for one in found]
    if form != "geojson":
        return places
    features = []
    for place in places:
        shape = place.pop("geojson", None)
        lon, lat = float(place.pop("lon")), float(place.pop("lat"))
        west_east = place.pop("boundingbox")
        features.append({
            "type": "Feature",
            "properties": {name: value for name, value in place.items() if name != "licence"},
            "bbox": [float(west_east[n]) for n in (2, 0, 3, 1)],
            "geometry": shape or {"type": "Point", "coordinates": [lon, lat]},
        })  # fmt: skip
    return {"type": "FeatureCollection", "licence": _LICENCE, "features": features}


def _place(found: Location, form: str, reference: Reference) -> dict[str, Any]:
    """A place with Nominatim's names, and in ``dprk_geo`` what this project knows of it besides."""
    raw = found.raw
    kind = str(raw["kind"])
    class_ = {"adm1": "boundary", "adm2": "boundary", "locality": "place", "natural": "natural"}.get(
        kind, "man_made"
    )
    given: dict[str, Any] = {
        "place_id": raw["place_id"],
        "licence": _LICENCE,
        "lat": f"{found.latitude:.7g}",
        "lon": f"{found.longitude:.7g}",
        "category" if form in ("jsonv2", "geojson") else "class": class_,
        "type": "administrative" if class_ == "boundary" else raw["type"],
        "place_rank": _RANKS.get(kind, 20),
        "importance": raw["score"],
        "addresstype": {"adm1": "state", "adm2": "county"}.get(kind, raw["type"] or kind),
        "name": raw["name"],
        "display_name": found.address,
        "boundingbox": _bounds(found, reference),
    }
    given |= {name: raw[name] for name in ("address", "namedetails", "geojson") if name in raw}
    ours = ("adm1", "adm2", "korean", "geo_precision", "rule", "score", "distance_km", "part", "candidates")
    return given | {"dprk_geo": {name: raw[name] for name in ours if name in raw}}


def _bounds(found: Location, reference: Reference) -> list[str]:
    """South, north, west and east of a place, as Nominatim orders them."""
    raw: Mapping[str, Any] = found.raw
    if raw["kind"] in ("adm1", "adm2"):
        shapes = reference.boundaries.shapes(raw["kind"])
        if raw["place_id"] in shapes:
            west, south, east, north = map(float, shapely.bounds(shapes[raw["place_id"]]))
            return [f"{one:.6f}" for one in (south, north, west, east)]
    half = _SPAN.get(str(raw["kind"]), _TOWN)
    lat, lon = found.latitude, found.longitude
    return [f"{one:.6f}" for one in (lat - half, lat + half, lon - half, lon + half)]
