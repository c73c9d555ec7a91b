#!/usr/bin/env bash
# korean-romanizer applies some sound changes of the Revised Romanization and
# leaves out those that most place names need.
#
# One would guess: a package that spells by the Revised Romanization, and by
# sound, writes 압록강 (the Yalu) amnokgang, 신라 silla, 왕십리 wangsimni, as the
# rules want for names.
# What happens: linking is done (같이 gati, 묵호 mukho), but ㄹ and ㄱ/ㅂ before
# ㄹ or ㄴ stay as spelled: aprokgang, sinra, wangsipri; 국내성 is
# guknaeseong.
# Neither a spelling by letters nor one by sound, so it meets no gazetteer.
# Versions: korean-romanizer 0.28.0.
# Instead: do the assimilations on the Hangul first (ㄱㄹ to ㅇㄴ, ㄴㄹ to ㄹㄹ,
# ㅂㄹ to ㅁㄴ, ㄱㄴ to ㅇㄴ), or take romanised names from a gazetteer.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'korean-romanizer==0.28.0'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from korean_romanizer.romanizer import Romanizer

print("korean-romanizer", version("korean-romanizer"))
expected = {  # as written by the package, by the Revised Romanization
    "압록강": ("aprokgang", "amnokgang"),
    "신라": ("sinra", "silla"),
    "왕십리": ("wangsipri", "wangsimni"),
    "국내성": ("guknaeseong", "gungnaeseong"),
    "같이": ("gati", "gachi"),
    "묵호": ("mukho", "mukho"),
}
for name, (wanted, rule) in expected.items():
    got = Romanizer(name).romanize()
    print(name, "->", got, "by the rules", rule)
    assert got == wanted, (name, got)
PYTHON
