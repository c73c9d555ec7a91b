#!/usr/bin/env bash
# feedparser turns a Korean written date into the first day of its month.
#
# One would guess: a pubDate such as "2024년 11월 08일 15:20" or "2024.11.08
# 15:20", as Korean sites put into their feeds, is read (feedparser has date
# handlers for Korean blogs) or gives None.
# What happens: year and month are kept, the day becomes 1 and the time 00:00,
# without the bozo flag. With dashes and 오후 (p.m.), the day is kept but the
# time is dropped, though a handler for just that form is on board.
# Versions: feedparser 6.0.14.
# Instead: register a handler of your own (registerDateHandler; the last one
# registered is asked first) for dates with 년/월/일, dots or 오전/오후.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  'feedparser==6.0.14'

cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import time
from importlib.metadata import version

import feedparser

print("feedparser", version("feedparser"))


def read(date):
    feed = (
        "<rss version='2.0'><channel><title>t</title><item><title>a</title>"
        f"<pubDate>{date}</pubDate></item></channel></rss>"
    )
    result = feedparser.parse(feed)
    shown = time.strftime("%Y-%m-%d %H:%M", result.entries[0].published_parsed)
    print(f"{date} -> {shown} (bozo: {bool(result.bozo)})")
    assert not result.bozo
    return shown


assert read("2024년 11월 08일 15:20") == "2024-11-01 00:00"
assert read("2024.11.08 15:20") == "2024-11-01 00:00"
assert read("2024-11-08 오후 3:20:00") == "2024-11-08 00:00"
assert read("2024-11-08 15:20:00") == "2024-11-08 15:20"
PYTHON
