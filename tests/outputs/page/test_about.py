"""What a page says of its making: the day, the inputs, the sources."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import geo
from geo.cli import main
from geo.model.errors import OptionError
from geo.outputs.provenance import made_on, origin, origin_of_events
from tests.outputs.page.test_page import block_of, render
from tests.outputs.page.test_page_browser import PAYLOADS, Opened, browser, events, records, show, sites  # noqa: F401
from tests.outputs.page.test_page_browser import pytestmark as needs_browser
from tests.support import SAMPLES


def test_the_day_of_making_is_that_of_source_date_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732406399")
    assert made_on() == "2024-11-23"
    assert block_of(render(events(1)))["about"]["made"] == "2024-11-23"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(OptionError, match="SOURCE_DATE_EPOCH"):
        made_on()


def test_sources_are_counted_by_host_the_most_first() -> None:
    urls = ["https://www.kcna.kp/a", "https://kcna.kp/b", "https://example.org:8/c", "http://[bad", ""]
    found = origin([(url, None) for url in urls] + [(f"https://h{i}.org/", None) for i in range(9)])
    assert found["hosts"][0] == ["kcna.kp", 2]
    assert len(found["hosts"]) == 8
    assert found["more_hosts"] == 3
    assert found["no_host"] == 2
    assert found["articles"] == 14


def test_the_span_is_of_the_days_that_are_days() -> None:
    found = origin([("", "2024-05-02T10:00"), ("", date(2023, 1, 1)), ("", "<img>"), ("", None)])
    assert (found["first"], found["last"]) == ("2023-01-01", "2024-05-02")


def test_of_a_frame_the_articles_with_an_event_are_counted() -> None:
    frame = events(4).assign(
        source_id=list("aabb"), source_url="https://example.org/1", source_date="2024-01-01"
    )
    assert origin_of_events(frame)["articles"] == 2
    assert origin_of_events(pd.DataFrame())["articles"] == 0


def test_inputs_are_named_without_their_folders(tmp_path: Path) -> None:
    rows = [{"id": i, "text": "Haeju City.", "date": f"2024-05-0{i}"} for i in (1, 2)]
    folder = tmp_path / "secret"
    folder.mkdir()
    inputs = [folder / "a.jsonl", folder / "b.jsonl"]
    for path in inputs:
        changed = [row | {"text": f"{row['text']} From {path.stem}."} for row in rows]
        path.write_text("".join(json.dumps(row) + "\n" for row in changed))
    page = tmp_path / "map.html"
    table = str(SAMPLES / "records.csv")
    main(["map", *map(str, inputs), "--records", table, "-q", "-o", str(page)])
    origin = block_of(page.read_text(encoding="utf-8"))["about"]["origin"]
    assert origin["inputs"] == ["a.jsonl", "b.jsonl"]
    assert (origin["files"], origin["articles"]) == (2, 4)
    assert (origin["first"], origin["last"]) == ("2024-05-01", "2024-05-02")
    assert origin["records"] == "records.csv"
    assert str(tmp_path) not in page.read_text(encoding="utf-8")


def test_results_list_what_they_were_read_from() -> None:
    results = geo.read(SAMPLES / "articles", sites=SAMPLES / "sites.csv")
    origin = block_of(results.map().get_root().render())["about"]["origin"]
    assert origin["inputs"] == ["articles"]
    assert origin["articles"] == len(results.extractions)
    assert origin["sites"] == "sites.csv"


@needs_browser
def test_the_panel_gives_making_method_limits_privacy_and_licences(
    show: Callable[..., Opened],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732406400")
    articles = [("https://www.kcna.kp/a", "2024-05-02"), ("", "2024-06-01")]
    known = origin(articles, inputs=["in/kcna.jsonl", "-"], files=2, rules=True)
    opened = show(events(), sites=sites(), records=records(), origin=known)
    opened.page.click("#do-about")
    text = opened.page.inner_text("#about")
    for words in (
        "2024-11-24 (UTC) by dprk-geo", "Leaflet 1.9.3", "kcna.jsonl", "standard input", "2, 2024-05-02 to 2024-06-01",
        "kcna.kp: 1", "without a web address: 1", "below 0.65 are candidates", "The South is not mapped",
        "asks no server", "CC BY 3.0 IGO", "CC BY 4.0", "public domain", "BSD-2-Clause",
    ):  # fmt: skip
        assert words in text, words
    assert "made 2024-11-24 from 2 files, 2 articles" in opened.page.evaluate("geoPage.sourceLine()")
    assert opened.page.evaluate("document.querySelector('.about-body').scrollTop") == 0
    opened.page.keyboard.press("Escape")
    opened.page.click("#do-language")
    opened.page.click("#do-about")
    assert "남한(대한민국) 지역은 표시하지 않습니다" in opened.page.inner_text("#about")
    opened.quiet()


@needs_browser
@pytest.mark.parametrize("csp", [True, False], ids=["with the policy", "without it"])
def test_hostile_names_of_files_run_nothing(show: Callable[..., Opened], csp: bool) -> None:  # noqa: F811
    known = origin([(f"https://{p}/", p) for p in PAYLOADS], inputs=[p.replace("/", "") for p in PAYLOADS])
    known |= {"records": PAYLOADS[0], "sites": PAYLOADS[1], "hosts": [[PAYLOADS[2], 1]]}
    opened = show(events(2), sites=sites(), records=records(), origin=known, csp=csp)
    opened.page.click("#do-about")
    text = opened.page.inner_text("#about")
    assert all(payload in text for payload in PAYLOADS[:3])
    assert opened.page.evaluate("window.hit") is None


@needs_browser
def test_the_panel_counts_candidates_and_what_is_reviewed(show: Callable[..., Opened]) -> None:  # noqa: F811
    frame = events(5).assign(status=["candidate", "candidate", "reviewed", "found", "found"])
    opened = show(frame, origin={})
    opened.page.click("#do-about")
    text = opened.page.inner_text("#about")
    for words in ("found by rule: 2", "candidate: 2", "reviewed: 1"):
        assert words in text
    assert "rejected:" not in text
    opened.quiet()


@needs_browser
def test_the_panel_scrolls_within_a_phone(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(), size=(390, 844))
    opened.page.click("#do-about")
    box = opened.page.locator("#about").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 844
    assert opened.page.get_by_role("button", name="Close").is_visible()


@needs_browser
def test_a_table_of_one_s_own_is_not_described_as_found_by_our_rules(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(3), origin={})
    opened.page.click("#do-about")
    text = opened.page.inner_text("#about")
    assert "How it was made" not in text
    assert "What it does not show" in text
    opened.quiet()
