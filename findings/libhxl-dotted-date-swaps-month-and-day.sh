#!/usr/bin/env bash
# libhxl reads a Korean dotted date as year-day-month.
#
# One would guess: clean_data(date=...) keeps the order of a date that begins
# with its year, as it does for 2024-11-08.
# What happens: 2024.11.08, 2024/11/08 and "2024. 11. 8." all become 2024-08-11;
# a day over 12 (2024.07.29) is right, so a column is half swapped. 20241108 is
# taken for seconds since 1970 and becomes 1970-08-23. Row filters on dates use
# the same reading: #date=2024-08-11 finds the 8 November row.
# Versions: libhxl 5.2.2 (it imports six, which it does not declare: hence the pin).
# Instead: rewrite #date cells as YYYY-MM-DD before they reach libhxl.
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


def table(*cells):
    text = "\n".join(("날짜", "#date", *cells))
    source = hxl.make_input(io.BytesIO(text.encode()), hxl.InputOptions(allow_local=True))
    return hxl.data(source)


expected = {
    "2024-11-08": "2024-11-08",
    "2024.11.08": "2024-08-11",
    "2024/11/08": "2024-08-11",
    "2024. 11. 8.": "2024-08-11",
    "2024.07.29": "2024-07-29",
    "20241108": "1970-08-23",
}
cleaned = [row.values[0] for row in table(*expected).clean_data(date="#date")]
for given, got in zip(expected, cleaned, strict=True):
    print(given, "->", got)
assert cleaned == list(expected.values())

rows = table("2024.11.08", "2024-11-08").with_rows("#date=2024-08-11")
found = [row.values[0] for row in rows]
print("#date=2024-08-11 finds", found)
assert found == ["2024.11.08"]
PYTHON
