"""The wording of several languages combined: one pattern for each question that a rule asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, TypeVar

from geo.text.dates import NOTHING, DateReader, Dates
from geo.text.scripts import Script

from .base import Language
from .discourse import Bases, Clauses, Genres
from .modality import Modality
from .placement import Holders, Rows, Sides
from .wording import (
    Anaphora,
    Events,
    Locations,
    Reports,
    Retrospection,
    Stages,
    Statements,
)

__all__ = ["Patterns", "combine", "joined"]

Pattern = re.Pattern[str]
B = TypeVar("B")
_FLAGS: Mapping[str, int] = {"stages": re.IGNORECASE}


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """The pattern blocks of several languages (:mod:`geo.languages.wording`), joined and compiled."""

    events: Events[Pattern]
    modality: Modality[Pattern]
    stages: Stages[Pattern]
    locations: Locations[Pattern]
    retrospection: Retrospection[Pattern]
    statements: Statements[Pattern]
    reports: Reports[Pattern]
    clauses: Clauses[Pattern]
    genres: Genres[Pattern]
    bases: Bases[Pattern]
    sides: Sides[Pattern]
    holders: Holders[Pattern]
    rows: Rows[Pattern]
    anaphora: Anaphora[Pattern]
    """Patterns for "here" and "there", all languages together."""
    anaphora_by_script: Mapping[Script, Anaphora[Pattern]]
    """Patterns for "the county": by Hangul and kana those of Korean and Japanese, by Latin those of the others."""
    dates: DateReader
    abbreviations: frozenset[str]


@lru_cache(maxsize=16)
def combine(languages: tuple[Language, ...], read: tuple[Language, ...] = ()) -> Patterns:
    """Join and compile the patterns of several languages.

    Parameters
    ----------
    languages : tuple of Language
        Alternatives are tried in this order.
    read : tuple of Language, optional
        Those of them of which the text has words, by default all; of the others only what is neutral is read.

    Returns
    -------
    Patterns

    Examples
    --------
    >>> from geo.languages import LANGUAGES
    >>> patterns = combine(LANGUAGES)
    >>> [bool(patterns.sides.north_near.search(text)) for text in ("North Korea", "북한", "朝鲜", "Peru")]
    [True, True, True, False]
    """
    read = read or languages
    running = {
        script: [one for one in languages if script in one.scripts] for script in (Script.HANGUL, Script.KANA)
    }
    rest = [one for one in languages if not any(one in those for those in running.values())]
    by_script = {script: those for script, those in running.items() if those}
    return Patterns(
        events=joined(languages, "events", read),
        modality=joined(languages, "modality", read),
        stages=joined(languages, "stages", read),
        locations=joined(languages, "locations", read),
        retrospection=joined(languages, "retrospection", read),
        statements=joined(languages, "statements", read),
        reports=joined(languages, "reports", read),
        clauses=joined(languages, "clauses", read),
        genres=joined(languages, "genres", read),
        bases=joined(languages, "bases", read),
        sides=joined(languages, "sides", read),
        holders=joined(languages, "holders", read),
        rows=joined(languages, "rows", read),
        anaphora=joined(languages, "anaphora", read),
        anaphora_by_script={
            script: joined(tuple(those), "anaphora")
            for script, those in {**by_script, Script.LATIN: rest}.items()
            if those
        },
        dates=DateReader([_dates(language, is_read=language in read) for language in languages]),
        abbreviations=frozenset().union(*(language.abbreviations for language in languages)),
    )


@lru_cache(maxsize=256)
def joined(languages: tuple[Language, ...], block: str, read: tuple[Language, ...] = ()) -> Any:
    """Join and compile one block of the patterns, for modules that need no other.

    Parameters
    ----------
    languages : tuple of Language
    block : str
        Name of a field of :class:`geo.languages.wording.Wording`.
    read : tuple of Language, optional
        As for :func:`combine`.

    Returns
    -------
    The block's class, with patterns that are compiled.

    Examples
    --------
    >>> from geo.languages import LANGUAGES
    >>> bool(joined(LANGUAGES, "rows").at_sea.search("fell into the sea"))
    True
    """
    read = read or languages
    blocks = [getattr(language.wording, block) for language in languages]
    kind, flags = type(blocks[0]), _FLAGS.get(block, 0)
    return kind(
        **{
            f.name: _all(
                [getattr(b, f.name) for b in blocks],
                [one in read or f"{block}.{f.name}" in one.neutral for one in languages],
                flags,
            )
            for f in fields(kind)
        }
    )


def _all(values: Sequence[Any], read: Sequence[bool], flags: int) -> Any:
    """One pattern from several sources, or one collection from several collections of words.

    Patterns and lists of words are those of the languages that are read. Sets and mappings, in which it costs
    nothing to look, are those of all.
    """
    first = values[0]
    if isinstance(first, Mapping):
        return {key: value for one in values for key, value in one.items()}
    if isinstance(first, frozenset):
        return first.union(*values)
    used = [value for value, is_read in zip(values, read, strict=True) if is_read]
    if isinstance(first, str):
        return re.compile("|".join(filter(None, used)) or NOTHING, flags)
    return tuple(dict.fromkeys(_each(used)))


def _dates(language: Language, *, is_read: bool) -> Dates:
    """The date formats of a language, or of one that is not read only what stands before a holiday (a line break)."""
    if is_read:
        return language.dates
    return Dates(on_day=language.dates.on_day if "dates.on_day" in language.neutral else "")


def _each(values: Iterable[Iterable[str]]) -> Iterable[str]:
    return (word for one in values for word in one)
