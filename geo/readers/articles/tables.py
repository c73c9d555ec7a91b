"""Articles in the rows of tables: CSV and TSV, workbooks, Parquet, and arrays of objects in JSON.

The files are read by the readers of tables; which column is what, is guessed by the headings of such tables
(:mod:`~geo.readers.articles.columns`). Delimited text and Parquet are read row by row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

from geo.model.entities import Article
from geo.model.errors import GeoError, InputError, UnreadableError
from geo.model.urls import host_of
from geo.readers.tables.days import Calendar, calendar
from geo.readers.tables.delimiters import delimiter_of
from geo.readers.tables.formats import tables_of
from geo.readers.tables.grids import Line, rows_of, table_from_lines
from geo.readers.tables.source import Source as TableSource
from geo.readers.tables.streaming import LONGEST, is_plain
from geo.readers.tables.values import WHERE, Broken, Raw, cell_text, listed

from .bodies import FULL_TEXT, Body, article_of
from .columns import FIELDS, article_columns, record_columns
from .fragments import is_markup, plain
from .json_feed import is_json_feed, read_json_feed
from .source import OtherKindError, Source

__all__ = ["read_delimited_articles", "read_json", "read_parquet_articles", "read_table_articles"]

_FIRST = 1_000
"""Number of rows by which columns, and the order of day and month, are known in files that are read row by row."""
_BLOCK = 2**20
_NUMBER = re.compile(r"\d+")
_CUT = re.compile(r"\s*\[\+\d+ chars\]\s*$")
_CUT_OFF = "texts that their provider cut off, with “[+n chars]” at the end"


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of a table as they come."""

    name: str
    header: list[str]
    rows: Iterable[Mapping[str, Any]]
    faults: Sequence[InputError] = ()
    serial: date = date(1899, 12, 30)


def read_table_articles(source: Source) -> Iterator[Article]:
    """Read the articles of a workbook: all visible sheets with a column of texts.

    Raises
    ------
    UnreadableError
        The file is missing, empty or damaged.
    OtherKindError
        No sheet has a column of texts, or the table is one of event records.
    """
    with source.opened() as stream:
        ending = ".xlsx" if stream.read(2) == b"PK" else Path(source.name).suffix
    with source.on_disk(ending) as path:
        yield from _of_tables(source, tables_of(TableSource(path, "", source.name)))


def read_json(source: Source) -> Iterator[Article]:
    """Read the articles of a JSON file: a JSON Feed, or an array of objects.

    Raises
    ------
    UnreadableError
        The file is missing, empty, not valid JSON, or larger than 512 MB.
    OtherKindError
        Its objects have no texts.
    """
    with source.opened() as stream:
        head = stream.read(1024)
    if is_json_feed(head):
        yield from read_json_feed(source)
        return
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise source.empty()
    with source.on_disk(".json") as path:
        yield from _of_tables(source, tables_of(TableSource(path, "", source.name)))


def _of_tables(source: Source, tables: Iterable[Raw]) -> Iterator[Article]:
    refused: OtherKindError | None = None
    found = False
    for raw in _known(source, tables):
        try:
            rows = _Rows(raw.name, raw.header, raw.rows, raw.faults, raw.serial)
            yield from _articles(source, rows, len(raw.rows))
            found = True
        except OtherKindError as error:  # another sheet may have the articles
            refused = refused or error
    if refused and not found:
        raise refused


def _known(source: Source, tables: Iterable[Raw]) -> Iterator[Raw]:
    """Tables of a file; one that has no header or no list of objects is no table of articles."""
    try:
        yield from tables
    except InputError as error:
        raise OtherKindError(str(error)) from error
    except OSError as error:  # also what damaged archives raise, whose parts begin before the file does
        if isinstance(error, GeoError):
            raise
        raise UnreadableError(f"{source.name}: the file is damaged ({error.strerror or error})") from error


def read_delimited_articles(source: Source) -> Iterator[Article]:
    """Read the articles of a CSV or TSV file, row by row where it is UTF-8, else as a whole.

    Raises
    ------
    UnreadableError
        The file is missing, empty, binary, larger than 1 GB, or has a line of more than 16 MB.
    OtherKindError
        It has no column of texts, or is a table of event records.
    """
    with source.on_disk(Path(source.name).suffix) as path:
        try:
            by_row = is_plain(path, source.name)
        except OSError as error:
            raise (
                error if isinstance(error, GeoError) else UnreadableError(f"{source.name}: {error}")
            ) from error
        if not path.stat().st_size:
            raise source.empty()
        if by_row and (rows := _plain_rows(source, path)) is not None:
            yield from _articles(source, rows, _FIRST)
        else:
            yield from _of_tables(source, tables_of(TableSource(path, "", source.name)))


def _plain_rows(source: Source, path: Path) -> _Rows | None:
    """Rows of a UTF-8 file as they come; None where quotation marks are not closed, for the reader of damaged ones."""
    csv.field_size_limit(LONGEST)
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.read(_BLOCK)
        text = head.lstrip("\r\n")
        if not text.strip() or text[:4].casefold() == "sep=":
            return None
        _, delimiter, _ = delimiter_of(text[: text.rfind("\n") + 1] or text)
        file.seek(0)
        try:
            for _ in csv.reader(file, delimiter=delimiter, strict=True):
                pass
        except csv.Error:
            return None
    faults: list[InputError] = []
    lines = _lines(path, delimiter)
    first = list(islice(lines, _FIRST))
    try:
        raw = table_from_lines(source.name, first, faults)
    except InputError as error:
        raise OtherKindError(str(error)) from error

    def rest() -> Iterator[Mapping[str, Any]]:
        for line in lines:
            wrong: list[InputError] = []
            yield from rows_of(raw.name, raw.positions, (line,), wrong)
            for fault in wrong:
                source.report(fault)

    return _Rows(source.name, raw.header, chain(raw.rows, rest()), faults)


def _lines(path: Path, delimiter: str) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        for cells in reader:
            if any(map(str.strip, cells)):
                yield Line(f"line {reader.line_num}", cells)


def read_parquet_articles(source: Source) -> Iterator[Article]:
    """Read the articles of a Parquet file, group by group.

    Raises
    ------
    UnreadableError
        The file is missing, empty or damaged.
    OtherKindError
        It has no column of texts, or is a table of event records.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with source.on_disk(".parquet") as path:
        try:
            file = pq.ParquetFile(path)
            batches = file.iter_batches(batch_size=_FIRST)
            header = [str(name) for name in file.schema_arrow.names]
            yield from _articles(source, _Rows(source.name, header, _batched(batches)), _FIRST)
        except (pa.ArrowException, OSError, ValueError) as error:
            if isinstance(error, GeoError):
                raise
            raise UnreadableError(f"{source.name}: cannot be read as Parquet ({str(error)[:200]})") from error


def _batched(batches: Iterable[Any]) -> Iterator[dict[str, Any]]:
    number = 0
    for batch in batches:
        for row in batch.to_pylist():
            number += 1
            row[WHERE] = f"row {number}"
            yield row


def _articles(source: Source, table: _Rows, sample: int) -> Iterator[Article]:
    """Articles of the rows of a table."""
    rows = iter(table.rows)
    first = list(islice(rows, sample))
    columns = article_columns(table.header, first)
    how = columns.pop("how", "")
    records = record_columns(table.header, columns.get("text", ""))
    if records:
        what = f"a table of event records (columns {listed(records)}); give it with --records"
        raise OtherKindError(f"{table.name}: {what}, or rename the column of texts to body")
    if not columns:
        what = f"no column with the texts of articles among {listed(table.header)}"
        raise OtherKindError(f"{table.name}: {what}; rename it to text, body or content")
    for fault in table.faults:
        source.report(fault)
    days = (
        calendar([row.get(columns["date"]) for row in first], table.serial)
        if "date" in columns
        else Calendar()
    )
    if how == "content":
        source.left_out(f"tables whose text is guessed by its cells, in column {columns['text']!r}", 1)
    for number, row in enumerate(chain(first, rows), 1):
        if how in ("brief", "title"):
            source.left_out(FULL_TEXT, 1)
        where = str(row[WHERE])
        found = _NUMBER.search(where)
        prefix = f"sheet {table.name.rpartition(', sheet ')[2]}, " if ", sheet " in table.name else ""
        body = _body(source, row, columns, how, days, f"{table.name}, {where}")
        line = int(found[0]) if found else number
        article = article_of(source, body, f"{prefix}{where}", f"{source.label}-{number}", line)
        if article is not None:
            yield article


def _body(
    source: Source, row: Mapping[str, Any], columns: Mapping[str, str], how: str, days: Calendar, where: str
) -> Body:
    cells = {ours: cell_text(row.get(columns[ours])) for ours in FIELDS if ours in columns}
    text = cell_text(row.get(columns["text"]))
    if _CUT.search(text):
        text = _CUT.sub("", text)
        source.left_out(_CUT_OFF, 1)
    address, publisher = cells.get("url", ""), cells.get("source", "")
    if not address and host_of(publisher):
        address, publisher = publisher, ""
    return Body(
        text,
        markup=is_markup(text),
        title=plain(cells.get("title", "")),
        day=_day(source, row, columns, days, where),
        id=cells.get("id", ""),
        url=address,
        source=plain(publisher),
        topic=cells.get("topic", ""),
        part={"brief": "summary", "title": "headline"}.get(how, "content"),
        extra={
            name: value if isinstance(value, (int, float)) and value == value else cell_text(value)
            for name, value in row.items()
            if name and not name.startswith("\0") and name not in columns.values() and cell_text(value)
        },
    )


def _day(
    source: Source, row: Mapping[str, Any], columns: Mapping[str, str], days: Calendar, where: str
) -> date | None:
    """The day of a row's date; one that cannot be read is reported."""
    value = row.get(columns.get("date", ""))
    if isinstance(value, Broken) or not cell_text(value):
        return None
    day, precision, why = days.read(value)
    if day is None or precision != "day":
        what = f"{cell_text(value)[:40]!r} {why or 'is no day'}; the article is read without a date"
        source.report(InputError(f"{where}: {what}"))
        return None
    return day
