"""Names in Japanese text: type words, kana with brackets, datelines, and names that mean something else."""

from __future__ import annotations

import pytest

from geo.extraction.pipeline import extract
from geo.model.entities import Article


def places(text: str) -> dict[str, str | None]:
    return {m.surface: m.adm2 or m.adm1 for m in extract(Article("a", text)).mentions if m.role == "location"}


def roles(text: str) -> dict[str, str]:
    return {m.surface: m.role for m in extract(Article("a", text)).mentions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平壌で行われた。", {"平壌": "KP1001"}),
        ("平城で行われた。", {"平城": "KP0701"}),
        ("恵山の市場だ。", {"恵山": "KP0101"}),
        ("豊渓里の近くだ。", {"豊渓里": "KP0211"}),
        ("新義州市から来た。", {"新義州市": "KP0601"}),
        ("長津郡に雪が降った。", {"長津郡": "KP0314"}),
        ("竜川郡と龍川郡は同じだ。", {"竜川郡": "KP0606", "龍川郡": "KP0606"}),
        ("ケソン（開城）に着いた。", {"ケソン（開城）": "KP0803"}),
        ("クソン(亀城)市で見た。", {"クソン(亀城)市": "KP0603"}),
        (
            "ハムギョン（咸鏡）北道のキルジュ（吉州）郡だ。",
            {"ハムギョン（咸鏡）北道": "KP02", "キルジュ（吉州）郡": "KP0211"},
        ),
        ("平壌市内の様子。", {"平壌市": "KP1001"}),
        ("平壌市民の暮らしを見た。", {"平壌": "KP1001"}),
        ("咸鏡北道吉州で起きた。", {"咸鏡北道": "KP02", "吉州": "KP0211"}),
        ("龍川・塩州・鉄山郡に広がった。", {"龍川": "KP0606", "塩州": "KP0607", "鉄山郡": "KP0608"}),
        ("順安区域にある。", {"順安区域": "KP1001"}),
        ("南浦特別市と平壌直轄市だ。", {"南浦特別市": "KP11", "平壌直轄市": "KP1001"}),
    ],
)
def test_a_name_in_japanese_writing_is_its_unit(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "奈良の平城京を訪れた。",
        "徳川の時代の話だ。",
        "高山市は岐阜にある。",
        "東京都江東区で会議があった。",
        "板橋に住んでいる。",
        "江戸の無血開城について語る。",
        "パンヤンという言葉がある。",
        "シンポジウムが開かれた。",
        "温泉で休んだ。",
        "西南浦という地名はここにはない。",
    ],
)
def test_a_word_or_a_place_in_japan_is_no_place_in_the_north(text):
    assert places(text) == {}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("【平壌共同】総書記が視察した。", "平壌"),
        ("【平壌8日発朝鮮中央通信】総書記が視察した。", "平壌"),
        ("平壌発＝総書記が視察した。", "平壌"),
        ("平壌＝共同\n総書記が視察した。", "平壌"),
        ("（平壌 8月5日 朝鮮通信）総書記が視察した。", "平壌"),
        ("【ソウル聯合ニュース】北朝鮮が発表した。", "ソウル"),
        ("【ソウル時事】北朝鮮が発表した。", "ソウル"),
    ],
)
def test_the_place_of_a_dispatch_is_a_dateline(text, place):
    assert roles(text)[place] == "dateline"


def test_the_capital_that_protests_is_the_government():
    assert roles("平壌は米韓の演習に強く反発しています。")["平壌"] == "metonym"
    assert roles("平壌は雪が降っています。")["平壌"] == "location"


def test_a_committee_is_a_body_and_a_person_is_no_county():
    assert roles("咸鏡南道人民委員会が決めたことです。")["咸鏡南道"] == "name-part"
    assert roles("金策は抗日の闘士だった。").get("金策") != "location"
    assert places("金策市で生まれた。") == {"金策市": "KP0202"}


def test_a_county_on_both_sides_of_the_line_is_told_by_its_sentence():
    assert places("北朝鮮の江原道高城郡で見つかった。")["高城郡"] == "KP0406"
    found = extract(Article("a", "韓国の江原道高城郡で見つかった。")).mentions
    assert {m.country for m in found} == {"KR"}


def test_a_site_that_begins_with_its_city_is_in_it():
    assert places("新義州化学繊維工場を見た。") == {"新義州化学繊維工場": "KP0601"}
    assert places("海州市製紙工場を見た。") == {"海州市製紙工場": "KP0901"}


def test_kana_marks_japanese_and_characters_alone_stay_chinese():
    assert places("恵山市に着いた。") == {"恵山市": "KP0101"}
    assert places("新义州市发生洪水。") == {"新义州市": "KP0601"}
    assert places("元山港發生火災。") == {"元山港": "KP0401"}


def test_a_korean_text_that_quotes_kana_stays_korean():
    assert places("평안남도 성천군(成川郡)에서 일본어 ピョンヤン 표기를 보았다.")["성천군"] == "KP0717"


def test_a_japanese_and_a_korean_paragraph_are_each_read():
    found = places("平壌で行事があった。\n평안남도 성천군에서 공장이 준공되였다.")
    assert found["平壌"] == "KP1001"
    assert found["성천군"] == "KP0717"
