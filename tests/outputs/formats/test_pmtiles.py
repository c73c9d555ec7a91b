"""PMTiles read back by programs that are not ours: the reader of pmtiles, mapbox-vector-tile's decoder, and GDAL."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas
import mapbox_vector_tile
import numpy
import pmtiles.reader
import pmtiles.tile
import pyogrio
import pyogrio.raw
import pyproj
import pytest
import shapely
from hypothesis import HealthCheck, given, settings

import geo
from geo.api.results import Results
from geo.cli import main
from geo.outputs.formats import pmtiles as writer
from geo.outputs.formats.layers import chosen
from geo.outputs.formats.tile_pyramid import ZOOM, PointFeature, pyramid
from tests.support.round_trips import Carried, as_kind, results, same, truth

SLOW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
POINTS = ["events", "sites", "records"]
MERCATOR = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
EDGE = 20037508.342789244
TEXT = (
    "Kim Jong Un inspected the Anju Pump Factory in Anju City on Tuesday.\n"
    "구성시에서 밀가공공장이 준공되였다.\n"
    "Officials met on Monday.\n"
)


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Results:
    path = tmp_path_factory.mktemp("pmtiles") / "a.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "date": "2024-03-05"}), encoding="utf-8")
    return geo.read(path)


@pytest.fixture(scope="module")
def archive(found, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("pmtiles") / "found.pmtiles"
    found.to_file(path, title="Songchon <b>성천</b>")
    return path


def tiles(path: Path) -> dict[tuple[int, int, int], dict[str, Any]]:
    source = pmtiles.reader.MemorySource(path.read_bytes())
    return {
        tile: mapbox_vector_tile.decode(gzip.decompress(data), default_options={"y_coord_down": True})
        for tile, data in pmtiles.reader.all_tiles(source)
    }


def features(path: Path, layer: str, zoom: int = ZOOM) -> Iterator[tuple[float, float, dict[str, Any]]]:
    """Points of a layer in a zoom, in units of its grid from the north-west corner, with their attributes."""
    for (z, column, row), content in tiles(path).items():
        for feature in content.get(layer, {"features": ()})["features"] if z == zoom else ():
            extent = content[layer]["extent"]
            x, y = feature["geometry"]["coordinates"]
            assert 0 <= x < extent, "MapLibre draws no point on or beyond its tile's edge"
            assert 0 <= y < extent, "MapLibre draws no point on or beyond its tile's edge"
            yield column * extent + x, row * extent + y, feature["properties"]


def on_grid(lon: float, lat: float, size: int) -> tuple[float, float]:
    x, y = MERCATOR.transform(lon, lat)
    return (x + EDGE) / (2 * EDGE) * size, (EDGE - y) / (2 * EDGE) * size


@SLOW
@given(found=results())
def test_every_row_with_coordinates_is_once_in_the_highest_zoom_as_it_was_and_where_it_is(
    found, tmp_path_factory
):
    path = tmp_path_factory.mktemp("any") / "found.pmtiles"
    written = found.to_file(path, layers=POINTS)
    carried = Carried("[\0\ud800-\udfff]")
    for layer in chosen(POINTS):
        (key,) = layer.key
        read = {row[key]: (x, y, row) for x, y, row in features(path, layer.name)}
        rows = {carried.text(row[key]): row for row in truth(found)[layer.name]}
        placed = {id_: row for id_, row in rows.items() if row["lat"] is not None}
        assert read.keys() == placed.keys()
        about, _, _, columns = pyogrio.raw.read(path, layer=layer.name)
        back = dict(zip(about["fields"], columns, strict=True))
        assert len(back[key]) == len(placed)
        assert (f"{len(rows) - len(placed)} {layer.name} without a place on the map" in written.lost) == bool(
            len(rows) - len(placed)
        )
        for id_, row in placed.items():
            x, y, back = read[id_]
            there = on_grid(row["lon"], row["lat"], 8192 << ZOOM)
            assert abs(x - there[0]) <= 1
            assert abs(y - there[1]) <= 1
            for name in layer.names:
                want = carried.value(layer, name, row[name])
                value = as_kind(layer, name, back.get(name))
                assert same(want, value), (name, want, value)


def test_gdal_reads_layers_korean_days_and_places(found, archive):
    assert {name for name, _ in pyogrio.list_layers(archive)} == set(writer.PMTILES.only)
    frame = geopandas.read_file(archive, layer="events").set_index("event_id").to_crs("EPSG:4326")
    placed = {e.event_id: e for e in found.event_list if e.lat is not None}
    assert sorted(frame.index) == sorted(placed)
    for id_, event in placed.items():
        row = frame.loc[id_]
        assert row["quote"] == event.quote
        assert row["source_date"] == "2024-03-05"
        assert row["sources"] == event.sources
        assert bool(row["leader"]) is event.leader
        assert row.geometry.distance(shapely.Point(event.lon, event.lat)) < 0.0001
    assert any("구성시" in quote for quote in frame["quote"])


def test_the_archive_is_clustered_compressed_and_says_what_it_is(found, archive):
    reader = pmtiles.reader.Reader(pmtiles.reader.MemorySource(archive.read_bytes()))
    header, metadata = reader.header(), reader.metadata()
    assert (header["version"], header["clustered"]) == (3, True)
    assert (header["min_zoom"], header["max_zoom"]) == (0, ZOOM)
    assert header["tile_type"] is pmtiles.tile.TileType.MVT
    assert header["tile_compression"] is header["internal_compression"] is pmtiles.tile.Compression.GZIP
    assert 124e7 < header["min_lon_e7"] < header["center_lon_e7"] < header["max_lon_e7"] < 131e7
    assert 37e7 < header["min_lat_e7"] < header["center_lat_e7"] < header["max_lat_e7"] < 44e7
    assert metadata["name"] == "Songchon <b>성천</b>"
    assert "OCHA" in metadata["attribution"]
    layers = {layer["id"]: layer for layer in metadata["vector_layers"]}
    assert list(layers) == list(writer.PMTILES.only)
    assert layers["events"]["fields"]["quote"] == "String"
    assert layers["events"]["fields"]["score"] == "Number"
    assert layers["events"]["fields"]["leader"] == "Boolean"
    assert metadata["dprk-geo"]["events"] == len(found.event_list)


def test_an_attribution_that_maps_show_as_html_is_no_markup(found, tmp_path, monkeypatch):
    said = writer.metadata(found, "a") | {"reference": "<img src=x onerror=alert(1)> & 성천"}
    monkeypatch.setattr(writer, "metadata", lambda *_: said)
    found.to_file(tmp_path / "a.pmtiles", layers=["events"])
    metadata = pmtiles.reader.Reader(
        pmtiles.reader.MemorySource((tmp_path / "a.pmtiles").read_bytes())
    ).metadata()
    assert metadata["attribution"] == "&lt;img src=x onerror=alert(1)&gt; &amp; 성천"


def test_the_same_results_give_the_same_bytes(found, archive, tmp_path):
    found.to_file(tmp_path / "again.pmtiles", title="Songchon <b>성천</b>")
    assert (tmp_path / "again.pmtiles").read_bytes() == archive.read_bytes()


def test_counties_are_drawn_in_each_tile_that_they_reach_and_cover_what_they_cover(archive):
    parts: dict[str, list[Any]] = {}
    for (zoom, column, row), content in tiles(archive).items():
        if zoom != ZOOM or "counties" not in content:
            continue
        square = shapely.box(0, 0, 8192, 8192)
        for feature in content["counties"]["features"]:
            shape = shapely.geometry.shape(feature["geometry"])
            assert shape.is_valid
            placed = shapely.transform(
                shapely.intersection(shape, square),
                lambda c, at=(column, row): c + numpy.array(at) * 8192,
            )
            parts.setdefault(feature["properties"]["pcode"], []).append(placed)
    drawn = geo.read([]).boundaries.shapes("adm2")
    assert parts.keys() == drawn.keys()
    for pcode, pieces in parts.items():
        whole = shapely.transform(drawn[pcode], lambda c: [on_grid(lon, lat, 8192 << ZOOM) for lon, lat in c])
        both = shapely.union_all(pieces, grid_size=1)
        assert shapely.symmetric_difference(both, whole).area < 0.002 * whole.area + 2 * whole.length


def test_one_point_alone_is_found_by_gdal(found, tmp_path):
    placed = next(e for e in found.event_list if e.lat is not None)
    for lon in (125.75, 126.5625, 126.5625 - 1e-9):  # at an edge between two tiles, and just west of it
        one = Results([], [replace(placed, lon=lon)], [], [], [])
        one.to_file(tmp_path / "one.pmtiles", layers=["events"])
        assert len(geopandas.read_file(tmp_path / "one.pmtiles", layer="events")) == 1


def test_results_of_nothing_make_an_archive_that_opens(tmp_path):
    written = geo.read([]).to_file(tmp_path / "none.pmtiles", layers=POINTS)
    assert written.rows == {"events": 0, "sites": 0, "records": 0}
    assert tiles(tmp_path / "none.pmtiles") == {(0, 0, 0): {}}
    assert len(geopandas.read_file(tmp_path / "none.pmtiles", layer="events")) == 0


def crowd(number: int) -> list[PointFeature]:
    """Points that crowd in one tile of zoom 4 and spread over several of zoom 10; the last has the lowest rank."""
    x, y = on_grid(lon=125.75, lat=39.03, size=8192 << ZOOM)
    return [
        PointFeature(
            "events",
            int(x) + 37_000 * (n % 5),
            int(y) + 91 * n,
            {"event_id": f"e{n}", "quote": f"{n:x}" * 9},
            number - n,
        )
        for n in range(number)
    ]


def ids(content: bytes) -> set[str]:
    read = mapbox_vector_tile.decode(gzip.decompress(content))
    return {f["properties"]["event_id"] for f in read.get("events", {"features": ()})["features"]}


def test_a_tile_over_the_limit_leaves_out_the_lowest_ranks_and_no_zoom_has_what_a_higher_one_lacks():
    made = pyramid(crowd(2000), limit=9_000)
    by_zoom: dict[int, set[str]] = {}
    for (zoom, _, _), content in made.tiles.items():
        assert zoom == ZOOM or len(content) <= 9_000
        by_zoom.setdefault(zoom, set()).update(ids(content))
    assert by_zoom[ZOOM] == {f"e{n}" for n in range(2000)}
    assert all(by_zoom[zoom] <= by_zoom[zoom + 1] for zoom in range(ZOOM))
    assert 0 < len(by_zoom[0]) < 2000
    assert {zoom: len(there) for zoom, there in by_zoom.items()} == {
        zoom: counted["events"] for zoom, counted in made.drawn.items()
    }
    one = pyramid([replace_place(p) for p in crowd(2000)], limit=9_000)
    kept = len(ids(next(content for (zoom, _, _), content in one.tiles.items() if zoom == 5)))
    assert ids(next(content for (zoom, _, _), content in one.tiles.items() if zoom == 5)) == {
        f"e{n}" for n in range(2000 - kept, 2000)
    }


def replace_place(point: PointFeature) -> PointFeature:
    return point._replace(x=7_000_000, y=3_200_000)


def test_the_highest_zoom_has_all_even_over_the_limit():
    made = pyramid([replace_place(p) for p in crowd(2000)], limit=9_000)
    assert [tile[0] for tile, _ in made.large] == [ZOOM]
    assert made.drawn[ZOOM] == Counter(events=2000)


def test_what_low_zooms_leave_out_is_reported_and_goes_by_score(found, tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "LIMIT", 20_000)
    placed = next(e for e in found.event_list if e.lat is not None)
    many = [
        replace(placed, event_id=f"{n:012x}", score=n / 1000, quote=hashlib.sha256(b"%d" % n).hexdigest())
        for n in range(1000)
    ]
    written = Results([], many, [], [], []).to_file(tmp_path / "many.pmtiles", layers=["events"])
    (left, over) = written.notes
    kept = [row["score"] for _, _, row in features(tmp_path / "many.pmtiles", "events", zoom=4)]
    assert kept == [n / 1000 for n in range(1000 - len(kept), 1000)]
    assert "events left out where a tile would have more than 20 kB, lowest scores first" in left
    assert f"of 1,000 {1000 - len(kept):,} from zooms 0 to 9; zoom 10 has all" in left
    assert over.startswith("tiles of zoom 10 with more, since it has all: 1")


def test_the_command_says_what_is_not_in_the_archive(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "a.pmtiles"
    assert (
        main(["export", str(tmp_path / "a.txt"), "-o", str(out), "--geometry", "area", "--layer", "events"])
        == 0
    )
    said = capsys.readouterr().err
    assert "PMTiles" in said
    assert "polygons of events located only to a county or province" in said


@pytest.mark.parametrize("lat", [86.0, -89.9, 90.0])
def test_what_the_map_leaves_out_is_reported(found, tmp_path, lat):
    placed = next(e for e in found.event_list if e.lat is not None)
    written = Results([], [replace(placed, lat=lat)], [], [], []).to_file(
        tmp_path / "n.pmtiles", layers=["events"]
    )
    assert "1 events without a place on the map" in written.lost
