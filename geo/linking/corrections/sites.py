"""Sites that corrections move or add."""

from __future__ import annotations

from geo.model.entities import Place
from geo.model.sites import Site
from geo.reference.context import Reference
from geo.text.romanization import fold

from .correction import Correction
from .ledger import Ledger

__all__ = ["corrected_sites"]


def corrected_sites(ledger: Ledger) -> list[tuple[Correction, Site]]:
    """The corrected sites, in the form of a user's table of sites, each with its correction."""
    return [(c, _site(ledger.reference, c, *c.value)) for c, _ in ledger.sites()]


def _site(
    reference: Reference,
    by: Correction,
    unit: Place | None,
    lat: float | None,
    lon: float | None,
    kind: str,
    korean: str,
) -> Site:
    known = reference.gazetteer
    adm1, adm2 = (unit.adm1, unit.adm2) if unit else (None, None)
    if unit is None and lat is not None and lon is not None:
        adm2 = reference.boundaries.county_at(lat=lat, lon=lon)
        adm1 = adm2[:4] if adm2 else None
    located = lat is not None
    if not located and unit:
        lat, lon = unit.lat, unit.lon
    precision = "site" if located else "adm2" if adm2 else "adm1"
    return Site(
        f"site:{fold(by.name)}/{adm2 or ''}", by.name, korean, kind or "site", adm1, adm2, lat, lon, precision,
        origin="user", rule=by.rule, adm1_name=known.name(adm1), adm2_name=known.name(adm2),
    )  # fmt: skip
