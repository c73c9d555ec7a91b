"""The common result of all table readers: the cells of a table as its format has them, with their position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from geo.model.errors import InputError
from geo.text.terminal import printed

__all__ = ["EXTENT", "LAT", "LON", "WHERE", "Broken", "Raw", "cell_text", "listed"]

#: Keys of a row that are not columns of the file: its position, and the point and extent of its geometry.
WHERE, LAT, LON, EXTENT = "\0where", "\0lat", "\0lon", "\0extent"


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell without a usable value, such as a formula without a saved result or ``#REF!``."""

    shown: str
    why: str

    def __str__(self) -> str:
        return self.shown


@dataclass(slots=True)
class Raw:
    """A table as its format has it, before its columns are recognised.

    Attributes
    ----------
    name : str
        Name in messages: the file, with its sheet or layer where it has several.
    header : list of str
        Names of the columns.
    rows : sequence of dict
        Cells by column, with :data:`WHERE`, and :data:`LAT`, :data:`LON` (degrees) and :data:`EXTENT` (kilometres,
        0 for a point) where the row has a geometry.
    head : str
        Position of the header ("line 1").
    faults : list of InputError
        Errors of single rows.
    notes : list of str
        Remarks that are not errors.
    serial : datetime.date, optional
        Day 0 of dates written as numbers.
    positions : sequence of str
        The name of each cell of a row in a grid; a name may occur twice.
    left_out : int
        Rows of other countries that were left out while the file was read.
    layout : str
        Key of the publisher's layout, where the document itself shows whose it is.
    plain : bool
        Whether all cells are texts.
    mixed : bool
        Whether rows have different columns, as placemarks of several schemas; see :func:`.further.further_columns`.
    tags : dict of str to str
        Our column -> the file's, where a row of HXL tags says so.
    unsettled : list of str
        Our columns for which several of the file's could be meant.
    sheet : str
        Name of the sheet.
    """

    name: str
    header: list[str]
    rows: Sequence[dict[str, Any]]
    head: str = "line 1"
    faults: list[InputError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    serial: date = date(1899, 12, 30)
    positions: Sequence[str] = ()
    left_out: int = 0
    layout: str = ""
    plain: bool = False
    mixed: bool = False
    tags: dict[str, str] = field(default_factory=dict)
    unsettled: list[str] = field(default_factory=list)
    sheet: str = ""


def listed(names: Sequence[str]) -> str:
    """Join the first thirty names of columns, sheets or archive entries for a message."""
    more = f" and {len(names) - 30:,} more" if len(names) > 30 else ""
    return ", ".join(printed(name[:60]) for name in names[:30]) + more or "none"


def cell_text(value: Any) -> str:
    """Return a cell's value as text; empty for an empty or unusable cell.

    Examples
    --------
    >>> cell_text(datetime(2024, 11, 20)), cell_text(39.0), cell_text(["Kim Jong Un", "Pak Thae Song"]), cell_text(None)
    ('2024-11-20', '39', 'Kim Jong Un; Pak Thae Song', '')
    """
    if value is None or isinstance(value, Broken):
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        if value != value:  # pandas has NaN for an empty cell
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time() and value.tzinfo is None
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "; ".join(f"{k}: {cell_text(v)}" for k, v in value.items())
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return "; ".join(filter(None, map(cell_text, value)))
    return str(value).strip()
