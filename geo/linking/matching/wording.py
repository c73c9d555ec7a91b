"""Distinctive words of a text, in any language, and their weights by rarity."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Set
from functools import lru_cache
from sys import intern

from geo.languages import LANGUAGES
from geo.languages.combined import joined
from geo.languages.english.inflection import singular
from geo.languages.naming import Naming
from geo.reference.lexicon import Lexicon
from geo.text.romanization import dprk
from geo.text.scripts import HANGUL, Script

__all__ = ["Wording", "rarity"]

_TOKEN = re.compile(
    r"[a-z]+(?:-[a-z]+)*-\d(?:[a-z\d.-]*[a-z\d])?"  # hwasong-19, kn-02
    r"|\d+(?:[.,]\d+)*[ -]?(?:mm|kiloton|kt|ton)s?\b"
    rf"|[a-z][a-z']+|\d+(?:[.,]\d+)*|[{Script.HANGUL.ranges}\u4e00-\u9fff]+|[^\w\s-]"
)
_KOREAN_NAMED = re.compile(rf"({HANGUL.pattern}{{2,}})[ -]?(?=\d)")
_NAMING: Naming[re.Pattern[str]] = joined(LANGUAGES, "naming")
_BREAK = ""
_ASIAN = 0x2E80
_SHORTEST = 3
"""Length in letters of the shortest word that is used on its own."""
_PRETEND = 1000
"""Pseudo-count of rows added to the total, so that a common word does not look rare in a small table."""
_PLAIN = 0.5
"""Weight factor of an everyday word; names of things, numbers and word pairs have 1."""


class Wording:
    """Finds the distinctive words of texts, with the word lists of a lexicon.

    Weapon names keep their numbers, and measures their units. Synonyms (``alike`` in the lexicon) are replaced by one
    term for all languages. Words that occur in reports of any kind (``[report_words]`` in the lexicon) are left out.

    Parameters
    ----------
    lexicon : Lexicon

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> wording = Wording(Reference.bundled().lexicon)
    >>> sorted(wording.distinctive("The test-fire of a Hwasongpho-19, not of the 240 mm-calibre MRLS, was conducted"))
    ['240mm', '240mm calibre', 'calibre', 'calibre multiple-rocket-launcher', 'hwasong-19',
     'multiple-rocket-launcher', 'test-fire']
    >>> sorted(wording.distinctive("화성포-19형 시험발사"))
    ['hwasong-19', 'test-fire']
    """

    def __init__(self, lexicon: Lexicon) -> None:
        alike = lexicon.section("alike")
        self._phrases: dict[str, str] = {}
        korean: list[str] = []
        for name, same in alike.items():
            for phrase in same:
                if phrase.isascii():
                    self._phrases[" ".join(_tokens_of(phrase.casefold()))] = name
                else:
                    self._phrases[phrase] = name
                    korean.append(phrase)
        self._longest: dict[str, int] = {}
        for phrase in self._phrases:
            first, *rest = phrase.split(" ")
            self._longest[first] = max(self._longest.get(first, 0), 1 + len(rest))
        self._asian = re.compile("|".join(sorted(map(re.escape, korean), key=lambda k: (-len(k), k))))
        self._common = frozenset(map(singular, lexicon.list("report_words", "words"))) | {_BREAK}
        self._things = frozenset(alike)

    def distinctive(self, text: str, without: Set[str] = frozenset()) -> frozenset[str]:
        """Distinctive words of a text, and pairs of adjacent distinctive words.

        Parameters
        ----------
        text : str
        without : set of str
            Further words to leave out, in the form that this method returns, such as place names: places are compared
            separately.
        """
        low = text.casefold()
        if not low.isascii():
            low = unicodedata.normalize("NFKC", low).casefold().replace("’", "'")
            low = _KOREAN_NAMED.sub(lambda m: f" {dprk(m[1]).casefold()}-", low)
        tokens = self._tokens(_NAMING.weapon_class.sub("", low))
        found: set[str] = set()
        before, at = _BREAK, 0
        while at < len(tokens):
            word, length = tokens[at], 1
            for size in range(self._longest.get(word, 0), 0, -1):
                concept = self._phrases.get(" ".join(tokens[at : at + size]))
                if concept:
                    word, length = concept, size
                    break
            at += length
            counted = word.isdigit() and len(word) > 1  # "90 shells": a number counts only as part of a pair
            if (len(word) < _SHORTEST and not counted) or word in self._common or word in without:
                before = _BREAK
                continue
            if len(word) >= _SHORTEST:
                found.add(intern(word))
                if before != _BREAK:
                    found.add(intern(f"{before} {word}"))
            before = word
        return frozenset(found)

    def weights(self, counts: Mapping[str, int], size: int) -> Mapping[str, float]:
        """Weights (0 to 1) of shared words: the rarer, the higher; halved for everyday words.

        Parameters
        ----------
        counts : mapping of str to int
            In how many rows of both sides each word is.
        size : int
            Number of these rows.
        """

        def everyday(word: str) -> bool:
            return not (word in self._things or " " in word or any(c.isdigit() for c in word))

        return {
            word: rare * (_PLAIN if everyday(word) else 1.0) for word, rare in rarity(counts, size).items()
        }

    def _tokens(self, low: str) -> list[str]:
        """Normalised words in order; an empty string marks the end of a phrase."""
        if low.isascii():
            return [_form(token) for token in _TOKEN.findall(low)]
        tokens: list[str] = []
        for token in _TOKEN.findall(low):
            if ord(token[0]) > _ASIAN:
                tokens += [*self._asian.findall(token), _BREAK]
            else:
                tokens.append(_form(token))
        return tokens


@lru_cache(maxsize=1 << 17)
def _form(token: str) -> str:
    """The normalised form of a token; empty where it ends a phrase."""
    if token[0].isdigit():
        if token[-1].isdigit():
            return _BREAK if len(token) == 4 and token[:2] in ("19", "20") else token
        return re.sub(r"[ -]", "", token).rstrip("s")
    if "-" in token:
        return token
    return singular(token) if token[0].isalpha() else _BREAK


def _tokens_of(phrase: str) -> list[str]:
    return [singular(word) for word in re.split(r"[ -]", phrase)]


def rarity(counts: Mapping[str, int], size: int) -> Mapping[str, float]:
    """Rarity (0 to 1) of each word or name: 1 if only one row has it, near 0 if most of ``size`` rows have it."""
    full = math.log(_PRETEND + size)
    return {word: (math.log((_PRETEND + size) / count) / full) ** 2 for word, count in counts.items()}
