"""Pages that a browser saved as one file (MHTML): the page, its address, and the day on which it was saved.

The day of saving is never taken for the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from geo.model.entities import Article
from geo.model.errors import InputError, UnreadableError
from geo.model.urls import host_of
from geo.text.instants import day_of_moment
from geo.text.normalization import one_line

from .bodies import page_text
from .charsets import decoded
from .mail import DAMAGED_HEADS
from .source import Source

__all__ = ["is_mhtml", "read_mhtml"]

_LARGEST = 256 * 2**20
_KIND = re.compile(rb"(?i)multipart/related")
_SAVED = re.compile(rb"(?im)^(?:snapshot-content-location:|from: <?saved by|x-mimeole:)")


def is_mhtml(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a saved page."""
    return _KIND.search(head) is not None and _SAVED.search(head) is not None


def read_mhtml(source: Source) -> Iterator[Article]:
    """Read the article of a saved page.

    Raises
    ------
    UnreadableError
        The file is missing, empty, larger than 256 MB, or damaged.
    InputError
        It has no page, or the page no article.
    """
    content = source.content(_LARGEST, "save the page as .html")
    try:
        saved = message_from_bytes(content, policy=policy.default)
        assert isinstance(saved, EmailMessage)
        page, frames = _page(saved)
        payload = page.get_payload(decode=True) if page is not None else None
        charset = page.get_content_charset() if page is not None else None
        address = _field(saved, "snapshot-content-location") or (
            _field(page, "content-location") if page else ""
        )
        moment = getattr(saved["date"], "datetime", None)
        title = _field(saved, "subject")
    except DAMAGED_HEADS as error:
        raise UnreadableError(
            f"{source.name}: the saved page is damaged ({type(error).__name__}); save it again"
        ) from error
    if not isinstance(payload, bytes) or not payload.strip():
        raise InputError(f"{source.name}: no web page in this file; save it again, as .mhtml or .html")
    if frames:
        source.left_out("frames inside of saved pages", frames)
    if charset:
        text, why = decoded(payload, charset)
        if why:
            source.report(InputError(f"{source.name}: {why}"))
        payload = text.encode("utf-8", "replace")
    article = page_text(payload, source)
    extra = dict(article.extra)
    if moment is not None:
        extra["captured"] = day_of_moment(moment).isoformat()
    url = article.url or (address if host_of(address) else "")
    yield replace(article, url=url, title=article.title or title, extra=extra)


def _page(saved: EmailMessage) -> tuple[EmailMessage | None, int]:
    """The part that is the page, and how many other pages there are, which are frames in it."""
    start = str(saved.get_param("start", "") or "").strip("<> ")
    pages = [
        part for part in saved.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    named = [part for part in pages if start and str(part["content-id"] or "").strip("<> ") == start]
    page = next(iter(named or pages), None)
    return (page if isinstance(page, EmailMessage) else None), max(0, len(pages) - 1)


def _field(part: EmailMessage, name: str) -> str:
    value = part[name]
    return "" if value is None else one_line(str(value)).replace(" ", "" if "location" in name else " ")
