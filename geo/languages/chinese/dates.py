"""Chinese date formats."""

from __future__ import annotations

import re

from geo.text.date_resolution import (
    Counted,
    Resolved,
    Written,
    days_back,
    further_day,
    read_date,
    read_month,
    read_month_day,
    same_day,
)
from geo.text.dates import DateForm, Dates

__all__ = ["DATES"]

_MONTH_SAID = re.compile(r"\d\s?月\s?$")
_AND_DAY = re.compile(r"日(?:,|、|~|-|和|至|到)?\s*$")


def _day(written: Written, counted: Counted) -> Resolved:
    return further_day(written, counted, _AND_DAY)


def _is_day(written: Written) -> bool:
    return not _MONTH_SAID.search(written.lead(14))


def _relative(written: Written, counted: Counted) -> Resolved:
    word = written["word"]
    if word == "当天":
        return same_day(counted.before or counted.base)
    return days_back({"今天": 0, "今日": 0, "前天": 2}.get(word, 1), counted.base)


DATES = Dates(
    forms=(
        DateForm(
            r"(?P<year>(?:19|20)\d\d)\)?\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日",
            read_date,
        ),
        DateForm(r"(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日(?!\s?[电電發发])", read_month_day),
        DateForm(r"(?P<year>(?:19|20)\d\d)\)?\s?年\s?(?P<month>\d{1,2})\s?月", read_month),
        DateForm(r"(?P<day>\d{1,2})日(?!\s?[电電])", _day, _is_day),
        DateForm(r"(?P<word>当天|昨天|昨日|今天|今日|前天)", _relative),
    ),
    starts=tuple("昨今前当"),
)
