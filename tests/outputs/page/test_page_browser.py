"""The page in a real browser: no request, no error, nothing hostile runs, everything can be used."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.model.event_types import EventType, EventTypes
from geo.outputs.page import event_map
from geo.outputs.page.shapes import load_units
from geo.reference.context import Reference

EVENT_TYPES = Reference.bundled().event_types.ids

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HIT = "window.hit=(window.hit||0)+1"
PAYLOADS = (
    f"<img src=x onerror={HIT}>",
    f"<script>{HIT}</script>",
    f"</script><script>{HIT}</script>",
    f"<svg onload={HIT}>",
    f"${{{HIT}}}",
    f"`+({HIT})+`",
    f"\\`;{HIT}//",
    f'");{HIT};//',
    f"');{HIT};//",
    f'" autofocus onfocus="{HIT}',
    f"</title><img src=x onerror={HIT}>",
    f"<!-- <script>{HIT}",
    f"]]>{HIT}",
    f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>",
    "C:\\new\\x41 \\u12 {{ 7*7 }} {% raw %}",
    "__proto__",
)


def events(n: int = 60) -> pd.DataFrame:
    """Events over counties, of every type and precision, dated and undated."""
    units = load_units()
    counties = [
        (unit, shape) for unit, shape in zip(units.units, units.shapes, strict=True) if unit.level == 2
    ]
    rows = []
    for i in range(n):
        unit, shape = counties[(i * 37) % len(counties)]
        precision = ("site", "adm2", "locality", "adm1", "adm2", "country")[i % 6]
        placed = precision != "country"
        rows.append(
            {
                "event_id": f"id-{i}",
                "type": EVENT_TYPES[i % len(EVENT_TYPES)],
                "date": date(2020, 1, 15) + timedelta(days=25 * i) if i % 10 else None,
                "date_precision": "day" if i % 10 else None,
                "date_rule": "day-month" if i % 10 else "no article date",
                "title": f"Happening {i}" if i % 7 else f"성천군 공장 {i}",
                "site": f"Factory {i}" if precision == "site" else None,
                "actors": ("Kim Jong Un",) if i % 3 == 0 else (),
                "leader": i % 3 == 0,
                "adm1": unit.parent if placed else None,
                "adm2": unit.pcode if placed and precision != "adm1" else None,
                "lat": shape["at"][1] / 10_000 + 0.01 if placed else None,
                "lon": shape["at"][0] / 10_000 if placed else None,
                "geo_precision": precision,
                "rule": "type-word",
                "score": 0.8,
                "source_id": f"a-{i}",
                "source_url": f"https://example.org/{i}",
                "source_title": f"Report {i}",
                "source_date": "2024-01-01" if i % 10 else None,
                "quote": f"What was said of happening {i}.",
                "status": "candidate",
            }
        )
    return pd.DataFrame(rows)


def sites() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "site_id": ["s0", "s1"],
            "name": ["Factory 0", "Mine"],
            "korean": ["공장", "광산"],
            "kind": ["factory", "mine"],
            "adm2": ["KP0717", "KP0717"],
            "lat": [39.3, None],
            "lon": [126.2, None],
            "n_mentions": [3, 1],
        }
    )


def records() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["r-0", "r-1"],
            "date": ["2020-02-09", "2021-01-01"],
            "type": ["Launch", "Launch"],
            "title": ["A launch", "Another"],
            "text": ["x", "y"],
            "url": ["https://example.org/r", "javascript:1"],
            "lat": [39.0, 40.0],
            "lon": [125.7, 127.0],
            "geo_precision": ["locality"] * 2,
            "matched": [["id-1"], []],
        }
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=BROWSER, args=ARGS)
        yield chromium
        chromium.close()


class Opened:
    """A page with what it asked for and what it complained of."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on(
            "console",
            lambda message: message.type in ("error", "warning") and self.errors.append(message.text),
        )
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def quiet(self) -> None:
        asked = [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))]
        assert asked == []
        assert self.errors == []


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    contexts = []

    def open_page(
        frame: pd.DataFrame,
        *,
        size: tuple[int, int] = (1400, 860),
        link: str = "",
        csp: bool = True,
        scheme: str = "light",
        **kwargs: Any,
    ) -> Opened:
        path = tmp_path / "map.html"
        event_map(frame, **kwargs).save(str(path))
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, bypass_csp=not csp, color_scheme=scheme
        )
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.page.goto(path.as_uri() + link)
        opened.page.wait_for_selector("body.ready", timeout=20_000)
        return opened

    yield open_page
    for context in contexts:
        context.close()


def until(page: Any, expression: str, wanted: object = True) -> None:
    """Wait for a value in the page; Playwright's own way needs eval, which the policy forbids."""
    for _ in range(200):
        value = page.evaluate(expression)
        if (bool(value) if wanted is True else value) == wanted:
            return
        page.wait_for_timeout(25)
    pytest.fail(f"{expression} is {value!r}, not {wanted!r}")


def shown(opened: Opened) -> str:
    return str(opened.page.inner_text("#summary"))


def rows(opened: Opened) -> int:
    return int(opened.page.evaluate("geoPage.scopedRows().length"))


def click_symbol(opened: Opened, kind: str) -> dict[str, Any]:
    symbol = opened.page.evaluate(
        f"geoPage.symbolsNow().filter(s => s.kind === '{kind}').sort((a, b) => b.n - a.n)[0]"
    )
    box = opened.page.locator("#map-holder").bounding_box()
    opened.page.mouse.click(box["x"] + symbol["x"], box["y"] + symbol["y"])
    return dict(symbol)


@pytest.mark.parametrize("n", [0, 1, 60])
def test_the_page_asks_nobody_and_complains_of_nothing(show: Callable[..., Opened], n: int) -> None:
    opened = show(events(n), sites=sites(), records=records())
    opened.page.click("#layer-records")
    opened.page.click("#do-language")
    opened.page.click("#do-about")
    opened.page.wait_for_timeout(200)
    opened.quiet()


def test_an_empty_map_says_so(show: Callable[..., Opened]) -> None:
    opened = show(pd.DataFrame())
    assert "This map holds no events." in opened.page.inner_text("#list")


@pytest.mark.parametrize("csp", [True, False], ids=["with the policy", "without it"])
def test_hostile_text_runs_nothing_and_shows_verbatim(show: Callable[..., Opened], csp: bool) -> None:
    names = (
        "type",
        "title",
        "site",
        "quote",
        "rule",
        "date_rule",
        "source_id",
        "source_url",
        "source_title",
        "source_date",
        "status",
        "event_id",
    )
    frame = pd.DataFrame(
        [
            dict.fromkeys(names, text)
            | {
                "actors": (text,),
                "adm1": "X" + text,
                "adm2": text,
                "adm1_name": text,
                "adm2_name": text,
                "adm2_korean": text,
                "records": (text,),
            }
            for text in PAYLOADS
        ]
    )
    table = pd.DataFrame(
        [
            {
                "site_id": text,
                "name": text,
                "korean": text,
                "kind": text,
                "first": text,
                "lat": 39.5,
                "lon": 126.5,
            }
            for text in PAYLOADS
        ]
    )
    rows_ = pd.DataFrame(
        [
            dict.fromkeys(("id", "date", "type", "title", "text", "url", "rule"), text)
            | {"lat": 40.0, "lon": 127.0}
            for text in PAYLOADS
        ]
    )
    opened = show(frame, sites=table, records=rows_, title=PAYLOADS[10], csp=csp)
    page = opened.page
    assert page.title() == PAYLOADS[10]
    page.click("#layer-records")
    seen = set()
    for number in range(len(PAYLOADS)):
        page.evaluate(f"geoPage.select({number}, {{}})")
        page.wait_for_selector("#card h2")
        text = PAYLOADS[number]
        until(page, "document.querySelector('#card h2').textContent", text)
        card = page.evaluate("document.querySelector('#card').textContent")
        seen.add(page.evaluate("document.querySelector('#card blockquote').textContent"))
        assert card.count(text) >= 8
        assert page.locator("#card a").count() == 0
        page.evaluate(f"geoPage.showSite({number})")
        assert page.evaluate("document.querySelector('#card').textContent").count(text) >= 3
        page.evaluate(f"geoPage.showRecord({number})")
        until(page, "document.querySelector('#card blockquote')?.textContent", text)
    assert seen == set(PAYLOADS)
    page.evaluate("geoPage.showChoice('site', [0, 1, 2])")
    page.fill("#search", PAYLOADS[0])
    until(page, "geoPage.state.query")
    page.click("#do-language")
    page.mouse.move(700, 400)
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    opened.quiet()


def test_choosing_types_changes_list_counts_and_words(show: Callable[..., Opened]) -> None:
    opened = show(events())
    assert "All 60 events" in shown(opened)
    opened.page.locator("#type-group label", has_text="inspection").click()
    assert rows(opened) == 55
    assert "55 of 60 events" in shown(opened)
    opened.page.click("#do-reset")
    assert rows(opened) == 60


@pytest.mark.parametrize(
    ("scheme", "colour"), [("light", "rgb(138, 59, 18)"), ("dark", "rgb(255, 176, 138)")]
)
def test_a_type_of_the_reader_s_reference_has_its_symbol_and_an_unknown_one_that_of_other(
    show: Callable[..., Opened], scheme: str, colour: str
) -> None:
    bundled = Reference.bundled()
    sign = "M3 2h10v3H9.5v9h-3V5H3z"
    own = EventType("evacuation", {"en": "evacuation", "ko": "소개"}, "#8a3b12", "#ffb08a", sign, 0.9, 13)
    wider = replace(bundled, event_types=EventTypes([*bundled.event_types.values(), own]))
    frame = events(4)
    frame["type"] = ["evacuation", "eclipse", "eclipse", "inspection"]
    opened = show(frame, reference=wider, scheme=scheme)
    labels = opened.page.locator("#type-group label")
    assert labels.count() == 14
    look = "node => [node.querySelector('path').getAttribute('d'), getComputedStyle(node.querySelector('svg')).fill]"
    assert labels.filter(has_text="evacuation").evaluate(look) == [sign, colour]
    assert labels.filter(has_text="eclipse").evaluate(look) == labels.filter(has_text="other").evaluate(look)
    assert opened.page.evaluate("geoPage.colourOf(geoPage.data.types.indexOf('evacuation'))") == (
        "#8a3b12" if scheme == "light" else "#ffb08a"
    )
    labels.filter(has_text="eclipse").click()
    assert rows(opened) == 2
    opened.page.click("#do-language")
    assert labels.filter(has_text="소개").count() == 1
    opened.quiet()


def test_the_brush_and_the_date_fields_are_twins(show: Callable[..., Opened]) -> None:
    opened = show(events())
    box = opened.page.locator("#histogram").bounding_box()
    y = box["y"] + 30
    opened.page.mouse.move(box["x"] + 300, y)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + 600, y, steps=6)
    opened.page.mouse.up()
    until(opened.page, "geoPage.state.from !== null")
    start, end = opened.page.input_value("#from"), opened.page.input_value("#to")
    assert start < end
    assert 0 < rows(opened) < 54
    assert "undated not shown" in shown(opened)
    opened.page.check("#undated")
    with_undated = rows(opened)
    opened.page.click("#all-dates")
    assert rows(opened) == 60 > with_undated
    opened.page.fill("#from", "2022-01-01")
    opened.page.dispatch_event("#from", "change")
    assert 0 < rows(opened) < 60


@pytest.mark.parametrize(
    ("query", "least"), [("성천군 공장", 9), ("happening 11", 1), ("Factory 6", 1), ("of HAPPENING 1", 11)]
)
def test_search_finds_titles_sites_and_quotes(show: Callable[..., Opened], query: str, least: int) -> None:
    opened = show(events())
    opened.page.fill("#search", query)
    until(opened.page, "geoPage.state.query !== ''")
    assert least <= rows(opened) < 60


def test_search_leaves_only_the_sites_that_hold_its_words(show: Callable[..., Opened]) -> None:
    opened = show(events(), sites=sites())
    every = opened.page.evaluate("geoPage.marks.sites.points.length")
    opened.page.fill("#search", "성천군 공장 7")
    until(opened.page, "geoPage.marks.sites.points.length === 0")
    opened.page.fill("#search", "")
    until(opened.page, f"geoPage.marks.sites.points.length === {every}")
    opened.quiet()


def test_reset_shows_the_sites_again_that_a_search_had_left_out_and_layers_count_what_is_shown(
    show: Callable[..., Opened],
) -> None:
    opened = show(events(), sites=sites())
    every = opened.page.evaluate("geoPage.marks.sites.points.length")
    opened.page.fill("#search", "nothing like this")
    until(opened.page, "geoPage.marks.sites.points.length === 0")
    until(opened.page, "document.querySelector('label:has(#layer-events) .count').textContent", "0")
    opened.page.click("#do-reset")
    assert opened.page.evaluate("geoPage.marks.sites.points.length") == every
    assert opened.page.inner_text("label:has(#layer-events) .count") == "60"
    opened.quiet()


def test_search_finds_places_in_both_languages(show: Callable[..., Opened]) -> None:
    opened = show(events())
    numbers = []
    for query in ("South Phyongan", "평안남도"):
        opened.page.fill("#search", query)
        until(opened.page, "geoPage.state.query", query)
        numbers.append(rows(opened))
    assert numbers[0] == numbers[1] > 0


def test_every_spelling_of_a_unit_or_of_the_leader_finds_the_same_events(show: Callable[..., Opened]) -> None:
    opened = show(events())
    known = Reference.bundled().gazetteer
    units = "geoPage.data.units.filter((unit) => unit.level === 2 && geoPage.counts.byUnit[unit.index])"
    spellings = {
        pcode: {name for name, found in known.names.items() if any(n.place.place_id == pcode for n in found)}
        for pcode in opened.page.evaluate(f"{units}.map((unit) => unit.pcode)")
    }
    pcode, spelled = max(spellings.items(), key=lambda item: len(item[1]))
    assert len(spelled) > 4

    def found(query: str) -> list[int]:
        opened.page.fill("#search", query)
        until(opened.page, "geoPage.state.query", query)
        return opened.page.evaluate("Array.from(geoPage.filtered.rows)")

    county = found(known.name(pcode))
    assert county
    for query in (
        *spelled,
        f"{known.name(pcode)} County",
        f"{known.name(pcode).lower()}-gun",
        f"{known.korean(pcode)}",
    ):
        assert set(found(query)) >= set(county), query
    led = found("Kim Jong Un")
    assert led == opened.page.evaluate(
        "Array.from(geoPage.data.hot.leader.keys()).filter((i) => geoPage.data.hot.leader[i])"
    )
    for query in ("Kim Jong-un", "김정은", '"Kim Jong Un"', "kim jongun", "金正恩"):
        assert found(query) == led, query
    assert "Also searched: Kim Jong Un" in opened.page.inner_text("#summary")
    opened.quiet()


def test_a_misspelt_name_finds_nothing_and_the_nearest_name_is_offered(show: Callable[..., Opened]) -> None:
    opened = show(events())
    long = "(unit) => unit.level === 2 && unit.name.length > 7 && geoPage.counts.byUnit[unit.index]"
    name = opened.page.evaluate(f"geoPage.data.units.find({long}).name")
    wrong = name[:3] + name[4] + name[3] + name[5:] + "x"
    opened.page.fill("#search", wrong)
    until(opened.page, "geoPage.state.query", wrong)
    assert rows(opened) == 0
    opened.page.click(f"#summary button:text-is('{name}')")
    until(opened.page, "geoPage.state.query", name)
    assert rows(opened) > 0
    assert opened.page.locator("#summary button").count() == 0
    opened.quiet()


def test_a_row_opens_the_card_with_its_evidence_and_a_safe_link(show: Callable[..., Opened]) -> None:
    opened = show(events(), records=records())
    opened.page.evaluate("geoPage.loadAll()")
    number = opened.page.evaluate("(async () => geoPage.findEvent('id-1'))()")
    opened.page.evaluate(f"geoPage.select({number}, {{}})")
    opened.page.wait_for_selector("#card blockquote")
    text = opened.page.inner_text("#card")
    for part in (
        "What was said of happening 1.",
        "Report 1",
        "2024-01-01",
        "type-word",
        "0.8",
        "county",
        "KP",
        "candidate",
        "2020-02-09",
    ):
        assert part in text
    opened.page.wait_for_selector("#card li")
    assert "A launch" in opened.page.inner_text("#card li")
    link = opened.page.locator("#card a")
    assert link.get_attribute("href") == "https://example.org/1"
    assert link.get_attribute("rel") == "noopener noreferrer"
    opened.quiet()


def test_an_undated_event_gives_the_reason(show: Callable[..., Opened]) -> None:
    opened = show(events())
    opened.page.evaluate("geoPage.select(59, {})")
    opened.page.wait_for_selector("#card blockquote")
    assert "Date unknown" in opened.page.inner_text("#card")
    assert "no article date" in opened.page.inner_text("#card")


def test_an_event_whose_day_is_not_reported_is_placed_at_the_day_of_its_report(
    show: Callable[..., Opened],
) -> None:
    frame = events(1).assign(date=None, source_date="2024-09-02", date_rule="no date in the sentence")
    opened = show(frame)
    assert "reported 2024-09-02" in opened.page.inner_text("#list")
    opened.page.evaluate("geoPage.select(0, {})")
    opened.page.wait_for_selector("#card blockquote")
    card = opened.page.inner_text("#card")
    assert "day of the report" in card
    assert "no date in the sentence" in card


def test_a_bubble_scopes_the_list_and_lets_it_go(show: Callable[..., Opened]) -> None:
    opened = show(events(60))
    symbol = click_symbol(opened, "county")
    opened.page.wait_for_selector("#scope:not([hidden])")
    assert rows(opened) == symbol["n"]
    opened.page.click("#scope button:last-child")
    assert rows(opened) == 60


def test_what_is_known_to_a_county_is_never_a_point(show: Callable[..., Opened]) -> None:
    opened = show(events().assign(geo_precision="adm2"))
    kinds = opened.page.evaluate("geoPage.symbolsNow().map(s => s.kind)")
    assert kinds
    assert not {"point", "many"} & set(kinds)


def test_every_placed_event_is_in_one_symbol(show: Callable[..., Opened]) -> None:
    opened = show(events())
    total = opened.page.evaluate("geoPage.symbolsNow().reduce((sum, s) => sum + s.n, 0)")
    assert total == 50
    assert "10 known to no place" in shown(opened)


def test_symbols_do_not_lie_upon_each_other(show: Callable[..., Opened]) -> None:
    opened = show(events(400))
    symbols = opened.page.evaluate("geoPage.symbolsNow()")
    for i, one in enumerate(symbols):
        for other in symbols[:i]:
            distance = ((one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2) ** 0.5
            assert distance > 0.8 * (one["r"] + other["r"])


def test_the_list_is_walked_by_keyboard(show: Callable[..., Opened]) -> None:
    opened = show(events())
    opened.page.focus("#list")
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("ArrowDown")
    assert opened.page.evaluate("geoPage.state.selected") == 1
    opened.page.keyboard.press("End")
    assert opened.page.evaluate("geoPage.state.selected") == 59
    opened.page.wait_for_selector("#card:not([hidden])")
    assert opened.page.evaluate("document.activeElement.id") == "list"
    assert opened.page.get_attribute("#list", "aria-activedescendant") == "row-59"
    opened.page.keyboard.press("Escape")
    assert opened.page.is_hidden("#card")


def test_the_link_brings_back_what_was_shown(show: Callable[..., Opened]) -> None:
    opened = show(
        events(), link="#v=39.5~126.2~9&t=inspection~disaster&from=2021-01-01&shade=adm1&lang=ko&e=id-24"
    )
    opened.page.wait_for_selector("#card:not([hidden])")
    assert opened.page.evaluate("geoPage.map.getZoom()") == 9
    assert opened.page.evaluate("[...geoPage.state.types].length") == 2
    assert opened.page.evaluate("document.documentElement.lang") == "ko"
    assert "id-24" in opened.page.inner_text("#card")
    opened.page.wait_for_timeout(400)
    assert "e=id-24" in opened.page.evaluate("location.hash")
    opened.quiet()


@pytest.mark.parametrize("tab", ["list", "filters", "time"])
def test_a_phone_shows_everything_within_its_width(show: Callable[..., Opened], tab: str) -> None:
    opened = show(
        events(), sites=sites(), records=records(), size=(390, 844), title="A very long title " * 12
    )
    opened.page.click(f"#tabs button[data-tab={tab}]")
    if tab == "filters":
        opened.page.click("#more summary")
    if tab == "list":
        opened.page.locator(".row").first.click()
        opened.page.wait_for_selector("#card:not([hidden])")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    beyond = opened.page.evaluate(
        """[...document.querySelectorAll('button, input, select, label, h1, h2, p, dd, summary')]
        .filter(e => e.offsetParent)
        .filter(e => e.getBoundingClientRect().right > 391 || e.getBoundingClientRect().left < -1)
        .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert beyond == []


@pytest.mark.parametrize("kind", ["csv", "geojson"])
def test_what_is_shown_can_be_taken_along(show: Callable[..., Opened], kind: str) -> None:
    opened = show(events())
    opened.page.locator("#type-group label", has_text="inspection").click()
    with opened.page.expect_download() as waiting:
        opened.page.click(f"#take-{kind}")
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    if kind == "csv":
        table = pd.read_csv(io.StringIO(text))
        assert len(table) == 55
        assert table["lat"].notna().sum() < 30  # areas have no point
    else:
        features = json.loads(text)["features"]
        assert len(features) == 55
        assert {bool(one["geometry"]) for one in features} == {True, False}
    opened.quiet()


def test_every_control_has_a_name(show: Callable[..., Opened]) -> None:
    opened = show(events(), sites=sites(), records=records())
    nameless = opened.page.evaluate(
        """[...document.querySelectorAll('button, input, select, [role=listbox], a')]
        .filter(e => !e.textContent.trim() && !e.getAttribute('aria-label') && !e.title)
        .filter(e => ![...(e.labels || [])].some(l => l.textContent.trim()))
        .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert nameless == []


def test_the_page_works_inside_a_notebooks_frame(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    path.write_text(
        "<!DOCTYPE html><meta charset=utf-8><title>n</title>" + event_map(events())._repr_html_(),
        encoding="utf-8",
    )
    opened = Opened(browser.new_page())
    opened.page.goto(path.as_uri())
    frame = opened.page.frame_locator("iframe")
    frame.locator("body.ready").wait_for(timeout=20_000)
    frame.locator(".row").first.click()
    frame.locator("#card h2").wait_for()
    assert frame.locator(".leaflet-pane canvas").count() == 2
    opened.page.wait_for_timeout(400)
    opened.quiet()
    opened.page.close()


def test_a_layer_of_folium_shows_on_the_page(browser: Any, tmp_path: Path) -> None:
    import folium

    made = event_map(events(5))
    shape = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "Polygon", "coordinates": [[[125, 39], [126, 39], [126, 40], [125, 39]]]},
    }
    folium.GeoJson(shape, name="own").add_to(made)
    folium.Marker([40, 127]).add_to(made)
    folium.LayerControl().add_to(made)
    made.save(str(tmp_path / "map.html"))
    opened = Opened(browser.new_page())
    opened.page.goto((tmp_path / "map.html").as_uri())
    opened.page.wait_for_selector("body.ready")
    assert opened.page.locator("path.leaflet-interactive").count() == 1
    assert opened.page.evaluate("document.querySelector('img.leaflet-marker-icon').naturalWidth") == 25
    opened.quiet()
    opened.page.close()


@pytest.mark.parametrize("csp", [True, False], ids=["with the policy", "without it"])
def test_hostile_names_of_layers_and_tooltips_run_nothing_and_show_verbatim(
    browser: Any, tmp_path: Path, csp: bool
) -> None:
    import folium

    made = event_map(events(5))
    for text in PAYLOADS:
        folium.Marker([40, 127], tooltip=text).add_to(folium.FeatureGroup(text).add_to(made))
    folium.LayerControl(collapsed=False).add_to(made)
    made.save(str(tmp_path / "map.html"))
    opened = Opened(browser.new_page(bypass_csp=not csp))
    opened.page.goto((tmp_path / "map.html").as_uri())
    opened.page.wait_for_selector("body.ready")
    names = opened.page.evaluate(
        "[...document.querySelectorAll('.leaflet-control-layers-overlays label')].map(l => l.textContent.trim())"
    )
    # folium writes the names as keys of an object, where this one is none.
    assert names == [text for text in PAYLOADS if text != "__proto__"]
    opened.page.evaluate(
        "geoPage.map.eachLayer(layer => layer.getTooltip && layer.getTooltip() && layer.openTooltip())"
    )
    said = opened.page.evaluate(
        "[...document.querySelectorAll('.leaflet-tooltip')].map(tip => tip.textContent.trim())"
    )
    assert sorted(said) == sorted(PAYLOADS)
    assert opened.page.evaluate("window.hit") is None
    opened.quiet()
    opened.page.close()


def test_the_card_marks_where_it_was_and_offers_what_is_needed_to_check_it(
    show: Callable[..., Opened],
) -> None:
    frame = events(1).assign(site="Pump Factory", quote="He came to the Pump Factory.", geo_precision="site")
    opened = show(frame)
    opened.page.evaluate("geoPage.select(0, {})")
    opened.page.wait_for_selector("#card mark")
    assert opened.page.inner_text("#card mark") == "Pump Factory"
    views = [link.get_attribute("href") or "" for link in opened.page.locator("#card dd .soft a").all()]
    assert [view.split("/")[2] for view in views] == [
        "www.openstreetmap.org",
        "browser.dataspace.copernicus.eu",
    ]
    assert "″N" in opened.page.inner_text("#card")
    for name in ("Copy link to this event", "Copy citation"):
        assert opened.page.get_by_role("button", name=name).is_visible()
    opened.quiet()


def test_an_event_known_to_its_county_has_no_spot_to_open(show: Callable[..., Opened]) -> None:
    opened = show(events(1).assign(geo_precision="adm2"))
    opened.page.evaluate("geoPage.select(0, {})")
    opened.page.wait_for_selector("#card blockquote")
    assert opened.page.locator("#card dd .soft a").count() == 0


@pytest.mark.parametrize(("measure", "words"), [("since", "Days since"), ("led", "With the leader")])
def test_the_shading_shows_what_was_asked_for(show: Callable[..., Opened], measure: str, words: str) -> None:
    opened = show(events())
    opened.page.select_option("#measure", measure)
    until(opened.page, f"document.querySelector('#legend-body h2').textContent.includes('{words}')")
    assert f"m={measure}" in opened.page.evaluate("geoPage.linkNow()")
    opened.quiet()


def test_playing_moves_through_time_and_stops(show: Callable[..., Opened]) -> None:
    opened = show(events())
    opened.page.click("#play")
    until(opened.page, "geoPage.state.from !== null")
    first = opened.page.evaluate("geoPage.state.from")
    until(opened.page, f"geoPage.state.from > {first}")
    opened.page.click("#play")
    assert opened.page.get_attribute("#play", "aria-pressed") == "false"
    opened.quiet()


def test_a_point_that_is_only_a_candidate_says_so(show: Callable[..., Opened]) -> None:
    opened = show(events(1).assign(status="candidate"))
    assert opened.page.inner_text(".row .tag") == "candidate"
    assert "Candidate" in opened.page.inner_text("#legend-body")
    assert "Candidate" not in show(events(1).assign(status="found")).page.inner_text("#legend-body")


def test_other_reports_of_a_happening_are_on_its_card_and_can_be_left_out(
    show: Callable[..., Opened],
) -> None:
    frame = events(3).assign(happening=["id-0", "id-0", "id-2"])
    opened = show(frame)
    number = opened.page.evaluate("(async () => geoPage.findEvent('id-1'))()")
    opened.page.evaluate(f"geoPage.select({number}, {{}})")
    opened.page.wait_for_selector("#card li")
    assert "Report 0" in opened.page.inner_text("#card li")
    opened.page.click("#card li button")
    until(opened.page, "geoPage.textOf(geoPage.state.selected, 'event_id')", "id-0")
    opened.page.click("#more summary")
    opened.page.check("#once")
    until(opened.page, "geoPage.scopedRows().length", 2)
    assert "once=1" in opened.page.evaluate("geoPage.linkNow()")
    opened.quiet()


def test_the_card_says_which_reports_are_no_independent_source(show: Callable[..., Opened]) -> None:
    frame = events(3).assign(
        happening="id-0",
        repeats=["", "id-0", ""],
        sources=2,
        attribution=["", "KCNA; named in the sentence", PAYLOADS[0]],
        publisher=["KCNA", "A friend", "Nara"],
        source_class=["state media", "letters", PAYLOADS[1]],
        conflicts=[["day|2024-11-07|id-2", f"{PAYLOADS[2]}"], [], []],
    )
    opened = show(frame)
    page = opened.page
    choose = "async (id) => geoPage.select(await geoPage.findEvent(id), {})"
    page.evaluate(choose, "id-0")
    page.wait_for_selector("#card li")
    card = page.inner_text("#card")
    assert "3 reports, 2 independent sources" in card
    assert "repeats Report 0" in page.inner_text("#card li >> nth=0") + page.inner_text("#card li >> nth=1")
    assert "This report repeats" not in card
    assert "another day: 2024-11-07" in card
    assert PAYLOADS[2] in card
    page.get_by_role("button", name="another day: 2024-11-07").click()
    until(page, "geoPage.textOf(geoPage.state.selected, 'event_id')", "id-2")
    page.evaluate(choose, "id-1")
    page.wait_for_function(
        "document.getElementById('card').innerText.includes('This report repeats Report 0')"
    )
    card = page.inner_text("#card")
    assert "citing KCNA (named in the sentence)" in card
    assert "A friend · letters" in card
    page.click("#do-language")
    page.wait_for_function("document.getElementById('card').innerText.includes('보도 3건, 독립 출처 2곳')")
    assert "KCNA을(를) 인용 (문장에 명시)" in page.inner_text("#card")
    page.evaluate(choose, "id-2")
    page.wait_for_function("document.getElementById('card').innerText.includes('<img src=x')")
    opened.quiet()


def test_the_map_can_be_taken_as_a_picture_with_its_title_legend_and_source(
    show: Callable[..., Opened],
) -> None:
    opened = show(events(), title="Autumn")
    with opened.page.expect_download() as waiting:
        opened.page.click("#take-png")
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG")
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    box = opened.page.locator("#map-holder").bounding_box()
    assert width == round(box["width"] * 2)
    assert height > box["height"] * 2 + 200  # head and foot
    opened.quiet()


def test_a_date_that_is_being_typed_does_not_undo_the_range(show: Callable[..., Opened]) -> None:
    opened = show(events(), link="#from=2021-01-01&to=2022-03-01")
    opened.page.focus("#to")
    opened.page.keyboard.type("04152023")
    until(opened.page, "document.getElementById('to').value", "2023-04-15")
    assert opened.page.input_value("#from") == "2021-01-01"
    opened.quiet()


def test_a_site_keeps_its_card_when_the_language_changes_and_lets_the_event_go(
    show: Callable[..., Opened],
) -> None:
    opened = show(events(), sites=sites(), link="#e=id-3")
    opened.page.wait_for_selector("#card:not([hidden])")
    opened.page.evaluate("geoPage.showSite(1)")
    assert opened.page.evaluate("geoPage.state.selected") == -1
    opened.page.click("#do-language")
    assert opened.page.inner_text("#card h2") == "광산"
    opened.quiet()


def test_sites_and_records_are_within_reach_of_the_keyboard(show: Callable[..., Opened]) -> None:
    opened = show(events(), sites=sites(), records=records())
    for name, first in (("Sites", "Factory 0"), ("Event records", "A launch")):
        opened.page.get_by_role("button", name=f"List: {name}").press("Enter")
        opened.page.wait_for_selector("#card .choice")
        opened.page.locator("#card .choice button").first.press("Enter")
        until(opened.page, "document.querySelector('#card h2').textContent", first)
    opened.quiet()
