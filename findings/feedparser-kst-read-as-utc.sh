#!/usr/bin/env bash
# feedparser reads the zone KST (and JST) of a feed's date as UTC.
#
# One would guess: *_parsed is in UTC for any zone, as documented, or is None
# where the zone is not known.
# What happens: zone names outside of the American ones are dropped, so
# "15:20:00 KST" becomes 15:20 UTC, nine hours late. An evening item moves to
# the next day's date when shown in Korea. "+0900" is right, and "GMT+9" gives
# None, so a feed that changes its notation changes its times.
# Versions: feedparser 6.0.14.
# Instead: replace KST/JST by +0900 in the raw "published" text and parse it
# again whenever the raw text ends in letters other than GMT, UT or Z.
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
    parsed = feedparser.parse(feed).entries[0].get("published_parsed")
    shown = time.strftime("%Y-%m-%d %H:%M UTC", parsed) if parsed else None
    print(f"{date} -> {shown}")
    return shown


day = "Fri, 08 Nov 2024 15:20:00 "
assert read(day + "+0900") == "2024-11-08 06:20 UTC"
assert read(day + "KST") == "2024-11-08 15:20 UTC"
assert read(day + "JST") == "2024-11-08 15:20 UTC"
assert read(day + "EST") == "2024-11-08 20:20 UTC"
assert read(day + "GMT+9") is None
PYTHON
