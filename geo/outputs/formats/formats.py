"""Write results in the format given by the file extension or by a database address.

Each format declares in its own module what it can store. From that declaration and the schema of layers follows
what a written file lacks, which is reported with every export. To add a format, write one module and add one line
to ``FORMATS``; see ``docs/add-an-output-format.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from geo.linking.dataset import Dataset
from geo.model.errors import OptionError

from .database_url import address, is_address
from .declaration import Format
from .delimited import ACLED_CSV, CSV
from .duckdb import DUCKDB, duckdb_file
from .export import Export
from .figures import FIGURE
from .flatgeobuf import FLATGEOBUF
from .geojson import GEOJSON, JSON_LINES
from .geopackage import GEOPACKAGE
from .gpx import GPX
from .kml import KML
from .layer_sources import size
from .layers import LAYERS, Layer, chosen, schema
from .metadata import candidates
from .parquet import GEOPARQUET
from .partitions import PARTITIONS, check_folder, parquet_folder
from .pmtiles import PMTILES
from .postgis import POSTGIS
from .qgis.project import QGIS_PROJECT
from .style_files import check_style, write_style
from .workbook import EXCEL

__all__ = ["FORMATS", "Format", "Written", "by_ending", "format_of", "layers_of", "targets", "write_results"]


@dataclass(frozen=True, slots=True)
class Written:
    """Report of an export: what was written and what is missing.

    Attributes
    ----------
    path : str
        Path of the file, or address of the database without its password.
    format : str
        Name of the format.
    rows : mapping of str to int
        Number of rows written, by layer.
    candidates : int
        Number of written events with the status ``candidate``.
    left_out : mapping of str to int
        Number of rows in the layers that were not written, by layer.
    lost : tuple of str
        Descriptions of what the format cannot store of the written layers.
    notes : tuple of str
        Other remarks about the export.
    """

    path: str
    format: str
    rows: Mapping[str, int]
    candidates: int
    left_out: Mapping[str, int]
    lost: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def summary(self) -> list[tuple[str, str]]:
        """The report as pairs of a label and a text."""
        entries = [("in it", _numbers(self.rows) or "nothing")]
        if "events" in self.rows:
            entries.append(("candidates", f"{self.candidates:,} of the events, by their status"))
        if self.left_out:
            entries.append(("not in it", _numbers(self.left_out)))
        if self.lost:
            entries.append(("lost", "; ".join(self.lost)))
        if self.notes:
            entries.append(("note", "; ".join(self.notes)))
        return entries

    def __str__(self) -> str:
        entries = "; ".join(f"{label}: {text}" for label, text in self.summary())
        return f"{self.path}  {self.format}; {entries}"


def _numbers(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in rows.items())


FORMATS: tuple[Format, ...] = (
    GEOJSON,
    JSON_LINES,
    CSV,
    ACLED_CSV,
    KML,
    GPX,
    FIGURE,
    GEOPACKAGE,
    QGIS_PROJECT,
    FLATGEOBUF,
    EXCEL,
    GEOPARQUET,
    PMTILES,
    POSTGIS,
    DUCKDB,
    PARTITIONS,
)
"""All formats, in the order of help texts and messages."""


def by_ending() -> dict[str, Format]:
    """Formats by file extension.

    Examples
    --------
    >>> by_ending()[".gpkg"].name
    'GeoPackage'
    """
    return {ending: form for form in FORMATS for ending in form.endings}


def targets() -> str:
    """Supported file extensions and forms of database addresses, as text for messages.

    Examples
    --------
    >>> targets()
    '.geojson, .json, .jsonl, ... or postgresql://USER@HOST/NAME[?schema=dprk] or duckdb:FILE or parquet:FOLDER'
    """
    addresses = [form.address for form in FORMATS if form.address]
    return " or ".join([", ".join(by_ending()), *addresses])


def format_of(path: str | Path) -> Format:
    """Format of a path by its longest known file extension, or of a database address.

    Raises
    ------
    OptionError
        No format has that extension, a package that it needs is not installed, or the address is not valid.

    Examples
    --------
    >>> format_of("songchon.gpkg").name, format_of("songchon.acled.csv").name
    ('GeoPackage', "ACLED's CSV")
    """
    name, known = Path(path).name.casefold(), by_ending()
    endings = [e for e in known if name.endswith(e) and name != e]
    if duckdb_file(path):
        form = DUCKDB
    elif folder := parquet_folder(path):
        form = PARTITIONS
        check_folder(folder)
    elif is_address(path):
        form = next(f for f in FORMATS if f.address)
    elif endings:
        form = known[max(endings, key=len)]
    else:
        raise OptionError(f"{path}: no format has this file extension; use one of {targets()}")
    shown = _shown(path)  # reads an address, so that a bad one is refused before any work
    for module, extra in form.needs:
        try:
            import_module(module)
        except ImportError:
            message = f"{shown}: {form.name} needs {module}; install dprk-geo[{extra}]"
            raise OptionError(message) from None
    return form


def layers_of(
    form: Format, path: str | Path, names: str | Sequence[str] = (), known: Sequence[Layer] = LAYERS
) -> tuple[Layer, ...]:
    """The requested layers, checked against what a format can store; the format's default if none is requested.

    Raises
    ------
    OptionError
        A layer does not exist, the format cannot store it, or the format stores only one layer.
    """
    layers = chosen(names, known)
    held = form.only or tuple(layer.name for layer in known)
    if not names:
        wanted = held if form.many else held[:1]
        return tuple(layer for layer in layers if layer.name in wanted)
    refused = [layer.name for layer in layers if layer.name not in held]
    if refused:
        raise OptionError(f"{_shown(path)}: {form.name} holds {', '.join(held)}, not {', '.join(refused)}")
    if form.whole and len(layers) < len(held):
        raise OptionError(f"{_shown(path)}: {form.name} takes {', '.join(held)} together; leave --layer out")
    if len(layers) > 1 and not form.many:
        several = ", ".join(e for f in FORMATS if f.many for e in f.endings)
        raise OptionError(f"{_shown(path)}: {form.name} holds one layer; {several} hold several")
    return layers


def _shown(path: str | Path) -> str:
    """A path, or an address without its password."""
    return address(str(path)).shown if is_address(path) else str(path)


def write_results(
    results: Dataset,
    path: str | Path,
    *,
    geometry: str = "point",
    layers: str | Sequence[str] = (),
    title: str = "",
    style: bool = False,
) -> Written:
    """Write results to a file in the format of its extension, to a PostGIS or DuckDB database, or to a folder.

    Parameters
    ----------
    results : Dataset
    path : path
        A file with an extension of one of :data:`FORMATS`, or ``postgresql://USER@HOST/NAME[?schema=dprk]``; for
        the latter see :mod:`geo.outputs.formats.postgis`; or ``duckdb:FILE``; or ``parquet:FOLDER``, in files by
        month (:mod:`geo.outputs.formats.partitions`).
    geometry : {"point", "area"}
        Geometry of rows located only to a county or province: the point of its seat, or its polygon.
    layers : str or sequence of str
        Names from :data:`geo.outputs.formats.layers.LAYERS`. By default all layers if the format stores several,
        else events.
    title : str
        Title of the document, for formats that have one.
    style : bool
        Whether to write files beside it that say how it is drawn, for formats that cannot hold that themselves; see
        :mod:`geo.outputs.formats.style_files`.

    Returns
    -------
    Written
        What was written and what the format cannot store; ``str`` of it is a one-line report.

    Raises
    ------
    OptionError
        No format has this file extension, a package that it needs is not installed, a layer does not exist, or
        the format cannot store it.
    UnreadableError
        The file or database cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> import geo
    >>> found = geo.read("data/samples/articles")
    >>> written = write_results(found, f"{tempfile.mkdtemp()}/songchon.gpkg", layers=["events", "counties"])
    >>> written.format, written.rows["counties"]
    ('GeoPackage', 179)
    """
    form = format_of(path)
    if geometry not in ("point", "area"):
        raise OptionError(f"geometry {geometry!r} is neither 'point' nor 'area'")
    if style:
        check_style(path)
    known = schema(results.reference.event_types)
    asked = layers_of(form, path, layers, known)
    export = Export(results, path, asked, geometry, title, form.traits)
    lost = [*_lost(form, export), *form.write(export), *_changed(form, export)]
    if style:
        export.notes += write_style(Export(results, path, asked, geometry, title, form.traits))
    others = {layer.name: size(layer, results) for layer in known if layer not in asked}
    return Written(
        _shown(path),
        form.name,
        export.counts,
        candidates(results) if "events" in export.counts else 0,
        {name: count for name, count in others.items() if count},
        tuple(lost),
        tuple(export.notes),
    )


def _lost(form: Format, export: Export) -> list[str]:
    """What a format without geometries cannot store of the exported layers."""
    if form.geometry:
        return []
    lost = []
    if any(layer.geometry == "point" for layer in export.layers):
        lost.append("no geometry: points are in lat and lon")
    if drawn := [layer.name for layer in export.layers if layer.geometry == "area"]:
        lost.append(f"no polygons of {' and '.join(drawn)}")
    elif export.geometry == "area":
        lost.append("areas are given by P-code")
    return lost


def _changed(form: Format, export: Export) -> list[str]:
    """Counts of texts that were changed for the format, and of rows left out because their key occurs twice."""
    changed = export.changed
    texts = {
        "cleaned": f"texts with characters that {form.name} cannot store, replaced by \ufffd",
        "cut": f"texts cut at {form.traits.longest:,} characters",
        "twice": "rows with the key of an earlier row, left out",
    }
    return [f"{text}: {changed[what]:,}" for what, text in texts.items() if changed[what]]
