"""Patterns for how a text is built: the clauses of a sentence, and whether a text reports or describes.

The blocks are of those of :mod:`geo.languages.wording`, which explains how they are written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from .modality import NONE, P

__all__ = ["Clauses", "Genres"]


@dataclass(frozen=True, slots=True)
class Clauses(Generic[P]):
    """How a sentence divides into clauses, and what its end says about all of them."""

    boundary: P = NONE
    """Between two clauses: the next clause begins where the match ends."""
    called: P = NONE
    """At the end of a sentence: it is a call, a duty or a wish, and so are its other clauses."""


@dataclass(frozen=True, slots=True)
class Genres(Generic[P]):
    """What shows whether a text reports or describes."""

    describes: P = NONE
    """A sentence says what something is, has or makes ("is located in", "is a city", "has a capacity of")."""
    reports: P = NONE
    """A text cites a report or its own days ("said on Monday", "this year"), so that it is no reference work."""
