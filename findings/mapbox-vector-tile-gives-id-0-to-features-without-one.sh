#!/usr/bin/env bash
# mapbox-vector-tile: a feature without an id, and one whose id is text, is decoded with the id 0.
#
# A good guess: what has no id comes back without one, or with None; an id that cannot be held (it is an unsigned integer
# in the format) is refused.
# What happens: a text id is left out silently, and the decoder gives 0, the default of the protocol, for every feature
# that has none; that is also what a feature with the id 0 gives.
# Why it matters: who joins decoded features to events by id, or removes doubles by it, makes one event of all.
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

ids = [None, "event-17", "event-18", 0]
features = [
    {"geometry": shapely.Point(i, i), "properties": {"n": i}, **({} if id_ is None else {"id": id_})}
    for i, id_ in enumerate(ids)
]
back = mapbox_vector_tile.decode(mapbox_vector_tile.encode({"name": "events", "features": features}))
found = [feature["id"] for feature in back["events"]["features"]]
print("given:  ", ids)
print("decoded:", found)
assert found == [0, 0, 0, 0]
PYTHON
venv/bin/python look.py
