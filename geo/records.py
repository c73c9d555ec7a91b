"""Event tables of users and publishers, and how they tie to what articles report.

A record has a day and a place: its coordinates, its place column, or the place that its text tells of, found
by the same pipeline that reads articles. Records and events are tied when place, day and type agree well
enough; every tie carries its score and the reasons, and what is tied to nothing is kept and counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from .articles import Report
from .corpus import extract
from .errors import InputError, OptionError
from .gazetteer import gazetteer
from .lookup import settled
from .model import EVENT_TYPES, Article, Event, Mention, Place, Record
from .plaintext import clean
from .sentences import type_of
from .tables import Table, checked, read_table
from .tables.shapes import precision_of
from .tables.values import LAT, WHERE

__all__ = ["NEEDED", "Link", "join", "read_records", "records_of"]

NEEDED = ("date", "place", "text", "title")
"""Columns of which a table of records has at least one."""

_TOLD = re.compile(
    r"(?:\b(?:from|at|in|near|off|around|into|on|over|to|of|within|inside)\b[^.,;]{0,25}|^)$", re.IGNORECASE
)
_SEA = re.compile(
    r"\b(?:sea|ocean|waters|coast|NLL|Northern Limit Line|submarine|vessel|boat|ship)\b", re.IGNORECASE
)
#: Types under which tables and reports file the same happening.
_RELATED = (
    {"weapons-test", "military"},
    {"weapons-test", "inspection"},
    {"military", "inspection"},
    {"disaster", "relief"},
    {"disaster", "inspection"},
    {"relief", "inspection"},
    {"groundbreaking", "construction", "inspection", "ceremony"},
    {"inauguration", "ceremony", "inspection", "construction"},
    {"production", "inspection"},
    {"diplomacy", "ceremony"},
)
_WORD = re.compile(r"[A-Za-z]+|[가-힣]+")
_COARSE = ("day", "month", "year")
_SAID = ("date", "place", "adm2", "adm2_name", "adm1_name", "lat", "lon", "point", "text", "title")
_ABROAD = "coordinates outside of the DPRK"
_FEW = 5
"""Up to how many rows abroad are reported one by one."""


@dataclass(frozen=True, slots=True)
class Link:
    """A tie between an event and a record: how strong (0 to 1) and why."""

    event_id: str
    record_id: str
    score: float
    reasons: str


def read_records(
    path: str | Path, report: Report, *, columns: str | Mapping[str, str] | None = None
) -> Iterator[Record]:
    """Records of a table, in its order.

    Parameters
    ----------
    path : path
        A table in any format of :func:`geo.tables.read_table`, with a column for the day and one for the place,
        the coordinates or a text; ``FILE#NAME`` is one of its sheets or layers.
    report : callable
        Is given an :class:`~geo.errors.InputError` for each cell that cannot be read.
    columns : str or mapping of str to str, optional
        Our column -> the table's, where the guess would be another: ``"date=Day,place=Where"``.

    Raises
    ------
    UnreadableError, InputError
        The file is no table, or has none of the columns needed.
    OptionError
        A column was named that the table has not.

    Examples
    --------
    >>> from geo.reference import reference_path
    >>> table = read_records(reference_path("sites.tsv"), lambda error: None, columns="place=name")
    >>> first = next(table)
    >>> first.title, first.adm2, first.geo_precision
    ('Kim Chaek Iron and Steel Complex', 'KP0205', 'site')
    """
    return records_of(read_table(path, report, need=NEEDED, columns=columns), report)


def records_of(table: Table, report: Report) -> Iterator[Record]:
    """Records of a table that has been read.

    Rows that lie outside of the DPRK are kept without a county; a few are reported one by one, more in one line.
    """
    if "date" not in table.columns:
        what = "no column of days, so that its records have none; --columns date=NAME names one"
        report(InputError(f"{table.path}: {what}"))
    _settled.cache_clear()  # names may have been added since the last table
    words = _WORD.findall(Path(table.file).stem)
    stem = words[0] if words else "record"
    given = {table.cell(row, "id") for row in table.rows}
    used: set[str] = set()
    abroad: list[tuple[Mapping[str, Any], str]] = []
    for number, row in enumerate(table.rows):
        if row.get(LAT) is None and not table.cells(row, *_SAID):
            table.fault(row, "says neither when, where nor what; it is passed over", report)
            continue
        id_ = table.cell(row, "id")
        if not id_ or id_ in used:
            made = f"{stem}-{number:04d}"
            if id_:
                table.fault(row, f"id {id_[:40]!r} stands twice; this row is called {made}", report)
            id_ = made if made not in given else f"{made}-row"
        used.add(id_)
        record = _record(table, row, id_, report)
        if record.rule == _ABROAD:
            abroad.append((row, f"{record.lat:g}, {record.lon:g} is outside of the DPRK"))
        yield record
    if len(abroad) > _FEW:
        rows = ", ".join(str(row[WHERE]) for row, _ in abroad[:3])
        what = f"{len(abroad):,} rows outside of the DPRK, kept without county ({rows} and on)"
        report(InputError(f"{table.path}: {what}"))
    else:
        for where, what in abroad:
            table.fault(where, f"{what}; the row is kept without county", report)


def _record(table: Table, row: Mapping[str, Any], id_: str, report: Report) -> Record:
    day, precision, end = _time(table, row, report)
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
    coded = table.code(row, "type", report)
    actors = _actors(table, row)
    return Record(
        id=id_,
        date=day,
        date_precision=precision,
        type=kind
        if kind in EVENT_TYPES
        else coded or type_of(f"{table.cell(row, 'type')}. {title}. {text}") or "other",
        title=title or text[:120] or ", ".join(filter(None, (*actors, where["surface"]))),
        text=text,
        url=table.cell(row, "url"),
        mentions=mentions,
        row=table.own(row),
        actors=actors,
        date_end=end,
        **where,
    )


def _time(
    table: Table, row: Mapping[str, Any], report: Report
) -> tuple[date | None, str | None, date | None]:
    """First day, precision and last day of a row; a span that is one whole month or year is that month or year."""
    day, precision = table.day(row, report)
    end, end_precision = table.day(row, report, "date_end")
    if day is None:
        return None, None, None
    if end is not None and end < day:
        table.fault(row, f"ends on {end}, before it begins on {day}; the row is read without its end", report)
        end = None
    if end is not None and precision == end_precision == "day" and day.day == 1:
        if (day.month, end.month, end.day) == (1, 12, 31) and day.year == end.year:
            precision = "year"
        elif end == day.replace(day=monthrange(day.year, day.month)[1]):
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
    """Who acted, as the columns of actors say."""
    named = (name.strip() for cell in table.cells(row, "actor1", "actor2") for name in cell.split(";"))
    return tuple(dict.fromkeys(filter(None, named)))


def _places(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of places on either side of the line."""
    return [m for m in mentions if m.role == "location" and (m.adm1 or m.country == "KR")]


_settled = lru_cache(maxsize=4096)(settled)


def _named(table: Table, row: Mapping[str, Any]) -> tuple[str, Place | None, str]:
    """What the columns of a row call its place, the place, and what stands in the way."""
    holders = table.cells(row, "adm2_name", "adm1_name")
    said = clean(table.cell(row, "adm2") or table.cell(row, "place"))
    tries = [said, ", ".join((said, *holders))] if said else []
    tries += [", ".join(holders[n:]) for n in range(len(holders))]
    why = ""
    for name in dict.fromkeys(tries):
        place, stands = _settled(name)
        if place is not None:
            return name, place, ""
        why = why or stands
    return said or ", ".join(holders), None, why


def _where(
    table: Table, row: Mapping[str, Any], lat: float | None, lon: float | None, report: Report
) -> dict[str, Any] | None:
    """Place of a record by its columns: coordinates, P-code, place; None where they say nothing."""
    coded = table.code(row, "geo_precision", report, wanted=lat is not None)
    if coded == "country":
        return _answer(None, None, None, None, None, "country", f"precision given by {_publisher(table)}")
    if coded == "sea":
        return _answer(None, None, None, lat, lon, "sea", f"precision given by {_publisher(table)}")
    said, place, why = _named(table, row)
    if place is not None and lat is not None and lon is not None:
        lat, lon = checked(table, row, place, lat, lon, report)
    if lat is not None and lon is not None:
        return _at(table, row, place, lat, lon, coded)
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


def _publisher(table: Table) -> str:
    return table.layout.title if table.layout else "the table"


def _at(
    table: Table, row: Mapping[str, Any], place: Place | None, lat: float, lon: float, coded: str | None
) -> dict[str, Any]:
    """Place of coordinates: in the county that the row names, else in that whose polygon holds them.

    Counties are drawn to some kilometres, so what the row says of its county goes before the drawing. A code of
    precision, or the extent of an area, says how much of that is known.
    """
    from .boundaries import locate

    given = table.extent(row)
    precision = coded or (precision_of(given) if given else None) or "site"
    rule = "coordinates of the record" if not given else "a point inside the record's area"
    if coded:
        rule += f", precision given by {_publisher(table)}"
    name = place.name if place is not None else None
    if place is not None and place.adm2 and precision != "adm1":
        return _answer(name, place.adm1, place.adm2, lat, lon, precision, f"{rule}, county as it names it")
    if place is not None and place.adm1 and precision == "adm1":
        return _answer(name, place.adm1, None, lat, lon, precision, f"{rule}, province as it names it")
    pcode = locate(lon, lat, nearest_km=3).item()
    if pcode is None:
        return _answer(None, None, None, lat, lon, "none", _ABROAD)
    if precision == "country":
        return _answer(None, None, None, lat, lon, "country", rule)
    return _answer(name, pcode[:4], None if precision == "adm1" else pcode, lat, lon, precision, rule)


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


def join(
    events: Iterable[Event],
    records: Iterable[Record],
    *,
    days: int = 2,
    km: float = 30.0,
    min_score: float = 0.6,
) -> tuple[list[Event], list[Link]]:
    """Tie events to records.

    Parameters
    ----------
    events : iterable of Event
    records : iterable of Record
    days : int
        How many days a record's day may lie from the event's; a report without event date counts by its own
        day.
    km : float
        How far apart two points may lie, along the geodesic, where they are in different counties.
    min_score : float
        Ties below this (0 to 1) are left out.

    Returns
    -------
    tuple of list of Event, list of Link
        The events in their order, each with the ids of its records, and the ties, strongest first.

    Raises
    ------
    OptionError
        A negative window or distance, or a score outside 0 to 1.
    """
    if days < 0 or km < 0 or not 0 <= min_score <= 1:
        raise OptionError(
            f"days {days} and km {km} must not be negative, min_score {min_score} lies between 0 and 1"
        )
    # A record that is dated to its month only says of no day that it was then.
    dated = sorted(
        ((r.date, r) for r in records if r.date and r.date_precision == "day"),
        key=lambda pair: (pair[0], pair[1].id),
    )
    calendar = [day for day, _ in dated]
    links: list[Link] = []
    told: list[Event] = []
    for event in events:
        day = (
            event.date if event.date_precision == "day" else event.source_date if event.date is None else None
        )
        near: list[Link] = []
        if day:
            span = timedelta(days=days)
            first, last = bisect_left(calendar, day - span), bisect_right(calendar, day + span)
            for _, record in dated[first:last]:
                link = _tie(event, record, day, days, km)
                if link and link.score >= min_score:
                    near.append(link)
        near.sort(key=lambda k: (-k.score, k.record_id))
        links += near
        told.append(replace(event, records=tuple(k.record_id for k in near)) if near else event)
    links.sort(key=lambda k: (-k.score, k.event_id, k.record_id))
    return told, links


def _tie(event: Event, record: Record, day: date, days: int, km: float) -> Link | None:
    place = _same_place(event, record, km)
    if place is None:
        return None
    assert record.date is not None
    alike = _alike(event.type, record.type)
    if not alike:
        return None
    apart = abs((record.date - day).days)
    if event.date is None and record.date < day:
        apart -= 1  # reports come the day after
    when = (1 - 0.5 * apart / (days + 1)) * (0.9 if event.date is None else 1.0)
    score = place[0] * when * alike[0]
    when_said = "same day" if apart == 0 else f"{apart} day{'s' * (apart > 1)} apart"
    if event.date is None:
        when_said = "the report's day or the day before" if apart == 0 else f"{when_said} by its report"
    reasons = [place[1], when_said, alike[1]]
    return Link(event.event_id, record.id, round(score, 3), "; ".join(reasons))


def _alike(a: str, b: str) -> tuple[float, str] | None:
    """How well two types agree (0 to 1); None where they cannot be the same happening."""
    if a == b:
        return 1.0, f"both {a}"
    if any(a in group and b in group for group in _RELATED):
        return 0.8, f"{a} and {b}"
    return (0.5, f"{a} and {b}") if "other" in (a, b) else None


def _same_place(event: Event, record: Record, km: float) -> tuple[float, str] | None:
    """How well two places agree (0 to 1) and in what; None where they differ."""
    known = gazetteer()
    if event.adm2 and record.adm2:
        if event.adm2 == record.adm2:
            return 1.0, f"both in {known.name(event.adm2)}"
        return _close(event, record, km)
    if event.adm1 and record.adm1:
        return (0.5, f"both in {known.name(event.adm1)}") if event.adm1 == record.adm1 else None
    if event.adm1 or record.adm1:
        # One of the two says where: no contradiction, but no agreement either.
        return (0.7, "only one says where") if event.type == record.type == "weapons-test" else None
    if event.type == record.type and event.type == "weapons-test":
        return 0.7, "neither says where"
    return None


def _close(event: Event, record: Record, km: float) -> tuple[float, str] | None:
    if event.lat is None or event.lon is None or record.lat is None or record.lon is None:
        return None
    from geopy.distance import geodesic

    apart = geodesic((event.lat, event.lon), (record.lat, record.lon)).km
    return (0.8 * (1 - apart / km), f"{apart:.0f} km apart") if km and apart <= km else None
