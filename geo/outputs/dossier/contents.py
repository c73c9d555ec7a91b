"""What a dossier holds: events, chains, sites, records, visits, and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geo.api.results import Results
from geo.linking.matching import Link
from geo.linking.site_register import Site
from geo.linking.timelines.chains import Chain, chains
from geo.model.entities import Article, Event, Mention, Record
from geo.model.errors import OptionError
from geo.model.periods import best_dated
from geo.outputs.frames import event_frame
from geo.outputs.timeline_frames import newest, span
from geo.reference.boundaries import Drawing, in_use
from geo.reference.publishers import Publishers, known_publishers
from geo.text.romanization import fold

from .subject import Subject, subject_of

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["Dossier", "Refused", "Source", "dossier"]


@dataclass(frozen=True, slots=True)
class Refused:
    """A name that could be the subject's county and that its article does not settle."""

    mention: Mention
    article: Article
    around: str


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher, with how many articles and events come from it."""

    name: str
    korean: str
    class_: str
    articles: int
    events: int


@dataclass(frozen=True)
class Dossier:
    """All that a set of articles tells of one county, province or site.

    Attributes
    ----------
    subject : Subject
    event_list : sequence of Event
        In order of time; those without any day come last.
    chains : sequence of Chain
        Sites over time; those with steps come first.
    sites : sequence of Site
        Of the county or province.
    records : sequence of (Record, tuple of Link)
        Event records there, or tied to an event there, each with its ties to these events.
    refused : sequence of Refused
    named_in : sequence of (Article, int)
        Articles that name it, with how often.
    n_articles : int
        All that were read.
    province_visits : int
        Visits of the leader to the province whose county no report tells.
    start, end : datetime.date or None
        The period asked for.
    as_of : datetime.date or None
        The day to which days are counted: that of the newest report, or the period's end.
    language : str
        Of the page: ``"en"`` or ``"ko"``.
    drawing : Drawing
        The boundaries that its maps are drawn with.
    publishers : Publishers
        Who is known by which host and name.
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
    drawing: Drawing = field(default_factory=in_use)
    publishers: Publishers = field(default_factory=known_publishers)

    @property
    def events(self) -> GeoDataFrame:
        """The events as a frame; see :class:`geo.model.entities.Event` for the columns."""
        return event_frame(self.event_list)

    @cached_property
    def happenings(self) -> list[list[Event]]:
        """Reports of one happening together, in order of time."""
        found: dict[str, list[Event]] = {}
        for event in self.event_list:
            found.setdefault(event.happening_id, []).append(event)
        return list(found.values())

    @cached_property
    def visits(self) -> list[tuple[date | None, Event]]:
        """Happenings with the leader there: the day where it is told, and the report that tells it best."""
        led = [[e for e in told if e.leader] for told in self.happenings]
        best = [(best_dated(told), told[0]) for told in led if told]
        return [(dated.date, dated) if dated else (None, first) for dated, first in best]

    @cached_property
    def visitors(self) -> list[tuple[str, int]]:
        """Persons and bodies who acted there, with in how many happenings, the most frequent first."""
        counted = Counter(
            a for told in self.happenings for a in dict.fromkeys(x for e in told for x in e.actors)
        )
        return sorted(counted.items(), key=lambda one: (-one[1], one[0]))

    @cached_property
    def sources(self) -> list[Source]:
        """Publishers of the articles that name the subject or tell an event there."""
        articles = {a.id: a for a, _ in self.named_in}
        urls = {a.id: a.url for a in articles.values()} | {e.source_id: e.source_url for e in self.event_list}
        said = {e.source_id: e.publisher for e in self.event_list if e.publisher}
        classes = {e.source_id: e.source_class for e in self.event_list if e.source_class}
        named: dict[str, tuple[str, str, str]] = {}
        for i, url in urls.items():
            article = articles.get(i)
            known = self.publishers.telling(url, article.source if article else said.get(i, ""))
            named[i] = known.name, known.korean, classes.get(i) or known.class_
        told = Counter(named[e.source_id] for e in self.event_list)
        count = Counter(named.values())
        return [Source(*one, count[one], told[one]) for one in sorted(count, key=lambda n: (-count[n], n))]

    def to_html(self) -> str:
        """The page: one file that asks nothing from the network and runs no script."""
        from .page import render

        return render(self)

    def save(self, path: str | Path) -> None:
        """Write the page to a file."""
        from geo.outputs.formats import write_text

        write_text(self.to_html(), path)

    def _repr_html_(self) -> str:
        """The page in a frame of its own, which can run nothing."""
        import html

        page = html.escape(self.to_html(), quote=True)
        return (
            f'<iframe srcdoc="{page}" sandbox="allow-popups" title="{html.escape(self.subject.asked, quote=True)}" '
            'style="width:100%;height:640px;border:1px solid #8886"></iframe>'
        )

    def __repr__(self) -> str:
        return (
            f"<dossier of {self.subject.site or self.subject.place.name} ({self.subject.pcode}): "
            f"{len(self.event_list)} events, {len(self.chains)} chains, {len(self.sites)} sites>"
        )


def dossier(
    results: Results, asked: str, *, start: date | None = None, end: date | None = None, language: str = "en"
) -> Dossier:
    """Put together what results tell of one county, province or site.

    Parameters
    ----------
    results : Results
    asked : str
        A name in any spelling, with its province where it is not the only one, or a P-code.
    start, end : datetime.date, optional
        Only what happened on these days or between; what has no day counts by its report's.
    language : {"en", "ko"}
        Of the page.

    Returns
    -------
    Dossier
        Without events where nothing is told: the page says so.

    Raises
    ------
    OptionError
        The name is not known or means several places; the period ends before it begins; no such language.

    Examples
    --------
    >>> import geo
    >>> told = geo.dossier(geo.read("data/samples/articles"), "Songchon County")
    >>> told
    <dossier of Songchon (KP0717): 2 events, 1 chains, 0 sites>
    >>> told.chains[0].state, len(told.visits)
    ('completed', 2)
    """
    if language not in ("en", "ko"):
        raise OptionError(f"language {language!r} is neither 'en' nor 'ko'")
    if start and end and start > end:
        raise OptionError(f"the period begins on {start}, after its end {end}; give the earlier day first")
    subject = subject_of(results, asked)
    told = [e for e in results.event_list if e.status != "rejected" and _within(e, start, end)]
    here = [e for e in told if subject.holds(e.adm1, e.adm2)]
    found = [c for c in chains(here, results.sites) if not subject.site or _is_subject(c, subject)]
    if subject.site:
        own = {i for c in found for i in c.event_ids}
        names = {fold(n) for n in (subject.site, subject.korean, *subject.names) if n}
        here = [e for e in here if e.event_id in own or fold(e.site or "") in names]
    here.sort(key=lambda e: (e.date or e.source_date or date.max, e.source_date or date.max, e.event_id))
    known = newest(results)
    return Dossier(
        subject,
        here,
        sorted(found, key=lambda c: (not c.steps, -len(c.steps), fold(c.name))),
        [s for s in results.sites if subject.holds(s.adm1, s.adm2) and not subject.site],
        list(_records(results, subject, here)),
        [] if subject.site else list(_refused(results, subject)),
        list(_naming(results, subject)),
        len(results.extractions),
        _province_visits(told, subject),
        start,
        end,
        min(filter(None, (known, end)), default=None),
        language,
        results.drawing,
        results.publishers,
    )


def _within(event: Event, start: date | None, end: date | None) -> bool:
    days = span(event)
    if days is None:
        return start is None and end is None
    return (start is None or days[1] >= start) and (end is None or days[0] <= end)


def _is_subject(chain: Chain, subject: Subject) -> bool:
    """Whether a chain tells of the subject's site, or of houses there."""
    names = {fold(n) for n in (subject.site, subject.korean, *subject.names) if n}
    return bool(names & {fold(n) for n in (chain.name, chain.korean, *chain.names) if n})


def _province_visits(events: Iterable[Event], subject: Subject) -> int:
    if subject.place.kind != "adm2":
        return 0
    near = (e for e in events if e.leader and e.adm2 is None and e.adm1 == subject.place.adm1)
    return len({e.happening_id for e in near})


def _records(
    results: Results, subject: Subject, events: Sequence[Event]
) -> Iterator[tuple[Record, tuple[Link, ...]]]:
    own = {e.event_id for e in events}
    ties: dict[str, list[Link]] = {}
    for link in results.links:
        if link.event_id in own:
            ties.setdefault(link.record_id, []).append(link)
    for record in sorted(results.records, key=lambda r: (r.date or date.max, r.id)):
        there = not subject.site and subject.holds(record.adm1, record.adm2)
        if there or record.id in ties:
            yield record, tuple(ties.get(record.id, ()))


_AROUND = 90
"""Letters shown before and after a name that is not settled."""


def _refused(results: Results, subject: Subject) -> Iterator[Refused]:
    for found in results.extractions:
        for m in found.mentions:
            if m.role == "location" and m.rule.startswith("refused") and subject.pcode in m.rule.split():
                text = found.article.text
                begin, end = max(0, m.start - _AROUND), min(len(text), m.end + _AROUND)
                around = f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}"
                yield Refused(m, replace(found.article, text="", extra={}), around.replace("\n", " "))


def _naming(results: Results, subject: Subject) -> Iterator[tuple[Article, int]]:
    names = {fold(n) for n in (subject.site, subject.korean, *subject.names) if n}
    for found in results.extractions:
        count = sum(
            m.role == "location"
            and m.country == "KP"
            and subject.holds(m.adm1, m.adm2)
            and (not subject.site or bool(names & {fold(m.name), fold(m.surface)}))
            for m in found.mentions
        )
        if count:
            yield replace(found.article, text="", extra={}), count
