"""Ties between what articles report and what event tables record, and between tables.

Two rows are compared by place, day, type, names and words in common (:mod:`geo.linking.matching.scores`); every tie
carries its score, the parts that made it and the reasons in words, and what is tied to nothing is kept with
why and with what came nearest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.model.entities import Event, Record
from geo.model.links import Link, Pair, Unmatched
from geo.reference.context import Reference

from .terms import DAYS, KM, MATCHES, MIN_SCORE, REASONS, Match

if TYPE_CHECKING:
    from .comparison import Comparison
    from .comparison_rows import Row
    from .scores import Limits
    from .ties import Missed, Tied

__all__ = ["MATCHES", "REASONS", "Match", "join", "join_records", "unmatched", "unmatched_records"]


def join(
    events: Iterable[Event],
    records: Iterable[Record],
    *,
    days: int | None = None,
    km: float = KM,
    min_score: float = MIN_SCORE,
    match: Match = "one-to-many",
    reference: Reference | None = None,
) -> tuple[list[Event], list[Link]]:
    """Tie events to records.

    Parameters
    ----------
    events : iterable of Event
    records : iterable of Record
    days : int, optional
        How many days, two by default, may lie between an event's day and a record's. A month or year is all of
        its days, and a report that gives no day its own and the one before.
    km : float
        How far apart two points may lie, along the geodesic, where they are in different counties.
    min_score : float
        Ties below this (0 to 1) are left out; :func:`geo.linking.matching.scores.total` says what makes a score.
    match : {"one-to-many", "one-to-one"}
        Whether a happening may have several records, as a table may have several rows of it, and a record
        several happenings; or each only the one with which the whole fits best.
    reference : Reference, optional
        With whose words, names and types of events they are compared; the bundled one by default.

    Returns
    -------
    tuple of list of Event, list of Link
        The events in their order, each with the ids of its records, and the ties, strongest first. Reports of
        one happening share its ties, whichever of them told enough. A record a day off is left out where one of
        the very day fits the same sentence as well, and so is a report of another day and type where the record
        has one of its own.

    Raises
    ------
    OptionError
        A negative window or distance, a score outside 0 to 1, or no such match.

    Examples
    --------
    >>> from datetime import date
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> body = "North Korea fired a Hwasong-17 missile from Sunan on Thursday."
    >>> told = extract(Article("a", body, date=date(2023, 3, 17))).events
    >>> record = Record("r", date(2023, 3, 16), "day", "weapons-test", "Launch of the Hwasong-17", "", "", "KP10",
    ...                 "KP1001", None, None, "adm2", "Pyongyang", "place column")
    >>> join(told, [record])[1][0].reasons
    'both in Pyongyang; same day; both weapons-test; words: hwasong-17'
    """
    from .ties import tied

    by = _comparison(reference)
    limits = _limits(days, km, min_score)
    told, known = list(events), list(records)
    found = tied(
        [by.rows.of_event(e) for e in told], [by.rows.of_record(r) for r in known], limits, match, by
    )
    links = _shared(told, [_link(told[t.left].event_id, known[t.right].id, t) for t in found])
    of: dict[str, list[str]] = {}
    for link in links:
        of.setdefault(link.event_id, []).append(link.record_id)
    return [replace(e, records=tuple(of[e.event_id])) if e.event_id in of else e for e in told], links


def _comparison(reference: Reference | None) -> Comparison:
    from .comparison import Comparison

    return Comparison(reference or Reference.bundled())


def _limits(days: int | None, km: float, min_score: float, *, usual: int = DAYS) -> Limits:
    from .scores import Limits

    return Limits(usual if days is None else days, km, min_score)


def _link(mine: str, other: str, t: Tied) -> Link:
    return Link(mine, other, t.score, t.reasons, *t[3:8])


def _shared(events: Sequence[Event], links: Sequence[Link]) -> list[Link]:
    """The ties, and those that reports of one happening have from each other."""
    reports: dict[str, list[str]] = {}
    for event in events:
        if event.happening:
            reports.setdefault(event.happening, []).append(event.event_id)
    happening = {one: alike for alike in reports.values() if len(alike) > 1 for one in alike}
    have = {(link.event_id, link.record_id) for link in links}
    found = list(links)
    for link in links:  # strongest first, so what is taken over is the best that any report has
        for other in happening.get(link.event_id, ()):
            if (other, link.record_id) not in have:
                have.add((other, link.record_id))
                said = f"{link.reasons}; as another report of the same happening tells"
                found.append(replace(link, event_id=other, reasons=said))
    return sorted(found, key=lambda k: (-k.score, k.event_id, k.record_id))


def join_records(
    first: Iterable[Record],
    second: Iterable[Record] | None = None,
    *,
    days: int | None = None,
    km: float = KM,
    min_score: float = MIN_SCORE,
    match: Match = "one-to-many",
    reference: Reference | None = None,
) -> list[Pair]:
    """Tie the records of two tables, or those of one among each other, to find what it holds twice.

    Parameters
    ----------
    first : iterable of Record
    second : iterable of Record, optional
        Without it the records of the first are compared among each other, each pair once.
    days : int, optional
        As in :func:`join`. Of one table 0 by default: who keeps a table gives what happened twice two days.
    km, min_score, match
        As in :func:`join`; one table alone has no partners one-to-one.
    reference : Reference, optional
        With whose words, names and types of events they are compared; the bundled one by default.

    Returns
    -------
    list of Pair
        Strongest first.

    Raises
    ------
    OptionError
        As in :func:`join`, and for one table one-to-one.

    Examples
    --------
    >>> from datetime import date
    >>> rows = [Record(i, date(2024, 7, 27), "day", "disaster", "Flood", "", "", "KP06", "KP0601", None, None,
    ...                "adm2", "Sinuiju", "place column") for i in ("a", "b")]
    >>> [(p.first_id, p.second_id, p.reasons) for p in join_records(rows)]
    [('a', 'b', 'both in Sinuiju; same day; both disaster; words: flood')]
    """
    from .ties import tied

    by = _comparison(reference)
    limits = _limits(days, km, min_score, usual=DAYS if second is not None else 0)
    ours = sorted(first, key=lambda r: r.id) if second is None else list(first)
    theirs = ours if second is None else list(second)
    rows = [by.rows.of_record(r) for r in ours]
    other = None if second is None else [by.rows.of_record(r) for r in theirs]
    found = tied(rows, other, limits, match, by)
    return [Pair(ours[t.left].id, theirs[t.right].id, t.score, t.reasons, *t[3:8]) for t in found]


def unmatched(
    events: Sequence[Event],
    records: Sequence[Record],
    links: Iterable[Link],
    *,
    days: int | None = None,
    km: float = KM,
    min_score: float = MIN_SCORE,
    reference: Reference | None = None,
) -> tuple[list[Unmatched], list[Unmatched]]:
    """Events and records that no tie has, each with why and what came nearest.

    Parameters
    ----------
    events, records : sequence of Event, of Record
        As they were joined.
    links : iterable of Link
        What :func:`join` gave.
    days, km, min_score
        As they were joined with.
    reference : Reference, optional
        With whose words, names and types of events they are compared; the bundled one by default.

    Returns
    -------
    tuple of list of Unmatched, list of Unmatched
        Of the events, and of the records, in their order.
    """
    by = _comparison(reference)
    ours, theirs = [by.rows.of_event(e) for e in events], [by.rows.of_record(r) for r in records]
    tied = {(k.event_id, k.record_id) for k in links}
    return _both_sides(ours, theirs, tied, _limits(days, km, min_score), by)


def unmatched_records(
    first: Sequence[Record],
    second: Sequence[Record],
    pairs: Iterable[Pair],
    *,
    days: int | None = None,
    km: float = KM,
    min_score: float = MIN_SCORE,
    reference: Reference | None = None,
) -> tuple[list[Unmatched], list[Unmatched]]:
    """Records of two tables that no pair has, as :func:`unmatched` gives events and records."""
    by = _comparison(reference)
    ours, theirs = [by.rows.of_record(r) for r in first], [by.rows.of_record(r) for r in second]
    tied = {(p.first_id, p.second_id) for p in pairs}
    return _both_sides(ours, theirs, tied, _limits(days, km, min_score), by)


def _both_sides(
    ours: Sequence[Row],
    theirs: Sequence[Row],
    tied: Set[tuple[str, str]],
    limits: Limits,
    by: Comparison,
) -> tuple[list[Unmatched], list[Unmatched]]:
    from .ties import missed

    mine, others = {a for a, _ in tied}, {b for _, b in tied}
    return (
        [_unmatched(ours, theirs, m) for m in missed(ours, theirs, mine, limits, by)],
        [_unmatched(theirs, ours, m) for m in missed(theirs, ours, others, limits, by)],
    )


def _unmatched(left: Sequence[Row], right: Sequence[Row], miss: Missed) -> Unmatched:
    id_, t = left[miss.row].id, miss.nearest
    return (
        Unmatched(id_, miss.why, right[t.right].id, t.score, t.reasons, *t[3:8])
        if t
        else Unmatched(id_, miss.why)
    )
