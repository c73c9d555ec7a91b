"""Events as KML and KMZ, for Google Earth and everything else that opens it.

A folder for each province and within it one for each type; each event a placemark with its day as a time
stamp or span, its sentence and source in the balloon, and its columns as extended data. What is known only to
its county or province says so, and is drawn paler or, where asked for, as its area.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from html import escape as html
from typing import Any
from xml.sax.saxutils import escape

from geo.export import AREAS, plain
from geo.gazetteer import gazetteer
from geo.model import EVENT_TYPES, Event

__all__ = ["kml_text", "kmz_bytes"]

# Red, green and blue of each type, as on the map's page; KML writes them the other way round.
_COLOURS = dict(
    zip(
        EVENT_TYPES,
        "1565b0 a65a00 00785a 7a6a00 3b86c9 c0262d 59438f b02a72 13868c 9253b3 4d6472 6f7378".split(),
        strict=True,
    )
)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_KEPT = (
    "event_id", "happening", "type", "date", "date_precision", "site", "adm1", "adm2", "geo_precision", "leader",
    "score", "status", "rule", "date_rule", "source_id", "source_url", "source_date",
)  # fmt: skip
_SAID = {
    "site": "the site itself", "locality": "the town or village", "adm2": "its county only; the mark is at the seat",
    "adm1": "its province only; the mark is inside it", "country": "no place in the country",
}  # fmt: skip


def _text(value: object) -> str:
    """A value as XML text, without the characters that XML forbids."""
    return escape(_ILLEGAL.sub("", str(value)), {'"': "&quot;"})


def _style(kind: str, colour: str, opacity: str) -> str:
    red, green, blue = colour[:2], colour[2:4], colour[4:]
    value = f"{opacity}{blue}{green}{red}"
    return (
        f'<Style id="{kind}"><IconStyle><color>{value}</color><scale>0.9</scale></IconStyle>'
        f"<LabelStyle><scale>0.7</scale></LabelStyle>"
        f"<LineStyle><color>{value}</color><width>1.5</width></LineStyle>"
        f"<PolyStyle><color>40{blue}{green}{red}</color></PolyStyle></Style>\n"
    )


def _when(event: Event) -> str:
    """A day as a time stamp; a month or year, known no better, as a span."""
    day, precision = event.date, event.date_precision
    if day is None:
        return ""
    if precision == "day":
        return f"<TimeStamp><when>{day.isoformat()}</when></TimeStamp>"
    after = (
        date(day.year + 1, 1, 1)
        if precision == "year"
        else (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    )
    return f"<TimeSpan><begin>{day.isoformat()}</begin><end>{(after - timedelta(days=1)).isoformat()}</end></TimeSpan>"


def _balloon(event: Event) -> str:
    """The evidence of an event as HTML, every value escaped."""
    source = html(event.source_title or event.source_id)
    if re.match(r"https?://\S+$", event.source_url):
        source = f'<a href="{html(event.source_url)}">{source}</a>'
    where = ", ".join(dict.fromkeys(n for n in (event.site or "", event.adm2_name, event.adm1_name) if n))
    rows = (
        f"<p><q>{html(event.quote)}</q></p>",
        f"<p>{html(where)}<br>Known to {_SAID[event.geo_precision]}; placed by {html(event.rule)}</p>",
        f"<p>{event.date or 'Date unknown'} ({html(event.date_rule)})<br>Score {event.score:.2f}, {event.status}</p>",
        f"<p>Source: {source}{f', {event.source_date}' if event.source_date else ''}</p>",
    )
    return "".join(rows)


def _ring(points: Sequence[Sequence[float]]) -> str:
    return " ".join(f"{lon:.5f},{lat:.5f}" for lon, lat in points)


def _polygon(rings: Sequence[Sequence[Sequence[float]]]) -> str:
    outer, *holes = rings
    inner = "".join(
        f"<innerBoundaryIs><LinearRing><coordinates>{_ring(h)}</coordinates></LinearRing></innerBoundaryIs>"
        for h in holes
    )
    return (
        f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{_ring(outer)}</coordinates></LinearRing>"
        f"</outerBoundaryIs>{inner}</Polygon>"
    )


def _geometry(event: Event, areas: Mapping[str, Mapping[str, Any]]) -> str:
    area = areas.get(event.adm2 or event.adm1 or "") if event.geo_precision in AREAS else None
    if area is not None:
        parts = area["coordinates"] if area["type"] == "MultiPolygon" else [area["coordinates"]]
        return f"<MultiGeometry>{''.join(map(_polygon, parts))}</MultiGeometry>"
    if event.lat is None or event.lon is None:
        return ""
    return f"<Point><coordinates>{event.lon:.6f},{event.lat:.6f}</coordinates></Point>"


def _placemark(event: Event, areas: Mapping[str, Mapping[str, Any]]) -> str:
    sure = "" if event.geo_precision in ("site", "locality") else "-area"
    data = "".join(
        f'<Data name="{name}"><value>{_text(plain(value))}</value></Data>'
        for name in _KEPT
        if (value := getattr(event, name)) not in (None, "")
    )
    return (
        f'<Placemark id="e{_text(event.event_id)}"><name>{_text(event.title)}</name>'
        f"<description>{_text(_balloon(event))}</description>{_when(event)}"
        f"<styleUrl>#{event.type}{sure}</styleUrl><ExtendedData>{data}</ExtendedData>"
        f"{_geometry(event, areas)}</Placemark>\n"
    )


def kml_text(
    events: Iterable[Event],
    *,
    title: str = "Reported events",
    areas: Mapping[str, Mapping[str, Any]] | None = None,
) -> str:
    """Events as a KML 2.2 document.

    Parameters
    ----------
    events : iterable of Event
    title : str
    areas : mapping of str to GeoJSON geometry, optional
        Polygons by P-code, for what is known only to its county or province.

    Examples
    --------
    >>> from geo.corpus import extract
    >>> from geo.model import Article
    >>> found = extract(Article("a", "A mill was inaugurated in Haeju City on May 2, 2024.")).events
    >>> "<when>2024-05-02</when>" in kml_text(found)
    True
    """
    known = gazetteer()
    folders: dict[str, dict[str, list[Event]]] = {}
    for event in events:
        province = known.name(event.adm1) or "No place known"
        folders.setdefault(province, {}).setdefault(event.type, []).append(event)
    out = io.StringIO()
    out.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
    )
    out.write(f"<name>{_text(title)}</name>\n")
    for kind, colour in _COLOURS.items():
        out.write(_style(kind, colour, "ff") + _style(f"{kind}-area", colour, "99"))
    for province in sorted(folders, key=lambda name: (name == "No place known", name)):
        out.write(f"<Folder><name>{_text(province)}</name>\n")
        for kind in sorted(folders[province], key=EVENT_TYPES.index):
            out.write(f"<Folder><name>{_text(kind)}</name>\n")
            out.writelines(_placemark(event, areas or {}) for event in folders[province][kind])
            out.write("</Folder>\n")
        out.write("</Folder>\n")
    out.write("</Document></kml>\n")
    return out.getvalue()


def kmz_bytes(text: str) -> bytes:
    """A KML document packed as KMZ; the same text always gives the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("doc.kml", (1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, text.encode("utf-8", "replace"))
    return packed.getvalue()
