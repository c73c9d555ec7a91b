"""The commands on a project folder."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet
import pytest

from geo.cli import main
from tests.support.reports import in_files


@pytest.fixture
def project(tmp_path: Path) -> str:
    in_files(tmp_path / "in", 2, 3)
    assert main(["init", str(tmp_path / "project"), "-q"]) == 0
    assert main(["add", str(tmp_path / "project"), str(tmp_path / "in"), "-q"]) == 0
    return str(tmp_path / "project")


def test_adding_says_what_was_new_and_what_was_not_read(project, tmp_path, capsys):
    assert main(["add", project, str(tmp_path / "in")]) == 0
    told = " ".join(capsys.readouterr().err.split())
    assert "files 2 2 of them not changed" in told or "files 2 0 of them not changed" in told
    assert "extracted 0" in told
    assert f"project 6 articles in {project}" in told


def test_every_command_takes_a_project(project, tmp_path):
    for command in (["map"], ["export"], ["chains"], ["dossier", "Haeju"], ["review"], ["extract"]):
        out = {"export": "e.csv", "chains": "c.txt", "review": "r.csv", "extract": "x.jsonl"}.get(
            command[0], "p.html"
        )
        nothing_to_review = 1 if command == ["review"] else 0
        assert main([*command, project, "-q", "-o", str(tmp_path / out)]) == nothing_to_review
        assert (tmp_path / out).stat().st_size > 100


def test_a_project_is_linked_to_a_table_and_to_another_project(project, tmp_path, capsys):
    table = tmp_path / "table.csv"
    table.write_text(
        "id,date,type,place,description\n"
        "mine,2024-01-04,inauguration,Anju City,The pump factory at Anju opened\n"
        "flood,2021-08-03,disaster,Hamhung City,A flood\n",
        "utf-8",
    )
    pairs = tmp_path / "pairs.csv"
    assert main(["join", project, str(table), "-o", str(pairs)]) == 0
    told = " ".join(capsys.readouterr().err.split())
    assert "joined 6 events and 2 records" in told
    assert "pairs 3 first not linked 3" in told
    with pairs.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["second_id"] for row in rows if row["score"] and not row["why"]} == {"mine"}
    assert {row["first_adm2"] for row in rows if row["second_id"] == "mine"} == {"KP0703"}
    assert [row["why"] for row in rows if row["second_id"] == "flood"] == ["none within the window"]
    main(
        [
            "export",
            project,
            "--records",
            str(table),
            "-q",
            "-o",
            str(tmp_path / "links.parquet"),
            "--layer",
            "links",
        ]
    )
    links = pyarrow.parquet.read_table(tmp_path / "links.parquet").to_pylist()
    assert {(k["event_id"], k["score"]) for k in links} == {
        (row["first_id"], float(row["score"])) for row in rows if row["second_id"] == "mine"
    }
    assert main(["join", project, project, "-o", str(tmp_path / "same.jsonl"), "--days", "0"]) == 0
    assert "joined 6 events and 6 events" in " ".join(capsys.readouterr().err.split())


def test_a_page_may_be_written_into_the_project(project):
    assert main(["map", project, "-q", "-o", f"{project}/map.html"]) == 0
    assert main(["map", project, "-q", "-o", f"{project}/map.html"]) == 0


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["map", "{p}", "{p}/../in"], "is a project, and is read alone"),
        (["map", "{p}", "--date", "2024-05-02"], "dprk-geo add DIR INPUT --date DAY"),
        (["add", "{p}/../in", "{p}"], "no project here; make one with: dprk-geo init"),
        (["init", "{p}"], "there is a project here already"),
        (["join", "{p}"], "name what to link it to: dprk-geo join"),
        (["join", "{p}/../in/part-00.jsonl", "{p}"], "name it first: dprk-geo join"),
        (["join", "{p}", "{p}", "--columns", "date=Day"], "--columns is for the table"),
    ],
)
def test_what_cannot_be_done_is_said_with_a_remedy(project, capsys, args, says):
    assert main([one.format(p=project) for one in args]) == 2
    assert says in capsys.readouterr().err


def test_corrections_are_kept_with_the_project(project, tmp_path, capsys):
    (tmp_path / "mine.toml").write_text(
        '[[correction]]\naction = "alias"\nname = "Peony Town"\nvalue = "Songchon County"\n'
        'who = "J. Reader"\nwhen = 2024-11-20\nwhy = "so called in letters"\n'
    )
    assert main(["add", project, str(tmp_path / "in"), "--corrections", str(tmp_path / "mine.toml")]) == 0
    assert main(["map", project, "-o", str(tmp_path / "map.html")]) == 0
    assert "corrections 1" in " ".join(capsys.readouterr().err.split())


def test_filters_are_the_same_on_articles_and_on_a_project(project, tmp_path, capsys):
    filters = ["--type", "inspection,inauguration", "--place", "Haeju", "--from", "2024-01-01", "--leader"]
    for name, given in (("a", project), ("b", str(tmp_path / "in"))):
        assert main(["export", given, *filters, "-o", str(tmp_path / f"{name}.csv")]) == 0
        assert (
            "events: inauguration, inspection; 2024-01-01 to; with the leader; Haeju"
            in capsys.readouterr().err
        )
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert len((tmp_path / "a.csv").read_text("utf-8").splitlines()) == 4


def test_an_unknown_filter_ends_the_command_before_its_work(project, tmp_path, capsys):
    assert main(["map", project, "--type", "inspektion", "-o", str(tmp_path / "map.html")]) == 2
    assert "perhaps inspection" in capsys.readouterr().err
    assert not (tmp_path / "map.html").exists()
