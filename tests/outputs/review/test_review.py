"""Results to check, and the forms in which people say what is right."""

from __future__ import annotations

import csv
import html
import io
import json
import random
import re
import tomllib
from datetime import date
from typing import Any

import pytest

from geo.api.reading import Options, link
from geo.api.results import Results
from geo.cli import main
from geo.extraction.pipeline import extract
from geo.linking.corrections import Ledger, correction_of, read_corrections
from geo.model.entities import Article
from geo.model.errors import GeoError, OptionError
from geo.outputs.review import Item, as_csv, as_toml_form, review, write_review
from geo.outputs.review.forms import COLUMNS
from geo.outputs.review.page import as_page
from geo.outputs.review.words import WORDS
from tests.outputs.page.test_page_browser import PAYLOADS, browser  # noqa: F401
from tests.outputs.page.test_page_browser import pytestmark as needs_browser
from tests.support import ROOT

TEXTS = {
    "missile": ("Kim Jong Un watched the test of a missile.", 19),
    "farm": ("Farmers gathered in the harvest at the Tokhyon Farm. Rain fell in Unsan County.", 20),
    "pumps-1": ("The Anju Pump Factory was inaugurated in Anju City on November 8, 2024.", 9),
    "pumps-2": (
        "Anju City saw the Anju Pump Factory inaugurated on November 9, 2024, people said there.",
        10,
    ),
    "sure": ("Kim Jong Un inspected a mill in Haeju City on November 7, 2024.", 8),
    "strange": (
        "Rain fell in Nokpyong County. Farmers of Nokpyong County and Dandong City, China, gathered.",
        8,
    ),
    "korean": ("평안남도 록평군에서 새 살림집이 건설되였다.", 8),
}
RECORDS = (
    "id,date,type,place,description\nr1,2024-11-06,inspection,Haeju City,A mill in Haeju City was inspected\n"
)


def read(
    texts: dict[str, tuple[str, int]] = TEXTS, rows: tuple[dict[str, str], ...] = (), **options: Any
) -> Results:
    articles = [
        Article(i, t, i, date(2024, 11, d), f"https://www.kcna.kp/{i}") for i, (t, d) in texts.items()
    ]
    ledger = Ledger(
        correction_of({"who": "J. Reader", "when": "2024-11-20", "why": "read", **r}) for r in rows
    )
    extractions = [extract(a, reference=ledger.reference) for a in articles]
    return link(extractions, Options(corrections=ledger, **options))


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    path = tmp_path_factory.mktemp("records") / "records.csv"
    path.write_text(RECORDS)
    return path


@pytest.fixture(scope="module")
def items(records) -> list[Item]:
    return review(read(records=records))


def of(items: list[Item], kind: str) -> list[Item]:
    return [i for i in items if i.kind == kind]


def test_what_is_at_no_place_is_listed_with_why(items):
    first = next(i for i in items if i.source_id == "missile")
    assert "its place could not be resolved" in first.reasons
    assert first.words == TEXTS["missile"][0]
    assert {"confirm", "reject", "place", "date"} <= {action for action, _ in first.choices}


def test_what_is_sure_is_not_listed_but_for_a_record_that_differs(items):
    listed = [i for i in items if i.source_id == "sure"]
    assert [i.kind for i in listed] == ["record"]
    assert listed[0].reasons[0] == "the article says 2024-11-07, the record 2024-11-06"
    assert ("date", "2024-11-06") in listed[0].choices
    assert listed[0].about["record"] == "r1"


def test_reports_that_may_be_one_happening_are_listed_once(items):
    (duplicate,) = of(items, "duplicate")
    assert {duplicate.source_id, "pumps-2"} == {"pumps-1", "pumps-2"}
    assert duplicate.about["with"]


def test_a_refused_name_offers_the_places_that_it_may_be(items):
    unsan = next(i for i in of(items, "refused") if i.words == "Unsan County")
    assert unsan.about == {"name": "Unsan", "source": "farm"}
    places = [f"Unsan County, {side} Phyongan" for side in ("North", "South")]
    assert unsan.choices == tuple(("alias", value) for value in (*places, "", "none"))


def test_names_of_the_north_that_nobody_knows_are_listed_and_those_abroad_are_not(items):
    assert {i.about["name"] for i in of(items, "unknown")} == {"Nokpyong", "록평"}
    assert next(i for i in items if i.about.get("name") == "Nokpyong").reasons[0].startswith("occurs 2 times")


def test_what_somebody_has_decided_is_listed_no_more(records, items):
    missile = next(i for i in items if i.source_id == "missile").about["event"]
    duplicate = of(items, "duplicate")[0].about
    mill = of(items, "record")[0].about
    rows = (
        {"action": "confirm", "event": missile},
        {"action": "merge", "event": duplicate["event"], "with": duplicate["with"]},
        {"action": "link", "event": mill["event"], "record": "r1"},
        {"action": "alias", "name": "Unsan", "value": "KP0720", "source": "farm"},
        {"action": "alias", "name": "Nokpyong", "value": "KP0717"},
        {"action": "alias", "name": "록평", "value": "none"},
        {"action": "alias", "name": "Tokhyon Farm", "value": "Anak County"},
    )
    left = review(read(rows=rows, records=records))
    assert {i.kind for i in left} == {"event"}
    doubts = {why.partition(":")[0].partition(" (")[0] for i in left for why in i.reasons}
    assert doubts <= {"undated", "located only to its province"}


def test_two_that_somebody_has_distinguished_are_not_asked_for_again(items):
    about = of(items, "duplicate")[0].about
    row = {"action": "split", "event": about["event"], "with": about["with"]}
    results = read(rows=(row,))
    assert not of(review(results), "duplicate")
    assert results.ledger.count() == {"applied": 1}


def test_the_list_is_the_same_in_any_order_of_the_articles(records, items):
    shuffled = list(TEXTS.items())
    random.Random(7).shuffle(shuffled)
    assert [i.about for i in review(read(dict(shuffled), records=records))] == [i.about for i in items]


def test_a_report_on_the_leader_comes_before_one_like_it():
    texts = {
        "b": ("A missile was test-fired on Tuesday.", 20),
        "a": ("Kim Jong Un watched the test-fire of a missile.", 20),
    }
    found = [i.source_id for i in review(read(texts))]
    assert found[0] == "a"


# Sheet -------------------------------------------------------------------------------------------------------


def filled(text: str, answers: dict[int, dict[str, str]]) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    for number, answer in answers.items():
        rows[number].update({"who": "김 기자", "when": "2024-11-20", "why": "사진", **answer})
    return rows


def saved(rows: list[dict[str, str]], delimiter: str) -> str:
    out = io.StringIO()
    sheet = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
    sheet.writeheader()
    sheet.writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    ("delimiter", "encoding", "day"),
    [(",", "utf-8-sig", "2024-11-20"), (";", "cp949", "2024-11-20"), (";", "utf-8-sig", "20.11.2024"),
     ("\t", "utf-16", "11/20/2024")],
)  # fmt: skip
def test_a_sheet_that_is_filled_in_is_read_back(tmp_path, items, delimiter, encoding, day):
    missile = next(n for n, i in enumerate(items) if i.source_id == "missile")
    duplicate = next(n for n, i in enumerate(items) if i.kind == "duplicate")
    unsan = next(n for n, i in enumerate(items) if i.words == "Unsan County")
    rows = filled(as_csv(items), {
        missile: {"action": "place", "value": "Sunchon City", "when": day},
        duplicate: {"action": "Merge", "when": day},
        unsan: {"action": "alias", "value": "KP0720", "when": day},
    })  # fmt: skip
    path = tmp_path / "review.csv"
    path.write_bytes(saved(rows, delimiter).encode(encoding, "replace"))
    problems: list[GeoError] = []
    found = read_corrections(path, problems.append)
    assert not problems
    assert sorted(c.action for c in found) == ["alias", "merge", "place"]
    assert {c.when for c in found} == {date(2024, 11, 20)}
    assert next(c for c in found if c.action == "place").value.adm2 == "KP0705"
    assert next(c for c in found if c.action == "alias").source == "farm"
    events = {e.source_id: e for e in read(rows=tuple(dict(c.given) for c in found)).event_list}
    assert events["missile"].adm2 == "KP0705"
    assert events["missile"].rule == "corrected by 김 기자: 사진"
    assert events["pumps-1"].happening == events["pumps-2"].happening


def test_a_sheet_with_the_column_names_of_earlier_versions_is_still_read(tmp_path, items):
    missile = next(n for n, i in enumerate(items) if i.source_id == "missile")
    sheet = as_csv(items)
    for name, former in (("item_type", "look"), ("reasons", "because"), ("extracted", "machine")):
        assert name in sheet.split("\r\n", 1)[0].split(",")
        sheet = sheet.replace(name, former, 1)
    path = tmp_path / "review.csv"
    path.write_text(saved(filled(sheet, {missile: {"action": "confirm"}}), ","))
    problems: list[GeoError] = []
    assert [c.action for c in read_corrections(path, problems.append)] == ["confirm"]
    assert not problems


def test_a_sheet_that_nobody_has_filled_in_corrects_nothing(tmp_path, items):
    path = tmp_path / "review.csv"
    write_review(items, path)
    problems: list[GeoError] = []
    assert read_corrections(path, problems.append) == []
    assert not problems


def test_no_cell_of_the_sheet_is_a_formula():
    texts = {
        p: (f"{p} Kim Jong Un watched the test of a missile {p}.", 19)
        for p in ("=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2", "＝1+1", "＋1", "－1", "＠SUM(A1)")
    }
    for row in csv.reader(io.StringIO(as_csv(review(read(texts))).lstrip("\ufeff"))):
        assert not [cell for cell in row if cell[:1] in tuple("=+-@\t\r\n＝＋－＠")]


def test_an_event_is_found_again_though_a_spreadsheet_made_a_number_of_its_id(tmp_path, items):
    missile = next(n for n, i in enumerate(items) if i.source_id == "missile")
    rows = filled(as_csv(items), {missile: {"action": "confirm"}})
    rows[missile]["event"] = "1.23457E+11"
    path = tmp_path / "review.csv"
    path.write_text(saved(rows, ","))
    found = read_corrections(path, print)
    results = read(rows=tuple(dict(c.given) for c in found))
    assert [e.status for e in results.event_list if e.source_id == "missile"] == ["reviewed"]
    assert results.ledger.by_words()


# TOML --------------------------------------------------------------------------------------------------------


def test_the_form_in_toml_corrects_nothing_until_its_lines_are_uncommented(tmp_path, items):
    text = as_toml_form(items)
    assert tomllib.loads(text) == {}
    first = re.search(r"((?:^# (?! ).*\n)+)", text[text.index("# [[correction]]") :], re.MULTILINE)
    block = "\n".join(line[2:] for line in first[1].splitlines())
    block = block.replace('who = ""', 'who = "J. Reader"').replace('why = ""', 'why = "x"')
    path = tmp_path / "c.toml"
    path.write_text(block)
    problems: list[GeoError] = []
    assert [c.action for c in read_corrections(path, problems.append)] == [items[0].choices[0][0]]
    assert not problems


def test_hostile_words_break_no_form(tmp_path):
    texts = {
        p: (f"{p} Kim Jong Un watched the test of a missile {p}\n\"\"\" ''' \\ \u2028.", 19) for p in PAYLOADS
    }
    found = review(read(texts))
    assert tomllib.loads(as_toml_form(found)) == {}
    path = tmp_path / "r.csv"
    path.write_text(saved(filled(as_csv(found), {n: {"action": "confirm"} for n in range(len(found))}), ","))
    ledger = Ledger.read(path, print)
    articles = [Article(i, t, i, date(2024, 11, d)) for i, (t, d) in texts.items()]
    again = link([extract(a) for a in articles], Options(corrections=ledger))
    assert {e.status for e in again.event_list if e.event_id in {i.about.get("event") for i in found}} == {
        "reviewed"
    }


# Page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_page_shows_hostile_text_as_text(payload):
    text = f"{payload} Kim Jong Un watched the test of a missile {payload}."
    articles = [
        Article(payload, text, payload, date(2024, 11, 19), payload),
        Article("b", text, "b", None, "javascript:alert(1)"),
    ]
    page = as_page(review(link([extract(a) for a in articles])))
    assert page.count("<script") == 1
    assert "<img" not in page
    assert "javascript:" not in page
    assert "default-src 'none'" in html.unescape(page)


def test_the_page_speaks_its_languages_whole(items):
    assert len({frozenset(words) for words in WORDS.values()}) == 1
    for language in WORDS:
        page = as_page(items, language=language)
        assert f'lang="{language}"' in page
        assert "built-in method" not in page
    with pytest.raises(OptionError, match="use one of en, ko"):
        as_page(items, language="fr")


def test_an_ending_that_no_form_has_is_refused(tmp_path, items):
    with pytest.raises(OptionError, match=r"\.html, \.csv, \.toml"):
        write_review(items, tmp_path / "r.docx")


@needs_browser
def test_what_is_chosen_on_the_page_is_saved_as_a_file_of_corrections(tmp_path, items, records, browser):  # noqa: F811
    path = tmp_path / "review.html"
    write_review(items, path)
    context = browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True)
    page = context.new_page()
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    missile = next(n for n, i in enumerate(items, 1) if i.source_id == "missile")
    duplicate = next(n for n, i in enumerate(items, 1) if i.kind == "duplicate")
    unsan = next(n for n, i in enumerate(items, 1) if i.words == "Unsan County")
    page.fill("[name=who]", 'J. "Quote" \\ 기자')
    page.fill("[name=when]", "2024-11-20")
    page.check(f"#n{missile} [value=place]")
    assert "Still needed" in page.inner_text(".bar")
    page.fill(f"#n{missile} [name=value]", "Sunchon City")
    page.fill(f"#n{missile} [name=why]", "the caption")
    page.check(f"#n{missile} [name=also]")
    page.check(f"#n{duplicate} [value=merge]")
    page.fill(f"#n{duplicate} [name=why]", "one")
    page.focus(f"#n{unsan} [data-value*='South']")
    page.keyboard.press("Space")
    page.fill(f"#n{unsan} [name=why]", "south")
    assert f"3 of {len(items)}" in page.inner_text(".bar output")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_download() as download:
        page.click(".bar button")
    file = tmp_path / "corrections.toml"
    download.value.save_as(file)
    context.close()
    assert [u for u in asked if not u.startswith(("file:", "blob:"))] == []
    assert errors == []
    problems: list[GeoError] = []
    found = read_corrections(file, problems.append)
    assert not problems
    assert sorted(c.action for c in found) == ["alias", "confirm", "merge", "place"]
    assert {c.who for c in found} == {'J. "Quote" \\ 기자'}
    results = read(rows=tuple(dict(c.given) for c in found), records=records)
    events = {e.source_id: e for e in results.event_list}
    assert (events["missile"].adm2, events["missile"].status) == ("KP0705", "reviewed")
    assert results.ledger.count() == {"applied": 4}


@needs_browser
@pytest.mark.parametrize("csp", [True, False], ids=["with the policy", "without it"])
def test_hostile_words_run_nothing_and_are_saved_as_they_are(tmp_path, browser, csp):  # noqa: F811
    texts = {p: (f"{p} Kim Jong Un watched the test of a missile {p}.", 19) for p in PAYLOADS}
    found = review(read(texts))
    path = tmp_path / "review.html"
    write_review(found, path)
    context = browser.new_context(bypass_csp=not csp, accept_downloads=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.fill("[name=who]", PAYLOADS[0])
    page.fill("[name=when]", "2024-11-20")
    for box in page.locator("[value=confirm]").all():
        box.check()
    with page.expect_download() as download:
        page.click(".bar button")
    download.value.save_as(tmp_path / "c.toml")
    assert page.evaluate("window.hit") is None
    context.close()
    again = read_corrections(tmp_path / "c.toml", print)
    assert {c.event for c in again} == {i.about["event"] for i in found if "event" in i.about}
    assert read(texts, tuple(dict(c.given) for c in again)).ledger.count() == {"applied": len(again)}


@needs_browser
@pytest.mark.parametrize(("scheme", "size"), [("light", (1200, 900)), ("dark", (390, 844))])
def test_axe_finds_nothing_on_the_page(tmp_path, items, browser, scheme, size):  # noqa: F811
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "review.html"
    write_review(items, path, language="ko")
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(path.as_uri())
    page.check("#n1 [value=place], #n1 [value=merge]")
    page.keyboard.press("j")
    found = Axe().run(page).response["violations"]
    context.close()
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []


# The command -------------------------------------------------------------------------------------------------


def test_the_command_reviews_and_takes_the_answers_back(tmp_path, capsys):
    source = tmp_path / "a.jsonl"
    rows = [{"id": i, "text": t, "date": f"2024-11-{d:02}"} for i, (t, d) in TEXTS.items()]
    source.write_text("".join(json.dumps(r) + "\n" for r in rows))
    sheet = tmp_path / "review.csv"
    assert main(["review", str(source), "-o", str(sheet), "--top", "3"]) == 0
    said = capsys.readouterr().err
    assert "to check" in said
    table = filled(sheet.read_text("utf-8-sig"), {0: {"action": "reject"}})
    assert len(table) == 3
    assert list(table[0]) == list(COLUMNS)
    sheet.write_text(saved(table, ";"))
    again = tmp_path / "again.toml"
    assert main(["review", str(source), "--corrections", str(sheet), "-o", str(again), "-q"]) == 0
    assert table[0]["event"].lstrip("'") not in again.read_text("utf-8")
    assert main(["review", str(source), "-o", str(tmp_path / "r.pdf"), "-q"]) == 2


def test_the_sample_corrections_fit_the_sample_articles(tmp_path):
    samples = ROOT / "data" / "samples"
    file = str(samples / "corrections.toml")
    out = tmp_path / "e.geojson"
    assert main(["export", str(samples / "articles"), "--corrections", file, "-q", "-o", str(out)]) == 0
    properties = {f["id"]: f["properties"] for f in json.loads(out.read_text("utf-8"))["features"]}
    assert sum("Sunan airfield" in p["rule"] for p in properties.values()) == 1
    assert sum(p["status"] == "reviewed" for p in properties.values()) == 1
