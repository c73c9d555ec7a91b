"""The document around the map: links inlined, scripts hashed for the content security policy, layers checked."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import branca.element
import folium
from branca.element import CssLink, Element, Figure, JavascriptLink
from folium.map import Tooltip
from jinja2 import Template as PlainTemplate

from geo.model.errors import AssetError

from . import assets

__all__ = ["Document"]

_PICTURE = r"url\(data:[^)]*\)"

# Folium elements that use the network through their own code, not through links in the page's head.
_REFUSED = {
    folium.Popup: "jQuery, and it would run text as code; put text into a GeoJson's properties instead",
    folium.TileLayer: "tiles from a server",
    folium.WmsTileLayer: "tiles from a server",
    folium.Icon: "the Awesome Markers plugin and its fonts",
}


def _text(value: str) -> str:
    """Escape text for an element or attribute, and replace what UTF-8 cannot encode."""
    return html.escape(value.encode("utf-8", "replace").decode("utf-8"), quote=True)


def _descendants(element: Element) -> list[Element]:
    found = []
    for child in element._children.values():
        found += [child, *_descendants(child)]
    return found


def _tooltips(element: Element) -> list[Tooltip]:
    return [child for child in _descendants(element) if isinstance(child, Tooltip)]


# Folium writes a tooltip's text into a JavaScript template literal; these characters could end it or run code.
_SIGNS = str.maketrans({"\\": "&#92;", "`": "&#96;", "$": "&#36;"})


@contextmanager
def _as_text(tooltips: list[Tooltip]) -> Iterator[list[Tooltip]]:
    """Escape the texts of tooltips while the page is written."""
    originals = [one.text for one in tooltips]
    try:
        for one in tooltips:
            one.text = _text(one.text).translate(_SIGNS)
        yield tooltips
    finally:
        for one, text in zip(tooltips, originals, strict=True):
            one.text = text


class _Written:
    """Rendered output of a layer, in the place of a template."""

    def __init__(self, text: str) -> None:
        self._text = text

    def render(self, **_kwargs: Any) -> str:
        return self._text


_writing = threading.Lock()


@contextmanager
def _written_once() -> Iterator[None]:
    """Keep branca from rendering a layer's output as a template again, which would execute data in it."""
    names = vars(branca.element)
    with _writing:
        template = names["Template"]
        names["Template"] = _Written
        try:
            yield
        finally:
            names["Template"] = template


class Document(Figure):
    """The figure around the map: inlines linked files, hashes scripts, and sets the content security policy."""

    def __init__(
        self,
        title: str,
        language: str,
        data: str,
        later: Mapping[str, str],
        style: str,
        pictures: Iterable[str] = (),
        still: str = "",
        story: str = "",
        media: str = "",
    ) -> None:
        super().__init__(height="720px", title=title)
        self._id = "page"
        self.still = still
        self.story = story
        self.media = media
        self._rendered: set[str] = set()
        self.language = language
        self.data = data
        self.later = later
        self.style = style
        self.pictures = pictures

    def render(self, **kwargs: Any) -> str:
        """Render the whole file.

        Raises
        ------
        geo.model.errors.AssetError
            An element of the map would make the browser use the network.
        """
        # What a caller has put into head, body or script stays; what the layers wrote last time is written anew.
        given: dict[str, Element] = {}
        for part in (self.header, self.html, self.script):
            given |= {name: child for name, child in part._children.items() if name not in self._rendered}
            for name in self._rendered & part._children.keys():
                del part._children[name]
        with _as_text(_tooltips(self)) as known, _written_once():
            for child in self._children.values():
                child.render(**kwargs)
        # Checked after rendering, since some layers add their children while they render.
        for child in _descendants(self):
            for kind, need in _REFUSED.items():
                if isinstance(child, kind):
                    message = (
                        f"{type(child).__name__} ({child.get_name()}) cannot be part of a page without "
                        f"network: it needs {need}"
                    )
                    raise AssetError(message)
        if unknown := [one.get_name() for one in _tooltips(self) if one not in known]:
            raise AssetError(f"{unknown[0]} was created during rendering; add it to its layer beforehand")
        parts = (self.header, self.html, self.script)
        self._rendered = {name for part in parts for name in part._children if name not in given}
        before, after = assets.own_scripts()
        styles, scripts = [], [before]
        # Leaflet's images are only used by added layers and the layer control, not by our map.
        alone = len(_descendants(self)) == 1
        for name, child in self.header._children.items():
            if isinstance(child, JavascriptLink):
                scripts.append(assets.asset_text(child.url))
                if child.url == assets.LEAFLET_JS and not alone:
                    scripts.append(assets.icon_script())
            elif isinstance(child, CssLink):
                style = assets.asset_text(child.url)
                if alone:
                    style = assets.compact_style(re.sub(_PICTURE, "none", style))
                styles.append(f"<style>{style}</style>")
            else:
                styles.append(self._fragment(name, child.render(**kwargs)))
        styles += [f"<style>{text}</style>" for text in (assets.own_style(), self.style)]
        scripts.append(after)
        for name in [name for name in ("story", "media") if getattr(self, name)]:
            styles.append(f"<style>{assets.own_text(f'{name}.css')}</style>")
            scripts.append(assets.compact_script(assets.own_text(f"js/{name}.js")))
        texts = {
            name: self._fragment(name, child.render(**kwargs)) for name, child in self.html._children.items()
        }
        body = "\n".join(text for name, text in texts.items() if name not in given)
        added = "\n".join(text for name, text in texts.items() if name in given)
        # A caller's script may use the map, so it comes after the map's own.
        written = sorted(self.script._children.items(), key=lambda item: item[0] in given)
        scripts.append("\n".join(child.render(**kwargs) for _, child in written))
        emitted = [assets.script(text) for text in scripts]
        first = assets.script("document.documentElement.className='live'")
        packed = (assets.panel_script(), assets.late_script())
        policy = "; ".join(
            (
                "default-src 'none'",
                "script-src " + " ".join(script.source for script in (first, *packed, *emitted)),
                "style-src " + " ".join(assets.style_sources("\n".join((*styles, body, added, self.still)))),
                "style-src-attr 'unsafe-inline'",  # Leaflet places its panes so; an attribute loads nothing
                " ".join(("img-src data: blob:", *self.pictures)),
                "base-uri 'none'",
                "form-action 'none'",
            )
        )
        return str(
            PlainTemplate(assets.own_text("page.html")).render(
                language=self.language,
                title=_text(self.title or ""),
                policy=policy,
                styles="\n".join(styles),
                first=first.text,
                body=body,
                added=added,
                still=self.still,
                data=self.data,
                panels=assets.packed_panels(),
                scripts="\n".join(f"<script>{script.text}</script>" for script in emitted),
                later=self.later,
                story=self.story,
                media=self.media,
            )
        )

    def _repr_html_(self, **kwargs: Any) -> str:
        """Display in a notebook: the page in a frame over what is shown where a frame or scripts are not allowed."""
        page = html.escape(self.render(**kwargs), quote=True)
        return (
            f'<div style="position:relative;width:100%;height:{self.height};overflow:auto"><div>{self.still}</div>'
            f'<iframe srcdoc="{page}" style="position:absolute;inset:0;width:100%;height:100%;border:none;'
            'background:#fff" allowfullscreen></iframe></div>'
        )

    @staticmethod
    def _fragment(name: str, text: str) -> str:
        """Return what a folium layer adds to head or body; raise if it would load or run something."""
        lowered = text.lower()
        for sign in ("<script", "<link", "<iframe", "src=", "@import", "url(http", "url('http", 'url("http'):
            if sign in lowered:
                message = f"{name} puts {sign!r} into the page, which must load nothing: leave that layer out"
                raise AssetError(message)
        return text
