"""Damaged project folders: an error of ours or a result, and articles of sound files are never lost."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from geo.cli import main
from geo.store.project import Project

__all__ = ["COMMANDS", "damaged_database", "damaged_input", "sound_project"]

PLACES = ("Songchon", "Haeju", "Anju", "Hyesan", "Rason", "Wonsan", "Sinuiju", "Kanggye")
COMMANDS: dict[str, Callable[[str, str], list[str]]] = {
    "export": lambda project, out: ["export", project, "-o", f"{out}.csv"],
    "map": lambda project, out: ["map", project, "-o", f"{out}.html"],
    "news": lambda project, out: ["news", project, "--since", "2024-11-01", "-o", f"{out}.txt"],
    "sql": lambda project, out: ["sql", project, "select count(*) from events"],
    "add": lambda project, out: ["add", project, f"{out}.txt"],
}
"""Commands that use a project, by name: arguments for its folder and the beginning of an output's path."""


def _articles(folder: Path) -> list[Path]:
    made = []
    for number, place in enumerate(PLACES):
        path = folder / f"a{number}.txt"
        path.write_text(f"Kim Jong Un inspected a mill in {place} on November {number + 2}.\n")
        made.append(path)
    return made


@cache
def sound_project() -> Path:
    """A small project that is whole; not to be changed."""
    folder = Path(tempfile.mkdtemp())
    (folder / "texts").mkdir()
    project = Project.create(folder / "north")
    project.add(_articles(folder / "texts"), date="2024-11-21")
    return project.folder


def _said(arguments: list[str]) -> tuple[int | str | None, str]:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code: int | str | None = main(arguments)
        except SystemExit as end:
            code = end.code
    return code, said.getvalue()


def _overwritten(content: bytes, r: random.Random) -> bytes:
    """Bytes changed in place, as a bad medium does it: what shifts them is seen when the file is opened."""
    made = bytearray(content)
    for _ in range(r.choice((1, 1, 2, 5))):
        at = r.randrange(len(made))
        size = r.choice((1, 1, 4, 60, 900))
        made[at : at + size] = bytes(r.randrange(256) for _ in made[at : at + size])
    return bytes(made)


def damaged_database(damage: Callable[[bytes, random.Random], bytes], r: random.Random, folder: Path) -> str:
    """Damage the database of a project and use it; return what was wrong, empty for nothing."""
    project = folder / "project"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(sound_project(), project)
    database = project / "project.sqlite"
    spoil = damage if r.random() < 0.1 else _overwritten
    database.write_bytes(spoil(database.read_bytes(), r))
    (folder / "g.txt").write_text("A dam was built in Haeju City on November 20.")
    name = r.choice(list(COMMANDS))
    code, said = _said([*COMMANDS[name](str(project), str(folder / "g")), "-q"])
    if code not in (0, 1, 2):
        return f"{name}: exit code {code}: {said}"
    return f"{name}: exit code 2 without a word" if code == 2 and not said.strip() else ""


def damaged_input(damage: Callable[[bytes, random.Random], bytes], r: random.Random, folder: Path) -> str:
    """Add files of which one is damaged; return what was wrong with the articles of the others."""
    texts, project = folder / "given", folder / "made"
    for path in (texts, project):
        shutil.rmtree(path, ignore_errors=True)
    texts.mkdir()
    paths = _articles(texts)
    hit = r.choice(paths)
    hit.write_bytes(damage(hit.read_bytes(), r))
    said: list[str] = []
    made = Project.create(project)
    made.add(texts, date="2024-11-21", report=lambda e: said.append(str(e)))
    found = {one.article.id for one in made.extractions()}
    lost = {path.stem for path in paths if path != hit} - found
    if lost:
        return f"{hit.read_bytes()!r}: articles {lost} were lost; said: {said}"
    if hit.stem not in found and not said:
        return f"{hit.read_bytes()!r}: an article is gone and nothing was said"
    return ""
