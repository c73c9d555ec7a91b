"""What the page shows where its scripts may not run: a picture, a table of the newest events, and why.

That is so in a notebook that is not trusted, in a frame without scripts, under the policy of a strict host, and in a
browser without JavaScript. The page's first script hides it.
"""

from __future__ import annotations

import base64
import html
import math
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from geo.outputs import frame_columns as frames

from .shapes import Units

__all__ = ["still"]

_ROWS = 20
"""Events in the table."""
_SIZE = (560, 600)
"""Width and height of the picture in pixels."""
_SCALE = 10_000
"""Steps per degree of the shapes."""
_COARSE = 0.03
"""Tolerance in degrees with which outlines are simplified for the picture."""

_WORDS = tomllib.loads((Path(__file__).parent / "still.toml").read_text("utf-8"))


def _plain(value: str) -> str:
    return html.escape(value.encode("utf-8", "replace").decode("utf-8"), quote=True)


def _mercator(lon: float, lat: float) -> tuple[float, float]:
    return lon, math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def _ground(units: Units) -> tuple[str, tuple[float, float, float]]:
    """Outlines of the provinces as SVG paths, and west, north and pixels per degree of the picture."""
    drawn = []
    for unit, shape in zip(units.units, units.shapes, strict=True):
        if unit.level != 1:
            continue
        for flat in shape["rings"]:
            x = y = 0
            points = []
            for dx, dy in zip(flat[::2], flat[1::2], strict=True):
                x, y = x + dx, y + dy
                points.append(_mercator(x / _SCALE, y / _SCALE))
            ring = shapely.simplify(shapely.Polygon(points), _COARSE)
            if ring.area > 4 * _COARSE**2:
                drawn.append(ring.exterior.coords[:-1])
    if not drawn:
        return "", (0.0, 0.0, 1.0)
    west, south, east, north = shapely.MultiPoint([p for ring in drawn for p in ring]).bounds
    scale = min((_SIZE[0] - 40) / (east - west), (_SIZE[1] - 40) / (north - south))
    rings = (
        "M" + "L".join(f"{(x - west) * scale + 20:.0f} {(north - y) * scale + 20:.0f}" for x, y in ring) + "Z"
        for ring in drawn
    )
    return "".join(rings), (west, north, scale)


def _picture(events: pd.DataFrame, units: Units) -> str:
    """An SVG picture of the provinces with the number of events in each."""
    outlines, (west, north, scale) = _ground(units)
    counts = {str(code): int(n) for code, n in frames.column(events, "adm1").value_counts().items()}
    circles = []
    for unit, shape in zip(units.units, units.shapes, strict=True):
        if unit.level != 1 or unit.pcode not in counts:
            continue
        x, y = _mercator(shape["at"][0] / _SCALE, shape["at"][1] / _SCALE)
        x, y = (x - west) * scale + 20, (north - y) * scale + 20
        radius = 10 + 4 * math.log10(counts[unit.pcode])
        circles.append(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}" fill="#fff" stroke="#1565b0" stroke-width="3"/>'
            f'<text x="{x:.0f}" y="{y + 4:.0f}" text-anchor="middle" font-size="12" font-family="sans-serif">'
            f"{counts[unit.pcode]}</text>"
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SIZE[0]}" height="{_SIZE[1]}">'
        f'<path d="{outlines}" fill="#f3f1ea" stroke="#8b8f90"/>{"".join(circles)}</svg>'
    )


def _table(events: pd.DataFrame, language: str) -> str:
    day, undated = frames.to_days(frames.column(events, "date"))
    reported, unknown = frames.to_days(frames.column(events, "source_date"))
    latest = np.where(undated, np.where(unknown, np.iinfo(np.int64).min, reported), day)
    newest = events.iloc[np.argsort(-latest, kind="stable")[:_ROWS]]
    names = ("date", "title", "adm2_name", "adm1_name", "source_title", "source_id", "type", "source_date")
    columns = {name: frames.texts(newest, name) for name in names}
    rows = []
    for row in range(len(newest)):
        cells = (
            (columns["date"][row] or columns["source_date"][row])[:10],
            columns["title"][row] or columns["type"][row],
            ", ".join(dict.fromkeys(filter(None, (columns["adm2_name"][row], columns["adm1_name"][row])))),
            columns["source_title"][row] or columns["source_id"][row],
        )
        rows.append("<tr>" + "".join(f"<td>{_plain(cell)}</td>" for cell in cells) + "</tr>")
    if not rows:
        return ""
    head = "".join(f"<th>{name}</th>" for name in _WORDS[language]["heads"])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def still(events: pd.DataFrame, units: Units, *, title: str, language: str = "en") -> str:
    """HTML that needs no script: a sentence why, a picture of the events by province, the newest events.

    Parameters
    ----------
    events : pandas.DataFrame
        One row per event, as :func:`geo.outputs.page.event_map` takes them.
    units : Units
        Outlines of the provinces.
    title : str
        Title of the map.
    language : {'en', 'ko'}
        Language of the sentence and of the headings.

    Examples
    --------
    >>> from geo.outputs.page.shapes import load_units
    >>> frame = pd.DataFrame({"title": ["Mill <opened>"], "adm1": ["KP07"], "date": ["2024-05-02"]})
    >>> text = still(frame, load_units(), title="A map")
    >>> "<td>Mill &lt;opened&gt;</td>" in text, "data:image/svg+xml" in text
    (True, True)
    """
    picture = base64.b64encode(_picture(events, units).encode("utf-8")).decode("ascii")
    return (
        f"<h2>{_plain(title)}</h2><p>{_WORDS[language]['why']}</p>"
        f'<img alt="{_plain(title)}" src="data:image/svg+xml;base64,{picture}">{_table(events, language)}'
    )
