"""Notes: text in items that begin with marks, as ministries, agencies and briefings write it.

A note has headings (``□``), items (``o``, ``-``, ``*``) and lists within a line (``△ A △ B``). The marks also stand
within a line where a page was flattened to text, so an item may begin where neither a stop nor a line break ends the
one before.
"""

from __future__ import annotations

import re

from .scripts import HANGUL

__all__ = ["HEADING", "LIST", "has_headings", "has_lists", "item_starts", "level"]

HEADING, ITEM, LIST = 0, 1, 2
"""Levels of items: a heading, an item below it, an item of a list within a line."""

_HEADS, _LISTED = "□■", "△▲▷▶◇◆"
_SIGNS, _BULLETS = f"{_HEADS}{_LISTED}※", "oㅇ○●•*-"
# Begins with a class of characters, which is searched several times as fast as a condition.
_MARK = rf"[{_SIGNS}{_BULLETS}](?:(?<=[{_SIGNS}])\s*|(?:(?<=\s.)|(?<![\s\S].))\s+(?=\S))"
_ITEM = re.compile(f"{_MARK}(?:{_MARK})*")
_LINE_OF_ITEM = re.compile(rf"(?:\A|\n)\s*[oㅇ○●] +(?=[^\n]{{0,12}}{HANGUL.pattern})")
"""A line of a note without headings, in Korean: an "o" alone begins no line of a sentence there."""


def has_headings(text: str) -> bool:
    """Whether a text has marks of headings; a cheap test before :func:`level` is asked of each sentence.

    Examples
    --------
    >>> has_headings("□ 준공식 진행"), has_headings("준공식 △성천군")
    (True, False)
    """
    return any(mark in text for mark in _HEADS)


def has_lists(text: str) -> bool:
    """Whether a text has marks of lists within a line.

    Examples
    --------
    >>> has_lists("준공식 △성천군"), has_lists("- 준공식")
    (True, False)
    """
    return any(mark in text for mark in _LISTED)


def item_starts(text: str) -> list[int]:
    """Offsets at which items of a note begin; empty for text that is no note.

    Examples
    --------
    >>> item_starts("□ 준공식 진행(노동)  o △성천군 △구성시"), item_starts("the T-54 - a tank")
    ([0, 14, 21], [])
    """
    if text.isascii() or not (has_headings(text) or has_lists(text) or _LINE_OF_ITEM.search(text)):
        return []
    return [match.start() for match in _ITEM.finditer(text)]


def level(text: str, start: int) -> int | None:
    """Level of the item that begins at an offset, by the last of its marks; None where no item begins there.

    Examples
    --------
    >>> level("o △성천군", 0) == LIST, level("□ 준공식", 0) == HEADING, level("성천군", 0)
    (True, True, None)
    """
    match = _ITEM.match(text, start)
    if match is None:
        return None
    mark = match.group().rstrip()[-1]
    return HEADING if mark in _HEADS else LIST if mark in _LISTED else ITEM
