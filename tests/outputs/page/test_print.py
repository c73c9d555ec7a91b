"""The page on paper: what is shown, whole and without controls, on A4 and Letter, lying and standing."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.outputs.page.test_page_browser import (  # noqa: F401
    PAYLOADS,
    Opened,
    browser,
    events,
    pytestmark,
    records,
    show,
    sites,
    until,
)


def on_paper(opened: Opened) -> None:
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")


def off_paper(opened: Opened) -> None:
    opened.page.emulate_media(media="screen")
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_paper_has_title_words_map_legend_source_and_list_and_no_control(
    show: Callable[..., Opened],  # noqa: F811
) -> None:
    opened = show(events(), sites=sites(), records=records(), title="Autumn")
    on_paper(opened)
    seen = opened.page.inner_text("body")
    for words in (
        "Autumn", "All 60 events.", "Events per county", "inspection", "Known only to the county",
        "made 20", "CC BY 3.0 IGO", "GeoNames", "Happening 59", "example.org: Report 59",
    ):  # fmt: skip
        assert words in seen, words
    assert opened.page.locator(".paper tbody tr").count() == 60
    assert opened.page.locator("button:visible, input:visible, select:visible").count() == 0
    assert opened.page.locator("canvas:visible").count() == 1
    off_paper(opened)
    assert opened.page.locator(".paper").count() == 0
    assert opened.page.locator("#do-about").is_visible()
    opened.quiet()


def test_the_list_stops_at_two_hundred_and_counts_the_rest(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(230))
    on_paper(opened)
    assert opened.page.locator(".paper tbody tr").count() == 200
    assert "And 30 more events" in opened.page.inner_text(".paper-list")


def test_paper_shows_what_the_filters_leave(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events())
    opened.page.evaluate("geoPage.change({ types: new Set([5]) })")
    on_paper(opened)
    assert opened.page.locator(".paper tbody tr").count() == 5
    assert "5 of 60 events: weapons test" in opened.page.inner_text(".paper-summary")
    assert opened.page.locator(".paper .types li").all_inner_texts() == ["weapons test"]


def test_an_open_card_is_printed_in_full_in_place_of_the_list(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(), records=records())
    opened.page.evaluate("geoPage.findEvent('id-1').then((row) => geoPage.select(row, {}))")
    opened.page.wait_for_selector("#card li button")
    on_paper(opened)
    card = opened.page.inner_text(".paper-card")
    for words in ("What was said of happening 1.", "https://example.org/1", "A launch", "type-word", "id-1"):
        assert words in card, words
    assert opened.page.locator(".paper button, .paper table, .paper .views").count() == 0
    assert opened.page.evaluate("document.querySelectorAll('#card-title').length") == 1


def test_a_map_without_events_prints_and_says_so(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(pd.DataFrame())
    on_paper(opened)
    assert "This map holds no events." in opened.page.inner_text(".paper")
    opened.quiet()


def test_paper_is_light_where_the_screen_is_dark(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(5))
    opened.page.emulate_media(color_scheme="dark")
    paper = "getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()"
    dark = opened.page.evaluate(paper)
    assert dark != "#fff"
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.page.evaluate(paper) == "#fff"
    assert opened.page.evaluate("geoPage.css('--paper')") == "#fff"
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.page.evaluate("geoPage.css('--paper')") == dark


def test_printing_from_the_page_unpacks_the_titles_first(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(2000))
    opened.page.evaluate("geoPage.change({ types: new Set([0]) })")
    last = opened.page.evaluate("geoPage.scopedRows().at(-1)")
    title = f"geoPage.textOf({last}, 'title')"
    assert opened.page.evaluate(title) is None  # far down the list, where nobody has looked
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert "events were not unpacked yet" in opened.page.text_content(".paper-list")
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    opened.page.evaluate(f"window.print = () => {{ window.printed = {title}; }}")
    opened.page.keyboard.press("Control+p")
    until(opened.page, "window.printed !== undefined")
    assert opened.page.evaluate("window.printed")


def test_a_key_without_a_name_as_autofill_sends_it_is_no_error(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(5))
    opened.page.evaluate("document.dispatchEvent(new Event('keydown'))")
    opened.page.wait_for_timeout(50)
    assert opened.errors == []


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("landscape", [True, False], ids=["landscape", "portrait"])
def test_a_printed_file_holds_the_map_on_its_first_sheet(
    show: Callable[..., Opened],  # noqa: F811
    tmp_path: Path,
    size: str,
    landscape: bool,
) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    opened = show(events(), sites=sites(), title="Autumn")
    path = tmp_path / "map.pdf"
    opened.page.pdf(path=str(path), format=size, landscape=landscape)
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", path.read_bytes())
    assert box
    width, height = map(float, box.groups())
    assert (width > height) == landscape

    def text(first: int, last: int) -> str:
        call = [reader, "-f", str(first), "-l", str(last), str(path), "-"]
        return subprocess.run(call, capture_output=True, text=True, check=True).stdout

    first = text(1, 1)
    for words in ("Autumn", "All 60 events", " km", "Events per county", "made 20"):
        assert words in first, words
    assert "Happening 59" in text(1, 20)
    assert "GeoJSON" not in text(1, 20)
    assert opened.page.locator(".paper").count() == 0


def test_hostile_text_on_paper_runs_nothing(show: Callable[..., Opened]) -> None:  # noqa: F811
    names = ("title", "source_title", "source_url", "type", "quote")
    frame = events(len(PAYLOADS)).assign(**dict.fromkeys(names, PAYLOADS))
    opened = show(frame, title=PAYLOADS[0], csp=False)
    on_paper(opened)
    text = opened.page.inner_text(".paper")
    assert all(payload in text for payload in PAYLOADS[:4])
    off_paper(opened)
    opened.page.evaluate("geoPage.select(0, {})")
    opened.page.wait_for_selector("#card blockquote")
    on_paper(opened)
    assert any(payload in opened.page.inner_text(".paper-card") for payload in PAYLOADS)
    assert opened.page.evaluate("window.hit") is None


def test_an_address_that_is_none_does_not_stop_the_print(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(3).assign(source_url="http://["), scheme="dark")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.page.locator(".paper tbody tr").count() == 3
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.page.evaluate("'paper' in document.documentElement.dataset") is False
    opened.quiet()


def test_paper_lists_what_the_table_shows_in_its_order_from_its_page_on(
    show: Callable[..., Opened],  # noqa: F811
) -> None:
    opened = show(events(450), link="#view=table&sort=title&page=2")
    until(opened.page, "geoPage.tableRows() && geoPage.textOf(geoPage.tableRows()[0], 'title') !== null")
    until(opened.page, "!document.querySelector('.table tbody').innerText.includes('Loading')")
    on_screen = opened.page.locator(".table tbody th").all_inner_texts()
    order = opened.page.text_content("#table-caption")
    on_paper(opened)
    printed = opened.page.locator(".paper tbody td:nth-child(3)").all_inner_texts()
    assert len(printed) == 200
    assert printed[:100] == on_screen
    assert opened.page.inner_text(".paper-list h2") == order
    assert "And 250 more events" in opened.page.inner_text(".paper-list")


def test_a_card_of_a_site_is_printed_with_all_its_events_and_no_word_of_a_button(
    show: Callable[..., Opened],  # noqa: F811
) -> None:
    frame = events(60).assign(site="Factory 0", adm2="KP0717", adm1="KP07")
    opened = show(frame, sites=sites())
    opened.page.evaluate("geoPage.showSite(0)")
    assert opened.page.locator("#card .chain li").count() == 20
    on_paper(opened)
    assert opened.page.locator(".paper .chain li").count() == 60
    card = opened.page.inner_text(".paper-card")
    assert "Show all" not in card
    assert "Show its events" not in card
    off_paper(opened)
    assert opened.page.locator("#card .chain li").count() == 20


def test_the_scale_is_read_over_whatever_is_below_it(show: Callable[..., Opened]) -> None:  # noqa: F811
    opened = show(events(1))
    darkest = opened.page.evaluate(
        """() => {
          const canvas = document.createElement('canvas');
          canvas.width = 120;
          canvas.height = 40;
          const ctx = canvas.getContext('2d');
          ctx.fillRect(0, 0, 120, 40); // the worst: all black
          geoPage.drawScale(ctx, 110, 30, 100, '20 km');
          return ctx.getImageData(80, 20, 1, 1).data[0]; // beside the words
        }"""
    )
    assert darkest > 200
