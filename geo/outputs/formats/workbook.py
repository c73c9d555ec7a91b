"""Layers as an Excel workbook: one sheet per layer, after a first sheet that describes them."""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Sequence
from datetime import date
from itertools import chain, islice
from typing import Any

from geo.outputs.writing import filled
from geo.text.spreadsheet_safety import guarded

from .characters import XML_TEXT
from .declaration import Format
from .export import Export, Stream, Traits
from .layers import Column
from .metadata import metadata

__all__ = ["EXCEL", "write_workbook"]

_ROWS = 1_048_575
"""Maximum number of rows of a sheet below the header."""
_FIRST = date(1900, 3, 1)
"""Excel counts earlier days wrongly (it treats 1900 as a leap year), so these are written as text."""
_WIDEST, _WIDEST_ID, _NARROWEST, _LOOKED_AT = 60, 20, 8, 200


def write_workbook(export: Export) -> list[str]:
    """Write layers as a workbook with frozen headers, typed dates, and no text that runs as a formula.

    The first sheet has the metadata and describes each column. Rows of candidate events are grey.
    """
    filled(export.file, lambda beside: _fill(export, beside))
    lost = []
    for layer in export.layers:
        every = export.counts[layer.name]
        if every > _ROWS:
            lost.append(f"{every - _ROWS:,} of {every:,} {layer.name}, beyond the row limit of a sheet")
            export.counts[layer.name] = _ROWS
    return lost


def _fill(export: Export, path: Any) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = Workbook(str(path), options | {"constant_memory": True})  # rows go to disk one by one
    book.set_properties({"title": export.heading, "comments": "dprk-geo"})
    styles = {
        "bold": book.add_format({"bold": True}),
        "head": book.add_format({"bold": True, "bottom": 1}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "quoted": book.add_format({"quote_prefix": True}),
        "grey": book.add_format({"font_color": "#707070", "italic": True}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _about(export, book.add_worksheet("About"), styles)
    for stream in export.streams():
        _sheet(stream, book.add_worksheet(stream.layer.name), styles)
    try:
        book.close()
    except FileCreateError as error:  # it is not an OSError but wraps one
        raise error.args[0] from error


def _about(export: Export, sheet: Any, styles: dict[str, Any]) -> None:
    about = metadata(export.results, export.heading)
    sheet.set_column(0, 1, 18)
    sheet.set_column(2, 2, 12)
    sheet.set_column(3, 3, 90)
    row = 0
    for name, value in about.items():
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        sheet.write_string(row, 0, name.replace("_", " "), styles["bold"])
        sheet.write_string(row, 1, text, styles["quoted"] if guarded(text) != text else None)
        row += 1
    for number, name in enumerate(("sheet", "column", "holds", "what it is")):
        sheet.write_string(row + 1, number, name, styles["head"])
    row += 2
    for layer in export.layers:
        sheet.write_string(row, 0, layer.name)
        sheet.write_string(row, 3, layer.description, styles["wrapped"])
        row += 1
        for column in layer.columns:
            cells = (layer.name, column.name, column.kind)
            for number, text in enumerate(cells):
                sheet.write_string(row, number, text)
            sheet.write_string(row, 3, column.description, styles["wrapped"])
            row += 1


def _sheet(stream: Stream, sheet: Any, styles: dict[str, Any]) -> None:
    """Write a layer from top to bottom, which is the only order in which rows can go to disk."""
    columns, parts = stream.layer.columns, stream.parts(_LOOKED_AT)
    first = next(parts)
    for number, (column, values) in enumerate(zip(columns, first.columns, strict=True)):
        sheet.write_string(0, number, column.name, styles["head"])
        sheet.write_comment(0, number, column.description)
        sheet.set_column(number, number, _width(column, values))
    sheet.freeze_panes(1, 1)
    rows = chain.from_iterable(part.rows for part in chain([first], parts))
    line = 0
    for line, row in enumerate(islice(rows, _ROWS), 1):
        for number, value in enumerate(row):
            if value is not None:
                _write(sheet, line, number, value, styles)
    deque(rows, maxlen=0)  # counts those that have no room
    sheet.autofilter(0, 0, max(line, 1), len(columns) - 1)
    if "status" in stream.layer.names and line:
        status = _letters(stream.layer.names.index("status"))
        rule = {"type": "formula", "criteria": f'=${status}2="candidate"', "format": styles["grey"]}
        sheet.conditional_format(1, 0, line, len(columns) - 1, rule)


def _write(sheet: Any, line: int, number: int, value: Any, styles: dict[str, Any]) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(line, number, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(line, number, value)
    elif isinstance(value, date) and value >= _FIRST:
        sheet.write_datetime(line, number, value, styles["date"])
    else:
        text = str(value)
        sheet.write_string(line, number, text, styles["quoted"] if guarded(text) != text else None)


def _letters(number: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(number))


def _width(column: Column, values: Sequence[Any]) -> int:
    """Width of a column in characters: the 90th percentile of its text widths, within limits."""
    if column.kind == "date":
        return 11
    widths = sorted(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in str(v)[:_WIDEST])
                    for v in values if v is not None)  # fmt: skip
    usual = widths[len(widths) * 9 // 10] if widths else 0
    widest = _WIDEST if any(" " in str(v) for v in values) else _WIDEST_ID
    return max(_NARROWEST, len(column.name) + 3, min(usual + 1, widest))


EXCEL = Format(
    "Excel",
    (".xlsx",),
    write_workbook,
    Traits(XML_TEXT, lists="text", objects="json", longest=32_767),
    many=True,
    geometry=False,
)
