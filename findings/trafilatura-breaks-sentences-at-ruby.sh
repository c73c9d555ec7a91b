#!/usr/bin/env bash
# trafilatura breaks a Japanese sentence at each name that has its reading above
# it.
#
# One would guess: the reading in <ruby> (Japanese pages give one for Korean
# names: 新義州 with シニジュ) is dropped, or stands behind the name.
# What happens: on a short page name, reading and the rest of the sentence become
# lines of their own, and the brackets of <rp> too; what reads lines as
# paragraphs sees 市の住民が... without its town. On a longer page the reading is
# joined on (新義州シニジュ). With favor_precision=True names stay in place and
# readings go.
# Versions: trafilatura 2.3.1, lxml 6.1.3 (lxml_html_clean is pinned since older
# pips do not bring it in).
# Instead: take out <rt> and <rp> before extraction (the parsed tree may be
# passed in), and keep name and reading as a pair if it is of use.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'trafilatura==2.3.1' \
  'lxml==6.1.3' \
  'lxml_html_clean==0.4.6'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import trafilatura
from lxml import etree, html

print("trafilatura", version("trafilatura"), "lxml", version("lxml"))
PAGE = (
    "<html lang='ja'><head><title>川</title></head><body><article>"
    "<p>大雨で川の水があふれ、<ruby>新義州<rt>シニジュ</rt></ruby>市の住民が高い所へ移った"
    "と伝えられた。橋の直しには数週間かかる見込みである。</p>"
    "<p><ruby>平壌<rp>（</rp><rt>ピョンヤン</rt><rp>）</rp></ruby>から来た人が道を直したと"
    "いう話もある。川は今も茶色く濁っている。</p></article></body></html>"
)
plain = trafilatura.extract(PAGE).split("\n")
print(*plain, sep="\n")
assert plain[:3] == ["大雨で川の水があふれ、", "新義州", "シニジュ"]
assert "（" in plain

print("-- favor_precision")
precise = trafilatura.extract(PAGE, favor_precision=True).split("\n")
print(*precise, sep="\n")
assert precise[0].startswith("大雨で川の水があふれ、新義州市の住民が")

print("-- without rt and rp")
tree = html.fromstring(PAGE)
etree.strip_elements(tree, "rt", "rp", with_tail=False)
etree.strip_tags(tree, "ruby")
clean = trafilatura.extract(tree).split("\n")
print(*clean, sep="\n")
assert clean[0].startswith("大雨で川の水があふれ、新義州市の住民が")
PYTHON
