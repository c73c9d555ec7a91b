"""Korean units as people write them: outdated type words, Southern spelling, lists before a site word."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("surface", "adm2"),
    [("삼지연군", "KP0107"), ("단천군", "KP0302"), ("은율군", "KP0908"), ("영변군", "KP0614")],
)
def test_outdated_and_southern_forms_are_found(mention, surface, adm2):
    assert mention(f"{surface}에서 공사가 진행되고있다.", surface).adm2 == adm2


def test_names_of_a_list_before_one_site_word_are_units(read):
    text = "은파·연산·운산 탄광에서 생산이 늘었다고 신문이 전했다."
    assert [m.surface for m in read(text).mentions] == ["은파", "연산", "운산"]


def test_a_county_after_its_city_is_one_place(read):
    events = read("개성시 장풍군에서 병원이 준공되였다.").events
    assert [e.adm2 for e in events] == ["KP0804"]


def test_kosong_beside_the_souths_army_is_in_the_south(mention):
    assert mention("강원도 고성군 민통선 안에서 육군이 훈련했다.", "고성군").country == "KR"
