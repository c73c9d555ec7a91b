"""Read delimited text line by line, without holding the file: rows of other countries are left out as they pass."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any

from geo.model.errors import InputError, UnreadableError

from .blocks import blocks
from .cell_columns import CellColumns
from .delimiters import delimiter_of
from .grids import Line, rows_of, table_from_lines
from .layouts import Layout, layout_of
from .values import WHERE, Raw

__all__ = ["LONGEST", "has_lines", "is_plain", "streamed"]

LONGEST = 16 * 2**20
"""Largest number of bytes in a line and of characters in a cell; longer ones are not those of a table."""
_LARGEST = 2**30
_BLOCK = 2**20
_SHORT = 100
"""Largest number of characters of a cell that is remembered as one of another country."""
_FIRST = 200
"""Number of rows by which the header and the publisher's layout are recognised."""


def is_plain(path: Path, name: str) -> bool:
    """Whether a file is UTF-8 text, which can be read line by line; its size and the length of its lines are checked.

    Parameters
    ----------
    path : path
    name : str
        Name of the file in messages.

    Raises
    ------
    UnreadableError
        The file is larger than 1 GB, or has a line of more than 16 MB.
    """
    if not has_lines(path, name):
        return False
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if not _decodes(decoder, block):
                return False
    return _decodes(decoder, b"", final=True)


def has_lines(path: Path, name: str) -> bool:
    """Whether a file may be text that can be read line by line; its size and the length of its lines are checked.

    Parameters
    ----------
    path : path
    name : str
        Name of the file in messages.

    Raises
    ------
    UnreadableError
        The file is larger than 1 GB, or has a line of more than 16 MB.
    """
    since = total = 0
    plain = True
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            total += len(block)
            cut = block.rfind(b"\n")
            since = since + len(block) if cut < 0 else len(block) - cut
            if since > LONGEST:
                what = f"longer than {LONGEST >> 20} MB; a table has one row per line"
                raise UnreadableError(f"{name}, line {_lines_before(path, total - since) + 1}: {what}")
            if total > _LARGEST:
                raise UnreadableError(f"{name}: larger than {_LARGEST >> 30} GB; split it")
            plain = plain and b"\0" not in block
    return plain


def _lines_before(path: Path, end: int) -> int:
    """Number of line ends in the first bytes of a file, up to and including one."""
    with path.open("rb") as file:
        blocks = iter(lambda: file.read(min(_BLOCK, max(0, end + 1 - file.tell()))), b"")
        return sum(block.count(b"\n") for block in blocks)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def streamed(path: Path, name: str, faults: list[InputError]) -> Raw | None:
    """Read a UTF-8 file line by line, after :func:`has_lines`.

    Parameters
    ----------
    path : path
    name : str
        Name of the file in messages.
    faults : list of InputError
        Errors of single rows are added to it.

    Returns
    -------
    Raw or None
        Without the rows of other countries where the publisher's layout has a column for the country; None where a
        quotation mark is never closed, or the file is not UTF-8 as a whole, so that it must be read as a whole.

    Raises
    ------
    UnreadableError
        The file is empty.
    InputError
        It has no header.
    """
    csv.field_size_limit(LONGEST)
    try:
        return _streamed(path, name, faults)
    except UnicodeDecodeError:
        return None


def _streamed(path: Path, name: str, faults: list[InputError]) -> Raw | None:
    with path.open(encoding="utf-8", newline="") as file:
        head = file.read(_BLOCK)
        if not head.strip("\ufeff\r\n\t "):
            raise UnreadableError(f"{name}: the file is empty")
        text = head.lstrip("\ufeff\r\n")
        _, delimiter, declared = delimiter_of(text[: text.rfind("\n") + 1] or text)
        file.seek(3 if head.startswith("\ufeff") else 0)
        skipped = _skip(file, declared)
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            first = list(islice(_filled(reader, skipped), _FIRST))
            raw = table_from_lines(name, first, faults)
            layout = layout_of(raw.header)
            if layout is not None and layout.country in raw.positions:
                ours = _of_the_country(reader, raw, layout)
                raw.rows = [*raw.rows, *_rows(ours, reader, raw, skipped, faults)]
            elif len(set(raw.positions)) < len(raw.positions):
                raw.rows = [*raw.rows, *_rows(reader, reader, raw, skipped, faults)]
            else:
                file.seek(3 if head.startswith("\ufeff") else 0)
                for _ in range(skipped + reader.line_num):
                    file.readline()
                raw.rows = _columns(file, delimiter, raw, skipped + reader.line_num, faults)
        except csv.Error:
            return None
    raw.plain = True
    return raw


def _skip(file: Any, declared: int) -> int:
    """Skip blank lines at the beginning, and a line that declares the delimiter; return how many lines that were."""
    if not declared:
        return 0
    skipped = 1
    while not file.readline().strip("\ufeff\r\n"):
        skipped += 1
    return skipped


def _filled(reader: Any, skipped: int) -> Iterator[Line]:
    """Rows that are not empty."""
    for cells in reader:
        if any(map(str.strip, cells)):
            yield Line(f"line {skipped + reader.line_num}", cells)


def _of_the_country(reader: Any, raw: Raw, layout: Layout) -> Iterator[Sequence[str]]:
    """Rows but those of another country, which are only counted.

    A row with a cell too many or too few is kept, as its country may be in another column.
    """
    at, width = raw.positions.index(layout.country), len(raw.positions)
    outside: set[str] = set()
    left_out = 0
    for cells in reader:
        if len(cells) == width:
            value = cells[at]
            if value in outside:
                left_out += 1
                continue
            if layout.elsewhere({layout.country: value}) and value.strip() != layout.country:
                if len(value) < _SHORT:
                    outside.add(value)
                left_out += 1
                continue
        yield cells
    raw.left_out = left_out


def _columns(file: IO[str], delimiter: str, raw: Raw, line: int, faults: list[InputError]) -> CellColumns:
    """All rows as columns: the first ones, and those of the rest of the file."""
    names = raw.positions
    rows = CellColumns(names, [[] for _ in names])
    for row in raw.rows:
        rows.add_row(row)

    def plain(columns: Sequence[list[str]]) -> bool:
        """Whether no row of a block is empty, or the header again."""
        begins = set(map(str.strip, columns[0]))
        if names[0] in begins:
            return False
        return "" not in begins or all(any(map(str.strip, cells)) for cells in zip(*columns, strict=True))

    for block in blocks(file, delimiter, len(names), line, plain):
        if block.columns is not None:
            rows.add(block.columns, range(block.first + 1, block.first + 1 + len(block.columns[0])))
            continue
        for where, cells in block.rows:
            if any(map(str.strip, cells)):
                for row in rows_of(raw.name, names, (Line(f"line {where}", cells),), faults):
                    rows.add_row(row)
    return rows


def _rows(
    rows: Iterable[Sequence[str]], reader: Any, raw: Raw, skipped: int, faults: list[InputError]
) -> Iterator[dict[str, Any]]:
    """Rows by column that are not empty; those with as many cells as the header has names are made at once."""
    names = raw.positions
    width, first = len(names), names[0]
    distinct = len(set(names)) == width
    for cells in rows:
        begin = cells[0].strip() if cells else ""
        if not begin and not any(map(str.strip, cells)):
            continue
        where = f"line {skipped + reader.line_num}"
        if distinct and len(cells) == width and begin != first:
            row: dict[str, Any] = dict(zip(names, cells, strict=False))
            row[WHERE] = where
            yield row
        else:
            yield from rows_of(raw.name, names, (Line(where, cells),), faults)
