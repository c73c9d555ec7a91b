"""Geometries to points: the point itself, or one inside of an area or on a line, with how far it extends."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from .values import EXTENT, LAT, LON

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["precision_of", "standing"]

_KM = 111.2
"""Kilometres to a degree of latitude."""


def standing(shape: BaseGeometry | None) -> dict[str, float]:
    r"""Where a geometry stands, as keys of a row; nothing where it is empty.

    Parameters
    ----------
    shape : shapely geometry
        In degrees (WGS 84), longitude first.

    Examples
    --------
    >>> from shapely.geometry import Point, box
    >>> standing(Point(126.2, 39.25))
    {'\x00lat': 39.25, '\x00lon': 126.2, '\x00extent': 0.0}
    >>> round(standing(box(126.0, 39.0, 126.4, 39.4))["\0extent"])
    56
    """
    if shape is None or shape.is_empty:
        return {}
    if shape.geom_type == "Point":
        point: Any = shape
        extent = 0.0
    else:
        point = shape.representative_point()
        west, south, east, north = shape.bounds
        across = (east - west) * math.cos(math.radians(min(abs((south + north) / 2), 90)))
        extent = math.hypot(across, north - south) * _KM
    return {LAT: float(point.y), LON: float(point.x), EXTENT: extent}


def precision_of(extent: float) -> str | None:
    """How precisely a geometry of that many kilometres across places what it stands for; None for a point.

    A county is some 30 to 80 km across, a province more than 100.

    Examples
    --------
    >>> precision_of(0.0), precision_of(2.0), precision_of(56.0), precision_of(210.0)
    (None, 'site', 'adm2', 'adm1')
    """
    if extent == 0:
        return None
    bounds = ((3, "site"), (15, "locality"), (100, "adm2"), (400, "adm1"))
    return next((name for limit, name in bounds if extent <= limit), "country")
