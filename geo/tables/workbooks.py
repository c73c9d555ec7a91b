"""Excel workbooks: each visible sheet a table, merged cells filled, formulas by the values saved with them."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from geo.errors import InputError, OptionError, UnreadableError

from .grids import Line, laid_out
from .values import Broken, Raw

__all__ = ["checked_archive", "read_sheets"]

_LARGEST = 2**30
_SWELLS = 500
"""How many times its size an entry of an archive may unpack to; sheets reach some 50."""
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_ERRORS = frozenset(("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
_CELLS = 20_000_000
_WIDEST = 1_000
_GAP = 10_000
"""Empty rows in a row after which nothing more is expected; others than these were only ever formatted."""


def checked_archive(path: Path, name: str) -> None:
    """Refuse an archive that unpacks to far more than a table is.

    Raises
    ------
    UnreadableError
        It would, or it is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise UnreadableError(f"{name}: a damaged archive ({error}); save it again") from error
    swollen = any(
        e.file_size > 10 * 2**20 and e.file_size > _SWELLS * max(e.compress_size, 1) for e in entries
    )
    if swollen or sum(e.file_size for e in entries) > _LARGEST:
        raise UnreadableError(f"{name}: unpacks to more than a table can be; refused")
    if any(e.flag_bits & 1 for e in entries):
        raise UnreadableError(f"{name}: is protected by a password; save it without")


def read_sheets(path: Path, name: str, sheet: str) -> Iterator[Raw]:
    """Sheets of a workbook: the one of that name, or the visible ones in their order.

    Dates are dates; a merged range's value is each of its cells'. A formula gives the value that was saved with
    it; one without, and an error such as ``#REF!``, is a cell that says so.

    Raises
    ------
    UnreadableError
        The workbook is damaged, or unpacks to far more than a table is.
    OptionError
        openpyxl is not installed, or no sheet has that name.
    """
    try:
        import openpyxl
    except ImportError:
        raise OptionError(f"{name}: reading workbooks needs openpyxl; install dprk-geo[excel]") from None
    checked_archive(path, name)
    try:
        with (
            warnings.catch_warnings(),
            closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book,
        ):
            warnings.simplefilter("ignore")  # of styles and validations that no table needs
            titles = [s.title for s in book.worksheets if sheet or s.sheet_state == "visible"]
            if sheet and sheet not in titles:
                raise OptionError(f"{name}: no sheet {sheet!r}; there are {', '.join(titles)}")
            hidden = len(book.worksheets) - len(titles)
            for title in [sheet] if sheet else titles:
                raw = _sheet(path, name, book, title)
                if raw is None:
                    continue
                others = [t for t in titles if t != title]
                if others and not sheet:
                    raw.notes.append(f"other sheets: {', '.join(others)}; FILE#SHEET reads one of them")
                if hidden and not sheet:
                    raw.notes.append(f"{hidden} hidden sheet{'s' * (hidden > 1)} not read")
                yield raw
    except (UnreadableError, InputError, OptionError, GeneratorExit):
        raise
    except Exception as error:  # what a damaged workbook makes openpyxl raise is of every kind
        raise UnreadableError(
            f"{name}: a workbook that cannot be read ({error}); save it again as .xlsx"
        ) from error


def _sheet(path: Path, name: str, book: Any, title: str) -> Raw | None:
    """A sheet as a table; None where it is empty."""
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    values = book[title]
    spans, formulas = _marks(path, values._worksheet_path)
    told = f"{name}, sheet {title!r}"
    if formulas:
        with closing(openpyxl.load_workbook(path, read_only=True)) as written:
            lines = _lines(told, values, written[title], spans)
    else:
        lines = _lines(told, values, None, spans)
    if not lines:
        return None
    faults: list[InputError] = []
    raw = laid_out(told, lines, faults, ragged=True)
    if book.epoch == CALENDAR_MAC_1904:
        raw.serial = date(1904, 1, 1)
    return raw


def _marks(path: Path, entry: str) -> tuple[list[tuple[int, int, int, int]], bool]:
    """Merged ranges of a sheet (rows and columns from 1, both ends in), and whether it has formulas."""
    spans: list[tuple[int, int, int, int]] = []
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


def _lines(told: str, values: Any, written: Any, spans: list[tuple[int, int, int, int]]) -> list[Line]:
    """Rows of a sheet with anything in them."""
    values.reset_dimensions()  # what a sheet says of its size is often wrong
    rows = values.iter_rows(values_only=True, max_col=_WIDEST)
    if written is not None:
        written.reset_dimensions()
        formulas = written.iter_rows(values_only=True, max_col=_WIDEST)
    else:
        formulas = iter(())
    tops = {s[0] for s in spans}
    fill: dict[int, list[tuple[int, int, Any]]] = {}
    lines: list[Line] = []
    cells_read = gap = 0
    for number, cells in enumerate(rows, 1):
        texts = next(formulas, ())
        row = [_cell(c, texts[i] if i < len(texts) else None) for i, c in enumerate(cells)]
        if number in tops:
            for top, left, bottom, right in spans:
                if top == number and left <= len(row) and row[left - 1] is not None:
                    for below in range(top, min(bottom, top + _GAP) + 1):
                        fill.setdefault(below, []).append((left, right, row[left - 1]))
        for left, right, value in fill.pop(number, ()):
            right = min(right, _WIDEST)
            row.extend([None] * (right - len(row)))
            row[left - 1 : right] = [value] * (right - left + 1)
        if all(c is None or (isinstance(c, str) and not c.strip()) for c in row):
            gap += 1
            if gap > _GAP:
                break
            continue
        gap = 0
        cells_read += len(row)
        if cells_read > _CELLS:
            raise UnreadableError(f"{told}: more than {_CELLS:,} cells; save it as CSV")
        lines.append(Line(f"row {number}", row))
    return lines


def _cell(value: Any, written: Any) -> Any:
    """A cell's value; what cannot be used says why."""
    if isinstance(value, str) and value in _ERRORS:
        return Broken(value, f"is the error {value}")
    if value is None and written is not None:
        formula = str(getattr(written, "text", written))
        if formula.startswith("="):
            return Broken(
                formula,
                f"is a formula without a saved value ({formula[:40]}); save the file in a spreadsheet",
            )
    if isinstance(value, timedelta):
        return str(value)
    return value
