"""The place that a row of a table names, and a table's places located row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from geo.model.entities import Place
from geo.reference.gazetteer import Gazetteer, gazetteer
from geo.text.normalization import clean

from .lookup import lookup, settled

if TYPE_CHECKING:
    from geo.model.errors import Report
    from geo.readers.tables import Table

__all__ = ["COLUMNS", "NAMING", "Named", "place_of", "placed"]

COLUMNS = ("pcode", "lat", "lon", "geo_precision", "rule")
"""What is put beside each row."""
NAMING = ("place", "adm2", "adm2_name", "adm1_name")
"""Columns that name a place: the place or its P-code, and the county and province that hold it."""

_Ask = Callable[[str], tuple[Place | None, str]]
_asked: WeakKeyDictionary[Gazetteer, _Ask] = WeakKeyDictionary()
"""Answers by the gazetteer that gave them: a user's names may be known to the next."""


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


def place_of(table: Table, row: Mapping[str, Any]) -> Named:
    r"""The place that a row names in its columns :data:`NAMING`.

    A name that is not the only one is settled by the county and province beside it; where it is not known at
    all, the smallest unit of these that is known is the place.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from geo.readers.tables import read_table
    >>> file = pathlib.Path(tempfile.mkdtemp(), "own.csv")
    >>> _ = file.write_text("county,province\nUnsan,South Phyongan\nAtlantis,South Phyongan\n", "utf-8")
    >>> table = read_table(file, print)
    >>> unsan, atlantis = (place_of(table, row) for row in table.rows)
    >>> unsan.place.place_id, atlantis.place.place_id, atlantis.why[:12]
    ('KP0720', 'KP07', 'is not known')
    """
    own = clean(table.cell(row, "adm2") or table.cell(row, "place"))
    names = [name for name in (own, *table.cells(row, "adm2_name", "adm1_name")) if name]
    if not names:
        return Named("", "", None, "")
    said, *holders = names
    held = [", ".join(holders[number:]) for number in range(len(holders))]
    units = [_settled(name) for name in held]
    why = ""
    for name in dict.fromkeys((said, ", ".join(names))):
        place, stands = _settled(name)
        if place is not None and (name == said or _means(said, place, units)):
            return Named(said, name, place, "")
        why = why or stands
    for name, (unit, _) in zip(held, units, strict=True):
        if unit is not None:
            return Named(said, name, unit, why)
    return Named(said, said, None, why)


def _means(said: str, place: Place, units: Sequence[tuple[Place | None, str]]) -> bool:
    """Whether a place is that of a name, and not what is found of the units beside a name that nobody knows."""
    return place not in [unit for unit, _ in units] or place in [p for p, *_ in lookup(said)]


def _settled(name: str) -> tuple[Place | None, str]:
    known = gazetteer()
    ask = _asked.get(known)
    if ask is None:
        ask = _asked[known] = lru_cache(maxsize=4096)(settled)
    return ask(name)


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
    for row in table.rows:
        own = {(f"{k}_given" if k in COLUMNS else k): v for k, v in table.own(row).items()}
        named = place_of(table, row)
        found = _answer(named)
        if named.said and not found["pcode"]:
            table.fault(row, f"place {named.said[:60]!r} {found['rule'].removeprefix('refused: ')}", report)
        elif named.why:
            what = f"place {named.said[:60]!r} {named.why}; the row is put in {named.name}"
            table.fault(row, what, report)
        yield {**own, **found}


def _answer(named: Named) -> dict[str, Any]:
    """What is put beside a row that names this."""
    empty: dict[str, Any] = dict.fromkeys(COLUMNS, "")
    place = named.place
    if not named.said:
        return empty | {"rule": "refused: no place named"}
    if place is None or place.country != "KP":
        return empty | {"rule": f"refused: {named.why or 'is south of the line'}"}
    rules = {p.place_id: rule for p, rule, _ in lookup(named.name)}
    rule = rules.get(place.place_id, "P-code")
    at = gazetteer().standing_at(place)
    return {
        "pcode": place.adm2 or place.adm1 or "",
        "lat": at.lat if at and at.lat is not None else "",
        "lon": at.lon if at and at.lon is not None else "",
        "geo_precision": place.geo_precision,
        "rule": f"{rule}; {named.said!r} {named.why}" if named.why else rule,
    }
