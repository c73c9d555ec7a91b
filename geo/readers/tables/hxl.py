"""Rows of HXL tags: what the columns of a humanitarian table are, in a row below its headings.

The tags that are known are in ``hxl_tags.toml`` of the reference.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from geo.reference.paths import reference_path

from .values import WHERE, Raw, cell_text

__all__ = ["is_tag_row", "read_tags"]

_TABLE = tomllib.loads(reference_path("hxl_tags.toml").read_text("utf-8"))
_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE)
_FIRST = 10
"""Number of rows in which the tags are looked for; all rows above them are headings."""


def is_tag_row(cells: Sequence[str]) -> bool:
    """Whether all cells of a row that are not empty are tags.

    Examples
    --------
    >>> is_tag_row(["#date+start", "#adm1+name", ""]), is_tag_row(["#1", "Songchon"])
    (True, False)
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(map(_TAG.fullmatch, filled))


def read_tags(raw: Raw) -> None:
    """Take the row of tags, and the rows above it, out of a table, and keep in ``tags`` what they say.

    The header itself may be the row of tags.
    """
    if is_tag_row(raw.header):
        raw.tags.update(_columns({name: name for name in raw.header}))
        return
    for number, row in enumerate(raw.rows[:_FIRST]):
        cells = {name: cell_text(row.get(name)) for name in raw.header}
        if is_tag_row(list(cells.values())):
            raw.tags.update(_columns(cells))
            raw.notes.append(f"{row[WHERE]} has HXL tags, which say what the columns are")
            raw.rows = raw.rows[number + 1 :]
            return


def _columns(tags: Mapping[str, Any]) -> dict[str, str]:
    """Our column -> the table's."""
    found: dict[str, str] = {}
    for name, tag in tags.items():
        ours = _column_of("".join(str(tag).split()).casefold())
        if ours:
            found.setdefault(ours, name)
    return found


def _column_of(tag: str) -> str:
    """Our column for a tag; empty where we have none for it."""
    base, *attributes = tag.split("+")
    if base == "#date" and not {f"+{one}" for one in attributes}.isdisjoint(_TABLE["other_dates"]):
        return ""
    for known, ours in _TABLE["tags"]:
        of, *needed = known.split("+")
        if of == base and set(needed) <= set(attributes):
            return str(ours)
    return ""
