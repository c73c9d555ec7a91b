"""Normalization of text: encodings, invisible characters, spaces, line breaks and wrapped lines.

All readers of files use this module.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

from geo.model.entities import Article
from geo.model.errors import UnreadableError

from .east_asian_encodings import east_asian
from .scripts import Script

__all__ = ["Cleaned", "clean", "decode", "is_clean", "one_line", "shown", "unwrap"]

# A Hangul syllable or Chinese character between Latin letters, a sign of a wrong encoding; and text whose only bytes
# beyond ASCII are quotation marks and accents of Windows-1252.
_ODD_HANGUL = re.compile(rf"[A-Za-z][{Script.HANGUL.ranges}{Script.HAN.ranges}][A-Za-z ]")
_WESTERN = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f\xa0-\xff](?![\x80-\xff]{2}))*"
)
# The first half of a "\r\n" line end; invisible and control characters.
_CARRIAGE = re.compile(r"\r(?=\n)")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u00ad\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]+"
)
# Characters replaced one by one: line ends, special spaces, the non-breaking hyphen, halves of surrogate pairs.
_EXCHANGED = re.compile(r"[\r\t\u00a0\u2000-\u200a\u2011\u202f\u205f\u3000\ud800-\udfff]")
_BLANKS = re.compile(r"  +")
_LINES = re.compile(r" ?\n[ \n]*")
# Characters that need cleaning; most texts have none.
_ODD_ASCII = bytes(n for n in range(128) if n != 10 and not 32 <= n < 127)
_ODD = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f\x85\u00a0\u00ad\u2000-\u200f\u2011\u2028-\u202f\u205f\u2060\u2066-\u2069\u3000"
    r"\ud800-\udfff\ufeff]"
)
# Characters that NFC may compose with their neighbours, after a possible base character.
_COMPOSING = re.compile(r"[\s\S]?[\u0300-\U0010ffff]+")
_STOPPED = re.compile(r"[.!?:;…][\"”’)\]]*$")


def shown(path: str | Path) -> str:
    """A path as printable text, even where its name is not valid Unicode."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def decode(content: bytes, name: str, advice: str = "give its text as .txt") -> str:
    """Decode the content of a file: UTF-8, UTF-16 with a byte order mark, an East Asian encoding, or Windows-1252.

    Parameters
    ----------
    content : bytes
    name : str
        Name of the file in error messages.
    advice : str
        What the message advises for a binary file.

    Returns
    -------
    str

    Raises
    ------
    UnreadableError
        The content is in another encoding, or not text.

    Examples
    --------
    >>> decode("성천군".encode("cp949"), "a.txt")
    '성천군'
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise UnreadableError(f"{name}: this is a binary file, not text; {advice}")
    else:
        encodings = ["utf-8-sig", ""]
    for encoding in encodings:
        encoding = encoding or east_asian(content) or ""
        try:
            text = content.decode(encoding) if encoding else ""
        except UnicodeDecodeError:
            continue
        if not encoding:
            break
        if encoding == "cp949" and _ODD_HANGUL.search(text):
            break  # Western quotation marks whose bytes are Korean syllables in CP949
        return text
    if _WESTERN.fullmatch(content):
        return content.decode("cp1252", "replace")
    line = _first_bad_line(content)
    raise UnreadableError(
        f"{name}, line {line}: not in UTF-8, UTF-16, a Korean, Chinese or Japanese encoding or Windows-1252; "
        "convert the file to UTF-8"
    )


def _first_bad_line(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return 1


def clean(text: str) -> str:
    r"""Normalize a text: NFC, ``\n`` line ends, single spaces, no control characters or halves of surrogate pairs.

    Examples
    --------
    >>> clean("a\r\nb\x00c")
    'a\nbc'
    """
    return text if not text or is_clean(text) else _cleaned(text)[0]


def one_line(text: str) -> str:
    r"""Normalize a text to one line, for names and titles.

    Examples
    --------
    >>> one_line("Songchon\r\n  County")
    'Songchon County'
    """
    return clean(text).replace("\n", " ")


def is_clean(text: str) -> bool:
    """Whether :func:`clean` would not change a text.

    Examples
    --------
    >>> is_clean("Songchon County"), is_clean("Songchon\u00a0County")
    (True, False)
    """
    if "  " in text or text[:1].isspace() or text[-1:].isspace() or _has_odd_lines(text):
        return False
    if text.isascii():
        content = text.encode()
        return len(content.translate(None, _ODD_ASCII)) == len(content)
    return not (_may_be_odd(text) and _ODD.search(text)) and unicodedata.is_normalized("NFC", text)


def unwrap(text: str) -> str:
    r"""Join the lines of a text that was wrapped to a width; any other text is returned unchanged.

    A text counts as wrapped where most lines are about as long as the longest, which is at most 100 characters,
    and few of them end a sentence.

    Examples
    --------
    >>> unwrap("Kim Jong Un inspected a factory in\nSongchon County, South Phyongan, on\nTuesday.")
    'Kim Jong Un inspected a factory in Songchon County, South Phyongan, on Tuesday.'
    >>> unwrap("A title\nA sentence.")
    'A title\nA sentence.'
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    running = [n for n, line in enumerate(lines[:-1]) if line and lines[n + 1]]
    full = [n for n in running if len(lines[n]) > 0.7 * width]
    if not 30 <= width <= 100 or len(full) < 0.5 * len(running) or not running:
        return text
    if sum(bool(_STOPPED.search(lines[n])) for n in full) > 0.4 * len(full):
        return text
    out = [lines[0]]
    for line, before in zip(lines[1:], lines, strict=False):
        # A line much shorter than the width ends its paragraph, unless the next word was too long to fit.
        free = width - len(before)
        wrapped = before and line and free <= max(15, len(line.split(" ", 1)[0]))
        out[-1:] = [f"{out[-1]} {line}"] if wrapped else [out[-1], line]
    return "\n".join(out)


def _may_be_odd(text: str) -> bool:
    """Whether a text may have characters to remove or replace: all but the hyphen among them are not printable.

    This test takes a fraction of the time of a search for a character class.
    """
    return not text.replace("\n", "").isprintable() or "\u2011" in text


class Cleaned:
    r"""A cleaned text, with a mapping of offsets between it and the original text.

    All offsets count code points.

    Parameters
    ----------
    given : str
        The original text.
    wrapped : bool
        Whether to join lines that were wrapped to a width (:func:`unwrap`).

    Attributes
    ----------
    text : str
        The cleaned text.

    Examples
    --------
    >>> given = "In  Song\u00adchon\r\nCounty"
    >>> cleaned = Cleaned(given)
    >>> cleaned.text
    'In Songchon\nCounty'
    >>> start, end = cleaned.given(3, 11)
    >>> given[start:end]
    'Song\xadchon'
    >>> cleaned.inside(start, end)
    (3, 11)
    """

    __slots__ = ("_passes", "text")

    def __init__(self, given: str, *, wrapped: bool = False) -> None:
        text, self._passes = (given, ()) if is_clean(given) else _cleaned(given)
        # A space replaces each line break, so that no offset changes.
        self.text = unwrap(text) if wrapped else text

    @classmethod
    def of(cls, article: Article) -> Cleaned:
        """The cleaned text of an article; wrapped lines are joined only where it comes from a text file."""
        return cls(article.text, wrapped=article.text_origin == "file")

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Convert offsets of the cleaned text to the original text.

        Characters that were removed at either end are not included.
        """
        for edits in reversed(self._passes):
            start, end = _moved(start, end, edits.new, edits.old)
        return start, end

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """Convert offsets of the original text to the cleaned text."""
        for edits in self._passes:
            start, end = _moved(start, end, edits.old, edits.new)
        return start, end


_Edit = tuple[int, int, str]
"""Start and end of a part of a text, and its replacement."""


class _Stretches:
    """Starts and ends of parts of one text, in order."""

    __slots__ = ("ends", "starts")

    def __init__(self) -> None:
        self.starts, self.ends = array("L"), array("L")

    def add(self, start: int, end: int) -> None:
        self.starts.append(start)
        self.ends.append(end)


class _Edits:
    """Offsets of the parts replaced by one pass of cleaning, before (``old``) and after it (``new``)."""

    __slots__ = ("new", "old")

    def __init__(self) -> None:
        self.old, self.new = _Stretches(), _Stretches()


def _moved(start: int, end: int, here: _Stretches, there: _Stretches) -> tuple[int, int]:
    """Convert offsets from one text to another; a replacement that is partly included is included as a whole."""
    at = bisect_right(here.starts, start) - 1
    if at >= 0:
        beyond = start - here.ends[at]
        start = there.starts[at] if beyond < 0 else there.ends[at] + beyond
    at = bisect_left(here.starts, end) - 1
    if at >= 0:
        end = there.ends[at] + max(0, end - here.ends[at])
    return start, max(start, end)


def _cleaned(text: str) -> tuple[str, tuple[_Edits, ...]]:
    """The cleaned text, and the edits of each pass that changed offsets, in order.

    Invisible characters are removed before NFC, since they may be between a letter and its combining mark.
    """
    passes: list[_Edits] = []
    odd = (_without_carriages, _without_unseen, _exchanged) if _may_be_odd(text) else ()
    for edits in (*odd, _composed, _one_blank, _lines, _without_edges):
        text, made = _replaced(text, edits(text))
        if made is not None:
            passes.append(made)
    return text, tuple(passes)


def _replaced(text: str, edits: Iterable[_Edit]) -> tuple[str, _Edits | None]:
    """A text with parts of it replaced, and the edits; None for the edits where no offset changes."""
    pieces: list[str] = []
    made: _Edits | None = None
    at = size = 0
    for start, end, new in edits:
        pieces += (text[at:start], new)
        size += start - at
        if end - start != 1 or len(new) != 1:
            made = made or _Edits()
            made.old.add(start, end)
            made.new.add(size, size + len(new))
        size += len(new)
        at = end
    if not at:
        return text, None
    return "".join((*pieces, text[at:])), made


def _without_carriages(text: str) -> Iterable[_Edit]:
    return ((m.start(), m.end(), "") for m in _CARRIAGE.finditer(text)) if "\r" in text else ()


def _without_unseen(text: str) -> Iterable[_Edit]:
    return ((m.start(), m.end(), "") for m in _UNSEEN.finditer(text))


def _exchanged(text: str) -> Iterator[_Edit]:
    for match in _EXCHANGED.finditer(text):
        letter = match.group()
        new = "\n" if letter == "\r" else "-" if letter == "\u2011" else "?" if letter >= "\ud800" else " "
        yield match.start(), match.end(), new


def _composed(text: str) -> Iterator[_Edit]:
    """Characters that NFC changes, each with its combining marks."""
    if unicodedata.is_normalized("NFC", text):
        return
    for match in _COMPOSING.finditer(text):
        run, begin = match.group(), match.start()
        whole = unicodedata.normalize("NFC", run)
        if run == whole:
            continue
        starts = [n for n, letter in enumerate(run) if not n or not _joins(letter)]
        bounds = list(zip(starts, [*starts[1:], len(run)], strict=True))
        parts = [unicodedata.normalize("NFC", run[a:b]) for a, b in bounds]
        if "".join(parts) != whole:  # a character is composed that _joins does not know
            yield begin, match.end(), whole
            continue
        for (a, b), part in zip(bounds, parts, strict=True):
            if run[a:b] != part:
                yield begin + a, begin + b, part


def _joins(letter: str) -> bool:
    """Whether a character may be composed with the one before it: a mark, a vowel or final of Hangul."""
    return "\u1160" <= letter <= "\u11ff" or unicodedata.category(letter).startswith("M")


def _one_blank(text: str) -> Iterable[_Edit]:
    return ((m.start(), m.end(), " ") for m in _BLANKS.finditer(text))


def _lines(text: str) -> Iterator[_Edit]:
    """Line ends without spaces around them, and at most one empty line."""
    if not _has_odd_lines(text):
        return
    for match in _LINES.finditer(text):
        lines = match.group()
        new = "\n\n" if lines.count("\n") > 1 else "\n"
        if lines != new:
            yield match.start(), match.end(), new


def _has_odd_lines(text: str) -> bool:
    """Whether a line begins or ends with a space, or there are two empty lines in a row."""
    if "\n" not in text:
        return False
    for line in text.split("\n"):  # many times faster than a search for a space and a line break
        if line and (line[0] == " " or line[-1] == " "):
            return True
    return "\n\n\n" in text


def _without_edges(text: str) -> Iterator[_Edit]:
    stripped = text.strip()
    begin = text.find(stripped) if stripped else 0
    end = begin + len(stripped)
    if begin:
        yield 0, begin, ""
    if end < len(text):
        yield end, len(text), ""
