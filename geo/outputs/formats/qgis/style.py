"""The style of a layer for QGIS (QML): symbols, labels, map tips, and the columns that the temporal controller uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.model.event_types import EventTypes
from geo.outputs.figure.palette import LABELS, PAPER
from geo.outputs.formats.export import Table
from geo.outputs.formats.layer_rows import Spot
from geo.outputs.formats.layers import Layer

from .elements import Element, document, element, rgb
from .renderers import apart, areas_by_type, categories, clustered, dots, outlined, records, shaded, sites

__all__ = ["DOCTYPE", "VERSION", "Look", "Looking", "look", "parts", "qml"]

DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
VERSION = "3.22.0"
"""The version of QGIS in whose terms styles and projects are written."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the style of a layer depends on.

    Attributes
    ----------
    layer : Layer
    shapes : frozenset of str
        Kinds of its geometries: ``Point``, ``MultiPolygon``.
    present : tuple of str
        Event types that occur in it.
    counts : tuple of int
        Numbers of events, of a layer of units.
    """

    layer: Layer
    shapes: frozenset[str]
    present: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def styled(self) -> bool:
        """Whether one style fits all its geometries; QGIS has none for points and areas together."""
        return len(self.shapes) == 1 or (not self.shapes and bool(self.layer.geometry))


class Looking:
    """What the style of a layer depends on, gathered from its rows one by one.

    Parameters
    ----------
    layer : Layer
    """

    def __init__(self, layer: Layer) -> None:
        names = layer.names
        self._layer = layer
        self._kind = names.index("type") if {"type", "date_precision"} <= set(names) else None
        self._count = names.index("n_events") if layer.geometry == "area" else None
        self._shapes: set[str] = set()
        self._kinds: set[str] = set()
        self._counts: list[int] = []

    def add(self, row: Sequence[Any], spot: Spot) -> None:
        """Look at a row and its location."""
        if spot:
            self._shapes.add("MultiPolygon" if isinstance(spot, str) else "Point")
        if self._kind is not None and row[self._kind]:
            self._kinds.add(row[self._kind])
        if self._count is not None:
            self._counts.append(row[self._count])

    def look(self) -> Look:
        """What was seen."""
        return Look(self._layer, frozenset(self._shapes), tuple(sorted(self._kinds)), tuple(self._counts))


def look(table: Table) -> Look:
    """What the style of a table depends on."""
    seen = Looking(table.layer)
    for row, spot in zip(table.rows, table.spots, strict=True):
        seen.add(row, spot)
    return seen.look()


def qml(drawn: Look, types: EventTypes, *, rings: bool = False) -> str:
    """The style as a document.

    Parameters
    ----------
    drawn : Look
    types : EventTypes
    rings : bool
        Whether events of one place are drawn side by side, rather than as one disc with their number.
    """
    root = element("qgis", _attributes(drawn), *parts(drawn, types, rings=rings))
    return document(root, DOCTYPE)


def _attributes(drawn: Look) -> dict[str, object]:
    return {
        "version": VERSION, "styleCategories": "Symbology|Labeling|MapTips|Temporal|Rendering",
        "labelsEnabled": int(_label(drawn.layer) is not None), "hasScaleBasedVisibilityFlag": 0,
        "minScale": 100_000_000, "maxScale": 0,
    }  # fmt: skip


def parts(drawn: Look, types: EventTypes, *, rings: bool = False) -> list[Element]:
    """Elements of the style, as they also are in a project."""
    made = [_temporal(drawn.layer), _renderer(drawn, types, rings=rings)]
    if (label := _label(drawn.layer)) is not None:
        made.append(label)
    made += [
        element("layerOpacity", None, "1"),
        element("previewExpression", None, _TITLES.get(drawn.layer.name, f'"{drawn.layer.key[0]}"')),
        element("mapTip", None, _tip(drawn.layer)),
    ]
    return made


def _renderer(drawn: Look, types: EventTypes, *, rings: bool) -> Element:
    layer = drawn.layer
    if layer.geometry == "area":
        return shaded(drawn.counts) if layer.name == "counties" else outlined()
    if drawn.shapes == {"MultiPolygon"}:
        return areas_by_type(types, drawn.present) if drawn.present else outlined()
    if layer.name == "mentions":
        return dots()
    if layer.name == "sites":
        return apart(sites())
    typed = layer.name in ("events", "happenings")
    inner = categories(types, drawn.present, status="status" in layer.names) if typed else records()
    return apart(inner) if rings else clustered(inner)


_TITLES = {
    "events": '"title"', "sites": '"name"', "mentions": '"surface"', "records": '"title"', "articles": '"title"',
    "counties": '"name"', "provinces": '"name"', "happenings": '"type"',
}  # fmt: skip
_TIPS: Mapping[str, Sequence[str]] = {
    "events": ("title", "date", "quote", "source_title", "publisher", "geo_precision"),
    "happenings": ("type", "date", "site", "n_reports", "first_publisher"),
    "sites": ("name", "korean", "kind", "n_events"),
    "records": ("title", "date", "text"),
    "mentions": ("surface", "kind", "rule"),
    "counties": ("name", "korean", "n_events"),
    "provinces": ("name", "korean", "n_events"),
}


def _tip(layer: Layer) -> str:
    """HTML of a map tip; characters of the data that mean markup are escaped."""
    columns = _TIPS.get(layer.name, ())
    cells = [
        f"[% coalesce(replace(to_string(\"{name}\"), map('&', '&amp;', '<', '&lt;')), '') %]"
        for name in columns
    ]
    return "".join(f"<b>{cell}</b><br>" if not n else f"{cell}<br>" for n, cell in enumerate(cells))


def _temporal(layer: Layer) -> Element:
    """The days of a row: a month or year is its whole length; an event without a date is at the day of its report."""
    names = layer.names
    attributes: dict[str, object] = {"enabled": 0, "durationUnit": "d", "fixedDuration": 0, "accumulate": 0}
    if "date_precision" in names:
        reported = [name for name in ("source_date", "first_reported") if name in names]
        quoted = ", ".join(f'"{name}"' for name in ("date", *reported))
        start = f"to_datetime(coalesce({quoted}))"  # QGIS takes a date for earlier than the midnight it begins with
        year, month = f"year({start})", f"month({start})"
        # A "month" of QGIS's intervals has thirty days.
        after = (
            f"CASE WHEN \"date_precision\" = 'year' THEN make_datetime({year} + 1, 1, 1, 0, 0, 0) "
            f"WHEN \"date_precision\" = 'month' "
            f"THEN make_datetime({year} + if({month} = 12, 1, 0), {month} % 12 + 1, 1, 0, 0, 0) "
            f"ELSE {start} + to_interval('1 day') END"
        )
        end = f"{after} - to_interval('1 second')"
        attributes |= {"enabled": 1, "mode": 4, "startExpression": start, "endExpression": end}
    elif {"first", "last"} <= set(names):
        attributes |= {"enabled": 0, "mode": 2, "startField": "first", "endField": "last"}
    return element("temporal", attributes, element("fixedRange", None, element("start"), element("end")))


def _label(layer: Layer) -> Element | None:
    """Names of units and sites; QGIS shows Korean names where its own language is Korean."""
    kinds = {
        "provinces": ("province", 10.0, 0),
        "counties": ("county", 7.5, 1_200_000),
        "sites": ("site", 7.5, 400_000),
    }
    if layer.name not in kinds:
        return None
    kind, size, scale = kinds[layer.name]
    expression = 'if(left(@qgis_locale, 2) = \'ko\', coalesce("korean", "name"), "name")'
    style = {
        "fieldName": expression, "isExpression": 1, "fontFamily": "Open Sans", "fontSize": size,
        "fontSizeUnit": "Point", "fontWeight": 63 if kind == "province" else 50, "textColor": rgb(LABELS[kind]),
    }  # fmt: skip
    halo = {
        "bufferDraw": 1,
        "bufferSize": 0.8,
        "bufferSizeUnits": "MM",
        "bufferColor": rgb(PAPER),
        "bufferOpacity": 0.85,
    }
    # Areas are labelled horizontally within them, points around them.
    placement = (
        {"placement": 6, "dist": 1.4, "distUnits": "MM"}
        if kind == "site"
        else {"placement": 1, "quadOffset": 4}
    )
    rendering = {
        "drawLabels": 1,
        "scaleVisibility": int(scale > 0),
        "scaleMin": 0,
        "scaleMax": scale,
        "obstacle": 1,
    }
    return element(
        "labeling",
        {"type": "simple"},
        element(
            "settings",
            {"calloutType": "simple"},
            element("text-style", style, element("text-buffer", halo)),
            element("text-format", {"multilineAlign": 1}),
            element("placement", placement),
            element("rendering", rendering),
        ),
    )
