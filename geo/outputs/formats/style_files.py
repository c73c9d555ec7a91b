"""Files beside an export that say how its layer is drawn: QML for QGIS, SLD with SVG symbols, a style for MapLibre."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from geo.model.errors import OptionError
from geo.outputs.writing import filled, write_text

from .export import Export
from .maplibre import sprite, style
from .markup import text
from .metadata import metadata
from .qgis.style import Look, look, qml
from .sld import sld, svg_files

__all__ = ["STYLED", "check_style", "write_style"]

_SINGLE = (".geojson", ".json", ".fgb", ".parquet")
_TILES = ".pmtiles"
_OWN = (".gpkg", ".qgz", ".kmz", ".kml", ".png", ".svg", ".pdf")
STYLED = (*_SINGLE, _TILES)
"""Endings of the formats beside which a style can be written."""


def check_style(path: str | Path) -> None:
    """Raise an error if no style can be written beside a file.

    Raises
    ------
    OptionError
        The format has its symbols within it, or none.
    """
    ending = Path(path).suffix.casefold()
    if ending in STYLED:
        return
    why = "has its symbols within it" if ending in _OWN else "has no symbols"
    raise OptionError(f"{path}: {why}; --style goes with {', '.join(STYLED)}")


def write_style(export: Export) -> list[str]:
    """Write the files of a style beside an export.

    Returns
    -------
    list of str
        Their names, and what has no style.
    """
    looks = [look(table) for table in export.tables()]
    if export.file.suffix.casefold() == _TILES:
        return _maplibre(export, looks)
    drawn = looks[0]
    if not drawn.layer.geometry:
        return [f"no style for {drawn.layer.name}, which has no geometry"]
    if not drawn.styled:
        return [f"no style for {drawn.layer.name}, which has both points and areas"]
    types, stem = export.results.reference.event_types, export.file.stem
    write_text(qml(drawn, types), export.file.with_suffix(".qml"))
    if "MultiPolygon" in drawn.shapes and drawn.layer.geometry == "point":
        return [f"style: {stem}.qml; no .sld for events drawn as areas"]
    folder = export.file.with_name(f"{stem}-symbols")
    for name, content in svg_files(types).items():
        write_text(content, folder / name)
    write_text(sld(drawn, types, folder.name), export.file.with_suffix(".sld"))
    return [f"style: {stem}.qml, and {stem}.sld with {folder.name}/"]


def _maplibre(export: Export, looks: Sequence[Look]) -> list[str]:
    types, stem = export.results.reference.event_types, export.file.stem
    for ratio, mark in ((1, ""), (2, "@2x")):
        index, picture = sprite(types, ratio)
        base = export.file.with_name(f"{stem}-sprite{mark}.json")
        write_text(json.dumps(index, indent=1) + "\n", base)
        filled(base.with_suffix(".png"), lambda beside, picture=picture: beside.write_bytes(picture))  # type: ignore[misc]
    about = metadata(export.results, export.heading)
    credit = text(about["reference"])
    made = style(
        looks, types, title=about["title"], archive=export.file.name, icons=f"{stem}-sprite", credit=credit
    )
    write_text(
        json.dumps(made, ensure_ascii=False, indent=1) + "\n", export.file.with_name(f"{stem}.style.json")
    )
    return [f"style: {stem}.style.json with {stem}-sprite.json and .png"]
