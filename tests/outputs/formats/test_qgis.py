"""Styles and projects for QGIS, read by the QGIS of Debian where it is installed."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from lxml import etree

import geo
from geo.model.errors import UnreadableError
from tests.support import REFERENCE, SAMPLES

PYTHON = "/usr/bin/python3"  # for which Debian's python3-qgis is built
PROBE = Path(__file__).with_name("qgis_probe.py")


@pytest.fixture(scope="module")
def found():
    return geo.read(
        str(SAMPLES / "articles"), records=str(SAMPLES / "records.csv"), sites=str(SAMPLES / "sites.csv")
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Forty events at the seat of one county."""
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    lines = [
        {
            "id": f"a{n}",
            "date": "2024-05-03",
            "text": f"A mill was inaugurated in Haeju City on May {n % 28 + 1}.",
        }
        for n in range(40)
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return geo.read(str(path))


@pytest.fixture(scope="module")
def project(found, tmp_path_factory):
    path = tmp_path_factory.mktemp("project") / "map.qgz"
    found.to_file(path, title="Songchon <County>")
    return path


def qgis(*arguments) -> dict:
    """What QGIS says about a file; the test is skipped where there is none."""
    try:
        ready = (
            subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True, timeout=60).returncode
            == 0
        )
    except OSError:
        ready = False
    if not ready:
        pytest.skip("QGIS is not installed: apt-get install python3-qgis")
    done = subprocess.run([PYTHON, PROBE, *map(str, arguments)], capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def tree(project: Path):
    with zipfile.ZipFile(project) as archive:
        (name,) = archive.namelist()
        return etree.fromstring(archive.read(name))


def styles(path: Path) -> list[tuple]:
    with closing(sqlite3.connect(path)) as base:
        return base.execute(
            "SELECT f_table_name, f_geometry_column, styleName, useAsDefault, styleQML FROM layer_styles"
        ).fetchall()


def test_each_layer_with_a_geometry_has_one_style_that_qgis_applies_by_itself(project):
    rows = styles(project.with_suffix(".gpkg"))
    default = [(table, column) for table, column, _, first, _ in rows if first]
    assert sorted(default) == [(name, "geom") for name in (
        "counties", "events", "happenings", "mentions", "provinces", "records", "sites")]  # fmt: skip
    assert {name for _, _, name, first, _ in rows if not first} == {"side by side"}


def test_a_style_has_the_colours_and_signs_of_the_types_that_occur_and_of_all_others(project, found):
    (style,) = [
        text
        for table, _, _, first, text in styles(project.with_suffix(".gpkg"))
        if table == "events" and first
    ]
    renderer = etree.fromstring(style.encode()).find("renderer-v2")
    assert renderer.get("type") == "pointCluster"
    listed = [c.get("value") for c in renderer.iterfind(".//category")]
    assert listed == [
        *(t for t in REFERENCE.event_types if t in {e.type for e in found.event_list} - {"other"}),
        "",
    ]
    colours = {REFERENCE.event_types[value or "other"].colour for value in listed}
    written = {option.get("value") for option in renderer.iterfind(".//symbols//Option[@name='color']")}
    assert written == {",".join(str(int(c[i : i + 2], 16)) for i in (1, 3, 5)) + ",255" for c in colours}


def test_the_project_names_its_data_by_a_relative_path_and_passes_a_title_as_text(project):
    root = tree(project)
    assert {s.text.partition("|")[0] for s in root.iterfind(".//maplayer/datasource")} == {"./map.gpkg"}
    assert root.findtext("title") == "Songchon <County>"
    assert str(project.parent) not in etree.tostring(root, encoding="unicode")


def test_the_same_results_give_the_same_project(found, project, tmp_path):
    found.to_file(tmp_path / "map.qgz", title="Songchon <County>")
    assert (tmp_path / "map.qgz").read_bytes() == project.read_bytes()


def test_a_geopackage_of_somebody_else_is_not_replaced_by_that_of_a_project(found, tmp_path):
    other = tmp_path / "map.gpkg"
    other.write_bytes(b"a survey of years")
    with pytest.raises(UnreadableError, match=r"map\.gpkg.*no earlier export"):
        found.to_file(tmp_path / "map.qgz")
    assert other.read_bytes() == b"a survey of years"
    assert not (tmp_path / "map.qgz").exists()


def test_points_and_areas_in_one_layer_have_no_style_and_this_is_said(found, tmp_path):
    written = found.to_file(tmp_path / "a.gpkg", geometry="area")
    assert "no style for events, which has both points and areas" in written.notes


def test_a_table_of_records_in_a_geopackage_is_read_without_its_styles(project):
    again = geo.read([], records=f"{project.with_suffix('.gpkg')}")
    assert not [problem for problem in again.problems if "layer_styles" in str(problem)]
    assert len(again.records) == 20  # the events, its first layer


@pytest.mark.proof
def test_qgis_opens_the_project_with_valid_layers_groups_time_and_relations(project, tmp_path):
    said = qgis("project", project, tmp_path / "map.png")
    assert said["crs"] == "EPSG:5179"
    assert said["invalid"] == []
    assert said["renderers"]["dprk_geo_events"] == "pointCluster"
    assert said["renderers"]["dprk_geo_events_apart"] == "pointDisplacement"
    assert said["renderers"]["dprk_geo_counties"] == "graduatedSymbol"
    assert said["groups"] == ["Events", "Sites and records", "Boundaries", "More"]
    assert said["relations"] > 10
    assert said["range"] == ["2019-12-02", "2024-12-22"]
    assert said["inked"] > 0.1  # the country covers more than a tenth of the picture


@pytest.mark.proof
def test_the_temporal_controller_shows_an_event_on_its_day_and_on_no_other(project):
    days = qgis("days", project)
    assert days["2024-07-15"] == ["2024-07-15"]
    assert days["2024-07-16"] == ["2024-07-16"]
    assert days["2024-07-17"] == []


@pytest.mark.proof
def test_qgis_applies_the_styles_of_the_geopackage_by_itself(project, tmp_path):
    said = qgis("package", project.with_suffix(".gpkg"), tmp_path / "map.png")
    assert said["renderers"]["events"] == "pointCluster"
    assert said["renderers"]["sites"] == "pointDisplacement"
    assert said["labelled"] == ["counties", "provinces", "sites"]


@pytest.mark.proof
def test_forty_events_of_one_place_are_drawn_apart_on_a_map_of_a_city(many, tmp_path):
    assert len({(e.lat, e.lon) for e in many.event_list}) == 1
    many.to_file(tmp_path / "many.qgz")
    said = qgis("apart", tmp_path / "many.qgz", tmp_path / "many.png")
    assert said["wide"] > 3 * said["one"]  # their marks cover much more than one would


@pytest.mark.proof
def test_qgis_takes_the_style_files_beside_a_geojson(found, tmp_path):
    written = found.to_file(tmp_path / "a.geojson", style=True)
    assert any("a.qml" in note and "a.sld" in note for note in written.notes)
    said = qgis("beside", tmp_path / "a.geojson", tmp_path / "a.sld")
    assert said == {"qml": "pointCluster", "sld": "RuleRenderer", "rules": said["rules"]}
    assert "inspection, county or province known" in said["rules"]
