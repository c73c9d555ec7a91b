"""The map as a notebook's widget: what is shown there is a frame here, and the other way round."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import geo
from geo.model.errors import OptionError
from geo.outputs.widget import EventWidget, event_widget
from tests.outputs.page.test_page_browser import BROWSER, browser, events, until  # noqa: F401

ROOT = Path(geo.__file__).parent / "outputs" / "widget"


@pytest.fixture
def widget() -> EventWidget:
    return event_widget(events(20), title="Autumn")


def test_all_events_are_selected_at_first(widget):
    assert len(widget.selected) == 20
    assert widget.current is None


def test_rows_of_the_page_are_rows_of_the_frame_by_their_days(widget):
    widget.shown = [0, 1]  # what the page tells: its first two rows, the newest events
    newest = widget.events.sort_values("date", ascending=False, na_position="last")["event_id"][:2]
    assert set(widget.selected["event_id"]) == set(newest)
    widget.opened = 0
    assert widget.current["event_id"] == newest.iloc[0]


@pytest.mark.parametrize("of", [
    lambda frame: frame[frame["leader"]],
    lambda frame: frame["leader"],
    lambda frame: frame.loc[frame["leader"], "event_id"],
    lambda frame: list(frame.loc[frame["leader"], "event_id"]),
])  # fmt: skip
def test_events_are_selected_by_a_frame_a_mask_or_ids(widget, of):
    widget.selected = of(widget.events)
    assert list(widget.selected["event_id"]) == list(widget.events.loc[widget.events["leader"], "event_id"])
    widget.selected = None
    assert len(widget.selected) == 20


def test_an_empty_selection_shows_none_and_the_same_wish_is_sent_again(widget):
    widget.selected = []
    assert len(widget.selected) == 0
    turn = widget.asked["turn"]
    widget.selected = []
    assert widget.asked["turn"] == turn + 1


def test_what_is_not_on_the_map_is_refused(widget):
    with pytest.raises(OptionError, match="no event on the map has the id 'no such'"):
        widget.selected = ["no such"]
    with pytest.raises(OptionError, match="2 truth values for 20 events"):
        widget.selected = [True, False]
    with pytest.raises(OptionError, match="no event on the map has the id 'x'"):
        widget.current = "x"
    assert len(widget.selected) == 20


def test_results_have_a_widget_of_what_their_map_shows():
    results = geo.read([geo.Article("a", "A mill was inaugurated in Haeju City.")])
    assert list(results.widget().events["event_id"]) == [e.event_id for e in results.event_list]


HOST = """<!DOCTYPE html><meta charset="utf-8"><div id="cell"></div><script type="module">
const values = %s, heard = {};
window.model = {
  get: name => values[name],
  set: (name, value) => { values[name] = value; },
  save_changes: () => { window.saved = (window.saved || 0) + 1; },
  on: (name, handler) => { heard[name] = handler; },
  off: name => { delete heard[name]; },
  tell: (name, value) => { values[name] = value; heard['change:' + name](); },
  values
};
const source = await (await fetch('data:text/javascript;base64,%s')).text();
const { default: widget } = await import(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
window.end = widget.render({ model: window.model, el: document.getElementById('cell') });
</script>"""
"""A host as notebooks are to a widget: it keeps values and tells of changes."""


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
def test_a_filter_in_the_page_and_a_wish_of_the_notebook_reach_the_other_side(
    browser: Any,  # noqa: F811
    tmp_path: Path,
    widget: EventWidget,
) -> None:
    import base64

    values = {name: getattr(widget, name) for name in ("page", "title", "height", "shown", "opened", "asked")}
    script = base64.b64encode((ROOT / "widget.js").read_bytes()).decode()
    path = tmp_path / "host.html"
    path.write_text(HOST % (json.dumps(values).replace("<", "\\u003c"), script), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("body.ready").wait_for(timeout=20_000)
    until(page, "window.saved > 0")
    assert page.evaluate("model.values.shown") is None

    frame.locator("#search").fill("Happening 19")
    until(page, "model.values.shown && model.values.shown.length", 1)
    widget.shown = page.evaluate("model.values.shown")
    assert list(widget.selected["title"]) == ["Happening 19"]
    frame.locator("#list [role=option]").first.click()
    until(page, "model.values.opened >= 0")
    widget.opened = page.evaluate("model.values.opened")
    assert widget.current["title"] == "Happening 19"

    widget.selected = widget.events["leader"]
    page.evaluate("asked => model.tell('asked', asked)", widget.asked)
    wanted = int(widget.events["leader"].sum())
    frame.locator("#scope", has_text="chosen in the notebook").wait_for()
    assert frame.locator("#list [role=option]").count() == wanted
    widget.current = "id-3"
    page.evaluate("asked => model.tell('asked', asked)", widget.asked)
    frame.locator("#card h2", has_text="Happening 3").wait_for()
    widget.selected = None
    page.evaluate("asked => model.tell('asked', asked)", widget.asked)
    frame.locator("#summary", has_text="All 20 events").wait_for()
    page.evaluate("window.end()")
    assert complaints == []
    assert isinstance(widget.selected, pd.DataFrame)
    page.close()
