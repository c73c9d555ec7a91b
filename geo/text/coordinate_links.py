"""Find the coordinates in well-known text, GeoJSON points, ``geo:`` addresses and links of web maps."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

__all__ = ["LINKS", "PATTERNS", "linked"]

_N = r"([-+]?\d{1,3}(?:\.\d+)?)"
_WKT = re.compile(
    rf"(?:<[^<>]*> ?)?(?:SRID=4326; ?)?POINT ?(?:Z|M|ZM)? ?\( ?{_N} {_N}(?: [-+.\d]+)* ?\)", re.IGNORECASE
)
_GEO = re.compile(rf"geo:{_N},{_N}(?:,[-+.\d]+)?(?:[;?].*)?", re.IGNORECASE)
LINKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d{_N}!4d{_N}",  # the pin of a Google place, before the middle of the view
        rf"[?&#/](?:q|query|ll|sll|center|cp|loc|daddr|destination|mlatlon)=(?:loc:)?{_N}(?:,|~|%2C){_N}(?![\d.])",
        rf"[?&#]m?lat(?:itude)?={_N}&m?(?:lon|lng|long|longitude)={_N}(?![\d.])",
        rf"@{_N},{_N}(?![\d.])",
        rf"#(?:map|c)=[\d.]+/{_N}/{_N}(?![\d.])",
        rf"/maps/(?:place|search)/{_N},(?:\+|%20)?{_N}(?![\d.])",
    )
)
_LON_FIRST_LINK = re.compile(rf"[?&](?:pt|ll)={_N},{_N}(?![\d.])", re.IGNORECASE)
"""Yandex has the longitude first."""
_LON_THEN_LAT = re.compile(
    rf"[?&#]m?(?:lon|lng|long|longitude)={_N}&m?lat(?:itude)?={_N}(?![\d.])", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S+|[?#&]?[a-z]+=\S+&\S+", re.IGNORECASE)
"""An address, or what follows its question mark."""
PATTERNS = {
    "wkt": _WKT,
    "geo": _GEO,
    "address": _ADDRESS,
    "yandex": _LON_FIRST_LINK,
    "reversed": _LON_THEN_LAT,
}
"""What the page's search reads by, too, with :data:`LINKS`."""


def linked(text: str) -> tuple[str, str, str] | None:
    """Return the notation, latitude and longitude of a text as they are written; None without any.

    Parameters
    ----------
    text : str
        Without white space at its ends.

    Examples
    --------
    >>> linked("POINT (126.2 39.25)"), linked("geo:39.25,126.2;u=35")
    (('WKT', '39.25', '126.2'), ('geo address', '39.25', '126.2'))
    >>> linked("https://www.openstreetmap.org/?mlat=39.25&mlon=126.2#map=12/39.2/126.1")
    ('link of a map', '39.25', '126.2')
    >>> linked("lat=39.25&lon=126.2"), linked("39.25, 126.2")
    (('link of a map', '39.25', '126.2'), None)
    """
    found = _WKT.fullmatch(re.sub(" +", " ", text))
    if found:
        return "WKT", found[2], found[1]
    if text.startswith("{"):
        return _geojson(text)
    found = _GEO.fullmatch(text)
    if found:
        return "geo address", found[1], found[2]
    if not _ADDRESS.fullmatch(text):
        return None
    address = unquote(text)
    if not address.lower().startswith("http"):
        address = "?" + address.lstrip("?#&")
    if "yandex." in address:
        found = _LON_FIRST_LINK.search(address)
        return ("link of a map", found[2], found[1]) if found else None
    for pattern in LINKS:
        found = pattern.search(address)
        if found:
            return "link of a map", found[1], found[2]
    found = _LON_THEN_LAT.search(address)
    return ("link of a map", found[2], found[1]) if found else None


def _geojson(text: str) -> tuple[str, str, str] | None:
    """Latitude and longitude of a GeoJSON point, or of a feature that has one."""
    try:
        # Numbers stay texts, so that their digits are kept.
        value = json.loads(text, parse_float=str, parse_int=str)
    except ValueError:
        return None
    shape = value.get("geometry", value) if isinstance(value, dict) else None
    if not isinstance(shape, dict) or shape.get("type") != "Point":
        return None
    at = shape.get("coordinates")
    if not isinstance(at, list) or len(at) < 2 or not all(isinstance(n, str) for n in at[:2]):
        return None
    return "GeoJSON", at[1], at[0]
