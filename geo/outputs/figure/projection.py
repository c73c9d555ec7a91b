"""Projection from degrees to the sheet: a conformal conic projection for the country, fitted to a frame in points."""

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
"""Extent of the country in projected kilometres (west, south, east, north), independent of the boundaries in use."""
_EDGE_KM = 9.0
"""Minimum distance in kilometres between the country and the frame."""


class Box(NamedTuple):
    """A rectangle on the sheet, in points from the lower left corner of the sheet."""

    left: float
    bottom: float
    right: float
    top: float


@cache
def _conic() -> Transformer:
    """Transformer from WGS 84 degrees to kilometres in Lambert's conformal conic projection."""
    from pyproj import Transformer

    south, north = PARALLELS
    plane = (
        f"+proj=lcc +lat_1={south} +lat_2={north} +lat_0={_ORIGIN} +lon_0={_MERIDIAN} +ellps=WGS84 +units=km"
    )
    return Transformer.from_crs("EPSG:4326", plane, always_xy=True)


def covered(lon: float, lat: float) -> bool:
    """Whether a point is within the extent that every figure of the whole country covers.

    Examples
    --------
    >>> covered(127.5, 39.2), covered(139.7, 35.7)
    (True, False)
    """
    west, south, east, north = COUNTRY_KM
    x, y = _conic().transform(lon, lat)
    return bool(west - _EDGE_KM <= x <= east + _EDGE_KM and south - _EDGE_KM <= y <= north + _EDGE_KM)


class Plane:
    """Mapping of the country, or an enlarged part of it, to a frame on the sheet.

    Parameters
    ----------
    frame : Box
        Frame in points of the sheet. By default the country is centred and as large as possible.
    middle : (float, float), optional
        Longitude and latitude of the frame's centre, for a part of the country.
    per_km : float, optional
        Scale in points per projected kilometre, for a part of the country.

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
        """Position of a place on the sheet, in points."""
        x, y = _conic().transform(lon, lat)
        return self._x0 + self._scale * x, self._y0 + self._scale * y

    def all_at(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Positions on the sheet of an array of shape (n, 2) with longitude and latitude, for shapely's transform."""
        import numpy as np

        x, y = _conic().transform(lonlat[:, 0], lonlat[:, 1])
        return np.column_stack([self._x0 + self._scale * x, self._y0 + self._scale * y])

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a position on the sheet."""
        lon, lat = _conic().transform(
            (x - self._x0) / self._scale, (y - self._y0) / self._scale, direction="INVERSE"
        )
        return float(lon), float(lat)

    @property
    def per_km(self) -> float:
        """Scale in points per kilometre on the ground, eastwards at the centre of the frame."""
        return self.length((self.frame.left + self.frame.right) / 2, (self.frame.bottom + self.frame.top) / 2)

    def length(self, x: float, y: float, km: float = 1.0) -> float:
        """Length in points of a distance on the ground (WGS 84), eastwards from a position on the sheet."""
        from pyproj import Geod

        lon, lat = self.degrees(x, y)
        east, north, _ = Geod(ellps="WGS84").fwd(lon, lat, 90, 1000 * km)
        return math.dist((x, y), self.at(east, north))

    def north(self, x: float, y: float) -> float:
        """Direction of true north at a position, in degrees clockwise from the vertical of the sheet."""
        lon, lat = self.degrees(x, y)
        x1, y1 = self.at(lon, lat + 0.1)
        return math.degrees(math.atan2(x1 - x, y1 - y))

    def shape(self, geometry: Any) -> Any:
        """Convert a GeoJSON geometry to a shapely geometry on the sheet."""
        import shapely

        return shapely.transform(shapely.geometry.shape(geometry), self.all_at)
