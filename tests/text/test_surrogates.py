"""Escapes of JSON that stand for no character."""

import json

from hypothesis import given
from hypothesis import strategies as st

from geo.text.surrogates import without_lone_surrogates

ANY = st.text(st.characters(exclude_categories=[]) | st.sampled_from("\\ud8\ud800\udc00\U0001f680"))


@given(ANY)
def test_what_is_read_holds_no_halves_and_all_other_characters_as_they_were(text: str) -> None:
    read, count = without_lone_surrogates(json.dumps(text))
    whole = json.loads(json.dumps(text))  # joins halves that stand side by side
    wanted = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in whole)
    assert json.loads(read) == wanted
    assert count == sum("\ud800" <= c <= "\udfff" for c in whole)
