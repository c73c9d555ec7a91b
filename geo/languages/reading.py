"""Selection of the languages of a text: by the scripts of its letters, and by a script that only one language has."""

from __future__ import annotations

import re
from functools import cache

from geo.text.scripts import Script

from .base import Language

__all__ = ["languages_of", "scripts_in", "written_in"]

_SHARE = 0.05
"""Smallest share of kana in a Japanese line. A headline has few; a Chinese line with a brand name has fewer."""


@cache
def _letters(script: Script) -> re.Pattern[str]:
    return re.compile(f"[{script.ranges}]")


@cache
def _leads(script: Script) -> tuple[bytes, ...]:
    """First bytes of a script's letters in UTF-8; searching for them is ten times as fast as a character class."""
    letters = (chr(code) for code in range(0x80, 0x10000) if not 0xD800 <= code < 0xE000)
    return tuple(sorted({c.encode()[:2] for c in letters if _letters(script).fullmatch(c)}))


def languages_of(text: str, languages: tuple[Language, ...]) -> tuple[Language, ...]:
    """The languages to use for a text.

    Parameters
    ----------
    text : str
    languages : tuple of Language

    Returns
    -------
    tuple of Language
        In the given order. Languages with a mark (Japanese) are left out where the text does not have it; where it
        has, the other languages with the same characters (Chinese) are left out.

    Examples
    --------
    >>> from geo.languages import LANGUAGES
    >>> [one.id for one in languages_of("平壌で会談した。", LANGUAGES)]
    ['en', 'ko', 'ja']
    >>> [one.id for one in languages_of("在平壤會談。", LANGUAGES)]
    ['en', 'ko', 'zh']
    """
    if text.isascii():
        return _unmarked(languages)
    marked = next((one for one in languages if one.mark and _is_marked(text, one)), None)
    if marked is None:
        return _unmarked(languages)
    return tuple(one for one in languages if one is marked or not (one.mark or one.scripts <= marked.scripts))


@cache
def _unmarked(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    return tuple(one for one in languages if one.mark is None)


def _classes() -> bytes:
    """For each byte of UTF-8 what it may begin: a letter of Latin (l, or a in ASCII), Hangul (k), or another (h)."""
    of = bytearray(b" " * 256)
    for code in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)):
        of[code] = ord("a")
    of[0xC3:0xCA] = b"l" * 7
    of[0xE1] = ord("l")
    of[0xE3:0xEA] = b"h" * 7
    of[0xEA:0xEE] = b"k" * 4
    of[0xEF] = ord("h")
    return bytes(of)


_CLASSES = _classes()
_LATIN_WORD = re.compile("[A-Za-z]{2}")
_LATIN_ONLY = frozenset([Script.LATIN])
_NONE: frozenset[Script] = frozenset()
_EAST = frozenset([Script.HAN, Script.KANA])


def scripts_in(text: str) -> frozenset[Script]:
    """The scripts in which a text may have words; Latin where two letters stand together, as in no list's "o".

    The test looks at the first byte of each letter, so it may name a script too many and never one too few.

    Examples
    --------
    >>> sorted(script.name for script in scripts_in("o 평양시 KN-25"))
    ['HANGUL', 'LATIN']
    >>> sorted(script.name for script in scripts_in("o 2.28. 평양시 3.5 m"))
    ['HANGUL']
    """
    if text.isascii():
        return _LATIN_ONLY if _LATIN_WORD.search(text) else _NONE
    seen = text.encode("utf-8", "replace").translate(_CLASSES)
    found = _LATIN_ONLY if b"aa" in seen or b"l" in seen else _NONE
    if b"k" in seen:
        found |= {Script.HANGUL}
    return found | _EAST if b"h" in seen else found


def written_in(languages: tuple[Language, ...], scripts: frozenset[Script]) -> tuple[Language, ...]:
    """Those of some languages of which a text in some scripts can have words; all where it can have none of any.

    Examples
    --------
    >>> from geo.languages import LANGUAGES
    >>> [one.id for one in written_in(LANGUAGES, scripts_in("In Songchon County."))]
    ['en']
    """
    return tuple(one for one in languages if not one.scripts.isdisjoint(scripts)) or languages


def _is_marked(text: str, language: Language) -> bool:
    """Whether a line of a text has more letters of a language's mark than a quoted word would have."""
    if language.mark is None or text.isascii():
        return False
    encoded = text.encode("utf-8", "replace")
    if not any(lead in encoded for lead in _leads(language.mark)):
        return False
    return any(_is_marked_line(line, language, language.mark) for line in text.split("\n"))


def _is_marked_line(line: str, language: Language, mark: Script) -> bool:
    marks, hangul = (len(_letters(script).findall(line)) for script in (mark, Script.HANGUL))
    shared = sum(len(_letters(script).findall(line)) for script in language.scripts)
    return marks > 0 and marks >= _SHARE * shared and 2 * marks >= hangul
