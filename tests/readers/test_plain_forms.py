"""Texts without delimiters: columns of fixed width are read, other forms are refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.linking.records import read_records
from geo.model.errors import GeoError, InputError, raised
from geo.readers.tables import read_table

ALIGNED = (
    "ID  DAY         WHERE                              LAT     LON\n"
    "\n"
    " 1  2024-11-20  Songchon, South Phyongan         39.25  126.20\n"
    " 2  2024-11-21  Hamhung City                     39.92  127.53\n"
    "10  2024-12-01  Wonsan City, Kangwon             39.15  127.44\n"
)


@pytest.mark.parametrize("ending", ["txt", "csv", "dat"])
def test_columns_of_fixed_width_are_read_and_that_is_told(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"list.{ending}"
    path.write_text(ALIGNED, "utf-8")
    table = read_table(path, raised)
    assert any("5 columns of fixed width" in note for note in table.notes)
    records = list(read_records(path))
    assert [(r.date.isoformat(), r.lat, r.lon) for r in records if r.date] == [
        ("2024-11-20", 39.25, 126.20),
        ("2024-11-21", 39.92, 127.53),
        ("2024-12-01", 39.15, 127.44),
    ]
    assert [r.id for r in records] == ["1", "2", "10"]


def test_columns_of_fixed_width_in_another_encoding_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(
        "날짜        장소      내용\n2024-11-20  함흥시    착공\n2024-11-21  원산시    준공\n".encode("cp949")
    )
    assert [r.adm2 for r in read_records(path)] == ["KP0307", "KP0401"]


def test_a_line_that_fills_a_gap_makes_the_columns_no_columns(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(
        ALIGNED + "a remark that goes across all of the columns of the table above it, and on\n", "utf-8"
    )
    with pytest.raises(InputError, match=r"no column for|looks like"):
        list(read_records(path))


@pytest.mark.parametrize(
    "text",
    [
        "date , place          , title\n2024-11-20 , Hamhung City   , a   b\n2024-11-21 , Wonsan         , c   d\n",
        "date;place\n2024-11-20;Hamhung  City\n2024-11-21;Wonsan   City\n",
    ],
)
def test_delimiters_with_blanks_around_them_stay_delimiters(tmp_path: Path, text: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, "utf-8")
    assert [r.adm2 for r in read_records(path)] == ["KP0307", "KP0401"]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("YAML", "- date: 2024-11-20\n  place: Hamhung\n- date: 2024-11-21\n  place: Wonsan, Kangwon\n"),
        (
            "YAML",
            "---\n# ours\nevents:\n  - {date: 2024-11-20, place: Hamhung}\n  - {date: 2024-11-21, place: Wonsan}\n",
        ),
        ("YAML", '- {date: 2024-11-20, place: "Hamhung"}\n- {date: 2024-11-21, place: Wonsan}\n'),
        ("SQL", "INSERT INTO events (date, place) VALUES ('2024-11-20', 'Hamhung');\n"),
        ("TeX", "\\begin{tabular}{ll}\ndate & place \\\\\n2024-11-20 & Hamhung \\\\\n\\end{tabular}\n"),
        ("TOML", "# ours\n[[event]]\ndate = 2024-11-20\nplace = 'Hamhung'\n"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "txt", "yaml"])
def test_other_forms_are_refused_by_name(tmp_path: Path, form: str, text: str, ending: str) -> None:
    path = tmp_path / f"events.{ending}"
    path.write_text(text, "utf-8")
    with pytest.raises(GeoError, match=f"{form}, which is not read as a table"):
        list(read_records(path))


def test_a_table_whose_cells_have_colons_is_no_yaml(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(
        "date,place,text\n2024-11-20,Hamhung,note: a mill\n2024-11-21,Wonsan,seen: twice\n", "utf-8"
    )
    assert [r.adm2 for r in read_records(path)] == ["KP0307", "KP0401"]
