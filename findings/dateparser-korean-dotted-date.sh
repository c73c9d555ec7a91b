#!/usr/bin/env bash
# dateparser: naming the language repairs one Korean dotted date and breaks the
# other.
#
# One would guess: languages=["ko"] makes dates as Korean pages write them safer
# to read than no language does.
# What happens: "11.8" (8 November) is right without a language and becomes
# August 2011 with "ko"; "24.7.29" (29 July 2024) is right with "ko" and becomes
# 24 July 2029 without. Neither setting is right for both.
# Versions: dateparser 1.5.0.
# Instead: match the dotted forms with a pattern of your own and hand over only
# complete dates.
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
settings = {"RELATIVE_BASE": dt.datetime(2024, 11, 15, 12, 0)}
got = {}
for text in ("11.8", "24.7.29"):
    for languages in (None, ["ko"]):
        found = dateparser.parse(text, languages=languages, settings=settings)
        got[text, languages is not None] = found.date()
        print(f"{text!r} languages={languages} -> {found:%Y-%m-%d}")

assert got["11.8", False] == dt.date(2024, 11, 8)
assert (got["11.8", True].year, got["11.8", True].month) == (2011, 8)
assert got["24.7.29", True] == dt.date(2024, 7, 29)
assert got["24.7.29", False] == dt.date(2029, 7, 24)
PYTHON
