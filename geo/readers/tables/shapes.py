"""Reduce geometries to a point (of an area or line, a point on it) and their extent."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .values import EXTENT, LAT, LON

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["in_degrees", "point_columns", "precision_of"]

_KM = 111.2
"""Kilometres per degree of latitude."""


def point_columns(shape: BaseGeometry | None) -> dict[str, float]:
    r"""Return the columns of a row that hold the point and the extent of a geometry; none where it is empty.

    Parameters
    ----------
    shape : shapely geometry or None
        In degrees (WGS 84), longitude first.

    Returns
    -------
    dict of str to float
        Latitude and longitude in degrees, and the diagonal of the bounding box in kilometres, 0 for a point; keys
        are ``LAT``, ``LON`` and ``EXTENT`` of :mod:`geo.readers.tables.values`.

    Examples
    --------
    >>> from shapely.geometry import Point, box
    >>> point_columns(Point(126.2, 39.25))
    {'\x00lat': 39.25, '\x00lon': 126.2, '\x00extent': 0.0}
    >>> round(point_columns(box(126.0, 39.0, 126.4, 39.4))["\0extent"])
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


def in_degrees(shape: BaseGeometry, change: Callable[[Any, Any], tuple[Any, Any]]) -> BaseGeometry:
    """Return a geometry with each of its positions converted.

    Parameters
    ----------
    shape : shapely geometry
        In another reference system, the easting or longitude first.
    change : callable
        Arrays of eastings and northings -> arrays of longitudes and latitudes in degrees.

    Examples
    --------
    >>> from shapely.geometry import Point
    >>> in_degrees(Point(1262, 392), lambda x, y: (x / 10, y / 10)).wkt
    'POINT (126.2 39.2)'
    """
    import numpy as np
    import shapely

    moved: BaseGeometry = shapely.transform(shape, lambda xy: np.column_stack(change(xy[:, 0], xy[:, 1])))
    return moved


def precision_of(extent: float) -> str | None:
    """Return the precision that a geometry gives by its size, ``extent`` in kilometres; None for a point.

    A county is about 30 to 80 km across, a province more than 100.

    Examples
    --------
    >>> precision_of(0.0), precision_of(2.0), precision_of(56.0), precision_of(210.0)
    (None, 'site', 'adm2', 'adm1')
    """
    if extent == 0:
        return None
    bounds = ((3, "site"), (15, "locality"), (100, "adm2"), (400, "adm1"))
    return next((name for limit, name in bounds if extent <= limit), "country")
