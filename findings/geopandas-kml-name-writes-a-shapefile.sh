#!/usr/bin/env bash
# geopandas writes a folder of Shapefiles when asked for "map.kml".
#
# One would guess: to_file("map.kml") writes KML, as to_file("map.gpx"),
# ".gml", ".fgb" or ".geojson" write theirs, or it refuses the name.
# What happens: .kml (and .kmz, .pmtiles, .parquet) are not in the table of
# known endings, and the fallback is ESRI Shapefile: "map.kml" is a folder with
# map.shp, map.dbf and the rest. read_file("map.kml") opens it again, so a test
# by round trip passes; Google Earth gets nothing, and long column names are cut.
# Versions: geopandas 1.2.0, pyogrio 0.13.0.
# Instead: always name the driver: to_file("map.kml", driver="KML").
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
from importlib.metadata import version
from pathlib import Path

import geopandas as gpd
from shapely.geometry import Point

warnings.simplefilter("ignore")
print("geopandas", version("geopandas"), "pyogrio", version("pyogrio"))
frame = gpd.GeoDataFrame({"event_type_of_day": ["flood"]}, geometry=[Point(125, 39)], crs=4326)
frame.to_file("map.kml")
files = sorted(path.name for path in Path("map.kml").iterdir())
columns = list(gpd.read_file("map.kml").columns)
print("map.kml is a folder with", files)
print("read back:", columns)
assert "map.shp" in files
assert columns == ["event_type", "geometry"]

frame.to_file("named.kml", driver="KML")
assert "<kml" in Path("named.kml").read_text(encoding="utf-8")
print("with driver='KML' it is KML")
PYTHON
