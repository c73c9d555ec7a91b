"""What a sentence tells and what it only refers to, plans or recalls."""

from __future__ import annotations

import pytest

from geo.geocoding.lookup import lookup
from tests.support import REFERENCE


def told(events) -> list[tuple]:
    return [(e.type, e.adm2 or e.adm1, str(e.date) if e.date else None) for e in events]


def test_each_of_two_places_has_the_day_that_stands_with_it(read):
    text = "Bereaved families visited Hamhung on Sept. 21 and Chongjin two days later."
    assert told(read(text).events) == [("other", "KP0307", "2024-09-21"), ("other", "KP0205", "2024-09-23")]


def test_a_korean_sentence_gives_the_day_before_the_place(read):
    text = (
        "북한군은 지난 5일 용연군 장산곶에서 200여 발을, 6일에는 강령군 등산곶에서 포탄 60여 발을 사격했다."
    )
    assert told(read(text).events) == [
        ("military", "KP0918", "2024-11-05"),
        ("military", "KP0902", "2024-11-06"),
    ]


def test_respectively_pairs_days_with_places(read):
    text = "慈江道东新郡和江原道伊川郡的地方工业工厂竣工仪式分别于12日和13日举行。"
    assert [e.day for e in (d.date for d in read(text).events)] == [12, 13]


def test_two_days_in_a_row_are_one_stay_and_dated_by_the_first(only_event):
    event = only_event("김정은동지께서 8월 8일과 9일 평안북도 의주군을 현지지도하시였다.")
    assert (str(event.date), event.leader) == ("2024-08-08", True)


@pytest.mark.parametrize(
    "text",
    [
        "A ship with relief goods is to leave for Nampho on Wednesday.",
        "The factories would be inaugurated in Maengsan County within the year.",
        "No unusual activity was seen at the Sinpho Shipyard.",
        "통일부는 평양에서 대회를 열 가능성이 크다고 전망했다.",
        "Two plants were praised, both of which were built in Hamhung.",
        "North Korea denied that it had restarted the reactor at Yongbyon.",
        "No flooding was reported in Kanggye.",
        "North Hamgyong Province focuses on restoring farmland damaged by flood.",
    ],
)
def test_what_is_planned_denied_or_recalled_is_no_event(read, text):
    assert read(text).events == ()


def test_the_anniversary_of_an_inspection_is_a_ceremony(only_event):
    text = "A meeting took place in Wonsan on Nov. 9 to mark the tenth anniversary of Kim Jong Un's field guidance."
    assert only_event(text).type == "ceremony"


def test_the_visits_of_dead_leaders_are_history(read):
    text = "One day in August 1963 President Kim Il Sung visited a farm in Pukchong County. He visited the orchard."
    assert read(text).events == ()


def test_where_people_come_from_or_are_sent_is_not_where_it_happens(read):
    text = (
        "A departure ceremony of the brigade to be dispatched to the areas in North Phyongan Province "
        "took place in Pyongyang on August 6."
    )
    assert told(read(text).events) == [("ceremony", "KP1001", "2024-08-06")]
    assert read("A source in North Hamgyong Province told us that a trial was held in Hoeryong.").events[
        0
    ].adm2 == ("KP0203")


def test_builders_who_were_sent_to_counties_are_told_to_work_there(read):
    text = (
        "Soldier-builders dispatched to Usi, Kosan and Onchon counties are carrying out the projects on schedule.\n"
        "Those involved in the construction in Ichon and Orang counties are devoted to it."
    )
    assert told(read(text).events) == [
        ("construction", pcode, None) for pcode in ("KP0514", "KP0404", "KP1103", "KP0414", "KP0215")
    ]


def test_here_is_where_the_report_was_written(only_event):
    event = only_event(
        "Hoeryong, December 24 (KCNA) -- A meeting took place here on Tuesday to mark the day."
    )
    assert (event.adm2, event.rule) == ("KP0203", "here")


def test_similar_ceremonies_are_of_the_kind_just_told(read):
    text = (
        "Factories were inaugurated in Unsan County, South Phyongan Province, on Monday. "
        "Similar ceremonies had taken place in Kujang and Unjon counties, North Phyongan Province, two days earlier."
    )
    assert told(read(text).events) == [
        ("inauguration", "KP0720", "2024-11-18"),
        ("inauguration", "KP0615", "2024-11-16"),
        ("inauguration", "KP0612", "2024-11-16"),
    ]


def test_the_day_of_a_picture_is_not_the_day_of_what_it_shows(only_event):
    event = only_event(
        "Imagery of the Sohae Satellite Launching Station from May 16 shows construction of a pad."
    )
    assert (event.type, event.date) == ("construction", None)


def test_counties_hit_by_a_flood_stand_for_their_province(read):
    text = (
        "Record rainfall on 27 July caused severe flooding in North Phyongan Province. "
        "More than 4,000 houses were inundated in Sinuiju City and Uiju County."
    )
    assert told(read(text).events) == [
        ("disaster", "KP0601", "2024-07-27"),
        ("disaster", "KP0620", "2024-07-27"),
    ]


def test_counties_are_examples_of_what_a_province_does_at_work(read):
    text = (
        "Farmers in Ryanggang Province are harvesting wheat. Taehongdan County is harvesting it quickly. "
        "So does Samjiyon City with its harvest."
    )
    assert told(read(text).events) == [("production", "KP01", None)]


def test_where_a_missile_fell_is_not_where_it_was_fired(read):
    text = "북한이 황해남도 장연 일대에서 쏜 미사일이 함북 앞바다 쪽에 떨어졌다."
    assert told(read(text).events) == [("weapons-test", "KP0905", None)]


def test_items_of_a_press_review_stand_for_themselves(read):
    text = (
        "Pyongyang, October 11 (KCNA) -- Following are major news items:\n"
        "- Senior officials visited the Kumsusan Palace of the Sun to pay homage.\n"
        "- A delegation for the study of the Juche Idea arrived here.\n"
    )
    assert [e.type for e in read(text).events] == ["ceremony", "other"]


def test_a_low_score_makes_an_event_a_candidate(read):
    sure, unsure = (
        read("Kim Jong Un inspected the Anju Pump Factory in Anju City.").events[0],
        read("A contest took place at a plant near the river. A delegation arrived in the province.").events,
    )
    assert (sure.status, unsure) == ("found", ())
    here = read(
        "Pyongyang, May 2 (KCNA) -- A group for the study of the Juche Idea arrived here by air."
    ).events[0]
    assert (here.status, here.rule) == ("candidate", "here")


def test_a_drill_of_the_south_is_none_of_the_north(read):
    found = read("한미 연합군이 강원도 철원에서 7일 실사격 훈련을 실시했다고 국방부가 밝혔다.")
    assert found.events == ()
    assert {m.country for m in found.mentions} == {"KR"}


def test_weekdays_count_from_the_report_s_own_dateline(only_event):
    event = only_event(
        "SEOUL, Nov. 5 (Yonhap) -- North Korea fired a ballistic missile from Sariwon on Tuesday."
    )
    assert (event.adm2, str(event.date)) == ("KP0801", "2024-11-05")


def test_a_missile_from_an_area_of_a_province_is_one_event(read):
    text = "North Korea fired a ballistic missile from the Sariwon area in North Hwanghae Province."
    assert told(read(text).events) == [("weapons-test", "KP0801", None)]


def test_who_presides_over_a_meeting_was_there(read):
    text = "An enlarged meeting was held in Sinuiju on July 29. Kim Jong Un presided over the meeting."
    (event,) = read(text).events
    assert (event.leader, event.adm2) == (True, "KP0601")


def test_the_province_that_only_holds_a_place_comes_after_it():
    assert [place.place_id for place, *_ in lookup("평북 의주군", REFERENCE)] == ["KP0620", "KP06"]


def test_a_ceremony_held_to_inaugurate_is_an_inauguration(read):
    text = "A ceremony was held on May 3 to inaugurate the Haeju City Hospital in South Hwanghae Province."
    assert [e.type for e in read(text).events] == ["inauguration"]


def test_a_rocket_with_a_number_is_no_district(read):
    found = read("The Chollima-1 rocket fell into the sea.")
    assert [m.role for m in found.mentions] == ["name-part"]


def test_a_building_seen_in_its_last_stage_is_inspected_not_opened(read):
    text = "경애하는 김정은동지께서 5월 3일 완공단계에 이른 삼지연시 건설정형을 료해하시였다."
    assert [(e.type, e.adm2) for e in read(text).events] == [("inspection", "KP0107")]


def test_questions_of_heating_are_no_visit(read):
    assert read("량강도의 기후에 맞게 난방문제를 해결하였다고 하시였다.").events == ()


def test_where_steel_is_sent_is_not_where_it_is_made(read):
    text = "천리마제강련합기업소에서 강철생산을 늘이였다. 생산된 강재는 세포군에 보내지고있다."
    assert [e.adm2 for e in read(text).events] == ["KP1107"]


def test_talk_of_damage_elsewhere_is_no_damage(read):
    text = "신의주시가 지난 27일 물난리를 겪었다. 자강도에서도 도로가 끊겼다는 말이 돌고 있다."
    assert [(e.type, e.adm2) for e in read(text).events] == [("disaster", "KP0601")]


def test_the_launch_some_days_before_the_last_has_its_own_day(read):
    text = (
        "North Korea fired two ballistic missiles from the Sunan area of Pyongyang on November 6. "
        "The launch came three days after the North shot a single ballistic missile from Taechon County."
    )
    assert [(e.adm2, str(e.date)) for e in read(text).events] == [
        ("KP1001", "2024-11-06"),
        ("KP0618", "2024-11-03"),
    ]


def test_a_site_and_the_province_it_is_built_in_are_one_opening(read):
    text = "The Hoeyang Army-People Power Station was completed in Kangwon Province on May 3."
    assert [(e.type, e.adm2) for e in read(text).events] == [("inauguration", "KP0410")]


def test_a_longer_term_that_is_none_hides_no_cue_within_it(only_event):
    event = only_event("A missile launched from Jangyon County on November 18 broke apart in flight.")
    assert (event.type, event.adm2) == ("weapons-test", "KP0905")


@pytest.mark.parametrize(
    "then",
    [
        "Kim Jong Un cut the tape at the farm.",
        "Kim Jong Un was present.",
        "Kim Jong Un gave a speech at the ceremony.",
    ],
)
def test_who_was_there_may_be_said_in_the_next_sentence(only_event, then):
    event = only_event(f"The Sinpho City Offshore Farm was inaugurated on November 18. {then}")
    assert (event.type, event.leader, event.actors[0]) == ("inauguration", True, "Kim Jong Un")


@pytest.mark.parametrize(
    "then",
    [
        "Kim Jong Un visited Haeju City on November 19.",
        "Kim Jong Un was not present.",
        "Workers thanked Kim Jong Un.",
        "It was named after a hero. It is large. It is new. Kim Jong Un attended.",
    ],
)
def test_a_leader_elsewhere_absent_or_only_named_was_not_there(read, then):
    event = read(f"The Sinpho City Offshore Farm was inaugurated on November 17. {then}").events[0]
    assert (event.type, event.leader) == ("inauguration", False)


def test_a_test_whose_weapon_was_tested_is_one(only_event):
    event = only_event(
        "A solid-fuel engine was tested at the Sohae Satellite Launching Ground on November 18."
    )
    assert (event.type, event.adm2) == ("weapons-test", "KP0608")


def test_shells_are_fired_from_where_the_guns_stand(read):
    text = "Batteries fired some 200 artillery shells from the area of Jangsan Cape and Deungsan Cape on November 5."
    assert told(read(text).events) == [
        ("military", "KP0918", "2024-11-05"),
        ("military", "KP0902", "2024-11-05"),
    ]


def test_what_is_newly_built_and_inspected_is_not_inaugurated(only_event):
    assert (
        only_event("Kim Jong Un inspected the newly built chicken farm in Hwangju County.").type
        == "inspection"
    )


def test_a_drill_that_goes_on_about_a_launch_is_the_same_happening(only_event):
    event = only_event("Eighteen rockets were fired from Sunan on November 18. Kim Jong Un guided the drill.")
    assert (event.type, event.leader) == ("weapons-test", True)


def test_a_text_that_opens_with_an_old_visit_is_about_that_visit(read):
    text = "김일성동지께서는 1971년 5월 9일 평성시의 식료상점을 찾으시였다. 1980년에도 평성시를 찾으시였다."
    assert [(str(e.date), e.leader) for e in read(text).events] == [("1971-05-09", False)]


def test_a_sum_of_decades_is_history(read):
    text = "지난 40년간 기업소는 많은 일을 하였다. 함흥시에서 제련소건설을 성과적으로 보장하였다."
    assert read(text).events == ()


def test_a_launch_out_at_sea_is_an_event_without_a_place(only_event):
    event = only_event("북한이 17일 동해상으로 순항미사일 두 발을 쐈다고 합참이 밝혔다.")
    assert (event.type, event.adm1, str(event.date)) == ("weapons-test", None, "2024-11-17")


def test_a_launch_at_sea_stands_beside_an_earlier_one_elsewhere(read):
    text = (
        "북한이 17일 동해상으로 탄도미사일을 발사했다. 지난 9일 순안 일대에서 탄도미사일을 쏜 이후 처음이다."
    )
    assert {str(e.date) for e in read(text).events} >= {"2024-11-17"}


def test_somebodys_home_county_is_no_place_of_an_event(read):
    text = "평양에서 14일 가족상봉이 진행되였다. 그의 고향은 평안북도 룡천군이다."
    assert [e.adm2 for e in read(text).events] == ["KP1001"]
