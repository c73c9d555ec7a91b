"""Rows of a table as JSON objects, encoded column by column."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any

from .export import Table
from .json_rows import plain
from .layers import Column

__all__ = ["encode", "objects"]

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
_WORDS = {None: "null", True: "true", False: "false"}


def objects(table: Table) -> Iterator[str]:
    """The rows as :func:`encode` gives them, with the names of the columns.

    Examples
    --------
    >>> from geo.outputs.formats.layers import Layer
    >>> layer = Layer("days", "", (), (Column("day", "date", ""), Column("sure", "boolean", "", null=True)))
    >>> from datetime import date
    >>> list(objects(Table(layer, [[date(2024, 5, 2)], [None]], [None])))
    ['{"day":"2024-05-02","sure":null}']
    """
    form = ",".join(f"{encode(name).replace('%', '%%')}:%s" for name in table.layer.names)
    columns = map(_encoded, table.layer.columns, table.columns)
    return map(f"{{{form}}}".__mod__, zip(*columns, strict=True))


def _encoded(column: Column, values: Sequence[Any]) -> list[str]:
    if column.kind == "text":
        return ["null" if value is None else encode_basestring(value) for value in values]
    if column.kind == "number":
        return ["null" if value is None else float.__repr__(value) for value in values]
    if column.kind == "date":
        return ["null" if value is None else encode(plain(value)) for value in values]
    if column.kind == "list":
        return [encode(value) if value else "[]" for value in values]
    if column.kind == "boolean":
        return [_WORDS[v] if v is None or type(v) is bool else encode(v) for v in values]
    return [int.__repr__(value) if type(value) is int else encode(plain(value)) for value in values]
