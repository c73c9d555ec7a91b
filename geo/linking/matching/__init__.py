"""Record linkage between events of articles and records of event tables, and between tables.

Two rows are compared by place, date, type, shared names and shared words (:mod:`geo.linking.matching.scores`). Each
link has a score, its component scores and its reasons as text. Rows without a link are returned with the reason and
their best candidate.
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
    from .links import Linked, Missed
    from .scores import Limits

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
    """Link events to records.

    Parameters
    ----------
    events : iterable of Event
    records : iterable of Record
    days : int, optional
        Largest distance in days between an event and a record; two by default. A month or year counts as all of
        its days. An event without a date counts as the day of its report and the day before.
    km : float
        Largest geodesic distance, in kilometres, between points in different counties.
    min_score : float
        Threshold, 0 to 1: links with a lower score are left out; see :func:`geo.linking.matching.scores.total`.
    match : {"one-to-many", "one-to-one"}
        Whether a happening may be linked to several records (a table may have several rows of it) and a record to
        several happenings, or each to one only, so that the sum of scores is highest.
    reference : Reference, optional
        Its word lists, names and event types are used for the comparison; the bundled one by default.

    Returns
    -------
    tuple of list of Event, list of Link
        The events in the given order, each with the ids of its records, and the links by descending score. All
        reports of one happening share its links, also those reports that alone would not reach the threshold. A
        record of another day is dropped where a record of the same day fits the sentence as well. A report of
        another day and type is dropped where the record has a report of its own day and type.

    Raises
    ------
    OptionError
        A negative window or distance, a threshold outside 0 to 1, or an unknown ``match``.

    Examples
    --------
    >>> from datetime import date
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> body = "North Korea fired a Hwasong-17 missile from Sunan on Thursday."
    >>> events = extract(Article("a", body, date=date(2023, 3, 17))).events
    >>> record = Record("r", date(2023, 3, 16), "day", "weapons-test", "Launch of the Hwasong-17", "", "", "KP10",
    ...                 "KP1001", None, None, "adm2", "Pyongyang", "place column")
    >>> join(events, [record])[1][0].reasons
    'both in Pyongyang; same day; both weapons-test; words: hwasong-17'
    """
    from .links import linked

    by = comparing(reference)
    limits = limits_of(days, km, min_score)
    ours, theirs = list(events), list(records)
    if not theirs and match in MATCHES:
        return ours, []  # most runs are without records, and comparing costs a third of linking
    found = linked(
        [by.rows.of_event(e) for e in ours], [by.rows.of_record(r) for r in theirs], limits, match, by
    )
    links = shared(ours, [link_of(ours[t.left].event_id, theirs[t.right].id, t) for t in found])
    of: dict[str, list[str]] = {}
    for link in links:
        of.setdefault(link.event_id, []).append(link.record_id)
    return [replace(e, records=tuple(of[e.event_id])) if e.event_id in of else e for e in ours], links


def comparing(reference: Reference | None) -> Comparison:
    from .comparison import Comparison

    return Comparison(reference or Reference.bundled())


def limits_of(days: int | None, km: float, min_score: float, *, usual: int = DAYS) -> Limits:
    from .scores import Limits

    return Limits(usual if days is None else days, km, min_score)


def link_of(mine: str, other: str, t: Linked) -> Link:
    return Link(mine, other, t.score, t.reasons, *t[3:8])


def shared(events: Iterable[Event], links: Sequence[Link]) -> list[Link]:
    """The links, with each copied to the other reports of the same happening.

    ``events`` are in order; those of happenings without a link may be missing.
    """
    reports: dict[str, list[str]] = {}
    for event in events:
        if event.happening:
            reports.setdefault(event.happening, []).append(event.event_id)
    happening = {one: alike for alike in reports.values() if len(alike) > 1 for one in alike}
    have = {(link.event_id, link.record_id) for link in links}
    found = list(links)
    for link in links:  # strongest first, so the copied link is the best one of any report
        for other in happening.get(link.event_id, ()):
            if (other, link.record_id) not in have:
                have.add((other, link.record_id))
                why = f"{link.reasons}; from another report of the same happening"
                found.append(replace(link, event_id=other, reasons=why))
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
    """Link the records of two tables, or find duplicates within one table.

    Parameters
    ----------
    first : iterable of Record
    second : iterable of Record, optional
        Without it, the records of ``first`` are compared with each other, each pair once.
    days : int, optional
        As in :func:`join`. Within one table 0 by default: there, similar rows of different days are usually
        different events.
    km, min_score, match
        As in :func:`join`; one-to-one is not possible within one table.
    reference : Reference, optional
        Its word lists, names and event types are used for the comparison; the bundled one by default.

    Returns
    -------
    list of Pair
        By descending score.

    Raises
    ------
    OptionError
        As in :func:`join`, and for one-to-one within one table.

    Examples
    --------
    >>> from datetime import date
    >>> rows = [Record(i, date(2024, 7, 27), "day", "disaster", "Flood", "", "", "KP06", "KP0601", None, None,
    ...                "adm2", "Sinuiju", "place column") for i in ("a", "b")]
    >>> [(p.first_id, p.second_id, p.reasons) for p in join_records(rows)]
    [('a', 'b', 'both in Sinuiju; same day; both disaster; words: flood')]
    """
    from .links import linked

    by = comparing(reference)
    limits = limits_of(days, km, min_score, usual=DAYS if second is not None else 0)
    ours = sorted(first, key=lambda r: r.id) if second is None else list(first)
    theirs = ours if second is None else list(second)
    rows = [by.rows.of_record(r) for r in ours]
    other = None if second is None else [by.rows.of_record(r) for r in theirs]
    found = linked(rows, other, limits, match, by)
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
    """Events and records without a link, each with the reason and its best candidate.

    Parameters
    ----------
    events, records : sequence of Event, of Record
        The arguments of :func:`join`.
    links : iterable of Link
        The links that :func:`join` returned.
    days, km, min_score
        The limits that were passed to :func:`join`.
    reference : Reference, optional
        Its word lists, names and event types are used for the comparison; the bundled one by default.

    Returns
    -------
    tuple of list of Unmatched, list of Unmatched
        Unmatched events and unmatched records, in the given order.
    """
    by = comparing(reference)
    ours, theirs = [by.rows.of_event(e) for e in events], [by.rows.of_record(r) for r in records]
    linked = {(k.event_id, k.record_id) for k in links}
    return _both_sides(ours, theirs, linked, limits_of(days, km, min_score), by)


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
    """Records of two tables that are in no pair; otherwise as :func:`unmatched`."""
    by = comparing(reference)
    ours, theirs = [by.rows.of_record(r) for r in first], [by.rows.of_record(r) for r in second]
    linked = {(p.first_id, p.second_id) for p in pairs}
    return _both_sides(ours, theirs, linked, limits_of(days, km, min_score), by)


def _both_sides(
    ours: Sequence[Row],
    theirs: Sequence[Row],
    linked: Set[tuple[str, str]],
    limits: Limits,
    by: Comparison,
) -> tuple[list[Unmatched], list[Unmatched]]:
    from .links import missed

    mine, others = {a for a, _ in linked}, {b for _, b in linked}
    return (
        [unmatched_of(ours, theirs, m) for m in missed(ours, theirs, mine, limits, by)],
        [unmatched_of(theirs, ours, m) for m in missed(theirs, ours, others, limits, by)],
    )


def unmatched_of(left: Sequence[Row], right: Sequence[Row], miss: Missed) -> Unmatched:
    id_, t = left[miss.row].id, miss.nearest
    return (
        Unmatched(id_, miss.why, right[t.right].id, t.score, t.reasons, *t[3:8])
        if t
        else Unmatched(id_, miss.why)
    )
