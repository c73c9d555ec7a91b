"""Publishers' tables, as they ship them, in our own numbers and words."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from geo.linking.records import NEEDED, read_records, records_of
from geo.model.entities import PRECISIONS
from geo.model.errors import GeoError, UnreadableError
from geo.readers.tables import COLUMNS, Table, read_table
from geo.readers.tables.layouts import layout_of, layouts
from geo.reference.context import Reference

EVENT_TYPES = Reference.bundled().event_types.ids

TABLES = Path(__file__).parent / "tables"


def opened(name: str) -> tuple[Table, list, list[GeoError]]:
    problems: list[GeoError] = []
    table = read_table(TABLES / name, problems.append, need=NEEDED)
    return table, list(records_of(table, problems.append)), problems


@pytest.mark.parametrize("name", ["acled.csv", "acled_older.csv", "acled.json"])
def test_acled_is_read_in_each_of_its_forms(name):
    table, records, problems = opened(name)
    assert (table.layout.title, problems) == ("ACLED export", [])
    assert [(r.id, r.date, r.date_precision, r.type, r.adm1, r.adm2, r.geo_precision) for r in records] == [
        ("PRK9001", date(2024, 10, 31), "day", "military", "KP10", "KP1001", "locality"),
        ("PRK9002", date(2024, 10, 15), "day", "other", "KP08", "KP0803", "adm2"),
        ("PRK9003", date(2024, 4, 1), "month", "other", "KP04", None, "adm1"),
    ]
    assert records[0].actors == ("Military Forces of North Korea (2011-)",)


def test_rows_of_other_countries_are_counted_in_one_line_and_are_no_fault():
    table, records, problems = opened("acled.csv")
    assert table.notes == ["2 rows left out: outside the DPRK, by column country"]
    assert (len(records), problems) == (3, [])


def test_a_publishers_own_codes_are_kept_unchanged():
    _, records, _ = opened("acled.csv")
    assert [(r.row["time_precision"], r.row["geo_precision"]) for r in records] == [
        ("1", "1"), ("1", "2"), ("3", "3"),
    ]  # fmt: skip
    assert records[2].row["event_date"] == "20 April 2024"


def test_ucdp_ged_is_read_with_its_span_and_its_seven_precisions():
    table, records, problems = opened("ged.csv")
    assert (table.layout.title, problems) == ("UCDP GED", [])
    assert [(r.id, r.date, r.date_precision, r.date_end, r.adm2, r.geo_precision) for r in records] == [
        ("900001", date(2024, 1, 5), "day", None, "KP0902", "locality"),
        ("900002", date(2002, 6, 29), "day", None, None, "sea"),
        ("900003", date(2024, 6, 1), "month", date(2024, 6, 30), None, "adm1"),
    ]
    assert records[0].actors == ("Government of North Korea", "Government of South Korea")


@pytest.mark.parametrize("name", ["gdelt.export.CSV", "gdelt_with_header.csv"])
def test_gdelt_is_read_with_its_header_and_without(name):
    table, records, problems = opened(name)
    assert (table.layout.title, problems) == ("GDELT 2.0 events", [])
    assert table.notes == ["2 rows left out: outside the DPRK, by column ActionGeo_CountryCode"]
    assert [(r.date, r.type, r.adm1, r.adm2, r.geo_precision) for r in records] == [
        (date(2024, 10, 31), "military", "KP10", "KP1001", "locality"),
        (date(2024, 8, 5), "diplomacy", "KP06", "KP0601", "locality"),
        (date(2024, 11, 20), "diplomacy", None, None, "country"),
        (date(2024, 7, 28), "diplomacy", "KP05", None, "adm1"),
    ]
    assert records[2].lat is None  # the middle of the country is no place


def test_an_archive_with_one_table_is_read_as_gdelt_and_ucdp_ship_theirs(tmp_path):
    path = tmp_path / "20241120.export.CSV.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(TABLES / "gdelt.export.CSV", "20241120.export.CSV")
        archive.writestr("README.txt", "Codebook")
    problems: list[GeoError] = []
    assert len(list(read_records(path, problems.append))) == 4
    assert problems == []
    with zipfile.ZipFile(path, "a") as archive:
        archive.write(TABLES / "gdelt.export.CSV", "20241121.export.CSV")
    with pytest.raises(UnreadableError, match=r"an archive with 20241120\.export\.CSV, 20241121"):
        list(read_records(path, problems.append))


def test_a_list_of_the_leaders_activities_is_read_with_him_in_each_row(tmp_path):
    path = tmp_path / "list.json"
    rows = [
        {"nes_ymd": day, "nes_cn": f"\r\n  {what} \r\n  상세보기", "excman": people}
        for day, what, people in [
            ("20230915", "함경남도 함주군 남새공장 현지지도", "김철수,리영희"),
            ("20230914", "손님 접견", None),
        ]
    ]
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    problems: list[GeoError] = []
    table = read_table(path, problems.append, need=NEEDED)
    records = list(records_of(table, problems.append))
    assert (table.layout.key, problems) == ("activities", [])
    assert [(r.date, r.text, r.type) for r in records] == [
        (date(2023, 9, 15), "함경남도 함주군 남새공장 현지지도", "inspection"),
        (date(2023, 9, 14), "손님 접견", "diplomacy"),
    ]
    assert [r.actors for r in records] == [("Kim Jong Un", "김철수", "리영희"), ("Kim Jong Un",)]
    assert records[0].adm2 == "KP0310"  # the county completes its province


def test_the_whole_list_of_activities_is_recognised(shared):
    problems: list[GeoError] = []
    table = read_table(shared / "events" / "mou_kim_activities.json", problems.append, need=NEEDED)
    records = list(records_of(table, problems.append))
    assert (table.layout.key, len(records), problems) == ("activities", 1864, [])
    assert all(r.date and r.text and not r.text.endswith("상세보기") for r in records)


def test_csis_is_placed_by_its_texts():
    table, records, problems = opened("csis.csv")
    assert (table.layout.title, problems) == ("CSIS Beyond Parallel provocations", [])
    assert [(r.type, r.adm2, r.geo_precision) for r in records] == [
        ("weapons-test", "KP1001", "adm2"),
        ("weapons-test", "KP0608", "site"),
        ("military", None, "sea"),
    ]


def test_the_whole_csis_table_is_recognised(shared):
    problems: list[GeoError] = []
    table = read_table(shared / "events" / "csis_provocations.csv", problems.append, need=NEEDED)
    assert (table.layout.key, len(table.rows), problems) == ("csis", 493, [])


@pytest.mark.parametrize("layout", layouts(), ids=lambda one: one.key)
def test_layouts_map_into_our_own_columns_types_and_precisions(layout):
    assert layout.columns.keys() <= COLUMNS.keys()
    assert layout.least <= len(layout.signature)
    values = {
        about: {v for c in several for v in c.values.values()} for about, several in layout.codes.items()
    }
    assert values.get("type", set()) <= {*EVENT_TYPES}
    assert values.get("geo_precision", set()) <= {*PRECISIONS, "sea", ""}
    assert values.get("date_precision", set()) <= {"day", "month", "year", ""}


def test_a_table_of_ones_own_has_nobodys_layout():
    assert layout_of(["id", "date", "place", "latitude", "longitude", "type", "description"]) is None


def test_without_its_column_of_precision_a_publishers_table_says_so(tmp_path):
    rows = json.loads((TABLES / "acled.json").read_text())["data"]
    path = tmp_path / "acled.json"
    path.write_text(json.dumps([{k: v for k, v in r.items() if k != "geo_precision"} for r in rows]))
    problems: list[GeoError] = []
    assert len(list(read_records(path, problems.append))) == 3
    assert ["without the column geo_precision" in str(p) for p in problems] == [True]


def test_an_empty_or_unknown_code_is_named_with_its_row(tmp_path):
    text = (TABLES / "acled.csv").read_text()
    for old, new in (
        (",37.9708,126.5544,2,", ",37.9708,126.5544,,"),
        (",39.0339,125.7543,1,", ",39.0339,125.7543,7,"),
    ):
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "acled.csv").write_text(text)
    problems: list[GeoError] = []
    list(read_records(tmp_path / "acled.csv", problems.append))
    assert "line 2: geo_precision '7' is not a code of ACLED export" in str(problems[0])
    assert "line 3: geo_precision is empty" in str(problems[1])
