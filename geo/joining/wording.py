"""Which words of a text tell what it is about, in either language, and how much it says that two share them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from geo.romanization import dprk
from geo.scanner import words

__all__ = ["telling", "weights"]

_NAMED = re.compile(r"[a-z]+(?:-[a-z]+)*-\d(?:[a-z\d.-]*[a-z\d])?")
_MEASURED = re.compile(r"\d+(?:[.,]\d+)*[ -]?(?:mm|kiloton|kt|ton)s?\b")
_WORD = re.compile(r"[a-z][a-z']{2,}|\d{3,}")
_KOREAN_NAMED = re.compile(r"([가-힣]{2,})[ -]?(?=\d)")
_PRETEND = 1000
"""Rows that are taken to have been read before, so that in a small table no common word passes for a rare one."""


def telling(text: str) -> frozenset[str]:
    """Words of a text that tell what it is about.

    Weapons keep their numbers, measures their units; words of ``words.toml``'s ``alike`` become the one that
    they stand for, Korean ones too. What stands in any report (``told`` there) is left out.

    Examples
    --------
    >>> sorted(telling("Test-fire of the Hwasongpho-19, a 240 mm-calibre MRLS, was conducted"))
    ['240mm', 'calibre', 'hwasong-19', 'multiple-rocket-launcher', 'test-fire']
    >>> sorted(telling("화성포-19형 시험발사"))
    ['hwasong-19', 'test-fire']
    """
    low = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    if not low.isascii():
        low = _KOREAN_NAMED.sub(lambda m: f" {dprk(m[1]).casefold()}-", low)
    low = _POMP.sub("-", low)
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        found.append(_tidy(match[0]))
        return " "

    concepts, names = _concepts()

    def stand(match: re.Match[str]) -> str:
        found.append(names[match[0]])
        return " "

    for pattern in (_NAMED, _MEASURED):
        low = pattern.sub(take, low)
    low = concepts.sub(stand, low)
    left_out = _told()
    found += (_singular(w) for w in _WORD.findall(low) if w not in left_out and not _is_year(w))
    return frozenset(found) - left_out


_POMP = re.compile(r"(?<=[a-z]{3})pho-(?=\d)")
"""State media say Hwasongpho ("Hwasong gun") of what others call Hwasong."""


def _tidy(name: str) -> str:
    """One spelling of a weapon's name or of a measure."""
    return (
        re.sub(r"s$", "", re.sub(r"[ -](?=[a-z]+s?$)", "", name)) if name[0].isdigit() else name.rstrip(".-")
    )


def _singular(word: str) -> str:
    word = word.removesuffix("'s").rstrip("'")
    return (
        word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    )


def _is_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in ("19", "20")


@cache
def _concepts() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of every word that stands for another, longest first, and what each stands for."""
    names = {said.casefold(): name for name, alike in words()["alike"].items() for said in alike}
    ordered = sorted(names, key=lambda said: (-len(said), said))
    parts = (rf"\b{re.escape(said)}\b" if said.isascii() else re.escape(said) for said in ordered)
    return re.compile("|".join(parts)), names


@cache
def _told() -> frozenset[str]:
    return frozenset(words()["told"]["words"])


def weights(rows: Iterable[Iterable[str]]) -> Mapping[str, float]:
    """What it says (0 to 1) that two texts share a word: the rarer, the more.

    Parameters
    ----------
    rows : iterable of iterable of str
        The words of every row of both sides, each word once a row.
    """
    counts: Counter[str] = Counter()
    size = 0
    for row in rows:
        counts.update(row)
        size += 1
    full = math.log(_PRETEND + size)
    return {word: (math.log((_PRETEND + size) / count) / full) ** 2 for word, count in counts.items()}
