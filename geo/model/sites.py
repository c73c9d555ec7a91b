"""Sites: factories, mines, farms and other places of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .cards import site_card

__all__ = ["Site"]


@dataclass(frozen=True, slots=True)
class Site:
    """A factory, mine, farm, school or other place of work.

    ``geo_precision`` is ``site`` where its own coordinates are known; else it is the precision of the unit that
    contains it, and the coordinates are those of the unit's seat. ``origin`` says where it is known from:
    ``articles``, ``reference``, ``user``, or several of them. ``adm1_name`` and ``adm2_name`` are the English names of
    its units. ``first`` and ``last`` are the days of the first and last article that mention it.
    """

    site_id: str
    name: str
    korean: str
    kind: str
    adm1: str | None
    adm2: str | None
    lat: float | None
    lon: float | None
    geo_precision: str
    first: date | None = None
    last: date | None = None
    n_mentions: int = 0
    n_events: int = 0
    event_ids: tuple[str, ...] = ()
    origin: str = "articles"
    rule: str = ""
    adm1_name: str = ""
    adm2_name: str = ""

    def _repr_html_(self) -> str:
        return site_card(self)
