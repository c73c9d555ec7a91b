"""The table, the filters by kind of site and source, and the way back, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.outputs.page import event_map
from tests.outputs.page.test_page_browser import (  # noqa: F401
    PAYLOADS,
    Opened,
    browser,
    events,
    pytestmark,
    records,
    rows,
    show,
    shown,
    sites,
    sync_api,
    until,
)

Show = Callable[..., Opened]


COLUMNS = ["date", "type", "title", "site", "place", "precision", "source", "status", "records"]


def every_column(opened: Opened) -> None:
    """Show the columns that these tests read by their number."""
    opened.page.evaluate("names => geoPage.state.columns || geoPage.showColumns(names)", COLUMNS)


def column(opened: Opened, place: int) -> list[str]:
    """Texts of one column of the table, from the rows in sight."""
    every_column(opened)
    texts = opened.page.evaluate(
        f"[...document.querySelectorAll('.table tbody tr')].map(row => row.children[{place}].textContent)"
    )
    return list(texts)


def sort(opened: Opened, heading: str) -> None:
    every_column(opened)
    opened.page.locator(".table thead button", has_text=heading).first.click()
    until(opened.page, "document.querySelector('#page-rows').textContent.startsWith('Rows')")


def length(opened: Opened) -> int:
    opened.page.wait_for_timeout(320)  # what waits to be written is written by then
    return int(opened.page.evaluate("history.length"))


def state(opened: Opened) -> dict[str, Any]:
    """What a reader sees: what is shown in words, the link, the rows, the card."""
    opened.page.wait_for_timeout(320)
    return dict(
        opened.page.evaluate(
            """({ words: document.querySelector('#summary').textContent, link: location.hash,
            rows: [...geoPage.scopedRows()], card: document.querySelector('#card').hidden,
            title: document.querySelector('#card:not([hidden]) h2')?.textContent, tag: document.documentElement.lang,
            view: document.body.dataset.view, query: document.querySelector('#search').value,
            checked: [...document.querySelectorAll('#filters input')].map(box => box.checked) })"""
        )
    )


# Filters by kind of site and by source


def event_table(n: int = 60) -> pd.DataFrame:
    urls = ["http://www.kcna.kp/", "https://en.yna.co.kr/", "https://www.example.org/", ""]
    return events(n).assign(source_url=[f"{urls[i % 4]}{i}" if urls[i % 4] else None for i in range(n)])


def test_kinds_of_site_are_counted_and_filtered(show: Show) -> None:  # noqa: F811
    opened = show(event_table(), sites=sites())
    group = opened.page.locator("#kind-group")
    group.locator("summary").click()
    assert group.locator("label").all_inner_texts() == ["factory\n10", "no site\n50"]
    group.get_by_role("button", name="None").click()
    assert rows(opened) == 0
    group.locator("label", has_text="factory").click()
    assert rows(opened) == 10
    assert "10 of 60 events: factory" in shown(opened)
    assert group.locator("summary").inner_text() == "Kind of site: 1 of 2"
    assert "k=factory" in opened.page.evaluate("geoPage.linkNow()")


def test_sources_and_their_classes_are_filtered_and_counts_follow(show: Show) -> None:  # noqa: F811
    opened = show(event_table())
    group = opened.page.locator("#source-group")
    group.locator("summary").click()
    group.locator(".sources label").first.wait_for()
    names = [text.replace("\n", " ") for text in group.locator(".sources label").all_inner_texts()]
    assert names == ["example.org 15", "KCNA kcna.kp 15", "Yonhap News Agency yna.co.kr 15", "no address 15"]
    group.locator("label", has_text="state media").click()
    assert rows(opened) == 45
    assert group.locator(".sources label", has_text="KCNA").inner_text().endswith("0")
    group.locator(".sources label", has_text="no address").click()
    assert rows(opened) == 30
    assert group.locator("summary").inner_text() == "Source: South Korean agency, not classed · 3 of 4"
    assert "South Korean agency" in shown(opened)
    opened.page.click("#do-language")
    assert "연합뉴스" in group.locator(".sources").inner_text()
    opened.quiet()


def test_five_thousand_sources_stay_a_short_list_with_a_search(show: Show) -> None:  # noqa: F811
    n = 6000
    opened = show(events(n).assign(source_url=[f"https://site-{min(i, 4999)}.example/a" for i in range(n)]))
    group = opened.page.locator("#source-group")
    group.locator("summary").click()
    group.locator(".sources label").first.wait_for()
    assert group.locator(".sources label").count() == 10
    assert group.locator(".sources label").first.inner_text().startswith("site-4999.example")
    group.get_by_role("button", name="more of").click()
    assert group.locator(".sources label").count() == 60
    group.get_by_role("button", name="None").click()
    group.locator("input[type=search]").fill("site-4321")
    group.locator(".sources label").click()
    assert rows(opened) == 1
    group.locator("input[type=search]").fill("nobody")
    assert "No source of that name" in group.inner_text()
    group.locator("input[type=search]").fill("")
    assert group.locator(".sources label", has_text="site-4321.example").is_visible()
    group.get_by_role("button", name="All").click()
    group.locator(".sources label").first.click()
    assert rows(opened) == 4999
    assert len(opened.page.evaluate("geoPage.linkNow().split('#')[1]")) < 80
    opened.quiet()


def test_hostile_names_of_kinds_and_publishers_run_nothing_and_show_verbatim(show: Show) -> None:  # noqa: F811
    frame = events(len(PAYLOADS)).assign(publisher=PAYLOADS, site=[f"s{i}" for i in range(len(PAYLOADS))])
    table = pd.DataFrame({"name": [f"s{i}" for i in range(len(PAYLOADS))], "kind": PAYLOADS})
    opened = show(frame, sites=table)
    for group in ("#kind-group", "#source-group"):
        opened.page.locator(f"{group} > summary").click()
        opened.page.locator(group).get_by_role(
            "button", name="more of"
        ).click() if group == "#source-group" else None
        names = set(
            opened.page.locator(f"{group} .check-name").evaluate_all("nodes => nodes.map(n => n.textContent)")
        )
        assert names == set(PAYLOADS)
    opened.page.click("#view-table")
    assert set(column(opened, 6)) == set(PAYLOADS)
    for number in range(len(PAYLOADS)):
        link = opened.page.evaluate(
            f"geoPage.change({{ sources: new Set([{number}]), kinds: null }}); location.hash"
        )
        assert opened.page.evaluate("[...geoPage.decodeLink(location.hash, geoPage.data).state.sources]") == [
            number
        ], link
    assert opened.page.evaluate("window.hit") is None
    opened.quiet()


# Table


def test_the_table_shows_the_same_selection_as_the_map(show: Show) -> None:  # noqa: F811
    opened = show(events(), sites=sites(), records=records())
    opened.page.click("#view-table")
    assert opened.page.is_hidden("#layers")
    assert len(column(opened, 0)) == 60
    opened.page.locator("#type-group label", has_text="inspection").click()
    assert len(column(opened, 0)) == 55
    opened.page.fill("#search", "happening 11")
    until(opened.page, "geoPage.state.query", "happening 11")
    assert len(column(opened, 0)) == rows(opened) < 55
    assert "Happening 11" in column(opened, 2)
    opened.page.click("#do-reset")
    assert opened.page.get_attribute("#view-map", "aria-pressed") == "true"
    opened.page.click("#view-table")
    opened.page.click("#view-map")
    assert opened.page.is_visible("#layers")
    assert opened.page.is_hidden("#table-holder")
    opened.quiet()


@pytest.mark.parametrize(
    ("heading", "place", "first_way"),
    [("Date", 0, "ascending"), ("Type", 1, "ascending"), ("Title", 2, "ascending"), ("Site", 3, "ascending"),
     ("Place", 4, "ascending"), ("Source", 6, "ascending"), ("Status", 7, "ascending"), ("Records", 8, "descending")],
)  # fmt: skip
def test_every_column_sorts_both_ways(show: Show, heading: str, place: int, first_way: str) -> None:  # noqa: F811
    opened = show(event_table().assign(status=["found", "candidate", "reviewed"] * 20), records=records())
    opened.page.click("#view-table")
    head = opened.page.locator(".table thead th", has_text=heading).first
    found = {}
    for _ in range(2):
        sort(opened, heading)
        way = head.get_attribute("aria-sort")
        if not found:
            assert way == first_way
        unknown = {"", "Date unknown", "No place known"}
        texts = [text.strip().lower() for text in column(opened, place)]
        known = [text for text in texts if text not in {u.lower() for u in unknown}]
        assert known == sorted(known, reverse=way == "descending")
        assert texts[len(known) :] == [text for text in texts if text not in known]  # the unknown stand last
        found[way] = texts
    assert set(found) == {"ascending", "descending"}
    assert opened.page.locator("th[aria-sort]").count() == 1
    opened.quiet()


def test_precision_sorts_from_the_site_to_the_country(show: Show) -> None:  # noqa: F811
    opened = show(events())
    opened.page.click("#view-table")
    sort(opened, "Place known to")
    assert list(dict.fromkeys(column(opened, 5))) == [
        "site", "town or village", "county", "province", "the country only",
    ]  # fmt: skip


def test_a_hundred_rows_at_a_time_and_the_event_in_hand_is_always_in_sight(show: Show) -> None:  # noqa: F811
    opened = show(events(250))
    page = opened.page
    page.click("#view-table")
    assert page.inner_text("#page-rows") == "Rows 1–100 of 250"
    assert page.is_disabled("#page-before")
    page.click("#page-after")
    page.click("#page-after")
    assert page.inner_text("#page-rows") == "Rows 201–250 of 250"
    assert page.evaluate("document.activeElement.id") == "page-before"
    page.evaluate("geoPage.select(0)")
    until(page, "document.querySelector('tr[aria-current]')?.dataset.row", "0")
    assert page.inner_text("#page-rows") == "Rows 1–100 of 250"
    page.locator(".table tbody tr button").nth(50).click()
    until(page, "document.querySelector('tr[aria-current]')?.dataset.row", "50")
    page.wait_for_selector("#card:not([hidden])")
    page.keyboard.press("Escape")
    assert page.locator("tr[aria-current]").count() == 0
    assert page.evaluate("document.activeElement.closest('tr').dataset.row") == "50"
    opened.quiet()


def test_a_filter_that_leaves_nothing_says_so_in_the_table(show: Show) -> None:  # noqa: F811
    opened = show(events())
    opened.page.click("#view-table")
    opened.page.click("#page-after", force=True)
    opened.page.locator("#type-group").get_by_role("button", name="None").click()
    assert column(opened, 0) == ["No event matches. Widen the dates or reset the filters."]
    assert opened.page.inner_text("#page-rows") == "No rows"
    assert opened.page.is_disabled("#page-before")
    assert opened.page.is_disabled("#page-after")
    opened.quiet()


def test_one_event_and_none_are_tables_too(show: Show) -> None:  # noqa: F811
    opened = show(events(1), link="#view=table&sort=title")
    until(opened.page, "document.querySelector('#page-rows').textContent", "Rows 1–1 of 1")
    opened.quiet()
    opened = show(pd.DataFrame(), link="#view=table&page=9")
    assert column(opened, 0) == ["This map holds no events."]
    opened.quiet()


@pytest.mark.parametrize("heading", ["Title", "Site", "Place", "Date"])
def test_twenty_thousand_rows_are_sorted_in_under_a_second(show: Show, heading: str) -> None:  # noqa: F811
    opened = show(events(20_000), link="#view=table")
    opened.page.evaluate(
        """new PerformanceObserver(list => {
          window.longest = Math.max(window.longest || 0, ...list.getEntries().map(one => one.duration));
        }).observe({ type: 'longtask' })"""
    )
    took = opened.page.evaluate(
        f"""new Promise(done => {{
          const start = performance.now();
          const heads = [...document.querySelectorAll('.table thead th')];
          const head = heads.find(one => one.textContent.startsWith('{heading}'));
          const look = () => head.ariaSort === 'ascending' ? done(performance.now() - start) : setTimeout(look);
          head.firstChild.click();
          look();
        }})"""
    )
    assert took < 1000
    assert opened.page.locator(".table tbody tr").count() == 100
    assert opened.page.evaluate("window.longest || 0") < 500  # nothing freezes on the way


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_table_scrolls_within_itself_on_a_phone(show: Show, language: str) -> None:  # noqa: F811
    opened = show(events(), sites=sites(), size=(390, 844), link=f"#view=table&lang={language}")
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    region = page.locator("#table-region")
    assert region.evaluate("node => node.scrollWidth > node.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('#table-region').scrollLeft > 0")
    beyond = page.evaluate(
        """[...document.querySelectorAll('header button, .pager *, .tabs button, .rail *')].filter(e => e.offsetParent)
        .filter(e => { const b = e.getBoundingClientRect(); return b.right > 391 || b.left < -1 || b.bottom > 845 })
        .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert beyond == []


def brush(page: Any) -> None:
    box = page.locator("#histogram").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 30)
    page.mouse.down()
    for x in (350, 450, 600):
        page.mouse.move(box["x"] + x, box["y"] + 30, steps=3)
        page.wait_for_timeout(300)  # slow enough that what is in between is written
    page.mouse.up()


def search(page: Any) -> None:
    page.locator("#search").press_sequentially("happening 11", delay=200)
    page.keyboard.press("Enter")
    until(page, "geoPage.state.query", "happening 11")


def typed_date(page: Any) -> None:
    page.fill("#from", "2021-01-01")
    page.dispatch_event("#from", "change")


def play(page: Any) -> None:
    page.click("#play")
    page.wait_for_timeout(1600)
    page.click("#play")


def walk(page: Any) -> None:
    page.focus("#list")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(300)


def unit(page: Any) -> None:
    page.evaluate("geoPage.change({ unit: 20 }, true)")
    page.wait_for_timeout(500)  # the map flies there


STEPS: dict[str, Callable[[Any], object]] = {
    "type": lambda page: page.locator("#type-group label", has_text="inspection").click(),
    "none of the sources": lambda page: page.evaluate(
        "document.querySelector('#source-group .all-none button:last-child').click()"
    ),
    "unit": unit,
    "layer": lambda page: page.click("#layer-records"),
    "shading": lambda page: page.select_option("#shade", "adm1"),
    "language": lambda page: page.click("#do-language"),
    "view": lambda page: page.click("#view-table"),
    "event": lambda page: page.locator(".row").nth(2).click(),
    "walk": walk,
    "brush": brush,
    "typed date": typed_date,
    "search": search,
    "play": play,
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_one_entry_and_back_and_forward_bring_back_both_sides(show: Show, name: str) -> None:  # noqa: F811
    opened = show(events(), sites=sites(), records=records())
    page = opened.page
    page.locator("#type-group label", has_text="disaster").click()
    before, entries = state(opened), length(opened)
    STEPS[name](page)
    after = state(opened)
    assert length(opened) == entries + 1
    assert after != before
    for _ in range(2):
        page.go_back()
        assert state(opened) == before
        page.go_forward()
        assert state(opened) == after
    page.go_back()
    page.go_back()
    assert "All 60 events" in state(opened)["words"]
    assert length(opened) == entries + 1
    opened.quiet()


def test_reset_is_a_step_that_can_be_taken_back(show: Show) -> None:  # noqa: F811
    opened = show(events())
    STEPS["type"](opened.page)
    search(opened.page)
    before = state(opened)
    opened.page.click("#do-reset")
    assert rows(opened) == 60
    opened.page.go_back()
    assert state(opened) == before


def test_moving_the_map_makes_no_entry_and_back_returns_to_where_it_was(show: Show) -> None:  # noqa: F811
    opened = show(events())
    entries = length(opened)
    opened.page.evaluate("geoPage.map.setView([39.5, 126.2], 9, { animate: false })")
    assert length(opened) == entries
    opened.page.locator("#type-group label", has_text="inspection").click()
    opened.page.evaluate("geoPage.map.setView([41, 129], 8, { animate: false })")
    opened.page.wait_for_timeout(320)
    opened.page.go_back()
    until(opened.page, "geoPage.map.getZoom()", 9)
    assert length(opened) == entries + 1
    opened.page.go_forward()
    until(opened.page, "geoPage.map.getZoom()", 8)


def test_back_returns_to_the_bubble_whose_events_were_listed(show: Show) -> None:  # noqa: F811
    opened = show(events())
    opened.page.evaluate(
        "geoPage.setScope({ groups: geoPage.data.group.slice(0, 9).filter(group => group >= 0) })"
    )
    inside = state(opened)
    assert 0 < len(inside["rows"]) < 60
    opened.page.locator(".row").first.click()
    opened.page.wait_for_selector("#card:not([hidden])")
    STEPS["type"](opened.page)
    opened.page.wait_for_timeout(320)
    opened.page.go_back()
    opened.page.wait_for_timeout(320)
    opened.page.go_back()
    assert state(opened)["rows"] == inside["rows"]
    assert opened.page.is_hidden("#card")
    assert opened.page.is_visible("#scope")


@pytest.mark.parametrize(
    "link", ["#t=inspection&e=id-24", "#view=table&sort=title&page=2&e=id-24", "#nonsense"]
)
def test_reading_a_link_makes_no_entry_and_a_copy_of_it_shows_the_same(show: Show, link: str) -> None:  # noqa: F811
    opened = show(events(150), link=link)
    assert length(opened) == 2  # the empty page and this one
    copy = opened.page.evaluate("geoPage.linkNow().split('#')[1]")
    first = state(opened)
    again = show(events(150), link="#" + copy)
    assert state(again) == first
    assert again.page.evaluate("geoPage.linkNow().split('#')[1]") == copy


def test_going_back_quickly_ends_where_the_history_is(show: Show) -> None:  # noqa: F811
    opened = show(events(3000))
    seen = [state(opened)]
    for step in (
        lambda: STEPS["type"](opened.page),
        lambda: search(opened.page),
        lambda: STEPS["view"](opened.page),
    ):
        step()
        seen.append(state(opened))
    opened.page.evaluate(
        "history.back(); setTimeout(() => history.back(), 5); setTimeout(() => history.back(), 10)"
    )
    opened.page.wait_for_timeout(900)
    assert state(opened) == seen[0]
    for wanted in seen[1:]:
        opened.page.go_forward()
        assert state(opened) == wanted


def test_going_back_stops_what_is_playing(show: Show) -> None:  # noqa: F811
    opened = show(events())
    before = state(opened)
    opened.page.click("#play")
    until(opened.page, "history.length", 3)
    opened.page.go_back()
    opened.page.wait_for_timeout(900)
    assert opened.page.get_attribute("#play", "aria-pressed") == "false"
    assert state(opened) == before


def test_a_notebooks_frame_needs_no_history(browser: Any, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "notebook.html"
    path.write_text(
        "<!DOCTYPE html><meta charset=utf-8><title>n</title>" + event_map(events())._repr_html_(),
        encoding="utf-8",
    )
    opened = Opened(browser.new_page())
    opened.page.goto(path.as_uri())
    frame = opened.page.frame_locator("iframe")
    frame.locator("body.ready").wait_for(timeout=20_000)
    frame.locator("#type-group label", has_text="inspection").click()
    assert "55 of 60 events" in frame.locator("#summary").inner_text()
    frame.locator("#view-table").click()
    frame.locator(".table tbody tr button").first.click()
    frame.locator("#card h2").wait_for()
    opened.page.wait_for_timeout(400)
    assert opened.page.url == path.as_uri()
    opened.quiet()
    opened.page.close()
