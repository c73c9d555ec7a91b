#!/usr/bin/env bash
# libhxl's row filters take two different Chinese names for equal when they
# sound alike.
#
# One would guess: with_rows("#adm2+name=文川") keeps the rows of 文川 (Munchon,
# Kangwon) only.
# What happens: both sides are first turned into ASCII letters, Chinese
# characters into toneless Mandarin, so 汶川 (Wenchuan in Sichuan) is kept too,
# and so is a cell that says "wen chuan". count() on the same column compares
# the characters and keeps them apart.
# Versions: libhxl 5.2.2 with Unidecode 1.4.0.
# Instead: filter on P-codes, or compare names with a function of your own.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'libhxl==5.2.2' 'python-dateutil==2.9.0.post0' 'six==1.17.0' 'Unidecode==1.4.0'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import io
from importlib.metadata import version

import hxl

print("libhxl", version("libhxl"), "Unidecode", version("Unidecode"))
NAMES = ["文川", "汶川", "Wen Chuan", "元山"]


def table():
    text = "\n".join(("시군", "#adm2+name", *NAMES))
    source = hxl.make_input(io.BytesIO(text.encode()), hxl.InputOptions(allow_local=True))
    return hxl.data(source)


kept = [row.values[0] for row in table().with_rows("#adm2+name=文川")]
print("#adm2+name=文川 keeps", kept)
assert kept == ["文川", "汶川", "Wen Chuan"]
counted = {row.values[0]: int(row.values[1]) for row in table().count("#adm2+name")}
print("count() tells apart", counted)
assert len(counted) == 4
PYTHON
