"""Random edits of valid tables, each of which knows what must come of it.

An edit is harmless (the same records, no fault) or it spoils something: then a fault must name the file and the row,
or the table as a whole, and what it spoils may be missing from that record, never replaced by something else. All
other rows and columns must come out as before. :func:`judged` compares; what it finds wrong is a bug of the readers.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from table_forms import FACTS, FORMATS, LAYOUTS, ODD, Form, form, moment, write

from geo.errors import GeoError
from geo.model import EVENT_TYPES, Record
from geo.records import read_records

_RANK = ("site", "locality", "adm2", "adm1", "country", "sea", "none")
_FIELDS = ("id", "date", "type", "title", "text", "url", "actors", "place", "position")


@dataclass
class Expected:
    """What must come of a table after its edits; rows count from nought."""

    refused: str = ""
    """Pattern of the message with which the whole is refused."""
    whole: list[str] = field(default_factory=list)
    """Patterns of faults about the table, one of each."""
    rows: dict[int, list[str]] = field(default_factory=dict)
    """Patterns of faults about a row."""
    lost: dict[int, set[str]] = field(default_factory=dict)
    """What of a row may be missing."""
    gone: set[int] = field(default_factory=set)
    days: dict[int, tuple[date, str]] = field(default_factory=dict)
    """Day and precision of rows where they are others than before."""
    abroad: bool = False
    """Whether rows of other countries are in the records."""
    about: str = "own.csv"

    def spoil(self, row: int, what: str, *fields: str) -> None:
        """A row has a fault and may lose fields."""
        self.rows.setdefault(row, []).append(what)
        self.lost.setdefault(row, set()).update(fields)

    def spare(self, form: Form, *fields: str) -> None:
        """Every row may lose fields without a fault of its own."""
        for row in range(len(form.rows)):
            self.lost.setdefault(row, set()).update(fields)


Edit = Callable[[Form, random.Random, Expected], bool]
"""Changes a form and what is expected of it; False where it does not apply."""


# ---------------------------------------------------------------------------------------------- harmless edits


def columns_in_another_order(f: Form, r: random.Random, e: Expected) -> bool:
    order = list(range(len(f.header)))
    r.shuffle(order)
    f.header = [f.header[i] for i in order]
    f.rows = [[row[i] for i in order] for row in f.rows]
    return True


def names_in_capitals_and_blanks(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format in ("gpkg", "parquet", "kml") or f.display:
        return False
    f.display = {h: r.choice((f"{h.upper()} ", f" {h.title()}")) for h in f.header}
    return True


def days_as_surely_written(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("date"):
        return False
    weekday = "월화수목금토일"
    notations: list[Callable[[date], object]] = [
        lambda d: d.isoformat(),
        lambda d: f"{d:%Y/%m/%d}",
        lambda d: f"{d:%Y%m%d}",
        lambda d: f"{d.day} {d:%B %Y}",
        lambda d: f"{d:%b} {d.day}, {d.year}",
        lambda d: f"{d:%A, %B} {d.day}, {d.year}",
        lambda d: f"{d:%d-%b-%Y}",
        lambda d: f"{d.day}.{d.month}.{d.year}",
        lambda d: f"{d.day:02d}/{d.month:02d}/{d.year}",
        lambda d: f"{d.month}/{d.day}/{d.year}",
        lambda d: f"{d.year}년 {d.month}월 {d.day}일",
        lambda d: f"{d.year}. {d.month}. {d.day}.({weekday[d.weekday()]})",
        lambda d: f"{d}T05:00:00Z",
        lambda d: f"{d} 14:30",
        lambda d: str((d - date(1899, 12, 30)).days),
    ]
    if f.format == "xlsx":
        notations += [moment, lambda d: (d - date(1899, 12, 30)).days]
    if f.format == "parquet":
        notations.append(moment)
    notation = r.choice(notations)
    _rewrite(f, "date", lambda n: notation(_day(f, n)))
    return True


def months_only(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("date"):
        return False
    notation = r.choice(("%b %Y", "%B %Y", "%Y-%m", "%m/%Y", "%Y년 %m월"))
    _rewrite(f, "date", lambda n: _day(f, n).strftime(notation))
    e.days.update({n: (_day(f, n).replace(day=1), "month") for n in range(len(FACTS))})
    return True


def years_only(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("date"):
        return False
    _rewrite(f, "date", lambda n: r.choice((str(_day(f, n).year), _day(f, n).year)) if f.format != "gpkg" else str(_day(f, n).year))
    e.days.update({n: (_day(f, n).replace(month=1, day=1), "year") for n in range(len(FACTS))})
    return True


def another_encoding(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "csv" or f.encoding != "utf-8":
        return False
    f.encoding = r.choice(("utf-8-sig", "utf-16", "cp949"))
    return True


def another_delimiter(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "csv":
        return False
    f.delimiter, f.quote_all, f.line_end = r.choice(",;\t|"), r.random() < 0.3, r.choice(("\n", "\r\n", "\r"))
    return True


def decimal_commas(f: Form, r: random.Random, e: Expected) -> bool:
    return _coordinates(f, lambda v: f"{v:.4f}".replace(".", ","))


def degrees_minutes_seconds(f: Form, r: random.Random, e: Expected) -> bool:
    def written(v: float) -> str:
        whole = round(v * 3600)
        return f"{whole // 3600}°{whole % 3600 // 60}'{whole % 60}\"{'E' if v > 90 else 'N'}"

    return _coordinates(f, written)


def numbers_as_text_with_blanks(f: Form, r: random.Random, e: Expected) -> bool:
    return _coordinates(f, lambda v: f"{r.choice((' ', chr(160), ''))}{v}{r.choice((' ', chr(160)))}")


def titles_above_the_header(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format not in ("csv", "xlsx") or f.headless:
        return False
    f.above = [[text] for text in r.sample(("Happenings in the DPRK", "Compiled by our team", "자료"), r.randint(1, 3))]
    return True


def empty_rows_below(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format not in ("csv", "xlsx"):
        return False
    f.rows += [["" for _ in f.header] for _ in range(r.randint(1, 3))]
    return True


def days_merged(f: Form, r: random.Random, e: Expected) -> bool:
    at = f.at("date")
    if f.format != "xlsx" or at < 0 or f.rows[0][at] != f.rows[1][at]:
        return False
    f.rows[1][at] = None
    f.merged.append((0, 1))
    return True


def other_sheets_first(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "xlsx":
        return False
    f.sheets_before = [("Notes", "visible"), ("Old", "hidden")][: r.randint(1, 2)]
    return True


def objects_in_objects(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format not in ("json", "jsonl") or f.nested or not f.has("lat", "lon") or f.display:
        return False
    f.wrapped, f.nested = r.random() < 0.5, f.layout == "plain"
    return True


def no_header_where_the_publisher_has_none(f: Form, r: random.Random, e: Expected) -> bool:
    if (f.layout, f.format) != ("gdelt", "csv") or f.above or f.header[1] != "SQLDATE" or not _plain_days(f):
        return False
    f.headless = True
    return True


def renamed_and_asked_for(f: Form, r: random.Random, e: Expected) -> bool:
    role = r.choice(("date", "place", "text", "type"))
    if not f.has(role) or f.headless or f.display:
        return False
    f.display = {f.header[f.at(role)]: "Spalte, neu"}
    f.columns = f'"{role}=Spalte, neu"'
    return True


def a_column_more(f: Form, r: random.Random, e: Expected) -> bool:
    f.header.append("remarkable")
    for n, row in enumerate(f.rows):
        row.append(f"so {n}" if any(v not in (None, "") for v in row) else "")
    return True


# ------------------------------------------------------------------------------------------ edits that spoil


def column_dropped(f: Form, r: random.Random, e: Expected) -> bool:
    role = r.choice(("id", "date", "place", "lat", "lon", "type", "text", "actor", "url", "geo", "days", "country"))
    at = f.at(role)
    if at < 0 or f.headless or (role == "date" and f.merged) or (f.nested and role in ("lat", "lon")):
        return False
    del f.header[at]
    for row in f.rows:
        del row[at]
    if role == "date":
        e.whole.append("no column of days")
        e.spare(f, "date")
        e.days.clear()
    elif role in ("lat", "lon"):
        e.whole.append("coordinates are not read")
        e.spare(f, "position")
    elif role in ("geo", "days"):
        e.whole.append("without its column")
        e.spare(f, "precision")
    elif role == "country":
        e.abroad = True
    else:
        e.spare(f, {"actor": "actors"}.get(role, role), "title", "type", *_of_text(f, role))
    return True


def coordinates_swapped_in_a_row(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("lat", "lon"):
        return False
    row = _some_row(r)
    lat, lon = f.at("lat"), f.at("lon")
    f.rows[row][lat], f.rows[row][lon] = f.rows[row][lon], f.rows[row][lat]
    e.spoil(row, "coordinates .*(swapped|are no numbers)" if _signed(f) else "swapped", "position")
    return True


def coordinates_swapped_in_the_header(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("lat", "lon") or f.headless or _signed(f):
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
        day = _day(f, n)
        if day.day > 12:  # so that no cell tells the order
            day = day.replace(day=day.day % 12 + 1)
            e.days[n] = (day, "day")
        else:
            e.days.pop(n, None)
        first, second = (day.month, day.day) if month_first else (day.day, day.month)
        f.rows[n][at] = f"{first:02d}/{second:02d}/{day.year}"
        if day.day != day.month:
            e.spoil(n, "is two days", "date")
    return True


def a_day_of_two_figures(f: Form, r: random.Random, e: Expected) -> bool:
    return _cell(f, r, e, "date", ("20/11/24", "20-Nov-24", "11.3.24"), "two digits")


def a_day_that_is_none(f: Form, r: random.Random, e: Expected) -> bool:
    wrong = ("soon", "2024-02-30", "31/02/2024", "20 - 22 November 2024", "13/13/2024", "2024-13-01", "미상", "9999999")
    return _cell(f, r, e, "date", wrong, "date .* is no day")


def a_coordinate_that_is_none(f: Form, r: random.Random, e: Expected) -> bool:
    if f.geometric:
        return False
    role = r.choice(("lat", "lon"))
    return _cell(f, r, e, role, ("north", "39..3", "nan", "1e999", "--", "3 9", "39°75'00\"N"), "coordinates", "position")


def half_a_position(f: Form, r: random.Random, e: Expected) -> bool:
    if f.geometric or not f.has("lat", "lon"):
        return False
    return _cell(f, r, e, r.choice(("lat", "lon")), ("",), "has no l", "position")


def nought_nought(f: Form, r: random.Random, e: Expected) -> bool:
    return _position(f, r, e, (0.0, 0.0), "0, 0 stand for none")


def far_from_the_place_named(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("place", "lat", "lon") or f.nested:
        return False
    row = _some_row(r)
    other = FACTS[(row + r.choice((2, 3, 5))) % len(FACTS)]
    return _position(f, r, e, (other.lat, other.lon), "km from", row)


def across_the_line(f: Form, r: random.Random, e: Expected) -> bool:
    return f.has("place") and _position(f, r, e, (35.1, 129.0), "km from|outside of the DPRK")


def cells_left_empty(f: Form, r: random.Random, e: Expected) -> bool:
    role = r.choice(("date", "place", "text", "type", "actor", "url"))
    at = f.at(role)
    if at < 0 or (role == "date" and f.merged):
        return False
    row = _some_row(r)
    f.rows[row][at] = None if f.format in ("parquet", "gpkg", "json") else ""
    field_ = {"actor": "actors"}.get(role, role)
    e.lost.setdefault(row, set()).update({field_, "title", "type", *_of_text(f, role)} if role != "date" else {"date"})
    if role == "date":
        e.days.pop(row, None)
    return True


def a_formula_without_value(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "xlsx":
        return False
    role = r.choice(("date", "lat", "place", "type", "text"))
    lost = {"lat": ("position",), "text": ("text", "title", "type", *_of_text(f, role))}.get(role, (role,))
    return _cell(f, r, e, role, ("=A1", "=DATE(2024,11,20)", '=IF(1,"Haeju","")'), "formula without a saved value", *lost)


def an_error_for_a_value(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "xlsx":
        return False
    role = r.choice(("date", "lat", "place", "type", "text"))
    lost = {"lat": ("position",), "text": ("text", "title", "type", *_of_text(f, role))}.get(role, (role,))
    return _cell(f, r, e, role, ("#REF!", "#N/A", "#VALUE!", "#DIV/0!"), "is the error", *lost)


def a_formula_in_text(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format == "xlsx":
        return False
    return _cell(f, r, e, "date", ("=TODAY()", "=A1", "+1+1", "@SUM(A1)"), "date .* is no day")


def a_truth_value(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format not in ("xlsx", "json", "jsonl"):
        return False
    return _cell(f, r, e, "date", (True, False), "date .* is no day")


def the_same_id_twice(f: Form, r: random.Random, e: Expected) -> bool:
    at = f.at("id")
    if at < 0:
        return False
    row = r.randrange(1, len(FACTS))
    f.rows[row][at] = f.rows[r.randrange(row)][at]
    e.spoil(row, "stands twice", "id")
    return True


def a_code_nobody_knows(f: Form, r: random.Random, e: Expected) -> bool:
    role = r.choice(("geo", "days"))
    return _cell(f, r, e, role, (9, "9") if f.format == "xlsx" else ("9", "exact"), "is no code", "precision")


def a_row_cut_short(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "csv" or f.quote_all:
        return False
    row = _some_row(r)
    cells = [_shown(f, c) for c in f.rows[row]]
    f.raw_lines[row] = f.delimiter.join(cells[: r.randint(1, len(cells) - 1)])
    e.spoil(row, "cells in a row of", *_FIELDS, "precision")
    e.days.pop(row, None)
    return True


def a_delimiter_too_many(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "csv" or f.quote_all:
        return False
    row = _some_row(r)
    cells = [_shown(f, c) for c in f.rows[row]]
    cells.insert(r.randrange(len(cells)), "x")
    f.raw_lines[row] = f.delimiter.join([*cells, "y"])
    e.spoil(row, "cells in a row of", *_FIELDS, "precision", "anything")
    e.days.pop(row, None)
    return True


def a_quotation_mark_not_closed(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "csv" or f.quote_all:
        return False
    row = _some_row(r)
    cells = [_shown(f, c) for c in f.rows[row]]
    at = r.randrange(len(cells))
    cells[at] = f'"{cells[at]}'
    f.raw_lines[row] = f.delimiter.join(cells)
    e.spoil(row, "quotation mark", *_FIELDS, "precision", "anything")
    e.days.pop(row, None)
    return True


def a_line_in_another_encoding(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "csv" or f.layout != "korean" or f.encoding not in ("utf-8", "utf-8-sig") or f.line_end == "\r":
        return False
    if not f.has("place"):
        return False
    row = _some_row(r)
    f.foreign_lines = {row}
    e.spoil(row, "in another encoding")
    return True


def a_line_that_is_no_json(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format != "jsonl":
        return False
    row = _some_row(r)
    f.raw_lines[row] = r.choice(('{"id": 1,', "null}", "[1, 2]", "soon", "{'a': 1}"))
    e.spoil(row, "no JSON|no object")
    e.gone.add(row)
    return True


def a_column_named_twice(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format not in ("csv", "xlsx") or f.headless or f.display:
        return False
    at = r.randrange(len(f.header))
    f.header = [*f.header, f.header[at]]
    for row in f.rows:
        row.append("other" if any(v not in (None, "") for v in row) else "")
    e.whole.append("stands twice")
    return True


def header_lost(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format not in ("csv", "xlsx") or f.above or f.layout == "gdelt" or f.sheets_before or f.headless or f.columns:
        return False
    f.headless, f.display = True, {}
    e.refused = "looks like a row of values"
    return True


HARMLESS: tuple[Edit, ...] = (
    columns_in_another_order, names_in_capitals_and_blanks, days_as_surely_written, months_only, years_only,
    another_encoding, another_delimiter, decimal_commas, degrees_minutes_seconds, numbers_as_text_with_blanks,
    titles_above_the_header, empty_rows_below, days_merged, other_sheets_first, objects_in_objects,
    no_header_where_the_publisher_has_none, renamed_and_asked_for, a_column_more,
)  # fmt: skip
SPOILING: tuple[Edit, ...] = (
    column_dropped, coordinates_swapped_in_a_row, coordinates_swapped_in_the_header, days_that_may_be_months,
    a_day_of_two_figures, a_day_that_is_none, a_coordinate_that_is_none, half_a_position, nought_nought,
    far_from_the_place_named, across_the_line, cells_left_empty, a_formula_without_value, an_error_for_a_value,
    a_formula_in_text, a_truth_value, the_same_id_twice, a_code_nobody_knows, a_row_cut_short, a_delimiter_too_many,
    a_quotation_mark_not_closed, a_line_in_another_encoding, a_line_that_is_no_json, a_column_named_twice, header_lost,
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What came of one case."""

    layout: str
    format: str
    edits: tuple[str, ...]
    result: str
    """"the same", "faults named", "refused", or "WRONG"."""
    wrong: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def case(seed: int, folder: Path) -> Outcome:
    """One random table with its edits, read and judged."""
    r = random.Random(seed)
    while (pair := (r.choice(LAYOUTS), r.choice(FORMATS))) in ODD:
        pass
    f, expected, made = form(*pair), Expected(), []
    touched: set[str] = set()
    for edit in r.sample(HARMLESS, k=r.choice((0, 1, 1, 2, 3))):
        group = _GROUPS.get(edit.__name__, edit.__name__)
        if group not in touched and edit(f, r, expected):
            touched.add(group)
            made.append(edit.__name__)
    if r.random() < 0.8:
        for edit in r.sample(SPOILING, k=len(SPOILING)):
            if _GROUPS.get(edit.__name__) not in touched and edit(f, r, expected):
                made.append(edit.__name__)
                break
    path = write(f, folder)
    return judged(f, expected, tuple(made), path)


#: Edits of which one at most is made, as they are about the same cells.
_GROUPS = {
    "days_as_surely_written": "days", "months_only": "days", "years_only": "days", "days_that_may_be_months": "days",
    "decimal_commas": "degrees", "degrees_minutes_seconds": "degrees", "numbers_as_text_with_blanks": "degrees",
}  # fmt: skip


def judged(f: Form, e: Expected, made: tuple[str, ...], path: Path) -> Outcome:
    """Read a file and compare what comes with what must."""
    faults: list[GeoError] = []
    refused: GeoError | None = None
    records: list[Record] = []
    try:
        records = list(read_records(path, faults.append, columns=f.columns))
    except GeoError as error:
        refused = error
    said = tuple(map(str, [*faults, *([refused] if refused else [])]))
    wrong = [f"a message without its file: {text}" for text in said if path.name not in text]
    if e.refused:
        if refused is None or not re.search(e.refused, str(refused)):
            wrong.append(f"should be refused: {e.refused}")
        return Outcome(f.layout, f.format, made, "WRONG" if wrong else "refused", tuple(wrong), said)
    if refused is not None:
        return Outcome(f.layout, f.format, made, "WRONG", (f"refused: {refused}",), said)
    wrong += _messages(f, e, [str(x) for x in faults])
    wrong += _rows(f, e, records)
    result = "WRONG" if wrong else "faults named" if faults else "the same"
    return Outcome(f.layout, f.format, made, result, tuple(wrong), said)


def _messages(f: Form, e: Expected, faults: list[str]) -> list[str]:
    wrong, left = [], list(faults)
    wanted = [(pattern, "") for pattern in e.whole]
    wanted += [(pattern, f.where(row)) for row, patterns in e.rows.items() for pattern in patterns]
    if e.abroad:
        wanted += [("outside of the DPRK", f.where(len(FACTS) + n)) for n in range(f.abroad)]
    for pattern, where in wanted:
        found = next((m for m in left if re.search(pattern, m) and f" {where}" in m), None)
        if found is None:
            wrong.append(f"no message {pattern!r} for {where or 'the table'}")
        else:
            left.remove(found)
    # A row that is spoilt may say more than one thing.
    spoilt = [f" {f.where(row)}" for row in e.rows]
    return wrong + [f"a message too many: {m}" for m in left if not any(where in m for where in spoilt)]


def _rows(f: Form, e: Expected, records: list[Record]) -> list[str]:
    # A row whose cells are shifted may say that it lies abroad; its fault names it.
    shifted = {n for n, fields in e.lost.items() if "anything" in fields}
    if len(records) == len(FACTS) + f.abroad * e.abroad - 1 and shifted:
        e.gone |= shifted
    kept = [n for n in range(len(FACTS)) if n not in e.gone]
    count = len(kept) + f.abroad * e.abroad
    if len(records) != count:
        return [f"{len(records)} records where there should be {count}"]
    wrong = []
    for n, record in zip(kept, records, strict=False):
        wrong += [f"row {n}: {what}" for what in _row(f, e, n, record)]
    return wrong + [f"row abroad placed in {r.adm1}" for r in records[len(kept) :] if r.adm1]


def _row(f: Form, e: Expected, n: int, record: Record) -> list[str]:
    fact, lost, wrong = FACTS[n], e.lost.get(n, set()), []
    if "anything" in lost:
        return []
    day, precision = e.days.get(n, (fact.day, "day"))
    if (record.date, record.date_precision) != (day, precision) and not ("date" in lost and record.date is None):
        wrong.append(f"day {record.date} ({record.date_precision}) for {day} ({precision})")
    if record.adm2 != fact.adm2 and not (lost & {"position", "place"} and record.adm2 is None):
        wrong.append(f"county {record.adm2} for {fact.adm2}")
    if f.layout in ("plain", "korean") and record.type != fact.type and not ("type" in lost and record.type in EVENT_TYPES):
        wrong.append(f"type {record.type} for {fact.type}")
    exact = f.layout != "csis" and record.lat is not None and record.lon is not None
    close = exact and abs(record.lat - fact.lat) < 1e-3 and abs(record.lon - fact.lon) < 1e-3
    if f.layout != "csis" and not close and not ("position" in lost and _RANK.index(record.geo_precision) >= 2):
        wrong.append(f"position {record.lat}, {record.lon} ({record.geo_precision})")
    if close and "precision" not in lost and "position" not in lost and record.geo_precision != _precision(f):
        wrong.append(f"precision {record.geo_precision} for {_precision(f)}")
    if f.layout != "gdelt" and record.text != fact.text and "text" not in lost:
        wrong.append(f"text {record.text!r}")
    if f.layout != "csis" and fact.actor not in record.actors and "actors" not in lost:
        wrong.append(f"actors {record.actors}")
    return wrong


def _precision(f: Form) -> str:
    return "locality" if f.layout in ("acled", "ged", "gdelt") else "site"


# ------------------------------------------------------------------------------------------------------ helpers


def _some_row(r: random.Random) -> int:
    return r.randrange(len(FACTS))


def _of_text(f: Form, role: str) -> tuple[str, ...]:
    """What else is lost with the text: the place, where nothing but the text says it."""
    return ("place",) if role == "text" and f.layout == "csis" else ()


def _day(f: Form, n: int) -> date:
    return FACTS[n].day if n < len(FACTS) else date(2024, 6, 1) + timedelta(days=n)


def _plain_days(f: Form) -> bool:
    return all(re.fullmatch(r"\d{8}", str(row[1])) for row in f.rows)


def _rewrite(f: Form, role: str, value: Callable[[int], object]) -> None:
    for n in range(len(FACTS) + f.abroad):
        f.rows[n][f.at(role)] = value(n)
    f.merged = []


def _coordinates(f: Form, written: Callable[[float], str]) -> bool:
    if not f.has("lat", "lon") or f.geometric:
        return False
    for row in f.rows[: len(FACTS) + f.abroad]:
        for role in ("lat", "lon"):
            row[f.at(role)] = written(float(row[f.at(role)]))
    return True


def _signed(f: Form) -> bool:
    """Whether coordinates say by a letter which they are."""
    return "°" in str(f.rows[0][f.at("lat")])


def _cell(
    f: Form, r: random.Random, e: Expected, role: str, values: tuple[object, ...], fault: str, *lost: str
) -> bool:
    at = f.at(role)
    if at < 0 or (role == "date" and f.merged):
        return False
    row = _some_row(r)
    f.rows[row][at] = r.choice(values)
    e.spoil(row, fault, *(lost or (role,)))
    if role == "date":
        e.days.pop(row, None)
    return True


def _position(
    f: Form, r: random.Random, e: Expected, at: tuple[float, float], fault: str, row: int | None = None
) -> bool:
    if not f.has("lat", "lon") or f.nested:
        return False
    row = _some_row(r) if row is None else row
    f.rows[row][f.at("lat")], f.rows[row][f.at("lon")] = at
    e.spoil(row, fault, "position")
    return True


def _shown(f: Form, cell: object) -> str:
    text = "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
    return f'"{text}"' if f.delimiter in text or '"' in text else text
