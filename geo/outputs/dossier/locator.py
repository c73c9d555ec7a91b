"""Two small locator maps as SVG: the country with a unit marked, and the unit with its neighbours.

The projection is equirectangular with true scale at 40 degrees north, which is accurate to a few percent over the
country. The maps are static; colours come from the page's style sheet.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from geo.model.entities import Place
from geo.reference.boundaries import Level
from geo.reference.boundaries.projection import EARTH_KM
from geo.reference.context import Reference

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Point", "country_map", "near_map", "neighbours"]

Point = tuple[float, float, str, str]
"""Longitude, latitude, label and kind (``site``, ``town``, ``seat``) of a point on the map."""

_SHORT = math.cos(math.radians(40.0))
_KM = math.radians(EARTH_KM)
"""Kilometres in a degree of latitude."""
_COUNTRY = (124.0, 37.5, 130.9, 43.1)
_OWN, _UNIT, _POINT = 23, 18, 17
"""Font sizes for label placement; they are those on a phone, where the style sheet enlarges them."""
_LENGTHS = (5, 10, 20, 50, 100)
"""Possible lengths of the scale bar in kilometres."""


def _shapes(reference: Reference, level: Level) -> Mapping[str, BaseGeometry]:
    return reference.boundaries.shapes(level)  # type: ignore[return-value]  # shapely names its base class twice


class _Plane:
    """Transformation from degrees to SVG units, for a box in degrees and a width in SVG units."""

    def __init__(self, box: tuple[float, float, float, float], width: float) -> None:
        self.west, self.south, self.east, self.north = box
        self.scale = width / ((self.east - self.west) * _SHORT)
        self.width, self.height = width, (self.north - self.south) * self.scale

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * _SHORT * self.scale, (self.north - lat) * self.scale

    def km(self, length: float) -> float:
        """SVG units of a length in kilometres."""
        return length / _KM * self.scale

    def path(self, geometry: BaseGeometry, tolerance: float = 0.6) -> str:
        """SVG path data of polygons, simplified to a tolerance in SVG units."""
        thin = geometry.simplify(tolerance / self.scale, preserve_topology=True)
        out = []
        for part in getattr(thin, "geoms", [thin]):
            if part.geom_type != "Polygon" or part.is_empty:
                continue
            for ring in (part.exterior, *part.interiors):
                corners = (self.at(x, y) for x, y in list(ring.coords)[:-1])
                out.append("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in corners) + "Z")
        return "".join(out)


def _svg(plane: _Plane, name: str, title: str, body: Iterable[str]) -> str:
    return (
        f'<svg viewBox="0 0 {plane.width:.0f} {plane.height:.0f}" role="img" aria-labelledby="{name}-title" '
        f'class="map {name}"><title id="{name}-title">{html.escape(title)}</title>{"".join(body)}</svg>'
    )


def _boxed(geometry: BaseGeometry, plane: _Plane) -> BaseGeometry:
    from shapely import clip_by_rect

    return clip_by_rect(geometry, plane.west, plane.south, plane.east, plane.north)


def country_map(place: Place, title: str, reference: Reference) -> str:
    """Map of the country with a province or county marked.

    Parameters
    ----------
    place : Place
        A unit of the reference.
    title : str
        Title for screen readers.
    reference : Reference
        Source of the boundaries.

    Returns
    -------
    str
        An ``svg`` element.

    Examples
    --------
    >>> known = Reference.bundled()
    >>> country_map(known.gazetteer["KP0717"], "Where Songchon is", known)[:38]
    '<svg viewBox="0 0 300 318" role="img" '
    """
    plane = _Plane(_COUNTRY, 300)
    body = ['<rect class="sea" width="100%" height="100%"/>']
    body += [
        f'<path class="abroad" d="{plane.path(_boxed(s, plane))}"/>'
        for s in _shapes(reference, "backdrop").values()
    ]
    body += [f'<path class="land" d="{plane.path(s)}"/>' for s in _shapes(reference, "adm1").values()]
    shape = _shapes(reference, _level(place))[place.place_id]
    body.append(f'<path class="here" d="{plane.path(shape, 0.3)}"/>')
    if place.kind == "adm2":
        x, y = plane.at(*_middle(shape))
        body.append(f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="16"/>')
    return _svg(plane, "country", title, body)


def _level(place: Place) -> Level:
    return "adm1" if place.kind == "adm1" else "adm2"


def _middle(shape: BaseGeometry) -> tuple[float, float]:
    point = shape.representative_point()
    return point.x, point.y


def near_map(
    place: Place, points: Iterable[Point], title: str, reference: Reference, *, korean: bool = False
) -> str:
    """Map of a province or county and its surroundings, with towns and sites as points and a scale bar.

    Parameters
    ----------
    place : Place
        A unit of the reference.
    points : iterable of Point
        Points in order of importance. A label that would overlap another is left out; its point is still drawn.
    title : str
        Title for screen readers.
    reference : Reference
        Source of the boundaries and names.
    korean : bool
        Whether to label units in Korean.

    Examples
    --------
    >>> known = Reference.bundled()
    >>> drawn = near_map(known.gazetteer["KP0717"], [(126.21, 39.25, "<b>", "town")], "Songchon", known)
    >>> "&lt;b&gt;" in drawn, drawn.count("<path") > 5
    (True, True)
    """
    shape = _shapes(reference, _level(place))[place.place_id]
    plane = _around(shape)
    labels = _Labels(plane)
    body = ['<rect class="sea" width="100%" height="100%"/>']
    layers: tuple[tuple[Level, str], ...] = (("backdrop", "abroad"), ("adm2", "land"), ("adm1", "border"))
    for level, css in layers:
        drawn = ((_boxed(s, plane), code) for code, s in _shapes(reference, level).items())
        body += [f'<path class="{css}" d="{plane.path(s)}"/>' for s, _ in drawn if not s.is_empty]
    body.append(f'<path class="here" d="{plane.path(_boxed(shape, plane), 0.3)}"/>')
    marks = [(plane.at(lon, lat), text, kind) for lon, lat, text, kind in points if _inside(plane, lon, lat)]
    body += [_mark(*at, kind) for at, _, kind in marks]
    body += _bar(plane, labels)
    body += labels.unit(place, _middle(shape), korean, "own")
    county = place.kind == "adm2"
    points_first = (
        [label for at, text, kind in marks for label in labels.point(at, text, kind)] if county else []
    )
    for code, other in _shapes(reference, "adm2").items():
        seen = _boxed(other, plane)
        wanted = code != place.place_id if county else code.startswith(place.place_id)
        if wanted and not seen.is_empty and seen.area > other.area / 8:
            body += labels.unit(reference.gazetteer[code], _middle(seen), korean, "unit")
    body += points_first or [label for at, text, kind in marks for label in labels.point(at, text, kind)]
    return _svg(plane, "near", title, body)


def _around(shape: BaseGeometry) -> _Plane:
    """A plane with aspect ratio 4:3, centred on the shape and with a margin for its neighbours."""
    west, south, east, north = shape.bounds
    tall = max(north - south, (east - west) * _SHORT * 0.75) * 1.5
    wide = tall / 0.75 / _SHORT
    x, y = (west + east) / 2, (south + north) / 2
    return _Plane((x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2), 640)


def _inside(plane: _Plane, lon: float, lat: float) -> bool:
    return plane.west < lon < plane.east and plane.south < lat < plane.north


def _mark(x: float, y: float, kind: str) -> str:
    if kind == "site":
        return f'<path class="site" d="M{x - 5:.1f},{y + 4:.1f}h10l-5,-9z"/>'
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{4 if kind == "seat" else 2.6}"/>'


def _bar(plane: _Plane, labels: _Labels) -> Iterator[str]:
    """A scale bar at the lower left and a north arrow at the upper right."""
    length = max((km for km in _LENGTHS if plane.km(km) < plane.width / 4), default=_LENGTHS[0])
    y, end = plane.height - 14, 14 + plane.km(length)
    labels.take(0, y - 26, end + 10, 38)
    yield f'<path class="bar" d="M14,{y - 4:.1f}v4H{end:.1f}v-4"/>'
    yield f'<text class="town" x="14" y="{y - 8:.1f}">{length} km</text>'
    labels.take(plane.width - 34, 0, 34, 44)
    yield f'<path class="bar" d="M{plane.width - 18:.0f},36v-24m-5,8l5,-8l5,8"/>'


class _Labels:
    """Places labels so that they do not overlap."""

    def __init__(self, plane: _Plane) -> None:
        self.plane = plane
        self.taken: list[tuple[float, float, float, float]] = []

    def take(self, x: float, y: float, width: float, height: float) -> bool:
        """Reserve a box; return False if it overlaps another or leaves the map."""
        inside = x >= 0 and y >= 0 and x + width <= self.plane.width and y + height <= self.plane.height
        clash = any(x < a + w and a < x + width and y < b + h and b < y + height for a, b, w, h in self.taken)
        if clash or not inside:
            return False
        self.taken.append((x, y, width, height))
        return True

    def unit(self, place: Place, at: tuple[float, float], korean: bool, css: str) -> Iterator[str]:
        text = (korean and place.korean) or place.name
        x, y = self.plane.at(*at)
        size = _OWN if css == "own" else _UNIT
        width = _width(text, size)
        for down in (0, 18, -18, 36, -36):
            if self.take(x - width / 2, y + down - size, width, size + 4):
                yield f'<text class="{css}" x="{x:.1f}" y="{y + down:.1f}">{html.escape(text)}</text>'
                return

    def point(self, at: tuple[float, float], text: str, kind: str) -> Iterator[str]:
        text = text if len(text) <= 36 else f"{text[:34]}…"
        width = _width(text, _POINT)
        for x, anchor in ((at[0] + 7, "start"), (at[0] - 7 - width, "end")):
            if self.take(x, at[1] - 12, width, 20):
                shown = x if anchor == "start" else x + width
                yield (
                    f'<text class="label {kind}" text-anchor="{anchor}" x="{shown:.1f}" y="{at[1] + 4:.1f}">'
                    f"{html.escape(text)}</text>"
                )
                return


def _width(text: str, size: float) -> float:
    """Approximate width of a text: about half the font size per Latin letter, the full size per Korean syllable."""
    return sum(1.0 if ord(c) > 0x1100 else 0.56 for c in text) * size


def neighbours(place: Place, reference: Reference) -> list[Place]:
    """Counties that share a border with a county, sorted by name.

    Examples
    --------
    >>> known = Reference.bundled()
    >>> [p.name for p in neighbours(known.gazetteer["KP0717"], known)][:3]
    ['Hoechang', 'Kangdong', 'Phyongsong']
    """
    if place.kind != "adm2":
        return []
    here = _shapes(reference, "adm2")[place.place_id]
    known: Any = reference.gazetteer
    codes = [
        c for c, s in _shapes(reference, "adm2").items() if c != place.place_id and here.distance(s) < 1e-6
    ]
    return sorted((known[c] for c in codes), key=lambda p: p.name)
