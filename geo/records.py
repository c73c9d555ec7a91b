"""Event tables of users and publishers.

A record has a day and a place: its coordinates, its place column, or the place that its text tells of, found
by the same pipeline that reads articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .articles import Report
from .corpus import extract
from .dates import parse_date
from .gazetteer import gazetteer
from .lookup import settled
from .model import EVENT_TYPES, Article, Mention, Place, Record
from .plaintext import clean
from .sentences import type_of
from .tables import Table, checked, read_table

__all__ = ["read_records"]

_TOLD = re.compile(
    r"(?:\b(?:from|at|in|near|off|around|into|on|over|to|of|within|inside)\b[^.,;]{0,25}|^)$", re.IGNORECASE
)
_SEA = re.compile(
    r"\b(?:sea|ocean|waters|coast|NLL|Northern Limit Line|submarine|vessel|boat|ship)\b", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z]+|[가-힣]+")


def read_records(path: str | Path, report: Report) -> Iterator[Record]:
    """Records of a CSV table, in its order.

    Parameters
    ----------
    path : path
        A table with a column for the day and one for the place, the coordinates or a text; see
        :data:`geo.tables.COLUMNS` for the names that columns go by.
    report : callable
        Is given an :class:`~geo.errors.InputError` for each cell that cannot be read.

    Raises
    ------
    UnreadableError, InputError
        The file is no table, or has none of the columns needed.
    """
    table = read_table(path, report, need=("date", "place", "text", "title"))
    words = _WORD.findall(Path(path).stem)
    stem = words[0] if words else "record"
    given = {table.cell(row, "id") for row in table.rows}
    used: set[str] = set()
    for number, row in enumerate(table.rows):
        id_ = table.cell(row, "id")
        if not id_ or id_ in used:
            made = f"{stem}-{number:04d}"
            if id_:
                table.fault(row, f"id {id_[:40]!r} stands twice; this row is called {made}", report)
            id_ = made if made not in given else f"{made}-row"
        used.add(id_)
        yield _record(table, row, id_, report)


def _record(table: Table, row: Mapping[str, Any], id_: str, report: Report) -> Record:
    day, precision, said = None, None, table.cell(row, "date")
    if said:
        day, precision = parse_date(said)
        if day is None:
            what = f"date {said[:40]!r} is no day; write it as 2024-11-20; the row is read without date"
            table.fault(row, what, report)
    title, text = clean(table.cell(row, "title")), clean(table.cell(row, "text"))
    lat, lon = table.position(row, report)
    found = extract(Article(id_, text, title, day)) if text else None
    mentions = found.mentions if found else ()
    where = _where(table, row, lat, lon, report)
    if where is None:
        words, places = text, _places(mentions)
        if title and not places:
            in_title = _places(extract(Article(id_, title, date=day)).mentions)
            if in_title or not text:
                words, places = title, in_title
        where = _from_text(words, places)
    kind = table.cell(row, "type").casefold()
    return Record(
        id=id_,
        date=day,
        date_precision=precision,
        type=kind
        if kind in EVENT_TYPES
        else type_of(f"{table.cell(row, 'type')}. {title}. {text}") or "other",
        title=title or text[:120],
        text=text,
        url=table.cell(row, "url"),
        mentions=mentions,
        row=table.own(row),
        **where,
    )


def _places(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of places on either side of the line."""
    return [m for m in mentions if m.role == "location" and (m.adm1 or m.country == "KR")]


def _where(
    table: Table, row: Mapping[str, Any], lat: float | None, lon: float | None, report: Report
) -> dict[str, Any] | None:
    """Place of a record by its columns: coordinates, P-code, place; None where they say nothing."""
    said = clean(table.cell(row, "adm2") or table.cell(row, "place"))
    place, why = settled(said) if said else (None, "")
    if place is not None and lat is not None and lon is not None:
        lat, lon = checked(table, row, place, lat, lon, report)
    if lat is not None and lon is not None:
        return _at(table, row, place, lat, lon, report)
    if place is not None:
        if place.country != "KP":
            return _answer(said, None, None, None, None, "none", "place column: south of the line")
        at = gazetteer().standing_at(place) or place
        return _answer(said, place.adm1, place.adm2, at.lat, at.lon, place.geo_precision, "place column")
    if why:
        table.fault(row, f"place {said[:60]!r} {why}", report)
        if why.startswith("is KP"):
            return _answer(said, None, None, None, None, "none", f"place column is ambiguous: {why}")
    return None


def _at(
    table: Table, row: Mapping[str, Any], place: Place | None, lat: float, lon: float, report: Report
) -> dict[str, Any]:
    """Place of coordinates: in the county that the row names, else in that whose polygon holds them.

    Counties are drawn to some kilometres, so what the row says of its county goes before the drawing.
    """
    from .boundaries import locate

    if place is not None and place.adm2:
        rule = "coordinates of the record, county as it names it"
        return _answer(place.name, place.adm1, place.adm2, lat, lon, "site", rule)
    pcode = locate(lon, lat, nearest_km=3).item()
    if pcode is None:
        table.fault(row, f"{lat}, {lon} is outside of the DPRK; the row is kept without county", report)
        return _answer(None, None, None, lat, lon, "none", "coordinates outside of the DPRK")
    return _answer(None, pcode[:4], pcode, lat, lon, "site", "coordinates of the record")


def _answer(
    surface: str | None,
    adm1: str | None,
    adm2: str | None,
    lat: float | None,
    lon: float | None,
    precision: str,
    rule: str,
) -> dict[str, Any]:
    return {
        "surface": surface, "adm1": adm1, "adm2": adm2, "lat": lat, "lon": lon, "geo_precision": precision,
        "rule": rule,
    }  # fmt: skip


def _told(mention: Mention, rule: str) -> dict[str, Any]:
    if mention.country == "KR":
        return _answer(mention.surface, None, None, None, None, "none", f"{rule}: south of the line")
    place = gazetteer().get(mention.place_id)
    precision = place.geo_precision if place else "adm2" if mention.adm2 else "adm1"
    return _answer(
        mention.surface, mention.adm1, mention.adm2, mention.lat, mention.lon, precision, f"{rule}: {mention.rule}"
    )  # fmt: skip


def _from_text(text: str, places: Sequence[Mention]) -> dict[str, Any]:
    """The place that a text tells of: the first that something is from, at, in or near."""
    placed = [m for m in places if _TOLD.search(text[max(0, m.start - 40) : m.start])] or places
    precise = [m for m in placed if m.adm2 or m.country == "KR"] or placed
    if precise:
        first = precise[0]
        # "the launch site in Cholsan County": the site before the unit that holds it.
        twins = [m for m in places if m.adm2 == first.adm2 and m.adm2 and m.kind in ("site", "locality")]
        return _told(twins[0] if twins and first.country == "KP" else first, "text")
    if _SEA.search(text):
        return _answer(None, None, None, None, None, "sea", "text: at sea")
    return _answer(None, None, None, None, None, "country", "text names no place")
