"""PDFs to articles: paragraphs, hyphens, columns and pages as a reader would read them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from geo import extract
from geo.model.errors import InputError, UnreadableError
from geo.readers.articles import formats
from geo.readers.articles.pdf import joined
from geo.readers.articles.pdf_lines import Line, paragraphs, without_furniture
from geo.readers.articles.reader import Once, read_articles

pytest.importorskip("pypdfium2")
pyplot = pytest.importorskip("matplotlib.pyplot")

MILL = [
    "Kim Jong Un inspected a regional industry factory under construc-",
    "tion in Songchon County, South Phyongan Province, on November",
    "8, 2024, and saw machines.",
]


def pdf(path: Path, *pages: dict[tuple[float, float], str], font=None, metadata=None, picture=()) -> Path:
    """A PDF of pages, each with its texts by where they stand."""
    from matplotlib.backends.backend_pdf import PdfPages

    with (
        pyplot.rc_context({"pdf.fonttype": 42, "font.family": "DejaVu Sans Mono"}),
        PdfPages(path, metadata=metadata) as file,
    ):
        for number, page in enumerate(pages, 1):
            figure = pyplot.figure(figsize=(8.27, 11.69))
            for (x, y), text in page.items():
                figure.text(x, y, text, fontsize=9, va="top", **({"fontproperties": font} if font else {}))
            if number in picture:
                figure.figimage([[[0.5, 0.5, 0.5]] * 200] * 200, xo=100, yo=100)
            file.savefig(figure)
            pyplot.close(figure)
    return path


def one(path: Path):
    (article,) = read_articles(path)
    return article


def test_lines_become_paragraphs_and_hyphenated_words_whole(tmp_path):
    text = one(pdf(tmp_path / "a.pdf", {(0.1, 0.9): "\n".join(MILL)})).text
    assert text == (
        "Kim Jong Un inspected a regional industry factory under construction in Songchon County, "
        "South Phyongan Province, on November 8, 2024, and saw machines."
    )


def test_a_short_line_ends_its_paragraph(tmp_path):
    page = {(0.1, 0.9): "\n".join([*MILL, *MILL])}
    assert len(one(pdf(tmp_path / "a.pdf", page)).text.split("\n")) == 2


def test_a_title_set_apart_is_a_line_of_its_own(tmp_path):
    title = "Regional industry factory inspected by Kim Jong Un in the county"
    page = {(0.1, 0.95): title, (0.1, 0.9): "\n".join(MILL)}
    article = one(pdf(tmp_path / "a.pdf", page))
    assert article.title == article.text.split("\n")[0] == title


def test_two_columns_are_read_one_after_the_other(tmp_path):
    left = "Rain fell on Songchon County on\nMonday and on Tuesday, and the\nriver rose in the whole of the"
    right = "province of South Phyongan. The\nmill of Anju City was flooded."
    text = one(pdf(tmp_path / "a.pdf", {(0.05, 0.9): left, (0.55, 0.9): right})).text
    assert "in the whole of the province of South Phyongan. The mill of Anju City" in text


def test_a_paragraph_goes_on_over_a_page_and_its_number_is_left_out(tmp_path):
    pages = [
        {(0.1, 0.9): "\n".join(MILL[:2]), (0.5, 0.05): "- 1 -"},
        {(0.1, 0.9): MILL[2], (0.5, 0.05): "- 2 -"},
    ]
    assert "on November 8, 2024" in one(pdf(tmp_path / "a.pdf", *pages)).text


def test_a_running_head_is_left_out():
    def line(text):
        return Line(text, 50, 300, 100, 90, 10)

    pages = [[line(f"Daily News {n}"), line(f"Words of page {letter}")] for n, letter in enumerate("abcd")]
    assert [[x.text for x in page] for page in without_furniture(pages)] == [
        [f"Words of page {letter}"] for letter in "abcd"
    ]


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("construc", "tion", "construction"),
        ("Sunghwa", "ri", "Sunghwa-ri"),
        ("Kim Jong", "Un", "Kim Jong-Un"),
        ("Kang", "dong County", "Kang-dong County"),
        ("Sariwon and Pong", "san", "Sariwon and Pongsan"),
    ],
)
def test_the_hyphen_of_a_line_s_end_stays_only_where_a_name_has_it(before, after, whole):
    assert joined(f"{before}\x02{after}") == whole


def test_chinese_lines_are_joined_without_a_blank():
    lines = [
        Line("朝鲜领导人金正恩视察慈江道江", 50, 300, 100, 90, 10),
        Line("界市工厂。", 50, 120, 88, 78, 10),
    ]
    assert list(paragraphs([lines])) == ["朝鲜领导人金正恩视察慈江道江界市工厂。"]


def test_korean_lines_that_reach_the_edge_are_joined_without_a_blank():
    lines = [
        Line("평안남도 성천군 지방공업공장 준공식이 진행되였", 50, 300, 100, 90, 10),
        Line("다. 새로 일떠선 공장은 현대적이다.", 50, 250, 88, 78, 10),
    ]
    assert "진행되였다." in next(paragraphs([lines]))


def korean_font():
    from matplotlib import font_manager

    for path in font_manager.findSystemFonts(fontext="ttf"):
        name = Path(path).name.casefold()
        if name.startswith(
            ("nanum", "unbatang", "undotum", "notosanskr", "notosanscjk", "notoserifcjk", "baekmuk")
        ):
            return font_manager.FontProperties(fname=path)
    return None


def test_korean_text_is_read(tmp_path):
    font = korean_font()
    if font is None:
        pytest.skip("no font with Hangul is installed")
    text = "평안남도 성천군 지방공업공장 준공식이 진행되였다."
    with pyplot.rc_context({"pdf.fonttype": 42}):
        article = one(pdf(tmp_path / "a.pdf", {(0.1, 0.9): text}, font=font))
    assert article.text == text
    assert "KP0717" in {m.adm2 for m in extract(article).mentions}


def test_offsets_are_those_of_the_text_that_was_extracted(tmp_path):
    article = one(pdf(tmp_path / "a.pdf", {(0.1, 0.9): "\n".join(MILL)}))
    found = extract(article)
    assert article.text_origin == "extracted"
    assert found.mentions
    assert all(article.text[m.start : m.end] == m.surface for m in found.mentions)


@pytest.mark.parametrize("title", ["", "Microsoft Word - report.docx", "scan0001.pdf", "Untitled", "----"])
def test_a_title_that_a_program_gave_is_none(tmp_path, title):
    article = one(pdf(tmp_path / "a.pdf", {(0.1, 0.9): "\n".join(MILL)}, metadata={"Title": title}))
    assert article.title.startswith("Kim Jong Un inspected")


def test_the_title_of_its_metadata_is_a_pdf_s_title(tmp_path):
    article = one(
        pdf(tmp_path / "a.pdf", {(0.1, 0.9): "\n".join(MILL)}, metadata={"Title": "Factory inspected"})
    )
    assert article.title == "Factory inspected"


@pytest.mark.parametrize(
    ("made", "day"),
    [(datetime(2024, 11, 9), date(2024, 11, 9)), (datetime(2026, 1, 1), None)],  # noqa: DTZ001
    ids=["the day after", "a year later"],
)
def test_the_day_a_pdf_was_made_is_the_report_s_where_its_text_is_as_old(tmp_path, made, day):
    path = pdf(tmp_path / "a.pdf", {(0.1, 0.9): "\n".join(MILL)}, metadata={"CreationDate": made})
    assert one(path).date == day


def test_a_name_s_day_goes_before_that_of_the_file(tmp_path):
    path = pdf(tmp_path / "2024-11-10-a.pdf", {(0.1, 0.9): "\n".join(MILL)})
    assert one(path).date == date(2024, 11, 10)


def test_a_page_that_is_only_a_picture_is_named_and_the_others_read(tmp_path):
    path = pdf(tmp_path / "a.pdf", {(0.1, 0.9): "\n".join(MILL)}, {}, picture=(2,))
    problems = []
    assert len(list(read_articles(path, report=problems.append))) == 1
    assert [type(p) for p in problems] == [InputError]
    assert "a.pdf: page 2 has no text layer" in str(problems[0])


def test_a_pdf_of_pictures_alone_is_refused(tmp_path):
    with pytest.raises(UnreadableError, match=r"a\.pdf: no page has a text layer"):
        one(pdf(tmp_path / "a.pdf", {}, picture=(1,)))


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 20, b"%PDF-1.4\ntrailer<</Root 1 0 R>>"]
)
def test_a_damaged_pdf_is_named_and_the_next_file_read(tmp_path, content):
    (tmp_path / "a.pdf").write_bytes(content)
    (tmp_path / "b.txt").write_text("Words.")
    problems = []
    assert [a.id for a in read_articles(tmp_path, report=problems.append)] == ["b"]
    assert isinstance(problems[0], UnreadableError)
    assert "a.pdf: a damaged PDF" in str(problems[0])


def test_a_pdf_cut_off_is_read_or_refused(tmp_path):
    whole = pdf(tmp_path / "whole.pdf", {(0.1, 0.9): "\n".join(MILL)}).read_bytes()
    for part in range(1, 10):
        (tmp_path / "cut.pdf").write_bytes(whole[: len(whole) * part // 10])
        problems = []
        articles = list(read_articles(tmp_path / "cut.pdf", report=problems.append))
        assert articles or "cut.pdf" in str(problems[0])


# A PDF of one empty page that asks for a password, by the standard handler of revision 3.
PROTECTED = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj
4 0 obj<</Filter/Standard/V 2/R 3/Length 128/P -4/O<%s>/U<%s>>>endobj
trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]/Size 5>>
""" % (b"5a" * 32, b"a5" * 32)


def test_a_pdf_with_a_password_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "a.pdf").write_bytes(PROTECTED)
    with pytest.raises(UnreadableError, match=r"a\.pdf: is protected by a password; save a copy without one"):
        one(tmp_path / "a.pdf")


def test_without_its_library_the_error_names_the_extra(tmp_path, monkeypatch):
    path = pdf(tmp_path / "a.pdf", {(0.1, 0.9): "Words."})
    monkeypatch.setattr(formats, "find_spec", lambda name: None)
    with pytest.raises(UnreadableError, match=r"needs pypdfium2; install dprk-geo\[pdf\]"):
        one(path)


def test_a_pdf_is_known_by_how_it_begins(tmp_path):
    path = pdf(tmp_path / "a.pdf", {(0.1, 0.9): "\n".join(MILL)})
    (tmp_path / "download").write_bytes(path.read_bytes())
    assert one(tmp_path / "download").text == one(path).text


def test_one_text_with_the_line_ends_of_two_systems_is_read_once(tmp_path):
    for folder, content in (("a", b"Rain fell.\nSongchon.\n"), ("b", b"Rain fell.\r\nSongchon.\r\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.txt").write_bytes(content)
    once = Once(read_articles([tmp_path / "a" / "1.txt", tmp_path / "b" / "1.txt"]))
    assert len(list(once)) == 1
