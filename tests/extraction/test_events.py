"""What happened, when and before whom."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kim Jong Un inspected a factory in Anju City.", "inspection"),
        ("Kim Jong Un gave field guidance to farms in Anak County.", "inspection"),
        ("A ground-breaking ceremony took place in Hamju County.", "groundbreaking"),
        ("Farmers moved into new houses in Sinchon County.", "inauguration"),
        ("A foodstuff factory was inaugurated in Kusong City.", "inauguration"),
        ("Houses are under construction in Uiju County.", "construction"),
        ("The harvest began in Jaeryong County.", "production"),
        ("North Korea fired a ballistic missile from Sukchon County.", "weapons-test"),
        ("A military parade was held in Pyongyang.", "military"),
        ("Floods hit Uiju County.", "disaster"),
        ("Supplies were sent for the recovery in Sinuiju City.", "relief"),
        ("A concert to celebrate the day was given in Haeju City.", "ceremony"),
        ("A delegation held talks in Pyongyang.", "diplomacy"),
        ("김정은이 성천군에서 착공식에 참석하였다.", "groundbreaking"),
        ("성천군 지방공업공장을 현지지도하시였다.", "inspection"),
    ],
)
def test_a_cue_gives_the_type(only_event, text, kind):
    assert only_event(text).type == kind


def test_the_article_this_project_started_from(read):
    text = (
        "On Tuesday, North Korean leader Kim Jong Un conducted an on-site inspection of a regional industry factory "
        "under construction in Songchon County, South Phyongan Province.\n"
        "North Korea held its first groundbreaking ceremony for the regional-industry factories under construction "
        "in Songchon County, South Phyongan Province, on February 28th, with Kim in attendance."
    )
    inspection, ground = read(text).events
    assert (inspection.type, str(inspection.date), inspection.adm2) == ("inspection", "2024-11-19", "KP0717")
    assert inspection.site == "regional industry factory under construction"
    assert (ground.type, str(ground.date), ground.adm2) == ("groundbreaking", "2024-02-28", "KP0717")
    assert inspection.leader and ground.leader
    without = read(text, day=None).events
    assert [e.adm2 for e in without] == ["KP0717", "KP0717"]
    assert [e.date for e in without] == [None, None]
    assert without[0].date_rule == "no article date to count the weekday from"


def test_the_quote_is_the_sentence_and_begins_after_the_dateline(only_event):
    event = only_event("Pyongyang, November 9 (KCNA) -- A mill was inaugurated in Haeju City.\nIt is big.")
    assert event.quote == "A mill was inaugurated in Haeju City."


def test_the_reports_own_day_is_not_the_day_of_the_event(only_event):
    event = only_event("Pyongyang, November 9 (KCNA) -- A mill was inaugurated in Haeju City.")
    assert (event.date, event.date_rule) == (None, "no date in the sentence")


def test_a_later_sentence_dates_the_event(only_event):
    event = only_event(
        "New houses were built in Kumdae Farm in Rangnang District.\nThe ceremony took place on Nov. 8."
    )
    assert str(event.date) == "2024-11-08"


def test_the_date_in_a_sites_name_is_no_date(only_event):
    event = only_event("Kim Jong Un visited the April 25 Hostel on August 16.", day="2024-08-17")
    assert str(event.date) == "2024-08-16"


def test_an_inauguration_after_a_ground_breaking_is_an_inauguration(only_event):
    text = "A mill in Haeju City was inaugurated on Friday, ten months after the ground-breaking ceremony."
    assert only_event(text).type == "inauguration"


@pytest.mark.parametrize(
    ("text", "leader"),
    [
        ("Kim Jong Un visited Anju City.", True),
        ("A mill was inaugurated in Anju City with Kim Jong Un in attendance.", True),
        ("A mill in Anju City opened, was inaugurated and Kim Jong Un cut the ribbon.", True),
        ("Under the guidance of Kim Jong Un a mill was inaugurated in Anju City.", False),
        ("A mill was inaugurated in Anju City thanks to Kim Jong Un.", False),
    ],
)
def test_the_leader_is_there_only_where_the_text_says_so(only_event, text, leader):
    assert only_event(text).leader is leader


def test_others_who_were_there_are_actors(only_event):
    event = only_event("Pak Thae Song, premier of the DPRK, inspected a mill in Anju City with Ri Il Hwan.")
    assert event.actors == ("Pak Thae Song", "Ri Il Hwan")


@pytest.mark.parametrize(
    ("text", "day", "rule"),
    [
        (
            "Kim Jong Un visited a mill in Kanggye, KCNA reported Wednesday.",
            None,
            "the sentence dates only its report",
        ),
        ("Kim Jong Un visited a mill in Kanggye on Monday, KCNA said on Tuesday.", "2024-11-18", "weekday"),
        (
            "김정은이 지난 15일 신의주시 공장을 현지지도했다고 통신이 16일 보도했다.",
            "2024-11-15",
            "day-of-month",
        ),
    ],
)
def test_the_day_on_which_it_was_said_is_not_the_day_it_happened(only_event, text, day, rule):
    event = only_event(text)
    assert (str(event.date) if event.date else None, event.date_rule) == (day, rule)


@pytest.mark.parametrize(
    "text",
    [
        "Kim Jong Un did not attend the ceremony in Hyesan City.",
        "A study of the speech made by the respected fatherly Marshal Kim Jong Un was held in Haeju City.",
    ],
)
def test_being_named_is_not_being_there(read, text):
    assert not any(e.leader for e in read(text).events)


def test_he_is_the_leader_just_named(read):
    text = "Kim Jong Un arrived at Wonsan City on Monday. He inspected a shipyard in Munchon City."
    assert [e.leader for e in read(text).events if e.adm2 == "KP0402"] == [True]


def test_a_message_received_is_no_guest(read):
    assert read("Kim Jong Un received a letter from the president of Cuba in Pyongyang.").events == ()


def test_children_from_flood_hit_areas_are_no_flood(read):
    events = read("Schoolchildren from flood-hit areas visited a palace in Pyongyang.").events
    assert all(e.type != "disaster" for e in events)


def test_names_glued_to_the_leaders_do_not_become_actors(only_event):
    event = only_event("ComradeKim Jong Uninspected a mill in Anju City with Pak Jong Chon.")
    assert event.actors == ("Kim Jong Un", "Pak Jong Chon")


def test_a_better_rule_for_the_place_leaves_the_id_as_it_is(read):
    text = "A mill was inaugurated in Haeju City."
    assert read(text).events[0].event_id == read(text, day=None).events[0].event_id


def test_launching_a_campaign_tests_no_weapon(read):
    events = read("Students launched a motivation campaign in Jagang Province.").events
    assert all(e.type != "weapons-test" for e in events)


def test_messages_and_commentaries_tell_of_nothing_done(read):
    assert read("Kim Jong Un sent a message of greeting to Haeju City.").events == ()
    assert read("A mill was inaugurated in Haeju City.", topic="News Commentary").events == ()


def test_history_of_decades_ago_is_no_event(read):
    assert read("In October 1953 a factory was inaugurated in Haeju City.").events == ()


def test_a_province_that_says_where_a_county_is_has_no_event_of_its_own(only_event):
    assert only_event("A mill was inaugurated in Sinchon County, South Hwanghae Province.").adm2 == "KP0911"


def test_each_place_of_a_list_has_its_event(read):
    events = read("Ceremonies took place in Haeju City, Anju City and Kangwon Province.").events
    assert {e.adm2 or e.adm1 for e in events} == {"KP0901", "KP0703", "KP04"}


def test_an_event_known_to_no_place_is_kept_and_says_so(only_event):
    event = only_event("Kim Jong Un oversaw the test-fire of a new missile on Thursday.")
    assert (event.adm1, event.geo_precision, event.rule) == (None, "country", "no place in the sentence")


def test_ids_are_stable_and_differ_between_events(read):
    text = "Kim Jong Un visited Anju City on Monday.\nA mill was inaugurated in Haeju City."
    once, again = read(text).events, read(text + "\nMore was said elsewhere.").events
    assert [e.event_id for e in once] == [e.event_id for e in again]
    assert len({e.event_id for e in once}) == 2


def test_the_headline_gives_way_to_the_report(only_event):
    title = "Kim Jong Un Inspects Songchon Factory"
    event = only_event(
        f"{title}\nKim Jong Un inspected a factory in Songchon County on Tuesday.", title=title
    )
    assert event.quote.startswith("Kim Jong Un inspected a factory")
