"""From degrees to the sheet: a conic plane that suits the country, laid into a frame of points."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.reference.boundaries.projection import PARALLELS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pyproj import Transformer

__all__ = ["COUNTRY_KM", "Box", "Plane", "covered"]

_MERIDIAN, _ORIGIN = 127.5, 40.0
COUNTRY_KM = -283.3, -255.9, 261.9, 337.2
"""The country's ends on the plane, west, south, east and north, whatever drawing of it is in use."""
_EDGE_KM = 9.0
"""Kilometres between the country's outermost points and the frame, at least."""


class Box(NamedTuple):
    """A rectangle of the sheet in points, from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


@cache
def _conic() -> Transformer:
    """Degrees (WGS 84) to kilometres on Lambert's conformal conic plane, true along :data:`PARALLELS`."""
    from pyproj import Transformer

    south, north = PARALLELS
    plane = (
        f"+proj=lcc +lat_1={south} +lat_2={north} +lat_0={_ORIGIN} +lon_0={_MERIDIAN} +ellps=WGS84 +units=km"
    )
    return Transformer.from_crs("EPSG:4326", plane, always_xy=True)


def covered(lon: float, lat: float) -> bool:
    """Whether a point lies within what every figure of the whole country shows.

    Examples
    --------
    >>> covered(127.5, 39.2), covered(139.7, 35.7)
    (True, False)
    """
    west, south, east, north = COUNTRY_KM
    x, y = _conic().transform(lon, lat)
    return bool(west - _EDGE_KM <= x <= east + _EDGE_KM and south - _EDGE_KM <= y <= north + _EDGE_KM)


class Plane:
    """The country in the middle of a frame, as large as it fits; or a part of it, enlarged.

    Parameters
    ----------
    frame : Box
        In points of the sheet.
    middle : (float, float), optional
        Longitude and latitude of the frame's middle, for a part of the country.
    per_km : float, optional
        Points to a kilometre of the plane, for a part of the country.

    Examples
    --------
    >>> plane = Plane(Box(0, 0, 539, 600))
    >>> round(plane.per_km, 2), [round(v) for v in plane.at(127.5, 40.0)]
    (0.96, [280, 261])
    """

    def __init__(
        self, frame: Box, middle: tuple[float, float] | None = None, per_km: float | None = None
    ) -> None:
        west, south, east, north = COUNTRY_KM
        self.frame = frame
        if middle is not None and per_km is not None:
            x, y = _conic().transform(*middle)
            self._scale = per_km
            self._x0 = (frame.left + frame.right) / 2 - per_km * x
            self._y0 = (frame.bottom + frame.top) / 2 - per_km * y
            return
        self._scale = min(
            (frame.right - frame.left) / (east - west + 2 * _EDGE_KM),
            (frame.top - frame.bottom) / (north - south + 2 * _EDGE_KM),
        )
        self._x0 = (frame.left + frame.right - self._scale * (west + east)) / 2
        self._y0 = (frame.bottom + frame.top - self._scale * (south + north)) / 2

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place lies on the sheet, in points."""
        x, y = _conic().transform(lon, lat)
        return self._x0 + self._scale * x, self._y0 + self._scale * y

    def all_at(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Columns of longitude and latitude as columns of points, as :func:`shapely.transform` wants it."""
        import numpy as np

        x, y = _conic().transform(lonlat[:, 0], lonlat[:, 1])
        return np.column_stack([self._x0 + self._scale * x, self._y0 + self._scale * y])

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a point of the sheet."""
        lon, lat = _conic().transform(
            (x - self._x0) / self._scale, (y - self._y0) / self._scale, direction="INVERSE"
        )
        return float(lon), float(lat)

    @property
    def per_km(self) -> float:
        """Points to a kilometre on the ground, eastwards in the middle of the frame."""
        return self.length((self.frame.left + self.frame.right) / 2, (self.frame.bottom + self.frame.top) / 2)

    def length(self, x: float, y: float, km: float = 1.0) -> float:
        """How long kilometres on the ground are at a point of the sheet, in points, eastwards on WGS 84."""
        from pyproj import Geod

        lon, lat = self.degrees(x, y)
        east, north, _ = Geod(ellps="WGS84").fwd(lon, lat, 90, 1000 * km)
        return math.dist((x, y), self.at(east, north))

    def north(self, x: float, y: float) -> float:
        """Turn of true north from the sheet's upright at a point, in degrees, clockwise."""
        lon, lat = self.degrees(x, y)
        x1, y1 = self.at(lon, lat + 0.1)
        return math.degrees(math.atan2(x1 - x, y1 - y))

    def shape(self, geometry: Any) -> Any:
        """A GeoJSON geometry as a shapely one on the sheet."""
        import shapely

        return shapely.transform(shapely.geometry.shape(geometry), self.all_at)
