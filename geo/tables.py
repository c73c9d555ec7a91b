"""Tables of users and publishers: CSV files whose columns are known by their names.

Used for event records and sites alike. A cell that cannot be read is reported with file and row, and the row
is kept without it.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .articles import Report
from .errors import InputError, UnreadableError
from .model import Place
from .plaintext import decode

__all__ = ["COLUMNS", "FAR_KM", "Table", "checked", "read_table"]

#: Our column -> names under which tables have it, in order of preference.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "event_id", "record_id", "event_id_cnty", "globaleventid", "번호"),
    "date": ("date", "event_date", "day", "event date", "date_start", "datetime", "when", "날짜", "일자"),
    "place": (
        "place",
        "location",
        "county",
        "city",
        "where",
        "site_location",
        "where_coordinates",
        "장소",
        "지역",
        "군",
    ),
    "adm2": ("adm2", "pcode", "p-code", "adm2_pcode"),
    "lat": ("lat", "latitude", "y", "위도"),
    "lon": ("lon", "lng", "long", "longitude", "x", "경도"),
    "type": ("type", "event_type", "kind", "category", "유형"),
    "title": ("title", "event", "headline", "event_title", "제목"),
    "text": ("text", "description", "notes", "summary", "details", "comment", "내용", "설명"),
    "url": ("url", "link", "source_url", "resources", "source", "sourceurl", "출처"),
    "name": ("name", "site", "site_name", "facility", "factory", "이름", "시설"),
    "korean": ("korean", "name_ko", "korean_name", "hangul", "한글"),
    "kind": ("kind", "type", "category", "site_kind", "종류"),
}
_MARK = "\0row"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a file, which of its columns is which, and where each row stands."""

    path: str
    columns: Mapping[str, str]
    header: Sequence[str]
    rows: Sequence[dict[str, Any]]

    def cell(self, row: Mapping[str, Any], column: str) -> str:
        """A row's text in one of our columns; empty where the table has no such column."""
        name = self.columns.get(column)
        return (row.get(name) or "").strip() if name else ""

    def line(self, row: Mapping[str, Any]) -> int:
        """Line of the file at which a row ends."""
        return int(row[_MARK])

    def fault(self, row: Mapping[str, Any], what: str, report: Report) -> None:
        """Report something about a row."""
        report(InputError(f"{self.path}, line {self.line(row)}: {what}"))

    def own(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row as the file has it."""
        return {k: v for k, v in row.items() if k and k != _MARK}

    def position(self, row: Mapping[str, Any], report: Report) -> tuple[float | None, float | None]:
        """Latitude and longitude of a row, both or neither."""
        lat, lon = self.cell(row, "lat"), self.cell(row, "lon")
        if not lat and not lon:
            return None, None
        try:
            y, x = _degrees(lat), _degrees(lon)
        except ValueError:
            what = f"coordinates {lat!r}, {lon!r} are no numbers; write 39.26; the row is read without them"
            self.fault(row, what, report)
            return None, None
        if x == 0 and y == 0:
            self.fault(row, "coordinates 0, 0 stand for none; the row is read without them", report)
            return None, None
        if not (math.isfinite(x) and math.isfinite(y) and -90 <= y <= 90 and -180 <= x <= 180):
            hint = "; latitude and longitude may be swapped" if -90 <= x <= 90 and -180 <= y <= 180 else ""
            self.fault(
                row, f"coordinates {lat}, {lon} are on no globe{hint}; the row is read without them", report
            )
            return None, None
        return y, x


def read_table(path: str | Path, report: Report, *, need: Sequence[str] = ()) -> Table:
    """Read a CSV or tab-separated file with a header.

    Parameters
    ----------
    path : path
        In UTF-8, UTF-16, CP949 or Windows-1252.
    report : callable
        Is given an :class:`~geo.errors.InputError` for each row that is not as it should be.
    need : sequence of str
        Of :data:`COLUMNS`, those of which the table must have at least one.

    Raises
    ------
    UnreadableError
        The file is missing, binary, or empty.
    InputError
        It has none of the columns needed.
    """
    name = str(path)
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableError(f"{name}: {error.strerror or error}") from error
    text = decode(content, name)
    if not text.strip():
        raise UnreadableError(f"{name}: the file is empty")
    text = text.lstrip("\ufeff\r\n")
    skipped = decode(content, name).count("\n") - text.count("\n")
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    csv.field_size_limit(2**31 - 1)
    header, rows = _cells(name, text, delimiter, skipped, report)
    twice = sorted({h for h in header if header.count(h) > 1})
    if twice:
        report(
            InputError(
                f"{name}, line {skipped + 1}: column {', '.join(twice)} stands twice; the last one is read"
            )
        )
    columns = _guess(header)
    if need and not any(n in columns for n in need):
        raise InputError(
            f"{name}, line 1: no column for {' or '.join(need)} among {', '.join(header) or 'none'}; "
            f"name it one of {', '.join(COLUMNS[need[0]])}"
        )
    return Table(name, columns, header, rows)


FAR_KM = 30.0
"""How far coordinates may lie from the unit that their row names before they are taken for a mistake."""


def checked(
    table: Table, row: Mapping[str, Any], unit: Place, lat: float, lon: float, report: Report
) -> tuple[float | None, float | None]:
    """Coordinates of a row where they fit the unit that it names; none, and a report, where they are far off.

    Units are drawn to some kilometres, so a point beside its unit is believed.
    """
    from .boundaries import kilometres_to

    pcode = unit.adm2 or unit.adm1
    apart = kilometres_to(pcode, lon, lat) if pcode and unit.country == "KP" else 0.0
    if apart <= FAR_KM:
        return lat, lon
    table.fault(
        row, f"{lat}, {lon} lies {apart:.0f} km from {unit.name}; the row is read without coordinates", report
    )
    return None, None


def _cells(
    name: str, text: str, delimiter: str, skipped: int, report: Report
) -> tuple[list[str], list[dict[str, Any]]]:
    """Header and rows of a table, each row with the line at which it ends.

    A quotation mark that nothing closes would swallow all rows after it, so such a row is reported and its
    lines are read one by one, quotation marks and all.
    """
    lines = list(io.StringIO(text, newline=""))
    header: list[str] = []
    rows: list[dict[str, Any]] = []
    at = 0
    while at < len(lines):
        reader = csv.reader(lines[at:], delimiter=delimiter, strict=True)
        begun = at
        try:
            for cells in reader:
                begun, line = at + reader.line_num, skipped + at + reader.line_num
                if not any(c.strip() for c in cells):
                    continue
                if not header:
                    header = [c.strip() for c in cells]
                    continue
                if len(cells) != len(header):
                    what = f"{len(cells)} cells in a row of {len(header)} columns"
                    report(
                        InputError(
                            f"{name}, line {line}: {what}; is a comma or a quotation mark out of place?"
                        )
                    )
                rows.append({**dict(zip(header, cells, strict=False)), _MARK: str(line)})
            return header, rows
        except csv.Error:
            where = skipped + begun + 1
            report(
                InputError(
                    f"{name}, line {where}: a quotation mark that nothing closes; the line is read as it is"
                )
            )
            cells = lines[begun].rstrip("\r\n").split(delimiter)
            if header:
                rows.append({**dict(zip(header, cells, strict=False)), _MARK: str(where)})
            else:
                header = [c.strip() for c in cells]
            at = begun + 1
    return header, rows


def _degrees(cell: str) -> float:
    """Degrees with a decimal point or comma."""
    return float(cell.replace(",", ".") if cell.count(",") == 1 and "." not in cell else cell)


def _guess(header: Sequence[str]) -> dict[str, str]:
    """Which column of a table is which of ours."""
    folded = {h.strip().casefold().lstrip("\ufeff"): h for h in header}
    return {
        ours: folded[name]
        for ours, names in COLUMNS.items()
        for name in [next((n for n in names if n in folded), "")]
        if name
    }
