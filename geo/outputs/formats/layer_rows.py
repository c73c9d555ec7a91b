"""Rows of the layers from results, and the location of each row."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from geo.linking.coreference.happenings import each_happening
from geo.linking.dataset import Dataset
from geo.linking.site_register import site_id
from geo.linking.stored_events import StoredEvents, number_of_happenings
from geo.model.entities import Article, Event
from geo.model.event_types import EventTypes
from geo.outputs.provenance import name_of
from geo.reference.gazetteer import Gazetteer

from .geometries import AREAS
from .json_rows import mention_properties
from .layers import Column, Layer, count_column

__all__ = ["Spot", "rows", "size", "spot"]

Spot = tuple[float, float] | str | None
"""Location of a row: longitude and latitude of a point, the P-code of an area, or None if unknown."""

Row = Mapping[str, Any]


def rows(layer: Layer, results: Dataset) -> Iterator[tuple[Any, ...]]:
    """Rows of a layer, with one value per column in the type of the column.

    Examples
    --------
    >>> from geo.outputs.formats.layers import chosen
    >>> from geo.api.reading import read
    >>> next(rows(chosen(["provinces"])[0], read([])))[:4]
    ('KP01', 'Ryanggang', '량강도', 'province')
    """
    for row in _ROWS[layer.name](results):
        yield tuple(_value(column, row[column.name]) for column in layer.columns)


def size(layer: Layer, results: Dataset) -> int:
    """Number of rows of a layer, without building them."""
    return _SIZES[layer.name](results)


def spot(layer: Layer, row: Row, drawn: Container[str]) -> Spot:
    """Location of a row: its point or area, or its county or province if that is in ``drawn``.

    Parameters
    ----------
    layer : Layer
    row : mapping
    drawn : container of str
        P-codes of units that are drawn as areas for rows located only to that unit.
    """
    if layer.geometry is None:
        return None
    if layer.geometry == "area":
        return str(row["pcode"])
    if row.get("geo_precision") in AREAS:
        code = row["adm2"] or row["adm1"] or ""
        if code in drawn:
            return str(code)
    lon, lat = row["lon"], row["lat"]
    return None if lon is None or lat is None else (lon, lat)


def _value(column: Column, value: Any) -> Any:
    if column.kind == "list":
        return tuple(str(v) for v in value if v not in (None, ""))
    if column.kind == "object":
        return _json(value)
    if value is None or (column.null and value == ""):
        return None
    if column.kind == "number":
        return float(value) if math.isfinite(value) else None
    return value


def _json(value: Any) -> Any:
    """Convert any value of the input to a JSON value."""
    if isinstance(value, Mapping):
        return {str(k): _json(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_json(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, (str, int, float)) else _json_text(value)


def _json_text(value: Any) -> str:
    """Text of a value without a JSON type; dates in ISO format."""
    return value.isoformat() if isinstance(value, date) else str(value)


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


class _Counts:
    """Numbers of the events of a unit, and their first and last day."""

    def __init__(self) -> None:
        self._kinds: Counter[str] = Counter()
        self._candidates = 0
        self._first: date | None = None
        self._last: date | None = None

    def add(self, event: Event) -> None:
        """Count an event."""
        self._kinds[event.type] += 1
        self._candidates += event.status == "candidate"
        if event.date:
            self._first = min(self._first or event.date, event.date)
            self._last = max(self._last or event.date, event.date)

    def row(self, types: EventTypes) -> dict[str, Any]:
        """The columns of a unit's row."""
        return {
            "n_events": self._kinds.total(),
            "n_candidates": self._candidates,
            **{count_column(t): self._kinds[t] for t in types},
            "first_event": self._first,
            "last_event": self._last,
        }


def _units(results: Dataset, level: str) -> Iterator[Row]:
    there: dict[str | None, _Counts] = defaultdict(_Counts)
    for event in results.event_list:
        there[getattr(event, level)].add(event)
    known, types = results.reference.gazetteer, results.reference.event_types
    for place in known.units("adm1" if level == "adm1" else "adm2"):
        yield {
            "pcode": place.place_id, "adm1": place.adm1, "adm1_name": known.name(place.adm1), "name": place.name,
            "korean": place.korean, "type": place.type, "lat": place.lat, "lon": place.lon,
            **there[place.place_id].row(types),
        }  # fmt: skip


def _names(value: Any, known: Gazetteer) -> dict[str, str]:
    return {f"{level}_name": known.name(getattr(value, level)) for level in ("adm1", "adm2")}


def _articles(results: Dataset) -> Iterator[Row]:
    for found in results.extractions:
        yield _article(found.article, len(found.mentions), len(found.events))
    if isinstance(results.event_list, StoredEvents):
        return  # its events are those of the extractions
    known = {found.article.id for found in results.extractions}
    for event in results.event_list:  # results built by hand may have no extractions
        if event.source_id not in known:
            known.add(event.source_id)
            whence = Article(event.source_id, "", event.source_title, event.source_date, event.source_url)
            yield _article(whence, 0, sum(e.source_id == event.source_id for e in results.event_list))


def _article(article: Article, mentions: int, events: int) -> Row:
    return {
        "source_id": article.id, "date": article.date, "title": article.title, "url": article.url,
        "source": article.source, "topic": article.topic, "file": name_of(article.path) if article.path else "",
        "line": article.line or None, "n_mentions": mentions, "n_events": events, "own": article.extra,
    }  # fmt: skip


def _sites(results: Dataset) -> Iterator[Row]:
    for site in results.sites:
        yield {**_fields(site), **_names(site, results.reference.gazetteer)}


def _events(results: Dataset) -> Iterator[Row]:
    sites: dict[str, str] = {}
    for site in results.sites:
        for event_id in site.event_ids:
            sites.setdefault(event_id, site.site_id)
    known = results.reference.gazetteer
    for event in results.event_list:
        korean = {f"{level}_korean": known.korean(getattr(event, level)) for level in ("adm1", "adm2")}
        yield {**_fields(event), **korean, "site_id": sites.get(event.event_id)}


def _happenings(results: Dataset) -> Iterator[Row]:
    for happening in each_happening(results.event_list, reference=results.reference):
        yield {**_fields(happening), **_names(happening, results.reference.gazetteer)}


def _mentions(results: Dataset) -> Iterator[Row]:
    sites = {site.site_id for site in results.sites}
    for found in results.extractions:
        for mention in found.mentions:
            site = site_id(mention)
            yield {
                **_fields(mention),
                "mention_id": f"{found.article.id}:{mention.start}:{mention.kind}",
                "source_id": found.article.id,
                "site_id": site if site in sites else None,
            }


def _records(results: Dataset) -> Iterator[Row]:
    linked: dict[str, list[str]] = {}
    for link in results.links:
        linked.setdefault(link.record_id, []).append(link.event_id)
    table = results.tables.get("records")
    for record in results.records:
        yield {
            **_fields(record), "record_id": record.id, "matched": linked.get(record.id, ()),
            "table_name": name_of(table) if table else "", "own": record.row,
            "mentions": [mention_properties(m) for m in record.mentions],
        }  # fmt: skip


_ROWS: Mapping[str, Callable[[Dataset], Iterable[Row]]] = {
    "provinces": lambda results: _units(results, "adm1"),
    "counties": lambda results: _units(results, "adm2"),
    "articles": _articles,
    "sites": _sites,
    "events": _events,
    "happenings": _happenings,
    "mentions": _mentions,
    "records": _records,
    "links": lambda results: map(_fields, results.links),
}
_SIZES: Mapping[str, Callable[[Dataset], int]] = {
    "provinces": lambda results: len(results.reference.gazetteer.units("adm1")),
    "counties": lambda results: len(results.reference.gazetteer.units("adm2")),
    "articles": lambda results: len(results.extractions),
    "sites": lambda results: len(results.sites),
    "events": lambda results: len(results.event_list),
    "happenings": lambda results: number_of_happenings(results.event_list),
    "mentions": lambda results: sum(len(found.mentions) for found in results.extractions),
    "records": lambda results: len(results.records),
    "links": lambda results: len(results.links),
}
