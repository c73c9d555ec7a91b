"""Turn rows of cells into a table: find the header and check the number of cells in the other rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from geo.model.errors import InputError

from .headers import header_of
from .layouts import headerless_layout
from .values import WHERE, Broken, Raw, cell_text, listed

__all__ = ["Line", "rows_of", "table_from_lines"]

_FIRST = 40
"""Number of rows in which the header is looked for."""


class Line(NamedTuple):
    """Cells of a row, and its position in the file ("line 3")."""

    where: str
    cells: Sequence[Any]


def table_from_lines(
    name: str, lines: Sequence[Line], faults: list[InputError], *, ragged: bool = False
) -> Raw:
    """Turn rows into a table whose header is one of the first rows.

    Parameters
    ----------
    name : str
        The file, with its sheet where it has several.
    lines : sequence of Line
        Rows that are not empty.
    faults : list of InputError
        Errors of single rows are added to it.
    ragged : bool
        Whether rows may be shorter than the header, as in workbooks.

    Raises
    ------
    InputError
        None of the first rows can be a header.
    """
    found = header_of([line.cells for line in lines[:_FIRST]])
    at, header = found.last, found.names
    shapes = (headerless_layout([cell_text(c) for c in line.cells]) for line in lines[:_FIRST])
    shape = next(filter(None, shapes), None) if at < 0 else None
    if shape:
        header = list(shape.header)
    elif at < 0:
        where = lines[0].where if lines else "line 1"
        raise InputError(
            f"{name}, {where}: looks like a row of values, not of column names; add a header row to the table"
        )
    head = lines[at].where if at >= 0 else "no line"
    above = found.first
    notes = [f"{above} row{'s' * (above > 1)} above the header skipped"] if above > 0 else []
    twice = sorted(h for h, times in Counter(header).items() if h and times > 1)
    if twice:
        faults.append(
            InputError(f"{name}, {head}: column {listed(twice)} occurs twice; the first one is read")
        )
    rows = list(rows_of(name, header, lines[at + 1 :], faults, ragged=ragged))
    return Raw(name, list(dict.fromkeys(header)), rows, head, faults, notes, positions=header)


def rows_of(
    name: str, header: Sequence[str], lines: Iterable[Line], faults: list[InputError], *, ragged: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table whose header is known; parameters as of :func:`table_from_lines`.

    A row with more or fewer cells than the header is reported, and a repeated header is left out.
    """
    for where, cells in lines:
        extra = [c for c in cells[len(header) :] if cell_text(c) or isinstance(c, Broken)]
        if extra or (len(cells) < len(header) and not ragged):
            what = f"{len(cells)} cells in a table of {len(header)} columns"
            faults.append(
                InputError(f"{name}, {where}: {what}; is a comma or a quotation mark out of place?")
            )
        if cell_text(cells[0]) == header[0] and [cell_text(c) for c in cells[: len(header)]] == header:
            continue  # the header is repeated where pages or files were joined
        row: dict[str, Any] = {WHERE: where}
        for column, cell in zip(header, cells, strict=False):
            row.setdefault(column, cell)
        yield row
