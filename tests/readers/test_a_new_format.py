"""A further format is one entry in a registry; nothing else has to know of it."""

from __future__ import annotations

import json

import pytest

from geo.cli import main
from geo.model.entities import Article
from geo.model.errors import UnreadableError
from geo.readers.articles import formats as article_formats
from geo.readers.articles.formats import ArticleFormat
from geo.readers.articles.reader import read_articles
from geo.readers.tables import formats as table_formats
from geo.readers.tables import read_table
from geo.readers.tables.formats import TableFormat
from geo.readers.tables.values import WHERE, Raw

TELEGRAM = "STOP".join(("Kim Jong Un inspected a mill in Haeju City on November 7, 2024 ", " END"))


def read_telegram(source):
    text = source.content().decode().replace("STOP", ".")
    yield Article(source.label, text, date=source.day, path=source.name, text_origin="extracted")


@pytest.fixture
def telegrams(monkeypatch):
    telegram = ArticleFormat("a telegram", (".telegram",), read_telegram, signature=b"ZCZC")
    monkeypatch.setattr(article_formats, "FORMATS", (*article_formats.FORMATS, telegram))


def test_an_article_of_a_new_ending_is_read_by_one_entry(tmp_path, telegrams):
    (tmp_path / "a.telegram").write_text(TELEGRAM)
    (article,) = read_articles(tmp_path / "a.telegram")
    assert article.text.startswith("Kim Jong Un inspected a mill in Haeju City on November 7, 2024 .")


def test_a_folder_is_searched_for_the_new_ending_too(tmp_path, telegrams):
    (tmp_path / "a.telegram").write_text(TELEGRAM)
    (tmp_path / "b.txt").write_text("Words.")
    (tmp_path / "c.unknown").write_text("Words.")
    assert [a.id for a in read_articles(tmp_path)] == ["a", "b"]


def test_a_new_format_is_known_by_how_its_files_begin(tmp_path, telegrams):
    (tmp_path / "saved").write_text("ZCZC " + TELEGRAM)
    assert [a.id for a in read_articles(tmp_path / "saved")] == ["saved"]


def test_the_command_line_reads_a_new_format(tmp_path, telegrams, capsys):
    (tmp_path / "a.telegram").write_text(TELEGRAM)
    assert main(["extract", str(tmp_path)]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["events"][0]["adm2"] == "KP0901"
    assert row["text"].startswith("Kim Jong Un inspected")  # nobody else has what was taken out of a telegram


def test_a_message_lists_the_new_ending(tmp_path, telegrams):
    (tmp_path / "a.pptx").write_bytes(b"PK")
    with pytest.raises(UnreadableError, match=r"\.telegram"):
        list(read_articles(tmp_path / "a.pptx"))


def test_a_format_whose_module_is_missing_names_the_extra(tmp_path, monkeypatch):
    missing = ArticleFormat(
        "a telegram", (".telegram",), read_telegram, module="telegraphy", extra="telegrams"
    )
    monkeypatch.setattr(article_formats, "FORMATS", (missing,))
    (tmp_path / "a.telegram").write_text(TELEGRAM)
    with pytest.raises(UnreadableError, match=r"needs telegraphy; install dprk-geo\[telegrams\]"):
        list(read_articles(tmp_path / "a.telegram"))


def read_cards(source, prefer):
    rows = [
        {"place": place, "date": day, WHERE: f"card {n}"}
        for n, (place, day) in enumerate((c.split("|") for c in source.path.read_text().split()), 1)
    ]
    yield Raw(source.name, ["place", "date"], rows)


def test_a_table_of_a_new_ending_is_read_by_one_entry(tmp_path, monkeypatch):
    cards = TableFormat("index cards", read_cards, endings=(".cards",))
    monkeypatch.setattr(table_formats, "FORMATS", (cards, *table_formats.FORMATS))
    (tmp_path / "a.cards").write_text("Haeju|2024-11-07 Anju|2024-11-08")
    table = read_table(tmp_path / "a.cards", print, need=("place",))
    assert [table.cell(row, "place") for row in table.rows] == ["Haeju", "Anju"]
