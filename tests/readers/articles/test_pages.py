"""Saved pages: lines, other articles, days and titles, each in the smallest page that shows it."""

from __future__ import annotations

import pytest

from geo.extraction.pipeline import extract
from geo.model.errors import GeoError, InputError
from geo.readers.articles.html import read_page
from geo.readers.articles.reader import read_articles

FARM = "<p>A goat farm was opened in Kosan County, Kangwon Province, state media said.</p>"
HERD = "<p>The herd has come from three other farms of the province.</p>"


def page(body, head="", lang=""):
    opened = f"<!doctype html><html{f' lang={lang}' if lang else ''}><head><meta charset=utf-8>"
    html = f"{opened}{head}</head><body>{body}</body></html>"
    return read_page(html.encode(), "a.html", "a")


def text_of(body, head=""):
    return page(body, head)[0].text


def day_of(body, head="", lang=""):
    return str(page(f"{body}{FARM}{HERD}", head, lang)[1].day or "")


def read(path, **options):
    problems: list[GeoError] = []
    return list(read_articles(path, report=problems.append, **options)), problems


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>Goats</h1><div class=byline>By A Keeper</div>{FARM}<div><img src=a></div><h3>Past</h3>{HERD}",
        f"<div><h1>Goats</h1>By A Keeper{FARM}{HERD}</div>",
        f"<div><h1>Goats</h1><span class=author>A Keeper</span><span class=date>3 May 2019</span>{FARM}{HERD}</div>",
        f"<table><tr><td><h1>Goats</h1></td></tr><tr><td>{FARM}</td></tr><tr><td>{HERD}</td></tr></table>",
        f"<main><section><h1>Goats</h1><time>3 May 2019</time>{FARM}</section><section>{HERD}</section></main>",
    ],
)
def test_heading_byline_and_sentences_stand_on_lines_of_their_own(body):
    lines = text_of(body).split("\n")
    assert "A goat farm was opened in Kosan County, Kangwon Province, state media said." in lines
    assert "The herd has come from three other farms of the province." in lines
    assert not any("Keeper" in line for line in lines)


def test_a_heading_of_a_part_gives_a_place_but_no_event_of_its_own():
    article, _ = page(f"<article><h1>Goats</h1>{FARM}<h2>Flood in Anju City in July</h2>{HERD}</article>")
    found = extract(article)
    assert "Flood in Anju City in July" in article.text.split("\n")
    assert [m.name for m in found.mentions if m.surface.startswith("Anju")] == ["Anju"]
    assert {e.adm2_name for e in found.events} == {"Kosan"}


@pytest.mark.parametrize(
    "other",
    [
        "<h3>Read also</h3><ul><li><a href=/1>Storm hits Anju City</a></ul>",
        "<h4>RELATED ARTICLES:</h4><p><a href=/1>Storm hits Anju City</a></p><p><a href=/2>Fire in Anju City</a></p>",
        "<p><b>▶ 관련기사</b></p><p><a href=/1>Storm hits Anju City</a></p>",
        "<div class=related-news><p>Storm hits Anju City on May 3.</p></div>",
        "<p>Read more: <a href=/1>Storm hits Anju City</a></p>",
        "<p><a href=/1>Storm hits Anju City, hundreds flee</a></p>",
        "<div><div class=hd><strong>많이 본 뉴스</strong></div><ol><li>Storm hits Anju City</li></ol></div>",
        "<section><h2>You may also like</h2><div><a href=/1><h3>Storm hits Anju City</h3></a><p>It rained.</div>",
        "<h3>Related</h3><p>Storm hits Anju City</p>",
        "<p>[관련기사] Storm hits Anju City</p>",
        "<dl><dt>相關新聞</dt><dd><a href=/1>Storm hits Anju City</a></dd></dl>",
        "<ul><li><a href=/1>Storm hits Anju City</a></li><li><a href=/2>Fire in Anju City</a></li></ul>",
        "<div class=comments><p>A reader: a mill was opened in Anju City on May 3.</p></div>",
        "<aside><p>A mill was opened in Anju City on May 3.</p></aside>",
        "<footer>Anju City Press, all rights reserved.</footer>",
        "<p style='display: none'>A mill was opened in Anju City on May 3.</p>",
        "<form><label>Subscribe to the Anju City letter.</label></form>",
    ],
)
def test_what_is_of_other_articles_is_neither_text_nor_event_and_is_counted(other):
    article, _ = page(f"<article><h1>Goats</h1>{FARM}{HERD}{other}</article>")
    assert "Anju" not in article.text
    assert {e.adm2_name for e in extract(article).events} == {"Kosan"}
    assert sum(article.extra["left_out"].values()) >= 1


@pytest.mark.parametrize(
    "body",
    [
        "<p>See also the farm that was opened in <a href=/1>Anju City</a> on May 3.</p>",
        "<p>Related industries of <a href=/1>Anju City</a> have grown since.</p>",
        "<div class='content has-sidebar no-comments'><p>A mill was opened in Anju City.</p></div>",
        "<ul><li>A mill was opened in Anju City.</li><li>It has <a href=/1>two</a> halls.</li></ul>",
        "<h2>Latest</h2><p>A mill was opened in Anju City, with a hall and a yard, as the county's paper said.</p>",
    ],
)
def test_words_of_the_article_stay_where_they_only_look_like_a_list_of_others(body):
    assert "Anju" in text_of(f"<article><h1>Goats</h1>{FARM}{HERD}{body}</article>")


def test_lines_apart_by_breaks_are_lines_and_a_wrapped_sentence_stays_whole():
    body = "<div>A goat farm was opened in the north of Kosan<br>this week.<br><br>It has two pens.<br>Milk is sold."
    assert text_of(body).split("\n") == [
        "A goat farm was opened in the north of Kosan this week.",
        "It has two pens.",
        "Milk is sold.",
    ]


def test_rows_of_a_table_are_kept_with_the_headings_of_their_columns():
    table = "<table><tr><th>Where<th>What</tr><tr><td>Anju City<td>A mill was opened on May 3.</tr></table>"
    assert text_of(f"<article>{FARM}{table}{HERD}</article>").endswith(
        "[table] Where: Anju City; What: A mill was opened on May 3."
    )


def test_a_page_of_pictures_only_says_so():
    with pytest.raises(InputError, match="only 2 pictures"):
        page("<h1>Goats</h1><img src=a><img src=b>", "<title>Goats</title>")


def test_a_page_that_shows_its_text_only_with_scripts_is_read_from_its_linked_data():
    data = '{"@type":"NewsArticle","headline":"Goats","articleBody":"A goat farm was opened.\\nIt has two pens."}'
    article, _ = page("<div id=root></div>", f'<script type="application/ld+json">{data}</script>')
    assert (article.title, article.text) == ("Goats", "A goat farm was opened.\nIt has two pens.")


def test_a_sentence_in_a_heading_is_read_for_events():
    article, _ = page(
        f"<article><h1>Goats</h1><h2>A mill was opened in Anju City on May 3.</h2>{FARM}{HERD}</article>"
    )
    assert article.headings == ()
    assert {e.adm2_name for e in extract(article).events} == {"Anju", "Kosan"}


def test_a_page_that_ends_at_a_paywall_says_so():
    article, _ = page(f"<article>{FARM}<div class=paywall>Subscribe to continue reading</div></article>")
    assert article.extra["left_out"]["text behind a paywall"] == 1
    assert "Subscribe" not in article.text


CHANGED = "<time itemprop=dateModified datetime=2019-05-09>9 May</time>"
OTHER = '{"@type":"Article","headline":"Other","datePublished":"2018-01-01"}'
MINE = '{"@type":"Article","headline":"Goat farm","datePublished":"2019-05-07"}'
PUBLISHED = [
    ("<meta property='article:published_time' content='1993-04-15T09:00:00+09:00'>", "1993-04-15"),
    ("<meta name=date content='2024-03-01T16:30:00Z'>", "2024-03-02"),
    ("<meta name=pubdate content='20190507'>", "2019-05-07"),
    (
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-05-07"}</script>',
        "2019-05-07",
    ),
    (
        f'<script type="application/ld+json">[{OTHER},{MINE}]</script><title>Goat farm</title>',
        "2019-05-07",
    ),
    ("<meta property='article:modified_time' content='2024-03-01'>", ""),
    ("<meta name='last-modified' content='2024-03-01'>", ""),
]


@pytest.mark.parametrize(("head", "day"), PUBLISHED)
def test_the_day_of_publication_is_read_from_metadata(head, day):
    assert day_of("", head) == day


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("<time datetime=2019-05-07>May</time>", "2019-05-07"),
        ("<p>주체108(2019)년 5월 7일 《로동신문》</p>", "2019-05-07"),
        ("<p>주체108.5.7.</p>", "2019-05-07"),
        ("<p>2019年5月7日</p>", "2019-05-07"),
        ("<p>입력 : 2019.05.07 오후 3:15 | 수정 : 2019.05.09</p>", "2019-05-07"),
        ("<p>최종수정 2019.05.09 10:00 입력 2019.05.07 08:00</p>", "2019-05-07"),
        ("<span class=date>Posted on May 7th, 2019 by Keeper</span>", "2019-05-07"),
        ("<p>Updated: May 9, 2019</p>", ""),
        (CHANGED, ""),
        (f"{CHANGED}<time itemprop=datePublished datetime=2019-05-07>7</time>", "2019-05-07"),
        ("<p>Last updated <time datetime=2019-05-09>9 May 2019</time></p>", ""),
        ("<div class=comment><time datetime=2019-05-09>9 May 2019</time></div>", ""),
        ("<aside><time datetime=2016-05-09>9 May 2016</time></aside>", ""),
        ("<time datetime=2019-05-07>7</time><time datetime=2019-05-08>8</time>", ""),
        ("<p>Copyright 2019</p>", ""),
        ("<p class=date>25/05/2017</p>", "2017-05-25"),
    ],
)  # fmt: skip
def test_the_day_on_the_page_is_that_of_publication_or_none(body, day):
    assert day_of(f"<article><h1>Goats</h1>{body}") == day


def test_the_day_of_a_related_article_below_the_text_is_not_the_articles():
    below = (
        "<section><h3>Next</h3><div><time datetime=2016-05-09>9 May 2016</time> Storm hits Anju City</div>"
    )
    assert page(f"<article><h1>Goats</h1>{FARM}{HERD}</article>{below}")[1].day is None


def test_the_day_in_the_head_of_a_site_is_not_the_articles():
    head = "<div id=header><span class=date>2026년 11월 30일 월요일</span></div>"
    assert day_of(f"{head}<h1>염소목장</h1>") == ""
    assert day_of(f"{head}<h1>염소목장</h1><span class=date>2019.05.07</span>") == "2019-05-07"


def test_a_page_of_several_articles_has_the_day_of_none_of_them():
    parts = [
        f"<article><h2><a href=/{n}>Goats {n}</a></h2><time datetime=2019-05-0{n}>{n}</time>{FARM}</article>"
        for n in (1, 2)
    ]
    article, published = page(f"<main>{''.join(parts)}</main>")
    assert (article.text.count("goat farm"), published.day) == (1, None)


def test_a_notice_on_a_board_has_its_title_and_day_in_labelled_rows():
    rows = "<tr><th>제목<td>염소목장 조업</tr><tr><th>작성자<td>관리자<th>등록일<td>2019-05-07<th>조회<td>12</tr>"
    article, published = page(
        f"<table>{rows}<tr><td colspan=6><p>강원도 고산군에 염소목장이 새로 생겼다고 한다.</tr></table>"
    )
    assert article.text == "강원도 고산군에 염소목장이 새로 생겼다고 한다."
    assert (article.title, str(published.day), article.extra["author"]) == (
        "염소목장 조업",
        "2019-05-07",
        "관리자",
    )


def test_a_page_without_a_body_tag_is_read():
    article, _ = read_page(
        f"<meta charset=utf-8><article><h1>Goats</h1>{FARM}</article>".encode(), "a.html", "a"
    )
    assert article.text.startswith("A goat farm")


def test_a_page_from_a_web_archive_is_of_its_own_address_and_not_of_the_archives_day():
    head = "<link rel=canonical href='https://web.archive.org/web/20200101/https://www.kcna.kp/en/article/q/1.kcmsf'>"
    article, published = page(f"<div id=wm-ipp-base>2 captures, 1 Jan 2020</div><h1>Goats</h1>{FARM}", head)
    assert (article.url, published.day) == ("https://www.kcna.kp/en/article/q/1.kcmsf", None)
    assert "captures" not in article.text


def test_sentences_in_elements_side_by_side_are_parted():
    article, _ = page(
        "<div><span>A goat farm was opened in Kosan County.</span><span>It has two pens.</span></div>"
    )
    assert "County. It" in article.text


def test_a_day_in_two_readings_is_not_guessed_but_told(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        f"<html lang=en><body><h1>Goats</h1><p class=date>03/08/2018</p>{FARM}{HERD}</body></html>"
    )
    (article,), (problem,) = read(path)
    assert article.date is None
    assert "'03/08/2018', which may be 2018-08-03 or 2018-03-08" in str(problem)
    assert "--date" in str(problem)


@pytest.mark.parametrize(
    ("head", "lang", "more", "day"),
    [
        ("", "en-US", "", "2018-03-08"),
        ("", "en-GB", "", "2018-08-03"),
        ("", "fr", "", "2018-08-03"),
        ("<meta property=og:locale content=en_GB>", "en", "", "2018-08-03"),
        ("", "en", "<p>Updated 19/08/2018</p>", "2018-08-03"),
        ("", "en", "<p>Updated 08/19/2018</p>", "2018-03-08"),
        ("<meta name='last-modified' content='2018-03-08T10:00:00Z'>", "en", "", "2018-03-08"),
        ("<link rel=canonical href='https://goats.example/2018/08/03/goats'>", "en", "", "2018-08-03"),
    ],
)
def test_a_day_in_two_readings_is_settled_by_the_page_itself(head, lang, more, day):
    assert day_of(f"<h1>Goats</h1><p class=date>03/08/2018</p>{more}", head, lang) == day


def test_a_files_name_settles_what_the_page_leaves_open(tmp_path):
    path = tmp_path / "2018-08-03-goats.html"
    path.write_text(
        f"<html lang=en><body><h1>Goats</h1><p class=date>03/08/2018</p>{FARM}{HERD}</body></html>"
    )
    (article,), problems = read(path)
    assert (str(article.date), problems) == ("2018-08-03", [])


def test_the_day_that_a_page_states_counts_before_that_of_its_files_name(tmp_path):
    path = tmp_path / "Goats (2026-11-30).html"
    path.write_text(f"<html><head><meta name=date content=2018-08-03></head><body>{FARM}{HERD}</body></html>")
    assert [str(a.date) for a in read_articles(path)] == ["2018-08-03"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>염소목장 조업 - 로동신문</title>", "염소목장 조업"),
        ("<title>염소목장 조업 | 朝鮮中央通信</title>", "염소목장 조업"),
        ("<title>Goats | Some Daily Herald</title>", "Goats"),
        ("<title>Herald :: Goats</title><meta property=og:site_name content=Herald>", "Goats"),
        ("<title>Goats - Mules - Herald</title><meta property=og:site_name content=Herald>", "Goats - Mules"),
        ("<meta property=og:title content='Goats &amp; mules'><title>x</title>", "Goats & mules"),
        ("<title>山羊牧场投产_新华网</title>", "山羊牧场投产"),
        ("<title>Non-stop work at a farm</title>", "Non-stop work at a farm"),
    ],
)
def test_the_publishers_name_is_cut_from_the_title(head, title):
    assert page(FARM + HERD, head)[0].title == title


@pytest.mark.parametrize("declared", ["<meta charset=euc-kr>", "", "<meta charset=iso-8859-1>"])
def test_korean_pages_are_read_in_the_encoding_that_they_are_in(declared):
    html = f"<html><head>{declared}</head><body><p>고산군에 염소목장이 새로 생겼다고 한다.</p></body></html>"
    article, _ = read_page(html.encode("cp949"), "a.html", "a")
    assert article.text == "고산군에 염소목장이 새로 생겼다고 한다."


def test_a_page_saved_as_utf_8_is_read_so_whatever_it_declares():
    html = "<meta charset=euc-kr><p>고산군에 염소목장이 새로 생겼다고 한다.</p>"
    assert read_page(html.encode(), "a.html", "a")[0].text == "고산군에 염소목장이 새로 생겼다고 한다."


def test_the_reading_above_a_japanese_name_is_no_word_of_the_sentence():
    body = "<p><ruby>高山<rp>(</rp><rt>コサン</rt><rp>)</rp></ruby>郡に牧場ができた。</p>"
    assert text_of(body) == "高山郡に牧場ができた。"


def test_folders_that_browsers_write_next_to_a_page_are_not_read_as_articles(tmp_path):
    (tmp_path / "goats.html").write_text(f"<body>{FARM}{HERD}</body>")
    (tmp_path / "goats_files" / "deep").mkdir(parents=True)
    (tmp_path / "goats_files" / "frame.html").write_text(f"<body>{FARM}</body>")
    (tmp_path / "goats_files" / "deep" / "ad.html").write_text(f"<body>{FARM}</body>")
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files" / "b.txt").write_text("A folder of that name without a page is read.")
    notes: list[str] = []
    assert [a.id for a in read_articles(tmp_path, note=notes.append)] == ["goats", "other_files/b"]
    assert notes == [f"{tmp_path}: 2 in folders that browsers wrote next to pages"]


def test_a_folder_tells_which_kinds_of_files_are_passed_over(tmp_path):
    for name in ("a.txt", "b.png", "c.png", "d.tif", ".DS_Store"):
        (tmp_path / name).write_text("Words of it.")
    notes: list[str] = []
    assert len(list(read_articles(tmp_path, note=notes.append))) == 1
    assert notes == [f"{tmp_path}: 3 files passed over (2 .png, 1 .tif)"]
