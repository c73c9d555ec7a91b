"""Several processes give the answers of one, however they are started and whatever becomes of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.extraction import pipeline, workers
from geo.extraction.pipeline import extractor
from geo.model.entities import Article
from geo.model.errors import InputError
from tests.support import ROOT

TOWNS = "Haeju", "Anju", "Kaechon", "Hoeryong", "Sinpho"


def articles(number: int) -> list[Article]:
    return [Article(f"a{n}", f"A mill was inaugurated in {TOWNS[n % 5]} City.") for n in range(number)]


def leaving_once(article: Article) -> str:
    """The id of an article; the first process that is asked for the marked one ends."""
    mark = Path(article.text)
    if article.id == "a3" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGTERM)
    return article.id


def leaving(article: Article) -> str:
    os._exit(3)


def printing(article: Article) -> str:
    print("a library that talks")  # noqa: T201 (that is the point)
    return article.id


def test_a_process_that_is_killed_is_replaced_and_no_answer_is_lost(tmp_path):
    marked = [Article(f"a{n}", str(tmp_path / "gone")) for n in range(70)]
    assert list(workers.in_order(leaving_once, marked, 2)) == [f"a{n}" for n in range(70)]
    assert (tmp_path / "gone").exists()


def test_articles_that_end_every_process_are_named():
    with pytest.raises(InputError, match=r"a0: the process .* was ended"):
        list(workers.in_order(leaving, articles(3), 1))


def test_what_a_library_prints_is_no_answer():
    assert list(workers.in_order(printing, articles(2), 1)) == ["a0", "a1"]


def test_articles_are_not_read_further_ahead_than_the_processes_need():
    read = 0

    def given() -> Iterator[Article]:
        nonlocal read
        for article in articles(1000):
            read += 1
            yield article

    found = workers.in_order(printing, given(), 1)
    next(found)
    assert read < 200
    found.close()


def test_many_articles_use_all_processors_and_few_do_not(monkeypatch):
    asked: list[int] = []

    def noted(work, given, processes):
        asked.append(processes)
        return map(work, given)

    monkeypatch.setattr(pipeline, "in_order", noted)
    monkeypatch.setattr(pipeline, "cores", lambda: 3)
    monkeypatch.setattr(workers, "LARGE", 500)
    alone = list(extractor().extract_all(articles(30)))
    assert list(extractor().extract_all(articles(30), processes=None)) == alone
    assert list(extractor().extract_all(articles(5), processes=None)) == alone[:5]
    assert asked == [3]


def test_a_script_without_a_guard_uses_several_processes(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import geo\n"
        "found = geo.extract_all([geo.Article('a', 'A mill was inaugurated in Haeju City.')], processes=2)\n"
        "print([event.adm2 for one in found for event in one.events])\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, env=environment, timeout=120
    )
    assert (run.stdout, run.returncode) == ("['KP0901']\n", 0), run.stderr
