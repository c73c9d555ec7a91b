"""Place symbols: points that would overlap are merged into a disc, areas get a badge inside their outline."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .projection import Box
from .tally import Group

if TYPE_CHECKING:
    from .collision import ReservedAreas

__all__ = ["Symbol", "badges", "bubbles"]

GAP = 0.8
BADGE_HEIGHT = 11.0
_STEP = 2.5
"""Distance in points between candidate positions of a badge."""
_BESIDE = 34
"""Maximum distance in points of a badge outside of its area from the middle of the area."""
_REACH = 60.0
"""Maximum distance in points of a disc that takes over the events of a badge without space."""


@dataclass(slots=True)
class Symbol:
    """The symbol of a group of events.

    ``kind`` is ``point`` (one event), ``bubble``, ``mixed`` (some events are located only to an area), ``county`` or
    ``province``. ``x`` and ``y`` are its position on the sheet in points. ``places`` is the number of points that a
    disc represents. ``to`` is the middle of a badge's area if the badge is outside of it.
    """

    kind: str
    x: float
    y: float
    group: Group
    places: int = 1
    to: tuple[float, float] | None = None

    @property
    def round(self) -> bool:
        """Whether the symbol is a disc rather than a badge."""
        return self.kind not in ("county", "province")

    @property
    def text(self) -> str:
        """Number of events, with a question mark if all are candidates."""
        return f"{self.group.n:,}{'?' if self.group.unsure == self.group.n else ''}"

    @property
    def radius(self) -> float:
        """Radius of a disc in points; it grows with the logarithm of the number of events."""
        return radius_of(self.group.n)

    @property
    def box(self) -> Box:
        """Bounding box of a badge, or the centre of a disc."""
        if self.round:
            return Box(self.x, self.y, self.x, self.y)
        half = badge_width(self.text) / 2
        return Box(self.x - half, self.y - BADGE_HEIGHT / 2, self.x + half, self.y + BADGE_HEIGHT / 2)


def radius_of(n: int) -> float:
    """Radius in points of the disc for a number of events."""
    return 5.2 if n == 1 else 7.4 + 2.3 * math.log10(n)


def badge_width(text: str) -> float:
    """Width in points of a badge with a symbol and a number."""
    return 14.5 + 4.3 * len(text)


def bubbles(groups: Iterable[tuple[float, float, Group]]) -> list[Symbol]:
    """Merge groups at positions on the sheet into discs that do not overlap.

    Larger discs stay in place and absorb smaller ones that they overlap. This is repeated, since discs then grow.

    Examples
    --------
    >>> from collections import Counter
    >>> def group(n): return Group(Counter(inspection=n))
    >>> found = bubbles([(0, 0, group(1)), (5, 0, group(9)), (90, 0, group(1))])
    >>> [(s.kind, s.x, s.group.n) for s in found]
    [('bubble', 5, 10), ('point', 90, 1)]
    """
    waiting = [Symbol("point" if g.n == 1 else "bubble", x, y, g.copy()) for x, y, g in groups]
    while True:
        waiting.sort(key=lambda s: (-s.group.n, s.x, s.y))
        kept: list[Symbol] = []
        for one in waiting:
            into = max(
                (s for s in kept if _overlap(s, one) > 0), key=lambda s: _overlap(s, one), default=None
            )
            if into is None:
                kept.append(one)
            else:
                into.group.add(one.group)
                into.kind = "bubble"
                into.places += one.places
        if len(kept) == len(waiting):
            return kept
        waiting = kept


def _overlap(one: Symbol, other: Symbol) -> float:
    return one.radius + other.radius + GAP - math.dist((one.x, one.y), (other.x, other.y))


def badges(
    areas: Mapping[str, Group],
    shapes: Mapping[str, Any],
    reserved: ReservedAreas,
    discs: list[Symbol],
    *,
    must: bool = True,
) -> list[Symbol]:
    """Place a badge inside the outline of each area, counties before provinces.

    A badge without space there is placed beside its area with a leader line. If that is not possible either, its
    events are added to the nearest disc, whose kind becomes ``mixed``.

    Parameters
    ----------
    areas : mapping of str to Group
        Events by P-code.
    shapes : mapping of str to shapely geometry
        Outlines on the sheet by P-code.
    reserved : ReservedAreas
        Space already reserved by discs and names; badges are added.
    discs : list of Symbol
        Discs that may take over events of areas without space.
    must : bool
        If False, badges without space inside their outline are left out (for an inset, since the main map has them).

    Returns
    -------
    list of Symbol
    """
    found = []
    order = sorted((code for code in areas if code in shapes), key=lambda c: (-len(c), -areas[c].n, c))
    for code in order:
        group = areas[code]
        badge = Symbol("county" if len(code) == 6 else "province", 0, 0, group.copy())
        inside = spots(shapes[code])
        middle = inside[0]
        for badge.x, badge.y in (*inside, *_around(middle)) if must else inside:
            if reserved.free(badge.box, gap=GAP):
                break
        else:
            if not must:
                continue
            near = [s for s in discs if s.round and math.dist((s.x, s.y), middle) < _REACH]
            if near:
                into = min(near, key=lambda s: math.dist((s.x, s.y), middle))
                into.group.add(group)
                into.kind = "mixed"
                continue
            badge.x, badge.y = min(
                inside, key=lambda spot: reserved.cost(replace(badge, x=spot[0], y=spot[1]).box)
            )
        if (badge.x, badge.y) not in inside:
            badge.to = middle
        reserved.take(badge.box, weight=40)
        found.append(badge)
    return found


def _around(middle: tuple[float, float]) -> list[tuple[float, float]]:
    """Positions on circles around the middle of an area, nearest first."""
    return [
        (middle[0] + r * math.cos(turn * math.pi / 8), middle[1] + r * math.sin(turn * math.pi / 8))
        for r in range(12, _BESIDE, 3)
        for turn in range(16)
    ]


def spots(shape: Any) -> list[tuple[float, float]]:
    """Positions inside an outline by their distance from the centre of its largest inscribed circle."""
    import numpy as np
    import shapely

    middle = shapely.maximum_inscribed_circle(shape, tolerance=0.5).coords[0]
    west, south, east, north = shape.bounds
    steps = [
        np.arange(-math.floor((m - low) / _STEP), math.floor((high - m) / _STEP) + 1) * _STEP + m
        for m, low, high in ((middle[0], west, east), (middle[1], south, north))
    ]
    x, y = (grid.ravel() for grid in np.meshgrid(*steps))
    inside = shapely.contains_xy(shape, x, y)
    x, y = x[inside], y[inside]
    order = np.lexsort((y, x, np.round(np.hypot(x - middle[0], y - middle[1]), 6)))
    return [(float(x[i]), float(y[i])) for i in order]
