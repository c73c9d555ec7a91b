"""What is named in a text, and as what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.extraction.pipeline import extract
from geo.model.entities import Article
from geo.text.normalization import clean
from tests.support import GAZETTEER


def role(read, text: str, surface: str) -> set[str]:
    return {m.role for m in read(text).mentions if m.surface == surface}


def test_a_dateline_is_no_place_of_the_story(read):
    text = "Pyongyang, November 19 (KCNA) -- Farms in Songchon County sent grain to Pyongyang."
    assert role(read, text, "Pyongyang") == {"dateline", "location"}


def test_a_korean_dateline_is_known(read):
    assert role(read, "(평양 11월 19일발 조선중앙통신) 성천군에서 착공식이 있었다.", "평양") == {"dateline"}


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("The North Hwanghae Provincial Committee of the Workers' Party of Korea met.", "North Hwanghae"),
        ("The Pyongyang Times wrote of it.", "Pyongyang"),
        ("Comrade Kim Chaek fell in 1951.", "Kim Chaek"),
        ("The great Chollima march goes on.", "Chollima"),
        ("South Phyongan and South Hwanghae provincial brigades made blocks.", "South Phyongan"),
        ("The Pyongyang Municipal People's Committee decided.", "Pyongyang"),
        ("Members of the Mangyongdae Art Troupe sang.", "Mangyongdae"),
    ],
)
def test_a_place_in_the_name_of_a_person_a_body_or_a_movement_is_none(read, text, surface):
    assert "location" not in {m.role for m in read(text).mentions if surface in m.surface}


def test_the_capital_speaks_for_the_government_abroad_but_not_in_its_own_press(read):
    assert role(read, "Pyongyang said it would answer.", "Pyongyang") == {"metonym"}
    assert role(read, "Pyongyang has resumed its tests.", "Pyongyang") == {"metonym"}
    own = "Pyongyang, May 2 (KCNA) -- Work goes on.\nPyongyang has solved its housing problem."
    assert role(read, own, "Pyongyang") == {"dateline", "location"}


def test_the_type_word_makes_a_person_s_name_a_county(mention):
    assert mention("A farm in Kim Jong Suk County", "Kim Jong Suk County").adm2 == "KP0103"
    assert mention("Snow fell on Kim Chaek City.", "Kim Chaek City").adm2 == "KP0202"


def test_a_site_s_name_swallows_the_place_in_it(read):
    found = [m.surface for m in read("Workers of the Kanggye Farm Machine Factory met the plan.").mentions]
    assert found == ["Kanggye Farm Machine Factory"]


@pytest.mark.parametrize(
    ("text", "site", "adm2"),
    [
        ("the Kim Chaek Iron and Steel Complex", "Kim Chaek Iron and Steel Complex", "KP0205"),
        ("at Kim Chaek University of Technology", "Kim Chaek University of Technology", "KP1001"),
        ("the Ryongsong Machine Complex", "Ryongsong Machine Complex", "KP0307"),
        ("the Sinuiju Cosmetics Factory", "Sinuiju Cosmetics Factory", "KP0601"),
        ("the Jadong Farm in Yonggwang County", "Jadong Farm", "KP0311"),
        ("the Taedae Vegetable Farm in Waudo District of Nampho", "Taedae Vegetable Farm", "KP1102"),
        ("from the Sohae Satellite Launching Ground", "Sohae Satellite Launching Ground", "KP0608"),
        ("at Sariwon Kye Ung Sang University", "Sariwon Kye Ung Sang University", "KP0801"),
    ],
)  # fmt: skip
def test_sites_are_known_by_their_form_and_bound_to_their_county(mention, text, site, adm2):
    found = mention(f"They worked {text}.", site)
    assert (found.kind, found.adm2) == ("site", adm2)


def test_farms_of_a_list_are_all_in_the_county_that_ends_it(read):
    text = "Houses were built at Majon and Naeho farms in Hamhung City, South Hamgyong Province."
    sites = {m.surface: m.adm2 for m in read(text).mentions if m.kind == "site"}
    assert sites == {"Majon": "KP0307", "Naeho": "KP0307"}


def test_counties_of_a_list_share_their_type_word(read):
    text = "Unhung, Pochon and Phungso counties threshed wheat."
    assert [m.adm2 for m in read(text).mentions] == ["KP0109", "KP0106", "KP0112"]


def test_north_and_south_hamgyong_are_two_provinces(read):
    text = "Meetings took place in North and South Hamgyong provinces."
    assert {m.adm1 for m in read(text).mentions} == {"KP02", "KP03"}


def test_names_of_leaders_glued_to_their_neighbours_do_not_hide_a_site(mention):
    text = "ComradeKim Jong Unvisited Pyongyang Teachers Training College."
    assert mention(text, "Pyongyang Teachers Training College").adm2 == "KP1001"


def test_a_ri_is_a_village_of_the_county_that_the_text_names(mention):
    found = mention("Houses in Sunghwa-ri, Unsan County, South Phyongan Province", "Sunghwa-ri")
    assert (found.kind, found.adm2) == ("locality", "KP0720")


def test_korean_names_keep_their_particles_to_themselves(read):
    text = "평안남도성천군에서 사업이 진행되였다. 북창화력발전련합기업소를 찾았다."
    found = {m.surface: m.adm2 or m.adm1 for m in read(text).mentions}
    assert found == {"평안남도": "KP07", "성천군": "KP0717", "북창화력발전련합기업소": "KP0721"}


def test_a_county_s_party_committee_is_a_body_in_korean_too(read):
    assert role(read, "성천군당위원회 책임비서가 참석하였다.", "성천군") == {"name-part"}


def test_a_korean_site_after_its_county_is_in_it(read):
    text = "성천군 옥도협동농장에서 추수가 끝났다. 강서구역의 청산농장도 끝냈다."
    sites = {m.surface: m.adm2 for m in read(text).mentions if m.kind == "site"}
    assert sites == {"옥도협동농장": "KP0717", "청산농장": "KP1106"}


def test_a_county_without_type_word_is_one_where_something_happens_in_it(read):
    assert [m.adm2 for m in read("온성에서 추수를 끝냈다.").mentions] == ["KP0220"]
    assert read("온천에서 쉬였다.").mentions == ()  # a hot spring


def test_a_korean_dateline_in_brackets_is_one(read):
    assert role(read, "【신의주 11월 18일발 조선중앙통신】 의주군에서 착공식이 있었다.", "신의주") == {
        "dateline"
    }


def test_in_at_the_head_of_a_sentence_is_no_family_name(mention):
    assert mention("In Wonsan, Kim Jong Un inspected a shipyard.", "Wonsan").adm2 == "KP0401"


def test_a_factory_keeps_its_own_city_when_only_the_province_is_added(mention):
    found = mention("the Sinuiju Cosmetics Factory in North Pyongan Province", "Sinuiju Cosmetics Factory")
    assert found.adm2 == "KP0601"


def test_a_comma_ends_the_name_of_a_site(read):
    text = "He arrived in Songchon yesterday, factory workers said."
    assert [m.surface for m in read(text).mentions] == ["Songchon"]


@pytest.mark.parametrize(
    "text",
    [
        "The Ka" + "ae" * 40 + "x Factory",
        "Kangwon Kangwon",
        "Kangwon Province, " * 1500,
        "Kosong County, " * 5000,
        "성천공장 " * 10000,
        "Songchon County " + "groundbreaking ceremony " * 10000,
    ],
    ids=["syllables", "twice", "provinces", "shared", "korean", "cues"],
)
def test_no_text_is_too_deep_or_too_long_to_read(read, text):
    assert read(text) is not None


def test_foreign_factories_are_not_ours(read):
    text = "The Fukushima Atomic Power Plant and the Yaroslavl Railway Station are elsewhere."
    assert [m for m in read(text).mentions if m.country == "KP" and m.adm1] == []


PIECES = st.lists(
    st.one_of(
        st.sampled_from(sorted(n for n in GAZETTEER.names if len(n) > 1)[::7]),
        st.sampled_from(
            "County City Province Farm Factory and , of in the North South Kim Jong Un visited . \n -- (KCNA) "
            "on Tuesday November 19 farms counties 군 시 에서 공장 현지지도 No. 3 's “ ” …".split(" ")
        ),
        st.text(max_size=6),
    ),
    max_size=30,
)


@settings(max_examples=300, deadline=None)
@given(PIECES, st.sampled_from([" ", "", ", "]))
def test_whatever_the_text_offsets_point_at_what_was_said(pieces, glue):
    text = glue.join(pieces)
    found = extract(Article("x", text))
    assert found == extract(Article("x", text))
    for m in found.mentions:
        assert text[m.start : m.end] == m.surface
        assert m.adm2 is None or m.adm1 == m.adm2[:4]
        assert 0 <= m.score <= 1
        assert m.rule
    assert [m.start for m in found.mentions] == sorted(m.start for m in found.mentions)
    for e in found.events:
        assert clean(text[e.quote_start : e.quote_end]) == e.quote
        assert e.date_rule and e.rule


def test_a_unit_named_after_a_person_is_one_in_a_list_of_counties(mention):
    text = "Factories are being built in Kim Hyong Jik and Songchon counties."
    assert (mention(text, "Kim Hyong Jik").role, mention(text, "Kim Hyong Jik").adm2) == (
        "location",
        "KP0104",
    )
    alone = "Comrades Kim Hyong Jik and Kim Chaek were remembered in Songchon County."
    assert mention(alone, "Kim Hyong Jik").role == "name-part"
