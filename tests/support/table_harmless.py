"""Edits after which a table must give the same records, or the same to the month or year, without a word."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from tests.support.table_expected import Edit, Expected, day_of, plain_days, rewrite, with_coordinates
from tests.support.table_forms import FACTS, Form, form, moment
from tests.support.table_headings import HEADINGS


def columns_in_another_order(f: Form, r: random.Random, e: Expected) -> bool:
    if f.headless:
        return False
    order = list(range(len(f.header)))
    r.shuffle(order)
    f.header = [f.header[i] for i in order]
    f.rows = [[row[i] for i in order] for row in f.rows]
    return True


def names_in_capitals_and_blanks(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format in ("gpkg", "parquet", "kml") or f.display or f.nested:
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
    rewrite(f, "date", lambda n: notation(day_of(f, n)))
    return True


def months_only(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("date"):
        return False
    notation = r.choice(("%b %Y", "%B %Y", "%Y-%m", "%m/%Y", "%Y년 %m월"))
    rewrite(f, "date", lambda n: day_of(f, n).strftime(notation))
    e.days.update({n: (day_of(f, n).replace(day=1), "month") for n in range(len(FACTS))})
    return True


def years_only(f: Form, r: random.Random, e: Expected) -> bool:
    if not f.has("date"):
        return False
    rewrite(
        f,
        "date",
        lambda n: (
            r.choice((str(day_of(f, n).year), day_of(f, n).year))
            if f.format != "gpkg"
            else str(day_of(f, n).year)
        ),
    )
    e.days.update({n: (day_of(f, n).replace(month=1, day=1), "year") for n in range(len(FACTS))})
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
    return with_coordinates(f, lambda v: f"{v:.4f}".replace(".", ","))


def degrees_minutes_seconds(f: Form, r: random.Random, e: Expected) -> bool:
    def written(v: float) -> str:
        whole = round(v * 3600)
        return f"{whole // 3600}°{whole % 3600 // 60}'{whole % 60}\"{'E' if v > 90 else 'N'}"

    return with_coordinates(f, written)


def numbers_as_text_with_blanks(f: Form, r: random.Random, e: Expected) -> bool:
    blank = " " if f.format == "csv" else r.choice((" ", "\u00a0"))
    return with_coordinates(f, lambda v: f"{blank}{v}{blank}")


def titles_above_the_header(f: Form, r: random.Random, e: Expected) -> bool:
    if f.format not in ("csv", "xlsx") or f.headless:
        return False
    f.above = [
        [text]
        for text in r.sample(("Happenings in the DPRK", "Compiled by our team", "자료"), r.randint(1, 3))
    ]
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
    if (f.layout, f.format) != ("gdelt", "csv") or f.above or not plain_days(f):
        return False
    if f.display or f.header != form("gdelt", "csv").header:
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
    if f.headless:
        return False
    f.header.append("remarkable")
    for n, row in enumerate(f.rows):
        row.append(f"so {n}" if any(v not in (None, "") for v in row) else "")
    return True


HARMLESS: tuple[Edit, ...] = (
    columns_in_another_order, names_in_capitals_and_blanks, days_as_surely_written, months_only, years_only,
    another_encoding, another_delimiter, decimal_commas, degrees_minutes_seconds, numbers_as_text_with_blanks,
    titles_above_the_header, empty_rows_below, days_merged, other_sheets_first, objects_in_objects,
    no_header_where_the_publisher_has_none, renamed_and_asked_for, a_column_more, *HEADINGS,
)  # fmt: skip
