"""The map of an atlas leads back to it; a map alone does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geo.model.errors import OptionError
from geo.outputs.page import event_map

from .test_page_browser import Opened, browser, events, pytestmark, show  # noqa: F401


@pytest.mark.parametrize(("language", "words"), [("en", "To the atlas"), ("ko", "지도책으로")])
def test_the_map_of_an_atlas_leads_back_to_it(
    show: Callable[..., Opened],  # noqa: F811
    language: str,
    words: str,
) -> None:
    opened = show(events(3), language=language, atlas="index.html", size=(390, 844))
    link = opened.page.locator("#to-atlas")
    assert link.inner_text() == words
    assert link.evaluate("node => node.href").endswith("/index.html")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    opened.quiet()


def test_a_map_alone_has_no_way_to_an_atlas(show: Callable[..., Opened]) -> None:  # noqa: F811
    assert show(events(3)).page.locator("#to-atlas").count() == 0


@pytest.mark.parametrize(
    "address", ["https://example.org/", "javascript:alert(1)", "../index.html", "//host"]
)
def test_an_address_of_another_folder_is_refused(address: str) -> None:
    with pytest.raises(OptionError, match="name of a file"):
        event_map(events(1), atlas=address)
