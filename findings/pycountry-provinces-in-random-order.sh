#!/usr/bin/env bash
# pycountry lists a country's provinces in another order in each run.
#
# One would guess: subdivisions.get(country_code="KP") has the order of the data
# file or of the codes, and the same one whenever a program runs.
# What happens: the list comes from a set and follows the places of the objects in
# memory, so not even a fixed PYTHONHASHSEED holds it. A legend, a colour list or
# a CSV built from it differs from run to run, and a test that passed may fail the
# next time. The list of countries keeps its order.
# Versions: pycountry 26.2.16.
# Instead: sorted(..., key=lambda s: s.code).
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'pycountry==26.2.16'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import os
import subprocess
import sys
from importlib.metadata import version

print("pycountry", version("pycountry"))
PROVINCES = "import pycountry as p; print(*[s.code for s in p.subdivisions.get(country_code='KP')])"
COUNTRIES = "import pycountry as p; print(*[c.alpha_2 for c in p.countries])"


def orders(program):
    found = set()
    environment = dict(os.environ, PYTHONHASHSEED="0")
    for _ in range(12):
        command = [sys.executable, "-c", program]
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        found.add(run.stdout.strip())
    return sorted(found)


provinces = orders(PROVINCES)
print(*provinces, sep="\n")
assert len(provinces) > 1
assert len({tuple(sorted(order.split())) for order in provinces}) == 1
countries = orders(COUNTRIES)
print("orders of the countries:", len(countries))
assert len(countries) == 1
PYTHON
