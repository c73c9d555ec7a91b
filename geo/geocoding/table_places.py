"""Geocode the rows of a table by the columns that name a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from geo.model.entities import Place
from geo.readers.tables.countries import side_of
from geo.reference.nearest import kilometres
from geo.reference.written_codes import written_code
from geo.text.normalization import clean

from .lookup import Refusal, Resolution, lookup, resolve

if TYPE_CHECKING:
    from geo.readers.tables import Table

__all__ = ["COLUMNS", "NAMING", "NamedPlace", "RowPlaces"]

COLUMNS = ("pcode", "lat", "lon", "geo_precision", "rule")
"""Columns that are added to each row."""
NAMING = ("place", "adm2", "adm2_name", "adm1_name")
"""Columns that name a place: the place or its P-code, and the county and province that contain it."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """The place that the columns of a row name.

    Attributes
    ----------
    surface : str
        The name in the row, of the place or of the smallest unit; empty where the row names none.
    name : str
        The text that was resolved: ``surface``, ``surface`` with the units that contain it, or only such a unit.
    place : Place, optional
        The resolved place.
    why : str
        Why ``surface`` could not be resolved; ``place`` may then be a unit that contains it.
    refusal : Refusal, optional
        The kind of that reason.
    conflict : str
        What a P-code and the names beside it say where they name different units; empty where they agree.
    """

    surface: str
    name: str
    place: Place | None
    why: str
    refusal: Refusal | None = None
    conflict: str = ""


_NOWHERE = NamedPlace("", "", None, "")


class RowPlaces:
    r"""Resolve the places that the rows of a table name in the columns :data:`NAMING`.

    An ambiguous name is resolved by the county and province in the same row. For an unknown name the smallest known
    unit of the row is used. Each name is looked up once.

    Parameters
    ----------
    table : Table
        Its ``reference`` is searched.
    prefer : {"code", "name"}
        Which of the two is used where a P-code and the names beside it are of different units.

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

    def __init__(self, table: Table, prefer: Literal["code", "name"] = "code") -> None:
        self.table = table
        self.prefer = prefer
        self._reference = table.reference
        self._resolve = lru_cache(maxsize=4096)(self._resolution)
        self._northern = _is_northern(table)
        self._naming = bool({*NAMING, "adm1"} & {*table.columns, *table.further, *table.every}) or (
            table.layout is not None and bool({*NAMING} & table.layout.every.keys())
        )

    def of(self, row: Mapping[str, Any]) -> NamedPlace:
        """Return the place that a row names."""
        if not self._naming:
            return _NOWHERE
        table = self.table
        given, names = (
            clean(table.cell(row, "adm2")),
            list(map(clean, table.cells(row, "adm2_name", "adm1_name"))),
        )
        code = written_code(given, self._reference.gazetteer, bare=True) if given else None
        if code is not None:
            beside = [clean(table.cell(row, "place")), *names]
            return self._coded(given, code, [name for name in beside if name])
        # A code that is none of ours says nothing; the names beside it may.
        own = given or clean(table.cell(row, "place"))
        north = (
            self._northern or side_of(table.cell(row, "country")) == "north" or bool(table.cell(row, "adm1"))
        )
        # The country itself is no place in it.
        return self._named([name for name in (own, *names) if name and not _is_country(name)], north)

    def _named(self, names: Sequence[str], north: bool) -> NamedPlace:
        """The place of a name and of the units that contain it, the smallest first."""
        if not names:
            return NamedPlace("", "", None, "")
        text, *parents = names
        containing = [", ".join(parents[number:]) for number in range(len(parents))]
        units = [self._unit(name, north) for name in containing]
        why, refusal = "", None
        for name in dict.fromkeys((text, ", ".join(names))):
            found = self._resolve(name)
            if found.place is None and north and (unit := self._unit(name, north)):
                found = Resolution(unit)
            if found.place is not None and (name == text or self._means(text, found.place, units)):
                return NamedPlace(text, name, found.place, "")
            why, refusal = (why, refusal) if why else (found.why, found.refusal)
        for name, unit in zip(containing, units, strict=True):
            if unit is not None:
                return NamedPlace(text, name, unit, why, refusal)
        return NamedPlace(text, text, None, why, refusal)

    def _coded(self, given: str, code: str, names: Sequence[str]) -> NamedPlace:
        """The place of a P-code, compared with the names beside it."""
        unit = self._reference.gazetteer[code]
        places = [
            found
            for name in dict.fromkeys((*names, ", ".join(names)))
            if (found := self._resolve(name).place)
        ]
        named = next((p for p in places if p.country == "KP" and not _agree(unit, p)), None)
        if named is None or any(_agree(unit, p) and p.kind == unit.kind for p in places):
            return NamedPlace(given, code, unit, "")
        apart = self._apart(unit, named)
        used = "the name" if self.prefer == "name" else "the code"
        conflict = f"{given[:20]} is {unit.name}, but the row names {named.name} ({named.adm2 or named.adm1}), {apart}"
        place = named if self.prefer == "name" else unit
        return NamedPlace(
            given, place.name if place is named else code, place, "", None, f"{conflict}; {used} is used"
        )

    def _apart(self, one: Place, other: Place) -> str:
        """Distance between two units in words."""
        known = self._reference.gazetteer
        here, there = known.coordinate_source(one), known.coordinate_source(other)
        if here is None or there is None or here.lat is None or here.lon is None or there.lat is None:
            return "another unit"
        return f"{kilometres(here.lat, here.lon, there):.0f} km away"

    def columns_for(self, named: NamedPlace) -> dict[str, Any]:
        """Return the columns :data:`COLUMNS` for a place."""
        empty: dict[str, Any] = dict.fromkeys(COLUMNS, "")
        place = named.place
        if not named.surface:
            return empty | {"rule": "refused: no place named"}
        if place is None or place.country != "KP":
            return empty | {"rule": f"refused: {named.why or 'is in South Korea'}"}
        rules = {p.place_id: rule for p, rule, _ in lookup(named.name, self._reference)}
        rule = rules.get(place.place_id, "P-code")
        at = self._reference.gazetteer.coordinate_source(place)
        return {
            "pcode": place.adm2 or place.adm1 or "",
            "lat": at.lat if at and at.lat is not None else "",
            "lon": at.lon if at and at.lon is not None else "",
            "geo_precision": place.geo_precision,
            "rule": f"{rule}; {named.surface!r} {named.why}" if named.why else rule,
        }

    def _resolution(self, name: str) -> Resolution:
        return resolve(name, self._reference)

    def _unit(self, name: str, north: bool) -> Place | None:
        """The place of a name; in a row of the North its own unit, where the South has one of that name too."""
        found = self._resolve(name).place
        if found is not None or not north:
            return found
        ours = [
            p
            for p in self._reference.gazetteer.find(name)
            if p.country == "KP" and p.kind in ("adm1", "adm2")
        ]
        return ours[0] if len(ours) == 1 else None

    def _means(self, name: str, place: Place, units: Sequence[Place | None]) -> bool:
        """Whether a place was found by its name, and not only by the units that were looked up with it."""
        if place not in units:
            return True
        return place in [found for found, *_ in lookup(name, self._reference)]


def _is_northern(table: Table) -> bool:
    """Whether the provinces of a table are those of the North: some are, and none is the South's alone."""
    known = table.reference.gazetteer
    columns = ("place", "adm1_name") if table.of_places else ("adm1_name",)
    if not table.says(*columns, "adm1"):
        return False
    sides = set()
    for name in {name for row in table.rows for name in table.cells(row, *columns)}:
        whole = {"KP"} if _is_country(name) else {p.country for p in known.find(name) if p.kind == "adm1"}
        sides.add(frozenset(whole))
    return frozenset({"KP"}) in sides and frozenset({"KR"}) not in sides


def _is_country(name: str) -> bool:
    """Whether a name is that of the country as a whole."""
    return not name.isdecimal() and side_of(name) == "north"


def _agree(unit: Place, other: Place) -> bool:
    """Whether a place is a unit, lies in it, or contains it."""
    own, their = unit.adm2 or unit.adm1, other.adm2 or other.adm1
    if own is None or their is None:
        return True
    seat = {own, their} in ({"KP10", "KP1001"}, {"KP11", "KP1102"})
    return seat or own.startswith(their) or their.startswith(own)
