"""The page in Firefox and WebKit: opening, filtering, searching, downloads, print."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.outputs.page import event_map
from geo.reference.context import Reference
from tests.outputs.page.test_page_browser import events, records, sites
from tests.support.other_browsers import NAMES, Tab, opened

pytestmark = pytest.mark.browser

KEPT = """(() => {
  window.kept = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = blob => { blob.text().then(text => window.kept.push(text)); return make.call(URL, blob); };
  return true;
})()"""
"""Keeps what the page offers for saving: WebKit's driver does not tell where it saves."""
SIZES = """(() => {
  window.sizes = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = blob => { window.sizes.push([blob.type, blob.size]); return make.call(URL, blob); };
  return true;
})()"""


@pytest.fixture(scope="module", params=NAMES)
def window(request: pytest.FixtureRequest) -> Iterator[Tab]:
    with opened(request.param) as tab:
        yield tab


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "map.html"
    event_map(events(), sites=sites(), records=records(), title="Autumn").save(str(path))
    return path


@pytest.fixture
def tab(window: Tab, page: Path) -> Tab:
    window.sized(1366, 900)
    window.open("about:blank")  # the same address again would only change the part behind #
    window.open(page)
    window.until("document.body.classList.contains('ready')")
    return window


def test_the_map_opens_with_its_symbols_and_names(tab: Tab) -> None:
    tab.until("geoPage.symbolsNow().length > 20")
    assert "All 60 events" in tab.run("document.querySelector('#summary').textContent")
    drawn = """(() => {
      const canvas = document.querySelector('#map-holder canvas'), middle = [canvas.width / 2, canvas.height / 2];
      return new Set(canvas.getContext('2d').getImageData(...middle, 90, 90).data).size;
    })()"""
    assert tab.run(drawn) > 4  # several colours
    for width in (1366, 1024, 500):
        tab.sized(width, 900)
        tab.until("document.documentElement.scrollWidth <= innerWidth")
        assert tab.run("document.querySelector('#map-holder').getBoundingClientRect().width") > 200


def test_types_days_and_reset_change_what_is_listed(tab: Tab) -> None:
    assert (
        tab.run("[...document.querySelectorAll('#time-fields input[type=date]')].map(f => f.value).join('')")
        == ""
    )
    tab.run(
        "[...document.querySelectorAll('#type-group label')].find(l => l.textContent.includes('inspection')).click()"
    )
    tab.until("geoPage.scopedRows().length", 55)
    assert "55 of 60 events" in tab.run("document.querySelector('#summary').textContent")
    tab.click("#do-reset")
    tab.until("geoPage.scopedRows().length", 60)


def test_searching_finds_a_unit_by_another_spelling_and_a_link_holds_it(tab: Tab) -> None:
    frame = events()
    place = frame["adm2"].dropna().iloc[0]
    wanted = int((frame["adm2"] == place).sum())
    tab.write("#search", Reference.bundled().gazetteer.korean(place))
    tab.until("geoPage.scopedRows().length", wanted)
    tab.until("location.hash.length > 1")
    address = tab.run("location.href")
    tab.open("about:blank")
    tab.open(address)
    tab.until("document.body.classList.contains('ready')")
    tab.until("geoPage.scopedRows().length", wanted)


def test_a_row_of_the_list_opens_its_card_and_the_way_back_closes_it(tab: Tab) -> None:
    tab.click("#list [role=option]")
    tab.until("!document.querySelector('#card').hidden")
    assert "What was said of happening" in tab.run("document.querySelector('#card blockquote').textContent")
    tab.run("history.back()")
    tab.until("document.querySelector('#card').hidden")


def test_the_table_is_saved_as_it_is_shown(tab: Tab) -> None:
    tab.run(KEPT)
    tab.click("#take-csv")
    tab.until("window.kept.length")
    table = list(csv.DictReader(io.StringIO(tab.run("window.kept[0]").lstrip("\ufeff"))))
    assert len(table) == 60
    assert {row["title"] for row in table} >= {"Happening 59"}
    if tab.name == "firefox":
        for _ in range(100):
            saved = [f for f in tab.downloads.glob("*.csv") if f.stat().st_size]
            if saved:
                break
            tab.run("new Promise(done => setTimeout(done, 50))")
        assert [len(list(csv.reader(f.open(encoding="utf-8-sig")))) for f in saved] == [61]


def test_the_picture_is_saved(tab: Tab) -> None:
    tab.run(SIZES)
    tab.click("#take-png")
    tab.until("window.sizes.length")
    kind, size = tab.run("window.sizes[0]")
    assert kind == "image/png"
    assert size > 20_000


def test_paper_has_the_legend_the_words_and_the_list_and_no_control(tab: Tab) -> None:
    if tab.name == "firefox":
        pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
        paper = pdfium.PdfDocument(tab.printed())
        said = " ".join("\n".join(sheet.get_textpage().get_text_range() for sheet in paper).split())
        for words in ("Autumn", "All 60 events", "Events per county", "inspection", "Happening 59"):
            assert words in said, words
        assert "Reset" not in said
    else:
        tab.run("dispatchEvent(new Event('beforeprint'))")
        assert tab.run("document.querySelectorAll('.paper tbody tr').length") == 60
        tab.run("dispatchEvent(new Event('afterprint'))")
        assert tab.run("document.querySelectorAll('.paper').length") == 0
