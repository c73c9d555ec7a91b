"""Read OpenDocument workbooks (.ods), as LibreOffice saves them: each visible sheet is a table.

A sheet states how often a row or a cell is repeated, mostly up to the last one that a sheet can have. Cells that hold
something are read, not the rectangle.
"""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from geo.model.errors import UnreadableError
from geo.text.xml_documents import parsed_events

from .archives import DAMAGED
from .cell_formats import shown_as
from .grids import Line, table_from_lines
from .values import Broken, Raw
from .workbook_sheets import CELLS, ERRORS, WIDEST, chosen_sheets, too_large, without_value

__all__ = ["read_open_document"]

_OF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TABLE, _TEXT, _STYLE, _NUMBER = (_OF % n for n in ("office", "table", "text", "style", "datastyle"))
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ERROR = re.compile(r"Err:\d{3}")
_CLOCK = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_ALIKE = 1_000
"""Equal rows that follow one another are read up to this number; more are what a column was filled with."""
_DENSE = 702
"""Number of columns (A to ZZ) up to which columns without cells are kept."""
_Cells = dict[int, Any]


@dataclass(slots=True)
class _Span:
    """A merged range that reaches into further rows: columns from 0, exclusive at the end."""

    rows: int
    left: int
    right: int
    value: Any


@dataclass(slots=True)
class _Sheet:
    title: str
    hidden: bool
    styles: list[tuple[int, str]] = field(default_factory=list)
    """For how many columns a style is the default one, from the left."""
    rows: list[tuple[int, _Cells]] = field(default_factory=list)
    spans: list[_Span] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    at: int = 0


@dataclass(slots=True)
class _Document:
    name: str
    sheets: list[_Sheet] = field(default_factory=list)
    styles: dict[str, str] = field(default_factory=dict)
    """The format of numbers of a style of cells."""
    coarse: dict[str, str] = field(default_factory=dict)
    """How exact a format shows days, where it shows months or years only."""
    hiding: set[str] = field(default_factory=set)
    cells: int = 0
    spreadsheet: bool = False


def read_open_document(path: Path, name: str, sheet: str, prefer: str = "") -> Iterator[Raw]:
    """Yield the sheets of a workbook: the one named ``sheet``, or the visible ones, the one named ``prefer`` first.

    All cells of a merged range have its value. A formula gives its saved value; one without, and an error such as
    ``#REF!``, gives a :class:`~geo.readers.tables.values.Broken` cell. A day that is shown as a month or a year is one.

    Parameters
    ----------
    path : path
        An archive that :func:`~geo.readers.tables.archives.checked_archive` found safe.
    name : str
        Name of the file in messages.
    sheet, prefer : str
        Titles of sheets; empty for none.

    Raises
    ------
    UnreadableError
        The workbook is damaged, or has more than ten million cells.
    InputError
        No sheet has a header.
    OptionError
        No sheet has that name.
    """
    document = _document(path, name)
    sheets = [(one.title, not one.hidden, one) for one in document.sheets]
    yield from chosen_sheets(name, sheets, sheet, prefer, lambda one: _table(name, one))


def _table(name: str, sheet: _Sheet) -> Raw | None:
    """A sheet as a table; None where it is empty."""
    if not sheet.rows:
        return None
    raw = table_from_lines(f"{name}, sheet {sheet.title!r}", _lines(sheet), [], ragged=True)
    raw.notes += sheet.notes
    return raw


def _document(path: Path, name: str) -> _Document:
    """All sheets of a workbook."""
    document = _Document(name)
    depth = 0
    try:
        with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
            events = parsed_events(content, f"{name}, content.xml")
            for event, element in events:
                if element.tag == f"{_TABLE}table":
                    depth += 1 if event == "start" else -1
                    if event == "start" and depth == 1 and document.spreadsheet:
                        style = element.get(f"{_TABLE}style-name", "")
                        title = element.get(f"{_TABLE}name", "")
                        document.sheets.append(_Sheet(title, style in document.hiding))
                elif event == "start":
                    document.spreadsheet |= element.tag == f"{_OFFICE}spreadsheet"
                elif depth == 1 and document.sheets:
                    _part(document, document.sheets[-1], element)
                elif not depth:
                    _style(document, element)
            damage = events.error_log.last_error
    except (*DAMAGED, KeyError, ValueError, SyntaxError) as error:
        raise UnreadableError(
            f"{name}: the workbook cannot be read ({error}); save it again as .ods"
        ) from error
    if damage is not None:
        raise UnreadableError(
            f"{name}: the workbook cannot be read ({damage.message}); save it again as .ods"
        )
    if not document.spreadsheet:
        raise UnreadableError(
            f"{name}: an OpenDocument file, but no workbook; copy its table to an .ods or .csv file"
        )
    return document


def _style(document: _Document, element: Any) -> None:
    """What a style says of how cells and sheets are shown."""
    own = element.get(f"{_STYLE}name", "")
    if element.tag == f"{_STYLE}style":
        document.styles[own] = element.get(f"{_STYLE}data-style-name", "")
        shown = element.find(f"{_STYLE}table-properties")
        if shown is not None and shown.get(f"{_TABLE}display") == "false":
            document.hiding.add(own)
    elif element.tag == f"{_NUMBER}date-style":
        parts = {str(part.tag).removeprefix(_NUMBER) for part in element}
        if "year" in parts and not parts & {"day", "hours", "minutes", "seconds"}:
            document.coarse[own] = "month" if "month" in parts else "year"


def _part(document: _Document, sheet: _Sheet, element: Any) -> None:
    """A row of a sheet, or what is said of its columns."""
    if element.tag == f"{_TABLE}table-column":
        style = element.get(f"{_TABLE}default-cell-style-name", "")
        sheet.styles.append((_times(element, "number-columns-repeated"), style))
    elif element.tag == f"{_TABLE}table-row":
        _row(document, sheet, element)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _row(document: _Document, sheet: _Sheet, row: Any) -> None:
    times = _times(row, "number-rows-repeated")
    cells: _Cells = {}
    begun: list[_Span] = []
    at = 0
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        repeated = _times(cell, "number-columns-repeated")
        value = _value(document, sheet, cell, at)
        if value is not None:
            wide, high = _times(cell, "number-columns-spanned"), _times(cell, "number-rows-spanned")
            cells |= dict.fromkeys(range(at, at + min(repeated, WIDEST)), value)
            if wide > 1 or high > 1:
                begun.append(_Span(high, at, at + min(wide, WIDEST), value))
        at += repeated
    written = any(not isinstance(value, str) or value.strip() for value in cells.values())
    first = sheet.at + 1
    sheet.at += times
    sheet.spans = [span for span in sheet.spans if span.rows > 0]
    if written:  # a row that is covered by merged cells only is none
        sheet.spans += begun
        for span in sheet.spans:
            cells = dict.fromkeys(range(span.left, span.right), span.value) | cells
        read = times if times <= _ALIKE else 1
        if times > _ALIKE:
            sheet.notes.append(f"row {first:,} is repeated {times:,} times, as a filled column is; read once")
        document.cells += read * (len(cells) + 1)
        if document.cells > CELLS:
            raise too_large(document.name)
        sheet.rows += ((first + n, cells) for n in range(read))
    for span in sheet.spans:
        span.rows -= times


def _value(document: _Document, sheet: _Sheet, cell: Any, at: int) -> Any:
    """The value of a cell; None for an empty one, :class:`Broken` for one that cannot be used."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    text = cell.get(f"{_OFFICE}string-value") if kind == "string" else None
    text = _text(cell) if text is None else text
    if cell.get(f"{_CALC}value-type") == "error" or text in ERRORS or _ERROR.fullmatch(text):
        return Broken(text, f"is the error {text[:40]}")
    if not kind:
        formula = cell.get(f"{_TABLE}formula", "")
        if formula and not text:
            return without_value(formula)
        return text or None
    if kind in ("float", "percentage", "currency"):
        return _number(cell.get(f"{_OFFICE}value", ""), text)
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "time":
        clock = _CLOCK.fullmatch(cell.get(f"{_OFFICE}time-value", ""))
        return ":".join(part.zfill(2) for part in clock.groups()) if clock else text
    if kind == "date":
        return _day(cell.get(f"{_OFFICE}date-value", ""), text, _precision(document, sheet, cell, at))
    return text or None


def _number(written: str, text: str) -> Any:
    try:
        number = float(written)
    except ValueError:
        return Broken(text or written, f"is a number that cannot be read ({written[:40]!r})")
    if not math.isfinite(number):
        return text or written
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _day(written: str, text: str, shown: str) -> Any:
    try:
        day = datetime.fromisoformat(written)
    except ValueError:
        return Broken(text or written, f"is a date that cannot be read ({written[:40]!r})")
    return shown_as(day, shown)


def _precision(document: _Document, sheet: _Sheet, cell: Any, at: int) -> str:
    """``"month"`` or ``"year"`` where a day is shown so, by the style of the cell or of its column; else empty."""
    style = cell.get(f"{_TABLE}style-name", "")
    if not style:
        end = 0
        for columns, default in sheet.styles:
            end += columns
            if at < end:
                style = default
                break
    return document.coarse.get(document.styles.get(style, ""), "")


def _text(cell: Any) -> str:
    """The paragraphs of a cell, without its annotation."""
    return "\n".join("".join(_words(p)) for p in cell if p.tag == f"{_TEXT}p")


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        if inner.tag == f"{_TEXT}s":
            yield " " * min(_times(inner, "c", _TEXT), WIDEST)
        elif inner.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield "\t" if inner.tag == f"{_TEXT}tab" else "\n"
        elif inner.tag != f"{_OFFICE}annotation":
            yield from _words(inner)
        yield inner.tail or ""


def _times(element: Any, attribute: str, space: str = _TABLE) -> int:
    """A number of repetitions, at least 1."""
    written = element.get(f"{space}{attribute}", "1")
    return max(1, int(written)) if written.isascii() and written.isdigit() and len(written) < 10 else 1


def _lines(sheet: _Sheet) -> list[Line]:
    """The rows of a sheet; where cells stand far to the right, without the columns that have none."""
    used = sorted({column for _, cells in sheet.rows for column in cells})
    columns = used if used[-1] >= _DENSE else list(range(used[-1] + 1))
    lines = []
    for number, cells in sheet.rows:
        last = max(cells)
        lines.append(Line(f"row {number}", [cells.get(c) for c in columns if c <= last]))
    return lines
