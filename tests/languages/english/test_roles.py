"""What a place name stands for in English reports from abroad: a dateline, a government, a weapon, a team."""

from __future__ import annotations

import pytest

from geo.languages.english.roles import is_dateline, is_team, is_weapon


@pytest.mark.parametrize(
    "text",
    [
        "KAESONG, North Korea (Agency) — A gate was shut.",
        "KAESONG, North Korea -- A gate was shut.",
        "KAESONG - A gate was shut.",
        "KAESONG, North Korea Officials shut a gate.",
        "KAESONG, March 4 (Wire) -- A gate was shut.",
        "Kaesong, North Korea (Agency) - A gate was shut.",
    ],
)
def test_agencies_begin_a_report_with_the_city_where_it_was_written(mention, text):
    assert mention(text, text[:7]).role == "dateline"


def test_a_second_report_in_one_text_has_a_dateline_of_its_own(mention):
    text = "Rain fell all day. SEOUL, South Korea — Nobody was surprised."
    assert mention(text, "SEOUL").role == "dateline"


def test_a_city_at_the_beginning_of_a_sentence_is_no_dateline(mention):
    assert mention("Kaesong was quiet on Monday.", "Kaesong").role == "location"
    assert not is_dateline("HAEJU was quiet.", 0, 5)


def test_an_event_is_not_at_the_city_of_the_dateline(only_event):
    event = only_event(
        "PYONGYANG, North Korea (Agency) — A mill was opened to visitors in Haeju City on Monday."
    )
    assert event.adm2 == "KP0901"


def test_here_in_a_report_from_seoul_is_no_place_in_the_north(read):
    text = "SEOUL, South Korea (Agency) — A meeting on the North was held here on Monday. Wonsan is a port."
    assert read(text).events == ()


@pytest.mark.parametrize(
    "text",
    [
        "Pyongyang closed its embassy.",
        "Pyongyang later recalled its envoy.",
        "Pyongyang on Tuesday scrapped the pact.",
        "Officials put pressure on Pyongyang.",
        "The treaty obliges, and nobody told Pyongyang.",
    ],
)
def test_a_capital_that_acts_or_is_dealt_with_is_the_government(mention, text):
    assert mention(text, "Pyongyang").role == "metonym"


@pytest.mark.parametrize(
    "text", ["Pyongyang celebrated all night.", "Snow fell in Pyongyang.", "Pyongyang streets"]
)
def test_a_capital_with_streets_and_feasts_is_the_city(mention, text):
    assert mention(text, "Pyongyang").role == "location"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two Musudan missiles rolled past.", "Musudan"),
        ("Experts say it was a Musudan, with a range of 3,000 km.", "Musudan"),
        ("A Sinpo-class submarine lay in dock.", "Sinpo"),
        ("The Musudan intermediate-range ballistic missile flew far.", "Musudan"),
    ],
)
def test_weapons_and_ships_named_after_places_are_no_places(mention, text, name):
    assert mention(text, name).role == "name-part"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Missiles left the Sinpo missile base.", "Sinpo"),
        ("It came from Musudan missiles were seen at.", "Musudan"),
    ],
)
def test_a_base_or_an_origin_is_a_place(text, name):
    start = text.index(name)
    assert not is_weapon(text, start, start + len(name))


def test_provinces_that_play_against_each_other_are_teams(mention):
    text = "A volleyball match between North and South Phyongan provinces ended late."
    assert mention(text, "South Phyongan").role == "name-part"
    assert is_team("the final between Anju and Haeju", 27)
    assert not is_team("a road between Anju and Haeju", 15)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Nampho-class corvette sailed.", "Nampho"),
        ("A Kangwon-type boat was seen.", "Kangwon"),
        ("The frigate Nampho left port.", "Nampho"),
        ("The cargo ship 'Songchon' ran aground.", "Songchon"),
    ],
)
def test_a_ship_or_class_of_ships_named_after_a_place_is_no_place(mention, text, name):
    assert mention(text, name).role == "name-part"


@pytest.mark.parametrize("text", ["They left the ship in Nampho.", "The destroyer at Nampho was new."])
def test_a_place_where_a_ship_is_stays_a_place(mention, text):
    assert mention(text, "Nampho").role == "location"
