"""Clones without their data hold pointers where the files ought to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.model.errors import UnreadableError
from geo.readers.articles.reader import read_articles
from geo.readers.tables import read_table

LFS = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'7' * 64}\nsize 8123456\n"
ANNEX = f"/annex/objects/SHA256E-s512000--{'a' * 64}.csv\n"


@pytest.mark.parametrize(
    ("content", "what"),
    [(LFS, r"a Git LFS pointer to a file \(8 MB\)"), (ANNEX, r"a git-annex pointer to a file \(512 KB\)")],
)
@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "shp", "kml", "txt"])
def test_a_pointer_is_named_as_one_and_how_to_get_the_file(tmp_path, content, what, ending):
    path = tmp_path / f"own.{ending}"
    path.write_text(content)
    with pytest.raises(
        UnreadableError, match=rf"own\.{ending}: {what} that is not here; run git (lfs|annex)"
    ):
        read_table(path, print)


@pytest.mark.parametrize("ending", ["txt", "html", "jsonl"])
def test_a_pointer_is_no_article(tmp_path, ending):
    path = tmp_path / f"own.{ending}"
    path.write_text(LFS)
    problems: list[Exception] = []
    assert list(read_articles(tmp_path, report=problems.append)) == []
    assert "a Git LFS pointer" in str(problems[0])


def test_a_broken_link_of_git_annex_is_named_as_one(tmp_path):
    path = tmp_path / "own.csv"
    path.symlink_to(Path("..", ".git", *ANNEX.strip().split("/")[1:]))
    with pytest.raises(UnreadableError, match="a git-annex pointer to a file"):
        read_table(path, print)
