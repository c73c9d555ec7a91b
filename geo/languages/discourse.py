"""Patterns for how a text is built: clauses of a sentence, what a text is, and on what it rests.

The blocks are of those of :mod:`geo.languages.wording`, which explains how they are written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from .modality import NONE, P

__all__ = ["Bases", "Clauses", "Genres"]


@dataclass(frozen=True, slots=True)
class Clauses(Generic[P]):
    """How a sentence divides into clauses, and what its end says about all of them."""

    boundary: P = NONE
    """Between two clauses: the next clause begins where the match ends."""
    same: P = NONE
    """The place of the clause before ("at the same shipyard")."""
    same_words: tuple[str, ...] = ()
    called: P = NONE
    """At the end of a sentence: it is a call, a duty or a wish, and so are its other clauses."""


@dataclass(frozen=True, slots=True)
class Genres(Generic[P]):
    """What shows whether a text reports or describes."""

    describes: P = NONE
    """A sentence says what something is, has or makes ("is located in", "is a city", "has a capacity of")."""
    reports: P = NONE
    """A text cites a report or its own days ("said on Monday", "this year"), so that it is no reference work."""


@dataclass(frozen=True, slots=True)
class Bases(Generic[P]):
    """On what a sentence says that an event rests (:mod:`geo.extraction.events.basis`)."""

    imagery: P = NONE
    """Pictures taken from space ("commercial satellite imagery shows")."""
    own_satellite: P = NONE
    """Such pictures are what the event is about, not what shows it ("the spy satellite photographed")."""
    unnamed: P = NONE
    """A source without a name ("a source in Musan said")."""
    statement: P = NONE
    """An official body announces or claims it ("the Joint Chiefs of Staff said")."""
    state_media: P = NONE
    """State media say so, in wordings that ``attribution.toml`` does not have."""
    turns: P = NONE
    """Beginning of a sentence that does not continue the one before ("Meanwhile")."""
