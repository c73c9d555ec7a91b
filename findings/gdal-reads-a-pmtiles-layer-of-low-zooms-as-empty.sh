#!/usr/bin/env bash
# GDAL: a layer of a PMTiles archive whose zooms end below the archive's is listed, and read as empty.
#
# A good guess: each layer is read at its own highest zoom, which the metadata say (vector_layers, maxzoom).
# What happens: GDAL reads all layers at the archive's highest zoom. Areas drawn to zoom 0 beside points drawn to zoom 1
# have 0 features, without a warning; with the open option ZOOM_LEVEL=0 they are there.
# Why it matters: provinces beside events are commonly kept for low zooms only, where a browser shows them; whoever opens
# the file in QGIS or reads it with GeoPandas finds no provinces.
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


def tile(*layers):
    point = {"geometry": shapely.Point(3000, 3000), "properties": {"n": 1}}
    made = [{"name": name, "features": [point]} for name in layers]
    return gzip.compress(mapbox_vector_tile.encode(made, default_options={"y_coord_down": True}))


with open("found.pmtiles", "wb") as file:
    writer = Writer(file)
    writer.write_tile(zxy_to_tileid(0, 0, 0), tile("provinces", "events"))
    writer.write_tile(zxy_to_tileid(1, 1, 0), tile("events"))
    layers = [
        {"id": "provinces", "minzoom": 0, "maxzoom": 0, "fields": {"n": "Number"}},
        {"id": "events", "minzoom": 0, "maxzoom": 1, "fields": {"n": "Number"}},
    ]
    header = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP}
    world = {"min_lon_e7": -180 * E7, "min_lat_e7": -85 * E7, "max_lon_e7": 180 * E7, "max_lat_e7": 85 * E7}
    writer.finalize({**header, **world}, {"vector_layers": layers})

print("GDAL", ".".join(map(str, pyogrio.__gdal_version__)))
seen = {name: len(pyogrio.raw.read("found.pmtiles", layer=name)[2]) for name in ("provinces", "events")}
low = len(pyogrio.raw.read("found.pmtiles", layer="provinces", ZOOM_LEVEL=0)[2])
print("features:", seen, "; provinces with ZOOM_LEVEL=0:", low)
assert seen == {"provinces": 0, "events": 1}
assert low == 1
PYTHON
venv/bin/python look.py
