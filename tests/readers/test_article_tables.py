"""Articles in the rows of tables, whose columns are known by their headings."""

from __future__ import annotations

import json
from datetime import date

import openpyxl
import pandas as pd
import pytest

from geo.cli import main
from geo.model.errors import GeoError
from geo.readers.articles.reader import read_articles

CLIPPINGS = pd.DataFrame(
    [
        ("2024.11.20", "성천군 <b>방문</b>", "성천군에 갔다.", "http://a.kp/1", "A"),
        ("2024.11.21", "둘째", "<p>하나</p><p>둘</p>", "http://a.kp/2", "B"),
    ],
    columns=["기사일자", "제목", "본문", "URL", "언론사"],
)


def read(path):
    problems: list[GeoError] = []
    notes: list[str] = []
    return list(read_articles(path, report=problems.append, note=notes.append)), problems, notes


WRITERS = {
    "a.csv": lambda frame, path: frame.to_csv(path, index=False, encoding="utf-8-sig"),
    "cp949.csv": lambda frame, path: frame.to_csv(path, index=False, encoding="cp949"),
    "semicolon.csv": lambda frame, path: frame.to_csv(path, index=False, sep=";"),
    "a.tsv": lambda frame, path: frame.to_csv(path, index=False, sep="\t"),
    "a.xlsx": lambda frame, path: frame.to_excel(path, index=False),
    "a.parquet": lambda frame, path: frame.to_parquet(path),
    "a.json": lambda frame, path: frame.to_json(path, orient="records", force_ascii=False),
    "a.jsonl": lambda frame, path: frame.to_json(path, orient="records", lines=True, force_ascii=False),
}


@pytest.mark.parametrize("name", WRITERS)
def test_clippings_with_korean_headings_are_read_from_every_kind_of_table(tmp_path, name):
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    WRITERS[name](CLIPPINGS, tmp_path / name)
    articles, problems, _ = read(tmp_path)
    assert [(str(a.date), a.url, a.source) for a in articles] == [
        ("2024-11-20", "http://a.kp/1", "A"),
        ("2024-11-21", "http://a.kp/2", "B"),
    ]
    assert articles[0].text == "성천군에 갔다."
    assert not problems
    if not name.endswith("jsonl"):  # whose texts are answered as they were given
        assert (articles[0].title, articles[1].text) == ("성천군 방문", "하나\n둘")


def test_a_cell_that_is_no_date_is_told_by_file_and_line(tmp_path):
    (tmp_path / "a.csv").write_text("date,headline,body\nsoon,A,Words.\n2024-11-20,B,\n")
    ((article,), problems, _) = read(tmp_path)
    assert article.date is None
    assert [str(p).partition("a.csv, ")[2] for p in problems] == [
        "line 2: 'soon' is not a date; the article is read without a date",
        "line 3 ('B'): no text; it is left out",
    ]


def test_the_order_of_day_and_month_is_that_of_the_column(tmp_path):
    (tmp_path / "a.csv").write_text("date,title,body\n3/4/2024,A,Words.\n3/25/2024,B,More words.\n")
    assert [a.date for a in read(tmp_path)[0]] == [date(2024, 3, 4), date(2024, 3, 25)]


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        (
            {"status": "ok", "articles": [{"source": {"id": None, "name": "Mill"}, "title": "T", "url": "http://m.e/1",
             "publishedAt": "2024-11-20T22:00:00Z", "content": "A mill opened… [+12 chars]"}]},
            ("A mill opened…", "T", "Mill", date(2024, 11, 21)),
        ),
        (
            [{"id": 5, "date": "2024-11-20T22:00:00", "title": {"rendered": "W &amp; P"}, "link": "http://w.e/5",
              "content": {"rendered": "<p>Body.</p>"}}],
            ("Body.", "W & P", "", date(2024, 11, 20)),
        ),
    ],
)  # fmt: skip
def test_answers_of_news_services_are_read(tmp_path, whole, expected):
    (tmp_path / "a.json").write_text(json.dumps(whole))
    ((article,), problems, _) = read(tmp_path)
    assert (article.text, article.title, article.source, article.date) == expected
    assert not problems


def test_each_sheet_with_texts_is_read(tmp_path):
    book = openpyxl.Workbook()
    for number, sheet in enumerate((book.active, book.create_sheet("more"))):
        sheet.append(["date", "body"])
        sheet.append(["2024-11-20", f"Words {number}."])
    book.create_sheet("prices").append(["name", "price"])
    book.save(tmp_path / "a.xlsx")
    articles, problems, _ = read(tmp_path)
    assert ([a.text for a in articles], problems) == (["Words 0.", "Words 1."], [])


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("events.csv", "date,latitude,longitude,text\n2024-11-20,39,126,A mill opened.\n", "--records"),
        (
            "labels.tsv",
            "article\tstart\ttype\nkcna-0326\t5\tmill\nkcna-0327\t9\tmill\n",
            "no column with the texts",
        ),
        ("prices.csv", "name,price\na,1\n", "no column with the texts"),
        ("package.json", '{"name": "x", "version": 1}', "no column with the texts"),
        ("numbers.csv", "1,2\n3,4\n", "add a header row"),
    ],
)
def test_tables_of_other_kinds_are_refused_by_name_and_counted_in_a_folder(tmp_path, name, content, why):
    (tmp_path / name).write_text(content)
    (tmp_path / "z.txt").write_text("Words.")
    assert why in str(read(tmp_path / name)[1][0])
    articles, problems, notes = read(tmp_path)
    assert ([a.id for a in articles], problems, len(notes)) == (["z"], [], 1)


def test_titles_without_texts_are_read_and_counted(tmp_path):
    (tmp_path / "a.csv").write_text("title,url\nKim visits Haeju City,http://a.example/1\n")
    ((article,), _, notes) = read(tmp_path)
    assert (article.text, article.extra["text_is"], len(notes)) == ("Kim visits Haeju City", "headline", 1)


def test_a_text_without_a_heading_is_known_by_its_length_and_this_is_told(tmp_path):
    words = "A mill opened in Haeju City, as the newspaper said. " * 9
    (tmp_path / "a.csv").write_text(f"when,stuff\n2024-11-20,{words}\n".replace(", as", " as"))
    ((article,), _, notes) = read(tmp_path)
    assert article.text.startswith("A mill opened")
    assert "in column 'stuff'" in notes[0]


def test_damaged_rows_are_told_by_line_and_the_others_read(tmp_path):
    (tmp_path / "a.csv").write_text('date,body\n2024-11-20,"Never closed\n2024-11-21,Words.\n')
    articles, problems, _ = read(tmp_path)
    assert "Words." in [a.text for a in articles]
    assert "a quotation mark is never closed" in str(problems[0])


def test_a_table_of_ours_in_the_input_folder_may_be_written_again_and_a_table_of_the_user_not(tmp_path):
    (tmp_path / "a.txt").write_text("Kim Jong Un inspected a mill in Haeju City on October 31, 2024.")
    (tmp_path / "mine.csv").write_text("date,body\n2024-11-20,Words.\n")
    for name in ("events.csv", "events.xlsx"):
        assert main(["export", str(tmp_path / "a.txt"), "-o", str(tmp_path / name)]) == 0
        assert main(["export", str(tmp_path), "-o", str(tmp_path / name)]) == 0
    assert main(["export", str(tmp_path), "-o", str(tmp_path / "mine.csv")]) == 2
    assert (tmp_path / "mine.csv").read_text().startswith("date,body")
