"""The documents that describe the service: landing page, conformance, collections, and the schemas of features."""

from __future__ import annotations

from typing import Any

from geo._version import __version__
from geo.outputs.formats.layers import Column

from .collections import Collection
from .snapshot import Snapshot

__all__ = [
    "CONFORMANCE",
    "GEOJSON",
    "HTML",
    "JSON",
    "OPENAPI",
    "SCHEMA",
    "about",
    "described",
    "landing",
    "link",
]
__all__ += ["listed", "queryables_of", "schema_of", "typed"]

JSON, GEOJSON, HTML = "application/json", "application/geo+json", "text/html"
OPENAPI, SCHEMA = "application/vnd.oai.openapi+json;version=3.0", "application/schema+json"
TITLE = "North Korea: reported events and sites"
_QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_CLASSES = {
    "ogcapi-features-1/1.0": ("core", "geojson", "html", "oas30"),
    "ogcapi-features-3/1.0": ("queryables", "queryables-query-parameters", "filter", "features-filter"),
    "cql2/1.0": ("basic-cql2", "advanced-comparison-operators", "cql2-text"),
}
CONFORMANCE = {
    "conformsTo": [
        f"http://www.opengis.net/spec/{standard}/conf/{name}"
        for standard, names in _CLASSES.items()
        for name in names
    ]
}


def link(href: str, rel: str, type_: str, title: str) -> dict[str, str]:
    """A link of a document."""
    return {"href": href, "rel": rel, "type": type_, "title": title}


def about(base: str, path: str, type_: str = JSON) -> list[dict[str, str]]:
    """Links of a document to itself and to its other form.

    Examples
    --------
    >>> [one["href"] for one in about("http://localhost:8000", "/collections")]
    ['http://localhost:8000/collections?f=json', 'http://localhost:8000/collections?f=html']
    """
    mark = "&" if "?" in path else "?"
    return [
        link(f"{base}{path}{mark}f=json", "self", type_, "this document"),
        link(f"{base}{path}{mark}f=html", "alternate", HTML, "this document as a web page"),
    ]


def landing(base: str, ready: Snapshot) -> dict[str, Any]:
    """The landing page."""
    return {
        "title": TITLE,
        "description": f"Results of dprk-geo {__version__}, of {ready.made}: events, happenings, sites and records, "
        "counties and provinces with their numbers, and geocoding. It is only read.",
        "links": [
            *about(base, "/"),
            link(f"{base}/map", "related", HTML, "the map"),
            link(f"{base}/api?f=json", "service-desc", OPENAPI, "the definition of this service"),
            link(f"{base}/api?f=html", "service-doc", HTML, "the definition of this service, to read"),
            link(f"{base}/conformance", "conformance", JSON, "the standards that this service keeps"),
            link(f"{base}/collections", "data", JSON, "the collections"),
        ],
    }


def listed(base: str, ready: Snapshot) -> dict[str, Any]:
    """The list of collections."""
    return {
        "links": about(base, "/collections"),
        "collections": [described(base, ready, one) for one in ready.collections.values()],
    }


def described(base: str, ready: Snapshot, one: Collection) -> dict[str, Any]:
    """A collection: what it is, where and when its features are, and where to get them."""
    path, extent = f"/collections/{one.name}", ready.extents[one.name]
    found: dict[str, Any] = {}
    if extent.box:
        found["spatial"] = {"bbox": [list(extent.box)], "crs": CRS84}
    if extent.first:
        ends = (f"{extent.first}T00:00:00Z", f"{extent.last}T23:59:59Z")
        found["temporal"] = {
            "interval": [list(ends)],
            "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
        }
    return {
        "id": one.name,
        "title": one.name.capitalize(),
        "description": f"{one.layer.description}. datetime is compared with {one.time}.",
        "itemType": "feature",
        "crs": [CRS84],
        **({"extent": found} if found else {}),
        "links": [
            *about(base, path),
            link(f"{base}{path}/items", "items", GEOJSON, f"{one.name} as GeoJSON"),
            link(f"{base}{path}/items?f=html", "items", HTML, f"{one.name} as a table"),
            link(f"{base}{path}/schema", "describedby", SCHEMA, f"columns of {one.name}"),
            link(f"{base}{path}/queryables", _QUERYABLES, SCHEMA, "columns that a filter may name"),
        ],
    }


def schema_of(base: str, one: Collection) -> dict[str, Any]:
    """The JSON schema of a collection's features."""
    shape = "MultiPolygon" if one.layer.geometry == "area" else "Point"
    of_geometry = {"type": "object", "properties": {"type": {"type": "string", "enum": [shape]}}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"{base}/collections/{one.name}/schema",
        "title": one.name,
        "type": "object",
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": of_geometry,
            "properties": {"type": "object", "properties": {c.name: typed(c) for c in one.layer.columns}},
        },
    }


def queryables_of(base: str, one: Collection) -> dict[str, Any]:
    """The JSON schema of the columns that filters may name."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base}/collections/{one.name}/queryables",
        "title": one.name,
        "type": "object",
        "properties": {c.name: typed(c) for c in one.filters},
        "additionalProperties": False,
    }


_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "list": {"type": "array", "items": {"type": "string"}},
    "object": {"type": "string"},
}


def typed(column: Column) -> dict[str, Any]:
    """The JSON schema of a column."""
    return {**_TYPES[column.kind], "description": column.description}
