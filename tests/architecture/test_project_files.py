"""The files beside the code keep what they promise: versions agree, reasons are given, pages are linked."""

from __future__ import annotations

import ast
import csv
import importlib.util
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

from geo import __version__
from tests.support import ROOT

DOCS = ROOT / "docs"
REGISTRY_HOSTS = re.compile(
    "|".join(re.escape(host) for host in ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com"))
    + r"|(?<![\w.])deb\." + r"debian\.org"
)  # fmt: skip
MACHINE_PATHS = re.compile(
    "|".join(("/root/" + r"[.\w]", "/home/" + r"\w+/", "/work/" + "main", r"/opt/" + "wheels"))
)


@cache
def tracked() -> list[Path]:
    """Files of the tree that are text, as git lists them; of an unpacked archive, all that are no output."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_changelog_begins_with_the_version_or_what_is_unreleased():
    headings = re.findall(r"^## \[?([^]\s]+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] in ("Unreleased", __version__)
    assert __version__ in headings


def test_the_changelog_has_only_the_usual_categories():
    headings = re.findall(r"^### (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert set(headings) <= {
        "Added",
        "Changed",
        "Deprecated",
        "Removed",
        "Fixed",
        "Security",
        "Moved modules",
        "Renamed",
    }


def test_every_new_place_of_a_moved_module_exists():
    table = (ROOT / "CHANGELOG.md").read_text("utf-8").partition("### Moved modules")[2].partition("\n## ")[0]
    cells = [row.strip("|").split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    names = {name for cell in cells for name in re.findall(r"`(geo\.[\w.]+)`", cell)}
    assert names
    assert [name for name in sorted(names) if importlib.util.find_spec(name) is None] == []


def test_the_citation_has_the_version():
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_every_dependency_has_a_lower_bound_and_a_reason():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    extras = project()["optional-dependencies"]
    for requirement in [*project()["dependencies"], *(one for needed in extras.values() for one in needed)]:
        assert re.search(r"[>=]=\d", requirement), f"{requirement} has no lower bound"
        assert re.search(rf'"{re.escape(requirement)}",? *# \w', text), f"{requirement} has no reason"


def test_every_library_that_is_imported_is_a_dependency_by_name():
    """One that another library brings along may go with its next version."""
    needed = [*project()["dependencies"], *chain.from_iterable(project()["optional-dependencies"].values())]
    named = {normal(re.match(r"[\w.-]+", requirement)[0]) for requirement in needed}
    imported = set()
    for path in (ROOT / "geo").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                imported.add(node.module.partition(".")[0])
    providers = packages_distributions()
    for library in sorted(imported - sys.stdlib_module_names - {"geo"}):
        assert named & {normal(name) for name in providers.get(library, [library])}, library


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_index_of_the_documentation_names_every_page():
    entries = re.findall(r"^(?:.*<)?/([\w/*.-]+?)>?$", (DOCS / "index.md").read_text("utf-8"), re.MULTILINE)
    listed = {path for entry in entries for path in ROOT.glob(f"{entry}.md")}
    assert set(DOCS.glob("*.md")) - {DOCS / "index.md"} <= listed


def test_a_link_in_a_page_leads_to_a_file():
    pages = [*ROOT.glob("*.md"), *DOCS.glob("*.md"), *(ROOT / "data").glob("*.md")]
    missing = []
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
            base = ROOT if target.startswith("/") else page.parent
            if ":" not in target and not (base / target.lstrip("/")).exists():
                missing.append(f"{page.relative_to(ROOT)}: {target}")
    assert missing == []


def test_the_form_for_a_publisher_offers_the_classes_of_the_table():
    form = (ROOT / ".github" / "ISSUE_TEMPLATE" / "new-publisher.yml").read_text("utf-8")
    options = re.findall(r"^        - (.+)$", form, re.MULTILINE)
    with (ROOT / "data" / "reference" / "publishers.tsv").open(encoding="utf-8", newline="") as lines:
        classes = {row["class"] for row in csv.DictReader(lines, delimiter="\t")}
    assert set(options) == classes


@pytest.mark.parametrize("pattern", [REGISTRY_HOSTS, MACHINE_PATHS], ids=["registry hosts", "machine paths"])
def test_no_file_names_a_registry_s_host_or_a_path_of_one_machine(pattern):
    found = {}
    for path in tracked():
        if hits := set(pattern.findall(path.read_text("utf-8", errors="replace"))):
            found[str(path.relative_to(ROOT))] = hits
    assert found == {}


@pytest.fixture(scope="module")
def offline():
    spec = importlib.util.spec_from_file_location("offline", DOCS / "offline.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://a.example/a.js"></script>',
        '<link rel="stylesheet" href="//a.example/a.css">',
        '<img srcset="https://a.example/a.png 2x">',
        "<style>@import 'https://a.example/a.css';</style>",
        '<p style="background: url(https://a.example/a.png)">',
        '<iframe srcdoc="&lt;img src=&quot;https://a.example/a.png&quot;&gt;"></iframe>',
    ],
)
def test_a_page_that_loads_something_from_the_network_is_found(offline, html, tmp_path):
    (tmp_path / "page.html").write_text(html)
    ((page, address),) = offline.network_assets(tmp_path)
    assert page.name == "page.html"
    assert "a.example/a." in address


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://a.example/">a link to follow</a>',
        '<link rel="canonical" href="https://a.example/">',
        '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E">',
        '<script src="_static/a.js"></script>',
    ],
)
def test_a_link_that_a_reader_may_follow_loads_nothing(offline, html):
    assert offline.in_page(html) == []
