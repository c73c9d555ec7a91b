"""Japanese date formats: 11月8日, 令和6年11月8日, 主体113（2024）年11月8日, 先月28日, 8日（金）, きのう."""

from __future__ import annotations

import re
from datetime import date

from geo.text.date_resolution import (
    Counted,
    Resolved,
    Written,
    days_back,
    following_day,
    further_day,
    month_day,
    relative_month,
    same_day,
    weekday,
    weekday_in_week,
    whole,
)
from geo.text.dates import DateForm, Dates

__all__ = ["DATES"]

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "主体": 1911, "チュチェ": 1911}
"""The year before year 1 of each era; the Juche era of the North begins in 1912."""
_WEEKDAYS = "月火水木金土日"
_YEAR = (
    r"(?:(?:(?:主体|チュチェ)\s?\d{2,3}\s?[（(])?(?P<year>[1１][9９]\d\d|[2２][0０]\d\d)[)）]?"
    rf"|(?P<era>{'|'.join(_ERAS)})\s?(?P<count>\d{{1,3}}|元))\s?年"
)
_MONTH = r"\s?(?P<month>\d{1,2})\s?月"
_NTH = r"\s?(?P<day>\d{1,2})(?:\s?[、・〜～－-]\s?\d{1,2})?\s?日"
_BACK = {"一昨年": 2, "おととし": 2, "昨年": 1, "去年": 1, "今年": 0, "本年": 0, "ことし": 0, "来年": -1}
_YEARS = rf"(?P<which>{'|'.join(_BACK)})の?"
_MONTHS = {"先月": 1, "前月": 1, "今月": 0, "本月": 0, "来月": -1, "翌月": -1}
_WEEKS = {"先週": -1, "前週": -1, "来週": 1, "翌週": 1}
_DAYS = {
    "きのう": 1, "昨日": 1, "昨夜": 1, "昨晩": 1, "おととい": 2, "一昨日": 2, "きょう": 0, "今日": 0, "本日": 0,
    "けさ": 0, "今朝": 0, "今夜": 0, "今晩": 0, "あす": -1, "明日": -1, "あした": -1,
}  # fmt: skip
_HOLIDAYS = {
    "光明星節": (2, 16), "建軍節": (2, 8), "太陽節": (4, 15), "戦勝節": (7, 27), "祖国解放記念日": (8, 15),
    "共和国創建記念日": (9, 9), "建国記念日": (9, 9), "党創建記念日": (10, 10), "元日": (1, 1),
}  # fmt: skip
# 8日間, 8日目, 8日ぶり count days; 8日発 is the date of a dispatch.
_NO_DAY = r"(?!\s?(?:間|目|ぶり|程|余|以|後|前|発|あま|ほど))"
_MONTH_SAID = re.compile(r"\d\s?月\s?$")
_AND_DAY = re.compile(r"日(?:と|から|、|〜|～|－|-|及び|および)?\s*$")


def _year(written: Written) -> int:
    """The year of a date, from the year of the calendar or of an era."""
    if written["year"]:
        return int(written["year"])
    count = written["count"]
    return _ERAS[written["era"]] + (1 if count == "元" else int(count))


def _date(written: Written, _: Counted) -> Resolved:
    return whole(_year(written), int(written["month"]), int(written["day"]))


def _date_of_year(written: Written, counted: Counted) -> Resolved:
    if counted.base is None:
        return None, None, "no article date to take the year from"
    return whole(counted.base.year - _BACK[written["which"]], int(written["month"]), int(written["day"]))


def _same_year(written: Written, counted: Counted) -> Resolved:
    year = str(counted.before.year) if counted.before else ""
    return month_day(int(written["month"]), int(written["day"]), year, counted)


def _month_and_day(written: Written, counted: Counted) -> Resolved:
    return month_day(int(written["month"]), int(written["day"]), "", counted)


def _first_of(year: int, month: int) -> Resolved:
    if 0 < month < 13:
        return date(year, month, 1), "month", "month-named"
    return None, None, f"no such month: {month}"


def _month(written: Written, _: Counted) -> Resolved:
    return _first_of(_year(written), int(written["month"]))


def _month_of_year(written: Written, counted: Counted) -> Resolved:
    if counted.base is None:
        return None, None, "no article date to take the year from"
    return _first_of(counted.base.year - _BACK[written["which"]], int(written["month"]))


def _day_of_relative_month(written: Written, counted: Counted) -> Resolved:
    word, base = written["which"], counted.before if written["which"] == "同月" else counted.base
    month, _, why = relative_month(_MONTHS.get(word, 0), base)
    if month is None:
        return None, None, why
    return whole(month.year, month.month, int(written["day"]))


def _relative_month(written: Written, counted: Counted) -> Resolved:
    return relative_month(_MONTHS[written["which"]], counted.base)


def _only_month(written: Written, counted: Counted) -> Resolved:
    month, base = int(written["month"]), counted.base
    if base is None:
        return None, None, "no article date to take the year from"
    found, precision, rule = _first_of(base.year - (month > base.month), month)
    return found, precision, "month-of-article-year" if found else rule


def _only_year(written: Written, _: Counted) -> Resolved:
    return date(_year(written), 1, 1), "year", "year-named"


def _relative_year(written: Written, counted: Counted) -> Resolved:
    if counted.base is None:
        return None, None, "no article date to take the year from"
    return date(counted.base.year - _BACK[written["which"]], 1, 1), "year", "relative-year"


def _day(written: Written, counted: Counted) -> Resolved:
    return further_day(written, counted, _AND_DAY)


def _is_day(written: Written) -> bool:
    lead = written.lead(14)
    return not _MONTH_SAID.search(lead) and not lead.endswith(("年", "第", "・", "."))


def _relative(written: Written, counted: Counted) -> Resolved:
    return days_back(_DAYS[written["word"]], counted.base)


def _counted_from(written: Written, counted: Counted) -> Resolved:
    word = written["word"]
    if word in ("同日", "この日", "当日"):
        return same_day(counted.before or counted.base)
    if word in ("翌日", "翌朝"):
        return following_day(counted.before)
    return following_day(counted.before, -1, "day-before") if counted.before else days_back(1, counted.base)


def _ago(written: Written, counted: Counted) -> Resolved:
    return days_back(int(written["days"]), counted.base, "days-ago")


def _is_weekday(written: Written) -> bool:
    """Whether a weekday is not beside its own date (３日（日曜日）), which tells the day."""
    return not written.lead(3).rstrip(" (（").endswith("日")


def _weekday(written: Written, counted: Counted) -> Resolved:
    number = _WEEKDAYS.index(written["day"])
    if written["week"] in _WEEKS:
        return weekday_in_week(number, counted.base, _WEEKS[written["week"]])
    return weekday(number, counted.base)


def _holiday(written: Written, counted: Counted) -> Resolved:
    month, day = _HOLIDAYS[written["name"]]
    return month_day(month, day, "", counted, "named-day")


DATES = Dates(
    forms=(
        DateForm(rf"{_YEAR}{_MONTH}{_NTH}", _date),
        DateForm(rf"{_YEARS}{_MONTH}{_NTH}", _date_of_year),
        DateForm(rf"同年{_MONTH}{_NTH}", _same_year),
        DateForm(rf"(?P<month>\d{{1,2}})\s?月{_NTH}(?!\s?発)", _month_and_day),
        DateForm(rf"(?P<which>同月|{'|'.join(_MONTHS)})の?{_NTH}", _day_of_relative_month),
        DateForm(rf"{_YEAR}{_MONTH}", _month),
        DateForm(rf"{_YEARS}{_MONTH}", _month_of_year),
        DateForm(rf"(?P<which>{'|'.join(_MONTHS)})(?=[にのは、初中下上])", _relative_month),
        DateForm(r"(?P<month>\d{1,2})\s?月(?=[にの、初中下上末])", _only_month),
        DateForm(r"(?P<days>\d{1,2})日前", _ago),
        DateForm(rf"{_NTH}{_NO_DAY}", _day, _is_day),
        DateForm(rf"{_YEAR}(?=[にの、春夏秋冬末])", _only_year),
        DateForm(r"(?P<which>一昨年|おととし|昨年|去年)", _relative_year),
        # 今日の, 今日では mean "nowadays", not "today".
        DateForm(rf"(?!今日[のでま])(?P<word>{'|'.join(_DAYS)})", _relative),
        DateForm(r"(?P<word>同日|この日|当日|翌日|翌朝|前日)", _counted_from),
        DateForm(
            rf"(?:(?P<week>{'|'.join(_WEEKS)}|今週)の?)?(?P<day>[{_WEEKDAYS}])曜", _weekday, _is_weekday
        ),
        # に, の当日 mean "on that day"; に際して ("on the occasion of") may be days before it.
        DateForm(
            rf"(?P<name>{'|'.join(_HOLIDAYS)})(?:の?当日|(?=に(?!際|ちな|合わせ|向け|先立|あた|寄せ)|を迎えた))",
            _holiday,
        ),
    ),
    starts=(
        *"０１２３４５６７８９一お昨去今本こ来先前翌同きけあ明当",
        *"月火水木金土日",
        *"令平昭大主チ光建太戦祖共党元",
    ),
)
