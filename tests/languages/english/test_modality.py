"""What an English sentence reports as a happening, and what it only speaks of."""

from __future__ import annotations

import pytest


def types(found):
    return [event.type for event in found.events]


@pytest.mark.parametrize(
    "text",
    [
        "A launch from Wonsan would reach the island.",
        "The North may test a missile at Kusong.",
        "Analysts see preparations for a nuclear test at Punggye-ri.",
        "The envoy offered to shut down the plant in Nampho.",
        "Experts called for the closure of the mine in Musan County.",
        "In return for dismantling the reactor at Yongbyon it asked for fuel.",
        "If a rocket is fired from Sohae, planes turn back.",
        "Talks about the production of plutonium at Yongbyon went on in Geneva.",
        "The site at Punggye-ri remains ready for another nuclear test.",
        "The threat to close the zone in Kaesong was repeated.",
    ],
)
def test_plans_wishes_and_topics_are_no_events(read, text):
    assert types(read(text)) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The North agreed to talks and fired two missiles from Wonsan.", "weapons-test"),
        ("Workers began to demolish the cooling tower; the North blew up the tower in Nampho.", "other"),
        ("Police detained two men who would not pay in Hyesan.", "other"),
        ("After weeks of threats the North test-fired a missile from Kusong.", "weapons-test"),
    ],
)
def test_what_was_done_is_an_event_beside_what_was_wished(read, text, kind):
    assert kind in types(read(text))


def test_the_reason_of_a_closure_is_no_second_event_there(only_event):
    text = (
        "The South shut down the zone in Kaesong on Monday in retaliation for a rocket launch in the spring."
    )
    event = only_event(text)
    assert (event.type, event.adm2, str(event.date)) == ("other", "KP0803", "2024-11-18")


def test_a_state_that_has_lasted_for_years_is_no_event(read):
    assert types(read("The tailor's workshop in Kaesong has been closed for nearly three years.")) == []


def test_all_tests_of_the_past_together_are_no_event(read):
    assert types(read("All six nuclear tests have been held at Punggye-ri.")) == []


def test_a_test_site_is_no_test(read):
    assert types(read("The nuclear test site lies north of Kilju.")) == []


def test_what_is_ordered_and_overseen_has_happened(read):
    text = "Kim Jong Un issued an order to conduct a test-fire of a missile and oversaw it on November 3."
    assert [(e.type, str(e.date), e.leader) for e in read(text).events] == [
        ("weapons-test", "2024-11-03", True)
    ]
