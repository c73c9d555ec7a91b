"""Query an online service for places that the reference does not have.

Queries are rate limited, cached if a cache is given, and restricted to the DPRK: the country is part of the query where
the service supports it, and answers outside the country's polygons are refused. P-codes come from the polygons.
"""

from __future__ import annotations

import inspect
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geopy.adapters import BaseAsyncAdapter
from geopy.exc import ConfigurationError, GeocoderParseError, GeopyError
from geopy.extra.rate_limiter import AsyncRateLimiter, RateLimiter
from geopy.location import Location

from geo.reference.boundaries.extent import COAST_KM
from geo.reference.context import Reference

from .cache import Answers

__all__ = ["SCORE", "Fallback", "precision_of"]

SCORE = 0.4
"""Score of an online answer; it shows that the place exists and where, but not that the text means it."""
_COUNTRY: Mapping[str, Any] = {"country_codes": "kp", "country": "kp", "components": {"country": "KP"}}
"""Parameters by which geocoders of geopy restrict a query to a country, and their values for the DPRK."""
_PASSED = (
    "language",
    "addressdetails",
    "namedetails",
    "extratags",
    "limit",
    "viewbox",
    "bounded",
    "featuretype",
    "zoom",
)
_MISREAD = (TypeError, KeyError, AttributeError, IndexError, ValueError)
"""Errors that geocoders of geopy raise where an answer does not have the expected structure."""
_log = logging.getLogger(__name__)

_PRECISION = {
    "country": "country",
    "adm1": "state province region",
    "adm2": "county city municipality district state_district administrative boundary political postcode",
    "locality": (
        "town village hamlet suburb neighbourhood quarter locality isolated_dwelling city_district borough "
        "allotments farm croft square road street highway residential natural peak mountain_range water "
        "waterway river stream lake reservoir island islet cape bay beach valley place"
    ),
    "site": (
        "building house house_number amenity tourism industrial man_made aeroway aerodrome airport railway station "
        "office shop leisure historic military landuse power craft healthcare emergency factory works"
    ),
}
_OF_KIND = {word: precision for precision, words in _PRECISION.items() for word in words.split()}


def precision_of(raw: Mapping[str, Any]) -> str:
    """Return the precision of an answer, one of :data:`geo.model.entities.PRECISIONS`.

    It follows from Nominatim's ``addresstype``, ``type``, ``class`` or ``category``; for unknown values it is
    ``adm2``.

    Examples
    --------
    >>> precision_of({"addresstype": "village"}), precision_of({"class": "boundary", "type": "administrative"})
    ('locality', 'adm2')
    >>> precision_of({"class": "man_made", "type": "works"}), precision_of({})
    ('site', 'adm2')
    """
    for name in ("addresstype", "type", "class", "category"):
        found = _OF_KIND.get(str(raw.get(name, "")).casefold())
        if found:
            return found
    return "adm2"


class Fallback:
    """A geocoder of geopy, rate limited, cached and restricted to the country.

    Parameters
    ----------
    service : geopy.geocoders.base.Geocoder
    reference : Reference
        Its boundaries decide what is in the country.
    cache : path, optional
        A SQLite file that stores the answers (:class:`geo.geocoding.cache.Answers`).
    min_delay_seconds : float
        Time between two queries to the service; cached answers are returned at once.
    """

    def __init__(
        self,
        service: Any,
        reference: Reference,
        *,
        cache: str | Path | None = None,
        min_delay_seconds: float = 1.0,
    ) -> None:
        if not min_delay_seconds >= 0:
            raise ConfigurationError(f"min_delay_seconds is {min_delay_seconds}; give 0 or more seconds")
        self.service, self._reference = service, reference
        self.name = type(service).__name__
        self.is_async = isinstance(getattr(service, "adapter", None), BaseAsyncAdapter)
        domain = getattr(service, "domain", "")
        self._key = f"{self.name} {domain}".strip()
        self._answers = Answers(cache) if cache else None
        limiter = AsyncRateLimiter if self.is_async else RateLimiter
        # One limiter for both methods, as services limit the total number of queries.
        self._ask = limiter(
            self._method, min_delay_seconds=min_delay_seconds, max_retries=0, swallow_exceptions=False
        )

    def ask(self, method: str, query: Any, options: Mapping[str, Any], *, timeout: Any) -> list[Location]:
        """Query the service or the cache, and return the answers in the country, best first.

        Parameters
        ----------
        method : {"geocode", "reverse"}
        query : any
            As geopy takes it.
        options : mapping
            Further arguments; those that the service does not take are left out.
        timeout : float

        Raises
        ------
        geopy.exc.GeopyError
            Raised by the service; nothing is cached then.
        """
        params = self._params(method, options)
        rows = self._cached(method, query, params)
        if rows is None:
            try:
                found = self._ask(method, query, **params, exactly_one=False, timeout=timeout)
            except GeopyError:
                raise
            except _MISREAD as error:
                raise self._unreadable(error) from error
            rows = self._store(method, query, params, found)
        return self._within(rows, query, params)

    async def ask_async(
        self, method: str, query: Any, options: Mapping[str, Any], *, timeout: Any
    ) -> list[Location]:
        """Do the same with an asynchronous adapter."""
        params = self._params(method, options)
        rows = self._cached(method, query, params)
        if rows is None:
            try:
                found = await self._ask(method, query, **params, exactly_one=False, timeout=timeout)
            except GeopyError:
                raise
            except _MISREAD as error:
                raise self._unreadable(error) from error
            rows = self._store(method, query, params, found)
        return self._within(rows, query, params)

    def _method(self, method: str, query: Any, **options: Any) -> Any:
        return getattr(self.service, method)(query, **options)

    def _unreadable(self, error: Exception) -> GeocoderParseError:
        return GeocoderParseError(f"{self.name}: the answer cannot be read ({error})")

    def _params(self, method: str, options: Mapping[str, Any]) -> dict[str, Any]:
        """The caller's options that the service takes, and the restriction to the country."""
        taken = inspect.signature(getattr(self.service, method)).parameters
        params = {name: options[name] for name in _PASSED if options.get(name) and name in taken}
        if method == "geocode":
            params |= {name: value for name, value in _COUNTRY.items() if name in taken}
        return params

    def _cached(self, method: str, query: Any, params: Mapping[str, Any]) -> list[dict[str, Any]] | None:
        return self._answers.get(self._key, method, _query_text(query), params) if self._answers else None

    def _store(self, method: str, query: Any, params: Mapping[str, Any], found: Any) -> list[dict[str, Any]]:
        rows = [
            {"address": one.address, "lat": one.latitude, "lon": one.longitude, "raw": one.raw}
            for one in found or []
        ]
        if self._answers:
            self._answers.put(self._key, method, _query_text(query), params, rows)
        return rows

    def _within(self, rows: list[dict[str, Any]], query: Any, params: Mapping[str, Any]) -> list[Location]:
        locate = self._reference.boundaries.locate
        found: list[Location] = []
        refused: list[dict[str, Any]] = []
        for row in rows:
            lat, lon, raw = float(row["lat"]), float(row["lon"]), row["raw"]
            country = _country(raw)
            bound = country == "kp" or (not country and "country_codes" in params)
            pcode = (
                None if country not in ("", "kp") else locate(lon, lat, nearest_km=COAST_KM * bound).item()
            )
            if pcode is None:
                _log.warning(
                    "%s puts %r at %.4f, %.4f, outside the DPRK: refused", self.name, query, lat, lon
                )
                refused.append({"address": row["address"], "lat": lat, "lon": lon, "why": "outside the DPRK"})
            else:
                found.append(self._location(row["address"], lat, lon, raw, pcode, refused))
        return found

    def _location(
        self,
        address: str,
        lat: float,
        lon: float,
        answer: Any,
        pcode: str,
        refused: list[dict[str, Any]],
    ) -> Location:
        known = self._reference.gazetteer
        precision = precision_of(answer) if isinstance(answer, Mapping) else "adm2"
        adm2 = pcode if precision not in ("adm1", "country") else None
        raw = {
            "place_id": "", "name": address.split(",")[0].strip(), "korean": "", "kind": precision, "type": "",
            "adm1": pcode[:4] if precision != "country" else None, "adm2": adm2, "lat": lat, "lon": lon,
            "country": "KP", "adm1_name": known.name(pcode[:4]), "adm2_name": known.name(adm2),
            "geo_precision": precision, "rule": f"fallback: {self.name}", "score": SCORE, "answer": answer,
            "candidates": refused,
        }  # fmt: skip
        return Location(address, (lat, lon), raw)


def _query_text(query: Any) -> str:
    """A query as text, the key of the cache."""
    return (
        query if isinstance(query, str) else json.dumps(query, ensure_ascii=True, sort_keys=True, default=str)
    )


def _country(raw: Any) -> str:
    """Country code of an answer; empty where it has none."""
    address = raw.get("address") if isinstance(raw, Mapping) else None
    return str(address.get("country_code", "")).casefold() if isinstance(address, Mapping) else ""
