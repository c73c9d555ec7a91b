"""Pages saved out of web archives: what the archive added is left out, the page's own address is found.

The day of capture is in ``extra["captured"]``, and is never taken for the day of publication.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from geo.model.entities import Article
from geo.model.urls import host_of
from geo.reference.paths import reference_path
from geo.text.instants import day_of_moment
from geo.text.normalization import one_line

from .html import read_html
from .source import Source

__all__ = ["Capture", "capture_of", "read_saved_page"]

_TABLE: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    reference_path("web_archives.toml").read_text("utf-8")
)
_FLAGS = re.IGNORECASE | re.DOTALL


def _bytes(pattern: str) -> re.Pattern[bytes]:
    return re.compile(pattern.encode(), _FLAGS)


_ARCHIVES = tuple(
    (
        one["title"],
        tuple(map(_bytes, one["marks"])),
        tuple(map(_bytes, one["address"])),
        tuple((_bytes(begin), _bytes(end)) for begin, end in one["cut"]),
        _bytes(one["prefix"]),
    )
    for one in _TABLE.values()
    if "marks" in one
)
_WATCH = _TABLE["kcna_watch"]
_COPIED, _LINE = _bytes(_WATCH["copied"]), re.compile(_WATCH["line"], re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Capture:
    """A page as an archive has it.

    Attributes
    ----------
    archive : str
        Name of the archive.
    page : bytes
        The page without what the archive added.
    url : str
        The page's own address; empty where the archive does not say it.
    captured : datetime.date or None
        Day of capture, in Pyongyang.
    published : datetime.date or None
        Day of publication, where the archive says it.
    source : str
        Publisher, where the archive says it.
    """

    archive: str
    page: bytes
    url: str = ""
    captured: date | None = None
    published: date | None = None
    source: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


def read_saved_page(source: Source) -> Iterator[Article]:
    """Read the article of a web page, also of one that was saved out of a web archive.

    Raises
    ------
    UnreadableError
        The file is missing or empty, or cannot be parsed as HTML.
    InputError
        The page has no article.
    """
    content = source.content()
    capture = capture_of(content)
    page = content if capture is None else capture.page
    for article in read_html(replace(source, path=None, preloaded=page)):
        yield article if capture is None else _captured(article, capture)


def _captured(article: Article, capture: Capture) -> Article:
    extra = {**article.extra, **capture.extra, "archive": capture.archive}
    if capture.captured is not None:
        extra["captured"] = capture.captured.isoformat()
    return replace(
        article,
        url=capture.url or article.url,
        date=capture.published or article.date,
        source=capture.source or article.source,
        extra=extra,
    )


def capture_of(content: bytes) -> Capture | None:
    """Find out whether a page is from a web archive.

    Parameters
    ----------
    content : bytes
        The page as saved.

    Returns
    -------
    Capture or None
        None for other pages, those that only link to an archive included.

    Examples
    --------
    >>> page = b'<script>__wm.wombat("http://a.example/1","20241120220000")</script><p>Words.</p>'
    >>> found = capture_of(page)
    >>> found.url, str(found.captured)
    ('http://a.example/1', '2024-11-21')
    >>> capture_of(b'<a href="https://web.archive.org/web/20241120220000/http://a.example/1">see</a>') is None
    True
    """
    for title, marks, addresses, cuts, prefix in _ARCHIVES:
        if any(mark.search(content) for mark in marks):
            found = next(filter(None, (address.search(content) for address in addresses)), None)
            page = content
            for begin, end in cuts:
                page = _without(page, begin, end)
            page = prefix.sub(b"", page)
            url = (
                ""
                if found is None
                else re.sub(r"^(https?):/+", r"\1://", found["original"].decode("utf-8", "replace"))
            )
            return Capture(
                title, page, url if host_of(url) else "", None if found is None else _day(found["stamp"])
            )
    return _watched(content)


def _without(page: bytes, begin: re.Pattern[bytes], end: re.Pattern[bytes]) -> bytes:
    """A page without all that is from a beginning to the next end; a beginning without an end stays."""
    parts, at = [], 0
    while (first := begin.search(page, at)) and (last := end.search(page, first.end())):
        parts.append(page[at : first.start()])
        at = last.end()
    return b"".join((*parts, page[at:])) if parts else page


def _day(stamp: bytes) -> date | None:
    digits = re.sub(rb"\D", b"", stamp).decode()
    try:
        return day_of_moment(datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC))
    except ValueError:
        return None


def _watched(content: bytes) -> Capture | None:
    """A page of KCNA Watch: the day, publisher and address of the article that it copies."""
    copied = _COPIED.search(content)
    if copied is None or _WATCH["original"].encode() not in content.lower():
        return None
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        root = document_fromstring(content, parser=HTMLParser(no_network=True, encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    link = next((a for a in root.iter("a") if one_line(a.text_content()).lower() == _WATCH["original"]), None)
    block: Any = link
    said = None
    while block is not None and said is None and len(text := one_line(block.text_content())) < 400:
        said, line = _LINE.search(text), block
        block = block.getparent()
    if link is None or said is None:
        return None
    original = str(link.get("href") or "")
    parent = line.getparent()
    if parent is not None:
        line.drop_tree()
    try:
        published = date(int(said["year"]), int(said["month"]), int(said["day"]))
    except ValueError:
        published = None
    captured = day_of_moment(datetime.fromtimestamp(int(copied["seconds"]), UTC))
    page = etree.tostring(root, encoding="utf-8", method="html")
    url = original if host_of(original) and host_of(original) not in _WATCH["hosts"] else ""
    return Capture(_WATCH["title"], page, url, captured, published, one_line(said["source"]))
