"""Patterns for how places and sites are named: which words of two names count, and what looks like a name.

The block belongs to those of :mod:`geo.languages.wording`, which explains how they are written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from .modality import NONE, P

__all__ = ["Naming"]


@dataclass(frozen=True, slots=True)
class Naming(Generic[P]):
    """What names of sites and places consist of, so that they can be compared and unknown ones found."""

    stage: P = NONE
    """At the beginning or end of a site's name: how far its construction is ("the", "under construction")."""
    loose: frozenset[str] = frozenset()
    """Words of such names that distinguish no site from another ("general", "county"), in lower case."""
    many: frozenset[str] = frozenset()
    """Words in the plural of which a name consists that means any such sites ("factories"), in lower case."""
    houses: P = NONE
    """A sentence about dwellings ("new houses", "moved into")."""
    regional_industry: P = NONE
    """The programme that builds factories for consumer goods in each county, under any of its names."""
    listing: P = NONE
    """Between the names of a list, besides commas ("and the")."""
    particle: P = NONE
    """At the end of a word: a particle, without which words are compared."""
    common: frozenset[str] = frozenset()
    """Words, in lower case, that say nothing of an event, without which sentences are compared ("the", "was")."""
    weapon_class: P = NONE
    """In a weapon's name before its number, in small letters: what only some reports add ("Hwasongpho-19")."""
    typed: P = NONE
    """Anywhere: a name with a type word ("Moktan County"), whichever place it is; the name is the group that fits."""
    abroad: P = NONE
    """Right after such a name: it is in another country (" of China")."""
