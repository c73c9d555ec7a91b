"""Events told in the words of reporters, aid workers and analysts, and sentences in such words that tell none."""

from __future__ import annotations

import pytest


def told(events) -> list[tuple]:
    return [(e.type, e.adm2 or e.adm1, str(e.date) if e.date else None) for e in events]


@pytest.mark.parametrize(
    ("text", "kind", "pcode", "day"),
    [
        ("Police rounded up forty vendors in Tokchon on Monday.", "other", "KP0706", "2024-11-18"),
        ("Agents hauled off a broker from his home in Musan on Nov. 5.", "other", "KP0218", "2024-11-05"),
        ("Manpho was sealed on November 3.", "other", "KP0502", "2024-11-03"),
        ("Rice was changing hands in Sariwon at 5,000 won on Nov. 4.", "other", "KP0801", "2024-11-04"),
        ("Some 20 wagons rattled over the bridge into Onsong on Friday.", "other", "KP0220", "2024-11-15"),
        ("A lorry plunged into a river near Kusong on Nov. 2.", "disaster", "KP0603", "2024-11-02"),
        ("Villagers were plucked from roofs in Kanggye on Nov. 9.", "relief", "KP0501", "2024-11-09"),
        ("The scaffolding has come down at the Anju Pump Factory.", "construction", "KP0703", None),
        ("A housewarming was held in Kusong on Nov. 6.", "inauguration", "KP0603", "2024-11-06"),
        ("상인 셋이 덕천시에서 4일 붙들려 압송됐다.", "other", "KP0706", "2024-11-04"),
        ("사리원시에서 5일 궤도전차가 버스와 충돌해 6명이 다쳤다.", "disaster", "KP0801", "2024-11-05"),
        ("강계시의 다리가 3일 불어난 물에 떠내려갔다.", "disaster", "KP0501", "2024-11-03"),
        ("김 위원장은 5일 사리원시의 상점을 거닐며 빵을 맛봤다.", "inspection", "KP0801", "2024-11-05"),
    ],
)
def test_the_verb_of_a_reporter_gives_the_event(read, text, kind, pcode, day):
    assert told(read(text).events) == [(kind, pcode, day)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A trader crossed the river near Hyesan on Nov. 3.", "other"),
        ("Soldiers crossed the demarcation line near Kaesong on Nov. 3.", "military"),
        ("Inspectors were deployed in Musan on Nov. 3.", "other"),
        ("Tanks were deployed in Musan on Nov. 3.", "military"),
        ("Torrential rain destroyed a bridge in Hamhung on Nov. 3.", "disaster"),
        ("Engineers destroyed a guard post in Cholwon County on Nov. 3.", "military"),
        ("A block of flats under construction in Haeju collapsed on Nov. 3, killing six.", "disaster"),
        ("구성시의 한 아파트 공사장에서 5일 벽이 무너져 4명이 숨졌다.", "disaster"),
    ],
)
def test_who_did_it_and_what_came_of_it_give_the_type(only_event, text, kind):
    assert only_event(text).type == kind


@pytest.mark.parametrize(
    "text",
    [
        "공장은 안주시에서 준공되지 않았다.",
        "안주시에서 공장을 준공하지 못했다.",
        "해주시에서 사고가 발생한 적이 없다.",
        "해주시에서는 사고는 발생하지 않았다.",
        "안주시에서 병원을 건설할 예정이다.",
        "A new training manual was completed in Anju.",
        "North Hamgyong Province focuses on restoring farmland damaged by flood.",
    ],
)
def test_what_did_not_happen_or_is_no_building_is_no_event(read, text):
    assert read(text).events == ()


def test_a_purpose_that_people_strive_for_is_going_on(only_event):
    assert only_event("안주시의 공장에서 생산을 늘이기 위한 투쟁이 벌어지고있다.").type == "production"


def test_only_the_last_clause_of_a_sentence_may_be_only_possible(only_event):
    event = only_event("희천시에서 강이 범람해 공장이 침수됐을 가능성이 있다고 밝혔다.")
    assert (event.type, event.adm2) == ("disaster", "KP0503")


def test_the_place_and_day_of_a_source_are_not_those_of_the_event(only_event):
    event = only_event("19일 함경북도 소식통에 따르면 온성군에서 밀수군이 붙잡혔다.")
    assert (event.adm2, event.date) == ("KP0220", None)
    event = only_event("량강도 소식통은 지난 5일 회령시에서 주민 셋이 체포됐다고 전했다.")
    assert (event.adm2, str(event.date)) == ("KP0203", "2024-11-05")
    event = only_event("Traders were arrested in Onsong, a source who spoke with the paper on Nov. 18 said.")
    assert (event.adm2, event.date) == ("KP0220", None)


@pytest.mark.parametrize(
    "text",
    [
        "지난 2일 촬영된 위성사진에 신포시의 부두공사 모습이 포착됐다.",
        "Images taken on November 2 and November 9 show a wall going up at the Sinpho Shipyard.",
    ],
)
def test_the_days_of_pictures_are_not_those_of_the_works(only_event, text):
    event = only_event(text)
    assert (event.type, event.adm2, event.date) == ("construction", "KP0301", None)


@pytest.mark.parametrize(
    "text",
    [
        "김정은동지께서 보내신 선물을 전달하는 모임이 5일 원산시에서 진행되였다.",
        "김정은의 위임에 따라 최룡해가 5일 원산시의 모임에 참석하였다.",
        "A wreath from North Korean leader Kim Jong Un was laid at a cemetery in Wonsan on Nov. 5.",
        "Kim Jong Un sent presents, and a meeting was held in Wonsan on Nov. 5 to hand them over.",
    ],
)
def test_a_present_or_wreath_from_the_leader_is_not_his_presence(only_event, text):
    event = only_event(text)
    assert (event.adm2, event.leader) == ("KP0401", False)


@pytest.mark.parametrize(
    "text",
    [
        "A meeting took place in Wonsan on Nov. 4. Kim Jong Un appeared on the platform.",
        "Kim Jong Un presided over a meeting in Wonsan on Nov. 4.",
        "Kim Jong Un took part in the launching of a frigate. The event was held on Nov. 4 at Wonsan.",
        "Kim and his daughter visited a shop in Wonsan on Nov. 4. Kim Jong Un praised it.",
        "김정은 위원장이 4일 원산시에서 열린 대회에 참석해 연설했다.",
    ],
)
def test_the_leader_is_present_however_that_is_told(only_event, text):
    event = only_event(text)
    assert (event.adm2, str(event.date), event.leader) == ("KP0401", "2024-11-04", True)


def test_workers_from_a_place_work_elsewhere(only_event):
    assert only_event("Workers from Tanchon are building a dam in Hamhung.").adm2 == "KP0307"


def test_a_river_further_off_does_not_replace_the_place_nearby(only_event):
    event = only_event("An explosion near Tokchon, South Phyongan Province, killed men from the Tumen River.")
    assert event.adm2 == "KP0706"


def test_people_of_a_county_are_named_with_their_province(only_event):
    event = only_event("Police arrested Onsong County residents in North Hamgyong Province on Nov. 4.")
    assert event.adm2 == "KP0220"


def test_who_is_taken_from_a_house_is_taken_in_its_town(only_event):
    assert only_event("Two men were dragged from a shop in Haeju on Nov. 4.").adm2 == "KP0901"


def test_a_caption_tells_where_the_picture_was_published_not_where_it_was_taken(only_event):
    event = only_event(
        "Kim Jong Un gives field guidance at an orchard in Kwail County in this undated photo released by "
        "North Korea's Korean Central News Agency (KCNA) in Pyongyang November 12, 2024."
    )
    assert (event.adm2, event.date, event.leader) == ("KP0919", None, True)


def test_the_place_of_a_visit_may_follow_in_the_next_sentence(only_event):
    event = only_event(
        "North Korean leader Kim Jong Un inspected a shoe factory on Sunday. "
        "During the visit to the Anju Pump Factory, Kim also talked with the staff."
    )
    assert (event.type, event.adm2, str(event.date), event.leader) == (
        "inspection",
        "KP0703",
        "2024-11-17",
        True,
    )


def test_a_korean_sentence_may_tell_what_was_finished_and_what_is_planned(read):
    assert read("해주시에서 공장 착공식이 다음 달 열릴 예정이다.").events == ()
    (event,) = read("해주시에서 3일 공장이 준공됐으며 다음 달 제품을 내놓을 예정이다.").events
    assert (event.type, event.adm2, str(event.date)) == ("inauguration", "KP0901", "2024-11-03")


def codes(extraction) -> list[str | None]:
    return [m.adm2 for m in extraction.mentions if m.kind == "adm2"]


def test_a_bare_korean_county_is_known_from_its_type_word_elsewhere_or_from_what_stands_around_it(read):
    assert codes(read("삭주군에서 5일 시장이 문을 닫았다. 삭주는 국경에 있다.")) == ["KP0621", "KP0621"]
    assert codes(read("북한 녕변에 비가 왔다.")) == ["KP0614"]
    assert codes(read("무산에 가서 광석을 실어 왔다.")) == ["KP0218"]
    assert codes(read("계획이 무산됐다.")) == []


def test_an_unknown_name_does_not_end_a_list_before_a_site_word(read):
    assert codes(read("재령·하성·태탄 광산에서 광석을 캐고있다.")) == ["KP0912", "KP0904"]


def test_a_site_is_found_where_the_next_word_is_glued_to_it(mention):
    found = mention("가. 북창지구탄광연합기업소평안남도에 위치한다.", "북창지구탄광연합기업소")
    assert (found.kind, found.adm2) == ("site", "KP0721")


def test_what_the_leader_said_where_he_is_just_reported_to_be_is_no_second_event(read):
    found = read(
        "Kim Jong Un attended the groundbreaking of a mill in Anju City on November 8. He spoke at the site."
        " Kim Jong Un took part in the work."
    ).events
    assert [(e.type, e.adm2, e.leader) for e in found] == [("groundbreaking", "KP0703", True)]


def test_what_appears_to_have_happened_is_told_and_what_could_have_is_not(read):
    (event,) = read("The officials are believed to have been executed in Hyesan on Nov. 4.").events
    assert (event.type, event.adm2, str(event.date)) == ("other", "KP0101", "2024-11-04")
    assert read("The reactor at Yongbyon could have been restarted on Nov. 4.").events == ()


def test_a_law_named_after_a_site_is_no_place(mention):
    assert mention("2002년에 금강산관광지구법을 채택하였다.", "금강산관광지구").role == "name-part"


def test_the_leader_may_come_to_a_ceremony_some_sentences_later_but_not_to_another_place(read):
    ceremony = "A ceremony was held in Anju City on November 8. The square of Anju was filled with people."
    (event,) = read(f"{ceremony} Flags were flying. Kim Jong Un appeared on the platform.").events
    assert event.leader
    away, *_ = read(f"{ceremony} Rain fell in Haeju City. Kim Jong Un appeared on the platform.").events
    assert not away.leader
