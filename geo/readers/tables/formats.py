"""Choose the reader of a file: by its content first, by its ending second."""

from __future__ import annotations

import shutil
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.model.errors import UnreadableError
from geo.text.terminal import printed

from .archives import DAMAGED, checked_archive
from .delimited import read_delimited
from .values import Raw, listed

__all__ = ["Source", "seekable", "source_of", "tables_of"]

_TEXT = (".csv", ".tsv", ".txt")
_JSON = (".json", ".jsonl", ".ndjson", ".geojson")
_GDAL = (".shp", ".fgb", ".gpx", ".tab", ".geojsonl")
_BLANK = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True, slots=True)
class Source:
    """A file, the table in it that the user chose (empty: the best match), and the file's name in messages."""

    path: Path
    layer: str
    name: str


def source_of(path: str | Path) -> Source:
    """Split a path into the file and the sheet or layer after ``#``."""
    text = str(path)
    if "#" in text and not Path(text).exists():
        file, _, layer = text.rpartition("#")
        if Path(file).exists():
            return Source(Path(file), layer, file)
    return Source(Path(text), "", text)


@contextmanager
def seekable(source: Source) -> Iterator[Source]:
    """Give a source that can be read more than once; standard input and pipes are copied to a temporary file."""
    if str(source.path) == "-":
        content = sys.stdin.buffer.read()
    elif source.path.exists() and not (source.path.is_file() or source.path.is_dir()):
        content = source.path.read_bytes()
    else:
        yield source
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        path.write_bytes(content)
        yield replace(source, path=path)


def tables_of(source: Source, prefer: str = "") -> Iterator[Raw]:
    """Yield the tables of a file: the chosen one, or each in its order, the one named ``prefer`` first.

    Raises
    ------
    UnreadableError
        The file is in an unknown format, damaged, or empty.
    """
    path, name, layer = source.path, source.name, source.layer
    with path.open("rb") as file:
        start = file.read(4096)
    ending = path.suffix.casefold()
    if not start.strip():
        raise UnreadableError(f"{name}: the file is empty")
    if start.startswith(b"PK\x03\x04"):
        yield from _packed(source, prefer)
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError(
            f"{name}: an old .xls workbook, or one with a password; save it as .xlsx without a password"
        )
    elif start.startswith(b"PAR1"):
        from .vectors import read_parquet

        yield read_parquet(path, name)
    elif start.startswith(b"SQLite format 3") or ending in _GDAL:
        from .vectors import read_layers

        yield from read_layers(path, name, layer, prefer)
    elif start.lstrip(_BLANK).startswith(b"<"):
        from .kml import read_kml

        yield read_kml(path, name)
    # The first cell of a CSV may begin with a bracket, so its ending counts here.
    elif ending in _JSON or (start.lstrip(_BLANK)[:1] in (b"{", b"[") and ending not in _TEXT):
        from .objects import read_objects

        yield read_objects(path, name)
    else:
        yield read_delimited(path, name)


def _packed(source: Source, prefer: str) -> Iterator[Raw]:
    path, name = source.path, source.name
    inside = checked_archive(path, name)
    names = [entry.filename for entry in inside]
    if "xl/workbook.xml" in names or "[Content_Types].xml" in names:
        from .workbooks import read_sheets

        yield from read_sheets(path, name, source.layer, prefer)
    elif any(n.casefold().endswith(".kml") for n in names):
        from .kml import read_kmz

        yield read_kmz(path, name)
    elif any(n.casefold().endswith(".shp") for n in names):
        from .vectors import read_layers

        yield from read_layers(path, name, source.layer, prefer)
    elif "content.xml" in names:
        raise UnreadableError(f"{name}: an OpenDocument sheet; save it as .xlsx")
    else:
        yield from _unpacked(source, inside, prefer)


def _unpacked(source: Source, inside: Sequence[zipfile.ZipInfo], prefer: str) -> Iterator[Raw]:
    """The only table in an archive, as GDELT and UCDP publish theirs."""
    files = [e for e in inside if Path(e.filename).suffix.casefold() in (*_TEXT[:2], *_JSON)]
    if len(files) != 1:
        content = listed([e.filename for e in files]) if files else "no table in a known format"
        raise UnreadableError(f"{source.name}: an archive with {content}; unpack it and give the table")
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
        yield from tables_of(Source(target, "", f"{source.name}, {printed(files[0].filename)}"), prefer)
