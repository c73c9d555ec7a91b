"""On whose word a report tells: named publishers, the state's media as a whole, datelines, and what is no quote."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.extraction.pipeline import extract
from geo.linking.coreference.attribution import attribution, credited
from geo.model.entities import Article
from geo.text.spans import Text
from tests.support import REFERENCE

YONHAP = REFERENCE.publishers.named("Yonhap News Agency")
KCNA = REFERENCE.publishers.named("KCNA")


def word_of(body: str, own=YONHAP, part: str = "") -> str:
    start = body.index(part) if part else 0
    found = attribution(Text(body), start, start + len(part or body), own)
    return str(found) if found else ""


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Kim Jong Un visited Songchon County on Monday, the Korean Central News Agency reported.", "KCNA"),
        ("According to the North's official KCNA, a factory opened in Anju City.", "KCNA"),
        ("The Rodong Sinmun, the party's organ, said the factory in Anju City was opened.", "Rodong Sinmun"),
        ("State media said Tuesday that a factory opened in Anju City.", "state media"),
        ("A missile was fired from Sunan, South Korea's Joint Chiefs of Staff said.",
         "Joint Chiefs of Staff, South Korea"),
        ("A factory opened in Anju City, Korean Central Television showed.", "Korean Central Television"),
        ("조선중앙통신은 김정은이 8일 안주시 공장을 현지지도했다고 9일 보도했다.", "KCNA"),
        ("노동신문에 따르면 안주시에서 공장 준공식이 열렸다.", "Rodong Sinmun"),
        ("북한 관영매체들은 안주시에서 준공식이 열렸다고 전했다.", "state media"),
        ("합동참모본부는 북한이 순안에서 미사일을 발사했다고 밝혔다.", "Joint Chiefs of Staff, South Korea"),
        ("(서울=연합뉴스) 북한이 순안에서 미사일을 발사했다고 합동참모본부가 밝혔다.",
         "Joint Chiefs of Staff, South Korea"),
        ("북한은 준공식이 안주시에서 열렸다고 조선중앙통신을 통해 9일 보도했다.", "KCNA"),
        ("Yonhap reported that KCNA said a factory opened in Anju City.", "KCNA"),
    ],
)  # fmt: skip
def test_a_sentence_that_names_its_source_is_not_the_outlets_own(sentence: str, name: str) -> None:
    assert word_of(sentence) == f"{name}; named in the sentence"


@pytest.mark.parametrize(
    "sentence",
    [
        "Kim Jong Un visited Songchon County on Monday.",
        "Yonhap has learned that a factory opened in Anju City, it said.",
        "State media did not report the flood in Sinuiju City.",
        "북한 매체는 신의주시 홍수를 보도하지 않았다.",
        "A delegation of KCNA visited the factory in Anju City.",
        "Satellite imagery shows a new building in Anju City.",
        "소식통은 안주시 공장이 멈췄다고 전했다.",
        "평양 려명거리 준공식이 열렸다고 주민들이 전했다.",
        "미국 국방부는 미사일이 순안에서 발사됐다고 밝혔다.",
        "China's Foreign Ministry said that the bridge at Sinuiju City was opened.",
    ],
)
def test_a_sentence_without_another_voice_is_the_outlets_own(sentence: str) -> None:
    assert word_of(sentence) == ""


def test_the_sentences_beside_it_say_whom_it_cites() -> None:
    report = "A factory opened in Anju City on Monday."
    assert word_of(f"{report} Kim was there, KCNA said.", part=report) == "KCNA; named in the sentence after"
    assert word_of(f"KCNA reported a visit. {report}", part=report) == "KCNA; named in the sentence before"
    assert (
        word_of(f"KCNA reported a visit. Much was said. {report} More came. KCNA said so.", part=report) == ""
    )


def test_the_sentence_beside_it_may_say_which_of_the_states_media_it_was() -> None:
    report = "A factory opened in Anju City, state media reported."
    assert (
        word_of(f"{report} KCNA said that Kim was there.", part=report) == "KCNA; named in the sentence after"
    )
    assert (
        word_of(f"{report} Reuters said that Kim was there.", part=report)
        == "state media; named in the sentence"
    )


def test_what_an_outlet_saw_for_itself_is_its_own_though_others_are_named_beside_it() -> None:
    seen = "Satellite images show floods in Sinuiju City."
    assert word_of(f"KCNA reported rain. {seen}", part=seen) == ""


@pytest.mark.parametrize(
    "body",
    [
        "Pyongyang, May 2 (KCNA) -- A factory opened in Anju City.",
        "【평양 5월 2일발 조선중앙통신】안주시에서 공장이 준공되였다.",
        "A factory opened in Anju City. " + "Much was said. " * 20 + "(KCNA)",
    ],
)
def test_an_agencys_dateline_or_credit_makes_the_text_the_agencys(body: str) -> None:
    part = next(s for s in ("A factory opened in Anju City.", "안주시에서 공장이 준공되였다.") if s in body)
    assert word_of(body, part=part) == "KCNA; dateline or credit line"
    assert word_of(body, KCNA, part) == ""


def test_state_media_do_not_quote_themselves() -> None:
    assert word_of("KCNA said the state media reported it.", KCNA) == ""
    assert word_of("According to Rodong Sinmun, a factory opened in Anju City.", KCNA).startswith("Rodong")


def test_events_carry_publisher_class_and_voice() -> None:
    body = "The Anju Pump Factory was inaugurated in Anju City, KCNA reported."
    by_name = extract(Article("a", body, date=date(2024, 5, 2), source="연합뉴스"))
    by_host = extract(Article("b", body, url="https://www.example.org/b", source="연합뉴스"))
    first, other = credited([*by_name.events, *by_host.events], [by_name.article, by_host.article])
    assert (first.publisher, first.source_class) == ("Yonhap News Agency", "South Korean agency")
    assert (other.publisher, other.source_class) == ("example.org", "")
    assert first.attribution == other.attribution == "KCNA; named in the sentence"


@given(st.text(max_size=200), st.integers(0, 199), st.integers(0, 199))
def test_any_text_has_an_answer(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    found = attribution(Text(text), start, min(len(text), start + length), YONHAP)
    assert found is None or found.publisher != YONHAP.name


@pytest.mark.parametrize("word", ["KCNA ", "according to ", "조선중앙통신은 ", "(KCNA", "state media "])
def test_a_text_without_sentences_is_read_in_time(word: str) -> None:
    body = word * 200_000
    begun = process_time()
    for start in range(0, 1_000_000, 50_000):
        attribution(Text(body), start, start + 500, YONHAP)
    assert process_time() - begun < 5
