"""Files for other programs."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import geopandas
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.model.errors import OptionError, UnreadableError
from geo.outputs.formats import event_properties, extraction_row, write_geojson, write_lines

TEXT = (
    "Kim Jong Un inspected the Anju Pump Factory in Anju City on Tuesday.\n"
    "Farmers moved into new houses in Jagang Province."
)


def written(read, tmp_path, text=TEXT, **options):
    path = tmp_path / "events.geojson"
    write_geojson(map(event_properties, read(text).events), path, **options)
    return path


def test_geojson_has_the_columns_of_an_event_and_opens_elsewhere(read, tmp_path):
    frame = geopandas.read_file(written(read, tmp_path))
    assert list(frame["type"]) == ["inspection", "inauguration"]
    assert list(frame["geo_precision"]) == ["adm2", "adm1"]
    for column in (
        "event_id",
        "date_precision",
        "adm2",
        "quote",
        "rule",
        "score",
        "source_id",
        "status",
        "text_sha256",
    ):
        assert column in frame


def test_geojson_keeps_to_rfc_7946(read, tmp_path):
    data = json.loads(written(read, tmp_path).read_text("utf-8"))
    assert data["type"] == "FeatureCollection"
    assert "crs" not in data
    for feature in data["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert 124 < lon < 131
        assert 37 < lat < 43
        assert feature["id"] == feature["properties"]["event_id"]


def test_what_is_known_to_its_county_can_be_written_as_its_area(read, tmp_path):
    data = json.loads(written(read, tmp_path, geometry="area").read_text("utf-8"))
    kinds = [f["geometry"]["type"] for f in data["features"]]
    assert all(k.endswith("Polygon") for k in kinds)
    shape = shapely.geometry.shape(data["features"][0]["geometry"])
    assert shape.contains(shapely.Point(125.75, 39.6)) or shape.area > 0.01


def test_an_event_without_place_has_no_geometry(read, tmp_path):
    path = written(read, tmp_path, "Kim Jong Un oversaw the test-fire of a missile on Thursday.")
    assert json.loads(path.read_text("utf-8"))["features"][0]["geometry"] is None


def test_no_event_makes_a_valid_empty_file(tmp_path):
    path = tmp_path / "none.geojson"
    assert write_geojson([], path) == 0
    assert json.loads(path.read_text("utf-8")) == {"type": "FeatureCollection", "features": []}


def test_an_unknown_geometry_is_refused(tmp_path):
    with pytest.raises(OptionError, match="neither"):
        write_geojson([], tmp_path / "a.geojson", geometry="dot")


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UnreadableError, match="cannot be written"):
        write_geojson([], tmp_path / "file" / "a.geojson")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_a_line_of_extraction_is_one_line_of_json_whatever_the_words(tmp_path_factory, words):
    from geo.extraction.pipeline import extract
    from geo.model.entities import Article
    from geo.text.normalization import clean

    path = tmp_path_factory.mktemp("x") / "a.jsonl"
    text = clean(f"A mill was inaugurated in Haeju City, {words}.")
    write_lines([extraction_row(extract(Article("a", text, extra={"own": clean(words)})))], path)
    content = path.read_text("utf-8")
    assert content.count("\n") == 1
    row = json.loads(content)
    assert row["own"] == clean(words)
    assert row["mentions"][0]["adm2"] == "KP0901"


def imported() -> Iterator[tuple[Path, str, str]]:
    """Each name that a module of ours takes from one of geo.outputs.formats."""
    package = Path(geo.__file__).parent
    for path in sorted(package.rglob("*.py")):
        room = path.relative_to(package.parent).parent.parts
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                above = room[: len(room) + 1 - node.level] if node.level else ()
                module = ".".join((*above, node.module))
                if module.startswith("geo.outputs.formats."):
                    yield from ((path, module, one.name) for one in node.names)


def test_what_a_module_gives_to_others_is_what_it_lists():
    found = list(imported())
    assert len(found) > 50
    for path, module, name in found:
        room = import_module(module)
        assert name in room.__all__ or hasattr(getattr(room, name), "__path__"), (path, module, name)
