"""A told walk: what its file may say, and what the page does at each step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.cli import main
from geo.model.errors import OptionError
from geo.outputs.page import event_map
from geo.outputs.page.story import read_story
from tests.outputs.page.test_page_browser import (  # noqa: F401
    Opened,
    browser,
    events,
    pytestmark,
    rows,
    show,
    until,
)
from tests.support import REFERENCE, SAMPLES

Show = Callable[..., Opened]

WALK = """
title = "Two counties"
title_ko = "두 군"
text = "What was reported <b>there</b>."

[[step]]
title = "Inspections"
title_ko = "현지지도"
text = "All of them."
type = "inspection"

[[step]]
title = "In Songchon"
text = '''
Of one county.

</script><script>window.hit = 1</script>'''
place = "성천군"
from = 2020-01-01
to = "2099-12-31"
"""


@pytest.fixture
def walk(tmp_path: Path) -> Path:
    path = tmp_path / "walk.toml"
    path.write_text(WALK, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('type = "inspections"', "walk.toml:4: type 'inspections' is unknown; perhaps inspection"),
        ('place = "Atlantis"', "walk.toml:4: place 'Atlantis'"),
        ("from = 2024-05-01\nto = 2024-04-01", "walk.toml:4: from 2024-05-01 is after to 2024-04-01"),
        ('from = "soon"', "walk.toml:4: from = 'soon' is not a date"),
        ('view = "39.2"', "walk.toml:4: view = '39.2': write latitude, longitude and zoom"),
        ('view = "10, 20, 5"', "walk.toml:4: view = '10, 20, 5' is outside of the map"),
        ('filter = "all"', "walk.toml:4: 'filter' is unknown"),
        ('leader = "yes"', "walk.toml:4: leader is neither true nor false"),
        ('event = "abc"', "walk.toml:4: no event has the id 'abc'"),
    ],
)
def test_a_step_that_cannot_be_shown_is_named_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "walk.toml"
    path.write_text(f'title = "A"\n[[step]]\ntitle = "B"\n{line}\n', encoding="utf-8")
    with pytest.raises(OptionError) as caught:
        read_story(path, REFERENCE, {"e1"})
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "text", ["title =", 'title = "A"', '[[step]]\ntitle = "B"', 'title = "A"\n[[step]]\n']
)
def test_a_file_that_is_no_story_is_refused_and_no_map_is_written(tmp_path: Path, text: str, capsys) -> None:
    path = tmp_path / "walk.toml"
    path.write_text(text, encoding="utf-8")
    out = tmp_path / "map.html"
    assert main(["map", str(SAMPLES / "articles"), "--story", str(path), "-o", str(out)]) == 2
    assert "walk.toml" in capsys.readouterr().err
    assert not out.exists()


def test_a_page_without_a_story_carries_nothing_of_it() -> None:
    page = event_map(events(3)).get_root().render()
    assert "geo-story" not in page
    assert "told-step" not in page


def test_the_sample_walk_fits_the_sample_articles() -> None:
    story = read_story(SAMPLES / "walk.toml", REFERENCE)
    assert [step.fit for step in story.steps] == ["KP0717", "", ""]


def test_each_step_sets_the_page_and_its_link_and_back_goes_a_step_back(show: Show, walk: Path) -> None:  # noqa: F811
    opened = show(events(60), story=walk)
    page = opened.page
    assert page.inner_text("#story h2") == "Two counties"
    page.keyboard.press("ArrowRight")
    until(page, "geoPage.state.step", 1)
    until(page, "location.hash.includes('step=1')")
    assert "t=inspection" in page.evaluate("location.hash")
    first = rows(opened)
    assert 0 < first < 60
    page.click("#story-next")
    until(page, "document.querySelector('#story h2').textContent", "In Songchon")
    until(page, "location.hash.includes('step=2')")
    assert "u=KP0717" in page.evaluate("location.hash")
    assert page.evaluate("window.hit") is None
    assert page.locator("#story script").count() == 0
    page.go_back()
    until(page, "document.querySelector('#story h2').textContent", "Inspections")
    until(page, "geoPage.filtered.rows.length", first)
    page.click("#do-language")
    assert page.inner_text("#story h2") == "현지지도"
    assert page.inner_text("#story-next") == "다음"
    opened.quiet()


def test_a_reader_who_changes_the_filters_is_told_so_and_can_return(show: Show, walk: Path) -> None:  # noqa: F811
    opened = show(events(60), story=walk, size=(390, 844))
    page = opened.page
    page.click("#story-start")
    until(page, "geoPage.state.step", 1)
    before = rows(opened)
    page.evaluate("geoPage.change({ leader: true })")
    until(page, "Boolean(document.querySelector('#story .away'))")
    page.click("#story .away button")
    until(page, "document.querySelector('#story .away')", None)
    assert rows(opened) == before
    box = page.locator("#story").bounding_box()
    assert box["x"] >= 0
    assert box["width"] <= 390
    opened.quiet()


def test_a_shared_step_opens_at_it(show: Show, walk: Path) -> None:  # noqa: F811
    opened = show(events(60), story=walk, link="#t=inspection&step=1&lang=ko")
    assert opened.page.inner_text("#story h2") == "현지지도"


def test_on_paper_each_step_has_its_map_text_and_sentences(show: Show, walk: Path) -> None:  # noqa: F811
    opened = show(events(60), story=walk)
    page = opened.page
    page.evaluate("() => { window.print = () => { dispatchEvent(new Event('beforeprint')); }; }")
    page.click("#story-print")
    until(page, "document.querySelectorAll('.told-step').length", 2)
    assert page.evaluate(
        "[...document.querySelectorAll('.told-step')].every(one => one.querySelector('canvas'))"
    )
    assert page.locator(".told-step h2").all_text_contents() == ["1. Inspections", "2. In Songchon"]
    assert page.locator(".told-step").first.locator("li").count() == page.evaluate(
        "geoPage.data.hot.type.filter(type => geoPage.data.types[type] === 'inspection').length"
    )
    page.evaluate("() => { dispatchEvent(new Event('afterprint')); }")
    assert page.locator(".told-step").count() == 0
    assert page.evaluate("geoPage.state.step") is None
    opened.quiet()
