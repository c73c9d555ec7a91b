"""Read a boundary file in any vector format and projection, from any publisher."""

from __future__ import annotations

import os.path
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.model.errors import GeoError, InputError, OptionError, Report, UnreadableError
from geo.reference.boundaries.units import Unit
from geo.reference.gazetteer import Gazetteer
from geo.reference.vector_files import refuse_unsafe_vectors

from .columns import columns_of, publisher_of
from .geopackage import plain_geopackage
from .layers import Layer, bounds_of, layer_of

if TYPE_CHECKING:
    import geopandas

__all__ = ["BoundaryFile", "read_boundaries"]

_FORMATS = "GeoJSON, GeoPackage, Shapefile (also zipped), FlatGeobuf, GeoParquet or KML"
_COUNTRY = (124.0, 37.5, 131.0, 43.2)
"""Bounding box of the country in degrees: west, south, east, north."""
_MEMBERS = (".shp", ".gpkg", ".geojson", ".json", ".fgb", ".kml")
_ENCODINGS = ("utf-8", "cp949", "gb18030")
_METRES = {"EPSG:32652": "UTM zone 52", "EPSG:32651": "UTM zone 51", "EPSG:3857": "web Mercator",
           "EPSG:5179": "Korea 2000, unified"}  # fmt: skip
"""Projections that are common for data of the country, suggested where a file has no projection."""


@dataclass(slots=True)
class BoundaryFile:
    """The units of a file, with notes on corrections that were made while reading."""

    name: str
    publisher: str = ""
    units: list[Unit] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_boundaries(path: str | Path, known: Gazetteer, report: Report) -> BoundaryFile:
    """Read the polygons of all layers of a file.

    Parameters
    ----------
    path : path
    known : Gazetteer
        Its names are used to recognise the encoding where the file does not state it.
    report : callable
        Called with an error for each row that cannot be used; the others are read.

    Raises
    ------
    UnreadableError
        The file is missing, damaged or in an unknown format.
    InputError
        It has no polygon, or its projection is not known.
    OptionError
        It is GeoParquet, and pyarrow is not installed.
    """
    path = Path(path)
    if not os.path.exists(path):  # noqa: PTH110 (pathlib raises an error for too long a name)
        raise UnreadableError(f"{path}: No such file or directory")
    found = BoundaryFile(path.name)
    others = mended = 0
    layers = plain_geopackage(path)
    if layers is None:
        frames = _layers(path, known, found)
        layers = [layer_of(name, _in_degrees(path, frame, found)) for name, frame in frames]
    _swap_axes(layers, found)
    for layer in layers:
        found.publisher = found.publisher or publisher_of(layer.columns)
        columns = columns_of(layer.columns, layer.texts)
        for number, (row, shape) in enumerate(
            zip(layer.rows, layer.shapes, strict=True), len(found.units) + others + 1
        ):
            if (
                shape is not None
                and not shape.is_empty
                and shape.geom_type.endswith(("Point", "LineString", "Ring"))
            ):
                others += 1
                continue
            whole, was_broken = _valid_polygons(shape)
            if whole is None:
                report(InputError(f"{path}, row {number}: no usable polygon; the row is left out"))
                others += 1
                continue
            mended += was_broken
            found.units.append(Unit(number, columns.naming(row, layer.name), whole))
    if not found.units:
        raise InputError(
            f"{path}: no polygon in it; give a file with the boundaries of the country's counties"
        )
    if others:
        found.notes.append(f"{others:,} rows without a polygon were skipped")
    if mended:
        found.notes.append(f"{mended:,} polygons with self-intersections were repaired")
    return found


def _layers(
    path: Path, known: Gazetteer, found: BoundaryFile
) -> Iterator[tuple[str, geopandas.GeoDataFrame]]:
    """Each layer that may contain polygons, with its name."""
    import pyogrio
    from shapely.errors import ShapelyError

    try:
        if path.suffix.casefold() in (".parquet", ".geoparquet"):
            yield path.stem, _parquet(path)
            return
        refuse_unsafe_vectors(path, str(path))
        for source in _members(path):
            with _warned():  # reading the layer gives the same warnings again
                layers = pyogrio.list_layers(source)
            for layer, kind in layers:
                if kind is None or kind.startswith(("Point", "Line", "MultiPoint", "MultiLine")):
                    continue
                yield layer, _decoded(source, layer, known, found)
    except GeoError:
        raise
    except (OSError, RuntimeError, ValueError, ShapelyError, zipfile.BadZipFile) as error:
        cause = str(error).split("\n")[0].split("; It might help")[0]
        raise UnreadableError(f"{path}: cannot be read as a map ({cause}); give {_FORMATS}") from error


def _members(path: Path) -> list[str]:
    """The file, or the map files in a zip archive, as paths for GDAL."""
    if path.suffix.casefold() != ".zip":
        return [str(path)]
    with zipfile.ZipFile(path) as archive:
        names = sorted(n for n in archive.namelist() if n.casefold().endswith(_MEMBERS))
    if not names:
        raise UnreadableError(f"{path}: the archive contains no {', '.join(_MEMBERS)} file")
    return [f"/vsizip/{{{path.resolve()}}}/{name}" for name in names]


def _parquet(path: Path) -> geopandas.GeoDataFrame:
    import geopandas

    try:
        return geopandas.read_parquet(path)
    except ImportError:
        raise OptionError(f"{path}: GeoParquet needs pyarrow; install dprk-geo[parquet]") from None


def _decoded(source: str, layer: str, known: Gazetteer, found: BoundaryFile) -> geopandas.GeoDataFrame:
    """A layer, decoded with the encoding that gives the most known names.

    A Shapefile need not state its encoding, and GDAL's guess is often wrong for Korean.
    """
    frame = _read(source, layer, None, found)
    if frame is not None and (all(map(str.isascii, _texts(frame))) or _names(frame, known)):
        return frame
    tried = {e: again for e in _ENCODINGS if (again := _read(source, layer, e, found)) is not None}
    best = max(tried, key=lambda encoding: _names(tried[encoding], known), default=None)
    if best is None or not source.casefold().endswith(".shp") or not _names(tried[best], known):
        if frame is None:
            raise UnreadableError(f"{source}: names in an unknown encoding; save it as UTF-8")
        return frame
    found.notes.append(f"the file does not state its encoding; its names are read as {best}")
    return tried[best]


def _read(
    source: str, layer: str, encoding: str | None, found: BoundaryFile
) -> geopandas.GeoDataFrame | None:
    """A layer, GDAL's warnings added to the notes; None where the text cannot be decoded."""
    import pyogrio

    with _warned() as warned:
        try:
            frame = pyogrio.read_dataframe(source, layer=layer, encoding=encoding, on_invalid="fix")
        except UnicodeDecodeError:
            return None
    if any("couldn't be converted" in text for text in warned):
        return None
    found.notes += [text for text in warned if text not in found.notes]
    return frame


@contextmanager
def _warned() -> Iterator[list[str]]:
    """Collect warnings as texts instead of printing them."""
    import warnings

    texts: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield texts
    texts += dict.fromkeys(str(w.message) for w in caught)


def _texts(frame: geopandas.GeoDataFrame) -> list[str]:
    """The distinct texts of a layer, at most five thousand."""
    columns = (
        c for c in frame.columns if frame[c].dtype.kind in "OSUT" and frame[c].dtype.name != "geometry"
    )
    return sorted({v for c in columns for v in frame[c] if isinstance(v, str)})[:5_000]


def _names(frame: geopandas.GeoDataFrame, known: Gazetteer) -> int:
    """Number of texts of a layer that are names in the gazetteer."""
    return sum(bool(known.find(text)) for text in _texts(frame))


def _in_degrees(path: Path, frame: geopandas.GeoDataFrame, found: BoundaryFile) -> geopandas.GeoDataFrame:
    """A layer in WGS 84 degrees."""
    if frame.crs is not None:
        if not frame.crs.is_geographic:
            found.notes.append(f"reprojected from {frame.crs.name}")
        return frame.to_crs("EPSG:4326")
    if len(frame) and abs(frame.total_bounds).max() > 180:
        fits = [f"{code} ({name})" for code, name in _METRES.items()
                if _meets(frame.set_crs(code).to_crs("EPSG:4326").total_bounds)]  # fmt: skip
        raise InputError(
            f"{path}: the coordinates are not degrees, and the file does not state its projection; put its .prj "
            f"file next to it{f'. With {fits[0]} it would lie in the country' if fits else ''}"
        )
    return frame.set_crs("EPSG:4326")


def _meets(bounds: Any) -> bool:
    """Whether a bounding box intersects that of the country and is not much larger."""
    west, south, east, north = bounds
    return bool(west < _COUNTRY[2] and east > _COUNTRY[0] and south < _COUNTRY[3] and north > _COUNTRY[1]
                and east - west < 20 and north - south < 20)  # fmt: skip


def _swap_axes(layers: list[Layer], found: BoundaryFile) -> None:
    """Swap the axes of a file whose coordinates are only possible with the latitude first."""
    import numpy as np
    import shapely

    boxes = np.array([b for layer in layers if np.isfinite(b := bounds_of(layer.shapes)).all()])
    if not len(boxes):
        return
    west, south = np.min(boxes[:, :2], axis=0).tolist()
    east, north = np.max(boxes[:, 2:], axis=0).tolist()
    if south <= 90 or not _meets((south, west, north, east)):
        return
    for layer in layers:
        layer.shapes = shapely.transform(layer.shapes, lambda xy: xy[:, ::-1])
    found.notes.append("latitude and longitude were in the wrong order; they were swapped")


def _valid_polygons(shape: Any) -> tuple[Any, bool]:
    """A shape as valid polygons, or None, and whether it had to be repaired."""
    import numpy as np
    import shapely

    if shape is None or shapely.is_empty(shape):
        return None, False
    if not (np.abs(shapely.bounds(shape)) <= [181, 91, 181, 91]).all():  # also false for NaN
        return None, False
    flat: Any = shapely.force_2d(shape)
    if not np.isfinite(shapely.get_coordinates(flat)).all():  # the bounding box passes over NaN
        return None, False
    valid = bool(shapely.is_valid(flat))
    if valid and flat.geom_type in ("Polygon", "MultiPolygon"):
        return flat, False
    parts = [p for p in shapely.get_parts(shapely.make_valid(flat)) if "Polygon" in p.geom_type]
    return (shapely.union_all(parts) if parts else None), not valid
