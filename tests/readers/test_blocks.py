"""Plain blocks of delimited text are split at once; what comes out is what the csv module would give, cell by cell."""

from __future__ import annotations

import csv
import random
from array import array

import pytest

from geo.readers.tables import blocks, streaming
from geo.readers.tables.blocks import plain_cells
from geo.readers.tables.cell_columns import CellColumns, column_of
from geo.readers.tables.values import WHERE

_CELLS = {
    "Anju": 5, "": 9, " ": 2, "2024-11-20": 3, "함흥": 1, '"in quotes"': 3, '""': 1, '"a mill, as seen"': 3,
    '"over\ntwo lines"': 0.4, '"over\r\ntwo"': 0.2, '"a ""new"" mill"': 0.4, '5" pipe': 0.2, "\t": 0.2, "id": 0.2,
    "long " * 20: 0.3, '"' + "long, " * 40 + '"': 0.2, '"': 0.02, "\r": 0.05, '"a"b': 0.02,
}  # fmt: skip


def table(chance: random.Random) -> str:
    """A table of a few columns, now and then with rows that are empty, too long, too short, or the header again."""
    mark, width = chance.choice(",,;\t"), chance.randint(1, 5)
    end = chance.choice(["\n", "\n", "\r\n"])
    lines = [mark.join(["id", "date", "place", "lat", "lon"][:width])]
    for _ in range(chance.randint(1, 40)):
        size = width if chance.random() < 0.95 else chance.randint(0, width + 2)
        lines.append(mark.join(chance.choices(list(_CELLS), list(_CELLS.values()), k=size)))
        if chance.random() < 0.02:
            lines.append(chance.choice(["", lines[0], "  "]))
    start = chance.choice(["", "", "", "\ufeff", f"sep={mark}{end}"])
    return start + end.join(lines) + chance.choice([end, end, ""])


def read(path):
    """What a file gives: its rows, remarks and faults, None where it is to be read as a whole, or the error."""
    faults = []
    try:
        raw = streaming.streamed(path, "own.csv", faults)
    except Exception as error:
        return type(error), str(error)
    return raw and (raw.header, list(raw.rows), raw.notes), list(map(str, faults))


def by_rows(file, delimiter, raw, line, faults):
    """All rows, each read by the csv module."""
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    return [*raw.rows, *streaming._rows(reader, reader, raw, line, faults)]


def test_blocks_give_the_rows_lines_and_faults_that_the_csv_module_gives(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "_SIZE", 64)  # many blocks, with rows that go over their ends
    monkeypatch.setattr(streaming, "_FIRST", 5)
    path = tmp_path / "own.csv"
    chance = random.Random(17)
    several = 0
    for number in range(600):
        text = table(chance)
        path.write_bytes(text.encode())
        found = read(path)
        with monkeypatch.context() as patched:
            patched.setattr(streaming, "_columns", by_rows)
            assert found == read(path), (number, text)
        several += found[0] is not None and len(found) == 2
    assert several > 400


@pytest.mark.parametrize(
    "text",
    ['1,"over\ntwo"\n', '1,"a ""new"" mill"\n', '1,5" pipe\n', "1\n", "1,2,3\n", "1,2\r3,4\n", "\n", '1,"open\n'],
    ids=["a cell of two lines", "a mark in quotes", "a mark in a cell", "short", "long", "old Mac", "empty", "open"],
)  # fmt: skip
def test_lines_that_are_not_plain_rows_are_left_to_the_csv_module(text):
    assert plain_cells(text, ",", 2) is None


def test_a_block_of_one_odd_row_does_not_change_the_lines_after_it(tmp_path):
    path = tmp_path / "own.csv"
    rows = [f'{n},"a mill\nand more"' if n == 5_000 else f"{n},Anju" for n in range(40_000)]
    path.write_text("id,place\n" + "\n".join(rows) + "\n", "utf-8")
    raw = streaming.streamed(path, "own.csv", [])
    assert isinstance(raw.rows, CellColumns)
    assert raw.rows[5_000] == {"id": "5000", "place": "a mill\nand more", WHERE: "line 5003"}
    assert raw.rows[-1] == {"id": "39999", "place": "Anju", WHERE: "line 40002"}
    assert len(raw.rows) == 40_000


def test_rows_that_are_kept_as_columns_are_like_a_list_of_rows():
    rows = CellColumns(["a", "b"], [["1", "2", "3"], ["x", None, "z"]], array("q", [2, 3, 5]))
    listed = list(rows)
    assert listed == [{"a": "1", "b": "x", WHERE: "line 2"}, {"a": "2", WHERE: "line 3"},
                      {"a": "3", "b": "z", WHERE: "line 5"}]  # fmt: skip
    assert [rows[0], rows[-2], list(rows[1:]), list(rows.where([True, False, True]))] == [
        listed[0], listed[1], listed[1:], [listed[0], listed[2]],
    ]  # fmt: skip
    for names in (("a",), ("b", "a"), ("b", "c")):
        assert list(column_of(rows, *names)) == list(column_of(listed, *names))
