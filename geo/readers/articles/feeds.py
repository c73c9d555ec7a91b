"""Feeds: RSS of all versions and Atom, one article an item.

lxml reads them, not feedparser: feedparser 6.0 reads "2024.11.08 15:20" as the first of the month and the zone KST as
UTC, so that it would be used for little but finding elements, which is this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from geo.model.entities import Article
from geo.model.errors import InputError

from .bodies import FULL_TEXT, Body, article_of
from .fragments import is_markup, plain, text_of_fragment, text_of_tree
from .markup import child, children, local, pieces, text_in
from .source import OtherKindError, Source

__all__ = ["is_feed", "read_feed"]

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|RDF|feed)[\s>]")
_ITEMS = ("item", "entry")
_TYPES = (
    "-//Netscape Communications//DTD RSS 0.91//EN",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd",
    "http://www.rssboard.org/rss-0.91.dtd",
)
"""Document types that old feeds name, as the specification of RSS 0.91 asked for."""
_DC, _TERMS, _ATOM = "dc/elements/1.1/|", "dc/terms/|", "Atom|"
_WHOLE = ("modules/content/|encoded", "xhtml|body", "content", f"{_ATOM}content")
_PUBLISHED = (
    "pubDate",
    "published",
    f"{_ATOM}published",
    "issued",
    f"{_DC}date",
    f"{_TERMS}issued",
    f"{_TERMS}created",
)
_CHANGED = ("updated", f"{_ATOM}updated", "modified", f"{_TERMS}modified")
_AUTHORS = ("author", f"{_DC}creator", f"{_ATOM}author")
_TOPICS = ("category", f"{_DC}subject", f"{_ATOM}category")


def is_feed(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a feed."""
    return _ROOT.search(head) is not None


def read_feed(source: Source) -> Iterator[Article]:
    """Read the items of a feed: the full text where it has one, else the summary, else the headline.

    Raises
    ------
    UnreadableError
        The file is missing, empty, not XML, or declares a document type other than that of RSS 0.91.
    OtherKindError
        It is XML, but no feed. An item without words is reported.
    """
    channel = _Channel()
    count = 0
    for element, first in pieces(source, _ITEMS, _TYPES):
        if first:
            if local(element) not in ("rss", "RDF", "feed"):
                what = f"XML whose root is {local(element)!r}, not a feed (rss, RDF or feed)"
                raise OtherKindError(f"{source.name}: {what}; give the text as .txt or .html")
            continue
        count += 1
        channel.look(element)
        body = _body(element, channel)
        if body.part != "content":
            source.left_out(FULL_TEXT, 1)
        article = article_of(
            source, body, f"item {count}", f"{source.label}-{count}", element.sourceline or count
        )
        if article is not None:
            yield article
    if not count:
        raise InputError(f"{source.name}: a feed without items")


class _Channel:
    """What a feed says of itself: its title, and the address that its links are relative to."""

    def __init__(self) -> None:
        self.title = self.base = ""

    def look(self, item: Any) -> None:
        """Take the feed's title and address, which stand before its first item."""
        above = item.getparent()
        if self.title or above is None:
            return
        outer = child(above, "*|channel") if local(above) == "RDF" else above
        if outer is not None:
            self.title = plain(text_in(child(outer, "title")))
            self.base = above.get(_BASE) or outer.get(_BASE) or _link(outer, "")


def _body(item: Any, channel: _Channel) -> Body:
    title = _title(item)
    whole = child(item, *_WHOLE)
    brief = child(item, "description", "summary", f"{_ATOM}summary", f"{_DC}description")
    (text, markup), part = _text(whole), "content"
    if not text:
        text, markup = _text(brief)
        part = "summary" if brief is not None and local(brief) == "summary" else "content"
    if not text:
        text, markup, part = title, False, "headline"
    published = _first(item, _PUBLISHED)
    extra = {
        "author": _names(item),
        "summary": plain(text_in(brief)) if part == "content" and whole is not None else "",
    }
    source = child(item, "source", f"{_DC}source")
    named = plain(text_in(child(source, "title") if source is not None and len(source) else source))
    return Body(
        text,
        title=title,
        markup=markup,
        written=published or _first(item, _CHANGED),
        id=text_in(child(item, "guid", "id", f"{_DC}identifier")) or item.get(_ABOUT, ""),
        url=_link(item, item.get(_BASE) or channel.base),
        source=named or channel.title,
        topic=", ".join(dict.fromkeys(filter(None, map(_topic, children(item, *_TOPICS))))),
        part=part,
        extra={key: value for key, value in extra.items() if value and value != text},
    )


def _title(item: Any) -> str:
    return plain(text_in(child(item, "title")))


def _text(element: Any) -> tuple[str, bool]:
    """A body, and whether it is HTML: escaped, as XML within the feed, or plain; empty where it has no words."""
    if element is None:
        return "", False
    if len(element):
        return text_of_tree(element), False
    text = text_in(element)
    if element.get("type") in ("text", "text/plain") or not is_markup(text):
        return text, False
    return (text, True) if text_of_fragment(text) else ("", False)


def _first(item: Any, names: tuple[str, ...]) -> str:
    return next(filter(None, map(text_in, children(item, *names))), "")


def _names(item: Any) -> str:
    found = (text_in(child(one, "name")) or text_in(one) for one in children(item, *_AUTHORS))
    return ", ".join(dict.fromkeys(plain(name) for name in found if name))


def _topic(element: Any) -> str:
    return plain(element.get("label") or text_in(element) or element.get("term") or "")


def _link(item: Any, base: str) -> str:
    """The address of an item: its link to itself, else an identifier that is one."""
    for one in children(item, "link", f"{_ATOM}link"):
        if one.get("rel", "alternate") == "alternate":
            found = (one.get("href") or text_in(one)).strip()
            if found:
                return _joined(base, found)
    guid = child(item, "guid", "id")
    address = text_in(guid)
    is_link = address.startswith(("http://", "https://")) and guid.get("isPermaLink", "true") != "false"
    return address if is_link else ""


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link) if base else link
    except ValueError:
        return link
