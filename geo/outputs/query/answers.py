"""Answers to queries as aligned text, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from geo.text.spreadsheet_safety import guarded
from geo.text.terminal import printed, width

from .query import Answer

__all__ = ["as_csv", "as_json", "as_text"]

_WIDEST = 60
"""Columns of a terminal that one cell may take."""


def as_text(answer: Answer) -> str:
    """An answer as a table with aligned columns; numbers are on the right, long texts are cut.

    Examples
    --------
    >>> print(as_text(Answer(("county", "n"), [("성천", 12), ("Anju", 3)])))
    county   n
    성천    12
    Anju     3
    """
    cells = [[_cell(value) for value in row] for row in answer.rows]
    widths = [max(map(width, column)) for column in zip(answer.columns, *cells, strict=True)]
    right = [
        bool(answer.rows) and all(isinstance(row[n], (int, float, type(None))) for row in answer.rows)
        for n in range(len(answer.columns))
    ]
    lines = []
    for row in [list(answer.columns), *cells]:
        parts = []
        for text, wide, number in zip(row, widths, right, strict=True):
            blanks = " " * (wide - width(text))
            parts.append(blanks + text if number else text + blanks)
        lines.append("  ".join(parts).rstrip())
    return "\n".join(lines)


def as_csv(answer: Answer) -> str:
    """An answer as CSV; cells that a spreadsheet would run as a formula are guarded, as in exports."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([guarded(v) if isinstance(v, str) else v for v in row] for row in answer.rows)
    return out.getvalue()


def as_json(answer: Answer) -> str:
    """An answer as a JSON list with an object for each row."""
    rows = [dict(zip(answer.columns, map(_plain, row), strict=True)) for row in answer.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = printed((f"{value:g}" if isinstance(value, float) else str(_plain(value))).replace("\n", " "))
    while width(text) > _WIDEST:
        text = text[: len(text) - max(2, (width(text) - _WIDEST) // 2)] + "…"
    return text
