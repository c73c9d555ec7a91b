"""Other boundaries: whoever drew the country's units, they become the 179 P-codes, in place and by name."""

from __future__ import annotations

import json
import time
import zipfile

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
import tests.support.boundary_files as made
from geo.model.errors import GeoError, InputError, UnreadableError
from geo.outputs.page import event_map
from geo.outputs.page.shapes import load_units
from geo.reference.boundaries import BoundarySet
from geo.reference.boundaries.assembly import read_boundary_set
from geo.reference.boundaries.matching import match
from geo.reference.boundaries.sources import read_boundaries
from tests.support import BOUNDARIES, GAZETTEER, REFERENCE

PCODES = list(BOUNDARIES.shapes("adm2"))
points = st.lists(st.tuples(st.floats(124.1, 130.8), st.floats(37.6, 43.1)), min_size=1, max_size=100)


def read(path) -> tuple[BoundarySet, list[str]]:
    """A boundaries, and what was reported of its file."""
    messages: list[Exception] = []
    boundaries = read_boundary_set(path, messages.append)
    return boundaries, [str(e) for e in messages]


def whole(boundaries: BoundarySet) -> np.ndarray:
    """The counties of a boundaries, which are all there and a clean coverage."""
    counties = boundaries.shapes("adm2")
    assert list(counties) == PCODES
    shapes = np.array(list(counties.values()))
    assert shapely.is_valid(shapes).all()
    assert not shapely.is_empty(shapes).any()
    assert shapely.coverage_is_valid(shapes)
    return shapes


def fit(one, other) -> float:
    return shapely.intersection(one, other).area / shapely.union(one, other).area


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("boundaries")


@pytest.fixture(scope="module")
def theirs() -> geopandas.GeoSeries:
    """Where the counties of the made files really are."""
    return made.counties().set_index("pcode").geometry


@pytest.fixture(scope="module")
def extract(folder) -> BoundarySet:
    """A boundaries that differs from the bundled one."""
    return read_boundary_set(made.openstreetmap(folder / "extract.geojson"))


# Whoever published it


def test_the_file_of_every_publisher_becomes_the_179_counties(folder, theirs):
    files = {
        "OCHA (CC BY-IGO), a.gpkg": made.ocha(folder / "a.gpkg"),
        "OCHA (CC BY-IGO), b.gpkg": made.ocha(folder / "b.gpkg", lately=True),
        "geoBoundaries, c.geojson": made.geoboundaries(folder / "c.geojson"),
        "OpenStreetMap contributors (ODbL), d.geojson": made.openstreetmap(folder / "d.geojson"),
    }
    for credit, path in files.items():
        boundaries, messages = read(path)
        assert messages == []
        assert boundaries.credit == credit
        counties = [m for m in boundaries.matching.matches if m.role == "unit"]
        assert sorted(m.pcode for m in counties) == PCODES
        assert {m.grounds for m in counties} == {"name and overlap"}
        for pcode, shape in zip(PCODES, whole(boundaries), strict=True):
            assert fit(shape, theirs[pcode]) > 0.98, (path, pcode)


def test_gadm_has_pyongyang_as_one_unit_and_its_counties_are_cut_out_of_it(folder, theirs):
    boundaries, messages = read(made.gadm(folder / "gadm.gpkg"))
    assert messages == []
    shapes = dict(zip(PCODES, whole(boundaries), strict=True))
    matching = boundaries.matching
    assert {m.unit.label for m in matching.of("country")} == {"PRK"}
    assert sorted(m.pcode for m in matching.of("holds")) == [f"KP{n:02}" for n in range(1, 12)]
    assert set(matching.within) == {"KP1007", "KP1023"}
    city = shapely.union_all([theirs[p] for p in made.MERGED])
    assert fit(shapely.union_all([shapes[p] for p in made.MERGED]), city) > 0.98
    assert fit(shapes["KP1023"], BOUNDARIES.shapes("adm2")["KP1023"]) > 0.7
    assert "cut out" in " ".join(boundaries.notes)


def test_kml_flatgeobuf_geoparquet_and_zipped_shapefiles_are_read_in_any_projection(folder, theirs):
    frame = made.counties()
    frame[["name", "geometry"]].to_file(folder / "a.kml", driver="KML")
    frame.to_crs(32652).to_file(folder / "a.fgb", driver="FlatGeobuf")
    frame.to_crs(3857).to_parquet(folder / "a.parquet")
    (folder / "shp").mkdir()
    korean = frame[["korean", "geometry"]].rename(columns={"korean": "SIG_NM"})
    korean.to_crs(5179).to_file(folder / "shp" / "k.shp", encoding="cp949")
    (folder / "shp" / "k.cpg").unlink()
    with zipfile.ZipFile(folder / "deep.zip", "w") as archive:
        for part in (folder / "shp").iterdir():
            archive.write(part, f"release/shp/{part.name}")
    for name in ("a.kml", "a.fgb", "a.parquet", "shp/k.shp", "deep.zip"):
        boundaries, messages = read(folder / name)
        assert messages == [], name
        assert {m.grounds for m in boundaries.matching.matches} == {"name and overlap"}, name
        assert fit(boundaries.shapes("adm2")["KP0717"], theirs["KP0717"]) > 0.98, name
    assert "names are read as cp949" in " ".join(boundaries.notes)


def test_columns_of_lists_and_further_geometries_and_collections_do_no_harm(folder):
    frame = made.counties()[["name", "geometry"]]
    frame["lists"] = [[1, 2]] * len(frame)
    frame["things"] = [{"a": 1}] * len(frame)
    frame["middle"] = frame.representative_point()
    frame.to_parquet(folder / "lists.parquet")
    with_point = [shapely.GeometryCollection([s, s.centroid]) for s in frame.geometry]
    frame[["name", "lists", "geometry"]].set_geometry(with_point, crs=4326).to_file(folder / "lists.geojson")
    for name in ("lists.parquet", "lists.geojson"):
        boundaries, messages = read(folder / name)
        assert messages == []
        assert {m.grounds for m in boundaries.matching.matches} == {"name and overlap"}


def test_a_few_districts_or_a_lake_do_not_make_a_county(folder):
    ours = BOUNDARIES.shapes("adm2")
    spots = [
        ours["KP1001"].representative_point().buffer(0.02),
        ours["KP0313"].representative_point().buffer(0.05),
    ]
    few = geopandas.GeoDataFrame({"name": ["만경대구역", "부전호"]}, geometry=spots, crs=4326)
    few.to_file(folder / "few.geojson", driver="GeoJSON")
    boundaries, messages = read(folder / "few.geojson")
    assert len(boundaries.matching.missing) == 179
    assert "are not in it" in messages[0]
    assert [(p.name, p.adm2) for p in boundaries.parts] == [
        ("Mangyongdae District", "KP1001"),
        ("부전호", "KP0313"),
    ]
    for pcode, shape in zip(PCODES, whole(boundaries), strict=True):
        assert fit(shape, ours[pcode]) > 0.999, pcode


def test_names_in_chinese_characters_are_enough(folder):
    frame = made.counties()
    chinese = made.hanja()
    frame = frame.assign(NAME=[chinese.get(p, "") for p in frame["pcode"]])[["pcode", "NAME", "geometry"]]
    frame[frame["NAME"] != ""][["NAME", "geometry"]].to_file(folder / "zh.geojson", driver="GeoJSON")
    found = match(read_boundaries(folder / "zh.geojson", GAZETTEER, pytest.fail).units, REFERENCE)
    assert {m.grounds for m in found.matches} == {"name and overlap"}
    assert len(found.matches) > 170


def test_a_file_without_names_is_matched_by_place_alone(folder):
    made.counties()[["geometry"]].assign(id=range(179)).to_file(folder / "n.geojson", driver="GeoJSON")
    found = match(read_boundaries(folder / "n.geojson", GAZETTEER, pytest.fail).units, REFERENCE)
    assert {m.grounds for m in found.matches} == {"overlap"}
    assert [m.pcode for m in found.matches] == PCODES
    assert max(m.score for m in found.matches) < 0.8


# What names and places say


def test_names_on_each_others_polygons_are_reported_and_the_place_decides(folder, theirs):
    boundaries, messages = read(made.geoboundaries(folder / "swapped.geojson", swapped=True))
    assert len(messages) == 2
    assert "(Taegwan): named as Taegwan (KP0622), but lies where Thaechon (KP0618) is" in messages[0]
    by_name = {m.unit.label: m for m in boundaries.matching.matches}
    assert (by_name["Taegwan"].pcode, by_name["Thaechon"].pcode) == ("KP0618", "KP0622")
    assert fit(boundaries.shapes("adm2")["KP0618"], theirs["KP0618"]) > 0.98


def test_a_name_that_is_misspelt_or_only_a_pcode_is_borne_out_by_the_place(folder):
    frame = made.counties()
    frame["ADM2_EN"] = frame["name"].replace({"Songchon": "Songhcon", "Kaesong": ""})
    frame["ADM2_PCODE"] = frame["pcode"].where(frame["name"] == "Kaesong", "")
    frame[["ADM2_EN", "ADM2_PCODE", "geometry"]].to_file(folder / "typo.geojson", driver="GeoJSON")
    found = {
        m.pcode: m.grounds
        for m in match(
            read_boundaries(folder / "typo.geojson", GAZETTEER, pytest.fail).units, REFERENCE
        ).matches
    }
    assert found["KP0717"] == "similar name and overlap"
    assert found["KP0803"] == found["KP0718"] == "name and overlap"


def test_the_two_unsans_are_distinguished_by_their_position(folder, theirs):
    frame = made.counties()
    frame = frame[frame["name"] == "Unsan"][["name", "geometry"]]
    frame.iloc[::-1].to_file(folder / "unsan.geojson", driver="GeoJSON")
    found = match(read_boundaries(folder / "unsan.geojson", GAZETTEER, pytest.fail).units, REFERENCE)
    assert sorted(m.pcode for m in found.matches) == ["KP0617", "KP0720"]
    for one in found.matches:
        assert fit(one.unit.shape, theirs[one.pcode]) > 0.99


def test_districts_of_one_county_make_it_up_and_name_the_points_in_them(folder, theirs):
    frame = made.counties().set_index("pcode")
    west, south, east, north = frame.geometry["KP1001"].bounds
    middle = (west + east) / 2
    halves = [shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)]
    districts = [shapely.intersection(frame.geometry["KP1001"], h) for h in halves]
    frame = frame.drop(index="KP1001")[["korean", "geometry"]]
    frame.loc["west"], frame.loc["east"] = ["만경대구역", districts[0]], ["승호군", districts[1]]
    frame.to_file(folder / "districts.geojson", driver="GeoJSON")
    boundaries, messages = read(folder / "districts.geojson")
    assert messages == []
    assert fit(boundaries.shapes("adm2")["KP1001"], theirs["KP1001"]) > 0.98
    parts = {p.korean: p for p in boundaries.parts}
    assert parts["만경대구역"].name == "Mangyongdae District"
    assert parts["만경대구역"].adm2 == "KP1001"
    inside = districts[0].representative_point()
    assert boundaries.part(inside.x, inside.y).name == "Mangyongdae District"
    raw = geo.Geocoder(reference=REFERENCE.with_boundaries(boundaries)).reverse((inside.y, inside.x)).raw
    assert (raw["adm2"], raw["part"]) == ("KP1001", "Mangyongdae District")


def test_islands_in_rows_of_their_own_belong_to_their_county(folder, theirs):
    pieces = made.counties()[["name", "geometry"]].explode(ignore_index=True)
    pieces.to_file(folder / "pieces.geojson", driver="GeoJSON")
    boundaries, messages = read(folder / "pieces.geojson")
    assert messages == []
    assert boundaries.parts == ()
    for pcode, shape in zip(PCODES, whole(boundaries), strict=True):
        assert fit(shape, theirs[pcode]) > 0.98


@settings(max_examples=6, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_units_decides_nothing(folder, random):
    units = list(
        read_boundaries(
            made.geoboundaries(folder / "order.geojson", swapped=True), GAZETTEER, pytest.fail
        ).units
    )
    ahead = {
        m.unit.naming.label + str(m.unit.number): (m.pcode, m.role, m.score)
        for m in match(units, REFERENCE).matches
    }
    random.shuffle(units)
    assert ahead == {
        m.unit.naming.label + str(m.unit.number): (m.pcode, m.role, m.score)
        for m in match(units, REFERENCE).matches
    }


# Files that have less, or more, or other things


def test_counties_that_a_file_lacks_stay_and_meet_those_that_it_has(folder, theirs):
    frame = made.counties()
    frame[frame["pcode"] < "KP06"].to_file(folder / "half.geojson", driver="GeoJSON")
    boundaries, messages = read(folder / "half.geojson")
    assert len(messages) == 1
    assert "Sinuiju, Jongju" in messages[0]
    assert "and 88 more are not in it" in messages[0]
    for pcode, shape in zip(PCODES, whole(boundaries), strict=True):
        if pcode < "KP06":
            assert fit(shape, theirs[pcode]) > 0.9, pcode
    assert len(boundaries.matching.missing) == 96


def test_provinces_alone_move_the_counties_borders_with_them(folder):
    provinces = made.provinces()
    provinces.to_file(folder / "provinces.geojson", driver="GeoJSON")
    boundaries, messages = read(folder / "provinces.geojson")
    assert messages == []
    whole(boundaries)
    for pcode, shape in zip(provinces["pcode"], provinces.geometry, strict=True):
        assert fit(boundaries.shapes("adm1")[pcode], shape) > 0.97
    assert set(boundaries.matching.within) == set(PCODES)


@settings(max_examples=5, deadline=None)
@given(st.data())
def test_whatever_units_a_file_joins_or_lacks_the_boundary_set_is_whole(folder, data):
    frame = made.counties()
    keys = {
        p: data.draw(st.sampled_from(["", p[:4] + "a", p])) for p in data.draw(st.permutations(PCODES))[:60]
    }
    frame["key"] = [keys.get(p, p) for p in frame["pcode"]]
    frame = frame[frame["key"] != ""].dissolve(by="key", as_index=False)[["name", "geometry"]]
    frame.geometry = shapely.simplify(frame.geometry.to_numpy(), 0.01)
    frame.to_file(folder / "any.geojson", driver="GeoJSON")
    boundaries, _ = read(folder / "any.geojson")
    whole(boundaries)
    matching = boundaries.matching
    assert matching.own | set(matching.within) | set(matching.missing) == set(PCODES)


def test_what_crosses_itself_is_mended_and_rows_without_a_shape_are_named(folder, theirs):
    frame = made.counties()[["name", "geometry"]]
    at = frame.index[frame["name"] == "Songchon"][0]
    ring = shapely.get_coordinates(frame.geometry[at])[:-1]
    ring[[3, 5]] = ring[[5, 3]]
    frame.loc[at, "geometry"] = shapely.Polygon(ring)
    frame.loc[0, "geometry"] = None
    frame.to_file(folder / "mend.geojson", driver="GeoJSON")
    boundaries, messages = read(folder / "mend.geojson")
    assert "1 polygons with self-intersections were repaired" in boundaries.notes
    assert "row 1: no usable polygon" in messages[0]
    assert "Hyesan are not in it" in messages[1]
    assert fit(whole(boundaries)[PCODES.index("KP0717")], theirs["KP0717"]) > 0.9


def test_latitude_before_longitude_is_exchanged(folder, theirs):
    frame = made.counties()[["name", "geometry"]]
    frame.geometry = shapely.transform(frame.geometry.to_numpy(), lambda xy: xy[:, ::-1])
    frame.to_file(folder / "turned.geojson", driver="GeoJSON")
    boundaries, _ = read(folder / "turned.geojson")
    assert "latitude and longitude were in the wrong order; they were swapped" in boundaries.notes
    assert fit(boundaries.shapes("adm2")["KP0717"], theirs["KP0717"]) > 0.98


def test_waters_that_a_file_draws_with_the_land_are_cut_at_the_coast(folder):
    frame = made.counties()[["name", "geometry"]]
    at = frame.index[frame["name"] == "Wonsan"][0]
    frame.loc[at, "geometry"] = shapely.union(frame.geometry[at], shapely.box(127.4, 39.2, 128.6, 39.6))
    frame.to_file(folder / "sea.geojson", driver="GeoJSON")
    boundaries, _ = read(folder / "sea.geojson")
    assert "they were clipped at the bundled coast" in " ".join(boundaries.notes)
    assert boundaries.locate(128.3, 39.4).item() is None
    assert boundaries.locate(127.4436, 39.1528).item() == "KP0401"


def test_metres_without_a_projection_are_refused_with_the_one_that_would_fit(folder):
    made.counties().to_crs(32652).to_file(folder / "utm.shp")
    (folder / "utm.prj").unlink()
    with pytest.raises(
        InputError, match=r"put its \.prj file next to it\. With EPSG:32652 \(UTM zone 52\) it would"
    ):
        read_boundary_set(folder / "utm.shp")


def test_the_units_of_another_country_are_refused(folder):
    away = made.counties()
    away.geometry = made.moved(away.geometry, km=3000)
    away.to_file(folder / "away.geojson", driver="GeoJSON")
    with pytest.raises(InputError, match="none of its 179 units is a county or province of the DPRK"):
        read_boundary_set(folder / "away.geojson")
    boxes = (128.3, 38.2, 128.6, 38.5), (127.1, 38.0, 127.4, 38.25), (126.8, 37.4, 127.2, 37.7)
    names = ["고성군", "철원군", "서울특별시"]
    south = geopandas.GeoDataFrame({"name": names}, geometry=[shapely.box(*b) for b in boxes], crs=4326)
    south.to_file(folder / "south.geojson", driver="GeoJSON")
    with pytest.raises(InputError, match="is it a file of another country"):
        read_boundary_set(folder / "south.geojson")


def test_the_outline_of_the_country_alone_is_no_boundary_set_of_its_units(folder):
    outline = geopandas.GeoDataFrame(
        {"name": ["North Korea"]}, geometry=[made.counties().union_all()], crs=4326
    )
    outline.to_file(folder / "outline.geojson", driver="GeoJSON")
    with pytest.raises(InputError, match="outline of the country"):
        read_boundary_set(folder / "outline.geojson")


@pytest.mark.parametrize(
    ("name", "content", "kind", "said"),
    [
        ("empty.geojson", b"", UnreadableError, "cannot be read as a map"),
        ("text.gpkg", b"hello", UnreadableError, "give GeoJSON, GeoPackage"),
        ("cut.geojson", b'{"type":"FeatureCollection","features":[{"type":"Fea', UnreadableError, "cannot"),
        ("bare.geojson", b'{"type":"FeatureCollection","features":[]}', InputError, "no polygon in it"),
        ("bad.parquet", b"PAR1", UnreadableError, "cannot be read as a map"),
        ("bad.zip", b"PK", UnreadableError, "cannot be read as a map"),
        ("table.csv", b"a,b\n1,2\n", InputError, "no polygon in it"),
    ],
)  # fmt: skip
def test_broken_files_are_refused_in_words(tmp_path, name, content, kind, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(kind, match=said) as messages:
        read_boundary_set(path)
    assert name in str(messages.value)


def test_units_across_the_border_are_left_over_and_change_nothing(folder, theirs):
    frame = made.counties()[["name", "geometry"]]
    away = frame.head(40).assign(geometry=made.moved(frame.geometry.head(40), km=2500))
    pd.concat([frame, away], ignore_index=True).to_file(folder / "both.geojson", driver="GeoJSON")
    boundaries, messages = read(folder / "both.geojson")
    assert messages == []
    assert len(boundaries.matching.of("abroad")) == 40
    assert fit(boundaries.shapes("adm2")["KP0101"], theirs["KP0101"]) > 0.98


def test_of_two_names_on_one_polygon_the_one_that_lies_there_has_it(folder):
    frame = made.counties()[["name", "geometry"]]
    at = {name: frame.index[frame["name"] == name][0] for name in ("Songchon", "Sinyang")}
    frame.loc[at["Sinyang"], "geometry"] = frame.geometry[at["Songchon"]]
    frame.to_file(folder / "twice.geojson", driver="GeoJSON")
    boundaries, messages = read(folder / "twice.geojson")
    assert any("cover Sinyang" in t for t in messages)
    whole(boundaries)
    assert "KP0717" in boundaries.matching.own
    assert "KP0718" not in boundaries.matching.own


def test_a_region_that_bears_a_countys_name_is_not_that_county(folder, theirs):
    frame = made.counties()[["name", "geometry"]]
    frame.loc[frame["name"] == "Songchon", "geometry"] = shapely.box(120, 30, 140, 50)
    frame.to_file(folder / "region.geojson", driver="GeoJSON")
    boundaries, _ = read(folder / "region.geojson")
    whole(boundaries)
    assert "KP0717" not in boundaries.matching.own
    assert fit(boundaries.shapes("adm2")["KP0718"], theirs["KP0718"]) > 0.95


def test_wild_coordinates_and_unclosed_rings_cost_only_their_row(folder):
    made.geoboundaries(folder / "wild.geojson")
    text = json.loads((folder / "wild.geojson").read_text("utf-8"))
    rings = [f["geometry"]["coordinates"][0] for f in text["features"] if f["geometry"]["type"] == "Polygon"]
    rings[0].pop()
    rings[1][1] = [1e300, 2]
    (folder / "wild.geojson").write_text(json.dumps(text), "utf-8")
    boundaries, messages = read(folder / "wild.geojson")
    assert len(messages) == 2
    assert "no usable polygon" in messages[0]
    assert len(boundaries.matching.missing) == 1
    whole(boundaries)


# Points and pages


@given(points)
@settings(deadline=None)
def test_points_are_located_as_shapely_would_one_by_one(extract, drawn):
    lons, lats = np.array(drawn).T
    shapes = extract.shapes("adm2")
    brute = [
        next((p for p, s in shapes.items() if s.intersects(shapely.Point(x, y))), None) for x, y in drawn[:10]
    ]
    assert extract.locate(lons, lats).tolist()[:10] == brute
    reached = extract.locate(lons, lats, nearest_km=5).tolist()
    for (x, y), at in zip(drawn, reached, strict=True):
        if at is not None:
            assert extract.kilometres_to(at, x, y) < 5.1


def test_other_boundaries_leave_the_reference_that_they_were_made_from_as_it_was(extract):
    here = BOUNDARIES.adm2().geometry["KP0717"]
    other = REFERENCE.with_boundaries(extract)
    assert other.boundaries is extract
    assert not extract.adm2().geometry["KP0717"].equals(here)
    assert extract.geojson("adm2")["features"][0]["properties"]["pcode"] == "KP0101"
    assert REFERENCE.boundaries is BOUNDARIES
    assert BOUNDARIES.adm2().geometry["KP0717"].equals(here)


def test_provinces_and_neighbours_follow_the_counties(extract):
    provinces = extract.adm1().geometry
    for pcode, province in provinces.items():
        own = [s for p, s in extract.shapes("adm2").items() if p.startswith(pcode)]
        assert shapely.equals(shapely.union_all(own), province)
    ours = shapely.union_all(provinces.to_numpy())
    for land in extract.shapes("backdrop").values():
        assert shapely.intersection(land, ours).area < 1e-6


def test_the_page_of_a_detailed_boundary_set_stays_small_and_its_borders_whole():
    def wavy(xy):
        return xy + np.c_[np.sin(xy[:, 1] * 1e3), np.cos(xy[:, 0] * 1e3)] * 3e-4

    shapes = shapely.coverage_simplify(np.array(list(BOUNDARIES.shapes("adm2").values())), 0)
    lined = [shapely.segmentize(s, 0.001) for s in shapes]
    detailed = BoundarySet(
        "detailed",
        BOUNDARIES.folder,
        dict(zip(PCODES, shapely.transform(lined, wavy), strict=True)),
        base=BOUNDARIES,
    )
    assert shapely.get_num_coordinates(list(detailed.shapes("adm2").values())).sum() > 60_000
    events = pd.DataFrame({"title": ["Factory visited"], "adm1": ["KP07"], "adm2": ["KP0717"]})
    other = REFERENCE.with_boundaries(detailed)
    units = load_units(other)
    page = event_map(events, reference=other).get_root().render()
    assert len(units.units) == 190
    assert all(s["rings"] for s in units.shapes)
    plain = event_map(events).get_root().render()
    assert len(page.encode()) - len(plain.encode()) < 300_000


def test_results_remember_their_boundary_set_and_the_page_names_its_publisher(folder, tmp_path):
    path = made.openstreetmap(folder / "<b>units<i>.geojson")
    article = tmp_path / "2024-11-20-a.txt"
    article.write_text("Kim Jong Un inspected a factory in Songchon County on November 19.", "utf-8")
    results = geo.read(article, boundaries=path)
    assert results.boundaries.credit.endswith("<b>units<i>.geojson")
    page = results.map().get_root().render()
    assert "<b>units" not in page
    from geo.outputs.formats.formats import write_results

    write_results(results, tmp_path / "a.geojson", geometry="area")
    area = json.loads((tmp_path / "a.geojson").read_text("utf-8"))["features"][0]["geometry"]
    assert fit(shapely.geometry.shape(area), results.boundaries.shapes("adm2")["KP0717"]) > 0.999
    again = geo.read(article, boundaries=results.boundaries)
    assert again.boundaries is results.boundaries
    with pytest.raises(UnreadableError):
        geo.read(article, boundaries=folder / "nothing.gpkg")


# OpenStreetMap's boundaries


@pytest.fixture(scope="module")
def osm(shared) -> BoundarySet:
    began = time.process_time()
    boundaries = read_boundary_set(shared / "reference" / "osm_regions.geojson")
    assert time.process_time() - began < 10
    return boundaries


PARTS = (
    "Hyongjesan Jung Mangyongdae Moranbong Phyongchon Pothonggang Rakrang Ryokpho Ryongsong Sadong Samsok Songyo "
    "Sosong Sunan Taedonggang Taesong Tongdaewon"
).split()  # fmt: skip


def test_openstreetmap_is_matched_whole_with_the_districts_of_pyongyang(osm):
    whole(osm)
    matches = osm.matching.matches
    assert len(matches) == 197
    assert {m.role for m in matches} == {"unit", "part"}
    assert sorted({m.pcode for m in matches}) == PCODES
    assert len(osm.matching.of("unit")) == 178
    parts = {p.name: p.adm2 for p in osm.parts}
    assert {name for name, adm2 in parts.items() if adm2 == "KP1001"} == {f"{n} District" for n in PARTS}
    assert {name: adm2 for name, adm2 in parts.items() if adm2 != "KP1001"} == {
        "Ungok": "KP0703",
        "Sungho County": "KP0822",
    }
    assert [m.unit.naming.korean for m in matches if m.grounds == "overlap"] == ["운곡지구"]
    for one in osm.matching.of("unit"):
        ours = GAZETTEER[one.pcode].korean
        said = one.unit.naming.korean
        assert said.startswith(ours) or (ours, said) == ("배천", "백천군"), (one.pcode, said)


def test_every_known_seat_lies_in_its_county_as_openstreetmap_draws_it(osm):
    seats = made.seats()
    assert len(seats) >= 80
    found = osm.locate([s[1] for s in seats], [s[2] for s in seats]).tolist()
    assert found == [s[0] for s in seats]


def test_places_in_pyongyang_are_named_by_their_district(osm):
    for name, lon, lat in (
        ("Jung", 125.7527, 39.0194),  # Kim Il Sung Square
        ("Taesong", 125.787, 39.063),  # Kumsusan Palace of the Sun
        ("Taedonggang", 125.7765, 39.0295),  # Monument to Party Founding
        ("Sunan", 125.670, 39.224),  # the airport
    ):
        assert osm.part(lon, lat).name == f"{name} District"
        assert osm.locate(lon, lat).item() == "KP1001"
    assert osm.part(127.4436, 39.1528) is None


def test_a_boundary_set_beside_the_country_names_each_unit_that_is_elsewhere(tmp_path):
    path = tmp_path / "moved.geojson"
    frame = BOUNDARIES.adm2()
    frame.set_geometry(made.moved(frame.geometry, km=20)).to_file(path)
    messages: list[GeoError] = []
    boundaries = read_boundary_set(path, messages.append)
    assert any("named as Kabsan" in str(error) and "but lies where" in str(error) for error in messages)
    assert len(boundaries.shapes("adm2")) == 179
