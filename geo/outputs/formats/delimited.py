"""Layers as CSV, and events as CSV in the layout of ACLED's exports."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geo.outputs.writing import opened
from geo.reference.context import Reference

from .cells import cell
from .characters import NO_NUL
from .declaration import Format
from .export import Export, Stream, Table, Traits

__all__ = ["ACLED", "ACLED_CSV", "CSV", "write_acled", "write_csv"]

ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude",
    "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
"""Columns of ACLED's exports, in their order."""

_TIME = {"day": 1, "month": 3}
_PLACE = {"site": 1, "locality": 1, "adm2": 2, "adm1": 3}


def write_csv(export: Export) -> list[str]:
    """Write a layer as CSV (RFC 4180) in UTF-8 with a byte order mark, which Excel needs."""
    for stream in export.streams():
        _write(export.file, stream.layer.names, (row for table in stream.tables for row in _plain(table)))
    return []


def write_acled(export: Export) -> list[str]:
    """Write events in ACLED's layout.

    ``time_precision`` is 1 for a day and 3 for a month, whose first day is given. ACLED has no code for a year, so
    an event dated to a year or not at all has no ``event_date``. ``geo_precision`` is 1 for a town or site, 2 for a
    county, 3 for a province. Status, type, rule, score and the report's day are in ``tags``.
    """
    uncoded = undated = nowhere = 0
    reference = export.results.reference

    def coded(stream: Stream) -> Iterator[list[Any]]:
        nonlocal uncoded, undated, nowhere
        for values, _ in stream.rows:
            row = _acled(dict(zip(stream.layer.names, values, strict=True)), reference)
            uncoded += not row["event_type"]
            undated += not row["event_date"]
            nowhere += row["geo_precision"] is None
            yield [row[name] for name in ACLED]

    for stream in export.streams():
        _write(export.file, ACLED, coded(stream))
    lost = [
        "columns that articles do not report are empty: interactions, targeting, source scale, fatalities, timestamp"
    ]
    lost += [f"{uncoded:,} events of types that ACLED does not code have no event_type"] * bool(uncoded)
    lost += [f"{undated:,} events not dated to a day or month have no event_date"] * bool(undated)
    lost += [f"{nowhere:,} events without a known place have no geo_precision"] * bool(nowhere)
    return lost


def _write(path: Path, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with opened(path) as file:
        file.write("\ufeff")  # without the byte order mark Excel misreads Korean
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow(names)
        table.writerows(rows)


def _plain(table: Table) -> Iterator[Sequence[Any]]:
    """Rows with booleans as "true" and "false", as in the other formats."""
    columns = [
        [str(value).lower() if isinstance(value, bool) else value for value in values]
        if column.kind == "boolean"
        else values
        for column, values in zip(table.layer.columns, table.columns, strict=True)
    ]
    return zip(*columns, strict=True)


def _acled(event: Mapping[str, Any], reference: Reference) -> dict[str, Any]:
    day, precision = event["date"], event["date_precision"]
    dated = day is not None and precision in _TIME
    disorder, kind, sub_kind = reference.event_types.known(event["type"]).acled or (None, None, None)
    actors = [cell(actor) for actor in event["actors"]]
    site = event["site"] if event["geo_precision"] == "site" else None
    tags = [
        f"dprk-geo: {event['type']}", f"status: {event['status']}", f"score: {event['score']:g}",
        f"rule: {event['rule']}", *([f"site: {event['site']}"] if event["site"] and not site else []),
        *([f"reported: {event['source_date']}"] if event["source_date"] else []),
    ]  # fmt: skip
    row: dict[str, Any] = dict.fromkeys(ACLED)
    row |= {
        "event_id_cnty": event["event_id"],
        "event_date": day.isoformat() if dated else None,
        "year": day.year if day else None,
        "time_precision": _TIME[precision] if dated else None,
        "disorder_type": disorder,
        "event_type": kind,
        "sub_event_type": sub_kind,
        "actor1": actors[0] if actors else None,
        "assoc_actor_1": cell(event["actors"][1:]) or None,
        "iso": 408,
        "region": "East Asia",
        "country": "North Korea",
        "admin1": event["adm1_name"],
        "admin2": event["adm2_name"],
        "location": site or event["adm2_name"] or event["adm1_name"],
        "latitude": event["lat"],
        "longitude": event["lon"],
        "geo_precision": _PLACE.get(event["geo_precision"]),
        "source": event["publisher"] or reference.publishers.of(event["source_url"] or "").name,
        "notes": event["quote"],
        "tags": "; ".join(tags),
    }
    return row


CSV = Format(
    "CSV", (".csv",), write_csv, Traits(NO_NUL, lists="text", objects="json", guarded=True), geometry=False
)
ACLED_CSV = Format(
    "ACLED's CSV",
    (".acled.csv",),
    write_acled,
    Traits(NO_NUL, guarded=True),
    only=("events",),
    geometry=False,
)
