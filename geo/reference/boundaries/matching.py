"""Which unit of a file is which P-code: by its names in any spelling, and by where it lies.

Names and overlap with the bundled drawing are both evidence. A name that the place bears out settles; where the
two disagree the place does, and the disagreement is reported: publishers have put names on the wrong polygons.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.model.entities import Place
from geo.reference.boundaries.units import Match, Matching, Role, Unit
from geo.reference.context import Reference
from geo.reference.gazetteer import Gazetteer
from geo.text.romanization import fold

from .projection import conic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["match"]


REACH_KM = 25.0
"""How far a unit may lie from the bundled polygon of its name where the two have nothing in common."""
TOUCH = 0.05
"""Intersection over union from which on a name is borne out by the place."""
LIKE = 0.3
"""Intersection over union from which on the place settles without a name."""
MOST = 4
"""How many counties a unit may cover by half and still be one of them."""
SIMILAR = 0.8
_PARTS = ("district", "workers' district", "former county")
_FURTHER_TYPES = re.compile(r"\s*\(.*\)$|지구$|地[区區]$|\s+(?:Zone|Area|Special City)$|[- ][CcJj]igu$")


class Named(NamedTuple):
    """What a unit's names say: P-codes by strength, and what it is known to be part of."""

    units: dict[str, float]
    parts: tuple[Place, ...]
    provinces: frozenset[str]


class Land:
    """What the units of a file have in common with the bundled drawing, in square kilometres."""

    def __init__(self, units: Sequence[Unit], reference: Reference) -> None:
        import numpy as np
        import shapely

        self.known = reference.gazetteer
        self.pcodes = list(reference.boundaries.shapes("adm2"))
        self.row = {p: i for i, p in enumerate(self.pcodes)}
        ours = shapely.transform(np.array(list(reference.boundaries.shapes("adm2").values())), conic)
        neighbours = shapely.union_all(list(reference.boundaries.shapes("backdrop").values()))
        # A fifth of a kilometre is a tenth of what the bundled borders are off; what is finer only costs time.
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
        """Intersection over union of a unit and some counties together, on land."""
        rows = [self.row[p] for p in pcodes]
        common = self.common[unit, rows].sum()
        whole = self.on_land[unit] + self.size[rows].sum() - common
        return float(common / whole) if whole else 0.0

    def share(self, unit: int, pcode: str) -> float:
        """How much of a unit's land lies in a county."""
        return float(self.common[unit, self.row[pcode]] / self.on_land[unit]) if self.on_land[unit] else 0.0

    def covered(self, unit: int) -> NDArray[np.float64]:
        """How much of each county a unit covers."""
        covered: NDArray[np.float64] = self.common[unit] / self.size
        return covered

    def apart(self, unit: int, pcode: str) -> float:
        """Kilometres between a unit and a county."""
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
    """Tell which unit is which P-code.

    Parameters
    ----------
    units : sequence of Unit
        In any order: the answer does not depend on it.
    reference : Reference
        Whose names and polygons they are compared with.

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
        found[pair.unit] = _settled(ordered[pair.unit], pair, named[pair.unit], land)
    for i, unit in enumerate(ordered):
        if i not in found:
            found[i] = _further(unit, i, named[i], land)
    return _whole(list(found.values()), ordered, land)


def _pairs(
    units: Sequence[Unit], named: Sequence[Named], land: Land, counties: dict[str, list[str]]
) -> Iterable[_Pair]:
    """Every unit with every P-code that it may be."""
    for i, unit in enumerate(units):
        if land.abroad[i] > 0.5:
            continue
        near = [land.pcodes[t] for t in land.common[i].nonzero()[0]]
        most = int((land.covered(i) >= 0.5).sum())
        for pcode in sorted({*near, *(p[:4] for p in near), *named[i].units}):
            held = counties[pcode] if len(pcode) == 4 else [pcode]
            iou = land.iou(i, held)
            if (len(pcode) == 4 and not most) or (len(pcode) > 4 and most > MOST and iou < LIKE):
                continue  # a province holds counties, and a county is not a region
            strength = named[i].units.get(pcode, 0.0)
            grounds = "name"
            if not strength and iou >= TOUCH and _similar(unit, pcode, land.known):
                strength, grounds = 0.5, "similar name"
            if named[i].provinces and pcode[:4] not in named[i].provinces:
                strength *= 0.7
            level = 0.05 * (unit.naming.level == (1 if len(pcode) == 4 else 2))
            if strength and iou >= TOUCH:
                sure = 1 - (1 - 0.8 * strength) * (1 - iou)
                yield _Pair(iou + 0.8 * strength + level, pcode, i, f"{grounds} and overlap", iou, sure)
            elif strength and len(pcode) > 4 and (apart := land.apart(i, pcode)) <= REACH_KM:
                sure = 0.6 * strength * (1 - apart / REACH_KM)
                yield _Pair(
                    iou + 0.4 * strength * (1 - apart / REACH_KM) + level, pcode, i, "name", iou, sure
                )
            elif iou >= LIKE and not (named[i].parts and not named[i].units):  # a district is no county
                yield _Pair(iou + level, pcode, i, "overlap", iou, 0.8 * iou)


def _settled(unit: Unit, pair: _Pair, named: Named, land: Land) -> Match:
    """A unit that is a P-code, with a note where its name is another's."""
    note, others = "", sorted(p for p in named.units if len(p) == len(pair.pcode))
    if pair.grounds == "overlap" and others:
        names = " or ".join(f"{land.known.name(p)} ({p})" for p in others)
        note = f"named as {names}, but lies where {land.known.name(pair.pcode)} ({pair.pcode}) is"
    elif pair.grounds == "name":
        apart = land.apart(pair.unit, pair.pcode)
        note = (
            f"{apart:.0f} km beside the bundled polygon"
            if apart >= 1
            else "little in common with the bundled polygon"
        )
    held: tuple[str, ...] = ()
    if len(pair.pcode) == 4:
        held = tuple(p for p, c in zip(land.pcodes, land.covered(pair.unit), strict=True) if c >= 0.5)
    return Match(
        unit, "holds" if held else "unit", pair.pcode, held, pair.grounds, pair.overlap, pair.score, note
    )


def _further(unit: Unit, i: int, named: Named, land: Land) -> Match:
    """A unit that is no P-code: larger than one, a part of one, or none of ours."""
    covered = land.covered(i)
    held = tuple(p for p, c in zip(land.pcodes, covered, strict=True) if c >= 0.5)
    if len(held) >= 0.8 * len(land.pcodes):
        return Match(unit, "country", holds=held, grounds="overlap", overlap=land.iou(i, held), score=1.0)
    if land.abroad[i] > 0.5:
        return Match(unit, "abroad", note="lies in a neighbour's land")
    if len(held) > 1 and (inside := sum(land.share(i, p) for p in held)) >= 0.5:
        return Match(unit, "holds", None, held, "overlap", land.iou(i, held), inside * 0.8)
    lies = land.pcodes[int(land.common[i].argmax())]
    inside = land.share(i, lies)
    said = _said(i, named, land)
    if said:
        pcode = max(said, key=lambda p: (land.share(i, p), p))
        share, place = land.share(i, pcode), said[pcode]
        grounds = "name and overlap" if share >= TOUCH else "name"
        note = (
            f"{inside:.0%} of it lies in {land.known.name(lies)} ({lies})"
            if inside > share and share < LIKE
            else ""
        )
        sure = 1 - 0.5 * (1 - share)
        # A piece that bears the county's own name, an island in its own row, is the county's as much as the rest.
        role: Role = "part" if place else "unit"
        return Match(unit, role, pcode, (), grounds, share, sure, note, place.place_id if place else None)
    if inside >= LIKE:
        spread = "" if inside >= 0.7 else f"only {inside:.0%} of it lies there"
        return Match(unit, "part", lies, (), "overlap", inside, 0.8 * inside, spread)
    if not land.on_land[i]:
        return Match(unit, "abroad", note="lies outside of the country")
    return Match(unit, "unclear", note="spreads over several counties and bears the name of none")


def _said(i: int, named: Named, land: Land) -> dict[str, Place | None]:
    """P-codes of which a unit's names say that it is a part, where it lies in them or beside them.

    Of a part whose province alone is known that is any county of the province.
    """
    said: dict[str, Place | None] = {p: None for p in named.units if len(p) > 4}
    for place in named.parts:
        if place.adm2:
            said[place.adm2] = place
        else:
            said |= {p: place for p in land.pcodes if p[:4] == place.adm1 and land.share(i, p) >= TOUCH}
    return {p: said[p] for p in sorted(said) if land.share(i, p) >= TOUCH or land.apart(i, p) < 1}


def _whole(matches: list[Match], ordered: Sequence[Unit], land: Land) -> Matching:
    """Matches in the file's order, with what the file lacks."""
    position = {id(u): i for i, u in enumerate(ordered)}
    own = {m.pcode for m in matches if m.role == "unit"}
    made: dict[str, float] = {}  # square kilometres of a county that parts of it make up
    for part in (m for m in matches if m.role == "part" and m.pcode not in own):
        pcode = str(part.pcode)
        made[pcode] = made.get(pcode, 0.0) + float(land.common[position[id(part.unit)], land.row[pcode]])
    # A few districts or a lake do not make a county: it stays as it is, and they are parts of it.
    own |= {p for p, area in made.items() if area >= 0.5 * land.size[land.row[p]]}
    lacking = [p for p in land.pcodes if p not in own]
    within: dict[str, Match] = {}
    for pcode in lacking:
        row = land.row[pcode]
        over = {position[id(m.unit)]: m for m in matches if m.role in ("unit", "holds")}
        # Of two that cover it alike, the smaller: it has the nearer borders.
        most = max(over, key=lambda i: (round(land.common[i, row], 3), -land.on_land[i]), default=None)
        if most is not None and land.common[list(over), row].sum() >= 0.5 * land.size[row]:
            within[pcode] = over[most]
    missing = tuple(p for p in lacking if p not in within)
    return Matching(tuple(sorted(matches, key=lambda m: m.unit.number)), within, missing)


def _named(unit: Unit, known: Gazetteer) -> Named:
    """What a unit's names say."""
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
    """Places of the country that bear a name."""
    found: dict[str, Place] = {}
    for form in dict.fromkeys((name, _FURTHER_TYPES.sub("", name))):
        found |= {p.place_id: p for p in known.find(form) if p.country == "KP"}
    return list(found.values())


def _similar(unit: Unit, pcode: str, known: Gazetteer) -> bool:
    """Whether a unit's name is nearly that of a place."""
    place: Any = known.get(pcode)
    theirs = {
        fold(re.sub(r"[- ](?:gun|kun|si|guyok|County|City|District)$", "", n, flags=re.I))
        for n in unit.naming.names
    }
    ours = (fold(place.name), place.korean)
    return any(
        difflib.SequenceMatcher(None, a, b).ratio() >= SIMILAR for a in theirs for b in ours if len(a) > 2
    )
