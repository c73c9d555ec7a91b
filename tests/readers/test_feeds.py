"""Feeds: RSS, Atom and JSON Feed files, one article an item."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from geo.model.errors import GeoError
from geo.readers.articles.reader import read_articles

WRITTEN = Path(__file__).parent / "sources"


def read(path):
    problems: list[GeoError] = []
    notes: list[str] = []
    return list(read_articles(path, report=problems.append, note=notes.append)), problems, notes


def rss(folder, items, encoding="utf-8", begin="", name="feed.rss"):
    path = folder / name
    head = f'<?xml version="1.0" encoding="{encoding}"?>{begin}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    text = f"{head}<channel><title>Mill News</title><link>http://mills.example/</link>{items}</channel></rss>"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("name", ["feedgen.rss", "feedgen.atom"])
def test_items_that_feedgen_wrote_have_their_full_text_address_and_day_in_pyongyang(name):
    articles, problems, _ = read(WRITTEN / name)
    (first, second) = sorted(articles, key=lambda a: a.id)
    assert not problems
    assert first.text == "Kim inspected a mill.\nIt is in Haeju City."
    assert (first.id, first.url, first.title) == ("urn:x:0", "http://e.org/0", "Mill & visit")
    assert first.date == date(2024, 11, 21)  # 22:00 UTC of the 20th
    assert (second.source, second.topic, second.extra["summary"]) == ("Mill News", "News", "short")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Fri, 08 Nov 2024 23:20:00 KST", date(2024, 11, 8)),
        ("Fri, 08 Nov 2024 15:20:00 GMT", date(2024, 11, 9)),
        ("2024.11.08 15:20", date(2024, 11, 8)),
        ("2024년 03월 05일", date(2024, 3, 5)),
    ],
)
def test_the_day_of_an_item_is_read_as_its_publisher_writes_it(tmp_path, written, day):
    item = f"<item><title>A</title><description>Words.</description><pubDate>{written}</pubDate></item>"
    ((article,), problems, _) = read(rss(tmp_path, item))
    assert (article.date, problems) == (day, [])


def test_an_ambiguous_day_is_told_and_not_guessed(tmp_path):
    item = "<item><description>Words.</description><pubDate>3/4/2024</pubDate></item>"
    ((article,), (problem,), _) = read(rss(tmp_path, item))
    assert article.date is None
    assert "feed.rss, item 1: '3/4/2024'" in str(problem)


def test_a_feed_in_a_korean_encoding_is_read_under_each_of_its_names(tmp_path):
    for number, name in enumerate(("euc-kr", "ks_c_5601-1987", "cp949")):
        item = "<item><title>성천군</title><description>성천군에 공장이 섰다.</description></item>"
        path = rss(tmp_path, item, begin="", name=f"{number}.rss")
        path.write_bytes(path.read_text().replace("utf-8", name).encode("cp949"))
        ((article,), problems, _) = read(path)
        assert (article.title, article.text, problems) == ("성천군", "성천군에 공장이 섰다.", [])


def test_characters_that_are_no_xml_do_not_cost_the_words_after_them(tmp_path):
    item = "<item><title>R&D &nbsp; now\x08</title><description><![CDATA[<p>Mills & <b>farms</b></p>]]></description>"
    ((article,), problems, _) = read(rss(tmp_path, f"{item}<link>http://a.example/?a=1&b=2</link></item>"))
    assert (article.title, article.text, article.url) == (
        "R&D now",
        "Mills & farms",
        "http://a.example/?a=1&b=2",
    )
    assert not problems


def test_a_feed_that_is_cut_off_gives_its_whole_items_and_says_so(tmp_path):
    items = "".join(
        f"<item><title>T{n}</title><description>Words {n}.</description></item>" for n in range(3)
    )
    path = rss(tmp_path, items)
    path.write_text(path.read_text()[:-60])
    articles, (problem,), _ = read(path)
    assert [a.text for a in articles][:2] == ["Words 0.", "Words 1."]
    assert "damaged XML" in str(problem)


def test_entities_of_a_feed_are_refused_and_the_next_file_is_read(tmp_path):
    (tmp_path / "secret").write_text("hidden")
    kind = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    rss(tmp_path, "<item><description>&x;</description></item>", begin=kind, name="a.rss")
    rss(tmp_path, "<item><description>Words.</description></item>", name="b.rss")
    ((article,), (problem,), _) = read(tmp_path)
    assert article.text == "Words."
    assert "declares entities" in str(problem)


def test_an_item_without_text_gives_its_headline_and_this_is_counted(tmp_path):
    ((article,), problems, notes) = read(rss(tmp_path, "<item><title>Kim visits Haeju City</title></item>"))
    assert (article.text, article.extra["text_is"], problems) == ("Kim visits Haeju City", "headline", [])
    assert notes == ["1 articles that have no more text than a summary or a headline, which is read"]


def test_an_item_without_words_is_told(tmp_path):
    (articles, (problem,), _) = read(rss(tmp_path, "<item><link>http://a.example</link></item>"))
    assert not articles
    assert str(problem).endswith("feed.rss, item 1: no text; it is left out")


def test_xml_of_another_kind_is_refused_where_it_is_named_and_counted_in_a_folder(tmp_path):
    (tmp_path / "a.xml").write_text("<settings/>")
    (tmp_path / "b.txt").write_text("Words.")
    assert "not a feed" in str(read(tmp_path / "a.xml")[1][0])
    articles, problems, notes = read(tmp_path)
    assert ([a.id for a in articles], problems, notes) == (
        ["b"],
        [],
        [f"{tmp_path}: 1 file passed over (1 .xml)"],
    )


def test_rss_1_and_dublin_core_are_read_too(tmp_path):
    (tmp_path / "a.rdf").write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old feed</title></channel>'
        '<item rdf:about="http://a.example/1"><title>T</title><description>Words.</description>'
        "<link>http://a.example/1</link><dc:date>2004-03-05T10:00:00+09:00</dc:date></item></rdf:RDF>"
    )
    ((article,), problems, _) = read(tmp_path)
    assert (article.id, article.source, article.date) == ("http://a.example/1", "Old feed", date(2004, 3, 5))
    assert not problems


def test_a_json_feed_is_read_and_its_faults_are_told_by_item(tmp_path):
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "J",
        "items": [{"id": "1", "content_html": "<p>Kim.</p>", "date_published": "2024-11-20T22:00:00Z"}, 3],
    }  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(feed))
    ((article,), (problem,), _) = read(tmp_path)
    assert (article.id, article.text, article.date) == ("a-1", "Kim.", date(2024, 11, 21))
    assert "item 2: not an object" in str(problem)
