"""Feeds as publishers and RSSHub write them: an article per item, its HTML read as a page's text is."""

from __future__ import annotations

import io
import json
import sys

import pytest

from geo.model.errors import GeoError
from geo.readers.articles.reader import read_articles

HTML = (
    "<p><img src='a.jpg'></p><p>A goat farm was opened in Kosan County.</p><p>It has two pens.</p>"
    "<p>Read more: <a href='/x'>Storm hits Anju City</a></p>"
)
RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>
<title>Latest - Hill Press</title><lastBuildDate>Wed, 08 May 2019 10:00:00 GMT</lastBuildDate>
<item><title>Goats &amp;amp; pens</title><description><![CDATA[{HTML}]]></description><link>https://hill.example/1</link>
<guid>https://hill.example/1</guid><pubDate>Tue, 07 May 2019 16:30:00 GMT</pubDate>
<dc:creator>A Keeper</dc:creator></item>
<item><title>Pictures</title><description><![CDATA[<img src="b.jpg">]]></description><pubDate>soon</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Hill Press</title><entry><title>Goats</title>
<link rel="alternate" href="https://hill.example/1"/><updated>2019-06-01T00:00:00Z</updated>
<published>2019-05-07T09:00:00+09:00</published><author><name>A Keeper</name></author>
<content type="html">&lt;p&gt;A goat farm was opened in Kosan County.&lt;/p&gt;</content></entry></feed>"""
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Hill Press",
    "items": [
        {
            "id": "https://hill.example/1",
            "url": "https://hill.example/1",
            "title": "Goats",
            "content_html": HTML,
            "date_published": "2019-05-07T16:30:00.000Z",
            "date_modified": "2019-06-01T00:00:00.000Z",
            "authors": [{"name": "A Keeper"}],
        }
    ],
}


def read(path):
    problems: list[GeoError] = []
    return list(read_articles(path, report=problems.append)), problems


def test_each_item_of_an_rss_feed_is_an_article_of_its_day_in_pyongyang(tmp_path):
    (tmp_path / "hill.xml").write_text(RSS)
    (article, other), (problem,) = read(tmp_path / "hill.xml")
    assert (other.text, other.extra["text_is"]) == ("Pictures", "headline")
    assert article.text == "A goat farm was opened in Kosan County.\nIt has two pens."
    assert (article.title, str(article.date), article.url) == (
        "Goats & pens",
        "2019-05-08",
        "https://hill.example/1",
    )
    assert article.extra["author"] == "A Keeper"
    assert "item 2: 'soon' is not a date" in str(problem)


def test_an_atom_entry_is_dated_by_its_publication_and_not_by_its_change(tmp_path):
    (tmp_path / "hill.atom").write_text(ATOM)
    (article,), problems = read(tmp_path / "hill.atom")
    assert (str(article.date), article.title, article.extra["author"], problems) == (
        "2019-05-07",
        "Goats",
        "A Keeper",
        [],
    )


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_feed_is_read_from_a_file_and_from_standard_input(tmp_path, monkeypatch, indent):
    content = json.dumps(FEED, indent=indent)
    (tmp_path / "hill.json").write_text(content)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    for source in (tmp_path / "hill.json", "-"):
        (article,), problems = read(source)
        assert article.text == "A goat farm was opened in Kosan County.\nIt has two pens."
        assert (str(article.date), article.title, problems) == ("2019-05-08", "Goats", [])
        assert article.extra["author"] == "A Keeper"


def test_a_list_of_articles_in_a_json_file_is_read(tmp_path):
    rows = [
        {"id": "a", "date": "2019-05-07", "text": "A farm was opened in Kosan County."},
        {"id": "b", "text": ""},
    ]
    (tmp_path / "rows.json").write_text(json.dumps(rows, indent=1))
    (article,), (problem,) = read(tmp_path / "rows.json")
    assert (article.id, str(article.date)) == ("a", "2019-05-07")
    assert "row 2" in str(problem)


def test_a_json_file_of_lines_is_read_as_lines(tmp_path):
    (tmp_path / "a.json").write_text(
        '{"id": "a", "text": "Kosan County."}\n{"id": "b", "text": "Anju City."}\n'
    )
    articles, problems = read(tmp_path / "a.json")
    assert ([a.id for a in articles], problems) == (["a", "b"], [])


def test_html_in_a_line_of_json_is_read_as_a_pages_text(tmp_path):
    row = {"id": "a", "title": "Goats", "text": HTML}
    other = {"id": "b", "title": "Goats", "content_html": HTML}
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(row)}\n{json.dumps(other)}\n")
    articles, _ = read(tmp_path / "a.jsonl")
    assert {a.text for a in articles} == {"A goat farm was opened in Kosan County.\nIt has two pens."}
    assert [a.id for a in articles] == ["a", "b"]


def test_xml_and_json_files_of_other_kinds_are_passed_over_in_folders(tmp_path):
    (tmp_path / "hill.xml").write_text(ATOM)
    (tmp_path / "map.xml").write_text("<kml><Document/></kml>")
    (tmp_path / "counties.json").write_text('{"type": "FeatureCollection", "features": []}')
    notes: list[str] = []
    assert len(list(read_articles(tmp_path, note=notes.append))) == 1
    assert (
        notes == [f"{tmp_path}: 2 files passed over (1 .json, 1 .xml)"] or "2 files passed over" in notes[0]
    )


def test_a_page_saved_as_one_file_is_read(tmp_path):
    (tmp_path / "goats.mhtml").write_bytes(
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://hill.example/2019/05/07/goats\r\n"
        b"Subject: Goats\r\nDate: Mon, 30 Nov 2026 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="--X"\r\n\r\n----X\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><title>Goats</title><meta name=3D'date' content=3D'2019-05-07'><p>A goat farm was opened in=\r\n"
        b" Kosan County.</p></html>\r\n----X--\r\n"
    )
    (article,), problems = read(tmp_path / "goats.mhtml")
    assert (article.text, str(article.date), problems) == (
        "A goat farm was opened in Kosan County.",
        "2019-05-07",
        [],
    )
    assert article.url == "https://hill.example/2019/05/07/goats"
