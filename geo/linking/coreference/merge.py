"""Group the events of several articles that describe the same happening.

Two events are one happening if their types and places agree, their sites do not differ, and their dates agree or,
where a report has no date, are close enough. No event is dropped: each keeps its sentence and source, and receives the
id of the happening's first report. The words of a Korean report and one in another language cannot be compared. Such
reports are merged only for types that occur once at a place on a day, and only if their site names do not differ.

A report counts as an independent source if its publisher reports in its own words and relies on no other source. A
report that copies the wording of an earlier one, or names another publisher as its source
(:mod:`geo.linking.coreference.attribution`), repeats that report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from geo.languages import LANGUAGES
from geo.languages.combined import joined
from geo.languages.naming import Naming
from geo.linking.site_register import site_kind
from geo.model.entities import Event
from geo.model.periods import span_of
from geo.reference.context import Reference
from geo.text.romanization import dprk, fold, is_korean
from geo.text.shingles import contained, shingles

from .attribution import STATE_MEDIA
from .grouping import FRESH, BlockKey, Report, groups_by_day

__all__ = [
    "FRESH", "SAME_WORDING", "Likeness", "SiteNames", "as_one", "day_of", "happenings_by_day", "merge_reports",
    "report_of", "words_alike",
]  # fmt: skip

SAME_WORDING = 0.6
"""Share of the shorter sentence's shingles in the other sentence from which it counts as copied."""
_NAMING: Naming[re.Pattern[str]] = joined(LANGUAGES, "naming")
_ALIKE = 0.5
"""Lowest share of distinctive words in common for two sentences where a site is not named."""
_ACTS_ALIKE = 0.7, 0.4
"""Lowest share of words in common, without names, for types that may occur several times a day: for reports of one
publisher, which repeats itself word for word, and of two publishers."""
_WITH_LEADER = "with the leader"
_SHARED = 2
"""Least number of words in common for two acts of the leader without a place."""


def merge_reports(events: Iterable[Event], *, reference: Reference | None = None) -> list[Event]:
    """Group reports of one happening: set the happening's id, the repeated report and the number of sources.

    Parameters
    ----------
    events : iterable of Event
        With ``publisher`` and ``attribution`` from :func:`geo.linking.coreference.attribution.credited`; without
        them, the publisher is derived from the event's URL.
    reference : Reference, optional
        Its event types say what occurs once at a place on a day, and its names identify sites; the bundled one by
        default.

    Returns
    -------
    list of Event
        The same events in the given order, with ``happening``, ``repeats`` and ``sources`` filled. An event without
        other reports is its own happening. Unknown publishers do not count in ``sources``, which is at least 1.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> text = "The Anju Pump Factory was inaugurated in Anju City."
    >>> first = Article("a", text, date=date(2024, 5, 2), url="http://www.kcna.kp/a")
    >>> later = Article("b", text, date=date(2024, 5, 3), url="http://rodong.rep.kp/b")
    >>> one, two = merge_reports([*extract(first).events, *extract(later).events])
    >>> one.happening == two.happening == two.repeats == one.event_id, one.sources
    (True, 1)
    """
    given = list(events)
    done = [replace(e, happening=e.event_id, repeats="", sources=1) for e in given]
    order = sorted(range(len(given)), key=lambda i: (day_of(given[i]), given[i].event_id))
    for group in happenings_by_day(((i, given[i]) for i in order), reference=reference):
        if len(group) > 1:
            for (i, _), event in zip(group, as_one([event for _, event in group]), strict=True):
                done[i] = event
    return done


def happenings_by_day(
    events: Iterable[tuple[int, Event]], *, reference: Reference | None = None
) -> Iterator[list[tuple[int, Event]]]:
    """Group reports of one happening while they come in order of their days, holding those of a few days only.

    Two reports of one happening are at most :data:`FRESH` apart (``_same``), and an event joins a happening only if
    it is one with all of its reports. So a happening can be given as soon as a later day has come, and the groups are
    those of all events at once. Events without a day or a place belong to no other. Types that occur once at a place on
    a day need only these to agree; a site may have several happenings of another type on one day, so there the words
    must agree too.

    Parameters
    ----------
    events : iterable of (int, Event)
        Each with a number; sorted by :func:`day_of` and id.
    reference : Reference, optional
        The bundled one by default.

    Yields
    ------
    list of (int, Event)
        The reports of a happening, in the order of their days.
    """
    alike = Likeness(reference or Reference.bundled())
    reports = (one for number, event in events if (one := report_of(number, event)))
    for group in groups_by_day(reports, alike.same):
        yield [(report.number, report.about) for report in group]


class Likeness:
    """Says of two reports of one block whether they are of one happening.

    Parameters
    ----------
    reference : Reference
    """

    def __init__(self, reference: Reference) -> None:
        self._once, self._names = frozenset(reference.event_types.having("once")), SiteNames(reference)

    def same(self, earlier: Report[Event], later: Report[Event]) -> bool:
        """Whether an earlier and a later report are of one happening."""
        a, b = earlier.about, later.about
        return a.source_id != b.source_id and _same(a, b, self._once, self._names)


def report_of(number: int, event: Event) -> Report[Event] | None:
    """What an event is grouped by; None where it has no day or no place, and so is a happening of its own."""
    block = _block_of(event)
    return Report(number, day_of(event).toordinal(), block, event) if block else None


def _block_of(event: Event) -> BlockKey | None:
    """The type and place within which an event is compared; None where it has no day, or no place.

    Events of the leader without a place are as few in the country on a day as other events at one place.
    """
    where = event.adm2 or event.adm1 or (_WITH_LEADER if event.leader else "")
    return (event.type, where) if where and day_of(event) != date.max else None


def as_one(reports: Sequence[Event]) -> list[Event]:
    """Fill ``happening``, ``repeats`` and ``sources`` of the reports of one happening; the order is kept.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> text = "The Anju Pump Factory was inaugurated in Anju City."
    >>> reports = [extract(Article(i, text, url=f"http://{i}/a")).events[0] for i in ("www.kcna.kp", "yna.co.kr")]
    >>> [e.sources for e in as_one(reports)], [bool(e.repeats) for e in as_one(reports)]
    ([1, 1], [True, False])
    """
    order = sorted(
        range(len(reports)),
        key=lambda i: (_reported(reports[i]), bool(reports[i].attribution), reports[i].event_id),
    )
    repeats = _repeated([reports[i] for i in order])
    sources = _sources(reports[i] for i, repeated in zip(order, repeats, strict=True) if not repeated)
    first = reports[order[0]].event_id
    repeated_by = dict(zip(order, repeats, strict=True))
    return [
        replace(event, happening=first, repeats=repeated_by[i], sources=sources)
        for i, event in enumerate(reports)
    ]


def _source(event: Event) -> str:
    """The source that a report relies on; its own publisher if it names none."""
    return event.attribution.partition("; ")[0] or _publisher(event)


def _publisher(event: Event) -> str:
    return event.publisher or Reference.bundled().publishers.of(event.source_url).name


def _is_from(event: Event, source: str) -> bool:
    """Whether the publisher of a report is the given source."""
    return _publisher(event) == source or (source == STATE_MEDIA and event.source_class == STATE_MEDIA)


def _sources(own: Iterable[Event]) -> int:
    """Number of independent sources of the reports that repeat no other.

    State media publish one text in several languages, and translations cannot be recognised as copies. So their
    sources are counted within one language, and the highest count is taken.
    """
    names: set[str] = set()
    state: dict[bool, set[str]] = {}
    for event in own:
        source = _source(event)
        if source == STATE_MEDIA or (event.source_class == STATE_MEDIA and not event.attribution):
            state.setdefault(_korean(event.quote), set()).add(source)
        elif source:
            names.add(source)
    # Unidentified "state media" may be one of the named ones.
    named = max((len(group - {STATE_MEDIA}) for group in state.values()), default=0)
    return max(1, len(names) + (named or bool(state)))


def _repeated(reports: Sequence[Event]) -> list[str]:
    """Id of the report that each report repeats; empty for original reports.

    Parameters
    ----------
    reports : sequence of Event
        Of one happening, in order of publication.
    """
    wordings = [shingles(event.quote) for event in reports]
    holders: dict[str, list[int]] = {}  # numbers of the reports that contain a shingle
    answers = []
    for number, event in enumerate(reports):
        shared: set[int] = set()
        for run in wordings[number]:
            shared.update(holders.get(run, ()))
            holders.setdefault(run, []).append(number)
        taken = [
            i
            for i in sorted(shared)
            if contained(wordings[i], wordings[number]) >= SAME_WORDING
            # An earlier report that quotes this publisher has the words from it, not the other way round.
            and not (reports[i].attribution and _is_from(event, _source(reports[i])))
        ]
        if not taken and event.attribution:
            source = _source(event)
            others = [i for i, other in enumerate(reports) if i != number and _is_from(other, source)]
            taken = sorted(i for i in others if not reports[i].attribution) or [
                i for i in others if i < number
            ]
        answers.append(reports[taken[0]].event_id if taken else "")
    return answers


def _reported(event: Event) -> date:
    return event.source_date or event.date or date.max


def day_of(event: Event) -> date:
    """The day of an event, else of its report; ``date.max`` if neither is known."""
    return event.date if event.date and event.date_precision == "day" else _reported(event)


def _same(a: Event, b: Event, once: Set[str], names: SiteNames) -> bool:
    """Whether two events of one type and place, or of one type and with the leader, are one happening."""
    if not _dates_meet(a, b):
        return False
    dated = [e for e in (a, b) if e.date and e.date_precision == "day"]
    if len(dated) == 2:
        if a.date != b.date:
            return False
    elif len(dated) == 1:
        undated = b if dated[0] is a else a
        lag = _reported(undated) - day_of(dated[0])
        if not timedelta(0) <= lag <= FRESH:
            return False
    elif abs(_reported(a) - _reported(b)) > FRESH:
        return False
    named = names.same(a, b)
    if not a.adm1:  # two of the leader: where the place is not known, the words have to tell his acts apart
        return named is not False and names.acts_alike(a, b)
    if _korean(a.quote) != _korean(b.quote):
        near = bool(dated) or abs(_reported(a) - _reported(b)) <= timedelta(days=1)
        return a.type in once and named is not False and near
    if named is None:
        named = words_alike(a.quote, b.quote)
    return named and (a.type in once or _acts_alike(a, b))


def _dates_meet(a: Event, b: Event) -> bool:
    """Whether the dates of two events have a day in common, as far as they are known."""
    if a.date is None or b.date is None:
        return True
    ours, theirs = span_of(a.date, a.date_precision), span_of(b.date, b.date_precision)
    return ours[0] <= theirs[1] and theirs[0] <= ours[1]


class SiteNames:
    """Compares names of sites, with the names and site words of a reference.

    Parameters
    ----------
    reference : Reference
    """

    def __init__(self, reference: Reference) -> None:
        self._known, self._lexicon = reference.gazetteer, reference.lexicon
        self._report_words = reference.lexicon.set("report_words", "words")
        self._one = lru_cache(maxsize=65_536)(self._compare)

    def same(self, a: Event, b: Event) -> bool | None:
        """Whether two events are at one site, by its name; None where the names do not decide.

        "Pump Factory" is the Anju Pump Factory; "Anju" alone may be any factory there.
        """
        return self._one(a.site, b.site) if a.site and b.site else None

    def acts_alike(self, a: Event, b: Event) -> bool:
        """Whether two sentences share enough of the words that tell what the leader did, without his titles."""
        ours, theirs = (_distinctive(e.quote) - self._report_words for e in (a, b))
        return len(ours & theirs) >= _SHARED and _share(ours, theirs) >= _ALIKE

    def _compare(self, a: str, b: str) -> bool | None:
        if _korean(a) != _korean(b):
            return self._translated(b, a) if _korean(a) else self._translated(a, b)
        one, other = fold(a), fold(b)
        if one == other:
            return True
        if one not in other and other not in one:
            return False
        return True if self._kind(min(a, b, key=lambda name: (len(name), name))) != "site" else None

    def _translated(self, english: str, korean: str) -> bool | None:
        """Whether an English and a Korean name are of one site; None where that is unknown."""
        ids = [{p.place_id for p in self._known.find(name) if p.kind == "site"} for name in (english, korean)]
        if all(ids):
            return bool(ids[0] & ids[1])
        kinds = {self._kind(english), self._kind(korean)} - {"site"}
        if len(kinds) == 2:
            return False
        first = english.split()[0]
        return fold(first) in fold(dprk(korean)) if first[:1].isupper() else None

    def _kind(self, name: str) -> str:
        return site_kind(name, self._lexicon)


@lru_cache(maxsize=65_536)
def _korean(text: str) -> bool:
    return is_korean(text)


def words_alike(first: str, second: str) -> bool:
    """Whether two sentences share enough of their distinctive words."""
    return _share(_distinctive(first), _distinctive(second)) >= _ALIKE


def _acts_alike(a: Event, b: Event) -> bool:
    """Whether two sentences share enough of the words that say what was done, without names."""
    sites = _distinctive(a.site or "") | _distinctive(b.site or "")
    least = _ACTS_ALIKE[_publisher(a) != _publisher(b)]
    ours, theirs = (_distinctive(e.quote, names=False) - sites for e in (a, b))
    return _share(ours, theirs) >= least


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


@lru_cache(maxsize=65_536)
def _distinctive(text: str, *, names: bool = True) -> frozenset[str]:
    """Words of a text without common ones; ``names=False`` also drops capitalised words after the first."""
    words = [word.strip(".,;:()\"“”'") for word in text.split()]
    kept = frozenset(
        _NAMING.particle.sub("", word).casefold()
        for number, word in enumerate(words)
        if names or not number or not word[:1].isupper()
    )
    return kept - _NAMING.common - {""}
