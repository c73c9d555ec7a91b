"""Read the tables of an HTML document, as statistics offices name ``.xls`` and encyclopaedias print.

Cells that span several rows or columns are repeated in each, as in workbooks. Tables that only lay out a page, with
other tables in their cells, are not read themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from geo.model.errors import InputError, OptionError, UnreadableError
from geo.text.normalization import clean, decode

from .grids import Line, table_from_lines
from .headings import NOTES
from .values import Raw, listed

__all__ = ["is_html", "read_html_tables"]

_LARGEST = 2**27
_WIDEST = 1_000
_DOCUMENT = re.compile(rb"<!doctype\s+html|<html\b|<table\b|<head\b|<meta\b", re.IGNORECASE)
_XML = re.compile(rb"<(?:\w+:)?kml\b", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_WIDER = {
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
_NOTE = re.compile(rf"(?:\s*\[(?:\d{{1,3}}|[a-z]|(?:{'|'.join(NOTES)}) ?\d+)\])+$")
_UNSEEN = ("script", "style", "noscript", "template")


def is_html(head: bytes) -> bool:
    """Whether the first bytes of a file are those of an HTML document.

    Examples
    --------
    >>> is_html(b"<html><body><table>"), is_html(b'<?xml version="1.0"?><kml>')
    (True, False)
    """
    return _DOCUMENT.search(head) is not None and _XML.search(head) is None


def read_html_tables(path: Path, name: str, table: str = "", prefer: str = "") -> Iterator[Raw]:
    """Yield the tables of a document with more than one row: the chosen one, or each in its order.

    Parameters
    ----------
    path : path
    name : str
        Name of the file in messages.
    table : str
        Caption or number of the table to read.
    prefer : str
        Not used: tables have no names that users expect.

    Raises
    ------
    UnreadableError
        The file is larger than 128 MB, or has no table.
    OptionError
        No table has that caption or number.
    """
    if path.stat().st_size > _LARGEST:
        raise UnreadableError(f"{name}: larger than {_LARGEST >> 20} MB; split it")
    from lxml import etree, html

    try:
        root = html.document_fromstring(_text(path.read_bytes(), name), html.HTMLParser(huge_tree=False))
    except etree.ParserError:  # "<html" and nothing else
        raise UnreadableError(f"{name}: a web page without content") from None
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    tables = [(_caption(one), one) for one in root.iter("table") if one.find(".//table") is None]
    tables = [(caption, one) for caption, one in tables if len(one.findall(".//tr")) > 1]
    if not tables:
        raise UnreadableError(f"{name}: a web page without a table; read its text with extract")
    names = [caption or f"table {number}" for number, (caption, _) in enumerate(tables, 1)]
    chosen = [n for n, own in enumerate(names) if not table or table in (own, str(n + 1))]
    if not chosen:
        raise OptionError(f"{name}: no table {table!r}; there are {listed(names)}")
    for number in chosen:
        faults: list[InputError] = []
        label = f"{name}, {names[number]!r}" if len(names) > 1 else name
        raw = table_from_lines(label, list(_lines(tables[number][1])), faults, ragged=True)
        others = [own for n, own in enumerate(names) if n != number]
        if others and not table:
            raw.notes.append(f"other tables: {listed(others)}; FILE#NAME reads one of them")
        yield raw


def _text(content: bytes, name: str) -> str:
    """The text of a document: as UTF-8 where it is valid, else as declared, else as text files are read."""
    declared = _CHARSET.search(content[:4096])
    asked = declared[1].decode("ascii").casefold() if declared else ""
    for encoding in ("utf-8-sig", _WIDER.get(asked, asked)):
        try:
            text = content.decode(encoding) if encoding else ""
        except (UnicodeDecodeError, LookupError):
            continue
        if text:
            break
    else:
        text = decode(content, name)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)  # lxml refuses texts that name an encoding


def _caption(table: Any) -> str:
    caption = table.find("caption")
    return "" if caption is None else clean(" ".join(caption.text_content().split()))[:60]


def _lines(table: Any) -> Iterator[Line]:
    """Rows of cells that are not empty."""
    above: dict[int, tuple[int, str]] = {}
    for number, tr in enumerate(table.iter("tr"), 1):
        cells: list[str] = []
        own = (cell for cell in tr if cell.tag in ("td", "th"))
        for cell in islice(own, _WIDEST):
            _carry(above, cells)
            text = _cell(cell)
            rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
            for _ in range(columns):
                if rows > 1:
                    above[len(cells)] = (rows - 1, text)
                cells.append(text)
        _carry(above, cells)
        if any(cells):
            yield Line(f"row {number}", cells)


def _carry(above: dict[int, tuple[int, str]], cells: list[str]) -> None:
    """Add the cells that reach down from rows above."""
    while len(cells) in above:
        at = len(cells)
        left, text = above.pop(at)
        if left > 1:
            above[at] = (left - 1, text)
        cells.append(text)


def _cell(cell: Any) -> str:
    """The text of a cell without marks of footnotes."""
    for mark in cell.xpath(".//sup[contains(@class, 'reference')]"):
        mark.drop_tree()
    for line in cell.iter("br"):
        line.tail = "\n" + (line.tail or "")
    return _NOTE.sub("", clean(cell.text_content()))


def _span(cell: Any, name: str) -> int:
    given = str(cell.get(name, "1")).strip()
    return min(max(int(given), 1), _WIDEST) if given.isdecimal() else 1
