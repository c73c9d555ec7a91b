"""The map page: a folium map that is saved as one HTML file and needs no network."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import folium
import pandas as pd
from folium.template import Template

from geo._version import __version__
from geo.model.entities import Event, Extraction
from geo.model.errors import OptionError
from geo.model.event_types import EventTypes
from geo.outputs.frames import event_frame
from geo.outputs.provenance import made_on, origin_of_events
from geo.reference.context import Reference
from geo.reference.publishers import Publishers

from . import assets
from .columns import encode
from .document import Document
from .media import Media, read_media
from .notations import notations
from .packing import as_json, pack
from .shapes import load_units
from .still import still
from .story import read_story
from .tiles import Provider, offers, sources
from .type_symbols import type_style

__all__ = ["EventMap", "event_map"]

_LANGUAGES = ("en", "ko")


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
    still : str
        HTML to be shown where scripts may not run, from :func:`geo.outputs.page.still.still`.
    story : str
        A told walk, as :meth:`geo.outputs.page.story.Story.block` gives it.
    media : str
        Pictures and documents, as :meth:`geo.outputs.page.media.Media.block` gives them.

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
        still: str = "",
        story: str = "",
        media: str = "",
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
        later = block["later"] | {"points": pack(as_json([notations(), assets.late_script().text]))}
        Document(title, language, data, later, style, pictures, still, story, media).add_child(self)


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
    story: str | Path | None = None,
    media: str | Path | Media | None = None,
    atlas: str = "",
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
    story : path, optional
        A TOML or Markdown file of steps, told above the map; see docs/stories.md.
    media : path or Media, optional
        A table of pictures and documents beside events, or what :func:`geo.outputs.page.media.read_media` made of
        one; see docs/media.md. Rows of a table that cannot be used give warnings.
    atlas : str, optional
        Name of the front page of an atlas in the same folder, to which the head of the page links.

    Returns
    -------
    EventMap
        A :class:`folium.Map`; ``save(path)`` writes one file, and notebooks display it.

    Raises
    ------
    geo.model.errors.OptionError
        ``language`` is not supported, or one of ``tiles`` is not known, needs a token, or does not serve pages
        opened from disk; ``atlas`` is no file name; or the story has an unknown event type, place, date or event.

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
    if not re.fullmatch(r"[\w.-]*", atlas):
        raise OptionError(f"atlas is {atlas!r}; give the name of a file in the same folder, as index.html")
    frame = events if isinstance(events, pd.DataFrame) else event_frame(events, reference=reference)
    known = reference or Reference.bundled()
    ids = set(frame["event_id"]) if "event_id" in frame else set()
    told = ""
    if story is not None:
        told = read_story(story, known, ids).block()
    if media is not None and not isinstance(media, Media):
        media = read_media(media, ids, lambda error: warnings.warn(str(error), stacklevel=3))
    beside = media.block() if media else ""
    about: dict[str, Any] = {"title": title, "language": language, "version": __version__, "leaflet": "1.9.3"}
    about |= {"made": made_on(), "origin": origin_of_events(frame) | dict(origin or {})}
    if known.boundaries.credit:
        about["boundaries"] = known.boundaries.credit
    if offered := offers(tiles):
        about["tiles"] = offered
    if atlas:
        about["atlas"] = atlas
    units = load_units(known)
    block = encode(
        _plain(frame),
        units,
        sites=None if sites is None else _plain(sites),
        records=None if records is None else _plain(records),
        links=links,
        about=about,
        reference=known.with_publishers(publishers) if publishers else known,
    )
    instead = still(frame, units, title=title, language=language)
    return EventMap(
        block,
        title=title,
        language=language,
        event_types=known.event_types,
        still=instead,
        story=told,
        media=beside,
    )
