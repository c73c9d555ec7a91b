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
    dated = [e for e in events if e.date and e.date_precision == "day" and (e.adm2 or e.adm1)]
    articles: dict[str, set[str]] = {}
    for event in dated:
        articles.setdefault(event.happening, set()).add(event.source_id)
    found: dict[tuple[str, str, str], Conflict] = {}
    for what, pairs, value in (
        ("day", _other_day(dated, names), lambda e: str(e.date)),
        ("type", _other_type(dated, names), lambda e: e.type),
        ("place", _other_place(dated), lambda e: e.adm2_name or e.adm1_name),
    ):
        for a, b in pairs:
            if a.happening == b.happening or articles[a.happening] & articles[b.happening]:
                continue
            for one, other in ((a, b), (b, a)):
                key = (one.happening, other.happening, what)
                found.setdefault(
                    key, Conflict(one.happening, other.happening, what, value(one), value(other))
                )
    answers: dict[str, list[Conflict]] = {}
    for key in sorted(found):
        answers.setdefault(key[0], []).append(found[key])
    return answers


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
            if a.type != b.type and names.same(a, b) is not False and words_alike(a.quote, b.quote):
                yield a, b


def _other_place(events: Sequence[Event]) -> Iterator[tuple[Event, Event]]:
    """Pairs of one type and day in two counties, at sites of one name that occurs in no more counties."""
    places: dict[str, set[str]] = {}
    for event in events:
        if event.site and event.adm2:
            places.setdefault(fold(event.site), set()).add(event.adm2)
    named = (e for e in events if e.site and e.adm2 and len(places[fold(e.site)]) <= _MANY)
    for group in _groups(named, lambda e: (e.type, e.date, fold(e.site or ""))):
        for a, b in combinations(group, 2):
            if a.adm2 != b.adm2:
                yield a, b
