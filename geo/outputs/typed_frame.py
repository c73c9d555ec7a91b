"""GeoDataFrames whose column ``type`` can be read as an attribute, as their other columns can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas

__all__ = ["TypedFrame"]

if TYPE_CHECKING:
    _Base: Any = geopandas.GeoDataFrame
else:
    _Base = geopandas.GeoDataFrame


class TypedFrame(_Base):  # type: ignore[misc]
    """A GeoDataFrame with a column ``type``, which GeoPandas' own attribute of that name would hide.

    ``frame.type == "inspection"`` would compare the types of geometries ("Point") and keep no row, without a word.
    ``geom_type`` has these.

    Examples
    --------
    >>> from shapely import Point
    >>> frame = TypedFrame({"type": ["inspection", "other"]}, geometry=[Point(126, 39)] * 2)
    >>> len(frame[frame.type == "inspection"]), frame[frame.type == "other"].type.to_list()
    (1, ['other'])
    """

    @property
    def type(self) -> Any:
        """The column ``type``; the types of geometries in a frame without it."""
        return self["type"] if "type" in self.columns else super().type
