"""The examples of ``docs/what-is-an-event.md`` are read as that page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from geo.extraction.pipeline import extract
from geo.model.entities import BASES, Article
from tests.support import REFERENCE

PAGE = (Path(__file__).parents[2] / "docs" / "what-is-an-event.md").read_text("utf-8")


def examples() -> Iterator[tuple[str, str]]:
    """Sentences of the tables of examples, each with the type that the page gives it, or nothing."""
    part = PAGE[PAGE.index("## What is an event, and what is not") : PAGE.index("## The day")]
    gives = False
    for first, second in re.findall(r"^\| (.+?) \| (.+?) \|$", part, re.MULTILINE):
        if first in ("sentence", "no event"):
            gives = first == "sentence"
        elif not first.startswith("---"):
            yield first, second.split(",")[0] if gives else ""


@pytest.mark.parametrize(("sentence", "kind"), [*examples()])
def test_an_example_gives_the_event_that_the_page_says(sentence: str, kind: str) -> None:
    found = extract(Article("a", sentence, "", date(2024, 11, 20))).events
    assert [event.type for event in found] == [kind] * bool(kind)


def test_the_page_has_every_type_and_basis() -> None:
    for name in (*REFERENCE.event_types, *BASES):
        assert f"| `{name}` |" in PAGE
