"""Record linkage of events that are read from a store: the links of :func:`geo.linking.matching.join`, part by part."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from geo.linking.stored_events import StoredEvents
from geo.linking.windows import Tasks, scored_by_window
from geo.model.entities import Event, Record
from geo.model.links import Link, Pair, Unmatched
from geo.reference.context import Reference

from . import comparing, limits_of, link_of, shared, unmatched_of
from .terms import BELOW, ELSEWHERE, OUTSIDE, TAKEN, UNDATED, Match

if TYPE_CHECKING:
    from .common import Rarity
    from .comparison import Comparison
    from .comparison_rows import Row
    from .links import Linked
    from .scores import Limits

__all__ = ["join_stored", "pairs_stored", "unmatched_stored"]

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
    tasks: Tasks | None = None,
) -> list[Link]:
    """Link events to records, and put the ids of its records into each event; see :func:`geo.linking.matching.join`.

    Of an event that is not linked only the words are held that the records have too, as numbers. With ``tasks``, events
    and records are compared elsewhere, by windows of days.
    """
    by, limits = comparing(reference), limits_of(days, km, min_score)
    theirs = [by.rows.of_record(record) for record in records]
    if tasks:
        found, ours = _linked_by(tasks, events, theirs, limits, match, by, reference)
    else:
        found, ours = _linked(events, theirs, limits, match, by)
    links = [link_of(ours[t.left].id, theirs[t.right].id, t) for t in found]
    happenings = sorted({row.group for row in ours.values()})
    reports = dict(sorted((n, e) for one in happenings for n, e in events.of_happening(one)))
    links = shared(reports.values(), links)
    of: dict[str, list[str]] = {}
    for link in links:
        of.setdefault(link.event_id, []).append(link.record_id)
    linked = ((n, replace(e, records=tuple(of[e.event_id]))) for n, e in reports.items() if e.event_id in of)
    events.change(linked)
    return links


def pairs_stored(
    events: StoredEvents,
    others: Sequence[Record] | StoredEvents,
    *,
    days: int | None,
    km: float,
    min_score: float,
    match: Match,
    reference: Reference,
) -> list[Pair]:
    """Pairs of events with records, or with the events of another store, by descending score.

    The options are those of :func:`geo.linking.matching.join`. Of the others all rows are held.
    """
    by, limits = comparing(reference), limits_of(days, km, min_score)
    theirs = _rows_of(others, by)
    found, ours = _linked(events, theirs, limits, match, by)
    return [Pair(ours[t.left].id, theirs[t.right].id, t.score, t.reasons, *t[3:8]) for t in found]


def _rows_of(others: Sequence[Record] | StoredEvents, by: Comparison) -> list[Row]:
    if isinstance(others, StoredEvents):
        return [by.rows.of_event(event) for event in others]
    return [by.rows.of_record(record) for record in others]


def _linked(
    events: StoredEvents, theirs: Sequence[Row], limits: Limits, match: Match, by: Comparison
) -> tuple[list[Linked], dict[int, Row]]:
    """The links, and the rows of those events that are in a pair, by their position."""
    from .links import Scored, check, chosen, scored_pairs
    from .scores import Side

    check(match, within=False)
    words, right = SharedWords(events, theirs, by), Side(theirs, by.agreement)
    ours: dict[int, Row] = {}
    found: list[Scored] = []
    for first, rows in words.parts(events, _AT_ONCE):
        for one in scored_pairs(Side(rows, by.agreement), right, limits, words.rarity):
            ours[first + one.left] = rows[one.left]
            found.append(one._replace(left=first + one.left))
    return chosen(ours, theirs, found, match, words.rarity), ours


def _linked_by(
    tasks: Tasks, events: StoredEvents, theirs: Sequence[Row], limits: Limits, match: Match, by: Comparison,
    reference: Reference,
) -> tuple[list[Linked], dict[int, Row]]:  # fmt: skip
    """The answer of :func:`_linked`, found by tasks; the rows are by number."""
    from .links import check, chosen

    check(match, within=False)
    found, ours, rarity = scored_by_window(events, theirs, limits, by, reference, tasks)
    return chosen(ours, theirs, found, match, rarity), ours


def unmatched_stored(
    events: StoredEvents,
    others: Sequence[Record] | StoredEvents,
    linked: Set[tuple[str, str]],
    *,
    days: int | None,
    km: float,
    min_score: float,
    reference: Reference,
) -> tuple[list[Unmatched], list[Unmatched]]:
    """Events and others without a partner in ``linked``; see :func:`geo.linking.matching.unmatched`."""
    from .links import missed

    by, limits = comparing(reference), limits_of(days, km, min_score)
    theirs = _rows_of(others, by)
    words = SharedWords(events, theirs, by)
    mine, taken = {a for a, _ in linked}, {b for _, b in linked}
    lonely = _Lonely([row for row in theirs if row.id not in taken], limits, by, words.rarity)
    found: list[Unmatched] = []
    for first, rows in words.parts(events, _AT_ONCE):
        lone = missed(rows, theirs, mine, limits, by, words.rarity)
        found += [unmatched_of(rows, theirs, one) for one in lone]
        lonely.compare(first, rows)
    return found, lonely.found()


class _Lonely:
    """Records without a partner, whose best candidates are sought among events that come part by part."""

    def __init__(self, rows: Sequence[Row], limits: Limits, by: Comparison, known: Rarity) -> None:
        from .scores import Side

        self._side, self._limits, self._by, self._known = Side(rows, by.agreement), limits, by, known
        self._near = [False] * len(rows)
        self._best: dict[int, tuple[tuple[float, str, int], Linked]] = {}

    def compare(self, first: int, rows: Sequence[Row]) -> None:
        """Look among further rows, of which the first is at a position."""
        from .candidates import within_days
        from .links import nearest, with_reasons
        from .scores import Side

        other = Side(rows, self._by.agreement)
        for n, near in enumerate(within_days(self._side, other, self._limits.days)):
            self._near[n] |= bool(near)
        for n, one in nearest(self._side, other, replace(self._limits, min_score=0), self._known).items():
            key = -one.score, rows[one.right].id, first + one.right
            if n not in self._best or key < self._best[n][0]:
                self._best[n] = key, with_reasons(self._side.rows, rows, one, self._known)

    def found(self) -> list[Unmatched]:
        """The records with their reasons."""
        answers = []
        for n, row in enumerate(self._side.rows):
            if n not in self._best:
                why = ELSEWHERE if self._near[n] else OUTSIDE if self._side.known[n] else UNDATED
                answers.append(Unmatched(row.id, why))
                continue
            (_, other, _), t = self._best[n]
            why = BELOW if t.score < self._limits.min_score else TAKEN
            answers.append(Unmatched(row.id, why, other, t.score, t.reasons, *t[3:8]))
        return answers


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

    def parts(self, events: StoredEvents, size: int) -> Iterator[tuple[int, list[Row]]]:
        """The rows of the events in lists of a size, each with the position of its first."""
        rows = self._rows(events)
        first = 0
        while part := list(islice(rows, size)):
            yield first, part
            first += len(part)

    def _rows(self, events: StoredEvents) -> Iterator[Row]:
        begin = 0
        for event, end in zip(events, self._ends, strict=True):
            words = frozenset(self._known[n] for n in self._words[begin:end])
            begin = end
            yield self._by.rows.of_event(event, words)
