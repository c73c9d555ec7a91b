"""Files embedded in the page: Leaflet, its images, and our own scripts and style sheet.

The page must open without network, so every file that a folium map links to is embedded. Leaflet comes from the
package XStatic-Leaflet and is verified against recorded checksums. A link to any other file raises an error.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from geo.model.errors import AssetError

from .packing import as_json, pack

__all__ = [
    "LEAFLET_CSS",
    "LEAFLET_JS",
    "Script",
    "asset_text",
    "compact_script",
    "compact_style",
    "data_uri",
    "embedded_hashes",
    "icon_script",
    "late_script",
    "own_scripts",
    "own_style",
    "own_text",
    "packed_panels",
    "packed_wording",
    "panel_script",
    "script",
    "style_sources",
]

# The URLs that folium uses, so that layers and plugins that link to the same file get the embedded one.
LEAFLET_JS = "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js"
LEAFLET_CSS = "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.css"

_LINKS = {LEAFLET_JS: "leaflet.js", LEAFLET_CSS: "leaflet.css"}

_SHA256 = {
    "leaflet.js": "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03",
    "leaflet.css": "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722",
    "images/layers.png": "1dbbe9d028e292f36fcba8f8b3a28d5e8932754fc2215b9ac69e4cdecf5107c6",
    "images/layers-2x.png": "066daca850d8ffbef007af00b06eac0015728dee279c51f3cb6c716df7c42edf",
    "images/marker-icon.png": "574c3a5cca85f4114085b6841596d62f00d7c892c7b03f28cbfa301deb1dc437",
    "images/marker-icon-2x.png": "00179c4c1ee830d3a108412ae0d294f55776cfeb085c60129a39aa6fc4ae2528",
    "images/marker-shadow.png": "264f5c640339f042dd729062cfc04c17f8ea0f29882b538e3848ed8f10edb4da",
}

# In execution order: a script comes after those that it uses. The first scripts do not need Leaflet and come before
# it, so that the data are unpacked while the browser parses Leaflet.
_FIRST_SCRIPTS = ("core", "strings", "types", "unpack", "data")
_VIEW_SCRIPTS = (
    "state",
    "filter",
    "cluster",
    "basemap",
    "marks",
    "layers",
    "labels",
    "symbols",
    "view",
    "main",
)
"""What draws the map for the first time."""

_PANEL_SCRIPTS = (
    "periods",
    "pace",
    "spellings",
    "search",
    "evidence",
    "list",
    "compare",
    "histogram",
    "timeline",
    "correct",
    "card",
    "sources",
    "order",
    "table",
    "panel",
    "link",
    "take",
    "tiles",
    "about",
    "added",
    "picture",
    "print",
    "pointer",
)
"""Packed as data and unpacked while the reader already sees the map: less to read, to hash and to parse before it."""

_LATE_SCRIPTS = ("points", "spot")
"""Packed as data, since few searches are points; the policy has their hash."""


class Script(NamedTuple):
    """Text of a script element, and its hash for the content security policy.

    Examples
    --------
    >>> script("var a = 1;").source
    "'sha256-+dZ6udsWxNVoGfScAq7t5IIF5UJb4F6RhjbN6oe1p4w='"
    """

    text: str
    source: str


def script(text: str) -> Script:
    r"""Escape JavaScript for a script element, and hash it as the browser will.

    Parameters
    ----------
    text : str
        JavaScript. ``</script`` and ``<!--`` may only occur in string literals, where they are escaped.

    Returns
    -------
    Script
        The text and its ``'sha256-...'`` for ``script-src``.

    Examples
    --------
    >>> print(script('x = "</script>";').text)
    x = "<\/script>";
    """
    # The HTML parser turns CRLF into LF before the hash is taken.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"</(?=script)", r"<\\/", text, flags=re.IGNORECASE).replace("<!--", "<\\!--")
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return Script(text, f"'sha256-{digest}'")


def _leaflet_folder() -> Path:
    try:
        import xstatic.pkg.leaflet as carrier
    except ImportError as error:
        message = "Leaflet's files are missing: pip install XStatic-Leaflet==1.9.3.0"
        raise AssetError(message) from error
    return Path(carrier.BASE_DIR)


@cache
def _leaflet_bytes(name: str) -> bytes:
    """Read one of Leaflet's files, refusing any but the recorded one."""
    if name not in _SHA256:
        message = f"{name} is not among the files that the page may carry: {', '.join(_SHA256)}"
        raise AssetError(message)
    path = _leaflet_folder() / name
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"{path} cannot be read: pip install --force-reinstall XStatic-Leaflet==1.9.3.0"
        raise AssetError(message) from error
    if hashlib.sha256(content).hexdigest() != _SHA256[name]:
        message = (
            f"{path} is not Leaflet 1.9.3 as released: pip install --force-reinstall XStatic-Leaflet==1.9.3.0"
        )
        raise AssetError(message)
    return content


def style_sources(markup: str) -> list[str]:
    """Sources for ``style-src`` that allow the ``style`` elements of some HTML and no other, in their order.

    Examples
    --------
    >>> style_sources("<p>a</p><style>b{}</style>")
    ["'sha256-7yqHVAesot11p6HczDsgKRipvI5UPgs97z80zNXlans='"]
    """
    return [script(text).source for text in re.findall(r"<style[^>]*>(.*?)</style>", markup, re.DOTALL)]


def embedded_hashes() -> dict[str, str]:
    """SHA-256 sums of the files of others that a page may carry, by name; no other content of theirs gets in."""
    return dict(_SHA256)


def data_uri(name: str) -> str:
    """Give one of Leaflet's pictures as a ``data:`` address.

    Examples
    --------
    >>> data_uri("images/layers.png")[:22]
    'data:image/png;base64,'
    """
    return "data:image/png;base64," + base64.b64encode(_leaflet_bytes(name)).decode("ascii")


def _inline_url(match: re.Match[str]) -> str:
    address = match.group(1).strip("'\" ")
    if address.startswith(("data:", "#")):
        return match.group(0)
    return f"url({data_uri(address)})"


def asset_text(url: str) -> str:
    """Return the text of a linked script or style sheet; images of a style sheet are embedded.

    Parameters
    ----------
    url : str
        The URL, as folium writes it.

    Raises
    ------
    geo.model.errors.AssetError
        The file is not one of those that we embed, or its checksum differs from the recorded one.

    Examples
    --------
    >>> "data:image/png" in asset_text(LEAFLET_CSS)
    True
    >>> asset_text("https://code.jquery.com/jquery-3.7.1.min.js")
    Traceback (most recent call last):
    geo.model.errors.AssetError: https://code.jquery.com/jquery-3.7.1.min.js cannot be put into the page...
    """
    name = _LINKS.get(url)
    if name is None:
        message = (
            f"{url} cannot be put into the page, which must open without a network: leave out the folium "
            "layer or plugin that links to it"
        )
        raise AssetError(message)
    text = _leaflet_bytes(name).decode("utf-8").replace("\r\n", "\n")
    if name.endswith(".css"):
        return re.sub(r"url\(([^)]*)\)", _inline_url, text)
    return re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", text)


def icon_script() -> str:
    """Script that gives Leaflet's default marker embedded images, which it would otherwise load by URL.

    Examples
    --------
    >>> "mergeOptions" in icon_script()
    True
    """
    options = ",".join(
        f'{key}:"{data_uri(f"images/{name}.png")}"'
        for key, name in (
            ("iconUrl", "marker-icon"),
            ("iconRetinaUrl", "marker-icon-2x"),
            ("shadowUrl", "marker-shadow"),
        )
    )
    return (
        "L.Icon.Default.prototype._getIconUrl=function(n){return L.Icon.prototype._getIconUrl.call(this,n)};"
        f"L.Icon.Default.mergeOptions({{{options}}});"
    )


@cache
def own_text(name: str) -> str:
    """Read one of our own files in ``geo/outputs/page``.

    Examples
    --------
    >>> own_text("page.html").lstrip().startswith("<!DOCTYPE html>")
    True
    """
    try:
        return resources.files("geo.outputs.page").joinpath(name).read_text(encoding="utf-8")
    except OSError as error:
        message = f"geo/outputs/page/{name} is missing: reinstall dprk-geo"
        raise AssetError(message) from error


@cache
def packed_wording() -> str:
    """The words of the interface in both languages, packed for the block of data.

    Examples
    --------
    >>> len(packed_wording()) < 20_000
    True
    """
    return pack(as_json(json.loads(own_text("wording.json"))))


def compact_style(text: str) -> str:
    r"""Remove comments and the blanks of a style sheet that have no meaning.

    Examples
    --------
    >>> compact_style("/* why */\na > b, c :hover {\n  margin: 0 -1px;\n}\n")
    'a > b,c :hover{margin:0 -1px}'
    """
    text = re.sub(r"\s*\n\s*", "", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    text = re.sub(r" ?([{};,]) ?", r"\1", text).replace(";}", "}")
    return re.sub(r"(?<=[{;])([a-z0-9-]+): ", r"\1:", text)


@cache
def own_style() -> str:
    """Our style sheet without indentation and comments.

    Examples
    --------
    >>> own_style().startswith(":root{")
    True
    """
    return compact_style(own_text("page.css"))


_TOKENS = re.compile(
    r"""(?P<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)"""
    r"""|(?P<comment>//[^\n]*)"""
    r"""|(?P<regex>(?<=[(,=:\[!&|?{};>])\ ?/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*)"""
)
_BLANKS = re.compile(r" *([=<>!&|?:,;{}()\[\]*%]|(?<![+-])[+-](?= )) *")
_BREAKS = re.compile(r"(?<=[{(\[,;])\n+|\n+(?=[})\].?:])")


def compact_script(text: str) -> str:
    r"""Remove comments, indentation and unneeded blanks of our own scripts; texts and patterns stay as they are.

    Examples
    --------
    >>> compact_script("const f = (a) => {\n  return a + ' // b ' ; // why\n};\n")
    "const f=(a)=>{return a +' // b ';};"
    """
    parts, at = [], 0

    def code(piece: str) -> str:
        piece = re.sub(r" +$|^ +", "", piece, flags=re.MULTILINE) if "\n" in piece else piece
        return _BREAKS.sub("", _BLANKS.sub(r"\1", re.sub(r"\n\s*", "\n", piece)))

    for token in _TOKENS.finditer(text):
        parts.append(code(text[at : token.start()]))
        if not token["comment"]:
            parts.append(token.group().strip(" ") if token["regex"] else token.group())
        at = token.end()
    parts.append(code(text[at:]))
    return "".join(parts).strip()


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join(compact_script(own_text(f"js/{name}.js")) for name in names)


@cache
def late_script() -> Script:
    """Our scripts that the page unpacks on first use, as one that is put into the document then.

    Examples
    --------
    >>> "pointReader" in late_script().text
    True
    """
    return script(_joined(_LATE_SCRIPTS))


@cache
def panel_script() -> Script:
    """Our scripts that the page unpacks once the map is drawn, as one that is put into the document then.

    Examples
    --------
    >>> "startPanel" in panel_script().text
    True
    """
    return script(_joined(_PANEL_SCRIPTS))


@cache
def packed_panels() -> str:
    """The text of :func:`panel_script`, packed for the page.

    Examples
    --------
    >>> len(packed_panels()) < len(panel_script().text) / 2
    True
    """
    return pack(as_json(panel_script().text))


@cache
def own_scripts() -> tuple[str, str]:
    """Our scripts before and after Leaflet, without indentation, comments and blanks.

    Examples
    --------
    >>> first, second = own_scripts()
    >>> first.count("'use strict'") == len(_FIRST_SCRIPTS), second.count("'use strict'") == len(_VIEW_SCRIPTS)
    (True, True)
    """
    return _joined(_FIRST_SCRIPTS), _joined(_VIEW_SCRIPTS)
