"""What a notebook shows: cards and tables in which text from outside is only text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

import geo
from geo.api.reading import link
from tests.outputs.dossier.test_dossiers import PAYLOADS

TAGS = {"div", "strong", "span", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "p", "br", "a"}


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def hostile(payload: str) -> geo.Results:
    text = (
        f"{payload} Kim Jong Un inspected the Anju Pump Factory in Anju City on November 8, 2024. {payload}"
    )
    article = geo.Article(f"{payload}", text, payload, date(2024, 11, 9), url=payload)
    results = link([geo.extract(article)])
    event = replace(results.event_list[0], site=payload, rule=payload, actors=(payload,), records=(payload,))
    results = geo.Results(results.extractions, [event], [], [], results.sites)
    results.problems = [geo.model.errors.InputError(payload)]
    return results


def shown(results: geo.Results) -> list[str]:
    found = results.extractions[0]
    values = [results, found, *found.mentions, *results.event_list, *results.sites]
    values += [replace(s, name=s.name + results.event_list[0].rule) for s in results.sites]
    values += [replace(m, surface=results.event_list[0].rule, name="", rule="<b>") for m in found.mentions]
    return [v._repr_html_() for v in values]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_is_only_ever_text(payload):
    for card in shown(hostile(payload)):
        for tag, attrs in Tags(card).found:
            assert tag in TAGS
            assert set(attrs) <= {"style", "title", "href", "target", "rel", "scope"}
            assert (attrs.get("href") or "https://").startswith("https://")


def test_no_card_has_a_colour_of_its_own_for_text_or_ground():
    for card in shown(hostile("plain")):
        assert "color:#" not in card
        assert "background:#" not in card
        assert "<style" not in card


def test_an_event_card_gives_what_when_where_and_why(only_event):
    card = only_event(
        "Kim Jong Un inspected the Anju Pump Factory in Anju City on November 8, 2024."
    )._repr_html_()
    for said in ("Inspection: Anju Pump Factory", "2024-11-08", "South Phyongan", "present", "0.9"):
        assert said in card, said


def test_names_are_marked_in_an_article_by_what_they_were_taken_for(read):
    page = read("Rain fell on Unsan County.\nSongchon County was dry.")._repr_html_()
    assert "location: KP0717" in page
    assert "refused: KP0617 or KP0720" in page


def test_a_long_article_and_many_events_are_cut_with_their_count():
    text = (
        "Kim Jong Un inspected the Anju Pump Factory in Anju City on November 8, 2024. " + "It rained. " * 600
    )
    page = geo.extract(geo.Article("a", text))._repr_html_()
    assert "more characters" in page
    assert len(page) < 12_000


def test_results_show_their_counts_and_first_events():
    results = geo.read("data/samples/articles", records="data/samples/records.csv")
    page = results._repr_html_()
    happenings = f"{len({event.happening_id for event in results.event_list})} happenings"
    more = f"and {len(results.event_list) - 10} more"
    for shown in ("articles", happenings, f"{len(results.links)} links", more, ".map()"):
        assert shown in page, shown
    assert geo.read([])._repr_html_()


def test_surrogates_do_not_stop_a_card():
    event = hostile("plain").event_list[0]
    assert replace(event, quote="\ud800")._repr_html_().encode("utf-8")
