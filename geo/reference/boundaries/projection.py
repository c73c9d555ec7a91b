"""A plane of kilometres over the country, for distances and areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["EARTH_KM", "PARALLELS", "conic"]

EARTH_KM = 6371.0
PARALLELS = 38.5, 42.0
"""Degrees of latitude where the conic plane keeps lengths; elsewhere here they are good to half a percent."""


def conic(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lambert's conformal conic plane over the country, in kilometres.

    Parameters
    ----------
    lonlat : numpy.ndarray, shape (n, 2)
        Degrees, longitude first.

    Returns
    -------
    numpy.ndarray, shape (n, 2)
        Kilometres; lengths are good to half a percent within the country, areas to one.

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
    # Beyond the poles there is no plane; such a point is far from every county either way.
    radius = EARTH_KM * np.cos(south) * (half(south) / half(np.clip(lat, -1.5, 1.5))) ** n / n
    angle = n * (lon - np.radians(127.5))
    return np.column_stack([radius * np.sin(angle), -radius * np.cos(angle)])
