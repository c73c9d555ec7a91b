"""Layers of boundaries as values: frames, shapes by key, arrays of coordinates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from geo.model.errors import OptionError

if TYPE_CHECKING:
    import geopandas
    import numpy as np
    import shapely
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Frames", "broadcast", "key_of", "shapes_of"]


class _Layers(Protocol):
    def geojson(self, level: Any) -> dict[str, Any]:
        """Return a layer as GeoJSON."""


class Frames(dict[str, Any]):
    """Frames of the layers, made on first use."""

    def __init__(self, boundaries: _Layers) -> None:
        self.boundaries = boundaries

    def __missing__(self, level: Any) -> geopandas.GeoDataFrame:
        import geopandas

        frame = geopandas.GeoDataFrame.from_features(self.boundaries.geojson(level), crs="EPSG:4326")
        columns = [c for c in ("pcode", "name", "adm1") if c in frame]
        # The index has no name: "pcode" would be ambiguous in joins and groups, as a column has that name.
        self[level] = frame[[*columns, "geometry"]].set_axis(frame["pcode"].to_list(), axis="index")
        return self[level]


def broadcast(lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return longitudes and latitudes as arrays of one shape; an OptionError where they are not."""
    import numpy as np

    try:
        lons, lats = np.broadcast_arrays(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
    except (TypeError, ValueError) as error:
        raise OptionError(f"lon and lat are not numbers of one shape: {error}") from error
    return lons, lats


def shapes_of(collection: Mapping[str, Any]) -> dict[str, shapely.Geometry]:
    """Return the shapes of a GeoJSON collection by P-code or country code."""
    from shapely.geometry import shape

    return {key_of(f): shape(f["geometry"]) for f in collection["features"]}


def key_of(feature: Mapping[str, Any]) -> str:
    """Return the P-code of a unit, the ISO code of a neighbouring country."""
    return str(feature["properties"].get("pcode") or feature["properties"]["iso"])
