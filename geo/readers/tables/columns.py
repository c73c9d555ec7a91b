"""Map the columns of a table to ours: by the user's choice, a publisher's layout, their names or their content."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from geo.model.errors import OptionError
from geo.model.urls import host_of
from geo.reference.boundaries.extent import LATITUDES, LONGITUDES
from geo.reference.gazetteer import Gazetteer

from .days import calendar
from .layouts import Layout
from .values import LAT, Raw, cell_text, listed

__all__ = ["COLUMNS", "GEOMETRY", "known_names", "match_columns", "parse_columns"]

GEOMETRY = "geometry"
"""Name of the coordinate columns where rows have a geometry."""
#: Our column -> the names that tables use for it, in order of preference.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "event_id", "record_id", "event_id_cnty", "globaleventid", "번호", "사건번호"),
    "date": (
        "date", "event_date", "day", "event date", "date_start", "start_date", "datetime", "when", "begin", "timestamp",
        "date_of_event", "incident_date", "날짜", "일자", "일시", "발생일", "시작일", "날자",
    ),
    "date_end": ("date_end", "end_date", "enddate", "end", "until", "종료일", "끝난날"),
    "place": (
        "place", "location", "county", "city", "where", "site_location", "where_coordinates", "place_name", "address",
        "district", "장소", "지역", "군", "위치", "소재지", "발생지",
    ),
    "adm2": ("adm2", "pcode", "p-code", "adm2_pcode"),
    "adm2_name": ("adm2_name", "admin2", "adm_2", "adm2_en", "시군"),
    "adm1_name": ("adm1", "adm1_name", "admin1", "adm_1", "adm1_en", "province", "도", "시도"),
    "lat": ("lat", "latitude", "y", "lat_dd", "위도"),
    "lon": ("lon", "lng", "long", "longitude", "x", "lon_dd", "경도"),
    "point": ("coordinates", "coords", "latlon", "lat_lon", "latlng", "wkt", "geom_wkt", "point", "좌표"),
    "type": ("type", "event_type", "kind", "category", "유형", "종류", "분류"),
    "title": (
        "title", "event", "headline", "event_title", "name", "what", "incident", "subject", "제목", "사건", "사건명",
        "건명",
    ),
    "text": (
        "text", "description", "notes", "summary", "details", "comment", "remarks", "내용", "설명", "개요", "비고",
    ),
    "url": ("url", "link", "source_url", "resources", "source", "sourceurl", "출처", "링크"),
    "actor1": ("actors", "actor", "actor1", "actor_1", "side_a", "행위자", "참석자"),
    "actor2": ("actor2", "actor_2", "side_b"),
    "name": ("name", "site", "site_name", "facility", "factory", "이름", "시설", "명칭", "시설명"),
    "korean": ("korean", "name_ko", "korean_name", "hangul", "한글"),
    "kind": ("kind", "type", "category", "site_kind", "종류"),
}  # fmt: skip
_MAYBE_NAMES = ("source", "resources", "출처")
_Fits = Callable[[list[Any]], float]
_SAMPLE = 200
"""Number of cells of a column that are inspected to guess its content."""
_MOST = 0.8
"""Share of a column's cells that must hold one kind of value for the column to be taken for that kind."""
_PLAIN = re.compile(r"\d{1,3}(?:\.\d+)?|(?:19|20)\d\d|\d{9,}")


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
        parts = next(csv.reader([given], skipinitialspace=True), [])
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
        Our column -> ``"asked"``, ``"layout"``, ``"name"`` or ``"content"``.

    Raises
    ------
    OptionError
        A column of ``asked`` is not in the table.
    """
    folded = _folded(raw.header)
    columns: dict[str, str] = {}
    how: dict[str, str] = {}

    def take(ours: str, name: str, reason: str) -> None:
        if name and ours not in columns and ours not in asked:
            columns[ours], how[ours] = name, reason

    if layout is not None and layout.columns:
        for ours, names in layout.columns.items():
            take(ours, next((folded[n] for n in names if n in folded), ""), "layout")
    else:
        for ours, names in COLUMNS.items():
            there = (folded[n] for n in names if n in folded)
            take(ours, next((n for n in there if ours != "url" or _addresses(raw, n)), ""), "name")
        free = [h for h in raw.header if h not in columns.values() and h not in asked.values()]
        for ours, name in _by_content(raw, free, columns, asked, need, gazetteer).items():
            take(ours, name, "content")
    if any(row.get(LAT) is not None for row in raw.rows):
        for ours in ("lat", "lon"):
            take(ours, GEOMETRY, "name")
    for ours, name in asked.items():
        found = name if name in raw.header else folded.get(name.casefold())
        if name and found is None:
            raise OptionError(f"{raw.name}: no column {name!r}; its columns are {listed(raw.header)}")
        if found:
            columns[ours], how[ours] = found, "asked"
    order = list(COLUMNS)
    return {k: columns[k] for k in sorted(columns, key=order.index)}, how


@cache
def known_names() -> frozenset[str]:
    """Return every name of :data:`COLUMNS`, in lower case."""
    return frozenset(name for names in COLUMNS.values() for name in names)


def _folded(header: Sequence[str]) -> dict[str, str]:
    """Column names in lower case, also with underscores for blanks, and the last part of names such as geo.lat."""
    whole = {h.strip().casefold(): h for h in reversed(header)}  # the first of two that differ only in case
    spaced = {re.sub(r"[ _-]+", "_", name): h for name, h in whole.items()}
    last = {name.rpartition(".")[2]: h for name, h in whole.items() if "." in name}
    return {**last, **spaced, **whole}


def _by_content(
    raw: Raw,
    free: Sequence[str],
    columns: Mapping[str, str],
    asked: Mapping[str, str],
    need: Sequence[str],
    gazetteer: Gazetteer,
) -> dict[str, str]:
    """Columns recognised by their cells, where the name does not help and only one column fits."""
    cells = {name: [row.get(name) for row in raw.rows[:_SAMPLE] if cell_text(row.get(name))] for name in free}
    known = {*columns, *asked}
    wanted = {*need, "lat", "lon"} if need else set()
    found: dict[str, str] = {}

    def guess(ours: str, fits: _Fits) -> None:
        several = [n for n, values in cells.items() if values and fits(values) >= _MOST * len(values)]
        if len(several) == 1:
            found[ours] = several[0]
        elif several and ours in wanted:
            which = f"rename one of them to {ours}, or choose it with --columns {ours}=NAME"
            raw.notes.append(f"{ours} could be any of {listed(several)}; {which}")

    if not {"lat", "lon", "point"} & known and not any(row.get(LAT) is not None for row in raw.rows):
        guess("lat", _between(*LATITUDES))
        guess("lon", _between(*LONGITUDES))
        if len({"lat", "lon"} & found.keys()) == 1:
            found.clear()  # numbers that only look like a latitude or longitude
    if "date" not in known:
        guess("date", _days)
    if not {"place", "adm2"} & known:
        guess("place", _places(gazetteer))
    if not {"text", "title"} & known:
        guess("text", _sentences)
        if "text" not in found:
            taken = {*found.values(), *(h for h in free if h.strip().casefold() in known_names())}
            cells = {name: values for name, values in cells.items() if name not in taken}
            guess("text", _phrases)
    return found


def _addresses(raw: Raw, name: str) -> bool:
    """Whether a column holds web addresses; one called "source" may hold names of publishers instead."""
    if name.strip().casefold() not in _MAYBE_NAMES:
        return True
    given = [cell_text(row.get(name)) for row in raw.rows[:_SAMPLE]]
    return not any(given) or any(host_of(text) for text in given)


def _between(low: float, high: float) -> _Fits:
    def fits(values: list[Any]) -> float:
        return sum("." in text and _is(text, low, high) for text in map(cell_text, values))

    return fits


def _is(text: str, low: float, high: float) -> bool:
    try:
        return low <= float(text) <= high
    except ValueError:
        return False


def _days(values: list[Any]) -> float:
    one = calendar(values)
    return sum(not _PLAIN.fullmatch(cell_text(v)) and (one.read(v)[0] is not None or "ambiguous" in one.read(v)[2])
               for v in values)  # fmt: skip


def _places(known: Gazetteer) -> _Fits:
    def fits(values: list[Any]) -> float:
        texts = list(map(cell_text, values))
        return sum(
            len(t) < 80 and not t.isdecimal() and any(known.find(p.strip()) for p in t.split(","))
            for t in texts
        )

    return fits


def _sentences(values: list[Any]) -> float:
    return sum(len(text) > 40 and " " in text for text in map(cell_text, values))


def _phrases(values: list[Any]) -> float:
    """Number of short texts; 0 where few texts repeat, as names of types or sources do."""
    texts = list(map(cell_text, values))
    if len(set(texts)) * 2 < len(texts):
        return 0
    return sum(len(text) > 8 and " " in text and not text[:1].isdigit() for text in texts)
