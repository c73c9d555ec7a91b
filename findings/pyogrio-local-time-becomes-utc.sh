#!/usr/bin/env bash
# GDAL and pyogrio give a time without a zone the zone UTC when other rows of
# the column have zones.
#
# One would guess: a time without a zone stays without one, or the column stays
# text, when the rows of a GeoJSON do not agree.
# What happens: one row with "+09:00" is enough, and "2024-11-08T15:20:00" in
# another row, a Korean local time, becomes 15:20 UTC, nine hours late, without
# a warning. Alone in its column it stays without a zone.
# Versions: pyogrio 0.13.0 with its GDAL 3.12.4, geopandas 1.2.0, pandas 3.1.1.
# Instead: read with the open option DATE_AS_STRING=YES (a text column) and
# give zones yourself.
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


def read(*times, **options):
    features = [
        {
            "type": "Feature",
            "properties": {"when": when},
            "geometry": {"type": "Point", "coordinates": [125, 39]},
        }
        for when in times
    ]
    collection = {"type": "FeatureCollection", "features": features}
    Path("a.geojson").write_text(json.dumps(collection), encoding="utf-8")
    got = [str(when) for when in gpd.read_file("a.geojson", **options)["when"]]
    print(times, options, "->", got)
    return got


zoned, local = "2024-11-08T15:20:00+09:00", "2024-11-08T15:20:00"
assert read(local) == ["2024-11-08 15:20:00"]
assert read(zoned, local) == ["2024-11-08 06:20:00+00:00", "2024-11-08 15:20:00+00:00"]
assert read(zoned, local, DATE_AS_STRING="YES")[1] == local
PYTHON
