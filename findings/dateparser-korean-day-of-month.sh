#!/usr/bin/env bash
# dateparser takes a Korean (or Japanese) day of the month as an age.
#
# One would guess: "8일", by which Korean news names the 8th of the month, is
# read as the 8th of the current month, or is refused.
# What happens: "8일" is read as "8 days ago", and "지난달 8일" (the 8th of last
# month) as "one month and 8 days ago". The Japanese "8日" goes the same way. No
# error or warning; only the month's name in front ("11월 8일") gives the 8th.
# Versions: dateparser 1.5.0.
# Instead: put the month and the year before a bare day yourself, from the
# article's own date, before any general date parser sees it.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'dateparser==1.5.0'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import datetime as dt
from importlib.metadata import version

import dateparser

print("dateparser", version("dateparser"))
base = dt.datetime(2024, 11, 15, 12, 0)


def read(text, language):
    found = dateparser.parse(text, languages=[language], settings={"RELATIVE_BASE": base})
    print(f"on {base:%Y-%m-%d}: {text!r} -> {found}")
    return found


assert read("8일", "ko").date() == dt.date(2024, 11, 7)  # 15 - 8, not the 8th
assert read("10일", "ko").date() == dt.date(2024, 11, 5)
assert read("지난달 8일", "ko").date() == dt.date(2024, 10, 7)
assert read("8日", "ja").date() == dt.date(2024, 11, 7)
assert read("11월 8일", "ko").date() == dt.date(2024, 11, 8)
PYTHON
