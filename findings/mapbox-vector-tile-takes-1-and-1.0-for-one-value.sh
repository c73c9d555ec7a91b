#!/usr/bin/env bash
# mapbox-vector-tile: 1.0 is written as the integer 1 where an integer 1 was written before it in the layer.
#
# A good guess: each attribute keeps its kind, as the format has kinds for both; a column of floats is a column of doubles.
# What happens: the table of values of a layer is keyed by equality, and 1 == 1.0, so whichever stands first is the value
# of both. The kind of a score hangs on an unrelated count in another feature.
# Why it matters: readers that go by the kind (a schema drawn from the tiles, a typed language) see a column that is double
# in one tile and integer in the next.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mapbox-vector-tile==2.2.0 shapely==2.2.0 protobuf==6.33.6
venv/bin/pip list --disable-pip-version-check 2>/dev/null | grep -iE '^(mapbox|pmtiles|pyogrio|geopandas|numpy|shapely)'
cat > look.py <<'PYTHON'
import mapbox_vector_tile
import shapely
from mapbox_vector_tile.Mapbox.vector_tile_pb2 import tile


def kinds(*rows):
    features = [{"geometry": shapely.Point(1, 1), "properties": row} for row in rows]
    made = tile()
    made.ParseFromString(mapbox_vector_tile.encode({"name": "events", "features": features}))
    (layer,) = made.layers
    found = {}
    for feature in layer.features:
        for key, value in zip(feature.tags[::2], feature.tags[1::2]):
            (field, _), = layer.values[value].ListFields()
            found.setdefault(layer.keys[key], []).append(field.name)
    return found


first = kinds({"score": 1.0}, {"sources": 1})
second = kinds({"sources": 1}, {"score": 1.0})
print("the score first:", first)
print("the count first:", second)
assert first == {"score": ["double_value"], "sources": ["double_value"]}
assert second == {"score": ["int_value"], "sources": ["int_value"]}
PYTHON
venv/bin/python look.py
