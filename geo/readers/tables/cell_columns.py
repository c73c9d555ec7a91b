"""Rows of a table of texts, kept as columns: large tables take a fraction of the time and memory of rows."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress
from typing import Any, overload

from .values import WHERE

__all__ = ["CellColumns", "column_of"]


class CellColumns(Sequence[dict[str, Any]]):
    """Rows whose cells are texts, kept as columns; a row is made when it is asked for.

    A row that is changed is not kept: who changes rows makes a list of them before.

    Parameters
    ----------
    names : sequence of str
        Names of the columns, each once.
    columns : sequence of list of str or None
        The cells of each column; None where a row is too short to have the cell.
    lines : array of int
        The line at which each row ends.

    Examples
    --------
    >>> rows = CellColumns(["day", "where"], [["2024-11-20", "2024-11-21"], ["Anju", None]], array("q", [2, 3]))
    >>> rows[0]["where"], len(rows), rows.column("day"), [len(row) for row in rows]
    ('Anju', 2, ['2024-11-20', '2024-11-21'], [3, 2])
    """

    __slots__ = ("_columns", "_lines", "names")

    def __init__(
        self, names: Sequence[str], columns: Sequence[list[str | None]], lines: array[int] | None = None
    ) -> None:
        self.names = names
        self._columns = columns
        self._lines = array("q") if lines is None else lines

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> CellColumns: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | CellColumns:
        """A row, or the rows of a slice as columns."""
        if isinstance(index, slice):
            return CellColumns(self.names, [cells[index] for cells in self._columns], self._lines[index])
        return self._row([cells[index] for cells in self._columns], self._lines[index])

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for line, *cells in zip(self._lines, *self._columns, strict=True):
            yield self._row(cells, line)

    def _row(self, cells: Sequence[str | None], line: int) -> dict[str, Any]:
        row: dict[str, Any] = dict(zip(self.names, cells, strict=True))
        if None in cells:
            row = {name: cell for name, cell in row.items() if cell is not None}
        row[WHERE] = f"line {line}"
        return row

    def column(self, name: str) -> Sequence[str | None]:
        """The cells of a column, None where a row has none; all None for a name that is none."""
        return self._columns[self.names.index(name)] if name in self.names else [None] * len(self)

    def where(self, kept: Iterable[object]) -> CellColumns:
        """The rows for which a value is true, one value for each row."""
        marks = list(kept)
        lines = array("q", compress(self._lines, marks))
        return CellColumns(self.names, [list(compress(cells, marks)) for cells in self._columns], lines)

    def add(self, cells: Sequence[Sequence[str]], lines: Iterable[int]) -> None:
        """Add rows, given as columns in the order of ``names``."""
        for column, more in zip(self._columns, cells, strict=True):
            column.extend(more)
        self._lines.extend(lines)

    def add_row(self, row: Mapping[str, Any]) -> None:
        """Add a row, given by column."""
        for name, column in zip(self.names, self._columns, strict=True):
            column.append(row.get(name))
        self._lines.append(int(str(row[WHERE]).rsplit(" ", 1)[-1]))


def column_of(rows: Sequence[Mapping[str, Any]], *names: str) -> Iterable[Any]:
    """Return the cells of some columns, row by row.

    Examples
    --------
    >>> list(column_of([{"a": 1, "b": 2}, {"a": 3}], "a", "b"))
    [1, 2, 3, None]
    """
    if isinstance(rows, CellColumns):
        columns = [rows.column(name) for name in names]
        return columns[0] if len(columns) == 1 else chain.from_iterable(zip(*columns, strict=True))
    return (row.get(name) for row in rows for name in names)
