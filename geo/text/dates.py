"""Days, months and years in a sentence, resolved against the article's own date.

A date without year is the latest one up to the article's day, or up to a month ahead where the words before it
speak of the future; a weekday is the latest one up to and including the article's day. Without an article date
neither can be told, and the answer says so instead of guessing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

__all__ = ["NAMED_DAYS", "DateFound", "find_dates"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = """
    january february march april may june july august september october november december
""".split()
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KOREAN_WEEKDAYS = "월화수목금토일"

#: Days that reports name instead of dating, as month and day.
NAMED_DAYS = {
    "Day of the Sun": (4, 15),
    "Day of the Shining Star": (2, 16),
    "day of Korea's liberation": (8, 15),
    "Liberation Day": (8, 15),
    "liberation of Korea": (8, 15),
    "Youth Day": (8, 28),
    "national day": (9, 9),
    "National Day": (9, 9),
    "founding anniversary of the DPRK": (9, 9),
    "birthday of the DPRK": (9, 9),
    "founding anniversary of the Workers' Party of Korea": (10, 10),
    "founding anniversary of the WPK": (10, 10),
    "Party Foundation Day": (10, 10),
    "founding anniversary of the Korean People's Army": (2, 8),
    "Army Day": (2, 8),
    "Victory Day": (7, 27),
    "New Year's Day": (1, 1),
    "태양절": (4, 15),
    "광명성절": (2, 16),
    "당창건": (10, 10),
    "국경절": (9, 9),
}

_MONTH = (
    r"(?P<{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:Juche \d\d\d? ?\()?(?P<{0}>(?:19|20)\d\d)\)?"
# A date begins with one of these letters or digits, so the pattern is tried nowhere else.
_ANCHOR = re.compile(
    r"(?<![A-Za-z0-9])(?=[0-9JFMASONDWT어오전그이같당주월화수목금토일昨今前当])"
    r"(?:[0-9]|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|[^A-Z])"
)
_DATE = re.compile(
    "|".join(
        (
            r"(?P<iso>(?P<iy>(?:19|20)\d\d)[-./](?P<im>\d{1,2})[-./](?P<id>\d{1,2})(?!\d))",
            r"(?P<md>"
            + _MONTH.format("m1")
            + r" (?P<d1>\d{1,2})(?:st|nd|rd|th)?\b(?!,\d{3}| \d{3}\b|:)(?:,? "
            + _YEAR.format("y1")
            + r")?)",
            r"(?P<dm>(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?:(?: to | and |-|–)\d{1,2}(?:st|nd|rd|th)?)?(?: of)? "
            + _MONTH.format("m2")
            + r"(?:,? "
            + _YEAR.format("y2")
            + r")?(?![a-z]))",
            r"(?P<my>" + _MONTH.format("m3") + r",? (?:of )?" + _YEAR.format("y3") + r")",
            r"(?P<mo>" + _MONTH.format("m4") + r"(?![a-z]| \d))",
            r"(?P<wd>(?P<w>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)",
            r"(?P<ago>(?P<n>\d{1,2}) days (?P<way>ago|earlier|before|later|after)\b)",
            (
                r"(?P<kymd>(?:주체\s?\d{2,3}\s?\()?(?P<ky>(?:19|20)\d\d)\)?\s?[년年]\s?"
                r"(?P<km>\d{1,2})\s?[월月]\s?(?P<kd>\d{1,2})\s?[일日])"
            ),
            r"(?P<kmd>(?P<km2>\d{1,2})\s?[월月]\s?(?P<kd2>\d{1,2})\s?[일日](?!\s?[발电電發发]))",
            r"(?P<kym>(?P<ky3>(?:19|20)\d\d)\)?\s?[년年]\s?(?P<km3>\d{1,2})\s?[월月])",
            r"(?P<kdd>(?P<kd4>\d{1,2})[일日](?!\s?(?:간|째|동안|군|꾼|당|발|电|電)))",
            r"(?P<krel>어제|오늘|전날|그제|이튿날|같은 날|이날|당일|当天|昨天|昨日|今天|今日|前天)",
            r"(?P<kwd>(?P<kw>[월화수목금토일])요일)",
            r"(?P<yr>(?P<y5>(?:19|20)\d\d)\b(?! ?(?:km|tons|meters|metres)))",
        )
    )
)
# What begins in lower case is tried only where a sentence has one of the words that all of these have.
_WORDED = re.compile(
    r"(?P<rel>\b(?:[Yy]esterday|[Tt]oday|[Tt]hat day|[Tt]he (?:previous|same|next|following) day"
    r"|[Tt]he day before(?! the))"
    r"\b)|(?P<ago>\b(?P<n>(?i:two|three|four|five|six|seven|ten|a|one)) days? (?P<way>ago|earlier"
    r"|before|later|after)\b)|(?P<named>"
    + "|".join(re.escape(day).replace("'", "['’]") for day in sorted(NAMED_DAYS, key=len, reverse=True))
    + ")"
)
_MARKS = ("day", "Day", "anniversary", "liberation", "절", "창건")
_MONTH_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Ll]ast|[Dd]uring|[Tt]his|[Ee]arly|[Ll]ate|[Oo]f|mid-|[Ss]ince)(?: early| late| mid-)? ?$"
)
# "On the Day of the Sun" is a day; "on the occasion of", "celebrating" it may be days before.
_ON_DAY = re.compile(
    r"\b[Oo]n (?:the )?(?:\w+ )?(?:day of )?(?:the )?$|[가-힣一-鿿][ ]?$|(?:^|[\n(,]\s*)(?:the )?$"
)
_YEAR_BEFORE = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Oo]f)(?: early| late)? $")
_MONTH_SAID = re.compile(r"\d\s?[월月]\s?$")
_AND_DAY = re.compile(r"[일日](?:과|와|부터|,|、|~|-|和|至|到)?\s*$")
_NAMED_FOR = re.compile(r" [A-Z][a-z]+")
_FUTURE = re.compile(
    r"\b(?:will|would|shall|to be|to open|to hold|to take place|scheduled|slated|planned|plans?|due|until|by|set for|"
    r"set to|expected|upcoming|예정|까지)\b"
)
_AHEAD = 30
"""Days that a date may lie ahead of its article where the words before it speak of the future."""
_LAST_BEFORE = re.compile(r"\b[Ll]ast $")
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_OF_YEAR = re.compile(r",? (?P<which>last|this|the same) year\b")


class DateFound(NamedTuple):
    """A date expression, what it resolves to, how precisely, and the rule or the reason why not."""

    start: int
    end: int
    date: date | None
    precision: str | None
    rule: str


def find_dates(
    text: str, base: date | None, start: int = 0, end: int | None = None, before: date | None = None
) -> Iterator[DateFound]:
    """Date expressions of a stretch of text, in order.

    Parameters
    ----------
    text : str
    base : datetime.date or None
        The article's date.
    start, end : int
        The stretch; offsets count code points.
    before : datetime.date, optional
        The day told of before the stretch, which "the next day" counts from.

    Examples
    --------
    >>> [d.date.isoformat() for d in find_dates("on Tuesday and on February 28th", date(2024, 11, 20))]
    ['2024-11-19', '2024-02-28']
    >>> next(find_dates("on Tuesday", None)).rule
    'no article date to count the weekday from'
    """
    stop = len(text) if end is None else end
    for match in sorted(_matches(text, start, stop), key=re.Match.start):
        ahead = _AHEAD if _FUTURE.search(text, max(0, match.start() - 60), match.start()) else 1
        day, precision, rule = _resolve(match, base, before, ahead)
        before = day or before
        yield DateFound(match.start(), match.end(), day, precision, rule)


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Date expressions of a stretch, not yet in order, none inside another."""
    past = start
    for anchor in _ANCHOR.finditer(text, start, end):
        if anchor.start() < past:
            continue
        match = _DATE.match(text, anchor.start(), end)
        if match and _backed(text, match):
            past = match.end()
            yield match
    if any(text.find(mark, start, end) >= 0 for mark in _MARKS):
        for match in _WORDED.finditer(text, start, end):
            if not match["named"] or _ON_DAY.search(text, max(0, match.start() - 24), match.start()):
                yield match


def _backed(text: str, match: re.Match[str]) -> bool:
    """Whether the word before lets a lone month or year be a date ("in October", not "May God")."""
    lead = text[max(0, match.start() - 14) : match.start()]
    kind = match.lastgroup
    if kind in ("mo", "my") and text.startswith(" alone", match.end()):
        return False  # "in October alone" counts what happened over a month
    if kind == "mo":
        return _MONTH_BEFORE.search(lead) is not None
    if kind == "yr":
        return _YEAR_BEFORE.search(lead) is not None
    if kind == "kdd":
        return not _MONTH_SAID.search(lead) and not lead.endswith(("년", "제"))
    # "the February 8 Vinalon Complex" is a name.
    return not (kind == "md" and lead.endswith(("the ", "The ")) and _NAMED_FOR.match(text, match.end()))


def _resolve(
    m: re.Match[str], base: date | None, before: date | None, ahead: int
) -> tuple[date | None, str | None, str]:
    kind = m.lastgroup  # the outermost: which alternative matched
    if m.re is _WORDED:
        if kind == "named":
            month, day = NAMED_DAYS[m["named"].replace("’", "'")]
            return _month_day(month, day, None, base, ahead, "named-day")
        return _relative(m.groupdict(), base, before)
    if kind == "iso":
        return _whole(int(m["iy"]), int(m["im"]), int(m["id"]))
    if kind == "md":
        year = m["y1"] or _year_after(m, base)
        return _month_day(_month(m["m1"]), int(m["d1"]), year, base, ahead)
    if kind == "dm":
        year = m["y2"] or _year_after(m, base)
        return _month_day(_month(m["m2"]), int(m["d2"]), year, base, ahead)
    if kind == "my":
        return date(int(m["y3"]), _month(m["m3"]), 1), "month", "month-named"
    if kind == "mo":
        if base is None:
            return None, None, "no article date to take the year from"
        month = _month(m["m4"])
        return date(base.year - (month > base.month), month, 1), "month", "month-of-article-year"
    if kind == "wd":
        return _weekday(
            _WEEKDAYS.index(m["w"].casefold()),
            base,
            bool(_LAST_BEFORE.search(m.string[max(0, m.start() - 6) : m.start()])),
        )
    if kind == "kwd":
        return _weekday(_KOREAN_WEEKDAYS.index(m["kw"]), base, False)
    if kind in ("ago", "krel"):
        return _relative(m.groupdict(), base, before)
    if kind == "yr":
        return date(int(m["y5"]), 1, 1), "year", "year-named"
    if kind == "kymd":
        return _whole(int(m["ky"]), int(m["km"]), int(m["kd"]))
    if kind == "kmd":
        return _month_day(int(m["km2"]), int(m["kd2"]), None, base, ahead)
    if kind == "kym":
        month = int(m["km3"])
        return (
            (date(int(m["ky3"]), month, 1), "month", "month-named")
            if 0 < month < 13
            else (None, None, f"no such month: {month}")
        )
    day = int(m["kd4"])
    if before and day >= before.day and _AND_DAY.search(m.string, max(0, m.start() - 6), m.start()):
        return _whole(before.year, before.month, day)  # "8월 8일과 9일"
    last_month = m.string[max(0, m.start() - 4) : m.start()].strip().endswith("지난달")
    return _day_of_month(day, base.replace(day=1) - timedelta(days=1) if base and last_month else base)


def _year_after(m: re.Match[str], base: date | None) -> str | None:
    """The year that "last year" or "this year" after a day means."""
    said = _OF_YEAR.match(m.string, m.end())
    if not said or base is None or said["which"] == "the same":
        return None
    return str(base.year - (said["which"] == "last"))


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].casefold()) + 1


def _whole(year: int, month: int, day: int) -> tuple[date | None, str | None, str]:
    try:
        return date(year, month, day), "day", "date-written-out"
    except ValueError:
        return None, None, f"no such day: {year}-{month:02d}-{day:02d}"


def _month_day(
    month: int, day: int, year: str | None, base: date | None, ahead: int, rule: str = "month-and-day"
) -> tuple[date | None, str | None, str]:
    if year:
        return _whole(int(year), month, day)
    if base is None:
        return None, None, "no article date to take the year from"
    for candidate in (base.year + 1, base.year, base.year - 1, base.year - 2, base.year - 3, base.year - 4):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue  # the 29th of February, or no day at all
        if (found - base).days <= ahead:
            return found, "day", rule
    return None, None, f"no such day: {month:02d}-{day:02d}"


def _weekday(weekday: int, base: date | None, last: bool) -> tuple[date | None, str | None, str]:
    if base is None:
        return None, None, "no article date to count the weekday from"
    back = (base.weekday() - weekday) % 7
    if last and back == 0:
        back = 7
    return base - timedelta(days=back), "day", "weekday"


def _day_of_month(day: int, base: date | None) -> tuple[date | None, str | None, str]:
    if base is None:
        return None, None, "no article date to take the month from"
    at = base
    for _ in range(3):
        try:
            found = at.replace(day=day)
        except ValueError:
            found = None  # this month is shorter
        if found and found <= base:
            return found, "day", "day-of-month"
        at = at.replace(day=1) - timedelta(days=1)
    return None, None, f"no such day: {day}"


def _relative(
    group: dict[str, str | Any], base: date | None, before: date | None
) -> tuple[date | None, str | None, str]:
    word = (group.get("rel") or group.get("krel") or "").casefold()
    if word in ("이날", "当天", "당일", "이날은"):
        return (before or base, "day", "same-day") if before or base else (None, None, "no day before it")
    if word in ("the same day", "that day", "같은 날"):
        return (before, "day", "same-day") if before else (None, None, "no day before it to be the same as")
    if word in ("the next day", "the following day", "이튿날"):
        return (before + timedelta(days=1), "day", "next-day") if before else (None, None, "no day before it")
    if word in ("the previous day", "the day before") and before:
        return before - timedelta(days=1), "day", "day-before"
    if base is None:
        return None, None, "no article date to count from"
    if group["ago"]:
        count = group["n"] or "0"
        span = timedelta(days=_NUMBERS.get(count.casefold()) or int(count))
        if group["way"] == "ago":
            return base - span, "day", "days-ago"
        if group["way"] == "later":
            return (before + span, "day", "days-later") if before else (None, None, "no day before it")
        # "two days earlier", and what happened "six days after" it: both lie before the day just told of.
        return (before or base) - span, "day", "days-before"
    days = {"today": 0, "오늘": 0, "今天": 0, "今日": 0, "그제": 2, "前天": 2}.get(word, 1)
    return base - timedelta(days=days), "day", "relative-day"
