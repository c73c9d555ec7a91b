"""The article of a saved page, or of the HTML of one item of a feed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Any

from geo.model.entities import Article
from geo.model.errors import InputError
from geo.text.normalization import clean, one_line

from .boilerplate import prune
from .content import content_of, lines_above
from .days import PublicationDay, day_in, day_of, day_of_metadata
from .labels import take_labels
from .metadata import author_of, described, publisher_of, title_of
from .tree import Page, found, parse, said

__all__ = ["Fragment", "read_fragment", "read_page"]

_ASKING = 300
"""Longest text that asks for a subscription, in characters."""
_ABOVE = 8
"""Number of lines above the text in which its author may be named."""


def read_page(content: bytes, name: str, label: str) -> tuple[Article, PublicationDay]:
    """The article of a page, and its day.

    Parameters
    ----------
    content : bytes
    name, label : str
        Name of the file in messages, and the article's id.

    Raises
    ------
    UnreadableError
        The content cannot be parsed as HTML.
    InputError
        The page has no article.

    Examples
    --------
    >>> html = b"<title>Mill opens | KCNA</title><p>20 November 2024</p><p>A mill was opened in Haeju City.</p>"
    >>> article, published = read_page(html, "a.html", "a")
    >>> article.title, article.text, str(published.day)
    ('Mill opens', 'A mill was opened in Haeju City.', '2024-11-20')
    """
    page = parse(content, name)
    known = described(page)
    pictures = sum(1 for _ in page.root.iter("img", "amp-img"))
    if _is_cut(page):
        page.omit("text behind a paywall")
    published = day_of_metadata(page, known)
    prune(page)
    labels = take_labels(page)
    title = title_of(page, known) or labels.get("title", "")
    first = content_of(page, title)
    if published.day is None:
        seen = PublicationDay(day_in(labels.get("day", ""), page.markup))
        seen = seen if seen.day else day_of(page, first, title)
        if seen.day is not None or not published.unsettled:
            published = seen
    above = [] if first.container is None else islice(lines_above(first.container, page.markup), _ABOVE)
    author = author_of(page, known, [block.text for block in (*first.head, *above)], first.text)
    author = author or labels.get("author", "")
    prune(page, late=True)
    body = content_of(page, title)
    left_out = Counter(page.left_out)
    left_out.update(body.left_out)
    text = clean(body.text)
    if not text and known.text.strip():
        text = read_fragment(known.text.replace("\n", "<br><br>"), title).text
    if not text:
        only = f", only {pictures} pictures" if pictures else ""
        raise InputError(f"{name}: no article text found in this page{only}; save the text as .txt")
    extra: dict[str, Any] = {"author": author} if author else {}
    if left := {kind: number for kind, number in sorted(left_out.items()) if number}:
        extra["left_out"] = left
    article = Article(
        label,
        text,
        title,
        None,
        page.url,
        publisher_of(page, known),
        path=name,
        line=1,
        extra=extra,
        text_origin="extracted",
        headings=tuple(clean(h) for h in body.headings),
    )
    return article, published


def _is_cut(page: Page) -> bool:
    """Whether a page shows only the beginning of its text, and asks for a subscription to read the rest."""
    asks = page.markup.paywall.search
    if asks(one_line(said(page.root))) is None:
        return False
    walls = (element for element, _ in found(page, page.markup.selectors("paywall")))
    short = (e for e in page.root.iter("p", "div", "span", "h2", "h3", "h4") if len(said(e)) < _ASKING)
    return any(asks(one_line(said(element))) for element in (*walls, *short))


@dataclass(frozen=True, slots=True)
class Fragment:
    """The text of an item's HTML.

    Attributes
    ----------
    text : str
    headings : tuple of str
        Lines that are headings.
    left_out : dict of str to int
        Number of elements that are no text, by kind.
    """

    text: str
    headings: tuple[str, ...]
    left_out: dict[str, int]


def read_fragment(html: str, title: str = "") -> Fragment:
    r"""The text of the HTML of an item of a feed, or of a field of a table.

    Examples
    --------
    >>> read_fragment("<p>A mill opened.</p><p>It is new.</p><p>Read more: <a href='/x'>Other</a></p>").text
    'A mill opened.\nIt is new.'
    """
    page = parse(
        f"<meta charset=utf-8><body><article>{html}</article>".encode("utf-8", "replace"), "the text"
    )
    prune(page)
    prune(page, late=True)
    body = content_of(page, title)
    left_out = Counter(page.left_out)
    left_out.update(body.left_out)
    counts = {kind: number for kind, number in sorted(left_out.items()) if number}
    return Fragment(clean(body.text), tuple(clean(h) for h in body.headings), counts)
