"""Units of a file of boundaries, and which P-code each was matched to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo.reference.boundaries.columns import Naming

if TYPE_CHECKING:
    import shapely

__all__ = ["Match", "Matching", "Role", "Unit"]


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A polygon of a file, in WGS 84 degrees, and what its row says of it."""

    number: int
    naming: Naming
    shape: shapely.Geometry

    @property
    def label(self) -> str:
        """Its name for people."""
        return self.naming.label or f"row {self.number}"


Role = Literal["unit", "part", "holds", "country", "abroad", "unclear"]
"""What a unit is to the P-codes: one of them, a part of one, several of them, all, none, or not settled."""


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """What a unit of a file is, and on what grounds.

    Attributes
    ----------
    unit : Unit
    role : str
        See :data:`Role`.
    pcode : str or None
        The P-code that it is or is part of; of a province, the province's.
    holds : tuple of str
        P-codes of counties that lie in it, where it is larger than one.
    grounds : str
        ``"name and overlap"``, ``"similar name and overlap"``, ``"name"``, ``"overlap"``; empty where none.
    overlap : float
        Intersection over union with the bundled polygon, on land; of a part, the share of it that lies inside.
    score : float
        How sure it is, 0 to 1.
    note : str
        What a person should look at.
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
    """Every unit of a file with what it is, and the P-codes that the file lacks.

    ``within`` are P-codes that only a larger unit covers, with its match; ``missing`` those that none does.
    """

    matches: tuple[Match, ...]
    within: dict[str, Match]
    missing: tuple[str, ...]

    @property
    def own(self) -> set[str]:
        """P-codes of counties that a unit of the file is, or that parts of them make up."""
        lacking = {*self.within, *self.missing}
        return {str(m.pcode) for m in self.of("unit", "part")} - lacking

    def of(self, *roles: Role) -> list[Match]:
        """Matches in some roles."""
        return [m for m in self.matches if m.role in roles]
