"""A QGIS project (.qgz) beside a GeoPackage: layers with styles, groups, labels, relations and time, relative paths."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from geo.model.errors import UnreadableError
from geo.model.event_types import EventTypes
from geo.outputs.formats.characters import NO_NUL
from geo.outputs.formats.declaration import Format
from geo.outputs.formats.export import Export, Table, Traits
from geo.outputs.formats.geopackage import write_layers
from geo.outputs.formats.metadata import metadata
from geo.outputs.writing import filled

from .elements import Element, document, element
from .style import DOCTYPE, VERSION, Look, look, parts

__all__ = ["QGIS_PROJECT", "write_project"]

_CRS = "EPSG:5179"
"""Korea 2000 / Unified CS, in which the country has its usual shape and distances are in metres."""
_NEAR_SCALE = 400_000
"""From this scale on events of one place are drawn side by side, and as one number before."""
_EXTENT = (124.0, 37.5, 131.0, 43.1)
_GROUND = (236, 234, 228)
"""Colour of the canvas: that of land beyond the border on the static map."""


class _Entry:
    """A layer of the project: a table of the GeoPackage with a style, and how it is listed."""

    def __init__(self, drawn: Look, title: str, *, shown: bool = True, rings: bool | None = None) -> None:
        self.drawn, self.title, self.shown, self.rings = drawn, title, shown, rings
        # QGIS replaces ids of ten characters and less by others.
        self.id = f"dprk_geo_{drawn.layer.name}{'_apart' if rings else ''}"


def write_project(export: Export) -> list[str]:
    """Write a GeoPackage of the same name, and the project that shows it.

    Raises
    ------
    UnreadableError
        A file cannot be written, or the GeoPackage would replace one that an export did not write.
    """
    data = export.file.with_suffix(".gpkg")
    _refuse_foreign(data)
    tables = list(export.tables())
    write_layers(export, data, tables)
    looks = [look(table) for table in tables]
    text = _project(export, data.name, looks, _days(tables))
    filled(export.file, lambda beside: _pack(beside, export.file.stem, text))
    export.notes.append(f"the data are in {data.name}, beside the project: pass on both")
    return []


def _refuse_foreign(data: Path) -> None:
    """Raise an error if a file of this name is no earlier export."""
    if not data.exists():
        return
    try:
        with closing(sqlite3.connect(f"{data.resolve().as_uri()}?mode=ro", uri=True)) as base:
            ours = base.execute("SELECT 1 FROM gpkg_metadata WHERE metadata LIKE '%dprk-geo%'").fetchone()
    except sqlite3.Error:
        ours = None
    if not ours:
        raise UnreadableError(
            f"{data}: the project keeps its data in this file, but it is no earlier export; "
            "rename it, or give the project another name"
        )


def _pack(path: Path, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(f"{name}.qgs", (1980, 1, 1, 0, 0, 0))  # reproducible bytes
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, text.encode())


def _days(tables: Sequence[Table]) -> tuple[date, date] | None:
    """First and last day of the events."""
    columns = [table.column("date") for table in tables if table.layer.name in ("events", "happenings")]
    days = [day for column in columns for day in column if day]
    return (min(days), max(days)) if days else None


def _entries(looks: Iterable[Look]) -> dict[str, list[_Entry]]:
    """Groups of the legend with their layers, from top to bottom."""
    by = {one.layer.name: one for one in looks}
    groups: dict[str, list[_Entry]] = {"Events": [], "Sites and records": [], "Boundaries": [], "More": []}
    if "events" in by:
        groups["Events"] += [
            _Entry(by["events"], "Events: each in its place, several side by side", rings=True),
            _Entry(by["events"], "Events: several near each other as a number", rings=False),
        ]
    if "happenings" in by:
        shown = "events" not in by
        groups["Events"].append(_Entry(by["happenings"], "Happenings: reports of one as one", shown=shown))
    for name, title, group, shown in (
        ("sites", "Sites", "Sites and records", True),
        ("records", "Event records", "Sites and records", False),
        ("provinces", "Provinces", "Boundaries", True),
        ("counties", "Counties by number of events", "Boundaries", True),
        ("mentions", "Names in the articles", "More", False),
        ("links", "Links of events and records", "More", True),
        ("articles", "Articles", "More", True),
    ):
        if name in by:
            groups[group].append(_Entry(by[name], title, shown=shown))
    return {title: entries for title, entries in groups.items() if entries}


def _project(export: Export, data: str, looks: Sequence[Look], days: tuple[date, date] | None) -> str:
    groups = _entries(looks)
    entries = [entry for group in groups.values() for entry in group]
    about = metadata(export.results, export.heading)
    root = element(
        "qgis",
        {"projectname": export.heading, "version": VERSION},
        element("title", None, export.heading),
        element("projectCrs", None, _crs(_CRS)),
        _tree(groups, data),
        element("relations", None, *_relations(entries)),
        _canvas(),
        element("projectlayers", None, *(_layer(e, data, export.results.reference.event_types) for e in entries)),
        element("layerorder", None, *(element("layer", {"id": entry.id}) for entry in entries)),
        _properties(),
        element("ProjectViewSettings", {"UseProjectScales": 0}, _extent("DefaultViewExtent")),
        *_time(days),
        element("projectMetadata", None, element("title", None, export.heading),
                element("abstract", None, f"{about['about_candidates']} {about['reference']}")),
    )  # fmt: skip
    return document(root, DOCTYPE)


def _crs(code: str) -> Element:
    """A reference system; with its code alone QGIS takes it for invalid and draws nothing."""
    from pyproj import CRS

    system = CRS(code)
    values = {
        "wkt": system.to_wkt("WKT2_2019"), "srid": code.partition(":")[2], "authid": code,
        "description": system.name, "geographicflag": str(system.is_geographic).lower(),
    }  # fmt: skip
    return element("spatialrefsys", None, *(element(name, None, text) for name, text in values.items()))


def _extent(name: str) -> Element:
    west, south, east, north = _EXTENT
    edges = {"xmin": west, "ymin": south, "xmax": east, "ymax": north}
    return element(name, edges, _crs("EPSG:4326"))


def _canvas() -> Element:
    """The part of the map that is shown first, in the project's metres."""
    from pyproj import Transformer

    bounds = Transformer.from_crs("EPSG:4326", _CRS, always_xy=True).transform_bounds(*_EXTENT)
    edges = (
        element(n, None, f"{v:.0f}") for n, v in zip(("xmin", "ymin", "xmax", "ymax"), bounds, strict=True)
    )
    return element(
        "mapcanvas",
        {"name": "theMapCanvas", "annotationsVisible": 1},
        element("units", None, "meters"),
        element("extent", None, *edges),
        element("rotation", None, "0"),
        element("destinationsrs", None, _crs(_CRS)),
    )


def _source(entry: _Entry, data: str) -> str:
    return f"./{data}|layername={entry.drawn.layer.name}"


def _tree(groups: Mapping[str, Sequence[_Entry]], data: str) -> Element:
    def listed(entry: _Entry) -> Element:
        expanded = entry.rings is False or entry.drawn.layer.name == "counties"
        return element("layer-tree-layer", {
            "id": entry.id, "name": entry.title, "source": _source(entry, data), "providerKey": "ogr",
            "checked": "Qt::Checked" if entry.shown else "Qt::Unchecked", "expanded": int(expanded),
        })  # fmt: skip

    return element(
        "layer-tree-group",
        None,
        *(
            element("layer-tree-group", {"name": title, "checked": "Qt::Checked", "expanded": int(title != "More")},
                    *map(listed, entries))
            for title, entries in groups.items()
        ),
    )  # fmt: skip


def _layer(entry: _Entry, data: str, types: EventTypes) -> Element:
    drawn = entry.drawn
    kind = {frozenset({"MultiPolygon"}): "Polygon"}.get(
        drawn.shapes, "Point" if drawn.layer.geometry else "No geometry"
    )
    bounded = entry.rings is not None
    scales = {"minScale": 100_000_000, "maxScale": 0}
    if bounded:
        scales = (
            {"minScale": _NEAR_SCALE, "maxScale": 0}
            if entry.rings
            else {"minScale": 100_000_000, "maxScale": _NEAR_SCALE}
        )
    attributes = {
        "type": "vector", "geometry": kind, "hasScaleBasedVisibilityFlag": int(bounded), "autoRefreshEnabled": 0,
        "labelsEnabled": int(drawn.layer.name in ("provinces", "counties", "sites")), **scales,
    }  # fmt: skip
    style = parts(drawn, types, rings=bool(entry.rings)) if drawn.layer.geometry else []
    return element(
        "maplayer",
        attributes,
        element("id", None, entry.id),
        element("datasource", None, _source(entry, data)),
        element("layername", None, entry.title),
        element("srs", None, _crs("EPSG:4326")),
        element("resourceMetadata", None, element("abstract", None, drawn.layer.description)),
        element("provider", {"encoding": "UTF-8"}, "ogr"),
        *style,
    )


def _relations(entries: Sequence[_Entry]) -> Iterator[Element]:
    """The keys of the tables, so that forms show the article, the site and the records of an event."""
    ids = {entry.drawn.layer.name: entry.id for entry in reversed(entries)}
    for entry in entries:
        for refers in entry.drawn.layer.refers:
            if refers.layer not in ids:
                continue
            (key,) = next(e.drawn.layer.key for e in entries if e.drawn.layer.name == refers.layer)
            pair = element("fieldRef", {"referencingField": refers.column, "referencedField": key})
            name = f"{entry.id}_{refers.column}"
            yield element("relation", {
                "id": name, "name": name, "strength": "Association", "referencingLayer": entry.id,
                "referencedLayer": ids[refers.layer],
            }, pair)  # fmt: skip


def _properties() -> Element:
    parts = zip(("CanvasColorRedPart", "CanvasColorGreenPart", "CanvasColorBluePart"), _GROUND, strict=True)
    return element(
        "properties",
        None,
        element("Gui", None, *(element(name, {"type": "int"}, str(value)) for name, value in parts)),
        element("SpatialRefSys", None, element("ProjectionsEnabled", {"type": "int"}, "1")),
        element("Paths", None, element("Absolute", {"type": "bool"}, "false")),
        element("Measure", None, element("Ellipsoid", {"type": "QString"}, "EPSG:7030")),
    )


def _time(days: tuple[date, date] | None) -> Iterator[Element]:
    """The range of the temporal controller: all days of the events, in steps of a week."""
    if days is None:
        return
    first, last = days[0], days[1] + timedelta(days=1)
    step = {"timeStepUnit": "d", "timeStep": 7, "frameRate": 1, "cumulativeTemporalRange": 0}
    limits = (
        element(name, None, f"{day.isoformat()}T00:00:00Z") for name, day in (("start", first), ("end", last))
    )
    yield element("ProjectTimeSettings", step, element("TemporalRange", None, *limits))


QGIS_PROJECT = Format(
    "QGIS project", (".qgz",), write_project, Traits(NO_NUL, lists="json", objects="json"), many=True
)
