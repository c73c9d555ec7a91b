"""What is looked at in a map file before GDAL opens it.

GDAL knows a file by its content, not by its name. Some of what it knows are descriptions of other sources, local or on
the network, which it would open; so only XML of the formats that are read here is given to it, without a document
type, and no such description.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import BinaryIO, cast

from geo.model.errors import UnreadableError
from geo.text.terminal import printed
from geo.text.xml_documents import checked_root, looks_like_xml

__all__ = ["refuse_unsafe_vectors"]

_HEAD = 4096
_ROOTS = ("kml", "gpx")
_POINTERS = (b"OGRVRTDataSource", b"OGRWFSDataSource", b"OGRCSWDataSource", b"gdal_streamed_alg")
"""Words by which GDAL knows descriptions of other sources, wherever they stand in the first bytes."""
_METADATA = (".xml", ".html", ".htm", ".xsl", ".qml", ".sld")
"""Endings of descriptions beside the files of an archive, which GDAL does not open for their geometry."""


def refuse_unsafe_vectors(path: Path, name: str) -> None:
    """Refuse a map file, or an archive of some, that GDAL should not open.

    Parameters
    ----------
    path : path
    name : str
        Name of the file in messages.

    Raises
    ------
    UnreadableError
        XML in it declares a document type or is neither KML nor GPX, or it describes another source of data.
    zipfile.BadZipFile
        It is a damaged archive.
    """
    if not path.is_file():
        return
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            _check(file, name)
        return
    with zipfile.ZipFile(path) as archive:
        entries = [e for e in archive.infolist() if not e.is_dir() and not e.flag_bits & 1]
        for entry in entries:
            if len(entries) == 1 or not entry.filename.casefold().endswith(_METADATA):
                with archive.open(entry) as part:
                    head = part.read(_HEAD)
                if looks_like_xml(head) or _points(head):
                    with archive.open(entry) as part:
                        _check(cast("BinaryIO", part), f"{name}, {printed(entry.filename)}")


def _points(head: bytes) -> bool:
    plain = head.replace(b"\0", b"")
    return any(word in plain for word in _POINTERS)


def _check(file: BinaryIO, name: str) -> None:
    head = file.read(_HEAD)
    if _points(head):
        raise UnreadableError(
            f"{name}: describes another source of data; give the data itself, as GeoPackage or GeoJSON"
        )
    if looks_like_xml(head):
        file.seek(0)
        root = checked_root(file, name)
        if root not in _ROOTS:
            raise UnreadableError(
                f"{name}: XML, but neither KML nor GPX (its root is {root[:40]!r}); give GeoPackage or GeoJSON"
            )
