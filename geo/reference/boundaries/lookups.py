"""The polygons of provinces and counties, and which of them holds a point.

All coordinates are WGS 84 degrees. The counties are a clean coverage: they share their edges, do not overlap
and leave no hole between them. Looking points up needs shapely only; geopandas is imported by the functions
that return its frames.

Answers are those of the drawing in use: the bundled one, or within :func:`using` that of a user's file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.reference.paths import reference_path

from . import Part, in_use, using
from .boundary_set import LEVELS, Level

if TYPE_CHECKING:
    import geopandas
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "COAST_KM", "FAR_KM", "LATITUDES", "LEVELS", "LONGITUDES", "Level", "adm1", "adm2", "around", "county_at",
    "geojson", "in_use", "kilometres_to", "locate", "part", "reference_path", "using",
]  # fmt: skip

COAST_KM = 4.0
"""How far a point may lie from the nearest county and still be taken for one of that county, which is drawn to
some kilometres: at this distance every site and town of the reference falls into one, at a kilometre less the
West Sea Barrage does not."""
FAR_KM = 30.0
"""How far a point may lie from the unit that is named with it before one of the two is taken for a mistake."""
LATITUDES, LONGITUDES = (37.0, 43.5), (124.0, 131.5)
"""Degrees between which the country lies with its coasts: what is written as latitude or longitude of a place
there, and what may have been swapped."""


def geojson(level: Level) -> dict[str, Any]:
    """One layer as its file has it, for a page that draws it.

    Parameters
    ----------
    level : {"adm1", "adm2", "backdrop"}
        Provinces, counties, or the neighbours' land.

    Returns
    -------
    dict
        An RFC 7946 FeatureCollection, the caller's own: read anew on each call. Features are sorted by
        P-code and have ``pcode``, ``name`` and, for counties, ``adm1``; the backdrop's have ``name`` and
        ``iso``.

    Raises
    ------
    geo.model.errors.OptionError
        When there is no such layer.
    geo.model.errors.ReferenceDataError
        When its file is missing or damaged.

    Examples
    --------
    >>> counties = geojson("adm2")["features"]
    >>> len(counties), counties[0]["properties"]
    (179, {'pcode': 'KP0101', 'name': 'Hyesan City', 'adm1': 'KP01'})
    """
    return in_use().geojson(level)


def adm2() -> geopandas.GeoDataFrame:
    """Give the 179 counties and cities.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns ``pcode``, ``name`` (OCHA's), ``adm1`` (the province's P-code) and ``geometry`` in EPSG:4326,
        indexed by P-code. A copy: changing it changes nothing here.

    Examples
    --------
    >>> adm2().loc["KP0717", ["name", "adm1"]].to_list()
    ['Songchon', 'KP07']
    """
    return in_use().adm2()


def adm1() -> geopandas.GeoDataFrame:
    """Give the 11 provinces, each the union of its counties.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns ``pcode``, ``name`` (OCHA's) and ``geometry`` in EPSG:4326, indexed by P-code. A copy:
        changing it changes nothing here.

    Examples
    --------
    >>> adm1().loc["KP05", "name"]
    'Jagang'
    """
    return in_use().adm1()


def locate(lon: ArrayLike, lat: ArrayLike, *, nearest_km: float = 0.0) -> NDArray[np.object_]:
    """P-code of the county that holds each point.

    A point on an edge that counties share belongs to the one with the lowest P-code; one on the coast or on
    the country's border belongs to the county there.

    Parameters
    ----------
    lon, lat : float or array_like of float
        Degrees, of one shape or broadcast to one. NaN is a point that is nowhere.
    nearest_km : float, default 0
        How far a point in the sea or over the border may be from the nearest county to be given that county,
        in kilometres. 0 gives such points None.

    Returns
    -------
    numpy.ndarray
        P-codes as str, or None, of dtype object, in the shape of the input; ``.item()`` takes the answer out
        of the array for a single point.

    Raises
    ------
    geo.model.errors.OptionError
        When the shapes do not fit each other, a value is not a number, or ``nearest_km`` is below 0.

    Examples
    --------
    Songchon County, the town of Sinuiju, and Seoul:

    >>> locate([126.2, 124.398, 126.978], [39.25, 40.1006, 37.5665])
    array(['KP0717', 'KP0601', None], dtype=object)

    A place in the West Sea of Korea, a few kilometres off Onchon:

    >>> locate(lon=125.05, lat=38.85).item() is None
    True
    >>> locate(lon=125.05, lat=38.85, nearest_km=20).item()
    'KP1103'
    """
    return in_use().locate(lon, lat, nearest_km=nearest_km)


def county_at(*, lat: float, lon: float) -> str | None:
    """P-code of the county of a point that somebody gives, :data:`COAST_KM` over coast and border included.

    Examples
    --------
    >>> county_at(lat=39.25, lon=126.2), county_at(lat=37.5665, lon=126.978)
    ('KP0717', None)

    The West Sea Barrage, which the coast as it is drawn leaves in the sea:

    >>> county_at(lat=38.69, lon=125.18), locate(lon=125.18, lat=38.69).item()
    ('KP1102', None)
    """
    pcode = locate(lon, lat, nearest_km=COAST_KM).item()
    return None if pcode is None else str(pcode)


def around(*, lat: float, lon: float) -> bool:
    """Whether a point lies in the degrees that the country spans; NaN and infinity do not.

    Examples
    --------
    >>> around(lat=39.25, lon=126.2), around(lat=126.2, lon=39.25)
    (True, False)
    """
    return LATITUDES[0] <= lat <= LATITUDES[1] and LONGITUDES[0] <= lon <= LONGITUDES[1]


def part(lon: float, lat: float) -> Part | None:
    """The district or other part of a county that holds a point, where the drawing in use has one there.

    The bundled drawing has none; OpenStreetMap's has the districts of Pyongyang.

    Examples
    --------
    >>> part(125.75, 39.03) is None
    True
    """
    return in_use().part(lon, lat)


def kilometres_to(pcode: str, lon: float, lat: float) -> float:
    """How far a point lies from a province's or county's polygon, good to a percent; 0 inside.

    Examples
    --------
    >>> kilometres_to("KP0717", 126.30, 39.30), round(kilometres_to("KP0717", 129.0, 39.3), -1)
    (0.0, 220.0)
    """
    return in_use().kilometres_to(pcode, lon, lat)
