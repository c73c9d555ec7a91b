"""Filters: the part of a dataset that commands, maps and exports are asked for, by the words of the page's filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from geo.model.entities import Article, Event, Extraction, Mention, Place, Record
from geo.model.errors import OptionError
from geo.model.periods import span_of
from geo.model.sites import Site
from geo.reference.nearest import kilometres
from geo.reference.publishers import Publisher, Publishers
from geo.text.romanization import fold

from .dataset import Dataset
from .reread import Reread
from .stored_events import kept_events

__all__ = ["Near", "Selection", "select"]

_POINTLIKE = frozenset({"site", "locality"})
_SAME_POINT = 1e-6
"""Degrees within which two points are one: less than a metre."""

Data = TypeVar("Data", bound=Dataset)


@dataclass(frozen=True, slots=True)
class Near:
    """A circle: its centre in degrees (WGS 84) and its radius in kilometres."""

    lat: float
    lon: float
    km: float

    def holds(self, lat: float | None, lon: float | None) -> bool:
        """Whether a point is in the circle; False for none."""
        if lat is None or lon is None or abs(lat - self.lat) * 110.5 > self.km:
            return False
        centre = Place("", "", "", "locality", "", None, None, self.lat, self.lon)
        return kilometres(lat=lat, lon=lon, place=centre) <= self.km


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for; what is left empty selects everything.

    Attributes
    ----------
    types : frozenset of str
        Ids of event types.
    start, end : datetime.date or None
        Days between which an event must have happened. One that is dated to a month or a year counts where these
        days meet it. An event without a date is left out where either is given, unless ``undated``.
    undated : bool
    leader : bool
        Only events at which the leader was present.
    places : tuple of Place
        Counties, provinces, sites or settlements.
    sources : frozenset of str
        Keys of publishers (host, else name), and classes of publishers.
    near : tuple of Near
    bases : frozenset of str
        Of :data:`geo.model.entities.BASES`.
    """

    types: frozenset[str] = frozenset()
    start: date | None = None
    end: date | None = None
    undated: bool = False
    leader: bool = False
    places: tuple[Place, ...] = ()
    sources: frozenset[str] = frozenset()
    near: tuple[Near, ...] = ()
    bases: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self != Selection(undated=self.undated)

    def __str__(self) -> str:
        days = f"{self.start or ''} to {self.end or ''}".strip() if self.start or self.end else ""
        parts = (
            ", ".join(sorted(self.types)),
            f"{days}{' and undated' if days and self.undated else ''}",
            "with the leader" if self.leader else "",
            " or ".join(place.name for place in self.places),
            ", ".join(sorted(self.sources)),
            " or ".join(f"within {n.km:g} km of {n.lat:g}, {n.lon:g}" for n in self.near),
            ", ".join(sorted(self.bases)),
        )
        return "; ".join(filter(None, parts))

    # What is kept --------------------------------------------------------------------------------------------

    def keeps(self, event: Event, publishers: Publishers) -> bool:
        """Whether an event is asked for.

        Examples
        --------
        >>> from geo.extraction.pipeline import extract
        >>> from geo.linking.filter_words import selection
        >>> from geo.reference.context import Reference
        >>> known = Reference.bundled()
        >>> event, = extract(Article("a", "A mill was inaugurated in Haeju City on May 2, 2024.")).events
        >>> [selection(known, type=[t]).keeps(event, known.publishers) for t in ("inauguration", "disaster")]
        [True, False]
        """
        return (
            (not self.types or event.type in self.types)
            and (not self.leader or event.leader)
            and (not self.bases or event.basis in self.bases)
            and self._on_a_day(event.date, event.date_precision)
            and self._there(event.adm1, event.adm2, event.lat, event.lon, event.geo_precision, event.site)
            and (not self.sources or bool(self.sources & _keys(_publisher(event, publishers))))
        )

    def keeps_record(self, record: Record) -> bool:
        """Whether a record is asked for; records have no leader, source or basis."""
        return (
            not (self.leader or self.sources or self.bases)
            and (not self.types or record.type in self.types)
            and self._on_a_day(record.date, record.date_precision)
            and self._there(
                record.adm1, record.adm2, record.lat, record.lon, record.geo_precision, record.surface
            )
        )

    def keeps_site(self, site: Site) -> bool:
        """Whether a site is at one of the places that are asked for."""
        return self._there(site.adm1, site.adm2, site.lat, site.lon, site.geo_precision, site.name)

    def keeps_mention(self, mention: Mention) -> bool:
        """Whether a mention is of one of the places that are asked for."""
        precision = {"site": "site", "locality": "locality"}.get(
            mention.kind, "adm2" if mention.adm2 else "adm1"
        )
        return self._there(mention.adm1, mention.adm2, mention.lat, mention.lon, precision, mention.name)

    def keeps_article(self, article: Article, publishers: Publishers) -> bool:
        """Whether an article is asked for, without regard to its events."""
        if self.types or self.leader or self.bases or self.places or self.near:
            return False
        return self._on_a_day(article.date, "day") and (
            not self.sources or bool(self.sources & _keys(publishers.of_article(article.url, article.source)))
        )

    def _on_a_day(self, day: date | None, precision: str | None) -> bool:
        if self.start is None and self.end is None:
            return True
        if day is None:
            return self.undated
        first, last = span_of(day, precision)
        return (self.start is None or last >= self.start) and (self.end is None or first <= self.end)

    def _there(
        self,
        adm1: str | None,
        adm2: str | None,
        lat: float | None,
        lon: float | None,
        precision: str,
        name: str | None,
    ) -> bool:
        if self.near and (precision == "adm1" or not any(near.holds(lat, lon) for near in self.near)):
            return False
        return not self.places or any(
            _is_at(place, adm1, adm2, lat, lon, precision, name) for place in self.places
        )


def _is_at(
    place: Place,
    adm1: str | None,
    adm2: str | None,
    lat: float | None,
    lon: float | None,
    precision: str,
    name: str | None,
) -> bool:
    if place.kind == "adm1":
        return adm1 == place.adm1
    if place.kind == "adm2":
        return adm2 == place.adm2
    if place.adm2 and adm2 and place.adm2 != adm2:
        return False
    if name and fold(name) in {fold(place.name), fold(place.korean)} - {""}:
        return True
    return (
        precision in _POINTLIKE
        and None not in (lat, lon, place.lat, place.lon)
        and abs(float(lat or 0) - float(place.lat or 0)) < _SAME_POINT
        and abs(float(lon or 0) - float(place.lon or 0)) < _SAME_POINT
    )


def _publisher(event: Event, publishers: Publishers) -> Publisher:
    return publishers.of_article(event.source_url, event.publisher)


def _keys(publisher: Publisher) -> set[str]:
    return {text.casefold() for text in (publisher.host, publisher.name, publisher.class_) if text}


# Selecting ---------------------------------------------------------------------------------------------------


def select(data: Data, asked: Selection) -> Data:
    """The part of a dataset that a selection keeps.

    Records are kept if the filters for type, days and place keep them, or if they are linked to an event that is kept;
    sites, if they are at the place, and have an event that is kept where anything else is asked for; articles, if they
    have such an event, or, where only days and sources are asked for, are of these.

    Parameters
    ----------
    data : Dataset
        Events keep the number of their sources and their happening, although reports of it may be left out.
    asked : Selection

    Raises
    ------
    OptionError
        A source that is asked for is neither in the reference nor in the data.

    Examples
    --------
    >>> import geo
    >>> from geo.linking.filter_words import selection
    >>> found = geo.read("data/samples/articles")
    >>> kept = select(found, selection(found.reference, type=["disaster"]))
    >>> len(found.event_list) > len(kept.event_list) == sum(e.type == "disaster" for e in found.event_list)
    True
    """
    if not asked:
        return data
    publishers = data.reference.publishers
    _check_sources(asked.sources, data, publishers)
    events = kept_events(data.event_list, lambda event: asked.keeps(event, publishers))
    ids = {e.event_id for e in events}
    linked = {k.record_id for k in data.links if k.event_id in ids}
    records = [r for r in data.records if r.id in linked or asked.keeps_record(r)]
    listed = {r.id for r in records}
    of_events = asked.types or asked.leader or asked.sources or asked.bases or asked.start or asked.end
    chosen = replace(
        data,
        extractions=_chosen(data.extractions, lambda given: _articles(given, asked, ids, publishers)),
        event_list=events,
        records=records,
        links=[k for k in data.links if k.event_id in ids and k.record_id in listed],
        sites=[s for s in data.sites if asked.keeps_site(s) and (not of_events or ids & set(s.event_ids))],
        rejected=[e for e in data.rejected if asked.keeps(e, publishers)],
    )
    if data.records:  # what has no partner is known from all of the data
        unlinked_events, unlinked_records = data.unmatched
        chosen.__dict__["unmatched"] = (
            [u for u in unlinked_events if u.id in ids],
            [u for u in unlinked_records if u.id in listed],
        )
    return chosen


def _chosen(
    given: Sequence[Extraction], choose: Callable[[Iterable[Extraction]], Iterator[Extraction]]
) -> Sequence[Extraction]:
    """The extractions that are chosen; those of a store are chosen anew when they are read."""
    if not isinstance(given, Reread):
        return list(choose(given))
    return Reread(lambda: choose(given), sum(1 for _ in choose(given)), credited=given.credited)


def _articles(
    extractions: Iterable[Extraction], asked: Selection, ids: set[str], publishers: Publishers
) -> Iterator[Extraction]:
    for found in extractions:
        events = tuple(e for e in found.events if e.event_id in ids)
        if events or asked.keeps_article(found.article, publishers):
            elsewhere = asked.places or asked.near
            mentions = (m for m in found.mentions if not elsewhere or asked.keeps_mention(m))
            yield replace(found, events=events, mentions=tuple(mentions))


def _check_sources(sources: frozenset[str], data: Dataset, publishers: Publishers) -> None:
    if not sources:
        return
    known = {key: key for one in publishers.all() for key in _keys(one)}
    known |= {key: key for e in data.event_list for key in _keys(_publisher(e, publishers))}
    for value in sorted(sources - set(known)):
        close = get_close_matches(value, known, n=4, cutoff=0.6)
        hint = f"perhaps {' or '.join(close)}" if close else "give a host, as kcna.kp, or a name, as Yonhap"
        raise OptionError(f"--source {value[:60]!r} is no known publisher, and none of the articles; {hint}")
