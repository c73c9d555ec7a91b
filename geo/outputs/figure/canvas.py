"""Draw lines, areas, symbols and names on the page with matplotlib."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Rectangle, Wedge
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from geo.model.event_types import EventTypes
from geo.outputs.symbols import outline

from .fonts import font, quiet, width
from .palette import INK, PAPER, SOFT
from .projection import Box
from .symbols import Symbol

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Canvas", "band", "hatching"]


class Canvas:
    """Draws on the axes of a page; later elements are drawn over earlier ones.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes whose unit is one point (1/72 inch).
    types : EventTypes
        Event types with symbols and colours; unknown types are drawn like ``other``.
    korean : bool
        Whether to prefer the Korean font.
    """

    def __init__(self, axes: Axes, types: EventTypes, *, korean: bool = False) -> None:
        self.axes, self.types, self.korean = axes, types, korean
        self._height = 0
        self._window: Any = None

    def within(self, box: Box | None) -> None:
        """Clip everything drawn from now on to a box; None removes the clipping."""
        self._window = None if box is None else TransformedBbox(Bbox.from_extents(*box), self.axes.transData)

    def _add(self, patch: Any) -> None:
        self._height += 1
        patch.set_zorder(self._height)
        self.axes.add_artist(patch)  # faster than add_patch, which updates the data limits
        if self._window is not None:
            patch.set_clip_box(self._window)

    def areas(
        self, shapes: Iterable[Any], fill: str = "none", line: str = "none", thick: float = 0.5
    ) -> None:
        """Draw polygons of one style as one path."""
        found = [path for shape in shapes if (path := _path(shape)) is not None]
        if found:
            self._add(
                PathPatch(
                    Path.make_compound_path(*found), facecolor=fill, edgecolor=line, linewidth=thick,
                    joinstyle="round", capstyle="round",
                )
            )  # fmt: skip

    def lines(self, lines: Iterable[Sequence[Sequence[float]]], colour: str, thick: float) -> None:
        """Draw lines of one style as one path."""
        found = [Path([(p[0], p[1]) for p in line]) for line in lines if len(line) > 1]
        if found:
            self._add(
                PathPatch(
                    Path.make_compound_path(*found), facecolor="none", edgecolor=colour, linewidth=thick
                )
            )

    def box(self, box: Box, fill: str = PAPER, line: str = "none", thick: float = 0.6, **look: Any) -> None:
        """Draw a rectangle."""
        self._add(
            Rectangle(
                (box.left, box.bottom), box.right - box.left, box.top - box.bottom, facecolor=fill, edgecolor=line,
                linewidth=thick, **look,
            )
        )  # fmt: skip

    def text(
        self, text: str, x: float, y: float, size: float, *, colour: str = INK, bold: bool = False,
        align: str = "left", base: str = "baseline", halo: float = 0.0, turn: float = 0.0,
    ) -> None:  # fmt: skip
        """Draw a line of text without math parsing; a halo is a separate shape below, so the text stays text."""
        letters = font(size, bold=bold, korean=self.korean)
        if halo:
            with quiet():
                outlined = TextPath((0, 0), text, size=size, prop=letters, usetex=False)
            if len(outlined.vertices):
                half = width(text, size, bold=bold, korean=self.korean) / 2
                moved = outlined.transformed(Affine2D().translate(x - half, y - 0.36 * size))
                self._add(
                    PathPatch(
                        moved, facecolor=PAPER, edgecolor=PAPER, linewidth=halo, joinstyle="round", alpha=0.85
                    )
                )
            y, base = y - 0.36 * size, "baseline"
        self._height += 1
        words = self.axes.text(
            x, y, text, fontproperties=letters, color=colour, ha=align, va=base, rotation=turn, parse_math=False,
            zorder=self._height,
        )  # fmt: skip
        if self._window is not None:
            words.set(clip_on=True, clip_box=self._window)

    def sign(
        self, kind: str, x: float, y: float, size: float, *, hollow: bool = False, white: bool = False
    ) -> None:
        """Draw a type's symbol at a point: filled, in outline for a candidate, or white for a coloured background."""
        unit, one = size / 16, self.types.known(kind)
        rings = [[(x + (a - 8) * unit, y - (b - 8) * unit) for a, b in ring] for ring in outline(one.sign)]
        paths = [Path([*ring, ring[0]], closed=True) for ring in rings]
        colour = one.colour
        self._add(
            PathPatch(
                Path.make_compound_path(*paths), facecolor=PAPER if hollow or white else colour, edgecolor=colour,
                linewidth=0.7 if hollow else 0, joinstyle="round",
            )
        )  # fmt: skip

    def _colour(self, kind: str) -> str:
        return self.types.known(kind).colour

    def leader(self, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
        """Draw a leader line from a symbol or name beside its area to the middle of the area."""
        self.lines([[start, end]], PAPER, 2.0)
        self.lines([[start, end]], colour, 0.6)
        self._add(Circle(end, 1.1, facecolor=colour, edgecolor=PAPER, linewidth=0.4))

    def symbol(self, one: Symbol) -> None:
        """Draw a point, disc or badge."""
        if one.kind == "point":
            self._point(one)
        elif one.round:
            self._disc(one)
        else:
            self._badge(one)

    def _point(self, one: Symbol) -> None:
        unsure, kind = bool(one.group.unsure), one.group.leading(self.types)
        self._add(
            Circle(
                (one.x, one.y), one.radius, facecolor=PAPER, edgecolor=self._colour(kind), linewidth=0.7,
                linestyle=(0, (1.6, 1.4)) if unsure else "solid",
            )
        )  # fmt: skip
        self.sign(kind, one.x, one.y, 7.0, hollow=unsure)

    def _disc(self, one: Symbol) -> None:
        r = one.radius
        self._add(Circle((one.x, one.y), r, facecolor=PAPER, edgecolor=PAPER, linewidth=0.8))
        turn = 90.0
        for kind in sorted(one.group.types, key=self.types.rank):
            if share := 360 * one.group.types[kind] / one.group.n:
                self._add(
                    Wedge(
                        (one.x, one.y), r, turn - share, turn, width=2.1, facecolor=self._colour(kind),
                        edgecolor=PAPER, linewidth=0.35,
                    )
                )  # fmt: skip
                turn -= share
        if one.kind == "mixed":
            self._add(
                Circle((one.x, one.y), r + 1.1, facecolor="none", edgecolor=SOFT, linewidth=0.7,
                       linestyle=(0, (1.8, 1.6)))
            )  # fmt: skip
        size = 6.6 if len(one.text) < 3 else 6.2
        self.text(one.text, one.x, one.y + 0.1, size, bold=True, align="center")
        self.sign(
            one.group.leading(self.types), one.x, one.y - 2.7, 4.2, hollow=one.group.unsure == one.group.n
        )

    def _badge(self, one: Symbol) -> None:
        left, bottom, right, top = one.box
        corner = 4.5 if one.kind == "province" else 1.2
        edge = FancyBboxPatch(
            (left + corner, bottom + corner), right - left - 2 * corner, top - bottom - 2 * corner,
            boxstyle=f"round,pad={corner}", facecolor=PAPER, edgecolor=SOFT, linewidth=0.7, linestyle=(0, (2.2, 1.6)),
        )  # fmt: skip
        self._add(edge)
        # The symbol has its own field, since a bar beside a number would look like a minus sign.
        unsure, leading = one.group.unsure == one.group.n, one.group.leading(self.types)
        inset = 1.3
        field = FancyBboxPatch(
            (left + inset + corner / 2, bottom + inset + corner / 2), 8.4 - corner, top - bottom - 2 * inset - corner,
            boxstyle=f"round,pad={corner / 2}", facecolor=PAPER if unsure else self._colour(leading),
            edgecolor=self._colour(leading), linewidth=0.5,
        )  # fmt: skip
        self._add(field)
        self.sign(leading, left + inset + 4.2, (bottom + top) / 2, 6.0, hollow=unsure, white=not unsure)
        start = left + 11.2
        bar = right - start - (3.6 if one.kind == "province" else 1.6)
        for kind in sorted(one.group.types, key=self.types.rank):
            if share := bar * one.group.types[kind] / one.group.n:
                self.box(Box(start, bottom + 1.4, start + share, bottom + 2.8), fill=self._colour(kind))
                start += share
        self.text(one.text, start - bar / 2, bottom + 4.3, 6.4, bold=True, align="center")


def _path(shape: Any) -> Path | None:
    """A path of polygons with holes."""
    rings = []
    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type == "Polygon" and not part.is_empty:
            rings += [Path(ring.coords, closed=True) for ring in (part.exterior, *part.interiors)]
        elif part.geom_type == "MultiPolygon":
            rings += [path for one in part.geoms if (path := _path(one)) is not None]
    return Path.make_compound_path(*rings) if rings else None


def hatching(area: Any, gap: float = 3.2) -> list[Sequence[Sequence[float]]]:
    """Diagonal lines over an area with a gap in points; the lines of adjacent areas are aligned."""
    import shapely

    if area.is_empty:
        return []
    west, south, east, north = area.bounds
    step = gap * math.sqrt(2)
    first, last = math.floor((south - east) / step), math.ceil((north - west) / step)
    slants = [
        shapely.LineString([(west, west + n * step), (east, east + n * step)]) for n in range(first, last + 1)
    ]
    cut = shapely.intersection(shapely.MultiLineString(slants), area)
    parts = [p for p in shapely.get_parts(cut) if p.geom_type == "LineString"]
    return [list(part.coords) for part in parts]


def band(shape: Any, depth: float = 3.4) -> Any:
    """The band inside of an outline, with a depth in points."""
    return shape.difference(shape.buffer(-depth, join_style="mitre"))
