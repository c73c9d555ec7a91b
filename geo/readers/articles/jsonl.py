"""JSON Lines: one article per line, with the fields ``id, date, title, url, text``; other fields are retained."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from geo.model.entities import Article
from geo.model.errors import GeoError, InputError
from geo.reference.written_dates import parse_day
from geo.text.normalization import clean, decode
from geo.text.surrogates import without_lone_surrogates

from .columns import renamed
from .source import Source

__all__ = ["HALVES", "article_of", "read_json_lines"]

_FIELDS = ("id", "date", "title", "url", "text", "source", "topic")
_HTML = ("content_html", "html", "content:encoded", "description")
"""Fields of HTML that are read where a row has no text."""
_MARKUP = re.compile(
    r"</(?:p|div|span|a|b|strong|em|h[1-6]|li|td|figure|article|blockquote|font)\s*>|<br\s*/?>", re.IGNORECASE
)
"""Tags by which a text is recognised as HTML."""
_BEGINNING = 100
"""How many characters mostly tell whether a text has words."""
HALVES = "halves of characters in JSON, each read as \ufffd"
"""What is counted as left out where an escape stands for no character."""
_WORDS = ("title", "url", "source", "topic")


def read_json_lines(source: Source) -> Iterator[Article]:
    """Read the articles of a JSON Lines file line by line; the text of an article is not cleaned.

    Raises
    ------
    UnreadableError
        The file is missing or empty. A line that is not a valid article is reported.
    """
    with source.opened() as lines:
        wide = lines.read(2) in (b"\xff\xfe", b"\xfe\xff")
        lines.seek(0)
        # A byte order mark of UTF-16 without JSON after it is taken for a broken first line.
        text = lines.read().decode("utf-16", "replace") if wide else ""
        lines.seek(0)
        yield from _objects(source, text.split("\n") if "{" in text else _decoded(lines, source))


def _decoded(lines: Iterable[bytes], source: Source) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        try:
            yield decode(line, f"{source.name}, line {number}")
        except GeoError as error:
            source.report(error)
            yield ""


def _objects(source: Source, lines: Iterable[str]) -> Iterator[Article]:
    seen = False
    for number, line in enumerate(lines, 1):
        if not line.strip(" \t\r\n\ufeff"):
            continue
        seen = True
        try:
            yield _object(source, number, line)
        except GeoError as error:
            source.report(error)
    if not seen:
        raise source.empty()


def _object(source: Source, number: int, line: str) -> Article:
    where = f"{source.name}, line {number}"
    whole, halves = without_lone_surrogates(line)
    if halves:
        source.left_out(HALVES, halves)
    try:
        row = json.loads(whole, parse_constant=lambda constant: None)
    except RecursionError:
        raise InputError(f"{where}: nested too deeply to be an article") from None
    except ValueError as error:
        hint = (
            "is the file cut off?"
            if line.lstrip().startswith("{") and len(line) > 2
            else "write one object per line"
        )
        why = error.msg if isinstance(error, json.JSONDecodeError) else "a number too long"
        raise InputError(f"{where}: not a JSON object ({why}); {hint}") from None
    if not isinstance(row, dict):
        raise InputError(
            f"{where}: a JSON {type(row).__name__}, not an object with a text; write one object per line"
        )
    return article_of(renamed(row), source, number, where)


def article_of(row: Mapping[str, Any], source: Source, number: int, where: str) -> Article:
    """The article of a row with the fields of JSON Lines.

    Parameters
    ----------
    row : mapping of str to object
    source : Source
        Its day is that of an article without one; a date that cannot be read is reported.
    number : int
        Number of the row, from 1.
    where : str
        File and row, for messages.

    Raises
    ------
    InputError
        The row has no text.
    """
    text = row.get("text")
    html = next((row[n] for n in _HTML if isinstance(row.get(n), str)), "") if text in (None, "") else ""
    if html or (isinstance(text, str) and _MARKUP.search(text)):
        return _of_html(row, html or str(text), source, number, where)
    if not isinstance(text, str) or not (clean(text[:_BEGINNING]) or clean(text)):
        raise InputError(f"{where}: no text; put the text of the article in the field 'text'")
    found = source.day
    if row.get("date") not in (None, ""):
        found = parse_day(str(row["date"])) if isinstance(row["date"], (str, int)) else None
        if found is None:
            source.report(
                InputError(
                    f"{where}: {str(row['date'])[:40]!r} is not a date; the article is read without one"
                )
            )
    extra: dict[str, Any] = {clean(k): _plain_value(v) for k, v in row.items() if k not in _FIELDS}
    title, url, publisher, topic = (_word(row.get(f)) for f in _WORDS)
    id_ = _word(row.get("id")) or f"{source.label}-{number}"
    return Article(id_, text, title, found, url, publisher, topic, source.name, number, extra)


def _of_html(row: Mapping[str, Any], html: str, source: Source, number: int, where: str) -> Article:
    """The article of a row whose text is HTML."""
    from .pages.article import read_fragment

    found = read_fragment(html, _word(row.get("title")))
    plain = {name: value for name, value in row.items() if name not in _HTML}
    article = article_of({**plain, "text": found.text}, source, number, where)
    extra = {**article.extra, **({"left_out": found.left_out} if found.left_out else {})}
    return replace(article, text_origin="extracted", headings=found.headings, extra=extra)


def _word(value: Any) -> str:
    """A field as text on one line; empty for lists and objects."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return clean(str(value)).replace("\n", " ")


def _plain_value(value: Any, depth: int = 0) -> Any:
    """A field that is passed through, limited to values that are valid in JSON."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, (list, dict)) and depth > 50:
        return None
    if isinstance(value, list):
        return [_plain_value(v, depth + 1) for v in value]
    if isinstance(value, dict):
        return {_plain_value(k): _plain_value(v, depth + 1) for k, v in value.items()}
    return value
