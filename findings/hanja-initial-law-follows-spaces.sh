#!/usr/bin/env bash
# The hanja package spells one county in two ways, by the space before it.
#
# One would guess: 龍川 (Ryongchon) has one Hangul form, be it the South's 용천 or
# the North's own 룡천.
# What happens: the South's initial-sound law is applied to the first character
# of each run of hanja. Alone or after a space it is 용천; written on to its
# province, as old sources do, it is 평안북도룡천. 兩江道 becomes 양강도, 禮成江
# 예성강: forms that no North Korean text has. translate() has no option
# that switches the law off.
# Versions: hanja 0.15.1.
# Instead: look names up by their hanja in a gazetteer, or try both the 용- and
# the 룡- forms (ㅇ/ㄹ, ㄴ/ㄹ at the start of each name).
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'hanja==0.15.1'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import hanja

print("hanja", version("hanja"))
expected = {
    "龍川": "용천",
    "平安北道 龍川": "평안북도 용천",
    "平安北道龍川": "평안북도룡천",
    "兩江道": "양강도",
}
for text, wanted in expected.items():
    got = hanja.translate(text, "substitution")
    print(text, "->", got)
    assert got == wanted, (text, got)
PYTHON
