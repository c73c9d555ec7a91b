"""Web pages: one article per page, without menus, comments and lists of other articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geo.model.entities import Article
from geo.model.errors import GeoError, InputError, UnreadableError

from .filename_dates import day_in_name
from .pages.article import read_page
from .pages.days import PublicationDay
from .source import Source

__all__ = ["read_html", "read_page"]


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
    yield _article(source.content(), source)


def _article(content: bytes, source: Source) -> Article:
    """The article of a page's content, with its day."""
    try:
        article, published = read_page(content, source.name, source.label)
    except GeoError:
        raise
    except Exception as error:  # on broken markup the parsers raise errors of any type
        raise UnreadableError(
            f"{source.name}: the page cannot be read as HTML ({type(error).__name__})"
        ) from error
    return _dated(article, published, source)


def _dated(article: Article, published: PublicationDay, source: Source) -> Article:
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
