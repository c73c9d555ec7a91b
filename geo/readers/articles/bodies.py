"""From the parts of an item, as formats of many articles have them, to an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from geo.model.entities import Article
from geo.model.errors import GeoError, InputError
from geo.reference.written_dates import read_timestamp
from geo.text.normalization import clean, one_line

from .fragments import text_of_fragment
from .pages.article import Fragment, read_fragment
from .saved_pages import read_saved_page
from .source import Source

__all__ = ["FULL_TEXT", "Body", "article_of", "page_text"]

FULL_TEXT = "articles that have no more text than a summary or a headline, which is read"
"""For :data:`~geo.readers.articles.source.LeftOut`."""


@dataclass(frozen=True, slots=True)
class Body:
    """Parts of an item before they are an article.

    Attributes
    ----------
    text : str
        HTML where ``markup`` says so, else plain.
    title : str
        Without markup.
    markup : bool
    written : str
        Its date as written.
    day : datetime.date or None
        Its date, where the format has days as such; ``written`` is then not read.
    id, url, source, topic : str
    part : str
        Which part of the item the text is: ``content``, ``summary`` or ``headline``.
    extra : mapping
        Further fields.
    """

    text: str
    title: str = ""
    markup: bool = False
    written: str = ""
    day: date | None = None
    id: str = ""
    url: str = ""
    source: str = ""
    topic: str = ""
    part: str = "content"
    extra: Mapping[str, Any] = field(default_factory=dict)


def article_of(source: Source, body: Body, where: str, id_: str, line: int) -> Article | None:
    """The article of an item; an item without words is reported and None.

    Parameters
    ----------
    source : Source
    body : Body
    where : str
        Its position in messages ("item 3").
    id_ : str
        Id where it has none of its own.
    line : int
        Line or number at which it is in the file.
    """
    shown = _fragment(body) if body.markup else Fragment(clean(body.text), (), {})
    text = shown.text
    place = f"{source.name}, {where}"
    if not text:
        named = f" ({body.title[:60]!r})" if body.title else ""
        source.report(InputError(f"{place}{named}: no text; it is left out"))
        return None
    day = body.day or source.day
    if body.day is None and body.written.strip():
        day, precision, why = read_timestamp(body.written)
        if day is None or precision != "day":
            what = f"{body.written.strip()[:40]!r} {why or 'is no day'}; the article is read without a date"
            source.report(InputError(f"{place}: {what}"))
            day = None
    extra = dict(body.extra)
    if body.part != "content":
        extra["text_is"] = body.part
    if shown.left_out:
        extra["left_out"] = shown.left_out
    return Article(
        _id(one_line(body.id), source) or id_,
        text,
        one_line(body.title),
        day,
        one_line(body.url),
        one_line(body.source),
        one_line(body.topic),
        source.name,
        line,
        extra,
        text_origin="extracted",
        headings=shown.headings,
    )


def _fragment(body: Body) -> Fragment:
    """The text of a body's HTML; all of it where the reader of pages takes nothing of it for text."""
    found = read_fragment(body.text, body.title)
    return found if found.text else Fragment(text_of_fragment(body.text), (), {})


def _id(given: str, source: Source) -> str:
    """An id as given; one that is only a number, which each file counts anew, within its file."""
    return f"{source.label}-{given}" if given.isdecimal() else given


def page_text(content: bytes, source: Source) -> Article:
    """The article of a web page that is inside of another file.

    Raises
    ------
    GeoError
        The page has no article.
    """
    try:
        return next(iter(read_saved_page(replace(source, path=None, preloaded=content))))
    except StopIteration:
        raise _no_article(source) from None


def _no_article(source: Source) -> GeoError:
    return InputError(f"{source.name}: no article text found in this page")
