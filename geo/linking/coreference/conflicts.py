"""Find reports that disagree: happenings that differ only in their day, their type or their place.

Reports are merged only if they agree (:mod:`geo.linking.coreference.merge`). Two happenings that differ in one of the
three may be one happening that was reported in two ways; a person must decide. If one article reports both, they are
two happenings, and no conflict is listed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from geo.linking.stored_events import StoredEvents
from geo.model.entities import Event
from geo.reference.context import Reference
from geo.text.romanization import fold
from geo.text.shingles import contained, shingles

from .merge import FRESH, SAME_WORDING, SiteNames, words_alike

__all__ = ["Conflict", "conflicts"]

_MANY = 2
"""Largest number of counties in which a site name may occur; beyond that it names a kind of site."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two happenings that may be one: ``what`` is the field that differs, ``ours`` and ``theirs`` its values."""

    happening: str
    other: str
    what: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.what}: {self.ours}, elsewhere {self.theirs} ({self.other})"


def conflicts(events: Iterable[Event], *, reference: Reference | None = None) -> dict[str, list[Conflict]]:
    """Conflicts by id of the happening; each is listed for both of its happenings.

    Parameters
    ----------
    events : iterable of Event
        As returned by :func:`geo.linking.coreference.merge.merge_reports`.
    reference : Reference, optional
        Its names are used to compare sites; the bundled one by default.

    Returns
    -------
    dict of str to list of Conflict

    Examples
    --------
    >>> import geo
    >>> from geo.linking.coreference.merge import merge_reports
    >>> text = "The Anju Pump Factory was inaugurated in Anju City on November {}, 2024."
    >>> found = [e for day in (8, 9) for e in geo.extract(geo.Article(f"a{day}", text.format(day))).events]
    >>> by_happening = conflicts(merge_reports(found))
    >>> [(one.what, one.ours, one.theirs) for one in by_happening[found[0].event_id]]
    [('day', '2024-11-08', '2024-11-09')]
    """
    names = SiteNames(reference or Reference.bundled())
    if isinstance(events, StoredEvents) and not events.regrouped:
        return _listed(_in_windows(events, names), lambda happening: _articles(events, happening))
    dated = list(filter(_is_dated, events))
    articles: dict[str, set[str]] = {}
    for event in dated:
        articles.setdefault(event.happening, set()).add(event.source_id)
    differing = (
        *(("day", a, b) for a, b in _other_day(dated, names)),
        *(("type", a, b) for a, b in _other_type(dated, names)),
        *(("place", a, b) for a, b in _other_place(dated)),
    )
    return _listed(differing, articles.__getitem__)


_VALUES: dict[str, Callable[[Event], str]] = {
    "day": lambda e: str(e.date),
    "type": lambda e: e.type,
    "place": lambda e: e.adm2_name or e.adm1_name,
}


def _is_dated(event: Event) -> bool:
    return bool(event.date and event.date_precision == "day" and (event.adm2 or event.adm1))


def _listed(
    pairs: Iterable[tuple[str, Event, Event]], articles: Callable[[str], set[str]]
) -> dict[str, list[Conflict]]:
    """The conflicts of pairs that no article reports both; of several for two happenings, the first one."""
    found: dict[tuple[str, str, str], Conflict] = {}
    for what, a, b in pairs:
        if a.happening == b.happening or articles(a.happening) & articles(b.happening):
            continue
        value = _VALUES[what]
        for one, other in ((a, b), (b, a)):
            key = (one.happening, other.happening, what)
            found.setdefault(key, Conflict(*key[:2], what, value(one), value(other)))
    answers: dict[str, list[Conflict]] = {}
    for key in sorted(found):
        answers.setdefault(key[0], []).append(found[key])
    return answers


def _articles(events: StoredEvents, happening: str) -> set[str]:
    return {event.source_id for _, event in events.of_happening(happening) if _is_dated(event)}


def _in_windows(events: StoredEvents, names: SiteNames) -> Iterator[tuple[str, Event, Event]]:
    """The differing pairs of events in a store, of which those of a few days are held.

    Unless a person has merged happenings, all dated reports of one have its day, type and place, so that it does not
    matter which of its pairs comes first.
    """
    common = _common_names(event for event in events if _is_dated(event))
    recent: dict[tuple[str, str], list[Event]] = {}
    here: dict[str, list[Event]] = {}
    namesakes: dict[tuple[str, str], list[Event]] = {}
    today = date.min
    for _, event in events.by_day():
        if not _is_dated(event) or event.date is None:
            continue
        where = event.adm2 or event.adm1 or ""
        if event.date != today:
            today = event.date
            here.clear()
            namesakes.clear()
            recent = {
                key: kept for key, old in recent.items() if (kept := [e for e in old if _fresh(e, event)])
            }
        for other in recent.get((event.type, where), ()):
            if other.date != event.date and _alike(other, event, names):
                yield "day", other, event
        for other in here.get(where, ()):
            if _types_differ(other, event, names):
                yield "type", other, event
        if event.site and event.adm2 and (name := fold(event.site)) not in common:
            same = namesakes.setdefault((event.type, name), [])
            yield from (("place", other, event) for other in same if other.adm2 != event.adm2)
            same.append(event)
        recent.setdefault((event.type, where), []).append(event)
        here.setdefault(where, []).append(event)


def _fresh(event: Event, later: Event) -> bool:
    return bool(event.date and later.date and later.date - event.date <= FRESH)


def _common_names(events: Iterable[Event]) -> set[str]:
    """Names of sites that occur in so many counties that they name a kind of site."""
    places: dict[str, set[str]] = {}
    for event in events:
        if event.site and event.adm2:
            at = places.setdefault(fold(event.site), set())
            if len(at) <= _MANY:
                at.add(event.adm2)
    return {name for name, at in places.items() if len(at) > _MANY}


def _groups(events: Iterable[Event], key: Callable[[Event], Hashable]) -> Iterator[list[Event]]:
    groups: dict[Hashable, list[Event]] = {}
    for event in events:
        groups.setdefault(key(event), []).append(event)
    return (group for group in groups.values() if len(group) > 1)


def _other_day(events: Sequence[Event], names: SiteNames) -> Iterator[tuple[Event, Event]]:
    """Pairs of one type and place a few days apart, at the same site or in the same words."""
    for group in _groups(events, lambda e: (e.type, e.adm2 or e.adm1)):
        group.sort(key=lambda e: (e.date or date.max, e.event_id))
        for number, a in enumerate(group):
            for b in group[number + 1 :]:
                assert a.date is not None
                assert b.date is not None
                if b.date - a.date > FRESH:
                    break
                if a.date != b.date and _alike(a, b, names):
                    yield a, b


def _alike(a: Event, b: Event, names: SiteNames) -> bool:
    named = names.same(a, b)
    if named is None:
        return contained(shingles(a.quote), shingles(b.quote)) >= SAME_WORDING
    return named


def _other_type(events: Sequence[Event], names: SiteNames) -> Iterator[tuple[Event, Event]]:
    """Pairs of one day and place, of different types, with similar sentences."""
    for group in _groups(events, lambda e: (e.date, e.adm2 or e.adm1)):
        for a, b in combinations(group, 2):
            if _types_differ(a, b, names):
                yield a, b


def _types_differ(a: Event, b: Event, names: SiteNames) -> bool:
    return a.type != b.type and names.same(a, b) is not False and words_alike(a.quote, b.quote)


def _other_place(events: Sequence[Event]) -> Iterator[tuple[Event, Event]]:
    """Pairs of one type and day in two counties, at sites of one name that occurs in no more counties."""
    common = _common_names(events)
    named = (e for e in events if e.site and e.adm2 and fold(e.site) not in common)
    for group in _groups(named, lambda e: (e.type, e.date, fold(e.site or ""))):
        for a, b in combinations(group, 2):
            if a.adm2 != b.adm2:
                yield a, b
