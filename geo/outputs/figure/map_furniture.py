"""Map furniture: title, scale bar, north arrow, coordinates along the frame, and notes on sources."""

from __future__ import annotations

import math
from calendar import month_name
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from geo.reference.boundaries.projection import PARALLELS

from .fonts import clean, wrapped
from .palette import INK, PAPER, SOFT
from .projection import Box, Plane
from .words import WORDS

if TYPE_CHECKING:
    from .canvas import Canvas
    from .tally import Tally

__all__ = ["degrees", "heading", "inset_box", "meridians", "north", "notes", "scale", "summary"]

MARGIN = 28.35
"""Page margin in points: 10 mm."""
TITLE, SUMMARY, NOTE = 15.0, 8.6, 6.3


def heading(canvas: Canvas, title: str, summary: str, left: float, top: float, right: float) -> float:
    """Draw title and summary below ``top``; return the y coordinate below them, in points."""
    y = top
    for line in wrapped(title, TITLE, right - left, most=2, bold=True, korean=canvas.korean):
        y -= TITLE
        canvas.text(line, left, y, TITLE, bold=True)
        y -= 0.28 * TITLE
    for line in wrapped(summary, SUMMARY, right - left, most=2, korean=canvas.korean):
        y -= SUMMARY
        canvas.text(line, left, y, SUMMARY, colour=SOFT)
        y -= 0.32 * SUMMARY
    return y - 3


def summary(count: Tally, origin: Mapping[str, Any], language: str) -> str:
    """Line with the numbers of events and articles and the period."""
    words = WORDS[language]
    n, articles = count.types.total() + count.nowhere + count.outside, int(origin.get("articles") or 0)
    values = {
        "events": words["event"] if n == 1 else words["events"].format(n=n),
        "articles": words["article"] if articles == 1 else words["articles"].format(n=articles),
        "first": in_words(str(origin.get("first", "")), language),
        "last": in_words(str(origin.get("last", "")), language),
    }
    if not articles:
        return values["events"] if n else words["empty"]
    form = (
        "summary_days"
        if values["first"] != values["last"]
        else "summary_day"
        if values["first"]
        else "summary"
    )
    return words[form].format(**values)


def in_words(day: str, language: str) -> str:
    """Write out an ISO date in a language.

    Examples
    --------
    >>> in_words("2024-11-05", "en"), in_words("2024-11-05", "ko"), in_words("", "en")
    ('5 November 2024', '2024년 11월 5일', '')
    """
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return clean(day)
    return WORDS[language]["date"].format(
        year=found.year, month=found.month, name=month_name[found.month], day=found.day
    )


def inset_box(frame: Box) -> Box:
    """Box of the inset: at the upper left, over land outside of the country."""
    return Box(frame.left + 6, frame.top - 166, frame.left + 216, frame.top - 6)


def notes(
    count: Tally, origin: Mapping[str, Any], *, repeats: int, language: str, made: str, version: str
) -> str:
    """Notes below the map: events not drawn, sources, date, licences, projection."""
    words = WORDS[language]
    hosts = [f"{host} ({n:,})" for host, n in origin.get("hosts", ())]
    if more := origin.get("more_hosts"):
        hosts.append(words["more"].format(n=more))
    if unnamed := origin.get("no_host"):
        hosts.append(f"{words['unnamed']} ({unnamed:,})")
    inputs = list(origin.get("inputs", ()))
    named = [clean(name) for name in (*inputs[:4], *(["…"] if len(inputs) > 4 else []))]
    south, north_ = (f"{parallel:g}" for parallel in PARALLELS)
    parts = [
        words["caution"],
        words["candidates"].format(n=count.unsure) if count.unsure else "",
        words["nowhere"].format(n=count.nowhere) if count.nowhere else "",
        words["outside"].format(n=count.outside) if count.outside else "",
        words["once"].format(n=repeats) if repeats else "",
        words["rejected"].format(n=count.rejected) if count.rejected else "",
        words["sources"].format(hosts=", ".join(map(clean, hosts))) if hosts else "",
        words["inputs"].format(names=", ".join(named)) if named else "",
        words["made"].format(day=made, version=version),
        words["licences"].format(boundaries=clean(origin.get("boundaries") or words["ours"])),
        words["plane"].format(south=south, north=north_),
    ]
    return " ".join(filter(None, parts))


def meridians(canvas: Canvas, plane: Plane) -> None:
    """Draw meridians and parallels at every degree."""
    canvas.lines([line for _, line in _graticule(plane)], "#b9c9d4", 0.35)


def degrees(canvas: Canvas, plane: Plane) -> None:
    """Draw the degrees of meridians below the frame and of parallels to its right."""
    frame = plane.frame
    for text, line in _graticule(plane):
        (x, y), (end, height) = line[0], line[-1]
        if text.endswith("E") and y < frame.bottom + 1 and frame.left + 14 < x < frame.right - 14:
            canvas.text(text, x, frame.bottom - 7, 5.4, colour=SOFT, align="center")
        elif text.endswith("N") and end > frame.right - 1 and frame.bottom + 14 < height < frame.top - 8:
            canvas.text(text, frame.right + 2.5, height, 5.4, colour=SOFT, turn=90, base="center")


def _graticule(plane: Plane) -> list[tuple[str, list[tuple[float, float]]]]:
    frame = plane.frame
    corners = [plane.degrees(x, y) for x in (frame.left, frame.right) for y in (frame.bottom, frame.top)]
    west, east = math.floor(min(lon for lon, _ in corners)), math.ceil(max(lon for lon, _ in corners))
    south, north_ = math.floor(min(lat for _, lat in corners)), math.ceil(max(lat for _, lat in corners))
    along = [k / 24 for k in range(25)]
    lines = [
        (f"{lon}°E", [(lon, south + k * (north_ - south)) for k in along]) for lon in range(west, east + 1)
    ] + [(f"{lat}°N", [(west + k * (east - west), lat) for k in along]) for lat in range(south, north_ + 1)]
    cut = [(text, _inside([plane.at(lon, lat) for lon, lat in line], frame)) for text, line in lines]
    return [(text, line) for text, line in cut if line]


def _inside(line: Sequence[tuple[float, float]], frame: Box) -> list[tuple[float, float]]:
    import shapely

    cut = shapely.intersection(shapely.LineString(line), shapely.box(*frame))
    return [(p[0], p[1]) for p in cut.coords] if cut.geom_type == "LineString" else []


def scale(
    canvas: Canvas, plane: Plane, x: float, y: float, *, paper: str, language: str, most: float = 150
) -> None:
    """Draw a scale bar with a round length, true at its own latitude; with a paper size also the scale as a ratio."""
    words = WORDS[language]
    most /= plane.per_km
    unit = 10 ** math.floor(math.log10(most))
    km = max(step * unit for step in (1, 2, 5) if step * unit <= most)
    whole = plane.length(x, y, km)
    for part in range(4):
        left = x + whole * part / 4
        canvas.box(
            Box(left, y, left + whole / 4, y + 3.2), fill=INK if part % 2 == 0 else PAPER, line=INK, thick=0.5
        )
    for share in (0, 0.5, 1):
        text = words["km"].format(n=f"{km * share:g}") if share == 1 else f"{km * share:g}"
        canvas.text(text, x + whole * share, y + 5.4, 6.2, align="center", halo=0)
    if not paper:
        return
    ratio = 72 / 0.0254 / (plane.per_km / 1000)
    ratio = round(ratio, 1 - math.floor(math.log10(ratio)))
    canvas.text(words["ratio"].format(n=int(ratio), paper=paper), x, y - 8, 6.2, colour=SOFT)


def north(canvas: Canvas, plane: Plane, x: float, y: float, *, language: str) -> None:
    """Draw an arrow that points to true north at its position."""
    import numpy as np
    import shapely

    turn = math.radians(plane.north(x, y + 10))
    spin = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    for side, fill in ((-1, INK), (1, PAPER)):
        corners = np.array([(0, 22), (side * 5, 0), (0, 4.5)]) @ spin + [x, y]
        canvas.areas([shapely.Polygon(corners)], fill, INK, 0.6)
    tip = np.array([(0, 25.5)]) @ spin + [x, y]
    canvas.text(WORDS[language]["north"], float(tip[0, 0]), float(tip[0, 1]), 8, bold=True, align="center")
