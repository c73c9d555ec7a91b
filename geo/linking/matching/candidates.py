"""Candidate pairs, found by blocking on place and day so that few pairs are compared.

Two rows share a block if they are in one county, if one has only the province that contains the other, if their
points are in the same or adjacent grid cells, or if one of them has no place. Within a block, rows are sorted by day
and pairs are taken from the window of days. No pair is in two blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from .scores import Side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.int64]
    Flags = NDArray[np.bool_]

__all__ = ["pairs", "within_days"]

_AT_ONCE = 1_000_000
"""Largest number of pairs in one batch; about twenty columns of this length are in memory."""
_DAY_BITS = 22
"""Number of bits of a day's ordinal: a block key and a day are packed into one integer."""
_KM_OF_DEGREE = 110.5
"""Kilometres in a degree of latitude, at its shortest."""
_FAR_NORTH = 60.0
"""Latitude in degrees beyond which the grid is a single cell: it is far outside of the country."""


def pairs(left: Side, right: Side, days: int, km: float) -> Iterator[tuple[Places, Places]]:
    """Positions of candidate pairs in batches of bounded size, each pair once.

    Parameters
    ----------
    left, right : Side
    days : int
        Largest distance in days.
    km : float
        Largest distance between points, in kilometres.
    """
    for ours, theirs, key, other_key, late in _blocks(left, right, km):
        for length in np.unique(right.last[theirs] - right.first[theirs]):
            some = theirs[(right.last[theirs] - right.first[theirs]) == length]
            yield from _in_window(left, right, ours, some, key, other_key, days + int(length), days, late)


def within_days(left: Side, right: Side, days: int) -> Flags:
    """Whether each left row has any right row within the window of days, at any place."""
    found = np.zeros(len(left), np.bool_)
    lengths = right.last - right.first
    for length in np.unique(lengths[right.known]):
        firsts = np.sort(right.first[right.known & (lengths == length)])
        low = np.searchsorted(firsts, left.first - days - length, "left")
        found |= np.searchsorted(firsts, left.last + days, "right") > low
    return found & left.known


_Block = tuple["Places", "Places", "Places", "Places", bool]


def _blocks(left: Side, right: Side, km: float) -> Iterator[_Block]:
    """Blocks: left and right rows with a key, the keys of all rows, and whether the counties must differ."""

    def rows(side: Side, flags: Flags) -> Places:
        return np.flatnonzero(side.known & flags)

    zero, other_zero = np.zeros(len(left), np.int64), np.zeros(len(right), np.int64)
    in_county, in_province = left.adm2 >= 0, (left.adm2 < 0) & (left.adm1 >= 0)
    other_county, other_province = right.adm2 >= 0, (right.adm2 < 0) & (right.adm1 >= 0)
    yield rows(left, in_county), rows(right, other_county), left.adm2, right.adm2, False
    yield rows(left, in_province), rows(right, right.adm1 >= 0), left.adm1, right.adm1, False
    yield rows(left, in_county), rows(right, other_province), left.adm1, right.adm1, False
    yield rows(left, left.nowhere), rows(right, np.ones(len(right), np.bool_)), zero, other_zero, False
    yield rows(left, ~left.nowhere), rows(right, right.nowhere), zero, other_zero, False
    ours, theirs = rows(left, left.located & ~left.nowhere), rows(right, right.located & ~right.nowhere)
    across, up = _grid(left, km)
    other_across, other_up = _grid(right, km)
    other_key = _cell(other_across, other_up)
    for east in (-1, 0, 1):
        for north in (-1, 0, 1):
            yield ours, theirs, _cell(across + east, up + north), other_key, True


def _grid(side: Side, km: float) -> tuple[Places, Places]:
    """Column and row of each point in a grid of cells that measure at least ``km`` and at least one kilometre."""
    lat, lon = np.nan_to_num(side.lat), np.nan_to_num(side.lon)
    up = max(km, 1.0) / _KM_OF_DEGREE * 1.01
    across = up / np.cos(np.radians(_FAR_NORTH))
    far = np.abs(lat) > _FAR_NORTH - up
    column = np.where(far, 0, np.floor(lon / across))
    row = np.where(far, 9_000, np.floor(lat / up))
    return column.astype(np.int64), row.astype(np.int64)


def _cell(across: Places, up: Places) -> Places:
    return (across + 20_000) * 40_000 + (up + 20_000)


def _in_window(
    left: Side, right: Side, ours: Places, theirs: Places, key: Places, other_key: Places, back: int, ahead: int,
    other_county: bool,
) -> Iterator[tuple[Places, Places]]:  # fmt: skip
    """Pairs with equal keys whose days are within the window."""
    if not (len(ours) and len(theirs)):
        return
    places = (other_key[theirs] << _DAY_BITS) + right.first[theirs]
    order = np.argsort(places, kind="stable")
    places, theirs = places[order], theirs[order]
    base = key[ours] << _DAY_BITS
    low = np.searchsorted(places, base + np.maximum(left.first[ours] - back, 0), "left")
    high = np.searchsorted(places, base + np.minimum(left.last[ours] + ahead, (1 << _DAY_BITS) - 1), "right")
    for mine, position in _spread(low, high):
        i, j = ours[mine], theirs[position]
        if other_county:  # pairs of one county or province are in an earlier block
            met = (left.adm1[i] >= 0) & (left.adm1[i] == right.adm1[j])
            met &= (left.adm2[i] == right.adm2[j]) | (left.adm2[i] < 0) | (right.adm2[j] < 0)
            i, j = i[~met], j[~met]
        yield i, j


def _spread(low: Places, high: Places) -> Iterator[tuple[Places, Places]]:
    """Expand each position to all members of its range, in batches of bounded size."""
    sizes = high - low
    ends = np.cumsum(sizes)
    whole = int(ends[-1])
    for start in range(0, whole, _AT_ONCE):
        at = np.arange(start, min(whole, start + _AT_ONCE))
        mine = np.searchsorted(ends, at, "right")
        yield mine, low[mine] + (at - (ends[mine] - sizes[mine]))
