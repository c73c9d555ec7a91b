#!/usr/bin/env bash
# geopy reads degrees, minutes and seconds between spaces as another place.
#
# One would guess: Point("39 45 15N 125 54 30E"), a usual way to write 39°45'15"N
# 125°54'30"E, is read as it stands or is refused.
# What happens: the pattern lets any text stand before the coordinates, so it
# takes the last two numbers that fit: 54°N 30°E, in Belarus. Without letters,
# "39 01 10 125 45 20" gives 45°N 20°E. With the signs ° ' " it is right. Degrees and
# minutes alone ("39 45N 125 54E") raise an error, so only part of a list fails.
# Versions: geopy 2.5.0.
# Instead: put the signs in (or compute decimal degrees) and check that the
# result lies within the country.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'geopy==2.5.0'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from geopy.point import Point

print("geopy", version("geopy"))
expected = {
    "39 45 15N 125 54 30E": (54.0, 30.0),
    "39 01 10 125 45 20": (45.0, 20.0),
    "40 06 00 N, 124 24 00 E": (24.0, 0.0),
}
for text, place in expected.items():
    got = tuple(Point(text))[:2]
    print(f"{text!r} -> {got}")
    assert got == place, (text, got)
try:
    Point("39 45N 125 54E")
except ValueError as error:
    print("degrees and minutes ->", error)
else:
    raise AssertionError("degrees and minutes are read now")
right = tuple(Point("39°45'15\"N 125°54'30\"E"))[:2]
print("with signs ->", right)
assert abs(right[0] - 39.7542) < 1e-3 and abs(right[1] - 125.9083) < 1e-3
PYTHON
