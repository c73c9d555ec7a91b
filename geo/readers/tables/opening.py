"""Open a table of any known format and recognise its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import compress
from pathlib import Path
from typing import Any

from geo.model.errors import GeoError, InputError, Note, Report, UnreadableError
from geo.reference.context import Reference
from geo.text.terminal import printed

from .cell_columns import CellColumns, column_of
from .columns import COLUMNS, match_columns, parse_columns
from .coordinate_parts import join_coordinates
from .countries import left_out, side_of
from .days import Calendar, calendar
from .formats import tables_of
from .further import further_columns
from .gdelt_locations import add_places
from .geometry_columns import read_geometries
from .headings import is_missing
from .hxl import read_tags
from .layouts import layout_of
from .sheets import said_by_sheet, without_remarks, without_totals
from .source import seekable, source_of
from .table import Table
from .values import Raw, cell_text, listed

__all__ = ["read_table"]

_PLACES = ("place", "adm2", "adm2_name", "adm1", "adm1_name", "name", "title")
_HAPPENINGS = ("date", "date_end", "year", "text", "url", "actor1")
_TELLING = (*_PLACES, "lat", "point", "text")
_OF_PLACES = "a table of places: no column for a day or a text, so its records are places without a date"
_SHOWN = 15
"""Number of headings that a message names."""


def read_table(
    path: str | Path,
    report: Report,
    *,
    need: Sequence[str] = (),
    columns: str | Mapping[str, str] | None = None,
    prefer: str = "",
    reference: Reference | None = None,
    note: Note | None = None,
) -> Table:
    """Read a table of any known format.

    Parameters
    ----------
    path : path
        ``FILE#NAME`` is the sheet, layer, KML folder or JSON list NAME of a file; without it, the first one with the
        needed columns is read. ``-`` is standard input; pipes are read too.
    report : callable
        Called with an :class:`~geo.model.errors.InputError` for each faulty row.
    need : sequence of str
        Names of :data:`COLUMNS`; the table must have at least one of them. A sheet or layer that has the first is
        preferred.
    columns : str or mapping of str to str, optional
        Our column -> the file's, where it would not be guessed: ``"date=Day,place=Where"``. An empty name excludes
        a column.
    prefer : str
        Name of the sheet or layer to try first.
    reference : Reference, optional
        Its names recognise a column of places, and the table keeps it for later lookups; the bundled one by default.
    note : callable, optional
        Called with each remark that is not an error, with the file's name: sheets that were not read, rows of other
        countries, columns that could not be recognised. ``notes`` of the table has the same remarks.

    Returns
    -------
    Table

    Raises
    ------
    UnreadableError
        The file is missing, in an unknown format, damaged, or empty.
    InputError
        It has no header, or none of the needed columns.
    OptionError
        The file has no such column, sheet or layer.

    Examples
    --------
    >>> from geo.reference.paths import reference_path
    >>> table = read_table(reference_path("sites.tsv"), print, need=("name",))
    >>> table.columns["korean"], table.cell(table.rows[0], "name")
    ('korean', 'Kim Chaek Iron and Steel Complex')
    """
    asked = parse_columns(columns)
    context = reference or Reference.bundled()
    given = source_of(path)
    best: Table | None = None
    plain = False
    faults: Sequence[InputError] = ()
    refused: GeoError | None = None
    try:
        with seekable(given) as source:
            for raw in tables_of(source, prefer):
                try:
                    table = _table(raw, source.name, asked, need, context)
                except GeoError as error:  # another sheet may have the table
                    refused = refused or error
                    continue
                if best is None or (need and need[0] in table.columns):
                    best, faults, plain = table, raw.faults, raw.plain
                if not need or need[0] in table.columns:
                    break
    except OSError as error:
        if isinstance(error, GeoError):
            raise
        raise UnreadableError(f"{given.name}: {error.strerror or error}") from error
    if best is None:
        raise refused or UnreadableError(f"{given.name}: the file is empty")
    for fault in faults:
        report(fault)
    _report_problems(best, need, report)
    for row, what in () if plain else best.broken():
        best.fault(row, f"{what}; the row is read without it", report)
    if note is not None:
        for text in best.notes:
            note(f"{best.path}: {text}")
    return best


def _table(raw: Raw, file: str, asked: Mapping[str, str], need: Sequence[str], reference: Reference) -> Table:
    """A table with its columns recognised, without rows of other countries."""
    read_tags(raw)
    layout = layout_of(raw.header, raw.layout)
    if layout is not None and layout.locations:
        add_places(raw, layout)
    if layout is None or not layout.columns:
        join_coordinates(raw)
        read_geometries(raw)
    columns, how = match_columns(raw, layout, asked, need, reference.gazetteer)
    if need and not any(n in columns for n in need):
        raise InputError(
            f"{raw.name}, {raw.head}: no column for {' or '.join(need)} among {listed(raw.header)}; "
            f"rename it to one of {', '.join(COLUMNS[need[0]][:_SHOWN])}, or choose it with --columns {need[0]}=NAME"
        )
    rows, notes = raw.rows, list(raw.notes)
    if layout is not None and layout.country in raw.header:
        rows = [row for row in raw.rows if not layout.elsewhere(row)]
        away = len(raw.rows) - len(rows) + raw.left_out
        if away:
            notes.append(
                f"{away:,} row{'s' * (away > 1)} left out: outside the DPRK, by column {layout.country}"
            )
    if layout is not None and layout.note:
        notes.append(layout.note)
    if "country" in columns and not (layout is not None and layout.country):
        rows, away_by = _of_the_north(rows, columns["country"])
        notes += [away_by] if away_by else []
    if layout is not None and layout.of in raw.header:
        known = [row for row in rows if cell_text(row.get(layout.of))]
        others = len(rows) - len(known)
        rows = known
        if others:
            notes.append(f"{others:,} row{'s' * (others > 1)} left out: not events, as {layout.of} is empty")
    if layout is None and "date" in need:
        rows, said = without_remarks(rows, raw.header)
        rows, totals = without_totals(rows, columns)
        notes += [*said, *totals]
    further = further_columns(raw, columns, how, layout)
    dated = [columns["date"], *further.get("date", ())] if "date" in columns else []
    cells = column_of(rows, *dated)
    heading = columns.get("date", "")
    days = (
        calendar(dict.fromkeys(cells) if raw.plain else cells, raw.serial, heading) if dated else Calendar()
    )
    if layout is not None and layout.order:
        days = _in_order(days, layout.order)
    every = said_by_sheet(raw.sheet, columns, reference.gazetteer) if need else {}
    notes += [f"{ours} of each row by the name of the sheet: {value}" for ours, value in every.items()]
    named = layout is not None and layout.places
    of_places = "date" in need and not raw.unsettled and not every and (named or _only_places(columns))
    if of_places:
        notes.append(_OF_PLACES)
    return Table(
        raw.name,
        file,
        columns,
        raw.header,
        rows,
        how,
        layout,
        notes,
        days,
        reference,
        further,
        every,
        of_places,
    )


def _in_order(days: Calendar, order: str) -> Calendar:
    """A calendar in which what the column leaves open is settled by the order that the publisher writes."""
    short = {"name between": "dny", "name first": "ndy", "month": "ny", **days.short.order}
    return replace(
        days,
        order={**dict.fromkeys("/.-", order), **days.order},
        short=replace(days.short, order=short),
    )


def _only_places(columns: Mapping[str, str]) -> bool:
    """Whether columns name places, and neither days nor happenings."""
    return not columns.keys().isdisjoint(_PLACES) and columns.keys().isdisjoint(_HAPPENINGS)


def _of_the_north(rows: Sequence[dict[str, Any]], column: str) -> tuple[Sequence[dict[str, Any]], str]:
    """The rows that are not of another country, and a remark on the others."""
    names = [cell_text(cell) for cell in column_of(rows, column)]
    side = {name: side_of("" if is_missing(name) else name) for name in set(names)}
    ours = [side[name] not in ("other", "south") for name in names]
    if all(ours):
        return rows, ""
    kept = rows.where(ours) if isinstance(rows, CellColumns) else list(compress(rows, ours))
    away = (name for name, own in zip(names, ours, strict=True) if not own)
    return kept, left_out(away, printed(column))


def _report_problems(table: Table, need: Sequence[str], report: Report) -> None:
    """Report problems of a table as a whole."""
    if "date" in need and table.columns.keys().isdisjoint(_TELLING) and not table.every:
        what = f"no column says what happened or where, among {listed(table.header)}"
        report(InputError(f"{table.path}: {what}; name them with --columns place=NAME,text=NAME"))
    for one, other in (("lat", "lon"), ("lon", "lat")):
        if one in table.columns and other not in table.columns:
            what = f"a column for {one} ({printed(table.columns[one])}) but none for {other}; coordinates are not read"
            report(InputError(f"{table.path}: {what}"))
    for column in table.layout.lacks(table.header) if table.layout else ():
        what = f"{table.layout.title} without the column {column}" if table.layout else ""
        report(InputError(f"{table.path}: {what}; rows are read as if they were exact"))
