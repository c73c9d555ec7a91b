"""Links between the rows of two tables: score candidates, apply the threshold, match one-to-one if asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.model.errors import OptionError

from .assignment import best_partners
from .candidates import pairs, within_days
from .common import Common, Rarity
from .comparison import Comparison
from .comparison_rows import Row
from .scores import DIGITS, Limits, Side, compare, floor, reasons, total
from .terms import BELOW, ELSEWHERE, MATCHES, OUTSIDE, TAKEN, UNDATED, Match

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

__all__ = [
    "Linked",
    "Missed",
    "Scored",
    "check",
    "chosen",
    "linked",
    "missed",
    "nearest",
    "scored_pairs",
    "with_reasons",
]


class Linked(NamedTuple):
    """A link: positions of the two rows, the score and its components."""

    left: int
    right: int
    score: float
    place: float
    time: float
    type: float
    actors: float
    words: float
    reasons: str


class Scored(NamedTuple):
    """A :class:`Linked` whose reasons are not yet formatted as text."""

    left: int
    right: int
    score: float
    parts: tuple[float, float, float, float, float]
    how: int
    km: float
    apart: int
    led: bool


def linked(
    left: Sequence[Row], right: Sequence[Row] | None, limits: Limits, match: Match, by: Comparison
) -> list[Linked]:
    """Links between two tables, or within one, by descending score.

    Parameters
    ----------
    left : sequence of Row
    right : sequence of Row or None
        None compares the rows of ``left`` with each other, each pair once.
    limits : Limits
    match : {"one-to-many", "one-to-one"}
    by : Comparison
        The one with which the rows were made.

    Raises
    ------
    OptionError
        ``match`` is unknown, or is one-to-one within one table.
    """
    check(match, within=right is None)
    a, b = Side(left, by.agreement), Side(left if right is None else right, by.agreement)
    known = Rarity.of(left, b.rows, by.rows.wording)
    found = list(scored_pairs(a, b, limits, known, within=right is None))
    return chosen(a.rows, b.rows, found, None if right is None else match, known)


def check(match: Match, *, within: bool) -> None:
    """Refuse what :func:`linked` refuses.

    Raises
    ------
    OptionError
    """
    if match not in MATCHES:
        raise OptionError(f"match {match!r} is none of {', '.join(MATCHES)}")
    if within and match == "one-to-one":
        raise OptionError("one-to-one needs two tables; use one-to-many to find duplicates in one table")


def scored_pairs(
    left: Side, right: Side, limits: Limits, known: Rarity, *, within: bool = False
) -> Iterator[Scored]:
    """All pairs that reach the threshold."""
    for batch in _scored(left, right, limits, known, within=within):
        yield from batch.each(range(len(batch.left)))


Rows = Sequence[Row] | Mapping[int, Row]
"""Rows by their position; those that are in no pair may be missing."""


def chosen(left: Rows, right: Rows, found: list[Scored], match: Match | None, known: Rarity) -> list[Linked]:
    """The links among the pairs, by descending score; ``match`` is None within one table."""
    if match is not None:
        found = _without_wordless_neighbours(found)
    if match == "one-to-one":
        found = _partners(left, right, found)
    elif match is not None:
        found = _of_the_nearest_day(left, found)
    found = sorted(found, key=lambda s: (-s.score, left[s.left].id, right[s.right].id))
    return [with_reasons(left, right, s, known) for s in found]


def with_reasons(left: Rows, right: Rows, s: Scored, known: Rarity) -> Linked:
    """The link of a scored pair, with its reasons as text."""
    why = reasons(left[s.left], right[s.right], s.how, s.km, s.apart, known.words)
    place, time, type_, actors, words = (round(part, DIGITS) for part in s.parts)
    return Linked(s.left, s.right, s.score, place, time, type_, actors, words, why)


class _Batch(NamedTuple):
    """Many :class:`Scored` as columns."""

    left: Places
    right: Places
    score: Floats
    parts: tuple[Floats, Floats, Floats, Floats, Floats]
    how: Places
    km: Floats
    apart: Places
    led: NDArray[np.bool_]

    def each(self, numbers: Iterable[int]) -> Iterator[Scored]:
        """The items at the given positions."""
        for n in numbers:
            place, time, kind, actors, words = (float(part[n]) for part in self.parts)
            yield Scored(
                int(self.left[n]), int(self.right[n]), float(self.score[n]), (place, time, kind, actors, words),
                int(self.how[n]), float(self.km[n]), int(self.apart[n]),
                bool(self.led[n]),
            )  # fmt: skip


def _scored(
    left: Side, right: Side, limits: Limits, known: Rarity, *, within: bool = False
) -> Iterator[_Batch]:
    """Candidates that reach the threshold, with their scores."""
    common = Common(left.rows, right.rows, known)
    least = floor(limits.min_score)
    for i, j in pairs(left, right, limits.days, limits.km):
        parts = compare(left, right, i, j, limits)
        base = parts.place * parts.time * parts.type
        kept = (base > 0) & (base >= least)
        if within:
            kept &= i < j
        at = np.flatnonzero(kept)
        actors, words = common.of(i[at], j[at])
        score = total(base[at], actors, words)
        high = score >= limits.min_score
        at = at[high]
        yield _Batch(
            i[at], j[at], score[high], (parts.place[at], parts.time[at], parts.type[at], actors[high], words[high]),
            parts.how[at], parts.km[at], parts.apart[at], left.led[i[at]] & right.led[j[at]],
        )  # fmt: skip


def _without_wordless_neighbours(found: Sequence[Scored]) -> list[Scored]:
    """Drop links to another day that have no word in common, of rows that share day, type and words with another row.

    "Hwasong-18 launched" is the record of that missile on that day, though the record has no place, and not the one of
    another missile launched from the same city on the day before.
    """
    named: dict[int, float] = {}
    for s in found:
        if not s.apart and s.parts[4] > 0:
            named[s.left] = max(s.parts[2], named.get(s.left, 0.0))
    return [s for s in found if not (s.apart and not s.parts[4] and s.parts[2] <= named.get(s.left, 0.0))]


def _of_the_nearest_day(left: Rows, found: Sequence[Scored]) -> list[Scored]:
    """Drop links that a link nearer in days and at least as strong shows to be another happening.

    Days may differ because one side is not exact. But if a row of a nearer day fits the sentence as well, the other
    row is probably a similar happening, such as one repeated on the next day. If a record has a report of its own day
    and type, a report of another day and type is probably about what followed, such as a visit to the flooded town. If
    a sentence on the leader shares words with one record of his and none with another, only the first is his act: he
    is at several places of a city on a day.
    """
    of_sentence: dict[str, list[tuple[int, float]]] = {}
    worded = {left[s.left].sentence for s in found if s.led and s.parts[4] > 0}
    of_record: dict[int, list[tuple[int, float, float]]] = {}
    for s in found:
        of_sentence.setdefault(left[s.left].sentence, []).append((s.apart, s.score))
        of_record.setdefault(s.right, []).append((s.apart, s.score, s.parts[2]))

    def outdone(s: Scored) -> bool:
        if s.led and not s.parts[4] and left[s.left].sentence in worded:
            return True
        nearer = any(a < s.apart and score >= s.score for a, score in of_sentence[left[s.left].sentence])
        return nearer or any(
            a < s.apart and score >= s.score and kind > s.parts[2] for a, score, kind in of_record[s.right]
        )

    return [s for s in found if not outdone(s)]


def _partners(left: Rows, right: Rows, found: Sequence[Scored]) -> list[Scored]:
    """The links of the best one-to-one matching, in which the reports of one happening are one partner."""
    best: dict[tuple[str, str], float] = {}
    for s in found:
        key = left[s.left].group, right[s.right].group
        best[key] = max(best.get(key, 0.0), s.score)
    kept = best_partners((mine, other, score) for (mine, other), score in best.items())
    return [s for s in found if (left[s.left].group, right[s.right].group) in kept]


class Missed(NamedTuple):
    """A row without a link: the reason, and the best candidate of the other side, if any."""

    row: int
    why: str
    nearest: Linked | None


def missed(
    left: Sequence[Row],
    right: Sequence[Row],
    matched: Set[str],
    limits: Limits,
    by: Comparison,
    known: Rarity | None = None,
) -> list[Missed]:
    """Left rows without a link, in the given order, each with its best candidate of the right.

    Parameters
    ----------
    left, right : sequence of Row
    matched : set of str
        Ids of the left rows that have a link.
    limits : Limits
        Those of the join; the threshold separates a low score from a candidate that another row took.
    by : Comparison
        The one with which the rows were made.
    known : Rarity, optional
        Counted over more rows than these.
    """
    known = known or Rarity.of(left, right, by.rows.wording)
    at = [n for n, row in enumerate(left) if row.id not in matched]
    a, b = Side([left[n] for n in at], by.agreement), Side(right, by.agreement)
    near = within_days(a, b, limits.days)
    best = nearest(a, b, replace(limits, min_score=0), known)
    found = []
    for n, position in enumerate(at):
        one = best.get(n)
        candidate = with_reasons(a.rows, b.rows, one, known)._replace(left=position) if one else None
        if one:
            why = BELOW if one.score < limits.min_score else TAKEN
        else:
            why = ELSEWHERE if near[n] else OUTSIDE if a.known[n] else UNDATED
        found.append(Missed(position, why, candidate))
    return found


def nearest(left: Side, right: Side, limits: Limits, known: Rarity) -> dict[int, Scored]:
    """Best right row of each left row that has a candidate; equal scores are resolved by id."""
    order = sorted(range(len(right)), key=lambda n: right.rows[n].id)
    rank = np.empty(len(right), np.int64)
    rank[order] = np.arange(len(right))
    best: dict[int, Scored] = {}
    for batch in _scored(left, right, limits, known):
        sorted_ = np.lexsort((rank[batch.right], -batch.score, batch.left))
        first = np.flatnonzero(np.diff(batch.left[sorted_], prepend=-1))
        for one in batch.each(sorted_[first]):
            top = best.get(one.left)
            if top is None or (-one.score, rank[one.right]) < (
                -top.score,
                rank[top.right],
            ):
                best[one.left] = one
    return best
