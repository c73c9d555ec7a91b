"""The page as Python writes it: one file, no links, data that stays data."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import folium
import geopandas
import numpy as np
import pandas as pd
import pytest
from branca.element import Element
from shapely.geometry import Point

from geo.model.errors import AssetError, OptionError
from geo.outputs.page import EventMap, assets, event_map
from geo.outputs.page.chunks import CHUNK
from geo.outputs.page.columns import encode
from geo.outputs.page.shapes import load_units
from tests.support.packing_reader import inflate, texts

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "${alert(1)}",
    "`+alert(1)+`",
    "\\`;alert(1)//",
    '");alert(1);//',
    "{{ 7*7 }}{% raw %}",
    "</title><img src=x onerror=alert(1)>",
    "C:\\new\\x41 \\u12 \ud800",
    "<!-- <script>",
)


def frame(n: int = 3) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "event_id": [f"e{i}" for i in range(n)],
            "type": ["inspection"] * n,
            "date": [date(2024, 2, 28)] * n,
            "date_precision": ["day"] * n,
            "title": [f"Factory {i}" for i in range(n)],
            "adm1": ["KP07"] * n,
            "adm2": ["KP0717"] * n,
            "geo_precision": ["adm2"] * n,
            "lat": [39.26] * n,
            "lon": [126.22] * n,
            "quote": ["지방공업공장 건설장을 현지지도하시였다."] * n,
        }
    )


def render(*args: object, **kwargs: object) -> str:
    return str(event_map(*args, **kwargs).get_root().render())


def block_of(page: str) -> dict:
    text = re.search(r'<script type="application/json" id="geo-data">(.*?)</script>', page, re.DOTALL)
    assert text
    later = re.findall(r'<script type="text/plain" id="geo-([a-z0-9-]+)">([^<]*)</script>', page)
    return json.loads(text.group(1)) | dict(later)


def hot(block: dict) -> dict[str, np.ndarray]:
    raw = inflate(block["hot"]["bytes"])
    return {
        name: np.frombuffer(raw, dtype="<" + kind, count=length, offset=offset)
        for name, kind, offset, length in block["hot"]["columns"]
    }


def test_the_map_is_a_folium_map_and_saves_one_file(tmp_path: Path) -> None:
    page = event_map(frame())
    assert isinstance(page, folium.Map)
    page.save(str(tmp_path / "map.html"))
    assert (tmp_path / "map.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "srcdoc=" in page._repr_html_()


@pytest.mark.parametrize("n", [0, 1])
def test_no_event_and_one_event_are_pages_under_480_kb(n: int) -> None:
    page = render(frame(n))
    assert block_of(page)["n"] == n
    assert len(page.encode()) <= 480_000


def test_a_frame_without_any_column_is_a_page() -> None:
    block = block_of(render(pd.DataFrame(index=range(2))))
    assert hot(block)["precision"].tolist() == [4, 4]


def test_the_page_loads_nothing() -> None:
    page = render(frame())
    outside = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", outside)
    assert "@import" not in outside
    for address in re.findall(r"url\(([^)]*)\)", outside):
        assert address.startswith(("data:", "#")), address
    assert not re.search(r"<script[^>]+src=", page)
    assert "sourceMappingURL" not in page


def test_the_policy_allows_exactly_the_scripts_and_styles_in_the_page() -> None:
    page = render(frame())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "default-src 'none'" in policy.group(1)
    assert "unsafe-eval" not in policy.group(1)
    allowed = set(re.findall(r"'(sha256-[^']+)'", policy.group(1)))
    present = {
        "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)
    }
    # Put into the document once the map is drawn, and at the first search of a point.
    panels = json.loads(inflate(block_of(page)["panels"]))
    points = json.loads(inflate(block_of(page)["points"]))[1]
    for late in (panels, points):
        present.add("sha256-" + base64.b64encode(hashlib.sha256(late.encode()).digest()).decode())
    assert allowed == present
    assert page.index("Content-Security-Policy") < page.index("<script>")


def test_the_reader_may_zoom() -> None:
    page = render(frame())
    assert "user-scalable" not in page
    assert "maximum-scale" not in page


def test_the_same_events_make_the_same_file() -> None:
    assert render(frame()) == render(frame())


def test_a_map_renders_the_same_twice() -> None:
    root = event_map(frame()).get_root()
    assert root.render() == root.render()


class Tags(HTMLParser):
    """The attributes and pictures of a page, as a browser reads its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.pictures = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {name for name, _ in attrs}
        self.pictures += tag == "img"


def test_hostile_text_stays_data_in_every_field() -> None:
    events = pd.DataFrame(
        [
            dict.fromkeys(
                (
                    "event_id",
                    "type",
                    "title",
                    "site",
                    "quote",
                    "rule",
                    "date_rule",
                    "source_id",
                    "source_url",
                ),
                text,
            )
            | {"source_title": text, "actors": (text,), "adm2": text, "adm2_name": text, "status": text}
            for text in HOSTILE
        ],
        dtype=object,
    )
    page = render(events, title="</title><img src=x onerror=alert(1)>{{ 7*7 }}")
    tags = Tags()
    tags.feed(re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))
    assert {name for name in tags.names if name.startswith("on") or name in ("srcdoc", "formaction")} == set()
    assert tags.pictures == 1  # ours, of the events by province
    assert "<title>&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;{{ 7*7 }}</title>" in page
    allowed = page.partition("script-src ")[2].partition(";")[0]
    late = 2  # the scripts that are packed with the data
    assert page.count("<script>") + late == len(re.findall(r"'sha256-", allowed))
    page.encode("utf-8")
    block = block_of(page)
    shown = [text.replace("\ud800", "?") for text in HOSTILE]
    assert sorted(texts(block, 0)["quote"]) == sorted(shown)
    assert set(HOSTILE) <= set(block["types"])
    assert set(shown) <= {unit[2] for unit in json.loads(inflate(block["shapes"]))["names"]}


def test_a_layer_of_folium_can_be_added() -> None:
    page = event_map(frame())
    shape = {
        "type": "Feature",
        "properties": {"name": "</script>"},
        "geometry": {"type": "Point", "coordinates": [126, 39]},
    }
    folium.GeoJson(shape, name="own").add_to(page)
    folium.LayerControl().add_to(page)
    text = page.get_root().render()
    assert "L.geoJson" in text
    assert text.count("</script>") == text.count("<script")


def test_data_in_a_layer_of_folium_is_no_template() -> None:
    page = event_map(frame())
    shape = {
        "type": "Feature",
        "properties": {"{{ 7*7 }}": "{{ this.get_name() }} {% raw %} {{ 6*7 }}"},
        "geometry": {"type": "Point", "coordinates": [126, 39]},
    }
    folium.GeoJson(shape, name="{{ 8*8 }}").add_to(page)
    folium.LayerControl().add_to(page)
    text = page.get_root().render()
    for said in ("{{ 7*7 }}", "{{ this.get_name() }} {% raw %} {{ 6*7 }}", "{{ 8*8 }}"):
        assert said in text
    assert page.get_root().render() == text


@pytest.mark.parametrize(
    "layer",
    [
        folium.TileLayer("https://tiles.example.org/{z}/{x}/{y}.png", attr="x"),
        folium.Marker([39, 126], popup="x"),
        folium.Marker([39, 126], icon=folium.Icon(icon="cloud")),
    ],
    ids=["tiles", "popup", "icon-font"],
)
def test_a_layer_that_needs_the_network_is_an_error_that_names_it(layer: folium.Map) -> None:
    page = event_map(frame())
    layer.add_to(page)
    with pytest.raises(AssetError, match=r"TileLayer|Popup|Icon"):
        page.get_root().render()


def test_an_unknown_asset_is_an_error_that_names_it() -> None:
    with pytest.raises(AssetError, match=r"https://cdn\.example\.org/x\.js"):
        assets.asset_text("https://cdn.example.org/x.js")
    with pytest.raises(AssetError, match="fonts/x"):
        assets.data_uri("fonts/x.woff")


def test_a_changed_asset_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "leaflet.js").write_text("evil()")
    monkeypatch.setattr(assets, "_leaflet_folder", lambda: tmp_path)
    assets._leaflet_bytes.cache_clear()
    with pytest.raises(AssetError, match=r"leaflet\.js"):
        assets.asset_text(assets.LEAFLET_JS)
    assets._leaflet_bytes.cache_clear()


def test_adding_our_assets_leaves_folium_alone() -> None:
    assert len(folium.Map.default_js) > len(EventMap.default_js)


def test_what_is_left_out_of_our_scripts_is_no_code() -> None:
    """Indentation and comments go; that is safe while no text and no comment spans several lines."""
    for path in (Path(assets.__file__).parent / "js").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert "/*" not in text.replace("/*'", "")
        assert text.count("`") == text.count("‘`"), path.name
    assert not re.search(r"^(?: |//)", "\n".join(assets.own_scripts()), flags=re.MULTILINE)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(OptionError, match="language"):
        event_map(frame(), language="xx")


def test_only_sites_and_localities_with_coordinates_become_points() -> None:
    events = frame(6).assign(
        geo_precision=["site", "locality", "adm2", "adm1", "country", "site"],
        adm2=["KP0717", "KP0717", "KP0717", None, None, "KP0717"],
        adm1=["KP07"] * 4 + [None, "KP07"],
        lat=[39.2, 39.3, 39.2, 39.2, 39.2, None],
    )
    columns = hot(block_of(render(events)))
    assert (columns["place"] > 0).tolist() == [True, True, False, False, False, False]
    # A site without coordinates is known to its county.
    assert columns["precision"].tolist() == [0, 1, 2, 3, 4, 2]


def test_points_come_back_where_they_were() -> None:
    events = frame(2).assign(geo_precision="site", lat=[39.26123, -3.5], lon=[126.21987, -120.25])
    columns = hot(block_of(render(events)))
    points = {(x / 1e5, y / 1e5) for x, y in zip(columns["placeX"], columns["placeY"], strict=True)}
    assert points == {(126.21987, 39.26123), (-120.25, -3.5)}


def test_an_event_without_a_day_is_placed_at_the_day_of_its_report_and_marked_so() -> None:
    events = frame(2).assign(date=[None, None], date_precision=None, source_date=[date(2024, 9, 2), None])
    block = block_of(render(events))
    columns = hot(block)
    assert str(np.datetime64(block["base"] + int(columns["day"][0]) - 1, "D")) == "2024-09-02"
    assert columns["datePrecision"].tolist() == [4, 3]


def test_dates_of_every_kind_are_understood_and_sorted_newest_first() -> None:
    events = frame(6).assign(
        date=[date(2020, 1, 2), "2024-05", None, pd.Timestamp("2021-03-04"), "2022", "nonsense"],
        date_precision=["day", "month", None, "day", "year", "day"],
        source_date=None,
    )
    block = block_of(render(events))
    columns = hot(block)
    days = [None if day == 0 else block["base"] + int(day) - 1 for day in columns["day"]]
    dates = [None if day is None else str(np.datetime64(day, "D")) for day in days]
    assert dates == ["2024-05-01", "2022-01-01", "2021-03-04", "2020-01-02", None, None]
    assert columns["datePrecision"].tolist() == [1, 2, 0, 0, 3, 3]


def test_records_are_paired_with_events() -> None:
    records = pd.DataFrame({"id": ["r1", "r2"], "title": ["Launch", "Other"], "date": ["2024-02-28", None]})
    links = pd.DataFrame(
        {"event_id": ["e1"], "record_id": ["r1"], "score": [0.8], "reasons": ["same county"]}
    )
    block = block_of(render(frame(), records=records, links=links))
    assert json.loads(inflate(block["records"]))["links"] == [[1, 0, 0.8, "same county"]]
    assert hot(block)["matched"].tolist() == [0, 1, 0]


def test_sites_without_coordinates_are_not_points() -> None:
    sites = pd.DataFrame(
        {
            "site_id": ["a", "b"],
            "name": ["A", "B"],
            "adm2": ["KP0717"] * 2,
            "lat": [39.2, None],
            "lon": [126.2, None],
        }
    )
    block = block_of(render(frame().assign(site="B"), sites=sites))
    assert json.loads(inflate(block["sites"]))["point"] == [1, 0]
    assert hot(block)["site"].tolist() == [2, 2, 2]


def test_a_geodataframe_without_columns_of_coordinates_gives_its_points() -> None:
    events = geopandas.GeoDataFrame(
        frame(1).drop(columns=["lat", "lon"]).assign(geo_precision="site"),
        geometry=[Point(126.2, 39.2)],
        crs=4326,
    )
    columns = hot(block_of(render(events)))
    assert columns["placeX"].tolist() == [12_620_000]


def test_all_units_have_a_korean_name_and_a_place_inside_themselves() -> None:
    units = load_units()
    assert len(units.units) == 190
    assert all(unit.korean for unit in units.units)
    assert all(shape["rings"] for shape in units.shapes)


def test_an_event_takes_at_most_a_hundred_and_thirty_bytes_of_the_file() -> None:
    n = 20_000
    rng = np.random.default_rng(7)
    text = Path(__file__).read_text(encoding="utf-8") * 2
    starts = rng.integers(0, len(text) - 200, n)
    pcodes = [unit.pcode for unit in load_units().units if unit.level == 2]
    events = frame(n).assign(
        adm2=rng.choice(pcodes, n),
        date=np.datetime64("2012-01-01") + rng.integers(0, 5000, n),
        quote=[text[start : start + 200] for start in starts],
        lat=rng.uniform(38, 42, n),
        lon=rng.uniform(125, 130, n),
        geo_precision="site",
    )
    page = render(events)
    assert sum(name.startswith("body-") for name in block_of(page)) == -(-n // CHUNK)
    assert len(page.encode()) - len(render(frame(0)).encode()) <= 130 * n


def test_encoding_is_independent_of_the_index() -> None:
    assert encode(frame(), load_units()) == encode(frame().set_index(pd.Index([9, 9, 9])), load_units())


def test_the_script_of_the_page_passes_its_own_tests() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    folder = Path(__file__).parent / "js"
    result = subprocess.run(
        [node, "--test", *sorted(str(path) for path in folder.glob("*.test.mjs"))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_sites_kind_is_the_tables_else_its_names() -> None:
    events = frame(4).assign(
        site=["Anju Pump Factory", "The Place", "The Place of Old", None], source_date=None, date=None
    )
    table = pd.DataFrame({"site_id": ["a"], "name": ["The Place"], "kind": ["prison camp"]})
    block = block_of(render(events, sites=table))
    assert [block["kinds"][code] for code in hot(block)["kind"]] == ["factory", "prison camp", "site", ""]


def test_sources_are_numbered_by_how_often_they_are_met() -> None:
    events = frame(5).assign(
        source_url=[
            "http://a.example/",
            *["https://www.b.example/x"] * 2,
            "not an address",
            "https://en.yna.co.kr/",
        ]
    )
    block = block_of(render(events))
    assert block["sources"] == [
        ["b.example"],
        ["a.example"],
        ["yna.co.kr", "Yonhap News Agency", "연합뉴스", "South Korean agency"],
        [""],
    ]
    assert hot(block)["source"].tolist() == [1, 0, 0, 3, 2]


def test_a_column_of_publishers_goes_before_the_address() -> None:
    events = frame(3).assign(
        publisher=["KCNA", "A friend", None], source_url="https://www.dailynk.com/english/1"
    )
    block = block_of(render(events))
    assert [block["sources"][code][0] for code in hot(block)["source"]] == [
        "kcna.kp",
        "A friend",
        "dailynk.com",
    ]


def test_records_are_counted_once_whoever_reports_them() -> None:
    records = pd.DataFrame({"id": ["r1", "r2"], "matched": [["e0"], ["e0"]]})
    events = frame(2).assign(records=[["r1"], ["elsewhere"]])
    assert hot(block_of(render(events, records=records)))["records"].tolist() == [2, 1]


def test_what_a_caller_adds_to_head_body_and_script_is_kept_and_once() -> None:
    made = event_map(frame(1))
    root = made.get_root()
    root.header.add_child(Element("<style>.note { color: red }</style>"))
    root.html.add_child(Element("<p class='note'>A note of the caller's</p>"))
    root.script.add_child(Element(f"window.callers = {made.get_name()};"))
    first = root.render()
    for text in (".note { color: red }", "A note of the caller's", "window.callers ="):
        assert first.count(text) == 1
    assert first.index("geoPage.start(") < first.index("window.callers =")
    assert root.render() == first
    folium.Marker([39, 126]).add_to(made)
    assert root.render().count("L.marker(") == 1


def test_what_a_caller_adds_and_the_page_cannot_hold_is_refused_by_name() -> None:
    made = event_map(frame(1))
    made.get_root().html.add_child(Element("<script src='x.js'></script>"), name="tracker")
    with pytest.raises(AssetError, match="tracker puts '<script'"):
        made.get_root().render()


def test_where_scripts_may_not_run_the_page_shows_a_picture_a_table_and_why() -> None:
    page = render(frame(30), title="Mills & mines")
    visible = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert "its scripts, which may not run here" in visible
    assert 'src="data:image/svg+xml;base64,' in visible
    assert visible.count("<tr>") == 21
    untrusted = re.sub(r"<iframe.*?</iframe>", "", event_map(frame(30))._repr_html_(), flags=re.DOTALL)
    assert untrusted.count("<tr>") == 21
    assert "Trust Notebook" in untrusted
