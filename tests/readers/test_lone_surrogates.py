"""A table with a broken character is read, counted and written to every output."""

from pathlib import Path

import pytest

import geo
from geo.cli import main
from geo.readers.articles.reader import read_articles

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


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_halves_of_characters_in_articles_are_replaced_where_they_enter_and_counted(
    name: str, tmp_path: Path
) -> None:
    row = r'{"id": "a", "date": "2024-11-20", "title": "Own", "text": "Kim visited \ud83d Haeju \ud83d\ude80 \udc00."}'
    feed = '{"version": "https://jsonfeed.org/version/1.1", "title": "Own", "items": [%s]}'
    text = (
        row
        if name.endswith("l")
        else feed % row.replace('"text"', '"content_text"').replace('"date"', '"date_published"')
    )
    (tmp_path / name).write_text(text, encoding="utf-8")
    problems: list[object] = []
    notes: list[str] = []
    (article,) = read_articles([tmp_path / name], report=problems.append, note=notes.append)
    assert article.text == "Kim visited \ufffd Haeju \U0001f680 \ufffd."
    assert problems == []
    assert any("2 halves of characters" in note for note in notes), notes
