"""Text and numbers made small for the page: words to codes, deflated, written in letters of HTML.

Deflate looks back 32 kB only, and base64 makes four letters of three bytes. A dictionary of the words that
the whole map uses often, each written as one or two bytes before deflating, takes a third off; 91 letters
in place of 64 take another twelfth. ``js/unpack.js`` is the other side of this room.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

__all__ = ["Words", "as_json", "as_letters", "deflate", "pack", "seal"]

# Printable ASCII without the three that end a JSON string or a script element: " \ <
_LETTERS = np.array([code for code in range(0x21, 0x7F) if chr(code) not in '"\\<'], dtype=np.uint8)

_TOKEN = re.compile(r" ?[A-Za-z]+| ?[^\x00-\x7f]+|.", re.DOTALL)
_WORD = re.compile(r" ?[A-Za-z]{2,}| ?[^\x00-\x7f]+")
_ESCAPE = "\x1d"
_ONE_BYTE = 32
"""So many words have codes of one byte, 0x80 and up; what remains up to 0xFF begins a code of two."""
_MOST = _ONE_BYTE + (128 - _ONE_BYTE) * 256
_SAMPLE = 8_000_000
"""Letters read to find the words: more would take longer and find few others."""


def deflate(content: bytes) -> bytes:
    """Deflate without header, as ``DecompressionStream('deflate-raw')`` reads it.

    Examples
    --------
    >>> zlib.decompress(deflate("송천군".encode()), -15).decode()
    '송천군'
    """
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def as_letters(content: bytes) -> str:
    """Write bytes as letters, thirteen bits in two of them, the lowest bits first.

    An odd last letter says that the last byte of what is read back is only padding.

    Parameters
    ----------
    content : bytes
        Anything.

    Returns
    -------
    str
        Printable ASCII that can stand in a JSON string and in a script element as it is.

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


def seal(content: bytes) -> str:
    """Deflate bytes and write them as letters.

    Examples
    --------
    >>> len(seal(b"Songchon" * 100))
    25
    """
    return as_letters(deflate(content))


def as_json(value: object) -> str:
    """Write a value as JSON without blanks.

    Examples
    --------
    >>> as_json({"name": "송천"})
    '{"name":"송천"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack(text: str) -> str:
    """Deflate a text and write it as letters.

    A lone surrogate, which UTF-8 cannot write, becomes a question mark rather than ending the run.

    Examples
    --------
    >>> len(pack("송천군 " * 100))
    28
    """
    return seal(text.encode("utf-8", "replace"))


class _Codes(dict[str, str]):
    """Code of a token, as text of one letter a byte; what has none is spelled out."""

    def __missing__(self, token: str) -> str:
        if token.isascii() and token != _ESCAPE:
            return token
        # Bytes of 0x80 and up are codes, so UTF-8 is announced with its length, one byte: whole letters of
        # at most four bytes, sixty at a time.
        parts = (token[at : at + 60] for at in range(0, len(token), 60))
        raw = (part.encode("utf-8", "replace").decode("latin-1") for part in parts)
        return "".join(_ESCAPE + chr(len(part)) + part for part in raw)


class Words:
    r"""A dictionary of the words that texts use often.

    Parameters
    ----------
    texts : sequence of str
        What will be written with it, or a fair part of that.

    Attributes
    ----------
    listing : tuple of str
        The words in the order of their codes; many begin with the blank that stands before them.

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
            # A word in the listing costs its own length, of which deflate leaves about half.
            if (size := len(word.encode("utf-8", "replace"))) > 2 and n * (size - 2) > 2 * size
        }
        kept = sorted(gains, key=lambda word: (-gains[word], word))[:_MOST]
        # By number: the first bytes of common words are then few, which deflate makes short.
        self.listing = tuple(sorted(kept, key=lambda word: (-counts[word], word)))
        self._codes = _Codes(zip(self.listing, _code_texts(), strict=False))
        # Signs and digits stand for themselves; told so, they need not be asked for one by one.
        self._codes.update((sign, sign) for sign in map(chr, range(128)) if sign != _ESCAPE)

    def code(self, text: str) -> bytes:
        """Write a text with the codes of its words."""
        return "".join(map(self._codes.__getitem__, _TOKEN.findall(text))).encode("latin-1")

    def emit(self) -> str:
        """Pack the listing itself, as JSON of its words."""
        return pack(as_json(self.listing))


def _code_texts() -> Iterable[str]:
    first_of_two = 0x80 + _ONE_BYTE
    yield from map(chr, range(0x80, first_of_two))
    for first in range(first_of_two, 0x100):
        for second in range(0x100):
            yield chr(first) + chr(second)
