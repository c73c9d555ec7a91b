"""The polygons of provinces and counties, and which of them holds a point.

All coordinates are WGS 84 degrees. The counties are a clean coverage: they share their edges, do not overlap
and leave no hole between them. Looking points up needs shapely only; geopandas is imported by the functions
that return its frames.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .errors import OptionError, ReferenceDataError
from .reference import reference_path

if TYPE_CHECKING:
    import geopandas
    import numpy as np
    import shapely
    from numpy.typing import ArrayLike, NDArray

__all__ = ["LEVELS", "Level", "adm1", "adm2", "geojson", "locate", "reference_path"]

Level = Literal["adm1", "adm2", "backdrop"]

LEVELS: tuple[Level, ...] = ("adm1", "adm2", "backdrop")
"""Provinces, counties, and the neighbours' land behind them."""

EARTH_KM = 6371.0
PARALLELS = 38.5, 42.0
"""Degrees of latitude where the conic plane keeps lengths; elsewhere here they are good to half a percent."""


class _Counties(NamedTuple):
    """Counties in P-code order, prepared for looking up."""

    pcodes: NDArray[np.object_]
    shapes: NDArray[np.object_]
    bounds: NDArray[np.float64]


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
    geo.errors.OptionError
        When there is no such layer.
    geo.errors.ReferenceDataError
        When its file is missing or damaged.

    Examples
    --------
    >>> counties = geojson("adm2")["features"]
    >>> len(counties), counties[0]["properties"]
    (179, {'pcode': 'KP0101', 'name': 'Hyesan City', 'adm1': 'KP01'})
    """
    if level not in LEVELS:
        raise OptionError(f"no layer {level!r}; there are {', '.join(LEVELS)}")
    path = reference_path(f"{level}.geojson")
    try:
        collection: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ReferenceDataError(f"{path} is damaged ({error}); reinstall dprk-geo") from error
    return collection


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
    return _frame("adm2").copy()


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
    return _frame("adm1").copy()


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
    geo.errors.OptionError
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
    import numpy as np

    if not nearest_km >= 0:
        raise OptionError(f"nearest_km is {nearest_km}; give 0 or a distance in kilometres")
    try:
        lons, lats = np.broadcast_arrays(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
    except (TypeError, ValueError) as error:
        raise OptionError(f"lon and lat are not numbers of one shape: {error}") from error
    x, y = lons.ravel(), lats.ravel()
    # One place more than there are counties, so that index -1 (no county) answers None.
    answers = np.array([*_counties().pcodes, None], dtype=object)
    index = _holding(x, y)
    if nearest_km > 0:
        open_ = np.flatnonzero((index < 0) & np.isfinite(x) & np.isfinite(y))
        index[open_] = _nearest(x[open_], y[open_], nearest_km)
    located: NDArray[np.object_] = answers[index].reshape(lons.shape)
    return located


@cache
def _frame(level: Level) -> geopandas.GeoDataFrame:
    """Read a layer as a frame, kept; callers get copies."""
    import geopandas

    frame = geopandas.GeoDataFrame.from_features(geojson(level), crs="EPSG:4326")
    columns = [c for c in ("pcode", "name", "adm1") if c in frame]
    # An unnamed index: with the column's name, pandas would call "pcode" ambiguous in joins and groups.
    return frame[[*columns, "geometry"]].set_axis(frame["pcode"].to_list(), axis="index")


@cache
def _counties() -> _Counties:
    """Prepare the counties, once a process."""
    import numpy as np
    import shapely
    import shapely.geometry

    features = geojson("adm2")["features"]
    shapes = np.array([shapely.geometry.shape(feature["geometry"]) for feature in features], dtype=object)
    shapely.prepare(shapes)
    pcodes = np.array([feature["properties"]["pcode"] for feature in features], dtype=object)
    return _Counties(pcodes, shapes, shapely.bounds(shapes))


def _holding(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.intp]:
    """Position of the county that holds each point, or -1.

    Points are sorted by x once, so that each county looks only at the slice between its western and eastern
    ends; of the ways measured to do this with shapely it was the fastest.
    """
    import numpy as np
    import shapely

    counties = _counties()
    order = np.argsort(x, kind="stable")  # NaN comes last, behind every county's eastern end
    xs, ys = x[order], y[order]
    found = np.full(len(x), -1, dtype=np.intp)
    starts = np.searchsorted(xs, counties.bounds[:, 0], side="left")
    ends = np.searchsorted(xs, counties.bounds[:, 2], side="right")
    for county, shape in enumerate(counties.shapes):
        here = slice(starts[county], ends[county])
        _, south, _, north = counties.bounds[county]
        # Counties come in P-code order and take no point from an earlier one: the rule for shared edges.
        near = np.flatnonzero((ys[here] >= south) & (ys[here] <= north) & (found[here] < 0)) + here.start
        found[near[shapely.intersects_xy(shape, xs[near], ys[near])]] = county
    index = np.empty_like(found)
    index[order] = found
    return index


def _nearest(x: NDArray[np.float64], y: NDArray[np.float64], within_km: float) -> NDArray[np.intp]:
    """Position of the nearest county within a distance of each point, or -1; the lowest where two tie."""
    import numpy as np
    import shapely

    points = shapely.points(_conic(np.column_stack([x, y])))
    point, county = _tree().query_nearest(points, max_distance=within_km, all_matches=True)
    index = np.full(len(x), -1, dtype=np.intp)
    backwards = np.argsort(-county, kind="stable")
    index[point[backwards]] = county[backwards]
    return index


@cache
def _tree() -> shapely.STRtree:
    """Put the counties on a plane of kilometres."""
    import shapely

    return shapely.STRtree(shapely.transform(_counties().shapes, _conic))


def _conic(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lambert's conformal conic plane over the country, in kilometres, of degrees as columns lon and lat."""
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


def kilometres_to(pcode: str, lon: float, lat: float) -> float:
    """How far a point lies from a province's or county's polygon, good to a percent; 0 inside.

    Examples
    --------
    >>> kilometres_to("KP0717", 126.30, 39.30), round(kilometres_to("KP0717", 129.0, 39.3), -1)
    (0.0, 220.0)
    """
    import math

    import shapely

    scale = math.cos(math.radians(lat))
    shape = shapely.transform(_shape(pcode), lambda xy: xy * [scale, 1.0])
    return float(shapely.distance(shape, shapely.Point(lon * scale, lat))) * math.radians(EARTH_KM)


@cache
def _shape(pcode: str) -> shapely.Geometry:
    """Polygon of a unit."""
    from shapely.geometry import shape

    level: Level = "adm1" if len(pcode) == 4 else "adm2"
    for feature in geojson(level)["features"]:
        if feature["properties"]["pcode"] == pcode:
            return shape(feature["geometry"])
    raise ReferenceDataError(f"{pcode}: no polygon of that P-code")
