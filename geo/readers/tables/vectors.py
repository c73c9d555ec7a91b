"""Read formats of GDAL (GeoPackage, Shapefile, FlatGeobuf, GPX) and Parquet with or without geometry."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.model.errors import GeoError, InputError, OptionError, UnreadableError
from geo.reference.vector_files import refuse_unsafe_vectors
from geo.text.terminal import printed

from .dbase import AS_BYTES, decoded, is_dbase
from .shapes import point_columns
from .values import WHERE, Raw, listed

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_layers", "read_parquet"]

_QGIS_STYLES = "layer_styles"
"""The table in which QGIS keeps how the layers of a GeoPackage are drawn; it has no rows of data."""


def read_layers(path: Path, name: str, layer: str, prefer: str = "") -> Iterator[Raw]:
    """Yield the layers of a file: the one named ``layer``, or each in its order, the one named ``prefer`` first.

    Raises
    ------
    UnreadableError
        GDAL cannot open it.
    OptionError
        No layer has that name.
    """
    import pyogrio

    dbase = is_dbase(path)
    try:
        refuse_unsafe_vectors(path, name)
        names = [str(n) for n, _ in pyogrio.list_layers(path) if layer or n != _QGIS_STYLES]
        if layer and layer not in names:
            raise OptionError(f"{name}: no layer {layer!r}; there are {listed(names)}")
        for one in [layer] if layer else sorted(names, key=lambda n: n.casefold() != prefer):
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always")
                frame = pyogrio.read_dataframe(path, layer=one, encoding=AS_BYTES if dbase else None)
            frame, notes = decoded(frame, path) if dbase else (frame, [])
            label = f"{name}, layer {one!r}" if len(names) > 1 else name
            raw = _raw(label, frame)
            raw.notes += notes
            # GDAL warns of values that it could read in part only; without their row.
            raw.faults += [
                InputError(f"{label}: {printed(w)}") for w in dict.fromkeys(str(w.message) for w in warned)
            ]
            others = [n for n in names if n != one]
            if others and not layer:
                raw.notes.append(f"other layers: {listed(others)}; FILE#LAYER reads one of them")
            yield raw
    except (GeoError, GeneratorExit):
        raise
    except Exception as error:  # damaged files raise many kinds of errors in GDAL and the libraries on top
        raise UnreadableError(f"{name}: cannot be opened ({str(error)[:200]})") from error


def read_parquet(path: Path, name: str) -> Raw:
    """Read a Parquet file, with its geometry if it has one.

    Raises
    ------
    OptionError
        pyarrow is not installed.
    UnreadableError
        The file is damaged.
    """
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise OptionError(f"{name}: reading Parquet needs pyarrow; install dprk-geo[parquet]") from None
    import geopandas
    import pandas as pd

    try:
        geographic = b"geo" in (pq.read_schema(path).metadata or {})
        return _raw(name, geopandas.read_parquet(path) if geographic else pd.read_parquet(path))
    except InputError:
        raise
    except Exception as error:  # damaged files raise many kinds of errors in Arrow
        raise UnreadableError(f"{name}: cannot be read as Parquet ({str(error)[:200]})") from error


def _raw(name: str, frame: pd.DataFrame) -> Raw:
    """The rows of a frame, in degrees; a named index becomes the first column."""
    import geopandas

    faults: list[InputError] = []
    shapes: list[dict[str, float]] = [{} for _ in range(len(frame))]
    if isinstance(frame, geopandas.GeoDataFrame) and frame._geometry_column_name in frame:
        shapes = [point_columns(s) for s in _degrees(name, frame, faults)]
        frame = frame.drop(columns=frame.geometry.name)
    if frame.index.name:
        frame = frame.reset_index()
    header = [str(c) for c in frame.columns]
    columns = [_values(frame.iloc[:, i]) for i in range(len(header))]
    cells = zip(*columns, strict=True) if columns else (() for _ in range(len(frame)))
    rows = [
        {WHERE: f"row {number}", **dict(zip(header, row, strict=True)), **shape}
        for number, (row, shape) in enumerate(zip(cells, shapes, strict=True), 1)
    ]
    return Raw(name, header, rows, "its columns", faults)


def _degrees(name: str, frame: Any, faults: list[InputError]) -> Any:
    """Geometries in WGS 84 degrees."""
    if frame.crs is not None:
        return frame.geometry.to_crs("EPSG:4326")
    west, south, east, north = frame.total_bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90) and west == west:
        faults.append(
            InputError(f"{name}: has no reference system and is not in degrees; its geometries are not read")
        )
        return [None] * len(frame)
    return frame.geometry


def _values(column: pd.Series[Any]) -> list[Any]:
    """A column as Python values, None where a value is missing."""
    values = []
    for value in column.astype(object):
        if hasattr(value, "to_pydatetime"):
            value = value.to_pydatetime() if value == value else None
        elif hasattr(value, "tolist"):
            value = value.tolist()
        values.append(None if value is None or value != value else value)
    return values
