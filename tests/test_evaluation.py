"""Answers against labels."""

from __future__ import annotations

import json

import pytest

from geo.cli import main
from geo.evaluation import as_text, score
from geo.model.errors import InputError, UnreadableError

GOLD = {
    "id": "a",
    "mentions": [
        {"surface": "Songchon County", "kind": "adm2", "role": "location", "adm1": "KP07", "adm2": "KP0717"},
        {"surface": "Pyongyang", "kind": "adm2", "role": "dateline", "adm1": "KP10", "adm2": "KP1001"},
    ],
    "events": [{"type": "inspection", "date": "2024-11-19", "adm1": "KP07", "adm2": "KP0717"}],
}


def files(tmp_path, *answers: dict):
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    gold.write_text(json.dumps(GOLD) + "\n")
    predicted.write_text("".join(json.dumps(a) + "\n" for a in answers))
    return gold, predicted


def test_answers_that_equal_the_labels_score_one(tmp_path):
    found = score(*files(tmp_path, GOLD))
    assert {a.f1 for a in found.measures.values()} == {1.0}
    assert found.errors == []


def test_a_document_without_answers_counts_as_nothing_found(tmp_path):
    found = score(*files(tmp_path))
    assert found.measures.pop("roles kept").right == 1  # what is found nowhere is taken for no place
    assert {(a.right, a.spurious, a.missed) for a in found.measures.values()} == {(0, 0, 1)}
    assert found.roles["location", "not found"] == 1


def test_a_dateline_taken_for_a_place_is_spurious_and_in_the_confusion(tmp_path):
    wrong = json.loads(json.dumps(GOLD))
    wrong["mentions"][1]["role"] = "location"
    found = score(*files(tmp_path, wrong))
    assert found.measures["counties"].spurious == 1
    assert found.roles["dateline", "location"] == 1
    assert "counties" in as_text(found, errors=5)


def test_a_wrong_type_costs_only_the_measure_that_asks_for_it(tmp_path):
    wrong = json.loads(json.dumps(GOLD))
    wrong["events"][0]["type"] = "ceremony"
    found = score(*files(tmp_path, wrong))
    assert found.measures["events by place and date"].f1 == 1
    assert found.measures["events by type, place and date"].f1 == 0


def test_files_that_are_no_labels_are_named(tmp_path, capsys):
    gold, predicted = files(tmp_path, GOLD)
    predicted.write_text("{}\n")
    with pytest.raises(InputError, match=r"predicted.jsonl, line 1"):
        score(gold, predicted)
    with pytest.raises(UnreadableError):
        score(tmp_path / "missing", predicted)
    assert main(["score", str(gold), str(tmp_path / "missing")]) == 2


def test_our_figures_are_those_of_the_projects_own_judge(shared, tmp_path):
    """The scorer kept beside the project counts counties, provinces and events the same way."""
    import subprocess
    import sys

    out = tmp_path / "kcna.jsonl"
    main(["extract", str(shared / "articles" / "kcna.jsonl"), "-q", "-o", str(out)])
    gold = shared / "gold" / "kcna_dev.jsonl"
    command = [sys.executable, shared / "tools" / "score.py", "--json", gold, out]
    judged = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    ours = score(gold, out).measures
    for name, theirs in {
        "counties": "adm2",
        "provinces": "adm1",
        "events by place": "events_place",
        "events by type, place and date": "events",
    }.items():
        assert (ours[name].right, ours[name].spurious, ours[name].missed) == tuple(
            judged[theirs][k] for k in ("tp", "fp", "fn")
        )
