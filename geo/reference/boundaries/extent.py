"""The range of coordinates of the country, and tolerances for its boundaries."""

from __future__ import annotations

__all__ = ["COAST_KM", "FAR_KM", "LATITUDES", "LONGITUDES", "around"]

COAST_KM = 4.0
"""Largest distance from a county at which a point still counts as in it, as boundaries are exact to some kilometres
only. With this distance every site and town of the reference is in a county; with a kilometre less the West Sea
Barrage is not."""
FAR_KM = 30.0
"""Largest distance between a point and the unit named with it; beyond it one of the two is taken for an error."""
LATITUDES, LONGITUDES = (37.0, 43.5), (124.0, 131.5)
"""Range of the country with its coasts in degrees, used to recognise coordinates and swapped ones."""


def around(*, lat: float, lon: float) -> bool:
    """Whether a point is within the range of coordinates of the country; NaN and infinity are not.

    Examples
    --------
    >>> around(lat=39.25, lon=126.2), around(lat=126.2, lon=39.25)
    (True, False)
    """
    return LATITUDES[0] <= lat <= LATITUDES[1] and LONGITUDES[0] <= lon <= LONGITUDES[1]
