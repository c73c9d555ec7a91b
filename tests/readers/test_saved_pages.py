"""Pages saved out of web archives: their bars are no text, their day of capture is no day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from geo.readers.articles.reader import read_articles
from geo.readers.articles.saved_pages import capture_of

TEXT = (
    "<p>A mill was opened in Haeju City on Tuesday, with the people of the city.</p>"
    "<p>It makes flour, and will make more of it.</p>"
)
DAY = '<meta property="article:published_time" content="2019-05-07">'
BAR = (
    "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id='wm-ipp-base'><p>About this capture: 21 captures of Wonsan, from "
    "2012 to 2024, were collected by the people of an archive team.</p></div><!-- END WAYBACK TOOLBAR INSERT -->"
)
WAYBACK = (
    "<html><head><script src='https://web-static.archive.org/_static/js/bundle.js'></script><script>"
    '__wm.wombat("http://mills.example/2019/mill","20241120220000","https://web.archive.org/","web");</script>'
    "<!-- End Wayback Rewrite JS Include --><title>Mill opens</title>{head}</head><body>" + BAR + "{text}"
    "<a href='/web/20241120220000/http://mills.example/'>Home</a></body></html>"
    "<!--\n     FILE ARCHIVED ON 22:00:00 Nov 20, 2024 AND RETRIEVED FROM THE\n "
    "INTERNET ARCHIVE ON 10:00:00 Nov 30, 2026.-->"
)
WATCH = (
    "<html><head><title>Mill opens | KCNA Watch</title><link rel='canonical' "
    "href='https://kcnawatch.org/newstream/1557250200-123456/mill-opens/'></head><body><h1>Mill opens</h1>"
    "<p class='publish-time'><span>Date: 07/05/2019</span> | <span>Source: Hill Press (En)</span> | "
    "<a href='http://hill.example/mill'>Read original version at source</a></p>{text}</body></html>"
)


def read(folder, content):
    (folder / "a.html").write_text(content)
    (article,) = read_articles(folder)
    return article


def test_a_page_of_the_wayback_machine_has_its_own_address_and_not_the_bar(tmp_path):
    article = read(tmp_path, WAYBACK.format(head=DAY, text=TEXT))
    assert article.url == "http://mills.example/2019/mill"
    assert "captures" not in article.text
    assert article.text.startswith("A mill was opened")
    assert (article.date, article.extra["captured"]) == (date(2019, 5, 7), "2024-11-21")


def test_the_day_of_capture_is_never_that_of_publication(tmp_path):
    article = read(tmp_path, WAYBACK.format(head="", text=TEXT))
    assert (article.date, article.extra["captured"]) == (None, "2024-11-21")


def test_a_page_of_archive_today_has_its_own_address_and_not_the_header(tmp_path):
    content = (
        "<html><head><title>Mill opens</title><link rel=\"bookmark\" "
        "href=\"http://archive.today/20241120220000/http://mills.example/2019/mill\"></head><body><div id=\"HEADER\">"
        "<p>archive.today webpage capture of Wonsan, saved from the original by a reader of the page.</p>"
        '<time itemprop="pubdate" datetime="2024-11-20T22:00:00Z">20 Nov 2024</time></div>'
        f'<div id="CONTENT">{TEXT}</div></body></html>'
    )  # fmt: skip
    article = read(tmp_path, content)
    assert (article.url, article.date) == ("http://mills.example/2019/mill", None)
    assert article.extra["captured"] == "2024-11-21"
    assert "Wonsan" not in article.text


def test_a_page_of_kcna_watch_is_of_the_day_and_publisher_that_it_copies(tmp_path):
    article = read(tmp_path, WATCH.format(text=TEXT))
    assert (article.date, article.source, article.url) == (
        date(2019, 5, 7),
        "Hill Press (En)",
        "http://hill.example/mill",
    )
    assert article.extra["captured"] == "2019-05-08"
    assert "Read original" not in article.text
    assert article.text.startswith("A mill was opened")


@pytest.mark.parametrize(
    "content",
    [
        f"<body>{TEXT}<a href='https://web.archive.org/web/20241120220000/http://a.example/'>see</a></body>",
        f"<body>{TEXT}<a href='https://kcnawatch.org/newstream/1557250200-1/a/'>see</a></body>",
    ],
)
def test_a_page_that_only_links_to_an_archive_is_none_of_it(content):
    assert capture_of(content.encode()) is None


def test_a_page_that_is_cut_off_within_the_bar_is_still_read(tmp_path):
    content = WAYBACK.format(head=DAY, text=TEXT).replace("<!-- END WAYBACK TOOLBAR INSERT -->", "")
    assert "A mill was opened" in read(tmp_path, content).text
