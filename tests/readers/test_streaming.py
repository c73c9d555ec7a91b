"""Large delimited tables are read line by line; what comes out is what the whole file would give."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.linking.records import NEEDED
from geo.model.errors import UnreadableError
from geo.readers.tables import Table, read_table

_ACLED = (
    "event_id_cnty,event_date,time_precision,geo_precision,sub_event_type,country,admin1,location,notes\n"
)


def read(path: Path) -> tuple[Table, list[str]]:
    problems: list[str] = []
    return read_table(path, lambda error: problems.append(str(error)), need=NEEDED), problems


def row(n: int, country: str, place: str = "Haeju") -> str:
    return f'OWN{n},2024-10-31,1,1,Other,{country},South Hwanghae,{place},"A mill, as we tell it"\n'


def test_rows_of_other_countries_are_counted_wherever_they_stand(tmp_path):
    path = tmp_path / "own.csv"
    lines = [row(n, "North Korea" if n % 100 == 0 else ("Atlantis", "Utopia ")[n % 2]) for n in range(1000)]
    path.write_text(_ACLED + "".join(lines), encoding="utf-8")
    table, problems = read(path)
    assert [table.cell(r, "id") for r in table.rows] == [f"OWN{n}" for n in range(0, 1000, 100)]
    assert table.line(table.rows[-1]) == 902
    assert table.notes == ["990 rows left out: outside the DPRK, by column country"]
    assert problems == []


def test_a_row_of_another_length_is_reported_even_where_its_country_is_another(tmp_path):
    path = tmp_path / "own.csv"
    lines = [row(n, "Atlantis") for n in range(300)]
    lines[250] = "OWN250,2024-10-31,1,1,Other,Atlantis,South\n"
    path.write_text(_ACLED + row(900, "North Korea") + "".join(lines), encoding="utf-8")
    table, problems = read(path)
    assert len(table.rows) == 1
    assert problems == [
        f"{path}, line 253: 7 cells in a table of 9 columns; is a comma or a quotation mark out of place?"
    ]


def test_a_header_that_is_repeated_far_down_is_no_row(tmp_path):
    path = tmp_path / "own.csv"
    many = "".join(row(n, "North Korea") for n in range(300))
    path.write_text(_ACLED + many + _ACLED + row(301, "North Korea"), encoding="utf-8")
    table, problems = read(path)
    assert (len(table.rows), table.notes, problems) == (301, [], [])


@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n", "sep=;\n", "\ufeff\nsep=;\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_counted_from_the_beginning_of_the_file(tmp_path, start, end):
    path = tmp_path / "own.csv"
    text = start + "date;place\n2024-11-19;Haeju\n\n;;\n2024-11-20;Anju\n"
    path.write_bytes(text.replace("\n", end).encode())
    table, problems = read(path)
    first = start.count("\n") + 2
    assert [table.line(r) for r in table.rows] == [first, first + 3]
    assert [table.cell(r, "place") for r in table.rows] == ["Haeju", "Anju"]
    assert problems == []


def test_a_quotation_mark_that_is_never_closed_far_down_loses_no_row(tmp_path):
    path = tmp_path / "own.csv"
    lines = [row(n, "North Korea") for n in range(400)]
    lines[300] = 'OWN300,2024-10-31,1,1,Other,North Korea,South Hwanghae,Haeju,"A mill\n'
    path.write_text(_ACLED + "".join(lines), encoding="utf-8")
    table, problems = read(path)
    assert len(table.rows) == 400
    assert problems == [
        f"{path}, line 302: a quotation mark is never closed; the line is read without quoting"
    ]


def test_a_single_line_in_another_encoding_is_reported_and_the_rest_is_used(tmp_path):
    path = tmp_path / "own.csv"
    lines = [row(n, "North Korea", "해주시") for n in range(300)]
    whole = (_ACLED + "".join(lines)).encode().splitlines(keepends=True)
    whole[280] = whole[280].decode().encode("cp949")
    path.write_bytes(b"".join(whole))
    table, problems = read(path)
    assert {table.cell(r, "place") for r in table.rows} == {"해주시"}
    assert len(table.rows) == 300
    assert "line 281: in a different encoding than the rest" in problems[0]


def test_a_line_without_end_is_refused_with_its_number(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes(b"date,place\n2024-11-19,Haeju\n" + b"x" * (17 * 2**20))
    with pytest.raises(UnreadableError, match=r"own\.csv, line 3: longer than 16 MB"):
        read(path)
