"""Compress text and numbers for the page: dictionary coding, deflate, and a base-91 text encoding.

Deflate's window is only 32 kB, so frequent words of the whole map are first replaced by codes of one or two bytes,
which saves a third. Base 91 instead of base64 saves another twelfth. ``js/unpack.js`` decodes this.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

__all__ = ["LETTERS", "Words", "as_json", "as_letters", "deflate", "pack", "seal"]

# Printable ASCII without the characters that could end a JSON string or a script element: " \ <
LETTERS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\<')
"""The digits of base 91, from 0."""
_LETTERS = np.frombuffer(LETTERS.encode("ascii"), dtype=np.uint8)

_TOKEN = re.compile(r" ?[A-Za-z]+| ?[^\x00-\x7f]+|.", re.DOTALL)
_WORD = re.compile(r" ?[A-Za-z]{2,}| ?[^\x00-\x7f]+")
_ESCAPE = "\x1d"
_ONE_BYTE = 64
"""Number of words with one-byte codes, from 0x80; the remaining values up to 0xFF start two-byte codes."""
_MOST = _ONE_BYTE + (128 - _ONE_BYTE) * 256
_SAMPLE = 8_000_000
"""Number of characters sampled to find frequent words; more would take longer and find few others."""


def deflate(content: bytes, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    """Compress to raw deflate (without header), for ``DecompressionStream('deflate-raw')``.

    Parameters
    ----------
    content : bytes
        Any bytes.
    strategy : int
        ``zlib.Z_FILTERED`` for numbers and digits that repeat little: smaller by a fifteenth.

    Examples
    --------
    >>> zlib.decompress(deflate("송천군".encode()), -15).decode()
    '송천군'
    """
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, zlib.DEF_MEM_LEVEL, strategy)
    return packer.compress(content) + packer.flush()


def as_letters(content: bytes) -> str:
    """Encode bytes as base-91 text: 13 bits in two characters, lowest bits first.

    An odd number of characters means that the last decoded byte is padding.

    Parameters
    ----------
    content : bytes
        Any bytes.

    Returns
    -------
    str
        Printable ASCII that needs no escaping in a JSON string or a script element.

    Examples
    --------
    >>> as_letters(b"Songchon")
    'N,q6ivzb5H'
    >>> as_letters(b"")
    ''
    """
    groups = -(-len(content) // 13)
    block = np.zeros((groups, 14), dtype=np.uint32)
    padded = np.frombuffer(content + bytes(groups * 13 - len(content)), dtype=np.uint8)
    block[:, :13] = padded.reshape(groups, 13)
    values = np.empty((groups, 8), dtype=np.uint32)
    for place in range(8):
        byte, shift = divmod(place * 13, 8)
        three = block[:, byte] | block[:, byte + 1] << 8 | block[:, byte + 2] << 16
        values[:, place] = three >> shift & 0x1FFF
    pairs = -(-len(content) * 8 // 13)
    flat = values.reshape(-1)[:pairs]
    letters = np.empty((pairs, 2), dtype=np.uint8)
    letters[:, 0], letters[:, 1] = _LETTERS[flat // 91], _LETTERS[flat % 91]
    return letters.tobytes().decode("ascii") + ("!" if pairs * 13 // 8 > len(content) else "")


def seal(content: bytes, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> str:
    """Compress bytes and encode them as text.

    Examples
    --------
    >>> len(seal(b"Songchon" * 100))
    25
    """
    return as_letters(deflate(content, strategy))


def as_json(value: object) -> str:
    """Serialize a value as JSON without whitespace.

    Examples
    --------
    >>> as_json({"name": "송천"})
    '{"name":"송천"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack(text: str, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> str:
    """Compress a text and encode it as text.

    Lone surrogates, which UTF-8 cannot encode, become question marks.

    Examples
    --------
    >>> len(pack("송천군 " * 100))
    28
    """
    return seal(text.encode("utf-8", "replace"), strategy)


class _Codes(dict[str, str]):
    """Codes by token, with one character per byte; a token without a code is written out."""

    def __missing__(self, token: str) -> str:
        if token.isascii() and token != _ESCAPE:
            return token
        # Bytes from 0x80 are codes, so UTF-8 needs an escape followed by its length in one byte. Sixty characters
        # of at most four bytes fit into that.
        parts = (token[at : at + 60] for at in range(0, len(token), 60))
        raw = (part.encode("utf-8", "replace").decode("latin-1") for part in parts)
        return "".join(_ESCAPE + chr(len(part)) + part for part in raw)


class Words:
    r"""A dictionary that replaces frequent words by short codes.

    Parameters
    ----------
    texts : sequence of str
        The texts to encode, or a representative part of them.

    Attributes
    ----------
    listing : tuple of str
        The words in the order of their codes; many include the preceding space.

    Examples
    --------
    >>> words = Words(["the factory in Songchon County, the mine in Songchon County"] * 9)
    >>> words.listing[:3]
    (' County', ' Songchon', ' in')
    >>> words.code("the mine in Songchon County")
    b'\x86\x84\x82\x81\x80'
    >>> Words([]).code("송천")
    b'\x1d\x06\xec\x86\xa1\xec\xb2\x9c'
    """

    def __init__(self, texts: Sequence[str]) -> None:
        step = max(1, sum(map(len, texts)) // _SAMPLE)
        counts: Counter[str] = Counter()
        for text in texts[::step]:
            counts.update(_WORD.findall(text))
        gains = {
            word: n * (size - 2)
            for word, n in counts.items()
            # The word also takes space in the listing: about half of its length after deflate.
            if (size := len(word.encode("utf-8", "replace"))) > 2 and n * (size - 2) > 2 * size
        }
        kept = sorted(gains, key=lambda word: (-gains[word], word))[:_MOST]
        # Sorted by frequency, so that common words share few first bytes, which deflate compresses well.
        self.listing = tuple(sorted(kept, key=lambda word: (-counts[word], word)))
        self._codes = _Codes(zip(self.listing, _code_texts(), strict=False))
        # Single ASCII characters code themselves; entries for them are faster than __missing__.
        self._codes.update((sign, sign) for sign in map(chr, range(128)) if sign != _ESCAPE)

    def code(self, text: str) -> bytes:
        """Encode a text with the codes of its words."""
        return "".join(map(self._codes.__getitem__, _TOKEN.findall(text))).encode("latin-1")

    def emit(self) -> str:
        """Pack the listing as a JSON array of words."""
        return pack(as_json(self.listing))


def _code_texts() -> Iterable[str]:
    first_of_two = 0x80 + _ONE_BYTE
    yield from map(chr, range(0x80, first_of_two))
    for first in range(first_of_two, 0x100):
        for second in range(0x100):
            yield chr(first) + chr(second)
