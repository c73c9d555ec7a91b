"""Results opened again in the formats that other programs read."""

from __future__ import annotations

import csv
import json

import geopandas
import openpyxl
import pyogrio
import pytest
from lxml import etree

from geo.api.reading import read as read_results
from geo.api.results import Results
from geo.cli import main
from geo.model.errors import OptionError, UnreadableError
from geo.outputs.formats.cells import cell
from geo.outputs.formats.formats import by_ending, write_results
from geo.outputs.formats.kml import kml_text, kmz_bytes

TEXT = (
    "Kim Jong Un inspected the Anju Pump Factory in Anju City on Tuesday.\n"
    "Farmers moved into new houses in Jagang Province.\n"
    "A mill <b>&amp; bakery</b> \x07was inaugurated in Haeju City in May 2023.\n"
    "구성시에서 밀가공공장이 준공되였다.\n"
)
KML = {"k": "http://www.opengis.net/kml/2.2"}


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> Results:
    folder = tmp_path_factory.mktemp("formats")
    article = {"id": "a", "text": TEXT, "date": "2024-03-05"}
    (folder / "a.jsonl").write_text(json.dumps(article), encoding="utf-8")
    return read_results(folder / "a.jsonl")


def test_every_table_of_the_results_is_a_layer_of_the_geopackage(results, tmp_path):
    path = tmp_path / "found.gpkg"
    write_results(results, path)
    assert {name for name, _ in pyogrio.list_layers(path)} >= {"events", "sites", "mentions"}
    frame = geopandas.read_file(path, layer="events")
    assert list(frame["event_id"]) == [e.event_id for e in results.event_list]
    assert frame.crs == "EPSG:4326"
    assert list(frame["quote"]) == [e.quote for e in results.event_list]


@pytest.mark.parametrize("ending", [".gpkg", ".fgb", ".geojson"])
def test_what_is_known_to_its_province_is_drawn_as_the_province_where_asked(results, tmp_path, ending):
    path = tmp_path / f"found{ending}"
    write_results(results, path, geometry="area")
    frame = geopandas.read_file(path, **({"layer": "events"} if ending == ".gpkg" else {}))
    wide = frame[frame["adm1"].eq("KP05") & frame["geo_precision"].eq("adm1")]
    assert len(wide) == 1
    assert set(wide.geometry.geom_type) <= {"Polygon", "MultiPolygon"}


def test_google_earth_gets_folders_by_province_and_type_with_time_and_evidence(results, tmp_path):
    path = tmp_path / "found.kml"
    write_results(results, path)
    tree = etree.parse(path)
    folders = tree.xpath("/k:kml/k:Document/k:Folder/k:name/text()", namespaces=KML)
    provinces = [
        name for name in folders if name in ("Jagang", "North Phyongan", "South Hwanghae", "South Phyongan")
    ]
    assert len(provinces) == 4
    assert folders[:4] == provinces == sorted(provinces)
    marks = tree.xpath("//k:Placemark[starts-with(@id, 'e')]", namespaces=KML)
    assert len(marks) == len(results.event_list)
    by_type = {m.xpath("string(../k:name)", namespaces=KML): m for m in marks}
    inspected = by_type["inspection"]
    assert inspected.xpath("string(k:TimeStamp/k:when)", namespaces=KML) == "2024-03-05"
    assert "Anju Pump Factory in Anju City" in inspected.xpath("string(k:description)", namespaces=KML)
    styles = set(tree.xpath("//k:Style/@id", namespaces=KML))
    assert {u.removeprefix("#") for u in tree.xpath("//k:styleUrl/text()", namespaces=KML)} <= styles


def test_a_month_is_a_span_of_time_not_its_first_day(results):
    tree = etree.fromstring(kml_text(results.event_list).encode())
    spans = [
        (s.findtext("k:begin", namespaces=KML), s.findtext("k:end", namespaces=KML))
        for s in tree.iterfind(".//k:TimeSpan", KML)
    ]
    assert spans == [("2023-05-01", "2023-05-31")]


def test_markup_and_control_characters_of_an_article_do_not_reach_the_balloon(results):
    tree = etree.fromstring(kml_text(results.event_list).encode())
    for balloon in tree.iterfind(".//k:description", KML):
        assert "<b>" not in (balloon.text or "")
        assert "\x07" not in (balloon.text or "")


def test_a_kmz_is_the_same_bytes_for_the_same_events(results, tmp_path):
    write_results(results, tmp_path / "found.kmz")
    first = (tmp_path / "found.kmz").read_bytes()
    write_results(results, tmp_path / "found.kmz")
    assert (tmp_path / "found.kmz").read_bytes() == first
    assert kmz_bytes("<kml/>") == kmz_bytes("<kml/>")


def test_a_workbook_has_a_sheet_for_each_table_and_runs_no_formula(results, tmp_path):
    path = tmp_path / "found.xlsx"
    write_results(results, path)
    book = openpyxl.load_workbook(path)
    assert {"events", "sites", "mentions"} <= set(book.sheetnames)
    rows = list(book["events"].iter_rows(values_only=True))
    column = rows[0].index("quote")
    assert [row[column] for row in rows[1:]] == [e.quote for e in results.event_list]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1+1", "-cmd", "@sum", "\tx"])
def test_text_that_a_spreadsheet_would_run_is_written_as_text(text):
    assert cell(text) == f"'{text}"


def test_a_table_for_excel_keeps_korean_and_every_event(results, tmp_path):
    path = tmp_path / "found.csv"
    write_results(results, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [r["event_id"] for r in rows] == [e.event_id for e in results.event_list]
    assert rows[-1]["quote"] == "구성시에서 밀가공공장이 준공되였다."


def test_geoparquet_is_written_or_says_what_to_install(results, tmp_path):
    path = tmp_path / "found.parquet"
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        with pytest.raises(OptionError, match=r"dprk-geo\[parquet\]"):
            write_results(results, path)
        assert not path.exists()
    else:
        write_results(results, path)
        assert len(geopandas.read_parquet(path)) == len(results.event_list)


@pytest.mark.parametrize("ending", sorted(by_ending().keys() - {".parquet", ".qgz"}))
def test_a_file_takes_its_name_only_when_it_is_whole(results, tmp_path, ending):
    (tmp_path / "in the way").write_text("a file where a folder is meant")
    with pytest.raises(UnreadableError, match="in the way"):
        write_results(results, tmp_path / "in the way" / f"found{ending}")
    path = tmp_path / f"found{ending.upper()}"
    write_results(results, path)
    assert [p.name for p in tmp_path.iterdir() if p.name != "in the way"] == [path.name]


def test_an_ending_of_no_format_is_reported_with_those_that_there_are(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["export", str(tmp_path / "a.txt"), "-o", str(tmp_path / "found.shp")]) == 2
    said = capsys.readouterr().err
    assert "found.shp" in said
    assert ".gpkg" in said
