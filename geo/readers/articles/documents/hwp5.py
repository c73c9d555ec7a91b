"""HWP 5: the text of documents of Hancom Office in their binary form, by the published description of the format.

The file is a compound file (OLE), which olefile opens; its text is in records, of which few kinds are needed. Cells of
tables are lines of their own, notes are at the end.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from geo.model.entities import Article
from geo.model.errors import InputError, UnreadableError

from ..source import Source
from .office import document_article
from .paragraphs import Texts

__all__ = ["read_hwp"]

_LARGEST = 64 * 2**20
_SIGNATURE = b"HWP Document File"
_PACKED, _LOCKED, _SHARED = 1, 2, 4
"""Marks of the header: compressed, with a password, for distribution only."""
_TEXT, _CONTROL = 67, 71
"""Kinds of records: the text of a paragraph, and the head of what is in it, such as a table."""
_NOTES = (b"fn  ", b"en  ")
_BESIDE = (b"head", b"foot", b"tcmt")
"""Controls whose text is none of the document's: headers, footers, hidden comments."""
_CHARACTERS = {0: "", 10: "\n", 13: "", 24: "-", 30: " ", 31: " "}
"""Control characters that stand for one character; the others are eight long."""


def read_hwp(source: Source) -> Iterator[Article]:
    """Read the text of a HWP 5 document, without headers, footers and hidden comments.

    Raises
    ------
    UnreadableError
        The file is missing, empty, damaged, protected by a password, or of an older version.
    InputError
        It has no text.
    """
    olefile = import_module("olefile")
    with source.opened() as stream:
        if not stream.read(8).strip():
            raise source.empty()
        stream.seek(0)
        try:
            with olefile.OleFileIO(stream) as whole:
                yield document_article(source, _texts(source, whole), _properties(whole), "a HWP document")
        except (UnreadableError, InputError):
            raise
        except (OSError, ValueError, struct.error, IndexError, zlib.error) as error:
            stream.seek(0)
            old = stream.read(len(_SIGNATURE)) == _SIGNATURE
            why = (
                "of version 3, which is not read; save it as HWPX" if old else f"damaged ({str(error)[:80]})"
            )
            raise UnreadableError(f"{source.name}: not a HWP 5 document, or {why}") from error


def _texts(source: Source, whole: Any) -> Texts:
    marks = _marks(source, whole)
    found = Texts()
    sections = sorted(
        ("/".join(path) for path in whole.listdir() if re.fullmatch(r"BodyText/Section\d+", "/".join(path))),
        key=lambda name: (len(name), name),
    )
    if not sections:
        raise UnreadableError(f"{source.name}: no text in this HWP document; is it damaged?")
    for name in sections:
        content = whole.openstream(name).read(_LARGEST)
        if marks & _PACKED:
            opened = zlib.decompressobj(-15)
            content = opened.decompress(content, _LARGEST)
            if opened.unconsumed_tail:
                raise UnreadableError(f"{source.name}, {name}: unpacks to more than a document has; refused")
        _section(content, found)
    found.lines = [line for line in map(str.strip, found.lines) if line]
    found.notes = [line for line in map(str.strip, found.notes) if line]
    return found


def _marks(source: Source, whole: Any) -> int:
    """The marks of the header, of a document that can be read."""
    head = whole.openstream("FileHeader").read(40)
    if not head.startswith(_SIGNATURE):
        raise UnreadableError(f"{source.name}: not a HWP 5 document")
    marks = int.from_bytes(head[36:40], "little")
    if marks & _LOCKED:
        raise UnreadableError(f"{source.name}: protected by a password; save it without one")
    if marks & _SHARED:
        raise UnreadableError(f"{source.name}: for distribution only, which hides its text; save it as a PDF")
    return marks


def _records(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Kind, level and content of each record."""
    at = 0
    while at + 4 <= len(content):
        (head,) = struct.unpack_from("<I", content, at)
        at += 4
        size = head >> 20
        if size == 0xFFF:
            (size,) = struct.unpack_from("<I", content, at)
            at += 4
        yield head & 0x3FF, head >> 10 & 0x3FF, content[at : at + size]
        at += size


def _section(content: bytes, found: Texts) -> None:
    """Add the paragraphs of a section: those of a control are below its level."""
    within: list[tuple[int, bytes]] = []
    for kind, level, record in _records(content):
        while within and level <= within[-1][0]:
            within.pop()
        if kind == _CONTROL:
            within.append((level, record[3::-1]))
        elif kind == _TEXT:
            controls = [name for _, name in within]
            if any(name in _BESIDE for name in controls):
                continue
            target = found.notes if any(name in _NOTES for name in controls) else found.lines
            target.extend(_text(record).split("\n"))


def _text(record: bytes) -> str:
    """The characters of a paragraph, without the places of its controls."""
    units = record[: len(record) // 2 * 2].decode("utf-16-le", "surrogatepass")
    parts, at = [], 0
    while at < len(units):
        code = ord(units[at])
        if code >= 32:
            parts.append(units[at])
            at += 1
        elif code in _CHARACTERS or 25 <= code <= 29:
            parts.append(_CHARACTERS.get(code, ""))
            at += 1
        else:
            parts.append(" " if code == 9 else "")
            at += 8
    return "".join(parts)


def _properties(whole: Any) -> dict[str, str]:
    """Title and author of a document."""
    name = "\x05HwpSummaryInformation"
    try:
        facts = whole.getproperties(name) if whole.exists(name) else {}
    except (OSError, ValueError, struct.error, IndexError, KeyError, TypeError):
        return {}
    named = {2: "title", 4: "author"}
    return {
        ours: text
        for number, ours in named.items()
        if isinstance(value := facts.get(number), str) and (text := value.partition("\0")[0].strip())
    }
