"""Check that an archive is safe to unpack: limited in size, not encrypted, no document types in its XML."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

from geo.model.errors import UnreadableError
from geo.text.terminal import printed
from geo.text.xml_documents import checked_root, looks_like_xml

__all__ = ["DAMAGED", "checked_archive", "flat_archive", "inflate", "is_own"]

DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError)
"""Exceptions that reading a damaged archive raises."""
_LARGEST = 2**30
_SWELLS = 500
"""Largest ratio of unpacked to packed size of an entry; sheets reach about 50."""
_OFFICE = frozenset(("[content_types].xml", "content.xml", "mimetype"))
"""Entries of packages whose every part may be read by a library."""


def checked_archive(path: Path, name: str) -> Sequence[zipfile.ZipInfo]:
    """Return the entries of an archive after checking that it is safe to unpack.

    Parameters
    ----------
    path : path
    name : str
        Name of the file in messages.

    Raises
    ------
    UnreadableError
        The archive unpacks to more than 1 GB or to 500 times its size, a part of a workbook declares a document type,
        it is damaged, or it is protected by a password.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if _OFFICE & {e.filename.casefold() for e in entries}:
                for entry in entries:
                    _refuse_types(archive, entry, name)
    except (*DAMAGED, ValueError) as error:
        raise UnreadableError(f"{name}: the archive is damaged ({error}); save it again") from error
    swollen = any(
        e.file_size > 10 * 2**20 and e.file_size > _SWELLS * max(e.compress_size, 1) for e in entries
    )
    if swollen or sum(e.file_size for e in entries) > _LARGEST:
        raise UnreadableError(f"{name}: unpacks to far more data than a table has; refused")
    if any(e.flag_bits & 1 for e in entries):
        raise UnreadableError(f"{name}: protected by a password; save it without a password")
    return entries


def is_own(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry was put into an archive by its user, and not by the program that packed it."""
    path = PurePosixPath(entry.filename)
    return not (path.parts[:1] == ("__MACOSX",) or path.name.startswith("._") or entry.is_dir())


@contextmanager
def flat_archive(path: Path) -> Iterator[Path]:
    """Give an archive whose entries are in no folder: itself, or a copy, as GDAL looks into none.

    Parameters
    ----------
    path : path
        An archive that :func:`checked_archive` found safe.
    """
    with zipfile.ZipFile(path) as archive:
        entries = [e for e in archive.infolist() if is_own(e)]
        if all("/" not in e.filename for e in entries):
            yield path
            return
        with TemporaryDirectory() as folder:
            copy = Path(folder, "layers.zip")
            with zipfile.ZipFile(copy, "w") as flat:
                for entry in entries:
                    name = PurePosixPath(entry.filename).name
                    if name not in flat.namelist():
                        flat.writestr(name, archive.read(entry))
            yield copy


def inflate(path: Path, target: Path, name: str) -> None:
    """Write what a file compressed by gzip holds to another one.

    Raises
    ------
    UnreadableError
        It holds more than 1 GB, or is damaged.
    """
    written = 0
    try:
        with gzip.open(path) as packed, target.open("wb") as file:
            while block := packed.read(2**20):
                written += len(block)
                if written > _LARGEST:
                    raise UnreadableError(f"{name}: unpacks to more than {_LARGEST >> 30} GB; split it")
                file.write(block)
    except (gzip.BadGzipFile, *DAMAGED) as error:
        raise UnreadableError(f"{name}: the compressed file is damaged ({error}); save it again") from error


def _refuse_types(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    """Refuse a part that is XML and declares a document type, whatever its name and encoding."""
    if entry.flag_bits & 1 or entry.is_dir():
        return
    with archive.open(entry) as part:
        head = part.read(1024)
    if looks_like_xml(head) or (head and entry.filename.casefold().endswith((".xml", ".rels"))):
        with archive.open(entry) as part:
            checked_root(cast("BinaryIO", part), f"{name}, {printed(entry.filename)}")
