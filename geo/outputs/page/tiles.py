"""Background tiles: the providers that a page can offer, and the hosts that it would request them from.

A page makes no request until the reader chooses a background. Providers come from xyzservices or from the caller as
``xyzservices.TileProvider``. This module does not use the network.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from html.parser import HTMLParser
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from geo.model.errors import OptionError
from geo.reference.paths import reference_path

__all__ = ["DEFAULT", "Provider", "offers", "sources"]

Provider: TypeAlias = "str | Mapping[str, Any]"
"""A name known to xyzservices, or a ``TileProvider`` with ``name``, ``url`` and ``attribution``."""

# Neither needs a token, and both may be used by anybody with attribution: a topographic map (CC BY-SA) and NASA's
# cloud-free satellite image (500 m per pixel). Esri's finer image also works without a token, but Esri's terms
# require an account, so it is not a default.
DEFAULT = ("OpenTopoMap", "NASAGIBS.BlueMarble")

_LOOPBACK = frozenset(("127.0.0.1", "localhost"))
_OSM = ("openstreetmap.org", "osm.org")
_KOREA = (37.5, 124.0, 43.1, 131.0)
"""South, west, north and east of the map, in degrees."""
# A host becomes part of the content security policy, so it must not contain other directives.
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::[0-9]{1,5})?")
# Placeholders that Leaflet fills in for each tile; {r} is "@2x" on high-resolution screens.
_LEFT = frozenset(("x", "y", "z", "r", "-y"))


class _Credit(HTMLParser):
    """Parser of an HTML attribution into pieces of text, each with its link or an empty string."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[list[str]] = []
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._href = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._href = ""

    def handle_data(self, data: str) -> None:
        if self.pieces and self.pieces[-1][1] == self._href:
            self.pieces[-1][0] += data
        else:
            self.pieces.append([data, self._href])


def _credit(provider: Mapping[str, Any]) -> list[list[str]]:
    """The attribution as pieces of text with links; the page never inserts it as HTML."""
    given = str(provider.get("html_attribution") or "")
    if not given:
        text = str(provider.get("attribution") or "").strip()
        return [[text.replace("(C)", "©"), ""]] if text else []
    parser = _Credit()
    parser.feed(given)
    parser.close()
    return parser.pieces


def _look_up(wanted: Provider) -> Mapping[str, Any]:
    if isinstance(wanted, Mapping):
        return wanted
    if not isinstance(wanted, str):
        raise OptionError(f"{wanted!r} is not a tile provider; give a name or a xyzservices.TileProvider")
    import xyzservices

    try:
        found: Mapping[str, Any] = xyzservices.providers.query_name(wanted)
    except ValueError as error:
        message = (
            f"no tile provider is called {wanted!r}; xyzservices.providers lists them, "
            f"for example {' or '.join(DEFAULT)}"
        )
        raise OptionError(message) from error
    return found


def _template(name: str, provider: Mapping[str, Any]) -> str:
    """URL template of a provider with all placeholders filled except those of the tile's position."""
    subdomain = str((provider.get("subdomains") or "abc")[0])  # one host is enough to name

    def fill(match: re.Match[str]) -> str:
        key = match.group(1)
        if key in _LEFT:
            return match.group(0)
        value = subdomain if key == "s" else provider.get(key)
        if value is None:
            message = f"{name}: its URL needs a value for {{{key}}}; set it as TileProvider(..., {key}=...)"
            raise OptionError(message)
        return str(value)

    url = re.sub(r"\{([^{}]*)\}", fill, str(provider.get("url") or ""))
    for needed in ("{z}", "{x}", "{y}"):
        if needed not in url.replace("{-y}", "{y}"):
            message = (
                f"{name}: its URL {url!r} has no {needed}; write it as https://host/{{z}}/{{x}}/{{y}}.png"
            )
            raise OptionError(message)
    return url


def _source(name: str, url: str) -> tuple[str, str]:
    """Host of a URL, and its form in the content security policy."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise OptionError(f"{name}: {url!r} has no valid host name") from error
    host = parts.netloc.lower()
    plain = host.partition(":")[0]
    if not _HOST.fullmatch(host):
        raise OptionError(f"{name}: {parts.netloc!r} is not a valid host name")
    if parts.scheme != "https" and not (parts.scheme == "http" and plain in _LOOPBACK):
        raise OptionError(f"{name}: {parts.scheme}://{host} is not encrypted; use its https address")
    if any(plain == own or plain.endswith("." + own) for own in _OSM):
        # These servers require a Referer header, which pages opened from disk do not send.
        message = (
            f"{name}: OpenStreetMap's own servers refuse pages opened from disk; "
            "OpenTopoMap draws the same data"
        )
        raise OptionError(message)
    return host, f"{parts.scheme}://{host}"


@cache
def _asking() -> tuple[Mapping[str, Any], ...]:
    """Hosts that are known to refuse pages without a key."""
    return tuple(tomllib.loads(reference_path("tile_hosts.toml").read_text("utf-8"))["host"])


def _refuse_without_key(name: str, host: str, url: str) -> None:
    """Refuse a server that answers nobody without a key, also where xyzservices says that it needs none."""
    plain, query = host.partition(":")[0], urlsplit(url).query
    for known in _asking():
        own = str(known["name"])
        if plain != own and not plain.endswith("." + own):
            continue
        if not any(f"{key}=" in query for key in known["keys"]):
            message = f"{name}: {own} needs {known['needs']}; name one that needs none, as {DEFAULT[0]}"
            raise OptionError(message)


def _offer(wanted: Provider) -> dict[str, Any]:
    provider = _look_up(wanted)
    name = str(provider.get("name") or "tiles")
    url = str(provider.get("url") or "")
    for key, value in provider.items():
        if "<insert your" in str(value) and f"{{{key}}}" in url:
            message = (
                f"{name} needs a token ({key}), which everyone who gets the page could read; name one that "
                f"needs none, as {DEFAULT[0]}, or give xyzservices.providers.{name}({key}=...) in Python"
            )
            raise OptionError(message)
    if provider.get("status") == "broken":
        raise OptionError(f"{name} no longer answers, says xyzservices; name another, as {DEFAULT[0]}")
    if str(provider.get("crs") or "EPSG:3857").upper() != "EPSG:3857":
        raise OptionError(f"{name} is drawn in {provider['crs']}; the map is in Web Mercator (EPSG:3857)")
    try:
        (south, west), (north, east) = provider.get("bounds") or ((-90, -180), (90, 180))
        least, most = int(provider.get("min_zoom") or 0), int(provider.get("max_zoom") or 18)
    except (TypeError, ValueError) as error:
        message = f"{name}: bounds are ((south, west), (north, east)), min_zoom and max_zoom whole numbers"
        raise OptionError(message) from error
    if south > _KOREA[2] or west > _KOREA[3] or north < _KOREA[0] or east < _KOREA[1]:
        raise OptionError(f"{name} does not cover North Korea")
    template = _template(name, provider)
    host, source = _source(name, template)
    _refuse_without_key(name, host, template)
    return {
        "name": name,
        "url": template,
        "attribution": _credit(provider),
        "host": host,
        "source": source,
        "max_zoom": most,
        "min_zoom": least,
    }


def offers(tiles: Iterable[Provider]) -> list[dict[str, Any]]:
    """Settings of each provider for the page, in the given order without duplicates.

    Parameters
    ----------
    tiles : iterable of str or xyzservices.TileProvider
        Names are matched as leniently as by ``xyzservices.providers.query_name``. For another server use
        ``xyzservices.TileProvider(name=..., url=..., attribution=...)`` with an https URL, or http on this machine.

    Returns
    -------
    list of dict
        ``name``; ``url``, a template for Leaflet; ``attribution``, pairs of a text and its link or ""; ``host``;
        ``source``, the host as the policy allows it; ``min_zoom`` and ``max_zoom``.

    Raises
    ------
    geo.model.errors.OptionError
        A provider is not known, needs a token, is in another projection, does not cover North Korea, is
        not encrypted, or is one of OpenStreetMap's own servers, which refuse pages opened from disk.

    Examples
    --------
    >>> [(one["name"], one["host"]) for one in offers(["open topo map"])]
    [('OpenTopoMap', 'a.tile.opentopomap.org')]
    >>> offers(["OpenStreetMap.Mapnik"])
    Traceback (most recent call last):
    geo.model.errors.OptionError: OpenStreetMap.Mapnik: OpenStreetMap's own servers refuse pages opened from disk...
    """
    if isinstance(tiles, (str, Mapping)):
        tiles = (tiles,)
    return list({(one["name"], one["url"]): one for one in map(_offer, tiles)}.values())


def sources(offered: Iterable[Mapping[str, Any]]) -> list[str]:
    """Hosts from which the page's policy allows images, without duplicates.

    Examples
    --------
    >>> sources(offers(["Esri.WorldImagery", "Esri.WorldTopoMap"]))
    ['https://server.arcgisonline.com']
    """
    return list(dict.fromkeys(str(one["source"]) for one in offered))
