"""The bytes, blanks and lines that texts come in, made one.

What reads files for the library reads them through here: encodings, marks that nobody sees, lines wrapped to a
width.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from geo.model.errors import UnreadableError

__all__ = ["clean", "decode", "shown", "unwrap"]

# One Hangul syllable between Latin letters; and text whose only other bytes are Windows' marks and accents.
_ODD_HANGUL = re.compile(r"[A-Za-z][가-힣\u4e00-\u9fff][A-Za-z ]")
_WESTERN = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f\xa0-\xff](?![\x80-\xff]{2}))*"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Blanks that print or a page's markup puts between words, and marks that show nothing.
_BLANKS = re.compile(
    r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]{2,}|[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]"
)
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\x85]")
_LINES = re.compile(r" ?\n[ \n]*\n ?| ?\n ?")
# What there is to clean in a plain text; most have none of it.
_ODD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]|  |\n[ \n]| \n")
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
    if text.isascii() and not _ODD.search(text):
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = text.encode("utf-8", "replace").decode("utf-8")
        text = _UNSEEN.sub("", text.replace("\u2011", "-"))
    text = _BLANKS.sub(" ", _CONTROL.sub("", text))
    return _LINES.sub(lambda m: "\n\n" if m.group().count("\n") > 1 else "\n", text).strip()


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
