"""Adding to a project that is hindered, and exports to PostGIS that are killed: earlier results stay whole."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from geo.store.project import Project
from tests.support import SAMPLES
from tests.support.interruptions import Writing, ended, started
from tests.support.project_damage import sound_project

__all__ = ["PROJECT_FAULTS", "hindered_project", "killed_in_postgis"]

_ARTICLES = SAMPLES / "articles"


def _no_room(project: Path) -> Callable[[], None]:
    """Let no file grow, as on a disk that is full."""

    def before() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = (project / "project.sqlite").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return before


def _no_right(project: Path) -> Callable[[], None]:
    def before() -> None:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)

    project.chmod(0o555)
    return before


def _vanishes(project: Path) -> Callable[[], None]:
    """Remove the project as soon as somebody writes to it."""

    def before() -> None:
        command = os.getpid()
        if os.fork():
            return
        while os.getppid() == command:
            if (project / "writer.json").exists():
                shutil.rmtree(project, ignore_errors=True)
                break
            time.sleep(0.0005)
        os._exit(0)

    return before


PROJECT_FAULTS: dict[str, Callable[[Path], Callable[[], None]]] = {
    "disk full": _no_room, "no permission": _no_right, "folder vanishes": _vanishes,
}  # fmt: skip
"""What is made ready before a command, and in its process. ``read-only`` and ``tmpfs`` need the right to mount."""


@contextlib.contextmanager
def _mounted(fault: str, project: Path) -> Iterator[None]:
    """A file system that is nearly full, or read-only, at the project's folder."""
    if fault not in ("tmpfs", "read-only"):
        yield
        return
    held = project.parent / "held"
    shutil.copytree(project, held)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1024k", "tmpfs", str(project)], check=True)
    try:
        shutil.copytree(held, project, dirs_exist_ok=True)
        if fault == "read-only":
            subprocess.run(["mount", "-o", "remount,ro", str(project)], check=True)
        else:
            with contextlib.suppress(OSError), (project / "others").open("wb", buffering=0) as ballast:
                while ballast.write(b"0" * 4096) == 4096:
                    pass
        yield
    finally:
        subprocess.run(["umount", str(project)], check=True)


def _ids(project: Path) -> set[str]:
    return {one.article.id for one in Project.open(project).extractions()}


def hindered_project(fault: str, folder: Path) -> Writing:
    """Add to a project under a fault: what it had must stay, and the message must say what happened."""
    project, err = folder / "hindered" / "north", folder / "err"
    shutil.rmtree(project.parent, ignore_errors=True)
    shutil.copytree(sound_project(), project)
    before = _ids(project)
    wrong = []
    with _mounted(fault, project):
        prepared = PROJECT_FAULTS[fault](project) if fault in PROJECT_FAULTS else lambda: None
        code = ended(started(["add", str(project), str(_ARTICLES)], err, prepared))
        said = err.read_text("utf-8", "replace")
        if "Traceback" in said or code not in (0, 1, 2):
            wrong.append(f"exit code {code}")
        if fault != "folder vanishes":
            if fault != "read-only":
                project.chmod(0o755)
                (project / "others").unlink(missing_ok=True)  # the disk has room again
            if code != 2:
                wrong.append("it is said to have worked")
            if not before <= _ids(project):
                wrong.append("earlier answers are gone")
        if code == 2 and str(project) not in said:
            wrong.append("the message does not say where")
    if fault != "folder vanishes":
        code_after = ended(started(["add", str(project), str(_ARTICLES)], err))
        if code_after not in (0, 1) or not before < _ids(project):
            wrong.append(f"the next run does not work: {code_after}, {err.read_text('utf-8', 'replace')}")
    return Writing("add", fault, code, "; ".join(wrong), said)


def killed_in_postgis(
    target: str,
    rows: Callable[[], Any],
    emptied: Callable[[], object],
    seeds: list[int],
    folder: Path,
) -> Iterator[Writing]:
    """Kill exports to a schema of PostGIS at random moments.

    Parameters
    ----------
    target : str
        Address of the database with the schema.
    rows : callable
        What all tables of the schema hold, to be compared.
    emptied : callable
        Removes the schema; an export keeps the articles of earlier ones.
    seeds : list of int
    folder : Path
        For messages.

    Yields
    ------
    Writing
        For each seed. The tables must hold the earlier rows or the new ones, all of one run.
    """
    err = folder / "err"
    first = str(sorted(_ARTICLES.iterdir())[1])

    def export(articles: str) -> int:
        return started(["export", articles, "-o", target, "-q"], err)

    emptied()
    codes = [ended(export(first))]
    earlier = rows()
    begun = time.perf_counter()
    codes.append(ended(export(str(_ARTICLES))))
    seconds = time.perf_counter() - begun
    new = rows()
    if not {*codes} <= {0, 1} or earlier == new:
        yield Writing("postgis", "none", max(codes), "the command does not work at all", err.read_text())
        return
    for seed in seeds:
        emptied()
        ended(export(first))
        child = export(str(_ARTICLES))
        time.sleep(random.Random(seed).uniform(0, seconds * 1.05))
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        code = ended(child)
        # What the server was told before the kill may still be under way in it.
        deadline = time.monotonic() + 10
        while (found := rows()) not in (earlier, new) and time.monotonic() < deadline:
            time.sleep(0.05)
        wrong = "" if found in (earlier, new) else f"seed {seed}: the tables hold neither run"
        yield Writing("postgis", "killed", code, wrong, err.read_text("utf-8", "replace"))
