"""JSON documents of services that are no lists of rows: results of SPARQL queries, and OpenStreetMap from Overpass."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geo.text.romanization import is_korean

from .layouts import layout_named
from .shapes import point_columns
from .values import WHERE

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["from_overpass", "from_sparql"]

_Position = tuple[float, float]
"""Longitude and latitude in degrees."""


def from_sparql(whole: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    r"""Return the rows of a SPARQL result, as Wikidata's query service gives it; None for any other document.

    A point in well-known text becomes the geometry of the row.

    Examples
    --------
    >>> point = {"type": "literal", "datatype": "http://www.opengis.net/ont/geosparql#wktLiteral"}
    >>> binding = {"item": {"type": "uri", "value": "Q1"}, "coord": point | {"value": "Point(126.2 39.25)"}}
    >>> rows = from_sparql({"head": {"vars": ["item", "coord"]}, "results": {"bindings": [binding]}})
    >>> rows[0]["item"], rows[0]["\0lat"]
    ('Q1', 39.25)
    """
    results = whole.get("results")
    bindings = results.get("bindings") if isinstance(results, Mapping) else None
    if not isinstance(bindings, list):
        return None
    rows = []
    for number, binding in enumerate(bindings, 1):
        row: dict[str, Any] = {WHERE: f"row {number}"}
        for name, term in binding.items() if isinstance(binding, Mapping) else ():
            if not isinstance(term, Mapping):
                continue
            row[name] = term.get("value")
            if str(term.get("datatype", "")).endswith("#wktLiteral"):
                row |= point_columns(_from_text(str(term.get("value"))))
        rows.append(row)
    return rows


def _from_text(text: str) -> BaseGeometry | None:
    """The geometry of well-known text; a reference system before it means another globe or order of axes."""
    from shapely import from_wkt
    from shapely.errors import ShapelyError

    try:
        return from_wkt(text)
    except ShapelyError:
        return None


def from_overpass(whole: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[str]] | None:
    """Return the rows of an Overpass document, and remarks; None for any other document.

    Names are columns ``name``, ``name_en`` and ``name_ko``, the value of the tag that says what an element is is its
    ``kind``, other tags are columns such as ``tags.operator``. The point is the element's own, its centre, or one on
    the geometry of its nodes. Nodes without tags only give ways their shape.
    """
    elements = whole.get("elements")
    if not isinstance(elements, list) or not (
        "osm3s" in whole or all(isinstance(e, Mapping) and e.get("type") in _TYPES for e in elements)
    ):
        return None
    known = [e for e in elements if isinstance(e, Mapping) and e.get("type") != "count"]
    types = {e.get("type") for e in known}
    nodes = {e.get("id"): _own(e) for e in known if e.get("type") == "node"}
    ways = {e.get("id"): _line(e, nodes) for e in known if e.get("type") == "way"}
    shown = [(n, e) for n, e in enumerate(known, 1) if e.get("tags") or not _is_part(e, types)]
    rows = [_element(number, e, nodes, ways) for number, e in shown]
    parts = len(known) - len(shown)
    notes = (
        [f"{parts:,} element{'s' * (parts > 1)} without tags only give others their shape"] if parts else []
    )
    return rows, notes


_TYPES = ("node", "way", "relation", "count")


def _is_part(element: Mapping[str, Any], types: Collection[Any]) -> bool:
    """Whether an element without tags is in the document for the shape of others."""
    above = {"node": ("way", "relation"), "way": ("relation",)}.get(str(element.get("type")), ())
    return any(one in types for one in above)


def _element(
    number: int,
    element: Mapping[str, Any],
    nodes: Mapping[Any, _Position | None],
    ways: Mapping[Any, Sequence[_Position]],
) -> dict[str, Any]:
    tags = element.get("tags")
    tags = dict(tags) if isinstance(tags, Mapping) else {}
    row: dict[str, Any] = {WHERE: f"element {number}", "id": f"{element.get('type')}/{element.get('id')}"}
    name = row["name"] = tags.pop("name", None)
    row["name_en"] = tags.pop("name:en", name)  # a name on the spot is better than none
    row["name_ko"] = tags.pop("name:ko", name if is_korean(str(name)) else None)
    row["kind"] = next((_kind(key, tags[key]) for key in layout_named("overpass").kinds if key in tags), None)
    row |= {f"tags.{key}": value for key, value in tags.items()}
    row |= {key: element[key] for key in ("timestamp", "version", "user") if key in element}
    return row | point_columns(_shape(element, nodes, ways))


def _kind(key: str, value: Any) -> str:
    """What an element is: ``building=yes`` is a building."""
    return key if value in ("yes", True) else str(value)


def _own(element: Mapping[str, Any]) -> _Position | None:
    holder = element.get("center") if isinstance(element.get("center"), Mapping) else element
    lon, lat = (holder.get(key) if isinstance(holder, Mapping) else None for key in ("lon", "lat"))
    if isinstance(lon, (int, float)) and isinstance(lat, (int, float)):
        return float(lon), float(lat)
    return None


def _line(element: Mapping[str, Any], nodes: Mapping[Any, _Position | None]) -> list[_Position]:
    """Positions of a way: its own geometry, else those of its nodes."""
    own = element.get("geometry")
    points = [_own(p) for p in own if isinstance(p, Mapping)] if isinstance(own, list) else []
    points = points or [nodes.get(node) for node in element.get("nodes") or ()]
    return [p for p in points if p is not None]


def _shape(
    element: Mapping[str, Any], nodes: Mapping[Any, _Position | None], ways: Mapping[Any, Sequence[_Position]]
) -> BaseGeometry | None:
    from shapely.geometry import LineString, MultiPoint, Point, Polygon, box

    if (own := _own(element)) is not None:
        return Point(own)
    points = (
        [*ways.get(element.get("id"), ())]
        if element.get("type") == "way"
        else [*_members(element, nodes, ways)]
    )
    if len(points) > 3 and points[0] == points[-1]:
        return Polygon(points)
    if points:
        return (
            LineString(points)
            if len(points) > 1 and element.get("type") == "way"
            else MultiPoint(points).envelope
        )
    bounds = element.get("bounds")
    if isinstance(bounds, Mapping) and {"minlon", "minlat", "maxlon", "maxlat"} <= bounds.keys():
        return box(bounds["minlon"], bounds["minlat"], bounds["maxlon"], bounds["maxlat"])
    return None


def _members(
    element: Mapping[str, Any], nodes: Mapping[Any, _Position | None], ways: Mapping[Any, Sequence[_Position]]
) -> Iterator[_Position]:
    for member in element.get("members") or ():
        if not isinstance(member, Mapping):
            continue
        own = _own(member) or (nodes.get(member.get("ref")) if member.get("type") == "node" else None)
        if own is not None:
            yield own
        yield from _line(member, {}) or (
            ways.get(member.get("ref"), ()) if member.get("type") == "way" else ()
        )
