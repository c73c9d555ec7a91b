"""Notes in items, as ministries and agencies write them: each item is a report with its own place and day."""

from __future__ import annotations

import pytest

from geo.text.spans import Text


def found(events) -> list[tuple]:
    return [(e.type, e.adm2 or e.adm1, str(e.date) if e.date else None) for e in events]


def test_items_within_a_line_are_sentences_of_their_own():
    text = "□ 준공식 진행(9.4. 노동)  o △문덕군(9.2.) △룡강군(9.3.)"
    starts = Text(text).starts
    assert [text[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)] == [
        "□ 준공식 진행(9.4. 노동)", "o △문덕군(9.2.)", "△룡강군(9.3.)",
    ]  # fmt: skip


def test_english_hyphens_and_bullets_do_not_make_a_note():
    assert Text("A T-54 - an old tank - was shown. * Not here.").starts == [0, 34]


def test_a_list_shares_the_predicate_of_its_last_item(read):
    text = "* 최근 △함경북도 명천군(9.2.) △황해남도 룡연군(9.3.) △남포시 룡강군(9.5.) 병원 준공"
    assert found(read(text).events) == [
        ("inauguration", "KP0213", "2024-09-02"),
        ("inauguration", "KP0918", "2024-09-03"),
        ("inauguration", "KP1104", "2024-09-05"),
    ]


def test_a_list_takes_event_and_day_from_the_line_that_introduces_it(read):
    text = "□ 8.4. 평남 지역 집중호우(8.4, 조중TV) o △순천시(0시~6시) 98mm △개천시(0시~7시) 104.5mm"
    assert found(read(text).events) == [
        ("disaster", "KP0705", "2024-08-04"),
        ("disaster", "KP0704", "2024-08-04"),
    ]


def test_a_label_gives_the_day_of_the_whole_note(read):
    text = "□ 함흥시 기관차 공장 준공식 진행(중통) * (일시) 10.17. (참석) 내각총리 o “새 공장”"
    assert {str(e.date) for e in read(text).events} == {"2024-10-17"}


@pytest.mark.parametrize(
    "text",
    [
        "□ 평성시 병원 준공식 진행(11.5. 노동·중통)",
        "□ 평성시 병원 준공식 진행(11.4. 중통, 11.5. 노동)",
        "□ 평성시 병원 준공식 진행(11.4~5, 노동)",
        "평성시 병원 준공식 진행(2024/11/5, 4면)",
    ],
)
def test_the_day_beside_a_medium_is_the_day_of_the_report(only_event, text):
    assert only_event(text).date is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("□ 평성시 병원 준공식(11.3.) 진행(11.5. 노동)", "2024-11-03"),
        ("□ 11.3. 평성시 병원 준공식 진행(노동)", "2024-11-03"),
        ("평성시에서 병원 준공식이 3일 열렸다.", "2024-11-03"),
        ("공사를 시작한지 8일 만에 평성시에서 병원이 준공되였다.", None),
        ("23일만에 평성시의 병원이 준공되였다.", None),
        ("평성시에서 4.5배의 능력을 가진 병원이 준공되였다.", None),
    ],
)
def test_days_in_figures_are_told_from_numbers_and_spans(only_event, text, day):
    date = only_event(text).date
    assert (str(date) if date else None) == day


def test_a_month_is_known_to_the_month(only_event):
    event = only_event("지난 10월 어느날 김정은위원장이 함흥시의 식료공장을 찾으시였다.")
    assert (str(event.date), event.date_precision) == ("2024-10-01", "month")


def test_a_label_gives_the_place_of_the_whole_note(only_event):
    event = only_event("□ 전국기술혁신보고회 진행(11.5. 노동) o △(장소) 함흥시 △(참석) 내각부총리")
    assert event.adm2 == "KP0307"


def test_the_province_of_an_opening_adds_no_building_of_its_own(read):
    text = "□ 강원도 원산시 병원 준공식 진행(11.5. 노동) o “강원도에 또 하나의 현대적인 병원 건설”"
    assert found(read(text).events) == [("inauguration", "KP0401", None)]


def test_a_day_as_first_item_dates_the_note_and_its_title(read):
    text = (
        "김정은 위원장, 공장 현지지도\n□ 김정은 위원장, 공장 현지지도(11.5. 노동) * △11.3. △(동행) 당 비서들"
    )
    assert [(e.type, str(e.date)) for e in read(text).events] == [("inspection", "2024-11-03")]
