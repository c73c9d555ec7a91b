"""A sign and a colour for each type of event, the same as on the page: the sign alone tells the type."""

from __future__ import annotations

import math
import re
from functools import cache

from geo.model.entities import EVENT_TYPES

__all__ = ["COLOURS", "SIGNS", "outline"]

COLOURS = dict(
    zip(
        EVENT_TYPES,
        "1565b0 a65a00 00785a 7a6a00 3b86c9 c0262d 59438f b02a72 13868c 9253b3 4d6472 6f7378".split(),
        strict=True,
    )
)
"""Red, green and blue of each type in hexadecimal; on white at least 3:1."""

SIGNS = dict(
    zip(
        EVENT_TYPES,
        (
            "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z",
            "M2 3.5h12L8 14z",
            "M8 1l2.1 4.7l5.1.5l-3.9 3.4l1.2 5L8 11.9l-4.5 2.7l1.2-5L.8 6.2l5.1-.5z",
            "M2.5 2.5h11v11h-11z",
            "M4.6 2h6.8l3.4 6l-3.4 6H4.6L1.2 8z",
            "M8 1.5L14.5 13.5h-13z",
            "M2.5 2h11v6.5c0 3-2.5 5-5.5 6c-3-1-5.5-3-5.5-6z",
            "M8 1l6.5 7L8 15L1.5 8z",
            "M5.6 2h4.8v3.6H14v4.8h-3.6V14H5.6v-3.6H2V5.6h3.6z",
            "M3 1.5h2v1.2h9l-2.4 3.4l2.4 3.4H5v5H3z",
            "M2 4h9V1.5L15 5.5l-4 3.5V7H2zM14 12H6v2.5L1.5 10.5L6 7.8V10h8z",
            "M2 6h12v4H2z",
        ),
        strict=True,
    )
)
"""Each type's sign as the path that the page draws, on a field of 16 by 16 with y downwards."""

_TOKEN = re.compile(r"([MLHVCAZlhvcaz])|(-?(?:\d*\.\d+|\d+))")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}
_STEPS = 12


@cache
def outline(kind: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    """A type's sign as polygons, curves as short straight lines.

    Parameters
    ----------
    kind : str
        One of :data:`geo.model.entities.EVENT_TYPES`; any other has the sign of ``other``.

    Returns
    -------
    tuple of tuple of (x, y)
        Each ring without its closing corner, on a field of 16 by 16 with y downwards.

    Examples
    --------
    >>> outline("construction")
    (((2.5, 2.5), (13.5, 2.5), (13.5, 13.5), (2.5, 13.5)),)
    >>> len(outline("diplomacy"))
    2
    """
    rings: list[list[tuple[float, float]]] = []
    for command, given in _steps(SIGNS.get(kind, SIGNS["other"])):
        if command == "M":
            rings.append([(given[0], given[1])])
            continue
        ring = rings[-1]
        x, y = ring[-1]
        ahead = (0.0, 0.0) if command.isupper() else (x, y)
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
                ring += _half_turn((x, y), (ahead[0] + given[5], ahead[1] + given[6]))
            case "Z" if ring[0] == ring[-1]:
                ring.pop()
    return tuple(tuple((round(x, 3), round(y, 3)) for x, y in ring) for ring in rings)


def _steps(path: str) -> list[tuple[str, list[float]]]:
    """Commands of a path, each with its numbers; one that repeats without its letter gets it."""
    steps: list[tuple[str, list[float]]] = []
    for letter, number in _TOKEN.findall(path):
        if letter:
            steps.append((letter, []))
        elif len(steps[-1][1]) == _TAKES[steps[-1][0].upper()]:
            steps.append((steps[-1][0], [float(number)]))
        else:
            steps[-1][1].append(float(number))
    return steps


def _curve(start: tuple[float, float], points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = start, *points
    found = []
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        found.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return found


def _half_turn(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """Half a circle, the only arc that the signs have: its middle lies between its ends."""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    radius, first = math.dist(start, end) / 2, math.atan2(start[1] - y, start[0] - x)
    turns = [first - math.pi * step / (2 * _STEPS) for step in range(1, 2 * _STEPS + 1)]
    return [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
