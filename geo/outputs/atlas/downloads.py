"""The events of a page as CSV and GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from geo.model.entities import Event
from geo.outputs.formats.json_rows import event_properties
from geo.text.spreadsheet_safety import guarded

from .entries import Entry
from .fragments import shortened
from .parts import Part
from .subjects import Contents, Subject

__all__ = ["COLUMNS", "LIMIT", "Downloads"]

COLUMNS = (
    "event_id", "happening", "date", "date_precision", "first_day", "last_day", "type", "title", "site", "adm1",
    "adm1_name", "adm2", "adm2_name", "lat", "lon", "geo_precision", "rule", "date_rule", "score", "status", "leader",
    "actors", "basis", "publisher", "source_title", "source_url", "source_date", "quote",
)  # fmt: skip
"""Columns of the tables, which are those of the events of every export."""
LIMIT = 2_000_000
"""Largest file in bytes, but that of the interactive map."""
_MOST = 4_000
"""Reports above which no file is tried."""
_LETTERS = 3_000
"""Most letters of a value, so that the events of a page always fit into a file."""


class Downloads:
    """Makes the files of pages; each event is encoded once.

    Parameters
    ----------
    contents : Contents
    """

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self._rows: dict[str, str] = {}
        self._features: dict[str, str] = {}
        self._heading = _line(COLUMNS)

    def files(self, subject: Subject, part: Part) -> dict[str, str] | None:
        """CSV and GeoJSON of a part by file extension; None where one would be too large."""
        reports = list(self._reports(subject, part.entries))
        if len(reports) > _MOST and part.parts:
            return None
        table = "\ufeff" + self._heading + "".join(map(self._row, reports))
        features = ",\n".join(map(self._feature, reports))
        collection = f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'
        if part.parts and any(len(text.encode("utf-8", "replace")) > LIMIT for text in (table, collection)):
            return None
        return {"csv": table, "geojson": collection}

    def _reports(self, subject: Subject, entries: Iterable[Entry]) -> Iterator[Event]:
        of_source = subject.kind == "source"
        for entry in entries:
            for event in entry.reports:
                if not of_source or self.contents.source_of(event) is subject:
                    yield event

    def _row(self, event: Event) -> str:
        found = self._rows.get(event.event_id)
        if found is None:
            found = self._rows[event.event_id] = _line(map(_cell, self._values(event).values()))
        return found

    def _feature(self, event: Event) -> str:
        found = self._features.get(event.event_id)
        if found is None:
            located = event.lat is not None and event.lon is not None
            feature = {
                "type": "Feature",
                "id": event.event_id,
                "geometry": {"type": "Point", "coordinates": [event.lon, event.lat]} if located else None,
                "properties": {k: v for k, v in self._values(event).items() if k not in ("lat", "lon")},
            }
            found = json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
            self._features[event.event_id] = found
        return found

    def _values(self, event: Event) -> dict[str, Any]:
        row = event_properties(event) | {"happening": event.happening_id}
        return {name: _short(row[name]) for name in COLUMNS}


def _short(value: Any) -> Any:
    if isinstance(value, str):
        return shortened(value, _LETTERS)
    return [shortened(one, _LETTERS) for one in value[:_LETTERS]] if isinstance(value, list) else value


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        value = "; ".join(value)
    return guarded(value.replace("\0", "")) if isinstance(value, str) else value


def _line(cells: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
