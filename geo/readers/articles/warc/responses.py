"""Answers of web servers as crawlers keep them: status, fields and body, whose chunks and encodings are undone here."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from .records import LARGEST, fields_of

__all__ = ["Response", "UndecodableError", "body_of", "response_of"]

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})")
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_ZSTD, _GZIP = b"\x28\xb5\x2f\xfd", b"\x1f\x8b"
_STEP = 64


class UndecodableError(Exception):
    """A body whose encoding is unknown, needs a package, or is damaged; the text says which."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer.

    Attributes
    ----------
    status : int
    fields : mapping of str to str
        Header fields, their names in small letters.
    raw : bytes
        The body as it was sent.
    """

    status: int
    fields: Mapping[str, str]
    raw: bytes

    @property
    def type(self) -> str:
        """Content type without parameters, in small letters."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """Encoding that the content type names."""
        found = _CHARSET.search(self.fields.get("content-type", ""))
        return found[1] if found else None


def response_of(content: bytes) -> Response | None:
    r"""Take an answer apart; None where it does not begin as one.

    Examples
    --------
    >>> found = response_of(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=EUC-KR\r\n\r\n<p>")
    >>> found.status, found.type, found.charset, found.raw
    (200, 'text/html', 'EUC-KR', b'<p>')
    """
    status = _STATUS.match(content)
    if status is None:
        return None
    ends = [(at, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (at := content.find(mark)) >= 0]
    at, size = min(ends, default=(len(content), 0))
    head = content[:at].partition(b"\n")[2]
    return Response(int(status[1]), fields_of(head), content[at + size :])


def body_of(response: Response) -> bytes:
    r"""Return the body of an answer without chunks and encodings.

    Crawlers often undo them and keep the fields that name them, so the content decides.

    Raises
    ------
    UndecodableError
        An encoding is unknown, or needs a package that is not installed; the body is damaged, or too large.

    Examples
    --------
    >>> sent = Response(200, {"transfer-encoding": "chunked"}, b"3\r\nabc\r\n0\r\n\r\n")
    >>> body_of(sent), body_of(Response(200, {"content-encoding": "gzip"}, b"<p>not packed</p>"))
    (b'abc', b'<p>not packed</p>')
    """
    body = response.raw
    if "chunked" in response.fields.get("transfer-encoding", "").lower():
        body = _joined(body)
    for name in reversed(response.fields.get("content-encoding", "").lower().split(",")):
        body = _decoded(body, name.strip())
    return body


def _joined(body: bytes) -> bytes:
    """A body without chunks; as it is where it has none."""
    parts, at = [], 0
    while match := _CHUNK.match(body, at):
        size = int(match[1], 16)
        parts.append(body[match.end() : match.end() + size])
        at = match.end() + size
        if not size:
            break
        if body[at : at + 2] == b"\r\n":
            at += 2
        elif at < len(body):
            return body
    return b"".join(parts) if parts else body


def _decoded(body: bytes, name: str) -> bytes:
    if name in ("", "identity", "none", "utf-8") or not body or body.lstrip()[:1] == b"<":
        return body
    try:
        if name in ("gzip", "x-gzip"):
            return _inflated(body, 47) if body.startswith(_GZIP) else body
        if name == "deflate":
            try:
                return _inflated(body, 15)
            except zlib.error:
                return _inflated(body, -15)
        if name == "br":
            return _unpacked_brotli(body)
        if name == "zstd":
            return _unpacked_zstd(body) if body.startswith(_ZSTD) else body
    except zlib.error as error:
        raise UndecodableError(f"a damaged body ({name})") from error
    except ImportError as error:
        raise UndecodableError(f"the encoding {name}, which needs dprk-geo[web-archives]") from error
    raise UndecodableError(f"the unknown encoding {name[:20]!r}")


def _inflated(body: bytes, bits: int) -> bytes:
    found = zlib.decompressobj(bits)
    out = found.decompress(body, LARGEST)
    if found.unconsumed_tail:
        raise UndecodableError("a body that unpacks to too much")
    return out


def _unpacked_zstd(body: bytes) -> bytes:
    zstandard = import_module("zstandard")
    try:
        with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(
            body, read_across_frames=True
        ) as reader:
            out: bytes = reader.read(LARGEST + 1)
    except zstandard.ZstdError as error:
        raise UndecodableError("a damaged body (zstd)") from error
    if len(out) > LARGEST:
        raise UndecodableError("a body that unpacks to too much")
    return out


def _unpacked_brotli(body: bytes) -> bytes:
    brotli = import_module("brotli")
    found, parts, size = brotli.Decompressor(), [], 0
    try:
        for at in range(0, len(body), _STEP):  # in small steps, as some bytes may unpack to megabytes
            part = found.process(body[at : at + _STEP])
            size += len(part)
            if size > LARGEST:
                raise UndecodableError("a body that unpacks to too much")
            parts.append(part)
    except brotli.error as error:
        raise UndecodableError("a damaged body (br)") from error
    return b"".join(parts)
