#!/usr/bin/env bash
# GDAL's LIBKML driver ends a span of months on the first day of its last month, and drops years.
#
# One would guess: a <TimeSpan> from 2024-03 to 2024-11 comes to an end with
# November, and one from 2019 to 2024 is read as these years; KML allows both.
# What happens: the span to "2024-11" ends on 1 November 2024, a month early,
# and begin and end that are a bare year become empty, without a warning. A
# TimeStamp of a bare year is empty too. Spans of full days are right.
# Versions: pyogrio 0.13.0 with its GDAL 3.12.4 (LIBKML).
# Instead: read begin, end and when as text with an XML or KML library, and take
# the last day of the month or year for an end.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'pyogrio==0.13.0' \
  'numpy==2.4.6'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from pathlib import Path

import numpy as np
import pyogrio

print("pyogrio", pyogrio.__version__, "GDAL", pyogrio.__gdal_version_string__)
POINT = "<Point><coordinates>126,39</coordinates></Point>"
SPANS = {
    "months": "<TimeSpan><begin>2024-03</begin><end>2024-11</end></TimeSpan>",
    "years": "<TimeSpan><begin>2019</begin><end>2024</end></TimeSpan>",
    "year": "<TimeStamp><when>2024</when></TimeStamp>",
    "days": "<TimeSpan><begin>2024-03-05</begin><end>2024-11-20</end></TimeSpan>",
}
marks = "".join(f"<Placemark><name>{n}</name>{s}{POINT}</Placemark>" for n, s in SPANS.items())
Path("a.kml").write_text(
    f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>', encoding="utf-8"
)
meta, _, _, columns = pyogrio.raw.read("a.kml", read_geometry=False)
cells = dict(zip(meta["fields"], columns))
for number, name in enumerate(cells["Name"]):
    print(f"{name:7}", *(f"{c}={cells[c][number]}" for c in ("timestamp", "begin", "end")))
begin, end, stamp = cells["begin"], cells["end"], cells["timestamp"]
assert end[0] == np.datetime64("2024-11-01")
assert np.isnat(begin[1]) and np.isnat(end[1]) and np.isnat(stamp[2])
assert end[3] == np.datetime64("2024-11-20")
PYTHON
