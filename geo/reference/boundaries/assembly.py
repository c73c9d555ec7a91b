"""Assemble a boundary set from the matched units of a file: one polygon per P-code, without gaps or overlaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
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

MOST_CORNERS = 100_000
"""Number of vertices above which the file is simplified by :data:`THIN`; more detail is not visible but slow."""
THIN = 5e-4
"""Tolerance of the simplification in degrees, some fifty metres: far less than drawings differ by."""
GAP = 0.5
"""Degrees; narrower holes within the country are given to an adjacent county."""
WATERS_KM = 5.0
"""Units that reach farther than this from the coast show that the file includes territorial waters."""
WATERS_KM2 = 100.0
"""Area beyond :data:`WATERS_KM` from which on a file is taken to include territorial waters."""
_DIGITS = 6

Shapes = dict[str, Any]


def read_boundary_set(
    path: str | Path, report: Report = raised, *, reference: Reference | None = None
) -> BoundarySet:
    """Read a boundary file of the country into a polygon for every P-code.

    Parameters
    ----------
    path : path
        OCHA's administrative boundaries, GADM, geoBoundaries, an extract of OpenStreetMap, or any vector file of
        the country's units: GeoJSON, GeoPackage, Shapefile (also zipped), FlatGeobuf, GeoParquet, KML; in any
        projection that the file names.
    report : callable
        Called with an error for each row that cannot be used, each unit whose name and location disagree, and
        counties that the file lacks. Raises the error by default.
    reference : Reference, optional
        Its names and polygons are matched with the units; the bundled one by default.

    Returns
    -------
    BoundarySet
        Its ``matching`` says which unit matches which P-code. Counties that the file lacks have their bundled
        polygon; counties that only a larger unit covers are cut out of it along the bundled boundaries.

    Raises
    ------
    UnreadableError
        The file is missing, damaged or in an unknown format.
    InputError
        It has no polygon, no known projection, or no unit of the country.

    Examples
    --------
    >>> read_boundary_set("atlantis.geojson")
    Traceback (most recent call last):
    ...
    geo.model.errors.UnreadableError: atlantis.geojson: No such file or directory
    """
    against = reference or Reference.bundled()
    found = read_boundaries(path, against.gazetteer, report)
    # GEOS frees the interpreter: what does not depend on one another is done at the same time.
    with ThreadPoolExecutor(1) as beside:
        shore = beside.submit(_shore, against.boundaries)
        _thin(found)
        return _assembled(str(path), found, against, shore, beside, report)


def _assembled(
    path: str,
    found: BoundaryFile,
    against: Reference,
    shore: Future[tuple[Any, Any]],
    beside: ThreadPoolExecutor,
    report: Report,
) -> BoundarySet:
    """The set of a file's units."""
    import shapely.errors

    known, ours = against.gazetteer, against.boundaries
    matching = match(found.units, against)
    if not any(_settling(m) for m in matching.matches):
        if matching.of("country"):
            raise InputError(f"{path}: it has the outline of the country, but no counties or provinces")
        raise InputError(
            f"{path}: none of its {len(found.units):,} units is a county or province of the DPRK; is it a file of "
            f"another country?"
        )
    for one in matching.matches:
        if one.note.startswith("named as"):
            report(
                InputError(
                    f"{path}, unit {one.unit.number} ({one.unit.label}): {one.note}; its location decides"
                )
            )
    if matching.missing:
        names = _named(matching.missing, known)
        report(InputError(f"{path}: {names} are not in it; their bundled boundaries are used"))
    try:
        land = _land(matching, found, *shore.result())
        first, twice = matching, beside.submit(_twice, matching, land)
        counties, lost = _clean(_counties(matching, land, ours))
        while matching.own.intersection(lost):
            report(
                InputError(
                    f"{path}: other units of the file cover {_named(lost, known)} completely; the bundled "
                    "boundaries are used"
                )
            )
            matching = _yielding(matching, lost, land, ours)
            counties, lost = _clean(_counties(matching, land, ours))
        counties |= {p: ours.shapes("adm2")[p] for p in lost}
    except shapely.errors.GEOSException as error:
        raise InputError(f"{path}: its polygons cannot be combined ({error}); repair them first") from error
    _note_changes(matching, twice.result() if matching is first else _twice(matching, land), found)
    return BoundarySet(
        path,
        ours.folder,
        counties,
        base=ours,
        credit=f"{found.publisher}, {found.name}".removeprefix(", "),
        parts=_parts(matching, land, known),
        matching=matching,
        notes=tuple(found.notes),
    )


def _settling(one: Match) -> bool:
    """Whether a match is evidence that the file has units of the country."""
    return "overlap" in one.grounds and (one.role in ("unit", "holds") or "name" in one.grounds)


def _thin(found: BoundaryFile) -> None:
    """Simplify a very detailed file."""
    import numpy as np
    import shapely.errors

    shapes = np.array([u.shape for u in found.units])
    corners = int(shapely.get_num_coordinates(shapes).sum())
    if corners <= MOST_CORNERS:
        return
    try:
        # Edges that two units share stay shared, which spares most of the cleaning.
        thinned = shapely.make_valid(shapely.coverage_simplify(shapes, THIN))
    except shapely.errors.GEOSException:  # rings of repeated points
        thinned = shapely.make_valid(shapely.simplify(shapes, THIN / 5))
    found.units = [replace(u, shape=s) for u, s in zip(found.units, thinned, strict=True)]
    found.notes.append(f"{corners:,} vertices were simplified to fifty metres")


def _shore(ours: BoundarySet) -> tuple[Any, Any]:
    """The land of the country and its neighbours in degrees, and what is within :data:`WATERS_KM` of it in km."""
    import shapely

    shore = shapely.union_all([*ours.shapes("adm1").values(), *ours.shapes("backdrop").values()])
    near = shapely.buffer(shapely.simplify(shapely.transform(shore, conic), 0.2), WATERS_KM)
    shapely.prepare(near)
    return shore, near


def _land(matching: Matching, found: BoundaryFile, shore: Any, near: Any) -> dict[int, Any]:
    """Shapes of the matched units by number, clipped to the bundled coast where they include territorial waters."""
    import numpy as np
    import shapely

    used = matching.of("unit", "part", "holds", "country")
    shapes = np.array([m.unit.shape for m in used])
    flat = shapely.simplify(shapely.transform(shapes, conic), 0.5)
    far = shapely.difference(flat[~shapely.covered_by(flat, near)], near)
    if float(shapely.area(shapely.union_all(far))) > WATERS_KM2:
        shapes = shapely.intersection(shapes, shore)
        found.notes.append("its units reach out over the sea; they were clipped at the bundled coast")
    return {m.unit.number: _polygons(s) for m, s in zip(used, shapes, strict=True)}


def _counties(matching: Matching, land: Mapping[int, Any], base: BoundarySet) -> Shapes:
    """A polygon for each P-code; they may still overlap by a little."""
    import shapely

    ours = base.shapes("adm2")
    drawn: dict[str, list[Any]] = {p: [] for p in matching.own}
    for one in matching.of("unit"):
        drawn[str(one.pcode)].append(land[one.unit.number])
    # Parts only add area that no county of the file covers: county boundaries take precedence.
    parts = matching.of("part")
    whole = shapely.union_all([shape for shapes in drawn.values() for shape in shapes] if parts else [])
    shapely.prepare(whole)
    for one in parts:
        if one.pcode in drawn and not shapely.covered_by(land[one.unit.number], whole):
            drawn[one.pcode].append(_polygons(shapely.difference(land[one.unit.number], whole)))
    own: Shapes = {p: shapely.union_all(shapes) for p, shapes in drawn.items()}
    # Counties that only a larger unit covers are cut out of it along the bundled boundaries.
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
    shown = shapely.STRtree(list(own.values()))
    whole = shapely.union_all(list(own.values()) if matching.missing else [])
    for pcode in matching.missing:
        own[pcode] = _polygons(shapely.difference(ours[pcode], whole))
    # Islands that the file does not show are kept.
    for pcode, shape in ours.items():
        if pcode not in matching.missing:
            alone = [p for p in shapely.get_parts(shape) if not len(shown.query(p, "intersects"))]
            own[pcode] = shapely.union_all([own[pcode], *alone])
    return {p: _polygons(own[p]) for p in ours}


def _spread(shape: Any, held: list[str], own: Shapes) -> None:
    """Give the rest of a larger unit to the nearest of the counties that were cut out of it."""
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
    """Counties with shared edges, without overlaps and holes, and the P-codes whose polygon became empty."""
    import numpy as np
    import shapely

    shapes = np.array(list(counties.values()))

    def cleaned(given: Any, strategy: str = "longest_border") -> Any:
        made = shapely.coverage_clean(given, gap_width=GAP, merge_strategy=strategy)  # type: ignore[attr-defined]
        return np.array(made)

    if not shapely.coverage_is_valid(shapes):
        given, shapes = shapes, cleaned(shapes)
        if shapely.is_empty(shapes).any():  # one is covered by others: let smaller ones win
            shapes = cleaned(given, "min_area")
    rounded = shapely.transform(shapes, lambda xy: np.round(xy, _DIGITS))
    if not shapely.coverage_is_valid(rounded):  # rounding has made edges overlap
        rounded = cleaned(rounded)
    whole = (
        shapely.is_valid(rounded).all() and shapely.is_empty(rounded).sum() == shapely.is_empty(shapes).sum()
    )
    shapes = rounded if whole and shapely.coverage_is_valid(rounded) else shapes
    return dict(zip(counties, shapes, strict=True)), [
        p for p, shape in zip(counties, shapes, strict=True) if shapely.is_empty(shape)
    ]


def _yielding(matching: Matching, lost: list[str], land: Mapping[int, Any], base: BoundarySet) -> Matching:
    """The matching without the units of P-codes that other units cover completely, as if the file lacked them."""
    import shapely

    matches = tuple(
        replace(m, role="unclear", pcode=None, note="covered completely by other units")
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
    """Names of counties; only the first eight of many."""
    names = ", ".join(known.name(p) for p in pcodes[:8])
    return f"{names} and {len(pcodes) - 8} more" if len(pcodes) > 8 else names


def _twice(matching: Matching, land: Mapping[int, Any]) -> float:
    """Square kilometres that two units cover."""
    import shapely

    shapes = shapely.transform([land[m.unit.number] for m in matching.of("unit")], conic)
    return float(shapely.area(shapes).sum() - shapely.area(shapely.union_all(shapes)))


def _note_changes(matching: Matching, twice: float, found: BoundaryFile) -> None:
    """Note how many counties were cut out of larger units, and how much area overlapped."""
    if matching.within:
        found.notes.append(
            f"{len(matching.within)} counties are not separate units in it; they were cut out of larger ones along "
            "the bundled boundaries"
        )
    if twice >= 1:
        found.notes.append(f"{twice:,.0f} km² where two counties overlap were given to one of them")


def _parts(matching: Matching, land: Mapping[int, Any], known: Gazetteer) -> tuple[Part, ...]:
    """Units that are parts of a county."""
    return tuple(
        Part(_name(one, known), one.unit.naming.korean, str(one.pcode), one.place_id, land[one.unit.number])
        for one in matching.of("part")
        if not land[one.unit.number].is_empty
    )


def _name(one: Match, known: Gazetteer) -> str:
    """Name of a part in the reference's spelling, with its type, else in the file's."""
    place = known.get(one.place_id)
    if place is None:
        return one.unit.label
    type_ = place.type.removeprefix("former ").title()
    return f"{place.name} {type_}" if type_ in ("District", "County") else place.name


def _polygons(shape: Any) -> Any:
    """The polygons of a shape, without the points and lines that an intersection leaves."""
    import shapely

    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = [p for p in shapely.get_parts(shape) if p.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else shapely.Polygon()
