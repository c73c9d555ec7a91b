#!/usr/bin/env bash
# GDAL (as behind GeoPandas' to_file): points written as PMTiles are moved by 100 m and more, and two sites 60 m apart become
# one place.
#
# A good guess: vector coordinates are kept, or cut to some metres, as in other formats that the library writes.
# What happens: the driver's highest zoom is 5 unless MAXZOOM says otherwise, and a unit of its tiles is some 300 m at the
# equator, 240 m in Korea. Nothing is said on writing. With MAXZOOM=14 the places are kept within a metre.
# Why it matters: the pin of a factory stands in the next block or in the river, and what was told apart is one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyogrio==0.13.0 numpy==2.4.6 shapely==2.2.0
venv/bin/pip list --disable-pip-version-check 2>/dev/null | grep -iE '^(mapbox|pmtiles|pyogrio|geopandas|numpy|shapely)'
cat > look.py <<'PYTHON'
import math

import numpy
import pyogrio.raw
import shapely

PLACES = {"a": (125.7500, 39.0300), "b": (125.7507, 39.0300)}
RADIUS = 6378137


def mercator(lon, lat):
    return RADIUS * math.radians(lon), RADIUS * math.asinh(math.tan(math.radians(lat)))


def moved(name, **options):
    points = shapely.to_wkb([shapely.Point(*place) for place in PLACES.values()])
    names = numpy.array(list(PLACES), dtype=object)
    pyogrio.raw.write(
        name, points, [names], ["site"], driver="PMTiles", layer="sites", geometry_type="Point", crs="EPSG:4326",
        **options,
    )
    _, _, shapes, (_, sites) = pyogrio.raw.read(name)
    back = {site: shapely.centroid(shapely.from_wkb(shape)) for site, shape in zip(sites, shapes)}
    given = {site: shapely.Point(*mercator(*place)) for site, place in PLACES.items()}
    return max(back[site].distance(given[site]) for site in given), back["a"].distance(back["b"])


print("GDAL", ".".join(map(str, pyogrio.__gdal_version__)))
plain, fine = moved("plain.pmtiles"), moved("fine.pmtiles", MAXZOOM=14)
print("as it is:   moved by up to %.1f m on the Mercator map, the two are %.1f m apart" % plain)
print("MAXZOOM=14: moved by up to %.1f m on the Mercator map, the two are %.1f m apart" % fine)
assert plain[0] > 30 and plain[1] == 0
assert fine[0] < 2 and 70 < fine[1] < 85
PYTHON
venv/bin/python look.py
