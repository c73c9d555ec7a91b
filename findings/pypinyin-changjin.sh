#!/usr/bin/env bash
# pypinyin reads 长 in Korean place names as zhang.
#
# One would guess: 长津 (Changjin, the reservoir known by its Chinese name Chang
# Jin Hu) comes out as chang jin, as 长城 comes out as chang cheng.
# What happens: a name that is not in the phrase table gets each character's
# first reading, and for 长 that is zhang: "zhang jin hu", "zhang bai" (长白,
# the county over the river from Hyesan). 长城 is right by the phrase table only.
# Versions: pypinyin 0.55.0.
# Instead: load the names with load_phrases_dict before converting, and never
# take the result for a key to join on.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'pypinyin==0.55.0'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from pypinyin import lazy_pinyin, load_phrases_dict

print("pypinyin", version("pypinyin"))
expected = {
    "长津湖": "zhang jin hu",
    "长白": "zhang bai",
    "长渊": "zhang yuan",
    "长城": "chang cheng",
}
for name, reading in expected.items():
    got = " ".join(lazy_pinyin(name))
    print(name, "->", got)
    assert got == reading, (name, got)
load_phrases_dict({"长津": [["cháng"], ["jīn"]]})
got = " ".join(lazy_pinyin("长津湖"))
print("with the name loaded ->", got)
assert got == "chang jin hu"
PYTHON
