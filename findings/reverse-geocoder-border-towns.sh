#!/usr/bin/env bash
# reverse_geocoder puts North Korean county towns in China and in South Korea.
#
# One would guess: the country code in its answer is the country that the point
# lies in.
# What happens: it is the country of the nearest of its towns of 1000 people.
# North Korea has few of them in the list, its neighbours many, so towns along
# the Yalu (Chosan, Wiwon, Pyoktong, Manpo, Samjiyon farther inland) come out as
# CN, and Kosong and Pyonggang, north of the Military Demarcation Line, as KR;
# the place named for Kosong is 44 km away.
# Versions: reverse_geocoder 1.5.1.
# Instead: ask a boundary polygon for the country and use this only for the name
# of a town, with its distance.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'reverse_geocoder==1.5.1' \
  'numpy==2.4.6' \
  'scipy==1.17.1'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import reverse_geocoder

print("reverse_geocoder", version("reverse_geocoder"))
towns = {
    "Manpo": (41.15, 126.29, "CN"),
    "Wiwon": (40.89, 126.06, "CN"),
    "Chosan": (40.82, 125.80, "CN"),
    "Pyoktong": (40.61, 125.44, "CN"),
    "Samjiyon": (41.81, 128.31, "CN"),
    "Kosong": (38.68, 128.19, "KR"),
    "Pyonggang": (38.41, 127.28, "KR"),
    "Sinuiju": (40.10, 124.39, "KP"),
}
answers = reverse_geocoder.search([place[:2] for place in towns.values()], mode=1)
for (town, (_, _, expected)), answer in zip(towns.items(), answers, strict=True):
    print(f"{town} (KP) -> {answer['name']}, {answer['admin1']}, {answer['cc']}")
    assert answer["cc"] == expected, town
PYTHON
