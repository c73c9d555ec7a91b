"""The command ``dprk-geo boundaries`` and the option ``--boundaries``, as a stranger calls them."""

from __future__ import annotations

import csv
import json

import geopandas
import pyogrio
import pytest
import shapely

import tests.support.boundary_files as made
from geo.cli import main
from geo.outputs.formats.boundary_matches import match_rows, match_table
from geo.reference.boundaries.assembly import read_boundary_set
from tests.support import BOUNDARIES

ARTICLE = "Kim Jong Un inspected a factory in Songchon County on November 19."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("boundaries")
    (path / "2024-11-20-a.txt").write_text(ARTICLE, "utf-8")
    made.openstreetmap(path / "osm.geojson")
    made.geoboundaries(path / "swapped.geojson", swapped=True)
    frame = made.counties()
    frame[frame["pcode"] < "KP06"].to_file(path / "half.geojson", driver="GeoJSON")
    frame.geometry = made.moved(frame.geometry, km=3000)
    frame.to_file(path / "away.geojson", driver="GeoJSON")
    return path


def test_the_match_is_a_table_of_units_with_their_pcode_grounds_and_overlap(folder, capsys):
    assert main(["boundaries", str(folder / "osm.geojson")]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0].split() == [
        "row",
        "name",
        "korean",
        "as",
        "pcode",
        "county",
        "grounds",
        "overlap",
        "score",
        "note",
    ]
    assert len(lines) == 180
    (songchon,) = (x for x in lines if "KP0717" in x)
    assert songchon.split()[1:7] == ["Songchon", "County", "성천군", "is", "KP0717", "Songchon"]
    assert "name and overlap" in songchon
    assert "units in the file  179" in err
    assert "2 rows without a polygon were skipped" in err


def test_what_is_lacking_and_what_disagrees_is_shown_and_the_exit_code_is_2(folder, capsys):
    assert main(["boundaries", str(folder / "half.geojson")]) == 2
    out, err = capsys.readouterr()
    assert sum("not in the file" in line for line in out.splitlines()) == 96
    assert "are not in it; their bundled boundaries are used" in err
    assert main(["boundaries", str(folder / "swapped.geojson")]) == 2
    assert "named as Taegwan (KP0622), but lies where Thaechon (KP0618) is" in capsys.readouterr().out


def test_a_file_of_another_country_is_refused_and_nothing_is_written(folder, capsys):
    away, out = str(folder / "away.geojson"), folder / "nothing.html"
    assert main(["boundaries", away, "-o", str(folder / "nothing.gpkg")]) == 2
    assert main(["map", str(folder / "2024-11-20-a.txt"), "--boundaries", away, "-o", str(out)]) == 2
    assert "is it a file of another country?" in capsys.readouterr().err
    assert not out.exists()
    assert not (folder / "nothing.gpkg").exists()
    assert main(["boundaries", away, "-o", "match.docx"]) == 2
    assert "a match is written as .csv, .geojson" in capsys.readouterr().err


def test_points_are_geocoded_and_articles_extracted_by_the_boundary_set_that_is_given(
    folder, tmp_path, capsys
):
    frame = made.counties()
    frame.geometry = made.moved(frame.geometry, km=4)
    file = str(tmp_path / "moved.geojson")
    frame.to_file(file, driver="GeoJSON")
    theirs, lon = read_boundary_set(file, print), 126.2
    lat = next(
        y / 100 for y in range(3900, 4000) if theirs.locate(lon, y / 100) != BOUNDARIES.locate(lon, y / 100)
    )
    found = []
    for given in ([], ["--boundaries", file]):
        assert main(["geocode", "--json", f"{lat}, {lon}", *given]) == 0
        found.append(json.loads(capsys.readouterr().out.splitlines()[-2])["adm2"])
    assert found == [BOUNDARIES.locate(lon, lat).item(), theirs.locate(lon, lat).item()]
    assert main(["extract", str(folder / "2024-11-20-a.txt"), "--boundaries", file]) == 0
    assert "moved.geojson" in capsys.readouterr().err


def test_the_match_is_written_for_other_programs(folder):
    for ending in ("csv", "geojson", "gpkg", "fgb"):
        assert main(["boundaries", str(folder / "osm.geojson"), "-q", "-o", str(folder / f"m.{ending}")]) == 0
    rows = list(csv.DictReader((folder / "m.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == 179
    assert {r["pcode"]: r["korean"] for r in rows}["KP0717"] == "성천군"
    features = json.loads((folder / "m.geojson").read_text("utf-8"))["features"]
    assert [f["properties"]["pcode"] for f in features] == [r["pcode"] for r in rows]
    assert len(pyogrio.read_dataframe(folder / "m.fgb")) == 179
    assert {n for n, _ in pyogrio.list_layers(folder / "m.gpkg")} == {"units", "counties", "provinces"}
    counties = pyogrio.read_dataframe(folder / "m.gpkg", layer="counties")
    assert shapely.coverage_is_valid(counties.geometry.to_numpy())


def test_a_written_boundary_set_is_read_back_as_the_same(folder):
    boundaries = read_boundary_set(folder / "m.gpkg")
    before = read_boundary_set(folder / "osm.geojson")
    assert boundaries.shapes("adm2").keys() == before.shapes("adm2").keys()
    for pcode, shape in before.shapes("adm2").items():
        other = boundaries.shapes("adm2")[pcode]
        assert shapely.intersection(shape, other).area / shape.area > 0.999, pcode


def test_records_have_the_county_in_which_the_given_boundaries_put_them(folder, tmp_path):
    boundaries = read_boundary_set(folder / "osm.geojson")
    edge = next(
        (x, y)
        for x, y in shapely.get_coordinates(boundaries.shapes("adm2")["KP0717"].buffer(-0.001))
        if BOUNDARIES.locate(x, y).item() not in ("KP0717", None)
        and boundaries.locate(x, y).item() == "KP0717"
    )
    (tmp_path / "r.csv").write_text(f"id,date,lon,lat\nr1,2024-11-20,{edge[0]},{edge[1]}\n", "utf-8")
    for option, county in (
        ([], BOUNDARIES.locate(*edge).item()),
        (["--boundaries", str(folder / "osm.geojson")], "KP0717"),
    ):
        assert main(["records", str(tmp_path / "r.csv"), "-q", "-o", str(tmp_path / "o.jsonl"), *option]) == 0
        row = json.loads((tmp_path / "o.jsonl").read_text("utf-8"))
        assert row["event_place"]["adm2"] == county


def test_map_and_export_are_drawn_by_the_given_boundaries(folder, capsys):
    args = [str(folder / "2024-11-20-a.txt"), "--boundaries", str(folder / "osm.geojson")]
    assert main(["map", *args, "-o", str(folder / "map.html")]) == 0
    err = capsys.readouterr().err
    assert "osm.geojson; 2 rows without a polygon were skipped" in err
    assert main(["export", *args, "--geometry", "area", "-q", "-o", str(folder / "e.geojson")]) == 0
    event = geopandas.read_file(folder / "e.geojson").iloc[0]
    county = read_boundary_set(folder / "osm.geojson").shapes("adm2")[event["adm2"]]
    assert shapely.symmetric_difference(event.geometry, county).area < 1e-6


def test_names_that_would_run_or_steer_are_only_text(tmp_path, capsys):
    frame = made.counties()[["name", "geometry"]]
    frame.loc[0, "name"] = '=HYPERLINK("x")\x1b[31m<script>alert(1)</script>'
    frame.to_file(tmp_path / "hostile.geojson", driver="GeoJSON")
    assert main(["boundaries", str(tmp_path / "hostile.geojson"), "-o", str(tmp_path / "m.csv")]) == 0
    assert "\x1b" not in capsys.readouterr().out
    row = next(csv.DictReader((tmp_path / "m.csv").read_text("utf-8-sig").splitlines()))
    assert row["name"].startswith("'=HYPERLINK")
    boundaries = read_boundary_set(tmp_path / "hostile.geojson")
    assert match_rows(boundaries)[0]["pcode"] == "KP0101"
    assert "\x1b" not in match_table(boundaries)
