"""Extractions, events, mentions and records as JSON objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from geo.model.entities import Event, Extraction, Mention, Record
from geo.model.periods import span_of

__all__ = [
    "event_properties", "extraction_row", "mention_properties", "plain", "record_properties", "record_row",
]  # fmt: skip

OFFSETS = "code points of text"
"""Unit of the offsets of mentions and events."""
_EVENT = tuple(f.name for f in fields(Event))
_MENTION = tuple(f.name for f in fields(Mention))
_TIME = ("date", "date_precision", "date_end")
_PLACE = ("adm1", "adm2", "lat", "lon", "geo_precision", "rule")


def plain(value: Any) -> Any:
    """Convert a value to a JSON type: dates in ISO format, tuples as lists."""
    if value is None or type(value) is str or type(value) is float:
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    return value


def _row(value: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: plain(getattr(value, name)) for name in names}


def event_properties(event: Event) -> dict[str, Any]:
    """An event's columns as JSON values, with ``first_day`` and ``last_day``, between which it happened.

    ``date`` is a day or null: of an event known to the month or year only the two bounds are given.

    See Also
    --------
    geo.model.entities.Event : description of the columns.
    """
    first, last = span_of(event.date, event.date_precision) if event.date else (None, None)
    row = _row(event, _EVENT) | {"first_day": plain(first), "last_day": plain(last)}
    return row if event.date_precision == "day" else row | {"date": None}


def mention_properties(mention: Mention) -> dict[str, Any]:
    """A mention's columns as JSON values.

    Examples
    --------
    >>> from geo import Article, extract
    >>> mention = extract(Article("a", "Rain fell on Songchon County.")).mentions[0]
    >>> row = mention_properties(mention)
    >>> row["surface"], row["adm2"], row["start"]
    ('Songchon County', 'KP0717', 13)
    """
    return _row(mention, _MENTION)


def extraction_row(found: Extraction) -> dict[str, Any]:
    r"""One article's line of ``dprk-geo extract``: its own fields, mentions and events.

    ``offsets`` names the unit of ``start``, ``end``, ``quote_start`` and ``quote_end``: code points of the article's
    text. The text is included as ``text`` only if it was extracted from a web page or PDF, because the user does
    not have it otherwise.

    Examples
    --------
    >>> from geo import Article, extract
    >>> given = Article("a", "Rain fell on Songchon\u00a0County.")
    >>> row = extraction_row(extract(given))
    >>> row["offsets"], row["mentions"][0]["surface"], "text" in row
    ('code points of text', 'Songchon\xa0County', False)
    """
    article = found.article
    return {
        "id": article.id,
        "date": plain(article.date),
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "topic": article.topic,
        **{k: v for k, v in article.extra.items() if k not in ("offsets", "mentions", "events")},
        "offsets": OFFSETS,
        **({"text": article.text} if article.text_origin == "extracted" else {}),
        "mentions": [mention_properties(m) for m in found.mentions],
        "events": [event_properties(e) for e in found.events],
    }


def record_row(record: Record) -> dict[str, Any]:
    """One record's line of ``dprk-geo records``: its own columns, mentions and place.

    A column of the table that has one of our names but another value is stored as ``name_given``.
    """
    # Written out and not by _row, as tables have many rows.
    ours: dict[str, Any] = {
        "id": record.id,
        "date": record.date.isoformat() if record.date is not None else None,
        "date_precision": record.date_precision,
        "date_end": record.date_end.isoformat() if record.date_end is not None else None,
        "event_type": record.type,
        "actors": list(record.actors),
        "mentions": [mention_properties(m) for m in record.mentions],
        "event_place": {
            "surface": record.surface,
            "adm1": record.adm1,
            "adm2": record.adm2,
            "lat": record.lat,
            "lon": record.lon,
            "geo_precision": record.geo_precision,
            "rule": record.rule,
        },
    }
    return _given(record, ours) | ours


def record_properties(record: Record) -> dict[str, Any]:
    """A record's columns as JSON values; see :func:`record_row` for columns that have one of our names."""
    ours = _row(record, ("id", *_TIME, "type", "title", "actors", "surface", *_PLACE))
    return {**_given(record, ours), **ours}


def _given(record: Record, ours: Mapping[str, Any]) -> dict[str, Any]:
    """The original columns of a record, renamed where they conflict with ours."""
    return {(f"{k}_given" if k in ours and v != ours[k] else k): v for k, v in record.row.items()}
