"""ZIP archives that are one document: their parts, bounded in size."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from geo.model.errors import InputError, Report, UnreadableError
from geo.text.xml_documents import parsed_root

from ..archives import DAMAGED
from ..source import Source

__all__ = ["Container", "container"]

_LARGEST = 64 * 2**20
_SWELLS = 500
_SMALL = 2**20


class Container:
    """The parts of a document.

    Parameters
    ----------
    archive : zipfile.ZipFile
    name : str
        Name of the file in messages.
    """

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self.name = name
        self._entries = {entry.filename: entry for entry in archive.infolist()}

    def names(self) -> list[str]:
        """The names of all parts, in their order."""
        return list(self._entries)

    def content(self, part: str) -> bytes | None:
        """The content of a part; None where there is none of this name.

        Raises
        ------
        UnreadableError
            It is damaged, protected by a password, or unpacks to more than a document has.
        """
        entry = self._entries.get(part.lstrip("/"))
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise UnreadableError(f"{self.name}: protected by a password; save it without one")
        if entry.file_size > _LARGEST or entry.file_size > max(_SMALL, _SWELLS * entry.compress_size):
            raise UnreadableError(f"{self.name}, {part}: unpacks to more than a document has; refused")
        try:
            return self._archive.read(entry)
        except DAMAGED as error:
            raise UnreadableError(
                f"{self.name}, {part}: the file is damaged ({error}); save it again"
            ) from error

    def tree(self, part: str) -> Any:
        """The root element of a part; None where there is none of this name.

        Raises
        ------
        UnreadableError
            It is damaged, declares a document type, or is no well-formed XML.
        """
        content = self.content(part)
        return None if content is None else parsed_root(content, f"{self.name}, {part}")

    def further_tree(self, part: str, report: Report) -> Any:
        """The root element of a part that the document can be read without; None where it cannot be used.

        Parameters
        ----------
        part : str
        report : callable
            Called with what is wrong with the part.
        """
        try:
            return self.tree(part)
        except UnreadableError as error:
            report(error)
            return None


@contextmanager
def container(source: Source, what: str) -> Iterator[Container]:
    """Open a document.

    Parameters
    ----------
    source : Source
    what : str
        Name of its format in messages.

    Raises
    ------
    UnreadableError
        The file is missing, empty, or no ZIP archive.
    """
    with source.opened() as stream:
        head = stream.read(8)
        stream.seek(0)
        if not head.strip():
            raise source.empty()
        if head.startswith(b"\xd0\xcf\x11\xe0"):
            old = "an old file of another form, or one with a password; save it again"
            raise UnreadableError(f"{source.name}: not {what} but {old}")
        try:
            archive = zipfile.ZipFile(stream)
        except DAMAGED as error:
            raise UnreadableError(f"{source.name}: not {what}, or cut off ({error})") from error
        with archive:
            yield Container(archive, source.name)


def no_text(source: Source, what: str) -> InputError:
    """The error of a document without words."""
    return InputError(f"{source.name}: {what} without text; is it a picture of a page?")
