"""A table's column of places, located by the command as its user would."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from geo.cli import main
from geo.geocoding.table_places import RowPlaces
from geo.linking.records import read_records
from geo.linking.site_register import read_sites
from geo.model.entities import Alias
from geo.model.errors import GeoError
from geo.outputs.watchlist import read_watchlist
from geo.readers.tables import read_table
from tests.support import GAZETTEER, REFERENCE


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
    output = capsys.readouterr().err
    assert "a.csv, line 4: place 'Unsan' is KP0617 or KP0720; add its province" in output
    assert "5  2 placed, 3 not" in output
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


TWO_UNSANS = "county,province\nUnsan,South Phyongan\nUnsan-gun,평안북도\n"


def test_a_pcode_or_a_province_beside_a_name_resolves_a_row(tmp_path, capsys) -> None:
    for text, wanted in (
        ("name,pcode\nA Mill,KP0717\n", [("KP0717", "P-code")]),
        (TWO_UNSANS, [("KP0720", "parent-named"), ("KP0617", "parent-named")]),
        ("place,admin2,admin1\nUnsan,Unsan,South Phyongan\n", [("KP0720", "parent-named")]),
        ("province\nRyanggang\n", [("KP01", "only place of that name")]),
    ):
        assert main(["geocode", "-q", "--table", write(tmp_path / "a.csv", text)]) == 0
        assert [(row["pcode"], row["rule"]) for row in rows(capsys.readouterr().out)] == wanted


def test_a_place_that_nobody_knows_is_put_in_its_province_and_marked_so(tmp_path, capsys) -> None:
    table = write(tmp_path / "a.csv", "county,province\nAtlantis,South Phyongan\nKP9999,Atlantis\n")
    assert main(["geocode", "--table", table]) == 2
    output = capsys.readouterr()
    first, second = rows(output.out)
    assert (first["pcode"], first["geo_precision"]) == ("KP07", "adm1")
    assert "'Atlantis' is not known" in first["rule"]
    assert "a.csv, line 2: place 'Atlantis' is not known" in output.err
    assert "the row is placed in South Phyongan" in output.err
    table = write(tmp_path / "b.csv", "admin2,admin1\nAtlantis,South Phyongan\n")
    assert main(["geocode", "-q", "--table", table]) == 2
    assert "b.csv, line 2: place 'Atlantis' is not known" in capsys.readouterr().err
    assert second["rule"].startswith("refused: is not known")
    assert "line 3: place 'KP9999' is not known" in output.err


def test_records_sites_and_watch_lists_resolve_a_county_by_its_province_as_well(tmp_path) -> None:
    text = TWO_UNSANS.replace("county", "date,name,county").replace("Unsan", "2024-11-20,A Mill,Unsan")
    table = write(tmp_path / "a.csv", text)
    wanted = ["KP0720", "KP0617"]
    assert [r.adm2 for r in read_records(table, pytest.fail)] == wanted
    assert [s.adm2 for s in read_sites(table, pytest.fail)] == wanted
    assert [w.place.place_id for w in read_watchlist(table, pytest.fail)] == wanted


def test_a_site_in_a_province_is_in_the_county_of_its_coordinates(tmp_path) -> None:
    table = write(
        tmp_path / "a.csv", "name,province,lat,lon\nA Mill,South Phyongan,39.26,126.2\nB Mill,Jagang,,\n"
    )
    mill, other = read_sites(table, pytest.fail)
    assert (mill.adm1, mill.adm2, mill.geo_precision) == ("KP07", "KP0717", "site")
    assert (other.adm1, other.adm2, other.geo_precision) == ("KP05", None, "adm1")


def test_a_county_that_is_not_resolved_does_not_have_its_province_watched(tmp_path) -> None:
    problems: list[GeoError] = []
    table = write(tmp_path / "a.csv", "county,province\nAtlantis,South Phyongan\n,Ryanggang\n")
    assert [w.place.place_id for w in read_watchlist(table, problems.append)] == ["KP01"]
    assert "line 2: county 'Atlantis' is not known" in str(problems[0])


def test_names_that_a_user_adds_are_known_to_the_tables_read_with_them_alone(tmp_path) -> None:
    path = write(tmp_path / "a.csv", "place\nPeony Town\n")
    wider = REFERENCE.with_aliases([Alias("Peony Town", GAZETTEER["KP0717"])])
    read = [read_table(path, pytest.fail, reference=r) for r in (REFERENCE, wider, REFERENCE)]
    before, within, after = (RowPlaces(table).of(table.rows[0]).place for table in read)
    assert (before, within and within.place_id, after) == (None, "KP0717", None)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--columns", "place=Wo"], "no column 'Wo'; its columns are id, note"),
        (
            [],
            "line 1: no column for place or adm2 or adm2_name or adm1_name or adm1 or point or lat among id, note",
        ),
        (["--columns", "date=id"], "no column for place or adm2 or"),
        (["Songchon"], "either TEXT or --table"),
    ],
)
def test_what_cannot_be_done_is_reported(tmp_path, capsys, options: list[str], said: str) -> None:
    table = write(tmp_path / "a.csv", "id,note\n1,2\n")
    assert main(["geocode", "--table", table, *options]) == 2
    assert said in capsys.readouterr().err


def test_a_point_is_recognised_by_what_it_is_written_as(capsys) -> None:
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


def test_queries_come_one_a_line_from_standard_input(capsys, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Songchon County\n\n39.66, 124.705\nAtlantis\n"))
    assert main(["geocode", "-", "--json"]) == 0
    output = capsys.readouterr()
    found = [json.loads(line) for line in output.out.splitlines()]
    assert {row["query"] for row in found} == {"Songchon County", "39.66, 124.705"}
    assert found[0]["place_id"] == "KP0717"
    assert "no place found in 'Atlantis'" in output.err


def test_rows_with_a_point_are_placed_by_it_as_records_are(tmp_path, capsys) -> None:
    table = write(
        tmp_path / "a.csv",
        "what,county,Coordinates\n"
        "mill,,39.3301 N 126.2951 E\n"  # no name at all
        'pad,Hamhung,"39.21, 125.67"\n'  # a name far from the point
        "visit,Songchon,\n"  # a name alone
        'talks,,"37.5665, 126.9780"\n'
        "splash,,39.35 127.75\n",
    )
    assert main(["geocode", "--table", table]) == 2  # two rows have something to say
    printed = capsys.readouterr()
    found = rows(printed.out)
    assert [row["pcode"] for row in found] == ["KP0717", "KP1001", "KP0717", "", ""]
    assert [row["geo_precision"] for row in found] == ["site", "site", "adm2", "", "sea"]
    assert (found[1]["lat"], found[1]["lon"]) == ("39.21", "125.67")
    assert "km from the point" in found[1]["rule"]
    assert found[3]["rule"] == "refused: coordinates outside of the DPRK (South Korea)"
    assert "16 km off Hodo" in found[4]["rule"]
    assert "a.csv, line 5: 37.5665, 126.978 is outside of the DPRK" in printed.err
    assert "5  3 placed, 1 at sea, 1 not" in printed.err


def test_a_table_of_points_alone_is_placed(tmp_path, capsys) -> None:
    table = write(tmp_path / "a.csv", "nr,lat,lon\n1,39.3301,126.2951\n")
    assert main(["geocode", "-q", "--table", table]) == 0
    assert rows(capsys.readouterr().out)[0]["pcode"] == "KP0717"
