#!/usr/bin/env bash
# GDAL: attributes of a vector tile that the archive's metadata do not list are left out; with none listed, all are there.
#
# A good guess: what is in the tiles is read; the list of fields says their types.
# What happens: with some fields listed, the others are gone without a warning. With an empty list GDAL gives a column
# "json" that has them all.
# Why it matters: an attribute that only a few tiles have, or that was added to the tiles later, is shown in a browser and
# is not there in GIS; the list that says least hides least.
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


def read(name, fields):
    event = {"geometry": shapely.Point(3500, 1600), "properties": {"title": "Songchon", "dead": 3}}
    content = mapbox_vector_tile.encode({"name": "events", "features": [event]}, default_options={"y_coord_down": True})
    with open(name, "wb") as file:
        writer = Writer(file)
        writer.write_tile(zxy_to_tileid(0, 0, 0), gzip.compress(content))
        header = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP}
        world = {"min_lon_e7": -180 * E7, "min_lat_e7": -85 * E7, "max_lon_e7": 180 * E7, "max_lat_e7": 85 * E7}
        writer.finalize({**header, **world}, {"vector_layers": [{"id": "events", "fields": fields}]})
    about, _, _, columns = pyogrio.raw.read(name, layer="events")
    return {field: column[0] for field, column in zip(about["fields"], columns) if field != "mvt_id"}


print("GDAL", ".".join(map(str, pyogrio.__gdal_version__)))
some, none = read("some.pmtiles", {"title": "String"}), read("none.pmtiles", {})
print("title listed:  ", some)
print("nothing listed:", none)
assert some == {"title": "Songchon"}
assert set(none) == {"json"} and '"dead":3' in none["json"].replace(" ", "")
PYTHON
venv/bin/python look.py
