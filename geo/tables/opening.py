"""Opening a table of any format: told by its content first, its ending second."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.articles import Report
from geo.errors import GeoError, InputError, UnreadableError

from .columns import COLUMNS, matched, parse_columns
from .days import Calendar, calendar
from .delimited import read_delimited
from .layouts import layout_of
from .table import Table
from .values import Raw, listed

__all__ = ["read_table"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file and which of its tables was asked for, empty for the one that fits best."""

    path: Path
    layer: str

    @property
    def name(self) -> str:
        """What messages call it."""
        return str(self.path)


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
        columns needed is read.
    report : callable
        Is given an :class:`~geo.errors.InputError` for each row that is not as it should be.
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
    """
    asked = parse_columns(columns)
    source = _source(path)
    best: Table | None = None
    faults: Sequence[InputError] = ()
    refused: GeoError | None = None
    try:
        for raw in _raws(source, prefer):
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
        raise UnreadableError(f"{source.name}: {error.strerror or error}") from error
    if best is None:
        raise refused or UnreadableError(f"{source.name}: the file is empty")
    for fault in faults:
        report(fault)
    _complain(best, report)
    return best


def _source(path: str | Path) -> Source:
    text = str(path)
    whole = Path(text)
    if "#" in text and not whole.exists():
        file, _, layer = text.rpartition("#")
        if Path(file).exists():
            return Source(Path(file), layer)
    return Source(whole, "")


def _raws(source: Source, prefer: str) -> Iterator[Raw]:
    """Tables of a file, the one that was asked for or each in its order."""
    path, name, layer = source.path, source.name, source.layer
    with path.open("rb") as file:
        start = file.read(4096)
    ending = path.suffix.casefold()
    if not start.strip():
        raise UnreadableError(f"{name}: the file is empty")
    if start.startswith(b"PK\x03\x04"):
        yield from _packed(path, name, layer, prefer)
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError(
            f"{name}: an old .xls workbook, or one with a password; save it as .xlsx without a password"
        )
    elif start.startswith(b"PAR1"):
        from .vectors import read_parquet

        yield read_parquet(path, name)
    elif start.startswith(b"SQLite format 3") or ending in (
        ".shp",
        ".fgb",
        ".gpx",
        ".gml",
        ".tab",
        ".geojsonl",
    ):
        from .vectors import read_layers

        yield from read_layers(path, name, layer, prefer)
    elif start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        from .kml import read_kml

        yield read_kml(path, name)
    elif _is_json(start, ending):
        from .objects import read_objects

        yield read_objects(path, name)
    else:
        yield read_delimited(path, name)


def _is_json(start: bytes, ending: str) -> bool:
    if ending in (".csv", ".tsv", ".txt"):
        return False  # a cell may begin with a bracket
    return start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") or ending in (
        ".json",
        ".jsonl",
        ".ndjson",
        ".geojson",
    )


def _packed(path: Path, name: str, layer: str, prefer: str) -> Iterator[Raw]:
    try:
        with zipfile.ZipFile(path) as archive:
            inside = archive.namelist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise UnreadableError(f"{name}: a damaged archive ({error}); save it again") from error
    if "xl/workbook.xml" in inside or "[Content_Types].xml" in inside:
        from .workbooks import read_sheets

        yield from read_sheets(path, name, layer, prefer)
    elif any(entry.casefold().endswith(".kml") for entry in inside):
        from .kml import read_kmz

        yield read_kmz(path, name)
    elif "content.xml" in inside:
        raise UnreadableError(f"{name}: an OpenDocument sheet; save it as .xlsx")
    else:
        raise UnreadableError(f"{name}: an archive; give the file in it")


def _table(raw: Raw, file: str, asked: Mapping[str, str], need: Sequence[str]) -> Table:
    """A table with its columns known, and without the rows that say they lie in another country."""
    layout = layout_of(raw.header)
    columns, how = matched(raw, layout, asked)
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
    days = (
        calendar([row.get(columns["date"]) for row in rows], raw.serial) if "date" in columns else Calendar()
    )
    return Table(raw.name, file, columns, raw.header, rows, how, layout, notes, days)


def _complain(table: Table, report: Report) -> None:
    """Report what is wrong with a table as a whole."""
    for one, other in (("lat", "lon"), ("lon", "lat")):
        if one in table.columns and other not in table.columns:
            what = f"a column for {one} ({table.columns[one]}) and none for {other}; coordinates are not read"
            report(InputError(f"{table.path}: {what}"))
    for column in table.layout.lacks(table.header) if table.layout else ():
        what = f"{table.layout.title} without its column {column}" if table.layout else ""
        report(InputError(f"{table.path}: {what}; rows are read as if they were exact"))
    for row, what in table.broken():
        table.fault(row, f"{what}; the row is read without it", report)
