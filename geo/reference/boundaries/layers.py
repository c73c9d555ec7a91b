"""Layers of a boundary file: rows, and a shape for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import geopandas

__all__ = ["Layer", "bounds_of", "layer_of"]


@dataclass(slots=True)
class Layer:
    """A layer of a file, in WGS 84 degrees.

    Attributes
    ----------
    name : str
    columns : sequence of str
        All columns but that of the shapes.
    texts : sequence of str
        Those of text.
    rows : sequence of dict
        The cells of each row by column.
    shapes : numpy.ndarray of shapely.Geometry
        One for each row, or None.
    """

    name: str
    columns: Sequence[str]
    texts: Sequence[str]
    rows: Sequence[dict[str, Any]]
    shapes: Any


def layer_of(name: str, frame: geopandas.GeoDataFrame) -> Layer:
    """A layer of a frame in degrees."""
    columns = [c for c in frame.columns if frame[c].dtype.name != "geometry"]
    texts = [c for c in columns if frame[c].dtype.kind in "OSUT"]
    return Layer(name, columns, texts, frame[columns].to_dict("records"), frame.geometry.to_numpy())


def bounds_of(shapes: Any) -> Any:
    """West, south, east and north of all shapes; NaN where none has a point."""
    import numpy as np
    import shapely

    boxes = shapely.bounds(shapes)
    boxes = boxes[~np.isnan(boxes).any(axis=1)]
    return (
        np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
        if len(boxes)
        else np.full(4, np.nan)
    )
