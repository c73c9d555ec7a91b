"""Stretches of text on their way to becoming mentions, and small readers of the text around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from .gazetteer import Name
from .model import Kind, Role

__all__ = ["Span", "Text", "word_after", "word_before"]

# A sentence ends at a line's end or after its stop, unless the stop belongs to a title or an initial.
_SENTENCE = re.compile(
    r"(?<![A-Z]\.[A-Z])(?<!\b[A-Z])(?<!\bMt)(?<!\bNo)(?<!\bDr)(?<!\bMr)(?<!\bGen)(?<!\bGov)(?<!\bSt)(?<!\bvs)"
    r"(?<!\bJan)(?<!\bFeb)(?<!\bAug)(?<!\bSept)(?<!\bSep)(?<!\bOct)(?<!\bNov)(?<!\bDec)(?<!\ba\.m)(?<!\bp\.m)"
    r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9가-힣-])|\n+|(?<=[다요][.])\s*"
)


@dataclass(slots=True)
class Span:
    """A stretch of text that may name a place.

    ``names`` are the entries of the gazetteer that it may be; ``parts`` the names inside a site's name, each
    with its own start; ``unit`` the type word that follows ("County"); ``rule`` what gave it its role.
    ``tail`` is where the text goes on after a span of a list ("Majon" in "Majon and Naeho farms in ..."), and
    a ``generic`` site ("Township Farm") is one only where the text says in which unit it is.
    """

    start: int
    end: int
    kind: Kind
    role: Role = "location"
    names: tuple[Name, ...] = ()
    unit: str = ""
    rule: str = ""
    site: str = ""
    parts: list[Span] = field(default_factory=list)
    key: str = ""
    tail: int = 0
    generic: bool = False

    @property
    def after(self) -> int:
        """Where the text goes on after the span."""
        return self.tail or self.end


class Text:
    """A text with its sentences found when first asked for."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """Offsets at which sentences begin."""
        if self._starts is None:
            self._starts = [0, *(m.end() for m in _SENTENCE.finditer(self.text))]
        return self._starts

    def sentence(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence that holds an offset.

        Examples
        --------
        >>> text = Text("He went to Mt. Paektu. Then home.")
        >>> text.sentence(3), text.sentence(25)
        ((0, 23), (23, 33))
        """
        starts = self.starts
        at = bisect_right(starts, offset)
        return starts[at - 1], starts[at] if at < len(starts) else len(self.text)

    def number(self, offset: int) -> int:
        """Which sentence holds an offset, from 0."""
        return bisect_right(self.starts, offset) - 1


def word_before(text: str, start: int) -> str:
    """The word that ends one blank before ``start``; empty at the start of a line.

    Examples
    --------
    >>> word_before("Comrade Kim Chaek", 8), word_before("Songchon", 0)
    ('Comrade', '')
    """
    if start < 2 or text[start - 1] != " ":
        return ""
    at = start - 1
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return text[at : start - 1]


def word_after(text: str, end: int) -> str:
    """The word that begins one blank after ``end``, without punctuation.

    Examples
    --------
    >>> word_after("Songchon County, where", 8)
    'County'
    """
    if end + 1 >= len(text) or text[end] != " ":
        return ""
    at = end + 1
    stop = at
    while stop < len(text) and (text[stop].isalnum() or text[stop] in "-'’"):
        stop += 1
    return text[at:stop]
