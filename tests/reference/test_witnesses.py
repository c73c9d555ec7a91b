"""The script that counts the articles which say in which county a place is."""

from __future__ import annotations

import importlib.util
import json
import sys

import pytest

from geo.model.entities import Article
from tests.support import GAZETTEER, ROOT


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("witnesses", ROOT / "data" / "build" / "witnesses.py")
    module = importlib.util.module_from_spec(spec)
    path = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = path
    return module


def test_articles_are_counted_by_name_and_county(script):
    texts = [
        "The Kuthan Farm in Songhwa County sent rice.",
        "The Kuthan Farm in Songhwa County and the Nosuch Farm in Anak County sent rice.",
        "Floods hit Sinhung-ri in Tongrim County.",
    ]
    seen, printed = script.witnesses(Article(str(number), text) for number, text in enumerate(texts))
    assert seen["kuthanfarm"] == {"KP0907": {"0", "1"}}
    assert printed["sinhungri"] == "Sinhung-ri"
    lines = script.report(seen, printed, GAZETTEER)
    assert any(line.startswith("KP0907 Kuthan Farm (구탄농장): 0, 1") for line in lines["more"])
    assert any(line.startswith("Nosuch Farm: Anak KP0910 (1)") for line in lines["candidates"])
    assert any("Sinhung-ri" in line and "Tongrim KP0609" in line for line in lines["contradictions"])


def test_the_list_of_activities_is_read_with_its_days(script, tmp_path):
    path = tmp_path / "activities.json"
    path.write_text(
        json.dumps([{"nes_ymd": "20240101", "nes_cn": "\r\n 공장 시찰 \r\n 상세보기"}]), encoding="utf-8"
    )
    assert [(a.id, a.text) for a in script.articles([path])] == [("activity-20240101-0", "공장 시찰")]
