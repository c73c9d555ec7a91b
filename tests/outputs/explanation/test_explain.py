"""Why an article was read as it was."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from geo.cli import main
from geo.model.entities import Article
from geo.outputs.explanation.explain import as_html, as_text, explain

TEXT = "Rain fell on Unsan County.\nComrade Kim Chaek was remembered at the Songjang Farm in Janggang County."


def test_a_refused_name_shows_its_candidates_and_the_rules_that_gave_no_place():
    words = as_text(explain(Article("a", TEXT)))
    assert "candidates: Unsan (KP0617); Unsan (KP0720)" in words
    assert "not resolved  by refused: KP0617 or KP0720" in words
    assert "parent-named: gives no place" in words


def test_a_site_shows_which_rule_placed_it_and_what_the_others_gave():
    words = as_text(explain(Article("a", TEXT)))
    assert "in-named-unit: gives Janggang (KP0507), score 0.95" in words
    assert "person: makes it a name-part" in words


def test_an_event_shows_why_its_type_place_and_date():
    words = as_text(explain(Article("a", "Kim Jong Un inspected a mill in Haeju City on Tuesday.")))
    assert "unknown (no precision): no article date to count the weekday from" in words
    assert "leader present" in words


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "$title ${x}", '"><b>']
)
def test_the_page_shows_hostile_text_as_text(payload):
    page = as_html(explain(Article("a", f"{payload} Haeju City {payload}", title=payload)))
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="#m1"' in page
    assert "Content-Security-Policy" in page


def test_the_explanation_is_of_what_extraction_gives(read):
    found = explain(Article("test", TEXT))
    assert [r.mention for r in found.readings] == list(read(TEXT, day=None).mentions)


def test_the_command_explains_in_the_terminal_and_as_a_page(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    assert main(["explain", str(path)]) == 0
    assert "Unsan County  [13:25]" in capsys.readouterr().out
    assert main(["explain", str(path), "-o", str(tmp_path / "a.html")]) == 0
    assert "Unsan County" in (tmp_path / "a.html").read_text("utf-8")


def test_the_page_asks_nobody_and_takes_no_style_but_its_own():
    page = as_html(explain(Article("a", TEXT)))
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'http-equiv="Content-Security-Policy" content="{policy}"' in page
    assert 'name="referrer" content="no-referrer"' in page
    assert "style=" not in page.replace(style[0], "").replace(policy, "")
