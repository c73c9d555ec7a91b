"""Web pages: one article each, among menus and scripts that are left behind."""

from __future__ import annotations

from collections.abc import Iterator

from geo.model.entities import Article
from geo.model.errors import InputError, UnreadableError
from geo.text.normalization import clean
from geo.text.written_dates import parse_day

from .filename_dates import day_in_name
from .source import Source

__all__ = ["read_html"]


def read_html(source: Source) -> Iterator[Article]:
    """The article of a web page; its text is what was taken out of the page, cleaned.

    Raises
    ------
    UnreadableError
        The file is missing, empty, or no markup that can be read.
    InputError
        The page has no article.
    """
    import logging

    import trafilatura
    from trafilatura.settings import Document

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    content = source.content()
    try:
        page = trafilatura.bare_extraction(
            content,
            fast=True,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            # Only what the page itself says of its date: a year in its footer is no day of publication.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # the parsers below raise whatever broken markup makes of them
        raise UnreadableError(
            f"{source.name}: the page cannot be read as HTML ({type(error).__name__})"
        ) from error
    text = clean(page.text or "") if isinstance(page, Document) else ""
    if not isinstance(page, Document) or not text:
        raise InputError(f"{source.name}: no article text found in this page; save the text as .txt")
    found = day_in_name(source.label) or (parse_day(page.date) if page.date else None)
    yield Article(
        source.label,
        text,
        clean(page.title or ""),
        found or source.day,
        page.url or "",
        page.sitename or "",
        path=source.name,
        line=1,
        text_origin="extracted",
    )
