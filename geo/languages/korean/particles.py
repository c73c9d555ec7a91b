"""What follows a place name in Korean: particles, type words, and words for bodies."""

from __future__ import annotations

import re

from geo.model.entities import Name
from geo.reference.gazetteer import TYPE_WORDS
from geo.reference.lexicon import Lexicon

__all__ = ["Particles", "hangul", "unit_of"]

_TYPES = tuple(sorted((w for w in TYPE_WORDS if "가" <= w[0] <= "힣"), key=len, reverse=True))


def hangul(text: str, at: int) -> bool:
    """Whether the character at an offset is a Hangul syllable; False outside the text."""
    return 0 <= at < len(text) and "가" <= text[at] <= "힣"


class Particles:
    """Patterns for what may follow a name, built from the word lists of a reference.

    Attributes
    ----------
    after : re.Pattern
        The end of a word after a name: a particle or nothing, and no further syllable (성천군에서).
    after_built : re.Pattern
        The same with words for building before the particle (공장건설장에서).
    body : re.Pattern
        A word after a unit that makes it part of the name of a body.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        particles = "|".join(sorted(lexicon.list("korean_text", "particles"), key=len, reverse=True))
        bodies = "|".join(sorted(lexicon.list("korean_text", "bodies"), key=len, reverse=True))
        self.after = re.compile(rf"(?:{particles})?(?![가-힣])")
        self.after_built = re.compile(rf"(?:건설장|건설현장|현장|개건|건설)?(?:{particles})?(?![가-힣])")
        self.body = re.compile(rf"\s?(?:{bodies})")


def unit_of(text: str, end: int, names: tuple[Name, ...]) -> tuple[str, int]:
    """The type word after a name and its end offset; an empty word where it fits no place of that name.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> unit_of("성천군에서", 2, tuple(Reference.bundled().gazetteer.names["성천"]))
    ('군', 3)
    """
    for word in _TYPES:
        if text.startswith(word, end) and any(n.place.type in TYPE_WORDS[word] for n in names):
            return word, end + len(word)
    return "", end
