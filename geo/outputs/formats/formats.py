"""Dataset in the formats that people open elsewhere, chosen by the file's ending or by a database's address.

Each format declares in its own file what it can hold; from that and the schema of layers follows what of the
results is not in a file, which is said of each one written. A new format is one file, and one line in ``FORMATS``:
``docs/add-an-output-format.md``.
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
from .export import Export
from .figures import FIGURE
from .flatgeobuf import FLATGEOBUF
from .geojson import GEOJSON, JSON_LINES
from .geopackage import GEOPACKAGE
from .gpx import GPX
from .kml import KML
from .layer_rows import size
from .layers import LAYERS, Layer, chosen, schema
from .metadata import candidates
from .parquet import GEOPARQUET
from .pmtiles import PMTILES
from .postgis import POSTGIS
from .workbook import EXCEL

__all__ = ["FORMATS", "Format", "Written", "by_ending", "format_of", "layers_of", "targets", "write_results"]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what was not.

    Attributes
    ----------
    path : str
        Where to; an address without its password.
    format : str
    rows : mapping of str to int
        Rows by layer.
    candidates : int
        How many of the events have the status candidate; 0 where events are not in it.
    left_out : mapping of str to int
        Rows by layer that are not in it.
    lost : tuple of str
        What of the layers in it the format cannot hold, in words.
    notes : tuple of str
        What else is to be known of the writing.
    """

    path: str
    format: str
    rows: Mapping[str, int]
    candidates: int
    left_out: Mapping[str, int]
    lost: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def told(self) -> list[tuple[str, str]]:
        """What is said of it, each with a short word for what it is about."""
        said = [("in it", _numbers(self.rows) or "nothing")]
        if "events" in self.rows:
            said.append(("candidates", f"{self.candidates:,} of the events, by their status"))
        if self.left_out:
            said.append(("not in it", _numbers(self.left_out)))
        if self.lost:
            said.append(("lost", "; ".join(self.lost)))
        if self.notes:
            said.append(("note", "; ".join(self.notes)))
        return said

    def __str__(self) -> str:
        said = "; ".join(f"{what}: {words}" for what, words in self.told())
        return f"{self.path}  {self.format}; {said}"


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
    FLATGEOBUF,
    EXCEL,
    GEOPARQUET,
    PMTILES,
    POSTGIS,
)
"""Every format, in the order in which help and messages list them; each is declared in a file of its own."""


def by_ending() -> dict[str, Format]:
    """Formats by the endings of their files.

    Examples
    --------
    >>> by_ending()[".gpkg"].name
    'GeoPackage'
    """
    return {ending: form for form in FORMATS for ending in form.endings}


def targets() -> str:
    """What can be written to, in words: the endings of files, and how addresses are written.

    Examples
    --------
    >>> targets()
    '.geojson, .json, .jsonl, ... or postgresql://USER@HOST/NAME[?schema=dprk]'
    """
    addresses = [form.address for form in FORMATS if form.address]
    return " or ".join([", ".join(by_ending()), *addresses])


def format_of(path: str | Path) -> Format:
    """The format of a path's ending, the longest that is known, or of a database's address.

    Raises
    ------
    OptionError
        No format has that ending, or what writes it is not installed, or the address is none.

    Examples
    --------
    >>> format_of("songchon.gpkg").name, format_of("songchon.acled.csv").name
    ('GeoPackage', "ACLED's CSV")
    """
    name, known = Path(path).name.casefold(), by_ending()
    endings = [e for e in known if name.endswith(e) and name != e]
    if is_address(path):
        form = next(f for f in FORMATS if f.address)
    elif endings:
        form = known[max(endings, key=len)]
    else:
        raise OptionError(f"{path}: no format of that ending; there are {targets()}")
    for module, extra in form.needs:
        try:
            import_module(module)
        except ImportError:
            message = f"{_shown(path)}: {form.name} needs {module}; install dprk-geo[{extra}]"
            raise OptionError(message) from None
    return form


def layers_of(
    form: Format, path: str | Path, names: str | Sequence[str] = (), known: Sequence[Layer] = LAYERS
) -> tuple[Layer, ...]:
    """The layers of ``known`` that a format takes of those that are asked for; its own choice where none is.

    Raises
    ------
    OptionError
        There is no layer of a name, the format cannot hold it, or holds only one.
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
    """A path or address as it may be printed."""
    return address(str(path)).shown if is_address(path) else str(path)


def write_results(
    results: Dataset,
    path: str | Path,
    *,
    geometry: str = "point",
    layers: str | Sequence[str] = (),
    title: str = "",
) -> Written:
    """Write results to a file in the format of its ending, or to a PostGIS database.

    Parameters
    ----------
    results : Dataset
    path : path
        Ending as one of :data:`FORMATS` does, or ``postgresql://USER@HOST/NAME[?schema=dprk]``; of the latter see
        :mod:`geo.outputs.formats.postgis`.
    geometry : {"point", "area"}
        Whether what is known only to its county or province stands at the seat or as its area.
    layers : str or sequence of str
        One or more names of :data:`geo.outputs.formats.layers.LAYERS`; by default all where the format holds several,
        else events.
    title : str
        Of the document, where the format has one.

    Returns
    -------
    Written
        What was written, and what the format cannot hold; as text, a line that says so.

    Raises
    ------
    OptionError
        No format has that ending, or what writes it is not installed; no such layer, or the format cannot hold
        it.
    UnreadableError
        The file cannot be written.

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
    known = schema(results.reference.event_types)
    asked = layers_of(form, path, layers, known)
    export = Export(results, path, asked, geometry, title, form.traits)
    lost = [*_lost(form, export), *form.write(export), *_changed(form, export)]
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
    """What follows from a format's limits for the layers that it is given."""
    if form.geometry:
        return []
    said = []
    if any(layer.geometry == "point" for layer in export.layers):
        said.append("no geometry: points are in lat and lon")
    if drawn := [layer.name for layer in export.layers if layer.geometry == "area"]:
        said.append(f"no polygons of {' and '.join(drawn)}")
    elif export.geometry == "area":
        said.append("areas are given by P-code")
    return said


def _changed(form: Format, export: Export) -> list[str]:
    """What the format could not hold of the values, and rows that are there once only."""
    changed = export.changed
    said = {
        "cleaned": f"texts with characters that {form.name} cannot hold, for which \ufffd stands",
        "cut": f"texts cut at {form.traits.longest:,} characters",
        "twice": "rows that stood twice under one key, the first is kept",
    }
    return [f"{words}: {changed[what]:,}" for what, words in said.items() if changed[what]]
