"""Files for other programs, and the layers that databases hold.

``files`` writes whole files, ``rows`` and ``geojson`` the JSON kinds; ``layers`` is the one schema of every
format with tables, ``contents`` fills it from results, ``formats`` picks a writer by a file's ending.
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
    if name == "write_results":  # its formats are loaded when one is written
        from .formats import write_results

        return write_results
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
