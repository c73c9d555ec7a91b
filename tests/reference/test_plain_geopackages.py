"""A GeoPackage of texts and numbers in degrees is read without GDAL, and as GDAL reads it."""

import sqlite3
from pathlib import Path

import geopandas
import pytest
import shapely

from geo.model.errors import UnreadableError
from geo.reference.boundaries import sources
from geo.reference.boundaries.geopackage import plain_geopackage
from geo.reference.boundaries.sources import BoundaryFile, read_boundaries
from tests.support import GAZETTEER
from tests.support.boundary_files import counties, gadm


def _saved(path: Path, **columns: object) -> Path:
    frame = counties().head(4)[["geometry"]].assign(**columns)
    frame.to_file(path, layer="ADM_ADM_2", engine="pyogrio")
    return path


def _read(path: Path) -> BoundaryFile:
    return read_boundaries(path, GAZETTEER, lambda error: None)


def _told(found: BoundaryFile) -> list[tuple[object, ...]]:
    return [(u.number, u.naming, u.shape.wkb) for u in found.units]


def _both(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[BoundaryFile, BoundaryFile]:
    """What is read without GDAL, and with it."""
    own = _read(path)
    monkeypatch.setattr(sources, "plain_geopackage", lambda path: None)
    return own, _read(path)


NAMES = ["Songchon", "Haeju", "성천군", "Paekam"]


@pytest.mark.parametrize(
    "columns",
    [
        {"NAME_2": NAMES},
        {"NAME_2": ["Songchon", None, "", "Haeju | Haiju"], "NAME_1": "South Phyongan"},
        {"name": NAMES, "admin_level": [6, 6, 4, 8], "area": [1.5, 2.0, 3.25, 4.0]},
        {"Kreis": NAMES, "Zahl": [1, 2, 3, 4]},
    ],
)
def test_names_numbers_and_shapes_are_those_that_gdal_gives(
    columns: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _saved(tmp_path / "a.gpkg", **columns)
    assert plain_geopackage(path) is not None
    own, theirs = _both(path, monkeypatch)
    assert _told(own) == _told(theirs)
    assert (own.notes, own.publisher) == (theirs.notes, theirs.publisher)


def test_layers_come_in_the_order_in_which_gdal_gives_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "three.gpkg"
    for layer in ("ADM_ADM_2", "ADM_ADM_0", "a town"):
        counties().head(2).to_file(path, layer=layer, engine="pyogrio")
    towns = counties().head(2)
    towns.geometry = towns.geometry.representative_point()
    towns.to_file(path, layer="towns", engine="pyogrio")
    own, theirs = _both(path, monkeypatch)
    assert len(own.units) == 6
    assert _told(own) == _told(theirs)


def test_a_file_in_the_shape_of_gadm_is_read_without_gdal(tmp_path: Path) -> None:
    country, provinces, units = plain_geopackage(gadm(tmp_path / "gadm41_PRK.gpkg")) or ()
    assert [len(layer.rows) for layer in (country, provinces, units)] == [1, 11, len(units.shapes)]


@pytest.mark.parametrize(
    "kind", ["in metres", "missing numbers", "dates", "points among them", "a view", "bytes for a text"]
)
def test_other_geopackages_are_left_to_gdal_and_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    frame = counties().head(4)[["name", "geometry"]]
    if kind == "in metres":
        frame = frame.to_crs("EPSG:32652")
    elif kind == "missing numbers":
        frame = frame.assign(admin_level=[6, None, 6, 6]).astype({"admin_level": "Int64"})
    elif kind == "dates":
        frame = frame.assign(day=["2024-11-20"] * 4).astype({"day": "datetime64[ms]"})
    elif kind == "points among them":
        frame.loc[3, "geometry"] = shapely.Point(126, 39)
    frame.to_file(path, layer="units", engine="pyogrio")
    if kind in ("a view", "bytes for a text"):
        with sqlite3.connect(path) as base:
            if kind == "a view":
                base.execute("ALTER TABLE units RENAME TO kept")
                base.execute("CREATE VIEW units AS SELECT * FROM kept")
            else:
                for (trigger,) in base.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                ).fetchall():
                    base.execute(f'DROP TRIGGER "{trigger}"')  # it calls what only GDAL has
                base.execute("UPDATE units SET name = x'35' WHERE fid = 1")
        base.close()
    assert plain_geopackage(path) is None
    assert len(_read(path).units) == (3 if kind == "points among them" else 4)


def test_a_damaged_geopackage_is_refused_with_the_words_of_gdal(tmp_path: Path) -> None:
    path = _saved(tmp_path / "a.gpkg", NAME_2=NAMES)
    path.write_bytes(path.read_bytes()[:5_000])
    with pytest.raises(UnreadableError, match=r"a\.gpkg: cannot be read as a map"):
        _read(path)


def test_nothing_is_written_beside_a_geopackage(tmp_path: Path) -> None:
    path = _saved(tmp_path / "what? 100%.gpkg", NAME_2=NAMES)
    before = path.read_bytes()
    assert len(_read(path).units) == 4
    assert geopandas.read_file(path).shape == (4, 2)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == before
