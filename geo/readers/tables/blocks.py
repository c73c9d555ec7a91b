"""Split delimited text into columns a block at a time, where that is the same as reading it cell by cell.

Most tables are plain: each line is a row, and quotation marks stand around whole cells. Such a block is split by one
call for all its cells. Any other block goes through :mod:`csv`, whose answer is that of the plain ones, too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import IO

__all__ = ["Block", "blocks", "plain_cells"]

_SIZE = 2**16
"""Characters that are split together: many enough to pay, few enough that an odd row costs little."""
_CELL, _ROW = "\0", "\0\n\0"
"""Marks between cells and rows: no text has them, as files with a null byte are not read line by line."""


class Block:
    """Some rows of a file: as columns where they are plain, else as cells with the line at which each row ends."""

    __slots__ = ("columns", "first", "rows")

    def __init__(
        self, first: int, columns: list[list[str]] | None, rows: Iterator[tuple[int, list[str]]]
    ) -> None:
        self.first, self.columns, self.rows = first, columns, rows


def plain_cells(text: str, delimiter: str, width: int) -> list[list[str]] | None:
    r"""Split whole lines into columns; None where they are not plain rows of that many cells.

    Parameters
    ----------
    text : str
        Ends with a line break.
    delimiter : str
    width : int
        Number of cells of each row.

    Examples
    --------
    >>> plain_cells('1,Anju\n2,"a mill, as seen"\n', ",", 2)
    [['1', '2'], ['Anju', 'a mill, as seen']]
    >>> plain_cells('1,"a ""new"" mill"\n', ",", 2) is None, plain_cells("1\n", ",", 2) is None
    (True, True)
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            return None
    number = text.count("\n")
    if '"' in text:
        parts = text.split('"')
        marked = '"'.join(parts[::2]).replace(delimiter, _CELL).replace("\n", _ROW)
        quoted = len(parts) // 2
        # Each quoted cell begins and ends with its mark, and none has a line break.
        if (
            marked.count(_CELL + '"') + marked.startswith('"') != quoted
            or marked.count('"' + _CELL) != quoted
        ):
            return None
        if marked.count("\n") != number or len(parts) % 2 == 0:
            return None
        parts[::2] = marked.split('"')
        text = "".join(parts)
    else:
        text = text.replace(delimiter, _CELL).replace("\n", _ROW)
    cells = text.split(_CELL)
    ends = cells[width :: width + 1]
    if len(cells) != number * (width + 1) + 1 or ends.count("\n") != number:
        return None
    cells.pop()
    return [cells[at :: width + 1] for at in range(width)]


def blocks(
    file: IO[str], delimiter: str, width: int, line: int, plain: Callable[[Sequence[list[str]]], bool]
) -> Iterator[Block]:
    """Yield the rest of a file by blocks; the rows of each are to be read before the next one.

    Parameters
    ----------
    file : text stream
        Opened with ``newline=""``, at the beginning of a row.
    delimiter : str
    width : int
        Number of cells of a plain row.
    line : int
        Number of lines before.
    plain : callable
        Says of the columns of a block whether each of its rows is to be taken as it stands.

    Raises
    ------
    csv.Error
        A quotation mark is never closed, or stands in the middle of a quoted cell.
    """
    rest = ""
    while True:
        read = file.read(max(_SIZE, len(rest)))
        text = rest + read
        if not text:
            return
        cut = text.rfind("\n") + 1
        if read and not cut:
            rest = text
            continue
        text, rest = (text[:cut], text[cut:]) if read else (text, "")
        columns = plain_cells(text, delimiter, width) if text.endswith("\n") else None
        if columns is not None and plain(columns):
            yield Block(line, columns, iter(()))
            line += len(columns[0])
            continue
        lines = _Lines(text, rest, file)
        yield Block(line, None, _rows(lines, delimiter, line))
        line, rest = line + lines.taken, lines.left()


class _Lines:
    """Lines of a block, and of the text after it as far as a row that begins in the block goes on there."""

    def __init__(self, text: str, rest: str, file: IO[str]) -> None:
        self._lines, self._end = io.StringIO(text, newline=""), len(text)
        self._rest, self._file = rest, file
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines, "")
        if not line:
            self._lines, self._rest = io.StringIO(self._rest + self._file.readline(), newline=""), ""
            self._end = 0
            line = next(self._lines)
        self.taken += 1
        return line

    @property
    def done(self) -> bool:
        """Whether the lines of the block are used up."""
        return self._lines.tell() >= self._end

    def left(self) -> str:
        """The text after the last line that was taken."""
        return self._lines.read() + self._rest


def _rows(lines: _Lines, delimiter: str, line: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while not lines.done:
        for cells in reader:
            yield line + lines.taken, cells
            break
