"""Symbols of events, sites and records: the one drawing of which icons, styles, sprites and figures are made."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import NamedTuple

from geo.model.errors import ReferenceDataError

__all__ = ["RECORD_COLOUR", "SITE_COLOUR", "Fill", "event_mark", "outline", "record_mark", "site_mark", "svg"]

SITE_COLOUR, RECORD_COLOUR = "#1c2530", "#6b3fa0"
"""Colours of sites and records, as on the page in light colours."""
_WHITE = "#ffffff"

_TOKEN = re.compile(r"([A-Za-z])|(-?(?:\d*\.\d+|\d+))")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}
_STEPS = 12
"""Straight segments per Bézier curve, and per quarter turn of an arc."""

_Point = tuple[float, float]


class Fill(NamedTuple):
    """A filled SVG path on a canvas of 16 by 16, scaled around its centre; even-odd rule."""

    path: str
    colour: str
    scale: float = 1.0


def _disc(width: float) -> str:
    r = width / 2
    return f"M{8 - r:g} 8A{r:g} {r:g} 0 1 1 {8 + r:g} 8A{r:g} {r:g} 0 1 1 {8 - r:g} 8z"


def _square(width: float, corner: float) -> str:
    """A square with round corners."""
    low, high, r = 8 - width / 2, 8 + width / 2, corner
    arc = f"A{r:g} {r:g} 0 0 1 "
    return (
        f"M{low + r:g} {low:g}H{high - r:g}{arc}{high:g} {low + r:g}V{high - r:g}{arc}{high - r:g} {high:g}"
        f"H{low + r:g}{arc}{low:g} {high - r:g}V{low + r:g}{arc}{low + r:g} {low:g}z"
    )


def event_mark(sign: str, colour: str, *, area: bool = False) -> tuple[Fill, ...]:
    """A type's symbol on a white disc, or on a white square for events located only to an area.

    Parameters
    ----------
    sign : str
        SVG path of the type, as in :attr:`geo.model.event_types.EventType.sign`.
    colour : str
        ``"#rrggbb"``.
    area : bool
        Whether to draw the square.

    Returns
    -------
    tuple of Fill
        In drawing order.

    Examples
    --------
    >>> [fill.colour for fill in event_mark("M2.5 2.5h11v11h-11z", "#7a6a00")]
    ['#7a6a00', '#ffffff', '#7a6a00']
    """
    ground = (_square(15.5, 3), _square(13.7, 2)) if area else (_disc(16), _disc(14.2))
    return Fill(ground[0], colour), Fill(ground[1], _WHITE), Fill(sign, colour, 9.4 / 16)


def site_mark() -> tuple[Fill, ...]:
    """The symbol of a site, as the page draws it for kinds without a symbol of their own."""
    blocks = "M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z"
    ground = Fill(_square(15.5, 3), SITE_COLOUR), Fill(_square(13.9, 2), _WHITE)
    return *ground, Fill(blocks, SITE_COLOUR, 0.65)


def record_mark() -> tuple[Fill, ...]:
    """The symbol of a record: a ring around a dot."""
    rings = ((13, _WHITE), (11.5, RECORD_COLOUR), (8.5, _WHITE), (4, RECORD_COLOUR))
    return tuple(Fill(_disc(width), colour) for width, colour in rings)


def svg(mark: tuple[Fill, ...], size: int = 16) -> str:
    """A symbol as an SVG document of ``size`` by ``size`` pixels.

    Examples
    --------
    >>> svg((Fill("M2 2h12v12H2z", "#7a6a00"),))[-66:]
    '<path d="M2 2h12v12H2z" fill="#7a6a00" fill-rule="evenodd"/></svg>'
    """
    paths = "".join(
        f'<path d="{path}" fill="{colour}" fill-rule="evenodd"'
        + (
            f' transform="translate({8 - 8 * scale:g} {8 - 8 * scale:g}) scale({scale:g})"'
            if scale != 1
            else ""
        )
        + "/>"
        for path, colour, scale in mark
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 16 16">{paths}</svg>'


@cache
def outline(sign: str) -> tuple[tuple[_Point, ...], ...]:
    """Convert an SVG path to polygons; curves become short straight segments.

    Parameters
    ----------
    sign : str
        An SVG path with the commands M, L, H, V, C, A and Z, absolute or relative, as in
        :attr:`geo.model.event_types.EventType.sign`.

    Returns
    -------
    tuple of tuple of (x, y)
        Rings without the repeated last point, on a 16 by 16 canvas with y downwards.

    Raises
    ------
    geo.model.errors.ReferenceDataError
        The path has an unsupported command, a command with missing numbers, or does not begin with M.

    Examples
    --------
    >>> outline("M2.5 2.5h11v11h-11z")
    (((2.5, 2.5), (13.5, 2.5), (13.5, 13.5), (2.5, 13.5)),)
    """
    rings: list[list[_Point]] = []
    for command, given in _commands(sign):
        x, y = rings[-1][-1] if rings else (0.0, 0.0)
        ahead = (0.0, 0.0) if command.isupper() else (x, y)
        if command.upper() == "M":
            rings.append([(ahead[0] + given[0], ahead[1] + given[1])])
            continue
        if not rings:
            raise ReferenceDataError(f"sign {sign[:40]!r} does not begin with M; write an SVG path")
        ring = rings[-1]
        match command.upper():
            case "L":
                ring.append((ahead[0] + given[0], ahead[1] + given[1]))
            case "H":
                ring.append((ahead[0] + given[0], y))
            case "V":
                ring.append((x, ahead[1] + given[0]))
            case "C":
                ring += _curve((x, y), [(ahead[0] + given[i], ahead[1] + given[i + 1]) for i in (0, 2, 4)])
            case "A":
                ring += _arc((x, y), given[:5], (ahead[0] + given[5], ahead[1] + given[6]))
    closed = (ring[:-1] if len(ring) > 1 and math.dist(ring[0], ring[-1]) < 1e-9 else ring for ring in rings)
    return tuple(tuple((round(x, 3), round(y, 3)) for x, y in ring) for ring in closed)


def _commands(path: str) -> list[tuple[str, list[float]]]:
    """Commands of a path with their numbers; a repeated command may omit its letter."""
    steps: list[tuple[str, list[float]]] = []
    for letter, number in _TOKEN.findall(path):
        if letter:
            if letter.upper() not in _TAKES:
                raise ReferenceDataError(
                    f"sign {path[:40]!r} has the command {letter}; use {', '.join(_TAKES)}"
                )
            steps.append((letter, []))
        elif steps and len(steps[-1][1]) == _TAKES[steps[-1][0].upper()]:
            steps.append((steps[-1][0], [float(number)]))
        elif steps:
            steps[-1][1].append(float(number))
    if short := [letter for letter, given in steps if len(given) != _TAKES[letter.upper()]]:
        raise ReferenceDataError(
            f"sign {path[:40]!r} has {short[0]} without {_TAKES[short[0].upper()]} numbers"
        )
    return steps


def _curve(start: _Point, points: list[_Point]) -> list[_Point]:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = start, *points
    found = []
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        found.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return found


def _arc(start: _Point, shape: list[float], end: _Point) -> list[_Point]:
    """Points of an elliptical arc given by its end points, by SVG 1.1, appendix F.6.5.

    ``shape`` holds the two radii, the rotation in degrees, the large-arc flag and the sweep flag.
    """
    rx, ry, turn = abs(shape[0]), abs(shape[1]), math.radians(shape[2])
    if start == end or not (rx and ry):
        return [end]
    cos, sin = math.cos(turn), math.sin(turn)
    half = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * half[0] + sin * half[1], cos * half[1] - sin * half[0]
    grown = math.sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))  # scale up radii that are too short
    rx, ry = rx * grown, ry * grown
    rest = max(0.0, (rx * ry) ** 2 / ((rx * y) ** 2 + (ry * x) ** 2) - 1)
    side = math.sqrt(rest) * (-1 if bool(shape[3]) == bool(shape[4]) else 1)
    cx, cy = side * rx * y / ry, -side * ry * x / rx
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    sweep = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    if shape[4] and sweep <= 0:
        sweep += 2 * math.pi
    elif not shape[4] and sweep >= 0:
        sweep -= 2 * math.pi
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    count = max(1, round(abs(sweep) / (math.pi / (2 * _STEPS))))
    found = []
    for step in range(1, count + 1):
        at = first + sweep * step / count
        px, py = cx + rx * math.cos(at), cy + ry * math.sin(at)
        found.append((cos * px - sin * py + middle[0], sin * px + cos * py + middle[1]))
    return found
