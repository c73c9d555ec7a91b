"""One pass over a text for every name, site word, person and cue that the reference knows.

The automaton (a deterministic one, leftmost-longest) holds all spellings of all places together with the
words of ``words.toml``, so that the text is read once however much is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from geo.reference.gazetteer import Gazetteer, gazetteer
from geo.reference.lexicon import words
from geo.text.romanization import is_korean
from geo.text.spans import Hit, Term

__all__ = ["scan"]

SUFFIXES = ("-ri", "-dong", "-rodongjagu", "-nodongjagu", "-up", "-ni")
"""Type words that make any name before them a settlement."""

AREAS = (
    "District", "Island", "Islet", "Workers' District", "Township", "Village",
    "Cavern", "Cave", "Falls", "Waterfall", "Waterfalls", "Gorge", "Spa",
)  # fmt: skip
"""Type words of smaller places that the reference need not know by name."""

_REACH = 40
"""How far beyond its own end a term is looked for inside another; longer ones begin with no common word."""

MOUNTS = ("Mt", "Mt.", "Mount", "Lake", "Cape")
"""Type words that stand before the name."""


def _printed(name: str) -> Iterator[str]:
    """A spelling with the apostrophes that print uses, and with apostrophes in place of breves."""
    yield name
    if "'" in name:
        for mark in "’ʼ‘`":
            yield name.replace("'", mark)
    if "ŏ" in name or "ŭ" in name:
        loose = name.replace("ŏ", "o'").replace("ŭ", "u'").replace("Ŭ", "U'").replace("Ŏ", "O'")
        yield loose
        yield loose.replace("'", "’")


def _patterns(known: Gazetteer) -> Iterator[tuple[str, dict[str, Any]]]:
    for spelling, names in known.names.items():
        if len(spelling) < 2:
            continue
        for printed in _printed(spelling):
            yield printed, {"names": tuple(names)}
        if any(n.form == "dprk" for n in names) and len(spelling) > 3:
            yield spelling.upper(), {"names": tuple(names)}
    lists = words()
    for field in ("site", "common", "korean"):
        for kind, heads in lists[field].items():
            for head in heads:
                yield head, {field if field != "korean" else "site": kind}
                if "'" in head:
                    yield head.replace("'", "’"), {field: kind}
    for event, cues in lists["event"].items():
        for cue in cues:
            yield cue, {"cue": event}
            if cue[0].islower():
                yield cue[0].upper() + cue[1:], {"cue": event}
    for cue in lists["event_not"]["words"]:
        yield cue, {"cue": "none"}
    for cue in lists["event_not"]["void"]:
        yield cue, {"cue": "void"}
    for person, field in (("leader", "leaders"), ("former", "former_leaders"), ("namesake", "namesakes")):
        for name in lists["person"][field]:
            yield name, {"person": person}
    for suffix in SUFFIXES:
        yield suffix, {"suffix": True}
    for area in AREAS:
        yield area, {"area": True}
    for mount in MOUNTS:
        yield mount, {"mount": True}


class _Scanner:
    def __init__(self, known: Gazetteer) -> None:
        found: dict[str, dict[str, Any]] = {}
        for pattern, fields in _patterns(known):
            held = found.setdefault(pattern, {"korean": is_korean(pattern) or ord(pattern[0]) > 0x2E80})
            for key, value in fields.items():
                held[key] = held.get(key, ()) + value if key == "names" else held.get(key) or value
        self.terms = [Term(**fields) for fields in found.values()]
        self._find = AhoCorasick(
            list(found), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        ).find_matches_as_indexes
        # Per pattern: 0 needs whole words, 1 a leader's name glued to its neighbours, 2 Korean.
        self.manner = [2 if t.korean else 1 if t.glued else 0 for t in self.terms]
        self.hyphened = [t.suffix for t in self.terms]

    def scan(self, text: str) -> list[Hit]:
        hits = []
        terms, manner, hyphened, size = self.terms, self.manner, self.hyphened, len(text)
        glued = -1  # where a leader's name ends, to which the next word may be glued
        for pattern, start, end in self._find(text):
            if manner[pattern] == 0:
                if end < size and text[end].isalnum():
                    if " " in text[start:end]:
                        hits += self._hidden(text, start, end)
                    continue
                if start and start != glued and text[start - 1].isalnum() != hyphened[pattern]:
                    continue
            elif manner[pattern] == 1:
                glued = end
            hits.append(Hit(start, end, terms[pattern]))
        return hits

    def _hidden(self, text: str, start: int, end: int) -> list[Hit]:
        """What a longer term hides that is none: "tested a" in "tested at", "missile launch" in "missile launched"."""
        hits = [
            Hit(a + start, b + start, term)
            for a, b, term in self.scan(text[start : text.rindex(" ", start, end)])
        ]
        inner = hits[-1].end if hits else text.index(" ", start, end) + 1
        reach = text.find(" ", end + _REACH)
        later = self.scan(text[inner : reach if reach >= 0 else len(text)])
        return hits + [Hit(a + inner, b + inner, term) for a, b, term in later if a + inner < end]


@lru_cache(maxsize=3)  # the bundled names, those with a user's aliases, and an article's own beside them
def _scanner(known: Gazetteer) -> _Scanner:
    return _Scanner(known)


def scan(text: str) -> list[Hit]:
    """Every known term of a text, in order, none overlapping another.

    Examples
    --------
    >>> [(h.start, h.term.names[0].place.place_id) for h in scan("In Songchon County.") if h.term.names]
    [(3, 'KP0717')]
    """
    return _scanner(gazetteer()).scan(text)
