"""Read delimited text: CSV, tab- or semicolon-separated files, in one or several encodings."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from geo.model.errors import InputError, UnreadableError
from geo.text.normalization import decode

from .grids import Line, table_from_lines
from .layouts import headerless_layout
from .values import Raw

__all__ = ["read_delimited", "text_of"]

_NO_TEXT = "is it damaged, or is its ending wrong?"
_LONGEST = 16 * 2**20
"""Largest number of bytes in a line and of characters in a cell; longer ones are not those of a table."""
_LARGEST = 2**30
_BLOCK = 2**20
_FIRST = 30
"""Number of lines that are inspected to find the delimiter."""


def read_delimited(path: Path, name: str) -> Raw:
    """Read a CSV, semicolon- or tab-separated file.

    Parameters
    ----------
    path : path
        In UTF-8, UTF-16, CP949 or Windows-1252. Lines in a different encoding than most are decoded separately
        and reported.
    name : str
        Name of the file in messages.

    Raises
    ------
    UnreadableError
        The file is binary, empty, or has a line of more than 16 MB.
    InputError
        It has no header.
    """
    faults: list[InputError] = []
    whole = text_of(_bounded(path, name), name, faults)
    text = whole.lstrip("\ufeff\r\n")
    if not text.strip():
        raise UnreadableError(f"{name}: the file is empty")
    skipped = whole.count("\n") - text.count("\n")
    csv.field_size_limit(_LONGEST)
    text, delimiter, declared = _delimiter(text)
    lines = list(_lines(name, text, delimiter, skipped + declared, faults))
    return table_from_lines(name, lines, faults)


def _bounded(path: Path, name: str) -> bytes:
    """The bytes of a file, after checking its size and the length of its lines."""
    blocks, since, total = [], 0, 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            blocks.append(block)
            total += len(block)
            cut = block.rfind(b"\n")
            since = since + len(block) if cut < 0 else len(block) - cut
            if since > _LONGEST:
                at = sum(b.count(b"\n") for b in blocks) + 1
                raise UnreadableError(
                    f"{name}, line {at}: longer than {_LONGEST >> 20} MB; a table has one row per line"
                )
            if total > _LARGEST:
                raise UnreadableError(f"{name}: larger than {_LARGEST >> 30} GB; split it")
    return b"".join(blocks)


def text_of(content: bytes, name: str, faults: list[InputError]) -> str:
    """Decode the content of a file; lines in different encodings are decoded one by one.

    Parameters
    ----------
    content : bytes
    name : str
        Name of the file in messages.
    faults : list of InputError
        An error is added for each line in the less common encoding.

    Raises
    ------
    UnreadableError
        The content is binary.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        return decode(content, name, _NO_TEXT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    lines = content.split(b"\n")
    foreign = [n for n, line in enumerate(lines) if not line.isascii()]
    unicode = {n for n in foreign if _is_utf8(lines[n])}
    if not unicode:
        try:
            return decode(content, name, _NO_TEXT)
        except UnreadableError:
            pass  # single lines may still be readable
    fewer = unicode if 0 < len(unicode) * 2 < len(foreign) else set(foreign) - unicode
    texts = []
    for n, line in enumerate(lines):
        try:
            texts.append(decode(line, name, _NO_TEXT))
            why = "in a different encoding than the rest"
        except UnreadableError:
            texts.append(line.decode("utf-8", "replace"))
            why = "in an unknown encoding"
        if n in fewer:
            faults.append(InputError(f"{name}, line {n + 1}: {why}; read as {texts[n].strip()[:60]!r}"))
    return "\n".join(texts)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(text: str) -> tuple[str, str, int]:
    """The text without a "sep=;" line, the delimiter, and how many lines were removed (0 or 1)."""
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        return rest, first.strip()[4], 1
    head = [line for line in islice(io.StringIO(text, newline=""), _FIRST) if line.strip()]
    split = {mark: [next(csv.reader([line], delimiter=mark), []) for line in head] for mark in ",\t;|"}
    for mark, rows in split.items():
        if any(map(headerless_layout, rows)):
            return text, mark, 0
    agreed = {mark: _agreement(rows) for mark, rows in split.items()}
    most = max(times for times, _, _ in agreed.values())
    fits = [mark for mark, (times, _, _) in agreed.items() if times >= 0.7 * most]
    return text, min(fits, key=lambda mark: (agreed[mark][1], -agreed[mark][2], -agreed[mark][0])), 0


def _agreement(rows: Sequence[Sequence[str]]) -> tuple[int, int, int]:
    """How many lines have the most frequent number of cells, the index of the first of them, and that number.

    Commas in texts give each line another number of cells, or at least the header; a title line has one cell.
    """
    counts = [len(row) for row in rows]
    several = Counter(n for n in counts if n > 1)
    if not several:
        return 0, len(rows), 1
    cells = max(several, key=lambda n: (several[n], n))
    return several[cells], counts.index(cells), cells


def _lines(name: str, text: str, delimiter: str, skipped: int, faults: list[InputError]) -> Iterator[Line]:
    """Rows that are not empty, each with the line at which it ends.

    A quotation mark that is never closed would swallow all rows after it, so such a row is reported and its line
    is split without regard to quotation marks.
    """
    lines = list(io.StringIO(text, newline=""))
    at = 0
    while at < len(lines):
        reader = csv.reader(islice(lines, at, None), delimiter=delimiter, strict=True)
        begun = at
        try:
            for cells in reader:
                begun = at + reader.line_num
                if any(c.strip() for c in cells):
                    yield Line(f"line {skipped + begun}", cells)
            return
        except csv.Error:
            where = f"line {skipped + begun + 1}"
            faults.append(
                InputError(
                    f"{name}, {where}: a quotation mark is never closed; the line is read without quoting"
                )
            )
            yield Line(where, lines[begun].rstrip("\r\n").split(delimiter))
            at = begun + 1
