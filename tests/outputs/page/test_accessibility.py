"""axe-core finds nothing to complain of, at any level, in any state of the page."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pandas as pd
import pytest
import xyzservices

pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

from tests.outputs.page.test_page_browser import browser, events, pytestmark, records, show, sites  # noqa: F401

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def findings(opened: Any) -> list[str]:
    opened.page.evaluate(AXE)
    result = opened.page.evaluate("axe.run(document)")
    return [
        f"{v['id']} ({v['impact']}): {v['help']}: {node['target']}"
        for v in result["violations"]
        for node in v["nodes"]
    ]


@pytest.mark.parametrize(
    ("size", "scheme"),
    [((1400, 860), "light"), ((390, 844), "light"), ((1400, 860), "dark")],
    ids=["desktop", "phone", "dark"],
)
@pytest.mark.parametrize(
    "step",
    [
        "0",
        "geoPage.select(0, {})",
        "geoPage.setLanguage('ko')",
        "document.getElementById('more').open = true",
        "geoPage.showTab('filters')",
        "geoPage.showTab('time')",
        "geoPage.setQuery('no such word anywhere')",
        "geoPage.changeLayers({ records: true })",
        "document.getElementById('do-about').click()",
        "document.getElementById('compare').click()",
        "geoPage.showTab('time'); document.getElementById('compare').click(); geoPage.showComparison()",
        "document.getElementById('compare').click(); geoPage.setLanguage('ko'); geoPage.showTab('filters')",
        "geoPage.showSite(0)",
        "geoPage.showChoice('site', [0, 1])",
        "geoPage.changeNames('both')",
        "document.querySelectorAll('.group').forEach(group => { group.open = true })",
        "document.getElementById('source-group').open = true; geoPage.change({ sources: new Set() })",
        "geoPage.showView('table')",
        "geoPage.showView('table'); geoPage.select(3)",
        "geoPage.showView('table'); geoPage.setLanguage('ko')",
        "geoPage.showView('table'); geoPage.change({ types: new Set() })",
    ],
)
def test_axe_finds_nothing(show: Any, step: str, size: tuple[int, int], scheme: str) -> None:  # noqa: F811
    opened = show(events(), sites=sites(), records=records(), size=size, scheme=scheme)
    opened.page.evaluate(step)
    opened.page.wait_for_timeout(150)
    assert findings(opened) == []


def test_axe_finds_nothing_in_the_dark_table(show: Any) -> None:  # noqa: F811
    opened = show(events(150), link="#view=table&sort=title&page=2")
    opened.page.emulate_media(color_scheme="dark")
    opened.page.evaluate("geoPage.select(100)")
    opened.page.wait_for_timeout(150)
    assert findings(opened) == []


def test_axe_finds_nothing_on_an_empty_map(show: Any) -> None:  # noqa: F811
    assert findings(show(pd.DataFrame())) == []


@pytest.mark.parametrize("size", [(1400, 860), (390, 844)], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_backgrounds_are_offered_and_where_one_is_on(
    show: Any,  # noqa: F811
    size: tuple[int, int],
    scheme: str,
) -> None:
    tiles = xyzservices.TileProvider(
        name="Nobody",
        url="http://127.0.0.1:9/{z}/{x}/{y}.png",
        attribution="By nobody",
        html_attribution='By <a href="https://example.org">nobody</a>',
    )
    opened = show(events(), sites=sites(), size=size, tiles=[tiles])
    opened.page.emulate_media(color_scheme=scheme)
    opened.page.evaluate("document.getElementById('layers').open = true")
    # Nothing answers at that port: without its watch the background stays on all the same.
    opened.page.evaluate("geoPage.tileWatch = () => ({ loaded() {}, failed() {}, settled() {}, stop() {} })")
    assert findings(opened) == []
    opened.page.select_option("#background", value="0")
    assert findings(opened) == []
    opened.page.click("#background-show")
    opened.page.wait_for_selector(".credit a")
    assert findings(opened) == []


def test_axe_finds_nothing_on_paper(show: Any) -> None:  # noqa: F811
    opened = show(events(), sites=sites(), records=records())
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    assert findings(opened) == []
