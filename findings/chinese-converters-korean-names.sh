#!/usr/bin/env bash
# Three converters to traditional Chinese get North Korean names wrong, each in
# its own way.
#
# One would guess: a place name of simplified characters is brought to the
# traditional ones that the name has in Korea, or at least the converters agree.
# What happens: each falls for another character. OpenCC's s2t table writes
# 沙里院 (Sariwon) with 裏 "inside" instead of 里. zhconv does too and makes the
# 咸 of 咸镜北道 (North Hamgyong) into 鹹 "salty". HanziConv does both and writes
# 谷山 (Koksan) with 榖 "grain" and 松林 (Songnim) with 鬆 "loose", but gets 价川
# (Kaechon, 價川) right, which zhconv leaves alone.
# Versions: opencc-python-reimplemented 0.1.7, zhconv 1.4.3, hanziconv 0.3.2.
# Instead: fold both sides to simplified characters to compare names, and take
# traditional forms from a gazetteer.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'opencc-python-reimplemented==0.1.7' \
  'zhconv==1.4.3' \
  'hanziconv==0.3.2'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import zhconv
from hanziconv import HanziConv
from opencc import OpenCC

print(*(f"{p} {version(p)}" for p in ("opencc-python-reimplemented", "zhconv", "hanziconv")))
opencc = OpenCC("s2t")
expected = {  # simplified: name in Korea, OpenCC, zhconv, HanziConv
    "沙里院": ("沙里院", "沙裏院", "沙裏院", "沙裏院"),
    "咸镜北道": ("咸鏡北道", "咸鏡北道", "鹹鏡北道", "鹹鏡北道"),
    "谷山": ("谷山", "谷山", "谷山", "榖山"),
    "松林": ("松林", "松林", "松林", "鬆林"),
    "价川": ("價川", "價川", "价川", "價川"),
}
for name, (right, *wanted) in expected.items():
    got = [opencc.convert(name), zhconv.convert(name, "zh-hant"), HanziConv.toTraditional(name)]
    print(name, "in Korea", right, "OpenCC, zhconv, HanziConv:", *got)
    assert got == wanted, (name, got)
PYTHON
