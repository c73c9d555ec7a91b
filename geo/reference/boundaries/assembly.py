"""From a file's matched units to a drawing: a polygon for every P-code, without gaps or overlaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from geo.model.errors import InputError, Report, raised
from geo.reference.boundaries.units import Match, Matching
from geo.reference.context import Reference
from geo.reference.gazetteer import Gazetteer

from .boundary_set import BoundarySet, Part
from .matching import match
from .projection import conic
from .sources import BoundaryFile, read_boundaries

__all__ = ["read_boundary_set"]

MOST_CORNERS = 400_000
"""Corners from which on a drawing is thinned to :data:`THIN`: more of them show nothing and cost time."""
THIN = 1e-4
"""Degrees, some ten metres."""
GAP = 0.5
"""Degrees: holes within the country that are narrower are given to a county beside them."""
WATERS_KM = 5.0
"""How far from any shore a unit reaches only where its file draws the waters with the land."""
WATERS_KM2 = 100.0
_DIGITS = 6

Shapes = dict[str, Any]


def read_boundary_set(
    path: str | Path, report: Report = raised, *, reference: Reference | None = None
) -> BoundarySet:
    """Read a file of the country's units, whoever published it, into polygons for all P-codes.

    Parameters
    ----------
    path : path
        OCHA's administrative boundaries, GADM, geoBoundaries, an extract of OpenStreetMap, or any vector file of
        the country's units: GeoJSON, GeoPackage, Shapefile (also zipped), FlatGeobuf, GeoParquet, KML; in any
        projection that the file names.
    report : callable
        Is told of each row that cannot be used, each unit whose name and place disagree, and of counties that
        the file lacks. Raises by default.
    reference : Reference, optional
        Whose names and polygons the units are matched with; the bundled one by default.

    Returns
    -------
    BoundarySet
        Its ``matching`` says which unit became what. Counties that the file lacks stay as the bundled drawing
        has them; those that only a larger unit covers are cut out of it along the bundled borders.

    Raises
    ------
    UnreadableError
        The file is missing, broken or of no known kind.
    InputError
        It has no polygon, no known projection, or none of its units is in the country.

    Examples
    --------
    >>> read_boundary_set("atlantis.geojson")
    Traceback (most recent call last):
    ...
    geo.model.errors.UnreadableError: atlantis.geojson: No such file or directory
    """
    import shapely.errors

    against = reference or Reference.bundled()
    known, ours = against.gazetteer, against.boundaries
    found = read_boundaries(path, known, report)
    _thin(found)
    matching = match(found.units, against)
    if not any(_settling(m) for m in matching.matches):
        if matching.of("country"):
            raise InputError(f"{path}: it has the outline of the country, but no county or province of it")
        raise InputError(
            f"{path}: none of its {len(found.units):,} units is a county or province of the DPRK; is it of "
            f"another country?"
        )
    for one in matching.matches:
        if one.note.startswith("named as"):
            report(
                InputError(
                    f"{path}, unit {one.unit.number} ({one.unit.label}): {one.note}; it is read as that"
                )
            )
    if matching.missing:
        told = _named(matching.missing, known)
        report(InputError(f"{path}: {told} are not in it; they stay as the bundled drawing has them"))
    try:
        land = _land(matching, found, ours)
        counties, lost = _clean(_counties(matching, land, ours))
        while matching.own.intersection(lost):
            report(
                InputError(
                    f"{path}: nothing is left of {_named(lost, known)} under the file's other units; read as lacking"
                )
            )
            matching = _yielding(matching, lost, land, ours)
            counties, lost = _clean(_counties(matching, land, ours))
        counties |= {p: ours.shapes("adm2")[p] for p in lost}
    except shapely.errors.GEOSException as error:
        raise InputError(f"{path}: its polygons cannot be put together ({error}); mend them first") from error
    _tell(matching, land, found)
    return BoundarySet(
        str(path),
        ours.folder,
        counties,
        base=ours,
        credit=f"{found.publisher}, {found.name}".removeprefix(", "),
        parts=_parts(matching, land, known),
        matching=matching,
        notes=tuple(found.notes),
    )


def _settling(one: Match) -> bool:
    """Whether a match shows that a file is of the country's units at all."""
    return "overlap" in one.grounds and (one.role in ("unit", "holds") or "name" in one.grounds)


def _thin(found: BoundaryFile) -> None:
    """Drop the detail of a very detailed file that nobody would see."""
    import numpy as np
    import shapely

    shapes = np.array([u.shape for u in found.units])
    corners = int(shapely.get_num_coordinates(shapes).sum())
    if corners <= MOST_CORNERS:
        return
    thinned = shapely.make_valid(shapely.simplify(shapes, THIN))
    found.units = [replace(u, shape=s) for u, s in zip(found.units, thinned, strict=True)]
    found.notes.append(f"{corners:,} corners were thinned to ten metres")


def _land(matching: Matching, found: BoundaryFile, ours: BoundarySet) -> dict[int, Any]:
    """Shapes of the matched units by number, cut at the bundled coast where the file draws the waters too."""
    import numpy as np
    import shapely

    used = matching.of("unit", "part", "holds", "country")
    shapes = np.array([m.unit.shape for m in used])
    shore = shapely.union_all([*ours.shapes("adm1").values(), *ours.shapes("backdrop").values()])
    near = shapely.buffer(shapely.simplify(shapely.transform(shore, conic), 0.2), WATERS_KM)
    shapely.prepare(near)
    flat = shapely.simplify(shapely.transform(shapes, conic), 0.5)
    far = shapely.difference(flat[~shapely.covered_by(flat, near)], near)
    if float(shapely.area(shapely.union_all(far))) > WATERS_KM2:
        shapes = shapely.intersection(shapes, shore)
        found.notes.append("its units reach out over the sea; they were cut at the bundled coast")
    return {m.unit.number: _polygons(s) for m, s in zip(used, shapes, strict=True)}


def _counties(matching: Matching, land: Mapping[int, Any], base: BoundarySet) -> Shapes:
    """A polygon for each P-code; they may still overlap by a little."""
    import shapely

    ours = base.shapes("adm2")
    drawn: dict[str, list[Any]] = {p: [] for p in matching.own}
    for one in matching.of("unit"):
        drawn[str(one.pcode)].append(land[one.unit.number])
    # A part adds what no county of the file has: the file's own borders of counties go before those of parts.
    whole = shapely.union_all([shape for shapes in drawn.values() for shape in shapes])
    shapely.prepare(whole)
    for one in matching.of("part"):
        if one.pcode in drawn and not shapely.covered_by(land[one.unit.number], whole):
            drawn[one.pcode].append(_polygons(shapely.difference(land[one.unit.number], whole)))
    own: Shapes = {p: shapely.union_all(shapes) for p, shapes in drawn.items()}
    # What only a larger unit covers is cut out of it as the bundled drawing has it.
    larger = {m.unit.number: m for m in matching.within.values()}
    inner = {
        p: _polygons(shapely.intersection(ours[p], land[m.unit.number])) for p, m in matching.within.items()
    }
    cut = shapely.union_all(list(inner.values()))
    own = {p: _polygons(shapely.difference(shape, cut)) for p, shape in own.items()}
    own |= inner
    for one in sorted(larger.values(), key=lambda m: m.unit.number):
        if one.role == "holds":
            _spread(land[one.unit.number], [p for p in one.holds if p in inner], own)
    whole = shapely.union_all(list(own.values()))
    for pcode in matching.missing:
        own[pcode] = _polygons(shapely.difference(ours[pcode], whole))
    # Islands that no unit of the file shows stay where they are.
    for pcode, shape in ours.items():
        if pcode not in matching.missing:
            alone = [p for p in shapely.get_parts(shape) if not shapely.intersects(p, whole)]
            own[pcode] = shapely.union_all([own[pcode], *alone])
    return {p: _polygons(own[p]) for p in ours}


def _spread(shape: Any, held: list[str], own: Shapes) -> None:
    """Give what is left of a larger unit to the nearest of the counties that were cut out of it."""
    import numpy as np
    import shapely

    rest = shapely.difference(shape, shapely.union_all(list(own.values())))
    held = [p for p in held if not own[p].is_empty] or [p for p in held if p in own]
    if not held:
        return
    pieces = [p for p in shapely.get_parts(rest) if p.geom_type == "Polygon"]
    for piece in pieces:
        near = np.array([shapely.distance(own[p], piece) for p in held])
        edge = np.array([shapely.length(shapely.intersection(own[p].boundary, piece)) for p in held])
        pcode = held[int(np.lexsort((-edge, near))[0])]
        own[pcode] = shapely.union(own[pcode], piece)


def _clean(counties: Shapes) -> tuple[Shapes, list[str]]:
    """Counties that share their edges, do not overlap, and leave no hole within the country; and those lost by it."""
    import numpy as np
    import shapely

    shapes = np.array(list(counties.values()))

    def cleaned(given: Any, strategy: str = "longest_border") -> Any:
        made = shapely.coverage_clean(given, gap_width=GAP, merge_strategy=strategy)  # type: ignore[attr-defined]
        return np.array(made)

    if not shapely.coverage_is_valid(shapes):
        given, shapes = shapes, cleaned(shapes)
        if shapely.is_empty(shapes).any():  # one lies wholly under others: the smaller goes first
            shapes = cleaned(given, "min_area")
    rounded = shapely.transform(shapes, lambda xy: np.round(xy, _DIGITS))
    if not shapely.coverage_is_valid(rounded):  # rounding has laid an edge over another
        rounded = cleaned(rounded)
    whole = (
        shapely.is_valid(rounded).all() and shapely.is_empty(rounded).sum() == shapely.is_empty(shapes).sum()
    )
    shapes = rounded if whole and shapely.coverage_is_valid(rounded) else shapes
    return dict(zip(counties, shapes, strict=True)), [
        p for p, shape in zip(counties, shapes, strict=True) if shapely.is_empty(shape)
    ]


def _yielding(matching: Matching, lost: list[str], land: Mapping[int, Any], base: BoundarySet) -> Matching:
    """The match without the units of P-codes that others leave nothing of, as if the file lacked them."""
    import shapely

    matches = tuple(
        replace(m, role="unclear", pcode=None, note="nothing of it is left under other units")
        if m.pcode in lost and m.role in ("unit", "part")
        else m
        for m in matching.matches
    )
    within = {p: m for p, m in matching.within.items() if m.pcode not in lost and p not in lost}
    over = [m for m in matches if m.role in ("unit", "holds")]
    lacking = sorted({*lost, *(set(matching.within) - set(within))})
    for pcode in lacking if over else ():
        ours = base.shapes("adm2")[pcode]
        common = [float(shapely.area(shapely.intersection(ours, land[m.unit.number]))) for m in over]
        if pcode not in matching.within and max(common) >= 0.5 * float(shapely.area(ours)):
            within[pcode] = over[common.index(max(common))]
    missing = {*matching.missing, *lacking} - set(within)
    return Matching(matches, within, tuple(sorted(missing)))


def _named(pcodes: Sequence[str], known: Gazetteer) -> str:
    """Counties by name, the first of them where they are many."""
    names = ", ".join(known.name(p) for p in pcodes[:8])
    return f"{names} and {len(pcodes) - 8} more" if len(pcodes) > 8 else names


def _tell(matching: Matching, land: Mapping[int, Any], found: BoundaryFile) -> None:
    """Note what was cut out of larger units, and how much was claimed twice."""
    import shapely

    if matching.within:
        found.notes.append(
            f"{len(matching.within)} counties have no unit of their own in it; they were cut out of larger ones along "
            "the bundled borders"
        )
    shapes = shapely.transform([land[m.unit.number] for m in matching.of("unit")], conic)
    twice = float(shapely.area(shapes).sum() - shapely.area(shapely.union_all(shapes)))
    if twice >= 1:
        found.notes.append(f"{twice:,.0f} km² claimed by two counties were given to one of them")


def _parts(matching: Matching, land: Mapping[int, Any], known: Gazetteer) -> tuple[Part, ...]:
    """Units that have no P-code of their own, with their names."""
    return tuple(
        Part(_name(one, known), one.unit.naming.korean, str(one.pcode), one.place_id, land[one.unit.number])
        for one in matching.of("part")
        if not land[one.unit.number].is_empty
    )


def _name(one: Match, known: Gazetteer) -> str:
    """A part's name as the reference spells it, with its type, else as the file does."""
    place = known.get(one.place_id)
    if place is None:
        return one.unit.label
    type_ = place.type.removeprefix("former ").title()
    return f"{place.name} {type_}" if type_ in ("District", "County") else place.name


def _polygons(shape: Any) -> Any:
    """The polygons of a shape, without the points and lines that cutting leaves."""
    import shapely

    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = [p for p in shapely.get_parts(shape) if p.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else shapely.Polygon()
