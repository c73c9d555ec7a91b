"""A type of events is one row of data: "evacuation", added to a copy of the reference, is in every output."""

from __future__ import annotations

import ast
import csv
import json
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date

import pytest

import geo
from geo.api.reading import link
from geo.api.results import Results
from geo.extraction.pipeline import Extractor
from geo.linking.corrections import correction_of
from geo.linking.matching import join
from geo.linking.records import read_records, unknown_types
from geo.model.entities import Article, Extraction, Record
from geo.model.event_types import OTHER
from geo.outputs.figure import draw
from geo.outputs.page import event_map
from geo.outputs.review import review, write_review
from geo.outputs.timeline_frames import county_frame
from geo.reference.context import Reference
from tests.support import ROOT

SIGN = "M3 2h10v3H9.5v9h-3V5H3z"
ROW = f"""
[evacuation]
names = {{ en = "evacuation", ko = "소개", zh = "疏散", ja = "避難" }}
colour = {{ light = "#8a3b12", dark = "#ffb08a" }}
sign = "{SIGN}"
certainty = 0.9
cue_rank = 13
related = ["disaster", "relief"]
acled = ["Demonstrations", "Protests", "Peaceful protest"]
step = "evacuated"
step_rank = 6
traits = ["once", "several-sites", "of-a-project"]
"""
CUE = 'evacuation = ["were led to higher ground"]'
TEXT = "The families beside the Anju Pump Factory in Anju City were led to higher ground on July 27, 2024."


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """The bundled reference with one type more: a row of the table and a cue among the words."""
    folder = tmp_path_factory.mktemp("reference") / "copy"
    shutil.copytree(Reference.bundled().folder, folder)
    with (folder / "event_types.toml").open("a", encoding="utf-8") as table:
        table.write(ROW)
    words = folder / "words" / "english.toml"
    words.write_text(words.read_text("utf-8").replace("[event]\n", f"[event]\n{CUE}\n", 1), "utf-8")
    return Reference.read(folder)


def read(reference: Reference) -> Extraction:
    """The extraction of the article, whose evacuation is found by the added cue."""
    article = Article("a", TEXT, "Higher ground", date(2024, 7, 28), "http://www.kcna.kp/a")
    return Extractor(reference).extract(article)


@pytest.fixture(scope="module")
def results(reference: Reference) -> Results:
    return link([read(reference)], reference=reference)


def block_of(page: str) -> dict:
    return json.loads(re.search(r'id="geo-data">(.*?)</script>', page, re.DOTALL)[1])


def words_of(figure: object) -> list[str]:
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_the_type_is_in_the_reference_and_its_cue_among_the_words(reference):
    assert reference.event_types["evacuation"].name("ko") == "소개"
    assert "evacuation" not in Reference.bundled().event_types
    assert reference.event_types.by_cue()[-1] == "evacuation"


def test_the_page_has_its_name_its_sign_and_its_colours(results, reference):
    page = results.map().get_root().render()
    block, number = block_of(page), reference.event_types.number("evacuation")
    assert block["types"][number] == "evacuation"
    assert block["typeSymbols"][number] == {
        "names": dict(reference.event_types["evacuation"].names),
        "sign": SIGN,
    }
    assert page.count(f"--type-{number}:#8a3b12;") == 1
    assert page.count(f"--type-{number}:#ffb08a;") == 1
    assert f".type-{number}{{fill:var(--type-{number})}}" in page
    assert block["otherType"] == reference.event_types.number("other")


def test_the_figure_draws_it_in_its_colour_and_names_it(results, reference):
    from matplotlib.colors import to_hex

    assert "evacuation" in words_of(results.figure())
    drawn = draw(results.events, reference=reference)
    assert "#8a3b12" in {
        to_hex(p.get_facecolor()) for axes in drawn.axes for p in axes.artists + axes.patches
    }


def test_a_kml_has_its_folder_its_style_and_its_icon(results, tmp_path):
    results.to_file(tmp_path / "a.kmz")
    with zipfile.ZipFile(tmp_path / "a.kmz") as packed:
        text = packed.read("doc.kml").decode()
        assert packed.read("icons/evacuation.png").startswith(b"\x89PNG")
    assert '<Style id="evacuation-area-candidate">' in text
    assert "<styleUrl>#evacuation-area</styleUrl>" in text  # the factory is known by its county only
    assert "<Folder><name>evacuation</name>" in text
    assert "<color>ff123b8a</color>" in text  # KML writes blue first


def test_tables_hold_it_and_count_it(results, tmp_path):
    results.to_file(tmp_path / "a.geojson")
    (feature,) = json.loads((tmp_path / "a.geojson").read_text("utf-8"))["features"]
    assert feature["properties"]["type"] == "evacuation"
    results.to_file(tmp_path / "counties.csv", layers=["counties"])
    with (tmp_path / "counties.csv").open(encoding="utf-8-sig", newline="") as file:
        counted = {row["pcode"]: row["n_evacuation"] for row in csv.DictReader(file)}
    assert counted["KP0703"] == "1"
    assert set(counted.values()) == {"0", "1"}
    results.to_file(tmp_path / "all.gpkg")
    results.to_file(tmp_path / "all.xlsx")


def test_acled_s_columns_are_those_of_its_row(results, tmp_path):
    results.to_file(tmp_path / "a.acled.csv")
    with (tmp_path / "a.acled.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    coded = [row[name] for name in ("disorder_type", "event_type", "sub_event_type")]
    assert coded == ["Demonstrations", "Protests", "Peaceful protest"]


def test_chains_and_counties_have_its_columns(results):
    (chain,) = results.chains.itertuples()
    assert str(chain.evacuated.date()) == "2024-07-27"
    counties = county_frame(results).set_index("adm2")
    assert counties.loc["KP0703", "evacuation"] == 1
    assert counties["evacuation"].sum() == 1


def test_a_dossier_and_a_review_name_it(results, tmp_path):
    assert ">소개<" in re.sub(r"\s*\n\s*", "", geo.dossier(results, "Anju", language="ko").to_html())
    found = read(results.reference)
    weak = replace(found.events[0], score=0.5, status="candidate")
    doubtful = link([replace(found, events=(weak,))], reference=results.reference)
    write_review(review(doubtful), tmp_path / "review.html", reference=results.reference)
    assert "<option>evacuation</option>" in (tmp_path / "review.html").read_text("utf-8")


def test_corrections_and_records_may_be_of_it(reference, tmp_path):
    row = {"action": "type", "event": "0f3a91c04d7e", "value": "evacuation", "who": "J. Reader",
           "when": "2024-11-20", "why": "they left"}  # fmt: skip
    assert correction_of(row, reference=reference).value == "evacuation"
    table = tmp_path / "own.csv"
    table.write_text("date,place,type\n2024-07-27,Anju City,evacuation\n", "utf-8")
    (record,) = read_records(table, reference=reference)
    assert record.type == "evacuation"
    assert unknown_types([record], reference.event_types) == ""


def test_related_types_agree_in_a_join(reference):
    (event,) = read(reference).events
    flood = Record("r", date(2024, 7, 27), "day", "disaster", "Flood", "", "", "KP07", "KP0703", None, None, "adm2",
                   "Anju", "place column")  # fmt: skip
    types = {k.record_id: k.type for k in join([event], [flood], min_score=0, reference=reference)[1]}
    strangers = {k.record_id: k.type for k in join([event], [flood], min_score=0)[1]}
    assert types == {"r": 0.8}
    assert strangers == {"r": 0.5}


def test_who_does_not_know_the_type_still_shows_it_under_its_own_name(results, reference, tmp_path):
    known = Reference.bundled().event_types
    block = block_of(event_map(results.events).get_root().render())
    assert block["types"] == [*known, "evacuation"]
    assert len(block["typeSymbols"]) == len(known)
    assert "evacuation" in words_of(draw(results.events))
    table = tmp_path / "own.csv"
    table.write_text("date,place,type\n2024-07-27,Anju City,Exodus\n2024-07-28,Anju City,Exodus\n", "utf-8")
    records = list(read_records(table))
    assert [record.type for record in records] == ["Exodus", "Exodus"]
    assert unknown_types(records, known).endswith("kept as they are: 'Exodus' (2 rows)")
    found = link([], geo.linking.run.Options(records=table))
    assert any("'Exodus' (2 rows)" in note for note in found.table_summaries["records"][1])


def test_no_code_asks_for_a_type_by_its_name():
    table = Reference.bundled().event_types
    types, columns = (
        set(table) - {OTHER},
        {table[one].step for one in table},
    )  # some words are columns as well
    named = {
        (str(path.relative_to(ROOT)), node.value)
        for path in (ROOT / "geo").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in types - columns
    }
    assert named == set()


def test_a_renamed_type_keeps_its_rules_since_they_ask_for_its_role(tmp_path):
    folder = tmp_path / "reference"
    shutil.copytree(Reference.bundled().folder, folder)
    for path in (folder / "event_types.toml", *(folder / "words").glob("*.toml")):
        text = re.sub(r"^(\[?)inspection\b", r"\1site-visit", path.read_text("utf-8"), flags=re.MULTILINE)
        related = re.compile(r"^(related|continued_by) = .*$", re.MULTILINE)
        path.write_text(related.sub(lambda m: m[0].replace('"inspection"', '"site-visit"'), text), "utf-8")
    reference = Reference.read(folder)
    text = (
        "Kim Jong Un inspected a mill in Anju City on November 8, 2024."
        " He visited a farm in Unsan County, South Phyongan Province, on November 9."
    )
    found = Extractor(reference).extract(Article("a", text))
    assert [(e.type, e.adm2) for e in found.events] == [("site-visit", "KP0703"), ("site-visit", "KP0720")]
