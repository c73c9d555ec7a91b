"""One state: what the reader sees is what the link, the history, downloads and prints hold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.outputs.page.test_page_browser import (  # noqa: F401
    Opened,
    browser,
    events,
    pytestmark,
    records,
    rows,
    show,
    until,
)

Show = Callable[..., Opened]


def sites() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "site_id": ["s0", "s1", "s~2"],
            "name": ["Factory 0", "Mine", "Old Works"],
            "korean": ["공장", "광산", ""],
            "kind": ["factory", "mine", "factory"],
            "adm2": ["KP0717", "KP0717", "KP0901"],
            "lat": [39.3, None, 40.1],
            "lon": [126.2, None, 127.2],
            "first": ["2020-01-15", "2021-05-02", "2012-01-01"],
            "last": ["2022-03-01", "2021-05-02", "2012-03-01"],
            "n_mentions": [3, 1, 2],
        }
    )


def seen(opened: Opened) -> dict[str, Any]:
    """All that the reader sees: words, rows, counts, layers, card, table, map."""
    opened.page.wait_for_timeout(400)
    return dict(
        opened.page.evaluate(
            """() => ({ words: document.querySelector('#summary').textContent, rows: [...geoPage.scopedRows()],
            scope: document.querySelector('#scope').hidden ? null : document.querySelector('#scope span').textContent,
            card: document.querySelector('#card').hidden ? null : document.querySelector('#card').innerText,
            view: document.body.dataset.view, sites: geoPage.marks.sites.rows, records: geoPage.marks.records.rows,
            layers: [...document.querySelectorAll('#layers-body input')].map(box => box.checked),
            picks: [...document.querySelectorAll('#layers-body select')].map(one => one.value),
            counts: [...document.querySelectorAll('#layers-body .count')].map(one => one.textContent),
            checked: [...document.querySelectorAll('#filters input')].map(box => box.checked),
            dates: ['from', 'to', 'cfrom', 'cto'].map(id => document.getElementById(id).value),
            order: document.body.dataset.view === 'table' ? document.querySelector('.table tbody').innerText : '',
            language: document.documentElement.lang, search: document.querySelector('#search').value })"""
        )
    )


def place(opened: Opened) -> Any:
    at = opened.page.evaluate("[geoPage.map.getZoom(), ...Object.values(geoPage.map.getCenter())]")
    return pytest.approx(at, abs=0.02)


def without_place(link: str) -> list[str]:
    return [piece for piece in link.split("&") if not piece.startswith("v=")]


def symbol(opened: Opened, kind: str) -> None:
    box = opened.page.locator(".folium-map").bounding_box()
    one = opened.page.evaluate(
        """kind => geoPage.symbolsNow().filter(s => s.kind === kind && s.x > 320 && s.y > 20)
        .sort((a, b) => b.n - a.n)[0]""",
        kind,
    )
    opened.page.mouse.click(box["x"] + one["x"], box["y"] + one["y"])
    opened.page.wait_for_selector("#scope:not([hidden])")


PIECES: dict[str, Callable[[Opened], object]] = {
    "types": lambda o: o.page.locator("#type-group label", has_text="disaster").click(),
    "kinds of site": lambda o: o.page.evaluate("geoPage.change({ kinds: new Set([0]) })"),
    "source": lambda o: o.page.evaluate("geoPage.change({ sources: new Set([0]) })"),
    "precision": lambda o: o.page.evaluate("geoPage.change({ precisions: new Set([0, 2]) })"),
    "leader": lambda o: o.page.evaluate("geoPage.change({ leader: true })"),
    "record": lambda o: o.page.evaluate("geoPage.change({ record: 'with' })"),
    "place": lambda o: o.page.evaluate("geoPage.change({ unit: 3 }, true)"),
    "dates": lambda o: o.page.evaluate("geoPage.setRange(18300, 18900)"),
    "two periods": lambda o: o.page.click("#compare"),
    "table of changes": lambda o: (o.page.click("#compare"), o.page.click("#compare-table")),
    "search": lambda o: (o.page.fill("#search", "happening 1"), o.page.keyboard.press("Enter")),
    "bubble": lambda o: symbol(o, "many"),
    "area": lambda o: symbol(o, "county"),
    "events of a site": lambda o: o.page.evaluate("geoPage.scopeSite(0)"),
    "event": lambda o: o.page.locator(".row").nth(3).click(),
    "site": lambda o: o.page.evaluate("geoPage.showSite(2)"),
    "record card": lambda o: o.page.evaluate("geoPage.showRecord(1)"),
    "all sites": lambda o: o.page.get_by_role("button", name="List: Sites").click(),
    "some sites": lambda o: o.page.evaluate("geoPage.showChoice('site', [0, 2])"),
    "layers": lambda o: (o.page.click("#layer-sites"), o.page.click("#layer-records")),
    "no events": lambda o: o.page.click("#layer-events"),
    "shading": lambda o: (o.page.select_option("#shade", "adm1"), o.page.select_option("#measure", "led")),
    "names": lambda o: o.page.select_option("#names", "ko"),
    "table": lambda o: (o.page.click("#view-table"), o.page.locator(".table thead button").nth(4).click()),
    "map": lambda o: o.page.evaluate("geoPage.map.setView([39.6, 126.4], 8.35, { animate: false })"),
    "language": lambda o: o.page.click("#do-language"),
}


@pytest.mark.parametrize("piece", PIECES)
def test_a_link_brings_back_each_piece_that_was_set_and_reset_undoes_it(show: Show, piece: str) -> None:  # noqa: F811
    opened = show(events(90), sites=sites(), records=records())
    first, start = seen(opened), place(opened)
    PIECES[piece](opened)
    now, here = seen(opened), place(opened)
    assert now != first or piece == "map"
    link = opened.page.evaluate("geoPage.linkNow().split('#')[1]")
    again = show(events(90), sites=sites(), records=records(), link="#" + link)
    assert seen(again) == now
    assert place(again).expected == here
    # The place of the map is compared above: a pixel of the layout may be rounded otherwise.
    assert without_place(again.page.evaluate("geoPage.linkNow().split('#')[1]")) == without_place(link)
    if piece != "language":
        opened.page.click("#do-reset")
        assert seen(opened) == first
        assert place(opened).expected == start
        assert opened.page.evaluate("geoPage.encodeLink(geoPage.state, geoPage.data)") == ""
        opened.page.go_back()
        assert seen(opened) == now
    for one in (opened, again):
        one.quiet()


def taken(opened: Opened, kind: str) -> str:
    with opened.page.expect_download() as waiting:
        opened.page.click(f"#take-{kind}")
    return Path(waiting.value.path()).read_text(encoding="utf-8-sig")


def test_downloads_hold_the_bubble_that_was_chosen_and_say_so(show: Show) -> None:  # noqa: F811
    opened = show(events(90), sites=sites(), records=records())
    symbol(opened, "many")
    wanted = rows(opened)
    assert 1 < wanted < 90
    assert len(list(csv.DictReader(io.StringIO(taken(opened, "csv"))))) == wanted
    found = json.loads(taken(opened, "geojson"))
    assert len(found["features"]) == wanted
    assert found["description"] == opened.page.inner_text("#summary")
    assert "in=" in found["view"]


def test_csv_has_the_order_of_the_table(show: Show) -> None:  # noqa: F811
    opened = show(events(90))
    opened.page.click("#view-table")
    opened.page.locator(".table thead button", has_text="Title").click()
    until(opened.page, "document.querySelector('#page-rows').textContent.startsWith('Rows')")
    titles = [one["title"] for one in csv.DictReader(io.StringIO(taken(opened, "csv")))]
    assert titles[:3] == ["Happening 1", "Happening 10", "Happening 11"]
    assert len(titles) == 90


def test_geojson_has_the_layers_that_the_map_shows(show: Show) -> None:  # noqa: F811
    opened = show(events(90), sites=sites(), records=records())

    def layers() -> dict[str, int]:
        counts: dict[str, int] = {}
        for one in json.loads(taken(opened, "geojson"))["features"]:
            counts[one["properties"]["layer"]] = counts.get(one["properties"]["layer"], 0) + 1
        return counts

    assert layers() == {"events": 90, "sites": 3}
    opened.page.click("#layer-records")
    opened.page.click("#layer-events")
    assert layers() == {"sites": 3, "records": 2}
    opened.page.evaluate("geoPage.setRange(18290, 18310)")  # late January to mid-February of 2020
    assert layers() == {"sites": 1, "records": 1}


def marks(opened: Opened) -> tuple[list[int], list[int]]:
    opened.page.wait_for_timeout(100)
    sites_, records_ = opened.page.evaluate("[geoPage.marks.sites.rows, geoPage.marks.records.rows]")
    return sites_, records_


def test_sites_and_records_obey_dates_types_places_and_text_as_events_do(show: Show) -> None:  # noqa: F811
    opened = show(events(90), sites=sites(), records=records().assign(type=["disaster", "military"]))
    for step, wanted in (
        ("setRange(18290, 18310)", ([0], [0])),
        ("setRange(null, null)", ([0, 1, 2], [0, 1])),
        ("change({ types: new Set([geoPage.data.types.indexOf('disaster')]) })", ([], [0])),
        ("change({ types: null, kinds: new Set([geoPage.data.kinds.indexOf('factory')]) })", ([0, 2], [])),
        ("change({ kinds: null, record: 'with' })", ([], [0])),
        ("change({ record: 'any' })", ([0, 1, 2], [0, 1])),
        ("setQuery('mine')", ([1], [])),
        ("setQuery('')", ([0, 1, 2], [0, 1])),
    ):
        opened.page.evaluate("geoPage." + step)
        assert marks(opened) == wanted, step
        counts = opened.page.evaluate(
            "['sites', 'records'].map(n => document.querySelector(`label:has(#layer-${n}) .count`).textContent)"
        )
        assert counts == [str(len(part)) for part in wanted]
    opened.quiet()
