"""Happenings and links found in windows of days, each of which is a task that depends on nothing but what it is given.

The answers are those of one process, to the byte:

- Whether two reports are of one happening depends on these two only, and reports more than a few days apart are not. So
  a task has the events of some days and of the few before them, and answers which pairs are alike; the groups follow
  from the pairs, and are put together in the order of the days where all answers come together.
- Whether an event and a record are linked, before the best are chosen, depends on these two and on how rare their words
  are among all rows. So a first round of tasks counts the words and notes the days of the events, and a second one
  compares the events of a window with the records that are near enough in time. The best links are chosen where
  all answers come together.

Events travel as the rows in which they are stored.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from geo.extraction.pipeline import Extractor, extractor
from geo.linking.coreference.grouping import REACH, BlockKey, Report, groups_by_day
from geo.linking.coreference.merge import Likeness, report_of
from geo.linking.stored_events import StoredEvents
from geo.reference.context import Reference

from .event_rows import event_of

if TYPE_CHECKING:
    from geo.linking.matching.comparison import Comparison
    from geo.linking.matching.comparison_rows import Row
    from geo.linking.matching.links import Scored
    from geo.linking.matching.scores import Limits

__all__ = ["Tasks", "Window", "happenings_by_window", "scored_by_window"]

_EVENTS = 1_000
"""Events of a window, about, not counting those of the days before it: 0.8 MB to send."""
_LONG = 31
"""Days that an event known to a month may have; those of a year have windows of their own."""

Tasks = Callable[[Callable[["Window"], Any], Iterable["Window"]], Iterator[Any]]
"""Has a function applied to windows, somewhere; gives the answers in order."""


@dataclass(frozen=True, slots=True)
class Window:
    """What one task is given.

    Attributes
    ----------
    label : str
        Its days, for messages.
    rows : sequence of (int, str)
        Events with their numbers, in order.
    early : int
        How many of them, the first ones, are there only to be compared with.
    others : sequence of Row
        Records near enough in time, with the position of each in ``positions``.
    words, names : mapping of str to float
        Weights of the words and names of these records.
    """

    label: str
    rows: Sequence[tuple[int, str]]
    early: int = 0
    others: Sequence[Row] = ()
    positions: Sequence[int] = ()
    words: dict[str, float] | None = None
    names: dict[str, float] | None = None


def _label(first: int, last: int) -> str:
    return f"events of {date.fromordinal(first)} to {date.fromordinal(last)}"


# Happenings -------------------------------------------------------------------------------------------------------


def happenings_by_window(events: StoredEvents, reference: Reference, tasks: Tasks) -> Iterator[list[int]]:
    """The groups of :func:`geo.linking.coreference.merge.happenings_by_day`, as the numbers of their events."""
    compared = tasks(partial(_alike, extractor(reference)), _overlapping(events.rows_by_day()))
    reports = (Report(*one) for answer in compared for one in answer)
    for group in groups_by_day(reports, lambda earlier, later: earlier.number in later.about):
        yield [report.number for report in group]


def _overlapping(rows: Iterable[tuple[int, int, str]]) -> Iterator[Window]:
    """Windows of whole days, each with the events of the days before it that are within reach."""
    early: list[tuple[int, int, str]] = []
    own: list[tuple[int, int, str]] = []

    def window() -> Window:
        return Window(_label(own[0][1], own[-1][1]), [(n, row) for n, _, row in (*early, *own)], len(early))

    for one in rows:
        if len(own) >= _EVENTS and one[1] != own[-1][1]:
            yield window()
            early = [known for known in (*early, *own) if one[1] - known[1] <= REACH.days]
            own = []
        own.append(one)
    if own:
        yield window()


def _alike(reader: Extractor, window: Window) -> list[tuple[int, int, BlockKey, frozenset[int]]]:
    """Number, day and block of each event of a window, and the numbers of the earlier ones that it is alike."""
    alike = Likeness(reader.reference)
    of_block: dict[BlockKey, list[Report[Any]]] = {}
    answers = []
    for place, (number, row) in enumerate(window.rows):
        report = report_of(number, event_of(row))
        if report is None:
            continue
        near = [e for e in of_block.get(report.block, ()) if report.day - e.day <= REACH.days]
        if place >= window.early:
            partners = frozenset(e.number for e in near if alike.same(e, report))
            answers.append((number, report.day, report.block, partners))
        of_block[report.block] = [*near, report]
    return answers


# Links ------------------------------------------------------------------------------------------------------------


def scored_by_window(
    events: StoredEvents,
    theirs: Sequence[Row],
    limits: Limits,
    by: Comparison,
    reference: Reference,
    tasks: Tasks,
) -> tuple[list[Scored], dict[int, Row], Any]:
    """All pairs of events and records that reach the threshold, the rows of these events, and the rarity of words.

    The left position of a pair is the number of its event.
    """
    from geo.linking.matching.common import Rarity

    reader = extractor(reference)
    words: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for row in theirs:
        words.update(row.words)
        names.update(row.names)
    size, dated = len(theirs), [array("q"), array("q"), array("q")]
    known = set(words)
    for told, called, some, days in tasks(partial(_counted, reader), _parts(events.rows())):
        words.update({word: n for word, n in told.items() if word in known})
        names.update(called)
        size += some
        for column, values in zip(dated, days, strict=True):
            column.extend(values)
    rarity = Rarity.counted(words, names, size, by.rows.wording)
    ours: dict[int, Row] = {}
    found: list[Scored] = []
    windows = _near(events, dated, theirs, limits.days, rarity)
    for rows, scored in tasks(partial(_scored, reader, limits), windows):
        ours.update(rows)
        found += scored
    return found, ours, rarity


def _parts(rows: Iterable[tuple[int, str]]) -> Iterator[Window]:
    part: list[tuple[int, str]] = []
    for row in rows:
        part.append(row)
        if len(part) == _EVENTS:
            yield Window(f"events {part[0][0]} to {part[-1][0]}", part)
            part = []
    if part:
        yield Window(f"events {part[0][0]} to {part[-1][0]}", part)


def _counted(reader: Extractor, window: Window) -> tuple[Any, Any, int, tuple[array[int], ...]]:
    """How many events have each word and name, and number, first and last day of those with a day."""
    by = _comparison(reader)
    words: Counter[str] = Counter()
    names: Counter[str] = Counter()
    days = array("q"), array("q"), array("q")
    for number, kept in window.rows:
        row = by.rows.of_event(event_of(kept))
        words.update(row.words)
        names.update(row.names)
        if row.dated:
            for column, value in zip(days, (number, row.first, row.last), strict=True):
                column.append(value)
    return words, names, len(window.rows), days


def _near(
    events: StoredEvents, dated: Sequence[array[int]], theirs: Sequence[Row], days: int, rarity: Any
) -> Iterator[Window]:
    """Windows of events that are near in time, each with the records that are within reach of one of them."""
    import numpy as np

    numbers, first, last = (np.asarray(column) for column in dated)
    order = np.lexsort((numbers, first, last - first > _LONG))
    begin = np.array([row.first for row in theirs], np.int64)
    end = np.array([row.last for row in theirs], np.int64)
    has_day = np.array([bool(row.dated) for row in theirs], np.bool_)
    for start in range(0, len(order), _EVENTS):
        some = order[start : start + _EVENTS]
        low, high = int(first[some].min()), int(last[some].max())
        near = np.flatnonzero(has_day & (begin <= high + days) & (end >= low - days)).tolist()
        if not near:
            continue
        others = [theirs[n] for n in near]
        yield Window(
            _label(low, high),
            events.rows_at(numbers[some].tolist()),
            others=others,
            positions=near,
            words={word: rarity.words[word] for row in others for word in row.words},
            names={name: rarity.names[name] for row in others for name in row.names},
        )


def _scored(reader: Extractor, limits: Limits, window: Window) -> tuple[dict[int, Row], list[Scored]]:
    """The pairs of a window that reach the threshold, and the rows of their events by number."""
    from geo.linking.matching.common import Rarity
    from geo.linking.matching.links import scored_pairs
    from geo.linking.matching.scores import Side

    by = _comparison(reader)
    numbers = [number for number, _ in window.rows]
    rows = [by.rows.of_event(event_of(row)) for _, row in window.rows]
    known = Rarity(window.words or {}, window.names or {})
    ours, theirs = Side(rows, by.agreement), Side(window.others, by.agreement)
    found = list(scored_pairs(ours, theirs, limits, known))
    kept = {numbers[one.left]: rows[one.left] for one in found}
    return kept, [one._replace(left=numbers[one.left], right=window.positions[one.right]) for one in found]


def _comparison(reader: Extractor) -> Comparison:
    from geo.linking.matching import comparing

    return comparing(reader.reference)
