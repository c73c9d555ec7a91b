"""Shapefiles of Korean programs: the code page is missing, or wrong, or names are cut inside of a syllable."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path

import geopandas
import pytest
from shapely.geometry import Point

from geo.linking.records import NEEDED, records_of
from geo.readers.tables import read_table

_CELLS = {"날짜": "2022-07-09", "시군명": "해주시", "내용": "방직공장 준공식"}


def shapefile(folder: Path, encoding: str, cpg: str | None, **cells: str) -> Path:
    path = folder / "own.shp"
    frame = geopandas.GeoDataFrame(
        {k: [v] for k, v in (cells or _CELLS).items()}, geometry=[Point(125.71, 38.04)], crs=4326
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on the names that are cut
        frame.to_file(path, encoding=encoding)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    return path


def read(path: Path):
    problems: list[str] = []
    table = read_table(path, lambda error: problems.append(str(error)), need=NEEDED)
    return table, list(records_of(table, lambda error: problems.append(str(error)))), problems


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
@pytest.mark.parametrize("cpg", [None, "CP949", "UTF-8", "ISO-8859-1", "ANSI 1252", "949", "nonsense"])
def test_korean_text_is_decoded_whatever_the_code_page_says(tmp_path, encoding, cpg):
    table, (record,), problems = read(shapefile(tmp_path, encoding, cpg))
    assert {k: record.row[k] for k in _CELLS} == _CELLS
    assert (record.adm2, record.type, problems) == ("KP0901", "inauguration", [])
    agree = (encoding == "cp949") == (cpg in ("CP949", "949")) and (cpg != "UTF-8" or encoding == "utf-8")
    assert any(encoding.upper() in note for note in table.notes) == (
        not agree or (encoding, cpg) == ("cp949", None)
    )


def test_the_choice_of_a_code_page_is_told(tmp_path):
    table, _, _ = read(shapefile(tmp_path, "cp949", None))
    assert table.notes == ["code page CP949 by content; the file names none"]
    table, _, _ = read(shapefile(tmp_path, "cp949", "UTF-8"))
    assert table.notes == ["code page CP949 by content; the one that the file names, utf-8, does not fit"]


def test_names_cut_inside_of_a_syllable_lose_its_rest_and_are_told(tmp_path):
    cells = {"발생일자": "2022-07-09", "소재지명칭": "해주시", "조사내용요약": "가" * 100}
    table, (record,), problems = read(shapefile(tmp_path, "utf-8", "UTF-8", **cells))
    assert list(table.header) == ["발생일", "소재지", "조사내"]
    assert table.notes == ["names of columns are cut inside of a character: 발생일, 소재지, 조사내"]
    assert (str(record.date), record.adm2, record.row["조사내"]) == ("2022-07-09", "KP0901", "가" * 84)
    assert problems == []


def test_names_that_a_cut_has_made_alike_stay_two_columns(tmp_path):
    cells = {"date": "2022-07-09", "조사내용요약": "하나", "조사내용의견": "둘"}
    table, (record,), _ = read(shapefile(tmp_path, "utf-8", None, **cells))
    assert len(table.header) == len(set(table.header)) == 3
    assert sorted(record.row[name] for name in table.header[1:]) == ["둘", "하나"]


def test_a_zipped_shapefile_and_a_dbase_table_alone_are_decoded_too(tmp_path):
    path = shapefile(tmp_path, "cp949", None)
    with zipfile.ZipFile(tmp_path / "own.zip", "w") as archive:
        for one in tmp_path.glob("own.[sdp]*"):
            archive.write(one, one.name)
    alone = tmp_path / "alone.dbf"
    alone.write_bytes(path.with_suffix(".dbf").read_bytes())
    for one in (tmp_path / "own.zip", alone):
        _, (record,), problems = read(one)
        assert ({k: record.row[k] for k in _CELLS}, problems) == (_CELLS, [])


def test_western_text_is_no_korean_and_unknown_text_is_told_with_the_remedy(tmp_path):
    cells = {"date": "2022-07-09", "place": "Haeju", "note": "Déjà vu à l’été"}
    table, (record,), _ = read(shapefile(tmp_path, "cp1252", None, **cells))
    assert (record.row["note"], table.notes) == ("Déjà vu à l’été", [])
    chinese = cells | {"note": "海州市纺织工厂竣工仪式隆重举行"}
    table, _, _ = read(shapefile(tmp_path, "gbk", None, **chinese))
    assert "ending .cpg" in table.notes[0]
    table, (record,), _ = read(shapefile(tmp_path, "gbk", "GBK", **chinese))
    assert (record.row["note"], table.notes) == (chinese["note"], [])
