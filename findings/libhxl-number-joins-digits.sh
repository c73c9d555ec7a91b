#!/usr/bin/env bash
# libhxl's number cleaning joins all digits of a cell into one number.
#
# One would guess: clean_data(number=...) refuses a count that is a range or a
# remark, or takes its first number.
# What happens: everything that is no digit is removed, so "30~40" (30 to 40)
# becomes 3040, "3명(부상 5명)" (3 dead, 5 hurt) becomes 35, and "1만 2천"
# (12,000) becomes 12. Nothing is reported.
# Versions: libhxl 5.2.2 (it imports six, which it does not declare: hence the pin).
# Instead: split ranges and Korean number words into min/max columns before
# cleaning; check that a cell is one plain number first.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'libhxl==5.2.2' 'python-dateutil==2.9.0.post0' 'six==1.17.0'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import io
from importlib.metadata import version

import hxl

print("libhxl", version("libhxl"))
expected = {"1200": "1200", "30~40": "3040", "3명(부상 5명)": "35", "1만 2천": "12", "약 30명": "30"}
text = "\n".join(("인원", "#affected", *expected))
source = hxl.make_input(io.BytesIO(text.encode()), hxl.InputOptions(allow_local=True))
cleaned = [row.values[0] for row in hxl.data(source).clean_data(number="#affected")]
for given, got in zip(expected, cleaned, strict=True):
    print(given, "->", got)
assert [str(value) for value in cleaned] == list(expected.values())
PYTHON
