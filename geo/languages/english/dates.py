"""English date formats: "November 8, 2024", "8 November", "on Tuesday", "two days earlier"."""

from __future__ import annotations

import re
from datetime import date

from geo.text.date_resolution import (
    Counted,
    Resolved,
    Written,
    day_of_month,
    days_back,
    end_of_last_month,
    following_day,
    month_alone,
    month_day,
    read_year,
    relative_month,
    same_day,
    weekday,
    weekday_in_week,
)
from geo.text.dates import DateForm, Dates

__all__ = ["DATES"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_NAMED_DAYS = {
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
}
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:Juche \d\d\d? ?\()?(?P<year>(?:19|20)\d\d)\)?"
_MONTH_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Ll]ast|[Dd]uring|[Tt]his|[Ee]arly|[Ll]ate|[Oo]f|mid-|[Ss]ince)(?: early| late| mid-)? ?$"
)
_YEAR_BEFORE = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Oo]f)(?: early| late)? $")
_NAMED_FOR = re.compile(r" [A-Z][a-z]+")
_LAST_BEFORE = re.compile(r"\b[Ll]ast $")
_NEXT_BEFORE = re.compile(r"\b[Nn]ext $")
_DATE_AFTER = re.compile(
    rf",? \(?(?:the )?(?:{_MONTH} \d|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH.replace('month', 'month_after')})"
)
_DATE_BEFORE = re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?(?:, \d{4})?(?:, | ?\()$")
_OF_WEEK = re.compile(r",? (?:of )?(?P<which>last|next) week\b")
_WEEK_BEFORE = re.compile(r"\b(?P<which>[Ll]ast|[Nn]ext) week,? (?:on )?$")
_DAY_BEFORE = re.compile(r"\b(?:[Oo]n|of|[Ff]rom|[Bb]etween|[Tt]o|and|[Bb]y|[Ss]ince) the $")
_OF_LAST_MONTH = re.compile(r" (?:of )?last month\b")
_NO_ORDINAL_AFTER = re.compile(
    r"\s*$|\s?[.,;:)\n]| (?:and|or|in|at|of (?:this|last|the) month|last month|this month|that|when|while|as|by"
    r"|from|to|for|near|under|with|after|before|amid|during|but|who|which|because|via|on|along|around|outside|inside"
    r"|through|across|local time)\b"
)
"""What may follow a day of the month ("on the 4th in Anju"), and hardly follows "on the 4th floor"."""
_OF_YEAR = re.compile(r",? (?P<which>last|this|the same) year\b")


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].casefold()) + 1


def _day(written: Written, counted: Counted) -> Resolved:
    year = written["year"] or _year_after(written, counted.base)
    return month_day(_month(written["month"]), int(written["day"]), year, counted)


def _year_after(written: Written, base: date | None) -> str:
    """The year meant by "last year" or "this year" after a day; empty where neither follows."""
    words = _OF_YEAR.match(written.text, written.end)
    if not words or base is None or words["which"] == "the same":
        return ""
    return str(base.year - (words["which"] == "last"))


def _is_no_name(written: Written) -> bool:
    """Whether the date is not part of a name ("the February 8 Vinalon Complex")."""
    named = written.lead(14).endswith(("the ", "The ")) and _NAMED_FOR.match(written.text, written.end)
    return not named


def _month_of_year(written: Written, _: Counted) -> Resolved:
    return date(int(written["year"]), _month(written["month"]), 1), "month", "month-named"


def _is_no_count(written: Written) -> bool:
    """Whether the month is not a period of counting ("in October alone")."""
    return not written.text.startswith(" alone", written.end)


def _month_alone(written: Written, counted: Counted) -> Resolved:
    return month_alone(_month(written["month"]), counted)


def _is_month(written: Written) -> bool:
    """Whether the word is a month ("in October") and not another word ("May God")."""
    return _is_no_count(written) and _MONTH_BEFORE.search(written.lead(14)) is not None


def _is_weekday(written: Written) -> bool:
    """Whether a weekday is not beside its own date ("Sunday, March 3", "March 3 (Sunday)"), which tells the day."""
    return not _DATE_AFTER.match(written.text, written.end) and not _DATE_BEFORE.search(written.lead(14))


def _weekday(written: Written, counted: Counted) -> Resolved:
    number = _WEEKDAYS.index(written["day"].casefold())
    week = _OF_WEEK.match(written.text, written.end) or _WEEK_BEFORE.search(written.lead(14))
    if week:
        return weekday_in_week(number, counted.base, -1 if week["which"].casefold() == "last" else 1)
    if _NEXT_BEFORE.search(written.lead(6)):
        return weekday_in_week(number, counted.base, 1)
    return weekday(number, counted.base, last=_LAST_BEFORE.search(written.lead(6)) is not None)


def _is_day(written: Written) -> bool:
    """Whether an ordinal is a day of a month ("on the 4th") and counts nothing else."""
    return (
        _DAY_BEFORE.search(written.lead(12)) is not None
        and _NO_ORDINAL_AFTER.match(written.text, written.end) is not None
    )


def _day_alone(written: Written, counted: Counted) -> Resolved:
    base = counted.base
    if base and _OF_LAST_MONTH.match(written.text, written.end):
        base = end_of_last_month(base)
    return day_of_month(int(written["day"]), base)


def _last_month(_: Written, counted: Counted) -> Resolved:
    return relative_month(1, counted.base)


def _ago(written: Written, counted: Counted) -> Resolved:
    if counted.base is None:
        return None, None, "no article date to count from"
    days = _NUMBERS.get(written["count"].casefold()) or int(written["count"])
    if written["way"] == "ago":
        return days_back(days, counted.base, "days-ago")
    if written["way"] == "later":
        return following_day(counted.before, days, "days-later")
    # "two days earlier", "six days after the flood": both are before the date given last.
    return days_back(days, counted.before or counted.base, "days-before")


def _is_year(written: Written) -> bool:
    return _YEAR_BEFORE.search(written.lead(14)) is not None


def _relative(written: Written, counted: Counted) -> Resolved:
    word = written["word"].casefold()
    if word in ("the same day", "that day"):
        return same_day(counted.before, "no day before it to be the same as")
    if word in ("the next day", "the following day"):
        return following_day(counted.before)
    if word in ("the previous day", "the day before") and counted.before:
        return days_back(1, counted.before, "day-before")
    return days_back(0 if word == "today" else 1, counted.base)


DATES = Dates(
    forms=(
        DateForm(
            _MONTH + r" (?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!,\d{3}| \d{3}\b|:)(?:,? " + _YEAR + r")?",
            _day,
            _is_no_name,
        ),
        DateForm(
            r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:(?: to | and |-|–)\d{1,2}(?:st|nd|rd|th)?)?(?: of)? "
            + _MONTH
            + r"(?:,? "
            + _YEAR
            + r")?(?![a-z])",
            _day,
        ),
        DateForm(_MONTH + r",? (?:of )?" + _YEAR, _month_of_year, _is_no_count),
        DateForm(_MONTH + r"(?![a-z]| \d)", _month_alone, _is_month),
        DateForm(r"(?P<day>3[01]|[12]?\d)(?:st|nd|rd|th)\b", _day_alone, _is_day),
        DateForm(r"(?P<day>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b", _weekday, _is_weekday),
        DateForm(r"(?P<count>\d{1,2}) days (?P<way>ago|earlier|before|later|after)\b", _ago),
        DateForm(
            r"(?P<year>(?:19|20)\d\d)\b(?! ?(?:km|tons|meters|metres))", read_year, _is_year, last=True
        ),
    ),
    starts=tuple(
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun".split()
    ),
    worded=(
        DateForm(
            r"(?P<word>\b(?:[Yy]esterday|[Tt]oday|[Tt]hat day|[Tt]he (?:previous|same|next|following) day"
            r"|[Tt]he day before(?! the))\b)",
            _relative,
        ),
        DateForm(
            r"\b(?P<count>(?i:two|three|four|five|six|seven|ten|a|one)) days? "
            r"(?P<way>ago|earlier|before|later|after)\b",
            _ago,
        ),
        # Not "over the last month", a time that ends now, nor "than last month's", which is of another happening.
        DateForm(r"\b(?<!the )[Ll]ast month\b(?!['’])", _last_month),
    ),
    marks=("last month", "Last month", "esterday", "oday", " day", "Day", "birthday", "anniversary", "liberation"),
    named_days=_NAMED_DAYS,
    # "on the Day of the Sun" dates an event; "on the occasion of" or "celebrating" the day may be days before it.
    on_day=r"\b[Oo]n (?:the )?(?:\w+ )?(?:day of )?(?:the )?$|(?:^|[\n(,]\s*)(?:the )?$",
    future=(
        r"\b(?:will|would|shall|to be|to open|to hold|to take place|scheduled|slated|planned|plans?|due|until|by"
        r"|set for|set to|expected|upcoming)\b"
    ),
)  # fmt: skip
