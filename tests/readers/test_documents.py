"""Word processors' files: words with readings whole, cells and notes apart from sentences."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from geo.model.errors import GeoError
from geo.readers.articles.reader import read_articles
from tests.support.compound_files import hwp

WRITTEN = Path(__file__).parent / "sources"


def read(path):
    problems: list[GeoError] = []
    notes: list[str] = []
    return list(read_articles(path, report=problems.append, note=notes.append)), problems, notes


def packed(path, parts):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def docx(path, body):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return packed(
        path, {"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'}
    )


def test_a_docx_keeps_words_with_readings_smart_tags_and_fields_and_not_what_was_deleted():
    ((article,), problems, _) = read(WRITTEN / "python-docx.docx")
    assert article.text.split("\n") == [
        "A mill in Haeju City",
        "Kim inspected a mill in Haeju City on Tuesday.",
        "成川郡で式が行われた。",
        "In Sinuiju too it was said.",
        "Cell 00", "Cell 01", "Cell 10", "Cell 11",
        "First point",
        "Last", "line",
    ]  # fmt: skip
    assert (article.title, article.extra["author"]) == ("Mill visit", "Desk")
    assert article.date is None  # the day of making is not that of publication
    assert not problems


def test_an_odt_keeps_blanks_and_has_its_notes_at_the_end():
    ((article,), problems, _) = read(WRITTEN / "odfpy.odt")
    assert article.text.split("\n") == [
        "A mill in Haeju City",
        "Kim inspected a mill in Haeju.",
        "成川郡で。",
        "Cell a",
        "Cell b",
        "A note about Wonsan.",
    ]
    assert (article.title, problems) == ("Mill visit", [])


def test_a_hwpx_has_the_cells_of_its_tables_and_its_notes_at_the_end():
    ((article,), problems, _) = read(WRITTEN / "python-hwpx.hwpx")
    assert article.text.split("\n") == [
        "성천군에 공장이 섰다.", "둘째 문단이다.", "칸 00", "칸 01", "칸 10", "칸 11", "각주의 말이다.",
    ]  # fmt: skip
    assert not problems


def test_an_epub_is_one_article_a_chapter():
    articles, problems, _ = read(WRITTEN / "ebooklib.epub")
    assert [a.text for a in articles] == [
        f"Chapter {n}\nKim inspected mill {n} in Haeju City.\nx" for n in (1, 2)
    ]
    assert [a.id for a in articles] == ["ebooklib-1", "ebooklib-2"]
    assert (articles[0].title, articles[0].extra["author"]) == ("Book of mills: Chapter 1", "Desk")
    assert not problems


def test_a_document_in_a_text_box_is_read_once(tmp_path):
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    other = '<mc:Fallback xmlns:mc="http://m">' + box + "</mc:Fallback>"
    body = f"<w:p><w:r><w:t>Words.</w:t><w:drawing>{box}</w:drawing>{other}</w:r></w:p>"
    ((article,), _, _) = read(docx(tmp_path / "a.docx", body))
    assert article.text == "Words.\nIn a box."


def test_hidden_words_and_tables_of_contents_are_no_text(tmp_path):
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    contents = f"<w:sdt>{gallery}<w:sdtContent><w:p><w:r><w:t>Mill 3</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    ((article,), _, _) = read(
        docx(tmp_path / "a.docx", f"{contents}<w:p>{hidden}<w:r><w:t>Words.</w:t></w:r></w:p>")
    )
    assert article.text == "Words."


def test_markdown_loses_its_marks_and_not_its_words(tmp_path):
    (tmp_path / "a.md").write_text(
        "---\ntitle: A mill\ndate: 2024-11-20\n---\n# Mill *opens*\n\nKim inspected [a mill](http://a.example/x_(1))\n"
        "in Haeju_City. ![picture](a.png)\n\n```\ncode\n```\n> Quoted **words**.\n\n"
        "| a | b |\n|---|---|\n| c | 3 * 4 * 5 |\n"
    )
    ((article,), problems, notes) = read(tmp_path)
    assert article.text.split("\n") == [
        "Mill opens", "Kim inspected a mill in Haeju_City.", "Quoted words.", "a", "b", "c", "3 * 4 * 5",
    ]  # fmt: skip
    assert (article.title, article.date, problems) == ("A mill", date(2024, 11, 20), [])
    assert notes == ["1 blocks of code in Markdown files"]


@pytest.mark.parametrize("name", ["python-docx.docx", "odfpy.odt", "python-hwpx.hwpx", "ebooklib.epub"])
def test_a_document_that_is_cut_off_or_no_document_is_named_and_the_next_is_read(tmp_path, name):
    ending = Path(name).suffix
    content = (WRITTEN / name).read_bytes()
    (tmp_path / f"a{ending}").write_bytes(content[: len(content) // 2])
    (tmp_path / f"b{ending}").write_text("just words")
    (tmp_path / f"c{ending}").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (tmp_path / f"d{ending}").write_bytes(b"")
    shutil.copy(WRITTEN / name, tmp_path / f"e{ending}")
    articles, problems, _ = read(tmp_path)
    assert {a.path.partition("/e.")[1] for a in articles} == {"/e."}
    assert [str(p).partition(f"{tmp_path}/")[2][0] for p in problems] == ["a", "b", "c", "d"]


def test_a_document_whose_xml_declares_entities_is_refused(tmp_path):
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w><p><t>&b;</t></p></w>'
    packed(tmp_path / "a.docx", {"word/document.xml": bomb})
    assert "declares entities" in str(read(tmp_path)[1][0])


def test_a_part_that_swells_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.odt", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", "<a>" + " " * 20_000_000 + "</a>")
    assert "unpacks to more than a document has" in str(read(tmp_path)[1][0])


def test_a_document_without_words_says_so(tmp_path):
    docx(tmp_path / "a.docx", "<w:p/>")
    assert "without text" in str(read(tmp_path)[1][0])


def test_a_missing_chapter_of_a_book_is_told_and_the_others_are_read(tmp_path):
    with zipfile.ZipFile(WRITTEN / "ebooklib.epub") as book:
        parts = {name: book.read(name) for name in book.namelist() if not name.endswith("c1.xhtml")}
    articles, (problem,), _ = read(packed(tmp_path / "a.epub", parts))
    assert len(articles) == 1
    assert "c1.xhtml: the chapter is missing" in str(problem)


def test_a_hwp_has_the_cells_of_its_tables_as_lines_and_its_notes_at_the_end(tmp_path):
    pytest.importorskip("olefile")
    table, tab = "\x0b" + "x" * 7, "\t" + "x" * 7
    parts = [
        ("", f"성천군에{tab}공장이 섰다.{table}\r"), ("tbl ", "칸 하나\r"), ("fn  ", "각주의 말이다.\r"),
        ("head", "머리말\r"),        ("", "둘째 문단이다.\r"), ("", "긴 문단. " * 900 + "\r"),
    ]  # fmt: skip
    for marks in (0, 1):
        (tmp_path / "a.hwp").write_bytes(hwp(parts, marks))
        ((article,), problems, _) = read(tmp_path)
        assert article.text.split("\n")[:3] == ["성천군에 공장이 섰다.", "칸 하나", "둘째 문단이다."]
        assert article.text.endswith("긴 문단.\n각주의 말이다.")
        assert not problems


def test_a_hwp_that_cannot_be_read_says_why_and_the_next_is_read(tmp_path):
    pytest.importorskip("olefile")
    good = hwp([("", "Words.\r")])
    (tmp_path / "a.hwp").write_bytes(hwp([("", "Words.\r")], marks=3))
    (tmp_path / "b.hwp").write_bytes(hwp([("", "Words.\r")], marks=5))
    (tmp_path / "c.hwp").write_bytes(b"HWP Document File V3.00" + b"\0" * 300)
    (tmp_path / "d.hwp").write_bytes(good[: len(good) // 2])
    (tmp_path / "e.hwp").write_bytes(good)
    ((article,), problems, _) = read(tmp_path)
    assert article.text == "Words."
    for problem, why in zip(problems, ("password", "distribution", "version 3", "damaged"), strict=True):
        assert why in str(problem)


def test_a_missing_olefile_is_named_with_its_extra(tmp_path, monkeypatch):
    monkeypatch.setattr("geo.readers.articles.formats.find_spec", lambda name: None)
    (tmp_path / "a.hwp").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert "pip install '.[hwp]'" in str(read(tmp_path)[1][0])


@pytest.mark.parametrize("name", ["python-docx.docx", "odfpy.odt", "python-hwpx.hwpx", "ebooklib.epub"])
def test_a_document_is_known_by_its_parts_where_its_name_does_not_say_what_it_is(tmp_path, name):
    for other in ("saved", "saved.zip"):
        shutil.copy(WRITTEN / name, tmp_path / other)
        assert read(tmp_path / other)[0][0].text == read(WRITTEN / name)[0][0].text
