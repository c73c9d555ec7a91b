"""Patterns for what resolves places: which side a namesake is on, which unit a site is in, where a row's event was.

These blocks belong to those of :mod:`geo.languages.wording`, which explains how they are written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from .modality import NONE, P

__all__ = ["Holders", "Rows", "Sides"]


@dataclass(frozen=True, slots=True)
class Sides(Generic[P]):
    """What shows which of several namesakes is meant, and whether it is in the North or the South."""

    parent_after: P = NONE
    """Between a unit and its province ("Anju, South Phyongan Province")."""
    parent_before: tuple[str, ...] = ()
    """Between a province and a unit in it ("Kangwon Province's Anbyon")."""
    holds: tuple[str, ...] = ()
    """Between a city with the rank of a province and a county in it."""
    south_near: P = NONE
    """The sentence mentions the South."""
    north_near: P = NONE
    """The sentence mentions the North."""
    northern: P = NONE
    """Right before a name: it is in the North."""
    southern: P = NONE
    """Right before a name: it is in the South."""
    both_sides: tuple[str, ...] = ()
    """Right after a name: the area lies on both sides of the demarcation line."""


@dataclass(frozen=True, slots=True)
class Holders(Generic[P]):
    """What shows in which unit a site is."""

    within: P = NONE
    """Between a site and its unit ("X Farm in Y County")."""
    joint: P = NONE
    """Between two sites of the same unit ("X Farm and Z Farm in")."""
    unit_nouns: tuple[str, ...] = ()
    """Beginnings of site names that mean the unit mentioned before ("the county factory")."""
    unit_after: tuple[str, ...] = ()
    """Right after a person's name: a unit named after that person."""


@dataclass(frozen=True, slots=True)
class Rows(Generic[P]):
    """What the short text of a table's row says of the event that it records."""

    before_place: P = NONE
    """Right before a place at which it happened ("launched from"); in languages that have such words."""
    sent_to: P = NONE
    """Right after a place to which somebody is only sent."""
    at_sea: P = NONE
    """It happened at sea."""
    arms: P = NONE
    """A weapon that is tested, where the row says nothing else."""
    between_names: P = NONE
    """Between the names of two people."""
