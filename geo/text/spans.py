"""Stretches of text on their way to becoming mentions, and small readers of the text around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from geo.model.entities import Kind, Name, Role

from .scripts import Script

__all__ = ["Hit", "Span", "Term", "Text", "word_after", "word_before"]

# A stop with what closes after it, or a line's end; then blanks. It begins with a set, which is searched fast.
_BREAK = re.compile(r"[.!?\n。！？](?:(?<!\n)[\"”’')\]」』]+)?\s*")
_WORD_END = re.compile(r"^.*[^A-Za-z.]")
_UNSPACED = frozenset(script for script in Script if not script.spaced)
"""Scripts in which the next sentence may begin without a blank."""


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
    """A text with its sentences found when first asked for.

    Parameters
    ----------
    text : str
    abbreviations : frozenset of str
        Words whose full stop ends no sentence; those of all languages that are read are
        :data:`geo.languages.ABBREVIATIONS`.
    """

    __slots__ = ("_abbreviations", "_starts", "text")

    def __init__(self, text: str, abbreviations: frozenset[str] = frozenset()) -> None:
        self.text = text
        self._abbreviations = abbreviations
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """Offsets at which sentences begin."""
        if self._starts is None:
            self._starts = list(_starts(self.text, self._abbreviations))
        return self._starts

    def sentence(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence that holds an offset.

        Examples
        --------
        >>> text = Text("He went to Mt. Paektu. Then home.", frozenset(["Mt"]))
        >>> text.sentence(3), text.sentence(25)
        ((0, 23), (23, 33))
        """
        return self.bounds(self.number(offset))

    def bounds(self, number: int) -> tuple[int, int]:
        """Start and end of a sentence by its number."""
        starts = self.starts
        return starts[number], starts[number + 1] if number + 1 < len(starts) else len(self.text)

    def number(self, offset: int) -> int:
        """Which sentence holds an offset, from 0."""
        starts = self._starts
        return bisect_right(self.starts if starts is None else starts, offset) - 1


def _starts(text: str, abbreviations: frozenset[str]) -> Iterator[int]:
    """Offsets at which sentences begin: after a line's end, or after a stop that is none of a short word."""
    size = len(text)
    yield 0
    for match in _BREAK.finditer(text):
        at = match.end()
        if at >= size:
            break
        stop = match.group()
        if "\n" not in stop:
            start = match.start()
            if (
                not stop[-1].isspace()
                and stop[0] in ".!?"
                and not (start and Script.of(text[start - 1]) in _UNSPACED)
            ):
                continue  # "3.5", "U.S.-led"
            if text[at].islower() or (stop[0] == "." and _short(text, start, abbreviations)):
                continue
        yield at


def _short(text: str, stop: int, abbreviations: frozenset[str]) -> bool:
    """Whether the word before a stop is a title, a month or an initial."""
    start = max(0, stop - 7)
    word = _WORD_END.sub("", text[max(start, text.rfind(" ", start, stop) + 1) : stop])
    return word in abbreviations or (len(word) == 1 and word.isupper())


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


@dataclass(frozen=True, slots=True)
class Term:
    """What a pattern of the automaton may be: any of these at once."""

    names: tuple[Name, ...] = ()
    site: str = ""
    common: str = ""
    cue: str = ""
    person: str = ""
    suffix: bool = False
    area: bool = False
    mount: bool = False
    script: Script = Script.LATIN

    @property
    def glued(self) -> bool:
        """KCNA's pages set the leaders' names in bold and lose the blanks around them."""
        return self.person in ("leader", "former") or any(
            n.place.name.startswith("Kim Il Sung") for n in self.names
        )


class Hit(NamedTuple):
    """A term at its place in the text."""

    start: int
    end: int
    term: Term
