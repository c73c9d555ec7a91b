"""Events that may be one happening, though the machine has not taken them for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import date, timedelta

from geo.model.entities import Event
from geo.text.romanization import fold

__all__ = ["doubles"]

_NEAR = timedelta(days=3)
_LEAST = 0.3
"""How alike, from 0 to 1, two events must be to be worth a look."""


def doubles(
    events: Sequence[Event], known: Set[frozenset[str]] = frozenset()
) -> Iterator[tuple[Event, Event, float]]:
    """Pairs of happenings of one type and place, days at most three apart, that sound alike.

    Parameters
    ----------
    events : sequence of Event
    known : set of frozenset of str
        Ids of the pairs of events that somebody has told apart.

    Yields
    ------
    tuple of Event, Event, float
        The first reports of both, and how alike they are (0 to 1). A pair is given once.
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
    """How much two events have in common: their site, else their words; less with every day between them."""
    sites = _words(one, one.site or ""), _words(other, other.site or "")
    named = all(sites)
    if days and not named and one.date_precision == other.date_precision == "day":
        return 0.0  # two days and no site: another of its kind
    if named and len(sites[0] & sites[1]) < 0.5 * len(sites[0] | sites[1]) and not _within(*sites):
        return 0.0
    words = _words(one, one.quote), _words(other, other.quote)
    shared = len(words[0] & words[1]) / max(1, min(map(len, words)))
    return max(0.0, min(1.0, shared + 0.2 * named) - 0.1 * days)


def _within(one: set[str], other: set[str]) -> bool:
    return one <= other or other <= one


def _words(event: Event, text: str) -> set[str]:
    """The words of a text but for the short ones and the names of where it all is."""
    here = {fold(event.adm1_name), fold(event.adm2_name)}
    return {fold(w) for w in text.split() if len(w) > 3} - here
