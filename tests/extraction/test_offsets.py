"""Offsets count the text that was given, whatever is cleaned in it for reading."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo import Article, extract
from geo.linking.coreference.attribution import credited
from geo.linking.corrections import Ledger, correction_of
from geo.linking.site_register import register
from geo.model.entities import Extraction
from geo.outputs.explanation.explain import as_html, as_text, explain
from geo.outputs.formats import extraction_row
from geo.outputs.review.names import refused_names, unknown_names
from geo.text.normalization import Cleaned, clean, one_line
from tests.support import GAZETTEER, REFERENCE

PARTS = (
    "Kim", "Jong", "Un", "inspected", "the", "Anju", "Pump", "Factory", "in", "Songchon", "County", "Sunghwa-ri",
    "South", "Phyongan", "Province", "on", "November", "8", "2024", ".", ",", "Sŏngch'ŏn", "평안남도", "성천군",
    "지방공업공장이", "준공되였다", "慈江道", "江界市", "A", "ceremony", "was", "held", "flooded", "Unsan",
)  # fmt: skip
BETWEEN = (" ", "  ", "\u00a0", "\t", "\u3000", " \n", "\n", "\r\n", "\r", "\n\n \n", "\u2009\u00a0")
INSIDE = ("\u00ad", "\u200b", "\ufeff", "\x00", "\x0b", "\u2060", "\x7f\u200d")
ODD = ("\ud800", "\udfff", "\u0301", "e\u0301", "\u2011", "\u0958", "\u1112\u1161\u11ab", "\x85", "\u1680")

words = st.sampled_from(PARTS)
as_given = st.builds(
    lambda word, at, mark, decomposed: unicodedata.normalize("NFD" if decomposed else "NFC", word[:at])
    + mark
    + unicodedata.normalize("NFD" if decomposed else "NFC", word[at:]),
    words, st.integers(0, 6), st.sampled_from(("", "", "", *INSIDE)), st.booleans(),
)  # fmt: skip
texts = st.lists(
    st.tuples(st.one_of(as_given, words, words, st.sampled_from(ODD)), st.sampled_from((" ", " ", *BETWEEN))),
    min_size=1,
    max_size=60,
).map(lambda pairs: "".join(word + blank for word, blank in pairs))
origins = st.sampled_from(("string", "file"))


def agree(found: Extraction) -> None:
    """See that an extraction's offsets are those of its article's text, and its answers those of the cleaned one."""
    text = found.article.text
    cleaned = Cleaned.of(found.article)
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.surface
    for event in found.events:
        assert one_line(text[event.quote_start : event.quote_end]) == event.quote
        assert event.text_sha256 == hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    read = extract(replace(found.article, text=cleaned.text, text_origin="string"))
    assert [cleaned.inside(m.start, m.end) for m in found.mentions] == [
        (m.start, m.end) for m in read.mentions
    ]
    assert [clean(m.surface).replace("\n", " ") for m in found.mentions] == [
        m.surface.replace("\n", " ") for m in read.mentions
    ]
    neutral = {"surface": "", "start": 0, "end": 0}
    assert [replace(m, **neutral) for m in found.mentions] == [replace(m, **neutral) for m in read.mentions]
    where = {"quote_start": 0, "quote_end": 0, "text_sha256": ""}
    assert [replace(e, **where) for e in found.events] == [replace(e, **where) for e in read.events]


@settings(max_examples=300, deadline=None)
@given(texts, origins)
@example("Kim Jong Un inspected the Anju\r\nPump  Factory in An\u00adju City on November 8, 2024.", "string")
def test_a_surface_is_the_slice_of_the_text_that_was_given(text, origin):
    agree(extract(Article("a", text, text_origin=origin)))


@settings(max_examples=200)
@given(st.one_of(texts, st.text(max_size=80)), st.data())
def test_a_stretch_of_the_cleaned_text_is_found_again(text, data):
    cleaned = Cleaned(text)
    words_ = [n for n, letter in enumerate(cleaned.text) if not letter.isspace() and letter < "\u0900"]
    if not words_:
        return
    first = data.draw(st.sampled_from(words_))
    last = data.draw(st.sampled_from([n for n in words_ if n >= first]))
    start, end = cleaned.given(first, last + 1)
    assert 0 <= start < end <= len(text)
    assert cleaned.inside(start, end) == (first, last + 1)


@given(st.one_of(texts, st.text(max_size=80)))
def test_a_text_as_cleaned_needs_no_cleaning(text):
    once = Cleaned(text)
    assert Cleaned(once.text).text is once.text
    assert once.text == clean(text)


def one(text: str, **fields: object):
    found = extract(Article("a", text, **fields))
    agree(found)
    return found


def test_runs_of_blanks_before_a_name_count():
    text = "Rain   fell \t on Songchon County."
    (mention,) = one(text).mentions
    assert (mention.start, mention.end) == (text.index("Songchon"), len(text) - 1)


@pytest.mark.parametrize(
    "surface", ["Songchon\u00a0County", "Songchon  County", "Song\u00adchon County", "Songchon\u200b County"]
)
def test_a_name_keeps_the_blanks_and_marks_that_it_has_inside(surface):
    (mention,) = one(f"Rain fell on {surface} today.").mentions
    assert (mention.surface, mention.adm2) == (surface, "KP0717")


def test_marks_at_the_edges_of_a_name_stay_outside_of_it():
    (mention,) = one("Rain fell on \u200bSongchon County\u00ad.").mentions
    assert mention.surface == "Songchon County"


def test_decomposed_hangul_is_read_and_answered_decomposed():
    name = unicodedata.normalize("NFD", "성천군")
    text = unicodedata.normalize("NFD", "평안남도 성천군 지방공업공장 준공식이 19일에 진행되였다.")
    found = one(text)
    assert name in {m.surface for m in found.mentions}
    assert "성천군" in found.events[0].quote


def test_a_zero_width_space_inside_a_decomposed_syllable_does_not_part_it():
    syllables = unicodedata.normalize("NFD", "성천군")
    (mention,) = one(f"평안남도 {syllables[0]}\u200b{syllables[1:]} 지방공업공장").mentions[-1:]
    assert mention.adm2 == "KP0717"


def test_the_lines_of_windows_count_two_characters():
    text = "A title\r\n\r\nRain fell on Songchon County.\r\n"
    (mention,) = one(text).mentions
    assert text[mention.start :] == "Songchon County.\r\n"


WRAPPED = (
    "Kim Jong Un inspected a regional industry factory under construction in Songchon\r\n"
    "County, South Phyongan Province, on November 8, 2024, and saw the machines that\r\n"
    "had been made for it in other parts of the country.\r\n"
)


def test_a_name_that_a_wrapped_line_parts_is_one_name_in_a_file():
    found = one(WRAPPED, text_origin="file")
    assert "Songchon\r\nCounty" in {m.surface for m in found.mentions}
    assert "in Songchon County, South" in found.events[0].quote


def test_the_id_of_an_event_is_made_from_the_quote_as_it_was_read():
    wrapped = one(WRAPPED, text_origin="file").events[0]
    plain = one(WRAPPED.replace("\r\n", " ").strip()).events[0]
    assert wrapped.event_id == plain.event_id
    assert wrapped.text_sha256 != plain.text_sha256


def test_half_of_a_surrogate_pair_counts_one_character():
    text = "\ud800 Rain fell on Songchon County."
    (mention,) = one(text).mentions
    assert mention.start == text.index("Songchon")


def test_a_clean_text_is_read_as_it_is():
    text = "Rain fell on Songchon County.\n\nIt was Sunday."
    assert Cleaned(text).text is text


# What reads texts again with these offsets.

ODD_TEXT = (
    "Kim Jong Un  visited the\u00a0Anju \u00a0Pump Factory\u200b in Anju\u00ad City on November 8, "
    "2024, Yonhap\u00a0 reported.\r\n"
    "Floods hit  Unsan\u00a0County.  The village  of Sung\u00adpho Town was hit too.\n"
)
CLEAN_TEXT = clean(ODD_TEXT)


def both() -> tuple[Extraction, Extraction]:
    return extract(Article("a", ODD_TEXT)), extract(Article("a", CLEAN_TEXT))


def test_whose_word_an_event_is_told_on_is_found_in_an_uncleaned_text():
    odd, plain = both()
    assert plain.events
    credits_ = [[e.attribution for e in credited(f.events, [f.article])] for f in (odd, plain)]
    assert credits_[0] == credits_[1]


def test_sites_are_registered_under_names_without_odd_blanks():
    odd, plain = both()
    assert [(s.name, s.n_events) for s in register([odd])] == [
        (s.name, s.n_events) for s in register([plain])
    ]
    assert register([odd])


def test_names_to_review_are_the_same_and_stand_where_the_text_has_them():
    odd, plain = both()
    assert [n.name for _, _, n in refused_names([odd], GAZETTEER)] == [
        n.name for _, _, n in refused_names([plain], GAZETTEER)
    ]
    found = list(unknown_names([odd], REFERENCE))
    assert [(u[0], u[-1]) for u in found] == [(u[0], u[-1]) for u in unknown_names([plain], REFERENCE)]
    assert [clean(ODD_TEXT[start:end]) for _, _, start, end, _ in found] == [u[0] for u in found]


def test_an_explanation_marks_the_text_that_was_given():
    found = explain(Article("a", "\ud800" + ODD_TEXT))
    assert "Anju \u00a0Pump Factory</a>" in as_html(found)
    assert as_html(found).encode("utf-8")
    assert "Anju Pump Factory  [" in as_text(found)
    assert len(found.readings) == len(extract(Article("a", CLEAN_TEXT)).mentions)


def test_a_name_that_somebody_says_is_no_place_is_met_with_odd_blanks_inside():
    said = {"who": "J. Reader", "when": "2024-11-20", "why": "a family's name"}
    said |= {"action": "alias", "name": "Unsan County", "value": "none"}
    odd, plain = (Ledger([correction_of(said, "c.toml", 1)]).corrected(found).mentions for found in both())
    assert "name-part" in {m.role for m in odd}
    assert [m.role for m in odd] == [m.role for m in plain]


def test_a_row_of_json_names_the_unit_of_its_offsets():
    odd, _ = both()
    row = extraction_row(odd)
    assert row["offsets"] == "code points of text"
    assert "text" not in row
