"""Count events by where they are drawn: at a point, in a county, in a province, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.model.entities import CANDIDATE_BELOW
from geo.model.event_types import OTHER, EventTypes

from .fonts import clean
from .projection import covered

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Group", "Tally", "tally"]

_COLUMNS = ("type", "lat", "lon", "adm1", "adm2", "geo_precision", "status", "score", "site")
_GRID = 4
"""Decimal places of degrees (about 10 m) to which points are rounded to be one place."""


@dataclass(slots=True)
class Group:
    """Events at one place, counted by type and site, with the number of candidates (``unsure``)."""

    types: Counter[str] = field(default_factory=Counter)
    unsure: int = 0
    sites: Counter[str] = field(default_factory=Counter)

    @property
    def n(self) -> int:
        """Number of events."""
        return self.types.total()

    @property
    def site(self) -> str:
        """The most frequent site, preferring shorter names."""
        return max(self.sites, key=lambda name: (self.sites[name], -len(name), name), default="")

    def copy(self) -> Group:
        """A copy whose counters can be changed."""
        return Group(self.types.copy(), self.unsure, self.sites.copy())

    def leading(self, types: EventTypes) -> str:
        """The most frequent type, preferring those that legends list first."""
        return min(self.types, key=lambda kind: (-self.types[kind], types.rank(kind)))

    def add(self, other: Group) -> None:
        """Add another group's events."""
        self.types += other.types
        self.sites += other.sites
        self.unsure += other.unsure


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of all events of a figure.

    Attributes
    ----------
    points : dict of (lon, lat) to Group
        Events located to a site or town, by coordinates in degrees.
    areas : dict of str to Group
        Events located only to a county or province, by P-code.
    counties : Counter
        Number of events of each county, at any precision.
    nowhere, outside, rejected : int
        Numbers of events not drawn: without a place, outside of the map, rejected by a reviewer.
    """

    points: dict[tuple[float, float], Group]
    areas: dict[str, Group]
    counties: Counter[str]
    types: Counter[str]
    nowhere: int
    outside: int
    rejected: int

    @property
    def unsure(self) -> int:
        """Number of candidates among the drawn events."""
        return sum(g.unsure for g in (*self.points.values(), *self.areas.values()))


def tally(events: pd.DataFrame, units: Container[str] | None = None) -> Tally:
    """Count the events of a frame with columns of :class:`geo.model.entities.Event`; columns may be missing.

    ``units`` are the P-codes with an outline; an event in any other unit is counted in ``nowhere``.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"type": ["inspection", "relief"], "adm1": ["KP07", None], "adm2": ["KP0717", None]}
    >>> found = tally(pd.DataFrame(rows))
    >>> dict(found.areas["KP0717"].types), found.nowhere, found.counties
    ({'inspection': 1}, 1, Counter({'KP0717': 1}))
    """
    import pandas as pd

    frame = pd.DataFrame(events).reindex(columns=list(_COLUMNS))
    for name in ("lat", "lon", "score"):
        frame[name] = pd.to_numeric(frame[name], errors="coerce")
    words = frame.astype(object).where(frame.notna(), None)
    found = Tally({}, {}, Counter(), Counter(), 0, 0, 0)
    nowhere = outside = rejected = 0
    for kind, lat, lon, adm1, adm2, precision, status, score, site in words.itertuples(
        index=False, name=None
    ):
        if status == "rejected":
            rejected += 1
            continue
        kind = clean(str(kind)) or OTHER if kind is not None else OTHER
        wide = precision in ("adm2", "adm1") or (precision is None and adm1)
        if not wide and lat is not None and lon is not None and precision != "country":
            if not covered(lon, lat):
                outside += 1
                continue
            group = found.points.setdefault((round(lon, _GRID), round(lat, _GRID)), Group())
        else:
            code = next((c for c in (adm2, adm1) if c and (units is None or c in units)), None)
            if code is None:
                nowhere += 1
                continue
            group = found.areas.setdefault(code, Group())
        if adm2:
            found.counties[adm2] += 1
        group.types[kind] += 1
        if site:
            group.sites[str(site)] += 1
        found.types[kind] += 1
        candidate = status == "candidate" or (
            status is None and score is not None and score < CANDIDATE_BELOW
        )
        group.unsure += bool(candidate)
    return Tally(found.points, found.areas, found.counties, found.types, nowhere, outside, rejected)
