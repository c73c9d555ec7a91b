"""Small workbooks that declare huge sheets: the cells that exist are read, not the rectangle around them."""

import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from geo.readers.tables import read_table
from geo.readers.tables.table import Table

HEAD = ("date", "place", "text")
GOOD = ("2024-11-20", "Haeju", "A mill")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def cell(column: str, row: int, text: str) -> str:
    return f'<c r="{column}{row}" t="inlineStr"><is><t>{text}</t></is></c>'


def line(row: int, *more: str, values: tuple[str, ...] = GOOD) -> str:
    return f'<row r="{row}">{"".join(cell(c, row, v) for c, v in zip("ABC", values, strict=True))}{"".join(more)}</row>'


def workbook(path: Path, rows: str, before: str = "", after: str = "") -> Path:
    """A workbook whose only sheet has the given XML."""
    openpyxl.Workbook().save(path.with_name("model.xlsx"))
    sheet = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{line(1, values=HEAD)}{rows}</sheetData>{after}</worksheet>'
    with (
        zipfile.ZipFile(path.with_name("model.xlsx")) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return path


def steps_of(path: Path) -> tuple[Table, list[str], int]:
    """The table, what was reported, and how many functions were called."""
    problems: list[str] = []
    count = 0

    def seen(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        table = read_table(path, lambda error: problems.append(str(error)), need=("date",))
    finally:
        sys.setprofile(None)
    return table, problems, count


@pytest.mark.parametrize(
    ("before", "rows", "after", "last"),
    [
        ('<dimension ref="A1:XFD1048576"/>', line(2) + line(3), "", "row 3"),
        ("", line(2) + line(1048576), "", "row 1048576"),
        ("", "".join(line(n, f'<c r="XFD{n}"/>') for n in (2, 3)), "", "row 3"),
        ('<cols><col min="1" max="16384" width="9"/></cols>', line(2) + line(3), "", "row 3"),
        ("", line(2) + line(3), '<mergeCells><mergeCell ref="A4:XFD1048576"/></mergeCells>', "row 3"),
        ("", line(2) + '<row r="77" ht="9"/>' + line(1048576), "", "row 1048576"),
    ],
    ids=["dimension", "last row", "far empty cells", "columns", "merged range", "empty row"],
)
def test_a_sheet_that_declares_a_million_rows_costs_what_its_cells_cost(
    tmp_path: Path, before: str, rows: str, after: str, last: str
) -> None:
    plain = workbook(tmp_path / "plain.xlsx", line(2) + line(3))
    huge = workbook(tmp_path / "huge.xlsx", rows, before, after)
    steps_of(plain)  # loads what is loaded once
    _, _, least = steps_of(plain)
    table, problems, count = steps_of(huge)
    assert [table.cell(row, "text") for row in table.rows] == ["A mill", "A mill"]
    assert table.rows[-1]["\0where"] == last
    assert problems == []
    assert count < 3 * least


def test_a_stray_value_far_to_the_right_is_said_and_no_cell_moves(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", line(2) + line(3, cell("XFD", 3, "stray")) + line(4))
    table, (problem,), _ = steps_of(path)
    assert "row 3: 4 cells in a table of 3 columns" in problem
    assert [tuple(table.cell(row, c) for c in HEAD) for row in table.rows] == [GOOD] * 3


def test_a_merged_range_still_fills_its_cells_where_others_stand_far_away(tmp_path: Path) -> None:
    rows = f'<row r="2">{cell("A", 2, "2024-11-20")}{cell("B", 2, "Haeju")}{cell("C", 2, "one")}<c r="XFD2"/></row>'
    rows += f'<row r="3"><c r="A3"/><c r="B3"/>{cell("C", 3, "two")}</row>'
    merged = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>'
    table, _, _ = steps_of(workbook(tmp_path / "a.xlsx", rows, after=merged))
    assert [tuple(table.cell(row, c) for c in HEAD) for row in table.rows] == [
        ("2024-11-20", "Haeju", "one"),
        ("2024-11-20", "Haeju", "two"),
    ]


def test_cells_that_are_not_in_order_within_a_row_are_all_read(tmp_path: Path) -> None:
    rows = f'<row r="2">{cell("C", 2, "A mill")}{cell("B", 2, "Haeju")}{cell("A", 2, "2024-11-20")}</row>'
    table, _, _ = steps_of(workbook(tmp_path / "a.xlsx", rows))
    assert [tuple(table.cell(row, c) for c in HEAD) for row in table.rows] == [GOOD]
