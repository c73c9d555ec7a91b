"""Read the records of event tables of users and publishers.

A record has a date and a place. The place comes from its coordinates, its place column, or its text, which is read by
the same pipeline as articles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from geo.extraction.pipeline import extract, type_of
from geo.geocoding.table_places import RowPlaces
from geo.languages import LANGUAGES
from geo.languages.combined import joined
from geo.languages.placement import Rows
from geo.linking.record_places import ABROAD, Prefer, by_columns, by_text
from geo.linking.row_points import LocatedRow, located_rows
from geo.model.entities import Article, Mention, Record
from geo.model.errors import InputError, OptionError, Report, raised
from geo.model.event_types import OTHER, EventTypes
from geo.readers.tables import Table, read_table
from geo.readers.tables.days import last_day
from geo.readers.tables.values import LAT, WHERE
from geo.reference.context import Reference
from geo.reference.lexicon import Lexicon
from geo.text.normalization import clean
from geo.text.scripts import HANGUL

__all__ = ["NEEDED", "read_records", "records_of", "unknown_types"]

NEEDED = ("date", "place", "text", "title", "adm2", "adm2_name", "adm1", "adm1_name", "point", "lat", "year")
"""Columns of which a table of records needs at least one."""

_WORD = re.compile(f"[A-Za-z]+|{HANGUL.pattern}+")
_SAYS: Rows[re.Pattern[str]] = joined(LANGUAGES, "rows")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_FEW_WORDS = 8
_COARSE = ("day", "month", "year")
_CONTENT = ("date", "year", "place", "adm2", "adm2_name", "adm1_name", "lat", "lon", "point", "text", "title")
_FEW = 5
_REMEMBERED = 4_096
"""Number of rows whose words are remembered with the type that they say: tables repeat them."""
_TypeOfWords = Callable[[str, str, str], str]
"""Largest number of rows abroad that are reported one by one, and of unknown types that are named."""


def read_records(
    path: str | Path,
    report: Report = raised,
    *,
    columns: str | Mapping[str, str] | None = None,
    reference: Reference | None = None,
    prefer: Prefer = "point",
) -> Iterator[Record]:
    """Read the records of a table, in table order.

    Parameters
    ----------
    path : path
        A table in any format of :func:`geo.readers.tables.read_table`, with columns for the date and for the place,
        coordinates or text; ``FILE#NAME`` is one of its sheets or layers.
    report : callable, optional
        Called with an :class:`~geo.model.errors.InputError` for each cell that cannot be read; raises it by default.
    columns : str or mapping of str to str, optional
        Our column -> the table's, where it would not be guessed: ``"date=Day,place=Where"``.
    reference : Reference, optional
        Its names and boundaries locate the records; the bundled one by default.
    prefer : {"point", "name"}, default "point"
        Which of the two is used where a row's point is far from the place that it names, or a P-code from the name.
        By default a name never moves a point: the point stands, and the distance is reported.

    Returns
    -------
    iterator of Record

    Raises
    ------
    UnreadableError, InputError
        The file is not a table, or has none of the needed columns.
    OptionError
        ``columns`` names a column that the table does not have, or ``path`` is no path.

    Examples
    --------
    >>> from geo.reference.paths import reference_path
    >>> table = read_records(reference_path("sites.tsv"), lambda error: None, columns="place=name")
    >>> first = next(table)
    >>> first.title, first.adm2, first.geo_precision
    ('Kim Chaek Iron and Steel Complex', 'KP0205', 'site')
    """
    if not isinstance(path, (str, Path)):
        raise OptionError(f"records: give the path of a table, not {type(path).__name__}")
    return records_of(
        read_table(path, report, need=NEEDED, columns=columns, reference=reference), report, prefer
    )


def records_of(table: Table, report: Report, prefer: Prefer = "point") -> Iterator[Record]:
    """Yield the records of an opened table.

    Rows outside of the DPRK are kept without a county; a few are reported one by one, more in one message. A type that
    the reference does not know is kept if neither a publisher's code nor the row's words give another
    (:func:`unknown_types`).
    """
    if not {"date", "year"} & table.columns.keys() and not table.of_places:
        what = "no date column, so its records have no date; name the column with --columns date=NAME"
        report(InputError(f"{table.path}: {what}"))
    words = _WORD.findall(Path(table.file).stem)
    stem = words[0] if words else "record"
    given = set(table.texts("id"))
    used: set[str] = set()
    abroad: list[tuple[Mapping[str, Any], str]] = []
    reversed_: list[Mapping[str, Any]] = []
    places = RowPlaces(table, "name" if prefer == "name" else "code")
    kinds = lru_cache(maxsize=_REMEMBERED)(partial(_type_of_words, table.reference))
    for number, (row, located) in enumerate(located_rows(table)):
        if row.get(LAT) is None and not any(table.cell(row, column) for column in _CONTENT):
            table.fault(row, "no date, place or text; the row is skipped", report)
            continue
        id_ = table.cell(row, "id")
        if not id_ or id_ in used:
            made = f"{stem}-{number:04d}"
            if id_:
                table.fault(row, f"id {id_[:40]!r} occurs twice; this row gets the id {made}", report)
            id_ = made if made not in given else f"{made}-row"
        used.add(id_)
        record = _record(places, row, located, id_, report, prefer, kinds)
        if located.point is not None and located.point.longitude_first:
            reversed_.append(row)
        if record.rule.startswith(ABROAD):
            abroad.append((row, f"{record.lat:g}, {record.lon:g} is outside of the DPRK"))
        yield record
    if reversed_:
        first = reversed_[0][WHERE]
        what = f"{len(reversed_):,} row{'s' * (len(reversed_) > 1)} with the longitude first ({first}); read as such"
        report(InputError(f"{table.path}: {what}; write the latitude first"))
    if len(abroad) > _FEW:
        rows = ", ".join(str(row[WHERE]) for row, _ in abroad[:3])
        what = f"{len(abroad):,} rows outside of the DPRK, kept without county ({rows} and others)"
        report(InputError(f"{table.path}: {what}"))
    else:
        for where, what in abroad:
            table.fault(where, f"{what}; the row is kept without county", report)


def _record(
    places: RowPlaces,
    row: Mapping[str, Any],
    located: LocatedRow,
    id_: str,
    report: Report,
    prefer: Prefer,
    kinds: _TypeOfWords,
) -> Record:
    table = places.table
    reference = table.reference
    day, precision, end = _time(table, row, report)
    title, text = clean(table.cell(row, "title")), clean(table.cell(row, "text"))
    found = extract(Article(id_, text, title, day), reference=reference) if text else None
    mentions = found.mentions if found else ()
    for fault in located.faults:
        report(fault)
    where = by_columns(places, row, located, report, prefer)
    if where is None:
        words, named = text, _places(mentions)
        if title and not named:
            in_title = _places(extract(Article(id_, title, date=day), reference=reference).mentions)
            if in_title or not text:
                words, named = title, in_title
        where = by_text(words, named, reference.gazetteer)
    actors = _actors(table, row)
    return Record(
        id=id_,
        date=day,
        date_precision=precision,
        type=_type(table, row, title, text, report, kinds),
        title=title or text[:120] or ", ".join(filter(None, (*actors, where["surface"]))),
        text=text,
        url=table.cell(row, "url"),
        mentions=mentions,
        row=table.own(row),
        actors=actors,
        date_end=end,
        date_of_report=table.layout is not None and table.layout.date_of_report,
        **where,
    )


def _type(
    table: Table, row: Mapping[str, Any], title: str, text: str, report: Report, kinds: _TypeOfWords
) -> str:
    """Type of a row: its type cell if that is a known type, else by the publisher's code, else by its words."""
    cell = table.cell(row, "type")
    coded = table.code(row, "type", report)
    if cell and cell.casefold() in table.reference.event_types:
        return cell.casefold()
    found = coded or kinds(cell, title, text)
    if found:
        return found
    # A publisher's value without a known code has no meaning here; a user's own type is kept.
    publishers = table.layout is not None and "type" in table.layout.codes
    return OTHER if publishers else clean(cell) or OTHER


def _type_of_words(reference: Reference, cell: str, title: str, text: str) -> str:
    """Type that the words of a row say; empty where they say none."""
    if not (cell or title or text):
        return ""
    types = reference.event_types
    return (
        type_of(f"{cell}. {title}. {text}", reference)
        or _bare(f"{title} {text}", types)
        or _bare(cell, types)
        or _listed(title or text, reference.lexicon)
    )


def _bare(words: str, types: EventTypes) -> str:
    """Type of a row whose text is only a name: in a list of events, a weapon's name means its test."""
    if len(words.split()) > _FEW_WORDS or not _SAYS.arms.search(words):
        return ""
    return next((kind for kind in types.having("armed") if kind in types.having("once")), "")


def _listed(words: str, lexicon: Lexicon) -> str:
    """Type of a row in note form, by the noun with which it ends; notes in brackets after it are skipped."""
    end = _BRACKETS.sub("", words).rstrip(" .")
    for kind, nouns in lexicon.sections.get("listed", {}).items():
        if end.endswith(tuple(nouns)):
            return kind
    return ""


def unknown_types(records: Iterable[Record], types: EventTypes) -> str:
    """A note on the records whose types are not in the reference; empty if there are none.

    Examples
    --------
    >>> flight = Record("r", None, None, "evacuation", "", "", "", None, None, None, None, "country", None, "")
    >>> unknown_types([flight, flight], Reference.bundled().event_types)
    "types that the reference does not know, kept as they are: 'evacuation' (2 rows)"
    """
    met = Counter(record.type for record in records if record.type not in types)
    named = [f"{kind[:40]!r} ({n:,} row{'s' * (n > 1)})" for kind, n in met.most_common(_FEW)]
    more = f" and {len(met) - _FEW:,} more" if len(met) > _FEW else ""
    return (
        f"types that the reference does not know, kept as they are: {', '.join(named)}{more}" if met else ""
    )


def _time(
    table: Table, row: Mapping[str, Any], report: Report
) -> tuple[date | None, str | None, date | None]:
    """First day, precision and last day of a row; a span of exactly one month or year has that precision."""
    day, precision, end, _ = table.days(row, report)
    until = table.days(row, report, "date_end")
    if day is None:
        return None, None, None
    if until.first is not None:
        end = until.last or last_day(until.first, until.precision)
        if until.precision == precision != "day" and end == last_day(day, precision):
            end = None  # one month or year, named twice
    if end is not None and end < day:
        table.fault(row, f"end {end} is before begin {day}; the row is read without its end", report)
        end = None
    if end is not None and precision == "day" and day.day == 1:
        if (day.month, end.month, end.day) == (1, 12, 31) and day.year == end.year:
            precision = "year"
        elif end == last_day(day, "month"):
            precision = "month"
    coded = table.code(row, "date_precision", report)
    if coded and _COARSE.index(coded) > _COARSE.index(precision or "day"):
        precision = coded
    first = (
        day.replace(month=1, day=1)
        if precision == "year"
        else day.replace(day=1)
        if precision == "month"
        else day
    )
    return first, precision, None if end == day else end


def _actors(table: Table, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of the actors, from the actor columns."""
    cells = table.cells(row, "actor1", "actor2")
    if not cells:
        return ()
    named = (name.strip() for cell in cells for name in _SAYS.between_names.sub(";", cell).split(";"))
    return tuple(dict.fromkeys(filter(None, named)))


def _places(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of places in North or South Korea."""
    return [m for m in mentions if m.role == "location" and (m.adm1 or m.country == "KR")]
