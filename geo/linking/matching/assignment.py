"""One-to-one matching: the assignment with the highest sum of scores."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush

__all__ = ["best_partners"]

_UNIT = 1000
"""Scores are summed as integer thousandths, so that sums are exact."""
_ALONE = -1
"""Marks a row without a partner."""


def best_partners(scores: Iterable[tuple[str, str, float]]) -> set[tuple[str, str]]:
    """Pairs with the highest sum of scores among all sets of pairs that share no row; ties are broken by id.

    Parameters
    ----------
    scores : iterable of (str, str, float)
        Id of the left row, id of the right row, and the score of the pair, above 0; each pair once, in any order.

    Returns
    -------
    set of (str, str)

    Notes
    -----
    Successive shortest augmenting paths (Jonker and Volgenant 1987) on the given pairs only: a row that loses its
    partner to a better pair looks for its next best, so a path visits only rows that compete for partners.

    Examples
    --------
    >>> scores = [("a", "launch", 0.9), ("a", "test", 0.8), ("b", "launch", 0.8)]
    >>> sorted(best_partners(scores))
    [('a', 'test'), ('b', 'launch')]
    """
    edges: dict[str, list[tuple[str, int]]] = {}
    for mine, other, score in sorted(scores):
        edges.setdefault(mine, []).append((other, -round(score * _UNIT)))
    names = sorted(edges)
    numbers = {other: n for n, other in enumerate(sorted({o for e in edges.values() for o, _ in e}))}
    costs = [[(numbers[other], cost) for other, cost in edges[mine]] for mine in names]
    partner, owner = _assign(costs, len(numbers))
    others = list(numbers)
    return {(names[i], others[j]) for i, j in enumerate(partner) if j != _ALONE and owner[j] == i}


def _assign(costs: list[list[tuple[int, int]]], size: int) -> tuple[list[int], list[int]]:
    """Partners of the left and of the right rows, -1 for none, with the lowest sum of costs."""
    partner, owner = [_ALONE] * len(costs), [_ALONE] * size
    price, other_price = [0] * len(costs), [0] * size
    for start in range(len(costs)):
        price[start] = min([0, *(cost - other_price[j] for j, cost in costs[start])])
        _place(start, costs, partner, owner, price, other_price)
    return partner, owner


def _place(
    start: int,
    costs: list[list[tuple[int, int]]],
    partner: list[int],
    owner: list[int],
    price: list[int],
    other_price: list[int],
) -> None:
    """Assign one left row along a shortest augmenting path; others change partners where the sum improves."""
    far = {start: 0}
    came: dict[int, int] = {}
    reached: dict[int, int] = {}
    done: set[int] = set()
    heap: list[tuple[int, int]] = []
    end, alone, least = _ALONE, start, -price[start]  # staying unmatched is always possible

    def relax(i: int) -> None:
        for j, cost in costs[i]:
            if j in done:
                continue
            way = far[i] + cost - price[i] - other_price[j]
            if way < least and (j not in reached or way < reached[j]):
                reached[j], came[j] = way, i
                heappush(heap, (way, j))

    relax(start)
    while heap:
        way, j = heappop(heap)
        if way >= least:
            break
        if j in done or way > reached[j]:
            continue
        done.add(j)
        i = owner[j]
        if i == _ALONE:
            end, least = j, way
            break
        far[i] = way
        if way - price[i] < least:
            least, alone = way - price[i], i
        relax(i)
    for i, way in far.items():
        if way < least:
            price[i] += least - way
    for j in done:
        if reached[j] < least:
            other_price[j] -= least - reached[j]
    if end == _ALONE:  # the row `alone` gives up its partner, which starts a path back to `start`
        if alone == start:
            return
        end, partner[alone] = partner[alone], _ALONE
    while True:
        i = came[end]
        owner[end] = i
        partner[i], end = end, partner[i]
        if i == start:
            return
