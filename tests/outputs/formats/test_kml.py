"""KML and KMZ, opened again by readers that did not write them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import fields, replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pyogrio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from geo.api.reading import read as read_results
from geo.api.results import Results
from geo.model.entities import Event, Record
from geo.model.links import Link
from geo.model.sites import Site
from geo.outputs.formats import areas, plain
from geo.outputs.formats.icons import icons
from geo.outputs.formats.kml import kml_text, kmz_bytes, write_kml
from tests.support import ROOT

SAMPLES = ROOT / "data" / "samples"
KML = {"k": "http://www.opengis.net/kml/2.2"}
HOSTILE = "</description>]]><script>alert(1)</script> $[quote] \x07\ud800 & \"'"

EVENT = Event(
    "1e96d4541f25", "inspection", date(2024, 3, 5), "day", "Inspection: Anju Pump Factory", "Anju Pump Factory",
    ("Kim Jong Un",), True, "KP07", "KP0703", "South Phyongan", "Anju", 39.617, 125.664, "adm2", "type-word",
    "weekday", 0.9, "a", "http://www.kcna.kp/a", "A visit", date(2024, 3, 6), "He inspected it.", 3, 19, "ab" * 32,
    "found",
)  # fmt: skip
SITE = Site(
    "site:a/KP0703", "Anju Pump Factory", "안주뽐프공장", "factory", "KP07", "KP0703", 39.62, 125.66, "site"
)
RECORD = Record("rec-1", date(2024, 3, 5), "day", "inspection", "A visit", "He went.", "https://example.org/1", "KP07",
                "KP0703", 39.62, 125.66, "adm2", "Anju", "place column")  # fmt: skip


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The OGC's schema of KML 2.2, which fastkml carries."""
    fastkml = pytest.importorskip("fastkml")
    return etree.XMLSchema(file=str(Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd"))


@pytest.fixture(scope="module")
def samples() -> Results:
    return read_results(SAMPLES / "articles", records=SAMPLES / "records.csv", sites=SAMPLES / "sites.csv")


def data_of(mark) -> dict[str, str]:
    return {d.get("name"): d.findtext("k:value", namespaces=KML) for d in mark.iterfind(".//k:Data", KML)}


def tree_of(text: str):
    return etree.fromstring(text.encode())


def named(tree, name: str):
    """The first folder or placemark of a name."""
    return tree.xpath("//k:*[k:name=$name]", namespaces=KML, name=name)[0]


@pytest.mark.parametrize("ending", [".kml", ".kmz"])
@pytest.mark.parametrize("geometry", ["point", "area"])
def test_a_document_keeps_to_the_schema_of_the_ogc(samples, schema, tmp_path, ending, geometry):
    path = tmp_path / f"a{ending}"
    write_kml(samples, path, geometry=geometry, title=HOSTILE)
    content = zipfile.ZipFile(path).read("doc.kml") if ending == ".kmz" else path.read_bytes()
    assert schema.validate(etree.fromstring(content)), schema.error_log.last_error


def test_fastkml_finds_the_folders_in_their_order(samples, tmp_path):
    fastkml = pytest.importorskip("fastkml")
    write_kml(samples, tmp_path / "a.kml")
    document = fastkml.KML.parse(tmp_path / "a.kml", strict=False).features[0]
    folders = [folder.name for folder in document.features]
    assert folders[-4:] == ["Sites", "Sites without coordinates", "Event records", "Counties"]
    provinces = [name for name in folders[:-4] if name != "No place known"]
    assert provinces == sorted(provinces)
    province = next(folder for folder in document.features if folder.name == "North Phyongan")
    assert [kind.name for kind in province.features] == [
        "inspection",
        "inauguration",
        "weapons-test",
        "disaster",
    ]
    marks = [mark for folder in document.features[:-4] for kind in folder.features for mark in kind.features]
    assert len(marks) == len(samples.event_list)
    assert len(document.features[-1].features) == 179
    assert document.features[-1].visibility is False or document.features[-1].visibility == 0


def test_gdal_finds_every_event_with_its_point_and_time(samples, tmp_path):
    write_kml(samples, tmp_path / "a.kml")
    found = {}
    for name, _ in pyogrio.list_layers(tmp_path / "a.kml"):
        frame = pyogrio.read_dataframe(tmp_path / "a.kml", layer=name)
        if "event_id" in frame:
            found |= {row.event_id: row for row in frame.dropna(subset="event_id").itertuples()}
    assert set(found) == {e.event_id for e in samples.event_list}
    for event in samples.event_list:
        row = found[event.event_id]
        if event.lat is None:
            assert row.geometry is None
        else:
            assert (row.geometry.x, row.geometry.y) == pytest.approx((event.lon, event.lat), abs=1e-6)
        assert row.quote == event.quote
        day = row.timestamp if event.date_precision == "day" else row.begin
        assert str(day)[:10] == str(event.date)


words = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30
) | st.just("$[name]")
days = st.none() | st.dates(date(1950, 1, 1), date(2100, 12, 31))


@given(
    words, words, words, st.lists(words, max_size=3), days, days,
    st.sampled_from(["day", "month", "year"]), st.floats(-180, 180), st.floats(-90, 90),
)  # fmt: skip
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read_back_equal(
    schema, title, quote, rule, actors, day, reported, precision, lon, lat
):
    event = replace(
        EVENT, title=title, quote=quote, rule=rule, actors=tuple(actors), date=day, source_date=reported,
        date_precision=precision if day else None, lon=lon, lat=lat, geo_precision="site",
    )  # fmt: skip
    tree = tree_of(kml_text([event]))
    assert schema.validate(tree), schema.error_log.last_error
    (mark,) = tree.iterfind(".//k:Placemark", KML)
    assert (mark.findtext("k:name", namespaces=KML) or "") == title
    found = data_of(mark)
    for field in fields(Event):
        value = plain(getattr(event, field.name))
        if value in (None, "", []):
            assert field.name not in found
        else:
            kept = found[field.name]
            assert (json.loads(kept) if isinstance(value, list) else kept) == (
                value
                if isinstance(value, list)
                else str(value).lower()
                if isinstance(value, bool)
                else str(value)
            )
    x, y = map(float, mark.findtext(".//k:coordinates", namespaces=KML).split(","))
    assert (x, y) == pytest.approx((lon, lat), abs=1e-6)
    begin = mark.findtext("k:TimeSpan/k:begin", namespaces=KML) or mark.findtext(
        "k:TimeStamp/k:when", namespaces=KML
    )
    assert begin is None if not (day or reported) else date.fromisoformat(begin) <= (day or reported)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]


@given(st.text(max_size=40).map(lambda words: HOSTILE + words))
@settings(max_examples=60, deadline=None)
def test_no_text_becomes_markup_or_a_link_in_a_balloon(text):
    event = replace(
        EVENT, title=text, quote=text, rule=text, date_rule=text, source_title=text, source_url=f"javascript:{text}",
        site=text, source_id=text, event_id=text, type="inspection",
    )  # fmt: skip
    site = replace(SITE, name=text, korean=text, kind=text, origin=text, site_id=text)
    record = replace(
        RECORD, id=text, title=text, text=text, type=text, surface=text, url=f"javascript:{text}"
    )
    link = Link(text, text, 0.9, text)
    tree = tree_of(kml_text([event], title=text, sites=[site], records=[record], links=[link]))
    for balloon in tree.iterfind(".//k:description", KML):
        seen = _Tags()
        seen.feed(balloon.text or "")
        assert seen.tags <= {"h3", "p", "q", "br", "b"}
        assert not seen.links
        assert "$[" not in balloon.text
    assert not tree.findall(".//{*}script")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_an_event_without_a_day_is_placed_at_the_day_of_its_report_and_marked_so():
    tree = tree_of(kml_text([replace(EVENT, date=None, date_precision=None, date_rule="no day in the text")]))
    assert tree.findtext(".//k:TimeStamp/k:when", namespaces=KML) == "2024-03-06"
    assert "Date unknown" in tree.findtext(".//k:Placemark/k:description", namespaces=KML)
    assert tree.findtext(".//k:Placemark/k:Snippet", namespaces=KML).startswith("reported 2024-03-06")


@pytest.mark.parametrize(
    ("day", "precision", "span"),
    [
        (date(2024, 2, 1), "month", ("2024-02-01", "2024-02-29")),
        (date(2023, 12, 1), "month", ("2023-12-01", "2023-12-31")),
        (date(2023, 1, 1), "year", ("2023-01-01", "2023-12-31")),
    ],
)
def test_a_month_or_year_is_all_of_its_days(day, precision, span):
    tree = tree_of(kml_text([replace(EVENT, date=day, date_precision=precision)]))
    found = [tree.findtext(f".//k:TimeSpan/k:{name}", namespaces=KML) for name in ("begin", "end")]
    assert tuple(found) == span


def test_candidates_are_paler_and_have_a_question_mark():
    tree = tree_of(kml_text([replace(EVENT, status="candidate")]))
    (mark,) = tree.iterfind(".//k:Placemark", KML)
    assert mark.findtext("k:name", namespaces=KML) == f"? {EVENT.title}"
    style = mark.findtext("k:styleUrl", namespaces=KML)
    assert style == "#inspection-area-candidate"
    colour = tree.xpath(f"string(//k:Style[@id='{style[1:]}']/k:IconStyle/k:color)", namespaces=KML)
    assert int(colour[:2], 16) < 0x88
    assert "Candidate: low score" in mark.findtext("k:description", namespaces=KML)
    assert "1 of them candidates" in tree.findtext("k:Document/k:description", namespaces=KML)


def test_a_tie_is_reported_in_the_balloons_of_both_its_ends():
    link = Link(EVENT.event_id, RECORD.id, 0.87, "same county, same day")
    tree = tree_of(kml_text([EVENT], records=[RECORD], links=[link]))
    event, record = tree.iterfind(".//k:Placemark", KML)
    assert "A visit (rec-1; score 0.87: same county, same day)" in event.findtext(
        "k:description", namespaces=KML
    )
    assert f"{EVENT.title} ({EVENT.event_id}; score 0.87" in record.findtext("k:description", namespaces=KML)
    assert json.loads(data_of(record)["matched"]) == [EVENT.event_id]


def test_a_record_keeps_the_columns_of_its_table():
    record = replace(RECORD, row={"id": "rec-1", "date": "5 March 2024", "Analyst": "K. <b>"})
    kept = data_of(tree_of(kml_text([], records=[record])).find(".//k:Placemark", KML))
    assert (kept["id"], kept["date"], kept["date_given"], kept["Analyst"]) == (
        "rec-1", "2024-03-05", "5 March 2024", "K. <b>",
    )  # fmt: skip


def test_sites_without_coordinates_of_their_own_are_off_at_first():
    rest = replace(SITE, site_id="site:b", name="Songchon Factory", geo_precision="adm2")
    tree = tree_of(kml_text([], sites=[SITE, rest]))
    assert named(tree, "Sites").find("k:visibility", KML) is None
    assert named(tree, "Sites without coordinates").findtext("k:visibility", namespaces=KML) == "0"
    assert data_of(named(tree, "Anju Pump Factory"))["adm2_korean"] == "안주"


def test_what_is_known_to_its_county_is_that_county_where_asked():
    tree = tree_of(kml_text([EVENT], areas=areas()))
    assert tree.find(".//k:Placemark/k:MultiGeometry/k:Polygon", KML) is not None
    assert tree.find(".//k:Placemark//k:Point", KML) is None
    assert data_of(tree.find(".//k:Placemark", KML))["lat"] == "39.617"


def test_a_kmz_needs_nothing_from_the_network(samples, tmp_path):
    from PIL import Image

    write_kml(samples, tmp_path / "a.kmz")
    with zipfile.ZipFile(tmp_path / "a.kmz") as archive:
        assert archive.namelist()[0] == "doc.kml"
        tree = etree.fromstring(archive.read("doc.kml"))
        hrefs = set(tree.xpath("//k:href/text()", namespaces=KML))
        assert hrefs == set(archive.namelist()[1:])
        for name in hrefs:
            picture = Image.open(io.BytesIO(archive.read(name)))
            picture.load()
            assert (picture.mode, picture.size) == ("RGBA", (48, 48))
            assert picture.getpixel((0, 0))[3] < 255
            assert picture.getpixel((4, 24))[3] > 0
    styles = set(tree.xpath("//k:Style/@id", namespaces=KML))
    assert {u[1:] for u in tree.xpath("//k:styleUrl/text()", namespaces=KML)} <= styles


def test_a_kml_without_icons_beside_it_names_none(samples, tmp_path):
    said = write_kml(samples, tmp_path / "a.kml")
    text = (tmp_path / "a.kml").read_text("utf-8")
    assert "<href>" not in text
    assert not re.search(
        r"https?://", re.sub(r'xmlns="[^"]+"|<description>.*?</description>|<Data .*?</Data>', "", text)
    )
    assert said == [
        "the signs of the types: marks are Earth's pins, .kmz has them, and sets those of one point side by side"
    ]


def test_a_document_holds_the_layers_that_are_asked_for(samples, tmp_path):
    write_kml(samples, tmp_path / "a.kml", layers=("sites",))
    folders = etree.parse(tmp_path / "a.kml").xpath(
        "/k:kml/k:Document/k:Folder/k:name/text()", namespaces=KML
    )
    assert folders == ["Sites", "Sites without coordinates"]


def test_icons_of_unlike_types_are_unlike_and_always_the_same():
    drawn = icons()
    assert len(set(drawn.values())) == len(drawn) == 26
    icons_again = {name: bytes(content) for name, content in icons().items()}
    assert icons_again == drawn
    assert kmz_bytes("<kml/>", drawn) == kmz_bytes("<kml/>", icons_again)
