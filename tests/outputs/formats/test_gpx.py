"""Sites as GPX, opened again by readers that did not write it."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date

import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from geo.api.results import Results
from geo.cli import main
from geo.model.errors import UnreadableError
from geo.model.sites import Site
from geo.outputs.formats.gpx import NAMESPACE, gpx_text, write_gpx

gpxpy = pytest.importorskip("gpxpy")

SITE = Site(
    "site:anjupumpfactory/KP0703", "Anju Pump Factory", "안주뽐프공장", "factory", "KP07", "KP0703", 39.62, 125.66,
    "site", date(2024, 3, 5), date(2024, 5, 1), 3, 2, ("e1", "e2"), "articles and user", "in-named-unit",
)  # fmt: skip
ORDER = ["name", "desc", "src", "type", "extensions"]
"""Elements of a waypoint as the schema of GPX 1.1 orders them."""

words = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)


def own(waypoint) -> dict[str, str]:
    return {node.tag.removeprefix(f"{{{NAMESPACE}}}"): node.text or "" for node in waypoint.extensions}


@given(words, words, words, st.floats(-180, 180), st.floats(-90, 90), st.none() | st.dates())
@settings(max_examples=100, deadline=None)
def test_a_waypoint_is_read_back_equal(name, korean, kind, lon, lat, first):
    site = replace(SITE, name=name, korean=korean, kind=kind, lon=lon, lat=lat, first=first)
    text = gpx_text([site])
    (found,) = gpxpy.parse(text).waypoints
    assert (found.longitude, found.latitude) == pytest.approx((lon, lat), abs=1e-6)
    assert (found.name or "").strip() == name.strip()
    kept = own(found)
    for field in fields(Site):
        value = getattr(site, field.name)
        if field.name in ("lat", "lon", "name"):
            continue
        if value in (None, "", ()):
            assert field.name not in kept
        elif field.name not in ("korean", "kind"):  # gpxpy strips their blanks
            assert kept[field.name] == ("; ".join(value) if isinstance(value, tuple) else str(value))
    (mark,) = etree.fromstring(text.encode()).iterfind("{*}wpt")
    assert [etree.QName(node).localname for node in mark] == ORDER


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_no_text_becomes_markup(words):
    hostile = f"</name></wpt><script>{words}\x00\ud800]]>"
    text = gpx_text(
        [replace(SITE, name=hostile, korean=hostile, kind=hostile, origin=hostile)], title=hostile
    )
    tree = etree.fromstring(text.encode())
    assert not tree.findall(".//{*}script")
    assert len(tree.findall("{*}wpt")) == 1


def test_what_is_known_to_its_county_only_is_no_waypoint_but_counted(tmp_path):
    rest = [replace(SITE, site_id=f"site:{n}", geo_precision="adm2") for n in range(3)]
    said = write_gpx(Results([], [], [], [], [SITE, *rest]), tmp_path / "a.gpx")
    assert said == ["3 sites without coordinates of their own"]
    assert [w.name for w in gpxpy.parse((tmp_path / "a.gpx").read_text("utf-8")).waypoints] == [
        "Anju Pump Factory"
    ]


def test_a_waypoint_says_what_is_known_and_gdal_reads_its_p_code(tmp_path):
    write_gpx(Results([], [], [], [], [SITE]), tmp_path / "a.gpx")
    (row,) = pyogrio.read_dataframe(tmp_path / "a.gpx", layer="waypoints").itertuples()
    assert (row.geometry.x, row.geometry.y) == (125.66, 39.62)
    assert row.dprk_adm2 == "KP0703"
    assert row.dprk_site_id == "site:anjupumpfactory/KP0703"
    assert row.desc == (
        "factory, Anju, South Phyongan (안주). Known to the site itself; "
        "mentioned 3 times, 2024-03-05 to 2024-05-01; 2 events"
    )


def test_no_site_is_a_valid_empty_document(tmp_path):
    said = write_gpx(Results([], [], [], [], []), tmp_path / "a.gpx")
    assert said == []
    assert gpxpy.parse((tmp_path / "a.gpx").read_text("utf-8")).waypoints == []


def test_the_command_writes_waypoints_by_the_file_s_ending(tmp_path, capsys):
    article = {
        "id": "a",
        "date": "2024-03-05",
        "text": "Kim Jong Un visited the Kim Chaek Iron and Steel Complex.",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(article), encoding="utf-8")
    assert main(["export", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "a.gpx")]) in (0, 1)
    (found,) = gpxpy.parse((tmp_path / "a.gpx").read_text("utf-8")).waypoints
    assert own(found)["adm2"] == "KP0205"
    assert "a.gpx" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    with pytest.raises(UnreadableError, match="cannot be written"):
        write_gpx(Results([], [], [], [], [SITE]), tmp_path / "file" / "a.gpx")
