"""What extraction must reach on the labelled texts of our own, of several kinds of press."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.cli import main
from geo.evaluation import Scores, score

LABELLED = Path(__file__).parent / "labelled"
MEASURES = [
    ("counties", "precision", 0.97),
    ("counties", "recall", 0.97),
    ("provinces", "precision", 0.97),
    ("provinces", "recall", 0.97),
    ("places found", "recall", 0.95),
    ("roles kept", "recall", 0.96),
    ("events by place", "f1", 0.88),
    ("events by place and date", "f1", 0.82),
    ("events by type, place and date", "f1", 0.72),
]


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    out = tmp_path_factory.mktemp("own")

    def scored(name: str, texts: Path) -> Scores:
        main(["extract", str(texts), "-q", "-o", str(out / name)])
        return score(LABELLED / name, out / name)

    return scored


@pytest.mark.parametrize(("measure", "figure", "least"), MEASURES)
@pytest.mark.parametrize("name", ["english.jsonl", "korean.jsonl"])
def test_texts_of_many_kinds_are_read_right(own, name, measure, figure, least):
    assert getattr(own(name, LABELLED / name).measures[measure], figure) >= least


@pytest.mark.parametrize(("measure", "figure", "least"), MEASURES)
def test_state_media_are_read_right(own, shared, measure, figure, least):
    found = own("kcna.jsonl", shared / "articles" / "kcna.jsonl")
    assert getattr(found.measures[measure], figure) >= least


@pytest.mark.parametrize(
    ("name", "measure", "figure", "least"),
    [
        ("kcna_later.jsonl", "counties", "f1", 0.97),
        ("kcna_later.jsonl", "events by place", "precision", 0.9),
        ("kcna_later.jsonl", "events by place", "f1", 0.75),
        ("later.jsonl", "counties", "f1", 0.97),
        ("later.jsonl", "roles kept", "recall", 0.9),
        ("later.jsonl", "events by place", "f1", 0.82),
        ("latest.jsonl", "counties", "f1", 0.97),
        ("latest.jsonl", "events by place", "f1", 0.92),
    ],
)
def test_texts_labelled_after_the_rules_were_made_are_read_as_well_as_they_have_been(
    own, shared, name, measure, figure, least
):
    texts = shared / "articles" / "kcna.jsonl" if name.startswith("kcna") else LABELLED / name
    assert getattr(own(name, texts).measures[measure], figure) >= least
