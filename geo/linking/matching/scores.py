"""Match scores of pairs of rows: component scores, the total, and the reasons as text.

Many pairs are compared at once: :class:`Side` has the rows of one table as columns, and a pair is given by the
positions of its two rows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.model.errors import OptionError
from geo.model.event_types import OTHER, EventTypes

from .comparison_rows import LEADER, VAGUENESS, Row
from .terms import DAYS, KM, MIN_SCORE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

__all__ = ["DIGITS", "Agreement", "Limits", "Parts", "Side", "compare", "floor", "reasons", "total"]

_ALIKE, _AKIN, _OTHER, _UNLIKE = 1.0, 0.8, 0.5, 0.3
_LED = 0.65
"""Lowest type score of two acts of the leader: lists file them loosely, a reception as a visit or as a ceremony."""

_SAME_SITE, _SAME_COUNTY, _WITHIN, _NEAR, _SAME_PROVINCE, _AT_SEA, _OTHER_SITE = (
    1.0,
    0.9,
    0.7,
    0.8,
    0.6,
    0.6,
    0.5,
)
_NO_PLACE, _NO_PLACE_FORCES, _NO_PLACE_TEST, _NO_PLACE_LED = 0.35, 0.5, 0.7, 0.55
"""Place score where one or both rows have no place. It is highest for weapons tests, whose place is often not
reported and of which there is seldom more than one a day; lower for acts of the leader, of which there are few a day,
and for other acts of armed forces, which are reported on few days; and lowest for all else, of which there is much
every day."""
_LED_PROVINCE = 0.8
"""Place score of two acts of the leader of which only the province is known: he is seldom twice in one on a day."""
_NOT_LED = 0.6
"""Factor of the type score where the leader was at one event, and the report of the other does not have him there."""
_SPOT_KM = 2.0
"""Two points that are this near, in kilometres, are taken as one site."""
_LATER = 0.5
"""Loss of the time score one day past the window. One day apart costs little, because of nights, time zones and
report dates."""
_FRESH = 3
"""Largest number of days before its report on which a happening may be that is dated by the day of that report."""
_WORDS, _ACTORS = 0.7, 0.3
"""How much shared words, and shared names, reduce the doubt that place, day and type leave."""
DIGITS = 3
"""Decimal digits to which a score is rounded before it is compared with the threshold."""

(_ELSEWHERE, _SITE, _SPOT, _COUNTY, _SITES_DIFFER, _IN, _KM, _PROVINCE, _SEA, _ONE_PLACED, _NONE_PLACED) = (
    range(11)
)


_PLACE_TEXTS = {
    _SITE: "the same site in", _COUNTY: "both in", _SITES_DIFFER: "two sites in", _PROVINCE: "both in",
}  # fmt: skip
_UNPLACED_TEXTS = {
    _SEA: "both at sea",
    _ONE_PLACED: "only one says where",
    _NONE_PLACED: "neither says where",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a match: window in days, distance in kilometres, lowest score.

    Raises
    ------
    OptionError
        A negative window or distance, or a threshold outside 0 to 1.
    """

    days: int = DAYS
    km: float = KM
    min_score: float = MIN_SCORE

    def __post_init__(self) -> None:
        if not (self.days >= 0 and 0 <= self.km < math.inf and 0 <= self.min_score <= 1):
            raise OptionError(
                f"days {self.days} and km {self.km} must not be negative, min_score {self.min_score} must be between"
                " 0 and 1"
            )


class Agreement:
    """Scores of pairs of event types, as tables indexed by type codes.

    Parameters
    ----------
    types : EventTypes

    Attributes
    ----------
    alike : array of float, shape (n, n)
        Type score, 0 to 1.
    unplaced : array of float, shape (n, n)
        Place score where one or both rows have no place, 0 to 1.
    """

    def __init__(self, types: EventTypes) -> None:
        self._types, self._codes = types, {kind: code for code, kind in enumerate(types)}
        self._armed = frozenset(types.having("armed"))
        self._tests = self._armed & frozenset(types.having("once"))
        self.alike = np.array([[self._alike(a, b) for b in types] for a in types])
        self.unplaced = np.array([[self._unplaced_score(a, b) for b in types] for a in types])

    def code(self, kind: str) -> int:
        """Code of a type; that of ``other`` for an unknown type."""
        return self._codes.get(kind, self._codes[OTHER])

    def _alike(self, a: str, b: str) -> float:
        if a == b:
            return _ALIKE if a != OTHER else _OTHER  # two of no known type need not be alike
        if self._types.related(a, b):
            return _AKIN
        return _OTHER if OTHER in (a, b) else _UNLIKE

    def _unplaced_score(self, a: str, b: str) -> float:
        if a == b and a in self._tests:
            return _NO_PLACE_TEST
        return _NO_PLACE_FORCES if {a, b} <= self._armed else _NO_PLACE


class Side:
    """The rows of one table as columns.

    Codes of types are those of ``agreement``. Codes of units are the digits of their P-codes, -1 for none. ``known``
    marks the rows with a date, ``nowhere`` those without a place, ``located`` those whose point can be compared.
    """

    def __init__(self, rows: Sequence[Row], agreement: Agreement) -> None:
        def column(values: Sequence[Any], kind: type) -> NDArray[Any]:
            return np.array(values, dtype=kind)

        self.rows, self.agreement = rows, agreement
        self.first = column([r.first for r in rows], np.int64)
        self.last = column([r.last for r in rows], np.int64)
        self.reported = column([r.reported for r in rows], np.int64)
        self.by_report = column([r.by_report for r in rows], np.bool_)
        self.vague = column([VAGUENESS.get(r.dated, 0.0) for r in rows], np.float64)
        self.type = column([agreement.code(r.type) for r in rows], np.int64)
        self.adm1 = column([_code(r.adm1) for r in rows], np.int64)
        self.adm2 = column([_code(r.adm2) for r in rows], np.int64)
        self.lat = column([math.nan if r.lat is None else r.lat for r in rows], np.float64)
        self.lon = column([math.nan if r.lon is None else r.lon for r in rows], np.float64)
        self.pinned = column([r.pinned for r in rows], np.bool_)
        self.sea = column([r.sea for r in rows], np.bool_)
        self.led = column([r.led for r in rows], np.bool_)
        self.unled = column([r.unled for r in rows], np.bool_)
        self.sited = column([bool(r.site) for r in rows], np.bool_)
        self.nowhere = (self.adm1 < 0) & ~self.pinned
        self.located = ~np.isnan(self.lat) & ~np.isnan(self.lon) & (self.pinned | (self.adm2 >= 0))
        self.known = self.vague > 0

    def __len__(self) -> int:
        return len(self.rows)


def _code(pcode: str | None) -> int:
    return int(pcode[2:]) if pcode else -1


@dataclass(frozen=True, slots=True)
class Parts:
    """Place, time and type scores (0 to 1) of many pairs.

    ``how`` is the code of the place rule, ``km`` the distance in kilometres, ``apart`` the distance in days.
    """

    place: Floats
    how: Places
    km: Floats
    time: Floats
    apart: Places
    type: Floats


def compare(left: Side, right: Side, i: Places, j: Places, limits: Limits) -> Parts:
    """Component scores of pairs; place or time is 0 where a match is impossible.

    Parameters
    ----------
    left, right : Side
        Both with the same ``agreement``.
    i, j : array of int, shape (n,)
        Positions of the left and right rows of the pairs; all must have a date.
    limits : Limits
    """
    apart = np.maximum(np.maximum(left.first[i] - right.last[j], right.first[j] - left.last[i]), 0)
    time = (1 - _LATER * (apart / (limits.days + 1)) ** 2) * np.minimum(left.vague[i], right.vague[j])
    time[apart > limits.days] = 0.0
    first_told = _told_on_one_day(left, right, i, j) | _told_on_one_day(right, left, j, i)
    time, apart = np.where(first_told, 1.0, time), np.where(first_told, 0, apart)
    place, how, km = _places(left, right, i, j, limits.km)
    alike = left.agreement.alike[left.type[i], right.type[j]]
    absent = (left.led[i] & right.unled[j]) | (left.unled[i] & right.led[j])
    alike = np.where(left.led[i] & right.led[j], np.maximum(alike, _LED), alike)
    return Parts(place, how, km, time, apart, np.where(absent, alike * _NOT_LED, alike))


def _told_on_one_day(side: Side, dated: Side, i: Places, j: Places) -> NDArray[np.bool_]:
    """Whether a row of ``dated`` has the day of its report for a date, and the other was reported fresh on that day."""
    day = dated.first[j]
    fresh = (side.last[i] <= day) & (side.first[i] >= day - _FRESH) & (side.reported[i] == day)
    by_report: NDArray[np.bool_] = dated.by_report[j] & ~side.by_report[i]
    return by_report & fresh


def _places(left: Side, right: Side, i: Places, j: Places, within_km: float) -> tuple[Floats, Places, Floats]:
    """Place scores, codes of the rules that gave them, and kilometres between points (NaN if not compared)."""
    a1, b1, a2, b2 = left.adm1[i], right.adm1[j], left.adm2[i], right.adm2[j]
    place, how, km = np.zeros(len(i)), np.zeros(len(i), np.int64), np.full(len(i), math.nan)

    def assign(where: NDArray[np.bool_], value: float | Floats, code: int) -> None:
        place[where], how[where] = value, code

    off, other_off = left.nowhere[i], right.nowhere[j]
    led = left.led[i] & right.led[j]
    unplaced = left.agreement.unplaced[left.type[i], right.type[j]]
    unplaced = np.where(led, np.maximum(unplaced, _NO_PLACE_LED), unplaced)
    assign(off | other_off, unplaced[off | other_off], _ONE_PLACED)
    how[off & other_off] = _NONE_PLACED
    at_sea = left.sea[i] & right.sea[j]
    assign(at_sea, np.maximum(unplaced, _AT_SEA)[at_sea], _SEA)
    somewhere = ~off & ~other_off
    same_province = somewhere & (a1 >= 0) & (a1 == b1)
    vague = same_province & (a2 < 0) & (b2 < 0)
    assign(vague, np.where(led, _LED_PROVINCE, _SAME_PROVINCE)[vague], _PROVINCE)
    assign(same_province & ((a2 < 0) != (b2 < 0)), _WITHIN, _IN)
    same = (a2 >= 0) & (a2 == b2)
    assign(same, _SAME_COUNTY, _COUNTY)
    measured = somewhere & left.located[i] & right.located[j] & (left.pinned[i] | right.pinned[j])
    measured &= (how == _ELSEWHERE) | (same & left.pinned[i] & right.pinned[j])
    at = np.flatnonzero(measured)
    km[at] = _kilometres(left.lon[i[at]], left.lat[i[at]], right.lon[j[at]], right.lat[j[at]])
    near = (how == _ELSEWHERE) & (km < within_km)
    assign(near, _NEAR * (1 - km[near] / (within_km or 1)), _KM)
    assign(same & (km <= _SPOT_KM), _SAME_SITE, _SPOT)
    for n in np.flatnonzero(same & left.sited[i] & right.sited[j]):
        mine, other = left.rows[i[n]], right.rows[j[n]]
        a, b, known = mine.site, other.site, bool(mine.site_ids and other.site_ids)
        if a in b or b in a or mine.site_ids & other.site_ids:
            place[n], how[n] = _SAME_SITE, _SITE
        elif how[n] == _COUNTY and (known or a.isascii() == b.isascii()):
            place[n], how[n] = _OTHER_SITE, _SITES_DIFFER
    return place, how, km


def _kilometres(lon: Floats, lat: Floats, other_lon: Floats, other_lat: Floats) -> Floats:
    """Geodesic distances on the WGS 84 ellipsoid."""
    from pyproj import Geod

    metres: Floats = np.asarray(Geod(ellps="WGS84").inv(lon, lat, other_lon, other_lat)[2])
    return metres / 1000


def total(base: Floats, actors: Floats, words: Floats) -> Floats:
    """Match scores of pairs: the product of place, time and type, raised by shared names and words.

    Parameters
    ----------
    base : array of float, shape (n,)
        The product of place, time and type.
    actors, words : array of float, shape (n,)
        As returned by :meth:`geo.linking.matching.common.Common.of`.

    Returns
    -------
    array of float, shape (n,)

    Notes
    -----
    ``base ** ((1 - 0.7 words) (1 - 0.3 actors))``, rounded to three digits. It grows with each of the five parts,
    equals ``base`` where no name or word is shared, and is 0 where place, time or type exclude the pair.

    Examples
    --------
    >>> import numpy as np
    >>> total(np.array([0.5, 0.5, 0.5, 0]), np.array([0, 1, 0, 1]), np.array([0, 0, 1, 1])).tolist()
    [0.5, 0.616, 0.812, 0.0]
    """
    scores: Floats = np.round(base ** ((1 - _WORDS * words) * (1 - _ACTORS * actors)), DIGITS)
    return scores


def floor(least: float) -> float:
    """Lowest product of place, time and type with which a pair can still reach a score.

    Examples
    --------
    >>> 0.08 < floor(0.6) < 0.09
    True
    """
    short = max(0.0, least - 10**-DIGITS)  # scores are rounded, possibly up to the limit
    return float(short ** (1 / ((1 - _WORDS) * (1 - _ACTORS))))


def reasons(a: Row, b: Row, how: int, km: float, apart: int, words: Mapping[str, float]) -> str:
    """Describe as text in what two rows agree: place, day, type, persons, words."""
    found = [_where(a, b, how, km), _when(a, b, apart)]
    found.append(f"both {a.type}" if a.type == b.type else f"{a.type} and {b.type}")
    who = a.names & b.names
    if LEADER in who:
        found.append("both with the leader")
    if (a.led and b.unled) or (a.unled and b.led):
        found.append("only one with the leader")
    if who - {LEADER}:
        found.append(f"{len(who - {LEADER})} more name{'s' * (len(who - {LEADER}) > 1)} in common")
    rarest = _rarest(a.words & b.words, words)
    if rarest:
        found.append(f"words: {', '.join(rarest)}")
    return "; ".join(found)


def _rarest(common: frozenset[str], words: Mapping[str, float]) -> list[str]:
    """The shared words with the highest weights; a word that is part of one listed already is skipped."""
    rarest: list[str] = []
    for word in sorted(common, key=lambda w: (-words[w], w)):
        if not any(set(word.split()) & set(other.split()) for other in rarest):
            rarest.append(word)
    return rarest[:_SHOWN]


_SHOWN = 5
"""Largest number of shared words in the reasons."""


def _where(a: Row, b: Row, how: int, km: float) -> str:
    if how == _KM:
        return f"{km:.0f} km apart"
    if how == _SPOT:
        return f"{km:.1f} km apart in {a.adm2_name}"
    if how == _IN:
        inner = a if a.adm2 else b
        return f"{inner.adm2_name} is in {inner.adm1_name}"
    if how in _PLACE_TEXTS:
        return f"{_PLACE_TEXTS[how]} {a.adm1_name if how == _PROVINCE else a.adm2_name}"
    return _UNPLACED_TEXTS[how]


def _when(a: Row, b: Row, apart: int) -> str:
    if (a.by_report and b.reported == a.first) or (b.by_report and a.reported == b.first):
        return "reported on the same day"
    vague = min(a, b, key=lambda row: VAGUENESS[row.dated]).dated
    days = f"{apart} day{'s' * (apart > 1)} apart"
    if vague == "day":
        return days if apart else "same day"
    if vague == "report":
        return f"{days} by the report" if apart else "the report's day or the day before"
    return f"{days}, known to the {vague} only" if apart else f"same {vague}"
