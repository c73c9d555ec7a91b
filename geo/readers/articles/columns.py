"""Which column of a table of articles is the text, the title, the date and so on, by ``article_columns.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from geo.readers.tables.layouts import layout_of
from geo.readers.tables.values import cell_text
from geo.reference.paths import reference_path

__all__ = ["FIELDS", "article_columns", "record_columns", "renamed"]

_TABLE: Mapping[str, Sequence[str]] = tomllib.loads(reference_path("article_columns.toml").read_text("utf-8"))
FIELDS = ("id", "title", "date", "url", "source", "topic")
"""Fields of articles beside the text that columns can hold."""
_JOINED = re.compile(r"[\s_-]+")
_LONG = 200
"""Number of characters that texts of articles mostly have, and titles not."""
_WORDS = 12
"""Number of characters that the shortest texts mostly have; ids and counts are shorter."""
_MOST = 0.6
"""Share of the cells of a column that must be long for it to be taken for the text."""


def _folded(heading: str) -> str:
    return _JOINED.sub("_", heading.strip().lstrip("\ufeff").casefold())


def _first(there: Mapping[str, str], field: str) -> str:
    return next((there[name] for name in _TABLE[field] if name in there), "")


def article_columns(header: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return our field -> the table's column; without ``text`` where the table has none of articles.

    Parameters
    ----------
    header : sequence of str
    rows : sequence of mapping
        The first rows, by whose cells the text is known where no heading says it.

    Returns
    -------
    dict of str to str
        ``how`` is ``"name"``, ``"brief"`` for summaries, ``"title"`` where there are titles only, and ``"content"``
        for a text known by its cells.

    Examples
    --------
    >>> article_columns(["기사일자", "제목", "본문", "URL"], [])
    {'title': '제목', 'date': '기사일자', 'url': 'URL', 'text': '본문', 'how': 'name'}
    >>> article_columns(["name", "price"], [{"name": "a", "price": 1}])
    {}
    """
    there = {_folded(heading): heading for heading in reversed(header)}
    found = {field: name for field in FIELDS if (name := _first(there, field))}
    placed = "url" in found or "title" in found
    text, how = _named(there, rows), "name"
    if not text and placed:
        text, how = _first(there, "brief"), "brief"
    if not text:
        text, how = _by_content(header, rows), "content"
    if not text and "title" in found and "url" in found:
        text, how = found["title"], "title"
    return {**found, "text": text, "how": how} if text else {}


def _named(there: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> str:
    """The column that is called as texts are; its cells must be sentences where other columns are called so too."""
    for name in _TABLE["text"]:
        if name in there:
            texts = [text for row in rows if (text := cell_text(row.get(there[name])))]
            wordy = sum(len(text) >= _WORDS and not text.startswith("http") for text in texts)
            if name not in _TABLE["checked"] or not texts or wordy >= _MOST * len(texts):
                return there[name]
    return ""


def _by_content(header: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """The only column whose cells are mostly as long as articles; empty without one."""
    long_ = []
    for name in header:
        texts = [text for row in rows if (text := cell_text(row.get(name)))]
        if texts and sum(len(text) >= _LONG and " " in text for text in texts) >= _MOST * len(texts):
            long_.append(name)
    return long_[0] if len(long_) == 1 else ""


def record_columns(header: Sequence[str], text: str) -> list[str]:
    """Return the columns by which a table is one of event records; empty for tables of articles.

    Parameters
    ----------
    header : sequence of str
    text : str
        The column of texts; some names of it are those of articles only.

    Examples
    --------
    >>> record_columns(["date", "Latitude", "text"], "text"), record_columns(["date", "Latitude", "body"], "body")
    (['Latitude'], [])
    """
    if _folded(text) in _TABLE["sure"]:
        return []
    known = [heading for heading in header if _folded(heading) in _TABLE["records"]]
    return known or (list(header[:3]) if layout_of(header) else [])


def renamed(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an object with our names for its fields, where it has none called ``text``; the others stay.

    Examples
    --------
    >>> renamed({"headline": "A", "body": "Words.", "pages": 2})
    {'pages': 2, 'title': 'A', 'text': 'Words.'}
    """
    if "text" in row:
        return row
    columns = article_columns(
        [key for key, value in row.items() if not isinstance(value, (dict, list))], [row]
    )
    columns.pop("how", "")
    taken = {name: ours for ours, name in reversed(columns.items())}
    rest = {key: value for key, value in row.items() if key not in taken}
    return {**rest, **{ours: row[name] for ours, name in columns.items()}} if columns else row
