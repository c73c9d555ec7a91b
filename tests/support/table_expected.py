"""What is expected of a table after an edit, and what several edits do to one."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from tests.support.table_forms import FACTS, Form


@dataclass
class Expected:
    """What must come of a table after its edits; rows count from nought."""

    refused: str = ""
    """Pattern of the message with which the whole is refused."""
    whole: list[str] = field(default_factory=list)
    """Patterns of faults about the table, one of each."""
    rows: dict[int, list[str]] = field(default_factory=dict)
    """Patterns of faults about a row."""
    lost: dict[int, set[str]] = field(default_factory=dict)
    """What of a row may be missing."""
    gone: set[int] = field(default_factory=set)
    days: dict[int, tuple[date, str]] = field(default_factory=dict)
    """Day and precision of rows where they are others than before."""
    stands: dict[int, tuple[float, float, str | None]] = field(default_factory=dict)
    """Point and county of rows whose point stands although it is far from the place named."""
    abroad: bool = False
    """Whether rows of other countries are in the records."""

    def spoil(self, row: int, what: str, *fields: str) -> None:
        """A row has a fault and may lose fields."""
        self.rows.setdefault(row, []).append(what)
        self.lost.setdefault(row, set()).update(fields)

    def spare(self, form: Form, *fields: str) -> None:
        """Every row may lose fields without a fault of its own."""
        for row in range(len(form.rows)):
            self.lost.setdefault(row, set()).update(fields)


Edit = Callable[[Form, random.Random, Expected], bool]
"""Changes a form and what is expected of it; False where it does not apply."""


def some_row(r: random.Random) -> int:
    return r.randrange(len(FACTS))


def lost_with_text(f: Form, role: str) -> tuple[str, ...]:
    """What else is lost with the text: the place, where nothing but the text says it."""
    return ("place",) if role == "text" and f.layout == "csis" else ()


def day_of(f: Form, n: int) -> date:
    return FACTS[n].day if n < len(FACTS) else date(2024, 6, 1)


def plain_days(f: Form) -> bool:
    return all(re.fullmatch(r"\d{8}", str(row[f.at("date")])) for row in f.rows)


def rewrite(f: Form, role: str, value: Callable[[int], object]) -> None:
    for n in range(len(FACTS) + f.abroad):
        f.rows[n][f.at(role)] = value(n)
    f.merged = []


def with_coordinates(f: Form, written: Callable[[float], str]) -> bool:
    if not f.has("lat", "lon") or f.geometric:
        return False
    for row in f.rows[: len(FACTS) + f.abroad]:
        for role in ("lat", "lon"):
            row[f.at(role)] = written(float(row[f.at(role)]))
    return True


def signed(f: Form) -> bool:
    """Whether coordinates say by a letter which they are."""
    return "°" in str(f.rows[0][f.at("lat")])


def with_cell(
    f: Form, r: random.Random, e: Expected, role: str, values: tuple[object, ...], fault: str, *lost: str
) -> bool:
    at = f.at(role)
    if at < 0 or (role == "date" and f.merged):
        return False
    row = some_row(r)
    f.rows[row][at] = r.choice(values)
    e.spoil(row, fault, *(lost or (role,)))
    if role == "date":
        e.days.pop(row, None)
    return True


def with_position(
    f: Form, r: random.Random, e: Expected, at: tuple[float, float], fault: str, row: int | None = None
) -> bool:
    if not f.has("lat", "lon") or f.nested:
        return False
    row = some_row(r) if row is None else row
    f.rows[row][f.at("lat")], f.rows[row][f.at("lon")] = at
    e.spoil(row, fault, "position")
    return True


def shown(f: Form, cell: object) -> str:
    text = "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
    return f'"{text}"' if f.delimiter in text or '"' in text else text
