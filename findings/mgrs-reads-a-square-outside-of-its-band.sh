#!/usr/bin/env bash
# mgrs reads a grid reference whose square is not in its latitude band.
#
# One would guess: "52S BK 123 456" is refused, or lies between 32 and 40
# degrees north, where band S is.
# What happens: it is read as 40.1 degrees north with a RuntimeWarning only,
# in the next band. A misread letter so gives another place, whose coordinates
# look like any others.
# Versions: mgrs 1.6.0.
# Instead: check that the latitude is in the band of the letter, 8 degrees each
# from C at 80 degrees south, without I and O.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check 'mgrs==1.6.0'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

import mgrs

print("mgrs", version("mgrs"))
with warnings.catch_warnings(record=True) as met:
    warnings.simplefilter("always")
    lat, lon = mgrs.MGRS().toLatLon("52SBK123456")
south = -80 + 8 * "CDEFGHJKLMNPQRSTUVWX".index("S")
print(f"52S BK 123 456: {lat:.2f}, {lon:.2f}; band S is {south} to {south + 8}; warnings: {len(met)}")
assert not south <= lat < south + 8
assert 40.0 < lat < 40.3
PYTHON
