"""Traditional characters report the events that simplified ones do; the line above an article dates the paper."""

from __future__ import annotations

import datetime

import pytest

from geo.extraction.pipeline import extract
from geo.model.entities import Article


@pytest.mark.parametrize(
    ("simplified", "traditional", "kind"),
    [
        ("平安南道成川郡农场举行开工仪式。", "平安南道成川郡農場舉行開工儀式。", "groundbreaking"),
        ("金正恩在平安南道成川郡视察农场。", "金正恩在平安南道成川郡視察農場。", "inspection"),
        ("平安北道龟城市医院举行竣工仪式。", "平安北道龜城市醫院舉行竣工儀式。", "inauguration"),
        ("咸镜北道会宁市遭台风侵袭。", "咸鏡北道會寧市遭颱風侵襲。", "disaster"),
        ("朝鲜从平壤顺安地区发射了导弹。", "朝鮮從平壤順安地區發射了導彈。", "weapons-test"),
    ],
)
def test_traditional_characters_give_the_events_of_simplified_ones(simplified, traditional, kind):
    found = [[(e.type, e.adm2) for e in extract(text).events] for text in (simplified, traditional)]
    assert found[0] == found[1]
    assert found[1][0][0] == kind


@pytest.mark.parametrize(
    "text",
    [
        "주체108(2019)년 5월 7일 《로동신문》\n강원도 고산군에서 농장이 준공되였다.",
        "주체108(2019)년 5월 7일 《로동신문》 강원도 고산군에서 농장이 준공되였다.",
        "주체108(2019)년 5월 7일 화요일 《로동신문》 1면\n강원도 고산군에서 농장이 준공되였다.",
        "2019年5月7日《劳动新闻》平安南道成川郡农场举行了竣工仪式。",
    ],
)
@pytest.mark.parametrize("origin", ["string", "file"])
def test_the_day_of_a_paper_above_a_sentence_is_not_that_of_the_happening(text, origin):
    article = Article("a", text, date=datetime.date(2019, 5, 8), text_origin=origin)
    assert [e.date for e in extract(article).events] == [None]


def test_a_day_beside_the_days_of_the_paper_still_dates_the_happening():
    text = "주체108(2019)년 5월 7일 《로동신문》\n강원도 고산군에서 6일 농장 준공식이 진행되였다."
    (event,) = extract(Article("a", text, date=datetime.date(2019, 5, 7))).events
    assert str(event.date) == "2019-05-06"
