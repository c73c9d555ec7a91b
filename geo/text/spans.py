"""Spans, terms and sentences of a text, and helpers that read the words around a position."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from geo.model.entities import Kind, Name, Role

from .notes import item_starts
from .scripts import Script

__all__ = ["Hit", "Span", "Term", "Text", "word_after", "word_before"]

_STOPS = ".!?\n。！？"
# Sentence end: a stop with closing quotes or brackets, or a line break; then white space.
_BREAK = re.compile(r"[.!?\n。！？](?:(?<!\n)[\"”’')\]」』]+)?\s*")
_WORD_END = re.compile(r"^.*[^A-Za-z.]")
_UNSPACED = re.compile(f"[{''.join(script.ranges for script in Script if not script.spaced)}]")
"""A letter of a script without spaces, after which the next sentence may begin at once."""
_DAY_BEFORE = re.compile(r"(?<![\d.])\d{1,2}\. ?\d{1,2}$")
"""Month and day in figures ("2.28."), whose last stop ends no sentence."""


@dataclass(slots=True)
class Span:
    """A span of text that may name a place.

    Attributes
    ----------
    start, end : int
        Offsets in the text.
    kind : str
        Kind of the place.
    role : str
        Role of the name in the text: location, dateline, part of another name, or the government.
    names : tuple of Name
        Gazetteer entries that it may mean.
    unit : str
        The type word that follows ("County").
    rule : str
        Name of the rule that gave the role.
    site : str
        Kind of site, for a site.
    parts : list of Span
        Place names inside the name of a site.
    key : str
        What mentions of the same site or small place have in common.
    tail : int
        For a name in a list, the end of the list ("Majon" in "Majon and Naeho farms in ..."); otherwise 0.
    generic : bool
        Whether the name is common ("Township Farm"), so that it is a mention only where the text names its unit.
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
        """Offset of the text after the span, or after the list in which it is."""
        return self.tail or self.end


class Text:
    """A text with its sentences, which are found when first needed.

    Parameters
    ----------
    text : str
    abbreviations : frozenset of str
        Words after which a full stop does not end a sentence, such as :data:`geo.languages.ABBREVIATIONS`.
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
            starts = list(_starts(self.text, self._abbreviations))
            items = item_starts(self.text)
            self._starts = sorted({*starts, *items}) if items else starts
        return self._starts

    def sentence(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence that contains an offset.

        Examples
        --------
        >>> text = Text("He went to Mt. Paektu. Then home.", frozenset(["Mt"]))
        >>> text.sentence(3), text.sentence(25)
        ((0, 23), (23, 33))
        """
        return self.bounds(self.number(offset))

    def bounds(self, number: int) -> tuple[int, int]:
        """Start and end of the sentence with a number."""
        starts = self.starts
        return starts[number], starts[number + 1] if number + 1 < len(starts) else len(self.text)

    def number(self, offset: int) -> int:
        """Number, from 0, of the sentence that contains an offset."""
        starts = self._starts
        return bisect_right(self.starts if starts is None else starts, offset) - 1


def _starts(text: str, abbreviations: frozenset[str]) -> Iterator[int]:
    """Offsets at which sentences begin: after a line break, or after a stop that ends no abbreviation."""
    size = len(text)
    yield 0
    at = 0
    for stop_at in _stops(text):
        if stop_at < at:
            continue
        match = _BREAK.match(text, stop_at)
        if match is None:
            continue
        at = match.end()
        if at >= size:
            break
        stop = match.group()
        if "\n" not in stop:
            start = match.start()
            if (
                not stop[-1].isspace()
                and stop[0] in ".!?"
                and not (start and _UNSPACED.match(text, start - 1))
            ):
                continue  # "3.5", "U.S.-led"
            if text[at].islower() or (stop[0] == "." and _short(text, start, abbreviations)):
                continue
            if (
                stop[0] == "."
                and start
                and text[start - 1].isdigit()
                and _DAY_BEFORE.search(text, max(0, start - 6), start)
            ):
                continue
        yield at


def _stops(text: str) -> list[int]:
    """Offsets of stops and line breaks: each kind sought alone is found many times as fast as a class of all."""
    found: list[int] = []
    for stop in _STOPS:
        at = text.find(stop)
        while at >= 0:
            found.append(at)
            at = text.find(stop, at + 1)
    found.sort()
    return found


def _short(text: str, stop: int, abbreviations: frozenset[str]) -> bool:
    """Whether the word before a stop is an abbreviation or an initial."""
    start = max(0, stop - 7)
    word = _WORD_END.sub("", text[max(start, text.rfind(" ", start, stop) + 1) : stop])
    return word in abbreviations or (len(word) == 1 and word.isupper())


def word_before(text: str, start: int) -> str:
    """The word before ``start``, separated by one space; empty at the start of a line.

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
    """The word after ``end``, separated by one space, without punctuation.

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
    """The meanings of a pattern of the automaton, of which it may have several.

    Attributes
    ----------
    names : tuple of Name
        Gazetteer names.
    site : str
        Kind of site that the word denotes in a name ("Factory").
    common : str
        Kind of site that the common noun denotes ("factory").
    cue : str
        Event type of which the word is a cue; ``"none"``, ``"void"`` and ``"same"`` for words that rule out an event
        or refer back to one.
    person : str
        ``"leader"``, ``"former"`` or ``"namesake"`` for the name of a person.
    suffix, area, mount : bool
        Type words of small places: at the end of the name, after it, before it.
    script : Script
    """

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
        """Whether spaces around the term may be missing, as around leaders' names (set in bold) on KCNA's pages."""
        return self.person in ("leader", "former") or any(
            n.place.name.startswith("Kim Il Sung") for n in self.names
        )


class Hit(NamedTuple):
    """A term with its offsets in the text."""

    start: int
    end: int
    term: Term
