"""Find the county that contains a point, for many points at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from .projection import conic

if TYPE_CHECKING:
    import numpy as np
    import shapely
    from numpy.typing import NDArray

__all__ = ["CountyIndex"]

_FEW = 500
"""Number of points up to which a tree of boxes is faster than a pass over all counties."""


class CountyIndex:
    """Counties prepared for point lookup.

    Parameters
    ----------
    counties : mapping of str to shapely.Geometry
        By P-code, in ascending order, in degrees (WGS 84).
    """

    def __init__(self, counties: Mapping[str, shapely.Geometry]) -> None:
        import numpy as np
        import shapely

        self.pcodes: tuple[str, ...] = tuple(counties)
        self.shapes: NDArray[np.object_] = np.array(list(counties.values()), dtype=object)
        shapely.prepare(self.shapes)
        self.bounds: NDArray[np.float64] = shapely.bounds(self.shapes)

    def of(self, x: NDArray[np.float64], y: NDArray[np.float64], nearest_km: float = 0.0) -> NDArray[np.intp]:
        """Return the index in ``pcodes`` of the county of each point, or -1.

        Parameters
        ----------
        x, y : numpy.ndarray of float, shape (n,)
            Degrees (WGS 84); NaN gives -1.
        nearest_km : float
            Largest distance in kilometres at which a point outside all counties is assigned to the nearest one.

        Returns
        -------
        numpy.ndarray of int, shape (n,)
        """
        import numpy as np

        index = self._holding(x, y) if len(x) > _FEW else self._holding_few(x, y)
        if nearest_km > 0:
            open_ = np.flatnonzero((index < 0) & np.isfinite(x) & np.isfinite(y))
            index[open_] = self.nearest(x[open_], y[open_], nearest_km)[0]
        return index

    @cached_property
    def _boxes(self) -> shapely.STRtree:
        """The counties in degrees, for lookup by their boxes."""
        import shapely

        return shapely.STRtree(self.shapes)

    def _holding_few(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.intp]:
        """Index of the county that contains each of a few points, or -1; a loop over all counties would be slow."""
        import numpy as np
        import shapely

        found = np.full(len(x), -1, dtype=np.intp)
        known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        which, county = self._boxes.query(shapely.points(x[known], y[known]))
        point = known[which]
        inside = shapely.intersects_xy(self.shapes[county], x[point], y[point])
        point, county = point[inside], county[inside]
        # Points on shared edges belong to the county with the lowest P-code.
        lowest_last = np.argsort(-county, kind="stable")
        found[point[lowest_last]] = county[lowest_last]
        return found

    @cached_property
    def _tree(self) -> shapely.STRtree:
        """The counties in the conic projection, in kilometres."""
        import shapely

        return shapely.STRtree(shapely.transform(self.shapes, conic))

    def _holding(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.intp]:
        """Index of the county that contains each point, or -1.

        Points are sorted by x once, so that each county is compared only with the slice between its western and
        eastern ends. This was the fastest of the methods measured with shapely.
        """
        import numpy as np
        import shapely

        order = np.argsort(x, kind="stable")  # NaN is sorted last, east of every county
        xs, ys = x[order], y[order]
        found = np.full(len(x), -1, dtype=np.intp)
        starts = np.searchsorted(xs, self.bounds[:, 0], side="left")
        ends = np.searchsorted(xs, self.bounds[:, 2], side="right")
        for county, shape in enumerate(self.shapes):
            here = slice(starts[county], ends[county])
            _, south, _, north = self.bounds[county]
            # Points on shared edges stay with the earlier county, which has the lower P-code.
            near = np.flatnonzero((ys[here] >= south) & (ys[here] <= north) & (found[here] < 0)) + here.start
            found[near[shapely.intersects_xy(shape, xs[near], ys[near])]] = county
        index = np.empty_like(found)
        index[order] = found
        return index

    def nearest(
        self, x: NDArray[np.float64], y: NDArray[np.float64], within_km: float
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the index of the county nearest to each point, or -1, and the distance to it in kilometres.

        The lowest P-code where two tie; -1 and infinity where none is within ``within_km``.
        """
        import numpy as np
        import shapely

        points = shapely.points(conic(np.column_stack([x, y])))
        (point, county), apart = self._tree.query_nearest(
            points, max_distance=within_km, all_matches=True, return_distance=True
        )
        index, distance = np.full(len(x), -1, dtype=np.intp), np.full(len(x), np.inf)
        backwards = np.argsort(-county, kind="stable")
        index[point[backwards]] = county[backwards]
        distance[point] = apart
        return index, distance
