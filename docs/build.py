"""Build the documentation into ``output/docs``: one folder of plain files that opens without network.

Pages of the repository keep their places beside each other (``README.md``, ``docs``, ``data``, ``notebooks``),
so that a link that works in the repository works in the built pages too. What links to a file that is not
carried along stops the build, as every other warning does.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from offline import network_assets

import geo

ROOT = Path(__file__).resolve().parents[1]
CARRIED = (
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "CITATION.cff", "LICENSE", "docs/**/*.md", "docs/*.svg",
    "data/*.md", "data/samples/**/*", "benchmarks/*.md", "notebooks/*.ipynb", "tests/**/README.md",
)  # fmt: skip
"""Patterns of the files that the documentation is made of, or that its pages link to."""

PUBLIC = """Public API
==========

What :mod:`geo` offers to a script or a notebook. Each name is imported from ``geo`` itself, when first used.

.. currentmodule:: geo

.. autosummary::
   :nosignatures:

   {names}

Functions
---------

{functions}

Classes
-------

{classes}
"""

PACKAGES = """Packages and modules
====================

Every package, in the order in which they build on each other: one imports only from those below it
(:doc:`/docs/architecture`). Names outside of :doc:`public` may move between versions.

.. toctree::
   :maxdepth: 1

   {packages}
"""

ORDER = (
    "cli", "api", "outputs", "linking", "geocoding", "extraction", "readers", "languages", "reference",
    "evaluation", "text", "model",
)  # fmt: skip


def lay_out(folder: Path) -> None:
    """Copy the carried files into a folder, and write the pages that list the API beside them.

    Raises
    ------
    OSError
        If a file cannot be read, or the folder not written.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for pattern in CARRIED:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                target = folder / path.relative_to(ROOT)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    (folder / "docs" / "index.md").rename(folder / "index.md")
    reference = folder / "reference"
    reference.mkdir()
    packages = package_pages()
    pages = {"public": public_page(), "modules": PACKAGES.format(packages=listed(packages)), **packages}
    for name, text in pages.items():
        (reference / f"{name}.rst").write_text(text, encoding="utf-8")


def public_page() -> str:
    """Page of the names of ``geo.__all__``, functions and classes apart."""
    classes = [name for name in geo.__all__ if isinstance(getattr(geo, name), type)]
    functions = [name for name in geo.__all__ if name not in classes]
    return PUBLIC.format(
        names=listed([*functions, *classes]),
        functions="\n".join(f".. autofunction:: {name}" for name in functions),
        classes="\n".join(f".. autoclass:: {name}\n   :members:\n" for name in classes),
    )


def package_pages() -> dict[str, str]:
    """Page of each package with its modules, by name, in the order of the layers."""
    pages = {}
    for top in (*ORDER, *sorted(found_at_the_top() - set(ORDER))):
        path = ROOT / "geo" / top
        if path.is_dir():
            for folder in sorted(p.parent for p in path.rglob("__init__.py")):
                package = ".".join(folder.relative_to(ROOT).parts)
                modules = [f"{package}.{p.stem}" for p in sorted(folder.glob("[!_]*.py"))]
                pages[package] = "\n".join((section(package, "="), *(section(m, "-") for m in modules)))
        else:
            pages[f"geo.{top}"] = section(f"geo.{top}", "=")
    return pages


def found_at_the_top() -> set[str]:
    """Names of the packages and modules directly below ``geo``, private ones left out."""
    geo_folder = ROOT / "geo"
    packages = {path.parent.name for path in geo_folder.glob("*/__init__.py")}
    return packages | {path.stem for path in geo_folder.glob("[!_]*.py")}


def section(module: str, line: str) -> str:
    """One module under a heading of its name, with what it defines itself."""
    directive = f".. automodule:: {module}\n   :members:\n   :ignore-module-all:\n"
    return f"{module}\n{line * len(module)}\n\n{directive}"


def listed(names: Iterable[str]) -> str:
    """Names one below the other, indented as a directive's content."""
    return "\n   ".join(names)


def main() -> int:
    """Lay out the sources, run Sphinx with warnings as errors, and check that the pages need no network."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "-o", "--output", type=Path, default=ROOT / "output" / "docs", help="folder of the pages"
    )
    output = parser.parse_args().output.resolve()
    sources = output.with_name(f".{output.name}-sources")
    lay_out(sources)
    shutil.rmtree(output, ignore_errors=True)
    flags = ["-W", "--keep-going", "-j", "auto", "-q"]
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-b",
        "html",
        "-c",
        str(ROOT / "docs"),
        "-d",
        str(sources / ".doctrees"),
    ]
    done = subprocess.run([*command, *flags, str(sources), str(output)], check=False)
    if done.returncode:
        return done.returncode
    asked = network_assets(output)
    for page, address in asked:
        print(f"{page.relative_to(output)}: loads {address} from the network", file=sys.stderr)
    if not asked:
        pages = sum(1 for _ in output.rglob("*.html"))
        print(f"{pages} pages in {output}; open {output / 'index.html'}")
    return 1 if asked else 0


if __name__ == "__main__":
    sys.exit(main())
