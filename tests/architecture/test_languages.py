"""A language is a folder of one shape, and nothing outside of it reads that language."""

from __future__ import annotations

import ast
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from geo.languages import LANGUAGES
from geo.languages.base import Language
from geo.languages.wording import Wording
from geo.reference.context import Reference
from geo.text.scripts import Script
from tests.support import ROOT

PACKS = sorted(path.parent.name for path in (ROOT / "geo" / "languages").glob("*/__init__.py"))
MODULES = sorted(
    path for path in (ROOT / "geo").rglob("*.py") if (ROOT / "geo" / "languages") not in path.parents
)
EXCEPTED = {
    "geo/text/scripts.py": "the ranges of the scripts",
    "geo/text/romanization.py": "tables from Hangul to Latin letters, and the arithmetic of syllables",
    "geo/cli/dossier.py": "an example in the help",
    "geo/cli/geocode.py": "an example in the help",
}
"""Modules outside of the language packs that hold letters of a language, and why."""


def letters_in(path: Path) -> set[str]:
    """Letters of Hangul, Han and kana in the strings of a module, other than its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    explained = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    strings = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained
    ]
    return {letter for string in strings for letter in string if Script.of(letter) is not Script.LATIN}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_outside_of_the_packs_has_letters_of_a_language_in_its_code(path):
    assert bool(letters_in(path)) == (str(path.relative_to(ROOT)) in EXCEPTED)


def test_every_folder_of_a_language_is_registered_and_no_other():
    assert sorted(language.name for language in LANGUAGES) == PACKS
    assert len({language.id for language in LANGUAGES}) == len(LANGUAGES)


def test_the_page_on_adding_a_language_names_every_block_of_patterns():
    page = (ROOT / "docs" / "add-a-language.md").read_text("utf-8")
    assert [field.name for field in fields(Wording) if f"`{field.name.upper()}`" not in page] == []


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_has_one_value_of_the_shape_of_all(name):
    language = import_module(f"geo.languages.{name}").LANGUAGE
    assert type(language) is Language
    assert language.name == name
    assert language.scripts
    assert (ROOT / "data" / "reference" / "words" / f"{name}.toml").is_file()
    finder = language.toponyms(Reference.bundled().lexicon)
    assert callable(finder.spans)
    assert callable(finder.share_types)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_a_pattern_that_is_tried_after_a_quick_check_comes_with_its_words(language):
    for block in (getattr(language.wording, field.name) for field in fields(Wording)):
        for field in fields(block):
            if field.name.endswith("_words") and field.name.removesuffix("_words") in {
                f.name for f in fields(block)
            }:
                pattern = getattr(block, field.name.removesuffix("_words"))
                assert bool(pattern) == bool(getattr(block, field.name)), field.name
