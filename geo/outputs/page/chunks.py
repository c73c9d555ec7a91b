"""Texts of events in chunks of 1,024 rows, which the page unpacks when they are displayed or searched.

A chunk has a head (JSON) and a body (lines). The body has the searchable texts: one line per row, a line with the
number of each row's source, and the titles of the sources. A search then scans one long text and needs no head.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pandas as pd

from geo.outputs import frame_columns as frames

from .packing import LETTERS, Words, as_json, pack, seal

__all__ = ["CHUNK", "compact", "pack_texts"]

CHUNK = 1024
_HEAD = ("event_id", "rule", "date_rule", "attribution")
_BODY = ("title", "site", "quote")
_SOURCES = ("source_id", "source_url", "source_date", "text_sha256")
_LINE, _FIELD, _ITEM = "\x1e", "\x1f", "\x1c"
"""Separators of lines in a body, fields in a line, and actors in a field."""


def compact(values: list[Any]) -> Any:
    """Encode a list compactly: repeated values once, texts of equal width without separators.

    Parameters
    ----------
    values : list
        Texts, numbers, nulls or lists of texts.

    Returns
    -------
    list or dict
        The list itself; ``{"d": distinct values, "i": index per row}``, with a letter for each index where there are
        no more than :data:`LETTERS`; or ``{"w": width, "s": text}``.

    Examples
    --------
    >>> compact(["type-word", "type-word", "known-site", "type-word"])
    {'d': ['type-word', 'known-site'], 'i': '!!#!'}
    >>> compact(["KP0717", "KP0701"])
    {'w': 6, 's': 'KP0717KP0701'}
    """
    keys = [json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value for value in values]
    first: dict[Any, Any] = {}
    for key, value in zip(keys, values, strict=True):
        first.setdefault(key, value)
    # Worthwhile although deflate follows: its window is 32 kB, and a chunk is longer.
    if len(first) * 2 <= len(values):
        number = {key: place for place, key in enumerate(first)}
        numbers = [number[key] for key in keys]
        # Half of what digits and commas take.
        index = "".join(map(LETTERS.__getitem__, numbers)) if len(first) <= len(LETTERS) else numbers
        return {"d": list(first.values()), "i": index}
    widths = {len(value) if isinstance(value, str) and value.isascii() else 0 for value in values}
    if len(widths) == 1 and (width := widths.pop()):
        return {"w": width, "s": "".join(values)}
    return values


def _lines(fields: Sequence[Sequence[str]]) -> str:
    """Join fields to lines and lines to one text; separators within a value become spaces."""
    text = _LINE.join(map(_FIELD.join, zip(*fields, strict=True)))
    lines = len(fields[0])
    if text.count(_LINE) != lines - 1 or text.count(_FIELD) != lines * (len(fields) - 1):
        blank = str.maketrans(dict.fromkeys(_LINE + _FIELD, " "))
        text = _lines([[value.translate(blank) for value in values] for values in fields])
    return text


def _chunks(
    columns: dict[str, list[Any]], body: list[list[str]], sources: list[Any]
) -> Iterator[tuple[str, str]]:
    """Head and body of each chunk."""
    for start in range(0, len(sources), CHUNK):
        rows = slice(start, start + CHUNK)
        head = {name: compact(values[rows]) for name, values in columns.items()}
        # Each source of a chunk is stored once.
        number = {source: place for place, source in enumerate(dict.fromkeys(sources[rows]))}
        which = ",".join(str(number[source]) for source in sources[rows])
        titles, *others = zip(*number, strict=True)
        for name, values in zip(_SOURCES, others, strict=True):
            # Checksums do not compress; twelve digits are enough to distinguish texts.
            head[name] = compact([value[:12] if name == "text_sha256" else value for value in values])
        yield as_json(head), _LINE.join((_lines([values[rows] for values in body]), which, _lines([titles])))


def pack_texts(frame: pd.DataFrame, records: list[list[str]]) -> dict[str, str]:
    """Pack the texts of all events.

    Parameters
    ----------
    frame : pandas.DataFrame
        Events in the page's order.
    records : list of list of str
        Ids of each event's records.

    Returns
    -------
    dict of str
        ``words`` (the dictionary), and ``head-N`` and ``body-N`` for each chunk N from 0.

    Examples
    --------
    >>> packed = pack_texts(pd.DataFrame({"title": ["Songchon"] * 1025}), [[]] * 1025)
    >>> list(packed)
    ['words', 'head-0', 'body-0', 'head-1', 'body-1']
    """
    columns: dict[str, list[Any]] = {name: frames.texts(frame, name) for name in _HEAD}
    columns["records"] = records
    columns["conflicts"] = frames.lists(frame, "conflicts")
    score = frames.numbers(frame, "score")
    columns["score"] = [None if np.isnan(value) else round(float(value), 3) for value in score]
    body = [frames.texts(frame, name) for name in _BODY]
    titles = frames.texts(frame, "source_title")
    sources = list(zip(titles, *(frames.texts(frame, name) for name in _SOURCES), strict=True))
    words = Words([text for texts in (*body, titles) for text in texts])
    body.append([_ITEM.join(actors) for actors in frames.lists(frame, "actors")])
    # zlib releases the GIL, so one chunk is compressed while the next is prepared.
    with ThreadPoolExecutor(1) as pool:
        jobs = [
            (pool.submit(pack, head, zlib.Z_FILTERED), pool.submit(seal, words.code(lines)))
            for head, lines in _chunks(columns, body, sources)
        ]
    packed = {"words": words.emit()}
    for number, (head, lines) in enumerate(jobs):
        packed |= {f"head-{number}": head.result(), f"body-{number}": lines.result()}
    return packed
