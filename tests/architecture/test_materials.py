"""What the project is made of is known: packages, their licences, and the files that pages carry."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from types import ModuleType

import pytest

from geo.outputs.page import assets
from geo.outputs.page.assets import embedded_hashes
from tests.support import ROOT


@pytest.fixture(scope="module")
def materials() -> ModuleType:
    path = ROOT / ".ci" / "bill_of_materials.py"
    if not path.exists():
        pytest.skip("an unpacked archive has no .ci")
    spec = importlib.util.spec_from_file_location("bill_of_materials", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_package_that_is_installed_has_a_licence_that_is_allowed(materials: ModuleType) -> None:
    allowed = materials.TABLE["allowed"]
    found = {name: materials.licence(name, package) for name, package in materials.installed().items()}
    assert "lxml" in found
    assert {
        name: said for name, said in found.items() if not set(materials.parts(said)) <= set(allowed)
    } == {}


def test_what_people_run_has_no_licence_that_is_for_tests_only(materials: ModuleType) -> None:
    tests_only = {name for name, why in materials.TABLE["allowed"].items() if "for tests only" in why}
    found = {
        name: materials.licence(name, package)
        for name, package in materials.installed(materials.RUNNING).items()
    }
    assert {name: said for name, said in found.items() if tests_only & set(materials.parts(said))} == {}


def test_the_bill_of_materials_lists_each_package_with_version_and_licence(materials: ModuleType) -> None:
    document = json.loads(json.dumps(materials.bill()))
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    libraries = [c for c in document["components"] if c["type"] == "library"]
    assert {c["name"] for c in libraries} == set(materials.installed(materials.RUNNING))
    assert all(c["version"] and c["licenses"] and c["purl"].endswith(f"@{c['version']}") for c in libraries)
    assert len({c["bom-ref"] for c in libraries}) == len(libraries)
    assert not re.search(r"https?://", json.dumps(document))


def test_every_file_that_a_page_carries_is_the_recorded_one(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = assets._leaflet_folder()
    for name, digest in embedded_hashes().items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    changed = dict(embedded_hashes()) | {"images/layers.png": "0" * 64}
    monkeypatch.setattr(assets, "_SHA256", changed)
    assets._leaflet_bytes.cache_clear()
    with pytest.raises(assets.AssetError, match=r"not Leaflet 1\.9\.3 as released"):
        assets.data_uri("images/layers.png")
    assets._leaflet_bytes.cache_clear()
