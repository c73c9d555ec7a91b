"""Measure how much wording two texts share.

Texts are compared by their shingles: sequences of three words, or of five syllables in Korean, where spacing between
words varies.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .scripts import HANGUL

__all__ = ["contained", "shingles"]

_WORD = re.compile(r"[^\W_]+")
_RUN, _SYLLABLES = 3, 5


@lru_cache(maxsize=8_192)
def shingles(text: str) -> frozenset[str]:
    """Return the shingles of a text, without case, punctuation and spacing.

    Parameters
    ----------
    text : str
        A text with mostly Hangul is split into five syllables, any other text into three words.

    Examples
    --------
    >>> sorted(shingles("The Anju Pump Factory opened."))
    ['anju pump factory', 'pump factory opened', 'the anju pump']
    >>> shingles("안주뽐프공장 준공") == shingles("안주 뽐프 공장준공")
    True
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    together = "".join(words)
    if len(HANGUL.findall(together)) * 2 > len(together):
        units, width, space = list(together), _SYLLABLES, ""
    else:
        units, width, space = words, _RUN, " "
    if len(units) <= width:
        return frozenset((space.join(units),)) if units else frozenset()
    return frozenset(space.join(units[i : i + width]) for i in range(len(units) - width + 1))


def contained(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share (0 to 1) of the shingles of the shorter text that the longer text has too.

    Examples
    --------
    >>> full = shingles("The Anju Pump Factory was inaugurated in Anju City on Friday, KCNA said.")
    >>> contained(full, shingles("The Anju Pump Factory was inaugurated in Anju City.")) >= 0.9
    True
    """
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
