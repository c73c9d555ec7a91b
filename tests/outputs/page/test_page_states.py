"""Each state that the page can be in: designed, drawn, photographed into ``output/states``."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geo.outputs.page.shapes import load_units
from tests.outputs.page.test_page_browser import browser, events, pytestmark, records, show, sites, until  # noqa: F401
from tests.support import ROOT

PICTURES = ROOT / "output" / "states"
SIZES = {"desktop": (1400, 860), "phone": (390, 844)}
LONG = "Kim Jong Un inspects the modernised regional-industry factories newly built in the county " * 6


def undated() -> pd.DataFrame:
    return events().assign(date=None, date_precision=None, source_date=None)


def nowhere() -> pd.DataFrame:
    return events().assign(geo_precision="country", adm1=None, adm2=None, lat=None, lon=None)


def crowd() -> pd.DataFrame:
    return events(5_000).assign(adm1="KP07", adm2="KP0717", geo_precision="adm2", date=date(2024, 2, 28))


def fifty_years() -> pd.DataFrame:
    frame = events(600)
    return frame.assign(date=[date(1974, 1, 3) + timedelta(days=30 * i) for i in range(len(frame))])


def korean() -> pd.DataFrame:
    return events().assign(
        title="성천군 지방공업공장 준공식 진행",
        quote="경애하는 김정은동지께서 성천군 지방공업공장 준공식에 참석하시였다.",
        source_title="로동신문",
        site="성천군 식료공장",
        actors=[("김정은",)] * 60,
    )


def ten_thousand_sites() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    counties = [unit for unit in load_units().units if unit.level == 2]
    at = rng.integers(0, len(counties), 10_000)
    known = rng.random(10_000) < 0.6
    return pd.DataFrame(
        {
            "site_id": [f"s{i}" for i in range(10_000)],
            "name": [f"{counties[c].name} Factory {i}" for i, c in enumerate(at)],
            "korean": [f"{counties[c].korean} 공장 {i}" for i, c in enumerate(at)],
            "kind": rng.choice(["factory", "mine", "farm", "power-station", "port"], 10_000),
            "adm2": [counties[c].pcode for c in at],
            "lat": np.where(known, rng.uniform(38.5, 41.5, 10_000), np.nan),
            "lon": np.where(known, rng.uniform(125, 128.5, 10_000), np.nan),
        }
    )


STATES: dict[str, tuple[dict[str, Any], str, str]] = {
    "no event": ({"frame": pd.DataFrame()}, "0", "This map holds no events."),
    "all filtered away": ({"frame": events()}, "geoPage.setQuery('no such word')", "No event matches"),
    "one event": ({"frame": events(1)}, "geoPage.select(0, {})", "1 event."),
    "without dates": ({"frame": undated()}, "0", "Date unknown"),
    "without places": ({"frame": nowhere()}, "geoPage.select(3, {})", "60 known to no place"),
    "thousands at one county": ({"frame": crowd()}, "geoPage.select(7, {})", "5,000"),
    "fifty years": ({"frame": fifty_years()}, "geoPage.change({ from: 3650, to: 9000 })", "of 600 events"),
    "korean text": (
        {"frame": korean(), "language": "ko", "title": "성천군의 공장"},
        "geoPage.select(0, {})",
        "성천군 지방공업공장 준공식",
    ),
    "a very long title": (
        {"frame": events().assign(title=LONG, site=LONG, source_title=LONG), "title": LONG},
        "geoPage.select(0, {})",
        "modernised",
    ),
    "ten thousand sites": (
        {"frame": events(), "sites": ten_thousand_sites()},
        "document.getElementById('layers').open = true",
        "10,000",
    ),
    "everything": (
        {"frame": events(400), "sites": sites(), "records": records()},
        "geoPage.changeLayers({ records: true })",
        "All 400 events",
    ),
}

MISPLACED = """() => {
  const seen = (e) => e && e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden';
  const box = (e) => e.getBoundingClientRect();
  const found = [];
  const rooms = ['.bar', '.stage', '.tabs', '.rail', '.time']
    .map((name) => ({ name, e: document.querySelector(name) })).filter((room) => seen(room.e));
  rooms.forEach((one, i) => rooms.slice(i + 1).forEach((other) => {
    const a = box(one.e), b = box(other.e);
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 1 && tall > 1) found.push(one.name + ' lies on ' + other.name);
  }));
  for (const { name, e } of rooms) {
    const b = box(e);
    const inside = b.left > -1 && b.right < innerWidth + 1 && b.top > -1 && b.bottom < innerHeight + 1;
    if (!inside) found.push(name + ' leaves the window');
  }
  for (const e of document.querySelectorAll('button, input, select, label, summary, h1, h2, dd, dt, th, td, p')) {
    if (!seen(e) || e.closest('.table-region')) continue;
    const b = box(e);
    if (b.right > innerWidth + 1 || b.left < -1) found.push('beyond the window: ' + e.outerHTML.slice(0, 70));
    const cut = e.scrollWidth > e.clientWidth + 2 && getComputedStyle(e).overflow === 'hidden';
    if (cut && e.matches('button, h2, dd, th, label')) found.push('cut off: ' + e.outerHTML.slice(0, 70));
  }
  return found;
}"""


def state(show: Any, name: str, size: str, **more: Any) -> Any:  # noqa: F811
    options, step, _ = STATES[name]
    opened = show(size=SIZES[size], **{**options, **more})
    opened.page.evaluate(step)
    opened.page.wait_for_timeout(250)
    return opened


def photograph(opened: Any, *words: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    opened.page.screenshot(path=PICTURES / ("-".join(words).replace(" ", "-") + ".png"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", STATES)
def test_a_state_says_what_it_is_and_nothing_is_cut_off_or_covered(show: Any, name: str, size: str) -> None:  # noqa: F811
    opened = state(show, name, size)
    photograph(opened, name, size)
    assert STATES[name][2] in opened.page.inner_text("body")
    assert opened.page.evaluate(MISPLACED) == []
    opened.quiet()


@pytest.mark.parametrize("tab", ["list", "filters", "time"])
def test_a_page_zoomed_to_twice_its_size_still_fits(show: Any, tab: str) -> None:  # noqa: F811
    """The browser's zoom of 200 % leaves half the width and half the height."""
    opened = show(events(), sites=sites(), records=records(), size=(700, 430))
    opened.page.evaluate(f"geoPage.showTab('{tab}')")
    opened.page.wait_for_timeout(250)
    photograph(opened, "at 200 percent", tab)
    assert opened.page.evaluate(MISPLACED) == []


def test_an_empty_map_has_no_errors_whatever_is_pressed(show: Any) -> None:  # noqa: F811
    opened = show(pd.DataFrame())
    for button in ("#do-language", "#do-reset", "#take-csv", "#do-about"):
        opened.page.click(button)
    until(opened.page, "document.querySelector('#about').open")
    opened.quiet()
