"""A table with a broken character is read, counted and written to every output."""

from pathlib import Path

import pytest

import geo
from geo.cli import main

TABLE = r"""[{"id": "a\ud800", "date": "2024-03-01",
  "name": "Mill \udbff", "place": "Songchon", "no\udc00te": "x\ud83d"},
 {"id": "b", "date": "2024-03-02", "name": "Farm", "place": "Anju", "note": "fine \ud83d\ude80"}]"""


def test_half_a_surrogate_pair_in_a_cell_is_replaced_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "table.json"
    table.write_text(TABLE)
    assert main(["records", str(table)]) == 0
    said = capsys.readouterr()
    assert "halves of surrogate pairs, which are no characters: 4, read as U+FFFD" in said.err
    assert "fine \U0001f680" in said.out


@pytest.mark.parametrize("name", ["map.html", "out.csv", "out.xlsx", "out.gpkg", "out.kml", "out.geojson"])
def test_such_a_table_comes_out_in_every_format(tmp_path: Path, name: str) -> None:
    table, article = tmp_path / "table.json", tmp_path / "a.txt"
    table.write_text(TABLE)
    article.write_text("A mill was inaugurated in Songchon County on March 1, 2024.")
    command = "map" if name.endswith(".html") else "export"
    out = tmp_path / name
    assert main([command, str(article), "--records", str(table), "--sites", str(table), "-o", str(out)]) == 0
    assert out.stat().st_size > 0
    assert [r.id for r in geo.read(article, records=table).records] == ["a\ufffd", "b"]
