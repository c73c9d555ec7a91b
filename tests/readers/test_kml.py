"""KML of Google Earth: times, folders, schemas and tracks."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from geo.linking.records import NEEDED, records_of
from geo.model.entities import Record
from geo.model.errors import OptionError
from geo.readers.tables import Table, read_table

_POINT = "<Point><coordinates>125.7147,38.0406</coordinates></Point>"
_HEAD = '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>'


def kml(folder: Path, content: str, name: str = "own.kml") -> Path:
    path = folder / name
    path.write_text(f"{_HEAD}{content}</Document></kml>", encoding="utf-8")
    return path


def mark(inside: str, name: str = "A mill opened at Haeju") -> str:
    return f"<Placemark><name>{name}</name>{inside}{_POINT}</Placemark>"


def read(path: Path | str, **options: str) -> tuple[Table, list[Record], list[str]]:
    problems: list[str] = []

    def report(error: Exception) -> None:
        problems.append(str(error))

    table = read_table(path, report, need=NEEDED, **options)
    return table, list(records_of(table, report)), problems


def test_each_placemark_keeps_its_time_whatever_its_schema_calls_the_day(tmp_path):
    own = '<ExtendedData><SchemaData schemaUrl="#V"><SimpleData name="event_date">2021-04-09</SimpleData>'
    path = kml(
        tmp_path,
        mark(f"{own}</SchemaData></ExtendedData>")
        + mark("<TimeStamp><when>2021-05</when></TimeStamp>")
        + mark("<TimeSpan><begin>2021-06-02</begin><end>2021-06-04</end></TimeSpan>")
        + mark("<gx:TimeSpan><begin>2021-07-01</begin><end>2021-07-02</end></gx:TimeSpan>")
        + mark("<gx:TimeStamp><when>2021-08-01T17:00:00Z</when></gx:TimeStamp>")
        + mark('<ExtendedData><Data name="event_date"><displayName>Day</displayName></Data></ExtendedData>'),
    )
    table, records, problems = read(path)
    assert [(r.date, r.date_precision, r.date_end) for r in records] == [
        (date(2021, 4, 9), "day", None),
        (date(2021, 5, 1), "month", None),
        (date(2021, 6, 2), "day", date(2021, 6, 4)),
        (date(2021, 7, 1), "day", date(2021, 7, 2)),
        (date(2021, 8, 2), "day", None),  # past midnight in Pyongyang
        (None, None, None),
    ]
    assert problems == []
    assert "date=event_date or when or begin" in table.column_summary


@pytest.mark.parametrize(
    ("begin", "end", "last", "precision"),
    [
        ("2020-03", "2020-11", date(2020, 11, 30), "month"),
        ("2018", "2020", date(2020, 12, 31), "year"),
        ("2020-02-03", "2024-02", date(2024, 2, 29), "day"),
    ],
)
def test_a_span_lasts_to_the_end_of_its_last_month_or_year(tmp_path, begin, end, last, precision):
    path = kml(tmp_path, mark(f"<TimeSpan><begin>{begin}</begin><end>{end}</end></TimeSpan>"))
    _, (record,), problems = read(path)
    assert (record.date_end, record.date_precision, problems) == (last, precision, [])


def test_a_span_without_a_begin_is_reported(tmp_path):
    _, (record,), problems = read(kml(tmp_path, mark("<TimeSpan><end>2020-11</end></TimeSpan>")))
    assert record.date is None
    assert "own.kml, line 1: a time span with an end (2020-11) but no begin" in problems[0]


def test_the_time_of_a_folder_holds_for_the_placemarks_in_it(tmp_path):
    own = mark("<TimeStamp><when>2019-08-16</when></TimeStamp>")
    path = kml(
        tmp_path,
        f"<Folder><name>Summer</name><TimeSpan><begin>2019-07</begin><end>2019-08</end></TimeSpan>"
        f"{mark('')}{own}</Folder>",
    )
    table, records, _ = read(path)
    assert [(r.date, r.date_end) for r in records] == [
        (date(2019, 7, 1), date(2019, 8, 31)),
        (date(2019, 8, 16), None),
    ]
    assert table.notes == ["1 placemark without a time have that of their folder"]


def test_the_time_of_a_view_counts_only_where_no_placemark_has_one_of_its_own(tmp_path):
    view = "<LookAt><gx:TimeStamp><when>2014-10-05</when></gx:TimeStamp><longitude>125.7</longitude></LookAt>"
    own = mark("<TimeStamp><when>2019-08-16</when></TimeStamp>")
    table, (record, other), _ = read(kml(tmp_path, mark(view) + own))
    assert (record.date, record.row["view when"], other.date) == (None, "2014-10-05", date(2019, 8, 16))
    assert "tell which image is shown" in table.notes[0]
    table, (record,), _ = read(kml(tmp_path, mark(view)))
    assert record.date == date(2014, 10, 5)
    assert "date=view when (guessed by content)" in table.column_summary


def test_a_track_is_a_line_from_its_first_moment_to_its_last(tmp_path):
    track = "".join(
        f"<when>2022-03-0{day}T03:00:00Z</when><gx:coord>{lon} 38.04 0</gx:coord>"
        for day, lon in ((2, 125.71), (3, 125.72))
    )
    path = kml(tmp_path, f"<Placemark><name>Ferry at Haeju</name><gx:Track>{track}</gx:Track></Placemark>")
    _, (record,), problems = read(path)
    assert (record.date, record.date_end, record.adm2, problems) == (
        date(2022, 3, 2),
        date(2022, 3, 3),
        "KP0901",
        [],
    )


@pytest.mark.parametrize("form", ["kml", "kmz"])
def test_a_folder_is_chosen_by_its_name_and_an_unknown_one_is_refused(tmp_path, form):
    inner = f"<Folder><name>2020</name>{mark('', 'Haeju mill')}</Folder>"
    content = (
        f"<Folder><name>Mills</name>{inner}{mark('', 'Haeju dock')}</Folder>"
        f"<Folder><name>Dams</name>{mark('', 'Haeju dam')}</Folder>"
    )
    path = kml(tmp_path, content)
    if form == "kmz":
        packed = tmp_path / "own.kmz"
        with zipfile.ZipFile(packed, "w") as archive:
            archive.write(path, "doc.kml")
        path = packed
    names = {n: [r.title for r in read(f"{path}#{n}")[1]] for n in ("Mills", "2020", "Mills / 2020", "Dams")}
    assert names == {
        "Mills": ["Haeju mill", "Haeju dock"],
        "2020": ["Haeju mill"],
        "Mills / 2020": ["Haeju mill"],
        "Dams": ["Haeju dam"],
    }
    with pytest.raises(OptionError, match="no folder 'Mines'; there are Mills, 2020, Dams"):
        read(f"{path}#Mines")


def test_a_name_after_the_file_is_refused_where_the_format_has_one_table(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("date,place\n2024-11-19,Haeju\n", encoding="utf-8")
    with pytest.raises(OptionError, match=r"own\.csv#Visits: this format has one table"):
        read(f"{path}#Visits")


def test_data_with_the_name_of_an_element_is_kept_beside_it(tmp_path):
    data = '<ExtendedData><Data name="name"><value>해주 방아간</value></Data></ExtendedData>'
    _, (record,), _ = read(kml(tmp_path, mark(data)))
    assert (record.title, record.row["name (data)"]) == ("A mill opened at Haeju", "해주 방아간")


def test_overlays_are_counted_and_cells_of_a_described_table_do_not_run_together(tmp_path):
    table_text = "<![CDATA[<table><tr><td>Built</td><td>Haeju City</td></tr></table>]]>"
    path = kml(
        tmp_path,
        mark(f"<description>{table_text}</description>")
        + "<GroundOverlay><name>scan</name></GroundOverlay>" * 2,
    )
    table, (record,), _ = read(path)
    assert (record.text, table.notes) == ("Built Haeju City", ["not read: 2 image overlays"])
