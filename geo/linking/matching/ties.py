"""Ties of two tables' rows: candidates scored, kept above the threshold, one for each where that is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
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

__all__ = ["Missed", "Tied", "missed", "tied"]


class Tied(NamedTuple):
    """Two rows by their positions, their score, and the parts that made it."""

    left: int
    right: int
    score: float
    place: float
    time: float
    type: float
    actors: float
    words: float
    reasons: str


class _Scored(NamedTuple):
    """What :class:`Tied` is, before its reasons are put into words."""

    left: int
    right: int
    score: float
    parts: tuple[float, float, float, float, float]
    how: int
    km: float
    apart: int


def tied(
    left: Sequence[Row], right: Sequence[Row] | None, limits: Limits, match: Match, by: Comparison
) -> list[Tied]:
    """Ties between two tables, or within one, strongest first.

    Parameters
    ----------
    left : sequence of Row
    right : sequence of Row or None
        None ties the rows of ``left`` among each other, each pair once.
    limits : Limits
    match : {"one-to-many", "one-to-one"}
    by : Comparison
        That the rows were made by.

    Raises
    ------
    OptionError
        There is no such match, or one partner is asked of rows that have only themselves.
    """
    if match not in MATCHES:
        raise OptionError(f"match {match!r} is none of {', '.join(MATCHES)}")
    if right is None and match == "one-to-one":
        raise OptionError("a table with itself has doubles, not partners: leave match at one-to-many")
    a, b = Side(left, by.agreement), Side(left if right is None else right, by.agreement)
    known = Rarity.of(left, b.rows, by.rows.wording)
    scored = _scored(a, b, limits, known, within=right is None)
    found = [one for batch in scored for one in batch.each(range(len(batch.left)))]
    if match == "one-to-one":
        found = _partners(a, b, found)
    elif right is not None:
        found = _of_the_nearest_day(a, found)
    ids = [row.id for row in left], [row.id for row in b.rows]
    found.sort(key=lambda s: (-s.score, ids[0][s.left], ids[1][s.right]))
    return [_told(a, b, s, known) for s in found]


def _told(left: Side, right: Side, s: _Scored, known: Rarity) -> Tied:
    said = reasons(left.rows[s.left], right.rows[s.right], s.how, s.km, s.apart, known.words)
    place, time, type_, actors, words = (round(part, DIGITS) for part in s.parts)
    return Tied(s.left, s.right, s.score, place, time, type_, actors, words, said)


class _Batch(NamedTuple):
    """Many :class:`_Scored` as columns."""

    left: Places
    right: Places
    score: Floats
    parts: tuple[Floats, Floats, Floats, Floats, Floats]
    how: Places
    km: Floats
    apart: Places

    def each(self, numbers: Iterable[int]) -> Iterator[_Scored]:
        """Some of them, by their places in the columns."""
        for n in numbers:
            place, time, kind, actors, words = (float(part[n]) for part in self.parts)
            yield _Scored(
                int(self.left[n]), int(self.right[n]), float(self.score[n]), (place, time, kind, actors, words),
                int(self.how[n]), float(self.km[n]), int(self.apart[n]),
            )  # fmt: skip


def _scored(
    left: Side, right: Side, limits: Limits, known: Rarity, *, within: bool = False
) -> Iterator[_Batch]:
    """Candidates that nothing rules out and that reach the threshold, with their scores."""
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
            parts.how[at], parts.km[at], parts.apart[at],
        )  # fmt: skip


def _of_the_nearest_day(left: Side, found: Sequence[_Scored]) -> list[_Scored]:
    """The ties without those that better ones, nearer in days, show to be of something else.

    Days may differ because one side's is not quite right. But where a row of the very day fits a sentence as well,
    a day off is another happening of its kind: what is done again on the next day. And where a record has its
    report, one of another day and another type tells what came of it: the visit to the flooded town.
    """
    of_sentence: dict[str, list[tuple[int, float]]] = {}
    of_record: dict[int, list[tuple[int, float, float]]] = {}
    for s in found:
        of_sentence.setdefault(left.rows[s.left].told, []).append((s.apart, s.score))
        of_record.setdefault(s.right, []).append((s.apart, s.score, s.parts[2]))

    def outdone(s: _Scored) -> bool:
        nearer = any(a < s.apart and score >= s.score for a, score in of_sentence[left.rows[s.left].told])
        return nearer or any(
            a < s.apart and score >= s.score and kind > s.parts[2] for a, score, kind in of_record[s.right]
        )

    return [s for s in found if not outdone(s)]


def _partners(left: Side, right: Side, found: Sequence[_Scored]) -> list[_Scored]:
    """Of the ties those of the best partners; reports of one happening are one partner."""
    best: dict[tuple[str, str], float] = {}
    for s in found:
        key = left.rows[s.left].group, right.rows[s.right].group
        best[key] = max(best.get(key, 0.0), s.score)
    kept = best_partners((mine, other, score) for (mine, other), score in best.items())
    return [s for s in found if (left.rows[s.left].group, right.rows[s.right].group) in kept]


class Missed(NamedTuple):
    """A row that is tied to nothing: why, and the row of the other side that came nearest, if any."""

    row: int
    why: str
    nearest: Tied | None


def missed(
    left: Sequence[Row], right: Sequence[Row], matched: Set[str], limits: Limits, by: Comparison
) -> list[Missed]:
    """Rows of the left that no tie has, in their order, each with its nearest of the right.

    Parameters
    ----------
    left, right : sequence of Row
    matched : set of str
        Ids of the left that have a tie.
    limits : Limits
        Those of the join: its threshold tells what is below from what was taken.
    by : Comparison
        That the rows were made by.
    """
    known = Rarity.of(left, right, by.rows.wording)
    at = [n for n, row in enumerate(left) if row.id not in matched]
    a, b = Side([left[n] for n in at], by.agreement), Side(right, by.agreement)
    near = within_days(a, b, limits.days)
    best = _nearest(a, b, replace(limits, min_score=0), known)
    found = []
    for n, position in enumerate(at):
        nearest = best.get(n)
        told = _told(a, b, nearest, known)._replace(left=position) if nearest else None
        if nearest:
            why = BELOW if nearest.score < limits.min_score else TAKEN
        else:
            why = ELSEWHERE if near[n] else OUTSIDE if a.known[n] else UNDATED
        found.append(Missed(position, why, told))
    return found


def _nearest(left: Side, right: Side, limits: Limits, known: Rarity) -> dict[int, _Scored]:
    """The best of the right for each row of the left that has any; of equals the first by id."""
    order = sorted(range(len(right)), key=lambda n: right.rows[n].id)
    rank = np.empty(len(right), np.int64)
    rank[order] = np.arange(len(right))
    best: dict[int, _Scored] = {}
    for batch in _scored(left, right, limits, known):
        sorted_ = np.lexsort((rank[batch.right], -batch.score, batch.left))
        first = np.flatnonzero(np.diff(batch.left[sorted_], prepend=-1))
        for one in batch.each(sorted_[first]):
            held = best.get(one.left)
            if held is None or (-one.score, rank[one.right]) < (-held.score, rank[held.right]):
                best[one.left] = one
    return best
