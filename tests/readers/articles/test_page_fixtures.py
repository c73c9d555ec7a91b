"""Pages in the markup of publishers and generators: what is text, title, day and author, and what never is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from geo.readers.articles.html import read_page
from geo.readers.articles.pages.blocks import CAPTION, TABLE

PAGES = Path(__file__).parent / "pages"
TRUTH = tomllib.loads((PAGES / "truth.toml").read_text("utf-8"))


@pytest.fixture(params=TRUTH, ids=lambda name: name.removesuffix(".html"))
def page(request):
    article, published = read_page((PAGES / request.param).read_bytes(), request.param, request.param)
    return TRUTH[request.param], article, published


def lines(article):
    return article.text.split("\n")


def test_every_page_of_the_folder_has_its_truth():
    assert set(TRUTH) == {path.name for path in PAGES.glob("*.html")}


def test_the_text_has_each_line_of_the_article_and_no_other(page):
    truth, article, _ = page
    assert [line for line in lines(article) if not line.startswith((CAPTION, TABLE))] == truth["text"]


def test_captions_and_rows_of_tables_are_kept_and_marked(page):
    truth, article, _ = page
    marked = [line for line in lines(article) if line.startswith((CAPTION, TABLE))]
    assert [line.partition("] ")[2].rstrip(".") for line in marked] == [
        k.rstrip(".") for k in truth.get("kept", [])
    ]


def test_what_belongs_to_no_article_never_becomes_text(page):
    truth, article, _ = page
    assert [words for words in truth.get("never", []) if words in article.text] == []


def test_the_day_is_that_of_publication_or_none(page):
    truth, _, published = page
    assert str(published.day or "") == truth["day"]


def test_the_title_is_the_headline_without_its_publisher(page):
    truth, article, _ = page
    if "title" in truth:
        assert article.title == truth["title"]


def test_the_author_is_named_where_the_page_names_one(page):
    truth, article, _ = page
    if "author" in truth:
        assert article.extra.get("author") == truth["author"]
