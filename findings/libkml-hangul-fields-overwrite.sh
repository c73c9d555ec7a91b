#!/usr/bin/env bash
# GDAL's LIBKML driver gives Hangul ExtendedData names of one length one column.
#
# One would guess: <Data name="사망"> (dead) and <Data name="부상"> (injured) are
# read as two columns with these names, as the plain KML driver wrote them.
# What happens: names of untyped <Data> elements lose every byte that is not
# ASCII: both become "______" and the later value replaces the earlier one. The
# table says 5 where the file says 3 dead and 5 injured. Names declared in a
# <Schema>, which GDAL itself writes, are read whole, so a round trip through
# GDAL shows nothing of it; files of other programs use <Data>.
# Versions: pyogrio 0.13.0 with its GDAL 3.12.4 (LIBKML), geopandas 1.2.0.
# Instead: read the ExtendedData of Korean KML with an XML or KML library
# (fastkml, lxml), or check that no column is named by underscores alone.
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
from pathlib import Path

import pyogrio

warnings.simplefilter("ignore")
print("pyogrio", pyogrio.__version__, "GDAL", pyogrio.__gdal_version_string__)
KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark>
<name>강변</name><ExtendedData>
<Data name="사망"><value>3</value></Data>
<Data name="부상"><value>5</value></Data>
<Data name="source"><value>test</value></Data>
</ExtendedData><Point><coordinates>124.4,40.1</coordinates></Point>
</Placemark></Document></kml>"""
Path("a.kml").write_text(KML, encoding="utf-8")
info = pyogrio.read_info("a.kml")
row = pyogrio.read_dataframe("a.kml").iloc[0]
print("driver", info["driver"])
print(row[["Name", "______", "source"]].to_string())
assert info["driver"] == "LIBKML"
assert "사망" not in row.index and "부상" not in row.index
assert row["______"] == "5"
assert "3" not in set(row.drop("geometry").astype(str))
PYTHON
