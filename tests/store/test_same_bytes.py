"""A project gives what one run over its files gives: in steps, in any order, and after processes were killed."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from geo.cli import main
from geo.store import collecting, extracting
from geo.store.database import DATABASE
from geo.store.project import Project
from tests.support.reports import in_files, report, written

pytestmark = pytest.mark.proof

OUTPUTS = (
    ("map", "map.html"), ("export", "events.geojson"), ("export", "events.csv"), ("chains", "chains.txt"),
    ("review", "review.csv"), ("extract", "found.jsonl"),
)  # fmt: skip


def outputs(folder: Path, *inputs: Path) -> dict[str, bytes]:
    """What each command writes for the inputs."""
    found = {}
    for command, name in OUTPUTS:
        main([command, *map(str, inputs), "-q", "-o", str(folder / name)])
        found[name] = (folder / name).read_bytes()
    return found


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of ten files in which two articles have one id, and one is there twice."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732406400")
    folder = tmp_path / "articles"
    in_files(folder, 9, 8)
    written(folder / "part-09.jsonl", [report(80), report(3), report(81) | {"id": "r0005"}])
    return folder


def test_ten_steps_in_any_order_give_the_bytes_of_one_run(corpus, tmp_path):
    seed = random.randrange(10**6)
    files = sorted(corpus.iterdir())
    whole = outputs(tmp_path, *files)
    project = Project.create(tmp_path / "project")
    for file in random.Random(seed).sample(files, len(files)):
        project.add(file)
    in_steps = outputs(tmp_path, project.folder)
    assert {name: in_steps[name] == whole[name] for name in whole} == dict.fromkeys(whole, True), (
        f"seed {seed}"
    )


def test_a_folder_that_grows_gives_the_bytes_of_one_run(corpus, tmp_path):
    files = sorted(corpus.iterdir())
    grown = tmp_path / "grown" / corpus.name
    grown.mkdir(parents=True)
    project = Project.create(tmp_path / "project")
    for file in files[5:] + files[:5]:
        file.rename(grown / file.name)
        project.add(grown)
    assert outputs(tmp_path, project.folder) == outputs(tmp_path, grown)


def test_two_processes_keep_what_one_keeps(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(extracting, "_WORTH", 10)
    found = []
    for jobs in (1, 2):
        project = Project.create(tmp_path / f"project-{jobs}")
        project.add(corpus, processes=jobs)
        found.append(list(project.extractions()))
    assert found[0] == found[1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_twenty_kills_lose_no_answer_that_was_saved(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(collecting, "_BATCH", 3)
    monkeypatch.setattr(extracting, "_BATCH", 3)
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    files = sorted(corpus.iterdir())
    whole = outputs(tmp_path, *files)
    project = Project.create(tmp_path / "project")
    trial = Project.create(tmp_path / "trial")
    trial.add(files[0])  # what is loaded once is loaded here, before the children
    start = time.perf_counter()
    trial.add(files[1])
    longest = 1.3 * (time.perf_counter() - start)
    saved: set[tuple[str, bytes]] = set()
    for number in range(20):
        file = files[number // 2]
        begun = get_context("fork").Event()
        child = get_context("fork").Process(target=_add, args=(project, file, begun))
        child.start()
        begun.wait(60)
        time.sleep(chance.uniform(0, longest))
        child.kill()
        child.join()
        now = answers(project)
        assert saved <= now, f"seed {seed}"
        saved = now
        if not saved:
            longest *= 1.5  # the machine is slower than it was for the trial
    assert saved
    for file in files:
        project.add(file)
    assert outputs(tmp_path, project.folder) == whole, f"seed {seed}"


def _add(project: Project, file: Path, begun: object) -> None:
    begun.set()  # type: ignore[attr-defined]
    project.add(file)


def answers(project: Project) -> set[tuple[str, bytes]]:
    """The extractions that are saved, after a check of the whole file."""
    with sqlite3.connect(project.folder / DATABASE) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = set(database.execute("SELECT id, events FROM extractions"))
    database.close()
    return found
