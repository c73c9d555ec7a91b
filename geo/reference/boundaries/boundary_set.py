"""A drawing as a value: polygons of provinces and counties, and which of them holds a point.

All coordinates are WGS 84 degrees. Looking points up needs shapely only; geopandas is imported by what returns
its frames.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from geo.model.errors import OptionError, ReferenceDataError
from geo.reference.paths import reference_path

from .projection import EARTH_KM, conic

if TYPE_CHECKING:
    import geopandas
    import numpy as np
    import shapely
    from numpy.typing import ArrayLike, NDArray

    from geo.reference.boundaries.units import Matching

__all__ = ["LEVELS", "Drawing", "Level", "Part", "bundled", "in_use", "using"]

Level = Literal["adm1", "adm2", "backdrop"]

LEVELS: tuple[Level, ...] = ("adm1", "adm2", "backdrop")
"""Provinces, counties, and the neighbours' land behind them."""


class _Prepared(NamedTuple):
    """Counties in P-code order, prepared for looking up."""

    pcodes: NDArray[np.object_]
    shapes: NDArray[np.object_]
    bounds: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A unit of a file that has no P-code of its own: a district of Pyongyang, a county since dissolved.

    ``adm2`` is the P-code that it is part of, ``place_id`` its id in the gazetteer where it has one.
    """

    name: str
    korean: str
    adm2: str
    place_id: str | None
    shape: Any


class Drawing:
    """Polygons for every P-code, and what they answer.

    Made by :func:`bundled` and :func:`geo.reference.boundaries.read_drawing`.

    Attributes
    ----------
    name : str
        The file that it came from; ``"bundled"`` for the reference's own.
    credit : str
        Whose drawing it is and under which terms, as far as the file shows, with the file's name; empty for the
        reference's own.
    parts : sequence of Part
        Units smaller than a P-code.
    matching : Matching or None
        Which unit of the file became which P-code, and on what grounds.
    notes : sequence of str
        What was done to the file's shapes, in words.

    Examples
    --------
    >>> bundled()
    <Drawing 'bundled': 179 counties>
    """

    def __init__(
        self,
        name: str,
        counties: Mapping[str, shapely.Geometry] | None = None,
        *,
        credit: str = "",
        parts: Sequence[Part] = (),
        matching: Matching | None = None,
        notes: Sequence[str] = (),
    ) -> None:
        self.name, self.credit, self.parts = name, credit, parts
        self.matching, self.notes = matching, notes
        self._drawn = None if counties is None else dict(sorted(counties.items()))

    def __repr__(self) -> str:
        parts = f", {len(self.parts)} parts of counties" if self.parts else ""
        return f"<Drawing {self.name!r}: {len(self.shapes('adm2'))} counties{parts}>"

    def geojson(self, level: Level) -> dict[str, Any]:
        """One layer as RFC 7946 has it, the caller's own; see :func:`geo.reference.boundaries.lookups.geojson`."""
        if level not in LEVELS:
            raise OptionError(f"no layer {level!r}; there are {', '.join(LEVELS)}")
        collection = _file(level)
        if self._drawn is not None:
            from shapely.geometry import mapping

            drawn: Mapping[str, Any] = self.shapes(level)
            for feature in collection["features"]:
                feature["geometry"] = mapping(drawn[_key(feature)])
        return collection

    def shapes(self, level: Level) -> Mapping[str, shapely.Geometry]:
        """Polygons by P-code, in its order; of the backdrop by the country's code."""
        return self._provinces if level == "adm1" else self._counties if level == "adm2" else self._neighbours

    def frame(self, level: Level) -> geopandas.GeoDataFrame:
        """A layer as a frame, the caller's own; see :func:`geo.reference.boundaries.lookups.adm2`."""
        return self._frames[level].copy()

    def adm1(self) -> geopandas.GeoDataFrame:
        """The 11 provinces, each the union of its counties."""
        return self.frame("adm1")

    def adm2(self) -> geopandas.GeoDataFrame:
        """The 179 counties and cities."""
        return self.frame("adm2")

    def locate(self, lon: ArrayLike, lat: ArrayLike, *, nearest_km: float = 0.0) -> NDArray[np.object_]:
        """P-code of the county that holds each point; see :func:`geo.reference.boundaries.lookups.locate`."""
        import numpy as np

        if not nearest_km >= 0:
            raise OptionError(f"nearest_km is {nearest_km}; give 0 or a distance in kilometres")
        try:
            lons, lats = np.broadcast_arrays(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
        except (TypeError, ValueError) as error:
            raise OptionError(f"lon and lat are not numbers of one shape: {error}") from error
        x, y = lons.ravel(), lats.ravel()
        # One place more than there are counties, so that index -1 (no county) answers None.
        answers = np.array([*self._prepared.pcodes, None], dtype=object)
        index = self._holding(x, y)
        if nearest_km > 0:
            open_ = np.flatnonzero((index < 0) & np.isfinite(x) & np.isfinite(y))
            index[open_] = self._nearest(x[open_], y[open_], nearest_km)
        located: NDArray[np.object_] = answers[index].reshape(lons.shape)
        return located

    def part(self, lon: float, lat: float) -> Part | None:
        """The smallest part of a county that holds a point; None where the drawing has none there."""
        import shapely

        holding = [p for p in self.parts if shapely.intersects_xy(p.shape, lon, lat)]
        return min(holding, key=lambda p: (p.shape.area, p.name, p.adm2), default=None)

    def kilometres_to(self, pcode: str, lon: float, lat: float) -> float:
        """How far a point lies from a unit's polygon, in kilometres; 0 inside.

        Raises
        ------
        geo.model.errors.ReferenceDataError
            No unit has that P-code.
        """
        import shapely

        shape = self.shapes("adm1" if len(pcode) == 4 else "adm2").get(pcode)
        if shape is None:
            raise ReferenceDataError(f"{pcode}: no polygon of that P-code")
        scale = math.cos(math.radians(lat))
        flat = shapely.transform(shape, lambda xy: xy * [scale, 1.0])
        return float(shapely.distance(flat, shapely.Point(lon * scale, lat))) * math.radians(EARTH_KM)

    @cached_property
    def _counties(self) -> dict[str, shapely.Geometry]:
        return _shapes(_file("adm2")) if self._drawn is None else self._drawn

    @cached_property
    def _provinces(self) -> dict[str, shapely.Geometry]:
        if self._drawn is None:
            return _shapes(_file("adm1"))
        import shapely

        own: dict[str, list[shapely.Geometry]] = {}
        for pcode, shape in self._drawn.items():
            own.setdefault(pcode[:4], []).append(shape)
        return {pcode: shapely.union_all(shapes) for pcode, shapes in own.items()}

    @cached_property
    def _neighbours(self) -> dict[str, shapely.Geometry]:
        """The neighbours' land, moved to this drawing's border where that runs elsewhere than the bundled one."""
        theirs = _shapes(_file("backdrop"))
        if self._drawn is None:
            return theirs
        import shapely

        ours = shapely.union_all(list(self._drawn.values()))
        left = shapely.difference(shapely.union_all(list(bundled().shapes("adm1").values())), ours)
        pieces = [p for p in shapely.get_parts(left) if p.geom_type == "Polygon"]
        for iso, land in theirs.items():
            beside = [p for p in pieces if shapely.intersects(p, land)]
            theirs[iso] = shapely.difference(shapely.union_all([land, *beside]), ours)
        return theirs

    @cached_property
    def _frames(self) -> Mapping[str, geopandas.GeoDataFrame]:
        return _Frames(self)

    @cached_property
    def _prepared(self) -> _Prepared:
        import numpy as np
        import shapely

        shapes = np.array(list(self._counties.values()), dtype=object)
        shapely.prepare(shapes)
        return _Prepared(np.array(list(self._counties), dtype=object), shapes, shapely.bounds(shapes))

    @cached_property
    def _tree(self) -> shapely.STRtree:
        """The counties on a plane of kilometres."""
        import shapely

        return shapely.STRtree(shapely.transform(self._prepared.shapes, conic))

    def _holding(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.intp]:
        """Position of the county that holds each point, or -1.

        Points are sorted by x once, so that each county looks only at the slice between its western and eastern
        ends; of the ways measured to do this with shapely it was the fastest.
        """
        import numpy as np
        import shapely

        counties = self._prepared
        order = np.argsort(x, kind="stable")  # NaN comes last, behind every county's eastern end
        xs, ys = x[order], y[order]
        found = np.full(len(x), -1, dtype=np.intp)
        starts = np.searchsorted(xs, counties.bounds[:, 0], side="left")
        ends = np.searchsorted(xs, counties.bounds[:, 2], side="right")
        for county, shape in enumerate(counties.shapes):
            here = slice(starts[county], ends[county])
            _, south, _, north = counties.bounds[county]
            # Counties come in P-code order and take no point from an earlier one: the rule for shared edges.
            near = np.flatnonzero((ys[here] >= south) & (ys[here] <= north) & (found[here] < 0)) + here.start
            found[near[shapely.intersects_xy(shape, xs[near], ys[near])]] = county
        index = np.empty_like(found)
        index[order] = found
        return index

    def _nearest(self, x: NDArray[np.float64], y: NDArray[np.float64], within_km: float) -> NDArray[np.intp]:
        """Position of the nearest county within a distance of each point, or -1; the lowest where two tie."""
        import numpy as np
        import shapely

        points = shapely.points(conic(np.column_stack([x, y])))
        point, county = self._tree.query_nearest(points, max_distance=within_km, all_matches=True)
        index = np.full(len(x), -1, dtype=np.intp)
        backwards = np.argsort(-county, kind="stable")
        index[point[backwards]] = county[backwards]
        return index


class _Frames(dict[str, Any]):
    """Layers as frames, made when first asked for; callers get copies."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing

    def __missing__(self, level: Level) -> geopandas.GeoDataFrame:
        import geopandas

        frame = geopandas.GeoDataFrame.from_features(self.drawing.geojson(level), crs="EPSG:4326")
        columns = [c for c in ("pcode", "name", "adm1") if c in frame]
        # An unnamed index: with the column's name, pandas would call "pcode" ambiguous in joins and groups.
        self[level] = frame[[*columns, "geometry"]].set_axis(frame["pcode"].to_list(), axis="index")
        return self[level]


def _file(level: Level) -> dict[str, Any]:
    """A layer of the reference, read anew."""
    path = reference_path(f"{level}.geojson")
    try:
        collection: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ReferenceDataError(f"{path} is damaged ({error}); reinstall dprk-geo") from error
    return collection


def _shapes(collection: Mapping[str, Any]) -> dict[str, shapely.Geometry]:
    from shapely.geometry import shape

    return {_key(f): shape(f["geometry"]) for f in collection["features"]}


def _key(feature: Mapping[str, Any]) -> str:
    """P-code of a unit, code of a neighbour."""
    return str(feature["properties"].get("pcode") or feature["properties"]["iso"])


@cache
def bundled() -> Drawing:
    """The reference's own drawing; see data/SOURCES.md for its origin and how well it fits."""
    return Drawing("bundled")


_IN_USE: ContextVar[Drawing | None] = ContextVar("drawing", default=None)


def in_use() -> Drawing:
    """The drawing by which :mod:`geo.reference.boundaries.lookups` answers here.

    Examples
    --------
    >>> in_use() is bundled()
    True
    """
    return _IN_USE.get() or bundled()


@contextmanager
def using(drawing: Drawing | None) -> Iterator[Drawing]:
    """Put a drawing to use for what is called within; None leaves the one that is in use.

    Other threads and tasks keep theirs.

    Examples
    --------
    >>> from geo.reference.boundaries import lookups as boundaries
    >>> with using(bundled()):
    ...     boundaries.locate(126.2, 39.25).item()
    'KP0717'
    """
    token = _IN_USE.set(drawing or in_use())
    try:
        yield in_use()
    finally:
        _IN_USE.reset(token)
