"""A story as Markdown is the story that TOML gives, and its mistakes are named with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.model.errors import OptionError
from geo.outputs.page.story import read_story
from geo.reference.context import Reference

WALK = """# Two roads

How they were built.

## Begun
```toml
place = "Anju City"
from = 2023-04-01
title_ko = "착공"
```
Ground was broken.

Then it rained.

## Opened

The road was opened.
"""

TABLES = """title = "Two roads"
text = "How they were built."
[[step]]
title = "Begun"
title_ko = "착공"
text = "Ground was broken.\\n\\nThen it rained."
place = "Anju City"
from = 2023-04-01
[[step]]
title = "Opened"
text = "The road was opened."
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_markdown_and_toml_tell_the_same_story(tmp_path: Path) -> None:
    known = Reference.bundled()
    told = read_story(written(tmp_path, "walk.md", WALK), known)
    assert told == read_story(written(tmp_path, "walk.toml", TABLES), known)


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("Anju City", "Nowhere City", 7, "Nowhere City"),
        ("from = 2023-04-01", "form = 2023-04-01", 8, "'form' is unknown"),
        ("from = 2023-04-01", "from = = 1", 8, "no TOML"),
        ('"착공"\n```', '"착공"', 6, "has no end"),
        ("# Two roads\n", "Two roads\n", 1, "begins with its title"),
        ("## Opened", "# Opened", 15, "one title"),
        ("## Opened", "### Opened", 15, "no headings below"),
        ("## Opened", "## ", 15, "has no title"),
        ("The road was opened.", "Text\n```\nleader = true\n```", 18, "right below the heading"),
        ('title_ko = "착공"', 'text = "Twice"', 6, "leave it out"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, why: str) -> None:
    path = written(tmp_path, "walk.md", WALK.replace(old, new, 1))
    with pytest.raises(OptionError) as caught:
        read_story(path, Reference.bundled())
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert why in str(caught.value)


def test_a_story_without_steps_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="write ## and a title"):
        read_story(written(tmp_path, "walk.md", "# Alone\n\nText\n"), Reference.bundled())
