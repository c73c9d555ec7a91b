"""A boundary file in the shape of GADM's: its columns, one unit for Pyongyang, and corners every few metres.

The polygons are the bundled ones, roughened alike on both sides of each edge; nothing of GADM's is in it.
"""

from __future__ import annotations

from pathlib import Path

import geopandas
import numpy as np
import shapely

from geo.reference.context import Reference

STEP = 0.0004
"""Distance between corners in degrees, some forty metres, as where GADM traces a coast."""
ROUGH = 0.00008
"""Largest shift of a corner in degrees."""


def roughened(shapes: np.ndarray) -> np.ndarray:
    """Shapes with many corners that are shifted a little, the same corner always by the same."""

    def shift(xy: np.ndarray) -> np.ndarray:
        phase = np.round(xy * 1e6)
        wave = np.sin(phase @ np.array([[12.9898, 39.3468], [78.233, 11.135]]) / 1e3)
        return np.round(xy + ROUGH * wave, 6)

    return np.asarray(shapely.make_valid(shapely.transform(shapely.segmentize(shapes, STEP), shift)))


def write_gadm(path: Path) -> Path:
    """Write the file as GeoPackage, with the columns of GADM 4.1's second level, and return its path."""
    known, boundaries = Reference.bundled().gazetteer, Reference.bundled().boundaries
    shapes = roughened(np.array(list(boundaries.shapes("adm2").values())))
    rows: dict[str, list[str]] = {
        "GID_2": [],
        "GID_0": [],
        "COUNTRY": [],
        "GID_1": [],
        "NAME_1": [],
        "NAME_2": [],
    }
    for pcode in boundaries.shapes("adm2"):
        place = known[pcode]
        province = int(str(place.adm1)[2:])
        values = (
            f"PRK.{province}.{int(pcode[4:])}_1", "PRK", "North Korea", f"PRK.{province}_1", known.name(place.adm1),
            place.name,
        )  # fmt: skip
        for column, value in zip(rows, values, strict=True):
            rows[column].append(value)
    frame = geopandas.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4326")
    frame.to_file(path, layer="ADM_ADM_2", engine="pyogrio")
    return path
