"""Which of the dates in a sentence is the day of what it tells."""

from __future__ import annotations

import re
from datetime import date

from geo.text.dates import DateFound, find_dates
from geo.text.spans import Hit

__all__ = ["EACH", "dates_of", "nearest"]

_SAID_BEFORE = re.compile(
    r"\b(?:reported|reports|said|says|announced|told [A-Z]\w*(?: [A-Z]\w*)*|according to [^,.]{0,30}"
    r"|revealed|confirmed)"
    r"(?: on| late on)? $"
    r"|\b(?:[Ii]mag(?:es?|ery)|[Pp]hotos?|[Pp]ictures?)\b[^.;]{0,50}(?:of|from|on|dated|acquired"
    r"|taken|collected)(?: on)? $"
    r"|\btold (?:[\w'’]+ ){1,4}(?:on|late on)? ?$|\bstate media reported on $"
    r"|(?:매체|통신|신문|소식통|당국자|관계자|방송|무역업자|합참|보도)(?:은|는|이|가)\s?(?:지난\s?"
    r"|어제\s?\(?)?$|(?:据[^，,]{2,10}|新闻》)$"
)
_FIRST_SINCE = re.compile(r"\b(?:first|not|no|never|nothing)\b[^.;]{0,100}\bsince (?:early |late |mid-)?$")
_DIGITS = frozenset("0123456789")
_DATED = "day onth year Jan Feb Mar Apr May June July Aug Sep Oct Nov Dec Liberation".split()
_STRETCH = 7
EACH = re.compile(r"\brespectively\b|각각|分别")
"""Says that each place of a list has its own day of a list."""
_TO = re.compile(r"(?: and | to |-|–|, |과 |와 |부터 |~|、|和|至)(?:on )?")
_SAID_AFTER = re.compile(
    r"\s?나왔|\s?(?:자|조선중앙통신이|로동신문이|노동신문이)?\s?(?:보도|발표|전했|전하|밝혔)"
)


def dates_of(
    raw: str,
    base: date | None,
    start: int,
    end: int,
    sites: list[tuple[int, int]],
    before: date | None = None,
) -> list[DateFound]:
    """The dates that a sentence gives for what it tells, in order.

    Not those of the report itself, nor of what is still to come, nor inside a name ("April 25 Hostel"); of two
    that span a stretch of days ("on August 8 and 9") the first. ``before`` is the day last told of, from which
    "the next day" counts.
    """
    if _undated(raw[start:end]):
        return []
    found = [
        d
        for d in find_dates(raw, base, start, end, before)
        if not any(a <= d.start < b for a, b in sites) and not _only_since(raw, start, d)
    ]
    told = [d for d in found if not _of_the_report(raw, d) and not (base and d.date and d.date > base)]
    if found and not told:
        first = found[0]
        return [DateFound(first.start, first.end, None, None, "the sentence dates only its report")]
    kept: list[DateFound] = []
    for when in told:
        last = kept[-1] if kept else None
        if last and _one_stretch(raw, last, when) and not EACH.search(raw, start, end):
            kept[-1] = last._replace(end=when.end)
        else:
            kept.append(when)
    return kept


def _undated(sentence: str) -> bool:
    """Whether a quick look shows that an English sentence dates nothing."""
    if not sentence.isascii() or not _DIGITS.isdisjoint(sentence):
        return False
    return not any(word in sentence for word in _DATED)


def _only_since(raw: str, start: int, found: DateFound) -> bool:
    """Whether a date only says since when something had not been ("the first to be held there since October 2015")."""
    return _FIRST_SINCE.search(raw, max(start, found.start - 120), found.start) is not None


def _one_stretch(raw: str, first: DateFound, second: DateFound) -> bool:
    """Whether two dates are the ends of one stretch of days."""
    if not (first.date and second.date) or first.precision != "day" or second.precision != "day":
        return False
    return 0 <= (second.date - first.date).days <= _STRETCH and bool(
        _TO.fullmatch(raw, first.end, second.start)
    )


def nearest(whens: list[DateFound], cue: Hit) -> DateFound | None:
    """Of several dates the one that a cue goes with: a day before a month or year, the nearest among equals."""
    rank = {"day": 0, None: 2, "month": 3, "year": 4}
    return min(
        whens,
        key=lambda d: (rank[d.precision] + (d.rule == "named-day"), abs(d.start - cue.start)),
        default=None,
    )


def _of_the_report(raw: str, found: DateFound) -> bool:
    """Whether a date is that of the report ("..., state media said on Monday"), not of the happening."""
    return bool(
        _SAID_BEFORE.search(raw, max(0, found.start - 70), found.start) or _SAID_AFTER.match(raw, found.end)
    )
