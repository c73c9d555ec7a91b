"""Edits that spoil something of a table: each says which fault must name it, and what may then be missing."""

from __future__ import annotations

import random

from tests.support.table_expected import (
    Edit,
    Expected,
    day_of,
    lost_with_text,
    shown,
    signed,
    some_row,
    with_cell,
    with_position,
)
from tests.support.table_forms import FACTS, Form, moment

_FIELDS = ("id", "date", "type", "title", "text", "url", "actors", "place", "position")


def column_dropped(f: Form, r: random.Random, e: Expected) -> bool:
    role = r.choice(
        ("id", "date", "place", "lat", "lon", "type", "text", "actor", "url", "geo", "days", "country")
    )
    at = f.at(role)
    if at < 0 or f.headless or (f.columns and f.header[at] in f.display):
        return False
    if (role == "date" and f.merged) or (f.nested and role in ("lat", "lon")):
        return False
    del f.header[at]
    for row in f.rows:
        del row[at]
    if role == "date":
        e.whole.append("no date column")
        e.spare(f, "date")
        e.days.clear()
    elif role in ("lat", "lon"):
        e.whole.append("coordinates are not read")
        e.spare(f, "position")
    elif role in ("geo", "days"):
        e.whole.append("without the column")
        e.spare(f, "precision")
    elif role == "country":
        e.abroad = True
    else:
        e.spare(f, {"actor": "actors"}.get(role, role), "title", "type", *lost_with_text(f, role))
    return True


def coordinates_swapped_in_a_row(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("lat", "lon"):
        return False
    row = some_row(r)
    lat, lon = f.at("lat"), f.at("lon")
    f.rows[row][lat], f.rows[row][lon] = f.rows[row][lon], f.rows[row][lat]
    e.spoil(row, "coordinates .*(swapped|are not numbers)" if signed(f) else "swapped", "position")
    return True


def coordinates_swapped_in_the_header(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("lat", "lon") or f.headless or signed(f):
        return False
    lat, lon = f.at("lat"), f.at("lon")
    f.header[lat], f.header[lon] = f.header[lon], f.header[lat]
    for row in range(len(FACTS)):
        e.spoil(row, "swapped", "position")
    return True


def days_that_may_be_months(f: Form, r: random.Random, e: Expected) -> bool:
    at = f.at("date")
    if at < 0 or f.merged:
        return False
    month_first = r.random() < 0.5
    for n in range(len(FACTS)):
        day = day_of(f, n)
        if day.day > 12:  # so that no cell tells the order
            day = day.replace(day=day.day % 12 + 1)
            e.days[n] = (day, "day")
        else:
            e.days.pop(n, None)
        first, second = (day.month, day.day) if month_first else (day.day, day.month)
        f.rows[n][at] = f"{first:02d}/{second:02d}/{day.year}"
        if day.day != day.month:
            e.spoil(n, "is ambiguous", "date")
    return True


def days_that_a_spreadsheet_took_for_months(f: Form, r: random.Random, e: Expected) -> bool:
    at = f.at("date")
    if f.format != "xlsx" or at < 0 or f.merged:
        return False
    for n in range(len(FACTS)):
        day = day_of(f, n)
        if day.day <= 12:
            f.rows[n][at] = moment(day.replace(month=day.day, day=day.month))
            e.spoil(n, "day and month exchanged", "date")
        else:
            f.rows[n][at] = f"{day.day}/{day.month}/{day.year}"
    return True


def the_other_side_of_the_globe(f: Form, r: random.Random, e: Expected) -> bool:
    fact = FACTS[row := some_row(r)]
    return with_position(f, r, e, (fact.lat, -fact.lon), "km from|outside of the DPRK", row)


def a_day_of_two_figures(f: Form, r: random.Random, e: Expected) -> bool:
    return with_cell(f, r, e, "date", ("20/11/24", "20-Nov-24", "11.3.24"), "two digits")


def a_day_that_is_none(f: Form, r: random.Random, e: Expected) -> bool:
    wrong = (
        "soon",
        "2024-02-30",
        "31/02/2024",
        "13/13/2024",
        "2024-13-01",
        "모레",
        "9999999",
    )
    return with_cell(f, r, e, "date", wrong, "date .* is not a date")


def a_coordinate_that_is_none(f: Form, r: random.Random, e: Expected) -> bool:
    if f.geometric:
        return False
    role = r.choice(("lat", "lon"))
    return with_cell(
        f,
        r,
        e,
        role,
        ("north", "39..3", "nan", "1e999", "393225", "--", "3 9", "39°75'00\"N"),
        "coordinates",
        "position",
    )


def half_a_position(f: Form, r: random.Random, e: Expected) -> bool:
    if f.geometric or not f.has("lat", "lon"):
        return False
    return with_cell(f, r, e, r.choice(("lat", "lon")), ("",), "has no l", "position")


def nought_nought(f: Form, r: random.Random, e: Expected) -> bool:
    return with_position(f, r, e, (0.0, 0.0), "0, 0 count as missing")


def far_from_the_place_named(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("place", "lat", "lon") or f.nested:
        return False
    row = some_row(r)
    other = FACTS[(row + r.choice((2, 3, 5))) % len(FACTS)]
    if not with_position(f, r, e, (other.lat, other.lon), "km from", row):
        return False
    e.stands[row] = (other.lat, other.lon, other.adm2)
    return True


def across_the_line(f: Form, r: random.Random, e: Expected) -> bool:
    return f.has("place") and with_position(f, r, e, (35.1, 129.0), "km from|outside of the DPRK")


def cells_left_empty(f: Form, r: random.Random, e: Expected) -> bool:
    role = r.choice(("date", "place", "text", "type", "actor", "url"))
    at = f.at(role)
    if at < 0 or (role == "date" and f.merged):
        return False
    row = some_row(r)
    f.rows[row][at] = None if f.format in ("parquet", "gpkg", "json") else ""
    field_ = {"actor": "actors"}.get(role, role)
    e.lost.setdefault(row, set()).update(
        {field_, "title", "type", *lost_with_text(f, role)} if role != "date" else {"date"}
    )
    if role == "date":
        e.days.pop(row, None)
    return True


def a_formula_without_value(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "xlsx":
        return False
    role = r.choice(("date", "lat", "place", "type", "text"))
    lost = {"lat": ("position",), "text": ("text", "title", "type", *lost_with_text(f, role))}.get(
        role, (role,)
    )
    return with_cell(
        f,
        r,
        e,
        role,
        ("=A1", "=DATE(2024,11,20)", '=IF(1,"Haeju","")'),
        "formula without a saved value",
        *lost,
    )


def an_error_for_a_value(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "xlsx":
        return False
    role = r.choice(("date", "lat", "place", "type", "text"))
    lost = {"lat": ("position",), "text": ("text", "title", "type", *lost_with_text(f, role))}.get(
        role, (role,)
    )
    return with_cell(f, r, e, role, ("#REF!", "#N/A", "#VALUE!", "#DIV/0!"), "is the error", *lost)


def a_formula_in_text(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format == "xlsx":
        return False
    return with_cell(f, r, e, "date", ("=TODAY()", "=A1", "+1+1", "@SUM(A1)"), "date .* is not a date")


def a_truth_value(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format not in ("xlsx", "json", "jsonl"):
        return False
    return with_cell(f, r, e, "date", (True, False), "date .* is not a date")


def the_same_id_twice(f: Form, r: random.Random, e: Expected) -> bool:
    at = f.at("id")
    if at < 0:
        return False
    row = r.randrange(1, len(FACTS))
    f.rows[row][at] = f.rows[r.randrange(row)][at]
    e.spoil(row, "occurs twice", "id")
    return True


def a_code_nobody_knows(f: Form, r: random.Random, e: Expected) -> bool:
    role = r.choice(("geo", "days"))
    return with_cell(
        f, r, e, role, (9, "9") if f.format == "xlsx" else ("9", "exact"), "is not a code", "precision"
    )


def a_row_cut_short(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "csv" or f.quote_all:
        return False
    row = some_row(r)
    cells = [shown(f, c) for c in f.rows[row]]
    f.raw_lines[row] = f.delimiter.join(cells[: r.randint(1, len(cells) - 1)])
    e.spoil(row, "cells in a table of", *_FIELDS, "precision", "row")
    return True


def a_delimiter_too_many(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "csv" or f.quote_all:
        return False
    row = some_row(r)
    cells = [shown(f, c) for c in f.rows[row]]
    cells.insert(r.randrange(len(cells)), "x")
    f.raw_lines[row] = f.delimiter.join([*cells, "y"])
    e.spoil(row, "cells in a table of", *_FIELDS, "precision", "anything")
    e.days.pop(row, None)
    return True


def a_quotation_mark_not_closed(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "csv" or f.quote_all:
        return False
    row = some_row(r)
    cells = [shown(f, c) for c in f.rows[row]]
    at = r.randrange(len(cells))
    cells[at] = f'"{cells[at]}'
    f.raw_lines[row] = f.delimiter.join(cells)
    e.spoil(row, "quotation mark", *_FIELDS, "precision", "anything")
    e.days.pop(row, None)
    return True


def a_line_in_another_encoding(f: Form, r: random.Random, e: Expected) -> bool:
    if (
        f.format != "csv"
        or f.layout != "korean"
        or f.encoding not in ("utf-8", "utf-8-sig")
        or f.line_end == "\r"
    ):
        return False
    if not f.has("place"):
        return False
    row = some_row(r)
    f.foreign_lines = {row}
    e.spoil(row, "in a different encoding")
    return True


def a_line_that_is_no_json(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "jsonl":
        return False
    row = some_row(r)
    f.raw_lines[row] = r.choice(('{"id": 1,', "null}", "[1, 2]", "soon", "{'a': 1}"))
    e.spoil(row, "not valid JSON|not an object")
    e.gone.add(row)
    return True


def a_column_named_twice(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format not in ("csv", "xlsx") or f.headless or f.display:
        return False
    at = r.randrange(len(f.header))
    f.header = [*f.header, f.header[at]]
    for row in f.rows:
        row.append("other" if any(v not in (None, "") for v in row) else "")
    e.whole.append("occurs twice")
    return True


def header_lost(f: Form, r: random.Random, e: Expected) -> bool:
    if (
        f.format not in ("csv", "xlsx")
        or f.above
        or f.below  # a row of tags says what the columns are
        or f.layout == "gdelt"
        or f.sheets_before
        or f.headless
        or f.columns
    ):
        return False
    f.headless, f.display = True, {}
    e.refused = "looks like a row of values"
    return True


SPOILING: tuple[Edit, ...] = (
    column_dropped, coordinates_swapped_in_a_row, coordinates_swapped_in_the_header, days_that_may_be_months,
    a_day_of_two_figures, a_day_that_is_none, a_coordinate_that_is_none, half_a_position, nought_nought,
    far_from_the_place_named, across_the_line, cells_left_empty, a_formula_without_value, an_error_for_a_value,
    a_formula_in_text, a_truth_value, the_same_id_twice, a_code_nobody_knows, a_row_cut_short, a_delimiter_too_many,
    a_quotation_mark_not_closed, a_line_in_another_encoding, a_line_that_is_no_json, a_column_named_twice, header_lost,
)  # fmt: skip
