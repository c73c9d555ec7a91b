#!/usr/bin/env bash
# A GeoJSON list property does not survive reading and writing with geopandas.
#
# One would guess: ["평양", "류경"], a list of names that GDAL reads as a list, is
# written as a list again, as a nested object in the same file is.
# What happens: it is read as a numpy array and written as numpy's printed form,
# the text "['평양' '류경']" without a comma: neither JSON nor Python. Objects are
# written as objects.
# Versions: geopandas 1.2.0, pyogrio 0.13.0 with its GDAL 3.12.4, numpy 2.4.6.
# Instead: turn such columns into lists' JSON text before writing, or write with
# GeoDataFrame.to_json after .tolist() on each cell.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'geopandas==1.2.0' \
  'pyogrio==0.13.0' \
  'pandas==3.1.1' \
  'numpy==2.4.6' \
  'shapely==2.2.0' \
  'pyproj==3.7.2'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import json
import warnings
from importlib.metadata import version
from pathlib import Path

import geopandas as gpd

warnings.simplefilter("ignore")
print("geopandas", version("geopandas"), "pyogrio", version("pyogrio"))
feature = {
    "type": "Feature",
    "properties": {"names": ["평양", "류경"], "by_language": {"en": "Pyongyang"}},
    "geometry": {"type": "Point", "coordinates": [125.75, 39.02]},
}
collection = {"type": "FeatureCollection", "features": [feature]}
Path("a.geojson").write_text(json.dumps(collection), encoding="utf-8")
gpd.read_file("a.geojson").to_file("b.geojson")
written = json.loads(Path("b.geojson").read_text(encoding="utf-8"))["features"][0]["properties"]
print("in: ", feature["properties"])
print("out:", written)
assert written["names"] == "['평양' '류경']"
assert written["by_language"] == {"en": "Pyongyang"}
PYTHON
