"""Inflected forms of English words."""

from __future__ import annotations

__all__ = ["singular"]


def singular(word: str) -> str:
    """The singular of a noun in small letters, without a possessive ending; other words may lose an ``s``, too.

    Examples
    --------
    >>> [singular(word) for word in ("factories", "missiles", "navy's", "bus", "press")]
    ['factory', 'missile', 'navy', 'bus', 'press']
    """
    word = word.removesuffix("'s").rstrip("'")
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word
