"""Records of a WARC file: header fields and content, read one after the other."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from geo.model.errors import InputError, UnreadableError

from ..source import Source

__all__ = ["LARGEST", "Record", "fields_of", "records"]

LARGEST = 64 * 2**20
"""Bytes of the largest content that is read."""
_LINE = 2**16
_BLOCK = 2**20
_HEADS = 500
"""Number of lines of the longest header."""
_GZIP, _ZSTD, _SKIPPABLE = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"
_DAMAGED = (EOFError, OSError, zlib.error, ValueError)


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a WARC file.

    Attributes
    ----------
    number : int
        From 1.
    fields : mapping of str to str
        Header fields, their names in small letters.
    content : bytes
        Empty for records of kinds that are not read.
    """

    number: int
    fields: Mapping[str, str]
    content: bytes

    @property
    def kind(self) -> str:
        """Kind of the record: response, revisit, conversion and so on."""
        return self.fields.get("warc-type", "").lower()

    @property
    def url(self) -> str:
        """The address that was visited."""
        return self.fields.get("warc-target-uri", "").strip("<> ")


def records(source: Source, kinds: frozenset[str]) -> Iterator[Record]:
    """Yield the records of a WARC file; damage is reported, and the records before and after it are read.

    Parameters
    ----------
    source : Source
        Plain, gzip (by record or as a whole) or zstd.
    kinds : frozenset of str
        Kinds of records whose content is read.

    Raises
    ------
    UnreadableError
        The file is missing or empty, no WARC file, or needs a package that is not installed.
    """
    with source.opened() as raw:
        number = 0
        try:
            stream = _decompressed(source, raw)
            while (fields := _next(source, stream, number)) is not None:
                number += 1
                length = fields.get("content-length", "")
                if not length.isdecimal():
                    source.report(InputError(f"{source.name}, record {number}: without a length; left out"))
                    continue
                wanted = fields.get("warc-type", "").lower() in kinds
                content = _content(stream, int(length), wanted=wanted and int(length) <= LARGEST)
                if wanted and int(length) > LARGEST:
                    what = f"larger than {LARGEST >> 20} MB; left out"
                    source.report(InputError(f"{source.name}, record {number}: {what}"))
                    continue
                yield Record(number, fields, content)
        except UnreadableError:
            raise
        except _DAMAGED as error:
            if not number:
                raise UnreadableError(f"{source.name}: not a WARC file, or damaged ({error})") from error
            what = f"damaged or cut off after {number:,} records ({str(error)[:100]}); those before are read"
            source.report(InputError(f"{source.name}: {what}"))
        if not number:
            raise UnreadableError(f"{source.name}: not a WARC file, as it does not begin with WARC/1")


def _decompressed(source: Source, raw: BinaryIO) -> Any:
    head = raw.read(4)
    raw.seek(0)
    if not head:
        raise source.empty()
    if head.startswith(_GZIP):
        return gzip.GzipFile(fileobj=raw)
    if head not in (_ZSTD, _SKIPPABLE):
        return raw
    try:
        import zstandard
    except ImportError:
        what = "reading zstd needs zstandard; install dprk-geo[web-archives]"
        raise UnreadableError(
            f"{source.name}: {what} (in a checkout: pip install '.[web-archives]')"
        ) from None
    known = None
    if head == _SKIPPABLE:  # the dictionary of the file, in a frame that readers skip
        size = int.from_bytes(raw.read(8)[4:], "little")
        words = raw.read(min(size, LARGEST))
        if words.startswith(_ZSTD):
            words = zstandard.ZstdDecompressor().decompress(words, max_output_size=LARGEST)
        known = zstandard.ZstdCompressionDict(words)
    reader = zstandard.ZstdDecompressor(dict_data=known).stream_reader(raw, read_across_frames=True)
    return io.BufferedReader(reader, _BLOCK)


def _next(source: Source, stream: Any, number: int) -> dict[str, str] | None:
    """Header fields of the next record; None at the end. What is between records is reported and passed over."""
    reported = False
    while line := stream.readline(_LINE):
        if line.startswith(b"WARC/"):
            return _fields(stream)
        if line.strip() and not reported:
            if not number:
                return None
            what = f"unknown content after record {number:,}, passed over to the next record"
            source.report(InputError(f"{source.name}: {what}"))
            reported = True
    return None


def _fields(stream: Any) -> dict[str, str]:
    lines = []
    for _ in range(_HEADS):
        line = stream.readline(_LINE)
        if not line:
            raise EOFError("within the header of a record")
        if not line.strip():
            break
        lines.append(line)
    return fields_of(b"".join(lines))


def fields_of(head: bytes) -> dict[str, str]:
    r"""Fields of a header, their names in small letters; of several of one name the first.

    Examples
    --------
    >>> fields_of(b"Content-Type: text/html;\r\n charset=utf-8\r\nX: 1\r\n")
    {'content-type': 'text/html; charset=utf-8', 'x': '1'}
    """
    found: dict[str, str] = {}
    last = ""
    for line in head.decode("utf-8", "replace").splitlines():
        if line[:1] in (" ", "\t") and last:
            found[last] += " " + line.strip()
            continue
        name, colon, value = line.partition(":")
        last = name.strip().lower() if colon else ""
        if last and last not in found:
            found[last] = value.strip()
        else:
            last = ""
    return found


def _content(stream: Any, length: int, *, wanted: bool) -> bytes:
    """The content of a record; empty where it is only passed over."""
    blocks, left = [], length
    while left:
        block = stream.read(min(left, _BLOCK))
        if not block:
            raise EOFError("within a record")
        left -= len(block)
        if wanted:
            blocks.append(block)
    return b"".join(blocks)
