"""Headings of columns and what they mean, by ``table_columns.toml`` of the reference."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from geo.reference.paths import reference_path

__all__ = [
    "HEADINGS",
    "LANGUAGES",
    "MISSING",
    "NOTES",
    "Heading",
    "headings_for",
    "is_missing",
    "known_heading",
    "no_date",
    "squeezed",
    "words_of",
]

_TABLE: Mapping[str, Any] = tomllib.loads(reference_path("table_columns.toml").read_text("utf-8"))
_NOTES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_BRACKETS = re.compile(r"[()\[\]<>]")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+")
_ENDING, _WEAK = 1_000, 2_000
"""Ranks of headings that are known by their last words, and of second choices."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column of ours is called in tables.

    Attributes
    ----------
    names : mapping of str to int
        Whole headings, squeezed, and their rank.
    ends, begins, weak, never : tuple of str
        Last and first words of longer headings; words that make a heading the second choice, or something else.
    checked : frozenset of str
        Squeezed names that say so little that the cells must fit too.
    shown : tuple of str
        Names as the table of headings has them.
    """

    names: Mapping[str, int]
    ends: tuple[str, ...]
    begins: tuple[str, ...]
    weak: tuple[str, ...]
    never: tuple[str, ...]
    checked: frozenset[str]
    shown: tuple[str, ...]

    def rank(self, heading: str) -> int | None:
        """Return how well a heading fits, 0 the best; None where it does not.

        Examples
        --------
        >>> date = HEADINGS["date"]
        >>> date.rank("Event Date"), date.rank("Phase-in date") > date.rank("event_date"), date.rank("Date updated")
        (1, True, None)
        """
        whole = squeezed(heading)
        exact = self.names.get(whole)
        if exact is not None:
            return exact
        words = words_of(heading)
        if any(_holds(words, whole, word) for word in self.never):
            return None
        if not any(_ends(words, whole, end) for end in self.ends) and words[:1] not in [
            [b] for b in self.begins
        ]:
            return None
        return _WEAK if any(_holds(words, whole, word) for word in self.weak) else _ENDING


def squeezed(heading: str) -> str:
    """Return a heading without case, blanks, punctuation and notes in brackets.

    Examples
    --------
    >>> squeezed("Event Date (UTC)"), squeezed("eventDate"), squeezed("위도(도분)"), squeezed("(km)")
    ('eventdate', 'eventdate', '위도', 'km')
    """
    return "".join(words_of(heading))


def words_of(heading: str) -> list[str]:
    """Return the words of a heading in lower case, without notes in brackets.

    Examples
    --------
    >>> words_of("adm2_EN"), words_of("Facility Latitude [deg]")
    (['adm2', 'en'], ['facility', 'latitude'])
    """
    normal = unicodedata.normalize("NFKC", heading[:200])
    for text in (_NOTES.sub(" ", normal), normal):
        words = _WORD.findall(_HUMP.sub(" ", text).casefold())
        if words:
            return words
    return []


def is_missing(text: str) -> bool:
    """Whether a cell says that nothing is known.

    Examples
    --------
    >>> is_missing("Unknown"), is_missing("미상"), is_missing(""), is_missing("0")
    (True, True, True, False)
    """
    return not text or (len(text) <= _LONGEST_MISSING and text.casefold() in MISSING)


def headings_for(ours: str, header: Iterable[str]) -> list[str]:
    """Return the headings that may be a column of ours, the best first.

    Examples
    --------
    >>> headings_for("lat", ["Landing Latitude", "Facility Latitude", "Latitude error"])
    ['Facility Latitude', 'Landing Latitude']
    """
    known = HEADINGS[ours]
    ranked = []
    header = list(header)
    same = Counter(map(squeezed, header))
    for place, heading in enumerate(header):
        # "Where (province)" and "Where (county)": the notes are what tells them apart.
        rank = known.rank(heading if same[squeezed(heading)] == 1 else _BRACKETS.sub(" ", heading))
        if rank is None and "." in heading:  # a nested field: geo.lat
            rank = known.names.get(squeezed(heading.rpartition(".")[2]))
            rank = None if rank is None else rank + _ENDING // 2
        if rank is not None:
            ranked.append((rank, place, heading))
    return [heading for _, _, heading in sorted(ranked)]


@cache
def known_heading(heading: str) -> bool:
    """Whether a heading is that of any column of ours."""
    return any(known.rank(heading) is not None for known in HEADINGS.values())


def no_date(heading: str) -> bool:
    """Whether a heading says that its dates are not those of what happened, such as "Date updated".

    Examples
    --------
    >>> no_date("last_updated"), no_date("수정일"), no_date("Phase")
    (True, True, False)
    """
    whole, words = squeezed(heading), words_of(heading)
    return any(_holds(words, whole, word) for word in HEADINGS["date"].never)


def _holds(words: Sequence[str], whole: str, word: str) -> bool:
    return word in words if word.isascii() else word in whole


def _ends(words: Sequence[str], whole: str, end: str) -> bool:
    if end.isascii():
        return any("".join(words[-count:]) == end for count in (1, 2))
    return len(whole) > len(end) and whole.endswith(end)


def _heading(table: Mapping[str, Sequence[str]]) -> Heading:
    names: dict[str, int] = {}
    for rank, name in enumerate(table["names"]):
        names.setdefault(squeezed(name), rank)
    checked = frozenset(map(squeezed, table.get("checked", ())))
    ends, begins, weak, never = (tuple(table.get(key, ())) for key in ("ends", "begins", "weak", "never"))
    return Heading(names, tuple(map(squeezed, ends)), begins, weak, never, checked, tuple(table["names"]))


MISSING: frozenset[str] = frozenset(_TABLE["missing"])
"""What cells say where nothing is known, in lower case."""
_LONGEST_MISSING = max(map(len, MISSING))
LANGUAGES: tuple[str, ...] = tuple(_TABLE["languages"])
"""Keys of an object of JSON that gives one text in several languages, in the order of preference."""
TOTALS: frozenset[str] = frozenset(_TABLE["totals"])
"""What rows with the total of other rows are called, in lower case."""
NOTES: tuple[str, ...] = tuple(_TABLE["notes"])
"""Words before the number of a footnote in a cell."""
REMARKS: tuple[str, ...] = tuple(_TABLE["remarks"])
"""How rows begin that are remarks on a table, in lower case."""
NO_TEXT: frozenset[str] = frozenset(map(squeezed, _TABLE["no_text"]))
"""Squeezed headings of columns that are not taken for the text of a record by their cells alone."""
HEADINGS: Mapping[str, Heading] = {
    ours: _heading(table) for ours, table in _TABLE.items() if isinstance(table, Mapping)
}
"""Our column -> its headings."""
