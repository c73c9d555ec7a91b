"""Between which degrees the country lies, and how far its boundaries are to be trusted."""

from __future__ import annotations

__all__ = ["COAST_KM", "FAR_KM", "LATITUDES", "LONGITUDES", "around"]

COAST_KM = 4.0
"""How far a point may lie from the nearest county and still be taken for one of that county, which is drawn to
some kilometres: at this distance every site and town of the reference falls into one, at a kilometre less the
West Sea Barrage does not."""
FAR_KM = 30.0
"""How far a point may lie from the unit that is named with it before one of the two is taken for a mistake."""
LATITUDES, LONGITUDES = (37.0, 43.5), (124.0, 131.5)
"""Degrees between which the country lies with its coasts: what is written as latitude or longitude of a place
there, and what may have been swapped."""


def around(*, lat: float, lon: float) -> bool:
    """Whether a point lies in the degrees that the country spans; NaN and infinity do not.

    Examples
    --------
    >>> around(lat=39.25, lon=126.2), around(lat=126.2, lon=39.25)
    (True, False)
    """
    return LATITUDES[0] <= lat <= LATITUDES[1] and LONGITUDES[0] <= lon <= LONGITUDES[1]
