"""A Dask cluster gives the bytes of one process, and loses nothing with a worker."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

import geo
from geo.cli import main
from geo.extraction.pipeline import Extractor, extract_all
from geo.model.entities import Article
from geo.model.errors import InputError, OptionError, UnreadableError
from geo.store import cluster
from geo.store.cluster import client_of, on_cluster
from geo.store.project import Project
from tests.support.reports import in_files, report

distributed = pytest.importorskip("distributed")


class Answered:
    """A task of a client that answers at once."""

    def __init__(self, answer):
        self.answer = answer

    def result(self):
        return self.answer()

    def cancel(self):
        pass


class Here:
    """A client whose tasks run here; some of its first tasks are lost."""

    def __init__(self, lost: int = 0, error: Exception | None = None) -> None:
        self.lost, self.sent = lost, 0
        self.error = error or RuntimeError("the worker was killed")

    def nthreads(self):
        return {"here": 2}

    def submit(self, work, *given, **how):
        self.sent += 1
        if self.sent <= self.lost:
            return Answered(self._lose)
        return Answered(lambda: work(*given))

    def _lose(self):
        raise self.error


def articles(number: int) -> list[Article]:
    rows = (report(n) for n in range(number))
    return [Article(row["id"], row["text"], url=row["url"]) for row in rows]


def test_tasks_of_lost_workers_are_sent_again_and_the_order_stays(monkeypatch):
    monkeypatch.setattr(cluster, "_CHUNK", 3)
    client = Here(lost=3)
    found = list(extract_all(articles(20), spread=on_cluster(client)))
    assert found == list(extract_all(articles(20)))
    assert client.sent == 7 + 3


def test_articles_that_no_worker_survives_are_named():
    with pytest.raises(InputError, match=r"r0000: this and the next 4 articles .* killed"):
        list(extract_all(articles(5), spread=on_cluster(Here(lost=99))))


def test_a_cluster_that_is_gone_is_told_as_such():
    with pytest.raises(UnreadableError, match="run the command again"):
        list(extract_all(articles(5), spread=on_cluster(Here(lost=9, error=OSError("closed")))))


def test_a_worker_with_other_rules_is_refused(monkeypatch):
    digests = iter(("here", "there"))
    monkeypatch.setattr(cluster, "rules_digest", lambda folder: next(digests))
    with pytest.raises(InputError, match="install the same version"):
        list(extract_all(articles(5), spread=on_cluster(Here())))


def test_a_scheduler_that_does_not_answer_is_an_error(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(cluster, "_WAIT", "1s")
    page = tmp_path / "a.txt"
    page.write_text("A mill was inaugurated in Haeju City.", "utf-8")
    assert main(["extract", str(page), "-q", "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "no scheduler answers there" in capsys.readouterr().err


def test_without_dask_the_command_that_installs_it_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(OptionError, match=r"dprk-geo\[dask\]"):
        client_of("tcp://127.0.0.1:8786")


@pytest.mark.proof
def test_two_processes_of_which_one_is_killed_give_the_bytes_of_one(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732406400")
    monkeypatch.setattr(cluster, "_CHUNK", 8)
    folder = tmp_path / "articles"
    in_files(folder, 4, 60)
    killed: list[int] = []

    def killing(items, unit):
        for number, item in enumerate(items):
            if number == 30:  # while most of the articles are still with the workers
                killed.extend(client.run(os.getpid).values())
                os.kill(killed[0], signal.SIGKILL)
            yield item

    with (
        distributed.LocalCluster(2, threads_per_worker=1, processes=True, dashboard_address=None) as local,
        distributed.Client(local) as client,
    ):
        project = Project.create(tmp_path / "project")
        project.add(folder, client=client, progress=killing)
        assert len(killed) == 2
        found = geo.read(folder, client=client)
        page = ["map", str(folder), "-q", "--scheduler", local.scheduler_address]
        assert main([*page, "-o", str(tmp_path / "cluster.html")]) == 0
    assert list(found.event_list) == geo.read(folder, processes=1).event_list
    main(["map", str(folder), "-q", "-j", "1", "-o", str(tmp_path / "one.html")])
    main(["map", str(project.folder), "-q", "-o", str(tmp_path / "project.html")])
    one, project_, cluster_ = (
        Path(tmp_path / f"{name}.html").read_bytes() for name in ("one", "project", "cluster")
    )
    assert (project_ == one, cluster_ == one) == (True, True)


def test_a_copy_of_an_extractor_is_made_once_in_a_process():
    import pickle

    written = pickle.dumps(Extractor(geo.Reference.bundled()))
    assert len(written) < 500
    assert pickle.loads(written) is pickle.loads(written)
