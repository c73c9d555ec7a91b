"""Files for other programs: JSON Lines and GeoJSON by RFC 7946."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import IO, Any

from geo.errors import OptionError, UnreadableError
from geo.model import Event, Extraction, Mention, Record

__all__ = [
    "AREAS",
    "areas",
    "event_properties",
    "extraction_row",
    "record_row",
    "write_geojson",
    "write_lines",
    "write_text",
]

AREAS = ("adm1", "adm2")
"""Precisions at which a place is an area: known to its province, or to its county."""
_EVENT = tuple(f.name for f in fields(Event))
_MENTION = tuple(f.name for f in fields(Mention))
_PLACE = ("adm1", "adm2", "lat", "lon", "geo_precision", "rule")
_TIME = ("date", "date_precision", "date_end")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
_DIGITS = 6
"""Decimals of coordinates: a tenth of a metre, as RFC 7946 advises."""


def plain(value: Any) -> Any:
    """A value as JSON has it: days in ISO form, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    return value


def _row(value: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: plain(getattr(value, name)) for name in names}


def event_properties(event: Event) -> dict[str, Any]:
    """An event's columns as JSON values.

    See Also
    --------
    geo.model.Event : what each column says.
    """
    return _row(event, _EVENT)


def extraction_row(found: Extraction) -> dict[str, Any]:
    """One article's line of ``dprk-geo extract``: its own fields without the text, mentions and events."""
    article = found.article
    return {
        "id": article.id,
        "date": plain(article.date),
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "topic": article.topic,
        **{k: v for k, v in article.extra.items() if k not in ("mentions", "events")},
        "mentions": [_row(m, _MENTION) for m in found.mentions],
        "events": [event_properties(e) for e in found.events],
    }


def record_row(record: Record) -> dict[str, Any]:
    """One record's line of ``dprk-geo records``: its own columns, mentions and place.

    A column of the table with a name of ours is kept as ``name_given`` where it says another thing.
    """
    ours = {
        **_row(record, ("id", *_TIME)),
        "event_type": record.type,
        "actors": list(record.actors),
        "mentions": [_row(m, _MENTION) for m in record.mentions],
        "event_place": _row(record, ("surface", *_PLACE)),
    }
    return {**_given(record, ours), **ours}


def _given(record: Record, ours: Mapping[str, Any]) -> dict[str, Any]:
    """A record's own columns beside ours."""
    return {(f"{k}_given" if k in ours and v != ours[k] else k): v for k, v in record.row.items()}


@contextmanager
def whole(path: Path, ending: str = "") -> Iterator[Path]:
    """A path beside a file that takes its name when what is written there is whole.

    With an ``ending``, for writers that go by it, the path has that one; else none that a reader of the folder
    would take for an article's.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.stem}.{os.getpid()}.part{ending}")  # GDAL splits at ".xlsx"
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def opened(path: str | Path) -> Iterator[IO[str]]:
    """A text file that takes its name when it is whole, so that nothing is lost to a run that fails.

    Raises
    ------
    UnreadableError
        The folder or file cannot be written, or the disk is full.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a device or a pipe has no beside
            with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
                yield file
            return
        with (
            whole(path) as beside,
            beside.open("w", encoding="utf-8", errors="replace", newline="\n") as file,
        ):
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(f"{path}: cannot be written ({error.strerror or error})") from error


def write_text(text: str, out: str | Path | IO[str]) -> None:
    """Write a text to a file, made with its folder, or to an open stream."""
    if isinstance(out, (str, Path)):
        with opened(out) as file:
            file.write(text)
    else:
        out.write(text)


def write_lines(rows: Iterable[Mapping[str, Any]], out: str | Path | IO[str]) -> int:
    """Write one JSON object a line, as they come; returns how many."""
    if isinstance(out, (str, Path)):
        with opened(out) as lines:
            return write_lines(rows, lines)
    count = 0
    for row in rows:
        out.write(_encode(row) + "\n")
        count += 1
    return count


def write_geojson(rows: Iterable[Mapping[str, Any]], out: str | Path, *, geometry: str = "point") -> int:
    """Write rows with ``lat``, ``lon``, ``adm1``, ``adm2`` and ``geo_precision`` as a FeatureCollection.

    Parameters
    ----------
    rows : iterable of mapping
        :func:`event_properties` of events, or the like.
    out : path
    geometry : {"point", "area"}
        With ``"area"`` what is known only to its county or province is written as that polygon. With
        ``"point"`` it stands at the unit's seat, and ``geo_precision`` says how little that means.

    Returns
    -------
    int
        How many features were written; those without a place have a null geometry.

    Raises
    ------
    OptionError
        ``geometry`` is neither.
    """
    if geometry not in ("point", "area"):
        raise OptionError(f"geometry {geometry!r} is neither 'point' nor 'area'")
    count = 0
    with opened(out) as file:
        file.write('{"type":"FeatureCollection","features":[')
        for feature in _features(rows, areas() if geometry == "area" else {}):
            file.write(("," if count else "") + "\n")
            json.dump(feature, file, ensure_ascii=False, separators=(",", ":"), default=str)
            count += 1
        file.write("\n]}\n")
    return count


def record_properties(record: Record) -> dict[str, Any]:
    """A record's columns as JSON values; a column of the table with a name of ours is kept as ``name_given``."""
    ours = _row(record, ("id", *_TIME, "type", "title", "actors", "surface", *_PLACE))
    return {**_given(record, ours), **ours}


def areas() -> dict[str, Any]:
    """Polygons of provinces and counties by P-code, as GeoJSON geometries."""
    from geo.boundaries import geojson

    return {
        f["properties"]["pcode"]: f["geometry"] for level in ("adm1", "adm2") for f in geojson(level)["features"]
    }  # fmt: skip


def _features(rows: Iterable[Mapping[str, Any]], shapes: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for row in rows:
        geometry: Any = None
        if row.get("geo_precision") in AREAS:
            geometry = shapes.get(row.get("adm2") or row.get("adm1") or "")
        if geometry is None and row.get("lat") is not None and row.get("lon") is not None:
            point = [round(row["lon"], _DIGITS), round(row["lat"], _DIGITS)]
            geometry = {"type": "Point", "coordinates": point}
        feature: dict[str, Any] = {"type": "Feature"}
        if row.get("event_id") or row.get("id"):
            feature["id"] = row.get("event_id") or row.get("id")
        yield {**feature, "geometry": geometry, "properties": dict(row)}
