"""The place of an article in GDELT's knowledge graph, which lists all places that the article names."""

from __future__ import annotations

from typing import NamedTuple

from .layouts import Layout
from .values import EXTENT, LAT, LON, Raw, cell_text

__all__ = ["add_places"]

_COUNTRY, _ADM1 = "1", "5"
"""GDELT's types of a location that others lie in; 4 is a town."""


class _Location(NamedTuple):
    """An entry of the list: type, name, FIPS codes of country and province, degrees, and GDELT's id."""

    type: str
    name: str
    country: str
    adm1: str
    lat: str
    lon: str
    feature: str


def add_places(raw: Raw, layout: Layout) -> None:
    """Add columns for the place of each row: the only one of the North that its article names.

    Countries and provinces count only where no town in them is named. A row with several places gets none, as
    nothing says which one it is about.

    Parameters
    ----------
    raw : Raw
        Its rows and header are changed.
    layout : Layout
        With the column that lists the places.
    """
    column = next((name for name in raw.header if name.casefold() == layout.locations), "")
    raw.header = [*raw.header, "place", "place type"]
    raw.rows = list(raw.rows)
    for row in raw.rows:
        only = _only(cell_text(row.get(column)), layout)
        row["place"], row["place type"] = (only.name, only.type) if only else ("", "")
        if only is not None:
            try:
                row |= {LAT: float(only.lat), LON: float(only.lon), EXTENT: 0.0}
            except ValueError:
                continue


def _only(cell: str, layout: Layout) -> _Location | None:
    split = [one.split("#") for one in cell.split(";")]
    entries = [_Location(*parts) for parts in split if len(parts) == len(_Location._fields)]
    ours = {e.feature: e for e in entries if e.country.casefold() in layout.inside}
    for wider in ((_COUNTRY, _ADM1), (_COUNTRY,), ()):
        found = [e for e in ours.values() if e.type not in wider]
        if found:
            return found[0] if len(found) == 1 else None
    return None
