"""Styles beside exports, tiles for MapLibre, bounds in GeoParquet, and events of one point in a KMZ."""

from __future__ import annotations

import json
import struct
import zipfile

import geopandas
import pytest
from lxml import etree

import geo
from geo.cli import main
from geo.model.errors import OptionError
from geo.outputs.formats.kml import kml_text
from tests.support import REFERENCE, SAMPLES

KML = {"k": "http://www.opengis.net/kml/2.2"}
SLD = {"s": "http://www.opengis.net/sld", "x": "http://www.w3.org/1999/xlink"}


@pytest.fixture(scope="module")
def found():
    return geo.read(str(SAMPLES / "articles"), sites=str(SAMPLES / "sites.csv"))


def test_a_style_for_other_programs_names_symbols_that_are_there(found, tmp_path):
    found.to_file(tmp_path / "a.geojson", style=True)
    root = etree.parse(tmp_path / "a.sld").getroot()
    named = {one.get(f"{{{SLD['x']}}}href") for one in root.iterfind(".//s:OnlineResource", SLD)}
    assert named
    assert all((tmp_path / name).is_file() for name in named)
    assert not [name for name in named if name.startswith(("/", "http"))]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".gpkg"])
def test_a_format_without_style_files_refuses_them_before_the_work(tmp_path, capsys, ending):
    path = tmp_path / f"a{ending}"
    assert main(["export", str(SAMPLES / "articles"), "-o", str(path), "--style"]) == 2
    assert "--style goes with .geojson" in capsys.readouterr().err
    assert not path.exists()
    with pytest.raises(OptionError):
        geo.read([]).to_file(path, style=True)


def test_a_layer_without_geometry_has_no_style_and_this_is_said(found, tmp_path):
    written = found.to_file(tmp_path / "a.geojson", layers=["articles"], style=True)
    assert "no style for articles, which has no geometry" in written.notes


def test_the_style_of_tiles_draws_each_layer_of_the_archive_with_icons_that_are_in_the_sprite(
    found, tmp_path
):
    pytest.importorskip("pmtiles")
    pytest.importorskip("mapbox_vector_tile")
    found.to_file(tmp_path / "a.pmtiles", style=True)
    style = json.loads((tmp_path / "a.style.json").read_text("utf-8"))
    assert style["sources"]["dprk-geo"]["url"] == "pmtiles://a.pmtiles"
    assert {one["source-layer"] for one in style["layers"] if "source-layer" in one} == {
        "events", "sites", "records", "counties", "provinces",
    }  # fmt: skip
    for ratio, mark in ((1, ""), (2, "@2x")):
        index = json.loads((tmp_path / f"a-sprite{mark}.json").read_text("utf-8"))
        assert set(index) >= {f"{t}{area}" for t in REFERENCE.event_types for area in ("", "-area")} | {
            "site"
        }
        wide, high = struct.unpack(">II", (tmp_path / f"a-sprite{mark}.png").read_bytes()[16:24])
        assert all(
            one["x"] + one["width"] <= wide and one["y"] + one["height"] <= high for one in index.values()
        )
        assert {one["pixelRatio"] for one in index.values()} == {ratio}


def test_a_reader_of_geoparquet_takes_only_rows_in_a_box(found, tmp_path):
    pytest.importorskip("pyarrow")
    found.to_file(tmp_path / "a.parquet")
    west, south, east, north = box = (125.0, 38.5, 127.0, 40.0)
    frame = geopandas.read_parquet(tmp_path / "a.parquet")
    part = geopandas.read_parquet(tmp_path / "a.parquet", bbox=box)
    inside = frame.cx[west:east, south:north]
    assert 0 < len(inside) < len(frame)
    assert sorted(part["event_id"]) == sorted(inside["event_id"])
    assert "bbox" not in frame.columns


def test_duckdb_filters_geoparquet_by_the_bounds_of_its_rows(found, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    found.to_file(tmp_path / "a.parquet")
    inside = geopandas.read_parquet(tmp_path / "a.parquet").cx[125:127, 38.5:40]
    counted = duckdb.sql(
        f"SELECT count(*) FROM '{tmp_path / 'a.parquet'}' WHERE bbox.xmin <= 127 AND bbox.xmax >= 125"
        " AND bbox.ymin <= 40 AND bbox.ymax >= 38.5"
    ).fetchall()
    assert counted == [(len(inside),)]


def test_icons_of_one_point_stand_side_by_side_and_their_point_is_true(tmp_path):
    lines = [
        {"id": f"a{n}", "text": f"A mill was inaugurated in Haeju City on May {n + 1}, 2024."}
        for n in range(12)
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    results = geo.read(str(tmp_path / "a.jsonl"))
    results.to_file(tmp_path / "a.kmz", layers=["events"])
    with zipfile.ZipFile(tmp_path / "a.kmz") as archive:
        root = etree.fromstring(archive.read("doc.kml"))
        names = set(archive.namelist())
    marks = root.findall(".//k:Placemark", KML)
    spots = [(float(h.get("x")), float(h.get("y"))) for h in root.iterfind(".//k:Placemark//k:hotSpot", KML)]
    assert len(marks) == len(spots) == 12
    apart = [((a - c) ** 2 + (b - d) ** 2) ** 0.5 for i, (a, b) in enumerate(spots) for c, d in spots[:i]]
    assert min(apart) > 0.8  # icon widths
    assert {m.findtext(".//k:coordinates", namespaces=KML) for m in marks} == {
        f"{results.event_list[0].lon:.6f},{results.event_list[0].lat:.6f}"
    }
    assert {i.text for i in root.iterfind(".//k:Placemark//k:href", KML)} <= names
    assert "hotSpot" not in kml_text(results.event_list[:1], packed=True)
