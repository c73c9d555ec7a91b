"""Show how the columns of a table were recognised, for the user to check before the table is used."""

from __future__ import annotations

from collections.abc import Iterator

from geo.text.terminal import printed

from .headings import HEADINGS
from .table import Table
from .values import cell_text

__all__ = ["shown_columns"]

_ROWS = 3
"""Number of cells of each column that are shown."""
_WIDEST = 24
_WHY = {
    "asked": "as asked",
    "tag": "by its HXL tag",
    "content": "by its cells",
    "layout": "by the publisher's layout",
}


def shown_columns(table: Table) -> Iterator[str]:
    """Yield lines that show, for each column of a table, what it is taken for, why, and its first cells.

    Examples
    --------
    >>> from geo.readers.tables import read_table
    >>> from geo.reference.paths import reference_path
    >>> table = read_table(reference_path("sites.tsv"), print, columns="place=name")
    >>> " ".join(next(line for line in shown_columns(table) if line.startswith("name ")).split()[:9])
    'name place, title, name as asked, by its heading'
    """
    ours: dict[str, list[str]] = {}
    for column, name in table.columns.items():
        ours.setdefault(name, []).append(column)
    lines = [("column of the table", "taken for", "why", "first cells")]
    for name in [*table.header, *(n for n in ours if n not in table.header)]:
        taken = ours.get(name, [])
        why = ", ".join(dict.fromkeys(_reason(table, column, name) for column in taken))
        cells = " | ".join(_cut(cell_text(row.get(name))) for row in table.rows[:_ROWS])
        lines.append((_cut(name), ", ".join(taken) or "-", why, cells))
    widths = [max(len(line[number]) for line in lines) for number in range(3)]
    for line in lines:
        parts = [text.ljust(width) for text, width in zip(line, widths, strict=False)]
        yield "  ".join((*parts, line[3])).rstrip()
    yield from (f"{column} of each row: {value}" for column, value in table.every.items())
    for mark, order in table.calendar.order.items():
        how = f"with the {order} first" if order else "in both orders, so that some are not settled"
        yield f"dates with {mark!r} are written {how}"


def _reason(table: Table, column: str, name: str) -> str:
    how = table.how.get(column, "")
    if how != "name":
        return _WHY.get(how, how)
    rank = HEADINGS[column].rank(name)
    exact = rank is None or rank in HEADINGS[column].names.values()
    return "by its heading" if exact else "by the end of its heading"


def _cut(text: str) -> str:
    text = printed(" ".join(text.split()))
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
