"""A point in the search of the page: the map goes there, marks it, and says what is near."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from tests.outputs.page.test_page_browser import (  # noqa: F401
    BROWSER,
    Opened,
    browser,
    show,
    until,
)

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")


def events() -> pd.DataFrame:
    """A factory at a point in Songchon, an event known to that county only, and one far away."""
    return pd.DataFrame(
        {
            "event_id": ["at-point", "in-county", "far"],
            "title": ["Factory opened", "County visited", "Port built"],
            "adm1": ["KP07", "KP07", "KP08"],
            "adm2": ["KP0717", "KP0717", None],
            "geo_precision": ["site", "adm2", "site"],
            "lat": [39.26, None, 39.2],
            "lon": [126.21, None, 127.5],
        }
    )


def search(opened: Opened, query: str) -> str:
    opened.page.fill("#search", query)
    until(opened.page, "geoPage.state.query", query.strip())
    return str(opened.page.inner_text("#summary"))


def found(opened: Opened) -> set[str]:
    rows = "[...geoPage.filtered.rows]"
    loaded = f"Promise.all({rows}.map((row) => geoPage.loadRow(row)))"
    return set(opened.page.evaluate(f"{loaded}.then(() => {rows}.map(geoPage.titleOf))"))


@pytest.mark.parametrize(
    "query",
    [
        "39.25, 126.20",
        "북위 39도 15분 0초 동경 126도 12분 0초",
        "8QF87622+22",
        "52S BJ 58 48",
        "POINT(126.20 39.25)",
    ],
)
def test_the_map_goes_to_a_point_and_lists_what_is_near(show: Callable[..., Opened], query: str) -> None:  # noqa: F811
    opened = show(events())
    said = search(opened, query)
    assert found(opened) == {"Factory opened", "County visited"}
    assert "Songchon" in said
    assert "within 10 km, or known to the county only" in said
    middle = opened.page.evaluate("(({ lat, lng }) => [lat, lng])(geoPage.map.getCenter())")
    assert middle == pytest.approx([39.25, 126.2], abs=0.02)
    assert opened.page.evaluate("geoPage.map.getZoom()") >= 9
    opened.quiet()


def test_the_precision_of_the_digits_and_swapped_numbers_are_told(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events())
    assert "Digits exact to 11 km: at best county" in search(opened, "39.2, 126.2")
    assert "the two were swapped" in search(opened, "126.20, 39.25")
    assert "centre of its cell" in search(opened, "52S BJ 58 48")
    assert "outside of the counties" in search(opened, "39.55, 128.55")
    opened.quiet()


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("39°75'N 126°12'E", "60 or more"),
        ("51.50, -0.12", "51.5, -0.12 is outside of this map"),
        ("126.2, 139.25", "no such point"),
        ("lat 3925 lon 12620", "several ways"),
        ("7622+22", "only near a place"),
    ],
)
def test_what_is_no_point_of_the_map_is_told_and_searched_as_words(
    show: Callable[..., Opened],  # noqa: F811
    query: str,
    reason: str,
) -> None:
    opened = show(events())
    assert reason in search(opened, query)
    assert found(opened) == set()
    opened.quiet()


def test_a_shortened_plus_code_is_read_with_a_place_of_the_map(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events())
    assert "39.25006, 126.20006: Songchon" in search(opened, "7622+22 Songchon County")
    opened.quiet()


def test_the_point_of_a_link_is_marked_and_goes_with_the_next_search(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events())
    search(opened, "39.25, 126.20")
    state = opened.page.evaluate("geoPage.encodeLink(geoPage.state, geoPage.data)")
    search(opened, "Port")
    assert opened.page.evaluate("geoPage.spotOf(geoPage.state.query)") is None
    assert found(opened) == {"Port built"}
    opened.page.evaluate(f"geoPage.readLink({state!r})")
    until(opened.page, "geoPage.state.query", "39.25, 126.20")
    assert opened.page.evaluate("geoPage.spotOf(geoPage.state.query).lat") == 39.25
    assert found(opened) == {"Factory opened", "County visited"}
    opened.quiet()
