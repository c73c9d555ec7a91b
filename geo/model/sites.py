"""A factory, mine, farm or other place of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .cards import site_card

__all__ = ["Site"]


@dataclass(frozen=True, slots=True)
class Site:
    """A factory, mine, farm, school or other place of work with what is known of it.

    ``geo_precision`` is ``site`` where its own coordinates are known, else that of the unit that holds it,
    whose seat is then given. ``origin`` says who knows it: ``articles``, ``reference``, ``user``, or several.
    ``adm1_name`` and ``adm2_name`` are the English names of the units.
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
