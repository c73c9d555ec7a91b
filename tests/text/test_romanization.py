"""Korean names in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.text.romanization import dprk, fold, is_korean, mccune_reischauer, revised, southern, spellings

HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=6)

# Korean, DPRK, McCune-Reischauer, Revised: as maps and the press print them.
PRINTED = [
    ("성천", "Songchon", "Sŏngch'ŏn", "Seongcheon"),
    ("평양", "Phyongyang", "P'yŏngyang", "Pyeongyang"),
    ("청진", "Chongjin", "Ch'ŏngjin", "Cheongjin"),
    ("함흥", "Hamhung", "Hamhŭng", "Hamheung"),
    ("신의주", "Sinuiju", "Sinŭiju", "Sinuiju"),
    ("원산", "Wonsan", "Wŏnsan", "Wonsan"),
    ("혜산", "Hyesan", "Hyesan", "Hyesan"),
    ("강계", "Kanggye", "Kanggye", "Ganggye"),
    ("북창", "Pukchang", "Pukch'ang", "Bukchang"),
    ("덕천", "Tokchon", "Tŏkch'ŏn", "Deokcheon"),
    ("희천", "Huichon", "Hŭich'ŏn", "Huicheon"),
    ("대동", "Taedong", "Taedong", "Daedong"),
    ("판교", "Phangyo", "P'an'gyo", "Pangyo"),
    ("곽산", "Kwaksan", "Kwaksan", "Gwaksan"),
    ("회령", "Hoeryong", "Hoeryŏng", "Hoeryeong"),
    ("문덕", "Mundok", "Mundŏk", "Mundeok"),
    ("자강", "Jagang", "Chagang", "Jagang"),
    ("백암", "Paekam", "Paegam", "Baegam"),
]


@pytest.mark.parametrize(("korean", "north", "learned", "south"), PRINTED)
def test_a_name_is_spelt_as_each_system_prints_it(korean, north, learned, south):
    assert (dprk(korean), mccune_reischauer(korean), revised(korean)) == (north, learned, south)


@pytest.mark.parametrize(
    ("north", "south"),
    [("룡천", "용천"), ("락랑", "낙랑"), ("녕변", "영변"), ("리원", "이원"), ("평양", "평양")],
)
def test_southern_print_softens_the_first_sound(north, south):
    assert southern(north) == south


def test_kcna_writes_rangnang_and_cholwon_against_the_plain_rule():
    assert "Rangnang" in spellings("락랑")
    assert "Cholwon" in spellings("철원")


def test_older_maps_read_unryul_with_a_double_l():
    assert {"Ŭllyul", "Ŭnnyul"} <= set(spellings("은률"))


@given(HANGUL)
def test_no_hangul_is_left_in_a_romanized_name(korean):
    for write in (dprk, mccune_reischauer, revised):
        assert write(korean)
        assert not is_korean(write(korean))


@given(HANGUL)
def test_spellings_are_unique_and_hold_the_name_itself(korean):
    found = spellings(korean)
    assert len(found) == len(set(found))
    assert korean in found
    assert found[0] == dprk(korean)


@given(HANGUL)
def test_marks_do_not_change_the_key_of_a_name(korean):
    learned = mccune_reischauer(korean)
    assert fold(learned) == fold(learned.replace("'", "’")) == fold(learned.upper())


@given(st.text(max_size=40))
def test_any_text_can_be_romanized_and_folded(text):
    for write in (dprk, mccune_reischauer, revised, southern, fold):
        assert isinstance(write(text), str)
