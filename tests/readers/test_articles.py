"""Files and folders to articles; what is broken is named, and costs nothing else."""

from __future__ import annotations

import io
import json
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model.entities import Article
from geo.model.errors import GeoError, InputError, UnreadableError
from geo.readers.articles.reader import Once, read_articles
from geo.text.normalization import Cleaned, clean, decode

GOOD = {"id": "good", "date": "2024-11-20", "text": "Songchon County."}


def lines(*rows: object) -> str:
    return "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows)


def read(path, **options):
    problems: list[GeoError] = []
    return list(read_articles(path, report=problems.append, **options)), problems


def test_articles_with_one_id_and_different_texts_stay_apart_and_are_told():
    four = [Article("a", "Songchon"), Article("a", "Anju"), Article("a-2", "Haeju"), Article("a", "Songchon")]
    once = Once(four)
    assert [(a.id, a.text) for a in once] == [("a", "Songchon"), ("a-2", "Anju"), ("a-2-2", "Haeju")]
    assert [str(error)[:50] for error in once.renamed] == [
        "id 'a' is that of an earlier article with another ",
        "id 'a-2' is that of an earlier article with anothe",
    ]
    assert once.repeated == 1


def test_a_text_file_is_an_article_titled_by_its_first_line(tmp_path):
    path = tmp_path / "songchon.txt"
    path.write_text("A title\nKim visited Songchon.\r\n", encoding="utf-8")
    (article,) = read_articles(path, date=date(2024, 11, 20))
    assert (article.id, article.title, article.date) == ("songchon", "A title", date(2024, 11, 20))
    assert article.text == "A title\nKim visited Songchon.\r\n"


def test_a_text_files_name_may_carry_its_day(tmp_path):
    (tmp_path / "2024-02-29-a.txt").write_text("Words.")
    (article,) = read_articles(tmp_path, date=date(2000, 1, 1))
    assert article.date == date(2024, 2, 29)


def test_json_lines_keep_what_they_have_beside(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(lines({**GOOD, "topic": "News", "reporter": "X"}))
    (article,) = read_articles(path)
    assert (article.topic, dict(article.extra)) == ("News", {"reporter": "X"})


def test_a_page_gives_its_article_and_not_its_menus(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<html><head><title>Mill opens</title><meta property='article:published_time' content='2024-11-20'></head>"
        "<body><nav>Home Pyongyang</nav><script>var x='Wonsan'</script><article><h1>Mill opens</h1><p>"
        + "A mill opened in Haeju City on Tuesday, and people came to see it from far away. " * 3
        + "</p></article></body></html>"
    )
    (article,) = read_articles(path)
    assert "Haeju City" in article.text
    assert "Wonsan" not in article.text
    assert article.date == date(2024, 11, 20)


def test_folders_are_read_by_name_and_other_files_passed_over(tmp_path):
    for name in ("b.txt", "a.txt", "picture.png", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Words of " + name)
    assert [a.id for a in read_articles(tmp_path)] == ["a", "b", "sub/c"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (lines(GOOD), "good"),
        ("Songchon County.", "stdin"),
        ("<html><body><p>" + "Haeju City. " * 40, "stdin"),
    ],
)
def test_standard_input_is_recognised_by_how_it_begins(monkeypatch, content, kind):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    assert [a.id for a in read_articles("-")] == [kind]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_korean_text_is_read_in_the_encodings_it_comes_in(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("김정은이 성천군을 찾았다.".encode(encoding))
    (article,) = read_articles(path)
    assert article.text == "김정은이 성천군을 찾았다."


NASTY = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "binary.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "latin.txt": b"caf\xe9 \xff\xfe\xfa\x81",
    "empty.jsonl": b"",
    "empty.html": b"",
    "scripts.html": b"<html><script>alert(1)</script></html>",
    "broken.html": b"<<<<>>>><p <a href='",
    "missing.txt": None,
    "picture.png": b"\x89PNG",
}


@pytest.mark.parametrize("name", NASTY)
def test_a_bad_file_is_named_and_the_next_one_read(tmp_path, name):
    if NASTY[name] is not None:
        (tmp_path / name).write_bytes(NASTY[name])
    (tmp_path / "good.txt").write_text("Songchon County.")
    articles, problems = read([tmp_path / name, tmp_path / "good.txt"])
    assert [a.id for a in articles] == ["good"]
    assert len(problems) == 1
    assert name in str(problems[0])
    assert isinstance(problems[0], (InputError, UnreadableError))


@pytest.mark.parametrize(
    "row",
    [
        "{", '{"id": "x", "text": "cut o', "[1, 2]", "3", '"text"', "null", {}, {"text": ""}, {"text": None},
        {"text": 7}, {"text": ["a"]}, {"text": "   "}, "[" * 5000, '{"text": NaN}',
    ],
    ids=range(14),
)  # fmt: skip
def test_a_bad_line_is_named_and_the_others_read(tmp_path, row):
    path = tmp_path / "a.jsonl"
    path.write_text(lines(GOOD, row, {**GOOD, "id": "last"}))
    articles, problems = read(path)
    assert [a.id for a in articles] == ["good", "last"]
    assert len(problems) == 1
    assert f"{path}, line 2" in str(problems[0])


@pytest.mark.parametrize("day", ["2024-02-30", "soon", 5, ["2024"], {"y": 1}, True])
def test_an_impossible_date_costs_the_date_and_not_the_article(tmp_path, day):
    path = tmp_path / "a.jsonl"
    path.write_text(lines({**GOOD, "date": day}))
    (article,), (problem,) = read(path)
    assert article.date is None
    assert "line 1" in str(problem)


def test_one_undecodable_line_costs_itself(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        lines(GOOD).encode() + b'{"text": "\xff\xff\x81"}\n' + lines({**GOOD, "id": "b"}).encode()
    )
    articles, problems = read(path)
    assert [a.id for a in articles] == ["good", "b"]
    assert "line 2" in str(problems[0])


def test_a_file_of_another_kind_is_refused_with_the_kinds_that_are_read(tmp_path):
    (tmp_path / "a.pptx").write_bytes(b"PK")
    with pytest.raises(UnreadableError, match=r"\.txt, \.html"):
        list(read_articles(tmp_path / "a.pptx"))


def test_an_empty_folder_says_so(tmp_path):
    with pytest.raises(UnreadableError, match="no article in this folder"):
        list(read_articles(tmp_path))


def test_lines_wrapped_to_a_width_are_joined_for_reading(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Kim Jong Un inspected a regional industry factory under construction in\n"
        "Songchon County, South Phyongan Province, on Tuesday, and saw the machines\n"
        "that had been made for it in other parts of the country.\n"
    )
    (article,) = read_articles(path)
    assert "in\nSongchon County" in article.text
    assert "in Songchon County" in Cleaned.of(article).text


@pytest.mark.parametrize(
    ("given", "read_"),
    [
        ("Songchon\u00a0County", "Songchon County"),
        ("Song\u00adchon", "Songchon"),
        ("Songchon  \t County", "Songchon County"),
        ("Sunghwa\u2011ri", "Sunghwa-ri"),
        ("a\u200bb", "ab"),
    ],
)
def test_blanks_and_marks_that_nobody_sees_do_not_part_a_name(given, read_):
    assert clean(given) == read_


def test_quotation_marks_of_windows_are_not_korean(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"Kim visited Songchon\x92s factory.")
    (article,) = read_articles(tmp_path)
    assert article.text == "Kim visited Songchon’s factory."


def test_a_line_separator_inside_a_text_does_not_end_its_line(monkeypatch):
    row = json.dumps({"id": "u", "text": "Songchon County\u2028x"}, ensure_ascii=False)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(row.encode())))
    assert [a.id for a in read_articles("-")] == ["u"]


def test_a_year_in_the_footer_is_no_day_of_publication(tmp_path):
    words = "A mill opened in Haeju City on Tuesday, and people came to see it from far away. " * 4
    path = tmp_path / "a.html"
    path.write_text(
        f"<html><body><article><p>{words}</p></article><footer>Copyright © 2019</footer></body></html>"
    )
    (article,) = read_articles(path, date=date(2024, 11, 20))
    assert article.date == date(2024, 11, 20)


def test_files_of_one_name_in_two_folders_are_two_articles(tmp_path):
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.txt").write_text("Words.")
    assert [a.id for a in read_articles(tmp_path)] == ["a/1", "b/1"]


def test_an_empty_name_is_not_the_folder_we_are_in():
    with pytest.raises(UnreadableError, match="empty name"):
        list(read_articles(""))


def test_halves_of_surrogate_pairs_and_nuls_are_not_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a\\ud800b\\u0000c Songchon"}\n')
    (article,) = read_articles(path)
    assert article.text == "a\ufffdb\u0000c Songchon"  # replaced where it enters
    assert Cleaned.of(article).text == "a\ufffdbc Songchon"


@given(st.text(max_size=200))
def test_cleaning_is_done_once_and_for_all(text):
    assert clean(clean(text)) == clean(text)


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(content):
    try:
        assert isinstance(decode(content, "a.txt"), str)
    except UnreadableError as error:
        assert "a.txt" in str(error)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=30), st.binary(max_size=30)), max_size=6))
def test_any_json_lines_file_gives_its_good_lines(tmp_path_factory, junk):
    path = tmp_path_factory.mktemp("junk") / "a.jsonl"
    rows = [j.encode("utf-8", "replace") if isinstance(j, str) else j for j in junk]
    rows = [r.replace(b"\n", b" ").replace(b"\r", b" ") for r in rows]
    path.write_bytes(b"\n".join([*rows, lines(GOOD).encode()]))
    articles, _ = read(path)
    assert articles[-1].id == "good"
