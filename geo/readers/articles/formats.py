"""The registry of article formats: one entry per format.

To add a format, write a function that reads the articles of a :class:`~geo.readers.articles.source.Source`, in a
file of its own, and add a line to :data:`FORMATS`; see ``docs/add-a-format.md``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from geo.model.entities import Article

from .archives import TAR_ENDINGS, ZIPPED_ENDINGS, read_compressed, read_tar, read_zip
from .documents.epub import read_epub
from .documents.hwp5 import read_hwp
from .documents.markdown import read_markdown
from .documents.office import read_docx, read_hwpx, read_odt
from .feeds import is_feed, read_feed
from .json_feed import is_json_feed
from .jsonl import read_json_lines
from .mail import is_mail, read_mail, read_mailbox
from .mhtml import is_mhtml, read_mhtml
from .pdf import read_pdf
from .plain import read_plain
from .saved_pages import read_saved_page
from .source import Source, needs
from .tables import read_delimited_articles, read_json, read_parquet_articles, read_table_articles
from .warc.reader import WARC_ENDINGS, is_warc, read_wacz, read_warc

__all__ = ["FORMATS", "HEAD", "ArticleFormat", "by_ending", "endings", "format_of", "is_read"]

HEAD = 1024
"""Number of bytes from the beginning of a file by which its format is recognised."""
_BLANK = b"\xef\xbb\xbf \t\r\n"
_SPREAD = re.compile(rb"\{\s*\n")
_TAG = re.compile(rb"<(?:[!?]|[A-Za-z]+[\s>/])")


@dataclass(frozen=True, slots=True)
class ArticleFormat:
    """A file format of articles.

    Attributes
    ----------
    name : str
        Name in error messages.
    endings : tuple of str
        File endings in lower case, with the dot.
    read : callable
        Reads the articles of a source. It raises a :class:`~geo.model.errors.GeoError` that concerns the whole file
        and reports one that concerns a part of it.
    signature : bytes
        First bytes of all files of the format, which identify it where the ending is unknown; empty for none.
    sniff : callable, optional
        Whether the first bytes of content without a file name, such as standard input, may be of this format.
    module, extra : str
        An optional Python module that is needed, and the extra of ``dprk-geo`` that installs it.
    """

    name: str
    endings: tuple[str, ...]
    read: Callable[[Source], Iterator[Article]]
    signature: bytes = b""
    sniff: Callable[[bytes], bool] | None = None
    module: str = ""
    extra: str = ""

    def articles(self, source: Source) -> Iterator[Article]:
        """Read the articles of a source.

        Raises
        ------
        UnreadableError
            A module that the format needs is not installed.
        """
        if self.module and find_spec(self.module) is None:
            raise needs(source.name, self.name, self.module, self.extra)
        yield from self.read(source)


def _bracket(head: bytes) -> bool:
    return head.lstrip(_BLANK).startswith((b"{", b"["))


def _array(head: bytes) -> bool:
    """Whether content begins as a JSON document of several lines or an array, not as JSON Lines."""
    begin = head.lstrip(_BLANK)
    return begin.startswith(b"[") or is_json_feed(head) or _SPREAD.match(begin) is not None


def _tag(head: bytes) -> bool:
    return _TAG.match(head.lstrip(_BLANK)) is not None


FORMATS: tuple[ArticleFormat, ...] = (
    ArticleFormat("plain text", (".txt",), read_plain, sniff=bool),
    ArticleFormat("a web page", (".html", ".htm", ".xhtml"), read_saved_page, sniff=_tag),
    ArticleFormat("JSON Lines", (".jsonl", ".ndjson"), read_json_lines, sniff=_bracket),
    ArticleFormat("a feed", (".rss", ".atom", ".xml", ".rdf"), read_feed, sniff=is_feed),
    ArticleFormat("JSON", (".json",), read_json, sniff=_array),
    ArticleFormat("delimited text", (".csv", ".tsv"), read_delimited_articles),
    ArticleFormat("a workbook", (".xlsx", ".xlsm"), read_table_articles),
    ArticleFormat("an OpenDocument workbook", (".ods",), read_table_articles),
    ArticleFormat(
        "Parquet", (".parquet",), read_parquet_articles, signature=b"PAR1", module="pyarrow", extra="parquet"
    ),
    ArticleFormat("a mail", (".eml",), read_mail, sniff=is_mail),
    ArticleFormat("a mailbox", (".mbox", ".mbx"), read_mailbox, signature=b"From "),
    ArticleFormat("a page saved as one file", (".mhtml", ".mht"), read_mhtml, sniff=is_mhtml),
    ArticleFormat("a DOCX document", (".docx", ".docm"), read_docx),
    ArticleFormat("an ODT document", (".odt",), read_odt),
    ArticleFormat("a HWPX document", (".hwpx",), read_hwpx),
    ArticleFormat("HWP 5", (".hwp",), read_hwp, module="olefile", extra="hwp"),
    ArticleFormat("an EPUB book", (".epub",), read_epub),
    ArticleFormat("Markdown", (".md", ".markdown"), read_markdown),
    ArticleFormat("a ZIP archive", (".zip",), read_zip, signature=b"PK\x03\x04"),
    ArticleFormat("a TAR archive", TAR_ENDINGS, read_tar),
    ArticleFormat("a compressed file", ZIPPED_ENDINGS, read_compressed),
    ArticleFormat("a WARC file", WARC_ENDINGS, read_warc, signature=b"WARC/1", sniff=is_warc),
    ArticleFormat("a WACZ package", (".wacz",), read_wacz),
    ArticleFormat("PDF", (".pdf",), read_pdf, signature=b"%PDF-", module="pypdfium2", extra="pdf"),
)
"""All formats. Where content may be of several of them, the last one is used."""


def endings() -> tuple[str, ...]:
    """File endings of all formats. Other files are skipped in a folder, and refused where they are named.

    Examples
    --------
    >>> endings()[:4]
    ('.txt', '.html', '.htm', '.xhtml')
    """
    return tuple(ending for one in FORMATS for ending in one.endings)


def by_ending(name: str) -> ArticleFormat | None:
    """The format of the longest ending that a file's name has.

    Examples
    --------
    >>> by_ending("A.HTM").name, by_ending("picture.png")
    ('a web page', None)
    """
    small = name.lower()
    fits = [(len(ending), one) for one in FORMATS for ending in one.endings if small.endswith(ending)]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def is_read(path: Path) -> bool:
    """Whether a file of a folder is read: it has the ending of a format.

    Examples
    --------
    >>> is_read(Path("a.htm")), is_read(Path("a.png"))
    (True, False)
    """
    return by_ending(path.name) is not None


def format_of(path: Path | None, head: bytes) -> ArticleFormat | None:
    """Recognise the format of a file by its ending, else by its first bytes; that of standard input by its content.

    Parameters
    ----------
    path : Path, optional
        None for standard input.
    head : bytes
        The first :data:`HEAD` bytes.

    Returns
    -------
    ArticleFormat or None
        None for an unknown format.

    Examples
    --------
    >>> format_of(Path("a.htm"), b"").name, format_of(Path("a.png"), b"")
    ('a web page', None)
    >>> format_of(Path("report"), b"%PDF-1.7").name, format_of(None, b'{"text": ""}').name
    ('PDF', 'JSON Lines')
    """
    if path is not None and (known := by_ending(path.name)):
        return known
    for one in FORMATS:
        if one.signature and head.startswith(one.signature):
            return one
    if path is not None:
        return None
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode("utf-8", "replace")
    return next((one for one in reversed(FORMATS) if one.sniff is not None and one.sniff(head)), None)
