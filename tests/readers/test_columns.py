"""Columns by their headings and cells: what is taken for what, why, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.cli import main
from geo.geocoding.lookup import resolve
from geo.linking.records import NEEDED, records_of
from geo.readers.tables import read_table
from geo.readers.tables.table import Table
from geo.reference.context import Reference


def opened(tmp_path: Path, text: str, name: str = "own.csv") -> tuple[Table, list[str]]:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    problems: list[str] = []
    return read_table(path, lambda error: problems.append(str(error)), need=NEEDED), problems


def read(tmp_path: Path, text: str, name: str = "own.csv"):
    table, problems = opened(tmp_path, text, name)
    found = list(records_of(table, lambda error: problems.append(str(error))))
    return found, problems, list(table.notes)


# ------------------------------------------------------------------------------------------------- headings


@pytest.mark.parametrize(
    ("header", "row", "columns"),
    [
        ("발생일자,시군명,도,내용,출처", "2021-04-08,안주시,평안남도,행사,https://a.org",
         {"date": "발생일자", "adm2_name": "시군명", "adm1_name": "도", "text": "내용", "url": "출처"}),
        ("일시,발사장소,위도(도),경도(도),제목", "2021-04-08,안주,39.6,125.6,시험",
         {"date": "일시", "place": "발사장소", "lat": "위도(도)", "lon": "경도(도)", "title": "제목"}),
        ("Date of Launch,Launch Site,Latitude (deg),Longitude (deg)", "2021-04-08,Anju,39.6,125.6",
         {"date": "Date of Launch", "place": "Launch Site", "lat": "Latitude (deg)", "lon": "Longitude (deg)"}),
        ("日付,場所,緯度,経度,内容", "2021-04-08,安州,39.6,125.6,訪問",
         {"date": "日付", "place": "場所", "lat": "緯度", "lon": "経度", "text": "内容"}),
        ("日期,地点,纬度,经度,描述", "2021-04-08,安州,39.6,125.6,视察",
         {"date": "日期", "place": "地点", "lat": "纬度", "lon": "经度", "text": "描述"}),
        ("Datum,Ort,Breitengrad,Längengrad,Beschreibung", "8.4.2021,Anju City,39.6,125.6,Besuch",
         {"date": "Datum", "place": "Ort", "lat": "Breitengrad", "lon": "Längengrad", "text": "Beschreibung"}),
        ("time,latitude,longitude,updated,place", "2021-04-08T01:00:00Z,39.6,125.6,2023-01-01T00:00:00Z,Anju",
         {"date": "time", "place": "place", "lat": "latitude", "lon": "longitude"}),
        ("Last Updated,Date Occurred,City", "2023-01-01,2021-04-08,Anju", {"date": "Date Occurred", "place": "City"}),
        ("Landing Latitude,Landing Longitude,Pad Latitude,Pad Longitude,Test date", "40,130,39.6,125.6,2021-04-08",
         {"date": "Test date", "lat": "Pad Latitude", "lon": "Pad Longitude"}),
    ],
)  # fmt: skip
def test_headings_are_known_in_the_words_of_tables(tmp_path, header, row, columns):
    table, problems = opened(tmp_path, f"{header}\n{row}\n")
    assert dict(table.columns) == columns
    assert not problems


@pytest.mark.parametrize("heading", ["last_updated", "Date entered", "created_at", "수정일", "등록일자"])
def test_the_day_of_a_change_is_never_the_day_of_a_record(tmp_path, heading):
    found, problems, _ = read(
        tmp_path, f"county,text,{heading}\nAnju,Rain,2021-04-08\nKaechon,Rain,2021-04-09\n"
    )
    assert [r.date for r in found] == [None, None]
    assert "no date column" in problems[0]


@pytest.mark.parametrize("heading", ["households", "code", "가구수", "ID2", "zone"])
def test_integers_are_days_only_in_a_column_of_days(tmp_path, heading):
    found, _, _ = read(
        tmp_path, f"county,{heading},notes\nAnju,44562,a\nKaechon,44593,b\nPukchang,20210408,c\n"
    )
    assert [r.date for r in found] == [None] * 3
    (named,), _, _ = read(tmp_path, "county,date\nAnju,44562\n")
    assert str(named.date) == "2022-01-01"


# ------------------------------------------------------------------------------------- year, month and day apart


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Year,Month,Day,county\n2013,Feb,12,Anju\n2013,3,,Anju\n2013,,,Anju\n",
         [("2013-02-12", "day"), ("2013-03-01", "month"), ("2013-01-01", "year")]),
        ("iyear,imonth,iday,city\n1987,4,0,Anju\n1987,0,0,Anju\n", [("1987-04-01", "month"), ("1987-01-01", "year")]),
        ("연도,월,일,지명\n2013년,2월,12일,안주시\n", [("2013-02-12", "day")]),
        ("Month,Year,county\nMay,1993,Anju\nJul,2006,Anju\n", [("1993-05-01", "month"), ("2006-07-01", "month")]),
        ("year,date,county\n2013,12 February,Anju\n", [("2013-02-12", "day")]),
        ("연도,날짜,지명\n2014,3월 1일,안주시\n", [("2014-03-01", "day")]),
        ("year,event_date,county\n2013,2013-02-12,Anju\n", [("2013-02-12", "day")]),
        ("Day,Where\n2013-02-12,Anju City\n", [("2013-02-12", "day")]),
    ],
)  # fmt: skip
def test_year_month_and_day_in_columns_of_their_own_are_one_date(tmp_path, text, days):
    found, problems, _ = read(tmp_path, text)
    assert [(str(r.date), r.date_precision) for r in found] == days
    assert not problems


def test_parts_of_a_date_that_no_calendar_has_are_named(tmp_path):
    (record,), problems, _ = read(tmp_path, "year,month,day,county\n2013,2,30,Anju\n")
    assert record.date is None
    assert "date '2013-2-30' is not a date of any month" in problems[0]


# ------------------------------------------------------------------------------------------------- countries


@pytest.mark.parametrize(
    ("heading", "north", "south", "other"),
    [
        ("country", "North Korea", "South Korea", "Japan"),
        ("COUNTRY", "Korea, Dem. People's Rep.", "Korea, Rep.", "Mali"),
        ("country_txt", "DPRK", "Republic of Korea", "China"),
        ("iso3", "PRK", "KOR", "CHN"),
        ("ISO", "KP", "KR", "RU"),
        ("adm0_name", "Democratic People's Republic of Korea", "ROK", "Russia"),
        ("국가명", "북한", "대한민국", "중국"),
        ("国名", "北朝鮮", "韓国", "中国"),
    ],
)
def test_rows_of_other_countries_are_counted_in_one_remark(tmp_path, heading, north, south, other):
    rows = "".join(
        f'2021-04-08,{place},"{country}"\n'
        for place, country in (("Kosong", north), ("Goseong", south), ("Dandong", other), ("Anju", north))
    )
    found, problems, notes = read(tmp_path, f"date,place,{heading}\n{rows}")
    assert [r.adm2 for r in found] == ["KP0406", "KP0703"]
    assert not problems
    assert any(note.startswith("2 rows left out: outside the DPRK") for note in notes)


def test_a_country_that_may_be_either_korea_keeps_its_row(tmp_path):
    found, _, _ = read(tmp_path, "date,place,country\n2021-04-08,Anju,Korea\n2021-04-09,Kaechon,DPRK\n")
    assert [r.adm2 for r in found] == ["KP0703", "KP0704"]


def test_a_province_on_both_sides_is_the_norths_in_a_row_of_the_north(tmp_path):
    found, problems, _ = read(tmp_path, "date,admin1,country\n2021-04-08,Kangwon-do,North Korea\n")
    assert [r.adm1 for r in found] == ["KP04"]
    assert not problems


def test_a_province_on_both_sides_is_the_norths_among_provinces_of_the_north(tmp_path):
    found, _, _ = read(tmp_path, "Province,Population\nChagang,1\nKangwon,2\n")
    assert [r.adm1 for r in found] == ["KP05", "KP04"]


def test_a_province_on_both_sides_stays_open_among_those_of_the_south(tmp_path):
    found, _, _ = read(tmp_path, "date,Province\n2021-04-08,Gyeonggi\n2021-04-09,Gangwon\n")
    assert [r.adm1 for r in found] == [None, None]


# -------------------------------------------------------------------------------------------- codes and tags


@pytest.mark.parametrize(
    ("code", "pcode"),
    [("KP-01", "KP1001"), ("KP-02", "KP07"), ("KP-07", "KP04"), ("KP-13", "KP0201"), ("KP-15", "KP0803")],
)  # fmt: skip
def test_a_code_of_iso_3166_2_is_never_taken_for_a_pcode(tmp_path, code, pcode):
    assert resolve(code, Reference.bundled()).place.place_id in (pcode, pcode[:4])
    (record,), _, _ = read(tmp_path, f"date,area\n2021-04-08,{code}\n")
    assert (record.adm2 or record.adm1) == pcode


def test_pcodes_are_known_by_what_they_are_whatever_their_heading(tmp_path):
    found, _, _ = read(tmp_path, "date,unit,label\n2021-04-08,KP0703,a\n2021-04-09,KP0704,b\n")
    assert [r.adm2 for r in found] == ["KP0703", "KP0704"]


def test_a_row_of_tags_is_no_record_and_says_what_the_columns_are(tmp_path):
    tags = "#date+occurred,#adm2+name,#adm2+code,#geo+lat,#geo+lon"
    table, problems = opened(tmp_path, f"When,Unit,Code,A,B\n{tags}\n2021-04-08,Anju,KP0703,39.6,125.6\n")
    assert dict(table.columns) == {
        "date": "When",
        "adm2": "Code",
        "adm2_name": "Unit",
        "lat": "A",
        "lon": "B",
    }
    assert set(table.how.values()) == {"tag"}
    assert len(table.rows) == 1
    assert not problems


def test_tags_without_a_header_are_the_header(tmp_path):
    table, _ = opened(tmp_path, "#date,#adm1 +name,#description\n2021-04-08,Chagang,rain\n")
    assert dict(table.columns) == {"date": "#date", "adm1_name": "#adm1 +name", "text": "#description"}


# --------------------------------------------------------------------------------- headers in several rows, sheets


@pytest.mark.parametrize(
    "text",
    [
        "Table 4,,,\nCompiled by us,,,\ndate,Position,Position,county\ndate,Latitude,Longitude,county\n",
        "date,Position,,county\n,Latitude,Longitude,\n",
        "date,Site position,Site position,county\n,lat,lon,\n",
    ],
)
def test_a_header_of_several_rows_names_each_column_whole(tmp_path, text):
    (record,), problems, _ = read(tmp_path, f"{text}2021-04-08,39.62,125.66,Anju\n")
    assert (str(record.date), record.lat, record.lon, record.adm2) == ("2021-04-08", 39.62, 125.66, "KP0703")
    assert not problems


def test_years_over_groups_of_columns_are_part_of_their_names(tmp_path):
    header = "시도별,2018,2018,2021,2021\n시도별,인구 (명),비율 (%),인구 (명),비율 (%)\n"
    rows = "계,9,100,9,100\n자강도,1,11,1,11\n량강도,2,22,2,22\n"
    found, problems, notes = read(tmp_path, header + rows)
    assert [r.adm1 for r in found] == ["KP05", "KP01"]
    assert found[0].row["2021 인구 (명)"] == "1"
    assert not problems
    assert "1 row left out: totals of other rows" in notes


def test_a_sheet_may_be_the_place_or_the_year_of_its_rows(tmp_path):
    import openpyxl

    path = tmp_path / "own.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "안주시"
    book.active.append(["일자", "내용"])
    book.active.append(["2021-04-08", "행사를 하였다"])
    year = book.create_sheet("2013")
    year.append(["날짜", "지명"])
    year.append(["2월 12일", "개천시"])
    book.save(path)
    first = list(records_of(read_table(f"{path}#안주시", pytest.fail, need=NEEDED), pytest.fail))
    second = list(records_of(read_table(f"{path}#2013", pytest.fail, need=NEEDED), pytest.fail))
    assert [(str(r.date), r.adm2) for r in (*first, *second)] == [
        ("2021-04-08", "KP0703"),
        ("2013-02-12", "KP0704"),
    ]


# --------------------------------------------------------------------------------------------- tables of places


def test_a_table_of_counties_is_one_of_places_and_no_fault(tmp_path):
    found, problems, notes = read(
        tmp_path, "id,name,lat,lon,code,area\n1,Anju,39.6,125.7,KP0703,1\n2,Kaechon,39.7,125.9,KP0704,2\n"
    )
    assert [(r.adm2, r.geo_precision) for r in found] == [("KP0703", "adm2"), ("KP0704", "adm2")]
    assert not problems
    assert notes == [
        "a table of places: no column for a day or a text, so its records are places without a date"
    ]


def test_a_factory_in_a_table_of_places_is_at_its_point(tmp_path):
    (record,), _, _ = read(tmp_path, "name,county,lat,lon\nPump factory,Anju,39.62,125.66\n")
    assert (record.adm2, record.geo_precision, record.lat) == ("KP0703", "site", 39.62)


# ------------------------------------------------------------------------------------------------- columns show


def test_the_guess_of_each_column_is_shown_with_its_reason_and_nothing_is_written(tmp_path, capsys):
    path = tmp_path / "own.csv"
    path.write_text(
        "발생일자,Spot,Phase\n2021-04-08,Anju City,first\n2021-04-09,Kaechon City,second\n", "utf-8"
    )
    out = tmp_path / "records.jsonl"
    assert main(["records", str(path), "--columns", "show", "-o", str(out)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[1][:5] == ["발생일자", "date", "by", "its", "heading"]
    assert lines[2][:5] == ["Spot", "place", "by", "its", "cells"]
    assert lines[3][:2] == ["Phase", "-"]
    assert lines[1][-3:] == ["2021-04-08", "|", "2021-04-09"]
    assert not out.exists()
