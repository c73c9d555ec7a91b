"""Contents of a dossier: events, chains, sites, records, visits and unresolved names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from geo.model.entities import Article, Event, Mention, Record
from geo.model.happenings import best_dated
from geo.model.links import Link
from geo.model.sites import Site
from geo.model.timelines import Chain
from geo.outputs.frames import event_frame
from geo.reference.boundaries import BoundarySet
from geo.reference.context import Reference
from geo.reference.publishers import Publishers

from .subject import Subject

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["Contents", "Refused", "Source"]


@dataclass(frozen=True, slots=True)
class Refused:
    """An ambiguous name that may refer to the subject's county, with the text around it."""

    mention: Mention
    article: Article
    around: str


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher with its numbers of articles and events."""

    name: str
    korean: str
    class_: str
    articles: int
    events: int


@dataclass(frozen=True)
class Contents:
    """Everything reported about one county, province or site.

    Attributes
    ----------
    subject : Subject
    event_list : sequence of Event
        In chronological order; events without any day come last.
    chains : sequence of Chain
        Steps at each site; chains with steps come first.
    sites : sequence of Site
        Sites in the county or province.
    records : sequence of (Record, tuple of Link)
        Event records located there or linked to an event there, each with its links to these events.
    refused : sequence of Refused
        Ambiguous names that may refer to the subject.
    named_in : sequence of (Article, int)
        Articles that name the subject, with the number of mentions.
    n_articles : int
        Number of all articles read.
    province_visits : int
        Number of the leader's visits to the province with unknown county.
    start, end : datetime.date or None
        The requested period.
    as_of : datetime.date or None
        Day up to which days are counted: that of the newest report, or the end of the period.
    language : str
        Language of the page: ``"en"`` or ``"ko"``.
    reference : Reference
        Boundaries for the maps, names of places, publishers and event types.
    """

    subject: Subject
    event_list: Sequence[Event]
    chains: Sequence[Chain]
    sites: Sequence[Site]
    records: Sequence[tuple[Record, tuple[Link, ...]]]
    refused: Sequence[Refused]
    named_in: Sequence[tuple[Article, int]]
    n_articles: int
    province_visits: int
    start: date | None
    end: date | None
    as_of: date | None
    language: str = "en"
    reference: Reference = field(default_factory=Reference.bundled)

    @property
    def boundaries(self) -> BoundarySet:
        """Boundaries for the maps."""
        return self.reference.boundaries

    @property
    def publishers(self) -> Publishers:
        """Known publishers."""
        return self.reference.publishers

    @property
    def events(self) -> GeoDataFrame:
        """The events as a frame; see :class:`geo.model.entities.Event` for the columns."""
        return event_frame(self.event_list, reference=self.reference)

    @cached_property
    def happenings(self) -> list[list[Event]]:
        """Reports grouped by happening, in chronological order."""
        found: dict[str, list[Event]] = {}
        for event in self.event_list:
            found.setdefault(event.happening_id, []).append(event)
        return list(found.values())

    @cached_property
    def visits(self) -> list[tuple[date | None, Event]]:
        """Happenings with the leader present: the day (None if unknown) and the report that dates it best."""
        led = [[e for e in reports if e.leader] for reports in self.happenings]
        best = [(best_dated(reports), reports[0]) for reports in led if reports]
        return [(dated.date, dated) if dated else (None, first) for dated, first in best]

    @cached_property
    def visitors(self) -> list[tuple[str, int]]:
        """Actors with their numbers of happenings, most frequent first."""
        counted = Counter(
            a for reports in self.happenings for a in dict.fromkeys(x for e in reports for x in e.actors)
        )
        return sorted(counted.items(), key=lambda one: (-one[1], one[0]))

    @cached_property
    def sources(self) -> list[Source]:
        """Publishers of the articles that name the subject or report an event there."""
        articles = {a.id: a for a, _ in self.named_in}
        urls = {a.id: a.url for a in articles.values()} | {e.source_id: e.source_url for e in self.event_list}
        publishers = {e.source_id: e.publisher for e in self.event_list if e.publisher}
        classes = {e.source_id: e.source_class for e in self.event_list if e.source_class}
        named: dict[str, tuple[str, str, str]] = {}
        for i, url in urls.items():
            article = articles.get(i)
            known = self.publishers.of_article(url, article.source if article else publishers.get(i, ""))
            named[i] = known.name, known.korean, classes.get(i) or known.class_
        events = Counter(named[e.source_id] for e in self.event_list)
        count = Counter(named.values())
        return [Source(*one, count[one], events[one]) for one in sorted(count, key=lambda n: (-count[n], n))]

    def __repr__(self) -> str:
        return (
            f"<dossier of {self.subject.site or self.subject.place.name} ({self.subject.pcode}): "
            f"{len(self.event_list)} events, {len(self.chains)} chains, {len(self.sites)} sites>"
        )
