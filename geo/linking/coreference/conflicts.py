"""Where reports disagree: happenings that are alike but for their day, their type or their place.

Reports are put together only where they agree (:mod:`geo.linking.coreference.merge`). What differs in one of
the three and is otherwise the same is either two happenings or one that is told in two ways; which, only a
reader can say. Where one article tells of both they are two, and nothing is said.
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
"""In how many counties a site's name may be met; beyond, it is a kind of site and not one."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A happening that may be another one told otherwise: in what they differ, and what either says."""

    happening: str
    other: str
    what: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.what}: {self.ours}, elsewhere {self.theirs} ({self.other})"


def conflicts(events: Iterable[Event], *, reference: Reference | None = None) -> dict[str, list[Conflict]]:
    """Disagreements by happening, each told from both sides.

    Parameters
    ----------
    events : iterable of Event
        As :func:`geo.linking.coreference.merge.merge_reports` gives them.
    reference : Reference, optional
        By whose names sites are compared; the bundled one by default.

    Examples
    --------
    >>> import geo
    >>> from geo.linking.coreference.merge import merge_reports
    >>> text = "The Anju Pump Factory was inaugurated in Anju City on November {}, 2024."
    >>> found = [e for day in (8, 9) for e in geo.extract(geo.Article(f"a{day}", text.format(day))).events]
    >>> said = conflicts(merge_reports(found))
    >>> [(one.what, one.ours, one.theirs) for one in said[found[0].event_id]]
    [('day', '2024-11-08', '2024-11-09')]
    """
    names = SiteNames(reference or Reference.bundled())
    told = [e for e in events if e.date and e.date_precision == "day" and (e.adm2 or e.adm1)]
    articles: dict[str, set[str]] = {}
    for event in told:
        articles.setdefault(event.happening, set()).add(event.source_id)
    found: dict[tuple[str, str, str], Conflict] = {}
    for what, pairs, value in (
        ("day", _other_day(told, names), lambda e: str(e.date)),
        ("type", _other_type(told, names), lambda e: e.type),
        ("place", _other_place(told), lambda e: e.adm2_name or e.adm1_name),
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


def _other_day(told: Sequence[Event], names: SiteNames) -> Iterator[tuple[Event, Event]]:
    """Events of one type and place some days apart, at the same site or in the same words."""
    for group in _groups(told, lambda e: (e.type, e.adm2 or e.adm1)):
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


def _other_type(told: Sequence[Event], names: SiteNames) -> Iterator[tuple[Event, Event]]:
    """Events of one day and place whose sentences are alike."""
    for group in _groups(told, lambda e: (e.date, e.adm2 or e.adm1)):
        for a, b in combinations(group, 2):
            if a.type != b.type and names.same(a, b) is not False and words_alike(a.quote, b.quote):
                yield a, b


def _other_place(told: Sequence[Event]) -> Iterator[tuple[Event, Event]]:
    """Events of one type and day at sites of one name that are nowhere else."""
    places: dict[str, set[str]] = {}
    for event in told:
        if event.site and event.adm2:
            places.setdefault(fold(event.site), set()).add(event.adm2)
    named = (e for e in told if e.site and e.adm2 and len(places[fold(e.site)]) <= _MANY)
    for group in _groups(named, lambda e: (e.type, e.date, fold(e.site or ""))):
        for a, b in combinations(group, 2):
            if a.adm2 != b.adm2:
                yield a, b
