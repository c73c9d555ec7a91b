#!/usr/bin/env bash
# pyogrio writes a Shapefile with a Hangul column name that it cannot read back.
#
# One would guess: a column name that is too long for a Shapefile is cut to ten
# characters, and what was written without an error can be read.
# What happens: names are cut to ten bytes, in the middle of the fourth Hangul
# syllable, so the field name is no valid UTF-8. Writing gives warnings only;
# reading the file raises UnicodeDecodeError, also for its other columns. With
# encoding="cp949" the same name fits whole (two bytes a syllable).
# Versions: pyogrio 0.13.0 with its GDAL 3.12.4, geopandas 1.2.0.
# Instead: give Shapefile columns ASCII names of at most ten letters (three
# Hangul syllables at most), or write GeoPackage.
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
frame = gpd.GeoDataFrame({"시군이름": ["가"]}, geometry=[Point(125, 39)], crs=4326)
frame.to_file("a.shp")
print("written without an error")
try:
    print(list(gpd.read_file("a.shp").columns))
except UnicodeDecodeError as error:
    print("read:", error)
else:
    raise AssertionError("the file can be read now")

frame.to_file("b.shp", encoding="cp949")
columns = list(gpd.read_file("b.shp").columns)
print("as cp949:", columns)
assert columns == ["시군이름", "geometry"]
PYTHON
