"""Find pairs of events that may be one happening although they were not merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import date, timedelta

from geo.model.entities import Event
from geo.text.romanization import fold

__all__ = ["possible_duplicates"]

_NEAR = timedelta(days=3)
_LEAST = 0.3
"""Minimum similarity of two events, from 0 to 1, to be listed."""


def possible_duplicates(
    events: Sequence[Event], known: Set[frozenset[str]] = frozenset()
) -> Iterator[tuple[Event, Event, float]]:
    """Similar happenings of the same type and place, at most three days apart.

    Parameters
    ----------
    events : sequence of Event
    known : set of frozenset of str
        Pairs of event ids that a person has judged to be different; they are left out.

    Yields
    ------
    tuple of Event, Event, float
        The first reports of both happenings and their similarity (0 to 1). Each pair occurs once.
    """
    seen: set[frozenset[str]] = set()
    blocks: dict[tuple[str, str], list[tuple[date, str, Event]]] = {}
    for event in events:
        where, day = event.adm2 or event.adm1, event.date or event.source_date
        if where and day:
            blocks.setdefault((event.type, where), []).append((day, event.event_id, event))
    for block in blocks.values():
        block.sort(key=lambda one: one[:2])
        for index, (day, _, one) in enumerate(block):
            for later, _, other in block[index + 1 :]:
                if later - day > _NEAR:
                    break
                pair = frozenset((one.happening, other.happening))
                if len(pair) == 1 or pair in seen or one.source_id == other.source_id:
                    continue
                if frozenset((one.event_id, other.event_id)) in known:
                    continue
                alike = _alike(one, other, (later - day).days)
                if alike >= _LEAST:
                    seen.add(pair)
                    yield one, other, alike


def _alike(one: Event, other: Event, days: int) -> float:
    """Similarity of two events by the words of their sentences, plus a common site, minus the days between."""
    sites = _words(one, one.site or ""), _words(other, other.site or "")
    named = all(sites)
    if days and not named and one.date_precision == other.date_precision == "day":
        return 0.0  # different days and no site: probably different events
    if named and len(sites[0] & sites[1]) < 0.5 * len(sites[0] | sites[1]) and not _within(*sites):
        return 0.0
    words = _words(one, one.quote), _words(other, other.quote)
    shared = len(words[0] & words[1]) / max(1, min(map(len, words)))
    return max(0.0, min(1.0, shared + 0.2 * named) - 0.1 * days)


def _within(one: set[str], other: set[str]) -> bool:
    return one <= other or other <= one


def _words(event: Event, text: str) -> set[str]:
    """Words of a text without short ones and the names of the event's county and province."""
    here = {fold(event.adm1_name), fold(event.adm2_name)}
    return {fold(w) for w in text.split() if len(w) > 3} - here
