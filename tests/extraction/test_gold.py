"""What extraction must reach on the labelled articles and records beside the project."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from geo.cli import main


@pytest.fixture(scope="module")
def scores(shared, tmp_path_factory):
    out = tmp_path_factory.mktemp("gold")
    main(["extract", str(shared / "articles" / "kcna.jsonl"), "-q", "-o", str(out / "kcna.jsonl")])
    main(["records", str(shared / "events" / "csis_provocations.csv"), "-q", "-o", str(out / "csis.jsonl")])

    def score(name: str) -> dict:
        command = [sys.executable, shared / "tools" / "score.py", "--json"]
        files = [shared / "gold" / f"{name}_dev.jsonl", out / f"{name}.jsonl"]
        return json.loads(subprocess.run([*command, *files], capture_output=True, check=True).stdout)

    return {name: score(name) for name in ("kcna", "csis")}


@pytest.mark.parametrize(
    ("measure", "figure", "least"),
    [
        ("adm2", "f1", 0.97),
        ("adm1", "f1", 0.97),
        ("adm2", "p", 0.97),
        ("adm2", "r", 0.97),
        ("roles", "accuracy", 0.97),
        ("mentions", "r", 0.97),
        ("events_place", "f1", 0.88),
        ("events_place_date", "f1", 0.85),
        ("events", "f1", 0.82),
    ],
)
def test_the_labelled_articles_are_read_as_well_as_they_have_been(scores, measure, figure, least):
    assert scores["kcna"][measure][figure] >= least


@pytest.mark.parametrize(
    ("measure", "figure", "least"),
    [("event_place", "adm2", 0.98), ("event_place", "within_10km", 0.9), ("adm2", "f1", 0.92)],
)
def test_the_labelled_records_are_placed_as_well_as_they_have_been(scores, measure, figure, least):
    assert scores["csis"][measure][figure] >= least


def test_the_article_this_project_started_from(shared, tmp_path):
    out = tmp_path / "o.jsonl"
    main(["extract", str(shared / "articles" / "songchon.txt"), "--date", "2024-11-20", "-q", "-o", str(out)])
    row = json.loads(out.read_text("utf-8"))
    told = [(e["type"], e["date"], e["adm1"], e["adm2"], e["leader"]) for e in row["events"]]
    assert told == [
        ("inspection", "2024-11-19", "KP07", "KP0717", True),
        ("groundbreaking", "2024-02-28", "KP07", "KP0717", True),
    ]
    assert "under construction" in row["events"][0]["site"]
    assert not any(m["adm1"] == "KP10" and m["role"] == "location" for m in row["mentions"])
    main(["extract", str(shared / "articles" / "songchon.txt"), "-q", "-o", str(out)])
    first = json.loads(out.read_text("utf-8"))["events"][0]
    assert (first["adm2"], first["date"]) == ("KP0717", None)
    assert "no article date" in first["date_rule"]
