"""Polygons of provinces and counties, and lookup of the county that contains a point.

All coordinates are WGS 84 degrees. Lookup needs shapely only; methods that return frames import geopandas.
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

from .border import Border
from .county_index import CountyIndex
from .extent import COAST_KM
from .layer_values import Frames, broadcast, key_of, shapes_of
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
"""Layers: provinces, counties, and the land of neighbouring countries."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A unit of a file that is smaller than a P-code: a district of Pyongyang, a county since dissolved.

    ``adm2`` is the P-code that it is part of, ``place_id`` its id in the gazetteer if it has one, ``shape`` its
    polygon in degrees (WGS 84).
    """

    name: str
    korean: str
    adm2: str
    place_id: str | None
    shape: Any


class BoundarySet:
    """A polygon for every P-code, with point lookup and distances.

    Every :class:`~geo.reference.context.Reference` has one; :func:`geo.read_boundary_set` reads one from a file.

    Parameters
    ----------
    name : str
        The file that it was read from; ``"bundled"`` for the bundled set.
    folder : pathlib.Path
        Folder of ``adm1.geojson``, ``adm2.geojson`` and ``backdrop.geojson`` of the reference.
    counties : mapping of str to shapely.Geometry, optional
        A polygon for each of the 179 P-codes, in degrees (WGS 84); the bundled ones by default.
    base : BoundarySet, optional
        The bundled set, where ``counties`` replace it.
    credit : str
        Publisher and licence, as far as the file shows them, and the file's name; empty for the bundled set.
    parts : sequence of Part
        Units smaller than a P-code.
    matching : Matching, optional
        Which unit of the file matches which P-code, and why.
    notes : sequence of str
        Changes that were made to the shapes of the file.

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
        """Return a layer as GeoJSON.

        Parameters
        ----------
        level : {"adm1", "adm2", "backdrop"}
            Provinces, counties, or the land of neighbouring countries.

        Returns
        -------
        dict
            A new RFC 7946 FeatureCollection on each call. Features are sorted by P-code and have ``pcode``,
            ``name`` and, for counties, ``adm1``; those of the backdrop have ``name`` and ``iso``.

        Raises
        ------
        geo.model.errors.OptionError
            There is no such layer.
        geo.model.errors.ReferenceDataError
            Its file is missing or damaged.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> boundaries = Reference.bundled().boundaries
        >>> counties = boundaries.geojson("adm2")["features"]
        >>> len(counties), counties[0]["properties"]
        (179, {'pcode': 'KP0101', 'name': 'Hyesan City', 'adm1': 'KP01'})
        """
        if level not in LEVELS:
            raise OptionError(f"no layer {level!r}; choose one of {', '.join(LEVELS)}")
        collection = self._file(level)
        if self._given is not None:
            from shapely.geometry import mapping

            shapes: Mapping[str, Any] = self.shapes(level)
            for feature in collection["features"]:
                feature["geometry"] = mapping(shapes[key_of(feature)])
        return collection

    def shapes(self, level: Level) -> Mapping[str, shapely.Geometry]:
        """Return the polygons of a layer by P-code in ascending order; those of the backdrop by country code."""
        return self._provinces if level == "adm1" else self._counties if level == "adm2" else self._neighbours

    def frame(self, level: Level) -> geopandas.GeoDataFrame:
        """Return a copy of a layer as a frame; see :meth:`adm2` for its columns."""
        return self._frames[level].copy()

    def adm1(self) -> geopandas.GeoDataFrame:
        """Return the 11 provinces, each the union of its counties, as a frame.

        Returns
        -------
        geopandas.GeoDataFrame
            A copy with the columns ``pcode``, ``name`` (OCHA's) and ``geometry`` in EPSG:4326, indexed by P-code.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> boundaries = Reference.bundled().boundaries
        >>> boundaries.adm1().loc["KP05", "name"]
        'Jagang'
        """
        return self.frame("adm1")

    def adm2(self) -> geopandas.GeoDataFrame:
        """Return the 179 counties and cities as a frame.

        Returns
        -------
        geopandas.GeoDataFrame
            A copy with the columns ``pcode``, ``name`` (OCHA's), ``adm1`` (the province's P-code) and ``geometry``
            in EPSG:4326, indexed by P-code.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> boundaries = Reference.bundled().boundaries
        >>> boundaries.adm2().loc["KP0717", ["name", "adm1"]].to_list()
        ['Songchon', 'KP07']
        """
        return self.frame("adm2")

    def locate(self, lon: ArrayLike, lat: ArrayLike, *, nearest_km: float = 0.0) -> NDArray[np.object_]:
        """Return the P-code of the county that contains each point.

        A point on an edge between counties belongs to the one with the lowest P-code; a point on the coast or on
        the country's border belongs to the county there.

        Parameters
        ----------
        lon, lat : float or array_like of float
            Degrees (WGS 84), of one shape or broadcast to one. NaN is allowed and gives None.
        nearest_km : float, default 0
            Largest distance in kilometres at which a point outside the country is assigned to the nearest county;
            with 0 such points give None.

        Returns
        -------
        numpy.ndarray
            P-codes as str, or None, of dtype object, in the shape of the input; ``.item()`` gives the value for a
            single point.

        Raises
        ------
        geo.model.errors.OptionError
            The shapes of ``lon`` and ``lat`` do not match, a value is not a number, or ``nearest_km`` is below 0.

        Examples
        --------
        Songchon County, the town of Sinuiju, and Seoul:

        >>> from geo.reference.context import Reference
        >>> boundaries = Reference.bundled().boundaries
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
        lons, lats = broadcast(lon, lat)
        # One element more than there are counties, so that index -1 (no county) gives None.
        answers = np.array([*self._index.pcodes, None], dtype=object)
        found = self._index.of(lons.ravel(), lats.ravel(), nearest_km)
        located: NDArray[np.object_] = answers[found].reshape(lons.shape)
        return located

    def county_at(self, *, lat: float, lon: float) -> str | None:
        """Return the P-code of the county at a point that somebody gives, or None.

        As :meth:`counties_at`, for a single point.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> boundaries = Reference.bundled().boundaries
        >>> boundaries.county_at(lat=39.25, lon=126.2), boundaries.county_at(lat=37.5665, lon=126.978)
        ('KP0717', None)

        The West Sea Barrage, which lies off the coast of the bundled boundaries:

        >>> boundaries.county_at(lat=38.69, lon=125.18), boundaries.locate(lon=125.18, lat=38.69).item()
        ('KP1102', None)
        """
        pcode = self.counties_at(lat=lat, lon=lon).item()
        return None if pcode is None else str(pcode)

    def counties_at(self, *, lat: ArrayLike, lon: ArrayLike) -> NDArray[np.object_]:
        """Return the P-code of the county at each point that somebody gives, or None.

        Boundaries are too coarse to decide near the coast, so that a point up to :data:`COAST_KM` off it belongs to
        the county there. At a land border it does not: a point on a neighbour's land, in one of its border towns, or
        in waters nearer to its land is abroad.

        Parameters
        ----------
        lat, lon : float or array_like of float
            Degrees (WGS 84), of one shape or broadcast to one. NaN gives None.

        Returns
        -------
        numpy.ndarray
            P-codes as str, or None, of dtype object, in the shape of the input.

        Raises
        ------
        geo.model.errors.OptionError
            The shapes do not match, or a value is not a number.

        Examples
        --------
        Sinuiju, and Dandong on the other bank of the Amnok:

        >>> from geo.reference.context import Reference
        >>> Reference.bundled().boundaries.counties_at(lat=[40.1006, 40.129], lon=[124.3981, 124.3947])
        array(['KP0601', None], dtype=object)
        """
        import numpy as np

        lons, lats = broadcast(lon, lat)
        answers = np.array([*self._index.pcodes, None], dtype=object)
        found: NDArray[np.object_] = answers[self.border.counties(lons.ravel(), lats.ravel(), COAST_KM)]
        return found.reshape(lons.shape)

    @cached_property
    def border(self) -> Border:
        """The land border and the coast."""
        rows = [feature["properties"] for feature in self._file("backdrop")["features"]]
        names = {one["iso"]: one["name"] for one in rows}
        return Border(self._index, self._neighbours, self.folder / "border_towns.tsv", names)

    def part(self, lon: float, lat: float) -> Part | None:
        """Return the district or other part of a county that contains a point, or None.

        The bundled boundaries have no parts; those of OpenStreetMap have the districts of Pyongyang.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> boundaries = Reference.bundled().boundaries
        >>> boundaries.part(125.75, 39.03) is None
        True
        """
        if not self.parts:
            return None
        import shapely

        holding = [p for p in self.parts if shapely.intersects_xy(p.shape, lon, lat)]
        return min(holding, key=lambda p: (p.shape.area, p.name, p.adm2), default=None)

    def kilometres_to(self, pcode: str, lon: float, lat: float) -> float:
        """Return the distance in kilometres from a point to a province or county, to one percent; 0 inside.

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
        """A layer of the reference, read from its file."""
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
        return shapes_of(self._file("adm2")) if self._given is None else self._given

    @cached_property
    def _provinces(self) -> dict[str, shapely.Geometry]:
        if self._given is None:
            return shapes_of(self._file("adm1"))
        import shapely

        own: dict[str, list[shapely.Geometry]] = {}
        for pcode, shape in self._given.items():
            own.setdefault(pcode[:4], []).append(shape)
        return {pcode: shapely.union_all(shapes) for pcode, shapes in own.items()}

    @cached_property
    def _neighbours(self) -> dict[str, shapely.Geometry]:
        """Land of neighbouring countries, adjusted to this set's border where it differs from the bundled one."""
        theirs = shapes_of(self._file("backdrop"))
        if self._given is None:
            return theirs
        import shapely

        ours = shapely.union_all(list(self._given.values()))
        left = shapely.difference(shapely.union_all(list(self._base.shapes("adm1").values())), ours)
        pieces = [p for p in shapely.get_parts(left) if p.geom_type == "Polygon"]
        shapely.prepare(list(theirs.values()))
        for iso, land in theirs.items():
            beside = [p for p, near in zip(pieces, shapely.intersects(land, pieces), strict=True) if near]
            theirs[iso] = shapely.difference(shapely.union_all([land, *beside]), ours)
        return theirs

    @cached_property
    def _frames(self) -> Mapping[str, geopandas.GeoDataFrame]:
        return Frames(self)

    @cached_property
    def _index(self) -> CountyIndex:
        return CountyIndex(self._counties)
