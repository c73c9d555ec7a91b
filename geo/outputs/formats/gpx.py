"""Sites as GPX 1.1 waypoints, for navigation devices and programs.

Only sites with their own coordinates become waypoints. One at a county's seat would claim more than is known.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from geo._version import __version__
from geo.model.sites import Site
from geo.outputs.provenance import made_on
from geo.outputs.writing import opened
from geo.reference.context import Reference
from geo.reference.gazetteer import Gazetteer

from .balloons import KNOWN, place
from .characters import XML_TEXT
from .declaration import Format
from .export import Export, Traits
from .json_rows import plain
from .markup import text

if TYPE_CHECKING:
    from geo.linking.dataset import Dataset

__all__ = ["GPX", "NAMESPACE", "gpx_text", "located", "write_gpx"]

NAMESPACE = "urn:dprk-geo:site:1"
"""XML namespace of our extension elements."""
_SCHEMA = "http://www.topografix.com/GPX/1/1"
_IN_WAYPOINT = frozenset(("lat", "lon", "name"))
"""Columns that GPX itself has attributes and elements for."""


def located(sites: Iterable[Site]) -> list[Site]:
    """Sites that have their own coordinates.

    Examples
    --------
    >>> pumps = Site("site:a", "Anju Pump Factory", "", "factory", "KP07", "KP0703", 39.62, 125.66, "site")
    >>> mine = Site("site:b", "Komdok Mine", "", "mine", "KP03", "KP0302", 40.51, 128.87, "adm2")
    >>> [site.name for site in located([pumps, mine])]
    ['Anju Pump Factory']
    """
    return [s for s in sites if s.geo_precision == "site" and s.lat is not None and s.lon is not None]


def gpx_text(
    sites: Iterable[Site], *, title: str = "Reported sites", reference: Reference | None = None
) -> str:
    """GPX 1.1 document of the sites that have their own coordinates.

    Examples
    --------
    >>> site = Site("site:a", "Anju Pump Factory", "", "factory", "KP07", "KP0703", 39.62, 125.66, "site")
    >>> '<wpt lat="39.620000" lon="125.660000"><name>Anju Pump Factory</name>' in gpx_text([site])
    True
    """
    known = (reference or Reference.bundled()).gazetteer
    out = io.StringIO()
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(
        f'<gpx version="1.1" creator="dprk-geo {__version__}" xmlns="{_SCHEMA}" xmlns:dprk="{NAMESPACE}">\n'
        f"<metadata><name>{text(title)}</name><desc>Sites as reported, not confirmed ones</desc>"
        f"<time>{made_on()}T00:00:00Z</time></metadata>\n"
    )
    out.writelines(_waypoint(site, known) for site in located(sites))
    out.write("</gpx>\n")
    return out.getvalue()


def _waypoint(site: Site, known: Gazetteer) -> str:
    """A waypoint, with its elements in the order that the schema requires."""
    own = "".join(
        f"<dprk:{name}>{text('; '.join(value) if isinstance(value, tuple) else plain(value))}</dprk:{name}>"
        for name in (f.name for f in fields(Site))
        if name not in _IN_WAYPOINT and (value := getattr(site, name)) not in (None, "", ())
    )
    return (
        f'<wpt lat="{site.lat:.6f}" lon="{site.lon:.6f}"><name>{text(site.name)}</name>'
        f"<desc>{text(_description(site, known))}</desc><src>{text(site.origin)}</src><type>{text(site.kind)}</type>"
        f"<extensions>{own}</extensions></wpt>\n"
    )


def _description(site: Site, known: Gazetteer) -> str:
    """Description of a site as text."""
    days = " to ".join(dict.fromkeys(str(day) for day in (site.first, site.last) if day))
    mentions = (
        f"mentioned {'once' if site.n_mentions == 1 else f'{site.n_mentions:,} times'}"
        if days
        else "not dated"
    )
    events = "1 event" if site.n_events == 1 else f"{site.n_events:,} events"
    when = f", {days}" if days else ""
    return f"{site.kind}, {place(known, site.adm1, site.adm2)}. {KNOWN['site']}; {mentions}{when}; {events}"


def write_gpx(results: Dataset, path: str | Path, *, title: str = "") -> list[str]:
    """Write the sites of results as GPX 1.1.

    Returns
    -------
    list of str
        What the file lacks.

    Raises
    ------
    geo.model.errors.UnreadableError
        The file cannot be written.
    """
    with opened(path) as file:
        file.write(gpx_text(results.sites, title=title or "Reported sites", reference=results.reference))
    rest = len(results.sites) - len(located(results.sites))
    return [f"{rest:,} sites without coordinates of their own"] if rest else []


def _write(export: Export) -> list[str]:
    lost = write_gpx(export.results, export.file, title=export.title)
    export.counts["sites"] = len(located(export.results.sites))
    return lost


GPX = Format("GPX", (".gpx",), _write, Traits(XML_TEXT), only=("sites",))
