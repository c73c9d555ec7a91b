"""The formats that articles are read from: one entry a format, with all that the rest must know of it.

A further format is one file with a function from a :class:`~geo.readers.articles.source.Source` to its articles,
and one line in :data:`FORMATS`; ``docs/add-a-format.md`` walks through it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from geo.model.entities import Article
from geo.model.errors import UnreadableError

from .html import read_html
from .jsonl import read_json_lines
from .pdf import read_pdf
from .plain import read_plain
from .source import Source

__all__ = ["FORMATS", "HEAD", "ArticleFormat", "endings", "format_of"]

HEAD = 1024
"""How many bytes of a content are looked at to know its format."""
_BLANK = b"\xef\xbb\xbf \t\r\n"
_TAG = re.compile(rb"<(?:[!?]|[A-Za-z]+[\s>/])")


@dataclass(frozen=True, slots=True)
class ArticleFormat:
    """A format of files that hold articles.

    Attributes
    ----------
    name : str
        For messages.
    endings : tuple of str
        Of its files, in small letters, with their dot.
    read : callable
        From a source to its articles. Raises a :class:`~geo.model.errors.GeoError` of the whole file and reports
        those of a part.
    signature : bytes
        How each of its files begins, by which one without a known ending is recognised; empty where many may begin so.
    looks : callable, optional
        Whether the first bytes of a content without ending, such as standard input, look like it.
    module, extra : str
        What it needs beside the library's own requirements, and the extra of ``dprk-geo`` that brings it.
    """

    name: str
    endings: tuple[str, ...]
    read: Callable[[Source], Iterator[Article]]
    signature: bytes = b""
    looks: Callable[[bytes], bool] | None = None
    module: str = ""
    extra: str = ""

    def articles(self, source: Source) -> Iterator[Article]:
        """Articles of a source.

        Raises
        ------
        UnreadableError
            What the format needs is not installed.
        """
        if self.module and find_spec(self.module) is None:
            needed = f"needs {self.module}; install dprk-geo[{self.extra}]"
            raise UnreadableError(f"{source.name}: reading {self.name} {needed}")
        yield from self.read(source)


def _bracket(head: bytes) -> bool:
    return head.lstrip(_BLANK).startswith((b"{", b"["))


def _tag(head: bytes) -> bool:
    return _TAG.match(head.lstrip(_BLANK)) is not None


FORMATS: tuple[ArticleFormat, ...] = (
    ArticleFormat("plain text", (".txt",), read_plain, looks=bool),
    ArticleFormat("a web page", (".html", ".htm"), read_html, looks=_tag),
    ArticleFormat("JSON Lines", (".jsonl", ".ndjson"), read_json_lines, looks=_bracket),
    ArticleFormat("PDF", (".pdf",), read_pdf, signature=b"%PDF-", module="pypdfium2", extra="pdf"),
)
"""Every format; of several that a content looks like, the last."""


def endings() -> tuple[str, ...]:
    """Endings that are read; other files of a folder are passed over, named ones are refused.

    Examples
    --------
    >>> endings()
    ('.txt', '.html', '.htm', '.jsonl', '.ndjson', '.pdf')
    """
    return tuple(ending for one in FORMATS for ending in one.endings)


def format_of(path: Path | None, head: bytes) -> ArticleFormat | None:
    """The format of a file: by its ending, else by a signature; of standard input also by what it looks like.

    Parameters
    ----------
    path : Path, optional
        None for standard input.
    head : bytes
        The first :data:`HEAD` bytes.

    Examples
    --------
    >>> format_of(Path("a.htm"), b"").name, format_of(Path("a.docx"), b"PK")
    ('a web page', None)
    >>> format_of(Path("report"), b"%PDF-1.7").name, format_of(None, b'{"text": ""}').name
    ('PDF', 'JSON Lines')
    """
    if path is not None:
        for one in FORMATS:
            if path.suffix.lower() in one.endings:
                return one
    for one in FORMATS:
        if one.signature and head.startswith(one.signature):
            return one
    if path is not None:
        return None
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode("utf-8", "replace")
    return next((one for one in reversed(FORMATS) if one.looks is not None and one.looks(head)), None)
