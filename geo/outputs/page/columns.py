"""Encode frames as one compact columnar block of data for the page.

Columns used by filters (day, type, place, precision ...) are stored as typed arrays, and texts (title, quote,
source ...) in chunks (:mod:`geo.outputs.page.chunks`). All of it is data and never HTML.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from geo.model.entities import BASES, PRECISIONS
from geo.model.event_types import OTHER
from geo.outputs import frame_columns as frames
from geo.outputs.frame_columns import Array
from geo.reference.context import Reference

from . import facets
from .chunks import CHUNK, compact, pack_texts
from .packing import as_json, as_letters, deflate, pack
from .shapes import Unit, Units
from .spellings import spellings
from .type_symbols import type_symbols

__all__ = ["encode", "row_order"]

_DEGREE = 100_000
_REPORTED = 4
"""Code of the date precision of an undated event, which is placed at the day of its report."""
_STATUS = ("found", "candidate", "reviewed", "rejected")
_DATE_PRECISIONS = ("day", "month", "year")


class _Block:
    """Concatenated typed arrays, each in the smallest integer type that fits."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._columns: list[list[object]] = []
        self._size = 0

    def add(self, name: str, values: Array) -> None:
        low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
        kind = "i4" if low < 0 or high > 65_535 else "u2" if high > 255 else "u1"
        part = values.astype("<" + kind).tobytes()
        part += b"\0" * (-len(part) % 4)  # typed arrays must be aligned
        self._columns.append([name, kind, self._size, len(values)])
        self._parts.append(part)
        self._size += len(part)

    def emit(self) -> dict[str, object]:
        return {"columns": self._columns, "bytes": as_letters(deflate(b"".join(self._parts)))}


def row_order(events: pd.DataFrame) -> Array:
    """Number in the frame of each row of the page.

    Examples
    --------
    >>> row_order(pd.DataFrame({"date": ["2024-01-01", None, "2024-05-02"]})).tolist()
    [2, 0, 1]
    """
    days, undated, _ = _days(events)
    return np.lexsort((-days, undated))


def _days(events: pd.DataFrame) -> tuple[Array, Array, Array]:
    """Days of events, which have none, and which have that of their report: an undated event is placed there."""
    days, undated = frames.to_days(frames.column(events, "date"))
    report_days, unreported = frames.to_days(frames.column(events, "source_date"))
    reported = undated & ~unreported
    return np.where(reported, report_days, days), undated & unreported, reported


class _UnitTable:
    """Units of the reference, followed by units that occur only in the frames."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = list(units)
        self.places = {unit.pcode: number for number, unit in enumerate(self.units)}

    def resolve(self, frame: pd.DataFrame) -> Array:
        """Index of each row's county, else province, else -1."""
        province, county = frames.texts(frame, "adm1"), frames.texts(frame, "adm2")
        names = {level: frames.texts(frame, f"adm{level}_name") for level in (1, 2)}
        korean = {level: frames.texts(frame, f"adm{level}_korean") for level in (1, 2)}
        result = np.full(len(frame), -1, dtype=np.int64)
        for row, (one, two) in enumerate(zip(province, county, strict=True)):
            code = two or one
            if not code:
                continue
            place = self.places.get(code)
            if place is None:
                for pcode, depth, parent in ((one, 1, ""), (two, 2, one)):
                    if pcode and pcode not in self.places:
                        self.places[pcode] = len(self.units)
                        name = names[depth][row] or pcode
                        self.units.append(Unit(pcode, depth, name, korean[depth][row], parent))
                place = self.places[code]
            result[row] = place
        return result

    def emit(self) -> list[list[object]]:
        return [
            [unit.pcode, unit.level, unit.name, unit.korean, self.places.get(unit.parent, -1)]
            for unit in self.units
        ]


def _points(frame: pd.DataFrame) -> tuple[Array, Array, Array]:
    """Longitude and latitude in integer units of 1e-5 degrees, and the mask of usable points."""
    lat, lon = frames.numbers(frame, "lat"), frames.numbers(frame, "lon")
    with np.errstate(invalid="ignore"):
        good = (np.abs(lat) <= 85) & (np.abs(lon) <= 180)
    x = np.rint(np.where(good, lon, 0) * _DEGREE).astype(np.int64)
    y = np.rint(np.where(good, lat, 0) * _DEGREE).astype(np.int64)
    return x, y, good


def _precision(frame: pd.DataFrame, unit: Array, level: Array, point: Array) -> Array:
    """Code of each row's precision, reduced if the row lacks the coordinates or unit that it needs.

    Only ``site`` and ``locality`` with coordinates are drawn as points. The coordinates of a county are those of the
    county, not of the event.
    """
    country = PRECISIONS.index("country")
    codes, names = frames.codes(frames.texts(frame, "geo_precision"), PRECISIONS)
    # Coordinates without a stated precision are taken as a locality.
    unknown = codes >= len(PRECISIONS)
    stated = np.array([name != "" for name in names], dtype=bool)[codes]
    codes[unknown] = np.where(point[unknown] & ~stated[unknown], PRECISIONS.index("locality"), country)
    by_unit = np.where(unit < 0, country, np.where(level[unit] == 2, 2, 3))
    exact = codes <= PRECISIONS.index("locality")
    lowered = np.where(exact & point, codes, np.maximum(codes, by_unit))
    # For an unknown value reduced to "country", the unit gives the precision if there is one.
    return np.where(unknown & (lowered == country), by_unit, lowered)


def _site_numbers(frame: pd.DataFrame, sites: pd.DataFrame | None) -> Array:
    """Row of each event's site in the table of sites, by id or name; the county decides between sites of one name."""
    result = np.zeros(len(frame), dtype=np.int64)
    if sites is None or len(sites) == 0:
        return result
    by_key: dict[tuple[str, str], int] = {}
    by_name: dict[str, int] = {}
    columns = (frames.texts(sites, "site_id"), frames.texts(sites, "name"), frames.texts(sites, "adm2"))
    for number, (code, name, county) in enumerate(zip(*columns, strict=True), start=1):
        if code:
            by_name[code] = number
        if name:
            by_key.setdefault((name, county), number)
            by_name[name] = 0 if name in by_name and by_name[name] != number else number
    for row, (name, county) in enumerate(
        zip(frames.texts(frame, "site"), frames.texts(frame, "adm2"), strict=True)
    ):
        if name:
            result[row] = by_key.get((name, county)) or by_name.get(name, 0)
    return result


def _table(frame: pd.DataFrame, texts: Sequence[str], units: _UnitTable) -> dict[str, Any]:
    """Encode a smaller table (sites, records) as lists of texts, units and points."""
    unit = units.resolve(frame)
    x, y, good = _points(frame)
    precision = frames.texts(frame, "geo_precision")
    exact = good & np.array([word in ("site", "locality", "sea", "") for word in precision], dtype=bool)
    result: dict[str, Any] = {name: compact(frames.texts(frame, name)) for name in texts}
    result["unit"] = unit.tolist()
    result["geo_precision"] = compact(precision)
    result["x"] = np.where(exact, x, 0).tolist()
    result["y"] = np.where(exact, y, 0).tolist()
    result["point"] = exact.astype(int).tolist()
    return result


def _links(
    events: Sequence[str], lists: list[list[str]], records: pd.DataFrame | None, links: pd.DataFrame | None
) -> list[list[object]]:
    """Linked pairs of event and record rows, from the links and from the columns of both tables."""
    if records is None or len(records) == 0:
        return []
    event_row = {event: row for row, event in reversed(list(enumerate(events)))}
    record_row = {record: row for row, record in enumerate(frames.texts(records, "id"))}
    pairs: dict[tuple[int, int], list[object]] = {}

    def add(event: str, record: str, score: object = None, reasons: str = "") -> None:
        if event in event_row and record in record_row:
            key = (event_row[event], record_row[record])
            pairs.setdefault(key, [*key, score, reasons])

    if links is not None:
        scores = frames.numbers(links, "score")
        columns = (
            frames.texts(links, "event_id"),
            frames.texts(links, "record_id"),
            scores,
            frames.texts(links, "reasons"),
        )
        for event, record, score, reasons in zip(*columns, strict=True):
            add(event, record, None if np.isnan(score) else round(float(score), 3), reasons)
    for event, ids in zip(events, lists, strict=True):
        for record in ids:
            add(event, record)
    for record, matched in zip(frames.texts(records, "id"), frames.lists(records, "matched"), strict=True):
        for event in matched:
            add(event, record)
    return [pairs[key] for key in sorted(pairs)]


def _other_events(events: pd.DataFrame, name: str) -> np.ndarray:
    """For each event the number (from 1) of another event that a column names; 0 if it names itself or none."""
    ids = frames.texts(events, "event_id")
    number = {id_: place for place, id_ in enumerate(ids, 1)}
    firsts = frames.texts(events, name)
    return np.array(
        [0 if first in ("", id_) else number.get(first, 0) for id_, first in zip(ids, firsts, strict=True)],
        dtype=np.int64,
    )


def encode(
    events: pd.DataFrame,
    polygons: Units,
    *,
    sites: pd.DataFrame | None = None,
    records: pd.DataFrame | None = None,
    links: pd.DataFrame | None = None,
    about: Mapping[str, object] | None = None,
    reference: Reference | None = None,
) -> dict[str, Any]:
    """Encode the frames as the data block of the page.

    Parameters
    ----------
    events, sites, records, links : pandas.DataFrame
        As :func:`geo.outputs.page.event_map` takes them.
    polygons : Units
        Polygons and names of the units.
    about : mapping
        Further values for the page: title, language, versions.
    reference : Reference, optional
        Publishers, words for kinds of sites, and event types; the bundled one by default. Unknown event types come
        after the known ones, under their own names and with the style of ``other``.

    Returns
    -------
    dict
        Values for :func:`json.dumps`. Events are sorted from newest to oldest, undated ones last. ``later`` has, by
        name, the packed texts that are not needed to draw the map.

    Examples
    --------
    >>> block = encode(pd.DataFrame(), Units((), (), ()))
    >>> block["n"], list(block["later"])
    (0, ['words', 'spellings'])
    """
    days, undated, reported = _days(events)
    order = np.lexsort((-days, undated))
    events, days, undated, reported = events.iloc[order], days[order], undated[order], reported[order]

    table = _UnitTable(polygons.units)
    unit = table.resolve(events)
    site_block = record_block = None
    if sites is not None and len(sites):
        texts = ("site_id", "name", "korean", "kind", "first", "last", "n_mentions", "n_events")
        site_block = pack(as_json(_table(sites, texts, table)))
    record_lists = frames.lists(events, "records")
    pairs = _links(frames.texts(events, "event_id"), record_lists, records, links)
    if records is not None and len(records):
        content = _table(records, ("id", "date", "type", "title", "text", "url", "rule"), table)
        record_block = pack(as_json({**content, "links": pairs}))
    level = np.array([entry.level for entry in table.units] or [0], dtype=np.int64)

    x, y, good = _points(events)
    precision = _precision(events, unit, level, good)
    drawn = good & (precision <= PRECISIONS.index("locality"))
    places, place = np.unique(np.where(drawn, (x << 32) + y, np.iinfo(np.int64).max), return_inverse=True)
    places = places[places != np.iinfo(np.int64).max]
    place_y = (places + (1 << 31)) % (1 << 32) - (1 << 31)

    matched = np.array([bool(ids) for ids in record_lists], dtype=bool)
    matched[[int(str(pair[0])) for pair in pairs]] = True
    known = reference or Reference.bundled()
    known_types = known.event_types
    types, type_names = frames.codes(
        [kind or OTHER for kind in frames.texts(events, "type")], known_types.ids
    )
    status, status_names = frames.codes([text or "found" for text in frames.texts(events, "status")], _STATUS)
    basis, basis_names = frames.codes([text or BASES[0] for text in frames.texts(events, "basis")], BASES)
    date_precision, _ = frames.codes(frames.texts(events, "date_precision"), _DATE_PRECISIONS)
    base = int(days[~undated].min()) if (~undated).any() else 0
    site = _site_numbers(events, sites)
    kind, kind_names = facets.site_kinds(events, sites, site.tolist(), known.lexicon)
    source, source_names = facets.sources(events, known.publishers)
    independent = np.nan_to_num(frames.numbers(events, "sources"), nan=1.0)

    block = _Block()
    block.add("day", np.where(undated, 0, days - base + 1))
    date_precision = np.where(date_precision > 2, 0, date_precision)
    block.add("datePrecision", np.where(undated, 3, np.where(reported, _REPORTED, date_precision)))
    block.add("type", types)
    block.add("precision", precision)
    block.add("unit", unit + 1)
    block.add("place", np.where(drawn, place + 1, 0))
    block.add("status", status)
    block.add("basis", basis)
    block.add("leader", frames.truths(events, "leader").astype(np.int64))
    block.add("matched", matched.astype(np.int64))
    block.add("records", facets.record_counts(record_lists, pairs, records))
    block.add("site", site)
    block.add("kind", kind)
    block.add("source", source)
    block.add("same", _other_events(events, "happening"))
    block.add("repeats", _other_events(events, "repeats"))
    block.add("independent", np.clip(independent, 1, 60_000).astype(np.int64))
    block.add("placeX", (places - place_y) >> 32)
    block.add("placeY", place_y)
    return {
        "version": 2,
        "n": len(events),
        "base": base,
        "chunk": CHUNK,
        "types": type_names,
        "typeSymbols": type_symbols(known_types),
        "otherType": known_types.number(OTHER),
        "precisions": list(PRECISIONS),
        "statuses": status_names,
        "bases": basis_names,
        "kinds": kind_names,
        "sources": source_names,
        "hot": block.emit(),
        "sites": site_block,
        "nSites": 0 if sites is None else len(sites),
        "nRecords": 0 if records is None else len(records),
        "nLinks": len(pairs),
        "shapes": pack(as_json({"names": table.emit(), "units": polygons.shapes, "land": polygons.backdrop})),
        "about": dict(about or {}),
        "later": pack_texts(events, record_lists)
        | {"spellings": pack(as_json(spellings([one.pcode for one in table.units], events, sites, known)))}
        | ({} if record_block is None else {"records": record_block}),
    }
