"""Find out what separates the cells of a table: comma, semicolon, tabulator or a vertical bar."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from .layouts import headerless_layout

__all__ = ["delimiter_of"]

_FIRST = 30
"""Number of lines that are inspected."""


def delimiter_of(text: str) -> tuple[str, str, int]:
    r"""Find out what separates the cells of a table.

    Parameters
    ----------
    text : str
        Its first lines, or more.

    Returns
    -------
    text : str
        Without a line such as "sep=;", which spreadsheet programs write.
    delimiter : str
    removed : int
        How many lines were removed, 0 or 1.

    Examples
    --------
    >>> delimiter_of("date;place\n2024-11-20;Anju, Songchon\n")[1:]
    (';', 0)
    """
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        return rest, first.strip()[4], 1
    head = [line for line in islice(io.StringIO(text, newline=""), _FIRST) if line.strip()]
    split = {mark: [next(csv.reader([line], delimiter=mark), []) for line in head] for mark in ",\t;|"}
    for mark, rows in split.items():
        if any(map(headerless_layout, rows)):
            return text, mark, 0
    agreed = {mark: _agreement(rows) for mark, rows in split.items()}
    most = max(times for times, _, _ in agreed.values())
    fits = [mark for mark, (times, _, _) in agreed.items() if times >= 0.7 * most]
    return text, min(fits, key=lambda mark: (agreed[mark][1], -agreed[mark][2], -agreed[mark][0])), 0


def _agreement(rows: Sequence[Sequence[str]]) -> tuple[int, int, int]:
    """How many lines have the most frequent number of cells, the index of the first of them, and that number.

    Commas in texts give each line another number of cells, or at least the header; a title line has one cell.
    """
    counts = [len(row) for row in rows]
    several = Counter(n for n in counts if n > 1)
    if not several:
        return 0, len(rows), 1
    cells = max(several, key=lambda n: (several[n], n))
    return several[cells], counts.index(cells), cells
