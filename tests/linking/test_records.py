"""Event tables and sites."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.extraction.pipeline import extract
from geo.linking.corrections import correction_of
from geo.linking.records import read_records
from geo.linking.site_register import merge_sites, read_sites, register
from geo.model.entities import Article
from geo.model.errors import GeoError, InputError, UnreadableError


def table(tmp_path, text: str, name: str = "own.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    problems: list[GeoError] = []
    return list(read_records(path, problems.append)), problems


def test_rows_are_numbered_from_nought_after_the_files_first_word(tmp_path):
    records, _ = table(tmp_path, "date,description\n2024-01-05,x\n2024-01-06,y\n", "csis_provocations.csv")
    assert [r.id for r in records] == ["csis-0000", "csis-0001"]


def test_a_tables_own_ids_are_kept(tmp_path):
    records, _ = table(tmp_path, "id,date,place\nEV-9,2024-01-05,Haeju\n")
    assert records[0].id == "EV-9"


@pytest.mark.parametrize(
    ("header", "row", "adm2", "precision"),
    [
        ("date,place", "2024-11-19,Songchon County", "KP0717", "adm2"),
        ("Day;Where", "2024-11-19;성천군", "KP0717", "adm2"),
        ("date\tlocation", "2024-11-19\tSunan", "KP1001", "locality"),
        ("date,latitude,longitude", "2024-11-19,39.30,126.30", "KP0717", "site"),
        ("date,lat,lon,place", "2024-11-19,41.28,129.08,Kilju County", "KP0211", "site"),
        ("date,description", "2024-11-19,Missiles were fired from the Wonsan area.", "KP0401", "adm2"),
        ("date,adm2", "2024-11-19,KP0717", "KP0717", "adm2"),
    ],
)
def test_a_row_is_placed_by_what_its_columns_say(tmp_path, header, row, adm2, precision):
    text = f"{header}\n{row}\n"
    (record,), problems = table(tmp_path, text)
    assert problems == []
    assert (record.adm2, record.geo_precision, record.date) == (adm2, precision, date(2024, 11, 19))


def test_an_ambiguous_place_is_refused_with_what_it_may_be(tmp_path):
    (record,), _ = table(tmp_path, "date,place\n2024-11-19,Unsan\n")
    assert record.adm2 is None
    assert "KP0617 or KP0720" in record.rule


def test_what_happened_at_sea_or_nowhere_is_reported(tmp_path):
    text = "date,description\n2024-01-01,A patrol boat crossed the line.\n2024-01-02,A new tank was shown.\n"
    records, _ = table(tmp_path, text)
    assert [r.geo_precision for r in records] == ["sea", "country"]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("2024-02-30,Haeju,,", "not a date"),
        ("soon,Haeju,,", "not a date"),
        ("2024-01-01,Haeju,north,east", "not numbers"),
        ("2024-01-01,Haeju,126.3,39.3", "swapped"),
        ("2024-01-01,Haeju,nan,39.3", "has no latitude"),
        ("2024-01-01,Haeju,1e999,1", "out of range"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_the_row_kept(tmp_path, row, what):
    records, problems = table(tmp_path, f"date,place,lat,lon\n2024-05-05,Anju,,\n{row}\n")
    assert [r.adm2 for r in records] == ["KP0703", "KP0901"]
    assert len(problems) == 1
    assert "own.csv, line 3" in str(problems[0])
    assert what in str(problems[0])


def test_a_table_without_any_known_column_names_those_it_has(tmp_path):
    with pytest.raises(InputError, match=r"own.csv, line 1: no column for .* among alpha, beta"):
        table(tmp_path, "alpha,beta\n1,2\n")


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_table_is_refused(tmp_path, text):
    with pytest.raises(UnreadableError, match="empty"):
        table(tmp_path, text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_a_table_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("t") / "own.csv"
    path.write_text("date,place\n" + text, encoding="utf-8", errors="replace")
    problems: list[GeoError] = []
    try:
        for record in read_records(path, problems.append):
            assert record.rule
    except GeoError as error:
        problems.append(error)
    assert all("own.csv" in str(p) for p in problems)


def test_an_unclosed_quotation_mark_costs_its_own_row_at_most(tmp_path):
    text = (
        'id,date,place\nr1,2024-11-20,"Songchon County\nr2,2024-11-21,Anju City\nr3,2024-11-22,Kanggye City\n'
    )
    records, problems = table(tmp_path, text)
    assert [r.id for r in records] == ["r1", "r2", "r3"]
    assert "own.csv, line 2: a quotation mark is never closed" in str(problems[0])


def test_coordinates_of_nought_are_missing_ones(tmp_path):
    (record,), problems = table(tmp_path, "date,place,lat,lon\n2024-11-20,Songchon County,0,0\n")
    assert (record.adm2, record.geo_precision) == ("KP0717", "adm2")
    assert "line 2" in str(problems[0])


def test_a_point_abroad_is_kept_and_reported_as_abroad(tmp_path):
    (record,), problems = table(tmp_path, "date,lat,lon\n2024-11-20,37.5,127.0\n")
    assert (record.adm1, record.geo_precision) == (None, "none")
    assert "outside of the DPRK" in str(problems[0])


def test_places_that_contradict_each_other_are_named(tmp_path):
    (record,), problems = table(tmp_path, 'date,place\n2024-11-20,"Songchon County, Ryanggang"\n')
    assert record.adm2 is None
    assert "names different places" in str(problems[0])


def test_ids_that_occur_twice_are_renamed_and_reported(tmp_path):
    records, problems = table(
        tmp_path, "id,date,place\nown-0001,2024-11-20,Haeju\nown-0001,2024-11-21,Haeju\n"
    )
    assert len({r.id for r in records}) == 2
    assert "occurs twice" in str(problems[0])


@pytest.mark.parametrize(
    ("said", "day", "precision"),
    [
        ("20.11.2024", "2024-11-20", "day"), ("20/11/2024", "2024-11-20", "day"), ("11/20/2024", "2024-11-20", "day"),
        ("20-Nov-2024", "2024-11-20", "day"), ("2024. 11. 20.", "2024-11-20", "day"),
        ("NOVEMBER 20 2024", "2024-11-20", "day"), ("2024-11-20T05:00:00Z", "2024-11-20", "day"),
        ("주체113(2024)년 11월 20일", "2024-11-20", "day"), ("20241120", "2024-11-20", "day"),
        ("45616", "2024-11-20", "day"), ("20/11/2024 14:30", "2024-11-20", "day"),
        ("May 2024", "2024-05-01", "month"), ("2024-05", "2024-05-01", "month"), ("2024", "2024-01-01", "year"),
    ],
)  # fmt: skip
def test_days_are_read_in_the_notations_of_tables(tmp_path, said, day, precision):
    (record,), problems = table(tmp_path, f"date;place\n{said};Haeju City\n")
    assert (str(record.date), record.date_precision, problems) == (day, precision, [])


@pytest.mark.parametrize(
    "said", ["3/4/2024", "between 2024-01-01 and 2024-12-31", "20 and 22 November 2024", "20/11/24"]
)
def test_what_could_be_two_days_is_none_and_reported(tmp_path, said):
    (record,), problems = table(tmp_path, f"date;place\n{said};Haeju City\n")
    assert record.date is None
    assert "write it as 2024-11-20" in str(problems[0])


def test_a_place_is_taken_from_the_title_where_the_text_names_none(tmp_path):
    text = (
        "date,title,description\n2024-11-19,Missile fired from Wonsan,A missile was fired in the morning.\n"
    )
    (record,), _ = table(tmp_path, text)
    assert record.adm2 == "KP0401"


def test_sites_are_registered_with_first_and_last_mention():
    texts = {
        "2024-01-05": "Workers of the Anju Pump Factory met.",
        "2024-03-01": "The Anju Pump Factory produced pumps.",
    }
    found = register(extract(Article(d, t, date=date.fromisoformat(d))) for d, t in texts.items())
    (site,) = found
    assert (site.name, site.kind, site.adm2, site.n_mentions) == ("Anju Pump Factory", "factory", "KP0703", 2)
    assert (str(site.first), str(site.last)) == ("2024-01-05", "2024-03-01")


def test_two_farms_of_one_name_in_two_counties_are_two_sites():
    text = "The Undok Farm in Anak County sowed. The Undok Farm in Haeju City reaped."
    assert {s.adm2 for s in register([extract(Article("a", text))])} == {"KP0910", "KP0901"}


def test_a_users_coordinates_go_before_ours(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text(
        "name,kind,county,lat,lon\nAnju Pump Factory,works,Anju City,39.61,125.68\nNew Mine,mine,Suan,,\n"
    )
    found = register([extract(Article("a", "Workers of the Anju Pump Factory met."))])
    merged = {s.name: s for s in merge_sites(found, read_sites(path, lambda e: None))}
    anju = merged["Anju Pump Factory"]
    assert (anju.lat, anju.lon, anju.geo_precision, anju.kind) == (39.61, 125.68, "site", "works")
    assert anju.origin.endswith("and user")
    assert (merged["New Mine"].adm2, merged["New Mine"].geo_precision) == ("KP0811", "adm2")


def test_a_point_off_the_coast_is_in_one_county_whoever_gives_it(tmp_path):
    (record,), _ = table(tmp_path, "date,lat,lon\n2024-11-20,38.69,125.18\n")
    path = tmp_path / "sites.csv"
    path.write_text("name,lat,lon\nWest Sea Barrage,38.69,125.18\n")
    (site,) = read_sites(path, pytest.fail)
    by = {"who": "J. Reader", "when": "2024-11-20", "why": "seen on an image"}
    moved = correction_of({**by, "action": "place", "event": "0f3a91c04d7e", "lat": "38.69", "lon": "125.18"})
    assert record.adm2 == site.adm2 == moved.value.adm2 == "KP1102"


def test_a_site_in_a_county_nobody_knows_is_kept_and_named(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text("name,county\nA Mill,Atlantis\n")
    problems: list[GeoError] = []
    (site,) = read_sites(path, problems.append)
    assert site.adm2 is None
    assert "sites.csv, line 2: county 'Atlantis' is not known" in str(problems[0])


def test_the_csis_database_is_read_unchanged(shared):
    problems: list[GeoError] = []
    records = list(read_records(shared / "events" / "csis_provocations.csv", problems.append))
    assert (len(records), problems) == (493, [])
    assert sum(r.adm1 is not None for r in records) > 150
    assert all(r.date for r in records)
