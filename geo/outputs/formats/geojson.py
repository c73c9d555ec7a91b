"""A layer as GeoJSON features or JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geo.outputs.writing import write_lines
from geo.reference.boundaries import BoundarySet

from .declaration import Format
from .export import Export, Stream, Traits
from .geometries import areas, point, write_features
from .json_rows import plain
from .layer_rows import Spot
from .metadata import metadata

__all__ = ["GEOJSON", "JSON_LINES", "write_json_lines", "write_layer"]


def write_layer(export: Export) -> list[str]:
    """Write a layer as a FeatureCollection with its name and metadata as foreign members."""
    for stream in export.streams():
        about = metadata(export.results, export.heading) | {"layer": stream.layer.description}
        write_features(
            _features(stream, export.results.boundaries),
            export.file,
            members={"name": stream.layer.name, "metadata": about},
        )
    return []


def write_json_lines(export: Export) -> list[str]:
    """Write a layer as one JSON object per line."""
    for stream in export.streams():
        write_lines((properties for properties, _ in _objects(stream)), export.file)
    return []


def _objects(stream: Stream) -> Iterator[tuple[dict[str, Any], Spot]]:
    names = stream.layer.names
    for row, spot in stream.rows:
        yield {name: plain(value) for name, value in zip(names, row, strict=True)}, spot


def _features(stream: Stream, boundaries: BoundarySet) -> Iterator[dict[str, Any]]:
    shapes: dict[str, Any] = {}
    keys = stream.layer.key
    for properties, spot in _objects(stream):
        if isinstance(spot, str) and not shapes:
            shapes = areas(boundaries)
        named = {"id": properties[keys[0]]} if len(keys) == 1 else {}
        yield {"type": "Feature", **named, "geometry": _drawn(spot, shapes), "properties": properties}


def _drawn(spot: Spot, shapes: dict[str, Any]) -> Any:
    if spot is None:
        return None
    return shapes.get(spot) if isinstance(spot, str) else point(*spot)


GEOJSON = Format("GeoJSON", (".geojson", ".json"), write_layer, Traits())
JSON_LINES = Format("JSON Lines", (".jsonl", ".ndjson"), write_json_lines, Traits(), geometry=False)
