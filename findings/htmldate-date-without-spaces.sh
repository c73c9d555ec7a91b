#!/usr/bin/env bash
# htmldate keeps only the year of a date written without spaces in Chinese,
# Japanese or Korean.
#
# One would guess: the finder, which reads "2024년 7월 29일", also reads the usual
# Japanese and Chinese "2024年7月29日", or else finds nothing.
# What happens: it answers 1 January of that year, as sure as any other answer.
# The same holds for Korean without spaces and for the North Korean way with the
# Juche year, 주체113(2024)년 7월 29일. A space in the date or a clock time behind
# it gives the right day.
# Versions: htmldate 1.11.0 (trafilatura takes its dates from it).
# Instead: treat an answer of 1 January as "year only", or read the date line
# with patterns for these scripts before asking htmldate.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'htmldate==1.11.0' \
  'lxml==6.1.3'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from htmldate import find_date

print("htmldate", version("htmldate"))
PAGE = (
    "<html><head><title>강물</title></head><body><div class='date'>{}</div>"
    "<p>강가의 마을에 비가 내렸고 물이 길까지 올라왔다.</p></body></html>"
)
expected = {
    "2024年7月29日": "2024-01-01",
    "2024年11月28日": "2024-01-01",
    "2024년7월29일": "2024-01-01",
    "주체113(2024)년 7월 29일": "2024-01-01",
    "2024년 7월 29일": "2024-07-29",
    "2024年 7月 29日": "2024-07-29",
    "2024年7月29日 10:12": "2024-07-29",
}
for text, answer in expected.items():
    found = find_date(PAGE.format(text), original_date=True)
    print(f"{text} -> {found}")
    assert found == answer, (text, found)
PYTHON
