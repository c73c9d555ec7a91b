"""Write what the project is made of, as a CycloneDX document: every package that is installed with it, and its licence.

``python .ci/bill_of_materials.py [FILE]`` reads the metadata of the packages in its own environment; it asks nobody.
With the hashes of the files that pages carry, it says all that a page can contain which is not ours.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
TABLE = tomllib.loads((ROOT / ".ci" / "licences.toml").read_text("utf-8"))
RUNNING = ("notebook", "figures", "parquet", "pdf", "postgis", "duckdb", "tiles", "hwp", "web-archives")
"""Extras of people who use the project; ``test`` is of those who change it."""


def project() -> dict[str, Any]:
    """The table ``project`` of pyproject.toml."""
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return found


def installed(extras: tuple[str, ...] = (*RUNNING, "test")) -> dict[str, Distribution]:
    """Packages that the project needs and that are installed, those that they need included, by normalised name."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    asked = project()
    left = [(text, "") for text in asked["dependencies"]]
    left += [(text, "") for extra in extras for text in asked["optional-dependencies"][extra]]
    while left:
        text, within = left.pop()
        need = Requirement(text)
        name = normalised(need.name)
        if need.marker and not need.marker.evaluate({"extra": within}):
            continue
        for extra in ("", *sorted(need.extras)):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            try:
                found[name] = distribution(need.name)
            except PackageNotFoundError:
                break
            left += [(one, extra) for one in found[name].requires or ()]
    return dict(sorted(found.items()))


def normalised(name: str) -> str:
    """The name of a package as indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(name: str, package: Distribution) -> str:
    """The SPDX expression of a package's licence; what its metadata says where that is not known."""
    if name in TABLE["packages"]:
        return str(TABLE["packages"][name])
    said = package.metadata
    if expression := said.get("License-Expression"):
        return str(expression)
    classes = [c.split(" :: ")[-1] for c in said.get_all("Classifier", []) if c.startswith("License ::")]
    lines = (said.get("License") or "").strip().splitlines()[:1]
    known = [
        TABLE["words"].get(w.strip(), w.strip())
        for w in (*classes, *lines)
        if w.strip() not in ("", "OSI Approved")
    ]
    return next((k for k in known if k in TABLE["allowed"]), known[0] if known else "unknown")


def parts(expression: str) -> Iterator[str]:
    """The identifiers in an expression of which each must be allowed; of a choice, one of those that are."""
    for one in re.split(r"\s+AND\s+", expression.replace("(", "").replace(")", "")):
        choices = re.split(r"\s+OR\s+", one)
        yield next((c for c in choices if c in TABLE["allowed"]), choices[0]).strip()


def bill() -> dict[str, Any]:
    """The document."""
    sys.path.insert(0, str(ROOT))
    from geo import __version__
    from geo.outputs.page.assets import embedded_hashes

    components: list[dict[str, Any]] = [
        {
            "type": "library", "bom-ref": f"pkg:pypi/{name}@{package.version}", "name": name,
            "version": package.version, "purl": f"pkg:pypi/{name}@{package.version}",
            "licenses": [{"expression": licence(name, package)}], "scope": "required",
        }
        for name, package in installed(RUNNING).items()
    ]  # fmt: skip
    components += [
        {"type": "file", "name": f"leaflet/{name}", "licenses": [{"expression": "BSD-2-Clause"}],
         "hashes": [{"alg": "SHA-256", "content": digest}]}
        for name, digest in embedded_hashes().items()
    ]  # fmt: skip
    own = {"type": "application", "name": project()["name"], "version": __version__,
           "licenses": [{"expression": project()["license"]}]}  # fmt: skip
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"component": own},
            "components": components}  # fmt: skip


if __name__ == "__main__":
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "output" / "bill-of-materials.cdx.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(bill(), indent=1) + "\n", encoding="utf-8")
    print(out)  # noqa: T201
