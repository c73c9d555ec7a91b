"""Place labels: names of provinces first, then of sites, neighbouring countries and counties where there is space."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.reference.gazetteer import Gazetteer

from .fonts import clean, width
from .projection import Box, Plane
from .words import COUNTRIES

if TYPE_CHECKING:
    from .collision import ReservedAreas
    from .symbols import Symbol

__all__ = ["Label", "counties", "countries", "provinces", "sites"]

PROVINCE, COUNTY, COUNTRY, SITE = 8.2, 5.7, 7.0, 5.9
"""Font sizes in points."""
_LONGEST = 40
"""Maximum length of a site's name in characters."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name and its centre in points; ``to`` is the end of the leader line of a name outside of its area."""

    text: str
    x: float
    y: float
    size: float
    level: str
    to: tuple[float, float] | None = None


def _box(text: str, x: float, y: float, size: float, *, korean: bool, bold: bool = False) -> Box:
    half = width(text, size, bold=bold, korean=korean) / 2 + 0.6
    return Box(x - half, y - 0.52 * size, x + half, y + 0.52 * size)


def provinces(
    names: Mapping[str, str], shapes: Mapping[str, Any], reserved: ReservedAreas, *, korean: bool
) -> list[Label]:
    """Place the names of provinces, smallest province first, since it has the fewest options.

    A name is placed inside its province if that is wide enough, else beside it with a leader line, preferably outside
    of other provinces. It never overlaps other names, and avoids symbols where possible.
    """
    import numpy as np
    import shapely

    found: list[Label] = []
    everywhere = shapely.union_all(list(shapes.values()))
    for code in sorted(names, key=lambda c: (shapes[c].area, c)):
        text, shape = names[code], shapes[code]
        west, south, east, north = shape.bounds
        length = width(text, PROVINCE, bold=True, korean=korean)
        small = east - west < 1.6 * length or north - south < 4 * PROVINCE
        more = length / 2 + 16 if small else 0
        middle = shapely.maximum_inscribed_circle(shape, tolerance=0.5).coords[0]
        grid = np.meshgrid(np.arange(west - more, east + more, 4), np.arange(south - more, north + more, 4))
        x, y = grid[0].ravel(), grid[1].ravel()
        ends = (x - 0.4 * length, x, x + 0.4 * length)
        inside = [shapely.contains_xy(shape, at, y) for at in ends]
        away = np.hypot(x - middle[0], 1.5 * (y - middle[1]))
        if small:
            abroad = sum(
                shapely.contains_xy(everywhere, at, y) & ~own for at, own in zip(ends, inside, strict=True)
            )
            cost = away + 40.0 * abroad
        else:
            cost = away / 4 + 50.0 * (~inside[0]) + 50.0 * (~inside[2]) + 1e4 * (~inside[1])
        best, least = None, math.inf
        for i in np.argsort(cost, kind="stable"):
            if cost[i] >= least:
                break
            box = _box(text, float(x[i]), float(y[i]), PROVINCE, korean=korean, bold=True)
            total = float(cost[i]) + reserved.cost(box, gap=1.2)
            if total < least:
                best, least = (i, box), total
        if best is None:
            continue
        i, box = best
        reserved.take(box, weight=1e4)
        to = None if inside[1][i] else (float(middle[0]), float(middle[1]))
        found.append(Label(text, float(x[i]), float(y[i]), PROVINCE, "province", to))
    return found


def counties(
    names: Mapping[str, str],
    shapes: Mapping[str, Any],
    weights: Mapping[str, int],
    reserved: ReservedAreas,
    *,
    korean: bool,
) -> list[Label]:
    """Place names of counties where there is space, by descending number of events, then by size."""
    import shapely

    found = []
    for code in sorted(names, key=lambda c: (-weights.get(c, 0), -shapes[c].area, c)):
        shape = shapes[code]
        middle = shapely.maximum_inscribed_circle(shape, tolerance=0.5).coords[0]
        length = width(names[code], COUNTY, korean=korean)
        for dx, dy in _NEAR:
            x, y = middle[0] + dx * length, middle[1] + dy
            box = _box(names[code], x, y, COUNTY, korean=korean)
            ends = shapely.contains_xy(shape, [x, x - 0.3 * length, x + 0.3 * length], [y] * 3)
            if ends.sum() >= 2 and reserved.free(box, gap=0.6):
                reserved.take(box)
                found.append(Label(names[code], x, y, COUNTY, "county"))
                break
    return found


# Offsets from the middle of a county: horizontally in widths of the name, vertically in points.
_NEAR = [
    (dx, dy) for dy in (0, -6, 6, -9, 9, -12, 12, -15, 15, -18, 18) for dx in (0, -0.25, 0.25, -0.5, 0.5)
]


def sites(
    symbols: Iterable[Symbol], reserved: ReservedAreas, known: Gazetteer, *, korean: bool
) -> list[Label]:
    """Place names of sites beside discs that represent a single place, where there is space."""
    found = []
    for one in symbols:
        text = _site(one.group.site, known, korean=korean) if one.round and one.places == 1 else ""
        if not text:
            continue
        half = width(text, SITE, korean=korean) / 2 + 0.6
        reach = one.radius + 1.6
        for x, y in (
            (one.x + reach + half, one.y),
            (one.x - reach - half, one.y),
            (one.x, one.y - reach - SITE / 2),
            (one.x, one.y + reach + SITE / 2),
        ):
            box = _box(text, x, y, SITE, korean=korean)
            if reserved.free(box, gap=0.4):
                reserved.take(box)
                found.append(Label(text, x, y, SITE, "site"))
                break
    return found


def _site(name: str, known: Gazetteer, *, korean: bool) -> str:
    """Label of a site, in Korean if requested and known to the reference, cut if too long."""
    if korean:
        name = next((p.korean for p in known.find(name) if p.kind == "site" and p.korean), name)
    name = clean(name)
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def countries(plane: Plane, reserved: ReservedAreas, *, korean: bool) -> list[Label]:
    """Place names of neighbouring countries, each at the first free one of its positions."""
    found = []
    for english, hangul, places in COUNTRIES:
        text = hangul if korean else english
        for lon, lat in places:
            x, y = plane.at(lon, lat)
            box = _box(text, x, y, COUNTRY, korean=korean, bold=True)
            if reserved.free(box, gap=2):
                reserved.take(box)
                found.append(Label(text, x, y, COUNTRY, "country"))
                break
    return found
