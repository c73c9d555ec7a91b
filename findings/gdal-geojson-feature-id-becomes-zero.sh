#!/usr/bin/env bash
# GDAL turns a P-code in a GeoJSON feature's "id" into 0.
#
# One would guess: the "id" member of a feature ("KP02") and a property called
# "id" are two things, and a feature without the property has no value there.
# What happens: both go into one column "id". If any feature has a whole number
# as its property "id", the column is one of numbers, and for features without
# that property the text id is converted: "KP02" and "KP03" both become 0. No
# warning, and no missing value is left to see. With ids like "0201" the result
# is 201.
# Versions: pyogrio 0.13.0 with its GDAL 3.12.4, geopandas 1.2.0.
# Instead: keep P-codes in a property of their own name ("pcode") and rename
# "id" properties before joining files.
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
from pathlib import Path

import geopandas as gpd
import pyogrio

warnings.simplefilter("ignore")
print("pyogrio", pyogrio.__version__, "GDAL", pyogrio.__gdal_version_string__)


def read(*features):
    items = [
        {
            "type": "Feature",
            "id": code,
            "properties": properties,
            "geometry": {"type": "Point", "coordinates": [125, 39]},
        }
        for code, properties in features
    ]
    collection = {"type": "FeatureCollection", "features": items}
    Path("a.geojson").write_text(json.dumps(collection), encoding="utf-8")
    got = gpd.read_file("a.geojson")["id"].tolist()
    print(features, "->", got)
    return got


assert read(("KP02", {}), ("KP03", {})) == ["KP02", "KP03"]
assert read(("KP01", {"id": 7}), ("KP02", {}), ("KP03", {})) == [7, 0, 0]
assert read(("0101", {"id": 7}), ("0201", {})) == [7, 201]
PYTHON
