"""Find the coast nearest to points at sea, ours and the neighbours', for many points at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from .projection import conic

if TYPE_CHECKING:
    import numpy as np
    import shapely
    from numpy.typing import NDArray

__all__ = ["Coasts", "Shore"]

_STEP_KM = 1.0
"""Distance between points that stand for an outline: from four kilometres away it changes nothing."""


class Shore(NamedTuple):
    """The nearest outline to each of some points: its key and the distance in kilometres."""

    keys: NDArray[np.object_]
    km: NDArray[np.float64]


class Coasts:
    """Outlines of counties and of the land of neighbours, as points.

    Parameters
    ----------
    counties, neighbours : mapping of str to shapely.Geometry
        By P-code and by country code, in degrees (WGS 84).
    """

    def __init__(
        self, counties: Mapping[str, shapely.Geometry], neighbours: Mapping[str, shapely.Geometry]
    ) -> None:
        self._ours, self._theirs = _Outline(counties), _Outline(neighbours)

    def nearest(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[Shore, Shore]:
        """Return the nearest county and the nearest neighbour of each point.

        Parameters
        ----------
        x, y : numpy.ndarray of float, shape (n,)
            Finite degrees (WGS 84).
        """
        import numpy as np
        import shapely

        points = np.asarray(shapely.points(conic(np.column_stack([x, y]))))
        return self._ours.nearest(points), self._theirs.nearest(points)


class _Outline:
    def __init__(self, shapes: Mapping[str, shapely.Geometry]) -> None:
        import numpy as np
        import shapely

        lines = shapely.boundary(shapely.transform(np.array(list(shapes.values()), dtype=object), conic))
        at, owner = shapely.get_coordinates(shapely.segmentize(lines, _STEP_KM), return_index=True)
        self._keys = np.array(list(shapes), dtype=object)[owner]
        self._tree = shapely.STRtree(np.asarray(shapely.points(at)))

    def nearest(self, points: NDArray[np.object_]) -> Shore:
        (_, number), km = self._tree.query_nearest(points, all_matches=False, return_distance=True)
        return Shore(self._keys[number], km)
