"""Results in the formats that people open elsewhere, chosen by the file's ending.

GeoJSON, CSV, KML, KMZ and GPX are written here; GeoPackage, FlatGeobuf and Excel by GDAL through pyogrio, which
comes with geopandas; GeoParquet needs pyarrow, figures need matplotlib.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import OptionError, UnreadableError
from geo.export import AREAS, areas, event_properties, opened, whole, write_geojson
from geo.frames import link_frame, mention_frame, record_frame, site_frame
from geo.model import Event
from geo.results import Results

from .gpx import write_gpx
from .kml import write_kml

if TYPE_CHECKING:
    import pandas as pd
    from geopandas import GeoDataFrame

__all__ = ["ENDINGS", "write_results", "writer_of"]


def write_results(results: Results, path: str | Path, *, geometry: str = "point", title: str = "") -> str:
    """Write results to a file in the format of its ending.

    Parameters
    ----------
    results : Results
    path : path
        Ending in one of :data:`ENDINGS`.
    geometry : {"point", "area"}
        Whether what is known only to its county or province stands at the seat or as its area.
    title : str
        Of the document, where the format has one.

    Returns
    -------
    str
        What was written, and what the format cannot carry, in words.

    Raises
    ------
    OptionError
        No format has that ending, or what writes it is not installed.
    UnreadableError
        The file cannot be written.
    """
    write = writer_of(path)
    if geometry not in ("point", "area"):
        raise OptionError(f"geometry {geometry!r} is neither 'point' nor 'area'")
    return write(results, Path(path), geometry, title)


def writer_of(path: str | Path) -> Writer:
    """What writes files of a path's ending.

    Raises
    ------
    OptionError
        No format has that ending.
    """
    write = ENDINGS.get(Path(path).suffix.casefold())
    if write is None:
        raise OptionError(f"{path}: no format of that ending; there are {', '.join(ENDINGS)}")
    return write


def cell(value: Any) -> Any:
    """A value as a spreadsheet may hold it: lists joined, and no text that would run as a formula.

    Examples
    --------
    >>> cell(("a", "b")), cell("=1+1"), cell(-3.5)
    ('a; b', "'=1+1", -3.5)
    """
    if isinstance(value, (tuple, list)):
        value = "; ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def _geojson(results: Results, path: Path, geometry: str, title: str) -> str:
    count = write_geojson(map(event_properties, results.event_list), path, geometry=geometry)
    return f"{count:,} features"


def _csv(results: Results, path: Path, geometry: str, title: str) -> str:
    rows = [event_properties(e) for e in results.event_list]
    names = [f.name for f in fields(Event)]
    with opened(path) as file:
        file.write("\ufeff")  # without it Excel takes Korean for something else
        table = csv.DictWriter(file, names, lineterminator="\r\n")
        table.writeheader()
        table.writerows({k: cell(v) for k, v in row.items()} for row in rows)
    return f"{len(rows):,} rows; areas are given by P-code only"


def _kml(results: Results, path: Path, geometry: str, title: str) -> str:
    return write_kml(results, path, geometry=geometry, title=title)


def _gpx(results: Results, path: Path, geometry: str, title: str) -> str:
    return write_gpx(results, path, title=title)


def _layers(results: Results, geometry: str) -> dict[str, pd.DataFrame]:
    """The tables of results, as a database or a workbook holds them."""
    tables: dict[str, pd.DataFrame] = {
        "events": _shaped(results.events, geometry),
        "sites": site_frame(results.sites),
        "mentions": mention_frame(results.extractions),
    }
    if results.records:
        tables["records"] = record_frame(results.records, results.links)
    if results.links:
        tables["links"] = link_frame(results.links)
    return tables


def _shaped(frame: GeoDataFrame, geometry: str) -> GeoDataFrame:
    """Events as points, or those known to an area as that area."""
    if geometry == "point":
        return frame
    from shapely.geometry import shape

    shapes = {code: shape(area) for code, area in areas().items()}
    wide = frame["geo_precision"].isin(AREAS)
    codes = frame["adm2"].where(frame["adm2"].notna(), frame["adm1"])
    drawn = [shapes.get(code, point) if is_wide else point
             for code, is_wide, point in zip(codes, wide, frame.geometry, strict=True)]  # fmt: skip
    return frame.set_geometry(drawn, crs=frame.crs)


def _flat(frame: pd.DataFrame, *, safe: bool = False) -> pd.DataFrame:
    """A frame without lists in its cells; with ``safe`` without formulas either."""
    flat = frame.copy()
    for name in flat.columns:
        if name != "geometry" and flat[name].dtype == object:
            flat[name] = [cell(v) if safe or isinstance(v, (tuple, list)) else v for v in flat[name]]
    return flat


def _database(driver: str) -> Callable[[Results, Path, str, str], str]:
    def write(results: Results, path: Path, geometry: str, title: str) -> str:
        import pyogrio

        tables = _layers(results, geometry)

        def fill(beside: Path) -> None:
            for number, (name, frame) in enumerate(tables.items()):
                flat = _flat(frame, safe=driver == "XLSX")
                if driver == "XLSX" and "geometry" in flat:
                    flat = flat.drop(columns="geometry")
                pyogrio.write_dataframe(flat, beside, layer=name, driver=driver, append=number > 0)

        _whole(path, fill)
        return ", ".join(f"{len(frame):,} {name}" for name, frame in tables.items())

    return write


def _flatgeobuf(results: Results, path: Path, geometry: str, title: str) -> str:
    import pyogrio

    frame = _flat(_shaped(results.events, geometry))
    _whole(path, lambda beside: pyogrio.write_dataframe(frame, beside, driver="FlatGeobuf"))
    return f"{len(frame):,} events; the format holds one table only"


def _parquet(results: Results, path: Path, geometry: str, title: str) -> str:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise OptionError(f"{path}: GeoParquet needs pyarrow; install dprk-geo[parquet]") from None
    frame = _flat(_shaped(results.events, geometry))
    _whole(path, lambda beside: frame.to_parquet(beside))
    return f"{len(frame):,} events; the format holds one table only"


def _figure(results: Results, path: Path, geometry: str, title: str) -> str:
    from .figure import write_figure

    return write_figure(results, path, title=title)


def _whole(path: Path, write: Callable[[Path], Any]) -> None:
    """Let a file take its name only when it is whole."""
    try:
        with whole(path, path.suffix) as beside:
            write(beside)
    except (OSError, RuntimeError) as error:  # GDAL's own errors are runtime errors
        raise UnreadableError(f"{path}: cannot be written ({error})") from error


Writer = Callable[[Results, Path, str, str], str]
ENDINGS: Mapping[str, Writer] = {
    ".geojson": _geojson, ".json": _geojson, ".csv": _csv, ".kml": _kml, ".kmz": _kml, ".gpkg": _database("GPKG"),
    ".png": _figure, ".svg": _figure, ".pdf": _figure, ".fgb": _flatgeobuf, ".xlsx": _database("XLSX"),
    ".parquet": _parquet, ".gpx": _gpx,
}  # fmt: skip
"""What writes a file, by its ending."""
