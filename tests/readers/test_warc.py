"""Web archives: pages by content type and encoding, everything else counted, damage told by record."""

from __future__ import annotations

import gzip
import sys
import zipfile
import zlib
from datetime import date
from pathlib import Path

import pytest

from geo.model.errors import GeoError
from geo.readers.articles.reader import read_articles
from geo.readers.articles.warc.responses import Response, UndecodableError, body_of

WRITTEN = Path(__file__).parent / "sources"
PAGE = b"<html><title>Mill opens</title><body><p>A mill was opened in Haeju City, as its people said.</p></body></html>"


def read(path):
    problems: list[GeoError] = []
    notes: list[str] = []
    return list(read_articles(path, report=problems.append, note=notes.append)), problems, notes


def record(content, kind="response", url="http://mills.example/a", type_="application/http"):
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-11-20T22:00:00Z\r\n"
    return (
        f"{head}Content-Type: {type_}\r\nContent-Length: {len(content)}\r\n\r\n".encode()
        + content
        + b"\r\n\r\n"
    )


def answer(body, fields="Content-Type: text/html\r\n", status="200 OK"):
    return f"HTTP/1.1 {status}\r\n{fields}\r\n".encode() + body


def test_what_wget_wrote_is_read_by_content_type():
    (page, text), problems, notes = read(WRITTEN / "wget.warc.gz")
    assert (page.title, page.date, page.url) == (
        "Mill opens",
        date(2019, 5, 7),
        "http://127.0.0.1:8765/a.html",
    )
    assert page.extra["captured"] == "2026-11-30"
    assert (text.text, text.url) == ("Kim visited Sinuiju.\n", "http://127.0.0.1:8765/b.txt")
    assert not problems
    assert notes == [
        "1 files of web archives of the type image",
        "1 answers in web archives that are errors or lead elsewhere",
    ]


def test_bodies_in_chunks_and_encodings_are_decoded_and_what_cannot_be_is_counted():
    articles, problems, notes = read(WRITTEN / "warcio.warc.gz")
    found = {a.url.rpartition("/")[2]: a for a in articles}
    for name in ("gzip", "chunked"):
        assert f"It makes {name} flour" in found[name].text
    assert found["korean"].text.startswith("성천군에서")
    assert found["korean"].date is None  # the day of the visit is not that of publication
    assert found["wet"].text == "Mill opens\nA mill was opened in Haeju City."
    assert not problems
    assert any("the unknown encoding 'sdch'" in note for note in notes)
    assert any("found the same page again" in note for note in notes)


def test_a_file_in_zstd_is_read_or_its_extra_is_named(tmp_path, monkeypatch):
    zstandard = pytest.importorskip("zstandard")
    content = gzip.decompress((WRITTEN / "warcio.warc.gz").read_bytes())
    words = zstandard.ZstdCompressionDict(b"WARC/1.0 WARC-Type: response Content-Length: " * 20)
    packed = zstandard.ZstdCompressor(dict_data=words).compress(content)
    head = b"\x5d\x2a\x4d\x18" + len(words.as_bytes()).to_bytes(4, "little") + words.as_bytes()
    (tmp_path / "a.warc.zst").write_bytes(head + packed)
    (tmp_path / "b.warc.zst").write_bytes(zstandard.compress(content))
    articles, problems, _ = read(tmp_path)
    assert (len(articles), problems) == (12, [])
    assert sum("zstd flour" in a.text for a in articles) == 2


def test_a_missing_package_is_named_with_the_command_of_a_checkout(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "zstandard", None)
    (tmp_path / "a.warc.zst").write_bytes(b"\x28\xb5\x2f\xfd" + b"\0" * 20)
    assert "pip install '.[web-archives]'" in str(read(tmp_path)[1][0])


@pytest.mark.parametrize(
    "packed", [bytes, gzip.compress, lambda c: gzip.compress(c[:99]) + gzip.compress(c[99:])]
)
def test_a_file_is_read_however_it_is_compressed(tmp_path, packed):
    content = record(b"software: x", "warcinfo") + record(answer(PAGE)) * 2
    (tmp_path / ("a.warc" if packed is bytes else "a.warc.gz")).write_bytes(packed(content))
    articles, problems, _ = read(tmp_path)
    assert (len(articles), problems) == (2, [])


def test_a_file_that_is_cut_off_gives_the_records_before_and_says_after_how_many(tmp_path):
    content = record(answer(PAGE)) * 3
    (tmp_path / "a.warc").write_bytes(content[: len(content) - 100])
    packed = b"".join(gzip.compress(record(answer(PAGE))) for _ in range(3))
    (tmp_path / "b.warc.gz").write_bytes(packed[:-40])
    articles, problems, _ = read(tmp_path)
    assert len(articles) == 4
    assert all("damaged or cut off after" in str(problem) for problem in problems)
    assert len(problems) == 2


def test_what_is_between_records_is_told_and_the_next_record_is_read(tmp_path):
    (tmp_path / "a.warc").write_bytes(record(answer(PAGE)) + b"rubbish\nmore\n" + record(answer(PAGE)))
    articles, (problem,), _ = read(tmp_path)
    assert len(articles) == 2
    assert "unknown content after record 1" in str(problem)


def test_menus_are_counted_and_not_told_one_by_one(tmp_path):
    menu = b"<html><body><nav><a href=/>Home</a></nav></body></html>"
    (tmp_path / "a.warc").write_bytes(record(answer(menu)) * 3 + record(answer(PAGE)))
    articles, problems, notes = read(tmp_path)
    assert (len(articles), problems) == (1, [])
    assert notes == ["3 pages of web archives without an article, such as menus and lists"]


def test_the_warc_files_of_a_wacz_package_are_read_and_its_indexes_are_not(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as package:
        package.writestr("archive/data.warc.gz", gzip.compress(record(answer(PAGE))))
        package.writestr(
            "pages/pages.jsonl", '{"format": "json-pages-1.0"}\n{"url": "http://mills.example/a"}\n'
        )
        package.writestr("indexes/index.cdx.gz", gzip.compress(b"x"))
        package.writestr("datapackage.json", "{}")
    ((article,), problems, notes) = read(tmp_path)
    assert article.text.startswith("A mill was opened")
    assert (problems, notes) == ([], [])


def test_feeds_and_texts_within_a_web_archive_are_read_by_their_own_readers(tmp_path):
    item = b"<item><title>A</title><description>A mill opened.</description></item>"
    feed = b"<rss><channel><title>F</title>" + item + b"</channel></rss>"
    (tmp_path / "a.warc").write_bytes(record(answer(feed, "Content-Type: application/rss+xml\r\n")))
    ((article,), problems, _) = read(tmp_path)
    assert (article.text, article.source, article.url, problems) == (
        "A mill opened.",
        "F",
        "http://mills.example/a",
        [],
    )


@pytest.mark.parametrize(
    ("fields", "raw"),
    [
        ({"content-encoding": "gzip"}, gzip.compress(b"words")),
        ({"content-encoding": "x-gzip"}, gzip.compress(b"words")),
        ({"content-encoding": "deflate"}, zlib.compress(b"words")),
        ({"content-encoding": "deflate"}, zlib.compress(b"words")[2:-4]),
        ({"content-encoding": "gzip, gzip"}, gzip.compress(gzip.compress(b"words"))),
        ({"transfer-encoding": "chunked"}, b"3;x=1\r\nwor\r\n2\r\nds\r\n0\r\n\r\n"),
        ({"transfer-encoding": "chunked"}, b"words"),
        ({"content-encoding": "gzip"}, b"words"),
        ({"transfer-encoding": "chunked", "content-encoding": "gzip"}, gzip.compress(b"words")),
    ],
)
def test_a_body_is_decoded_by_its_fields_where_the_crawler_did_not(fields, raw):
    assert body_of(Response(200, fields, raw)) == b"words"


@pytest.mark.parametrize("raw", [gzip.compress(b"0" * 70_000_000), b"\x1f\x8b" + b"rubbish" * 9])
def test_a_body_that_is_damaged_or_swells_is_not_decoded(raw):
    with pytest.raises(UndecodableError):
        body_of(Response(200, {"content-encoding": "gzip"}, raw))


def test_what_is_no_web_archive_says_so(tmp_path):
    for name in ("a.warc", "b.warc.gz", "c.wacz", "d.warc"):
        (tmp_path / name).write_bytes(b"just words" if name[0] != "d" else b"")
    articles, problems, _ = read(tmp_path)
    assert (articles, len(problems)) == ([], 4)
