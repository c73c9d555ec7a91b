"""Chinese texts in traditional characters report what the same texts in simplified ones do."""

from __future__ import annotations

from datetime import date

import pytest

from geo.extraction.pipeline import extract
from geo.model.entities import Article
from tests.support import REFERENCE


@pytest.mark.parametrize(
    ("simplified", "traditional", "kind", "county"),
    [
        ("金正恩在成川郡出席了地方工业工厂开工仪式。", "金正恩在成川郡出席了地方工業工廠開工儀式。",
         "groundbreaking", "KP0717"),
        ("金正恩视察了咸兴市的一家工厂。", "金正恩視察了咸興市的一家工廠。", "inspection", "KP0307"),
    ],
)  # fmt: skip
def test_an_event_in_traditional_characters_is_the_one_in_simplified_characters(
    simplified: str, traditional: str, kind: str, county: str
) -> None:
    for text in (simplified, traditional):
        found = extract(Article("a", text, date=date(2024, 11, 20)), reference=REFERENCE)
        assert [(e.type, e.adm2, e.leader) for e in found.events] == [(kind, county, True)], text
