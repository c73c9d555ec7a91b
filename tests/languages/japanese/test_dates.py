"""Days in Japanese text."""

from __future__ import annotations

from datetime import date

import pytest

from geo.languages.japanese.dates import DATES
from geo.text.dates import DateReader

BASE = date(2024, 11, 20)  # a Wednesday


def days(text: str, base: date | None = BASE, before: date | None = None) -> list[str]:
    return [str(found.date) for found in DateReader([DATES]).find(text, base, before=before)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8日に", "2024-11-08"),
        ("28日に", "2024-10-28"),
        ("11月8日、", "2024-11-08"),
        ("12月1日、", "2023-12-01"),
        ("2024年11月8日", "2024-11-08"),
        ("２０２４年１１月８日", "2024-11-08"),
        ("令和6年11月8日", "2024-11-08"),
        ("令和元年6月30日", "2019-06-30"),
        ("平成30年4月27日", "2018-04-27"),
        ("昭和47年7月4日", "1972-07-04"),
        ("主体113年9月9日", "2024-09-09"),
        ("主体113(2024)年9月9日", "2024-09-09"),
        ("主体113（2024）年9月9日", "2024-09-09"),
        ("今月8日", "2024-11-08"),
        ("先月28日", "2024-10-28"),
        ("昨年6月19日", "2023-06-19"),
        ("今年の1月5日", "2024-01-05"),
        ("きのう", "2024-11-19"),
        ("昨日午前", "2024-11-19"),
        ("きょう", "2024-11-20"),
        ("本日7時10分頃", "2024-11-20"),
        ("おととい", "2024-11-18"),
        ("3日前に", "2024-11-17"),
        ("月曜日に", "2024-11-18"),
        ("水曜日に", "2024-11-20"),
        ("先週の金曜日に", "2024-11-15"),
        ("8日（金）、", "2024-11-08"),
        ("8、9日に", "2024-11-08"),
        ("太陽節の当日、", "2024-04-15"),
    ],
)
def test_a_day_is_read_against_the_article_s(text, day):
    assert days(text) == [day]


@pytest.mark.parametrize(
    ("text", "day"),
    [("同日午後", "2024-11-08"), ("翌日", "2024-11-09"), ("前日", "2024-11-07"), ("同月15日", "2024-11-15")],
)
def test_a_day_may_count_from_the_one_before_it(text, day):
    assert days(text, before=date(2024, 11, 8)) == [day]


def test_the_second_day_of_a_list_is_in_the_month_of_the_first():
    assert days("10月30日と31日に") == ["2024-10-30", "2024-10-31"]


@pytest.mark.parametrize(
    "text", ["8日間の日程", "8日ぶりに", "3日目の", "100年の計", "今日の朝鮮", "光明星節に際して"]
)
def test_a_count_of_days_or_an_occasion_is_no_day(text):
    assert days(text) == []


def test_a_month_and_a_year_are_no_days():
    found = list(DateReader([DATES]).find("先月に着工し、2019年に開業した。", BASE))
    assert [(str(f.date), f.precision) for f in found] == [("2024-10-01", "month"), ("2019-01-01", "year")]


def test_without_an_article_s_day_only_a_whole_date_is_known():
    assert days("令和6年11月8日", None) == ["2024-11-08"]
    assert days("先月8日", None) == ["None"]
