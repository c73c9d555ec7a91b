"""A Dask cluster gives the bytes of one process, and loses nothing with a worker."""

from __future__ import annotations

import os
import signal
from datetime import date, timedelta
from pathlib import Path

import pytest

import geo
from geo.api.reading import link
from geo.cli import main
from geo.extraction.pipeline import Extractor, extract_all
from geo.linking import windows
from geo.linking.run import Options
from geo.model.entities import Article
from geo.model.errors import InputError, OptionError, UnreadableError
from geo.store import cluster
from geo.store.cluster import client_of, on_cluster, windows_on
from geo.store.project import Project
from tests.support.reports import TOWNS, in_files, report

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


def test_events_of_lost_workers_are_compared_again(monkeypatch):
    monkeypatch.setattr(windows, "_EVENTS", 5)
    found = list(extract_all(articles(40)))
    client = Here(lost=3)
    told = link(found, tasks=windows_on(client)).event_list
    assert list(told) == link(found).event_list
    assert client.sent > 8
    with pytest.raises(InputError, match=r"events of 2024-01-03 to .* could not be compared on the cluster"):
        link(found, tasks=windows_on(Here(lost=99)))


def table(path: Path) -> Path:
    """Records of the happenings of :func:`report`."""
    path.write_text(
        "id,date,type,place,description\n"
        + "".join(
            f"k{n},{date(2024, 1, 3) + timedelta(days=n)},inauguration,{TOWNS[n % len(TOWNS)]},Pump Factory\n"
            for n in range(60)
        ),
        "utf-8",
    )
    return path


@pytest.mark.proof
def test_two_processes_of_which_one_is_killed_each_time_give_the_bytes_of_one(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732406400")
    monkeypatch.setattr(cluster, "_CHUNK", 8)
    monkeypatch.setattr(windows, "_EVENTS", 20)
    folder, records = tmp_path / "articles", table(tmp_path / "records.csv")
    in_files(folder, 4, 60)
    killed: list[int] = []

    def kill_one() -> None:
        killed.append(next(iter(client.run(os.getpid).values())))
        os.kill(killed[-1], signal.SIGKILL)

    def killing(items, unit):
        for number, item in enumerate(items):
            if number == 30:  # while most of the articles are still with the workers
                kill_one()
            yield item

    def killing_windows(work, items):
        for number, answer in enumerate(windows_on(client)(work, items)):
            if number == 2:
                kill_one()
            yield answer

    with (
        distributed.LocalCluster(2, threads_per_worker=1, processes=True, dashboard_address=None) as local,
        distributed.Client(local) as client,
    ):
        project = Project.create(tmp_path / "project")
        project.add(folder, client=client, progress=killing)
        linked = link(
            project.reread(credit=True), Options(records=records), inputs=[folder], tasks=killing_windows
        )
        linked.to_file(tmp_path / "killed.geojson")
        assert len(killed) == 4, "one while reading, and one for happenings, words and links each"
        page = ["map", str(folder), "-q", "--records", str(records), "--scheduler", local.scheduler_address]
        assert main([*page, "-o", str(tmp_path / "cluster.html")]) == 0
        with_client = geo.read(folder, records=records, client=client)
    alone = geo.read(folder, records=records, processes=1)
    alone.to_file(tmp_path / "alone.geojson")
    assert list(with_client.event_list) == list(linked.event_list) == alone.event_list
    assert with_client.links == linked.links == alone.links
    assert alone.links
    main(["map", str(folder), "-q", "-j", "1", "--records", str(records), "-o", str(tmp_path / "one.html")])
    for one, other in (("cluster.html", "one.html"), ("killed.geojson", "alone.geojson")):
        assert (tmp_path / one).read_bytes() == (tmp_path / other).read_bytes()


def test_a_copy_of_an_extractor_is_made_once_in_a_process():
    import pickle

    written = pickle.dumps(Extractor(geo.Reference.bundled()))
    assert len(written) < 500
    assert pickle.loads(written) is pickle.loads(written)
