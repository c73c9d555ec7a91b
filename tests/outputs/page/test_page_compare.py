"""The page in a browser: two periods beside each other, names that nothing hides, marks by kind of site."""

from __future__ import annotations

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
    rows,
    show,
    shown,
    sites,
    until,
)

A_YEAR_AND_THE_NEXT = "#from=2022-01-01&to=2022-12-31&cfrom=2021-01-01&cto=2021-12-31"


def drag(opened: Opened, start: float, end: float) -> None:
    """Drag on the histogram between two shares of its bars' width."""
    box = opened.page.locator("#histogram").bounding_box()
    width = box["width"] - 54
    y = box["y"] + 40
    opened.page.mouse.move(box["x"] + 40 + start * width, y)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + 40 + end * width, y, steps=5)
    opened.page.mouse.up()
    opened.page.wait_for_timeout(60)


def period(opened: Opened, name: str) -> list[int]:
    where = "geoPage.state" if name == "A" else "geoPage.state.compare"
    return list(opened.page.evaluate(f"[{where}.from, {where}.to]"))


def test_comparing_the_whole_sets_its_latter_half_against_the_former(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events())
    opened.page.click("#compare")
    a, b = period(opened, "A"), period(opened, "B")
    assert b[1] + 1 == a[0]
    assert a[1] - a[0] == b[1] - b[0]
    assert rows(opened) == 54  # all that are dated
    assert shown(opened).startswith("A 2022-02-03 to 2024-01-29: 27 events; B 2020-02-08 to 2022-02-02: 27")
    assert opened.page.is_disabled("#play")
    opened.page.click("#compare")
    assert rows(opened) == 60
    assert "All 60 events" in shown(opened)
    opened.quiet()


def test_the_second_period_lies_just_before_the_chosen_one(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(), link="#from=2022-01-01&to=2022-12-31")
    opened.page.click("#compare")
    assert opened.page.input_value("#cfrom") == "2021-01-01"
    assert opened.page.input_value("#cto") == "2021-12-31"
    opened.page.click("#compare")
    assert opened.page.input_value("#to") == "2022-12-31"
    assert opened.page.is_hidden("#cfrom")


def test_periods_of_unlike_length_are_reported_with_days_and_rates(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(), link=A_YEAR_AND_THE_NEXT)
    assert "per 30 days" not in shown(opened)
    opened.page.fill("#cto", "2021-03-01")
    opened.page.dispatch_event("#cto", "change")
    assert "(365 days)" in shown(opened)
    assert "(60 days)" in shown(opened)
    assert "per 30 days" in shown(opened)
    assert "per 30 days" in opened.page.inner_text("#legend-body h2 >> nth=0")


def test_every_row_is_marked_by_its_period_and_one_in_both_by_both(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(), link="#from=2021-06-01&to=2022-12-31&cfrom=2021-01-01&cto=2021-12-31")
    periods = opened.page.evaluate(
        "[...geoPage.filtered.rows].map(row => geoPage.PERIODS[geoPage.filtered.periods[row]])"
    )
    assert set(periods) == {"A", "both", "B"}
    marks = opened.page.evaluate(
        "[...document.querySelectorAll('.row')].sort((a, b) => a.dataset.row - b.dataset.row)"
        ".map(r => r.querySelector('.row-periods').textContent)"
    )
    assert marks == [{"both": "AB"}.get(name, name) for name in periods[: len(marks)]]


def taken(opened: Opened, kind: str) -> pd.DataFrame:
    """What the page saves, as a frame."""
    with opened.page.expect_download() as waiting:
        opened.page.click(f"#take-{kind}")
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    if kind == "csv":
        return pd.read_csv(io.StringIO(text))
    return pd.DataFrame([one["properties"] for one in json.loads(text)["features"]])


@pytest.mark.parametrize("kind", ["csv", "geojson"])
def test_what_is_taken_along_says_its_period(show: Callable[..., Opened], kind: str) -> None:  # noqa: F811
    opened = show(events(), link=A_YEAR_AND_THE_NEXT)
    table = taken(opened, kind)
    assert dict(zip(table["date"].str[:4], table["period"], strict=True)) == {"2022": "A", "2021": "B"}
    opened.page.click("#do-reset")
    assert "period" not in taken(opened, kind).columns


def test_filters_hold_for_both_periods_and_their_counts_differ(
    show: Callable[..., Opened],  # noqa: F811
) -> None:
    opened = show(events(), link=A_YEAR_AND_THE_NEXT)
    before = rows(opened)
    label = opened.page.locator("#type-group label", has_text="inspection")
    count = label.locator(".count").inner_text().split()
    assert count[0::2] == ["A", "B"]
    label.click()
    assert rows(opened) == before - int(count[1]) - int(count[3])
    assert label.locator(".count").inner_text().split() == count


def test_the_inside_of_a_range_moves_it_and_its_edge_changes_it(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events())
    opened.page.click("#compare")
    a, b = period(opened, "A"), period(opened, "B")
    length = b[1] - b[0]
    drag(opened, 0.2, 0.35)
    assert opened.page.is_checked("input[name=brush][value=B]")
    moved = period(opened, "B")
    assert moved[0] > b[0]
    assert moved[1] - moved[0] == length
    assert period(opened, "A") == a
    drag(opened, 0.8, 0.95)  # A ends where the map ends, and stays
    assert period(opened, "A") == a
    drag(opened, 1, 0.8)
    assert period(opened, "A")[0] == a[0]
    assert period(opened, "A")[1] < a[1]
    assert period(opened, "B") == moved


def test_a_new_range_is_drawn_for_the_chosen_letter(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(), link="#from=2020-03-01&to=2020-06-01&cfrom=2020-07-01&cto=2020-09-01")
    a = period(opened, "A")
    opened.page.check("input[name=brush][value=B]")
    drag(opened, 0.6, 0.8)
    assert period(opened, "A") == a
    assert period(opened, "B")[0] > a[1] + 365


def test_a_link_brings_the_comparison_back_and_reset_ends_it(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(), link=A_YEAR_AND_THE_NEXT)
    link = opened.page.evaluate("geoPage.linkNow()")
    assert "cfrom=2021-01-01&cto=2021-12-31" in link
    opened.page.click("#do-reset")
    assert "cfrom" not in opened.page.evaluate("geoPage.linkNow()")
    assert "All 60 events" in shown(opened)


def test_the_table_compares_both_periods_by_type_and_by_province(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(), link=A_YEAR_AND_THE_NEXT)
    opened.page.click("#compare-table")
    tables = opened.page.locator("#card table")
    assert tables.count() == 2
    sides = opened.page.evaluate("[geoPage.filtered.sides.a.n, geoPage.filtered.sides.b.n]")
    for number in (0, 1):  # no event lies in two types or two provinces
        cells = tables.nth(number).locator("tbody td").all_inner_texts()
        assert [sum(map(int, cells[0::3])), sum(map(int, cells[1::3]))] == sides
    assert tables.nth(0).locator("thead th").all_inner_texts() == ["Type", "A", "B", "Change"]
    opened.page.locator("#type-group label", has_text="inspection").click()
    until(opened.page, "document.querySelector('#card tbody').textContent.includes('inspection')", False)
    opened.page.click("#compare")
    assert opened.page.is_hidden("#card")
    opened.quiet()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_shading_distinguishes_more_from_fewer_by_colour_and_by_sign(
    show: Callable[..., Opened],  # noqa: F811
    scheme: str,
) -> None:
    frame = events(400).assign(geo_precision="adm2", adm1="KP07", adm2="KP0717", lat=None, lon=None)
    frame.loc[200:, ["adm1", "adm2"]] = ["KP09", "KP0901"]
    opened = show(frame, link="#cfrom=2020-01-01&cto=2033-01-01&from=2033-01-02&to=2047-01-01")
    opened.page.emulate_media(color_scheme=scheme)
    names = opened.page.locator("#legend-body .classes li").all_inner_texts()
    assert names[0].startswith("−")
    assert names[-1].startswith("+")
    colours = opened.page.evaluate(
        "[...document.querySelectorAll('.classes .swatch')].map(s => getComputedStyle(s).backgroundColor)"
    )
    assert len(set(colours)) == len(colours) >= 3
    assert "fewer in A" in opened.page.inner_text("#legend-body")


def test_comparing_fits_a_phone(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(), size=(390, 844))
    opened.page.click("#tabs button[data-tab=time]")
    opened.page.click("#compare")
    for control in ("#from", "#to", "#cfrom", "#cto", "#compare-table", "input[name=brush] >> nth=1"):
        box = opened.page.locator(control).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] + box["height"] <= 844
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390


def overlaps(labels: list[dict[str, Any]], symbols: list[dict[str, Any]]) -> list[object]:
    """Pairs of names, and of names and symbols, that share ground."""
    found: list[object] = []
    for i, one in enumerate(labels):
        left, top, right, bottom = one["box"]
        for other in labels[:i]:
            box = other["box"]
            if left < box[2] and right > box[0] and top < box[3] and bottom > box[1]:
                found.append((one["name"], other["name"]))
        for symbol in symbols:
            dx = max(left - symbol["x"], 0, symbol["x"] - right)
            dy = max(top - symbol["y"], 0, symbol["y"] - bottom)
            if dx * dx + dy * dy < symbol["r"] ** 2:
                found.append((one["name"], symbol))
    return found


@pytest.mark.parametrize("names", ["en", "both"])
@pytest.mark.parametrize("zoom", [6, 7])
def test_on_a_full_map_every_province_keeps_its_name_and_nothing_lies_on_it(
    show: Callable[..., Opened],  # noqa: F811
    zoom: int,
    names: str,
) -> None:
    opened = show(events(3000), sites=sites(), link=f"#v=40.2~127.3~{zoom}&names={names}")
    labels = opened.page.evaluate("geoPage.labelsNow()")
    symbols = opened.page.evaluate("geoPage.symbolsNow()")
    assert len({label["pcode"] for label in labels if label["level"] == 1}) == 11
    assert overlaps(labels, symbols) == []
    assert sum(symbol["n"] for symbol in symbols) == 2500  # the others are known to no place


def test_names_are_in_the_language_that_was_chosen(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(1), link="#v=40.2~127.3~7")

    def named() -> set[str]:
        return {label["name"] for label in opened.page.evaluate("geoPage.labelsNow()")}

    assert {"Ryanggang", "CHINA"} <= named()
    opened.page.select_option("#names", "both")
    assert {"Ryanggang 량강도", "CHINA 중국"} <= named()
    opened.page.click("#do-language")
    assert "량강도 Ryanggang" in named()
    opened.page.select_option("#names", "ui")
    assert {"량강도", "중국"} <= named()
    opened.page.select_option("#names", "en")
    assert "names=en" in opened.page.evaluate("geoPage.linkNow()")
    assert "Ryanggang" in named()
    opened.page.click("#do-reset")
    assert "names=" not in opened.page.evaluate("geoPage.linkNow()")


def test_the_legend_shows_the_marks_of_the_sites_that_this_map_has(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(), sites=sites())
    assert opened.page.locator("#legend-body .marks li").all_inner_texts() == ["Factory, works", "Mine"]
    opened.page.click("#do-language")
    assert opened.page.locator("#legend-body .marks li").all_inner_texts() == ["공장", "광산"]
    shapes = opened.page.evaluate("[0, 1].map(n => geoPage.markPathOf(geoPage.sharedMark([n])))")
    assert shapes[0] != shapes[1]
    neutral = opened.page.evaluate("geoPage.markPathOf(geoPage.sharedMark([0, 1]))")
    assert neutral not in shapes


def test_the_card_of_a_site_lists_the_chain_of_its_events(show: Callable[..., Opened]) -> None:  # noqa: F811
    frame = events(60).assign(site="Mine", adm2="KP0717", adm1="KP07")
    table = sites().assign(first="2020-02-09", last="2024-01-19")
    opened = show(frame, sites=table)
    opened.page.evaluate("geoPage.showSite(1)")
    card = opened.page.inner_text("#card")
    assert "60 events" in card
    assert "10 days since the last, counted from 2024-01-29" in card
    items = opened.page.locator("#card .chain li")
    assert items.count() == 20
    first = [item.split()[-1] for item in items.all_inner_texts()]
    assert first == sorted(first, reverse=True)
    opened.page.get_by_role("button", name="Show all 60").click()
    assert items.count() == 60
    assert opened.page.evaluate("document.activeElement === document.querySelectorAll('.chain button')[20]")
    items.nth(20).locator("button").click()
    until(opened.page, "geoPage.state.selected", 20)
    opened.quiet()


def test_a_list_of_sites_names_their_kinds(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(), sites=sites())
    opened.page.evaluate("geoPage.showChoice('site', [0, 1])")
    kinds = opened.page.locator("#card .choice li .soft").all_inner_texts()
    assert [kind.strip() for kind in kinds] == ["factory", "mine"]
    assert opened.page.locator("#card .choice li svg").count() == 2


def test_sources_have_a_count_for_each_period(show: Any) -> None:  # noqa: F811
    opened = show(events())
    opened.page.evaluate("document.getElementById('source-group').open = true")
    opened.page.click("#compare")
    until(opened.page, "(document.querySelector('.sources .count')?.textContent || '').includes('B')")
    assert opened.page.inner_text(".sources .count").startswith("A")
    opened.quiet()
