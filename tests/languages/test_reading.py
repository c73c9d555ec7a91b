"""Only the wording of languages that a text has words of is read; the rest may not change what is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from importlib import import_module
from typing import Any

import pytest

from geo.extraction.events.rules import rules_of
from geo.extraction.pipeline import Extractor, extractor
from geo.languages import LANGUAGES
from geo.languages.base import Language
from geo.languages.combined import combine
from geo.languages.reading import scripts_in, written_in
from geo.model.entities import Article
from geo.reference.context import Reference
from geo.text.scripts import Script

ENGLISH = next(one for one in LANGUAGES if one.id == "en")
_parser: Any = import_module("re._parser")


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("A mill was opened.", {Script.LATIN}),
        ("2.28. - 3.5 m", set()),
        ("o 평양시, 3 m 높이", {Script.HANGUL}),
        ("ICBM 발사", {Script.LATIN, Script.HANGUL}),
        ("Sŏngch'ŏn", {Script.LATIN}),
        ("é", {Script.LATIN}),
        ("北은 평양시", {Script.HANGUL, Script.HAN, Script.KANA}),
    ],
)
def test_the_scripts_of_a_text_are_those_in_which_it_has_words(text: str, scripts: set[Script]) -> None:
    assert scripts_in(text) == scripts


def test_a_text_of_figures_is_read_in_all_languages() -> None:
    assert written_in(LANGUAGES, scripts_in("2.28.")) == LANGUAGES


def test_a_korean_text_with_an_english_name_is_read_in_both_languages() -> None:
    read = written_in(LANGUAGES, scripts_in("KCNA는 보도했다"))
    assert {"en", "ko"} <= {one.id for one in read}


def test_an_english_title_is_read_beside_a_korean_text() -> None:
    reader = extractor()
    assert reader.tools("평양시에서 진행", "Opening of a mill") is not reader.tools(
        "평양시에서 진행", "준공식"
    )


def needs_a_letter(parsed: Iterable[Any]) -> bool:
    """Whether every match of a parsed pattern has a Latin letter."""
    return any(_needs(str(op), value) for op, value in parsed)


def _needs(op: str, value: Any) -> bool:
    if op == "LITERAL":
        return chr(value).isascii() and chr(value).isalpha()
    if op == "SUBPATTERN":
        return needs_a_letter(value[3])
    if op == "ASSERT":
        return needs_a_letter(value[1])
    if op == "BRANCH":
        return all(map(needs_a_letter, value[1]))
    if op in ("MAX_REPEAT", "MIN_REPEAT"):
        return value[0] > 0 and needs_a_letter(value[2])
    if op == "IN":
        return all(
            (str(kind) == "LITERAL" and _needs("LITERAL", what))
            or (str(kind) == "RANGE" and all(_needs("LITERAL", end) for end in what))
            for kind, what in value
        )
    return False


def without_letters(language: Language) -> Iterator[str]:
    """The patterns and words of a language that can match a text without a Latin letter."""
    for block in fields(language.wording):
        held = getattr(language.wording, block.name)
        for one in fields(held):
            value = getattr(held, one.name)
            if isinstance(value, str) and value and not needs_a_letter(_parser.parse(value)):
                yield f"{block.name}.{one.name}"
            if isinstance(value, tuple) and not all(re.search("[A-Za-z]", word) for word in value):
                yield f"{block.name}.{one.name}"
    if not needs_a_letter(_parser.parse(language.dates.on_day)):
        yield "dates.on_day"


def test_english_wording_without_a_letter_is_marked_as_neutral() -> None:
    # The semicolon that divides clauses divides them in Korean, too, which is read in all texts in Hangul or Hanja.
    assert set(without_letters(ENGLISH)) - {"clauses.boundary"} == ENGLISH.neutral


def test_neutral_patterns_hold_between_korean_words() -> None:
    korean = tuple(one for one in LANGUAGES if one.id == "ko")
    patterns = combine(LANGUAGES, korean)
    assert patterns.locations.listed.fullmatch(", ") and not patterns.events.acts.match(" visited")


def in_all_languages(article: Article) -> object:
    """What is found in an article where the rules of all languages are tried."""
    known = Reference.bundled()
    reader = Extractor(known)
    tools = reader.tools(article.text, article.title, article.topic)
    object.__setattr__(tools, "rules", rules_of(LANGUAGES[:3], known.lexicon, known.event_types))
    return reader.extract(article)


@pytest.mark.parametrize(
    "text",
    [
        "A mill was inaugurated in Anju City, South Phyongan Province, on May 2; Kim Jong Un cut the tape.",
        "□ 준공식 진행(5.2. 노동)  o 평안남도 안주시 방직공장 △성천군 △구성시, 자강도; 청년절을 맞으며 진행",
        "조선로동당 총비서 김정은동지께서 8월 28일 안주시의 방직공장을 현지지도하시였다.",
    ],
)
def test_the_wording_of_other_languages_changes_nothing(text: str) -> None:
    article = Article("a", text)
    assert extractor().extract(article) == in_all_languages(article)
