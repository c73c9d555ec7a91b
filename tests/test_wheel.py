"""The wheel as somebody else installs it: with its data, working from another folder."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is not installed")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    """The wheel's content in a folder of its own, as an installer lays it out."""
    out = tmp_path_factory.mktemp("wheel")
    code = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(out)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    with zipfile.ZipFile(out / done.stdout.split()[-1]) as wheel:
        wheel.extractall(out / "site")
    return out / "site"


def test_the_wheel_carries_the_reference_and_the_page(unpacked):
    for name in (
        "units.tsv", "localities.tsv", "sites.tsv", "south.tsv", "words/english.toml", "adm1.geojson", "adm2.geojson",
        "backdrop.geojson", "publishers.tsv",
    ):  # fmt: skip
        assert (unpacked / "geo" / "reference" / "data" / name).is_file(), name
    for name in ("page.html", "page.css", "js/main.js"):
        assert (unpacked / "geo" / "outputs" / "page" / name).is_file(), name
    for name in ("page.html", "page.css", "words.toml"):
        assert (unpacked / "geo" / "outputs" / "dossier" / name).is_file(), name
    assert (unpacked / "geo" / "py.typed").is_file()


def test_nothing_but_the_package_is_in_the_wheel(unpacked):
    assert sorted(p.name for p in unpacked.iterdir() if not p.name.endswith(".dist-info")) == ["geo"]


def test_the_wheel_works_from_another_folder(unpacked, tmp_path):
    (tmp_path / "a.txt").write_text("Kim Jong Un inspected a factory in Songchon County.")
    code = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r}); import geo; from geo.cli import main; "
        "assert geo.__file__.startswith(sys.path[0]); "
        "sys.exit(main(['extract', 'a.txt', '-q', '-o', 'o.jsonl']) or main(['map', 'a.txt', '-q', '-o', 'm.html']))"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "o.jsonl").read_text("utf-8"))["events"][0]["adm2"] == "KP0717"
    assert (tmp_path / "m.html").stat().st_size > 300_000
