"""Decide to which side of the land border a point belongs, and whether a point at the coast belongs to a county.

Polygons are exact to a kilometre or so. At the coast that does no harm: a point a little off it is taken for a point on
it. At a land border the other side is another country, so the distance counts at the coast only.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geo.model.errors import ReferenceDataError

from .county_index import CountyIndex
from .projection import conic

if TYPE_CHECKING:
    import numpy as np
    import shapely
    from numpy.typing import NDArray

__all__ = ["Border"]


class Border:
    """The counties, the land of the neighbours and the towns on both sides of the border.

    Parameters
    ----------
    index : CountyIndex
    neighbours : mapping of str to shapely.Geometry
        Land of the neighbours by country code, in degrees (WGS 84).
    towns : pathlib.Path
        ``border_towns.tsv``: the country of each town, the P-code of its county where that is ours, its point and the
        distance in kilometres up to which a point counts as in the town.
    names : mapping of str to str
        Name of each neighbour by its code.
    """

    def __init__(
        self,
        index: CountyIndex,
        neighbours: Mapping[str, shapely.Geometry],
        towns: Path,
        names: Mapping[str, str],
    ) -> None:
        import numpy as np
        import shapely

        self._index = index
        self.countries = tuple(neighbours)
        self._land = np.array(list(neighbours.values()), dtype=object)
        shapely.prepare(self._land)
        self._towns = _rows(towns)
        self.names = names

    def counties(self, x: NDArray[np.float64], y: NDArray[np.float64], coast_km: float) -> NDArray[np.intp]:
        """Return the index of the county of each point, or -1, as people who give the point mean it.

        A point in a town of the border belongs to the town's country, and to its county. Another point belongs to the
        county that contains it. A point outside of all counties belongs to the nearest one within ``coast_km``, unless
        it is on land of a neighbour or nearer to such land.

        Parameters
        ----------
        x, y : numpy.ndarray of float, shape (n,)
            Degrees (WGS 84); NaN gives -1.
        coast_km : float

        Returns
        -------
        numpy.ndarray of int, shape (n,)
        """
        import numpy as np

        found = self._index.of(x, y)
        foreign, ours = self._in_towns(x, y)
        found[foreign] = -1
        found[ours >= 0] = ours[ours >= 0]
        open_ = np.flatnonzero((found < 0) & ~foreign & np.isfinite(x) & np.isfinite(y))
        if len(open_):
            found[open_] = self._at_coast(x[open_], y[open_], coast_km)
        return found

    def neighbour(self, lon: float, lat: float) -> str:
        """Return the code of the neighbour on whose land a point lies; empty at sea and farther away."""
        import numpy as np
        import shapely

        foreign, _ = self._in_towns(np.array([lon]), np.array([lat]))
        if foreign[0]:
            near = self._town_tree.nearest(shapely.Point(*conic(np.array([[lon, lat]]))[0]))
            return self._towns[int(near)]["country"]
        holding = np.flatnonzero(shapely.intersects_xy(self._land, lon, lat))
        return self.countries[holding[0]] if len(holding) else ""

    def nearest_county(self, lon: float, lat: float, within_km: float) -> tuple[str | None, float]:
        """Return the P-code of the county nearest to a point, and the distance in kilometres, 0 inside.

        None and infinity where no county is within ``within_km``.
        """
        import numpy as np

        index, apart = self._index.nearest(np.array([lon]), np.array([lat]), within_km)
        return (self._index.pcodes[index[0]] if index[0] >= 0 else None), float(apart[0])

    def nearest_neighbour(self, lon: float, lat: float) -> tuple[str, float]:
        """Return the code of the neighbour nearest to a point, and the distance to its land in kilometres."""
        import numpy as np

        (number,), (apart,) = self._to_land(np.array([lon]), np.array([lat]))
        return self._owners[number], float(apart)

    def _to_land(
        self, x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Nearest polygon of the neighbours' land to each point, and the distance to it in kilometres."""
        import numpy as np
        import shapely

        points = shapely.points(conic(np.column_stack([x, y])))
        (_, number), apart = self._land_tree.query_nearest(points, all_matches=False, return_distance=True)
        return number, apart

    @cached_property
    def _owners(self) -> list[str]:
        """Country of each polygon of the tree."""
        import shapely

        return [
            iso for iso, land in zip(self.countries, self._land, strict=True) for _ in shapely.get_parts(land)
        ]

    @cached_property
    def _land_tree(self) -> shapely.STRtree:
        """Polygons of the neighbours in the conic projection, in kilometres."""
        import shapely

        return shapely.STRtree(shapely.get_parts(shapely.transform(self._land, conic)))

    @cached_property
    def _town_tree(self) -> shapely.STRtree:
        import numpy as np
        import shapely

        at = np.array([[float(row["lon"]), float(row["lat"])] for row in self._towns]).reshape(-1, 2)
        return shapely.STRtree(np.asarray(shapely.points(conic(at))))

    def _in_towns(
        self, x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
        """Which points are in a town of a neighbour, and the county of those that are in a town of ours, else -1."""
        import numpy as np
        import shapely

        foreign, ours = np.zeros(len(x), dtype=bool), np.full(len(x), -1, dtype=np.intp)
        if not self._towns:
            return foreign, ours
        west, south, east, north = self._town_box
        near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        if not len(near):
            return foreign, ours
        points = shapely.points(conic(np.column_stack([x[near], y[near]])))
        (point, town), apart = self._town_tree.query_nearest(
            points, max_distance=self._reach, all_matches=False, return_distance=True
        )
        for which, number, km in zip(near[point], town, apart, strict=True):
            row = self._towns[number]
            if km <= float(row["km"]):
                foreign[which] = row["country"] != "KP"
                ours[which] = self._number.get(row["adm2"], -1)
        return foreign, ours

    @cached_property
    def _reach(self) -> float:
        return max(float(row["km"]) for row in self._towns)

    @cached_property
    def _town_box(self) -> tuple[float, float, float, float]:
        lons = [float(row["lon"]) for row in self._towns]
        lats = [float(row["lat"]) for row in self._towns]
        return min(lons) - 0.05, min(lats) - 0.05, max(lons) + 0.05, max(lats) + 0.05

    @cached_property
    def _number(self) -> dict[str, int]:
        return {pcode: number for number, pcode in enumerate(self._index.pcodes)}

    def _at_coast(self, x: NDArray[np.float64], y: NDArray[np.float64], coast_km: float) -> NDArray[np.intp]:
        """County within ``coast_km`` of each point that is nearer to it than to a neighbour's land, or -1."""
        import numpy as np

        county, apart = self._index.nearest(x, y, coast_km)
        near = np.flatnonzero(county >= 0)
        if len(near):
            _, theirs = self._to_land(x[near], y[near])
            county[near[theirs <= apart[near]]] = -1
        return county


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines, delimiter="\t"))
    except FileNotFoundError:
        return []  # a reference of a user need not have it
    except (OSError, ValueError) as error:
        raise ReferenceDataError(f"{path}: {error}") from error
