"""Table cells for spreadsheets: lists as text, and no text that runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geo.text.spreadsheet_safety import guarded

__all__ = ["cell", "joined", "sheet"]


def cell(value: Any) -> Any:
    """Convert a value to one that is safe in a spreadsheet.

    Examples
    --------
    >>> cell(("a", "b")), cell("=1+1"), cell(-3.5)
    ('a; b', "'=1+1", -3.5)
    """
    if isinstance(value, (tuple, list)):
        value = joined(map(str, value))
    return guarded(value) if isinstance(value, str) else value


def joined(items: Iterable[str]) -> str:
    r"""Join a list by "; "; a semicolon within an item is written as ``\;``.

    Examples
    --------
    >>> joined(["Kim Jong Un", "Pak Thae Song"])
    'Kim Jong Un; Pak Thae Song'
    """
    return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def sheet(names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as CSV with a UTF-8 byte order mark, in which no cell runs as a formula.

    Examples
    --------
    >>> print(sheet(["place", "x"], [{"place": "Songchon", "x": "=1+1"}, {"place": "Anju"}])[1:])
    place,x
    Songchon,'=1+1
    Anju,
    """
    out = io.StringIO()
    table = csv.DictWriter(out, names, restval="", extrasaction="ignore", lineterminator="\r\n")
    table.writeheader()
    table.writerows({name: cell(value) for name, value in row.items()} for row in rows)
    return "\ufeff" + out.getvalue()  # without the byte order mark Excel misreads Korean
