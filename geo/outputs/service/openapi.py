"""The definition of the service by OpenAPI 3.0, made from the collections and their columns."""

from __future__ import annotations

from typing import Any

from geo._version import __version__

from .collections import Collection
from .documents import GEOJSON, HTML, JSON, TITLE, typed
from .parameters import LANGUAGES, LIMIT, MOST
from .snapshot import Snapshot

__all__ = ["definition"]

_F = {"name": "f", "in": "query", "description": "form of the answer; else by the header Accept",
      "schema": {"type": "string", "enum": ["json", "html"]}}  # fmt: skip


def definition(base: str, ready: Snapshot) -> dict[str, Any]:
    """The OpenAPI document of the service at an address."""
    paths: dict[str, Any] = {
        "/": _get("landing page", [_F]),
        "/conformance": _get("standards that this service keeps", [_F]),
        "/collections": _get("list of collections", [_F]),
        "/map": _get("the map, one page", [], HTML),
        "/search": _get("places of a name, in Nominatim's form", _SEARCH),
        "/reverse": _get("the place at a point, in Nominatim's form", _REVERSE),
    }
    for one in ready.collections.values():
        path = f"/collections/{one.name}"
        paths[path] = _get(f"the collection of {one.name}", [_F])
        paths[f"{path}/schema"] = _get(f"JSON schema of {one.name}", [], "application/schema+json")
        paths[f"{path}/queryables"] = _get(
            f"columns of {one.name} for filters", [], "application/schema+json"
        )
        paths[f"{path}/items"] = _get(
            f"{one.name}, page by page", [*_of_items(one), _F, *_filters(one)], GEOJSON
        )
        id_ = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"},
               "description": f"value of {one.key}"}  # fmt: skip
        paths[f"{path}/items/{{featureId}}"] = _get(f"one of {one.name}", [id_, _F], GEOJSON)
    return {
        "openapi": "3.0.3",
        "info": {"title": TITLE, "version": __version__, "description": "Results of dprk-geo; only read."},
        "servers": [{"url": base}],
        "paths": paths,
    }


def _get(summary: str, parameters: list[dict[str, Any]], type_: str = JSON) -> dict[str, Any]:
    schema = {"type": "string"} if type_ == HTML else {"type": "object"}
    answers = {
        "200": {"description": summary, "content": {type_: {"schema": schema}}},
        "400": {
            "description": "a parameter is unknown or has an invalid value; the answer says which and why"
        },
    }
    if any(one["in"] == "path" for one in parameters):
        answers["404"] = {"description": "there is none of that id"}
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}


def _query(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema or {"type": "string"}}


def _of_items(one: Collection) -> list[dict[str, Any]]:
    box = _query("bbox", "west,south,east,north in degrees", type="array", minItems=4, maxItems=6,
                 items={"type": "number"})  # fmt: skip
    return [
        _query("limit", "features of a page", type="integer", minimum=1, maximum=MOST, default=LIMIT),
        _query("offset", "features before this page", type="integer", minimum=0, default=0),
        {**box, "style": "form", "explode": False},
        _query("datetime", f"a day, or two with / between, .. for an open end; compared with {one.time}"),
        _query("filter", "conditions in CQL2, as: type = 'inspection' AND date > DATE('2024-05-01')"),
        _query(
            "filter-lang", "language of filter", type="string", enum=list(LANGUAGES), default=LANGUAGES[0]
        ),
    ]


def _filters(one: Collection) -> list[dict[str, Any]]:
    found = []
    for column in one.filters:
        about = f"{column.description}; only features with this value"
        if column.kind == "list":
            found.append(_query(column.name, f"{about} among them"))
        else:
            found.append(_query(column.name, about, type=typed(column)["type"]))
    return found


_FORMAT = _query(
    "format", "form of the answer", type="string", enum=["json", "jsonv2", "geojson"], default="jsonv2"
)
_LANGUAGE = _query("accept-language", "ko for addresses in Korean, else English")
_SEARCH = [
    _query("q", "a name in any spelling, with or without its unit; a P-code; a sentence"),
    *(
        _query(name, "part of an address, in place of q")
        for name in ("street", "city", "county", "state", "country")
    ),
    _query(
        "limit", "at most so many places; 1 gives none where a name is ambiguous", type="integer", minimum=1
    ),
    _query("viewbox", "two corners, lon,lat,lon,lat: places in it come first"),
    _query("bounded", "1: only places in the viewbox"),
    _query("countrycodes", "nothing is found where kp is not among them"),
    _query("featureType", "country, state, city or settlement"),
    _FORMAT,
    _LANGUAGE,
    *(_query(name, "0 or 1") for name in ("addressdetails", "namedetails", "polygon_geojson")),
]
_REVERSE = [
    {**_query("lat", "degrees", type="number"), "required": True},
    {**_query("lon", "degrees", type="number"), "required": True},
    _query("zoom", "below 8 the province, below 12 the county, else also the nearest site or settlement",
           type="integer", default=18),
    _FORMAT,
    _LANGUAGE,
    *(_query(name, "0 or 1") for name in ("addressdetails", "namedetails", "polygon_geojson")),
]  # fmt: skip
