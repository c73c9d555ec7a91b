"""PDF: one article per file, from the text layer, with lines joined to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from geo.model.entities import Article
from geo.model.errors import InputError, UnreadableError
from geo.text.normalization import clean, one_line

from .document_marks import HYPHENATED, is_untitled, writes_day
from .filename_dates import day_in_name
from .pdf_lines import Line, paragraphs, without_furniture
from .source import Source

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

__all__ = ["read_pdf"]

_CREATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_NEWS = timedelta(days=7)
"""Longest time between a date in the text and the creation of the file for which the file is dated by its creation."""


def read_pdf(source: Source) -> Iterator[Article]:
    """Read the article of a PDF from its text layer, in reading order.

    The title is that of the metadata, unless a program set it, or else the first line. The date is that in the file
    name, or else the day on which the PDF was created. The latter counts only where the text has a date of the week
    before, since a PDF may be created long after its text.

    Raises
    ------
    UnreadableError
        The file is missing, damaged or protected by a password, or no page has a text layer. Single pages without
        a text layer are reported.
    """
    import pypdfium2

    content = source.content()
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise UnreadableError(
                f"{source.name}: is protected by a password; save a copy without one"
            ) from error
        raise UnreadableError(f"{source.name}: a damaged PDF ({error}); fetch it again") from error
    with document:
        pages: list[list[Line]] = []
        pictures: list[int] = []
        for number in range(1, len(document) + 1):
            try:
                page = document[number - 1]
                lines = list(_lines(page))
                if not lines and next(page.get_objects(), None) is not None:
                    pictures.append(number)
            except pypdfium2.PdfiumError as error:
                source.report(InputError(f"{source.name}: page {number} is damaged ({error}); it is skipped"))
                continue
            pages.append(lines)
        yield _article(source, document, pages, pictures)


def _article(source: Source, document: PdfDocument, pages: list[list[Line]], pictures: list[int]) -> Article:
    text = clean("\n".join(paragraphs(without_furniture(pages))))
    advice = "add one to scanned pages with a program such as ocrmypdf"
    if not text:
        raise UnreadableError(f"{source.name}: no page has a text layer; {advice}")
    for number in pictures:
        source.report(InputError(f"{source.name}: page {number} has no text layer; {advice}"))
    metadata = document.get_metadata_dict()
    title = one_line(metadata.get("Title", ""))
    return Article(
        source.label,
        text,
        text.split("\n", 1)[0][:200] if is_untitled(title, pdf=True) else title,
        day_in_name(source.label) or _day(metadata.get("CreationDate", ""), text) or source.day,
        path=source.name,
        line=1,
        text_origin="extracted",
    )


def _day(created: str, text: str) -> date | None:
    """The day on which a PDF was created, where its text has that date or one shortly before."""
    found = _CREATED.match(created)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
    if day is None:
        return None
    days = (day - timedelta(days=n) for n in range(_NEWS.days + 1))
    return day if any(writes_day(text, one) for one in days) else None


def _lines(page: PdfPage) -> Iterator[Line]:
    """Lines of a page in reading order, with their boxes."""
    from pypdfium2 import raw

    layer = page.get_textpage()
    letters = [raw.FPDFText_GetUnicode(layer.raw, n) for n in range(layer.count_chars())]
    begin = 0
    for end in [n for n, letter in enumerate(letters) if letter == 10] + [len(letters)]:
        seen = [n for n in range(begin, end) if letters[n] > 32]
        if seen:
            yield _line(layer, _text(letters[seen[0] : end]), seen[0], seen[-1])
        begin = end + 1


def _line(layer: Any, text: str, first: int, last: int) -> Line:
    left, _, _, top = layer.get_charbox(first, loose=True)
    _, bottom, right, over = layer.get_charbox(last, loose=True)
    return Line(text, left, right, top, bottom, over - bottom)


def _text(letters: list[int]) -> str:
    """Text of letters given as UTF-16 units, without hyphens at the end of lines."""
    units = b"".join(n.to_bytes(2, "little") if n < 0x10000 else chr(n).encode("utf-16-le") for n in letters)
    return joined(units.decode("utf-16-le", "replace")).rstrip("\r\n")


# The hyphen stays before a type word or a capital letter: "Sunghwa-ri", "Kim Jong-Un".
_HYPHEN = re.compile(rf"[\x02\ufffe](?P<kept>(?:{'|'.join(HYPHENATED)})(?![a-z])|[A-Z0-9])?")


def joined(text: str) -> str:
    r"""Join words that were hyphenated at the end of a line.

    Examples
    --------
    >>> joined("the Anju Pump Fac\x02tory in Sunghwa\x02ri")
    'the Anju Pump Factory in Sunghwa-ri'
    """
    return _HYPHEN.sub(lambda m: f"-{m['kept']}" if m["kept"] else "", text)
