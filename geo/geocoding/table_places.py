"""The place that a row of a table names, and a table's places located row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geo.model.entities import Place
from geo.text.normalization import clean

from .lookup import lookup, settled

if TYPE_CHECKING:
    from geo.model.errors import Report
    from geo.readers.tables import Table

__all__ = ["COLUMNS", "NAMING", "Named", "RowPlaces", "placed"]

COLUMNS = ("pcode", "lat", "lon", "geo_precision", "rule")
"""What is put beside each row."""
NAMING = ("place", "adm2", "adm2_name", "adm1_name")
"""Columns that name a place: the place or its P-code, and the county and province that hold it."""


@dataclass(frozen=True, slots=True)
class Named:
    """What the columns of a row call its place.

    Attributes
    ----------
    said : str
        What they call the place, or the smallest unit that they name; empty where they say nothing.
    name : str
        The words that settle it: what is said, with the units that hold it, or one of these alone.
    place : Place, optional
    why : str
        What stands in the way of what is said. There may be a place all the same: a unit that holds it.
    """

    said: str
    name: str
    place: Place | None
    why: str


class RowPlaces:
    r"""The places that the rows of a table name in their columns :data:`NAMING`.

    A name that is not the only one is settled by the county and province beside it; where it is not known at
    all, the smallest unit of these that is known is the place. A name that stands in many rows is looked up once.

    Parameters
    ----------
    table : Table
        Its ``reference`` says what is known.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from geo.readers.tables import read_table
    >>> file = pathlib.Path(tempfile.mkdtemp(), "own.csv")
    >>> _ = file.write_text("county,province\nUnsan,South Phyongan\nAtlantis,South Phyongan\n", "utf-8")
    >>> table = read_table(file, print)
    >>> unsan, atlantis = map(RowPlaces(table).of, table.rows)
    >>> unsan.place.place_id, atlantis.place.place_id, atlantis.why[:12]
    ('KP0720', 'KP07', 'is not known')
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self._reference = table.reference
        self._settled = lru_cache(maxsize=4096)(self._settle)

    def of(self, row: Mapping[str, Any]) -> Named:
        """The place of a row."""
        table = self.table
        own = clean(table.cell(row, "adm2") or table.cell(row, "place"))
        names = [name for name in (own, *table.cells(row, "adm2_name", "adm1_name")) if name]
        if not names:
            return Named("", "", None, "")
        said, *holders = names
        held = [", ".join(holders[number:]) for number in range(len(holders))]
        units = [self._settled(name) for name in held]
        why = ""
        for name in dict.fromkeys((said, ", ".join(names))):
            place, stands = self._settled(name)
            if place is not None and (name == said or self._means(said, place, units)):
                return Named(said, name, place, "")
            why = why or stands
        for name, (unit, _) in zip(held, units, strict=True):
            if unit is not None:
                return Named(said, name, unit, why)
        return Named(said, said, None, why)

    def beside(self, named: Named) -> dict[str, Any]:
        """What is put beside a row that names a place: the columns :data:`COLUMNS`."""
        empty: dict[str, Any] = dict.fromkeys(COLUMNS, "")
        place = named.place
        if not named.said:
            return empty | {"rule": "refused: no place named"}
        if place is None or place.country != "KP":
            return empty | {"rule": f"refused: {named.why or 'is south of the line'}"}
        rules = {p.place_id: rule for p, rule, _ in lookup(named.name, self._reference)}
        rule = rules.get(place.place_id, "P-code")
        at = self._reference.gazetteer.standing_at(place)
        return {
            "pcode": place.adm2 or place.adm1 or "",
            "lat": at.lat if at and at.lat is not None else "",
            "lon": at.lon if at and at.lon is not None else "",
            "geo_precision": place.geo_precision,
            "rule": f"{rule}; {named.said!r} {named.why}" if named.why else rule,
        }

    def _settle(self, name: str) -> tuple[Place | None, str]:
        return settled(name, self._reference)

    def _means(self, said: str, place: Place, units: Sequence[tuple[Place | None, str]]) -> bool:
        """Whether a place is that of a name, and not what is found of the units beside a name that nobody knows."""
        if place not in [unit for unit, _ in units]:
            return True
        return place in [found for found, *_ in lookup(said, self._reference)]


def placed(table: Table, report: Report) -> Iterator[dict[str, Any]]:
    """Rows of a table as they are, with the place that their columns name beside them.

    Parameters
    ----------
    table : Table
    report : callable
        Is given an :class:`~geo.model.errors.InputError` for each row whose place is not settled; the row is kept,
        and ``rule`` says why it is without a place, or in a unit that holds the place.

    Yields
    ------
    dict
        The row, then ``pcode`` of the county, else the province; ``lat``, ``lon`` in degrees (WGS 84), a unit's
        at its seat; ``geo_precision``; ``rule``. A column of the table by one of these names is kept as
        ``NAME_given``.
    """
    places = RowPlaces(table)
    for row in table.rows:
        own = {(f"{k}_given" if k in COLUMNS else k): v for k, v in table.own(row).items()}
        named = places.of(row)
        found = places.beside(named)
        if named.said and not found["pcode"]:
            table.fault(row, f"place {named.said[:60]!r} {found['rule'].removeprefix('refused: ')}", report)
        elif named.why:
            what = f"place {named.said[:60]!r} {named.why}; the row is put in {named.name}"
            table.fault(row, what, report)
        yield {**own, **found}
