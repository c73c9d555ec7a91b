#!/usr/bin/env bash
# folium's layer control forgets the first of two layers of the same name.
#
# One would guess: two feature groups named 고성군 (there is a Kosong county on
# each side of the Military Demarcation Line) give two lines in the control.
# What happens: the control keeps a dictionary by name, so only the last one is
# listed. The first stays on the map and nothing can hide it. No warning.
# Versions: folium 0.20.0, branca 0.8.2.
# Instead: make layer names unique (고성군, 강원도 북) before adding them.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'folium==0.20.0' \
  'branca==0.8.2'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import re
from importlib.metadata import version

import folium

print("folium", version("folium"), "branca", version("branca"))
chart = folium.Map([38.6, 128.3], zoom_start=9)
north = folium.FeatureGroup(name="고성군").add_to(chart)
south = folium.FeatureGroup(name="고성군").add_to(chart)
folium.LayerControl().add_to(chart)
page = chart.get_root().render()
listed = re.findall(r'" : (feature_group_\w+)', page)
print("groups on the map:", page.count("L.featureGroup("), "lines in the control:", len(listed))
assert page.count("L.featureGroup(") == 2
assert f"{north.get_name()}.addTo(" in page
assert listed == [south.get_name()]
PYTHON
