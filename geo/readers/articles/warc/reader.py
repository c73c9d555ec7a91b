"""Articles of web archives: pages by their content type, other files by their format, everything else counted."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from geo.model.entities import Article
from geo.model.errors import GeoError, InputError
from geo.reference.paths import reference_path
from geo.reference.written_dates import read_timestamp
from geo.text.normalization import clean, one_line

from ..archives import read_entries
from ..bodies import page_text
from ..charsets import decoded
from ..feeds import is_feed
from ..json_feed import is_json_feed
from ..source import Source
from .records import Record, records
from .responses import Response, UndecodableError, body_of, response_of

__all__ = ["WARC_ENDINGS", "is_feed_of", "is_warc", "known_type", "read_wacz", "read_warc"]

WARC_ENDINGS = tuple(f".{kind}{packed}" for kind in ("warc", "wet") for packed in ("", ".gz", ".zst"))
_TYPES: Mapping[str, str] = tomllib.loads(reference_path("web_archives.toml").read_text("utf-8"))["types"]
_GENERAL: Sequence[str] = tomllib.loads(reference_path("web_archives.toml").read_text("utf-8"))["general"]
_FEEDS = (".rss", ".atom", ".rdf", ".json")
_UNKNOWN = ("", "application/octet-stream")
_HEAD = 1024
_READ = frozenset(("response", "resource", "conversion"))
_SCHEMES = ("http:", "https:", "ftp:", "file:")
_REVISITS = "visits of web archives that found the same page again, whose text is in another record"
_NO_PAGE = "pages of web archives without an article, such as menus and lists"
_OTHER = "answers in web archives that are errors or lead elsewhere"


def is_warc(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a WARC file that is not compressed."""
    return head.startswith(b"WARC/1")


def read_warc(source: Source) -> Iterator[Article]:
    """Read the articles of a WARC or WET file; the day of the visit is ``captured``, never the day of publication.

    Raises
    ------
    UnreadableError
        The file is missing or empty, no WARC file, or needs a package that is not installed. Damage after the first
        record is reported.
    """
    for record in records(source, _READ):
        if record.kind == "revisit":
            source.left_out(_REVISITS, 1)
        elif record.kind in _READ and record.url.startswith(_SCHEMES):
            for article in _of_record(source, record):
                yield _placed(article, record)


def _placed(article: Article, record: Record) -> Article:
    """An article with the address and the day of the visit."""
    captured = _captured(record)
    extra = {**article.extra, "captured": captured.isoformat()} if captured else article.extra
    return replace(article, url=article.url or record.url, extra=extra)


def _captured(record: Record) -> date | None:
    return read_timestamp(record.fields.get("warc-date", ""))[0]


def _of_record(source: Source, record: Record) -> Iterator[Article]:
    where = f"{source.name}, record {record.number} ({one_line(record.url)[:100]})"
    if record.kind == "response":
        response = response_of(record.content)
        if response is None:
            source.report(InputError(f"{where}: not an answer of a web server; left out"))
            return
        if response.status != 200:
            source.left_out(_OTHER, 1)
            return
    else:
        response = Response(200, {"content-type": record.fields.get("content-type", "")}, record.content)
    known = _feed_ending(response) or _TYPES.get(response.type)
    if known is None and response.type not in _UNKNOWN:
        source.left_out(f"files of web archives of the type {response.type.partition('/')[0][:20]}", 1)
        return
    try:
        body = body_of(response)
    except UndecodableError as error:
        source.left_out(f"pages of web archives that could not be decoded: {error}", 1)
        return
    part = replace(source.part(f"record {record.number}", body), name=where, label=record.url)
    if record.kind == "conversion":
        yield from _text(part, record, body)
    elif known:
        yield from part.nested.read(
            replace(part, preloaded=_in_utf8(part, response, body, known)), f"file{known}"
        )
    elif known == "" or b"<html" in body[:1024].lower():
        yield from _page(part, response, body)
    else:
        source.left_out("files of web archives of an unknown type", 1)


def known_type(type_: str, body: bytes) -> bool:
    """Whether an answer of a content type is read as an article or a file of articles.

    Parameters
    ----------
    type_ : str
        In small letters, without parameters; empty where the server gives none.
    body : bytes
        Its first bytes.

    Examples
    --------
    >>> known_type("text/html", b""), known_type("image/png", b""), known_type("text/xml", b"<rss version='2.0'>")
    (True, False, True)
    """
    page = type_ in _UNKNOWN and b"<html" in body[:_HEAD].lower()
    return is_feed_of(type_, body) or type_ in _TYPES or page


def is_feed_of(type_: str, body: bytes) -> bool:
    """Whether an answer is a feed: by its type, or by its first bytes where feeds have its type too.

    Examples
    --------
    >>> is_feed_of("text/html", b"<?xml version='1.0'?><rss version='2.0'>"), is_feed_of("text/html", b"<html><p>")
    (True, False)
    """
    if type_ not in _GENERAL:
        return _TYPES.get(type_) in _FEEDS
    head = body[:_HEAD]
    return b"<html" not in head.lower() and (is_feed(head) or is_json_feed(head))


def _feed_ending(response: Response) -> str:
    """The ending of a feed's file; empty where an answer of a type that feeds have too is none."""
    if response.type not in _GENERAL:
        return ""
    try:
        body = body_of(response)
    except UndecodableError:
        return ""
    if not is_feed_of(response.type, body):
        return ""
    return ".json" if is_json_feed(body[:_HEAD]) else ".xml"


def _in_utf8(part: Source, response: Response, body: bytes, ending: str) -> bytes:
    """A body of text in UTF-8, where its encoding is named; others as they are."""
    if response.charset is None or ending not in ("", ".txt", ".md", ".csv"):
        return body
    text, why = decoded(body, response.charset)
    if why:
        part.report(InputError(f"{part.name}: {why}"))
    return text.encode("utf-8", "replace")


def _page(part: Source, response: Response, body: bytes) -> Iterator[Article]:
    try:
        yield page_text(_in_utf8(part, response, body, ""), part)
    except InputError:
        part.left_out(_NO_PAGE, 1)
    except GeoError as error:
        part.report(error)


def _text(part: Source, record: Record, body: bytes) -> Iterator[Article]:
    """The text of a page as Common Crawl took it out, with its menus."""
    text, why = decoded(body, "utf-8")
    if why:
        part.report(InputError(f"{part.name}: {why}"))
    text = clean(text)
    if text:
        part.left_out("texts of whole pages, menus included, as WET files have them", 1)
        title = text.split("\n", 1)[0][:200]
        yield Article(record.url, text, title, part.day, record.url, path=part.name, line=record.number,
                      text_origin="extracted")  # fmt: skip


def read_wacz(source: Source) -> Iterator[Article]:
    """Read the WARC files in a WACZ package; its indexes and lists of pages are no articles.

    Raises
    ------
    UnreadableError
        The file is missing or empty, or no ZIP archive.
    OtherKindError
        There is no WARC file in it.
    """
    yield from read_entries(source, lambda name: name.lower().endswith(WARC_ENDINGS), counted=False)
