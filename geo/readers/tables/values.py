"""What every reader of a format gives: the cells of a table as they stand, and where each row stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from geo.model.errors import InputError
from geo.text.terminal import printed

__all__ = ["EXTENT", "LAT", "LON", "WHERE", "Broken", "Raw", "listed", "said"]

#: Keys of a row that are no columns of the file: where it stands, and the point of its geometry.
WHERE, LAT, LON, EXTENT = "\0where", "\0lat", "\0lon", "\0extent"


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that stands in the file and holds nothing to use: a formula without value, ``#REF!``."""

    shown: str
    why: str

    def __str__(self) -> str:
        return self.shown


@dataclass(slots=True)
class Raw:
    """A table as its format has it, before anything is known of its columns.

    Attributes
    ----------
    name : str
        What messages call it: the file, with its sheet or layer where it has several.
    rows : list of dict
        Cells by column, with :data:`WHERE`, and :data:`LAT`, :data:`LON`, :data:`EXTENT` where the row has a
        geometry (degrees; its extent in kilometres, 0 for a point).
    head : str
        Where the names of the columns stand.
    faults : list of InputError
        What was wrong with single rows.
    notes : list of str
        What a reader of the table should know though it is no fault.
    serial : datetime.date, optional
        Day 0 of dates written as numbers.
    """

    name: str
    header: list[str]
    rows: list[dict[str, Any]]
    head: str = "line 1"
    faults: list[InputError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    serial: date = date(1899, 12, 30)


def listed(names: Sequence[str]) -> str:
    """Names of columns, sheets or entries for a message, the first thirty of many."""
    more = f" and {len(names) - 30:,} more" if len(names) > 30 else ""
    return ", ".join(printed(name[:60]) for name in names[:30]) + more or "none"


def said(value: Any) -> str:
    """A cell's value as text; empty for none, and for a broken cell.

    Examples
    --------
    >>> said(datetime(2024, 11, 20)), said(39.0), said(["Kim Jong Un", "Pak Thae Song"]), said(None)
    ('2024-11-20', '39', 'Kim Jong Un; Pak Thae Song', '')
    """
    if value is None or isinstance(value, Broken):
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        if value != value:  # a number that is none stands for an empty cell in frames
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time() and value.tzinfo is None
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "; ".join(f"{k}: {said(v)}" for k, v in value.items())
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return "; ".join(filter(None, map(said, value)))
    return str(value).strip()
