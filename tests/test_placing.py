"""A table's column of places, located by the command as its user would."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from geo.cli import main


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.lstrip("\ufeff").splitlines()))


def test_a_columns_places_are_put_beside_its_rows(tmp_path, capsys) -> None:
    table = write(
        tmp_path / "a.csv",
        'Nr,Where,lat,Note\n1,Songchon County,x,=1+1\n2,"Unsan, South Phyongan",,-3.5\n3,Unsan,,\n4,,,\n5,서울,,\n',
    )
    out = tmp_path / "out" / "b.csv"
    assert main(["geocode", "--table", table, "--columns", "place=Where", "-o", str(out)]) == 2
    told = capsys.readouterr().err
    assert "a.csv, line 4: place 'Unsan' is KP0617 or KP0720; add its province" in told
    assert "5  2 placed, 3 not" in told
    found = rows(out.read_text("utf-8"))
    assert [row["pcode"] for row in found] == ["KP0717", "KP0720", "", "", ""]
    assert (found[0]["lat"], found[0]["lat_given"], found[0]["Note"]) == ("39.3225", "x", "'=1+1")
    assert (found[1]["Note"], found[1]["geo_precision"], found[1]["rule"]) == (
        "-3.5",
        "adm2",
        "parent-named",
    )
    assert found[2]["rule"].startswith("refused: is KP0617 or KP0720")
    assert found[3]["rule"] == "refused: no place named"
    assert list(found[0])[:4] == ["Nr", "Where", "lat_given", "Note"]


def test_signed_figures_in_a_cell_stay_as_they_are_written(tmp_path, capsys) -> None:
    table = write(tmp_path / "a.csv", "place,phone,nr,sum\nSongchon County,+850212345,-007,-1+2\n")
    assert main(["geocode", "-q", "--table", table]) == 0
    (row,) = rows(capsys.readouterr().out)
    assert (row["phone"], row["nr"], row["sum"]) == ("+850212345", "-007", "'-1+2")


def test_the_column_is_guessed_and_the_table_goes_to_standard_output(tmp_path, capsys) -> None:
    table = write(tmp_path / "a.tsv", "id\tcounty\n1\t성천군\n")
    assert main(["geocode", "-q", "--table", table]) == 0
    assert rows(capsys.readouterr().out)[0]["pcode"] == "KP0717"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--columns", "place=Wo"], "no column 'Wo'; there are id, note"),
        ([], "line 1: no column for place or adm2 among id, note"),
        (["--columns", "date=id"], "no column for place or adm2"),
        (["Songchon"], "either TEXT or --table"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path, capsys, options: list[str], said: str) -> None:
    table = write(tmp_path / "a.csv", "id,note\n1,2\n")
    assert main(["geocode", "--table", table, *options]) == 2
    assert said in capsys.readouterr().err


def test_a_point_is_told_by_what_it_is_written_as(capsys) -> None:
    assert main(["geocode", "39.66,", "124.705", "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["kind"], row["rule"]) for row in found] == [
        ("locality", "nearest locality, 0.0 km off"),
        ("adm2", "point in polygon"),
        ("adm1", "point in polygon"),
    ]
    assert main(["geocode", "37.5665", "126.978"]) == 1
    assert "no place found" in capsys.readouterr().err
    assert main(["geocode"]) == 2
    assert main(["geocode", "Songchon", "-o", "x.csv"]) == 2
