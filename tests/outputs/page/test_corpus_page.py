"""The map of the whole KCNA corpus with the CSIS records, opened in a browser."""

from __future__ import annotations

import shutil

import pytest

from geo.cli import main

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")


def test_the_map_of_the_corpus_is_small_and_silent(shared, tmp_path):
    page_file = tmp_path / "map.html"
    records = str(shared / "events" / "csis_provocations.csv")
    assert (
        main(
            ["map", str(shared / "articles" / "kcna.jsonl"), "--records", records, "-q", "-o", str(page_file)]
        )
        == 0
    )
    assert page_file.stat().st_size < 1_000_000
    requests: list[str] = []
    complaints: list[str] = []
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=BROWSER,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        page = browser.new_page()
        page.on("request", lambda r: requests.append(r.url))
        page.on("console", lambda m: complaints.append(m.text))
        page.on("pageerror", lambda e: complaints.append(str(e)))
        page.goto(page_file.as_uri())
        page.wait_for_selector("body.ready")
        page.wait_for_timeout(500)
        words = page.inner_text("body")
        browser.close()
    assert [u for u in requests if not u.startswith(("file:", "data:", "blob:"))] == []
    assert complaints == []
    assert "events" in words
