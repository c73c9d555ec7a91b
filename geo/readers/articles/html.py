"""Web pages: one article per page, without menus, comments and lists of other articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from geo.model.entities import Article
from geo.model.errors import GeoError, InputError, UnreadableError
from geo.text.normalization import clean, one_line

from .filename_dates import day_in_name
from .pages.boilerplate import prune
from .pages.content import content_of, lines_above
from .pages.days import PublicationDay, day_of, day_of_metadata
from .pages.metadata import author_of, described, publisher_of, title_of
from .pages.tree import Page, found, parse, said
from .source import Source

__all__ = ["read_html", "read_page"]

_ASKING = 300
"""Longest text that asks for a subscription, in characters."""
_ABOVE = 8
"""Number of lines above the text in which its author may be named."""


def read_html(source: Source) -> Iterator[Article]:
    """Read the article of a saved web page.

    The author is in ``extra["author"]``, and what was left out of the page in ``extra["left_out"]``, by kind. A day
    that may be two days ("11/05/2017") is reported, and the article read without it.

    Raises
    ------
    UnreadableError
        The file is missing or empty, or cannot be parsed as HTML.
    InputError
        The page has no article.
    """
    content = source.content()
    try:
        article, unsettled = read_page(content, source.name, source.label)
    except GeoError:
        raise
    except Exception as error:  # on broken markup the parsers raise errors of any type
        raise UnreadableError(
            f"{source.name}: the page cannot be read as HTML ({type(error).__name__})"
        ) from error
    yield dated(article, unsettled, source)


def dated(article: Article, published: PublicationDay, source: Source) -> Article:
    """An article with the day of its page, of its file's name, or of the caller."""
    by_name = day_in_name(source.label)
    day = published.day or by_name or source.day
    if published.unsettled and day is None:
        first, second = (f"{d:%Y-%m-%d}" for d in published.readings)
        source.report(
            InputError(
                f"{source.name}: the page is dated {published.unsettled!r}, which may be {first} or {second}; the "
                "article is read without a date: give --date, or a file name that begins with it"
            )
        )
    return replace(article, date=day)


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
    title = title_of(page, known)
    first = content_of(page, title)
    if published.day is None:
        seen = day_of(page, first)
        if seen.day is not None or not published.unsettled:
            published = seen
    above = [] if first.container is None else islice(lines_above(first.container, page.markup), _ABOVE)
    author = author_of(page, known, [*first.head, *above], first.text)
    prune(page, late=True)
    body = content_of(page, title)
    left_out = Counter(page.left_out)
    left_out.update(body.left_out)
    text = clean(body.text)
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
    walls = (element for element, _ in found(page.root, page.markup.selectors("paywall")))
    short = (e for e in page.root.iter("p", "div", "span", "h2", "h3", "h4") if len(said(e)) < _ASKING)
    return any(asks(one_line(said(element))) for element in (*walls, *short))
