#!/usr/bin/env bash
# FlatGeobuf gives rows back in another order than they were written in.
#
# One would guess: a table written to .fgb and read again has its rows where
# they were, as with GeoPackage and GeoJSON.
# What happens: with the spatial index, which GDAL writes unless told
# otherwise, rows are sorted along a space-filling curve. A second table joined
# by position (event counts kept beside the shapes) goes to the wrong counties,
# silently. The same index is why a row without geometry is refused.
# Versions: geopandas 1.2.0, pyogrio 0.13.0 with its GDAL 3.12.4.
# Instead: join by code, never by position; or write with SPATIAL_INDEX="NO",
# which also takes rows without geometry.
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
import warnings

import geopandas as gpd
import pyogrio
from shapely.geometry import Point

warnings.simplefilter("ignore")
print("pyogrio", pyogrio.__version__, "GDAL", pyogrio.__gdal_version_string__)
names = ["선봉", "신의주", "함흥"]
points = [Point(130.4, 42.3), Point(124.4, 40.1), Point(127.5, 39.8)]
frame = gpd.GeoDataFrame({"name": names}, geometry=points, crs=4326)
got = {}
for file, options in (("a.gpkg", {}), ("a.fgb", {}), ("b.fgb", {"SPATIAL_INDEX": "NO"})):
    frame.to_file(file, **options)
    got[file] = list(gpd.read_file(file)["name"])
    print(file, options, got[file])
assert got["a.gpkg"] == names and got["b.fgb"] == names
assert got["a.fgb"] != names and sorted(got["a.fgb"]) == sorted(names)

frame.loc[1, "geometry"] = None
try:
    frame.to_file("c.fgb")
except pyogrio.errors.FeatureError as error:
    print("without geometry:", error)
else:
    raise AssertionError("a row without geometry is taken now")
frame.to_file("d.fgb", SPATIAL_INDEX="NO")
assert list(gpd.read_file("d.fgb")["name"]) == names
PYTHON
