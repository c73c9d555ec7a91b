"""Read delimited text: CSV, tab- or semicolon-separated files, in one or several encodings."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from geo.model.errors import InputError, UnreadableError
from geo.text.east_asian_encodings import east_asian
from geo.text.normalization import decode

from .delimiters import delimiter_of
from .grids import Line, table_from_lines
from .plain_forms import fixed_columns, fixed_lines, form_of, widened
from .streaming import LONGEST, has_lines, streamed
from .values import Raw

__all__ = ["read_delimited", "text_of"]

_HEAD = 2**14
_NO_TEXT = "is it damaged, or is its ending wrong?"


def read_delimited(path: Path, name: str) -> Raw:
    """Read a CSV, semicolon- or tab-separated file.

    Parameters
    ----------
    path : path
        In UTF-8, UTF-16, a Korean, Chinese or Japanese encoding, or Windows-1252. Lines in a different encoding than
        most are decoded separately and reported.
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
    if has_lines(path, name):
        for read in (_otherwise, streamed):
            if (raw := read(path, name, faults)) is not None:
                return raw
    faults.clear()
    content = path.read_bytes()
    whole = text_of(content, name, faults)
    text = whole.lstrip("\ufeff\r\n")
    if not text.strip():
        raise UnreadableError(f"{name}: the file is empty")
    skipped = whole.count("\n") - text.count("\n")
    csv.field_size_limit(LONGEST)
    text, delimiter, declared = delimiter_of(text)
    lines = list(_lines(name, text, delimiter, skipped + declared, faults))
    raw = table_from_lines(name, lines, faults)
    encoding = None if _is_utf8(content) or b"\0" in content else east_asian(content)
    if encoding not in (None, "cp949"):
        raw.notes.append(f"read as {encoding}, by its characters; it names no encoding")
    return raw


def _otherwise(path: Path, name: str, faults: list[InputError]) -> Raw | None:
    """A table with columns of fixed width; None for one with delimiters, and an error for what is no table."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    text = head.decode("utf-8", "replace").lstrip("\ufeff\r\n")
    if form := form_of(text):
        raise InputError(f"{name}: {form}, which is not read as a table; save it as CSV, JSON or JSON Lines")
    if len(head) == _HEAD:
        text = text[: text.rfind("\n") + 1]
    if "\ufffd" in text:  # another encoding; the last line may end within a character
        text = text_of(head[: head.rfind(b"\n") + 1], name, [])
    if not (fixed_columns(text) or fixed_columns(widened(text))):
        return None
    whole = text_of(path.read_bytes(), name, faults)
    for version in (widened(whole), whole):
        if starts := fixed_columns(version):
            return _fixed(name, version, starts, faults)
    faults.clear()
    return None


def _fixed(name: str, text: str, starts: list[int], faults: list[InputError]) -> Raw:
    """A table whose columns begin at certain places."""
    raw = table_from_lines(name, list(fixed_lines(text, starts)), faults)
    raw.notes.append(f"read as {len(starts)} columns of fixed width, as no mark separates them")
    return raw


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


def _lines(name: str, text: str, delimiter: str, skipped: int, faults: list[InputError]) -> Iterator[Line]:
    """Rows that are not empty, each with the line at which it ends.

    A quotation mark that is never closed would swallow all rows after it, so such a row is reported and its line
    is split without regard to quotation marks.
    """
    lines = list(io.StringIO(text, newline=""))
    at = 0
    while at < len(lines):
        rest = map(lines.__getitem__, range(at, len(lines)))  # islice would pass over those before
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
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
