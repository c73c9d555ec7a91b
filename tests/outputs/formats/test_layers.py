"""The schema of layers, what each format says it leaves out, and files that people open elsewhere."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from dataclasses import fields
from datetime import date

import fiona
import geopandas
import openpyxl
import pyarrow.parquet
import pyogrio
import pytest

import geo
from geo import Link
from geo.api.results import Results
from geo.cli import main
from geo.model.entities import Event, Mention, Record
from geo.model.errors import OptionError, UnreadableError
from geo.model.sites import Site
from geo.outputs.formats import write_results
from geo.outputs.formats.delimited import ACLED
from geo.outputs.formats.formats import FORMATS, by_ending, format_of
from geo.outputs.formats.layers import LAYERS, by_reference, chosen, dictionary
from tests.support import ROOT

SAMPLES = ROOT / "data" / "samples"
GIVEN = [
    str(SAMPLES / "articles"),
    "--records",
    str(SAMPLES / "records.csv"),
    "--sites",
    str(SAMPLES / "sites.csv"),
]


@pytest.fixture(scope="module")
def samples() -> Results:
    return geo.read(SAMPLES / "articles", records=SAMPLES / "records.csv", sites=SAMPLES / "sites.csv")


@pytest.fixture(scope="module")
def results() -> Results:
    """A weapons test at no place, one of a month, one of a year, and an opening."""
    body = (
        "Kim Jong Un inspected the Anju Pump Factory in Anju City on Tuesday.\n"
        "A missile was test-fired from the Wonsan area on March 4.\n"
        "A mill was inaugurated in Haeju City in May 2023.\n"
        "Farmers moved into new houses in Jagang Province in 2022."
    )
    article = geo.Article("=cmd|'a'!A1", body, "+title", date(2024, 3, 5), "http://www.kcna.kp/a")
    found = geo.extract(article)
    return Results([found], found.events, [], [], [])


@pytest.mark.parametrize(
    ("layer", "value", "under"),
    [
        ("events", Event, {}), ("sites", Site, {}), ("mentions", Mention, {}), ("links", Link, {}),
        ("records", Record, {"id": "record_id", "row": "own"}),
    ],
    ids=["events", "sites", "mentions", "links", "records"],
)  # fmt: skip
def test_each_field_of_a_value_is_a_column_with_words_in_layers_py(layer, value, under):
    columns = chosen([layer])[0].names
    missing = [f.name for f in fields(value) if under.get(f.name, f.name) not in columns]
    assert not missing, f"geo/outputs/formats/layers.py has no column of {layer} for {missing}"


def test_keys_and_references_of_the_schema_are_columns_that_are_there():
    for layer in LAYERS:
        assert set(layer.key) <= set(layer.names)
        assert len(set(layer.names)) == len(layer.names)
        assert not any(layer[k].null for k in layer.key)
        for reference in layer.refers:
            (key,) = chosen([reference.layer])[0].key
            assert layer[reference.column].kind == chosen([reference.layer])[0][key].kind
    order = [layer.name for layer in by_reference(LAYERS)]
    assert all(order.index(r.layer) < order.index(x.name) for x in LAYERS for r in x.refers)


def test_the_page_of_columns_is_made_of_the_schema():
    assert (ROOT / "data/LAYERS.md").read_text("utf-8") == dictionary(), "run data/build/layers.py"


def test_a_geopackage_has_keys_types_words_and_an_index(samples, tmp_path):
    path = tmp_path / "found.gpkg"
    samples.to_file(path)
    assert next(name for name, _ in pyogrio.list_layers(path)) == "events"
    with closing(sqlite3.connect(path)) as base:
        types = {row[1]: (row[2], row[3]) for row in base.execute("PRAGMA table_info(events)")}
        assert types["date"] == ("DATE", 0)
        assert types["leader"] == ("BOOLEAN", 1)
        there = {(row[2], row[3], row[4]) for row in base.execute("PRAGMA foreign_key_list(links)")}
        assert there == {("events", "event_id", "event_id"), ("records", "record_id", "record_id")}
        words = base.execute(
            "SELECT description, mime_type FROM gpkg_data_columns WHERE table_name='events' AND column_name='actors'"
        ).fetchone()
        assert words == ("persons and bodies", "application/json")
        about = json.loads(base.execute("SELECT metadata FROM gpkg_metadata").fetchone()[0])
        assert about["inputs"] == ["articles"]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    info = pyogrio.read_info(path, layer="counties")
    assert info["features"] == 179
    assert info["capabilities"]["fast_spatial_filter"]
    songchon = geopandas.read_file(path, layer="counties", bbox=(126.3, 39.3, 126.301, 39.301))
    assert list(songchon["korean"]) == ["성천"]


def test_a_geopackage_can_be_edited_by_others_and_its_index_stays_true(samples, tmp_path):
    path = tmp_path / "found.gpkg"
    samples.to_file(path, layers=["sites"])
    with fiona.open(path, layer="sites") as layer:
        properties = dict(next(iter(layer)).properties)
    spot = {"type": "Point", "coordinates": (130.5, 42.2)}
    with fiona.open(path, "a", layer="sites") as layer:
        layer.write({"geometry": spot, "properties": properties | {"site_id": "site:new"}})
    near = geopandas.read_file(path, layer="sites", bbox=(130.4, 42.1, 130.6, 42.3))
    assert list(near["site_id"]) == ["site:new"]


def test_counties_count_their_events_by_type_with_the_first_and_last_day(samples):
    from geo.outputs.formats.layer_rows import rows

    layer = chosen(["counties"])[0]
    counties = {row[0]: dict(zip(layer.names, row, strict=True)) for row in rows(layer, samples)}
    here = [e for e in samples.event_list if e.adm2 == "KP0717"]
    assert counties["KP0717"]["n_events"] == len(here) > 1
    assert counties["KP0717"]["n_groundbreaking"] == sum(e.type == "groundbreaking" for e in here)
    assert counties["KP0717"]["last_event"] == max(e.date for e in here)
    assert sum(c["n_events"] for c in counties.values()) == sum(
        e.adm2 is not None for e in samples.event_list
    )


def test_a_workbook_says_first_what_it_is_and_has_days_as_days(samples, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732406400")
    path = tmp_path / "found.xlsx"
    samples.to_file(path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["About", *(layer.name for layer in LAYERS)]
    about = [row[:4] for row in book["About"].iter_rows(values_only=True)]
    assert ("made on", "2024-11-24", None, None) in about
    assert ("events", "quote", "text", "the sentence that says so") in about
    assert any("candidate" in str(row[1]) for row in about)
    sheet = book["events"]
    assert sheet.freeze_panes == "B2"
    day = sheet.cell(2, chosen(["events"])[0].names.index("date") + 1)
    assert day.is_date
    assert 10 < sheet.column_dimensions["AA"].width < 61


def test_text_in_a_workbook_is_marked_as_text_for_good(results, tmp_path):
    path = tmp_path / "found.xlsx"
    results.to_file(path, layers=["articles"])
    cells = {
        c.value: c for c in next(openpyxl.load_workbook(path)["articles"].iter_rows(min_row=2, max_row=2))
    }
    assert cells["=cmd|'a'!A1"].data_type == "s"
    assert cells["=cmd|'a'!A1"].quotePrefix
    assert cells["+title"].quotePrefix


def test_a_text_too_long_for_a_cell_is_cut_and_reported(tmp_path):
    long = geo.Article("a", "A mill was inaugurated in Haeju City.", "🚀" * 20_000)
    found = geo.extract(long)
    written = Results([found], [], [], [], []).to_file(tmp_path / "a.xlsx", layers=["articles"])
    assert "texts cut at 32,767 characters: 1" in written.lost
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [c.value for c in book["articles"][2]][2] == "🚀" * 16_383


def test_the_command_gives_a_document_its_title(tmp_path):
    out = tmp_path / "found.kml"
    assert main(["export", *GIVEN, "-o", str(out), "--title", "Songchon & Hamju", "-q"]) == 0
    assert "<name>Songchon &amp; Hamju</name>" in out.read_text("utf-8")


def test_one_layer_can_be_named_without_a_list(results, tmp_path):
    assert results.to_file(tmp_path / "a.csv", layers="counties").rows == {"counties": 179}
    with pytest.raises(OptionError, match="no layer 'event'"):
        results.to_file(tmp_path / "a.csv", layers="event")


def test_events_in_acleds_layout_have_its_columns_and_codes(results, tmp_path):
    written = results.to_file(tmp_path / "found.acled.csv")
    with (tmp_path / "found.acled.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == list(ACLED)
    assert len(head) == 31
    by_type = {r["tags"].split(";")[0]: r for r in (dict(zip(head, row, strict=True)) for row in rows)}
    tested = by_type["dprk-geo: weapons-test"]
    assert (tested["event_date"], tested["time_precision"]) == ("2024-03-04", "1")
    assert (tested["event_type"], tested["sub_event_type"]) == ("Strategic developments", "Other")
    assert tested["source"] == "KCNA"
    assert "reported: 2024-03-05" in tested["tags"]
    visited = by_type["dprk-geo: inspection"]
    assert (visited["iso"], visited["admin2"], visited["geo_precision"]) == ("408", "Anju", "2")
    assert (visited["actor1"], visited["fatalities"], visited["event_type"]) == ("Kim Jong Un", "", "")
    months = [r for r in rows if r[3] == "3"]
    assert [r[1] for r in months] == ["2023-05-01"]
    assert any("have no event_type" in words for words in written.lost)


def test_acleds_layout_names_the_publisher_as_every_other_format_does(tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("host,name,class\nsinuiju.example,Sinuiju Notes,blog\n", "utf-8")
    articles = tmp_path / "articles.jsonl"
    first = {"id": "a", "text": "A mill was inaugurated in Haeju City.", "url": "https://sinuiju.example/a"}
    second = {"id": "b", "text": "A hotel was inaugurated in Anju City.", "source": "A friend in Anju"}
    articles.write_text(f"{json.dumps(first)}\n{json.dumps(second)}\n", "utf-8")
    found = geo.read(articles, publishers=table)
    named = []
    for name, column in (("found.acled.csv", "source"), ("found.csv", "publisher")):
        found.to_file(tmp_path / name)
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
            named.append({row[column] for row in csv.DictReader(file)})
    assert named == [{"Sinuiju Notes", "A friend in Anju"}] * 2


def test_geoparquet_has_the_standards_metadata_and_the_words_of_each_column(samples, tmp_path):
    samples.to_file(tmp_path / "found.parquet", geometry="area")
    schema = pyarrow.parquet.read_schema(tmp_path / "found.parquet")
    about = json.loads(schema.metadata[b"geo"])
    assert (about["version"], about["primary_column"]) == ("1.1.0", "geometry")
    assert about["columns"]["geometry"]["encoding"] == "WKB"
    assert about["columns"]["geometry"]["geometry_types"] == ["MultiPolygon", "Point"]
    assert schema.field("quote").metadata[b"description"] == b"the sentence that says so"
    assert str(schema.field("date").type) == "date32[day]"
    frame = geopandas.read_parquet(tmp_path / "found.parquet")
    assert frame.crs.equals("OGC:CRS84")


def test_geojson_says_what_it_is_and_stays_geojson(samples, tmp_path):
    samples.to_file(tmp_path / "found.geojson", layers=["counties"])
    data = json.loads((tmp_path / "found.geojson").read_text("utf-8"))
    assert data["name"] == "counties"
    assert data["metadata"]["events"] == len(samples.event_list)
    assert len(geopandas.read_file(tmp_path / "found.geojson")) == 179


@pytest.mark.parametrize("ending", sorted(by_ending()))
def test_what_is_in_a_file_and_what_is_not_add_up_to_all_layers(samples, tmp_path, ending):
    written = write_results(samples, tmp_path / f"found{ending}")
    assert written.rows.keys().isdisjoint(written.left_out)
    assert written.rows.keys() | written.left_out.keys() == {layer.name for layer in LAYERS}
    doubtful = sum(e.status == "candidate" for e in samples.event_list)
    assert written.candidates == (doubtful if "events" in written.rows else 0)
    flat = any("no geometry" in words for words in written.lost)
    assert flat is not format_of(f"a{ending}").geometry


@pytest.mark.parametrize("ending", sorted(by_ending()))
def test_results_of_nothing_make_a_file_that_opens(tmp_path, ending):
    path = tmp_path / f"none{ending}"
    written = geo.read([]).to_file(path)
    assert written.rows.get("events", 0) == 0
    if ending in (".gpkg", ".fgb", ".geojson", ".json"):
        assert len(geopandas.read_file(path)) == 0
    if ending == ".parquet":
        assert len(geopandas.read_parquet(path)) == 0
    if ending == ".xlsx":
        assert openpyxl.load_workbook(path)["events"].max_row == 1


@pytest.mark.parametrize("ending", sorted(by_ending()))
def test_a_file_whose_name_is_no_unicode_and_a_title_of_anything_stop_no_format(tmp_path, ending):
    bad = tmp_path.joinpath(b"\xbc\xba.txt".decode("utf-8", "surrogateescape"))
    bad.write_text("A mill was inaugurated in Haeju City.")
    written = geo.read([bad]).to_file(tmp_path / f"a{ending}", title="=a\x00\ud800<b>\x1b")
    assert written.rows


@pytest.mark.parametrize("ending", [".gpkg", ".fgb", ".parquet", ".xlsx", ".csv"])
def test_a_file_that_is_to_have_a_name_that_is_no_unicode_is_written_or_refused_in_words(
    samples, tmp_path, ending
):
    path = tmp_path / f"\udcff{ending}"
    try:
        samples.to_file(path)
    except UnreadableError as error:
        assert "cannot be written" in str(error)
    else:
        assert path.exists()


def test_an_event_that_occurs_twice_is_written_once_and_reported(results, tmp_path):
    twice = Results(results.extractions * 2, results.event_list * 2, [], [], [])
    for ending in (".geojson", ".gpkg"):
        written = twice.to_file(tmp_path / f"a{ending}", layers=["events"])
        assert written.rows == {"events": len(results.event_list)}
        assert written.lost[-1] == f"rows with the key of an earlier row, left out: {len(results.event_list)}"


@pytest.mark.parametrize(
    ("ending", "layers", "words"),
    [
        (".csv", ["events", "sites"], "holds one layer"), (".gpkg", ["towns"], "no layer 'towns'"),
        (".acled.csv", ["sites"], "holds events, not sites"),
    ],
)  # fmt: skip
def test_layers_that_a_format_cannot_hold_are_refused_in_words(samples, tmp_path, ending, layers, words):
    with pytest.raises(OptionError, match=words):
        samples.to_file(tmp_path / f"a{ending}", layers=layers)
    assert not list(tmp_path.iterdir())


def test_the_command_writes_the_layers_asked_for_and_says_what_it_left_out(tmp_path, capsys):
    out = tmp_path / "found.gpkg"
    assert main(["export", *GIVEN, "-o", str(out), "--layer", "sites", "--layer", "events"]) == 0
    assert {name for name, _ in pyogrio.list_layers(out)} == {"events", "sites", "layer_styles"}
    said = capsys.readouterr().err
    assert "not in it" in said
    assert "179 counties" in said
    assert main(["export", *GIVEN, "-o", str(tmp_path / "c.csv"), "--layer", "counties", "-q"]) == 0
    assert (tmp_path / "c.csv").read_text("utf-8-sig").count("\n") == 180
    assert main(["export", *GIVEN, "-o", str(tmp_path / "c.csv"), "--layer", "nonsense"]) == 2
    assert "there are events, " in capsys.readouterr().err


def test_no_two_formats_claim_one_ending():
    assert len(by_ending()) == sum(len(f.endings) for f in FORMATS)
