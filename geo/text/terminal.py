"""Text from outside on a terminal: nothing in it that steers it, and columns that hold where letters are two wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["aligned", "printed", "width"]


def printed(text: str, most: int = 0) -> str:
    r"""A text out of a file as it may be printed: nothing in it that moves a cursor or turns the text around.

    ``most`` letters of it are shown, all where it is 0.

    Examples
    --------
    >>> printed("성천군\x1b[2J"), printed("Songchon County", 8)
    ('성천군�[2J', 'Songchon…')
    """
    safe = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return f"{safe[:most]}…" if most and len(safe) > most else safe


def width(text: str) -> int:
    """Columns of a terminal that a text takes.

    Examples
    --------
    >>> width("Songchon"), width("성천군"), width("Sŏngch'ŏn")
    (8, 6, 9)
    """
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of equally many cells as lines of columns.

    Examples
    --------
    >>> aligned([["성천군", "KP0717"], ["Anju", "KP0703"]])
    ['성천군  KP0717', 'Anju    KP0703']
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(c + " " * (w - width(c)) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
