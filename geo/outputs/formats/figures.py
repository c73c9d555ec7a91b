"""Events as a static map for print, in the file formats of :mod:`geo.outputs.figure`."""

from __future__ import annotations

from geo.outputs.figure import FIGURES, write_figure

from .characters import XML_TEXT
from .declaration import Format
from .export import Export, Traits

__all__ = ["FIGURE"]


def _write(export: Export) -> list[str]:
    export.notes += write_figure(export.results, export.file, title=export.title)
    export.counts["events"] = len(export.results.event_list)
    return []


FIGURE = Format(
    "figure", FIGURES, _write, Traits(XML_TEXT), only=("events",), needs=(("matplotlib", "figures"),)
)
