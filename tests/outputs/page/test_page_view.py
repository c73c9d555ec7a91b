"""What of the map is in view: the whole country at every size of window, limits, fitting, turning."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.outputs.page.test_page_browser import (  # noqa: F401
    Opened,
    browser,
    events,
    pytestmark,
    show,
    sites,
    until,
)

Show = Callable[..., Opened]

COUNTRY = """() => {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const unit of geoPage.data.units) {
    if (!unit.box || unit.level !== 1) continue;
    for (const [x, y] of [[unit.box[0], unit.box[1]], [unit.box[2], unit.box[3]]]) {
      const at = geoPage.map.latLngToContainerPoint(geoPage.latLngOf(x, y));
      box[0] = Math.min(box[0], at.x); box[1] = Math.min(box[1], at.y);
      box[2] = Math.max(box[2], at.x); box[3] = Math.max(box[3], at.y);
    }
  }
  const size = geoPage.map.getSize();
  const left = geoPage.covered();
  return { box, free: [left, 0, size.x, size.y] };
}"""

SIZES = [(1366, 768), (1280, 720), (1536, 730), (1024, 768), (768, 1024), (390, 844), (844, 390), (320, 640)]


def fills(opened: Opened) -> None:
    """The country is inside the free part of the map and fills one side of it."""
    found = opened.page.evaluate(COUNTRY)
    box, free = found["box"], found["free"]
    assert box[0] >= free[0] - 1
    assert box[1] >= -1
    assert box[2] <= free[2] + 1
    assert box[3] <= free[3] + 1
    wide, tall = (box[2] - box[0]) / (free[2] - free[0]), (box[3] - box[1]) / (free[3] - free[1])
    assert max(wide, tall) > 0.89, (wide, tall)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_country_fills_what_the_panels_leave_of_the_map(show: Show, size: tuple[int, int]) -> None:  # noqa: F811
    opened = show(events(), sites=sites(), size=size)
    fills(opened)
    inside = opened.page.evaluate(
        """[...document.querySelectorAll('.float, .leaflet-bar')].map(one => one.getBoundingClientRect())
        .every(box => { const map = document.querySelector('.map-holder').getBoundingClientRect();
          return box.left >= map.left && box.top >= map.top && box.right <= map.right && box.bottom <= map.bottom; })"""
    )
    assert inside
    opened.quiet()


def test_a_turned_phone_shows_the_country_again_and_a_chosen_place_stays(show: Show) -> None:  # noqa: F811
    opened = show(events(), size=(390, 844))
    for width, height in ((844, 390), (390, 844)):
        opened.page.set_viewport_size({"width": width, "height": height})
        opened.page.wait_for_timeout(400)
        fills(opened)
    opened.page.evaluate("geoPage.map.setView([41.8, 129.8], 9, { animate: false })")
    opened.page.set_viewport_size({"width": 844, "height": 390})
    opened.page.wait_for_timeout(400)
    lat, lng, zoom = opened.page.evaluate(
        "[geoPage.map.getCenter().lat, geoPage.map.getCenter().lng, geoPage.map.getZoom()]"
    )
    assert (round(lat, 1), round(lng, 1), zoom) == (41.8, 129.8, 9)
    assert "v=" in opened.page.evaluate("geoPage.linkNow()")


def test_folding_the_panels_gives_their_room_to_the_country_and_home_brings_it_back(show: Show) -> None:  # noqa: F811
    opened = show(events(), sites=sites(), size=(1280, 720))
    before = opened.page.evaluate("geoPage.covered()")
    for name in ("layers", "legend"):
        opened.page.click(f"#{name} summary")
    opened.page.wait_for_timeout(200)
    assert before > 200
    assert opened.page.evaluate("geoPage.covered()") == 0
    fills(opened)
    opened.page.evaluate("geoPage.map.setView([39, 126], 10, { animate: false })")
    opened.page.click(".leaflet-control-home")
    fills(opened)
    until(opened.page, "!geoPage.linkNow().includes('v=')")
    opened.quiet()


def test_the_map_fits_what_the_filters_leave_when_asked_and_not_before(show: Show) -> None:  # noqa: F811
    opened = show(events())
    first = opened.page.evaluate("geoPage.map.getZoom()")
    opened.page.evaluate("geoPage.setQuery('happening 20')")
    until(opened.page, "geoPage.filtered.rows.length", 1)
    assert opened.page.evaluate("geoPage.map.getZoom()") == first
    opened.page.click(".leaflet-control-fit")
    until(opened.page, f"geoPage.map.getZoom() > {first + 1}")
    opened.quiet()


def test_zoom_and_pan_have_limits(show: Show) -> None:  # noqa: F811
    opened = show(events())
    low, high, first = opened.page.evaluate(
        "[geoPage.map.getMinZoom(), geoPage.map.getMaxZoom(), geoPage.map.getZoom()]"
    )
    assert first - 1.1 <= low < first
    assert high == 16
    opened.page.evaluate("geoPage.map.setView([0, 0], 0, { animate: false })")
    lat, lng, zoom = opened.page.evaluate(
        "[geoPage.map.getCenter().lat, geoPage.map.getCenter().lng, geoPage.map.getZoom()]"
    )
    assert zoom >= low
    assert 31 <= lat <= 48
    assert 113 <= lng <= 142
