"""JSON documents that hold a table in another shape than a list of objects: by column, or as lists of cells.

Programs write tables so: pandas and Google Sheets, the data portals of Socrata, and the services of ArcGIS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from .headings import known_heading
from .shapes import in_degrees, point_columns
from .values import WHERE

__all__ = ["from_esri", "lines_of", "objects_of"]

_Convert = Callable[[Any, Any], tuple[Any, Any]]
_DAY = "esriFieldTypeDate"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ONE = ("item", "row", "record")
"""Names under which services give a single row that would be a list of several."""
_DEEPEST = 6


def lines_of(whole: Any) -> list[Sequence[Any]] | None:
    """Return the rows of a document that gives them as lists of cells, the header first; None for any other.

    Examples
    --------
    >>> lines_of({"columns": ["date", "place"], "index": [0], "data": [["2024-11-20", "Songchon"]]})
    [['date', 'place'], ['2024-11-20', 'Songchon']]
    >>> lines_of({"range": "A1:B2", "values": [["date", "place"], ["2024-11-20", "Songchon"]]})[0]
    ['date', 'place']
    """
    if isinstance(whole, list):
        return list(whole) if len(whole) > 1 and all(_is_row(one) for one in whole) else None
    if not isinstance(whole, Mapping):
        return None
    rows = next((whole[key] for key in ("data", "values", "rows") if _holds_rows(whole.get(key))), None)
    if rows is None:
        return None
    names = whole.get("columns") or whole.get("header") or _socrata(whole)
    if isinstance(names, list) and names:
        header = [str(one.get("name", "")) if isinstance(one, Mapping) else str(one) for one in names]
        return [header, *rows]
    return list(rows) if len(rows) > 1 else None


def _is_row(one: Any) -> bool:
    return isinstance(one, list) and bool(one) and not any(isinstance(cell, (list, Mapping)) for cell in one)


def _holds_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, list) and one for one in value)


def _socrata(whole: Mapping[str, Any]) -> Any:
    meta = whole.get("meta")
    view = meta.get("view") if isinstance(meta, Mapping) else None
    return view.get("columns") if isinstance(view, Mapping) else None


def objects_of(whole: Any, depth: int = 0) -> list[dict[str, Any]] | None:
    """Return the rows of a document that gives a table by column, or one row alone; None for any other.

    Examples
    --------
    >>> objects_of({"date": {"0": "2024-11-20"}, "place": {"0": "Songchon"}})
    [{'date': '2024-11-20', 'place': 'Songchon'}]
    >>> objects_of({"date": ["2024-11-20"], "place": ["Songchon"]}) == objects_of(
    ...     {"response": {"items": {"item": {"date": "2024-11-20", "place": "Songchon"}}}})
    True
    """
    if not isinstance(whole, Mapping) or depth > _DEEPEST:
        return None
    values = list(whole.values())
    lists = len(values) > 1 and all(isinstance(one, list) and one for one in values)
    if lists and _named(whole) and len({len(one) for one in values}) == 1:
        return [dict(zip(whole, cells, strict=True)) for cells in zip(*values, strict=True)]
    if len(values) > 1 and all(isinstance(one, Mapping) and one for one in values):
        if _named(whole) and len({tuple(one) for one in values}) == 1:
            return [{name: whole[name][key] for name in whole} for key in values[0]]
        if all(map(_named, values)):
            return [dict(one) for one in values]
    for key, value in whole.items():
        if isinstance(value, Mapping):
            if key in _ONE and _named(value):
                return [dict(value)]
            if (found := objects_of(value, depth + 1)) is not None:
                return found
    return None


def _named(names: Iterable[str]) -> bool:
    """Whether some names are headings of columns."""
    return any(map(known_heading, names))


def from_esri(
    whole: Mapping[str, Any], system_of: Callable[[str], _Convert | None]
) -> list[dict[str, Any]] | None:
    r"""Return the rows of a feature set of ArcGIS; None for any other document.

    Days are numbers of milliseconds there, in the columns that the document itself calls days.

    Parameters
    ----------
    whole : mapping
    system_of : callable
        Name of a reference system -> its conversion to degrees, None where there is nothing to convert.

    Examples
    --------
    >>> day = {"name": "Day", "type": "esriFieldTypeDate"}
    >>> feature = {"attributes": {"Day": 1732060800000}, "geometry": {"x": 126.2, "y": 39.25}}
    >>> rows = from_esri({"fields": [day], "features": [feature]}, lambda name: None)
    >>> rows[0]["Day"].date().isoformat(), rows[0]["\0lat"]
    ('2024-11-20', 39.25)
    """
    features = whole.get("features")
    if (
        not isinstance(features, list)
        or not features
        or not all(
            isinstance(one, Mapping) and isinstance(one.get("attributes"), Mapping) for one in features
        )
    ):
        return None
    fields = whole.get("fields")
    days = {
        one.get("name")
        for one in (fields if isinstance(fields, list) else ())
        if isinstance(one, Mapping) and one.get("type") == _DAY
    }
    system = whole.get("spatialReference")
    system = system if isinstance(system, Mapping) else {}
    change = system_of(f"EPSG:{system.get('latestWkid') or system.get('wkid') or 4326}")
    rows = []
    for number, feature in enumerate(features, 1):
        row: dict[str, Any] = {WHERE: f"feature {number}"}
        for name, value in feature["attributes"].items():
            row[name] = _moment(value) if name in days and isinstance(value, (int, float)) else value
        shape = _shape(feature.get("geometry"))
        rows.append(row | point_columns(in_degrees(shape, change) if shape is not None and change else shape))
    return rows


def _moment(milliseconds: float) -> datetime | None:
    try:
        return _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def _shape(geometry: Any) -> Any:
    """The geometry of a feature: a point, or the lines of its paths and rings as one."""
    from shapely.geometry import MultiLineString, MultiPoint, Point, Polygon

    if not isinstance(geometry, Mapping):
        return None
    try:
        if isinstance(geometry.get("x"), (int, float)) and isinstance(geometry.get("y"), (int, float)):
            return Point(geometry["x"], geometry["y"])
        if geometry.get("rings"):
            return Polygon(geometry["rings"][0], [])
        if geometry.get("paths"):
            return MultiLineString([[p[:2] for p in path] for path in geometry["paths"]])
        if geometry.get("points"):
            return MultiPoint([p[:2] for p in geometry["points"]])
    except (ValueError, TypeError, IndexError):
        return None
    return None
