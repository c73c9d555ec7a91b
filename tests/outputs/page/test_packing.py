"""Texts packed for the page come back as they were."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.outputs.page.chunks import pack_texts
from geo.outputs.page.packing import Words, as_letters, deflate, pack
from tests.support.packing_reader import bytes_of, inflate, spelled, texts

text = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.binary())
def test_bytes_come_back_from_their_letters(content: bytes) -> None:
    assert bytes_of(as_letters(content)) == content


@given(st.binary(max_size=60))
def test_letters_are_safe_in_a_script_element(content: bytes) -> None:
    letters = as_letters(content)
    assert letters.isascii()
    assert letters.isprintable()
    assert not set(letters) & set('"\\< ')


@given(st.lists(text, max_size=20), text)
def test_a_text_comes_back_from_its_codes(known: list[str], other: str) -> None:
    words = Words(known * 9)
    for one in (*known, other, other * 300):
        assert spelled(words.code(one), list(words.listing)) == one


def test_a_long_run_of_hangul_without_a_code_comes_back() -> None:
    run = "평안남도성천군지방공업공장건설착공식" * 40
    assert spelled(Words([]).code(run), []) == run


def test_a_run_without_codes_is_cut_between_letters() -> None:
    coded = Words([]).code("漢" * 300)
    at = 0
    while at < len(coded):
        coded[at + 2 : at + 2 + coded[at + 1]].decode("utf-8")
        at += 2 + coded[at + 1]


def test_the_words_that_are_used_often_have_the_shortest_codes() -> None:
    words = Words(["the Songchon County Foodstuff Factory of the county"] * 50)
    assert max(len(words.code(word)) for word in words.listing) == 1
    assert len(words.code("the Songchon County Foodstuff Factory of the county")) < 10


def test_a_lone_surrogate_becomes_a_question_mark_everywhere() -> None:
    assert inflate(pack("a\ud800")) == b"a?"
    assert spelled(Words([]).code("a\ud800"), []) == "a?"


@pytest.mark.parametrize("separator", ["\x1c", "\x1d", "\x1e", "\x1f"])
def test_a_separator_within_a_title_does_not_shift_the_rows(separator: str) -> None:
    frame = pd.DataFrame(
        {"title": [f"Salt{separator}works", "Onchon"], "quote": ["one", "two"], "source_title": ["a", "b"]}
    )
    packed = {**pack_texts(frame, [[], ["r-1"]])}
    found = texts(packed, 0)
    assert found["title"][1] == "Onchon"
    assert found["title"][0].split() == ["Salt", "works"] or found["title"][0] == f"Salt{separator}works"
    assert found["quote"] == ["one", "two"]
    assert found["source_title"] == ["a", "b"]
    assert found["records"] == [[], ["r-1"]]


@given(st.lists(st.tuples(text, text, text, st.lists(text.filter(bool))), min_size=1, max_size=8))
def test_rows_come_back_as_they_were(rows: list[tuple[str, str, str, list[str]]]) -> None:
    frame = pd.DataFrame(rows, columns=["title", "site", "quote", "actors"], dtype=object)
    found = texts(pack_texts(frame, [[] for _ in rows]), 0)
    blank = str.maketrans("\x1e\x1f\x1c", "   ")
    for name in ("title", "site", "quote"):
        assert [v.translate(blank) for v in found[name]] == [v.translate(blank) for v in frame[name]]


def test_deflating_is_what_the_browser_inflates() -> None:
    assert inflate(as_letters(deflate(b"Songchon"))) == b"Songchon"
