"""Values of the model as rows and blobs, and back: what is read equals what was written."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from geo.model.entities import Article, Event, Mention
from geo.model.errors import InputError
from geo.text.normalization import Cleaned

__all__ = [
    "EVENT_FIELDS",
    "MENTION_FIELDS",
    "content_of",
    "credited_events",
    "credits_of",
    "decoding",
    "deflated",
    "events_of",
    "inflated",
    "mentions_of",
    "more_of",
    "names_of",
    "packed",
    "plain",
    "text_of",
    "words_of",
]

EVENT_FIELDS = tuple(field.name for field in fields(Event))
MENTION_FIELDS = tuple(field.name for field in fields(Mention))

_DAYS = frozenset(f.name for f in fields(Event) if "datetime.date" in str(f.type))
_LISTS = frozenset(f.name for f in fields(Event) if str(f.type).startswith("tuple"))
_SUM = 16
"""Bytes of the sums by which texts are compared: chance collisions do not occur below 10 ** 18 articles."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
Value = TypeVar("Value", Event, Mention)
Given = ParamSpec("Given")
Made = TypeVar("Made")


def decoding(function: Callable[Given, Made]) -> Callable[Given, Made]:
    """Make a function that decodes stored values say of those that were not written so that the file is damaged."""

    @wraps(function)
    def told(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        try:
            return function(*args, **kwargs)
        except (zlib.error, ValueError, TypeError, KeyError, IndexError) as error:
            raise InputError(
                f"project.sqlite: the file is damaged (a value cannot be read: {error});"
                " use a copy of the project folder, or make the project anew"
            ) from error

    return told


def deflated(text: str) -> bytes:
    r"""A text in UTF-8, compressed; halves of surrogate pairs survive.

    Examples
    --------
    >>> inflated(deflated("성천군 \ud800"))
    '성천군 \ud800'
    """
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


@decoding
def inflated(content: bytes) -> str:
    """The text of :func:`deflated`."""
    return zlib.decompress(content).decode("utf-8", "surrogatepass")


def text_of(value: str) -> str | bytes:
    r"""A short text as a value of the database, which cannot hold halves of surrogate pairs as text.

    Examples
    --------
    >>> text_of("Anju"), plain(text_of("\ud800"))
    ('Anju', '\ud800')
    """
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass")
    return value


def plain(value: Any) -> Any:
    """The value of :func:`text_of`."""
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


def packed(values: Iterable[Event] | Iterable[Mention], names: Sequence[str]) -> bytes:
    """Events or mentions as one blob: a list of values for each, in the order of the field names."""
    return deflated(_encode([[getattr(value, name) for name in names] for value in values]))


@decoding
def events_of(blob: bytes, names: Sequence[str] = EVENT_FIELDS) -> tuple[Event, ...]:
    """The events of a blob that was packed with these field names.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> found = extract(Article("a", "A mill was inaugurated in Haeju City.", date=date(2024, 5, 2))).events
    >>> events_of(packed(found, EVENT_FIELDS)) == found
    True
    """
    return _values(blob, names, EVENT_FIELDS, Event, _repaired(names))


def credits_of(events: Iterable[Event]) -> bytes:
    """The publisher of each event's article, its class, and the source that the article relies on, as one blob."""
    return deflated(_encode([[e.publisher, e.source_class, e.attribution] for e in events]))


@decoding
def credited_events(events: Sequence[Event], credit: bytes) -> tuple[Event, ...]:
    """Events with what :func:`credits_of` has kept of them."""
    rows = json.loads(inflated(credit))
    return tuple(
        replace(event, publisher=publisher, source_class=class_, attribution=attribution)
        for event, (publisher, class_, attribution) in zip(events, rows, strict=True)
    )


@decoding
def mentions_of(blob: bytes, names: Sequence[str] = MENTION_FIELDS) -> tuple[Mention, ...]:
    """The mentions of a blob that was packed with these field names."""
    return _values(blob, names, MENTION_FIELDS, Mention, ())


@decoding
def names_of(text: str) -> tuple[str, ...]:
    """The names of a JSON list, as of the fields of packed values.

    Examples
    --------
    >>> names_of('["id", "date"]')
    ('id', 'date')
    """
    return tuple(json.loads(text))


Repair = tuple[int, Callable[[Any], Any]]


def _repaired(names: Sequence[str]) -> tuple[Repair, ...]:
    """Positions of the values that JSON has in another form, each with its function."""
    days = [(number, _day) for number, name in enumerate(names) if name in _DAYS]
    return (*days, *((number, tuple) for number, name in enumerate(names) if name in _LISTS))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _values(
    blob: bytes, names: Sequence[str], wanted: Sequence[str], made: type[Value], repairs: Iterable[Repair]
) -> tuple[Value, ...]:
    rows = json.loads(inflated(blob))
    for row in rows:
        for number, repair in repairs:
            row[number] = repair(row[number])
    if tuple(names) == tuple(wanted):
        return tuple(made(*row) for row in rows)
    known = set(wanted)  # of an earlier version, which had other fields
    return tuple(made(**{n: v for n, v in zip(names, row, strict=True) if n in known}) for row in rows)


def more_of(article: Article) -> str | bytes:
    """The headings and further fields of an article as JSON."""
    return text_of(_encode([article.headings, dict(article.extra)]))


def content_of(article: Article) -> bytes:
    """A sum of everything in an article on which its extraction and its row depend, but for its path and line."""
    day = article.date.isoformat() if article.date else None
    words = (article.title, article.url, article.source, article.topic, article.text_origin, article.text)
    whole = _encode([article.id, day, *words, article.headings, dict(article.extra)])
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).digest()[:_SUM]


def words_of(article: Article) -> bytes:
    """A sum of the cleaned text of an article, as :class:`~geo.readers.articles.reader.Once` compares texts."""
    return hashlib.sha256(Cleaned.of(article).text.encode("utf-8", "surrogatepass")).digest()[:_SUM]
