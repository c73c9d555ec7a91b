"""The formats that tables are read from: one entry a format, with all that the rest must know of it.

A further format is one file with a function from a :class:`~geo.readers.tables.source.Source` to its tables, and one
line in :data:`FORMATS`; ``docs/add-a-format.md`` walks through it.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.model.errors import UnreadableError
from geo.text.terminal import printed

from .archives import DAMAGED, checked_archive
from .delimited import read_delimited
from .kml import read_kml, read_kmz
from .objects import read_objects
from .source import Source
from .values import Raw, listed
from .vectors import read_layers, read_parquet
from .workbooks import read_sheets

__all__ = ["FORMATS", "TableFormat", "tables_of"]

_TEXT = (".csv", ".tsv", ".txt")
_JSON = (".json", ".jsonl", ".ndjson", ".geojson")
_BLANK = b"\xef\xbb\xbf \t\r\n"
_ZIP = b"PK\x03\x04"
_Read = Callable[[Source, str], Iterator[Raw]]


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format of files that hold tables.

    Attributes
    ----------
    name : str
        What people call it.
    read : callable
        From a source and the name of the sheet or layer to try first to the source's tables: the one that was asked
        for, or each in its order.
    signatures : tuple of bytes
        How its files may begin.
    packed : tuple of str
        Names of entries, or endings with their dot, of which one is in each of its ZIP archives; in small letters.
    endings : tuple of str
        Of its files, in small letters, with their dot.
    marks : bytes
        Characters of which the first that is no blank is one.
    unless : tuple of str
        Endings with which such a character says nothing: a cell of a table of text may begin with a bracket.
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
            How it begins.
        ending : str
            That of its name, in small letters.
        entries : tuple of str
            Names of its entries, in small letters, if it is a ZIP archive.
        """
        if any(
            entry.endswith(one) if one[0] == "." else entry == one for one in self.packed for entry in entries
        ):
            return True
        if head.startswith(_ZIP):
            return _ZIP in self.signatures
        first = head.lstrip(_BLANK)[:1]
        marked = bool(first) and first in self.marks and ending not in self.unless
        return marked or ending in self.endings or head.startswith(self.signatures)


def _each(read: Callable[[Path, str], Raw]) -> _Read:
    """A format that holds one table a file."""

    def tables(source: Source, prefer: str) -> Iterator[Raw]:
        yield read(source.path, source.name)

    return tables


def _several(read: Callable[[Path, str, str, str], Iterator[Raw]]) -> _Read:
    """A format whose files have sheets or layers."""

    def tables(source: Source, prefer: str) -> Iterator[Raw]:
        return read(source.path, source.name, source.layer, prefer)

    return tables


def _refused(what: str) -> _Read:
    """A format that is known so that its files are refused with what to do."""

    def tables(source: Source, prefer: str) -> Iterator[Raw]:
        raise UnreadableError(f"{source.name}: {what}")

    return tables


def _unpacked(source: Source, prefer: str) -> Iterator[Raw]:
    """The one table of an archive, as GDELT and UCDP ship theirs."""
    inside = checked_archive(source.path, source.name)
    files = [e for e in inside if Path(e.filename).suffix.casefold() in (*_TEXT[:2], *_JSON)]
    if len(files) != 1:
        told = listed([e.filename for e in files]) if files else "no table that is known"
        raise UnreadableError(f"{source.name}: an archive with {told}; unpack it and give the table")
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
            raise UnreadableError(f"{source.name}: a damaged archive ({error}); save it again") from error
        yield from tables_of(Source(target, "", f"{source.name}, {printed(files[0].filename)}"), prefer)


_OLD = "an old .xls workbook, or one with a password; save it as .xlsx without a password"

FORMATS: tuple[TableFormat, ...] = (
    TableFormat("Excel workbook", _several(read_sheets), packed=("xl/workbook.xml", "[content_types].xml")),
    TableFormat("KMZ", _each(read_kmz), packed=(".kml",)),
    TableFormat("zipped shapefile", _several(read_layers), packed=(".shp",)),
    TableFormat(
        "OpenDocument sheet", _refused("an OpenDocument sheet; save it as .xlsx"), packed=("content.xml",)
    ),
    TableFormat("archive of one table", _unpacked, (_ZIP,)),
    TableFormat("old Excel workbook", _refused(_OLD), (b"\xd0\xcf\x11\xe0",)),
    TableFormat("Parquet", _each(read_parquet), (b"PAR1",)),
    TableFormat(
        "layers that GDAL reads",
        _several(read_layers),
        (b"SQLite format 3",),
        endings=(".shp", ".fgb", ".gpx", ".tab", ".geojsonl"),
    ),
    TableFormat("KML", _each(read_kml), marks=b"<"),
    TableFormat("JSON", _each(read_objects), endings=_JSON, marks=b"{[", unless=_TEXT),
    TableFormat("delimited text", _each(read_delimited), (b"",)),
)
"""Every format; a file is of the first that it fits, so that the last is for all that is left."""


def tables_of(source: Source, prefer: str = "") -> Iterator[Raw]:
    """Tables of a file: the one that was asked for, or each in its order, that called ``prefer`` first.

    Raises
    ------
    UnreadableError
        It is of no format known, damaged, or empty.
    """
    with source.path.open("rb") as file:
        head = file.read(4096)
    if not head.strip():
        raise UnreadableError(f"{source.name}: the file is empty")
    entries: tuple[str, ...] = ()
    if head.startswith(_ZIP):
        entries = tuple(e.filename.casefold() for e in checked_archive(source.path, source.name))
    ending = source.path.suffix.casefold()
    yield from next(one for one in FORMATS if one.fits(head, ending, entries)).read(source, prefer)
