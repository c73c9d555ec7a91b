"""Linked pairs of two tables as CSV or JSON Lines, followed by the unmatched rows of both tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from geo.linking.stored_events import StoredEvents
from geo.model.entities import Event, Record
from geo.model.errors import OptionError
from geo.model.links import Pair, Unmatched

from . import plain, write_lines, write_text
from .cells import sheet

__all__ = ["ENDINGS", "pair_rows", "write_pairs"]

ENDINGS = (".csv", ".jsonl", ".ndjson")
_PAIR = tuple(f.name for f in fields(Pair))
_SHOWN = ("date", "type", "title", "adm1", "adm2", "lat", "lon")
COLUMNS = (
    *_PAIR[:2], "why", "nearest", *_PAIR[2:],
    *(f"{side}_{name}" for name in _SHOWN for side in ("first", "second")),
)  # fmt: skip
"""Columns of a file of pairs: ids, match score with its parts, and the main columns of both rows."""


def pair_rows(
    pairs: Sequence[Pair],
    first: Sequence[Record] | StoredEvents,
    second: Sequence[Record] | StoredEvents,
    unmatched: tuple[Sequence[Unmatched], Sequence[Unmatched]] = ((), ()),
) -> Iterator[Mapping[str, Any]]:
    """Rows of a file of pairs.

    An unmatched row has no second id. It has the reason in ``why``, and the nearest candidate with its score.
    """
    sides = _by_id(first), _by_id(second)
    for pair in pairs:
        values = {name: getattr(pair, name) for name in _PAIR}
        yield {
            **values,
            **_shown("first", sides[0](pair.first_id)),
            **_shown("second", sides[1](pair.second_id)),
        }
    for side, rows, known in zip(("first", "second"), unmatched, sides, strict=True):
        for row in rows:
            values = {name: getattr(row, name) for name in ("why", "nearest", *_PAIR[2:])}
            yield {f"{side}_id": row.id, **values, **_shown(side, known(row.id))}


def _by_id(rows: Sequence[Record] | StoredEvents) -> Callable[[str], Record | Event]:
    """A function that gives the row with an id; events of a store are read when they are asked for."""
    if isinstance(rows, StoredEvents):
        return lambda id_: rows.with_ids([id_])[0][1]
    return {row.id: row for row in rows}.__getitem__


def _shown(side: str, record: Record | Event) -> dict[str, Any]:
    return {f"{side}_{name}": plain(getattr(record, name)) for name in _SHOWN}


def write_pairs(rows: Iterator[Mapping[str, Any]], path: str | Path) -> int:
    """Write rows of :func:`pair_rows` as CSV or JSON Lines, by the file extension; return the number of rows.

    Raises
    ------
    OptionError
        The file extension is not one of :data:`ENDINGS`.
    """
    path = Path(path)
    if path.suffix.casefold() not in ENDINGS:
        raise OptionError(f"{path}: pairs are written as {' or '.join(ENDINGS)}")
    if path.suffix.casefold() != ".csv":
        return write_lines(({name: row.get(name) for name in COLUMNS} for row in rows), path)
    found = list(rows)
    write_text(sheet(COLUMNS, found), path)
    return len(found)
