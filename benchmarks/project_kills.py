"""Kill a process that adds to a project at random moments, 200 times, and check what is left each time.

    python benchmarks/project_kills.py [KILLS] [SEED]

After every kill the database is checked as a whole, and no extraction that was saved may be gone. At the end the project
must give the bytes of one run over the same files. The seed is printed, so that a run can be repeated.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from geo.cli import main as command
from geo.store import collecting, extracting
from geo.store.database import DATABASE
from geo.store.project import Project
from tests.support.reports import in_files

FILES, EACH = 100, 10


def add(project: Project, file: Path, begun: object) -> None:
    """Add a file, after saying that it begins."""
    begun.set()  # type: ignore[attr-defined]
    project.add(file)


def answers(project: Project) -> set[tuple[str, bytes]]:
    """Ids and events of the saved extractions, of a file that is whole."""
    database = sqlite3.connect(project.folder / DATABASE)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = set(database.execute("SELECT id, events FROM extractions"))
    database.close()
    return found


def main(kills: int = 200, seed: int | None = None) -> None:
    """Run the kills, and compare the outputs at the end."""
    seed = int(time.time()) if seed is None else seed
    print("seed", seed)
    chance = random.Random(seed)
    os.environ["SOURCE_DATE_EPOCH"] = "1732406400"
    collecting._BATCH = extracting._BATCH = 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = in_files(folder / "articles", FILES, EACH)
        command(["export", *map(str, files), "-q", "-o", str(folder / "whole.geojson")])
        trial = Project.create(folder / "trial")
        trial.add(files[0])  # what is loaded once is loaded here, before the children
        start = time.perf_counter()
        trial.add(files[1])
        longest = 1.3 * (time.perf_counter() - start)
        project = Project.create(folder / "project")
        saved: set[tuple[str, bytes]] = set()
        ended = 0
        for number in range(kills):
            begun = get_context("fork").Event()
            file = files[number * FILES // kills]
            child = get_context("fork").Process(target=add, args=(project, file, begun))
            child.start()
            begun.wait(60)
            time.sleep(chance.uniform(0, longest))
            ended += not child.is_alive()
            child.kill()
            child.join()
            now = answers(project)
            assert saved <= now, f"lost at kill {number}"
            saved = now
        print(
            f"{kills} kills, {ended} after the end; {len(saved)} of {FILES * EACH} extractions saved, none lost"
        )
        for file in files:
            project.add(file)
        command(["export", str(project.folder), "-q", "-o", str(folder / "steps.geojson")])
        same = (folder / "steps.geojson").read_bytes() == (folder / "whole.geojson").read_bytes()
        print("the bytes of one run" if same else "OTHER BYTES than one run")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
