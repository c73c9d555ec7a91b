"""A sentence may tell several events, each in its own clause; a call tells none."""

from __future__ import annotations

import pytest


def found(events) -> list[tuple]:
    return [(e.type, e.adm2 or e.adm1) for e in events]


@pytest.mark.parametrize(
    "text",
    [
        "원산시에서 병원이 준공되였으며 함흥시에서는 새 거리건설이 시작되였다.",
        "A hospital was inaugurated in Wonsan, while the construction of a new street was started in Hamhung.",
    ],
)
def test_each_clause_has_its_own_event_and_place(read, text):
    assert [where for _, where in found(read(text).events)] == ["KP0401", "KP0307"]
    assert found(read(text).events)[0][0] == "inauguration"


def test_words_of_a_site_name_are_no_cues(read):
    text = "Teachers of Phyongsong University of Education and Sariwon Teachers College were there."
    assert read(text).events == ()


@pytest.mark.parametrize(
    "text",
    [
        "모든 일군들은 원산시의 건설을 다그쳐 올해안으로 끝내야 한다.",
        "함흥시에서 비료생산을 늘이고 원산시에서 건설을 다그쳐야 하겠습니다.",
        "□ 원산시 병원 건설 독려",
    ],
)
def test_a_call_is_no_event(read, text):
    assert read(text).events == ()


def test_what_is_going_on_is_an_event_though_it_is_not_finished(read):
    assert found(read("원산시에서 병원건설이 힘있게 추진되고있다.").events) == [("construction", "KP0401")]


def test_an_older_launch_does_not_lend_its_day(read):
    text = (
        "A rocket was launched from the Sohae Satellite Launching Ground on November 12. Two launches had failed "
        "on May 31 and August 24. Kim Jong Un watched the launch."
    )
    first = read(text).events[0]
    assert (str(first.date), first.leader) == ("2024-11-12", True)
