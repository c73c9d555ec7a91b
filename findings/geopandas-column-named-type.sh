#!/usr/bin/env bash
# A GeoDataFrame's attribute "type" is never its column "type".
#
# One would guess: frame.type == "launch" keeps the rows of an event table whose
# column "type" says launch, as it does in a plain pandas frame.
# What happens: GeoPandas has an attribute of that name for the type of each
# geometry, which takes precedence. The comparison is with "Point", keeps no
# row, and says nothing. Most event tables have a column of this name.
# Versions: geopandas 1.1.1, pandas 2.3.3.
# Instead: write frame["type"], or rename the column before it becomes a
# GeoDataFrame.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'geopandas==1.1.1' \
  'pandas==2.3.3'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import geopandas
import pandas

print("geopandas", version("geopandas"), "pandas", version("pandas"))
rows = pandas.DataFrame({"type": ["launch", "visit", "launch"], "lon": [124.7, 126.2, 127.5], "lat": [39.7, 39.3, 39.4]})
frame = geopandas.GeoDataFrame(rows, geometry=geopandas.points_from_xy(rows.lon, rows.lat), crs=4326)
plain, by_attribute, by_name = (
    int((rows.type == "launch").sum()),
    int((frame.type == "launch").sum()),
    int((frame["type"] == "launch").sum()),
)
print("pandas frame.type:", plain, "rows; GeoDataFrame frame.type:", by_attribute, "rows; frame['type']:", by_name)
assert (plain, by_attribute, by_name) == (2, 0, 2)
assert set(frame.type) == {"Point"}
PYTHON
