"""Sentences as agencies, think tanks and broadcasters write them: what is told, where, and what only accompanies it."""

from __future__ import annotations

import pytest

WRITTEN = "2024-06-12"


@pytest.fixture
def told(read):
    """Type and county or province of the events of a text of 12 June 2024."""

    def told(text: str) -> list[tuple[str, str | None]]:
        return [(e.type, e.adm2_name or e.adm1_name) for e in read(text, WRITTEN).events]

    return told


@pytest.mark.parametrize(
    "text",
    [
        "South Korea held a drill simulating a strike on the North's Punggye-ri nuclear site.",
        "North Korea has ceased missile launches as well as nuclear tests at Punggye-ri.",
        "The diplomat had only asked for relief in exchange for closing the complex at Yongbyon.",
        "Pak Chol Su, owner of a clothes manufacturing company in Kaesong, went home on Monday.",
    ],
)
def test_what_is_only_spoken_of_is_no_event(told, text):
    assert told(text) == []


def test_a_promise_that_was_kept_is_an_event(told):
    text = "In May the North followed through on its pledge to blow up the tunnels at Punggye-ri, state media said."
    assert told(text) == [("other", "Kilju")]


def test_a_nuclear_test_without_a_place_was_at_the_test_site_that_the_text_names(told):
    text = "Tunnels run under the mountain at Punggye-ri. The nuclear test on June 9 was felt in China."
    assert told(text) == [("weapons-test", "Kilju")]


def test_a_nuclear_test_stays_without_a_place_where_no_site_is_named(told):
    assert told("North Korea conducted a nuclear test on June 9.") == [("weapons-test", "")]


def test_an_artificial_quake_is_a_test(told):
    assert told("An artificial earthquake was detected near Punggye-ri on June 9.") == [
        ("weapons-test", "Kilju")
    ]


def test_a_quake_of_the_earth_is_a_disaster(told):
    assert told("A natural earthquake shook Kilju County on June 9.") == [("disaster", "Kilju")]


def test_a_missile_that_blew_up_was_a_test(told):
    assert told("A missile launched near Sinpo blew up seconds later on June 9.") == [
        ("weapons-test", "Sinpho")
    ]


def test_an_office_that_was_blown_up_was_none(told):
    assert told("The North blew up the liaison office in Kaesong on June 9.") == [("military", "Kaesong")]


def test_the_delivery_of_a_decision_brings_no_relief(told):
    assert told("Officials delivered their decision on June 9 to the factory managers in Kaesong.") == []


def test_the_complex_is_the_zone_named_before(told):
    text = (
        "The Kaesong industrial zone stood idle on Monday, officials said. "
        "The North has pulled its workers out of the complex."
    )
    assert told(text) == [("other", "Kaesong")]


def test_an_institute_of_somebody_who_comments_is_no_site_of_the_event(read):
    text = "A missile was fired from Sinpo on June 9, said Ann Lee, an expert at the Northfield Institute of Strategy."
    assert [(e.adm2_name, e.site) for e in read(text, WRITTEN).events] == [("Sinpho", None)]


def test_sites_of_a_list_have_their_common_word(read):
    text = "Houses were completed at Yanggok and Manjong farms in Paekam County, Ryanggang Province."
    assert {e.site for e in read(text, WRITTEN).events} <= {"Yanggok Farm", "Manjong Farm"}


def test_the_leader_of_another_event_was_not_at_this_one(read):
    text = (
        "Families were transferred to a camp in Yodok County, South Hamgyong Province. "
        "Kim Jong Un had shown the general's head to officials after executing him by firing squad."
    )
    assert [e.leader for e in read(text, WRITTEN).events if e.adm2_name == "Yodok"] == [False]


def test_a_performance_test_is_no_performance(read):
    text = "Kim Jong Un oversaw a performance test of drones of the Academy of Defence Sciences on June 10."
    assert [(e.type, str(e.date), e.leader) for e in read(text, WRITTEN).events] == [
        ("inspection", "2024-06-10", True)
    ]


def test_efforts_on_building_are_construction(told):
    text = "The counties of Musan and Yonsa have concentrated their efforts on building schools."
    assert told(text) == [("construction", "Musan"), ("construction", "Yonsa")]


def test_the_souths_print_of_a_cemetery_is_the_same_site(mention):
    assert mention("대성산혁명열사릉을 찾아 화환을 진정했다.", "대성산혁명열사릉").adm2 == "KP1001"


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("A camp near Hwaseong in North Hamgyong province was closed.", "Hwaseong"),
        ("함경북도 화성에서 산불이 났다.", "화성"),
    ],
)
def test_a_former_name_beside_its_province_is_the_unit_of_today(mention, text, surface):
    assert mention(text, surface).adm2 == "KP0214"


def test_the_district_of_the_capital_keeps_its_name(mention):
    assert mention("평양 화성지구에서 준공식이 진행되였다.", "화성지구").adm2 == "KP1001"


def test_the_place_and_day_of_one_clause_hold_for_the_next_that_refers_to_them(read):
    text = (
        "A launch took place on Friday at Sinpo South Shipyard, a paper said, "
        "noting that Kim Jong Un was that day visiting a workshop at the same shipyard."
    )
    found = {(e.type, e.adm2_name, str(e.date)) for e in read(text, WRITTEN).events}
    assert found == {("weapons-test", "Sinpho", "2024-06-07"), ("inspection", "Sinpho", "2024-06-07")}


def test_a_dam_is_a_site(mention):
    found = mention("북한이 예고 없이 황강댐 수문을 열었다.", "황강댐")
    assert (found.kind, found.adm2) == ("site", "KP0818")


def test_a_site_word_makes_a_chinese_name_a_place(mention):
    assert mention("北仓火电厂正常运行。", "北仓火电厂").adm2 == "KP0721"
