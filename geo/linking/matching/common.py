"""What names and words rows have in common, for many pairs at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .comparison_rows import LEADER, Row
from .wording import Wording, rarity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

__all__ = ["Common", "Rarity"]

_ENOUGH = 1.0
"""Weight of shared words at which six tenths of what words can say is said."""
_LED = 0.5
"""At most so much for the leader, who is everywhere."""
_UNIT = 1_000_000
"""Weights are summed in millionths, so that the sum is the same in any order."""
_CELLS = 8_000_000
"""Of the table of rows by words that is filled at a time."""
_LOOKED_UP = 1_000_000
"""Words that are looked up in it at a time."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """What shared words and names say (0 to 1), by how many rows of both sides have them."""

    words: Mapping[str, float]
    names: Mapping[str, float]

    @classmethod
    def of(cls, left: Sequence[Row], right: Sequence[Row], wording: Wording) -> Rarity:
        """That of two tables, or of one given twice."""
        rows = [*left, *right] if left is not right else left
        return cls(wording.weights(r.words for r in rows), rarity(r.names for r in rows))


class Common:
    """Words and names of two sides, prepared for comparing many pairs."""

    def __init__(self, left: Sequence[Row], right: Sequence[Row], known: Rarity) -> None:
        both = frozenset().union(*(r.words for r in left)) & frozenset().union(*(r.words for r in right))
        numbers = {word: n for n, word in enumerate(sorted(both))}
        self._worth = np.array([round(known.words[word] * _UNIT) for word in numbers], np.int64)
        self._left, self._right = _Words(left, numbers), _Words(right, numbers)
        self._rows, self._names = (left, right), known.names
        named = [np.array([bool(r.names) for r in rows], np.bool_) for rows in self._rows]
        self._named = named[0], named[1]

    def of(self, i: Places, j: Places) -> tuple[Floats, Floats]:
        """What names, and what words, the rows of each pair have in common say, each 0 to 1.

        Parameters
        ----------
        i, j : array of int, shape (n,)
            Positions of the pairs' rows on either side.
        """
        return self._actors(i, j), 1 - np.exp(-self._sums(i, j) / (_UNIT * _ENOUGH))

    def _actors(self, i: Places, j: Places) -> Floats:
        said = np.zeros(len(i))
        for n in np.flatnonzero(self._named[0][i] & self._named[1][j]):
            who = self._rows[0][i[n]].names & self._rows[1][j[n]].names
            said[n] = max((self._name(name) for name in who), default=0.0)
        return said

    def _name(self, name: str) -> float:
        return min(_LED, self._names[name]) if name == LEADER else self._names[name]

    def _sums(self, i: Places, j: Places) -> Places:
        """The weight of the words in common: looked up in a table of the left's rows by words."""
        sums = np.zeros(len(i), np.int64)
        if not len(self._worth) or not len(i):
            return sums
        order = np.argsort(i, kind="stable")
        mine, other = i[order], j[order]
        ranks = np.cumsum(np.diff(mine, prepend=mine[0]) != 0)  # which of the different rows of the left
        height = max(1, _CELLS // len(self._worth))
        table = np.zeros((height, len(self._worth)), np.int64)
        words = np.cumsum(self._right.counts[other])
        parts = ranks // height * (words[-1] + 1) + words // _LOOKED_UP
        for at in np.split(np.arange(len(mine)), np.flatnonzero(np.diff(parts)) + 1):
            first = ranks[at[0]]
            rows = mine[at[np.flatnonzero(np.diff(ranks[at], prepend=-1))]]
            line, word = self._left.of(rows)
            table[line, word] = self._worth[word]
            pair, said = self._right.of(other[at])
            worth = table[ranks[at][pair] - first, said]
            sums[order[at]] = np.bincount(pair, worth, len(at)).astype(np.int64)
            table[line, word] = 0
        return sums


class _Words:
    """Numbers of the words of each row, one row after the other."""

    def __init__(self, rows: Sequence[Row], numbers: Mapping[str, int]) -> None:
        known = [[numbers[w] for w in row.words if w in numbers] for row in rows]
        self.counts = np.array([len(k) for k in known], np.int64)
        self._starts = np.cumsum(self.counts) - self.counts
        self._words = np.fromiter((n for k in known for n in k), np.int64, int(self.counts.sum()))

    def of(self, rows: Places) -> tuple[Places, Places]:
        """Words of some rows, each with the place among them of the row that has it."""
        counts = self.counts[rows]
        which = np.repeat(np.arange(len(rows)), counts)
        within = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
        return which, self._words[self._starts[rows][which] + within]
