"""A style and a sprite for MapLibre, which show the layers of a PMTiles archive with the symbols of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geo.model.event_types import OTHER, EventTypes
from geo.outputs.figure.classes import breaks, tint
from geo.outputs.figure.palette import COUNTY, LAND, PROVINCE
from geo.outputs.figure.palette import OTHER as GROUND
from geo.outputs.symbols import Fill, event_mark, record_mark, site_mark

from .icons import encoded_png, pixels
from .qgis.style import Look

__all__ = ["sprite", "style"]

_ICON = 24
_COLUMNS = 6
_SITES_ZOOM = 8
"""Zoom level from which on sites are drawn that are located only to a county or province, as on the page."""


def _marks(types: EventTypes) -> dict[str, tuple[Fill, ...]]:
    found = {
        f"{one.id}{'-area' if area else ''}": event_mark(one.sign, one.colour, area=area)
        for one in types.values()
        for area in (False, True)
    }
    return found | {"site": site_mark(), "record": record_mark()}


def sprite(types: EventTypes, ratio: int = 1) -> tuple[dict[str, dict[str, int]], bytes]:
    """The index of a sprite and its picture (PNG).

    Parameters
    ----------
    types : EventTypes
    ratio : int
        Pixels of the picture per pixel of the page.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> sprite(Reference.bundled().event_types)[0]["site"]["width"]
    24
    """
    marks, size = _marks(types), _ICON * ratio
    index, rows = {}, []
    names = list(marks)
    for start in range(0, len(names), _COLUMNS):
        line = names[start : start + _COLUMNS]
        drawn = [pixels(marks[name], size) for name in line]
        blank = bytes(4 * size) * (_COLUMNS - len(line))
        rows += [b"".join(one[y] for one in drawn) + blank for y in range(size)]
        for column, name in enumerate(line):
            place = {"x": column * size, "y": start // _COLUMNS * size}
            index[name] = {**place, "width": size, "height": size, "pixelRatio": ratio}
    return index, encoded_png(rows, size * _COLUMNS, len(rows))


def style(
    looks: Sequence[Look], types: EventTypes, *, title: str, archive: str, icons: str, credit: str
) -> dict[str, Any]:
    """A style of MapLibre's specification, version 8.

    Parameters
    ----------
    looks : sequence of Look
        The layers of the archive.
    types : EventTypes
    title : str
    archive : str
        Name of the PMTiles archive, relative to the page.
    icons : str
        Name of the sprite without ending, relative to the page; MapLibre takes absolute addresses only, so the page
        completes it.
    credit : str
        HTML of the attribution.
    """
    by = {one.layer.name: one for one in looks}
    layers = [{"id": "ground", "type": "background", "paint": {"background-color": GROUND}}]
    for name in ("counties", "provinces", "records", "sites", "events"):
        if name in by:
            layers += _LAYERS[name](by[name], types)
    source = {"type": "vector", "url": f"pmtiles://{archive}", "attribution": credit}
    return {
        "version": 8, "name": title, "center": [127.3, 40.2], "zoom": 6, "sprite": icons,
        "sources": {"dprk-geo": source}, "layers": layers,
    }  # fmt: skip


def _layer(name: str, kind: str, source: str, **rest: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "source": "dprk-geo", "source-layer": source, **rest}


def _counties(drawn: Look, types: EventTypes) -> Iterator[dict[str, Any]]:
    del types
    limits = breaks([count for count in drawn.counts if count])
    colour: Any = LAND
    if limits:
        steps = [part for number, low in enumerate(limits) for part in (low, tint(number, len(limits)))]
        colour = ["step", ["get", "n_events"], LAND, *steps]
    yield _layer("counties", "fill", "counties", paint={"fill-color": colour})
    yield _layer("county-lines", "line", "counties", paint={"line-color": COUNTY, "line-width": 0.6})


def _provinces(drawn: Look, types: EventTypes) -> Iterator[dict[str, Any]]:
    del drawn, types
    yield _layer("provinces", "line", "provinces", paint={"line-color": PROVINCE, "line-width": 1.4})


_ICONS: Mapping[str, Any] = {
    "icon-allow-overlap": True,
    "icon-size": ["interpolate", ["linear"], ["zoom"], 5, 0.6, 9, 0.9],
}


def _events(drawn: Look, types: EventTypes) -> Iterator[dict[str, Any]]:
    known = [kind for kind in types if kind in drawn.present]
    named: Any = OTHER
    if known:
        named = ["match", ["get", "type"], *(part for kind in known for part in (kind, kind)), OTHER]
    wide = ["in", ["get", "geo_precision"], ["literal", ["adm1", "adm2", "country"]]]
    yield _layer(
        "events", "symbol", "events",
        layout={**_ICONS, "icon-image": ["concat", named, ["case", wide, "-area", ""]],
                "symbol-sort-key": ["get", "score"]},
        paint={"icon-opacity": ["case", ["==", ["get", "status"], "candidate"], 0.45, 1]},
    )  # fmt: skip


def _sites(drawn: Look, types: EventTypes) -> Iterator[dict[str, Any]]:
    del drawn, types
    layout = {**_ICONS, "icon-image": "site"}
    placed = ["==", ["get", "geo_precision"], "site"]
    yield _layer("sites", "symbol", "sites", filter=placed, layout=layout)
    unplaced = _layer("sites-unplaced", "symbol", "sites", filter=["!", placed], minzoom=_SITES_ZOOM)
    yield {**unplaced, "layout": {**layout, "visibility": "none"}, "paint": {"icon-opacity": 0.6}}


def _records(drawn: Look, types: EventTypes) -> Iterator[dict[str, Any]]:
    del drawn, types
    yield _layer(
        "records", "symbol", "records", layout={**_ICONS, "icon-image": "record", "visibility": "none"}
    )


_LAYERS = {
    "counties": _counties,
    "provinces": _provinces,
    "events": _events,
    "sites": _sites,
    "records": _records,
}
