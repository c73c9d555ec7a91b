"""The input of a format's reader: a file or standard input, with name and default date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from geo.model.errors import GeoError, Report, UnreadableError

__all__ = ["Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file or standard input.

    Attributes
    ----------
    name : str
        Name in error messages.
    label : str
        Id of an article without one: the path below the given folder, without ending.
    path : Path or None
        None where ``preloaded`` has the content.
    day : datetime.date or None
        Date of articles without one.
    report : callable
        Called with each error that concerns only a part of the file.
    preloaded : bytes
        Content of standard input or of a pipe.
    """

    name: str
    label: str
    path: Path | None
    day: date | None
    report: Report
    preloaded: bytes = b""

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Open the content as a binary stream.

        Raises
        ------
        UnreadableError
            The file is missing or cannot be read.
        """
        if self.path is None:
            yield BytesIO(self.preloaded)
            return
        try:
            with self.path.open("rb") as file:
                yield file
        except OSError as error:
            if isinstance(error, GeoError):
                raise
            raise UnreadableError(f"{self.name}: {error.strerror or error}") from error

    def content(self) -> bytes:
        """The whole content.

        Raises
        ------
        UnreadableError
            The file is missing, cannot be read, or is empty.
        """
        with self.opened() as file:
            content = file.read()
        if not content.strip():
            raise self.empty()
        return content

    def empty(self) -> UnreadableError:
        """The error of a file without content."""
        return UnreadableError(f"{self.name}: the file is empty; is it still being written?")
