"""One happening that several articles report."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.corpus import extract
from geo.merging import merge_reports
from geo.model import Article, Event

FACTORY = "The Anju Pump Factory was inaugurated in Anju City on November 8, 2024."


def events(*reports: tuple[str, int | None]) -> list[Event]:
    found: list[Event] = []
    for number, (text, day) in enumerate(reports):
        when = date(2024, 11, day) if day else None
        found += extract(Article(f"a{number}", text, date=when)).events
    return merge_reports(found)


def happenings(*reports: tuple[str, int | None]) -> int:
    return len({e.happening for e in events(*reports)})


def test_the_same_opening_in_two_articles_is_one_happening_with_two_reports():
    first, second = events((FACTORY, 9), (FACTORY.replace("on November 8, 2024", "on Friday"), 10))
    assert first.happening == second.happening == first.event_id
    assert first.event_id != second.event_id


def test_a_report_without_a_day_joins_the_dated_one_before_it():
    assert happenings((FACTORY, 9), ("The Anju Pump Factory was inaugurated in Anju City.", 10)) == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Anju Pump Factory was inaugurated in Anju City on November 1, 2024.", 10),
        ("The Anju Pump Factory was inaugurated in Anju City.", 20),
        ("The Namhung Youth Chemical Complex was inaugurated in Anju City on November 8, 2024.", 9),
        ("Kim Jong Un inspected the Anju Pump Factory in Anju City on November 8, 2024.", 9),
    ],
    ids=["another day", "long after", "another site", "another kind"],
)
def test_what_differs_is_told_apart(text, day):
    assert happenings((FACTORY, 9), (text, day)) == 2


def test_events_of_one_article_are_never_taken_for_one_another():
    text = "Wreaths were laid at the Liberation Tower. Later wreaths were laid at the Liberation Tower."
    assert len({e.happening for e in events((text, 9))}) == len(events((text, 9)))


def test_events_at_no_place_stay_alone():
    text = "Kim Jong Un watched the test of a missile."
    assert happenings((text, 9), (text, 9)) == 2


@given(st.permutations(range(6)))
def test_the_order_of_the_articles_does_not_matter(order):
    days = [9, 10, 10, 11, 20, 21]
    found = [
        e
        for n, day in enumerate(days)
        for e in extract(Article(f"a{n}", FACTORY, date=date(2024, 11, day))).events
    ]
    plain = {e.event_id: e.happening for e in merge_reports(found)}
    assert {e.event_id: e.happening for e in merge_reports([found[i] for i in order])} == plain
