#!/usr/bin/env bash
# mapbox-vector-tile: attributes that are NumPy integers or booleans are left out of a tile, silently.
#
# A good guess: numbers of a frame or array are written as numbers, or refused.
# What happens: numpy.float64 is written, since it is a Python float too; numpy.int64, numpy.bool_ and numpy.float32 are
# left out without a word. As the feature's id a numpy.int64 is taken.
# Why it matters: of a table of events the scores are on the map and the counts, years and flags are not; a filter on them
# shows nothing, and the tile looks sound.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mapbox-vector-tile==2.2.0 shapely==2.2.0 protobuf==6.33.6 numpy==2.4.6
venv/bin/pip list --disable-pip-version-check 2>/dev/null | grep -iE '^(mapbox|pmtiles|pyogrio|geopandas|numpy|shapely)'
cat > look.py <<'PYTHON'
import mapbox_vector_tile
import numpy
import shapely

event = {
    "score": numpy.float64(0.5), "dead": numpy.int64(3), "checked": numpy.bool_(True), "share": numpy.float32(0.5),
    "year": 2024,
}
feature = {"id": numpy.int64(7), "geometry": shapely.Point(10, 20), "properties": event}
(back,) = mapbox_vector_tile.decode(mapbox_vector_tile.encode({"name": "events", "features": [feature]}))["events"]["features"]
print("given:    ", event)
print("in a tile:", back["properties"], "id", back["id"])
assert back["properties"] == {"score": 0.5, "year": 2024}
assert back["id"] == 7
PYTHON
venv/bin/python look.py
