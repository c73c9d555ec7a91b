"""Search for all names, site words, persons and cues of a reference in one pass over a text.

One deterministic automaton (Aho-Corasick, leftmost-longest match) has all spellings of all places and the word
lists of all languages. Names added by a user are in a second, small automaton, so that the large one is built
only once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from geo.model.entities import Name
from geo.reference.gazetteer import Gazetteer
from geo.reference.lexicon import Lexicon
from geo.text.scripts import script_of
from geo.text.spans import Hit, Term

__all__ = ["Scanner", "scanner_of"]

_REACH = 40
"""Number of characters after a rejected match within which a term that overlaps it may end."""

_Match = tuple[int, int, int]
"""Number of a pattern, and start and end offset of the match."""


def _printed(name: str) -> Iterator[str]:
    """A spelling with the apostrophes used in print, and with apostrophes in place of breves (ŏ, ŭ)."""
    yield name
    if "'" in name:
        for mark in "’ʼ‘`":
            yield name.replace("'", mark)
    if "ŏ" in name or "ŭ" in name:
        loose = name.replace("ŏ", "o'").replace("ŭ", "u'").replace("Ŭ", "U'").replace("Ŏ", "O'")
        yield loose
        yield loose.replace("'", "’")


def _spellings(names: Mapping[str, list[Name]]) -> Iterator[tuple[str, tuple[Name, ...]]]:
    """Each spelling that may occur in print, with the gazetteer names that it may stand for."""
    for spelling, found in names.items():
        if len(spelling) < 2 or "\n" in spelling:
            continue
        for printed in _printed(spelling):
            yield printed, tuple(found)
        if any(n.form == "dprk" for n in found) and len(spelling) > 3:
            yield spelling.upper(), tuple(found)


def _words(lexicon: Lexicon) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each word of the lists, with the fields of its term."""
    for section, field in (("site", "site"), ("common", "common"), ("korean", "site")):
        for kind, heads in lexicon.sections.get(section, {}).items():
            for head in heads:
                yield head, {field: kind}
                if "'" in head:
                    yield head.replace("'", "’"), {field: kind}
    for event, cues in lexicon.section("event").items():
        for cue in cues:
            yield from _cue(cue, event)
    for cue in lexicon.list("event_same", "words"):
        yield from _cue(cue, "same")
    for cue in lexicon.list("event_not", "words"):
        yield cue, {"cue": "none"}
    for cue in lexicon.list("event_not", "void"):
        yield cue, {"cue": "void"}
    for person, key in (("leader", "leaders"), ("former", "former_leaders"), ("namesake", "namesakes")):
        for name in lexicon.list("person", key):
            yield name, {"person": person}
    for word in lexicon.sections.get("neutral", {}).get("words", ()):
        yield word, {}
    for field, key in (("suffix", "suffixes"), ("area", "areas"), ("mount", "mounts")):
        for word in lexicon.list("forms", key):
            yield word, {field: True}


def _cue(cue: str, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """A cue in the case that it has within a sentence, and capitalised."""
    yield cue, {"cue": kind}
    if cue[0].islower():
        yield cue[0].upper() + cue[1:], {"cue": kind}


def _automaton(patterns: Iterable[str]) -> Any:
    return AhoCorasick(
        list(patterns), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    ).find_matches_as_indexes


class Scanner:
    """Finds all known terms of a text.

    Parameters
    ----------
    names : mapping of str to list of Name
        Places by spelling.
    lexicon : Lexicon

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> known = Reference.bundled()
    >>> scanner = Scanner(known.gazetteer.names, known.lexicon)
    >>> [(h.start, h.term.names[0].place.place_id) for h in scanner.scan("In Songchon County.") if h.term.names]
    [(3, 'KP0717')]
    """

    def __init__(self, names: Mapping[str, list[Name]], lexicon: Lexicon) -> None:
        found: dict[str, dict[str, Any]] = {}
        for pattern, listed in _spellings(names):
            held = found.setdefault(pattern, {"names": ()})
            held["names"] += listed
        for pattern, fields in _words(lexicon):
            held = found.setdefault(pattern, {})
            for key, value in fields.items():
                held.setdefault(key, value)
        self.number = {pattern: number for number, pattern in enumerate(found)}
        self._set([Term(script=script_of(pattern), **fields) for pattern, fields in found.items()])
        self.find: Any = _automaton(found)

    def _set(self, terms: list[Term]) -> None:
        self.terms: Sequence[Term] = terms
        # Per pattern: 0 matches whole words only, 1 may be printed without a space before the next word (names of
        # leaders), 2 is in a script without spaces.
        self.boundary: Sequence[int] = [2 if not t.script.spaced else 1 if t.glued else 0 for t in terms]
        self.hyphened: Sequence[bool] = [t.suffix for t in terms]

    def matches(self, text: str) -> Iterable[_Match]:
        """Matches without regard to word boundaries: leftmost, then longest, and without overlap."""
        found: Iterable[_Match] = self.find(text)
        return found

    def scan(self, text: str) -> list[Hit]:
        """Every known term of a text, in order, none overlapping another."""
        hits = []
        terms, boundary, hyphened, size = self.terms, self.boundary, self.hyphened, len(text)
        glued = -1  # end of a leader's name, after which the space may be missing
        for pattern, start, end in self.matches(text):
            if boundary[pattern] == 0:
                if end < size and text[end].isalnum():
                    if " " in text[start:end]:
                        hits += self._hidden(text, start, end)
                    continue
                if start and start != glued and text[start - 1].isalnum() != hyphened[pattern]:
                    continue
            elif boundary[pattern] == 1:
                glued = end
            hits.append(Hit(start, end, terms[pattern]))
        return hits

    def _hidden(self, text: str, start: int, end: int) -> list[Hit]:
        """Terms overlapped by a match that was rejected since it ends inside a word.

        In "tested at" the cue "tested a" is rejected, which leaves the cue "tested".
        """
        hits = [
            Hit(a + start, b + start, term)
            for a, b, term in self.scan(text[start : text.rindex(" ", start, end)])
        ]
        inner = hits[-1].end if hits else text.index(" ", start, end) + 1
        reach = text.find(" ", end + _REACH)
        later = self.scan(text[inner : reach if reach >= 0 else len(text)])
        return hits + [Hit(a + inner, b + inner, term) for a, b, term in later if a + inner < end]


class _Widened(Scanner):
    """A scanner with names added by a user, on top of another scanner, which stays unchanged.

    The matches are those that one automaton with all names would give.
    """

    def __init__(self, base: Scanner, names: Mapping[str, list[Name]]) -> None:
        self._base = base
        found: dict[str, tuple[Name, ...]] = {}
        for pattern, listed in _spellings(names):
            found[pattern] = (*found.get(pattern, ()), *listed)
        self.find = _automaton(found)
        self._set([self._term(pattern, listed) for pattern, listed in found.items()])
        self._first = len(base.terms)
        self.terms = _Joined(base.terms, self.terms)
        self.boundary = _Joined(base.boundary, self.boundary)
        self.hyphened = _Joined(base.hyphened, self.hyphened)

    def _term(self, pattern: str, listed: tuple[Name, ...]) -> Term:
        """The term of a pattern, with the added names after those of the other scanner."""
        number = self._base.number.get(pattern)
        if number is None:
            return Term(names=listed, script=script_of(pattern))
        held = self._base.terms[number]
        return Term(
            names=(*held.names, *(name for name in listed if name not in held.names)),
            site=held.site, common=held.common, cue=held.cue, person=held.person, suffix=held.suffix,
            area=held.area, mount=held.mount, script=held.script,
        )  # fmt: skip

    def scan(self, text: str) -> list[Hit]:
        """Every known term of a text, in order, none overlapping another."""
        return super().scan(text) if self.find(text) else self._base.scan(text)

    def matches(self, text: str) -> Iterator[_Match]:
        """Matches of both automata: leftmost, then longest, and without overlap."""
        known, own = _Stream(self._base.find, text), _Stream(self.find, text)
        at = 0
        while True:
            match, further = known.at(at), own.at(at)
            if further and (match is None or (further[1], -further[2]) <= (match[1], -match[2])):
                match = (further[0] + self._first, *further[1:])
            if match is None:
                return
            at = match[2]
            yield match


class _Joined(Sequence[Any]):
    """Two sequences as one, without a copy."""

    def __init__(self, first: Sequence[Any], second: Sequence[Any]) -> None:
        self._first, self._second, self._size = first, second, len(first)

    def __getitem__(self, index: Any) -> Any:
        return self._first[index] if index < self._size else self._second[index - self._size]

    def __len__(self) -> int:
        return self._size + len(self._second)


class _Stream:
    """The matches of an automaton in one text, as if the search began at any given offset.

    Where the offset is inside a match, the rest of the line is searched again. The next line is not, since no
    term contains a line break.
    """

    def __init__(self, find: Callable[[str], list[_Match]], text: str) -> None:
        self._find, self._text = find, text
        self._all = _Matches(find(text), 0)
        self._again = _Matches([], 0)
        self._until = 0  # end of the part that was searched again

    def at(self, offset: int) -> _Match | None:
        """The first match of a search that begins at an offset."""
        if offset >= self._until:
            if not self._all.split(offset):
                return self._all.first(offset)
            self._restart(offset)
        elif self._again.split(offset):
            self._restart(offset)
        return self._again.first(offset) or self._all.first(self._until)

    def _restart(self, offset: int) -> None:
        line = self._text.find("\n", offset)
        self._until = line if line >= 0 else len(self._text)
        self._again = _Matches(self._find(self._text[offset : self._until]), offset)


class _Matches:
    """Matches sorted by their start."""

    def __init__(self, found: list[_Match], offset: int) -> None:
        self._found = [(p, a + offset, b + offset) for p, a, b in found] if offset else found
        self._starts = [start for _, start, _ in self._found]

    def first(self, offset: int) -> _Match | None:
        """The first match that begins at or after an offset."""
        number = bisect_left(self._starts, offset)
        return self._found[number] if number < len(self._found) else None

    def split(self, offset: int) -> bool:
        """Whether an offset is inside a match."""
        number = bisect_left(self._starts, offset)
        return number > 0 and self._found[number - 1][2] > offset


@lru_cache(maxsize=4)
def _base_scanner(known: Gazetteer, lexicon: Lexicon, languages: tuple[str, ...]) -> Scanner:
    return Scanner(known.names_in(languages), lexicon.only(languages))


def scanner_of(known: Gazetteer, lexicon: Lexicon, languages: tuple[str, ...]) -> Scanner:
    """Build the scanner of a gazetteer and the word lists of some languages.

    The large automaton is shared; only names added by a user are compiled anew.

    Parameters
    ----------
    known : Gazetteer
    lexicon : Lexicon
    languages : tuple of str
        English names of the languages, as their folders are called.

    Returns
    -------
    Scanner

    Examples
    --------
    >>> from geo.model.entities import Alias
    >>> from geo.reference.context import Reference
    >>> reference = Reference.bundled()
    >>> wider = reference.with_aliases([Alias("Peony Town", reference.gazetteer["KP0717"])])
    >>> hits = scanner_of(wider.gazetteer, wider.lexicon, ("english",)).scan("In Peony Town.")
    >>> [name.place.name for hit in hits for name in hit.term.names]
    ['Songchon']
    """
    base = _base_scanner(known.base, lexicon, languages)
    return _Widened(base, known.added) if known.added else base
