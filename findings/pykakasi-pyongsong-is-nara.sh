#!/usr/bin/env bash
# pykakasi reads 平城 (Pyongsong) as "nara".
#
# One would guess: the town is spelled out by the sounds of its characters, heijo,
# as 平壌 is (heijou), or left alone.
# What happens: the dictionary knows 平城 as an old name of Nara and gives that
# city's name, so 平城市 becomes "nara shi"; 徳川 becomes the family Tokugawa,
# 恵山 (Hyesan) the Japanese town Esan, and 平安南道 begins with "heian". What
# comes out looks like a sound Japanese place name, which a geocoder will find.
# Versions: pykakasi 2.3.0.
# Instead: look Korean names up in a table of readings (ピョンソン) before
# romanising the rest of a Japanese text.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'pykakasi==2.3.0'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import pykakasi

print("pykakasi", version("pykakasi"))
kakasi = pykakasi.kakasi()
expected = {
    "平城市": "nara shi",
    "徳川": "tokugawa",
    "恵山": "esan",
    "平壌": "heijou",
}
for name, reading in expected.items():
    got = " ".join(part["hepburn"] for part in kakasi.convert(name))
    print(name, "->", got)
    assert got == reading, (name, got)
PYTHON
