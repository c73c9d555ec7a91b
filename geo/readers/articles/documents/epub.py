"""EPUB: one article a chapter."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from geo.model.entities import Article
from geo.model.errors import GeoError, InputError, UnreadableError
from geo.reference.written_dates import parse_day
from geo.text.normalization import one_line

from ..filename_dates import day_in_name
from ..fragments import text_of_fragment
from ..markup import child, children, text_in
from ..source import Source
from .container import Container, container, no_text

__all__ = ["read_epub"]


def read_epub(source: Source) -> Iterator[Article]:
    """Read the chapters of an EPUB book; the day is that on which the book says it was published.

    Raises
    ------
    UnreadableError
        The file is missing, empty, damaged, or protected.
    InputError
        It has no text. A chapter that is damaged is reported.
    """
    with container(source, "an EPUB book") as whole:
        if (
            whole.content("META-INF/encryption.xml") is not None
            and whole.content("META-INF/rights.xml") is not None
        ):
            raise UnreadableError(f"{source.name}: protected against copying; its text cannot be read")
        where = _package(whole)
        package = whole.tree(where)
        if package is None:
            raise UnreadableError(f"{source.name}: no list of chapters in this EPUB book; is it cut off?")
        facts = child(package, "metadata")
        book = _fact(facts, "title")
        day = next(filter(None, (parse_day(_word(d)[:10]) for d in children(facts, "*|date"))), None)
        count = 0
        for path in _chapters(package, posixpath.dirname(where)):
            chapter = _chapter(source, whole, path)
            if not chapter:
                continue
            count += 1
            yield Article(
                f"{source.label}-{count}",
                chapter,
                f"{book}: {chapter.split(chr(10), 1)[0][:150]}" if book else chapter.split("\n", 1)[0][:200],
                day_in_name(source.label) or day or source.day,
                source=_fact(facts, "publisher") or book,
                path=f"{source.name}, {path}",
                line=1,
                extra={"author": author} if (author := _fact(facts, "creator")) else {},
                text_origin="extracted",
            )
        if not count:
            raise no_text(source, "an EPUB book")


def _package(whole: Container) -> str:
    root = whole.tree("META-INF/container.xml")
    found = None if root is None else next(root.iter("{*}rootfile"), None)
    return "content.opf" if found is None else str(found.get("full-path", ""))


def _word(element: Any) -> str:
    return one_line(text_in(element))


def _fact(facts: Any, name: str) -> str:
    return _word(child(facts, f"*|{name}"))


def _chapters(package: Any, folder: str) -> Iterator[str]:
    """Paths of the chapters, in the order of reading; without the table of contents."""
    items = {item.get("id"): item for item in package.iter("{*}item")}
    for one in package.iter("{*}itemref"):
        item = items.get(one.get("idref"))
        if item is None or "nav" in str(item.get("properties", "")).split():
            continue
        if "html" in str(item.get("media-type", "")):
            yield posixpath.normpath(posixpath.join(folder, unquote(str(item.get("href", "")))))


def _chapter(source: Source, whole: Container, path: str) -> str:
    """The text of a chapter; a damaged or missing one is reported."""
    try:
        content = whole.content(path)
    except GeoError as error:
        source.report(error)
        return ""
    if content is None:
        source.report(InputError(f"{source.name}, {path}: the chapter is missing from the book"))
        return ""
    return text_of_fragment(content.decode("utf-8", "replace"))
