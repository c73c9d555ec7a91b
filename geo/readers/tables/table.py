"""A table with recognised columns: cells by our column names, and errors that name file and row."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import repeat
from typing import Any

from geo.model.entities import Place
from geo.model.errors import InputError, Report
from geo.reference.boundaries.extent import FAR_KM, around
from geo.reference.context import Reference
from geo.reference.written_codes import written_code
from geo.reference.written_points import angle, last_digit, written_point
from geo.text.coordinates import DEGREE_KM, Angle, Point
from geo.text.terminal import printed

from .cell_columns import CellColumns
from .date_parts import YEAR_PARTS, joined, with_year
from .days import Calendar, Days
from .headings import is_missing
from .layouts import Layout
from .values import EXTENT, LAT, LON, WHERE, Broken, cell_text

__all__ = ["Table", "far_from"]

_LAST_YEAR = 2100
_REMEMBERED = 50_000
_Reader = Callable[[Mapping[str, Any]], str]
_NO_DAYS = Days(None, None)
_OF_SITES = ("name", "korean", "kind")
_FREE = ("id", "title", "text", "name")
"""Columns of free text, where "unknown" may be a word."""
_HOW = {"tag": " (by its tag)", "content": " (guessed by content)", "asked": " (as asked)"}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a file, with the mapping of its columns to ours.

    Attributes
    ----------
    path, file : str
        Names in messages: the file with its sheet or layer where it has several, and the file alone.
    columns : mapping of str to str
        Our column -> the file's; :data:`geo.readers.tables.COLUMNS` lists ours.
    header : sequence of str
        All columns of the file.
    rows : sequence of dict
        Cells by the file's column, with the keys of :mod:`geo.readers.tables.values`.
    how : mapping of str to str
        Our column -> ``"name"``, ``"content"``, ``"layout"`` or ``"asked"``: how the file's column was found.
    layout : Layout, optional
        The publisher's layout, where the table has one.
    notes : sequence of str
        Remarks that are not errors: sheets not read, rows of other countries.
    calendar : Calendar
        How the date column writes its dates.
    reference : Reference
        Its names and boundaries locate the rows.
    further : mapping of str to sequence of str
        Our column -> further columns of the file, read where the one of ``columns`` is empty.
    every : mapping of str to str
        Our column -> what holds for every row though no column says it, such as the place that a sheet is named after.
    of_places : bool
        Whether it is a table of places or of their statistics: it names places, and neither days nor happenings.
    """

    path: str
    file: str
    columns: Mapping[str, str]
    header: Sequence[str]
    rows: Sequence[dict[str, Any]]
    how: Mapping[str, str] = field(default_factory=dict)
    layout: Layout | None = None
    notes: Sequence[str] = ()
    calendar: Calendar = field(default_factory=Calendar)
    reference: Reference = field(default_factory=Reference.bundled)
    further: Mapping[str, Sequence[str]] = field(default_factory=dict)
    every: Mapping[str, str] = field(default_factory=dict)
    of_places: bool = False
    _readers: dict[str, _Reader] = field(default_factory=dict, init=False, repr=False, compare=False)
    """How the cells of a column of ours are read, each found out once and not for each row."""
    _days: dict[str, dict[str, Days]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Days of the cells of a column that nothing but the cell decides."""

    @property
    def column_summary(self) -> str:
        """The column mapping as text, for the user to check."""
        shown = ((ours, name) for ours, name in self.columns.items() if ours not in _OF_SITES)
        parts = self.layout.parts if self.layout else {}
        names = ", ".join(
            f"{ours}={' or '.join(map(printed, (name, *self.further.get(ours, ()))))}{_HOW.get(self.how[ours], '')}"
            for ours, name in ((o, "+".join(parts.get(o, (n,)))) for o, n in shown)
        )
        return f"{self.layout.title}: {names}" if self.layout and self.layout.columns else names

    def value(self, row: Mapping[str, Any], column: str) -> Any:
        """Return the cell of a row in one of our columns, as the file has it; None without such a column."""
        name = self.columns.get(column)
        value = row.get(name) if name else None
        for other in self.further.get(column, ()):
            if value not in ("", None):
                break
            value = row.get(other)
        if self.layout is None:
            return value
        if column == "date_end" and self.layout.lasts:
            first = self.calendar.read(self.value(row, "date"))[0]
            return first + timedelta(days=self.layout.lasts - 1) if first else None
        if isinstance(value, str) and value.strip().casefold() in self.layout.empty:
            return None
        return self.layout.moment(row, column, value) if column in ("date", "date_end") else value

    def cell(self, row: Mapping[str, Any], column: str) -> str:
        """Return the cell of a row in one of our columns as text; empty without such a column.

        Labels of the publisher's page are left out, and what holds for every row of the publisher is filled in.
        """
        read = self._readers.get(column)
        if read is None:
            read = self._readers[column] = self._reader(column)
        return read(row)

    def _reader(self, column: str) -> _Reader:
        """How the cells of a column are read: the plainest way that does."""
        name, default = self.columns.get(column), self.every.get(column, "")
        of_code = column == "adm1_name" and "adm1" in self.columns
        if name is None and column not in self.further and (column != "adm1_name" or not of_code):
            constant = default or (self.layout.every.get(column, "") if self.layout else "")
            if column == "adm1_name":
                constant = self._any_cell({}, column)
            return lambda row: constant
        if name is None or of_code or self.layout is not None or self.further:
            return partial(self._any_cell, column=column)
        free = column in _FREE

        def plain(row: Mapping[str, Any]) -> str:
            value = row.get(name)
            text = (value.strip() if type(value) is str else cell_text(value)) or default
            return "" if not free and is_missing(text) else text

        return plain

    def _any_cell(self, row: Mapping[str, Any], column: str) -> str:
        """The cell of a row in one of our columns, whatever the table has of it."""
        text = cell_text(self.value(row, column)) or self.every.get(column, "")
        if column not in _FREE and is_missing(text):
            text = ""
        if not text and column == "adm1_name" and "adm1" in self.columns:
            code = self.cell(row, "adm1")
            text = self.reference.gazetteer.name(written_code(code, self.reference.gazetteer)) or code
        if self.layout is None:
            return text
        for label in self.layout.labels:
            text = text.removesuffix(label).rstrip()
        return text or self.layout.every.get(column, "")

    def texts(self, column: str) -> Iterator[str]:
        """Yield the cell of each row in one of our columns as text, as :meth:`cell` gives it."""
        name = self.columns.get(column)
        alone = (
            self.layout is None and not self.further and (column != "adm1_name" or "adm1" not in self.columns)
        )
        if alone and name is None:
            return repeat(self.cell({}, column), len(self.rows))
        if alone and name is not None and isinstance(self.rows, CellColumns):
            return (self.cell({name: value}, column) for value in self.rows.column(name))
        return (self.cell(row, column) for row in self.rows)

    def says(self, *columns: str) -> bool:
        """Whether any of some columns of ours may have a cell that is not empty.

        Examples
        --------
        >>> Table("own.csv", "own.csv", {"place": "Where"}, ["Where"], []).says("adm1_name", "adm2_name")
        False
        """
        filled = {*self.columns, *self.further, *self.every}
        return self.layout is not None or not filled.isdisjoint(columns)

    def cells(self, row: Mapping[str, Any], *columns: str) -> tuple[str, ...]:
        """Return the texts of several columns that are not empty."""
        return tuple(filter(None, (self.cell(row, c) for c in columns)))

    def fault(self, row: Mapping[str, Any], what: str, report: Report) -> None:
        """Report an error in a row."""
        report(InputError(f"{self.path}, {row[WHERE]}: {what}"))

    def line(self, row: Mapping[str, Any]) -> int:
        """Return the line number of a row, or its row number where the file has no lines."""
        return int(str(row[WHERE]).rsplit(" ", 1)[-1])

    def own(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row by the file's columns, its values fit for JSON."""
        return {k: v if type(v) is str else _plain(v) for k, v in row.items() if k and k[0] != "\0"}

    def broken(self) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield each row with an unusable cell in a column that is read, and what is wrong with the cell."""
        codes = self.layout.codes if self.layout else {}
        used = {c.column: about for about, several in codes.items() for c in several}
        used |= {name: ours for ours, name in reversed(list(self.columns.items()))}
        for row in self.rows:
            for name, ours in used.items():
                value = row.get(name)
                if isinstance(value, Broken):
                    yield row, f"{ours} ({printed(name)}) {value.why}"

    def days(self, row: Mapping[str, Any], report: Report, column: str = "date") -> Days:
        """Return the days that a row names; an unreadable date is reported, and no days.

        A date may also be in columns for year, month and day, or have its year in one of them.

        Parameters
        ----------
        row : mapping
        report : callable
        column : {"date", "date_end"}
        """
        kept = self._days.get(column)
        if kept is not None:
            value = row.get(self.columns[column])
            days = kept.get(value) if type(value) is str else None
            if days is not None:
                return days
        parts = YEAR_PARTS[column]
        own = column in self.columns or column in self.further
        if not (own or (self.layout is not None and column == "date_end")) and parts[0] not in (
            *self.columns,
            *self.every,
        ):
            return _NO_DAYS
        value = self.value(row, column)
        text = cell_text(value)
        known = None if is_missing(text) else self.calendar.days(value)
        dated = parts[0] in self.columns or parts[0] in self.every
        if dated and (known is None or known.why == "has no year"):
            year, month, day = (self.cell(row, part) for part in parts)
            if known is None and (year or month or day):
                text, known = "-".join(filter(None, (year, month, day))), joined(year, month, day)
                if known.first is None and text == year:  # "2019/20", "c. 1995"
                    known = self.calendar.days(year)
            elif known is not None:
                known = with_year(text, year, self.calendar)
        if known is None:
            return Days(None, None)
        if known.first is not None and known.first.year > _LAST_YEAR:
            known = Days(None, None, None, "lies too far ahead for anything but 'no end' or 'not known'")
        if known.first is None:
            what = f"{column} {text[:40]!r} {known.why}; write it as 2024-11-20; the row is read without {column}"
            self.fault(row, what, report)
            return Days(None, None)
        if not dated and self.layout is None and column in self.columns and column not in self.further:
            self._days.setdefault(column, {})
            if type(value) is str and len(self._days[column]) < _REMEMBERED:
                self._days[column][value] = known
        return known

    def code(self, row: Mapping[str, Any], about: str, report: Report, *, wanted: bool = True) -> str | None:
        """Translate a row's publisher code into our terms; an unknown code is reported and None.

        Parameters
        ----------
        row : mapping
        about : {"geo_precision", "date_precision", "type"}
        report : callable
        wanted : bool, default True
            Whether an empty code is reported too.
        """
        if self.layout is None:
            return None
        found, unknown = self.layout.code(row, about)
        if unknown and (wanted or not unknown.endswith("is empty")):
            self.fault(row, f"{unknown}; the row is read as if it were exact", report)
        return found

    def extent(self, row: Mapping[str, Any]) -> float | None:
        """Return the extent of a row's geometry in kilometres; None without a geometry."""
        value = row.get(EXTENT)
        return float(value) if value is not None else None

    def position(self, row: Mapping[str, Any], report: Report) -> tuple[float | None, float | None]:
        """Return latitude and longitude of a row in degrees, both or neither; unusable ones are reported."""
        found = self.point(row, report)
        return (found.lat, found.lon) if found else (None, None)

    def point(self, row: Mapping[str, Any], report: Report) -> Point | None:
        """Return the point of a row, with the size of its last digit; None without one, unusable ones are reported."""
        lat, lon = self.cell(row, "lat"), self.cell(row, "lon")
        # Coordinate columns are better than a point inside an area, but not than a point geometry.
        if row.get(LAT) is not None and not (row[EXTENT] and lat and lon):
            y, x = row[LAT], row[LON]
            step = min(last_digit(y), last_digit(x)) * DEGREE_KM
            return self._on_globe(row, Point(y, x, step, "geometry"), f"{y:g}, {x:g}", report)
        if not lat and not lon:
            return self._pair(row, report)
        if (not lat or not lon) and not {"lat", "lon"} <= self.columns.keys():
            return self._pair(row, report)
        if not lat or not lon:
            missing = "longitude" if lat else "latitude"
            what = f"{(lat or lon)[:30]!r} has no {missing}; the row is read without coordinates"
            self.fault(row, what, report)
            return None
        try:
            y, x = self._angle(lat, "lat"), self._angle(lon, "lon")
        except ValueError:
            numbers = f"coordinates {lat[:30]!r}, {lon[:30]!r} are not numbers"
            what = f"{numbers}; write them as 39.26; the row is read without them"
            self.fault(row, what, report)
            return None
        found = Point(y.degrees, x.degrees, min(y.step, x.step) * DEGREE_KM, "degrees")
        return self._on_globe(row, found, f"{lat}, {lon}", report)

    @staticmethod
    def _angle(text: str, axis: str) -> Angle:
        """One coordinate; a number that is out of range is returned too, to be reported as such."""
        for which in (axis, ""):
            try:
                return angle(text, which)
            except ValueError:
                continue
        return Angle(float(text), 0.0, axis)

    def _pair(self, row: Mapping[str, Any], report: Report) -> Point | None:
        """A point from one cell."""
        both = self.cell(row, "point")
        if not both:
            return None
        try:
            found, why = written_point(both), ""
        except ValueError as error:
            found, why = None, f" ({error})"
        if found is None:
            what = f"coordinates {both[:40]!r} are not a pair{why}"
            self.fault(row, f"{what}; write 39.26, 126.3; the row is read without them", report)
            return None
        return self._on_globe(row, found, both[:40], report)

    def _on_globe(self, row: Mapping[str, Any], found: Point, given: str, report: Report) -> Point | None:
        lat, lon = found.lat, found.lon
        if lat == 0 and lon == 0:
            self.fault(row, "coordinates 0, 0 count as missing; the row is read without them", report)
            return None
        if math.isfinite(lat) and math.isfinite(lon) and -90 <= lat <= 90 and -180 <= lon <= 180:
            return found
        if around(lat=lon, lon=lat):
            hint = "; latitude and longitude are swapped"
        elif -90 <= lon <= 90 and -180 <= lat <= 180:
            hint = "; latitude and longitude may be swapped"
        else:
            hint = ""
        self.fault(row, f"coordinates {given} are out of range{hint}; the row is read without them", report)
        return None


def far_from(
    table: Table, row: Mapping[str, Any], unit: Place, lat: float, lon: float, report: Report
) -> bool:
    """Whether the point of a row is far from the unit that it names; that is reported.

    Boundaries are only exact to some kilometres, so a point up to ``FAR_KM`` from its unit is not far.

    Parameters
    ----------
    table : Table
    row : mapping
    unit : Place
        The county or province that the row names.
    lat, lon : float
        Degrees (WGS 84).
    report : callable
    """
    pcode = unit.adm2 or unit.adm1
    if not pcode or unit.country != "KP":
        return False
    apart = table.reference.boundaries.kilometres_to(pcode, lon, lat)
    if apart <= FAR_KM:
        return False
    table.fault(row, f"{lat:g}, {lon:g} lies {apart:.0f} km from {unit.name}; the point stands", report)
    return True


def _plain(value: Any) -> Any:
    """A cell as a value that JSON can hold."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, (int, float)):
        return value
    return str(value) if isinstance(value, Broken) else cell_text(value)
