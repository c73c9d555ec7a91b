"""The input of a format's reader: a file or standard input, with name and default date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import BinaryIO

from geo.model.entities import Article
from geo.model.errors import GeoError, InputError, Report, UnreadableError
from geo.text.normalization import shown

from .allowance import Allowance

__all__ = ["LeftOut", "Nested", "OtherKindError", "Source", "is_kind", "kind_of", "label_of", "needs"]


class OtherKindError(InputError):
    """A file that is none of articles, though others with its ending are; in a folder it is counted and skipped."""


@dataclass(frozen=True, slots=True)
class Nested:
    """How files that are inside of other ones are read.

    Attributes
    ----------
    read : callable
        Takes the source of such a file, and its name by which the format is recognised.
    knows : callable
        Whether a file of a name is of a format of articles.
    """

    read: Callable[[Source, str], Iterator[Article]]
    knows: Callable[[str], bool]


LeftOut = Callable[[str, int], None]
"""Called with what is left out by its nature, which is no error, and how many of it: files of other kinds by their
ending (".png"), and in words what is not text of an article ("mails without their quoted replies")."""


def _uncounted(what: str, number: int) -> None:
    """Take no notice of what is left out."""


def needs(name: str, what: str, module: str, extra: str) -> UnreadableError:
    """The error of a file whose reading needs a package that is not installed.

    Examples
    --------
    >>> str(needs("a.pdf", "PDF", "pypdfium2", "pdf"))
    "a.pdf: reading PDF needs pypdfium2; install dprk-geo[pdf], in a checkout with: pip install '.[pdf]'"
    """
    how = f"install dprk-geo[{extra}], in a checkout with: pip install '.[{extra}]'"
    return UnreadableError(f"{name}: reading {what} needs {module}; {how}")


def kind_of(name: str) -> str:
    """The kind of a file that is not read: its ending.

    Examples
    --------
    >>> kind_of("a/map.PNG"), kind_of("a.b/README")
    ('.png', 'without an ending')
    """
    ending = PurePosixPath(name).suffix.lower()
    return ending if 1 < len(ending) <= _ENDING else _NONE


def is_kind(what: str) -> bool:
    """Whether what is left out are files of a kind, not parts of them."""
    return what.startswith(".") or what == _NONE


def _unread(source: Source, file: str) -> Iterator[Article]:
    """Read no file that is inside of another one."""
    raise UnreadableError(f"{source.name}: files inside of files are read by read_articles only")


def label_of(path: str) -> str:
    """The label of a file: its path without ending, and without the ending before ``.gz``.

    Examples
    --------
    >>> label_of("2024/a.txt"), label_of("crawl.warc.gz"), label_of("No. 3"), label_of(".txt")
    ('2024/a', 'crawl', 'No. 3', '.txt')
    """
    plain = PurePosixPath(path)
    if not plain.name:
        return shown(path)
    if plain.suffix.lower() in _PACKED:
        plain = plain.with_suffix("")
    return shown(plain.with_suffix("").as_posix() if " " not in plain.suffix else plain.as_posix())


_NONE = "without an ending"
_ENDING = 12
"""Number of characters of the longest ending; what follows the last point of other names is words."""
_PACKED = (".gz", ".zst", ".bz2", ".xz")


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
        Content of standard input, of a pipe, or of a file that is inside of another one.
    left_out : callable
        Called with what is left out though it is no error, and how many (:data:`LeftOut`).
    nested : Nested
        Reads a file that is inside of this one.
    allowance : Allowance
        What may still be unpacked.
    depth : int
        In how many files this one is.
    """

    name: str
    label: str
    path: Path | None
    day: date | None
    report: Report
    preloaded: bytes = b""
    left_out: LeftOut = _uncounted
    nested: Nested = field(default_factory=lambda: Nested(_unread, bool))
    allowance: Allowance = field(default_factory=Allowance)
    depth: int = 0

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

    def content(self, most: int = -1, remedy: str = "") -> bytes:
        """The whole content.

        Parameters
        ----------
        most : int
            Largest number of bytes; no limit where it is negative.
        remedy : str
            What to do with a larger file, as the end of a message.

        Raises
        ------
        UnreadableError
            The file is missing, cannot be read, or is empty or too large.
        """
        with self.opened() as file:
            content = file.read(most + 1 if most >= 0 else -1)
        if 0 <= most < len(content):
            raise UnreadableError(f"{self.name}: larger than {most >> 20} MB; {remedy}")
        if not content.strip():
            raise self.empty()
        return content

    @contextmanager
    def on_disk(self, ending: str = "") -> Iterator[Path]:
        """A path of the content, for libraries that read files only; a temporary file where it is not one.

        Parameters
        ----------
        ending : str
            Of the temporary file's name, with the dot.
        """
        if self.path is not None:
            yield self.path
            return
        with TemporaryDirectory() as folder:
            path = Path(folder, f"file{ending}")
            path.write_bytes(self.preloaded)
            yield path

    def part(self, file: str, content: bytes = b"", path: Path | None = None) -> Source:
        """The source of a file that is inside of this one.

        Parameters
        ----------
        file : str
            Its name or path; only words of messages and of ids, never a path on disk.
        content : bytes
            Its content, or that of ``path``.
        path : Path, optional
            A temporary file that holds the content.
        """
        inside = shown(file)
        return replace(
            self,
            name=f"{self.name}/{inside}",
            label=f"{self.label}/{label_of(inside)}",
            path=path,
            preloaded=content,
            depth=self.depth + 1,
        )

    def empty(self) -> UnreadableError:
        """The error of a file without content."""
        return UnreadableError(f"{self.name}: the file is empty; is it still being written?")
