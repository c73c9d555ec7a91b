"""PNG icons of the event types for KMZ files and sprites, rendered here so that these need no network."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Sequence
from functools import cache

from geo.model.event_types import EventTypes
from geo.outputs.symbols import Fill, event_mark, outline, record_mark, site_mark
from geo.reference.context import Reference

__all__ = ["RECORD", "SITE", "encoded_png", "icon", "icons", "name", "pixels", "png"]

SITE, RECORD = "site", "record"
_SIZE = 48
"""Width and height in pixels; Google Earth displays icons at 32 pixels."""
_FINE = 4
"""Sampling lines per row of pixels, for antialiasing."""

Ring = Sequence[tuple[float, float]]


def icons(types: EventTypes | None = None) -> dict[str, bytes]:
    """All icons that a document's styles refer to, as PNG by file name; by default for the bundled types."""
    found = {
        f"icons/{name(one.id, area=area)}.png": icon(one.sign, one.colour, area=area)
        for one in (types or Reference.bundled().event_types).values()
        for area in (False, True)
    }
    return found | {f"icons/{SITE}.png": png(site_mark()), f"icons/{RECORD}.png": png(record_mark())}


def name(kind: str, *, area: bool = False) -> str:
    """Name of a type's icon, for points or for areas."""
    return f"{kind}-area" if area else kind


@cache
def icon(sign: str, colour: str, *, area: bool = False) -> bytes:
    """PNG of a type's symbol, for points or for events located only to an area.

    Parameters
    ----------
    sign : str
        An SVG path on a 16 by 16 canvas.
    colour : str
        ``"#rrggbb"``.
    area : bool
        Whether the symbol is that of an area.

    Examples
    --------
    >>> square = "M2.5 2.5h11v11h-11z"
    >>> icon(square, "#7a6a00")[:8] == icon(square, "#7a6a00", area=True)[:8]
    True
    """
    return png(event_mark(sign, colour, area=area))


@cache
def png(mark: tuple[Fill, ...]) -> bytes:
    """PNG of a symbol with a transparent background."""
    return encoded_png(pixels(mark, _SIZE), _SIZE, _SIZE)


@cache
def pixels(mark: tuple[Fill, ...], size: int) -> tuple[bytes, ...]:
    """Render a symbol to ``size`` rows of ``size`` RGBA pixels."""
    dots = [[0.0, 0.0, 0.0, 0.0] for _ in range(size * size)]
    for path, colour, scale in mark:
        ink = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        for number, share in enumerate(_cover(_scaled(path, scale), size)):
            if share:
                dot = dots[number]
                below = dot[3] * (1 - share)
                whole = share + below
                dot[:3] = [(c * share + old * below) / whole for c, old in zip(ink, dot, strict=False)]
                dot[3] = whole
    lines = (dots[row * size : (row + 1) * size] for row in range(size))
    return tuple(bytes(round(v) for r, g, b, alpha in line for v in (r, g, b, 255 * alpha)) for line in lines)


def encoded_png(rows: Sequence[bytes], width: int, height: int) -> bytes:
    """Rows of RGBA pixels as PNG."""
    raw = b"".join(b"\0" + row for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _scaled(path: str, scale: float) -> list[Ring]:
    """Polygons of a path, scaled around the centre of the canvas."""
    return [[(8 + (x - 8) * scale, 8 + (y - 8) * scale) for x, y in ring] for ring in outline(path)]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _cover(rings: Sequence[Ring], size: int) -> list[float]:
    """Share of each pixel covered by polygons, 0 to 1, by the even-odd rule."""
    cover = [0.0] * (size * size)
    unit = size / 16
    for fine in range(size * _FINE):
        y = (fine + 0.5) / _FINE / unit
        cuts = sorted(
            (x0 + (y - y0) * (x1 - x0) / (y1 - y0)) * unit
            for ring in rings
            for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True)
            if (y0 <= y) != (y1 <= y)
        )
        row = fine // _FINE * size
        for start, end in zip(cuts[::2], cuts[1::2], strict=True):
            for dot in range(max(0, math.floor(start)), min(size, math.ceil(end))):
                cover[row + dot] += (min(end, dot + 1) - max(start, dot)) / _FINE
    return [min(1.0, share) for share in cover]
