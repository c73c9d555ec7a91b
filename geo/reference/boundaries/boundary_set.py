"""A set of boundaries as a value: polygons of provinces and counties, and which of them holds a point.

All coordinates are WGS 84 degrees. Looking points up needs shapely only; geopandas is imported by what returns
its frames.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geo.model.errors import OptionError, ReferenceDataError

from .county_index import CountyIndex
from .extent import COAST_KM
from .projection import EARTH_KM

if TYPE_CHECKING:
    import geopandas
    import numpy as np
    import shapely
    from numpy.typing import ArrayLike, NDArray

    from geo.reference.boundaries.units import Matching

__all__ = ["LEVELS", "BoundarySet", "Level", "Part"]

Level = Literal["adm1", "adm2", "backdrop"]

LEVELS: tuple[Level, ...] = ("adm1", "adm2", "backdrop")
"""Provinces, counties, and the neighbours' land behind them."""


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


class BoundarySet:
    """Polygons for every P-code, and what they answer.

    One is part of every :class:`~geo.reference.context.Reference`; :func:`geo.read_boundary_set` makes one of a
    user's file.

    Parameters
    ----------
    name : str
        The file that it came from; ``"bundled"`` for the reference's own.
    folder : pathlib.Path
        Where ``adm1.geojson``, ``adm2.geojson`` and ``backdrop.geojson`` of the reference are.
    counties : mapping of str to shapely.Geometry, optional
        A polygon for each of the 179 P-codes, in degrees (WGS 84), in place of the reference's.
    base : BoundarySet, optional
        The reference's own, where ``counties`` replace it.
    credit : str
        Whose polygons they are and under which terms, as far as the file shows, with the file's name; empty for
        the reference's own.
    parts : sequence of Part
        Units smaller than a P-code.
    matching : Matching, optional
        Which unit of the file became which P-code, and on what grounds.
    notes : sequence of str
        What was done to the file's shapes, in words.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> Reference.bundled().boundaries
    <BoundarySet 'bundled': 179 counties>
    """

    def __init__(
        self,
        name: str,
        folder: Path,
        counties: Mapping[str, shapely.Geometry] | None = None,
        *,
        base: BoundarySet | None = None,
        credit: str = "",
        parts: Sequence[Part] = (),
        matching: Matching | None = None,
        notes: Sequence[str] = (),
    ) -> None:
        self.name, self.folder, self.credit, self.parts = name, folder, credit, parts
        self.matching, self.notes = matching, notes
        self._base = base or self
        self._given = None if counties is None else dict(sorted(counties.items()))

    def __repr__(self) -> str:
        parts = f", {len(self.parts)} parts of counties" if self.parts else ""
        return f"<BoundarySet {self.name!r}: {len(self.shapes('adm2'))} counties{parts}>"

    @property
    def bundled(self) -> bool:
        """Whether these are the reference's own polygons."""
        return self._given is None

    def geojson(self, level: Level) -> dict[str, Any]:
        """One layer as its file has it, for a page that draws it.

        Parameters
        ----------
        level : {"adm1", "adm2", "backdrop"}
            Provinces, counties, or the neighbours' land.

        Returns
        -------
        dict
            An RFC 7946 FeatureCollection, the caller's own: read anew on each call. Features are sorted by
            P-code and have ``pcode``, ``name`` and, for counties, ``adm1``; the backdrop's have ``name`` and
            ``iso``.

        Raises
        ------
        geo.model.errors.OptionError
            When there is no such layer.
        geo.model.errors.ReferenceDataError
            When its file is missing or damaged.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> boundaries = Reference.bundled().boundaries
        >>> counties = boundaries.geojson("adm2")["features"]
        >>> len(counties), counties[0]["properties"]
        (179, {'pcode': 'KP0101', 'name': 'Hyesan City', 'adm1': 'KP01'})
        """
        if level not in LEVELS:
            raise OptionError(f"no layer {level!r}; there are {', '.join(LEVELS)}")
        collection = self._file(level)
        if self._given is not None:
            from shapely.geometry import mapping

            drawn: Mapping[str, Any] = self.shapes(level)
            for feature in collection["features"]:
                feature["geometry"] = mapping(drawn[_key(feature)])
        return collection

    def shapes(self, level: Level) -> Mapping[str, shapely.Geometry]:
        """Polygons by P-code, in its order; of the backdrop by the country's code."""
        return self._provinces if level == "adm1" else self._counties if level == "adm2" else self._neighbours

    def frame(self, level: Level) -> geopandas.GeoDataFrame:
        """A layer as a frame, the caller's own; see :meth:`adm2`."""
        return self._frames[level].copy()

    def adm1(self) -> geopandas.GeoDataFrame:
        """The 11 provinces, each the union of its counties, as a frame.

        Returns
        -------
        geopandas.GeoDataFrame
            Columns ``pcode``, ``name`` (OCHA's) and ``geometry`` in EPSG:4326, indexed by P-code. A copy:
            changing it changes nothing here.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> boundaries = Reference.bundled().boundaries
        >>> boundaries.adm1().loc["KP05", "name"]
        'Jagang'
        """
        return self.frame("adm1")

    def adm2(self) -> geopandas.GeoDataFrame:
        """The 179 counties and cities as a frame.

        Returns
        -------
        geopandas.GeoDataFrame
            Columns ``pcode``, ``name`` (OCHA's), ``adm1`` (the province's P-code) and ``geometry`` in EPSG:4326,
            indexed by P-code. A copy: changing it changes nothing here.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> boundaries = Reference.bundled().boundaries
        >>> boundaries.adm2().loc["KP0717", ["name", "adm1"]].to_list()
        ['Songchon', 'KP07']
        """
        return self.frame("adm2")

    def locate(self, lon: ArrayLike, lat: ArrayLike, *, nearest_km: float = 0.0) -> NDArray[np.object_]:
        """P-code of the county that holds each point.

        A point on an edge that counties share belongs to the one with the lowest P-code; one on the coast or on
        the country's border belongs to the county there.

        Parameters
        ----------
        lon, lat : float or array_like of float
            Degrees, of one shape or broadcast to one. NaN is a point that is nowhere.
        nearest_km : float, default 0
            How far a point in the sea or over the border may be from the nearest county to be given that county,
            in kilometres. 0 gives such points None.

        Returns
        -------
        numpy.ndarray
            P-codes as str, or None, of dtype object, in the shape of the input; ``.item()`` takes the answer out
            of the array for a single point.

        Raises
        ------
        geo.model.errors.OptionError
            When the shapes do not fit each other, a value is not a number, or ``nearest_km`` is below 0.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> boundaries = Reference.bundled().boundaries
        Songchon County, the town of Sinuiju, and Seoul:

        >>> boundaries.locate([126.2, 124.398, 126.978], [39.25, 40.1006, 37.5665])
        array(['KP0717', 'KP0601', None], dtype=object)

        A place in the West Sea of Korea, a few kilometres off Onchon:

        >>> boundaries.locate(lon=125.05, lat=38.85).item() is None
        True
        >>> boundaries.locate(lon=125.05, lat=38.85, nearest_km=20).item()
        'KP1103'
        """
        import numpy as np

        if not nearest_km >= 0:
            raise OptionError(f"nearest_km is {nearest_km}; give 0 or a distance in kilometres")
        try:
            lons, lats = np.broadcast_arrays(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
        except (TypeError, ValueError) as error:
            raise OptionError(f"lon and lat are not numbers of one shape: {error}") from error
        # One place more than there are counties, so that index -1 (no county) answers None.
        answers = np.array([*self._index.pcodes, None], dtype=object)
        found = self._index.of(lons.ravel(), lats.ravel(), nearest_km)
        located: NDArray[np.object_] = answers[found].reshape(lons.shape)
        return located

    def county_at(self, *, lat: float, lon: float) -> str | None:
        """P-code of the county of a point that somebody gives, :data:`COAST_KM` over coast and border included.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> boundaries = Reference.bundled().boundaries
        >>> boundaries.county_at(lat=39.25, lon=126.2), boundaries.county_at(lat=37.5665, lon=126.978)
        ('KP0717', None)

        The West Sea Barrage, which the coast as it is drawn leaves in the sea:

        >>> boundaries.county_at(lat=38.69, lon=125.18), boundaries.locate(lon=125.18, lat=38.69).item()
        ('KP1102', None)
        """
        pcode = self.locate(lon, lat, nearest_km=COAST_KM).item()
        return None if pcode is None else str(pcode)

    def part(self, lon: float, lat: float) -> Part | None:
        """The district or other part of a county that holds a point, where this set has one there.

        The bundled drawing has none; OpenStreetMap's has the districts of Pyongyang.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> boundaries = Reference.bundled().boundaries
        >>> boundaries.part(125.75, 39.03) is None
        True
        """
        import shapely

        holding = [p for p in self.parts if shapely.intersects_xy(p.shape, lon, lat)]
        return min(holding, key=lambda p: (p.shape.area, p.name, p.adm2), default=None)

    def kilometres_to(self, pcode: str, lon: float, lat: float) -> float:
        """How far a point lies from a province's or county's polygon, good to a percent; 0 inside.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> boundaries = Reference.bundled().boundaries
        >>> boundaries.kilometres_to("KP0717", 126.30, 39.30)
        0.0
        >>> round(boundaries.kilometres_to("KP0717", 129.0, 39.3), -1)
        220.0
        """
        import shapely

        shape = self.shapes("adm1" if len(pcode) == 4 else "adm2").get(pcode)
        if shape is None:
            raise ReferenceDataError(f"{pcode}: no polygon of that P-code")
        scale = math.cos(math.radians(lat))
        flat = shapely.transform(shape, lambda xy: xy * [scale, 1.0])
        return float(shapely.distance(flat, shapely.Point(lon * scale, lat))) * math.radians(EARTH_KM)

    def _file(self, level: Level) -> dict[str, Any]:
        """A layer of the reference, read anew."""
        path = self.folder / f"{level}.geojson"
        try:
            collection: dict[str, Any] = json.loads(path.read_text("utf-8"))
        except FileNotFoundError as error:
            raise ReferenceDataError(f"reference file {path} is missing; reinstall dprk-geo") from error
        except ValueError as error:
            raise ReferenceDataError(f"{path} is damaged ({error}); reinstall dprk-geo") from error
        return collection

    @cached_property
    def _counties(self) -> dict[str, shapely.Geometry]:
        return _shapes(self._file("adm2")) if self._given is None else self._given

    @cached_property
    def _provinces(self) -> dict[str, shapely.Geometry]:
        if self._given is None:
            return _shapes(self._file("adm1"))
        import shapely

        own: dict[str, list[shapely.Geometry]] = {}
        for pcode, shape in self._given.items():
            own.setdefault(pcode[:4], []).append(shape)
        return {pcode: shapely.union_all(shapes) for pcode, shapes in own.items()}

    @cached_property
    def _neighbours(self) -> dict[str, shapely.Geometry]:
        """The neighbours' land, moved to this drawing's border where that runs elsewhere than the bundled one."""
        theirs = _shapes(self._file("backdrop"))
        if self._given is None:
            return theirs
        import shapely

        ours = shapely.union_all(list(self._given.values()))
        left = shapely.difference(shapely.union_all(list(self._base.shapes("adm1").values())), ours)
        pieces = [p for p in shapely.get_parts(left) if p.geom_type == "Polygon"]
        for iso, land in theirs.items():
            beside = [p for p in pieces if shapely.intersects(p, land)]
            theirs[iso] = shapely.difference(shapely.union_all([land, *beside]), ours)
        return theirs

    @cached_property
    def _frames(self) -> Mapping[str, geopandas.GeoDataFrame]:
        return _Frames(self)

    @cached_property
    def _index(self) -> CountyIndex:
        return CountyIndex(self._counties)


class _Frames(dict[str, Any]):
    """Layers as frames, made when first asked for; callers get copies."""

    def __init__(self, boundaries: BoundarySet) -> None:
        self.boundaries = boundaries

    def __missing__(self, level: Level) -> geopandas.GeoDataFrame:
        import geopandas

        frame = geopandas.GeoDataFrame.from_features(self.boundaries.geojson(level), crs="EPSG:4326")
        columns = [c for c in ("pcode", "name", "adm1") if c in frame]
        # An unnamed index: with the column's name, pandas would call "pcode" ambiguous in joins and groups.
        self[level] = frame[[*columns, "geometry"]].set_axis(frame["pcode"].to_list(), axis="index")
        return self[level]


def _shapes(collection: Mapping[str, Any]) -> dict[str, shapely.Geometry]:
    from shapely.geometry import shape

    return {_key(f): shape(f["geometry"]) for f in collection["features"]}


def _key(feature: Mapping[str, Any]) -> str:
    """P-code of a unit, code of a neighbour."""
    return str(feature["properties"].get("pcode") or feature["properties"]["iso"])
