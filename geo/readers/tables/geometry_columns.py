"""Geometries that stand in a column of a plain table: well-known text, its binary form in hexadecimals, or GeoJSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from geo.model.errors import InputError

from .headings import HEADINGS, headings_for, is_missing, squeezed
from .shapes import in_degrees, point_columns
from .values import LAT, WHERE, Raw, cell_text

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["read_geometries"]

_SAMPLE = 50
_SYSTEM = re.compile(r"\s*SRID\s*=\s*(\d+)\s*;\s*", re.IGNORECASE)
_KIND = r"(?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION"
_TEXT = re.compile(rf"(?:{_SYSTEM.pattern})?(?P<kind>{_KIND})\s*(?:ZM?|M)?\s*(?:\(|EMPTY)", re.IGNORECASE)
_BINARY = re.compile(r"(?:01[0-9A-F]{2}|00[0-9A-F]{2})(?:0000|[0-9A-F]{4})[0-9A-F]{32,}", re.IGNORECASE)
_JSON = re.compile(rf'\{{\s*"(?:type|coordinates)"\s*:.*(?:{_KIND})', re.IGNORECASE | re.DOTALL)
_DEGREES = (0, 4326, 4979)


def read_geometries(raw: Raw) -> None:
    r"""Give each row of a plain table its point and extent, where one column holds geometries.

    A column that is called a point and holds points is left to the reader of coordinates, which also tells how exact
    they are.

    Parameters
    ----------
    raw : Raw
        Its rows are changed; a cell that is no geometry is added to its faults.

    Examples
    --------
    >>> row = {"geom": "SRID=4326;POLYGON((126 39, 126.2 39, 126.2 39.2, 126 39))", "\0where": "line 2"}
    >>> read_geometries(Raw("own.csv", ["geom"], [row]))
    >>> 39 < row["\0lat"] < 39.2
    True
    """
    if any(row.get(LAT) is not None for row in raw.rows[:_SAMPLE]):
        return
    column = next((name for name in raw.header if _holds_geometries(raw, name)), None)
    if column is None:
        return
    raw.rows = list(raw.rows)
    for row in raw.rows:
        cell = row.get(column)
        text = cell_text(cell)
        if is_missing(text):
            continue
        try:
            found = point_columns(_geometry(text))
        except Exception as error:  # shapely and PROJ raise many kinds of errors for damaged geometries
            what = f"{column} {text[:30]!r} is not a geometry ({str(error)[:60]}); the row is read without it"
            raw.faults.append(InputError(f"{raw.name}, {row.get(WHERE, '')}: {what}"))
            continue
        row |= found


def _holds_geometries(raw: Raw, name: str) -> bool:
    cells = [text for row in raw.rows[:_SAMPLE] if not is_missing(text := cell_text(row.get(name)))]
    kinds = [_kind(text) for text in cells]
    if not cells or not all(kinds):
        return False
    sure = name in headings_for("point", raw.header) and squeezed(name) not in HEADINGS["point"].checked
    return not (sure and all(kind == "point" for kind in kinds))


def _kind(text: str) -> str:
    """Whether a cell is a point or another geometry; empty for neither."""
    written = _TEXT.match(text)
    if written:
        return "point" if written["kind"].casefold() == "point" else "other"
    return "other" if _BINARY.fullmatch(text) or _JSON.match(text) else ""


def _geometry(text: str) -> BaseGeometry:
    """The geometry of a cell in degrees (WGS 84)."""
    import shapely

    system = _SYSTEM.match(text)
    if system or _TEXT.match(text):
        shape: Any = shapely.from_wkt(text[system.end() :] if system else text)
        code = int(system[1]) if system else 0
    elif _BINARY.fullmatch(text):
        shape = shapely.from_wkb(text)
        code = int(shapely.get_srid(shape))
    else:
        shape, code = shapely.from_geojson(json.dumps(json.loads(text))), 0
    own: BaseGeometry = shape
    if code in _DEGREES:
        return own
    from pyproj import Transformer

    return in_degrees(own, Transformer.from_crs(code, "EPSG:4326", always_xy=True).transform)
