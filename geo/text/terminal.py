"""Print text safely on a terminal: without control characters, and in columns that allow for wide characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["aligned", "printed", "width"]


def printed(text: str, most: int = 0) -> str:
    r"""Return a text in which characters that could control the terminal or reverse the text are replaced.

    Parameters
    ----------
    text : str
    most : int, default 0
        Cut the text after so many characters; 0 for no limit.

    Examples
    --------
    >>> printed("성천군\x1b[2J"), printed("Songchon County", 8)
    ('성천군�[2J', 'Songchon…')
    """
    safe = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return f"{safe[:most]}…" if most and len(safe) > most else safe


def width(text: str) -> int:
    """Return the number of terminal columns that a text takes.

    Examples
    --------
    >>> width("Songchon"), width("성천군"), width("Sŏngch'ŏn")
    (8, 6, 9)
    """
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows of cells as lines with aligned columns; all rows have the same number of cells.

    Examples
    --------
    >>> aligned([["성천군", "KP0717"], ["Anju", "KP0703"]])
    ['성천군  KP0717', 'Anju    KP0703']
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(c + " " * (w - width(c)) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
