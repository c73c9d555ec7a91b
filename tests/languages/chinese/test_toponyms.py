"""Names in Chinese characters, in Korean print and in Chinese reports."""

from __future__ import annotations

import datetime

import pytest

from geo.extraction.pipeline import extract
from geo.model.entities import Article
from tests.support import GAZETTEER


def named(text: str) -> dict[str, str | None]:
    return {m.surface: m.adm2 or m.adm1 for m in extract(Article("a", text)).mentions if m.role == "location"}


def test_hanja_in_brackets_name_the_same_county_as_the_korean_before_them():
    assert named("평안남도 성천군(成川郡)에서") == {
        "평안남도": "KP07",
        "성천군": "KP0717",
        "成川郡": "KP0717",
    }


def test_simplified_and_full_characters_name_the_same_city():
    assert named("新义州发生洪水。") == {"新义州": "KP0601"}
    assert named("新義州市的居民") == {"新義州市": "KP0601"}


def test_a_county_whose_name_is_a_common_word_needs_its_type_word():
    assert named("长江和高山") == {}
    assert named("江原道高山郡") == {"江原道": "KP04", "高山郡": "KP0404"}


def test_the_two_unsan_counties_differ_in_characters():
    assert named("云山郡和殷山郡") == {"云山郡": "KP0617", "殷山郡": "KP0720"}


def test_a_party_committee_is_a_body_in_chinese_too():
    (mention,) = extract(Article("a", "平安南道人民委员会发表了。")).mentions
    assert mention.role == "name-part"


def test_a_chinese_report_tells_of_an_inspection_its_day_and_its_place():
    text = "新华社平壤7月14日电 朝鲜最高领导人金正恩13日视察了平安南道成川郡的地方工业工厂建设工地。"
    found = extract(Article("a", text, date=datetime.date(2024, 7, 14)))
    assert found.mentions[0].role == "dateline"
    (event,) = found.events
    assert (event.type, str(event.date), event.adm2, event.leader) == (
        "inspection",
        "2024-07-13",
        "KP0717",
        True,
    )


def test_a_factory_that_begins_with_its_city_is_in_it():
    assert named("罗先市水产工厂竣工。") == {"罗先市水产工厂": "KP0201"}


@pytest.mark.parametrize("unit", [u for level in ("adm1", "adm2") for u in GAZETTEER.units(level)], ids=str)
def test_every_unit_is_found_by_its_characters(unit):
    names = [
        n for n, found in GAZETTEER.names.items() for f in found if f.form == "hanja" and f.place == unit
    ]
    assert names or unit.place_id in ("KP0919", "KP0727")  # Kwail, Tukjang: none that we are sure of
    for name in names:
        assert unit in GAZETTEER.find(name)
