"""Long work says how far it is and can be stopped; the page's clock runs ahead here, so that all work is long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .test_page_browser import (  # noqa: F401
    Opened,
    browser,
    events,
    pytestmark,
    rows,
    show,
    until,
)

HURRY = """{ const now = performance.now.bind(performance); let ahead = 0;
  performance.now = () => now() + (ahead += 900); }"""

# Keeps what the line says, and presses its button or not.
WATCH = """(press) => { window.told = []; const box = document.getElementById('notice');
new MutationObserver(() => {
  const button = box.querySelector('button');
  if (button && !box.hidden) window.told.push(box.firstChild.data + '|' + button.textContent);
  if (press && button && !box.hidden) button.click();
}).observe(box, { childList: true, characterData: true, subtree: true, attributes: true }); }"""


def opened_in_a_hurry(show: Callable[..., Opened], press: bool, language: str = "en") -> Opened:  # noqa: F811
    opened = show(events(1500), language=language)
    opened.page.evaluate(HURRY)
    opened.page.evaluate(WATCH, press)
    return opened


def test_a_search_that_is_stopped_leaves_what_was_shown(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = opened_in_a_hurry(show, press=True)
    opened.page.evaluate("geoPage.searchFor('nobody writes this')")
    assert rows(opened) > 0
    assert opened.page.evaluate("window.told").pop(0).endswith("of 1,500|Stop")
    assert opened.page.input_value("#search") == ""
    assert opened.page.is_hidden("#notice")
    opened.quiet()


def test_a_search_that_is_not_stopped_ends_and_takes_its_line_away(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = opened_in_a_hurry(show, press=False, language="ko")
    opened.page.evaluate("geoPage.searchFor('nobody writes this')")
    assert rows(opened) == 0
    assert opened.page.evaluate("window.told").pop(0).endswith("|중지")
    assert opened.page.is_hidden("#notice")


@pytest.mark.parametrize("kind", ["csv", "geojson"])
def test_a_file_that_is_stopped_is_not_saved(show: Callable[..., Opened], kind: str) -> None:  # noqa: F811
    opened = opened_in_a_hurry(show, press=True)
    saved: list[Any] = []
    opened.page.on("download", lambda download: saved.append(download))
    opened.page.evaluate(f"geoPage.take('{kind}')")
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.told.length") > 0
    assert saved == []
    assert opened.page.is_hidden("#notice")


def test_going_to_the_search_field_unpacks_what_it_reads(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(1500))
    opened.page.focus("#search")
    opened.page.evaluate("geoPage.prepareSearch()")
    assert opened.page.evaluate(
        "['body-0', 'body-1'].every((name) => !document.getElementById('geo-' + name))"
    )
    opened.page.keyboard.type("factory")
    until(opened.page, "geoPage.state.query", "factory")
    opened.quiet()
