"""PNG icons of the event types for KMZ files, rendered here so that a KMZ needs no network."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Sequence
from functools import cache

from geo.model.event_types import EventTypes
from geo.outputs.symbols import outline
from geo.reference.context import Reference

__all__ = ["RECORD", "SITE", "icon", "icons"]

SITE, RECORD = "site", "record"
_SIZE = 48
"""Width and height in pixels; Google Earth displays icons at 32 pixels."""
_FINE = 4
"""Sampling lines per row of pixels, for antialiasing."""
_WHITE, _INK, _VIOLET = (255, 255, 255), (28, 37, 48), (107, 63, 160)

Ring = Sequence[tuple[float, float]]
Colour = tuple[int, int, int]


def icons(types: EventTypes | None = None) -> dict[str, bytes]:
    """All icons that a document's styles refer to, as PNG by file name; by default for the bundled types."""
    found = {
        f"icons/{name(one.id, area=area)}.png": icon(one.sign, one.colour, area=area)
        for one in (types or Reference.bundled().event_types).values()
        for area in (False, True)
    }
    return found | {f"icons/{SITE}.png": _site(), f"icons/{RECORD}.png": _record()}


def name(kind: str, *, area: bool = False) -> str:
    """Name of a type's icon, for points or for areas."""
    return f"{kind}-area" if area else kind


@cache
def _site() -> bytes:
    return _png([(_square(15.5, 3), _INK), (_square(13.9, 2), _WHITE), (_BLOCKS, _INK)])


@cache
def _record() -> bytes:
    return _png([(_disc(13), _WHITE), (_disc(11.5), _VIOLET), (_disc(8.5), _WHITE), (_disc(4), _VIOLET)])


@cache
def icon(sign: str, colour: str, *, area: bool = False) -> bytes:
    """PNG of a type's symbol on a white disc, or on a white square for events located only to an area.

    Parameters
    ----------
    sign : str
        An SVG path on a 16 by 16 canvas.
    colour : str
        ``"#rrggbb"``.
    area : bool
        Whether to draw the square.

    Examples
    --------
    >>> square = "M2.5 2.5h11v11h-11z"
    >>> icon(square, "#7a6a00")[:8] == icon(square, "#7a6a00", area=True)[:8]
    True
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    ink = red, green, blue
    ground = (
        [(_square(15.5, 3), ink), (_square(13.7, 2), _WHITE)]
        if area
        else [(_disc(16), ink), (_disc(14.2), _WHITE)]
    )
    return _png([*ground, (_moved(sign, 9.4), ink)])


_BLOCKS: list[Ring] = [
    [(x, y), (x + 3.4, y), (x + 3.4, y + 3.4), (x, y + 3.4)] for x in (4.1, 8.5) for y in (4.1, 8.5)
]
"""Symbol of a site, as the page draws it for kinds without a symbol."""


def _disc(width: float) -> list[Ring]:
    turns = [2 * math.pi * step / 48 for step in range(48)]
    return [[(8 + width / 2 * math.cos(t), 8 + width / 2 * math.sin(t)) for t in turns]]


def _square(width: float, corner: float) -> list[Ring]:
    half, ring = width / 2 - corner, []
    for quarter, (x, y) in enumerate(((half, half), (-half, half), (-half, -half), (half, -half))):
        for step in range(7):
            turn = math.pi / 2 * (quarter + step / 6)
            ring.append((8 + x + corner * math.cos(turn), 8 + y + corner * math.sin(turn)))
    return [ring]


def _moved(sign: str, width: float) -> list[Ring]:
    """A symbol scaled to a width around the centre of the canvas."""
    return [[(8 + (x - 8) * width / 16, 8 + (y - 8) * width / 16) for x, y in ring] for ring in outline(sign)]


def _png(layers: Sequence[tuple[Sequence[Ring], Colour]]) -> bytes:
    """Render polygons on a 16 by 16 canvas, in drawing order, to a PNG with a transparent background."""
    dots = [[0.0, 0.0, 0.0, 0.0] for _ in range(_SIZE * _SIZE)]
    for rings, colour in layers:
        for number, share in enumerate(_cover(rings)):
            if share:
                dot = dots[number]
                below = dot[3] * (1 - share)
                whole = share + below
                dot[:3] = [(c * share + old * below) / whole for c, old in zip(colour, dot, strict=False)]
                dot[3] = whole
    lines = (dots[row * _SIZE : (row + 1) * _SIZE] for row in range(_SIZE))
    raw = b"".join(
        b"\0" + bytes(round(v) for r, g, b, alpha in line for v in (r, g, b, 255 * alpha)) for line in lines
    )
    header = struct.pack(">IIBBBBB", _SIZE, _SIZE, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _cover(rings: Sequence[Ring]) -> list[float]:
    """Share of each pixel covered by polygons, 0 to 1, by the even-odd rule."""
    cover = [0.0] * (_SIZE * _SIZE)
    unit = _SIZE / 16
    for fine in range(_SIZE * _FINE):
        y = (fine + 0.5) / _FINE / unit
        cuts = sorted(
            (x0 + (y - y0) * (x1 - x0) / (y1 - y0)) * unit
            for ring in rings
            for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True)
            if (y0 <= y) != (y1 <= y)
        )
        row = fine // _FINE * _SIZE
        for start, end in zip(cuts[::2], cuts[1::2], strict=True):
            for dot in range(max(0, math.floor(start)), min(_SIZE, math.ceil(end))):
                cover[row + dot] += (min(end, dot + 1) - max(start, dot)) / _FINE
    return [min(1.0, share) for share in cover]
