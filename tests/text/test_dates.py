"""Days, months and years, resolved against the article's date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.languages import LANGUAGES
from geo.languages.combined import combine
from geo.reference.written_dates import parse_day

find_dates = combine(LANGUAGES).dates.find
WEDNESDAY = date(2024, 11, 20)
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


def first(text: str, base: date | None = WEDNESDAY):
    return next(find_dates(text, base), None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Tuesday", "2024-11-19"),
        ("on Wednesday", "2024-11-20"),
        ("on Thursday morning", "2024-11-14"),
        ("last Wednesday", "2024-11-13"),
        ("on February 28th", "2024-02-28"),
        ("on Nov. 8", "2024-11-08"),
        ("on December 1", "2023-12-01"),
        ("will open on December 1", "2024-12-01"),
        ("지난달 31일", "2024-10-31"),
        ("on December 31", "2023-12-31"),
        ("from July 29 to August 2", "2024-07-29"),
        ("on 8 November 2024", "2024-11-08"),
        ("2024-11-02", "2024-11-02"),
        ("yesterday", "2024-11-19"),
        ("the previous day", "2024-11-19"),
        ("three days ago", "2024-11-17"),
        ("December 24, Juche 112 (2023)", "2023-12-24"),
        ("the Day of the Sun", "2024-04-15"),
        ("지난 19일", "2024-11-19"),
        ("28일", "2024-10-28"),
        ("11월 19일", "2024-11-19"),
        ("주체113(2024)년 11월 19일", "2024-11-19"),
        ("2024년 2월 28일", "2024-02-28"),
        ("어제", "2024-11-19"),
        ("화요일", "2024-11-19"),
        ("on Wednesday last week", "2024-11-13"),
        ("Last week on Friday", "2024-11-15"),
        ("on Monday of last week", "2024-11-11"),
        ("next Tuesday", "2024-11-26"),
        ("on the 4th", "2024-11-04"),
        ("on the 28th of last month", "2024-10-28"),
        ("on the 28th, a source said", "2024-10-28"),
        ("on Monday, November 4", "2024-11-04"),
        ("on Monday (4 November)", "2024-11-04"),
        ("지난주 목요일", "2024-11-14"),
        ("다음 주 월요일", "2024-11-25"),
        ("지난 달 28일", "2024-10-28"),
        ("来週の火曜日", "2024-11-26"),
    ],
)
def test_a_day_is_what_a_reader_takes_it_for(text, day):
    assert first(text).date.isoformat() == day
    assert first(text).precision == "day"


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("in October 1953", "1953-10-01", "month"),
        ("In January Juche 101 (2012)", "2012-01-01", "month"),
        ("in December", "2023-12-01", "month"),
        ("in 2015 alone", "2015-01-01", "year"),
        ("2024년 5월에", "2024-05-01", "month"),
        ("late last month", "2024-10-01", "month"),
        ("지난달 말", "2024-10-01", "month"),
        ("이달 초", "2024-11-01", "month"),
    ],
)
def test_months_and_years_say_that_they_are_no_days(text, start, precision):
    assert (first(text).date.isoformat(), first(text).precision) == (start, precision)


@pytest.mark.parametrize(
    "text",
    [
        "It may 5 times",
        "May God",
        "20일간",
        "1,500 tons",
        "Unit 731",
        "Hwasong-18",
        "in 2000 km",
        "march 3",
        "on the 4th floor",
        "the 4th Corps",
        "on the 75th anniversary",
        "over the last month",
        "last month's launch",
        "지난달보다",
        "이달 들어",
    ],
)
def test_other_numbers_and_words_are_no_dates(text):
    assert first(text) is None


@pytest.mark.parametrize("text", ["on Tuesday", "on February 28th", "yesterday", "19일", "in May"])
def test_without_the_articles_date_nothing_is_guessed_and_the_reason_is_given(text):
    found = first(text, None)
    assert found.date is None
    assert found.rule.startswith("no article date")


def test_a_day_that_does_not_exist_is_reported_as_none():
    assert first("on February 30").rule == "no such day: 02-30"
    assert first("2024-13-01").date is None


@pytest.mark.parametrize("text", ["on Sunday, November 3, in Anju", "11월 3일(일요일)", "11月３日（日曜日）"])
def test_a_weekday_beside_its_own_date_is_no_other_date(text):
    assert [d.date for d in find_dates(text, WEDNESDAY)] == [date(2024, 11, 3)]


def test_the_same_day_is_the_day_named_before_it():
    days = [d.date for d in find_dates("on November 5 and, the same day, again", WEDNESDAY)]
    assert days == [date(2024, 11, 5), date(2024, 11, 5)]


def test_a_december_report_that_looks_back_to_january_means_this_year():
    assert first("launched from Kusong on January 14", date(2024, 12, 20)).date == date(2024, 1, 14)


def test_a_day_in_a_sites_name_is_none():
    assert first("the February 8 Jikdong Youth Coal Mine") is None


def test_the_day_of_filing_in_a_korean_dateline_is_no_date_of_an_event():
    assert first("신의주 11월 18일발 조선중앙통신") is None


def test_the_29th_of_february_is_in_the_last_leap_year():
    assert first("on February 29", date(2023, 5, 1)).date == date(2020, 2, 29)


@given(DAYS, DAYS)
def test_a_month_and_day_is_never_more_than_a_month_ahead(base, day):
    found = first(f"on {day:%B} {day.day}", base)
    if found.date:
        assert (found.date.month, found.date.day) == (day.month, day.day)
        assert -366 * 4 <= (found.date - base).days <= 30


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_within_the_week_before(base, weekday):
    name = (date(2024, 1, 1) + timedelta(days=weekday)).strftime("%A")
    assert 0 <= (base - first(f"on {name}", base).date).days <= 6


@given(st.text(max_size=80), st.one_of(st.none(), DAYS))
def test_any_text_can_be_searched(text, base):
    for found in find_dates(text, base):
        assert 0 <= found.start < found.end <= len(text)
        assert found.rule


@given(DAYS)
def test_a_whole_date_is_read_in_any_notation(day):
    for text in (
        day.isoformat(),
        f"{day:%d %B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%Y%m%d}",
        f"{day.year}년 {day.month}월 {day.day}일",
        f"{day:%Y.%m.%d}",
        f"{day:%Y/%m/%d}",
    ):
        assert parse_day(text) == day


@pytest.mark.parametrize("text", ["", "soon", "2024", "2024-02-30", "32 May 2024", "Tuesday", "99999999"])
def test_what_is_no_whole_date_is_none(text):
    assert parse_day(text) is None
