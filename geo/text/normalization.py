"""The bytes, blanks and lines that texts come in, made one.

What reads files for the library reads them through here: encodings, marks that nobody sees, lines wrapped to a
width.
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

__all__ = ["Cleaned", "clean", "decode", "is_clean", "one_line", "shown", "unwrap"]

# One Hangul syllable between Latin letters; and text whose only other bytes are Windows' marks and accents.
_ODD_HANGUL = re.compile(r"[A-Za-z][가-힣\u4e00-\u9fff][A-Za-z ]")
_WESTERN = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f\xa0-\xff](?![\x80-\xff]{2}))*"
)
# The first half of a line's end of two characters; marks that show nothing and control characters.
_CARRIAGE = re.compile(r"\r(?=\n)")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u00ad\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]+"
)
# One character for one: line ends, blanks that print or a page's markup puts between words, a hyphen that does not
# break, halves of surrogate pairs.
_EXCHANGED = re.compile(r"[\r\t\u00a0\u2000-\u200a\u2011\u202f\u205f\u3000\ud800-\udfff]")
_BLANKS = re.compile(r"  +")
_LINES = re.compile(r" ?\n[ \n]*")
# What there is to clean in a text; most have none of it.
_ODD_ASCII = bytes(n for n in range(128) if n != 10 and not 32 <= n < 127)
_ODD = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f\x85\u00a0\u00ad\u2000-\u200f\u2011\u2028-\u202f\u205f\u2060\u2066-\u2069\u3000"
    r"\ud800-\udfff\ufeff]"
)
# Characters that may be composed with those around them, after one that may be their base.
_COMPOSING = re.compile(r"[\s\S]?[\u0300-\U0010ffff]+")
_STOPPED = re.compile(r"[.!?:;…][\"”’)\]]*$")


def shown(path: str | Path) -> str:
    """A path as it can be printed, whatever bytes its name has."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def decode(content: bytes, name: str, advice: str = "give its text as .txt") -> str:
    """Text of a file in UTF-8, UTF-16 with its mark, or Korean CP949.

    Parameters
    ----------
    content : bytes
    name : str
        What messages call it.
    advice : str
        What they advise where it is no text.

    Raises
    ------
    UnreadableError
        Where it is none of these, or not text at all.

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
        encodings = ["utf-8-sig", "cp949"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp949" and _ODD_HANGUL.search(text):
            break  # Western quotation marks that happen to be Korean syllables
        return text
    if _WESTERN.fullmatch(content):
        return content.decode("cp1252", "replace")
    line = _first_bad_line(content)
    raise UnreadableError(
        f"{name}, line {line}: not in UTF-8, UTF-16, CP949 or Windows-1252; convert the file to UTF-8"
    )


def _first_bad_line(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return 1


def clean(text: str) -> str:
    r"""NFC, ``\n`` line ends, no control characters or halves of surrogate pairs.

    Examples
    --------
    >>> clean("a\r\nb\x00c")
    'a\nbc'
    """
    return text if is_clean(text) else _cleaned(text)[0]


def one_line(text: str) -> str:
    r"""A text cleaned and on one line, as a name or a title is compared and shown.

    Examples
    --------
    >>> one_line("Songchon\r\n  County")
    'Songchon County'
    """
    return clean(text).replace("\n", " ")


def is_clean(text: str) -> bool:
    """Whether :func:`clean` would leave a text as it is.

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
    r"""Join the lines of a text that was wrapped to a width; others keep their lines.

    A text is taken for wrapped where most of its lines are about as long as the longest, which is short, and
    few of them end a sentence.

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
        # A line much shorter than the width ends its paragraph, if it is not a word too long to fit.
        room = width - len(before)
        wrapped = before and line and room <= max(15, len(line.split(" ", 1)[0]))
        out[-1:] = [f"{out[-1]} {line}"] if wrapped else [out[-1], line]
    return "\n".join(out)


def _may_be_odd(text: str) -> bool:
    """Whether a text may have characters to leave out or exchange: all of them but a hyphen are not printable.

    That is known in a fraction of the time that a search for a set takes.
    """
    return not text.replace("\n", "").isprintable() or "\u2011" in text


class Cleaned:
    r"""A text as it is read, which knows where each of its characters stands in the text that was given.

    One that is clean already is kept as it is, without a map. All offsets are of code points.

    Parameters
    ----------
    given : str
    wrapped : bool
        Whether its lines may be wrapped to a width, and are joined where they are (:func:`unwrap`).

    Attributes
    ----------
    text : str
        What is read.

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
        # A blank takes the place of a line's end, so that no offset changes.
        self.text = unwrap(text) if wrapped else text

    @classmethod
    def of(cls, article: Article) -> Cleaned:
        """The text of an article as it is read: lines are joined in a text file alone."""
        return cls(article.text, wrapped=article.text_origin == "file")

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the cleaned text stands in the text that was given.

        What was left out at either edge stays outside of it.
        """
        for edits in reversed(self._passes):
            start, end = _moved(start, end, edits.new, edits.old)
        return start, end

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text that was given stands in the cleaned text."""
        for edits in self._passes:
            start, end = _moved(start, end, edits.old, edits.new)
        return start, end


_Edit = tuple[int, int, str]
"""Start and end of a stretch of a text, and what takes its place."""


class _Stretches:
    """Starts and ends of stretches of one text, in their order."""

    __slots__ = ("ends", "starts")

    def __init__(self) -> None:
        self.starts, self.ends = array("L"), array("L")

    def add(self, start: int, end: int) -> None:
        self.starts.append(start)
        self.ends.append(end)


class _Edits:
    """Where the stretches stood that one pass of cleaning replaced, and where what replaced them stands."""

    __slots__ = ("new", "old")

    def __init__(self) -> None:
        self.old, self.new = _Stretches(), _Stretches()


def _moved(start: int, end: int, here: _Stretches, there: _Stretches) -> tuple[int, int]:
    """A stretch of one text in another: one that begins or ends within a replacement takes all of it in."""
    at = bisect_right(here.starts, start) - 1
    if at >= 0:
        beyond = start - here.ends[at]
        start = there.starts[at] if beyond < 0 else there.ends[at] + beyond
    at = bisect_left(here.starts, end) - 1
    if at >= 0:
        end = there.ends[at] + max(0, end - here.ends[at])
    return start, max(start, end)


def _cleaned(text: str) -> tuple[str, tuple[_Edits, ...]]:
    """A text cleaned, and the edits of each pass that changed an offset, in the order in which they were made.

    What shows nothing is left out before characters are composed: it may stand between a letter and its mark.
    """
    passes: list[_Edits] = []
    odd = (_without_carriages, _without_unseen, _exchanged) if _may_be_odd(text) else ()
    for edits in (*odd, _composed, _one_blank, _lines, _without_edges):
        text, made = _replaced(text, edits(text))
        if made is not None:
            passes.append(made)
    return text, tuple(passes)


def _replaced(text: str, edits: Iterable[_Edit]) -> tuple[str, _Edits | None]:
    """A text with stretches of it replaced, and where they stood; None where all others stay where they are."""
    pieces: list[str] = []
    made = _Edits()
    at = size = 0
    moved = False
    for start, end, new in edits:
        pieces += (text[at:start], new)
        size += start - at
        if end - start != 1 or len(new) != 1:
            made.old.add(start, end)
            made.new.add(size, size + len(new))
            moved = True
        size += len(new)
        at = end
    if not at:
        return text, None
    return "".join((*pieces, text[at:])), made if moved else None


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
    """Characters that NFC writes otherwise, each with the marks that belong to it."""
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
        if "".join(parts) != whole:  # a letter joins the one before it that we do not know to do so
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
    """Line ends without the blanks around them, and no more than one empty line."""
    if not _has_odd_lines(text):
        return
    for match in _LINES.finditer(text):
        lines = match.group()
        new = "\n\n" if lines.count("\n") > 1 else "\n"
        if lines != new:
            yield match.start(), match.end(), new


def _has_odd_lines(text: str) -> bool:
    """Whether a line of a text begins or ends with a blank, or two empty ones follow each other."""
    if "\n" not in text:
        return False
    for line in text.split("\n"):  # many times faster than a search of the whole for a blank and a line's end
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
