"""A plain installation, without any extra: every command that asks for none works, the others name what they need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import SAMPLES

BLOCKED = (
    "anywidget", "brotli", "dask", "distributed", "duckdb", "mapbox_vector_tile", "matplotlib", "olefile", "pmtiles",
    "protego", "psycopg", "pyarrow", "pypdfium2", "starlette", "traitlets", "uvicorn", "warcio", "zstandard",
)  # fmt: skip
RUN = """
import sys
from importlib.machinery import PathFinder
found = PathFinder.find_spec
def find_spec(name, path=None, target=None):
    return None if name.partition('.')[0] in {blocked!r} else found(name, path, target)
PathFinder.find_spec = find_spec
from geo.cli import main
sys.exit(max(main(arguments) for arguments in {commands!r}))
"""


def run(*commands: list[str]) -> subprocess.CompletedProcess[str]:
    text = RUN.format(blocked=set(BLOCKED), commands=commands)
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)


def test_commands_that_need_no_extra_work_without_any(tmp_path: Path) -> None:
    given, project = str(SAMPLES / "articles"), str(tmp_path / "north")
    exports = [["export", given, "-q", "-o", str(tmp_path / f"a{e}")]
               for e in (".csv", ".geojson", ".gpkg", ".qgz", ".kmz", ".fgb", ".gpx", ".xlsx", ".jsonl")]  # fmt: skip
    done = run(
        *exports,
        ["map", given, "-q", "-o", str(tmp_path / "a.html")],
        ["atlas", given, "-q", "-o", str(tmp_path / "atlas")],
        ["chains", given, "-q", "-o", str(tmp_path / "c.csv")],
        ["dossier", "Songchon", given, "-q", "-o", str(tmp_path / "d.html")],
        ["review", given, "-q", "-o", str(tmp_path / "r.html")],
        ["records", str(SAMPLES / "records.csv"), "-q", "-o", str(tmp_path / "r.jsonl")],
        ["geocode", "Songchon County", "-q"],
        ["init", project],
        ["add", project, given, "-q"],
        ["news", project, "--since", "2024-11-01", "-q", "-o", str(tmp_path / "n.txt")],
        ["sql", project, "select count(*) from events"],
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert (tmp_path / "a.qgz").exists()


@pytest.mark.parametrize(
    ("command", "extra"),
    [
        (["export", "a.txt", "-o", "a.parquet"], "parquet"),
        (["export", "a.txt", "-o", "a.svg"], "figures"),
        (["export", "a.txt", "-o", "a.pmtiles"], "tiles"),
        (["fetch", "https://example.org/feed.xml", "-o", "web"], "fetch"),
        (["serve", "a.txt"], "serve"),
        (["map", "a.txt", "--scheduler", "tcp://127.0.0.1:1", "-o", "a.html"], "dask"),
    ],
)
def test_a_command_that_needs_an_extra_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], extra: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("A mill was inaugurated in Haeju City.", encoding="utf-8")
    done = run(command)
    assert done.returncode == 2, done.stderr[-2000:]
    assert f"[{extra}]" in done.stderr
    assert "Traceback" not in done.stderr
