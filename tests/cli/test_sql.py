"""Questions to the results of a project, in SQL."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from geo.cli import main
from tests.support import ROOT
from tests.support.reports import in_files, report, written


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("sql")
    in_files(folder / "in", 2, 24)
    other = report(3) | {"id": "other", "url": "https://example.org/a"}
    other["text"] = other["text"].replace("January 4", "January 5")
    written(folder / "in" / "z.jsonl", [other])
    assert main(["init", str(folder / "p"), "-q"]) == 0
    assert main(["add", str(folder / "p"), str(folder / "in"), "-q"]) == 0
    return str(folder / "p")


def asked(project: str, text: str, capsys) -> list[dict[str, object]]:
    code = main(["sql", project, text, "--json", "-q"])
    rows = json.loads(capsys.readouterr().out)
    assert code == (0 if rows else 1)
    return rows


def examples() -> dict[str, str]:
    """The queries of the page, by their heading."""
    page = (ROOT / "docs" / "project.md").read_text("utf-8")
    parts = page.split("```sql\n")[1:]
    heads = [part.rstrip().splitlines()[-1] for part in page.split("```sql\n")[:-1]]
    return {head: part.partition("```")[0] for head, part in zip(heads, parts, strict=True)}


def test_the_examples_of_the_page_answer_what_they_say(project, capsys):
    visits, first, contradict = (asked(project, text, capsys) for text in examples().values())
    assert visits[0].keys() == {"month", "province", "inspections"}
    assert visits[0]["month"] == "2024-01"
    assert first[0].keys() == {"county", "first_visit", "title"}
    assert len({row["county"] for row in first}) == len(first)
    assert [row["first_visit"] for row in first] == sorted(row["first_visit"] for row in first)
    assert any("2024-01-04" in str(row["conflicts"]) for row in contradict)


def test_an_answer_is_text_csv_or_json(project, capsys):
    text = "select 'a' || char(10) || 'b' as words, 1.5 as n, null as missing, '=1+1' as formula"
    assert main(["sql", project, text, "-q"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "words    n  missing  formula",
        "a b    1.5           =1+1",
    ]
    assert main(["sql", project, text, "--csv", "-q"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out)))[1][-1] == "'=1+1"


def test_rows_beyond_the_limit_are_told(project, capsys):
    assert main(["sql", project, "select event_id from events", "--limit", "3"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 4
    assert "more rows than the 3 shown" in err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("delete from events", "only select statements"),
        ("select 1; select 2", "write one"),
        ("select provinse from events", "perhaps province"),
        ("attach 'x.db' as x", "only select statements"),
        ("pragma query_only = 0", "only select statements"),
        ("select load_extension('x')", "cannot be run"),
        ("", "no query"),
    ],
)
def test_what_cannot_be_asked_is_refused(project, capsys, text, says):
    assert main(["sql", project, text]) == 2
    assert says in capsys.readouterr().err


def test_what_is_added_is_in_the_next_answer(project, tmp_path, capsys):
    before = asked(project, "select count(*) as n from articles", capsys)[0]["n"]
    file = written(tmp_path / "more.jsonl", [report(900)])
    assert main(["add", project, str(file), "-q"]) == 0
    capsys.readouterr()
    assert asked(project, "select count(*) as n from articles", capsys)[0]["n"] == int(str(before)) + 1


def test_the_schema_has_every_column(project, capsys):
    assert main(["sql", project, "--schema", "-q"]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in ("event_id", "happenings", "conflicts", "first_event"))


def test_duckdb_has_the_layers_with_their_geometry(project, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    file = Path(tmp_path / "north.duckdb")
    assert main(["export", project, "-q", "-o", f"duckdb:{file}"]) == 0
    with duckdb.connect(str(file), read_only=True) as base:
        assert base.execute(
            "SELECT count(*) FROM counties WHERE octet_length(geometry) > 100"
        ).fetchone() == (179,)
        assert base.execute("SELECT typeof(date), typeof(actors) FROM events LIMIT 1").fetchone() == (
            "DATE", "VARCHAR[]",
        )  # fmt: skip
