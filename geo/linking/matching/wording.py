"""Which words of a text tell what it is about, in either language, and how much it says that two share them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from functools import cache, lru_cache
from sys import intern

from geo.reference.lexicon import words
from geo.text.romanization import dprk

__all__ = ["rarity", "telling", "weights"]

_TOKEN = re.compile(
    r"[a-z]+(?:-[a-z]+)*-\d(?:[a-z\d.-]*[a-z\d])?"  # hwasong-19, kn-02
    r"|\d+(?:[.,]\d+)*[ -]?(?:mm|kiloton|kt|ton)s?\b"
    r"|[a-z][a-z']+|\d+(?:[.,]\d+)*|[가-힣一-鿿]+|[^\w\s-]"
)
_KOREAN_NAMED = re.compile(r"([가-힣]{2,})[ -]?(?=\d)")
_POMP = re.compile(r"(?<=[a-z]{3})pho-(?=\d)")
"""State media say Hwasongpho ("Hwasong gun") of what others call Hwasong."""
_BREAK = ""
_ASIAN = 0x2E80
_SHORTEST = 3
"""Letters of the shortest word that tells something by itself."""
_PRETEND = 1000
"""Rows that are taken to have been read before, so that in a small table no common word passes for a rare one."""
_PLAIN = 0.5
"""What a word of everyday language says, measured by the name of a thing or by two words that go together."""


def telling(text: str, without: Set[str] = frozenset()) -> frozenset[str]:
    """Words of a text that tell what it is about, and pairs of them that stand together.

    Weapons keep their numbers, measures their units; words of ``words.toml``'s ``alike`` become the one that
    they stand for, Korean ones too. What stands in any report (``told`` there) is left out.

    Parameters
    ----------
    text : str
    without : set of str
        More words to leave out, as this function gives them: names of places, which are compared as places.

    Examples
    --------
    >>> sorted(telling("The test-fire of a Hwasongpho-19, not of the 240 mm-calibre MRLS, was conducted"))
    ['240mm', '240mm calibre', 'calibre', 'calibre multiple-rocket-launcher', 'hwasong-19',
     'multiple-rocket-launcher', 'test-fire']
    >>> sorted(telling("화성포-19형 시험발사"))
    ['hwasong-19', 'test-fire']
    """
    low = text.casefold()
    if not low.isascii():
        low = unicodedata.normalize("NFKC", low).casefold().replace("’", "'")
        low = _KOREAN_NAMED.sub(lambda m: f" {dprk(m[1]).casefold()}-", low)
    tokens = _tokens(_POMP.sub("-", low))
    phrases, longest, _ = _concepts()
    left_out = _told()
    found: set[str] = set()
    before, at = _BREAK, 0
    while at < len(tokens):
        word, length = tokens[at], 1
        for size in range(longest.get(word, 0), 0, -1):
            concept = phrases.get(" ".join(tokens[at : at + size]))
            if concept:
                word, length = concept, size
                break
        at += length
        counted = word.isdigit() and len(word) > 1  # "90 shells": nothing by itself
        if (len(word) < _SHORTEST and not counted) or word in left_out or word in without:
            before = _BREAK
            continue
        if len(word) >= _SHORTEST:
            found.add(intern(word))
            if before != _BREAK:
                found.add(intern(f"{before} {word}"))
        before = word
    return frozenset(found)


def _tokens(low: str) -> list[str]:
    """Words in order, in one form each; what breaks a phrase is an empty one."""
    if low.isascii():
        return [_form(said) for said in _TOKEN.findall(low)]
    known = _concepts()[2]
    tokens: list[str] = []
    for said in _TOKEN.findall(low):
        tokens += [*known.findall(said), _BREAK] if ord(said[0]) > _ASIAN else [_form(said)]
    return tokens


@lru_cache(maxsize=1 << 17)
def _form(said: str) -> str:
    """The one form of a token; empty where it breaks a phrase."""
    if said[0].isdigit():
        if said[-1].isdigit():
            return _BREAK if len(said) == 4 and said[:2] in ("19", "20") else said
        return re.sub(r"[ -]", "", said).rstrip("s")
    if "-" in said:
        return said
    return _singular(said) if said[0].isalpha() else _BREAK


def _singular(word: str) -> str:
    word = word.removesuffix("'s").rstrip("'")
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return (
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    )


@cache
def _concepts() -> tuple[dict[str, str], dict[str, int], re.Pattern[str]]:
    """What each phrase stands for, how long those are that a word begins, and a pattern of the Korean and Chinese."""
    phrases: dict[str, str] = {}
    korean: list[str] = []
    for name, alike in words()["alike"].items():
        for said in alike:
            if said.isascii():
                phrases[" ".join(_tokens_of(said.casefold()))] = name
            else:
                phrases[said] = name
                korean.append(said)
    longest: dict[str, int] = {}
    for phrase in phrases:
        first, *rest = phrase.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return phrases, longest, re.compile("|".join(sorted(map(re.escape, korean), key=lambda k: (-len(k), k))))


def _tokens_of(phrase: str) -> list[str]:
    return [_singular(word) for word in re.split(r"[ -]", phrase)]


@cache
def _told() -> frozenset[str]:
    return frozenset(map(_singular, words()["told"]["words"])) | {_BREAK}


@cache
def _things() -> frozenset[str]:
    return frozenset(words()["alike"])


def weights(rows: Iterable[Iterable[str]]) -> Mapping[str, float]:
    """What it says (0 to 1) that two texts share a word: the rarer, the more; half of it for everyday words.

    Parameters
    ----------
    rows : iterable of iterable of str
        The words of every row of both sides, each word once a row.
    """
    things = _things()

    def plain(word: str) -> bool:
        return not (word in things or " " in word or any(c.isdigit() for c in word))

    return {word: rare * (_PLAIN if plain(word) else 1.0) for word, rare in rarity(rows).items()}


def rarity(rows: Iterable[Iterable[str]]) -> Mapping[str, float]:
    """How rare (0 to 1) each word or name is: 1 where one row alone has it, 0 where all have it."""
    counts: Counter[str] = Counter()
    size = 0
    for row in rows:
        counts.update(row)
        size += 1
    full = math.log(_PRETEND + size)
    return {word: (math.log((_PRETEND + size) / count) / full) ** 2 for word, count in counts.items()}
