#!/usr/bin/env bash
# GDAL (as behind GeoPandas' to_file): a layer of points written as PMTiles comes back as MultiPoint.
#
# A good guess: points stay points, in a format that has them.
# What happens: the driver declares the layer that it reads as MultiPoint, and each point is one of a single part.
# Why it matters: frame.geometry.x raises, spatial joins by type find nothing, and code that works on the
# frame fails on what was made of it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyogrio==0.13.0 numpy==2.4.6 shapely==2.2.0
venv/bin/pip list --disable-pip-version-check 2>/dev/null | grep -iE '^(mapbox|pmtiles|pyogrio|geopandas|numpy|shapely)'
cat > look.py <<'PYTHON'
import numpy
import pyogrio
import pyogrio.raw
import shapely

points = shapely.to_wkb([shapely.Point(125.75, 39.03)])
pyogrio.raw.write(
    "found.pmtiles", points, [numpy.array([1])], ["n"], driver="PMTiles", layer="events", geometry_type="Point",
    crs="EPSG:4326",
)
about, _, (back,), _ = pyogrio.raw.read("found.pmtiles")
print("GDAL", ".".join(map(str, pyogrio.__gdal_version__)))
print("written: Point; layer read:", about["geometry_type"], "; feature read:", shapely.from_wkb(back).wkt)
assert about["geometry_type"] == "MultiPoint"
assert shapely.from_wkb(back).geom_type == "MultiPoint"
PYTHON
venv/bin/python look.py
