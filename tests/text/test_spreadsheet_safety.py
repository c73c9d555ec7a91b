"""No text of an article comes alive as a formula, and none is changed by the protection."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.text.spreadsheet_safety import guarded, unguarded

STARTS = "=+-@\uff1d\uff0b\uff0d\uff20"


@given(
    st.text(alphabet=st.characters(categories=["Cf", "Cc", "Zs", "Mn", "L"]) | st.sampled_from("='" + STARTS))
)
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert unguarded(guarded(text, figures=True)) == text


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize(
    "unseen",
    ["\u200b", "\ufeff", "\u00a0", " ", "\u2060", "\u00ad", "\u200f", "\x00", "\u3164", "\u200b \u2063"],
)
def test_a_formula_behind_characters_that_nobody_sees_is_protected(unseen: str, start: str) -> None:
    assert guarded(f"{unseen}{start}HYPERLINK(1)").startswith("'")


def test_every_format_character_of_unicode_counts_as_unseen() -> None:
    controls = (chr(c) for c in range(0x10000) if unicodedata.category(chr(c)) == "Cf")
    # Signs of number and verse are drawn.
    drawn = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
    assert [hex(ord(c)) for c in controls if c not in drawn and not guarded(f"{c}=1").startswith("'")] == []


def test_words_and_signed_numbers_stay_as_they_are() -> None:
    for text in ("Songchon County", "-3.5", "+850212345", "a=b", "평안남도 성천군", "\u200bSongchon"):
        assert guarded(text) == text
