"""Opening a table of any format, with its columns known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from geo.model.errors import GeoError, InputError, Report, UnreadableError
from geo.text.terminal import printed

from .columns import COLUMNS, matched, parse_columns
from .days import Calendar, calendar
from .formats import tables_of
from .layouts import layout_of
from .notes import tell
from .source import seekable, source_of
from .table import Table
from .values import Raw, listed, said

__all__ = ["read_table"]


def read_table(
    path: str | Path,
    report: Report,
    *,
    need: Sequence[str] = (),
    columns: str | Mapping[str, str] | None = None,
    prefer: str = "",
) -> Table:
    """Read a table of any format that is known.

    Parameters
    ----------
    path : path
        ``FILE#NAME`` is the sheet or layer NAME of a file that has several; without it, the first that has the
        columns needed is read. ``-`` is standard input; a pipe is read as a file.
    report : callable
        Is given an :class:`~geo.model.errors.InputError` for each row that is not as it should be.
    need : sequence of str
        Of :data:`COLUMNS`, those of which the table must have at least one; the first is what a sheet or layer
        is chosen by.
    columns : str or mapping of str to str, optional
        Our column -> the file's, where the guess would be another: ``"date=Day,place=Where"``. An empty name
        is for a column that is not to be read.
    prefer : str
        Name of the sheet or layer to try first.

    Raises
    ------
    UnreadableError
        The file is missing, of no format known, damaged, or empty.
    InputError
        It has no header, or none of the columns needed.
    OptionError
        A column or a layer was asked for that the file has not.

    Examples
    --------
    >>> from geo.reference.paths import reference_path
    >>> table = read_table(reference_path("sites.tsv"), print, need=("name",))
    >>> table.columns["korean"], table.cell(table.rows[0], "name")
    ('korean', 'Kim Chaek Iron and Steel Complex')
    """
    asked = parse_columns(columns)
    given = source_of(path)
    best: Table | None = None
    faults: Sequence[InputError] = ()
    refused: GeoError | None = None
    try:
        with seekable(given) as source:
            for raw in tables_of(source, prefer):
                try:
                    table = _table(raw, source.name, asked, need)
                except GeoError as error:  # a sheet of notes beside the table that is meant
                    refused = refused or error
                    continue
                if best is None or (need and need[0] in table.columns):
                    best, faults = table, raw.faults
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
    _complain(best, report)
    tell(best.path, best.notes)
    return best


def _table(raw: Raw, file: str, asked: Mapping[str, str], need: Sequence[str]) -> Table:
    """A table with its columns known, and without the rows that say they lie in another country."""
    layout = layout_of(raw.header)
    columns, how = matched(raw, layout, asked, need)
    if need and not any(n in columns for n in need):
        raise InputError(
            f"{raw.name}, {raw.head}: no column for {' or '.join(need)} among {listed(raw.header)}; "
            f"name it one of {', '.join(COLUMNS[need[0]])}, or say which it is with --columns {need[0]}=NAME"
        )
    rows, notes = raw.rows, list(raw.notes)
    if layout is not None and layout.country in raw.header:
        rows = [row for row in raw.rows if not layout.elsewhere(row)]
        away = len(raw.rows) - len(rows)
        if away:
            notes.append(f"{away:,} row{'s' * (away > 1)} outside of the DPRK by {layout.country}")
    if layout is not None and layout.of in raw.header:
        known = [row for row in rows if said(row.get(layout.of))]
        others = len(rows) - len(known)
        rows = known
        if others:
            notes.append(f"{others:,} row{'s' * (others > 1)} without {layout.of}, which are no events")
    days = (
        calendar([row.get(columns["date"]) for row in rows], raw.serial) if "date" in columns else Calendar()
    )
    return Table(raw.name, file, columns, raw.header, rows, how, layout, notes, days)


def _complain(table: Table, report: Report) -> None:
    """Report what is wrong with a table as a whole."""
    for one, other in (("lat", "lon"), ("lon", "lat")):
        if one in table.columns and other not in table.columns:
            what = f"a column for {one} ({printed(table.columns[one])}) and none for {other}; coordinates are not read"
            report(InputError(f"{table.path}: {what}"))
    for column in table.layout.lacks(table.header) if table.layout else ():
        what = f"{table.layout.title} without its column {column}" if table.layout else ""
        report(InputError(f"{table.path}: {what}; rows are read as if they were exact"))
    for row, what in table.broken():
        table.fault(row, f"{what}; the row is read without it", report)
