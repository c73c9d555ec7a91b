"""Days of tables: what cells say in any usual form, as precise as they are, or why they say no day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.linking.records import read_records
from geo.model.errors import GeoError
from geo.readers.tables.days import Calendar, calendar
from geo.reference.written_spans import read_days


def days(text: str) -> tuple[str, str | None, str | None]:
    first, precision, last, why = Calendar().days(text)
    return (str(first) if first else why, precision, str(last) if last else None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-01-05/2021-01-12", "2021-01-05", "2021-01-12"),
        ("2021-01-05 - 2021-01-12", "2021-01-05", "2021-01-12"),
        ("2021-01-05 to 2021-01-12", "2021-01-05", "2021-01-12"),
        ("2021-01-05 ~ 12", "2021-01-05", "2021-01-12"),
        ("2021-01-05–12", "2021-01-05", "2021-01-12"),
        ("2021-01-30~02-02", "2021-01-30", "2021-02-02"),
        ("5-12 January 2021", "2021-01-05", "2021-01-12"),
        ("January 5–12, 2021", "2021-01-05", "2021-01-12"),
        ("30 January - 2 February 2021", "2021-01-30", "2021-02-02"),
        ("Jan. 30 – Feb. 2, 2021", "2021-01-30", "2021-02-02"),
        ("30 December 2020 to 12 January 2021", "2020-12-30", "2021-01-12"),
        ("2021년 1월 5~12일", "2021-01-05", "2021-01-12"),
        ("2021년 1월 5일부터 12일까지", "2021-01-05", "2021-01-12"),
        ("2021.1.5.~1.12.", "2021-01-05", "2021-01-12"),
        ("주체110(2021)년 1월 5일 ~ 1월 12일", "2021-01-05", "2021-01-12"),
        ("2021年1月5日～12日", "2021-01-05", "2021-01-12"),
        ("2021-01-05T09:00:00Z/2021-01-12T12:00:00Z", "2021-01-05", "2021-01-12"),
    ],
)
def test_a_span_has_both_its_ends(text, first, last):
    assert days(text) == (first, "day", last)


@pytest.mark.parametrize(
    ("text", "first", "precision", "last"),
    [
        ("mid 2016", "2016-01-01", "year", None),
        ("early-2016", "2016-01-01", "year", None),
        ("late 2016", "2016-01-01", "year", None),
        ("end of 2016", "2016-01-01", "year", None),
        ("c. 2016", "2016-01-01", "year", None),
        ("circa 2016", "2016-01-01", "year", None),
        ("2016?", "2016-01-01", "year", None),
        ("2016년경", "2016-01-01", "year", None),
        ("2016년 말", "2016-01-01", "year", None),
        ("2016-17", "2016-01-01", "year", "2017-12-31"),
        ("2016/17", "2016-01-01", "year", "2017-12-31"),
        ("2014–2017", "2014-01-01", "year", "2017-12-31"),
        ("1980s", "1980-01-01", "year", "1989-12-31"),
        ("1980년대", "1980-01-01", "year", "1989-12-31"),
        ("Q2 2016", "2016-04-01", "month", "2016-06-30"),
        ("2016Q2", "2016-04-01", "month", "2016-06-30"),
        ("second quarter of 2016", "2016-04-01", "month", "2016-06-30"),
        ("2016년 2분기", "2016-04-01", "month", "2016-06-30"),
        ("2016년 하반기", "2016-07-01", "month", "2016-12-31"),
        ("first half of 2016", "2016-01-01", "month", "2016-06-30"),
        ("autumn 2016", "2016-09-01", "month", "2016-11-30"),
        ("2016년 여름", "2016-06-01", "month", "2016-08-31"),
        ("winter 2016/17", "2016-12-01", "month", "2017-02-28"),
        ("mid-April 2016", "2016-04-01", "month", None),
        ("2016년 4월 하순", "2016-04-01", "month", None),
        ("about 15 April 2016", "2016-04-01", "month", None),
        ("April-June 2016", "2016-04-01", "month", "2016-06-30"),
        ("2016년 4~6월", "2016-04-01", "month", "2016-06-30"),
        ("April 2016", "2016-04-01", "month", None),
        ("Juche 105", "2016-01-01", "year", None),
    ],
)
def test_words_for_years_and_months_are_as_precise_as_they_say(text, first, precision, last):
    assert days(text) == (first, precision, last)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("before 2016", "says only what it was before or after"),
        ("since March 2016", "says only what it was before or after"),
        ("2016년 이전", "says only what it was before or after"),
        ("winter 2016", "may be the winter before or after the summer of 2016"),
        ("12월 31일", "has no year"),
        ("31 December", "has no year"),
        ("5 and 12 January 2021", "names several dates"),
        ("주체105(2015)년", "gives the year 105 of Juche, which is 2016, and the year 2015"),
        ("30/02/2016", "is not a date of any month"),
        ("2016-02-30", "is not a date"),
        ("2016-13-05", "is not a date"),
        ("07/08/2016", "is ambiguous, 2016-07-08 or 2016-08-07"),
        ("someday", "is not a date"),
    ],
)
def test_what_names_no_day_says_why(text, why):
    assert days(text) == (why, None, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("주체110(2021)년 1월 5일", "2021-01-05"),
        ("주체110년 1월 5일", "2021-01-05"),
        ("주체110.1.5", "2021-01-05"),
        ("주체110(2021).1.5.", "2021-01-05"),
        ("January 5, Juche 110 (2021)", "2021-01-05"),
        ("主体110年1月5日", "2021-01-05"),
        ("2021年1月5日", "2021-01-05"),
        ("5. März 2021", "2021-03-05"),
        ("1866-09-02", "1866-09-02"),
        ("2 September 1866", "1866-09-02"),
        ("１９５３년 ７월 ２７일", "1953-07-27"),
        ("2021. 1. 5(화)", "2021-01-05"),
        ("2021년 1월 5일 오전", "2021-01-05"),
    ],
)
def test_a_day_is_read_in_any_calendar_and_century(text, day):
    assert days(text) == (day, "day", None)


@given(st.dates(date(1870, 1, 1), date(2025, 12, 31)), st.integers(1, 400))
def test_a_span_that_is_written_whole_comes_back_whole(first, length):
    last = first + timedelta(days=length)
    for text in (
        f"{first}/{last}",
        f"{first} ~ {last}",
        f"{first.day} {first:%B} {first.year} – {last.day} {last:%B} {last.year}",
        f"{first.year}년 {first.month}월 {first.day}일 ~ {last.year}년 {last.month}월 {last.day}일",
    ):
        assert read_days(text)[:3] == (first, "day", last)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(1900, 2030), st.sampled_from("/-."))
def test_three_numbers_are_never_taken_for_a_span(a, b, year, mark):
    for text in (f"{a:02d}{mark}{b:02d}{mark}{year}", f"{year}{mark}{a:02d}{mark}{b:02d}"):
        assert Calendar().days(text).last is None


@given(st.text(max_size=60))
def test_any_text_names_days_or_says_why_not(text):
    first, precision, last, why = Calendar().days(text)
    assert (first is None) == bool(why) == (precision is None)
    assert last is None or (first is not None and first < last)


# ------------------------------------------------------------------------------------- what the column decides


def test_a_year_of_two_digits_is_settled_by_the_other_cells_of_its_column():
    cells = ["7-Mar-91", "Aug-98", "12-Apr-11", "3-Sep-06"]
    assert [str(calendar(cells).read(cell)[0]) for cell in cells] == [
        "1991-03-07",
        "1998-08-01",
        "2011-04-12",
        "2006-09-03",
    ]
    assert calendar(cells).read("Aug-98")[1] == "month"


def test_the_order_of_rows_settles_years_of_two_digits():
    cells = ["16-Jan-23", "11-Apr-23", "14-Sep-23"]  # as years first they would go up and down
    assert [str(calendar(cells).read(cell)[0]) for cell in cells] == [
        "2023-01-16",
        "2023-04-11",
        "2023-09-14",
    ]


def test_years_of_two_digits_are_never_of_the_future():
    day = calendar(["9-Feb-99", "9-Feb-69", "9-Feb-48"]).read("9-Feb-69")[0]
    assert day == date(1969, 2, 9)


@pytest.mark.parametrize(
    ("text", "day"), [("'21.1.5", "2021-01-05"), ("21.01.05.", "2021-01-05"), ("21년 1월 5일", "2021-01-05")]
)
def test_korean_marks_say_which_number_is_the_year(text, day):
    assert days(text) == (day, "day", None)


@pytest.mark.parametrize("cells", [["20-Nov-21"], ["11/12/21"], ["11-Jan-23", "14-Apr-21", "12-Sep-22"]])
def test_years_of_two_digits_that_nothing_settles_are_asked_for(cells):
    assert calendar(cells).read(cells[0])[2] == "has a year of two digits"


def test_a_column_of_year_spans_does_not_guess_a_month():
    one = calendar(["2013-14", "2009-10", "2011-05"])
    assert one.days("2013-14").last == date(2014, 12, 31)
    assert one.days("2009-10").why == "is ambiguous, 2009-10 or the years 2009 to 2010"
    assert one.days("2011-05").precision == "month"


def test_spans_take_part_in_the_order_of_their_column():
    assert calendar(["04/13/2021", "03/05/2021 - 03/07/2021"]).days("03/05/2021 - 03/07/2021")[:3] == (
        date(2021, 3, 5),
        "day",
        date(2021, 3, 7),
    )


# ------------------------------------------------------------------------------------------------ in records


def records(tmp_path, text: str, name: str = "own.csv"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    problems: list[GeoError] = []
    return list(read_records(path, problems.append)), [str(problem) for problem in problems]


def test_a_record_has_the_first_and_last_day_of_its_span(tmp_path):
    found, problems = records(
        tmp_path, "date,county\n2021-01-05 ~ 12,Anju\n2021-02-01 ~ 28,Anju\n2014-2017,Anju\n2016-04,Anju\n"
    )
    assert not problems
    assert [(str(r.date), r.date_precision, r.date_end and str(r.date_end)) for r in found] == [
        ("2021-01-05", "day", "2021-01-12"),
        ("2021-02-01", "month", "2021-02-28"),
        ("2014-01-01", "year", "2017-12-31"),
        ("2016-04-01", "month", None),
    ]


def test_the_end_of_a_month_or_year_is_its_last_day(tmp_path):
    found, _ = records(
        tmp_path,
        "start date,end date,county\n2021-01-05,2021-03,Anju\n2015,2017,Anju\n2021-03,2021-03,Anju\n",
    )
    assert [r.date_end and str(r.date_end) for r in found] == ["2021-03-31", "2017-12-31", None]


@pytest.mark.parametrize("word", ["Unknown", "n/a", "미상", "-", "?", "不明", "TBD", "NULL"])
def test_words_for_what_is_not_known_are_empty_cells(tmp_path, word):
    (record,), problems = records(tmp_path, f"date,county,lat,lon,type\n{word},Anju,{word},{word},{word}\n")
    assert (record.date, record.adm2, record.geo_precision, problems) == (None, "KP0703", "adm2", [])


def test_a_table_and_an_article_give_an_instant_the_same_day(tmp_path):
    from geo.readers.articles.reader import read_articles

    instant = "2023-06-30T15:45:00Z"
    (record,), _ = records(tmp_path, f"date,county\n{instant},Anju\n")
    path = tmp_path / "own.jsonl"
    path.write_text(f'{{"date": "{instant}", "text": "Rain fell in Anju City."}}\n', "utf-8")
    (article,) = read_articles([path])
    assert record.date == article.date == date(2023, 7, 1)


def test_a_date_cell_before_march_1900_is_asked_for_as_text(tmp_path):
    import openpyxl

    path = tmp_path / "old.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["date", "county"])
    book.active.append([datetime(1900, 1, 15), "Anju"])  # noqa: DTZ001
    book.active.append(["1894-07-25", "Anju"])
    book.save(path)
    problems: list[GeoError] = []
    first, second = read_records(path, problems.append)
    assert (first.date, second.date) == (None, date(1894, 7, 25))
    assert "is a date cell before March 1900" in str(problems[0])
