"""The registry of table formats.

A new format needs one file with a function from a :class:`~geo.readers.tables.source.Source` to its tables, and one
entry in :data:`FORMATS`; see ``docs/add-a-format.md``.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.model.errors import OptionError, UnreadableError
from geo.readers.pointers import refuse_missing_annex, refuse_pointer
from geo.text.terminal import printed
from geo.text.xml_documents import looks_like_xml

from .archives import DAMAGED, checked_archive, flat_archive, inflate, is_own
from .delimited import read_delimited
from .html_tables import is_html, read_html_tables
from .kml import read_kml, read_kmz
from .objects import read_objects
from .open_document import read_open_document
from .source import Source
from .values import Raw, listed
from .vectors import read_layers, read_parquet
from .workbooks import read_sheets

__all__ = ["FORMATS", "TableFormat", "tables_of"]

_TEXT = (".csv", ".tsv", ".txt")
_JSON = (".json", ".jsonl", ".ndjson", ".geojson", ".geojsons", ".geojsonseq")
_BLANK = b"\xef\xbb\xbf \t\r\n\x1e"
_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_ZIP = b"PK\x03\x04"
_Read = Callable[[Source, str], Iterator[Raw]]


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format of table files.

    Attributes
    ----------
    name : str
        Name of the format.
    read : callable
        Takes a source and the name of the sheet or layer to try first; yields the chosen table, or each in its order.
    signatures : tuple of bytes
        Possible first bytes of its files.
    packed : tuple of str
        For formats in ZIP archives: entry names, or endings with a dot, one of which is in each archive; lower case.
    endings : tuple of str
        Endings of its files, in lower case, with a dot.
    marks : bytes
        Possible first characters of its files, blanks aside.
    unless : tuple of str
        Endings for which ``marks`` do not count: the first cell of a CSV may begin with a bracket.
    """

    name: str
    read: _Read
    signatures: tuple[bytes, ...] = ()
    packed: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    marks: bytes = b""
    unless: tuple[str, ...] = ()

    def fits(self, head: bytes, ending: str, entries: tuple[str, ...]) -> bool:
        """Whether a file is of this format.

        Parameters
        ----------
        head : bytes
            First bytes of the file.
        ending : str
            Ending of its name, in lower case.
        entries : tuple of str
            For a ZIP archive, the names of its entries in lower case.
        """
        if any(
            entry.endswith(one) if one[0] == "." else entry == one for one in self.packed for entry in entries
        ):
            return True
        if head.startswith(_ZIP):
            return _ZIP in self.signatures
        first = b"<" if looks_like_xml(head) else head.lstrip(_BLANK)[:1]
        marked = bool(first) and first in self.marks and ending not in self.unless
        return marked or ending in self.endings or head.startswith(self.signatures)


def _each(read: Callable[[Path, str], Raw]) -> _Read:
    """Adapt a reader of a format with one table per file."""

    def tables(source: Source, prefer: str) -> Iterator[Raw]:
        if source.layer:
            raise OptionError(f"{source.name}#{source.layer}: this format has one table, which has no name")
        yield read(source.path, source.name)

    return tables


def _parts(read: Callable[[Path, str, str], Raw]) -> _Read:
    """Adapt a reader of a format with one table, of which a named part can be read."""

    def tables(source: Source, prefer: str) -> Iterator[Raw]:
        yield read(source.path, source.name, source.layer)

    return tables


def _several(read: Callable[[Path, str, str, str], Iterator[Raw]]) -> _Read:
    """Adapt a reader of a format with sheets or layers."""

    def tables(source: Source, prefer: str) -> Iterator[Raw]:
        return read(source.path, source.name, source.layer, prefer)

    return tables


def _refused(what: str) -> _Read:
    """A reader that refuses a known format with a remedy."""

    def tables(source: Source, prefer: str) -> Iterator[Raw]:
        raise UnreadableError(f"{source.name}: {what}")

    return tables


def _marked_up(source: Source, prefer: str) -> Iterator[Raw]:
    """The placemarks of a KML document, or the tables of an HTML document, which is often named .xls."""
    with source.path.open("rb") as file:
        head = file.read(4096)
    if _SPREADSHEET in head:
        raise UnreadableError(f"{source.name}: an XML spreadsheet of 2003; save it as .xlsx")
    if is_html(head):
        return read_html_tables(source.path, source.name, source.layer, prefer)
    return iter((read_kml(source.path, source.name, source.layer),))


def _shapefile(source: Source, prefer: str) -> Iterator[Raw]:
    """The layers of a zipped shapefile, also where its files are in a folder of the archive."""
    with flat_archive(source.path) as path:
        yield from read_layers(path, source.name, source.layer, prefer)


def _inflated(source: Source, prefer: str) -> Iterator[Raw]:
    """The table in a file that was compressed by gzip."""
    ending = "".join(Path(source.name).suffixes[-2:-1]) or ".csv"
    with TemporaryDirectory() as folder:
        target = Path(folder, f"table{ending}")
        inflate(source.path, target, source.name)
        yield from tables_of(Source(target, source.layer, source.name), prefer)


def _unpacked(source: Source, prefer: str) -> Iterator[Raw]:
    """The only table in an archive, as GDELT and UCDP publish theirs, or the one that is named."""
    inside = checked_archive(source.path, source.name)
    files = [e for e in inside if is_own(e) and Path(e.filename).suffix.casefold() in (*_TEXT[:2], *_JSON)]
    if named := [e for e in files if source.layer and e.filename == source.layer]:
        files, source = named, Source(source.path, "", source.name)
    if len(files) != 1:
        content = listed([e.filename for e in files]) if files else "no table in a known format"
        how = "choose one as FILE#NAME" if files else "unpack it and give the table"
        raise UnreadableError(f"{source.name}: an archive with {content}; {how}")
    with TemporaryDirectory() as folder:
        target = Path(folder, f"table{Path(files[0].filename).suffix}")
        try:
            with (
                zipfile.ZipFile(source.path) as archive,
                archive.open(files[0]) as packed,
                target.open("wb") as file,
            ):
                shutil.copyfileobj(packed, file)
        except DAMAGED as error:
            raise UnreadableError(
                f"{source.name}: the archive is damaged ({error}); save it again"
            ) from error
        yield from tables_of(
            Source(target, source.layer, f"{source.name}, {printed(files[0].filename)}"), prefer
        )


_OLD = "an old .xls workbook, or one with a password; save it as .xlsx without a password"

FORMATS: tuple[TableFormat, ...] = (
    TableFormat("Excel workbook", _several(read_sheets), packed=("xl/workbook.xml", "[content_types].xml")),
    TableFormat("KMZ", _parts(read_kmz), packed=(".kml",)),
    TableFormat("zipped shapefile", _shapefile, packed=(".shp",)),
    TableFormat("OpenDocument workbook", _several(read_open_document), packed=("content.xml",)),
    TableFormat("archive of one table", _unpacked, (_ZIP,)),
    TableFormat("file compressed by gzip", _inflated, (b"\x1f\x8b",)),
    TableFormat("old Excel workbook", _refused(_OLD), (b"\xd0\xcf\x11\xe0",)),
    TableFormat("Parquet", _each(read_parquet), (b"PAR1",)),
    TableFormat(
        "layers that GDAL reads",
        _several(read_layers),
        (b"SQLite format 3",),
        endings=(".shp", ".dbf", ".fgb", ".gpx", ".tab", ".geojsonl"),
    ),
    TableFormat("KML or the tables of a web page", _marked_up, marks=b"<"),
    TableFormat("JSON", _parts(read_objects), endings=_JSON, marks=b"{[", unless=_TEXT),
    TableFormat("delimited text", _each(read_delimited), (b"",)),
)
"""All formats; the first one that fits is used, and the last one fits every other file."""


def tables_of(source: Source, prefer: str = "") -> Iterator[Raw]:
    """Yield the tables of a file: the chosen one, or each in its order, the one named ``prefer`` first.

    Raises
    ------
    UnreadableError
        The file is in an unknown format, damaged, or empty.
    """
    refuse_missing_annex(source.path, source.name)
    with source.path.open("rb") as file:
        head = file.read(4096)
    if not head.strip():
        raise UnreadableError(f"{source.name}: the file is empty")
    refuse_pointer(head, source.name)
    entries: tuple[str, ...] = ()
    if head.startswith(_ZIP):
        entries = tuple(e.filename.casefold() for e in checked_archive(source.path, source.name))
    ending = source.path.suffix.casefold()
    yield from next(one for one in FORMATS if one.fits(head, ending, entries)).read(source, prefer)
