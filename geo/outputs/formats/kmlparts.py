"""Elements of a KML 2.2 document, with their children in the order that its schema requires."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from geo.model.event_types import EventTypes
from geo.outputs.symbols import RECORD_COLOUR, SITE_COLOUR

from . import balloons, icons
from .json_rows import plain
from .markup import text

__all__ = [
    "area",
    "data",
    "folder",
    "identifier",
    "opacity",
    "placemark",
    "point",
    "style_of",
    "styles",
    "when",
]


def identifier(value: str) -> str:
    """Encode a text as an XML name; different texts get different names."""
    return re.sub(r"[^A-Za-z0-9.-]", lambda found: f"_{ord(found[0]):x}_", value)


def _abgr(colour: str, opacity: str) -> str:
    return f"{opacity}{colour[5:]}{colour[3:5]}{colour[1:3]}"


def _style(name: str, colour: str, *, icon: str, opacity: str, packed: bool) -> str:
    """A style: with our icon if ``packed``, else Google Earth's pin in the type's colour."""
    drawn = (
        f"<color>{opacity}ffffff</color><scale>0.9</scale><Icon><href>icons/{icon}.png</href></Icon>"
        if packed
        else f"<color>{_abgr(colour, opacity)}</color><scale>0.9</scale>"
    )
    return (
        f'<Style id="{name}"><IconStyle>{drawn}</IconStyle><LabelStyle><scale>0.7</scale></LabelStyle>'
        f"<LineStyle><color>{_abgr(colour, opacity)}</color><width>1.5</width></LineStyle>"
        f"<PolyStyle><color>{_abgr(colour, '40')}</color></PolyStyle>"
        f"<BalloonStyle><text>{balloons.TEMPLATE}</text></BalloonStyle></Style>\n"
    )


def opacity(*, area: bool, candidate: bool) -> str:
    """Opacity of an event's icon, in two hexadecimal digits."""
    return "77" if candidate else "cc" if area else "ff"


def style_of(kind: str, types: EventTypes, *, area: bool, candidate: bool) -> str:
    """Name of the style for an event; an unknown type has the style of ``other``.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> style_of("inspection", Reference.bundled().event_types, area=True, candidate=True)
    'inspection-area-candidate'
    """
    return icons.name(types.known(kind).id, area=area) + ("-candidate" if candidate else "")


def styles(types: EventTypes, *, packed: bool) -> Iterator[str]:
    """All styles of a document: for events by type, area and candidate status, for sites, records and units."""
    for kind, one in types.items():
        for area in (False, True):
            icon = icons.name(kind, area=area)
            for candidate in (False, True):
                name = style_of(kind, types, area=area, candidate=candidate)
                shown = opacity(area=area, candidate=candidate)
                yield _style(name, one.colour, icon=icon, opacity=shown, packed=packed)
    for name, colour in ((icons.SITE, SITE_COLOUR), (icons.RECORD, RECORD_COLOUR)):
        yield _style(name, colour, icon=name, opacity="ff", packed=packed)
    yield (
        '<Style id="unit"><LineStyle><color>ff8f8f7d</color><width>1.2</width></LineStyle>'
        f"<PolyStyle><fill>0</fill></PolyStyle><BalloonStyle><text>{balloons.TEMPLATE}</text></BalloonStyle></Style>\n"
    )


def when(day: date | None, precision: str | None, reported: date | None = None) -> str:
    """Time of a placemark: a stamp for a day, a span for a month or year, else the day of the report."""
    if day is None:
        return f"<TimeStamp><when>{reported.isoformat()}</when></TimeStamp>" if reported else ""
    if precision not in ("month", "year"):
        return f"<TimeStamp><when>{day.isoformat()}</when></TimeStamp>"
    first = day.replace(day=1) if precision == "month" else day.replace(month=1, day=1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    last = last if precision == "month" else day.replace(month=12, day=31)
    return f"<TimeSpan><begin>{first.isoformat()}</begin><end>{last.isoformat()}</end></TimeSpan>"


def data(values: Iterable[tuple[str, Any]]) -> str:
    """Non-empty columns as extended data; lists and objects as JSON."""
    cells = []
    for name, value in values:
        if value in (None, "", ()):
            continue
        item = str(value).lower() if isinstance(value, bool) else plain(value)
        content = (
            json.dumps(item, ensure_ascii=False, default=str) if isinstance(item, (list, dict)) else item
        )
        cells.append(f'<Data name="{text(name)}"><value>{text(content)}</value></Data>')
    return f"<ExtendedData>{''.join(cells)}</ExtendedData>" if cells else ""


def point(lon: float | None, lat: float | None) -> str:
    """A point from WGS 84 degrees; empty if unknown."""
    if lon is None or lat is None:
        return ""
    return f"<Point><coordinates>{lon:.6f},{lat:.6f}</coordinates></Point>"


def area(geometry: Mapping[str, Any]) -> str:
    """A multi-geometry from a GeoJSON Polygon or MultiPolygon."""

    def ring(points: Sequence[Sequence[float]]) -> str:
        spots = " ".join(f"{lon:.5f},{lat:.5f}" for lon, lat in points)
        return f"<LinearRing><coordinates>{spots}</coordinates></LinearRing>"

    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    polygons = (
        f"<Polygon><outerBoundaryIs>{ring(outer)}</outerBoundaryIs>"
        + "".join(f"<innerBoundaryIs>{ring(hole)}</innerBoundaryIs>" for hole in holes)
        + "</Polygon>"
        for outer, *holes in parts
    )
    return f"<MultiGeometry>{''.join(polygons)}</MultiGeometry>"


def placemark(
    id_: str, name: str, *, snippet: str, balloon: str, when: str, style: str, data: str, geometry: str,
    own_style: str = "",
) -> str:  # fmt: skip
    """A placemark, with its children in the order that the schema requires; ``own_style`` completes the shared one."""
    return (
        f'<Placemark id="{id_}"><name>{text(name)}</name><Snippet maxLines="1">{text(snippet)}</Snippet>'
        f"<description>{text(balloon)}</description>{when}<styleUrl>#{style}</styleUrl>{own_style}{data}{geometry}</Placemark>\n"
    )


def folder(
    name: str, content: Iterable[str], *, snippet: str = "", shown: bool = True, open_: bool = False
) -> str:
    """A folder with its content."""
    hidden = "" if shown else "<visibility>0</visibility>"
    summary = f'<Snippet maxLines="1">{text(snippet)}</Snippet>' if snippet else ""
    inside = "".join(content)
    return f"<Folder><name>{text(name)}</name>{hidden}<open>{int(open_)}</open>{summary}\n{inside}</Folder>\n"
