"""Web pages: one article per page, without menus and scripts."""

from __future__ import annotations

from collections.abc import Iterator

from geo.model.entities import Article
from geo.model.errors import InputError, UnreadableError
from geo.reference.written_dates import parse_day
from geo.text.normalization import clean

from .filename_dates import day_in_name
from .source import Source

__all__ = ["read_html"]


def read_html(source: Source) -> Iterator[Article]:
    """Read the article of a web page; its text is extracted from the page and cleaned.

    Raises
    ------
    UnreadableError
        The file is missing or empty, or cannot be parsed as HTML.
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
            # Use only the metadata of the page for its date: a year in the footer is not the date of publication.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # on broken markup the parsers raise errors of any type
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
