"""Units of a boundary file, and the P-code that each was matched to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo.reference.boundaries.columns import Naming

if TYPE_CHECKING:
    import shapely

__all__ = ["Match", "Matching", "Role", "Unit"]


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A polygon of a file in degrees (WGS 84), with its row number and names."""

    number: int
    naming: Naming
    shape: shapely.Geometry

    @property
    def label(self) -> str:
        """Name to print; the row number for a unit without a name."""
        return self.naming.label or f"row {self.number}"


Role = Literal["unit", "part", "holds", "country", "abroad", "unclear"]
"""Relation of a unit to P-codes.

``unit``: it is one; ``part``: part of one; ``holds``: contains several; ``country``: all of them; ``abroad``: it is in
another country; ``unclear``: not resolved.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """The match of a unit to P-codes, with its evidence.

    Attributes
    ----------
    unit : Unit
    role : str
        See :data:`Role`.
    pcode : str or None
        The P-code that it is, or is part of.
    holds : tuple of str
        P-codes of the counties in it, where it is larger than one.
    grounds : str
        Evidence: ``"name and overlap"``, ``"similar name and overlap"``, ``"name"``, ``"overlap"``, or empty.
    overlap : float
        Intersection over union with the bundled polygon, on land; for a part, the share of it inside.
    score : float
        Match score, 0 to 1.
    note : str
        What a person should check.
    place_id : str or None
        Id in the gazetteer of a part that is known there.
    """

    unit: Unit
    role: Role
    pcode: str | None = None
    holds: tuple[str, ...] = ()
    grounds: str = ""
    overlap: float = 0.0
    score: float = 0.0
    note: str = ""
    place_id: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Matching:
    """The matches of all units of a file, and the P-codes that the file lacks.

    ``within`` are P-codes that only a larger unit covers, with the match of that unit; ``missing`` are P-codes that
    no unit covers.
    """

    matches: tuple[Match, ...]
    within: dict[str, Match]
    missing: tuple[str, ...]

    @property
    def own(self) -> set[str]:
        """P-codes of counties that are units of the file or are composed of parts in it."""
        lacking = {*self.within, *self.missing}
        return {str(m.pcode) for m in self.of("unit", "part")} - lacking

    def of(self, *roles: Role) -> list[Match]:
        """Return the matches with one of some roles."""
        return [m for m in self.matches if m.role in roles]
