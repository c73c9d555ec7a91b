"""Record linkage of events that are read from a store: the links of :func:`geo.linking.matching.join`, part by part."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from geo.linking.stored_events import StoredEvents
from geo.model.entities import Event, Record
from geo.model.links import Link
from geo.reference.context import Reference

from . import comparing, limits_of, link_of, shared
from .terms import Match

if TYPE_CHECKING:
    from .common import Rarity
    from .comparison import Comparison
    from .comparison_rows import Row

__all__ = ["join_stored"]

_AT_ONCE = 20_000
"""Events that are compared at once; the table of records is held as a whole."""


def join_stored(
    events: StoredEvents,
    records: Sequence[Record],
    *,
    days: int | None,
    km: float,
    min_score: float,
    match: Match,
    reference: Reference,
) -> list[Link]:
    """Link events to records, and put the ids of its records into each event; see :func:`geo.linking.matching.join`.

    Of an event that is not linked only the words are held that the records have too, as numbers.
    """
    from .links import Scored, check, chosen, scored_pairs
    from .scores import Side

    check(match, within=False)
    by, limits = comparing(reference), limits_of(days, km, min_score)
    theirs = [by.rows.of_record(record) for record in records]
    words = SharedWords(events, theirs, by)
    right = Side(theirs, by.agreement)
    ours: dict[int, Row] = {}
    numbers: dict[int, int] = {}
    found: list[Scored] = []
    for first, part in words.parts(events, _AT_ONCE):
        rows = [row for _, row in part]
        for one in scored_pairs(Side(rows, by.agreement), right, limits, words.rarity):
            ours[first + one.left], numbers[first + one.left] = rows[one.left], part[one.left][0]
            found.append(one._replace(left=first + one.left))
    links = [
        link_of(ours[t.left].id, theirs[t.right].id, t)
        for t in chosen(ours, theirs, found, match, words.rarity)
    ]
    happenings = sorted({ours[one.left].group for one in found})
    reports = dict(sorted((n, e) for one in happenings for n, e in events.of_happening(one)))
    links = shared(reports.values(), links)
    of: dict[str, list[str]] = {}
    for link in links:
        of.setdefault(link.event_id, []).append(link.record_id)
    linked = ((n, replace(e, records=tuple(of[e.event_id]))) for n, e in reports.items() if e.event_id in of)
    events.change(linked)
    return links


class SharedWords:
    """The words that events share with records, held as numbers, and the rarity of all words.

    Parameters
    ----------
    events : iterable of Event
    records : sequence of Row
    by : Comparison

    Attributes
    ----------
    rarity : Rarity
        Of the words that records have, counted over both sides.
    """

    def __init__(self, events: Iterable[Event], records: Sequence[Row], by: Comparison) -> None:
        from .common import Rarity

        counts: Counter[str] = Counter()
        names: Counter[str] = Counter()
        for row in records:
            counts.update(row.words)
            names.update(row.names)
        self._by, self._known = by, list(counts)
        places = {word: n for n, word in enumerate(self._known)}
        self._words, self._ends = array("l"), array("q")
        size = len(records)
        for event in events:
            row = by.rows.of_event(event)
            kept = [word for word in row.words if word in places]
            counts.update(kept)
            names.update(row.names)
            self._words.extend(places[word] for word in kept)
            self._ends.append(len(self._words))
            size += 1
        self.rarity: Rarity = Rarity.counted(counts, names, size, by.rows.wording)

    def parts(self, events: StoredEvents, size: int) -> Iterator[tuple[int, list[tuple[int, Row]]]]:
        """The rows of the events with their numbers, in lists of a size, each with the position of its first."""
        rows = self._rows(events)
        first = 0
        while part := list(islice(rows, size)):
            yield first, part
            first += len(part)

    def _rows(self, events: StoredEvents) -> Iterator[tuple[int, Row]]:
        begin = 0
        for (number, event), end in zip(events.numbered(), self._ends, strict=True):
            words = frozenset(self._known[n] for n in self._words[begin:end])
            begin = end
            yield number, self._by.rows.of_event(event, words)
