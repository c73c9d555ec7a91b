"""Tables in the formats and notations that people keep them in."""

from __future__ import annotations

import json
import os
import threading
import zipfile
from datetime import date, datetime

import geopandas
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

from geo.api.reading import read as read_results
from geo.cli import main
from geo.linking.records import NEEDED, read_records
from geo.linking.site_register import read_sites
from geo.model.errors import GeoError, InputError, OptionError, UnreadableError
from geo.readers.tables import parse_columns, read_table
from geo.readers.tables.days import Calendar, calendar
from geo.reference.written_points import read_point

midnight = datetime  # a spreadsheet's days have no zone
HEAD = ("date", "place")


def read(path, **options):
    problems: list[GeoError] = []
    return list(read_records(path, problems.append, **options)), [str(p) for p in problems]


def csv(tmp_path, text: str | bytes, name: str = "own.csv"):
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path / name


def feature(lon: float, lat: float):
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": {"date": "2024-11-20"}, "geometry": geometry}


def workbook(tmp_path, rows, name: str = "own.xlsx", change=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    book.save(tmp_path / name)
    return tmp_path / name


# ------------------------------------------------------------------------------------------------------- columns


def test_columns_are_recognised_by_what_they_hold_where_their_names_say_nothing(tmp_path):
    path = csv(
        tmp_path, "Tag,Ort,N,O\n20.11.2024,Songchon County,39.25,126.2\n03.04.2024,Anju City,39.6,125.7\n"
    )
    table = read_table(path, pytest.fail, need=NEEDED)
    assert dict(table.columns) == {"date": "Tag", "place": "Ort", "lat": "N", "lon": "O"}
    assert "date=Tag (guessed by content), place=Ort (guessed by content)" in table.column_summary


def test_two_columns_that_could_both_be_the_day_are_not_chosen_between(tmp_path):
    path = csv(tmp_path, "A,B,place\n2024-11-20,2024-11-21,Songchon County\n")
    problems: list[GeoError] = []
    table = read_table(path, problems.append, need=NEEDED)
    assert "date" not in table.columns
    assert table.notes == [
        "date could be any of A, B; rename one of them to date, or choose it with --columns date=NAME"
    ]


def test_columns_that_are_asked_for_overrule_the_guess(tmp_path):
    path = csv(tmp_path, "date,reported,place\n2024-11-20,2024-11-21,Songchon County\n")
    (record,), problems = read(path, columns="date=reported")
    assert (record.date, problems) == (date(2024, 11, 21), [])
    (record,), _ = read(path, columns={"place": ""})
    assert record.adm2 is None


def test_a_column_asked_for_that_is_not_there_is_answered_with_those_that_are(tmp_path):
    path = csv(tmp_path, "date,place\n2024-11-20,Songchon County\n")
    with pytest.raises(OptionError, match=r"own.csv: no column 'Day'; its columns are date, place"):
        read(path, columns="date=Day")
    with pytest.raises(OptionError, match="no column 'Day'"):
        read_results([], records=path, columns="date=Day")


def test_columns_may_stand_on_several_lines_and_a_heading_may_have_two():
    assert parse_columns("date=Day\nplace=Where") == {"date": "Day", "place": "Where"}
    assert parse_columns('"date=Day\nof it",place=Where') == {"date": "Day\nof it", "place": "Where"}


@pytest.mark.parametrize("given_", ["date", "when=Day", "=Day", 'date="Day\nof it"'])
def test_columns_written_otherwise_are_refused(given_):
    with pytest.raises(OptionError, match="--columns"):
        parse_columns(given_)


def test_the_command_shows_how_columns_were_read_and_takes_another_word_for_it(tmp_path, capsys):
    path = csv(tmp_path, "Tag,Ort\n2024-11-20,Songchon County\n")
    assert main(["records", str(path), "-o", str(tmp_path / "r.jsonl")]) == 0
    assert (
        "columns     date=Tag (guessed by content), place=Ort (guessed by content)" in capsys.readouterr().err
    )
    assert main(["records", str(path), "--columns", "date=Nix", "-o", str(tmp_path / "r.jsonl")]) == 2
    assert "no column 'Nix'; its columns are Tag, Ort" in capsys.readouterr().err


def test_as_many_commas_in_every_place_are_no_delimiter_either(tmp_path):
    rows = "".join(f"2024-11-{n}\tUnsan County, South Phyongan, DPRK\n" for n in range(11, 20))
    records, problems = read(csv(tmp_path, f"date\tplace\n{rows}"))
    assert ({r.adm2 for r in records}, problems) == ({"KP0720"}, [])


def test_a_name_that_would_move_the_cursor_is_not_printed(tmp_path, capsys):
    path = csv(tmp_path, "date,\x1b[2Jplace\n2024-11-20,Songchon County\n")
    assert main(["records", str(path), "-o", str(tmp_path / "r.jsonl")]) == 0
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_commas_in_texts_do_not_pass_for_the_delimiter(tmp_path, mark):
    said = "On Tuesday, Wednesday, and Thursday, it is said, workers, farmers, and others met"
    rows = [
        ["Title, of, the, table, in, words"],
        ["date", "place", "text"],
        ["2024-11-20", "Anju City", f'"{said}"'],
    ]
    path = csv(tmp_path, "".join(mark.join(row) + "\n" for row in [*rows, *rows[2:] * 3]))
    records, problems = read(path)
    assert (records[0].adm2, records[0].text, problems) == ("KP0703", said, [])


def test_names_of_columns_are_known_in_korean(tmp_path):
    path = csv(
        tmp_path, "날짜,장소,내용,행위자\n2024년 11월 20일(수),성천군,공장 준공식,김정은\n".encode("cp949")
    )
    (record,), problems = read(path)
    assert (record.date, record.adm2, record.type, record.actors, problems) == (
        date(2024, 11, 20), "KP0717", "inauguration", ("김정은",), [],
    )  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    [
        "39.25° N, 126.2° E", "39.25 N, 126.2 E", "39° 15' N, 126° 12' E", "39° 15' 0\" N 126° 12' 0\" E",
        "39.25 N 126.2 E", "N 39.25, E 126.2", "N 39.25 E 126.2", "126.2° E / 39.25° N", "39,25; 126,2", "39,25 126,2",
        "(39.25 126.2)", "39° 15' 126° 12'",
    ],
)  # fmt: skip
def test_a_pair_of_coordinates_is_parted_where_its_notation_parts_it(cell):
    found = read_point(cell)
    assert found is not None
    assert (round(found.lat, 6), round(found.lon, 6)) == (39.25, 126.2)


@pytest.mark.parametrize("cell", [" ", "39.25", "39.25, 126.2, 50", "39.25 N", "Songchon, 성천", "1 2 3"])
def test_what_is_no_pair_of_coordinates_is_refused(cell):
    assert read_point(cell) is None


def test_both_coordinates_may_be_in_one_cell(tmp_path):
    path = csv(
        tmp_path,
        'date,coordinates\n2024-11-20,"39.25, 126.2"\n2024-11-20,POINT (126.2 39.25)\n2024-11-20,there\n',
    )
    records, problems = read(path)
    assert [(r.lat, r.lon) for r in records] == [(39.25, 126.2), (39.25, 126.2), (None, None)]
    assert "line 4: coordinates 'there' are not a pair" in problems[0]


def test_a_table_without_a_header_is_not_read_as_if_its_first_row_were_one(tmp_path):
    path = csv(tmp_path, "2024-11-20,Songchon County\n2024-11-21,Anju City\n")
    with pytest.raises(InputError, match="line 1: looks like a row of values"):
        read(path)


def test_latitudes_without_longitudes_are_reported_once(tmp_path):
    records, problems = read(
        csv(tmp_path, "date,place,lat\n2024-11-20,Anju City,39.6\n2024-11-21,Anju City,39.6\n")
    )
    assert [r.geo_precision for r in records] == ["adm2", "adm2"]
    assert len(problems) == 1
    assert "a column for lat (lat) but none for lon" in problems[0]


def test_many_rows_abroad_are_one_line(tmp_path):
    rows = "".join(f"2024-11-{n},35.6,139.7\n" for n in range(10, 20))
    records, problems = read(csv(tmp_path, f"date,lat,lon\n{rows}"))
    assert {r.geo_precision for r in records} == {"none"}
    assert len(problems) == 1
    assert (
        "10 rows outside of the DPRK, kept without county (line 2, line 3, line 4 and others)" in problems[0]
    )


def test_a_row_that_says_nothing_is_passed_over_and_named(tmp_path):
    records, problems = read(csv(tmp_path, "id,date,place,total\n1,2024-11-20,Anju City,\n,,,17\n"))
    assert len(records) == 1
    assert "line 3: no date, place or text" in problems[0]


# ---------------------------------------------------------------------------------------------------------- days


def test_one_cell_that_can_only_be_day_first_decides_the_order_of_its_column(tmp_path):
    records, problems = read(csv(tmp_path, "date,place\n03/04/2024,Anju City\n20/04/2024,Anju City\n"))
    assert ([r.date for r in records], problems) == ([date(2024, 4, 3), date(2024, 4, 20)], [])
    records, _ = read(csv(tmp_path, "date,place\n03/04/2024,Anju City\n04/20/2024,Anju City\n"))
    assert [r.date for r in records] == [date(2024, 3, 4), date(2024, 4, 20)]


def test_cells_that_contradict_each_other_decide_nothing():
    order = calendar(["03/04/2024", "20/04/2024", "04/20/2024"])
    assert order.read("03/04/2024")[2] == "is ambiguous, 2024-03-04 or 2024-04-03"
    assert order.read("20/04/2024")[0] == order.read("04/20/2024")[0] == date(2024, 4, 20)


def test_days_that_a_spreadsheet_took_for_months_are_doubted(tmp_path):
    rows = [HEAD, (midnight(2024, 4, 3), "Anju City"), ("20/04/2024", "Anju City")]
    records, problems = read(workbook(tmp_path, rows))
    assert [r.date for r in records] == [None, date(2024, 4, 20)]
    assert "row 2: date '2024-04-03' may have day and month exchanged" in problems[0]


def test_a_year_of_two_figures_is_asked_for_in_four(tmp_path):
    (record,), problems = read(csv(tmp_path, "date,place\n20-Nov-24,Anju City\n"))
    assert record.date is None
    assert "line 2: date '20-Nov-24' has a year of two digits; write it as 2024-11-20" in problems[0]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2024-10-30T22:11:00Z", date(2024, 10, 31)),
        ("2024-10-30 22:11 UTC", date(2024, 10, 31)),
        ("2024-10-31T07:11:00+09:00", date(2024, 10, 31)),
        ("2017-09-02T15:15:00Z", date(2017, 9, 2)),  # Pyongyang's clock stood half an hour behind
        ("2024-10-30 22:11", date(2024, 10, 30)),
        ("9999-12-31T23:59:59Z", date(9999, 12, 31)),
    ],
)
def test_a_moment_with_a_zone_is_the_day_that_it_is_in_pyongyang(moment, day):
    assert Calendar().read(moment)[0] == day


@settings(max_examples=300, deadline=None)
@given(st.dates(date(1946, 1, 1), date(2039, 12, 31)), st.sampled_from("/.-"), st.booleans())
def test_a_column_of_days_and_months_is_read_in_its_own_order_or_not_at_all(day, mark, first):
    written = mark.join(
        (f"{day.day:02d}", f"{day.month:02d}") if first else (f"{day.month:02d}", f"{day.day:02d}")
    )
    sure = mark.join(("20", "04") if first else ("04", "20"))
    column = [f"{written}{mark}{day.year}", f"{sure}{mark}2024"]
    assert calendar(column).read(column[0])[0] == day


def test_a_span_of_a_whole_month_or_year_is_that_month_or_year(tmp_path):
    spans = (
        "2024-02-01,2024-02-29",
        "2024-01-01,2024-12-31",
        "2024-02-03,2024-02-05",
        "2024-02-03,2024-01-01",
    )
    text = "start_date,end_date,place\n" + "".join(f"{span},Anju City\n" for span in spans)
    records, problems = read(csv(tmp_path, text))
    assert [(r.date_precision, str(r.date_end)) for r in records] == [
        ("month", "2024-02-29"), ("year", "2024-12-31"), ("day", "2024-02-05"), ("day", "None"),
    ]  # fmt: skip
    assert "line 5: end 2024-01-01 is before begin" in problems[0]


# ------------------------------------------------------------------------------------------------------- formats


def test_a_workbook_has_real_days_merged_cells_and_a_title_above(tmp_path):
    def merge(book):
        book.active.title = "Visits"
        book.active.merge_cells("A3:A4")
        book.create_sheet("Notes").append(["Compiled by hand."])

    rows = [
        ("Visits",),
        HEAD,
        (midnight(2024, 11, 20), "Songchon County"),
        (None, "Anju City"),
        (45617, "Haeju City"),
    ]
    path = workbook(tmp_path, rows, change=merge)
    records, problems = read(path)
    assert ([str(r.date) for r in records], problems) == (["2024-11-20", "2024-11-20", "2024-11-21"], [])
    notes = read_table(path, pytest.fail, need=NEEDED).notes
    assert notes == [
        "1 row above the header skipped",
        "other sheets: Notes; FILE#SHEET reads one of them",
    ]


def test_a_sheet_that_is_no_table_is_skipped(tmp_path):
    def notes(book):
        book.create_sheet("Version", 0).append([2024, 3])

    path = workbook(tmp_path, [HEAD, ("2024-11-20", "Anju City")], change=notes)
    assert [r.adm2 for r in read(path)[0]] == ["KP0703"]
    with pytest.raises(InputError, match="sheet 'Version', row 1: looks like a row of values"):
        read(f"{path}#Version")


def test_a_merged_range_makes_no_rows_of_its_own(tmp_path):
    path = workbook(
        tmp_path, [HEAD, ("2024-11-20", "Anju City")], change=lambda b: b.active.merge_cells("A2:A9")
    )
    assert len(read(path)[0]) == 1


def test_a_formula_without_a_saved_value_is_no_empty_cell(tmp_path):
    path = workbook(tmp_path, [HEAD, ("=DATE(2024,11,20)", "Anju City"), ("#REF!", "Anju City")])
    records, problems = read(path)
    assert [r.date for r in records] == [None, None]
    assert "own.xlsx, sheet 'Sheet', row 2: date (date) is a formula without a saved value" in problems[0]
    assert "row 3: date (date) is the error #REF!" in problems[1]
    assert records[0].row["date"] == "=DATE(2024,11,20)"


def test_a_hidden_sheet_is_read_only_when_asked_for(tmp_path):
    def hide(book):
        sheet = book.create_sheet("Old", 0)
        sheet.sheet_state = "hidden"
        sheet.append(HEAD)
        sheet.append(("1999-01-01", "Haeju City"))

    path = workbook(tmp_path, [HEAD, ("2024-11-20", "Anju City")], change=hide)
    assert [str(r.date) for r in read(path)[0]] == ["2024-11-20"]
    assert [str(r.date) for r in read(f"{path}#Old")[0]] == ["1999-01-01"]
    with pytest.raises(OptionError, match="no sheet 'New'; there are Old, Sheet"):
        read(f"{path}#New")


def test_a_workbook_of_the_calendar_of_1904_keeps_its_days(tmp_path):
    def old(book):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    path = workbook(tmp_path, [HEAD, (midnight(2024, 11, 20), "Anju City"), (44154, "Anju City")], change=old)
    assert [str(r.date) for r in read(path)[0]] == ["2024-11-20", "2024-11-20"]


def test_json_may_be_nested_wrapped_or_a_line_each(tmp_path):
    item = {
        "date": "2024-11-20",
        "where": {"name": "Songchon County", "lat": 39.25, "lon": 126.2},
        "tags": [{"a": 1}],
    }
    (tmp_path / "a.json").write_text(json.dumps({"count": 1, "data": [item]}))
    (tmp_path / "b.jsonl").write_text(f"{json.dumps(item)}\n{{broken\n")
    for name in ("a.json", "b.jsonl"):
        (record,), problems = read(tmp_path / name)
        assert (record.adm2, record.geo_precision) == ("KP0717", "site")
        assert ["b.jsonl, line 2: not valid JSON" in p for p in problems] == [True] * (name == "b.jsonl")


def test_a_name_that_occurs_twice_in_an_object_is_reported(tmp_path):
    path = csv(tmp_path, '[{"date":"2024-11-20","date":"2024-11-21","place":"Anju City"}]', "own.json")
    (record,), problems = read(path)
    assert (record.date, "\0twice" in record.row) == (date(2024, 11, 21), False)
    assert "own.json, row 1: 'date' occurs twice in one object" in problems[0]


def test_an_area_is_as_precise_as_it_is_wide(tmp_path):
    shapes = [Point(126.2, 39.25), box(126.19, 39.24, 126.2, 39.25), box(126.1, 39.1, 126.4, 39.4)]
    frame = geopandas.GeoDataFrame({"date": ["2024-11-20"] * 3}, geometry=shapes, crs="EPSG:4326")
    frame.to_file(tmp_path / "a.gpkg", layer="visits")
    frame.to_crs("EPSG:5179").to_file(tmp_path / "b.gpkg", layer="visits")
    frame.to_file(tmp_path / "c.geojson")
    frame.to_file(tmp_path / "d.kml", driver="KML")
    frame.to_parquet(tmp_path / "e.parquet")
    for path in sorted(tmp_path.iterdir()):
        records, problems = read(path)
        assert ([r.geo_precision for r in records], problems) == (["site", "site", "adm2"], []), path
        assert {r.adm2 for r in records} == {"KP0717"}
        assert [(round(r.lat, 3), round(r.lon, 2)) for r in records] == [
            (39.25, 126.2),
            (39.245, 126.19),
            (39.25, 126.25),
        ]


def test_an_old_geojson_may_name_its_reference_system(tmp_path):
    there = geopandas.GeoSeries([Point(126.2, 39.25)], crs="EPSG:4326").to_crs("EPSG:5179")[0]
    collection = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5179"}},
        "features": [feature(there.x, there.y)],
    }
    (tmp_path / "a.geojson").write_text(json.dumps(collection))
    (record,), _ = read(tmp_path / "a.geojson")
    assert (round(record.lat, 6), round(record.lon, 6)) == (39.25, 126.2)


def test_a_feature_with_latitude_first_is_reported(tmp_path):
    collection = {"type": "FeatureCollection", "features": [feature(39.25, 126.2)]}
    (tmp_path / "a.geojson").write_text(json.dumps(collection))
    (record,), problems = read(tmp_path / "a.geojson")
    assert record.lat is None
    assert (
        "feature 1: coordinates 126.2, 39.25 are out of range; latitude and longitude are swapped"
        in problems[0]
    )


@pytest.mark.parametrize("ending", ["csv", "geojson", "kml", "kmz", "gpkg", "xlsx", "parquet", "fgb"])
def test_what_we_export_we_read_back_as_records(tmp_path, ending):
    (tmp_path / "a.txt").write_text(
        "Kim Jong Un inspected the Anju Pump Factory in Anju City on November 19, 2024."
    )
    out = tmp_path / f"found.{ending}"
    assert main(["export", str(tmp_path / "a.txt"), "--date", "2024-11-20", "-q", "-o", str(out)]) == 0
    (event,) = read_results(tmp_path / "a.txt", date=date(2024, 11, 20)).event_list
    (record,), problems = read(out)
    assert problems == []
    assert (record.id, record.date, record.type, record.adm2, record.geo_precision) == (
        event.event_id, event.date, event.type, event.adm2, event.geo_precision,
    )  # fmt: skip
    assert (round(record.lat, 5), round(record.lon, 5)) == (round(event.lat, 5), round(event.lon, 5))
    assert event.quote in record.text


def test_a_table_of_sites_may_be_a_workbook_or_a_layer(tmp_path):
    rows = [
        ("name", "kind", "county", "lat", "lon"),
        ("Anju Pump Factory", "works", "Anju City", 39.61, 125.68),
    ]
    frame = geopandas.GeoDataFrame(
        {"name": ["Anju Pump Factory"], "kind": ["works"]}, geometry=[Point(125.68, 39.61)], crs=4326
    )
    frame.to_file(tmp_path / "own.gpkg", layer="sites")
    for path in (workbook(tmp_path, rows), tmp_path / "own.gpkg"):
        (site,) = read_sites(path, pytest.fail)
        assert (site.name, site.kind, site.adm2, site.lat, site.geo_precision) == (
            "Anju Pump Factory",
            "works",
            "KP0703",
            39.61,
            "site",
        )


def two_sheets(path, *rows):
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("Older")):
        for row in rows:
            sheet.append(row)
    book.save(path)
    return str(path)


def test_sheets_that_no_command_reads_are_noted_whatever_the_table_is_for(tmp_path, capsys):
    records = two_sheets(tmp_path / "r.xlsx", HEAD, ("2024-11-20", "Songchon County"))
    sites = two_sheets(tmp_path / "s.xlsx", ("name", "county"), ("A Mill", "Songchon County"))
    counties = two_sheets(tmp_path / "w.xlsx", ("county",), ("Songchon County",))
    publishers = two_sheets(tmp_path / "p.xlsx", ("host", "class"), ("a.example", "blog"))
    right = two_sheets(
        tmp_path / "c.xlsx", ("action", "name", "value", "who", "when", "why"),
        ("alias", "Peony Town", "Songchon County", "J. Reader", "2024-11-20", "so called"),
    )  # fmt: skip
    args = ["chains", "data/samples/articles", "--records", records, "--sites", sites, "--counties", counties]
    main([*args, "--publishers", publishers, "--corrections", right, "-o", str(tmp_path / "out.csv")])
    notes = [
        line.split("  ", 1)[1].strip() for line in capsys.readouterr().err.splitlines() if "note  " in line
    ]
    for file in (records, sites, counties, publishers, right):
        assert sum(note.startswith(file) and "other sheets: Older" in note for note in notes) == 1
    assert len(notes) == 5


def test_commands_that_read_a_table_show_which_columns_they_take_for_what(tmp_path, capsys):
    first = str(csv(tmp_path, "Day,Where\n2024-11-20,Songchon County\n", "a.csv"))
    second = str(csv(tmp_path, "Tag,Ort\n2024-11-20,Songchon County\n", "b.csv"))
    main(["join", first, second, "-o", str(tmp_path / "pairs.csv")])
    output = capsys.readouterr().err
    assert f"  {first}: date=Day, place=Where" in output
    assert f"{second}: date=Tag (guessed by content), place=Ort (guessed by content)" in output
    main(["join", first, "-o", str(tmp_path / "pairs.csv")])
    assert "  date=Day, place=Where" in capsys.readouterr().err
    main(["geocode", "--table", second])
    assert "place=Ort (guessed by content)" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------------- hostile


def test_a_line_in_another_encoding_is_read_in_its_own_and_named(tmp_path):
    text = "날짜,장소\n2024-11-20,성천군\n2024-11-21,안주시\n".encode() + "2024-11-22,해주시\n".encode(
        "cp949"
    )
    records, problems = read(csv(tmp_path, text))
    assert [r.adm2 for r in records] == ["KP0717", "KP0703", "KP0901"]
    assert problems == [p for p in problems if "own.csv, line 4: in a different encoding than the rest" in p]
    assert len(problems) == 1


@pytest.mark.parametrize("entry", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_entities_in_a_workbook_are_refused(tmp_path, entry):
    good, bad = workbook(tmp_path, [HEAD, ("2024-11-20", "Anju City")]), tmp_path / "bad.xlsx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name,
                b'<!DOCTYPE x [<!ENTITY a "b">]>' + content.partition(b"?>")[2] if name == entry else content,
            )
    with pytest.raises(UnreadableError, match=f"{entry} contains a document type definition"):
        read(bad)


@pytest.mark.parametrize("inside", ["xl/workbook.xml", "doc.kml"])
def test_an_archive_that_swells_is_refused_unread(tmp_path, inside):
    path = tmp_path / "bomb.kmz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(inside, b" " * (20 * 2**20))
    with pytest.raises(UnreadableError, match="unpacks to far more data than a table has"):
        read(path)


@pytest.mark.parametrize(
    "entity", ['<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">', '<!ENTITY b SYSTEM "file:///etc/hostname">']
)
def test_entities_in_kml_are_refused(tmp_path, entity):
    kml = '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>&b;</name></Placemark></kml>'
    text = f"<!DOCTYPE k [{entity}]>{kml}"
    with pytest.raises(UnreadableError, match=r"own\.kml"):
        read(csv(tmp_path, text, "own.kml"))


def test_a_balloons_markup_does_not_reach_the_record(tmp_path):
    text = (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>Visit</name>'
        "<description><![CDATA[<script>x()</script><p>A mill in <b>Anju City</b></p>]]></description>"
        "<TimeSpan><begin>2024-05-01</begin><end>2024-05-31</end></TimeSpan>"
        "</Placemark></kml>"
    )
    (record,), _ = read(csv(tmp_path, text, "own.kml"))
    assert (record.text, record.adm2, record.date_precision) == ("A mill in Anju City", "KP0703", "month")


def test_a_line_without_end_is_refused_before_it_is_whole(tmp_path):
    path = csv(tmp_path, b"date,place\n2024-11-20," + b"x" * (17 * 2**20))
    with pytest.raises(UnreadableError, match=r"own\.csv, line 2: longer than 16 MB"):
        read(path)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, '[{"date":' + "9" * 5000 + "}]", "nul", "[1, 2]", "{}"]
)
def test_json_that_is_no_table_is_refused_or_named(tmp_path, text):
    try:
        records, problems = read(csv(tmp_path, text, "own.json"))
        assert records == []
    except GeoError as error:
        problems = [str(error)]
    assert all("own.json" in p for p in problems)


ENDINGS = ("csv", "tsv", "json", "jsonl", "geojson", "xlsx", "kml", "kmz", "gpkg", "parquet", "shp")
_STARTS = (
    b"",
    b"PK\x03\x04",
    b"SQLite format 3\0",
    b"PAR1",
    b"<kml",
    b"{",
    b"[",
    b"date,place\n",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xfe",
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ENDINGS), st.sampled_from(_STARTS), st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused_by_name(tmp_path_factory, ending, start, content):
    path = tmp_path_factory.mktemp("t") / f"own.{ending}"
    path.write_bytes(start + content)
    try:
        _, problems = read(path)
    except GeoError as error:
        problems = [str(error)]
    assert all("own." in p for p in problems)


def test_a_column_called_source_is_one_of_addresses_only_where_it_holds_them(tmp_path):
    named = tmp_path / "named.csv"
    named.write_text("date,place,source\n2024-11-19,Haeju,own compilation\n", encoding="utf-8")
    linked = tmp_path / "linked.csv"
    linked.write_text("date,place,source\n2024-11-19,Haeju,https://www.kcna.kp/a\n", encoding="utf-8")
    assert [read(path)[0][0].url for path in (named, linked)] == ["", "https://www.kcna.kp/a"]


def test_short_texts_are_recognised_by_what_they_hold(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(
        "Day;Where;Told\n2024-03-18;Pyongyang;Six 600 mm rockets\n2024-10-31;Haeju;A mill opened\n"
    )
    records, problems = read(path)
    assert problems == []
    assert [r.text for r in records] == ["Six 600 mm rockets", "A mill opened"]


def test_a_row_that_only_names_a_weapon_is_of_its_test(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("Day;Where;What\n2024-10-31;Pyongyang;Hwasong-19\n2024-11-01;Haeju;A power station\n")
    assert [r.type for r in read(path)[0]] == ["weapons-test", "other"]


def test_a_table_may_come_through_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("date,place\n2024-11-19,Haeju\n",))
    writer.start()
    records, problems = read(pipe)
    writer.join()
    assert problems == []
    assert [r.adm2 for r in records] == ["KP0901"]


def test_a_damaged_workbook_gives_a_message_with_what_it_may_be(tmp_path):
    path = tmp_path / "own.xlsx"
    path.write_bytes(b"\0\1\2 no workbook")
    with pytest.raises(UnreadableError, match="damaged, or is its ending wrong"):
        read(path)
