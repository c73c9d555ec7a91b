"""A map projection in kilometres for distances and areas in the country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["EARTH_KM", "PARALLELS", "conic"]

EARTH_KM = 6371.0
PARALLELS = 38.5, 42.0
"""Standard parallels of the projection in degrees of latitude."""


def conic(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project degrees to a Lambert conformal conic plane in kilometres.

    Parameters
    ----------
    lonlat : numpy.ndarray, shape (n, 2)
        Degrees (WGS 84), longitude first.

    Returns
    -------
    numpy.ndarray, shape (n, 2)
        Kilometres east and north; within the country lengths are exact to half a percent, areas to one percent.

    Examples
    --------
    Sinuiju and Pyongyang lie some 165 km apart:

    >>> import numpy as np
    >>> a, b = conic(np.array([[124.398, 40.1006], [125.754, 39.034]]))
    >>> float(np.hypot(*(a - b)).round())
    166.0
    """
    import numpy as np

    south, north = np.radians(PARALLELS)

    def half(latitude: Any) -> Any:
        return np.tan(np.pi / 4 + latitude / 2)

    n = np.log(np.cos(south) / np.cos(north)) / np.log(half(north) / half(south))
    lon, lat = np.radians(lonlat).T
    # Latitudes are clipped near the poles, where the projection is not defined; such points are far away anyway.
    radius = EARTH_KM * np.cos(south) * (half(south) / half(np.clip(lat, -1.5, 1.5))) ** n / n
    angle = n * (lon - np.radians(127.5))
    return np.column_stack([radius * np.sin(angle), -radius * np.cos(angle)])
