"""Light maps as SVG: units, sites and numbers of events, in kilometres, with links to the pages of units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from markupsafe import Markup, escape

from geo.reference.boundaries import Level
from geo.reference.boundaries.projection import conic
from geo.reference.context import Reference

__all__ = ["BREAKS", "Ground", "Labels", "View", "scale_bar", "shade"]

BREAKS = (1, 3, 10, 30, 100)
"""Least numbers of events of the classes of shading; fixed, so that a further event changes no other county."""
_COUNTRY_WIDTH = 470
_WIDTH = 480
"""Widths of the drawings in pixels, for which the sizes of letters are meant."""
_FINE, _COARSE, _ABROAD = 0.4, 1.6, 3.0
"""Tolerances in kilometres with which outlines are simplified."""
_MARGIN = 14.0
_ORIGIN = (-300.0, 7190.0)
"""Kilometres that are taken off, so that numbers are short and positive."""
_LENGTHS = (5, 10, 20, 50, 100)
"""Lengths of the scale bar in kilometres."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """A part of the plane: its box in kilometres (west, north downwards, east, south) and its width in pixels."""

    box: Box
    pixels: float

    @property
    def pixel(self) -> float:
        """Kilometres of a pixel."""
        return (self.box[2] - self.box[0]) / self.pixels

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside, a little away from the edge."""
        edge = 4 * self.pixel
        west, north, east, south = self.box
        return west + edge < x < east - edge and north + edge < y < south - edge

    def svg(self, body: Iterable[str], css: str) -> Markup:
        """The drawing; what it shows is said in the caption and the tables beside it, so it is hidden from readers."""
        west, north, east, south = self.box
        return Markup(  # noqa: S704 - labels are escaped where they are placed
            f'<svg class="map {css}" viewBox="{west:.1f} {north:.1f} {east - west:.1f} {south - north:.1f}" '
            f'font-size="{13 * self.pixel:.2f}" text-anchor="middle" aria-hidden="true" focusable="false">'
            f"{''.join(body)}</svg>"
        )


class Ground:
    """The outlines of a set of boundaries in kilometres, ready to be drawn.

    Parameters
    ----------
    reference : Reference
    """

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        shapes = reference.boundaries.shapes
        self.counties = self._projected("adm2")
        fine = shapely.coverage_simplify(np.array(list(self.counties.values())), _FINE)
        coarse = shapely.coverage_simplify(np.array(list(self.counties.values())), _COARSE)
        self._fine = dict(zip(self.counties, map(_path, fine), strict=True))
        self._coarse = dict(zip(self.counties, map(_path, coarse), strict=True))
        self.provinces = {
            code: shapely.union_all([s for c, s in self.counties.items() if c.startswith(code)])
            for code in shapes("adm1")
        }
        self._borders = {
            code: _path(
                shapely.union_all([s for c, s in zip(self.counties, coarse, strict=True) if c[:4] == code])
            )
            for code in shapes("adm1")
        }

    @cached_property
    def _outlines(self) -> list[str]:
        provinces = shapely.coverage_simplify(np.array(list(self.provinces.values())), _ABROAD)
        return list(map(_path, provinces))

    def _projected(self, level: Level) -> dict[str, Any]:
        return {code: _plane(shape) for code, shape in self.reference.boundaries.shapes(level).items()}

    @cached_property
    def _land(self) -> list[Any]:
        around = shapely.box(*_grown(self._extent, 60))
        land = (
            shapely.intersection(s.simplify(_ABROAD), around) for s in self._projected("backdrop").values()
        )
        return [shape for shape in land if not shape.is_empty]

    @cached_property
    def _extent(self) -> Box:
        west, north, east, south = shapely.MultiPolygon(
            [p for s in self.provinces.values() for p in getattr(s, "geoms", [s])]
        ).bounds
        return west, north, east, south

    @cached_property
    def middles(self) -> Mapping[str, tuple[float, float]]:
        """A point well inside of each unit, in kilometres."""
        found = {}
        for code, shape in (*self.counties.items(), *self.provinces.items()):
            x, y = shapely.maximum_inscribed_circle(shape, tolerance=1.0).coords[0]
            found[code] = (round(x, 1), round(y, 1))
        return found

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[str, ...]]:
        """Units of the same level that a unit borders on, by P-code."""
        found: dict[str, tuple[str, ...]] = {}
        for units in (self.counties, self.provinces):
            codes, shapes = list(units), np.array(list(units.values()))
            tree = shapely.STRtree(shapes)
            for code, shape in units.items():
                near = tree.query(shape, predicate="dwithin", distance=0.05)
                found[code] = tuple(sorted(codes[n] for n in near if codes[n] != code))
        return found

    # Views ----------------------------------------------------------------------------------------------------

    def country(self) -> View:
        """The whole country."""
        return View(_grown(self._extent, _MARGIN), _COUNTRY_WIDTH)

    def around(self, pcode: str) -> View:
        """A unit with a margin for its neighbours, at least four by three."""
        shape = self.counties.get(pcode) or self.provinces[pcode]
        west, north, east, south = shape.bounds
        share = 0.5 if pcode in self.counties else 0.12
        tall = max(south - north, (east - west) * 0.72) * (1 + share)
        wide = max(tall / 0.82, (east - west) * (1 + share))
        x, y = (west + east) / 2, (north + south) / 2
        return View((x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2), _WIDTH)

    # Layers ---------------------------------------------------------------------------------------------------

    def sea_and_land(self, view: View) -> Iterator[str]:
        """Sea, and the land of the neighbouring countries."""
        west, north, east, south = view.box
        yield (
            f'<rect class="sea" x="{west:.1f}" y="{north:.1f}" width="{east - west:.1f}" '
            f'height="{south - north:.1f}"/>'
        )
        box = shapely.box(west, north, east, south)
        for land in self._land:
            if path := _path(shapely.intersection(land, box)):
                yield f'<path class="abroad" d="{path}"/>'

    def units(
        self, view: View, codes: Iterable[str], css: Mapping[str, str], to: str, labels: Mapping[str, str]
    ) -> Iterator[str]:
        """Counties that lead to their pages; ``css`` has the class of each, ``labels`` its title."""
        box = shapely.box(*view.box)
        fine = view.pixel < 0.5
        for code in codes:
            if not box.intersects(self.counties[code]):
                continue
            path = (self._fine if fine else self._coarse)[code]
            drawn = f'<path class="{css.get(code, "county")}" d="{path}"><title>{escape(labels[code])}</title></path>'
            yield f'<a href="{to}place/{code}.html" tabindex="-1">{drawn}</a>'

    def visible_middle(self, code: str, view: View) -> tuple[float, float] | None:
        """A point well inside of the part of a county that is in view; None where hardly any of it is."""
        part = shapely.intersection(self.counties[code], shapely.box(*view.box))
        if part.is_empty or part.area < (40 * view.pixel) ** 2:
            return None
        x, y = shapely.maximum_inscribed_circle(part, tolerance=1.0).coords[0]
        return round(x, 1), round(y, 1)

    def outline(self, code: str) -> str:
        """The outline of a county, to be drawn over its neighbours."""
        return f'<path class="outline" d="{self._fine[code]}"/>'

    def borders(self, view: View) -> Iterator[str]:
        """Borders of provinces."""
        box = shapely.box(*view.box)
        for code, path in self._borders.items():
            if box.intersects(self.provinces[code]):
                yield f'<path class="border" d="{path}"/>'

    def land(self) -> str:
        """The country with the borders of its provinces, for maps without counties."""
        return "".join(f'<path class="land" d="{path}"/>' for path in self._outlines)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """A point in degrees as kilometres of the drawing."""
        x, y = conic(np.array([[lon, lat]]))[0]
        return float(x) - _ORIGIN[0], -float(y) - _ORIGIN[1]


def shade(number: int) -> str:
    """The class of a number of events in the style sheet."""
    return f"class-{sum(number >= least for least in BREAKS)}"


def scale_bar(view: View) -> str:
    """A scale bar at the lower left."""
    west, _, east, south = view.box
    length = max((km for km in _LENGTHS if km < (east - west) / 4), default=_LENGTHS[0])
    p = view.pixel
    x, y = west + 14 * p, south - 14 * p
    return (
        f'<path class="bar" d="M{x:.1f},{y - 4 * p:.1f}v{4 * p:.1f}h{length}v-{4 * p:.1f}"/>'
        f'<text class="scale" text-anchor="start" x="{x:.1f}" y="{y - 8 * p:.1f}">{length} km</text>'
    )


class Labels:
    """Places labels so that none overlaps another."""

    def __init__(self, view: View) -> None:
        self.view = view
        p = view.pixel
        self.taken: list[Box] = [(view.box[0], view.box[3] - 40 * p, view.box[0] + 160 * p, view.box[3])]

    def take(self, x: float, y: float, width: float, height: float) -> bool:
        """Reserve a box; False where it overlaps another or leaves the map."""
        west, north, east, south = self.view.box
        own = (x, y, x + width, y + height)
        inside = own[0] >= west and own[1] >= north and own[2] <= east and own[3] <= south
        if not inside or any(
            own[0] < c and a < own[2] and own[1] < d and b < own[3] for a, b, c, d in self.taken
        ):
            return False
        self.taken.append(own)
        return True

    def block(self, x: float, y: float, radius: float) -> None:
        """Keep labels off a mark; ``radius`` is in pixels."""
        r = radius * self.view.pixel
        self.taken.append((x - r, y - r, x + r, y + r))

    def name(self, text: str, x: float, y: float, css: str, size: float = 13) -> str:
        """A label in the middle of a point, moved a little up or down where another is; empty where none fits."""
        p = self.view.pixel
        wide = _width(text) * size * p
        for down in (0.0, 14.0, -14.0):
            if self.take(x - wide / 2, y + (down - size) * p, wide, (size + 4) * p):
                return (
                    f'<text class="{css}" x="{x:.1f}" y="{y + (down - 2) * p:.1f}" font-size="{size * p:.2f}">'
                    f"{escape(text)}</text>"
                )
        return ""

    def beside(self, text: str, x: float, y: float, css: str, away: float = 8) -> str:
        """A label to the right or left of a point; empty where none fits."""
        p = self.view.pixel
        text = text if len(text) <= 34 else f"{text[:32]}…"
        wide = _width(text) * 12 * p
        for left, anchor, at in (
            (x + away * p, "start", x + away * p),
            (x - away * p - wide, "end", x - away * p),
        ):
            if self.take(left, y - 10 * p, wide, 16 * p):
                return (
                    f'<text class="{css}" text-anchor="{anchor}" x="{at:.1f}" y="{y + 4 * p:.1f}" '
                    f'font-size="{12 * p:.2f}">{escape(text)}</text>'
                )
        return ""


def _width(text: str) -> float:
    """Width of a text in font sizes: about half for a Latin letter, one for a Korean syllable."""
    return sum(1.0 if ord(c) > 0x1100 else 0.56 for c in text)


def _plane(shape: Any) -> Any:
    """A shape in kilometres, with y downwards as in SVG."""
    return shapely.transform(shape, lambda lonlat: conic(lonlat) * (1, -1) - _ORIGIN)


def _grown(box: Sequence[float], by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _path(shape: Any) -> str:
    """SVG path data of polygons with steps of 0.1 km, relative to the point before."""
    out = []
    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type != "Polygon" or part.is_empty:
            continue
        for ring in (part.exterior, *part.interiors):
            steps = np.round(np.asarray(ring.coords)[:-1] * 10).astype(int)
            moves = np.diff(steps, axis=0)
            moves = moves[np.any(moves != 0, axis=1)]
            if len(moves) < 2:
                continue
            first = ",".join(_tenth(v) for v in steps[0])
            out.append(f"M{first}l{' '.join(f'{_tenth(x)},{_tenth(y)}' for x, y in moves)}z")
    return "".join(out)


def _tenth(value: int) -> str:
    """A number of tenths as a decimal in as few letters as possible."""
    return f"{value / 10:g}"
