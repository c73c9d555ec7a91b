"""Protect texts in a CSV from being run as formulas by a spreadsheet, and remove the protection again."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["guarded", "guarded_all", "unguarded"]

_UNSEEN = (
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]"
)
"""Blanks, controls and characters without a shape: programs that drop them leave what follows at the beginning."""
_RUNS = rf"(?:{_UNSEEN}*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])"
"""Beginning of a text that a spreadsheet runs as a formula, also in the full-width forms of East Asian keyboards."""
_FIGURES = r"\d+(?:[eE]\d+)?\Z|0\d"
"""A text that a spreadsheet takes for a number and changes: an id of digits, "007", "12e34567"."""
_GUARDED = re.compile(f"'*(?:{_RUNS})|'+(?:{_FIGURES})")
_SUSPECT = re.compile(rf"{_UNSEEN}|['=+\-@\uff1d\uff0b\uff0d\uff20]")
"""First character of every text that is guarded."""
_MANGLED = re.compile(_FIGURES)
_FREED = re.compile(f"'+(?:{_RUNS}|{_FIGURES})")
_NUMBER = re.compile(r"[+-][0-9]+(?:\.[0-9]+)?")


def guarded(text: str, *, figures: bool = False) -> str:
    """Return a text with an apostrophe in front where a spreadsheet would run it as a formula.

    A text that already has apostrophes in front of a formula gets one more, so that :func:`unguarded` restores every
    text.

    Parameters
    ----------
    text : str
        A signed number (``-3.5``, ``+850212345``) is not a formula and is not changed.
    figures : bool, default False
        Also protect texts that a spreadsheet would take for numbers and change when it saves the sheet: ids of digits
        and signed numbers. For sheets that people fill in and return.

    Examples
    --------
    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'tis"), guarded("-3.5"), guarded("Songchon County")
    ("'=1+1", "''=1+1", "'tis", '-3.5', 'Songchon County')
    >>> guarded("123456789012"), guarded("123456789012", figures=True), guarded("-3.5", figures=True)
    ('123456789012', "'123456789012", "'-3.5")
    """
    if not figures and _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if _GUARDED.match(text) or (figures and _MANGLED.match(text)) else text


def guarded_all(texts: Sequence[str | None]) -> list[str | None]:
    """Texts as :func:`guarded` returns each; None stays.

    Only those whose first character occurs in front of formulas are looked at further.

    Examples
    --------
    >>> guarded_all(["Songchon County", None, "=1+1", ""])
    ['Songchon County', None, "'=1+1", '']
    """
    firsts = {text[:1] for text in texts if text}
    suspect = {first for first in firsts if _SUSPECT.match(first)}
    if not suspect:
        return list(texts)
    return [guarded(text) if text and text[0] in suspect else text for text in texts]


def unguarded(text: str) -> str:
    """Return the text that was passed to :func:`guarded`, with or without ``figures``.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'123456789012"), unguarded("'tis"), unguarded("-3.5")
    ('=1+1', '123456789012', "'tis", '-3.5')
    """
    return text[1:] if _FREED.match(text) else text
