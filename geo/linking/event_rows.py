"""Events as rows of bytes, and back: what is read equals what was written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from operator import attrgetter
from sys import intern
from typing import Any

from geo.model.entities import Event

__all__ = ["event_of", "row_of"]

_NAMES = tuple(field.name for field in fields(Event))
_VALUES = attrgetter(*_NAMES)
_DAYS = tuple(n for n, f in enumerate(fields(Event)) if "datetime.date" in str(f.type))
_LISTS = tuple(n for n, f in enumerate(fields(Event)) if str(f.type).startswith("tuple"))
_FEW = tuple(
    _NAMES.index(name)
    for name in (
        "type", "date_precision", "adm1", "adm2", "adm1_name", "adm2_name", "geo_precision", "rule", "date_rule",
        "status", "source_class", "publisher", "attribution", "basis", "source_id", "source_url", "source_title",
        "text_sha256",
    )
)  # fmt: skip
"""Fields whose values several events have; each is then in memory once."""
_encode: Callable[[Any], str] = json.JSONEncoder(separators=(",", ":"), default=str).encode


def row_of(event: Event) -> str:
    r"""The values of an event as JSON, in ASCII, so that halves of surrogate pairs survive.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> found = extract("The leader visited Songchon County on May 2, 2024. \ud800").events
    >>> [event_of(row_of(event)) == event for event in found]
    [True]
    """
    return _encode(_VALUES(event))


def event_of(row: str) -> Event:
    """The event of :func:`row_of`."""
    values = json.loads(row)
    for n in _DAYS:
        if values[n]:
            values[n] = date.fromisoformat(values[n])
    for n in _LISTS:
        values[n] = tuple(values[n])
    for n in _FEW:
        if values[n]:
            values[n] = intern(values[n])
    return Event(*values)
