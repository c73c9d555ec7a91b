"""Texts in a CSV that a spreadsheet opens: none that it runs as a formula, and the way back."""

from __future__ import annotations

import re

__all__ = ["guarded", "unguarded"]

_RUNS = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""How a text begins that a spreadsheet runs, also in the wide forms of East Asian keyboards."""
_FIGURES = r"\d+(?:[eE]\d+)?\Z|0\d"
"""A text that a spreadsheet takes for a number and writes otherwise: an id in figures, "007", "12e34567"."""
_GUARDED = re.compile(f"'*(?:{_RUNS})|'+(?:{_FIGURES})")
_MANGLED = re.compile(_FIGURES)
_FREED = re.compile(f"'+(?:{_RUNS}|{_FIGURES})")
_NUMBER = re.compile(r"[+-][0-9]+(?:\.[0-9]+)?")


def guarded(text: str, *, figures: bool = False) -> str:
    """A text that no spreadsheet runs as a formula: with an apostrophe before it where one would.

    A text that begins with apostrophes before what is guarded gets one more, so that :func:`unguarded` gives
    every text back.

    Parameters
    ----------
    text : str
        A signed number (``-3.5``, ``+850212345``) is no formula and stays as it is.
    figures : bool, default False
        Also guard what a spreadsheet would take for a number and write otherwise when it saves the sheet: ids
        in figures and signed numbers. For sheets that people fill in and give back.

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


def unguarded(text: str) -> str:
    """The text that :func:`guarded` was given, with figures or without.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'123456789012"), unguarded("'tis"), unguarded("-3.5")
    ('=1+1', '123456789012', "'tis", '-3.5')
    """
    return text[1:] if _FREED.match(text) else text
