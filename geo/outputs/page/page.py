"""The map page: a folium map whose figure is one file that needs nothing from outside."""

from __future__ import annotations

import html
import json
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
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
from geo.model.errors import AssetError, OptionError
from geo.model.event_types import EventTypes
from geo.outputs.provenance import made_on, origin_of_events
from geo.reference.context import Reference
from geo.reference.publishers import Publishers

from . import assets
from .columns import encode
from .shapes import load_units
from .tiles import Provider, offers, sources
from .type_looks import type_style

__all__ = ["EventMap", "event_map"]

_LANGUAGES = ("en", "ko")
_PICTURE = r"url\(data:[^)]*\)"

# What folium writes itself can reach for the network past the links of its head; each is refused by name.
_REFUSED = {
    folium.Popup: "jQuery, and it would run text as code; put text into a GeoJson's properties instead",
    folium.TileLayer: "tiles from a server",
    folium.WmsTileLayer: "tiles from a server",
    folium.Icon: "the Awesome Markers plugin and its fonts",
}


def _text(value: str) -> str:
    """Make text safe inside an element or an attribute, and writable as UTF-8."""
    return html.escape(value.encode("utf-8", "replace").decode("utf-8"), quote=True)


def _descendants(element: Element) -> list[Element]:
    found = []
    for child in element._children.values():
        found += [child, *_descendants(child)]
    return found


def _tooltips(element: Element) -> list[Tooltip]:
    return [child for child in _descendants(element) if isinstance(child, Tooltip)]


# folium writes a tooltip's text into a script, between backticks: as entities, none of these is code there.
_SIGNS = str.maketrans({"\\": "&#92;", "`": "&#96;", "$": "&#36;"})


@contextmanager
def _as_text(tooltips: list[Tooltip]) -> Iterator[list[Tooltip]]:
    """Make what tooltips say text and nothing but text while they are written."""
    said = [one.text for one in tooltips]
    try:
        for one in tooltips:
            one.text = _text(one.text).translate(_SIGNS)
        yield tooltips
    finally:
        for one, text in zip(tooltips, said, strict=True):
            one.text = text


class _Written:
    """What a layer has written, as it is."""

    def __init__(self, text: str) -> None:
        self._text = text

    def render(self, **_kwargs: Any) -> str:
        return self._text


_writing = threading.Lock()


@contextmanager
def _written_once() -> Iterator[None]:
    """Keep branca from reading what a layer has written as a template again: data in it would be run."""
    names = vars(branca.element)
    with _writing:
        template = names["Template"]
        names["Template"] = _Written
        try:
            yield
        finally:
            names["Template"] = template


class _Page(Figure):
    """The figure around the map: it inlines every link, hashes every script it emits, and sets the policy."""

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
        """Write the whole file.

        Raises
        ------
        geo.model.errors.AssetError
            Something in the map would make the reader's browser ask the network.
        """
        for part in (self.header, self.html, self.script):
            part._children.clear()
        with _as_text(_tooltips(self)) as known, _written_once():
            for child in self._children.values():
                child.render(**kwargs)
        # Only now: some layers take up their parts while they render.
        for child in _descendants(self):
            for kind, need in _REFUSED.items():
                if isinstance(child, kind):
                    message = (
                        f"{type(child).__name__} ({child.get_name()}) cannot be part of a page without "
                        f"network: it needs {need}"
                    )
                    raise AssetError(message)
        if unknown := [one.get_name() for one in _tooltips(self) if one not in known]:
            raise AssetError(f"{unknown[0]} is made while the page is written; add it to its layer before")
        before, after = assets.own_scripts()
        styles, scripts = [], [before]
        # Leaflet's pictures are for layers that were added and their control; ours draws none.
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
        """Pass on what a folium layer puts into head or body, unless it would load or run something."""
        lowered = text.lower()
        for sign in ("<script", "<link", "<iframe", "src=", "@import", "url(http", "url('http", 'url("http'):
            if sign in lowered:
                message = f"{name} puts {sign!r} into the page, which must load nothing: leave that layer out"
                raise AssetError(message)
        return text


class EventMap(folium.Map):
    """A folium map that carries events as data and shows them in one file without network.

    Other folium layers can be added to it. What would need the network (tiles, popups with jQuery, plugins
    from elsewhere) raises :class:`geo.model.errors.AssetError` when the page is written.

    Parameters
    ----------
    block : dict
        What :func:`geo.outputs.page.columns.encode` gave.
    title : str
        The page's title, shown as text.
    language : {'en', 'ko'}
        The interface's language at first; the reader can switch it.
    event_types : EventTypes, optional
        Those that the block was made with: their colours; the bundled ones by default.

    Examples
    --------
    >>> import geo.outputs.page
    >>> isinstance(geo.outputs.page.event_map(pd.DataFrame()), folium.Map)
    True
    """

    # Leaflet alone: folium's own list adds jQuery, Bootstrap and fonts that nothing here uses.
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
        # branca numbers elements at random; a page made twice from the same events is the same file.
        self._id = "events"
        # ASCII JSON: "<" can then neither end the block nor open a comment in it.
        now = {name: value for name, value in block.items() if name != "later"}
        data = json.dumps(now, separators=(",", ":")).replace("<", "\\u003c")
        # Only hosts of backgrounds that the page offers, so that the policy and the panel cannot disagree.
        pictures = sources(block["about"].get("tiles", ()))
        style = type_style(event_types or Reference.bundled().event_types)
        _Page(title, language, data, block["later"], style, pictures).add_child(self)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame without geometry, whose points become columns where it has none for them."""
    result = pd.DataFrame(frame)
    geometry = getattr(frame, "geometry", None) if "geometry" in result.columns else None
    if geometry is not None and not {"lat", "lon"} <= set(result.columns) and hasattr(geometry, "x"):
        points = geometry.where(geometry.geom_type == "Point")
        result = result.assign(lon=points.x, lat=points.y)
    return result


def event_map(
    events: pd.DataFrame,
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
    """Make the interactive page of events, factory sites and event records.

    Parameters
    ----------
    events : pandas.DataFrame or geopandas.GeoDataFrame
        One row an event with the columns of :class:`geo.model.entities.Event`; any of them may be missing. Also
        read: ``adm1_korean``, ``adm2_korean``. ``publisher`` goes before the host of ``source_url``, and
        ``source_class`` says the class of a publisher that ``publishers`` does not know. ``conflicts`` lists
        what is told otherwise elsewhere, each ``what|said there|event_id there``. No row at all is a page too.
    sites : pandas.DataFrame, optional
        ``site_id, name, korean, kind, adm1, adm2, lat, lon, first, last, n_mentions, n_events``. A site
        without coordinates is drawn with its county, in a dashed frame, not as a point.
    records : pandas.DataFrame, optional
        ``id, date, type, title, text, url, adm1, adm2, lat, lon, geo_precision, rule, matched``.
    links : pandas.DataFrame, optional
        ``event_id, record_id, score, reasons``: which record tells of which event.
    title : str
        Title of the page.
    language : {'en', 'ko'}
        Language of the interface at first.
    tiles : iterable of str or xyzservices.TileProvider
        Backgrounds that the reader may switch on, as ``("OpenTopoMap",)``. Until then the page asks
        nobody; a notice names the host that will see the visit. None by default.
    origin : mapping, optional
        What the About panel says the map was made from, as :func:`geo.outputs.provenance.origin` gives it; by
        default it is counted from the events' sources.
    publishers : geo.reference.publishers.Publishers, optional
        Names and classes of who told it; those of the reference by default.
    reference : Reference, optional
        Boundaries, names of units, publishers and types of events; the bundled ones by default. A type that it
        does not know is shown under its own name, with the sign and the colour of ``other``.

    Returns
    -------
    EventMap
        A :class:`folium.Map`; ``save(path)`` writes one file, and a notebook shows it as it is.

    Raises
    ------
    geo.model.errors.OptionError
        ``language`` is none of those above, or one of ``tiles`` is not known, needs a token, or cannot
        be shown by a page opened from disk.

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
        message = f"language is {language!r}; it can be one of {', '.join(_LANGUAGES)}"
        raise OptionError(message)
    about: dict[str, Any] = {"title": title, "language": language, "version": __version__, "leaflet": "1.9.3"}
    about |= {"made": made_on(), "origin": origin_of_events(events) | dict(origin or {})}
    known = reference or Reference.bundled()
    if known.boundaries.credit:
        about["boundaries"] = known.boundaries.credit
    if offered := offers(tiles):
        about["tiles"] = offered
    block = encode(
        _plain(events),
        load_units(known),
        sites=None if sites is None else _plain(sites),
        records=None if records is None else _plain(records),
        links=links,
        about=about,
        reference=known.with_publishers(publishers) if publishers else known,
    )
    return EventMap(block, title=title, language=language, event_types=known.event_types)
