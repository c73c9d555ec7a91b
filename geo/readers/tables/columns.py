"""Map the columns of a table to ours: by the user's choice, a publisher's layout, their names or their content."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from geo.model.errors import OptionError
from geo.reference.gazetteer import Gazetteer

from .cell_columns import CellColumns
from .contents import MOST, SAMPLE, Fits, by_cells, checks
from .date_parts import YEAR_PARTS
from .headings import HEADINGS, NO_TEXT, headings_for, is_missing, known_heading, no_date, squeezed
from .layouts import Layout
from .values import LAT, Raw, cell_text, listed

__all__ = ["COLUMNS", "GEOMETRY", "match_columns", "parse_columns"]

GEOMETRY = "geometry"
"""Name of the coordinate columns where rows have a geometry."""
COLUMNS: Mapping[str, tuple[str, ...]] = {ours: heading.shown for ours, heading in HEADINGS.items()}
"""Our column -> the names that tables use for it, in order of preference."""
_PARTS = frozenset(part for parts in YEAR_PARTS.values() for part in parts)


def parse_columns(given: str | Mapping[str, str] | None) -> dict[str, str]:
    """Parse a user's column mapping; a name that contains a comma is quoted.

    Parameters
    ----------
    given : str or mapping of str to str, optional
        Our column -> the table's, as a mapping or as ``date=Day,place=Where``.

    Returns
    -------
    dict of str to str
        Our column -> the table's; empty without ``given``.

    Raises
    ------
    OptionError
        The text is not written as ``date=Day,place=Where``, or names none of :data:`COLUMNS`.

    Examples
    --------
    >>> parse_columns('date=Day,"place=Where, roughly"')
    {'date': 'Day', 'place': 'Where, roughly'}
    >>> parse_columns("when=Day")
    Traceback (most recent call last):
    ...
    geo.model.errors.OptionError: --columns when=Day: 'when' is not one of id, date, date_end, place, adm2, ...
    """
    if given is None:
        return {}
    if isinstance(given, str):
        try:  # a heading of two lines is named in quotation marks; a line break elsewhere divides as a comma does
            rows = csv.reader(io.StringIO(given, newline=""), skipinitialspace=True)
            parts = [part for row in rows for part in row]
        except csv.Error as error:
            raise OptionError(f"--columns {given!r}: not a list of names ({error})") from error
        pairs = [part.partition("=") for part in parts if part.strip()]
        wrong = next((whole for whole, mark, _ in pairs if not mark), None)
        if wrong is not None:
            raise OptionError(f"--columns {given}: {wrong!r} has no =; write it as date=Day,place=Where")
        asked = {ours.strip().casefold(): theirs.strip() for ours, _, theirs in pairs}
    else:
        asked = dict(given)
    for ours in asked:
        if ours not in COLUMNS:
            raise OptionError(f"--columns {ours}={asked[ours]}: {ours!r} is not one of {', '.join(COLUMNS)}")
    return asked


def match_columns(
    raw: Raw,
    layout: Layout | None,
    asked: Mapping[str, str],
    need: Sequence[str],
    gazetteer: Gazetteer,
) -> tuple[dict[str, str], dict[str, str]]:
    """Map our columns to those of a table.

    Parameters
    ----------
    raw : Raw
    layout : Layout or None
        The publisher's layout, where the table has one.
    asked : mapping of str to str
        The user's choice, our column -> the table's; an empty name means that the table has no such column.
    need : sequence of str
        Columns that the caller needs; a note says so where several columns could be one of them.
    gazetteer : Gazetteer
        Recognises a column of place names.

    Returns
    -------
    columns : dict of str to str
        Our column -> the table's.
    how : dict of str to str
        Our column -> ``"asked"``, ``"layout"``, ``"tag"``, ``"name"`` or ``"content"``.

    Raises
    ------
    OptionError
        A column of ``asked`` is not in the table.
    """
    columns: dict[str, str] = {}
    how: dict[str, str] = {}

    def take(ours: str, name: str, reason: str) -> None:
        if name and ours not in columns and ours not in asked:
            columns[ours], how[ours] = name, reason

    if layout is not None and layout.columns:
        folded = _folded(raw.header)
        for ours, names in layout.columns.items():
            take(ours, next((folded[n] for n in names if n in folded), ""), "layout")
    else:
        for ours, name in raw.tags.items():
            take(ours, name, "tag")
        for ours, name in _by_name(raw, columns, gazetteer).items():
            take(ours, name, "name")
        free = [h for h in raw.header if h not in columns.values() and h not in asked.values()]
        for ours, name in _by_content(raw, free, columns, asked, need, gazetteer).items():
            take(ours, name, "content")
    if _has_geometry(raw):
        for ours in ("lat", "lon"):
            take(ours, GEOMETRY, "name")
    for ours, name in asked.items():
        found = name if name in raw.header else _folded(raw.header).get(name.casefold())
        if name and found is None:
            raise OptionError(f"{raw.name}: no column {name!r}; its columns are {listed(raw.header)}")
        if found:
            columns[ours], how[ours] = found, "asked"
    order = list(COLUMNS)
    return {k: columns[k] for k in sorted(columns, key=order.index)}, how


def _has_geometry(raw: Raw) -> bool:
    return not isinstance(raw.rows, CellColumns) and any(row.get(LAT) is not None for row in raw.rows)


def _folded(header: Sequence[str]) -> dict[str, str]:
    """Column names in lower case, also with underscores for blanks, and the last part of names such as geo.lat."""
    whole = {h.strip().casefold(): h for h in reversed(header)}  # the first of two that differ only in case
    spaced = {re.sub(r"[ _-]+", "_", name): h for name, h in whole.items()}
    last = {name.rpartition(".")[2]: h for name, h in whole.items() if "." in name}
    return {**last, **spaced, **whole}


def _by_name(raw: Raw, columns: Mapping[str, str], gazetteer: Gazetteer) -> dict[str, str]:
    """Columns recognised by their headings; headings that say little only where their cells fit."""
    tests = checks(gazetteer)
    found: dict[str, str] = {}
    for ours, known in HEADINGS.items():
        if ours in columns:
            continue
        for heading in headings_for(ours, raw.header):
            by_end = known.rank(heading) not in known.names.values()
            sure = squeezed(heading) not in known.checked and not (by_end and ours in _PARTS)
            if by_end and heading in {**columns, **found}.values():
                continue
            if sure or _fit(raw, heading, tests[ours]):
                found[ours] = heading
                break
    date = found.get("date", "")
    if {"year", "month"} <= found.keys() and "day" not in found and date and _fit(raw, date, tests["day"]):
        found["day"] = found.pop("date")  # "Year, Month, Date"
    return _whole_dates(found)


def _whole_dates(found: dict[str, str]) -> dict[str, str]:
    """Settle what a column of days is: the days of months beside a year, or whole dates, and in no table both."""
    for ours, (year, *smaller) in YEAR_PARTS.items():
        parts = {found[part] for part in (year, *smaller) if part in found}
        unless = () if year in found else tuple(smaller)
        if year in found and found.get(ours) in parts:
            unless = (ours,)
        found = {column: name for column, name in found.items() if column not in unless}
    return found


def _fit(raw: Raw, name: str, fits: Fits) -> bool:
    """Whether the cells of a column are of one kind; empty columns are believed."""
    cells = [row.get(name) for row in raw.rows[:SAMPLE]]
    values = [cell for cell in cells if not is_missing(cell_text(cell))]
    return not values or fits(values) >= MOST * len(values)


def _by_content(
    raw: Raw,
    free: Sequence[str],
    columns: Mapping[str, str],
    asked: Mapping[str, str],
    need: Sequence[str],
    gazetteer: Gazetteer,
) -> dict[str, str]:
    """Columns recognised by their cells, where the name does not help and only one column fits."""
    cells = {
        name: [v for row in raw.rows[:SAMPLE] if not is_missing(cell_text(v := row.get(name)))]
        for name in free
    }
    kinds = by_cells(gazetteer)
    known = {*columns, *asked}
    wanted = {*need, "lat", "lon"} if need else set()
    found: dict[str, str] = {}

    def guess(ours: str, kind: str = "") -> None:
        fits = kinds[kind or ours]
        several = [n for n, values in cells.items() if values and fits(values) >= MOST * len(values)]
        if len(several) == 1:
            found[ours] = several[0]
        elif several and ours in wanted:
            raw.unsettled.append(ours)
            which = f"rename one of them to {ours}, or choose it with --columns {ours}=NAME"
            raw.notes.append(f"{ours} could be any of {listed(several)}; {which}")

    for code in ("adm2", "adm1"):
        if code not in known:
            guess(code)
    if not {"lat", "lon", "point"} & known and not _has_geometry(raw):
        guess("lat")
        guess("lon")
        if len({"lat", "lon"} & found.keys()) == 1:
            found.pop("lat", None)  # numbers that only look like a latitude or longitude
            found.pop("lon", None)
    if not {"date", "year"} & known:
        cells = {name: values for name, values in cells.items() if not no_date(name)}
        guess("date")
    if not {"place", "adm2", "adm2_name"} & {*known, *found}:
        site = columns.get("name", "")
        if site != columns.get("title", ""):  # a column of sites says where things happened
            cells[site] = [v for row in raw.rows[:SAMPLE] if not is_missing(cell_text(v := row.get(site)))]
        guess("place")
        cells.pop(site, None)
    if not {"text", "title"} & known:
        guess("text")
        if "text" not in found:
            taken = {*found.values(), *(h for h in free if known_heading(h) or squeezed(h) in NO_TEXT)}
            cells = {name: values for name, values in cells.items() if name not in taken}
            guess("text", "phrase")
    return found
