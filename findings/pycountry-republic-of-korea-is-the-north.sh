#!/usr/bin/env bash
# pycountry's fuzzy search finds North Korea alone for "Republic of Korea".
#
# One would guess: search_fuzzy("Republic of Korea"), the South's official name,
# gives KOR first, or both states.
# What happens: the search looks for the words within the stored names. The
# South is stored as "Korea, Republic of"; only "Democratic People's Republic of
# Korea" contains them, so the single answer is PRK. "Korea" gives PRK first.
# Versions: pycountry 26.2.16.
# Instead: never take search_fuzzy()[0] for the Koreas; map the handful of names
# by a table of your own, or ask for "Korea, Republic of".
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'pycountry==26.2.16'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import pycountry

print("pycountry", version("pycountry"))


def search(name):
    found = [country.alpha_3 for country in pycountry.countries.search_fuzzy(name)]
    print(f"{name!r} -> {found}")
    return found


assert search("Republic of Korea") == ["PRK"]
assert search("Korea") == ["PRK", "KOR"]
assert search("Korea, Republic of") == ["KOR"]
PYTHON
