"""In which languages a text is read: those that share letters are told apart by the script that only one has."""

from __future__ import annotations

import re
from functools import cache

from geo.text.scripts import Script

from .base import Language

__all__ = ["languages_of"]

_SHARE = 0.05
"""Share of its letters that a line in Japanese has in kana at the least: a headline has few, a Chinese brand fewer."""


@cache
def _letters(script: Script) -> re.Pattern[str]:
    return re.compile(f"[{script.ranges}]")


def languages_of(text: str, languages: tuple[Language, ...]) -> tuple[Language, ...]:
    """The languages in which a text may be read.

    Parameters
    ----------
    text : str
    languages : tuple of Language

    Returns
    -------
    tuple of Language
        Without those that need a mark which the text lacks; where it has one, without those whose letters it shares.

    Examples
    --------
    >>> from geo.languages import LANGUAGES
    >>> [one.id for one in languages_of("平壌で会談した。", LANGUAGES)]
    ['en', 'ko', 'ja']
    >>> [one.id for one in languages_of("在平壤會談。", LANGUAGES)]
    ['en', 'ko', 'zh']
    """
    marked = next((one for one in languages if one.mark and _is_marked(text, one)), None)
    if marked is None:
        return tuple(one for one in languages if one.mark is None)
    return tuple(one for one in languages if one is marked or not (one.mark or one.scripts <= marked.scripts))


def _is_marked(text: str, language: Language) -> bool:
    """Whether a line of a text has more of a language's mark than a word quoted in another language has."""
    if language.mark is None or text.isascii() or not _letters(language.mark).search(text):
        return False
    return any(_is_marked_line(line, language, language.mark) for line in text.split("\n"))


def _is_marked_line(line: str, language: Language, mark: Script) -> bool:
    marks, hangul = (len(_letters(script).findall(line)) for script in (mark, Script.HANGUL))
    shared = sum(len(_letters(script).findall(line)) for script in language.scripts)
    return marks > 0 and marks >= _SHARE * shared and 2 * marks >= hangul
