"""Korean date formats of the North (주체113(2024)년) and of the South."""

from __future__ import annotations

import re
from datetime import timedelta

from geo.text.dates import (
    Counted,
    DateForm,
    Dates,
    Resolved,
    Written,
    day_of_month,
    days_back,
    following_day,
    read_date,
    read_month,
    read_month_day,
    same_day,
    weekday,
    whole,
)

__all__ = ["DATES"]

_WEEKDAYS = "월화수목금토일"
_MONTH_SAID = re.compile(r"\d\s?월\s?$")
_AND_DAY = re.compile(r"일(?:과|와|부터|,|、|~|-)?\s*$")


def _day(written: Written, counted: Counted) -> Resolved:
    base, before, day = counted.base, counted.before, int(written["day"])
    if before and day >= before.day and _AND_DAY.search(written.lead(6)):
        return whole(before.year, before.month, day)  # "8월 8일과 9일"
    last_month = written.lead(4).strip().endswith("지난달")
    return day_of_month(day, base.replace(day=1) - timedelta(days=1) if base and last_month else base)


def _is_day(written: Written) -> bool:
    lead = written.lead(14)
    return not _MONTH_SAID.search(lead) and not lead.endswith(("년", "제"))


def _relative(written: Written, counted: Counted) -> Resolved:
    word = written["word"]
    if word in ("이날", "당일"):
        return same_day(counted.before or counted.base)
    if word == "같은 날":
        return same_day(counted.before, "no day before it to be the same as")
    if word == "이튿날":
        return following_day(counted.before)
    return days_back({"오늘": 0, "그제": 2}.get(word, 1), counted.base)


def _weekday(written: Written, counted: Counted) -> Resolved:
    return weekday(_WEEKDAYS.index(written["day"]), counted.base)


DATES = Dates(
    forms=(
        DateForm(
            r"(?:주체\s?\d{2,3}\s?\()?(?P<year>(?:19|20)\d\d)\)?\s?년\s?(?P<month>\d{1,2})\s?월\s?(?P<day>\d{1,2})\s?일",
            read_date,
        ),
        DateForm(r"(?P<month>\d{1,2})\s?월\s?(?P<day>\d{1,2})\s?일(?!\s?발)", read_month_day),
        DateForm(r"(?P<year>(?:19|20)\d\d)\)?\s?년\s?(?P<month>\d{1,2})\s?월", read_month),
        DateForm(r"(?P<day>\d{1,2})일(?!\s?(?:간|째|동안|군|꾼|당|발))", _day, _is_day),
        DateForm(r"(?P<word>어제|오늘|전날|그제|이튿날|같은 날|이날|당일)", _relative),
        DateForm(rf"(?P<day>[{_WEEKDAYS}])요일", _weekday),
    ),
    starts=tuple("어오전그이같당주" + _WEEKDAYS),
    marks=("절", "창건"),
    named_days={"태양절": (4, 15), "광명성절": (2, 16), "당창건": (10, 10), "국경절": (9, 9)},
    on_day=r"[가-힣一-鿿][ ]?$",
    future=r"\b(?:예정|까지)\b",
)
