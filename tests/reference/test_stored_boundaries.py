"""Boundary sets that are kept between runs."""

from __future__ import annotations

import os

import pytest

from geo.model.errors import GeoError
from geo.reference.boundaries import stored
from geo.reference.boundaries.stored import cache_folder, stored_boundary_set
from tests.support import BOUNDARIES
from tests.support.boundary_files import counties


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DPRK_GEO_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "boundaries"


@pytest.fixture
def file(tmp_path):
    frame = counties().rename(columns={"name": "ADM2_EN", "pcode": "ADM2_PCODE"})
    path = tmp_path / "own.geojson"
    frame[frame["ADM2_PCODE"] != "KP0717"].to_file(path)
    return path


def test_a_file_is_matched_once(folder, file, monkeypatch):
    said: list[GeoError] = []
    first = stored_boundary_set(file, said.append)
    monkeypatch.setattr(stored, "read_boundary_set", lambda *a, **k: pytest.fail("it is matched again"))
    again: list[GeoError] = []
    second = stored_boundary_set(file, again.append)
    assert dict(first.shapes("adm2")) == dict(second.shapes("adm2"))
    assert (list(first.notes), first.credit, first.name) == (list(second.notes), second.credit, second.name)
    assert list(map(str, said)) == list(map(str, again)) != []
    assert second.locate(126.9, 40.9) == first.locate(126.9, 40.9)


def test_what_comes_next_is_loaded_while_a_file_is_matched_and_not_where_it_is_stored(folder, file):
    loaded: list[str] = []
    stored_boundary_set(file, lambda error: None, meanwhile=lambda: loaded.append("words"))
    assert loaded == ["words"]
    stored_boundary_set(file, lambda error: None, meanwhile=lambda: loaded.append("again"))
    assert loaded == ["words"]


def test_a_changed_file_is_matched_again(folder, file):
    stored_boundary_set(file, lambda error: None)
    file.write_text(file.read_text().replace("KP0703", "KP0704", 1))
    stored_boundary_set(file, lambda error: None)
    assert len(list(folder.iterdir())) == 2


def test_a_damaged_or_deleted_cache_costs_only_time(folder, file):
    first = stored_boundary_set(file, lambda error: None)
    (kept,) = folder.iterdir()
    kept.write_bytes(b"\x1f\x8bnonsense")
    assert dict(stored_boundary_set(file, lambda error: None).shapes("adm2")) == dict(first.shapes("adm2"))
    kept.unlink()
    folder.rmdir()
    folder.write_text("a file where the folder should be")
    assert dict(stored_boundary_set(file, lambda error: None).shapes("adm2")) == dict(first.shapes("adm2"))


def test_the_cache_is_bounded(folder, file):
    folder.mkdir(parents=True)
    for number in range(12):
        path = folder / f"{number:02d}.json.gz"
        path.write_bytes(b"")
        os.utime(path, (number, number))
    stored_boundary_set(file, lambda error: None)
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == stored.MOST_FILES
    assert "11.json.gz" in names
    assert "00.json.gz" not in names


def test_no_cache_is_used_where_it_is_off(tmp_path, file, monkeypatch):
    monkeypatch.setenv("DPRK_GEO_CACHE", "off")
    assert cache_folder() is None
    assert stored_boundary_set(file, lambda error: None).matching is not None


def test_the_bundled_polygons_are_not_changed_by_a_file(folder, file):
    before = BOUNDARIES.shapes("adm2")["KP0717"]
    assert stored_boundary_set(file, lambda error: None).shapes("adm2")["KP0717"] is not before
    assert BOUNDARIES.shapes("adm2")["KP0717"] is before
