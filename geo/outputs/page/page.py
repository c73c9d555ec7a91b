"""The map page: a folium map that is saved as one HTML file and needs no network."""

from __future__ import annotations

import html
import json
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import branca.element
import folium
import pandas as pd
from branca.element import CssLink, Element, Figure, JavascriptLink
from folium.map import Tooltip
from folium.template import Template
from jinja2 import Template as PlainTemplate

from geo._version import __version__
from geo.model.entities import Event, Extraction
from geo.model.errors import AssetError, OptionError
from geo.model.event_types import EventTypes
from geo.outputs.frames import event_frame
from geo.outputs.provenance import made_on, origin_of_events
from geo.reference.context import Reference
from geo.reference.publishers import Publishers

from . import assets
from .columns import encode
from .shapes import load_units
from .tiles import Provider, offers, sources
from .type_symbols import type_style

__all__ = ["EventMap", "event_map"]

_LANGUAGES = ("en", "ko")
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


class _Page(Figure):
    """The figure around the map: inlines linked files, hashes scripts, and sets the content security policy."""

    def __init__(
        self,
        title: str,
        language: str,
        data: str,
        later: Mapping[str, str],
        style: str,
        pictures: Iterable[str] = (),
    ) -> None:
        super().__init__(height="720px", title=title)
        self._id = "page"
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
        for part in (self.header, self.html, self.script):
            part._children.clear()
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
                styles.append(f"<style>{re.sub(_PICTURE, 'none', style) if alone else style}</style>")
            else:
                styles.append(self._fragment(name, child.render(**kwargs)))
        styles += [f"<style>{text}</style>" for text in (assets.own_style(), self.style)]
        scripts.append(after)
        body = "\n".join(
            self._fragment(name, child.render(**kwargs)) for name, child in self.html._children.items()
        )
        scripts.append("\n".join(child.render(**kwargs) for child in self.script._children.values()))
        emitted = [assets.script(text) for text in scripts]
        policy = "; ".join(
            (
                "default-src 'none'",
                "script-src " + " ".join(script.source for script in emitted),
                "style-src 'unsafe-inline'",
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
                body=body,
                data=self.data,
                scripts="\n".join(f"<script>{script.text}</script>" for script in emitted),
                later=self.later,
            )
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


class EventMap(folium.Map):
    """A folium map that contains events as data and displays them in one file without network.

    Other folium layers can be added. Elements that need the network (tiles, popups with jQuery, external plugins)
    raise :class:`geo.model.errors.AssetError` when the page is written.

    Parameters
    ----------
    block : dict
        Data returned by :func:`geo.outputs.page.columns.encode`.
    title : str
        Title of the page.
    language : {'en', 'ko'}
        Initial language of the interface; the reader can switch it.
    event_types : EventTypes, optional
        Event types that the block was made with, for their colours; the bundled ones by default.

    Examples
    --------
    >>> import geo.outputs.page
    >>> isinstance(geo.outputs.page.event_map(pd.DataFrame()), folium.Map)
    True
    """

    # Only Leaflet; folium's default adds jQuery, Bootstrap and fonts, which are not used here.
    default_js = [("leaflet", assets.LEAFLET_JS)]  # noqa: RUF012
    default_css = [("leaflet_css", assets.LEAFLET_CSS)]  # noqa: RUF012

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = geoPage.createMap(
            {{ this.get_name()|tojson }}, {{ this.options|tojavascript }}
        );
        geoPage.start({{ this.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(
        self,
        block: dict[str, Any],
        *,
        title: str,
        language: str = "en",
        event_types: EventTypes | None = None,
    ) -> None:
        super().__init__(
            location=(40.2, 127.3),
            tiles=None,
            zoom_start=7,
            zoom_control=False,
            min_zoom=5,
            max_zoom=14,
        )
        # branca's ids are random; a fixed id keeps the file reproducible.
        self._id = "events"
        # "<" is escaped, so that the data can neither close the script element nor open a comment.
        now = {name: value for name, value in block.items() if name != "later"}
        now["wording"] = assets.packed_wording()
        data = json.dumps(now, separators=(",", ":")).replace("<", "\\u003c")
        # The policy allows exactly the hosts of the offered backgrounds.
        pictures = sources(block["about"].get("tiles", ()))
        style = type_style(event_types or Reference.bundled().event_types)
        _Page(title, language, data, block["later"], style, pictures).add_child(self)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a plain frame; points of a geometry become the columns lat and lon if these are missing."""
    result = pd.DataFrame(frame)
    geometry = getattr(frame, "geometry", None) if "geometry" in result.columns else None
    if geometry is not None and not {"lat", "lon"} <= set(result.columns) and hasattr(geometry, "x"):
        points = geometry.where(geometry.geom_type == "Point")
        result = result.assign(lon=points.x, lat=points.y)
    return result


def event_map(
    events: pd.DataFrame | Sequence[Event] | Extraction,
    *,
    sites: pd.DataFrame | None = None,
    records: pd.DataFrame | None = None,
    links: pd.DataFrame | None = None,
    title: str = "North Korea: reported events",
    language: str = "en",
    tiles: Iterable[Provider] = (),
    origin: Mapping[str, Any] | None = None,
    publishers: Publishers | None = None,
    reference: Reference | None = None,
) -> EventMap:
    """Create the interactive map page of events, sites and event records.

    Parameters
    ----------
    events : pandas.DataFrame, sequence of Event, or Extraction
        One row per event with the columns of :class:`geo.model.entities.Event`; columns may be missing, and the
        frame may be empty. Further columns: ``adm1_korean``, ``adm2_korean``; ``publisher`` (takes precedence over
        the host of ``source_url``); ``source_class`` (class of a publisher that is not in ``publishers``);
        ``conflicts`` (see :func:`geo.outputs.frames.conflict_lists`). Of events or an extraction
        :func:`geo.event_frame` makes a frame.
    sites : pandas.DataFrame, optional
        ``site_id, name, korean, kind, adm1, adm2, lat, lon, first, last, n_mentions, n_events``. A site without
        coordinates is drawn in a dashed frame at its county, not as a point.
    records : pandas.DataFrame, optional
        ``id, date, type, title, text, url, adm1, adm2, lat, lon, geo_precision, rule, matched``.
    links : pandas.DataFrame, optional
        ``event_id, record_id, score, reasons``: links between events and records.
    title : str
        Title of the page.
    language : {'en', 'ko'}
        Initial language of the interface.
    tiles : iterable of str or xyzservices.TileProvider
        Background maps that the reader can switch on, for example ``("OpenTopoMap",)``; none by default. The page
        makes no request before, and a notice names the host that will see the request.
    origin : mapping, optional
        Provenance for the About panel, as returned by :func:`geo.outputs.provenance.origin`; by default derived
        from the events' sources.
    publishers : geo.reference.publishers.Publishers, optional
        Names and classes of publishers; those of the reference by default.
    reference : Reference, optional
        Boundaries, names of units, publishers and event types; the bundled ones by default. An unknown event type
        appears under its own name, with the symbol and colour of ``other``.

    Returns
    -------
    EventMap
        A :class:`folium.Map`; ``save(path)`` writes one file, and notebooks display it.

    Raises
    ------
    geo.model.errors.OptionError
        ``language`` is not supported, or one of ``tiles`` is not known, needs a token, or does not serve pages
        opened from disk.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"title": ["Factory visited"], "type": ["inspection"], "adm1": ["KP07"], "adm2": ["KP0717"]}
    ... )
    >>> page = event_map(frame, title="Songchon County").get_root().render()
    >>> "<title>Songchon County</title>" in page
    True
    """
    if language not in _LANGUAGES:
        message = f"language is {language!r}; use one of {', '.join(_LANGUAGES)}"
        raise OptionError(message)
    frame = events if isinstance(events, pd.DataFrame) else event_frame(events, reference=reference)
    about: dict[str, Any] = {"title": title, "language": language, "version": __version__, "leaflet": "1.9.3"}
    about |= {"made": made_on(), "origin": origin_of_events(frame) | dict(origin or {})}
    known = reference or Reference.bundled()
    if known.boundaries.credit:
        about["boundaries"] = known.boundaries.credit
    if offered := offers(tiles):
        about["tiles"] = offered
    block = encode(
        _plain(frame),
        load_units(known),
        sites=None if sites is None else _plain(sites),
        records=None if records is None else _plain(records),
        links=links,
        about=about,
        reference=known.with_publishers(publishers) if publishers else known,
    )
    return EventMap(block, title=title, language=language, event_types=known.event_types)
