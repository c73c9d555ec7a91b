#!/usr/bin/env bash
# country_converter cannot convert anything next to pandas 3.1, because of
# Namibia.
#
# One would guess: the newest country_converter works with the newest pandas
# that its own requirements let in; pip installs the two without a word.
# What happens: its table is read with a converter for the column of two-letter
# codes, which kept "NA" as text. Since pandas 3.1 missing-value marks are looked
# for behind converters too, Namibia's NA becomes missing, and every call,
# convert("North Korea") as well, ends in a TypeError about patterns.
# Versions: country_converter 1.3.2, pandas 3.1.1 (3.0.0 works).
# Instead: hold pandas below 3.1 beside it until a release says otherwise, and
# give keep_default_na=False when you read a table of country codes yourself.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'country_converter==1.3.2' \
  'pandas==3.1.1' \
  'numpy==2.4.6'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import country_converter

print("country_converter", version("country_converter"), "pandas", version("pandas"))
try:
    print(country_converter.convert("North Korea", to="ISO3"))
except TypeError as error:
    print("TypeError:", error)
    assert "must be string or compiled pattern" in str(error)
else:
    raise AssertionError("it converts now")
PYTHON
