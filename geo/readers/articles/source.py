"""What a reader of a format is given: a file or standard input, and what is known of it beforehand."""

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
        What messages call it.
    label : str
        The id of an article that has none of its own: the path below the folder given, without ending.
    path : Path or None
        None where ``held`` has the content of standard input.
    day : datetime.date or None
        For articles that carry no date.
    report : callable
        Is given each fault that costs no more than a part of the file.
    """

    name: str
    label: str
    path: Path | None
    day: date | None
    report: Report
    held: bytes = b""

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The content as a stream, for formats that are read piece by piece.

        Raises
        ------
        UnreadableError
            The file is missing or cannot be read.
        """
        if self.path is None:
            yield BytesIO(self.held)
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
