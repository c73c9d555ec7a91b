"""The cells that a sheet of a workbook has, row by row: not the rectangle around them.

A sheet with one cell in its last row and column is as small as any other. openpyxl's own iteration gives all rows and
columns up to that cell, some thousand million; here, rows without cells do not come, and where cells stand far to the
right, columns without cells do not either.
"""

from __future__ import annotations

import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from .cell_formats import has_coarse_formats, shown

__all__ = ["Marks", "Span", "marks_of", "numbered_rows"]

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_FAR = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br=[\"'][A-Z]{3}\d")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br=[\"']([A-Z]{1,3})\d")
_BLOCK = 2**20
_OVERLAP = 200
"""More bytes than the begin of a cell or a merged range has."""


class Span(NamedTuple):
    """A merged range: numbers of rows and columns from 1, inclusive."""

    top: int
    left: int
    bottom: int
    right: int


class Marks(NamedTuple):
    """What is known of a sheet before its cells are read.

    Attributes
    ----------
    spans : list of Span
        Merged ranges; their columns are positions in ``columns`` where there are some.
    formulas : bool
        Whether there are formulas.
    columns : list of int or None
        The numbers of the columns that have cells, where some are far to the right.
    """

    spans: list[Span]
    formulas: bool
    columns: list[int] | None


def marks_of(path: Path, entry: str) -> Marks:
    """Look through a sheet of a workbook for merged ranges, formulas, and cells far to the right.

    Parameters
    ----------
    path : path
    entry : str
        The sheet's part of the archive.
    """
    spans: list[Span] = []
    formulas = far = False
    for text in _blocks(path, entry):
        formulas = formulas or bool(_FORMULA.search(text))
        far = far or bool(_FAR.search(text))
        for left, top, right, bottom in _MERGED.findall(text):
            span = Span(int(top), _column(left), int(bottom), _column(right))
            if span not in spans[-1:]:
                spans.append(span)
    if not far:
        return Marks(spans, formulas, None)
    letters = {found for text in _blocks(path, entry) for found in _CELL.findall(text)}
    columns = sorted(map(_column, letters))
    moved = (
        Span(s.top, bisect_left(columns, s.left) + 1, s.bottom, bisect_right(columns, s.right)) for s in spans
    )
    return Marks([s for s in moved if s.left <= s.right], formulas, columns)


def _blocks(path: Path, entry: str) -> Iterator[bytes]:
    before = b""
    with zipfile.ZipFile(path) as archive, archive.open(entry.lstrip("/")) as file:
        while block := file.read(_BLOCK):
            text = before + block
            yield text
            before = text[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def numbered_rows(sheet: Any, columns: list[int] | None) -> Iterator[tuple[int, list[Any]]]:
    """Yield the rows of a sheet that have cells: their numbers, and their values up to the last cell.

    Dates that are shown as months or years are texts.

    Parameters
    ----------
    sheet : openpyxl worksheet
        Opened read-only.
    columns : list of int or None
        Of :class:`Marks`; the values are of these columns.
    """
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._reader import WorkSheetParser

    book = sheet.parent
    coarse = has_coarse_formats(book)
    at = None if columns is None else {column: place for place, column in enumerate(columns, 1)}
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source, sheet._shared_strings, data_only=book.data_only, epoch=book.epoch,
            date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        for number, cells in parser.parse():
            places = [cell["column"] if at is None else at.get(cell["column"], 0) for cell in cells]
            values: list[Any] = [None] * max(places, default=0)
            for place, cell in zip(places, cells, strict=True):
                if place:
                    values[place - 1] = shown(ReadOnlyCell(sheet, **cell)) if coarse else cell["value"]
            yield number, values
