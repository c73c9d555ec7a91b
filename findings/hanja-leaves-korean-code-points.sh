#!/usr/bin/env bash
# The hanja package leaves characters of Korean texts as they are if they have
# code points of their own.
#
# One would guess: translate() turns 樂浪 (Rangnang) and 金剛山 (Mount Kumgang)
# into Hangul however they are encoded; Korean texts are what it is made for.
# What happens: the Korean standard holds a character with several readings once
# for each reading, and text from EUC-KR/CP949 keeps the extra ones as U+F900 to
# U+FA0B. They look the same, but are not in the package's table: "樂랑",
# "金강산". NFC makes them the ordinary characters and the result is whole; but
# NFC also takes away which reading the writer chose (樂 is 낙, 락, 악 or 요).
# Versions: hanja 0.15.1.
# Instead: normalise to NFC before translate(), and keep the original text if
# the reading matters.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'hanja==0.15.1'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import unicodedata
from importlib.metadata import version

import hanja

print("hanja", version("hanja"))
expected = {
    bytes.fromhex("d1e2d5c8").decode("cp949"): ("樂랑", "낙랑"),
    bytes.fromhex("d0ddcba7dfa3").decode("cp949"): ("金강산", "금강산"),
}
for text, (plain, composed) in expected.items():
    got = hanja.translate(text, "substitution")
    nfc = hanja.translate(unicodedata.normalize("NFC", text), "substitution")
    print(text, ascii(text), "->", ascii(got), got, "after NFC:", nfc)
    assert unicodedata.normalize("NFC", got) == plain and ord(got[0]) == ord(text[0])
    assert nfc == composed
PYTHON
