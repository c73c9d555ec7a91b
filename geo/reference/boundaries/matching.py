"""Match the units of a file to P-codes, by their names in any spelling and by their location.

Names and overlap with the bundled boundaries are both evidence. A name that the location confirms decides. Where the
two disagree the location decides and the disagreement is reported: publishers have put names on the wrong polygons.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.model.entities import Place
from geo.reference.boundaries.units import Match, Matching, Role, Unit
from geo.reference.context import Reference
from geo.reference.gazetteer import Gazetteer
from geo.text.romanization import fold

from .columns import FURTHER_TYPES, TYPE_ENDINGS
from .projection import conic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["match"]


REACH_KM = 25.0
"""Largest distance of a unit from the bundled polygon of its name where the two do not overlap."""
TOUCH = 0.05
"""Smallest intersection over union at which the location confirms a name."""
LIKE = 0.3
"""Smallest intersection over union at which the location alone decides."""
MOST = 4
"""Largest number of counties that a unit may cover by half and still be matched to one of them."""
SIMILAR = 0.8
"""Smallest similarity (0 to 1) at which two names count as spellings of one."""
_PARTS = ("district", "workers' district", "former county")


class Named(NamedTuple):
    """Places that a unit's names may mean.

    ``units`` are P-codes with the strength of the evidence (0 to 1), ``parts`` known parts of counties, ``provinces``
    the P-codes of provinces that the row names as parent.
    """

    units: dict[str, float]
    parts: tuple[Place, ...]
    provinces: frozenset[str]


class Land:
    """Overlap of the units of a file with the bundled boundaries, in square kilometres."""

    def __init__(self, units: Sequence[Unit], reference: Reference) -> None:
        import numpy as np
        import shapely

        self.known = reference.gazetteer
        self.pcodes = list(reference.boundaries.shapes("adm2"))
        self.row = {p: i for i, p in enumerate(self.pcodes)}
        ours = shapely.transform(np.array(list(reference.boundaries.shapes("adm2").values())), conic)
        neighbours = shapely.union_all(list(reference.boundaries.shapes("backdrop").values()))
        # The bundled boundaries are off by up to two kilometres; detail below 0.2 km only costs time.
        theirs = np.array([u.shape for u in units])
        theirs = shapely.make_valid(shapely.simplify(shapely.transform(theirs, conic), 0.2))
        self.ours, self.theirs = ours, theirs
        self.common = np.zeros((len(units), len(ours)))
        unit, county = shapely.STRtree(ours).query(theirs)
        self.common[unit, county] = shapely.area(shapely.intersection(theirs[unit], ours[county]))
        self.size = shapely.area(ours)
        self.on_land = self.common.sum(axis=1)
        abroad = shapely.intersection(theirs, shapely.transform(neighbours, conic))
        self.abroad = shapely.area(abroad) / np.maximum(shapely.area(theirs), 1e-9)

    def iou(self, unit: int, pcodes: Iterable[str]) -> float:
        """Return the intersection over union of a unit and the union of some counties, on land."""
        rows = [self.row[p] for p in pcodes]
        common = self.common[unit, rows].sum()
        whole = self.on_land[unit] + self.size[rows].sum() - common
        return float(common / whole) if whole else 0.0

    def share(self, unit: int, pcode: str) -> float:
        """Return the share of a unit's land area that is in a county."""
        return float(self.common[unit, self.row[pcode]] / self.on_land[unit]) if self.on_land[unit] else 0.0

    def covered(self, unit: int) -> NDArray[np.float64]:
        """Return the share of each county's area that a unit covers."""
        covered: NDArray[np.float64] = self.common[unit] / self.size
        return covered

    def apart(self, unit: int, pcode: str) -> float:
        """Return the distance between a unit and a county in kilometres."""
        import shapely

        return float(shapely.distance(self.theirs[unit], self.ours[self.row[pcode]]))


class _Pair(NamedTuple):
    weight: float
    pcode: str
    unit: int
    grounds: str
    overlap: float
    score: float


def match(units: Sequence[Unit], reference: Reference) -> Matching:
    """Match units to P-codes.

    Parameters
    ----------
    units : sequence of Unit
        In any order; the result does not depend on it.
    reference : Reference
        Its names and polygons are compared with the units.

    Returns
    -------
    Matching
        Units in the order of their numbers.
    """
    import shapely

    ordered = sorted(
        units, key=lambda u: (u.label, u.naming.names, shapely.to_wkb(shapely.normalize(u.shape)))
    )
    land = Land(ordered, reference)
    named = [_named(u, land.known) for u in ordered]
    counties: dict[str, list[str]] = {}
    for pcode in land.pcodes:
        counties.setdefault(pcode[:4], []).append(pcode)
    found: dict[int, Match] = {}
    taken: set[str] = set()
    for pair in sorted(_pairs(ordered, named, land, counties), key=lambda p: (-p.weight, p.pcode, p.unit)):
        if pair.unit in found or pair.pcode in taken:
            continue
        taken.add(pair.pcode)
        found[pair.unit] = _match_of(ordered[pair.unit], pair, named[pair.unit], land)
    for i, unit in enumerate(ordered):
        if i not in found:
            found[i] = _other_match(unit, i, named[i], land)
    return _complete(list(found.values()), ordered, land)


def _pairs(
    units: Sequence[Unit], named: Sequence[Named], land: Land, counties: dict[str, list[str]]
) -> Iterable[_Pair]:
    """Candidate pairs of a unit and a P-code."""
    for i, unit in enumerate(units):
        if land.abroad[i] > 0.5:
            continue
        near = [land.pcodes[t] for t in land.common[i].nonzero()[0]]
        most = int((land.covered(i) >= 0.5).sum())
        for pcode in sorted({*near, *(p[:4] for p in near), *named[i].units}):
            held = counties[pcode] if len(pcode) == 4 else [pcode]
            iou = land.iou(i, held)
            if (len(pcode) == 4 and not most) or (len(pcode) > 4 and most > MOST and iou < LIKE):
                continue  # a province contains counties, and a county is not as large as a region
            strength = named[i].units.get(pcode, 0.0)
            grounds = "name"
            if not strength and iou >= TOUCH and _similar(unit, pcode, land.known):
                strength, grounds = 0.5, "similar name"
            if named[i].provinces and pcode[:4] not in named[i].provinces:
                strength *= 0.7
            level = 0.05 * (unit.naming.level == (1 if len(pcode) == 4 else 2))
            if strength and iou >= TOUCH:
                score = 1 - (1 - 0.8 * strength) * (1 - iou)
                yield _Pair(iou + 0.8 * strength + level, pcode, i, f"{grounds} and overlap", iou, score)
            elif strength and len(pcode) > 4 and (apart := land.apart(i, pcode)) <= REACH_KM:
                score = 0.6 * strength * (1 - apart / REACH_KM)
                yield _Pair(
                    iou + 0.4 * strength * (1 - apart / REACH_KM) + level, pcode, i, "name", iou, score
                )
            elif iou >= LIKE and not (named[i].parts and not named[i].units):  # a district is not a county
                yield _Pair(iou + level, pcode, i, "overlap", iou, 0.8 * iou)


def _match_of(unit: Unit, pair: _Pair, named: Named, land: Land) -> Match:
    """The match of a unit to a P-code, with a note where name and location disagree."""
    note, others = "", sorted(p for p in named.units if len(p) == len(pair.pcode))
    if pair.grounds == "overlap" and others:
        names = " or ".join(f"{land.known.name(p)} ({p})" for p in others)
        note = f"named as {names}, but lies where {land.known.name(pair.pcode)} ({pair.pcode}) is"
    elif pair.grounds == "name":
        apart = land.apart(pair.unit, pair.pcode)
        note = (
            f"{apart:.0f} km from the bundled polygon"
            if apart >= 1
            else "hardly overlaps the bundled polygon"
        )
    held: tuple[str, ...] = ()
    if len(pair.pcode) == 4:
        held = tuple(p for p, c in zip(land.pcodes, land.covered(pair.unit), strict=True) if c >= 0.5)
    return Match(
        unit, "holds" if held else "unit", pair.pcode, held, pair.grounds, pair.overlap, pair.score, note
    )


def _other_match(unit: Unit, i: int, named: Named, land: Land) -> Match:
    """The match of a unit that is larger than a P-code, a part of one, or not in the country."""
    covered = land.covered(i)
    held = tuple(p for p, c in zip(land.pcodes, covered, strict=True) if c >= 0.5)
    if len(held) >= 0.8 * len(land.pcodes):
        return Match(unit, "country", holds=held, grounds="overlap", overlap=land.iou(i, held), score=1.0)
    if land.abroad[i] > 0.5:
        return Match(unit, "abroad", note="lies in a neighbouring country")
    if len(held) > 1 and (inside := sum(land.share(i, p) for p in held)) >= 0.5:
        return Match(unit, "holds", None, held, "overlap", land.iou(i, held), inside * 0.8)
    lies = land.pcodes[int(land.common[i].argmax())]
    inside = land.share(i, lies)
    counties = _named_counties(i, named, land)
    if counties:
        pcode = max(counties, key=lambda p: (land.share(i, p), p))
        share, place = land.share(i, pcode), counties[pcode]
        grounds = "name and overlap" if share >= TOUCH else "name"
        note = (
            f"{inside:.0%} of it lies in {land.known.name(lies)} ({lies})"
            if inside > share and share < LIKE
            else ""
        )
        score = 1 - 0.5 * (1 - share)
        # A piece with the county's own name, such as an island in a separate row, belongs to the county itself.
        role: Role = "part" if place else "unit"
        return Match(unit, role, pcode, (), grounds, share, score, note, place.place_id if place else None)
    if inside >= LIKE:
        spread = "" if inside >= 0.7 else f"only {inside:.0%} of it lies there"
        return Match(unit, "part", lies, (), "overlap", inside, 0.8 * inside, spread)
    if not land.on_land[i]:
        return Match(unit, "abroad", note="lies outside the country")
    return Match(unit, "unclear", note="spreads over several counties and has the name of none")


def _named_counties(i: int, named: Named, land: Land) -> dict[str, Place | None]:
    """P-codes of counties that a unit is part of by its names, if it is in or next to them.

    For a part of which only the province is known, all counties of the province are possible.
    """
    found: dict[str, Place | None] = {p: None for p in named.units if len(p) > 4}
    for place in named.parts:
        if place.adm2:
            found[place.adm2] = place
        else:
            found |= {p: place for p in land.pcodes if p[:4] == place.adm1 and land.share(i, p) >= TOUCH}
    return {p: found[p] for p in sorted(found) if land.share(i, p) >= TOUCH or land.apart(i, p) < 1}


def _complete(matches: list[Match], ordered: Sequence[Unit], land: Land) -> Matching:
    """All matches in the order of the file, and the P-codes that the file lacks."""
    position = {id(u): i for i, u in enumerate(ordered)}
    own = {m.pcode for m in matches if m.role == "unit"}
    made: dict[str, float] = {}  # area of each county that its parts cover, in square kilometres
    for part in (m for m in matches if m.role == "part" and m.pcode not in own):
        pcode = str(part.pcode)
        made[pcode] = made.get(pcode, 0.0) + float(land.common[position[id(part.unit)], land.row[pcode]])
    # A few districts or a lake do not cover a county: it keeps its bundled polygon, and they are its parts.
    own |= {p for p, area in made.items() if area >= 0.5 * land.size[land.row[p]]}
    lacking = [p for p in land.pcodes if p not in own]
    within: dict[str, Match] = {}
    for pcode in lacking:
        row = land.row[pcode]
        over = {position[id(m.unit)]: m for m in matches if m.role in ("unit", "holds")}
        # Of two units that cover it equally, the smaller fits better.
        most = max(over, key=lambda i: (round(land.common[i, row], 3), -land.on_land[i]), default=None)
        if most is not None and land.common[list(over), row].sum() >= 0.5 * land.size[row]:
            within[pcode] = over[most]
    missing = tuple(p for p in lacking if p not in within)
    return Matching(tuple(sorted(matches, key=lambda m: m.unit.number)), within, missing)


def _named(unit: Unit, known: Gazetteer) -> Named:
    """Places that a unit's names and P-code mean."""
    units: dict[str, float] = {}
    parts: dict[str, Place] = {}
    for name in unit.naming.names:
        for place in _places(name, known):
            if place.kind in ("adm1", "adm2"):
                units[place.place_id] = 1.0
            elif place.kind == "locality" and place.type in _PARTS:
                parts[place.place_id] = place
    if unit.naming.pcode and known.get(unit.naming.pcode):
        units[unit.naming.pcode] = 1.0
    above = [p for name in unit.naming.above for p in _places(name, known)]
    provinces = frozenset(p.adm1 for p in above if p.kind == "adm1" and p.adm1)
    return Named(units, tuple(parts.values()), provinces)


def _places(name: str, known: Gazetteer) -> list[Place]:
    """Places of the country with a name."""
    found: dict[str, Place] = {}
    for form in dict.fromkeys((name, FURTHER_TYPES.sub("", name))):
        found |= {p.place_id: p for p in known.find(form) if p.country == "KP"}
    return list(found.values())


def _similar(unit: Unit, pcode: str, known: Gazetteer) -> bool:
    """Whether a name of a unit is similar to that of a place."""
    place: Any = known.get(pcode)
    theirs = {fold(TYPE_ENDINGS.sub("", n)) for n in unit.naming.names}
    ours = (fold(place.name), place.korean)
    return any(
        difflib.SequenceMatcher(None, a, b).ratio() >= SIMILAR for a in theirs for b in ours if len(a) > 2
    )
