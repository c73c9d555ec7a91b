"""Score the shared names and shared words of many pairs of rows at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
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
"""Total weight of shared words at which their score is 1 - 1/e, about 0.63."""
_LED = 0.4
"""Upper limit for the leader's name, which is shared by very many reports."""
_UNIT = 1_000_000
"""Weights are summed as integer millionths, so that the sum does not depend on the order."""
_CELLS = 8_000_000
"""Largest number of cells of the table of rows by words, to bound memory."""
_LOOKED_UP = 1_000_000
"""Number of words looked up in that table at a time."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """Weights (0 to 1) of words and names by rarity: the fewer rows of both sides have one, the higher."""

    words: Mapping[str, float]
    names: Mapping[str, float]

    @classmethod
    def of(cls, left: Sequence[Row], right: Sequence[Row], wording: Wording) -> Rarity:
        """Compute the weights over two tables, or over one that is given as both."""
        words: Counter[str] = Counter()
        names: Counter[str] = Counter()
        size = 0
        for row in chain(left, right) if left is not right else left:
            words.update(row.words)
            names.update(row.names)
            size += 1
        return cls.counted(words, names, size, wording)

    @classmethod
    def counted(
        cls, words: Mapping[str, int], names: Mapping[str, int], size: int, wording: Wording
    ) -> Rarity:
        """The weights by the number of rows, of ``size``, that have each word and name.

        Words that only one side has need not be counted: they are never shared.
        """
        return cls(wording.weights(words, size), rarity(names, size))


class Common:
    """Words and names of the left and right rows, indexed to compare many pairs."""

    def __init__(self, left: Sequence[Row], right: Sequence[Row], known: Rarity) -> None:
        both = frozenset().union(*(r.words for r in left)) & frozenset().union(*(r.words for r in right))
        numbers = {word: n for n, word in enumerate(sorted(both))}
        self._worth = np.array([round(known.words[word] * _UNIT) for word in numbers], np.int64)
        self._left, self._right = _Words(left, numbers), _Words(right, numbers)
        self._rows, self._names = (left, right), known.names
        named = [np.array([bool(r.names) for r in rows], np.bool_) for rows in self._rows]
        self._named = named[0], named[1]

    def of(self, i: Places, j: Places) -> tuple[Floats, Floats]:
        """Scores of the shared names and of the shared words of each pair.

        Parameters
        ----------
        i, j : array of int, shape (n,)
            Positions of the left and right rows of the pairs.

        Returns
        -------
        tuple of array of float, shape (n,)
            Name scores and word scores, 0 to 1.
        """
        return self._actors(i, j), 1 - np.exp(-self._sums(i, j) / (_UNIT * _ENOUGH))

    def _actors(self, i: Places, j: Places) -> Floats:
        scores = np.zeros(len(i))
        for n in np.flatnonzero(self._named[0][i] & self._named[1][j]):
            who = self._rows[0][i[n]].names & self._rows[1][j[n]].names
            scores[n] = max((self._name(name) for name in who), default=0.0)
        return scores

    def _name(self, name: str) -> float:
        return min(_LED, self._names[name]) if name == LEADER else self._names[name]

    def _sums(self, i: Places, j: Places) -> Places:
        """Total weight of the shared words, looked up in a table of left rows by words."""
        sums = np.zeros(len(i), np.int64)
        if not len(self._worth) or not len(i):
            return sums
        order = np.argsort(i, kind="stable")
        mine, other = i[order], j[order]
        ranks = np.cumsum(np.diff(mine, prepend=mine[0]) != 0)  # number of the distinct left row
        height = max(1, _CELLS // len(self._worth))
        table = np.zeros((height, len(self._worth)), np.int64)
        words = np.cumsum(self._right.counts[other])
        parts = ranks // height * (words[-1] + 1) + words // _LOOKED_UP
        for at in np.split(np.arange(len(mine)), np.flatnonzero(np.diff(parts)) + 1):
            first = ranks[at[0]]
            rows = mine[at[np.flatnonzero(np.diff(ranks[at], prepend=-1))]]
            line, word = self._left.of(rows)
            table[line, word] = self._worth[word]
            pair, shared = self._right.of(other[at])
            worth = table[ranks[at][pair] - first, shared]
            sums[order[at]] = np.bincount(pair, worth, len(at)).astype(np.int64)
            table[line, word] = 0
        return sums


class _Words:
    """Word numbers of all rows in one flat array."""

    def __init__(self, rows: Sequence[Row], numbers: Mapping[str, int]) -> None:
        known = [[numbers[w] for w in row.words if w in numbers] for row in rows]
        self.counts = np.array([len(k) for k in known], np.int64)
        self._starts = np.cumsum(self.counts) - self.counts
        self._words = np.fromiter((n for k in known for n in k), np.int64, int(self.counts.sum()))

    def of(self, rows: Places) -> tuple[Places, Places]:
        """Positions in ``rows`` and word numbers, one entry per word of the given rows."""
        counts = self.counts[rows]
        which = np.repeat(np.arange(len(rows)), counts)
        within = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
        return which, self._words[self._starts[rows][which] + within]
