"""GeoJSON geometries and files (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from geo.model.errors import OptionError
from geo.outputs.writing import opened
from geo.reference.boundaries import BoundarySet, Level
from geo.reference.context import Reference

__all__ = ["AREAS", "areas", "point", "write_feature_lines", "write_features", "write_geojson"]

AREAS = ("adm1", "adm2")
"""Values of ``geo_precision`` for which only the province or county is known."""
_DIGITS = 6
"""Decimal places of coordinates: about 0.1 m, as RFC 7946 recommends."""


def areas(boundaries: BoundarySet | None = None) -> dict[str, Any]:
    """Polygons of provinces and counties as GeoJSON geometries by P-code; by default the bundled ones."""
    drawn = boundaries or Reference.bundled().boundaries
    levels: tuple[Level, ...] = ("adm1", "adm2")
    return {
        f["properties"]["pcode"]: f["geometry"] for level in levels for f in drawn.geojson(level)["features"]
    }


def point(lon: float, lat: float) -> dict[str, Any]:
    """A point as a GeoJSON geometry.

    Examples
    --------
    >>> point(lon=126.1234567, lat=39.25)  # in Songchon County
    {'type': 'Point', 'coordinates': [126.123457, 39.25]}
    """
    return {"type": "Point", "coordinates": [round(lon, _DIGITS), round(lat, _DIGITS)]}


def write_features(
    features: Iterable[Mapping[str, Any]], out: str | Path, *, members: Mapping[str, Any] | None = None
) -> int:
    """Write a FeatureCollection with one feature per line; return the number of features.

    Parameters
    ----------
    features : iterable of mapping
    out : path
    members : mapping, optional
        Foreign members of the collection, which RFC 7946 allows and other programs ignore.
    """
    return write_feature_lines(map(_encode, features), out, members=members)


def write_feature_lines(
    features: Iterable[str], out: str | Path, *, members: Mapping[str, Any] | None = None
) -> int:
    """Write a FeatureCollection as :func:`write_features` does, from features that are JSON already."""
    count = 0
    with opened(out) as file:
        file.write('{"type":"FeatureCollection",')
        for name, value in (members or {}).items():
            file.write(f"{_encode(name)}:{_encode(value)},")
        file.write('"features":[')
        for feature in features:
            file.write(f"{',' if count else ''}\n{feature}")
            count += 1
        file.write("\n]}\n")
    return count


def write_geojson(
    rows: Iterable[Mapping[str, Any]],
    out: str | Path,
    *,
    geometry: str = "point",
    reference: Reference | None = None,
) -> int:
    """Write rows with ``lat``, ``lon``, ``adm1``, ``adm2`` and ``geo_precision`` as a FeatureCollection.

    Parameters
    ----------
    rows : iterable of mapping
        For example the :func:`geo.outputs.formats.event_properties` of events.
    out : path
    geometry : {"point", "area"}
        Geometry of rows located only to a county or province: the point of its seat, or its polygon.
    reference : Reference, optional
        Source of the polygons; the bundled one by default.

    Returns
    -------
    int
        Number of features written. Rows without a place have a null geometry.

    Raises
    ------
    OptionError
        ``geometry`` is neither "point" nor "area".
    """
    if geometry not in ("point", "area"):
        raise OptionError(f"geometry {geometry!r} is neither 'point' nor 'area'")
    drawn = areas(reference.boundaries if reference else None) if geometry == "area" else {}
    return write_features(_features(rows, drawn), out)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


def _features(rows: Iterable[Mapping[str, Any]], shapes: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for row in rows:
        geometry: Any = None
        if row.get("geo_precision") in AREAS:
            geometry = shapes.get(row.get("adm2") or row.get("adm1") or "")
        if geometry is None and row.get("lat") is not None and row.get("lon") is not None:
            geometry = point(row["lon"], row["lat"])
        feature: dict[str, Any] = {"type": "Feature"}
        if row.get("event_id") or row.get("id"):
            feature["id"] = row.get("event_id") or row.get("id")
        yield {**feature, "geometry": geometry, "properties": dict(row)}
