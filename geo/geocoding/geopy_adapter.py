"""A geopy geocoder for the bundled reference: any spelling, evidence in ``raw``, online services only on request.

Code written for a geocoder of geopy works unchanged: methods, keywords, errors, adapters and rate limiters are the
same. Distances are geodesic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geopy.adapters import BaseAsyncAdapter
from geopy.exc import ConfigurationError, GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL
from geopy.geocoders.base import Geocoder as _Base
from geopy.location import Location
from geopy.point import Point

from geo.model.entities import Place
from geo.reference.context import Reference
from geo.reference.nearest import nearest
from geo.reference.written_points import read_point

from .locations import location
from .lookup import lookup
from .online import Fallback
from .points import is_point
from .structured_queries import structured

__all__ = ["Geocoder"]

_Answer = tuple[Place, str, float, Mapping[str, Any]]
"""A place, its rule and score, and further keys for ``raw``."""
_NEAR_KM = 2.0
"""Largest distance from a point at which a site or settlement counts as being there."""
_SURE = 0.5
"""Score that an answer must exceed where exactly one is requested."""
_KINDS: Mapping[str, tuple[str, ...]] = {
    "country": (),
    "state": ("adm1",),
    "city": ("adm2",),
    "settlement": ("adm2", "locality"),
}
_COUNTY_ZOOM, _PLACE_ZOOM = 8, 12
"""Nominatim's levels of detail from which on a county is returned, and a place in it."""


class Geocoder(_Base):  # type: ignore[misc]
    """geopy's interface to the places of the DPRK.

    Parameters
    ----------
    fallback : geopy.geocoders.base.Geocoder, optional
        A service such as ``Nominatim(user_agent="your-project")`` that is queried where the reference has no answer
        at all. It is not queried for an ambiguous name, as it would choose one place without notice. By default no
        service is used and no network.
    cache : path, optional
        A SQLite file that stores the answers of the service, empty ones too.
    min_delay_seconds : float
        Time between two queries to the service.
    scheme, timeout, proxies, user_agent, ssl_context, adapter_factory
        As for every geocoder of geopy. With an asynchronous adapter, ``geocode`` and ``reverse`` must be awaited, and
        the fallback's adapter must be asynchronous too.
    reference : Reference, optional
        Names and boundaries that are searched; the bundled ones by default.

    Raises
    ------
    geopy.exc.ConfigurationError
        There is a cache but no service, or only one of the two adapters is asynchronous.

    Examples
    --------
    >>> here = Geocoder().geocode("Seongcheon-gun")
    >>> here.address, here.raw["adm2"]
    ('Songchon County, South Phyongan', 'KP0717')
    >>> Geocoder().reverse((39.25, 126.22)).raw["adm2"]
    'KP0717'
    """

    structured_query_params = frozenset(("street", "city", "county", "state", "country", "postalcode"))

    def __init__(
        self,
        *,
        fallback: Any = None,
        cache: str | Path | None = None,
        min_delay_seconds: float = 1.0,
        scheme: str | None = None,
        timeout: Any = DEFAULT_SENTINEL,
        proxies: Any = DEFAULT_SENTINEL,
        user_agent: str | None = None,
        ssl_context: Any = DEFAULT_SENTINEL,
        adapter_factory: Callable[..., Any] | None = None,
        reference: Reference | None = None,
    ) -> None:
        super().__init__(
            scheme=scheme,
            timeout=timeout,
            proxies=proxies,
            user_agent=user_agent,
            ssl_context=ssl_context,
            adapter_factory=adapter_factory,
        )
        if cache and fallback is None:
            raise ConfigurationError(
                "a cache stores the answers of a service; give the service as fallback=..."
            )
        self._reference = reference or Reference.bundled()
        self._async = isinstance(self.adapter, BaseAsyncAdapter)
        self._fallback = None
        if fallback is not None:
            self._fallback = Fallback(
                fallback, self._reference, cache=cache, min_delay_seconds=min_delay_seconds
            )
            if self._fallback.is_async != self._async:
                raise ConfigurationError(
                    "either both the geocoder and its fallback must have asynchronous adapters, or neither; "
                    "give both the same adapter_factory"
                )

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
        addressdetails: bool = False,
        language: Any = False,
        geometry: str | None = None,
        extratags: bool = False,
        country_codes: str | Sequence[str] | None = None,
        viewbox: Any = None,
        bounded: bool = False,
        featuretype: str | None = None,
        namedetails: bool = False,
    ) -> Any:
        """Return the location of a place, or a list of locations where ``exactly_one`` is False; None for no result.

        A name that several places have gives None with ``exactly_one``, as any choice would be a guess.

        Parameters
        ----------
        query : str or mapping
            A name in any spelling, with or without the unit that contains it, a P-code, or a sentence; a point as
            ``"39.26, 126.2"``, answered as by :meth:`reverse`; or Nominatim's structured query with ``street``,
            ``city``, ``county``, ``state``, ``country``, where ``street`` may be a site.
        exactly_one : bool
        timeout : float
            For the fallback only.
        limit : int, optional
            Largest number of locations in a list.
        language : str
            ``"ko"`` gives the address in Korean, anything else in English.
        country_codes : str or sequence of str
            Without ``kp`` among them there is no result.
        viewbox, bounded
            Two corners of a box. Locations in it come first; with ``bounded`` there are no others.
        featuretype : {'country', 'state', 'city', 'settlement'}
            Nothing, provinces, counties and cities, or counties, cities and settlements.
        geometry : {'geojson', 'wkt'}
            Add polygons of units as ``raw["geojson"]`` or ``raw["geotext"]``, as Nominatim does.
        addressdetails, namedetails : bool
            Add the parts of the address, and the names in both languages, to ``raw``.
        extratags : bool
            For the fallback only.

        Returns
        -------
        geopy.location.Location, list of them, or None
            An awaitable of these with an asynchronous adapter.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            The query is empty or not a text, a point is out of range, or an option has an unknown value.
        geopy.exc.GeopyError
            Raised by the fallback.

        Examples
        --------
        >>> Geocoder().geocode({"county": "Unsan", "state": "South Phyongan"}).raw["rule"]
        'structured: county in state'
        >>> Geocoder().geocode("Unsan") is None
        True
        >>> str(Geocoder().geocode("Unsan County, South Phyongan", language="ko"))
        '은산군, 평안남도'
        """
        options = {
            "limit": limit, "addressdetails": addressdetails, "language": language, "extratags": extratags,
            "viewbox": viewbox, "bounded": bounded, "featuretype": featuretype, "namedetails": namedetails,
        }  # fmt: skip
        if geometry is not None and geometry.lower() not in ("geojson", "wkt"):
            raise GeocoderQueryError(f"geometry is {geometry!r}; it can be 'geojson' or 'wkt'")
        if featuretype is not None and featuretype not in _KINDS:
            raise GeocoderQueryError(f"featuretype is {featuretype!r}; it can be one of {', '.join(_KINDS)}")
        if limit is not None and int(limit) < 1:
            raise GeocoderQueryError(f"limit is {limit}; it must be at least 1")
        asked = _checked_query(query)
        codes = [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
        if codes and "kp" not in (part.strip().casefold() for code in codes for part in code.split(",")):
            return self._given(None)
        if isinstance(asked, str) and is_point(asked):
            candidates = _places_at(self._reference, _point(asked), within_km=_NEAR_KM)
        else:
            named = (
                structured(asked, self._reference.gazetteer)
                if isinstance(asked, Mapping)
                else lookup(asked, self._reference)
            )
            candidates = [(p, rule, score, {}) for p, rule, score in named]
        details = (self._reference, language, addressdetails, namedetails, geometry)
        found = list(_located((one for one in candidates if _fits(one[0], featuretype)), *details))
        if viewbox:
            found = self._boxed(found, viewbox, bounded)
        if not exactly_one:
            answer: Any = found[:limit] or None
        else:
            answer = next((one for one in found if one.raw["score"] > _SURE), None)
        if candidates or self._fallback is None:
            return self._given(answer)
        return self._online("geocode", asked, options, exactly_one, timeout)

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        language: Any = False,
        addressdetails: bool = True,
        zoom: int | None = None,
        namedetails: bool = False,
        within_km: float = _NEAR_KM,
    ) -> Any:
        """Return the place at a point; None outside the country.

        Where the boundaries have districts, ``raw["part"]`` is the name of the one that contains the point.

        Parameters
        ----------
        query : point
            As in geopy: ``(lat, lon)``, ``"39.25, 126.22"``, a :class:`geopy.point.Point`.
        exactly_one : bool
            Return the most precise place; else a list from the most precise one to the province.
        zoom : int, optional
            Nominatim's level of detail: below 8 the province, below 12 the county or city; otherwise also the nearest
            known site or settlement within ``within_km``.
        within_km : float
            Largest geodesic distance to a site or settlement; ``raw["distance_km"]`` is the actual distance.
        timeout, language, addressdetails, namedetails
            As for :meth:`geocode`.

        Returns
        -------
        geopy.location.Location, list of them, or None
            An awaitable of these with an asynchronous adapter.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            The query is not a point, or out of range.

        Examples
        --------
        >>> Geocoder().reverse("39.66, 124.705").raw["name"]
        'Tongchang-ri'
        >>> Geocoder().reverse("39.66, 124.705", zoom=8).address
        'Cholsan County, North Phyongan'
        >>> Geocoder().reverse((37.5665, 126.978)) is None
        True
        """
        point = _point(query)
        if not within_km >= 0:
            raise GeocoderQueryError(f"within_km is {within_km}; give 0 or a distance in kilometres")
        found = list(
            _located(
                _places_at(self._reference, point, zoom, within_km),
                self._reference,
                language,
                addressdetails,
                namedetails,
            )
        )
        if found or self._fallback is None:
            return self._given((found[0] if exactly_one else found) if found else None)
        options = {
            "language": language,
            "addressdetails": addressdetails,
            "zoom": zoom,
            "namedetails": namedetails,
        }
        asked = (point.latitude, point.longitude)
        return self._online("reverse", asked, options, exactly_one, timeout)

    def _given(self, answer: Any) -> Any:
        """An answer, as an awaitable where the adapter is asynchronous."""
        if not self._async:
            return answer

        async def given() -> Any:
            return answer

        return given()

    def _online(
        self, method: str, query: Any, options: Mapping[str, Any], exactly_one: bool, timeout: Any
    ) -> Any:
        assert self._fallback is not None
        if timeout is DEFAULT_SENTINEL:
            timeout = self._fallback.service.timeout
        fallback = self._fallback

        def chosen(found: list[Location]) -> Any:
            return (found[0] if exactly_one else found) if found else None

        if not self._async:
            return chosen(fallback.ask(method, query, options, timeout=timeout))

        async def later() -> Any:
            return chosen(await fallback.ask_async(method, query, options, timeout=timeout))

        return later()

    def _boxed(self, found: list[Location], viewbox: Any, bounded: bool) -> list[Location]:
        try:
            corners = self._format_bounding_box(viewbox)
        except (TypeError, ValueError) as error:
            raise GeocoderQueryError(f"viewbox {viewbox!r} is not a pair of points: {error}") from error
        south, west, north, east = (float(part) for part in corners.split(","))

        def outside(one: Location) -> bool:
            return not (south <= one.latitude <= north and west <= one.longitude <= east)

        return [one for one in found if not outside(one)] if bounded else sorted(found, key=outside)


def _checked_query(query: Any) -> Any:
    """A query that is a text, or the non-empty parts of a structured query."""
    if isinstance(query, Mapping):
        parts = {
            name: str(value).strip()
            for name, value in query.items()
            if name in Geocoder.structured_query_params and value is not None and str(value).strip()
        }
        if not parts:
            names = ", ".join(sorted(Geocoder.structured_query_params))
            raise GeocoderQueryError(f"the query {dict(query)!r} has none of the parts {names}")
        return parts
    if not isinstance(query, str) or not query.strip():
        raise GeocoderQueryError(f"the query is {query!r}; give the name of a place")
    return query


def _point(query: Any) -> Point:
    """A query as a point on the globe."""
    written = read_point(query) if isinstance(query, str) else None
    if written is not None and not written.longitude_first:  # geopy's order is latitude first
        return Point(written.lat, written.lon)
    try:
        point = Point("" if query is None else query)  # geopy takes None for 0, 0
    except (TypeError, ValueError) as error:
        raise GeocoderQueryError(f"{query!r} is not a point: {error}; give latitude and longitude") from error
    if not -180 <= point.longitude <= 180 or not -90 <= point.latitude <= 90:
        raise GeocoderQueryError(f"{query!r} is out of range; latitude comes first")
    return point


def _places_at(
    reference: Reference, point: Point, zoom: int | None = None, within_km: float = _NEAR_KM
) -> list[_Answer]:
    """Places at a point, the most precise first."""
    known, boundaries = reference.gazetteer, reference.boundaries
    pcode = boundaries.locate(point.longitude, point.latitude).item()
    if pcode is None:
        return []
    district = boundaries.part(point.longitude, point.latitude)
    more = {"part": district.name} if district else {}
    found: list[_Answer] = []
    if zoom is None or zoom >= _PLACE_ZOOM:
        for place, apart in nearest(known, lat=point.latitude, lon=point.longitude, within_km=within_km):
            found.append((place, f"nearest {place.kind}", 1.0, {"distance_km": round(apart, 3), **more}))
    levels = (pcode, pcode[:4]) if zoom is None or zoom >= _COUNTY_ZOOM else (pcode[:4],)
    return [*found, *((known[level], "point in polygon", 1.0, more) for level in levels)]


def _located(answers: Iterable[_Answer], *details: Any) -> Iterator[Location]:
    """Answers as geopy locations, those without coordinates left out."""
    for place, rule, score, more in answers:
        if one := location(place, rule, score, *details):
            one.raw.update(more)
            yield one


def _fits(place: Place, featuretype: str | None) -> bool:
    return featuretype is None or place.kind in _KINDS[featuretype]
