"""Static maps for print: what is drawn, that it can be read, and that nothing of it is made up."""

from __future__ import annotations

import io
import json
import math
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from geo.api.reading import read as read_results
from geo.api.results import Results
from geo.cli import main
from geo.model.errors import OptionError, UnreadableError
from geo.outputs.figure import (
    draw,
    fonts,
    labels,
    write_figure,
)
from geo.outputs.figure import (
    layout as composition,
)
from geo.outputs.figure import (
    map_furniture as furniture,
)
from geo.outputs.figure.canvas import Canvas
from geo.outputs.figure.classes import breaks
from geo.outputs.figure.legend import Content
from geo.outputs.figure.projection import Box, Plane
from geo.outputs.figure.sheet import Sheet
from geo.outputs.figure.symbols import bubbles
from geo.outputs.figure.tally import Group, tally
from geo.reference.context import Reference

TYPES = Reference.bundled().event_types
TEXT = (
    "Kim Jong Un inspected the Anju Pump Factory in Anju City on Tuesday.\n"
    "Farmers moved into new houses in Jagang Province.\n"
    "A mill was inaugurated in Haeju City in May 2023.\n"
    "A missile was launched from the Sohae Satellite Launching Station.\n"
)
HOSTILE = "$\\frac{x}$ <script>alert(1)</script> \x07\x00\ud800 “성천” & 'a' \u202e"


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> Results:
    folder = tmp_path_factory.mktemp("figure")
    article = {"id": "a", "text": TEXT, "date": "2024-03-05", "url": "http://www.kcna.kp/a"}
    (folder / "a.jsonl").write_text(json.dumps(article), encoding="utf-8")
    return read_results(folder / "a.jsonl")


@pytest.fixture(scope="module", autouse=True)
def day():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1732406400")
        yield


@pytest.fixture(scope="module")
def sheets(results, day) -> list[Sheet]:
    """One figure drawn twice."""
    return [results.figure(title=HOSTILE, shade="events") for _ in range(2)]


def words_of(figure) -> list[str]:
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def events(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def test_a_type_that_the_reference_does_not_know_is_in_the_legend_under_its_own_name():
    rows = events({"type": "eclipse", "lat": 39.26, "lon": 126.2, "geo_precision": "site"})
    assert "eclipse" in words_of(draw(rows))


def test_of_very_many_types_the_legend_lists_some_and_counts_the_rest():
    rows = [{"type": f"own {n:02}", "lat": 39, "lon": 126, "geo_precision": "site"} for n in range(30)]
    words = words_of(draw(events(*rows)))
    assert "own 23" in words
    assert "own 24" not in words
    assert "6 more types" in words


def test_every_event_is_drawn_or_counted_as_not_drawn():
    found = tally(
        events(
            {
                "type": "inspection",
                "lat": 39.26,
                "lon": 126.2,
                "adm1": "KP07",
                "adm2": "KP0717",
                "geo_precision": "site",
            },
            {
                "type": "relief",
                "adm1": "KP07",
                "adm2": "KP0717",
                "lat": 39.2,
                "lon": 126.2,
                "geo_precision": "adm2",
            },
            {"type": "relief", "adm1": "KP05", "geo_precision": "adm1", "status": "candidate"},
            {"type": "other", "geo_precision": "country", "lat": 40.0, "lon": 127.0},
            {"type": "other", "lat": 35.7, "lon": 139.7, "geo_precision": "site"},
            {"type": "other", "adm1": "KP05", "geo_precision": "adm1", "status": "rejected"},
        )
    )
    assert {place: g.n for place, g in found.points.items()} == {(126.2, 39.26): 1}
    assert {code: g.n for code, g in found.areas.items()} == {"KP0717": 1, "KP05": 1}
    assert (found.nowhere, found.outside, found.rejected, found.unsure) == (1, 1, 1, 1)
    assert found.counties == Counter(KP0717=2)


odd = st.none() | st.text(max_size=8) | st.floats() | st.integers(-200, 200)
rows = st.fixed_dictionaries(
    {
        "type": st.sampled_from([*TYPES, "flood", None]) | odd,
        "lat": st.floats(30, 45) | odd,
        "lon": st.floats(120, 135) | odd,
        "adm1": st.sampled_from(["KP07", "KP05", "KP99", None]),
        "adm2": st.sampled_from(["KP0717", "KP9999", None]),
        "geo_precision": st.sampled_from(["site", "locality", "adm2", "adm1", "country", None]),
        "status": st.sampled_from(["found", "candidate", "rejected", None]),
        "site": odd,
        "happening": odd,
    }
)


@given(st.lists(rows, max_size=12))
@settings(max_examples=60, deadline=None)
def test_whatever_a_frame_holds_each_row_is_drawn_or_counted(found):
    frame = pd.DataFrame(found)
    count = tally(frame, {"KP07", "KP05", "KP0717"})
    groups = [*count.points.values(), *count.areas.values()]
    assert sum(g.n for g in groups) + count.nowhere + count.outside + count.rejected == len(found)
    assert count.types.total() == sum(g.n for g in groups)


@given(st.lists(rows, min_size=8, max_size=40))
@settings(max_examples=3, deadline=None)
def test_whatever_a_frame_holds_can_be_drawn(found):
    words = words_of(draw(pd.DataFrame(found), shade="events", once=True))
    assert {"Jagang", "Kangwon"} <= set(words)


places = st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300), st.integers(1, 400)), max_size=60)


@given(places)
@settings(max_examples=60, deadline=None)
def test_no_disc_lies_on_another_and_none_of_their_events_is_lost(groups):
    discs = bubbles((x, y, Group(Counter(ceremony=n))) for x, y, n in groups)
    assert sum(disc.group.n for disc in discs) == sum(n for _, _, n in groups)
    assert sum(disc.places for disc in discs) == len(groups)
    for number, one in enumerate(discs):
        for other in discs[:number]:
            assert math.dist((one.x, one.y), (other.x, other.y)) >= one.radius + other.radius


def _content(results: Results, language: str = "en") -> Content:
    return Content(tally(results.events), [], language, True, Reference.bundled())


@pytest.mark.parametrize("corpus", ["sample", "kcna"])
def test_names_and_symbols_do_not_lie_on_each_other(corpus, request):
    if corpus == "kcna":
        shared = request.getfixturevalue("shared")
        found = read_results(shared / "articles" / "kcna.jsonl")
    else:
        found = request.getfixturevalue("results")
    ground = composition._ground(Box(28, 80, 567, 770), Reference.bundled().boundaries)
    content = _content(found)
    symbols, names, _ = composition._place(ground, content)
    drawn = sum(one.group.n for one in symbols)
    assert drawn + content.count.nowhere == len(found.event_list)
    boxes = [
        labels._box(n.text, n.x, n.y, n.size, korean=False, bold=n.level in ("province", "country"))
        for n in names
    ]
    boxes += [one.box for one in symbols if not one.round]
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            apart = (
                one.right <= other.left
                or other.right <= one.left
                or one.top <= other.bottom
                or other.top <= one.bottom
            )
            assert apart, (one, other)
    assert {n.text for n in names if n.level == "province"} >= {"Pyongyang", "Nampho", "Jagang", "Ryanggang"}


def test_the_country_s_ends_are_those_of_its_outlines():
    from geo.outputs.figure.projection import COUNTRY_KM, _conic
    from tests.support import BOUNDARIES

    coordinates = BOUNDARIES.adm1().get_coordinates()
    x, y = _conic().transform(coordinates["x"], coordinates["y"])
    assert (min(x), min(y), max(x), max(y)) == pytest.approx(COUNTRY_KM, abs=0.1)


def test_the_publisher_of_the_boundaries_is_named():
    words = " ".join(words_of(draw(pd.DataFrame(), origin={"boundaries": "OpenStreetMap <ODbL>"})))
    assert "Boundaries: OpenStreetMap <ODbL>. Names" in words
    assert "geoBoundaries" not in words


@pytest.mark.parametrize(("lon", "lat"), [(125.0, 38.0), (127.5, 40.0), (130.5, 42.8)])
def test_shapes_are_not_squeezed_and_the_scale_is_true(lon, lat):
    from pyproj import Geod

    plane = Plane(Box(0, 0, 539, 650))
    here = plane.at(lon, lat)
    assert plane.degrees(*here) == pytest.approx((lon, lat), abs=1e-9)
    lengths = []
    for azimuth in (0, 90, 200):
        there = Geod(ellps="WGS84").fwd(lon, lat, azimuth, 10_000)
        lengths.append(math.dist(here, plane.at(*there[:2])) / 10)
    assert max(lengths) / min(lengths) < 1.0005
    assert lengths[0] == pytest.approx(plane.per_km, rel=0.004)


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_same_events_are_the_same_bytes(sheets, ending):
    files = [io.BytesIO() for _ in sheets]
    for sheet, file in zip(sheets, files, strict=True):
        sheet.savefig(file, format=ending, **({"dpi": 90} if ending == "png" else {}))
    assert files[0].getvalue() == files[1].getvalue()


def test_text_in_an_svg_is_text_and_only_text(sheets, tmp_path):
    sheets[0].savefig(tmp_path / "a.svg")
    tree = etree.parse(tmp_path / "a.svg")
    assert not tree.findall(".//{*}script")
    words = [text.text for text in tree.iterfind(".//{http://www.w3.org/2000/svg}text")]
    assert any(word.startswith("$\\frac{x}$ <script>alert(1)</script>") for word in words)
    assert "North Hamgyong" in words
    assert any("kcna.kp (1)" in word for word in words)


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_title_fits_its_page_in_two_lines(title):
    sheet = Sheet("a4")
    below = furniture.heading(Canvas(sheet.page(), TYPES), fonts.clean(title), "19 events", 28, 800, 567)
    heads = [t for axes in sheet.axes for t in axes.texts if t.get_fontsize() == 15]
    assert len(heads) <= 2
    assert all(fonts.width(t.get_text(), 15, bold=True) <= 567 - 28 for t in heads)
    assert below > 740


def test_a_picture_has_the_dots_that_print_wants_and_a_pdf_the_size_of_its_paper(results, tmp_path):
    from PIL import Image

    said = write_figure(results, tmp_path / "a.png", paper="letter")
    assert said == ["Letter"]
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.size == (2550, 3300)
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
    Sheet("letter").savefig(tmp_path / "a.pdf")
    assert b"/MediaBox [ 0 0 612 792 ]" in (tmp_path / "a.pdf").read_bytes()


def test_the_figure_says_what_it_rests_on_and_what_it_does_not_show(sheets):
    said = " ".join(words_of(sheets[0]))
    for words in (
        "4 reported events from 1 article of 5 March 2024", "not confirmed ones", "kcna.kp (1)", "a.jsonl",
        "2024-11-24 with dprk-geo", "CC BY 3.0 IGO", "GeoNames", "Natural Earth", "Lambert", "on A4", "km",
        "Known only to the county", "Known only to the province", "Events per county",
    ):  # fmt: skip
        assert words in said, words


def test_candidates_are_marked_and_rejected_events_left_out():
    rows = events(
        {"type": "inspection", "lat": 39.26, "lon": 126.2, "geo_precision": "site", "status": "candidate"},
        {"type": "inspection", "adm1": "KP05", "geo_precision": "adm1", "status": "candidate"},
        {"type": "other", "lat": 40.0, "lon": 127.0, "geo_precision": "site", "status": "rejected"},
    )
    words = words_of(draw(rows))
    assert "1?" in words
    assert any("Rejected on review, not drawn: 1" in text for text in words)
    assert any(text.startswith("Candidate, scored below 0.65") for text in words)


def test_a_happening_of_several_reports_can_be_one_event():
    row = {"type": "relief", "lat": 40.05, "lon": 128.3, "geo_precision": "site"}
    rows = events(*({**row, "happening": name} for name in ("a", "a", "b", "", "")))
    assert "5 reported events" in words_of(draw(rows))
    words = words_of(draw(rows, once=True))
    assert "4 reported events" in words
    assert any("Each happening once: 1 further reports" in text for text in words)


def test_a_place_with_space_beside_it_has_the_name_of_its_site():
    row = {"type": "production", "lat": 40.05, "lon": 128.3, "geo_precision": "site", "site": "offshore farm"}
    far = {**row, "lat": 41.0, "lon": 126.5, "site": "x" * 80}
    words = words_of(draw(events(row, row, far)))
    assert "offshore farm" in words
    assert f"{'x' * 39}…" in words


@pytest.mark.skipif(fonts.korean_font() is None, reason="no Korean font on this machine")
def test_a_korean_figure_has_korean_names_and_words(results, tmp_path):
    words = words_of(results.figure(language="ko"))
    assert {"평양", "함경북도", "자강도"} <= set(words)
    assert "현지지도" in words
    assert "North Hamgyong" not in words
    write_figure(results, tmp_path / "a.pdf", language="ko")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_korean_font_names_are_english_and_that_is_reported(results, tmp_path, monkeypatch):
    monkeypatch.setattr(composition, "korean_font", lambda: None)
    assert "no Korean font" in "; ".join(write_figure(results, tmp_path / "a.svg", language="ko"))
    assert "North Hamgyong" in (tmp_path / "a.svg").read_text("utf-8")


def test_a_notebook_shows_a_figure_as_it_is(sheets):
    assert sheets[0]._repr_png_().startswith(b"\x89PNG")


def test_no_event_is_a_figure_too():
    assert "No event to draw" in words_of(draw(pd.DataFrame()))


@pytest.mark.parametrize("wrong", [{"language": "fr"}, {"paper": "a3"}, {"shade": "dark"}])
def test_an_option_that_there_is_not_is_reported_with_those_that_there_are(wrong):
    with pytest.raises(OptionError, match="it can be one of"):
        draw(pd.DataFrame(), **wrong)


def test_an_ending_of_no_figure_and_a_file_in_the_way_are_reported(results, tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["figure", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.gif")]) == 2
    assert "a.gif: figures are written as .png, .svg, .pdf" in capsys.readouterr().err
    with pytest.raises(UnreadableError, match="cannot be written"):
        write_figure(results, tmp_path / "a.txt" / "a.svg")


def test_the_command_writes_a_figure(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "a.svg"
    assert (
        main(["figure", str(tmp_path / "a.txt"), "--title", "Anju", "--paper", "letter", "-o", str(out)]) == 0
    )
    assert "Letter" in capsys.readouterr().err
    assert ">Anju<" in out.read_text("utf-8")


@given(st.lists(st.integers(1, 5000), max_size=40))
def test_classes_of_the_shading_hold_every_county(counts):
    limits = breaks(counts)
    assert len(limits) <= 5
    assert limits == sorted(set(limits))
    assert not counts or limits[0] == min(counts)
    assert not counts or limits[-1] <= max(counts)
