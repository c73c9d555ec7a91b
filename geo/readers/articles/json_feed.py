"""JSON Feed, versions 1 and 1.1: one article an item."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from geo.model.entities import Article
from geo.model.errors import InputError, UnreadableError
from geo.text.normalization import decode
from geo.text.surrogates import without_lone_surrogates

from .bodies import FULL_TEXT, Body, article_of
from .fragments import plain, text_of_fragment
from .jsonl import HALVES
from .source import Source

__all__ = ["is_json_feed", "read_json_feed"]

_LARGEST = 2**28


def is_json_feed(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a JSON Feed."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b"jsonfeed.org/version" in head.replace(
        b"\\/", b"/"
    )


def read_json_feed(source: Source) -> Iterator[Article]:
    """Read the items of a JSON Feed: HTML or plain content, else the summary, else the title.

    Raises
    ------
    UnreadableError
        The file is missing, empty, larger than 256 MB, or not valid JSON.
    InputError
        It has no list of items. An item that is none, or has no words, is reported.
    """
    with source.opened() as stream:
        content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise UnreadableError(f"{source.name}: larger than {_LARGEST >> 20} MB; a feed is smaller")
    text, halves = without_lone_surrogates(decode(content, source.name))
    if halves:
        source.left_out(HALVES, halves)
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        why = (
            f"line {error.lineno}: {error.msg}"
            if isinstance(error, json.JSONDecodeError)
            else "nested too deeply"
        )
        raise UnreadableError(f"{source.name}, {why}; not valid JSON, is the file cut off?") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise InputError(f"{source.name}: a JSON Feed without a list of items")
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            source.report(InputError(f"{source.name}, item {number}: not an object; left out"))
            continue
        body = _body(item, _word(feed, "title"))
        if body.part != "content":
            source.left_out(FULL_TEXT, 1)
        article = article_of(source, body, f"item {number}", f"{source.label}-{number}", number)
        if article is not None:
            yield article


def _body(item: Mapping[str, Any], feed: str) -> Body:
    html, title = _word(item, "content_html"), plain(_word(item, "title"))
    markup = bool(text_of_fragment(html))
    text, part = html if markup else _word(item, "content_text"), "content"
    if not text:
        text, part = plain(_word(item, "summary")), "summary"
    if not text:
        text, part = title, "headline"
    tags = item.get("tags")
    authors = item.get("authors") or [item.get("author")]
    names = (
        [_word(one, "name") for one in authors if isinstance(one, dict)] if isinstance(authors, list) else []
    )
    return Body(
        text,
        title=title,
        markup=markup,
        written=_word(item, "date_published") or _word(item, "date_modified"),
        id=_word(item, "id"),
        url=_word(item, "url") or _word(item, "external_url"),
        source=plain(feed),
        topic=", ".join(t for t in tags if isinstance(t, str)) if isinstance(tags, list) else "",
        part=part,
        extra={"author": ", ".join(filter(None, names))} if any(names) else {},
    )


def _word(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""
