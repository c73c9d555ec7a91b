"""Helpers for the words of cues and cheap tests before patterns are tried."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["beginnings", "either_case", "has_any"]


def has_any(words: Iterable[str], text: str) -> bool:
    """Whether a text contains one of some words; a cheap test before a pattern is tried.

    Examples
    --------
    >>> has_any(("here", " home"), "left for home"), has_any((), "left for home")
    (True, False)
    """
    for word in words:  # noqa: SIM110 - any() with a generator takes twice the time, and this is asked of each sentence
        if word in text:
            return True
    return False


def beginnings(text: str) -> set[str]:
    """The first four letters of the words of a text: one cheap test, whatever the number of words sought.

    Examples
    --------
    >>> sorted(beginnings("it promised a mill"))
    ['a', 'it', 'mill', 'prom']
    """
    return {word[:4] for word in text.split()}


def either_case(cues: Iterable[str]) -> frozenset[str]:
    """Cues as they stand within a sentence and at its beginning.

    Examples
    --------
    >>> sorted(either_case(["fired a", "Engine Test"]))
    ['Engine Test', 'Fired a', 'fired a']
    """
    given = frozenset(cues)
    return given | {cue[0].upper() + cue[1:] for cue in given}
