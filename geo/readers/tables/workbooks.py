"""Read Excel workbooks: each visible sheet is a table; merged cells are filled, formulas give their saved value."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from geo.model.errors import InputError, OptionError, UnreadableError

from .grids import Line, table_from_lines
from .sheet_cells import Marks, Span, marks_of, numbered_rows
from .values import Broken, Raw
from .workbook_sheets import CELLS, ERRORS, WIDEST, chosen_sheets, too_large, without_value

__all__ = ["read_sheets"]

_RELIABLE = datetime(1900, 3, 1)  # noqa: DTZ001 (cells have no zone)
"""Spreadsheets have a 29 February 1900, so that programs differ by a day before it; days are written as text there."""


def read_sheets(path: Path, name: str, sheet: str, prefer: str = "") -> Iterator[Raw]:
    """Yield the sheets of a workbook: the one named ``sheet``, or the visible ones, the one named ``prefer`` first.

    All cells of a merged range have its value. A formula gives its saved value; a formula without one, and an
    error such as ``#REF!``, gives a :class:`~geo.readers.tables.values.Broken` cell.

    Raises
    ------
    UnreadableError
        The workbook is damaged, or has more than ten million cells.
    InputError
        No sheet has a header.
    OptionError
        No sheet has that name.
    """
    import openpyxl

    try:
        with _quiet():
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        with closing(book):
            sheets = [(s.title, s.sheet_state == "visible", s.title) for s in book.worksheets]
            yield from chosen_sheets(
                name, sheets, sheet, prefer, lambda title: _sheet(path, name, book, title)
            )
    except (UnreadableError, InputError, OptionError, GeneratorExit):
        raise
    except Exception as error:  # damaged workbooks raise many kinds of errors in openpyxl
        raise UnreadableError(
            f"{name}: the workbook cannot be read ({str(error)[:200]}); save it again as .xlsx"
        ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence warnings about styles and validations, which do not matter for a table."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _sheet(path: Path, name: str, book: Any, title: str) -> Raw | None:
    """A sheet as a table; None where it is empty."""
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    values = book[title]
    label = f"{name}, sheet {title!r}"
    with _quiet():
        marks = marks_of(path, values._worksheet_path)
        if marks.formulas:
            with closing(openpyxl.load_workbook(path, read_only=True)) as written:
                lines = _lines(label, values, written[title], marks)
        else:
            lines = _lines(label, values, None, marks)
    if not lines:
        return None
    faults: list[InputError] = []
    raw = table_from_lines(label, lines, faults, ragged=True)
    if book.epoch == CALENDAR_MAC_1904:
        raw.serial = date(1904, 1, 1)
    return raw


def _lines(label: str, values: Any, written: Any, marks: Marks) -> list[Line]:
    """Rows of a sheet that are not empty."""
    formulas: Iterator[tuple[int, list[Any]]] = iter(())
    if written is not None:
        formulas = numbered_rows(written, marks.columns)
    begins: dict[int, list[Span]] = {}
    for span in marks.spans:
        begins.setdefault(span.top, []).append(span)
    merged: list[tuple[Span, Any]] = []
    lines: list[Line] = []
    cells_read = 0
    for number, cells in numbered_rows(values, marks.columns):
        _, texts = next(formulas, (0, ()))
        row = [_cell(c, texts[i] if i < len(texts) else None) for i, c in enumerate(cells)]
        if all(c is None or (isinstance(c, str) and not c.strip()) for c in row):
            continue  # also a row that is covered by merged cells only
        merged = [(span, value) for span, value in merged if span.bottom >= number]
        merged += [(s, row[s.left - 1]) for s in begins.get(number, ()) if s.left <= len(row)]
        for span, value in merged:
            _fill(row, span.left, min(span.right, span.left + WIDEST), value)
        cells_read += len(row) + len(merged)
        if cells_read > CELLS:
            raise too_large(label)
        lines.append(Line(f"row {number}", row))
    return lines


def _fill(row: list[Any], left: int, right: int, value: Any) -> None:
    """Fill empty cells from column ``left`` to ``right``, counted from 1, with a value."""
    row.extend([None] * (right - len(row)))
    for index in range(left - 1, right):
        if row[index] is None:
            row[index] = value


def _cell(value: Any, written: Any) -> Any:
    """The value of a cell; a :class:`Broken` one with the reason where it cannot be used."""
    if isinstance(value, str) and value in ERRORS:
        return Broken(value, f"is the error {value}")
    if value is None and written is not None:
        formula = str(getattr(written, "text", written))
        if formula.startswith("="):
            return without_value(formula)
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, datetime) and value < _RELIABLE:
        return Broken(
            value.date().isoformat(), "is a date cell before March 1900, which spreadsheets count differently"
        )
    return value
