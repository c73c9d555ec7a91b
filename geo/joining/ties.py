"""Ties of two tables' rows: candidates scored, kept above the threshold, one for each where that is asked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from geo.errors import OptionError

from .candidates import pairs, within_days
from .matching import best_partners
from .parts import Limits, Side, compare, reasons, shared, total
from .rows import Row
from .terms import BELOW, ELSEWHERE, MATCHES, OUTSIDE, TAKEN, UNDATED, Match
from .wording import rarity, weights

__all__ = ["Missed", "Tied", "missed", "tied"]

_DIGITS = 3


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


@dataclass(frozen=True, slots=True)
class _Rarity:
    """What shared words and names say, by how many rows of both sides have them."""

    words: Mapping[str, float]
    names: Mapping[str, float]


def tied(left: Sequence[Row], right: Sequence[Row] | None, limits: Limits, match: Match) -> list[Tied]:
    """Ties between two tables, or within one, strongest first.

    Parameters
    ----------
    left : sequence of Row
    right : sequence of Row or None
        None ties the rows of ``left`` among each other, each pair once.
    limits : Limits
    match : {"one-to-many", "one-to-one"}

    Raises
    ------
    OptionError
        There is no such match, or one partner is asked of rows that have only themselves.
    """
    if match not in MATCHES:
        raise OptionError(f"match {match!r} is none of {', '.join(MATCHES)}")
    if right is None and match == "one-to-one":
        raise OptionError("a table with itself has doubles, not partners: leave match at one-to-many")
    a, b = Side(left), Side(left if right is None else right)
    known = _rarity(left, right)
    found = [s for s in _scored(a, b, limits, known, within=right is None) if s.score >= limits.min_score]
    if match == "one-to-one":
        found = _partners(a, b, found)
    elif right is not None:
        found = _of_the_nearest_day(a, found)
    ids = [row.id for row in left], [row.id for row in b.rows]
    found.sort(key=lambda s: (-s.score, ids[0][s.left], ids[1][s.right]))
    return [_told(a, b, s, known) for s in found]


def _rarity(left: Sequence[Row], right: Sequence[Row] | None) -> _Rarity:
    rows = [*left, *(right or ())]
    return _Rarity(weights(r.words for r in rows), rarity(r.names for r in rows))


def _told(left: Side, right: Side, s: _Scored, rarity: _Rarity) -> Tied:
    said = reasons(left.rows[s.left], right.rows[s.right], s.how, s.km, s.apart, rarity.words)
    place, time, type_, actors, words = (round(part, _DIGITS) for part in s.parts)
    return Tied(s.left, s.right, s.score, place, time, type_, actors, words, said)


def _scored(
    left: Side, right: Side, limits: Limits, rarity: _Rarity, *, within: bool = False
) -> Iterator[_Scored]:
    """Candidates that nothing rules out, with their scores."""
    for some, others in pairs(left, right, limits.days, limits.km):
        i, j = some, others
        if within:
            once = i < j
            i, j = i[once], j[once]
        parts = compare(left, right, i, j, limits)
        base = parts.place * parts.time * parts.type
        possible = np.flatnonzero(base > 0)
        for n in possible[base[possible] >= _floor(limits.min_score)]:
            a, b = left.rows[i[n]], right.rows[j[n]]
            actors, words = shared(a, b, rarity.words, rarity.names)
            score = round(total(base[n], actors, words), _DIGITS)
            if score >= limits.min_score:
                yield _Scored(
                    int(i[n]), int(j[n]), score,
                    (float(parts.place[n]), float(parts.time[n]), float(parts.type[n]), actors, words),
                    int(parts.how[n]), float(parts.km[n]), int(parts.apart[n]),
                )  # fmt: skip


def _floor(least: float) -> float:
    """What place, day and type must be worth at least, whatever else is in common, to reach a score."""
    return float(max(0.0, least - 0.5 * 10**-_DIGITS) ** (1 / _LEAST_POWER)) * 0.999 if least else 0.0


_LEAST_POWER = math.log(total(0.5, 1, 1)) / math.log(0.5)
"""The exponent of :func:`geo.joining.parts.total` where all is in common."""


def _of_the_nearest_day(left: Side, found: Sequence[_Scored]) -> list[_Scored]:
    """The ties without those of a sentence that has as good a one with a row nearer in days.

    Days may differ because one side's is not quite right. Where a row of the very day fits as well, a day off
    is another happening of its kind: what is done again on the next day.
    """
    best: dict[str, list[tuple[int, float]]] = {}
    for s in found:
        best.setdefault(left.rows[s.left].told, []).append((s.apart, s.score))

    def outdone(s: _Scored) -> bool:
        return any(a < s.apart and score >= s.score for a, score in best[left.rows[s.left].told])

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


def missed(left: Sequence[Row], right: Sequence[Row], matched: Set[str], limits: Limits) -> list[Missed]:
    """Rows of the left that no tie has, in their order, each with its nearest of the right.

    Parameters
    ----------
    left, right : sequence of Row
    matched : set of str
        Ids of the left that have a tie.
    limits : Limits
        Those of the join: its threshold tells what is below from what was taken.
    """
    known = _rarity(left, right)
    at = [n for n, row in enumerate(left) if row.id not in matched]
    a, b = Side([left[n] for n in at]), Side(right)
    near = within_days(a, b, limits.days)
    best: dict[int, _Scored] = {}
    for s in _scored(a, b, replace(limits, min_score=0), known):
        held = best.get(s.left)
        if held is None or (-s.score, right[s.right].id) < (-held.score, right[held.right].id):
            best[s.left] = s
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
