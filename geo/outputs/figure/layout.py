"""Compose the page: base map, symbols, names, legend and notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import shapely

from geo._version import __version__
from geo.outputs.frame_columns import texts
from geo.outputs.provenance import made_on
from geo.reference.boundaries import BoundarySet, Level
from geo.reference.context import Reference

from . import labels, palette
from . import map_furniture as furniture
from .canvas import Canvas, band, hatching
from .classes import breaks, tint
from .collision import ReservedAreas
from .fonts import clean, korean_font, wrapped
from .legend import Content, Legend
from .projection import Box, Plane
from .sheet import Sheet
from .symbols import Symbol, badges, bubbles
from .tally import tally
from .words import WORDS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["compose"]


_LEVELS: tuple[Level, ...] = ("adm1", "adm2")


class _Ground(NamedTuple):
    """The base map: outlines on the sheet by P-code, neighbouring land, and the projection."""

    plane: Plane
    provinces: dict[str, Any]
    counties: dict[str, Any]
    land: list[Any]
    enlarged: bool


def _ground(
    frame: Box,
    boundaries: BoundarySet,
    middle: tuple[float, float] | None = None,
    per_km: float | None = None,
) -> _Ground:
    plane = Plane(frame, middle, per_km)
    window = (frame.left - 5, frame.bottom - 5, frame.right + 5, frame.top + 5)

    def cut(feature: Mapping[str, Any]) -> Any:
        shape = plane.shape(feature["geometry"])
        # The simplified coast from Natural Earth intersects itself in places.
        return shapely.clip_by_rect(shape if shape.is_valid else shape.buffer(0), *window)

    def kept(level: Level) -> dict[str, Any]:
        cuts = {
            f["properties"].get("pcode") or f["properties"]["iso"]: cut(f)
            for f in boundaries.geojson(level)["features"]
        }
        return {code: shape for code, shape in cuts.items() if not shape.is_empty}

    return _Ground(plane, kept("adm1"), kept("adm2"), list(kept("backdrop").values()), middle is not None)


def _name(code: str, content: Content) -> str:
    place = content.reference.gazetteer.get(code)
    return code if place is None else place.korean if content.korean and place.korean else place.name


def compose(
    events: pd.DataFrame,
    *,
    title: str,
    language: str,
    paper: str,
    shade: str,
    graticule: bool,
    once: bool,
    origin: Mapping[str, Any],
    reference: Reference,
) -> Sheet:
    """Compose the page; see :func:`geo.outputs.figure.draw` for the parameters."""
    missing = language == "ko" and korean_font() is None
    language = "en" if missing else language
    words = WORDS[language]
    title = clean(title) or words["title"]
    sheet = Sheet(paper, title)
    if missing:
        sheet.notes.append(words["no_korean"])
    repeats = 0
    if once and "happening" in events:
        happenings = texts(events, "happening")
        first = {name: number for number, name in reversed(list(enumerate(happenings)))}
        kept = [not name or first[name] == number for number, name in enumerate(happenings)]
        events, repeats = events[kept], kept.count(False)
    boundaries = reference.boundaries
    units = {f["properties"]["pcode"] for level in _LEVELS for f in boundaries.geojson(level)["features"]}
    count = tally(events, units)
    limits = breaks(list(count.counties.values())) if shade == "events" else []
    content = Content(count, limits, language, graticule, reference)
    canvas = Canvas(sheet.page(), reference.event_types, korean=content.korean)
    left, right = furniture.MARGIN, sheet.width - furniture.MARGIN
    top = furniture.heading(
        canvas,
        title,
        furniture.summary(count, origin, language),
        left,
        sheet.height - furniture.MARGIN,
        right,
    )
    text = furniture.notes(
        count, origin, repeats=repeats, language=language, made=made_on(), version=__version__
    )
    frame = Box(left, _foot(canvas, text, left, right), right, top)
    ground = _ground(frame, boundaries)
    symbols, names, legend = _place(ground, content)
    part = _inset(ground.plane, symbols, boundaries)
    _panel(canvas, ground, content, symbols, names, part and _window(ground.plane, part.plane))
    if part is not None:
        _panel(canvas, part, content, *_place_part(part, content))
        corner = part.plane.frame
        furniture.scale(
            canvas, part.plane, corner.left + 8, corner.bottom + 6, paper="", language=language, most=60
        )
    furniture.scale(
        canvas, ground.plane, frame.left + 14, frame.bottom + 18, paper=sheet.paper, language=language
    )
    furniture.north(canvas, ground.plane, frame.left + 20, frame.bottom + 44, language=language)
    legend.draw(canvas, frame.right - legend.WIDTH - 6, frame.bottom + 6)
    return sheet


def _foot(canvas: Canvas, text: str, left: float, right: float) -> float:
    """Draw the notes above the lower margin; return the lower edge of the map's frame."""
    lines = wrapped(text, furniture.NOTE, right - left, most=8, korean=canvas.korean)
    lead = furniture.NOTE * 1.32
    y = furniture.MARGIN + lead * (len(lines) - 1)
    for number, line in enumerate(lines):
        canvas.text(line, left, y - lead * number, furniture.NOTE, colour=palette.SOFT)
    return y + furniture.NOTE + 12


def _panel(
    canvas: Canvas,
    ground: _Ground,
    content: Content,
    symbols: list[Symbol],
    names: list[labels.Label],
    window: Box | None = None,
) -> None:
    """Draw one map in its frame."""
    frame = ground.plane.frame
    canvas.within(frame)
    _draw_ground(canvas, ground, content)
    if window is not None:
        canvas.box(window, fill="none", line=palette.INK, thick=0.8)
    for name in names:
        if name.to is not None:
            canvas.leader((name.x, name.y), name.to, palette.LABELS[name.level])
    for one in symbols:
        if one.to is not None:
            canvas.leader((one.x, one.y), one.to, palette.SOFT)
    for name in names:
        _draw_name(canvas, name)
    for one in symbols:
        canvas.symbol(one)
    canvas.within(None)
    if content.graticule and not ground.enlarged:
        furniture.degrees(canvas, ground.plane)
    canvas.box(frame, fill="none", line=palette.SOFT, thick=0.8)


def _draw_ground(canvas: Canvas, ground: _Ground, content: Content) -> None:
    count, limits = content.count, content.limits
    canvas.box(ground.plane.frame, fill=palette.SEA)
    if content.graticule and not ground.enlarged:
        furniture.meridians(canvas, ground.plane)
    canvas.areas(ground.land, palette.OTHER, palette.COAST, 0.4)
    canvas.areas(ground.provinces.values(), palette.LAND)
    for number, low in enumerate(limits):
        high = limits[number + 1] if number + 1 < len(limits) else float("inf")
        shaded = [shape for code, shape in ground.counties.items() if low <= count.counties[code] < high]
        canvas.areas(shaded, tint(number, len(limits)))
    hatched = [shape for code, shape in ground.counties.items() if code in count.areas]
    canvas.lines(hatching(shapely.union_all(hatched)), palette.HATCH, 0.4)
    banded = [shape for code, shape in ground.provinces.items() if code in count.areas]
    canvas.areas(map(band, banded), palette.BAND)
    canvas.areas(ground.counties.values(), line=palette.COUNTY, thick=0.4)
    canvas.areas(ground.provinces.values(), line=palette.PROVINCE, thick=0.8)
    canvas.areas([shapely.union_all(list(ground.provinces.values()))], line=palette.BORDER, thick=1.1)


def _place(ground: _Ground, content: Content) -> tuple[list[Symbol], list[labels.Label], Legend]:
    """Place symbols and names of the whole country, the most important first."""
    count, frame, plane = content.count, ground.plane.frame, ground.plane
    reserved = ReservedAreas(frame)
    found = bubbles((*plane.at(lon, lat), group) for (lon, lat), group in sorted(count.points.items()))
    # The legend's height and the kinds of symbols depend on each other, so reserve space for all possible kinds.
    areas = {"county" if len(code) == 6 else "province" for code in count.areas}
    kinds = {one.kind for one in found} | areas | ({"mixed"} if areas and found else set())
    high = Legend(content, kinds).height
    corner = frame.right - Legend.WIDTH - 6
    reserved.take(Box(corner, frame.bottom, frame.right, frame.bottom + high + 6), weight=1e4)
    reserved.take(Box(frame.left, frame.bottom, frame.left + 150, frame.bottom + 86), weight=1e4)
    reserved.take(Box(*furniture.inset_box(frame)), weight=1e4)
    names = _fill(ground, content, reserved, found)
    return found, names, Legend(content, {one.kind for one in found})


def _fill(
    ground: _Ground, content: Content, reserved: ReservedAreas, found: list[Symbol]
) -> list[labels.Label]:
    """Place badges and names around the discs; badges are added to ``found``."""
    for one in found:
        reserved.take(one.box, radius=one.radius, weight=60 + one.group.n)
    korean = content.korean
    names = labels.provinces(
        {code: _name(code, content) for code in ground.provinces}, ground.provinces, reserved, korean=korean
    )
    used = {label.text for label in names}  # Pyongyang is a province and a city
    outlines = {**ground.counties, **ground.provinces}
    found += badges(content.count.areas, outlines, reserved, found, must=not ground.enlarged)
    names += labels.sites(found, reserved, content.reference.gazetteer, korean=korean)
    names += labels.countries(ground.plane, reserved, korean=korean)
    names += labels.counties(
        {code: name for code in ground.counties if (name := _name(code, content)) not in used},
        ground.counties, content.count.counties, reserved, korean=korean,
    )  # fmt: skip
    return names


_CROWD = 6
"""Minimum number of places in one disc for which an inset is drawn."""
_ENLARGED = 4.0


def _inset(plane: Plane, symbols: list[Symbol], boundaries: BoundarySet) -> _Ground | None:
    """Base map of the inset around the disc with most places; None if no disc has enough places."""
    fullest = max((one for one in symbols if one.round), key=lambda one: one.places, default=None)
    if fullest is None or fullest.places < _CROWD:
        return None
    middle = plane.degrees(fullest.x, fullest.y)
    return _ground(furniture.inset_box(plane.frame), boundaries, middle, plane.per_km * _ENLARGED)


def _window(plane: Plane, part: Plane) -> Box:
    """Extent of the inset on the main map."""
    frame = part.frame
    west, south = plane.at(*part.degrees(frame.left, frame.bottom))
    east, north = plane.at(*part.degrees(frame.right, frame.top))
    return Box(west, south, east, north)


def _place_part(part: _Ground, content: Content) -> tuple[list[Symbol], list[labels.Label]]:
    """Place symbols and names of the inset."""
    frame = part.plane.frame
    reserved = ReservedAreas(frame)
    reserved.take(Box(frame.left, frame.bottom, frame.left + 90, frame.bottom + 22), weight=1e4)
    groups = ((*part.plane.at(lon, lat), group) for (lon, lat), group in sorted(content.count.points.items()))
    found = bubbles(
        (x, y, group)
        for x, y, group in groups
        if frame.left + 8 < x < frame.right - 8 and frame.bottom + 8 < y < frame.top - 8
    )
    return found, _fill(part, content, reserved, found)


def _draw_name(canvas: Canvas, name: labels.Label) -> None:
    bold = name.level in ("province", "country")
    canvas.text(
        name.text, name.x, name.y, name.size, colour=palette.LABELS[name.level], bold=bold, align="center",
        base="center", halo=2.0 if bold else 1.4,
    )  # fmt: skip
