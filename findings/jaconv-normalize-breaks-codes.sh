#!/usr/bin/env bash
# jaconv.normalize puts the kana length mark into codes, dates and ranges.
#
# One would guess: normalize() turns full-width ＫＰ－０２ into KP-02, as the
# Unicode form NFKC, which it starts from, does.
# What happens: the full-width hyphen and the wave dash become ー, the sign that
# makes a kana vowel long, even between digits and Latin letters: "KPー02",
# "2024ー11ー08", and the range 8〜9日 becomes 8ー9日. Neither a code pattern nor
# a date or range pattern matches these any more, though they look right.
# Versions: jaconv 0.5.0.
# Instead: use unicodedata.normalize("NFKC", text) for mixed text and jaconv for
# words of kana only.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'jaconv==0.5.0'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import unicodedata
from importlib.metadata import version

import jaconv

print("jaconv", version("jaconv"))
expected = {
    "ＫＰ－０２": ("KPー02", "KP-02"),
    "２０２４－１１－０８": ("2024ー11ー08", "2024-11-08"),
    "８〜９日": ("8ー9日", "8〜9日"),
    "平壌－新義州": ("平壌ー新義州", "平壌-新義州"),
}
for text, (wanted, nfkc) in expected.items():
    got = jaconv.normalize(text)
    print(f"{text} -> {got} (NFKC: {unicodedata.normalize('NFKC', text)})")
    assert got == wanted and unicodedata.normalize("NFKC", text) == nfkc
PYTHON
