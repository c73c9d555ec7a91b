"""Feeds: RSS, Atom and JSON Feed, as publishers write them and as RSSHub makes them of pages; one article per item."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from geo.model.entities import Article
from geo.model.errors import GeoError, InputError, UnreadableError
from geo.model.urls import host_of
from geo.reference.written_dates import parse_day
from geo.text.normalization import decode, one_line

from .jsonl import article_of, read_json_lines
from .pages.article import read_fragment
from .source import Source

__all__ = ["is_feed", "is_json_feed", "read_feed", "read_json"]

_ITEMS = ("item", "entry")
_TEXTS = ("encoded", "content", "description", "summary")
_DAYS = ("pubDate", "published", "issued", "date", "created")
"""Elements of the day of publication, the surest first; that of a change (``updated``) is none of them."""
_LISTS = ("items", "articles", "data", "results", "entries", "posts")
_HTML = ("content_html", "html", "content", "body", "description", "summary")
_STARTS = (b"<rss", b"<feed", b"<rdf:RDF", b"<RDF")


def is_feed(head: bytes) -> bool:
    """Whether content begins as RSS or Atom does.

    Examples
    --------
    >>> is_feed(b'<?xml version="1.0"?><rss version="2.0">'), is_feed(b"<kml>")
    (True, False)
    """
    return any(start in head for start in _STARTS)


def is_json_feed(head: bytes) -> bool:
    """Whether content begins as a JSON file of articles: a feed, or rows with texts.

    Examples
    --------
    >>> is_json_feed(b'{"version": "https://jsonfeed.org/version/1.1"'), is_json_feed(b'{"type": "FeatureCollection"')
    (True, False)
    """
    return b"jsonfeed.org" in head or (
        b'"FeatureCollection"' not in head
        and any(f'"{n}"'.encode() in head for n in ("text", *_HTML[:2], "items"))
    )


def read_feed(source: Source) -> Iterator[Article]:
    """Read the items of an RSS or Atom feed; an item without a text is reported.

    Raises
    ------
    UnreadableError
        The file is missing, empty, or no feed.
    """
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
        root = etree.fromstring(source.content(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"{source.name}: not readable as XML ({error.msg})") from error
    items = [] if root is None else [e for e in root.iter() if isinstance(e.tag, str) and _name(e) in _ITEMS]
    if not items:
        raise UnreadableError(f"{source.name}: no item of a feed (RSS or Atom) in this XML file")
    head = next((e for e in root.iter() if _name(e) in ("channel", "feed")), root)
    publisher = next((one_line(e.text or "") for e in head if _name(e) == "title"), "")
    for number, item in enumerate(items, 1):
        parts: dict[str, str] = {}
        for part in item:
            name = _name(part)
            value = (part.get("href") if name == "link" and part.get("href") else _inner(part)) or ""
            if value.strip() and not (name == "link" and part.get("rel") not in (None, "alternate")):
                parts.setdefault(name, value.strip())
        row = {
            "title": parts.get("title", ""),
            "url": parts.get("link") or parts.get("guid") or parts.get("id", ""),
            "date": next((parts[n] for n in _DAYS if n in parts), None),
            "author": parts.get("creator") or parts.get("author", ""),
            "source": publisher,
        }
        yield from _item(row, max((parts.get(n, "") for n in _TEXTS), key=len), source, number)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _inner(element: Any) -> str:
    """The text of an element; of XHTML in it, the markup."""
    if (
        _name(element) == "author"
        and (name := next((e for e in element if _name(e) == "name"), None)) is not None
    ):
        return name.text or ""
    if len(element):
        return "".join(etree.tostring(e, encoding="unicode") for e in element)
    return element.text or ""


def read_json(source: Source) -> Iterator[Article]:
    """Read the articles of a JSON file: a JSON Feed, or a list of objects with the fields of JSON Lines.

    Raises
    ------
    UnreadableError
        The file is missing, empty, or no JSON.
    InputError
        It has no list of articles.
    """
    try:
        whole = json.loads(decode(source.content(), source.name))
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Extra data"):
            raise UnreadableError(f"{source.name}: not readable as JSON ({error})") from error
        yield from read_json_lines(source)  # one object per line, under another ending
        return
    except RecursionError as error:
        raise UnreadableError(f"{source.name}: nested too deeply to be articles") from error
    rows = whole
    if isinstance(whole, dict):
        rows = next((whole[key] for key in _LISTS if isinstance(whole.get(key), list)), [whole])
    if not isinstance(rows, list) or not any(isinstance(row, dict) for row in rows):
        raise InputError(f"{source.name}: no list of articles in this JSON file")
    publisher = str(whole.get("title") or "") if isinstance(whole, dict) and whole is not rows[0] else ""
    for number, row in enumerate(rows, 1):
        if not isinstance(row, Mapping):
            source.report(InputError(f"{source.name}, item {number}: not an object with a text"))
            continue
        if isinstance(row.get("text"), str):
            try:
                yield article_of(row, source, number, f"{source.name}, item {number}")
            except GeoError as error:
                source.report(error)
            continue
        authors = row.get("authors") or row.get("author")
        first = authors[0] if isinstance(authors, list) and authors else authors
        fields = {
            "title": row.get("title"),
            "url": row.get("url") or row.get("link") or row.get("external_url") or row.get("id"),
            "date": next(
                (row[n] for n in ("date_published", "pubDate", "published", "date") if row.get(n)), None
            ),
            "author": first.get("name") if isinstance(first, dict) else first,
            "source": publisher,
        }
        text = next(
            (row[n] for n in (*_HTML[:1], "content_text", *_HTML[1:]) if isinstance(row.get(n), str)), ""
        )
        yield from _item(fields, text, source, number)


def _item(row: Mapping[str, Any], html: str, source: Source, number: int) -> Iterator[Article]:
    """The article of an item; its problems are reported."""
    where = f"{source.name}, item {number}"
    title = one_line(read_fragment(str(row["title"])).text) if row.get("title") else ""
    found = read_fragment(html, title)
    if not found.text:
        source.report(InputError(f"{where}: no text in this item of the feed; it may have pictures only"))
        return
    day = parse_day(str(row["date"])) if row.get("date") else None
    if row.get("date") and day is None:
        source.report(
            InputError(f"{where}: {str(row['date'])[:40]!r} is not a date; the article is read without one")
        )
    author = one_line(str(row.get("author") or ""))
    extra: dict[str, Any] = {"author": author} if author else {}
    if found.left_out:
        extra["left_out"] = found.left_out
    url = str(row.get("url") or "")
    yield Article(
        f"{source.label}-{number}",
        found.text,
        title,
        day or source.day,
        url if host_of(url) else "",
        one_line(str(row.get("source") or "")),
        path=source.name,
        line=number,
        extra=extra,
        text_origin="extracted",
        headings=found.headings,
    )
