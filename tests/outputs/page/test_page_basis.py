"""On the page, each event says on what it rests, and events can be chosen by it."""

from __future__ import annotations

from collections.abc import Callable

from tests.outputs.page.test_page_browser import (  # noqa: F401
    PAYLOADS,
    Opened,
    browser,
    events,
    pytestmark,
    show,
    until,
)


def test_events_are_chosen_by_what_they_rest_on_and_the_card_says_it(
    show: Callable[..., Opened],  # noqa: F811
) -> None:
    frame = events(4).assign(basis=["imagery", "", "unnamed source", PAYLOADS[0]])
    opened = show(frame)
    page = opened.page
    page.evaluate("async () => geoPage.select(await geoPage.findEvent('id-0'), {})")
    page.wait_for_function("document.getElementById('card').innerText.includes('satellite imagery')")
    page.click("#more summary")
    for name in ("the report alone", "unnamed source"):
        page.uncheck(f"#more label:has-text('{name}') input")
    until(page, "geoPage.scopedRows().length", 2)
    assert page.locator("#more label:visible", has_text="official statement").count() == 0
    assert "b=state%20media~imagery~" in page.evaluate("geoPage.linkNow()")
    page.click("#do-language")
    page.wait_for_function("document.getElementById('card').innerText.includes('위성사진')")
    assert "근거" in page.inner_text("#more")
    opened.quiet()
