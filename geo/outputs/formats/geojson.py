"""A layer as GeoJSON features or JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geo.outputs.writing import opened
from geo.reference.boundaries import BoundarySet

from .declaration import Format
from .export import Export, Stream, Traits
from .geometries import areas, point, write_feature_lines
from .json_columns import encode, objects
from .layer_rows import Spot
from .metadata import metadata

__all__ = ["GEOJSON", "JSON_LINES", "write_json_lines", "write_layer"]


def write_layer(export: Export) -> list[str]:
    """Write a layer as a FeatureCollection with its name and metadata as foreign members."""
    for stream in export.streams():
        about = metadata(export.results, export.heading) | {"layer": stream.layer.description}
        write_feature_lines(
            _features(stream, export.results.boundaries),
            export.file,
            members={"name": stream.layer.name, "metadata": about},
        )
    return []


def write_json_lines(export: Export) -> list[str]:
    """Write a layer as one JSON object per line."""
    for stream in export.streams():
        with opened(export.file) as file:
            for table in stream.tables:
                file.writelines(f"{line}\n" for line in objects(table))
    return []


def _features(stream: Stream, boundaries: BoundarySet) -> Iterator[str]:
    shapes: dict[str, str] = {}
    keys = stream.layer.key
    for table in stream.tables:
        if not shapes and any(isinstance(spot, str) for spot in table.spots):
            shapes = {pcode: encode(area) for pcode, area in areas(boundaries).items()}
        ids = (
            (f'"id":{encode(key)},' for key in table.column(keys[0]))
            if len(keys) == 1
            else ("",) * len(table)
        )
        for id_, spot, properties in zip(ids, table.spots, objects(table), strict=True):
            yield f'{{"type":"Feature",{id_}"geometry":{_drawn(spot, shapes)},"properties":{properties}}}'


def _drawn(spot: Spot, shapes: dict[str, Any]) -> str:
    if spot is None:
        return "null"
    return shapes.get(spot, "null") if isinstance(spot, str) else encode(point(*spot))


GEOJSON = Format("GeoJSON", (".geojson", ".json"), write_layer, Traits())
JSON_LINES = Format("JSON Lines", (".jsonl", ".ndjson"), write_json_lines, Traits(), geometry=False)
