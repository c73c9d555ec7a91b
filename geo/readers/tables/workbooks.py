"""Read Excel workbooks: each visible sheet is a table; merged cells are filled, formulas give their saved value."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from geo.model.errors import InputError, OptionError, UnreadableError

from .grids import Line, table_from_lines
from .values import Broken, Raw, listed

__all__ = ["read_sheets"]

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_ERRORS = frozenset(("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
_CELLS = 10_000_000
_RELIABLE = datetime(1900, 3, 1)  # noqa: DTZ001 (cells have no zone)
"""Spreadsheets have a 29 February 1900, so that programs differ by a day before it; days are written as text there."""
_WIDEST = 200
"""Number of columns of a merged range that are filled; wider ranges are titles."""
_Span = tuple[int, int, int, int]
"""Top, left, bottom, right of a merged range, counted from 1, inclusive."""


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

    refused: InputError | None = None
    found = False
    try:
        with _quiet():
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        with closing(book):
            titles = [s.title for s in book.worksheets if sheet or s.sheet_state == "visible"]
            if sheet and sheet not in titles:
                raise OptionError(f"{name}: no sheet {sheet!r}; there are {listed(titles)}")
            hidden = len(book.worksheets) - len(titles)
            for title in [sheet] if sheet else sorted(titles, key=lambda t: t.casefold() != prefer):
                try:
                    with _quiet():
                        raw = _sheet(path, name, book, title)
                except InputError as error:  # another sheet may have the table
                    refused = refused or error
                    continue
                if raw is None:
                    continue
                found = True
                others = [t for t in titles if t != title]
                if others and not sheet:
                    raw.notes.append(f"other sheets: {listed(others)}; FILE#SHEET reads one of them")
                if hidden and not sheet:
                    raw.notes.append(f"{hidden} hidden sheet{'s' * (hidden > 1)} not read")
                yield raw
        if refused and not found:
            raise refused
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
    spans, formulas = _marks(path, values._worksheet_path)
    label = f"{name}, sheet {title!r}"
    if formulas:
        with closing(openpyxl.load_workbook(path, read_only=True)) as written:
            lines = _lines(label, values, written[title], spans)
    else:
        lines = _lines(label, values, None, spans)
    if not lines:
        return None
    faults: list[InputError] = []
    raw = table_from_lines(label, lines, faults, ragged=True)
    raw.sheet = title
    if book.epoch == CALENDAR_MAC_1904:
        raw.serial = date(1904, 1, 1)
    return raw


def _marks(path: Path, entry: str) -> tuple[list[_Span], bool]:
    """Merged ranges of a sheet, and whether it has formulas."""
    spans: list[_Span] = []
    formulas, before = False, b""
    with zipfile.ZipFile(path) as archive, archive.open(entry.lstrip("/")) as file:
        while block := file.read(2**20):
            text = before + block
            formulas = formulas or bool(_FORMULA.search(text))
            for left, top, right, bottom in _MERGED.findall(text):
                span = (int(top), _column(left), int(bottom), _column(right))
                if span not in spans[-1:]:
                    spans.append(span)
            before = text[-100:]
    return spans, formulas


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _lines(label: str, values: Any, written: Any, spans: list[_Span]) -> list[Line]:
    """Rows of a sheet that are not empty."""
    values.reset_dimensions()  # the size that a sheet states is often wrong
    formulas: Iterator[tuple[Any, ...]] = iter(())
    if written is not None:
        written.reset_dimensions()
        formulas = written.iter_rows(values_only=True)
    begins: dict[int, list[_Span]] = {}
    for span in spans:
        begins.setdefault(span[0], []).append(span)
    merged: list[tuple[_Span, Any]] = []
    lines: list[Line] = []
    cells_read = 0
    for number, cells in enumerate(values.iter_rows(values_only=True), 1):
        texts = next(formulas, ())
        row = [_cell(c, texts[i] if i < len(texts) else None) for i, c in enumerate(cells)]
        if all(c is None or (isinstance(c, str) and not c.strip()) for c in row):
            continue  # also a row that is covered by merged cells only
        merged = [(span, value) for span, value in merged if span[2] >= number]
        merged += [(s, row[s[1] - 1]) for s in begins.get(number, ()) if s[1] <= len(row)]
        for (_, left, _, right), value in merged:
            _fill(row, left, min(right, left + _WIDEST), value)
        cells_read += len(row)
        if cells_read > _CELLS:
            raise UnreadableError(f"{label}: more than {_CELLS:,} cells; save it as CSV")
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
    if isinstance(value, str) and value in _ERRORS:
        return Broken(value, f"is the error {value}")
    if value is None and written is not None:
        formula = str(getattr(written, "text", written))
        if formula.startswith("="):
            return Broken(
                formula,
                f"is a formula without a saved value ({formula[:40]!r}); open and save the file in a spreadsheet",
            )
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, datetime) and value < _RELIABLE:
        return Broken(
            value.date().isoformat(), "is a date cell before March 1900, which spreadsheets count differently"
        )
    return value
