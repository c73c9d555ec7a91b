"""Events as KML and KMZ, for Google Earth and other programs.

The document has a folder for each province, with a subfolder for each event type. Each event is a placemark with its
day as a time stamp or span, its sentence and source in the balloon, and all columns as extended data. An event
located only to its county or province says so; it is drawn paler, or as a polygon if requested. In a KMZ the icons
of events at one point are set side by side around it. Folders of sites, of records with their links, and of county
outlines (hidden at first) follow.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.model.entities import Event, Place, Record
from geo.model.links import Link
from geo.model.sites import Site
from geo.outputs.writing import filled, opened
from geo.reference.context import Reference
from geo.reference.gazetteer import Gazetteer

from . import balloons, icons, kmlparts
from .characters import XML_TEXT
from .declaration import Format
from .export import Export, Traits
from .geometries import AREAS, areas
from .json_rows import record_properties
from .kml_offsets import icon_style, offsets
from .layer_sources import size
from .markup import text as xml

if TYPE_CHECKING:
    from geo.linking.dataset import Dataset

__all__ = ["KML", "LAYERS", "kml_text", "kmz_bytes", "write_kml"]

Areas = Mapping[str, Mapping[str, Any]]


class _RecordLinks(NamedTuple):
    """Links by the id of an event or record, and the titles of the linked rows by their id."""

    of: Mapping[str, Sequence[Link]]
    titles: Mapping[str, str]


_NO_PLACE = "No place known"
_OURS = "OCHA and geoBoundaries (CC BY 3.0 IGO)"
_VIEW = (
    "<LookAt><longitude>127.3</longitude><latitude>40.2</latitude><altitude>0</altitude><heading>0</heading>"
    "<tilt>0</tilt><range>1100000</range></LookAt>"
)
_ABOUT = (
    "Events as they were reported, not confirmed ones. A mark of a county or province is at its seat or "
    "inside it and marks no spot. Boundaries: {boundaries}; names: OCHA (CC BY 3.0 IGO), GeoNames (CC BY 4.0)."
)


def _korean(known: Gazetteer, adm1: str | None, adm2: str | None) -> Iterator[tuple[str, str]]:
    for name, code in (("adm1_korean", adm1), ("adm2_korean", adm2)):
        yield name, known.korean(code)


def _columns(value: Any, known: Gazetteer, without: Sequence[str] = ()) -> Iterator[tuple[str, Any]]:
    yield from ((f.name, getattr(value, f.name)) for f in fields(value) if f.name not in without)
    yield from _korean(known, value.adm1, value.adm2)


def _event(
    event: Event, reference: Reference, shapes: Areas, links: _RecordLinks, place: tuple[float, float] | None
) -> str:
    known = reference.gazetteer
    code = event.adm2 or event.adm1 or ""
    drawn = event.geo_precision in AREAS and code in shapes
    area = event.geo_precision not in ("site", "locality")
    unsure = event.status == "candidate"
    icon = icons.name(reference.event_types.known(event.type).id, area=area)
    day = str(event.date) if event.date else f"reported {event.source_date}" if event.source_date else ""
    return kmlparts.placemark(
        f"e{kmlparts.identifier(event.event_id)}",
        f"{'? ' if unsure else ''}{event.title}",
        snippet=", ".join(filter(None, (day, balloons.place(known, event.adm1, event.adm2)))),
        balloon=balloons.of_event(event, known, links.of.get(event.event_id, ()), links.titles),
        when=kmlparts.when(event.date, event.date_precision, event.source_date),
        style=kmlparts.style_of(event.type, reference.event_types, area=area, candidate=unsure),
        own_style=icon_style(icon, kmlparts.opacity(area=area, candidate=unsure), place)
        if place and not drawn
        else "",
        data=kmlparts.data(_columns(event, known)),
        geometry=kmlparts.area(shapes[code]) if drawn else kmlparts.point(event.lon, event.lat),
    )


def _provinces(
    events: Iterable[Event],
    reference: Reference,
    shapes: Areas,
    links: _RecordLinks,
    places: Mapping[str, tuple[float, float]],
) -> Iterator[str]:
    known = reference.gazetteer
    found: dict[str, dict[str, list[Event]]] = {}
    for event in events:
        found.setdefault(event.adm1 or "", {}).setdefault(event.type, []).append(event)
    for code in sorted(found, key=lambda c: (not c, known.name(c), c)):
        unit = known.get(code)
        kinds = sorted(found[code], key=reference.event_types.rank)
        content = (
            kmlparts.folder(
                kind,
                (
                    _event(event, reference, shapes, links, places.get(event.event_id))
                    for event in found[code][kind]
                ),
                snippet=f"{len(found[code][kind]):,}",
            )
            for kind in kinds
        )
        n = sum(map(len, found[code].values()))
        count = balloons.number(n, "event", "events")
        snippet = f"{unit.korean}, {count}" if unit else count
        yield kmlparts.folder((unit.name if unit else code) or _NO_PLACE, content, snippet=snippet)


def _sites(sites: Sequence[Site], known: Gazetteer) -> Iterator[str]:
    """Folders of sites: those with their own coordinates, and the others, which are hidden at first."""

    def mark(number: int, site: Site) -> str:
        return kmlparts.placemark(
            f"s{number}-{kmlparts.identifier(site.site_id)}", site.name,
            snippet=balloons.place(known, site.adm1, site.adm2),
            balloon=balloons.of_site(site, known), when="", style=icons.SITE,
            data=kmlparts.data(_columns(site, known)),
            geometry=kmlparts.point(site.lon, site.lat),
        )  # fmt: skip

    located: list[str] = []
    rest: list[str] = []
    for number, site in enumerate(sites):
        (located if site.geo_precision == "site" else rest).append(mark(number, site))
    if located:
        yield kmlparts.folder("Sites", located, snippet=f"{len(located):,} with coordinates")
    if rest:
        snippet = f"{len(rest):,} known to a county or province; the mark is at its seat"
        yield kmlparts.folder("Sites without coordinates", rest, snippet=snippet, shown=False)


def _records(records: Sequence[Record], known: Gazetteer, links: _RecordLinks) -> Iterator[str]:
    if not records:
        return
    linked = sum(record.id in links.of for record in records)
    yield kmlparts.folder(
        "Event records",
        (
            kmlparts.placemark(
                f"r{number}-{kmlparts.identifier(record.id)}", record.title or record.id,
                snippet=", ".join(
                    filter(None, (str(record.date or ""), balloons.place(known, record.adm1, record.adm2)))
                ),
                balloon=balloons.of_record(record, known, links.of.get(record.id, ()), links.titles),
                when=kmlparts.when(record.date, record.date_precision), style=icons.RECORD,
                data=kmlparts.data((
                    *{**record_properties(record), **dict(_columns(record, known, ("mentions", "row")))}.items(),
                    ("matched", [link.event_id for link in links.of.get(record.id, ())]),
                )),
                geometry=kmlparts.point(record.lon, record.lat),
            )
            for number, record in enumerate(records)
        ),
        snippet=f"{linked:,} of {len(records):,} linked to events",
    )  # fmt: skip


def _counties(counts: Mapping[str, int], reference: Reference) -> str:
    """Folder of county outlines with names and numbers of events."""
    known, shapes = reference.gazetteer, areas(reference.boundaries)

    def outline(unit: Place) -> str:
        n = counts.get(unit.place_id, 0)
        summary = f"{unit.korean}, {balloons.number(n, 'event', 'events')}"
        columns = (("pcode", unit.place_id), ("korean", unit.korean), ("adm1", unit.adm1), ("events", n))
        return kmlparts.placemark(
            f"u{unit.place_id}", unit.name, snippet=summary, when="", style="unit", data=kmlparts.data(columns),
            balloon=f"<h3>{balloons.html(unit.name)}</h3><p>{balloons.html(summary)}<br>{unit.place_id}</p>",
            geometry=kmlparts.area(shapes[unit.place_id]),
        )  # fmt: skip

    return kmlparts.folder(
        "Counties",
        (outline(unit) for unit in known.units("adm2") if unit.place_id in shapes),
        snippet="Outlines of counties and cities; coarse, often by some kilometres",
        shown=False,
    )


def kml_text(
    events: Iterable[Event],
    *,
    title: str = "Reported events",
    areas: Areas | None = None,
    sites: Sequence[Site] = (),
    records: Sequence[Record] = (),
    links: Sequence[Link] = (),
    counties: bool = False,
    packed: bool = False,
    reference: Reference | None = None,
) -> str:
    """Events as a KML 2.2 document.

    Parameters
    ----------
    events : iterable of Event
    title : str
    areas : mapping of str to GeoJSON geometry, optional
        Polygons by P-code, for events located only to a county or province; by default points are drawn.
    sites, records, links : sequence
        Sites and records for further folders, and the links between events and records for the balloons.
    counties : bool
        Whether to include the outlines of counties, hidden at first.
    packed : bool
        Whether the document refers to :func:`geo.outputs.formats.icons.icons`, as in a KMZ; else it uses Google
        Earth's pins.
    reference : Reference, optional
        Event types, names of places, and boundaries with their credit; the bundled ones by default.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> found = extract(Article("a", "A mill was inaugurated in Haeju City on May 2, 2024.")).events
    >>> "<when>2024-05-02</when>" in kml_text(found)
    True
    """
    context = reference or Reference.bundled()
    known, boundaries = context.gazetteer, context.boundaries.credit or _OURS
    given = list(events)
    by_event: dict[str, list[Link]] = {}
    by_record: dict[str, list[Link]] = {}
    for link in links:
        by_event.setdefault(link.event_id, []).append(link)
        by_record.setdefault(link.record_id, []).append(link)
    unsure = sum(event.status == "candidate" for event in given)
    marked = f", {unsure:,} of them candidates, paler and with a question mark" if unsure else ""
    about = (
        f"{balloons.number(len(given), 'event', 'events')}{marked}. {_ABOUT.format(boundaries=boundaries)}"
    )
    out = io.StringIO()
    out.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
    )
    out.write(f"<name>{xml(title)}</name><open>1</open>")
    out.write(
        f'<Snippet maxLines="1">{balloons.number(len(given), "reported event", "reported events")}</Snippet>'
    )
    out.write(f"<description>{xml(about)}</description>{_VIEW}\n")
    out.writelines(kmlparts.styles(context.event_types, packed=packed))
    event_links = _RecordLinks(by_event, {r.id: r.title for r in records})
    places = offsets(given) if packed else {}
    out.writelines(_provinces(given, context, areas or {}, event_links, places))
    out.writelines(_sites(sites, known))
    out.writelines(_records(records, known, _RecordLinks(by_record, {e.event_id: e.title for e in given})))
    if counties:
        out.write(_counties(Counter(event.adm2 for event in given if event.adm2), context))
    out.write("</Document></kml>\n")
    return out.getvalue()


def kmz_bytes(text: str, files: Mapping[str, bytes] | None = None) -> bytes:
    """Pack a KML document and its files as KMZ; the bytes are reproducible."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"doc.kml": text.encode("utf-8", "replace"), **(files or {})}.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


LAYERS = ("events", "sites", "records", "links", "counties")
"""Layers that a document can contain; links appear in the balloons of events and records."""


def write_kml(
    results: Dataset,
    path: str | Path,
    *,
    geometry: str = "point",
    title: str = "",
    layers: Collection[str] = LAYERS,
) -> list[str]:
    """Write results as KML, or as KMZ with icons, by the file extension.

    Parameters
    ----------
    results : Dataset
    path : path
    geometry : {"point", "area"}
        Geometry of events located only to a county or province: the point of its seat, or its polygon.
    title : str
    layers : collection of str
        Names from :data:`LAYERS`; by default all.

    Returns
    -------
    list of str
        What the format cannot store.

    Raises
    ------
    geo.model.errors.UnreadableError
        The file cannot be written.
    """
    path = Path(path)
    packed = path.suffix.casefold() == ".kmz"
    events = results.event_list if "events" in layers else ()
    sites = results.sites if "sites" in layers else ()
    records = results.records if "records" in layers else ()
    links = results.links if "links" in layers else ()
    text = kml_text(
        events, title=title or "Reported events", areas=areas(results.boundaries) if geometry == "area" else None,
        sites=sites, records=records, links=links, counties="counties" in layers, packed=packed,
        reference=results.reference,
    )  # fmt: skip
    if packed:
        filled(
            path,
            lambda beside: beside.write_bytes(kmz_bytes(text, icons.icons(results.reference.event_types))),
        )
    else:
        with opened(path) as file:
            file.write(text)
    return (
        []
        if packed
        else [
            "the signs of the types: marks are Earth's pins, .kmz has them, and sets those of one point side by side"
        ]
    )


def _write(export: Export) -> list[str]:
    layers = [layer.name for layer in export.layers]
    lost = write_kml(export.results, export.file, geometry=export.geometry, title=export.title, layers=layers)
    export.counts.update((layer.name, size(layer, export.results)) for layer in export.layers)
    return lost


KML = Format("KML", (".kml", ".kmz"), _write, Traits(XML_TEXT), many=True, only=LAYERS)
