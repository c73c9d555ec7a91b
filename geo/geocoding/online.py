"""An online service that is asked where the reference knows nothing, within bounds.

It is asked no faster than its owner allows, never twice for the same thing where a cache is given, and only
for places in the DPRK: the country goes into the question where the service takes it, and an answer outside of
the country's polygons is refused. P-codes come from the polygons.
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
"""Score of an online answer: it says that the place exists and where, not that the text means it."""
_COUNTRY: Mapping[str, Any] = {"country_codes": "kp", "country": "kp", "components": {"country": "KP"}}
"""How geocoders of geopy call the bound to a country, and what they take for the DPRK."""
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
"""What geocoders of geopy stumble over where JSON has another shape than its service promises."""
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
    """How precisely an answer says where a place is: one of :data:`geo.model.entities.PRECISIONS`.

    From Nominatim's ``addresstype``, ``type``, ``class`` or ``category``; where they say nothing that is known,
    the county is all that is claimed.

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
    """A geocoder of geopy, rate limited, cached and bound to the country.

    Parameters
    ----------
    service : geopy.geocoders.base.Geocoder
    reference : Reference
        Whose boundaries tell what lies in the country.
    cache : path, optional
        A SQLite file that keeps the answers (:class:`geo.geocoding.cache.Answers`).
    min_delay_seconds : float
        Between two questions to the service. What the cache knows is answered at once.
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
        # One limiter for both methods: a service counts its visitors' questions, not their kind.
        self._ask = limiter(
            self._method, min_delay_seconds=min_delay_seconds, max_retries=0, swallow_exceptions=False
        )

    def ask(self, method: str, query: Any, options: Mapping[str, Any], *, timeout: Any) -> list[Location]:
        """Answers that lie in the country, best first.

        Raises
        ------
        geopy.exc.GeopyError
            What the service raises; nothing is cached then.
        """
        params = self._params(method, options)
        kept = self._kept(method, query, params)
        if kept is None:
            try:
                found = self._ask(method, query, **params, exactly_one=False, timeout=timeout)
            except GeopyError:
                raise
            except _MISREAD as error:
                raise self._unreadable(error) from error
            kept = self._keep(method, query, params, found)
        return self._within(kept, query, params)

    async def ask_async(
        self, method: str, query: Any, options: Mapping[str, Any], *, timeout: Any
    ) -> list[Location]:
        """The same with an asynchronous adapter."""
        params = self._params(method, options)
        kept = self._kept(method, query, params)
        if kept is None:
            try:
                found = await self._ask(method, query, **params, exactly_one=False, timeout=timeout)
            except GeopyError:
                raise
            except _MISREAD as error:
                raise self._unreadable(error) from error
            kept = self._keep(method, query, params, found)
        return self._within(kept, query, params)

    def _method(self, method: str, query: Any, **options: Any) -> Any:
        return getattr(self.service, method)(query, **options)

    def _unreadable(self, error: Exception) -> GeocoderParseError:
        return GeocoderParseError(f"{self.name} gave an answer that cannot be read ({error})")

    def _params(self, method: str, options: Mapping[str, Any]) -> dict[str, Any]:
        """What of the caller's options the service takes, and the country."""
        taken = inspect.signature(getattr(self.service, method)).parameters
        params = {name: options[name] for name in _PASSED if options.get(name) and name in taken}
        if method == "geocode":
            params |= {name: value for name, value in _COUNTRY.items() if name in taken}
        return params

    def _kept(self, method: str, query: Any, params: Mapping[str, Any]) -> list[dict[str, Any]] | None:
        return self._answers.get(self._key, method, _said(query), params) if self._answers else None

    def _keep(self, method: str, query: Any, params: Mapping[str, Any], found: Any) -> list[dict[str, Any]]:
        rows = [
            {"address": one.address, "lat": one.latitude, "lon": one.longitude, "raw": one.raw}
            for one in found or []
        ]
        if self._answers:
            self._answers.put(self._key, method, _said(query), params, rows)
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
                    "%s puts %r at %.4f, %.4f, outside of the DPRK: refused", self.name, query, lat, lon
                )
                refused.append(
                    {"address": row["address"], "lat": lat, "lon": lon, "why": "outside of the DPRK"}
                )
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


def _said(query: Any) -> str:
    """A question as text, the same for the same question."""
    return (
        query if isinstance(query, str) else json.dumps(query, ensure_ascii=True, sort_keys=True, default=str)
    )


def _country(raw: Any) -> str:
    """Country code of an answer where it gives one."""
    address = raw.get("address") if isinstance(raw, Mapping) else None
    return str(address.get("country_code", "")).casefold() if isinstance(address, Mapping) else ""
