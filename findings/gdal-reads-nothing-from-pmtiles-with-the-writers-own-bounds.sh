#!/usr/bin/env bash
# pmtiles (Python) and GDAL: an archive whose bounds are left to the writer opens in GDAL with its layers, and is empty.
#
# A good guess: bounds are optional (the writer fills in the whole world), so readers find what is in the tiles.
# What happens: the writer's default reaches from -90 to 90 degrees; GDAL takes it to Mercator, where -90 is minus infinite,
# and reads no tile. No warning; the count of features is 0. With 85 degrees in place of 90 everything is there.
# Why it matters: the same file shows well in a browser, so the fault is looked for in the wrong place, or the layer is
# taken for empty.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mapbox-vector-tile==2.2.0 pmtiles==3.8.1 pyogrio==0.13.0 numpy==2.4.6 shapely==2.2.0 protobuf==6.33.6
venv/bin/pip list --disable-pip-version-check 2>/dev/null | grep -iE '^(mapbox|pmtiles|pyogrio|geopandas|numpy|shapely)'
cat > look.py <<'PYTHON'
import gzip
import warnings

import mapbox_vector_tile
import pyogrio
import pyogrio.raw
import shapely
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

warnings.simplefilter("ignore")
E7 = 10_000_000
KOREA = {"min_lon_e7": 124 * E7, "min_lat_e7": 37 * E7, "max_lon_e7": 131 * E7, "max_lat_e7": 43 * E7}


def count(name, bounds):
    point = {"geometry": shapely.Point(3500, 2500), "properties": {"title": "Songchon"}}
    content = mapbox_vector_tile.encode({"name": "events", "features": [point]}, default_options={"y_coord_down": True})
    with open(name, "wb") as file:
        writer = Writer(file)
        writer.write_tile(zxy_to_tileid(0, 0, 0), gzip.compress(content))
        told = {"vector_layers": [{"id": "events", "fields": {"title": "String"}}]}
        writer.finalize({"tile_type": TileType.MVT, "tile_compression": Compression.GZIP, **bounds}, told)
    about = pyogrio.read_info(name, layer="events")
    return len(pyogrio.raw.read(name, layer="events")[2]), about["total_bounds"]


print("GDAL", ".".join(map(str, pyogrio.__gdal_version__)))
world = {"min_lon_e7": -180 * E7, "min_lat_e7": -85 * E7, "max_lon_e7": 180 * E7, "max_lat_e7": 85 * E7}
left, given = count("left.pmtiles", {}), count("given.pmtiles", world)
print("bounds left to the writer:", left[0], "features, bounds", left[1])
print("bounds to 85 degrees:     ", given[0], "features, bounds", given[1])
assert (left[0], given[0]) == (0, 1)
PYTHON
venv/bin/python look.py
