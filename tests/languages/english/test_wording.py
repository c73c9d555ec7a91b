"""Events told in other words than those of state media."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The rocket blasted off from Sohae on Monday.", "weapons-test"),
        ("The second test began at dawn from an airfield near Kusong.", "weapons-test"),
        ("The test took place near Sinpo on Sunday.", "weapons-test"),
        ("Two annexes have gone up at the mill in Anju City, pictures from space suggest.", "construction"),
        ("The reactor at Yongbyon has resumed operations.", "production"),
        ("The port of Rajin was sealed off last week.", "other"),
        ("Three traders were arrested in Hyesan City.", "other"),
        ("The families were sent to a prison camp in Yodok County.", "other"),
        ("The North is kicking out all managers from the zone in Kaesong.", "other"),
        ("Soldiers opened fire near Hoeryong City.", "military"),
        ("A bus crashed in Anju City on Friday.", "disaster"),
        ("The storm made landfall at Kimchaek City.", "disaster"),
        ("An outbreak of measles was reported in Hamhung City.", "disaster"),
        ("The army launched emergency operations in Uiju County.", "relief"),
        ("Thousands marched through the square in Wonsan City.", "ceremony"),
        ("Inspectors of the UN have arrived in Pyongyang.", "diplomacy"),
        ("The vessel made its way to Rajin.", "other"),
        ("A department store opened its doors in Sariwon City.", "inauguration"),
    ],
)
def test_everybody_s_words_for_an_event_give_its_type(read, text, kind):
    assert [event.type for event in read(text).events] == [kind]


def test_a_demolition_is_military_only_at_the_border(read):
    tower = read("The North demolished the cooling tower in Nyongbyon County.").events
    roads = read("The North blew up the roads at the border in Kaesong City.").events
    assert ([e.type for e in tower], [e.type for e in roads]) == (["other"], ["military"])


def test_a_weapon_that_is_moved_is_a_military_event(only_event):
    assert only_event("A missile was being moved near Wonsan on Thursday.").type == "military"
    assert only_event("Containers were moved at Rajin on Thursday.").type == "other"


def test_a_ship_is_launched_without_a_weapons_test(only_event):
    assert only_event("The yard in Chongjin City launched a new destroyer.").type == "ceremony"
    assert only_event("The yard in Chongjin City launched a destroyer, which capsized.").type == "other"


def test_the_leader_is_meant_by_his_surname_after_his_full_name(only_event):
    text = "Kim toured a brickyard in Anju City. The leader, Kim Jong Un, was pleased."
    event = only_event(text)
    assert (event.type, event.leader) == ("inspection", True)


def test_somebody_else_s_journey_is_no_inspection(read):
    assert [e.type for e in read("A Swiss envoy travelled to Pyongyang on Monday.").events] == ["diplomacy"]
    assert read("Tourists strolled through Haeju City.").events == ()


def test_a_visit_to_another_country_is_no_event(read):
    assert read("Ties have warmed since Kim Jong Un visited Mongolia.").events == ()


def test_players_whom_the_leader_meets_are_no_diplomats(read):
    assert "diplomacy" not in [e.type for e in read("Kim Jong Un met the players in Pyongyang.").events]


def test_a_sentence_that_goes_on_about_a_ceremony_takes_its_type(only_event):
    text = "A ceremony to open a clinic was held in Nampho with Kim Jong Un present. It took place in Onchon County."
    event = only_event(text)
    assert (event.type, event.adm2, event.leader) == ("inauguration", "KP1103", True)


@pytest.mark.parametrize(
    ("text", "adm2"),
    [
        ("A fire broke out in Songchon County, 60 km northeast of Pyongyang.", "KP0717"),
        ("A fire broke out in Songchon County near Pyongyang.", "KP0717"),
        ("A missile was fired from a field near Kusong.", "KP0603"),
        ("Floods hit Uiju County, across the river from Dandong, north of Sinuiju.", "KP0620"),
        ("A truck heading for Hamhung crashed in Munchon City.", "KP0402"),
    ],
)
def test_what_lies_near_or_on_the_way_is_no_place_of_the_event(only_event, text, adm2):
    assert only_event(text).adm2 == adm2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A photo released on November 12 shows a mill that was opened to visitors in Anju City.", None),
        ("The mill in Anju City was rebuilt, and more is expected to follow on November 12.", None),
        ("The mill in Anju City was to be rebuilt by the end of October; a fire broke out there.", None),
        ("A missile was fired from Wonsan at 6:40 a.m., the military said Wednesday.", "2024-11-20"),
    ],
)
def test_a_day_belongs_to_what_happened_on_it(only_event, text, day):
    found = only_event(text).date
    assert (str(found) if found else None) == day
