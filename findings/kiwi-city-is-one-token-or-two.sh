#!/usr/bin/env bash
# Kiwi makes a North Korean city one token or several, by the words around it.
#
# One would guess: 혜산시 (Hyesan city) is split in the same way wherever it stands,
# so a list of tokens can be compared with a gazetteer.
# What happens: the South Korean spelling of the province before it is enough to
# change the city: 량강도 혜산시 ends in one proper noun, 양강도 혜산시 in 혜산
# and the common noun 시. 문덕군 is one name after its province and three tokens
# alone. 단천시 before a mine's name is even "that", "thousand", "o'clock".
# Versions: kiwipiepy 0.24.1 with kiwipiepy_model 0.24.0.
# Instead: find names in the running text first, or make each a user word (see
# kiwi-user-word-after-first-call.sh for when that works).
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'kiwipiepy==0.24.1' \
  'kiwipiepy_model==0.24.0' \
  'numpy==2.4.6'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from kiwipiepy import Kiwi

print("kiwipiepy", version("kiwipiepy"), "model", version("kiwipiepy_model"))
kiwi = Kiwi()
expected = {
    "량강도 혜산시": "량강도/NNP 혜산시/NNP",
    "양강도 혜산시": "양강도/NNP 혜산/NNP 시/NNG",
    "평안남도 문덕군에서": "평안남도/NNP 문덕군/NNP 에서/JKB",
    "문덕군": "문/NNG 덕/NNG 군/NNB",
    "단천시 검덕": "단/MM 천/NR 시/NNB 검/NNG 덕/NNG",
}
for text, wanted in expected.items():
    got = " ".join(f"{token.form}/{token.tag}" for token in kiwi.tokenize(text))
    print(text, "->", got)
    assert got == wanted, (text, got)
PYTHON
