"""Make backdrop.geojson: the land of the neighbours, to be drawn behind the map.

Natural Earth's countries (public domain), cut to the map's window at a hundredth of a degree. North Korea is
left out, because ours is drawn there; Natural Earth draws its border a little elsewhere, so the neighbours
are first led some way under our counties and then cut by them, which leaves neither gap nor overlap.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import pyogrio
import shapely
from boundaries import tidy, write
from packages import REFERENCE, read
from shapely import MultiPolygon, Polygon

COUNTRIES = "world-atlas@2.0.2", "package/countries-10m.json"
WINDOW = shapely.box(121, 35, 134, 45)
GRID = 0.01

#: Beyond the window, where a map of the country may be moved to, the land is drawn coarsely: a cut edge would look
#: like a coast.
BEYOND = shapely.box(104, 24, 151, 54)
COARSE = 0.08
SMALLEST_BEYOND = 0.05

#: Natural Earth's numeric country codes (ISO 3166-1) as alphabetic ones.
NEIGHBOURS = {"156": "CN", "392": "JP", "496": "MN", "410": "KR", "643": "RU"}
OURS = "408"

UNDER = 0.1
"""Degrees by which neighbours are led under our counties: more than the two drawings differ."""

SMALLEST = 4e-4
"""Square degrees, about four square kilometres: smaller islands are invisible at the map's first view."""


def polygons(shapes: Iterable[shapely.Geometry], smallest: float = 0) -> list[MultiPolygon]:
    """The polygons of each shape, at least as large as the smallest, without the lines and points of a cut."""
    parts = (shapely.get_parts(shape) for shape in shapes)
    return [
        MultiPolygon([p for p in some if p.geom_type == "Polygon" and p.area > smallest]) for some in parts
    ]


def countries() -> dict[str, tuple[str, Polygon | MultiPolygon]]:
    """Name and land by numeric code, in the window and beyond."""
    frame = pyogrio.read_dataframe(read(*COUNTRIES), layer="countries", columns=["id", "name"])
    frame = frame[frame["id"].isin([*NEIGHBOURS, OURS])]
    land = polygons(shapely.intersection(shapely.make_valid(frame.geometry.to_numpy()), BEYOND))
    # Neighbours are simplified together, so that their borders stay shared.
    drawn = shapely.coverage_simplify(land, COARSE)
    far = polygons(shapely.difference(drawn, WINDOW), SMALLEST_BEYOND)
    whole = shapely.union(polygons(shapely.intersection(land, WINDOW)), far)
    return dict(zip(frame["id"], zip(frame["name"], whole, strict=True), strict=True))


def our_land() -> Polygon | MultiPolygon:
    """Join the provinces to one shape."""
    features = json.loads((REFERENCE / "adm1.geojson").read_text("utf-8"))["features"]
    return shapely.coverage_union_all([shapely.geometry.shape(f["geometry"]) for f in features])


def led_under(neighbour: shapely.Geometry, north_korea: shapely.Geometry) -> shapely.Geometry:
    """Join to the neighbour a strip of what lies on our side of Natural Earth's border."""
    strip = shapely.intersection(shapely.buffer(neighbour, UNDER), north_korea)
    coarse = shapely.set_precision(shapely.union(neighbour, strip), GRID)
    # The grid sticks to a shape and to what is cut from it, and our border is finer than that.
    return shapely.set_precision(coarse, 0)


def cut(land: shapely.Geometry, ours: shapely.Geometry, neighbour: shapely.Geometry) -> MultiPolygon:
    """Land without ours and without the scraps that only the strip brought in."""
    parts = shapely.get_parts(shapely.difference(land, ours))
    parts = parts[shapely.area(parts) >= SMALLEST]
    real = shapely.area(shapely.intersection(parts, neighbour)) > 0.5 * shapely.area(parts)
    return MultiPolygon(list(parts[real]))


def build() -> None:
    """Write backdrop.geojson."""
    found, ours = countries(), our_land()
    _, north_korea = found.pop(OURS)
    features = []
    for code, iso in sorted(NEIGHBOURS.items(), key=lambda item: item[1]):
        name, land = found[code]
        shape = cut(led_under(land, shapely.union(north_korea, ours)), ours, land)
        features.append(({"name": name, "iso": iso}, tidy(shape)))
    write("backdrop.geojson", features)


if __name__ == "__main__":
    build()
