"""The closing table: what was left out of pages, and days that an article's missing date leaves open."""

from __future__ import annotations

from geo.cli import main

FARM = "A goat farm was opened in Kosan County, Kangwon Province"


def test_the_closing_table_counts_what_was_left_out_of_pages(tmp_path, capsys):
    aside = "<aside><p>Storm hits Anju City.</p></aside>"
    for name in "ab":
        (tmp_path / f"{name}.html").write_text(
            f"<nav><a href=/>Home</a></nav><p>{FARM}, {name} said.</p>{aside}"
        )
    assert main(["extract", str(tmp_path), "-o", str(tmp_path / "out.jsonl")]) == 0
    err = capsys.readouterr().err
    assert "left out     4  of 2 pages: 2 asides, 2 navigation" in err


def test_the_closing_table_names_the_option_where_articles_have_no_date(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text(f"{FARM}, on Tuesday.")
    assert main(["extract", str(path), "-o", str(tmp_path / "out.jsonl")]) == 0
    assert "without day  1  events, as 1 article without a date" in (err := capsys.readouterr().err)
    assert "--date" in err
    assert main(["extract", str(path), "--date", "2019-05-09", "-o", str(tmp_path / "out.jsonl")]) == 0
    assert "without day" not in capsys.readouterr().err


def test_the_closing_table_tells_which_files_of_a_folder_were_passed_over(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(f"{FARM}.")
    (tmp_path / "b.png").write_text("Words.")
    assert main(["extract", str(tmp_path), "-o", str(tmp_path / "out.jsonl")]) == 0
    assert "1 file passed over (1 .png)" in capsys.readouterr().err
