"""Korean date formats of the North (주체113(2024)년) and of the South."""

from __future__ import annotations

import re

from geo.text.date_resolution import (
    Counted,
    Resolved,
    Written,
    days_back,
    end_of_last_month,
    following_day,
    further_day,
    month_alone,
    read_date,
    read_month,
    read_month_day,
    read_year,
    relative_month,
    same_day,
    weekday,
    weekday_in_week,
)
from geo.text.dates import DateForm, Dates

__all__ = ["DATES"]

_WEEKDAYS = "월화수목금토일"
_SINCE = r"만(?:에|의|이|인|이다|입니다)?(?![가-힣])"
_FIGURES_BEFORE = re.compile(r"(?:[(~∼〜,·]\s?|[□■△▲o*-]\s|^|\n|[)\]]\s?)$")
_FIGURES_AFTER = re.compile(r"\s?[),~∼〜·]")
_UNIT_AFTER = re.compile(
    r"\.?(?:\s?[%％‰°㎞㎜㎡:]|\s?[a-zA-Z]{1,2}\b|\s?\d|배|만|억|천|여|명|년|개|차|톤|점|급|도\b|평|정보)"
)
_MONTH_SAID = re.compile(r"\d\s?월\s?$")
_WEEK_BEFORE = re.compile(r"(?:(?P<last>지난\s?주|저번\s?주|전주)|다음\s?주|내주)\s?$")
_LAST_MONTH_BEFORE = re.compile(r"(?:지난\s?달|전달|전월)\s?$")
_AND_DAY = re.compile(r"일(?:\s?(?:오전|오후|새벽|아침|저녁|밤|낮))?(?:과|와|부터|,|、|~|-)?\s*$")


def _day(written: Written, counted: Counted) -> Resolved:
    base, last_month = counted.base, _LAST_MONTH_BEFORE.search(written.lead(6)) is not None
    end = end_of_last_month(base) if base and last_month else base
    return further_day(written, counted, _AND_DAY, end)


def _is_day(written: Written) -> bool:
    lead = written.lead(14)
    return not _MONTH_SAID.search(lead) and not lead.endswith(("년", "제", "박 ", "박"))


def _is_day_in_figures(written: Written) -> bool:
    """Whether two figures with a stop are a month and a day ("준공식(2.3.)", "△2.28. 성천군") and no number."""
    if written.text[written.end - 1] == ".":
        return True
    if written.text[written.end - 1] == "일":
        return written.lead(1) in tuple("△▲(~·,")  # and not "the 3.17일 Power Station"
    if "가" <= written.text[written.end : written.end + 1] <= "힣":
        return False  # "2.8직동청년탄광"
    return not _UNIT_AFTER.match(written.text, written.end) and (
        _FIGURES_BEFORE.search(written.lead(3)) is not None
        or _FIGURES_AFTER.match(written.text, written.end) is not None
    )


def _month_alone(written: Written, counted: Counted) -> Resolved:
    return month_alone(int(written["month"]), counted)


def _relative(written: Written, counted: Counted) -> Resolved:
    word = written["word"]
    if word in ("이날", "당일"):
        return same_day(counted.before or counted.base)
    if word == "같은 날":
        return same_day(counted.before, "no day before it to be the same as")
    if word == "이튿날":
        return following_day(counted.before)
    return days_back({"오늘": 0, "그제": 2}.get(word, 1), counted.base)


def _is_weekday(written: Written) -> bool:
    """Whether a weekday is not beside its own date, which tells the day."""
    return not written.lead(3).rstrip("( ").endswith("일")


def _weekday(written: Written, counted: Counted) -> Resolved:
    number = _WEEKDAYS.index(written["day"])
    week = _WEEK_BEFORE.search(written.lead(6))
    if week:
        return weekday_in_week(number, counted.base, -1 if week["last"] else 1)
    return weekday(number, counted.base)


def _relative_month(written: Written, counted: Counted) -> Resolved:
    return relative_month(0 if written["this"] else 1, counted.base)


DATES = Dates(
    forms=(
        DateForm(
            r"(?:주체\s?\d{2,3}\s?\()?(?P<year>(?:19|20)\d\d)\)?\s?년\s?(?P<month>\d{1,2})\s?월\s?(?P<day>\d{1,2})\s?일",
            read_date,
        ),
        DateForm(r"(?P<month>\d{1,2})\s?월\s?(?P<day>\d{1,2})\s?일(?!\s?발)", read_month_day),
        DateForm(r"(?P<year>(?:19|20)\d\d)\)?\s?년\s?(?P<month>\d{1,2})\s?월", read_month),
        DateForm(
            r"(?P<month>1[0-2]|0?[1-9])\. ?(?P<day>3[01]|[12]\d|0?[1-9])"
            r"(?:\.|일(?![가-힣])|일(?=에|부터|까지)|(?![.\d]))",
            read_month_day,
            _is_day_in_figures,
        ),
        # "8일 만에", "23일간": a number of days and no day of the month.
        DateForm(
            rf"(?P<day>\d{{1,2}})일(?!\s?(?:간|째|차|동안|군|꾼|당|발|여|정도|가량|이내|전투|{_SINCE}))",
            _day,
            _is_day,
        ),
        DateForm(r"(?P<month>1[0-2]|0?[1-9])\s?월(?!\s?\d|[가-힣])", _month_alone, last=True),
        DateForm(r"(?P<year>(?:19|20)\d\d)\s?년(?!\s?\d|[대도간])", read_year, last=True),
        DateForm(r"(?P<word>어제|오늘|전날|그제|이튿날|같은 날|이날|당일)", _relative),
        # Not "compared with last month", "until this month", nor "the 28th of last month".
        DateForm(
            r"(?:지난\s?달|전달|전월|(?P<this>이달|이번\s?달))(?=\s|에|의|[초중말]|[상하]순)"
            r"(?!\s?(?:들어|\d|대비|까지|부터|보다))",
            _relative_month,
        ),
        DateForm(rf"(?P<day>[{_WEEKDAYS}])요일", _weekday, _is_weekday),
    ),
    starts=(*"어오전그이같당주", "지난", *_WEEKDAYS),
    marks=("절", "창건"),
    named_days={"태양절": (4, 15), "광명성절": (2, 16), "당창건": (10, 10), "국경절": (9, 9)},
    on_day=r"[가-힣一-鿿][ ]?$",
    future=r"\b(?:예정|까지)\b",
)
