"""Name points at sea by the coast nearest to them: "14 km off Hodo, South Hamgyong"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.model.entities import Place
from geo.reference.boundaries.extent import COAST_KM
from geo.reference.boundaries.projection import conic
from geo.reference.context import Reference
from geo.reference.gazetteer import Gazetteer

if TYPE_CHECKING:
    import numpy as np
    import shapely
    from numpy.typing import NDArray

__all__ = ["SeaPoint", "at_sea", "outside"]

_ALONG_KM = 10.0
"""How much farther than the coast a place may lie whose name is given."""
_SEAS = (121.0, 35.0, 134.0, 45.0)
"""West, south, east and north of the window in which the land of the neighbours is known, in degrees."""


@dataclass(frozen=True, slots=True)
class SeaPoint:
    """A point at sea.

    Attributes
    ----------
    km : float
        Distance to the nearest coast in kilometres.
    name : str
        That distance, and what lies there, in words.
    adm2 : str or None
        P-code of the county whose coast is nearest; None off the coast of a neighbour.
    """

    km: float
    name: str
    adm2: str | None


def at_sea(reference: Reference, *, lat: float, lon: float) -> SeaPoint | None:
    """Name a point at sea by the nearest coast; None for a point on land, or a few kilometres off a neighbour's.

    Parameters
    ----------
    reference : Reference
    lat, lon : float
        Degrees (WGS 84).

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> reference = Reference.bundled()
    >>> at_sea(reference, lat=39.35, lon=127.75).name, at_sea(reference, lat=38.9, lon=130.2).name
    ('16 km off Hodo, South Hamgyong', '158 km off South Korea')
    >>> at_sea(reference, lat=39.25, lon=126.2), at_sea(reference, lat=37.57, lon=126.98)
    (None, None)
    """
    if reference.boundaries.locate(lon, lat).item() is not None:
        return None
    return outside(reference, lats=[lat], lons=[lon])[0][1]


def outside(
    reference: Reference, *, lats: Sequence[float], lons: Sequence[float]
) -> list[tuple[str, SeaPoint | None]]:
    """Say of points outside of all counties where they are.

    Parameters
    ----------
    reference : Reference
    lats, lons : sequence of float
        Degrees (WGS 84).

    Returns
    -------
    list of (str, SeaPoint or None)
        For each point the code of the neighbour on whose land it lies, else empty; and its name where it is at sea.
        A point in neither is far away, or a few kilometres off the coast of a neighbour.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> (dandong, _), (_, sea) = outside(Reference.bundled(), lats=[40.13, 39.35], lons=[124.39, 127.75])
    >>> dandong, round(sea.km), sea.adm2
    ('CN', 16, 'KP0316')
    """
    import numpy as np

    border, known = reference.boundaries.border, reference.gazetteer
    x, y = np.asarray(lons, dtype=float), np.asarray(lats, dtype=float)
    found: list[tuple[str, SeaPoint | None]] = [(iso, None) for iso in border.neighbours(x, y)]
    west, south, east, north = _SEAS
    window = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    open_ = [number for number, (iso, _) in enumerate(found) if not iso and window[number]]
    if not open_:
        return found
    ours, theirs = border.coasts.nearest(x[open_], y[open_])
    places = _nearest_places(known, x[open_], y[open_], [pcode[:4] for pcode in ours.keys])
    for number, pcode, km, iso, their_km, (place, place_km) in zip(
        open_, ours.keys, ours.km, theirs.keys, theirs.km, places, strict=True
    ):
        if their_km > km:
            there = place if place is not None and place_km <= km + _ALONG_KM else known[pcode]
            name = f"{km:.0f} km off {there.name}, {known.name(pcode[:4])}"
            found[number] = "", SeaPoint(float(km), name, pcode)
        elif their_km > COAST_KM:
            name = f"{their_km:.0f} km off {border.names[iso]}"
            found[number] = "", SeaPoint(float(their_km), name, None)
    return found


def _nearest_places(
    known: Gazetteer, x: NDArray[np.float64], y: NDArray[np.float64], provinces: Sequence[str]
) -> list[tuple[Place | None, float]]:
    """The located site or settlement of its province nearest to each point, and the distance in kilometres."""
    import numpy as np
    import shapely

    points = np.asarray(shapely.points(conic(np.column_stack([x, y]))))
    found: list[tuple[Place | None, float]] = [(None, 0.0)] * len(points)
    for province in dict.fromkeys(provinces):
        places, tree = _located(known, province)
        here = [number for number, one in enumerate(provinces) if one == province]
        if places:
            (_, nearest), apart = tree.query_nearest(points[here], all_matches=False, return_distance=True)
            for number, which, km in zip(here, nearest.tolist(), apart.tolist(), strict=True):
                found[number] = places[which], km
    return found


@lru_cache(maxsize=32)
def _located(known: Gazetteer, province: str) -> tuple[tuple[Place, ...], shapely.STRtree]:
    import numpy as np
    import shapely

    ours = [place for place in known.located if place.adm1 == province]
    # Of several at one point, the one with the shortest name.
    places = tuple(
        {(p.lat, p.lon): p for p in sorted(ours, key=lambda p: (-len(p.name), p.place_id))}.values()
    )
    at = np.array([[p.lon, p.lat] for p in places], dtype=float).reshape(-1, 2)
    return places, shapely.STRtree(np.asarray(shapely.points(conic(at))))
