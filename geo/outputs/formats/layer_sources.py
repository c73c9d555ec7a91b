"""Where the rows of each layer come from: the values of results that become rows, and columns derived from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any

from geo.linking.coreference.happenings import each_happening
from geo.linking.dataset import Dataset
from geo.linking.site_register import site_id
from geo.linking.stored_events import StoredEvents, number_of_happenings
from geo.model.entities import Article, Event, Mention
from geo.model.event_types import EventTypes
from geo.outputs.provenance import name_of
from geo.reference.gazetteer import Gazetteer

from .json_rows import mention_properties
from .layers import Layer, count_column

__all__ = ["Columns", "RowSource", "size", "source"]

Columns = Callable[[Sequence[Any]], Iterable[Any]]
"""Gives the values of a column for some of the values that become rows."""
RowSource = tuple[Iterable[Any], Mapping[str, Columns]]
"""The values that become rows of a layer, and its columns; one that is missing is an attribute of the values."""
Row = Mapping[str, Any]


def source(layer: Layer, results: Dataset) -> RowSource:
    """The values that become the rows of a layer, and how its columns are made from them."""
    return _SOURCES[layer.name](results)


def size(layer: Layer, results: Dataset) -> int:
    """Number of rows of a layer, without building them."""
    return _SIZES[layer.name](results)


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


def _of_rows(rows: Iterable[Row], layer: Sequence[str]) -> RowSource:
    return rows, {name: _item(name) for name in layer}


def _item(name: str) -> Columns:
    get = itemgetter(name)
    return lambda rows: map(get, rows)


def _units(results: Dataset, level: str) -> RowSource:
    there: dict[str | None, _Counts] = defaultdict(_Counts)
    for event in results.event_list:
        there[getattr(event, level)].add(event)
    known, types = results.reference.gazetteer, results.reference.event_types
    rows = [
        {
            "pcode": place.place_id, "adm1": place.adm1, "adm1_name": known.name(place.adm1), "name": place.name,
            "korean": place.korean, "type": place.type, "lat": place.lat, "lon": place.lon,
            **there[place.place_id].row(types),
        }
        for place in known.units("adm1" if level == "adm1" else "adm2")
    ]  # fmt: skip
    return _of_rows(rows, list(rows[0]))


def _articles(results: Dataset) -> RowSource:
    return _of_rows(_article_rows(results), _ARTICLE)


def _article_rows(results: Dataset) -> Iterator[Row]:
    for found in results.extractions:
        yield _article(found.article, len(found.mentions), len(found.events))
    if isinstance(results.event_list, StoredEvents):
        return  # its events are those of the extractions
    known = {found.article.id for found in results.extractions}
    counts = Counter(event.source_id for event in results.event_list)
    for event in results.event_list:  # results built by hand may have no extractions
        if event.source_id not in known:
            known.add(event.source_id)
            whence = Article(event.source_id, "", event.source_title, event.source_date, event.source_url)
            yield _article(whence, 0, counts[event.source_id])


def _article(article: Article, mentions: int, events: int) -> Row:
    return {
        "source_id": article.id, "date": article.date, "title": article.title, "url": article.url,
        "source": article.source, "topic": article.topic, "file": name_of(article.path) if article.path else "",
        "line": article.line or None, "n_mentions": mentions, "n_events": events, "own": article.extra,
    }  # fmt: skip


_ARTICLE = tuple(_article(Article("", ""), 0, 0))


def _looked_up(name: str, find: Callable[[Any], Any]) -> Columns:
    """A column that is found by an attribute, once for each value that it has."""
    get = attrgetter(name)
    found: dict[Any, Any] = {}

    def column(values: Sequence[Any]) -> list[Any]:
        keys = list(map(get, values))
        for key in set(keys) - found.keys():
            found[key] = find(key)
        return list(map(found.__getitem__, keys))

    return column


def _names(known: Gazetteer) -> dict[str, Columns]:
    return {f"{level}_name": _looked_up(level, known.name) for level in ("adm1", "adm2")}


def _events(results: Dataset) -> RowSource:
    sites: dict[str, str] = {}
    for site in results.sites:
        for event_id in site.event_ids:
            sites.setdefault(event_id, site.site_id)
    known, get = results.reference.gazetteer, attrgetter("event_id")
    return results.event_list, {
        **{f"{level}_korean": _looked_up(level, known.korean) for level in ("adm1", "adm2")},
        "site_id": lambda events: map(sites.get, map(get, events)),
    }


def _happenings(results: Dataset) -> RowSource:
    found = each_happening(results.event_list, reference=results.reference)
    return found, _names(results.reference.gazetteer)


def _mentions(results: Dataset) -> RowSource:
    sites = {site.site_id for site in results.sites}
    mentions = ((found.article.id, mention) for found in results.extractions for mention in found.mentions)

    def site(mention: Mention) -> str | None:
        return named if (named := site_id(mention)) in sites else None

    return mentions, {
        **{name: _second(name) for name in Mention.__slots__},
        "mention_id": lambda pairs: (f"{id_}:{one.start}:{one.kind}" for id_, one in pairs),
        "source_id": lambda pairs: (id_ for id_, _ in pairs),
        "site_id": lambda pairs: (site(one) for _, one in pairs),
    }


def _second(name: str) -> Columns:
    get = attrgetter(name)
    return lambda pairs: (get(value) for _, value in pairs)


def _records(results: Dataset) -> RowSource:
    linked: dict[str, list[str]] = {}
    for link in results.links:
        linked.setdefault(link.record_id, []).append(link.event_id)
    table = results.tables.get("records")
    name = name_of(table) if table else ""
    return results.records, {
        "record_id": lambda records: (one.id for one in records),
        "matched": lambda records: (linked.get(one.id, ()) for one in records),
        "table_name": lambda records: (name for _ in records),
        "own": lambda records: (one.row for one in records),
        "mentions": lambda records: ([mention_properties(m) for m in one.mentions] for one in records),
    }


_SOURCES: Mapping[str, Callable[[Dataset], RowSource]] = {
    "provinces": lambda results: _units(results, "adm1"),
    "counties": lambda results: _units(results, "adm2"),
    "articles": _articles,
    "sites": lambda results: (results.sites, _names(results.reference.gazetteer)),
    "events": _events,
    "happenings": _happenings,
    "mentions": _mentions,
    "records": _records,
    "links": lambda results: (results.links, {}),
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
