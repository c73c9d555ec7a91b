"""Export of results to files and databases for other programs.

``layers`` defines the schema shared by all formats with tables, and ``layer_rows`` fills it from results.
``formats`` chooses the writer by the file extension. Each format has a module that declares and writes it.
"""

from __future__ import annotations

from typing import Any

from geo.outputs.writing import opened, whole, write_lines, write_text

from .geometries import AREAS, areas, write_geojson
from .json_rows import event_properties, extraction_row, plain, record_properties, record_row

__all__ = [
    "AREAS", "areas", "event_properties", "extraction_row", "opened", "plain", "record_properties", "record_row",
    "whole", "write_geojson", "write_lines", "write_results", "write_text",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name == "write_results":  # imported lazily: it loads every format
        from .formats import write_results

        return write_results
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
