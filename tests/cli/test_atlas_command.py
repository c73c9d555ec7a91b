"""The command ``dprk-geo atlas``."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.cli import main

TEXT = "Kim Jong Un inspected the Anju Pump Factory in Anju City on November 8, 2024."


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "2024-11-09-anju.txt").write_text(TEXT)
    return folder


def test_it_writes_a_folder_and_says_what_has_changed(articles, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["atlas", str(articles), "-o", str(out), "--title", "Anju watch", "--languages", "en"]) == 0
    assert "index.html" in capsys.readouterr().err
    assert "Anju watch" in (out / "index.html").read_text("utf-8")
    assert (out / "map.html").is_file()
    assert main(["atlas", str(articles), "-o", str(out), "--title", "Anju watch", "--languages", "en"]) == 0
    assert " 0 written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--languages", "en,fr"], "give en, ko or both"),
        (["--base-url", "ftp://a"], "is no web address"),
        (["-o", "-"], "written to a folder"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_the_articles_are_read(articles, tmp_path, capsys, more, says):
    assert main(["atlas", str(articles), "-o", str(tmp_path / "out"), *more]) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_of_other_files_or_among_the_articles_is_refused(articles, tmp_path, capsys):
    assert main(["atlas", str(articles), "-o", str(articles)]) == 2
    assert main(["atlas", str(articles), "-o", str(articles / "atlas")]) == 2
    assert capsys.readouterr().err.count("is in the input folder") == 2
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    assert main(["atlas", str(articles), "-o", str(tmp_path / "mine")]) == 2
    assert "is no atlas" in capsys.readouterr().err


def test_filters_choose_what_the_atlas_has(articles, tmp_path):
    assert (
        main(
            [
                "atlas",
                str(articles),
                "-o",
                str(tmp_path / "out"),
                "-q",
                "--place",
                "Anju",
                "--languages",
                "ko",
            ]
        )
        == 0
    )
    assert "안주" in (tmp_path / "out" / "place" / "KP0703.html").read_text("utf-8")
