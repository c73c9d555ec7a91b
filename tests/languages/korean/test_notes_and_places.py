"""Korean notes and places as ministries and agencies write them: lists, labels, exceptions, former units."""

from __future__ import annotations

import pytest

NOTED = "2024-06-12"


@pytest.fixture
def told(read):
    """Type, county or province, and day of the events of a note of 12 June 2024."""

    def told(text: str) -> list[tuple[str, str | None, str]]:
        events = read(text, NOTED).events
        return [(e.type, e.adm2_name or e.adm1_name, str(e.date)) for e in events]

    return told


def test_a_comparison_with_a_place_is_no_event_there(told):
    assert told("모든 마을을 삼지연시 수준으로 건설해 가고 있다고 보도했다.") == []


def test_a_place_that_is_excepted_is_not_warned(told):
    assert told("o “10일부터 14일까지 량강도, 자강도를 제외한 지역에 큰비가 내려 침수”") == []


def test_a_warning_of_rain_is_no_disaster(told):
    assert told("기상수문국은 10일 황해남도에 폭우경보를 발령하였다.") == []


def test_the_second_day_of_a_range_follows_the_first(told):
    found = told("10일 오후부터 11일까지 황해남도 안악군에서 큰물로 농경지가 침수됐다.")
    assert found == [("disaster", "Anak", "2024-06-10")]


@pytest.mark.parametrize(
    "text",
    [
        "o “정부 부상을 단장으로 하는 라오스정부대표단이 평양을 방문(6.6.~9.)”",
        "윁남 외무성 대표단이 6일 평양을 방문했다.",
    ],
)
def test_the_visit_of_a_foreign_delegation_is_diplomacy(told, text):
    assert told(text) == [("diplomacy", "Pyongyang", "2024-06-06")]


def test_day_and_place_may_stand_behind_one_label(told):
    text = "□ 김정은, 선수들과 기념촬영(6.10. 노동) * △(일시·장소) 6.9., 평양시 만수대의사당, △(참석) 체육상"
    assert told(text) == [("ceremony", "Pyongyang", "2024-06-09")]


def test_an_item_says_where_the_announced_meeting_was_held(told):
    text = "□ 청년학생들의 집회 진행(6.9, 노동) o △6.8일 평양시청년공원야외극장에서 진행 △학생들 참가"
    assert told(text) == [("ceremony", "Pyongyang", "2024-06-08")]


def test_a_plant_named_after_a_day_in_figures_has_no_day(told):
    found = told("청진시에 있는 3.17일 발전소에서 전기를 생산했다.")
    assert [(kind, place) for kind, place, _ in found] == [("production", "Chongjin")]
    assert "2024-03-17" not in str(found)


def test_lines_of_items_without_a_heading_are_read_one_by_one(told):
    text = (
        "  o 결정 관철을 위한 궐기대회 7일 평안남도·자강도에서 진행(6.8, 노동)"
        "   - “모두가 떨쳐나서자고 열렬히 호소”"
    )
    assert told(text) == [("ceremony", "South Phyongan", "2024-06-07"), ("ceremony", "Jagang", "2024-06-07")]


def test_equipment_for_a_building_site_is_made_elsewhere(told):
    found = told("대안중기계연합기업소에서 단천1호발전소 건설에 필요한 설비 생산을 다그쳤다.")
    assert [place for _, place, _ in found] == ["Taean"]


def test_the_building_of_socialism_builds_nothing(told):
    assert told("황해북도 청년들이 사회주의건설에 떨쳐나서고 있다.") == []


def test_construction_in_a_county_is_no_figure_of_speech(told):
    assert [kind for kind, *_ in told("성천군 건설이 진행되고 있다.")] == ["construction"]


def test_a_mine_whose_name_runs_into_another_word_is_a_mine(told, mention):
    text = "북창군 인포탄광에서 석탄을 캐냈다."
    assert mention(text, "인포탄광").adm2 == "KP0721"
    assert [kind for kind, *_ in told(text)] == ["production"]


def test_a_site_with_a_name_after_its_province_is_found(mention):
    found = mention("자강도 보건산소공장 준공식 진행", "보건산소공장")
    assert (found.kind, found.adm1, found.adm2) == ("site", "KP05", None)


def test_a_former_township_leads_to_its_village(mention):
    found = mention("평안북도 용천군 동산면 태평동에서 태여났다.", "태평동")
    assert (found.kind, found.adm2) == ("locality", "KP0606")


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("압록강기슭에 수영장이 있다.", "압록강"),
        ("청진시 청암구역 방진동앞 섬", "방진동"),
        ("개성관광을 시작했다.", "개성"),
    ],
)
def test_words_that_are_written_together_with_a_place_do_not_hide_it(mention, text, surface):
    assert mention(text, surface).role == "location"


def test_a_province_by_its_name_before_the_division_is_either_half(mention):
    assert mention("함경도에서 가뭄이 들었다.", "함경도").rule == "refused: KP02 or KP03"


def test_people_from_a_university_do_not_place_an_arrest(told):
    text = "평양에서 11일 보안당국이 김책공대 출신 해커들을 체포했다고 소식통이 전했다."
    assert told(text) == [("other", "Pyongyang", "2024-06-11")]


def test_the_place_may_follow_the_day_behind_the_label_of_the_day(told):
    text = "□ 《건재전시회》 개막(노동)  o △(일시) 6.9., 과학기술전당 △(출품) 건재품 200여 종"
    assert told(text) == [("ceremony", "Pyongyang", "2024-06-09")]


def test_the_committee_of_a_county_reports_from_its_county(told):
    assert told("△(태천군당) 국토관리사업을 통해 도로 개건, 다리 보수") == [
        ("construction", "Thaechon", "None")
    ]


@pytest.mark.parametrize("embassy", ["주북 러시아대사관", "북한 주재 베트남 대사관"])
def test_an_embassy_in_the_country_is_in_the_capital(mention, embassy):
    assert mention(f"{embassy}, 기념 연회 진행", embassy).adm2 == "KP1001"


def test_the_leader_may_guide_work_at_no_named_place(read):
    events = read(
        "□ 김정은 위원장, 무인기 사업 지도(노동·중통)  * △6.9. △(동행) 당 군수 총고문", NOTED
    ).events
    assert [(e.type, str(e.date), e.leader) for e in events] == [("inspection", "2024-06-09", True)]


def test_the_end_of_a_time_follows_its_beginning_into_the_next_year(read):
    text = "□ 함흥시 공업전시회 개최(12.28.~1.5.) 진행(노동)"
    assert [str(e.date) for e in read(text, "2024-01-06").events] == ["2023-12-28"]


def test_a_launch_of_which_notice_was_given_is_none(told):
    assert told("북한, 6.13.~6.20. 위성 발사 일본 해상보안청에 6.11. 통보") == []


def test_the_heading_of_a_list_of_places_gives_its_meetings(told):
    text = "o (6.10, 결의모임) △농업근로자(강서구역 청산리) △여맹원(신천박물관 교양마당)"
    assert [place for _, place, _ in told(text)] == ["Kangso", "Sinchon"]
