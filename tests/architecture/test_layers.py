"""The floor plan of ``geo/``: stages that import downwards only, no circle, no hidden context, no long file."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.support import ROOT

GEO = ROOT / "geo"
FLOORS = (
    ("_version",),
    ("model",),
    ("text", "evaluation"),
    ("reference",),
    ("languages", "readers"),
    ("extraction",),
    ("geocoding",),
    ("linking",),
    ("store",),
    ("outputs",),
    ("api",),
    ("__init__",),
    ("cli",),
    ("__main__",),
)
"""Folders and modules at the top of ``geo/`` from the ground up; those of one floor do not import each other."""

TESTED = [path.name for path in GEO.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    return {name_of(path): path for path in sorted(GEO.rglob("*.py"))}


def known(name: str) -> str | None:
    """The module that a dotted name means: the name itself, or the module that it is taken from."""
    while name and name not in modules():
        name = name.rpartition(".")[0]
    return name or None


def imports(module: str) -> set[str]:
    """Modules of ours that one imports: at its head, inside functions and for typing alone."""
    path = modules()[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) + 1 - node.level] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found |= {f"{base}.{alias.name}" for alias in node.names}
    return {name for one in found if one.split(".")[0] == "geo" and (name := known(one)) and name != module}


def floor(module: str) -> tuple[int, str]:
    top = module.split(".")[1] if "." in module else "__init__"
    return next(number for number, names in enumerate(FLOORS) if top in names), top


def test_every_entry_at_the_top_belongs_to_a_layer():
    named = {name for names in FLOORS for name in names}
    assert {name.removesuffix(".py") for name in TESTED} == named
    assert len(TESTED) <= 18


def test_the_tests_have_the_folders_of_geo():
    folders = {path.parent.relative_to(GEO) for path in GEO.rglob("__init__.py")}
    tested = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    assert {path for path in folders if len(path.parts) == 1} <= tested
    assert tested - folders == {Path("architecture")}


@pytest.mark.parametrize("module", [m for m in modules() if m != "geo"])
def test_a_module_imports_its_own_floor_s_folder_or_one_below(module):
    own, folder = floor(module)
    for other in imports(module):
        there, name = floor(other)
        assert there < own or (there == own and name == folder), f"{module} imports {other}"


def test_no_modules_import_each_other_in_a_circle():
    graph = {module: imports(module) for module in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' -> '.join(error.args[1])}")


@pytest.mark.parametrize("path", modules().values(), ids=modules())
def test_no_file_has_over_400_lines(path):
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.skipif(
    not hasattr(os, "fork"), reason="the system cannot fork, so modules cannot be imported apart"
)
def test_each_module_can_be_imported_alone():
    """An order of imports that works by chance breaks for whoever begins elsewhere."""
    script = (
        "import importlib, os, sys\n"
        "import folium, geopandas, geopy, lxml.html, matplotlib, openpyxl\n"  # once, for all children
        "for name in sys.argv[1:]:\n"
        "    if not (child := os.fork()):\n"
        "        try:\n"
        "            importlib.import_module(name)\n"
        "        except BaseException as error:\n"
        "            print(name, repr(error), flush=True)\n"
        "        os._exit(0)\n"
        "    os.waitpid(child, 0)\n"
    )
    names = [m for m in modules() if m != "geo.__main__"]
    run = subprocess.run(
        # Python 3.12 warns of forks beside the threads of numerical libraries, which no child here uses.
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", script, *names],
        cwd=ROOT, capture_output=True, text=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    assert (run.stdout, run.stderr) == ("", "")
