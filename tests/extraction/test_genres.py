"""A text that describes places reports no event; a commentary reports words."""

from __future__ import annotations

import pytest

from geo.extraction.events.genres import Genre, genre_of
from geo.extraction.pipeline import extractor
from geo.model.entities import Article
from geo.text.spans import Text

DESCRIPTIONS = [
    "해주시는 황해남도의 소재지이다. 해주세멘트공장이 있으며 세멘트를 생산한다. 인구는 27만명이다.",
    "북창군에는 화력발전소가 있다. 발전소는 석탄을 쓰고 있으며 대동강기슭에 위치해 있다.",
    "Haeju is the capital of South Hwanghae Province. The Haeju Cement Factory is one of the largest of its kind.",
]


def genre(text: str, **fields: str) -> Genre:
    return genre_of(Article("a", text, **fields), Text(text), extractor().tools(text).rules).genre


@pytest.mark.parametrize("text", DESCRIPTIONS)
def test_what_a_place_has_and_makes_is_no_event(read, text):
    assert genre(text) is Genre.DESCRIPTION
    assert read(text).events == ()


def test_a_description_still_tells_a_dated_opening(read):
    text = "해주시는 항구도시이다. 2009년에 해주호텔을 준공하였다. 해주항은 바다가에 위치해 있다."
    assert [(e.type, e.date_precision) for e in read(text, day=None).events] == [("inauguration", "year")]


def test_a_report_that_also_describes_remains_a_report(read):
    text = "해주시는 황해남도의 소재지이다. 해주시에서 지난 3일 병원이 준공되였다고 조선중앙통신이 보도했다."
    assert genre(text) is Genre.REPORT
    assert [e.type for e in read(text).events] == ["inauguration"]


def test_a_filed_statement_gives_its_reason():
    text = "The spokesman said that the drills in Wonsan were a threat."
    found = genre_of(Article("a", text, topic="statement"), Text(text), extractor().tools(text).rules)
    assert found == (Genre.WORDS, "filed under 'statement'")
