"""The gazetteer: administrative units, settlements, natural features and well-known sites.

The tables are plain files in ``data/reference``; they are read once and searched by name or P-code. Spelling does not
matter: names are compared by :func:`geo.text.romanization.fold`, with or without their type word.
"""

from __future__ import annotations

import csv
import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from copy import copy
from functools import cached_property
from itertools import chain
from pathlib import Path

from geo.model.entities import Alias, Kind, Name, Place
from geo.text.romanization import dprk, fold, is_hanja, revised, southern

from .formed_names import FormedNames, apart
from .paths import reference_path
from .type_words import DESIGNATIONS, SETTLEMENT_ENDINGS, TYPE_WORDS
from .written_names import read_written_names

__all__ = ["TYPE_WORDS", "Gazetteer"]

_FOLDED_TYPES = sorted(
    {(fold(word), types) for word, types in TYPE_WORDS.items()}, key=lambda pair: (-len(pair[0]), pair[0])
)
_SPACED = re.compile(r"\s+")
_FORMED_IDS = ("kp:l:", "kp:s:")
"""Beginnings of the ids of settlements and sites of the hand-made lists."""


class Gazetteer:
    """All known places by id and by name.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> known = Reference.bundled().gazetteer
    >>> [p.place_id for p in known.find("Sŏngch'ŏn-gun")]
    ['KP0717']
    >>> [p.place_id for p in known.find("Unsan County")]
    ['KP0617', 'KP0720']
    >>> known.find("Atlantis")
    ()
    """

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or reference_path("units.tsv").parent
        self.places: dict[str, Place] = {}
        self.names: MutableMapping[str, list[Name]] = {}
        formed: list[list[str]] = []
        for place, names in _read(folder, formed):
            self.places[place.place_id] = place
            for spelling, form, bare in names:
                self.names.setdefault(spelling, []).append(Name(place, form, bare))
        self._units: dict[str, list[Place]] = {"adm1": [], "adm2": []}
        for place in self.places.values():
            if place.country == "KP" and place.kind in self._units:
                self._units[place.kind].append(place)
        self._keys: MutableMapping[str, dict[str, Place]] = {}
        for spelling, found in self.names.items():
            for name in found:
                self._keys.setdefault(fold(spelling), {})[name.place.place_id] = name.place
        self.written = read_written_names(folder, self.places, chain(*self.names.values()))
        self._written: dict[str, dict[str, Place]] = {}
        for spelling, found in chain(*(names.items() for names in self.written.values())):
            self._written.setdefault(fold(spelling), {}).update({n.place.place_id: n.place for n in found})
        self.formed = FormedNames(formed, _place)
        self.base = self
        self.added: dict[str, list[Name]] = {}
        self._given: dict[str, dict[str, Place]] = {}
        self.aliases: tuple[Alias, ...] = ()
        self.own: dict[str, tuple[Alias, ...]] = {}

    def with_aliases(self, aliases: Iterable[Alias]) -> Gazetteer:
        """Return a gazetteer with further names, which take precedence over its own in :meth:`find`.

        Aliases of a single article are stored in ``own`` under its id and apply to that article only. The names of
        ``base``, the gazetteer without user names, are shared and not copied; ``added`` has those that differ.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> known = Reference.bundled().gazetteer
        >>> wider = known.with_aliases([Alias("Peony Town", known["KP0717"])])
        >>> [p.place_id for p in wider.find("Peony Town")], known.find("Peony Town")
        (['KP0717'], ())
        """
        wider = copy(self)
        wider.base = self.base
        wider.aliases = (*self.aliases, *aliases)
        wider.own = dict(self.own)
        names: dict[str, list[Name]] = {}
        keys: dict[str, dict[str, Place]] = {}
        for alias in wider.aliases[len(self.aliases) :]:
            if alias.source:
                wider.own[alias.source] = (*wider.own.get(alias.source, ()), alias)
                continue
            given = names.setdefault(alias.name, list(self.names.get(alias.name, ())))
            given.append(Name(alias.place, "user", True))
            key = fold(alias.name)
            keys.setdefault(key, dict(self._given.get(key, {})))[alias.place.place_id] = alias.place
        wider.added, wider._given = {**self.added, **names}, {**self._given, **keys}
        wider.names = ChainMap(wider.added, self.base.names)
        wider._keys = ChainMap(wider._given, self.base._keys)
        return wider

    def names_in(self, languages: Iterable[str]) -> Mapping[str, list[Name]]:
        """Return names by spelling, including those in the scripts of some languages.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> known = Reference.bundled().gazetteer
        >>> "恵山" in known.names_in([]), "恵山" in known.names_in(["japanese"])
        (False, True)
        """
        further = [self.written[language] for language in languages if language in self.written]
        if not further:
            return self.names
        found = dict(self.names)
        for spelling, names in chain(*(one.items() for one in further)):
            found[spelling] = [*found.get(spelling, ()), *names]
        return found

    def __getitem__(self, place_id: str) -> Place:
        found = self.get(place_id)
        if found is None:
            raise KeyError(place_id)
        return found

    def get(self, place_id: str | None) -> Place | None:
        """Return the place with an id; None where there is none."""
        if not isinstance(place_id, str):  # a frame has NaN where there is none
            return None
        found = self.places.get(place_id)
        return found or (self.formed.get(place_id) if place_id.startswith(_FORMED_IDS) else None)

    def name(self, place_id: str | None) -> str:
        """Return the English name of a place by its id; empty for an unknown id."""
        place = self.get(place_id)
        return place.name if place else ""

    def korean(self, place_id: str | None) -> str:
        """Return the Korean name of a place by its id; empty for an unknown id."""
        place = self.get(place_id)
        return place.korean if place else ""

    def coordinate_source(self, place: Place) -> Place | None:
        """Return the place whose coordinates are used for a place: itself, else the unit that contains it.

        Examples
        --------
        >>> from geo.reference.context import Reference
        >>> known = Reference.bundled().gazetteer
        >>> steel = known.find("Chongjin Steel Plant")[0]
        >>> known.coordinate_source(steel).name
        'Chongjin'
        """
        return place if place.lat is not None else self.get(place.adm2 or place.adm1)

    @cached_property
    def located(self) -> tuple[Place, ...]:
        """Sites and settlements of the country with known coordinates, from south to north."""
        found = (
            p
            for p in chain(self.places.values(), self.formed.places.values())
            if p.country == "KP" and p.geo_precision in ("site", "locality") and p.lat is not None
        )
        return tuple(sorted(found, key=lambda p: (p.lat or 0.0, p.place_id)))

    def units(self, level: Kind) -> list[Place]:
        """Return the provinces (``adm1``) or the counties and cities (``adm2``), by P-code."""
        return list(self._units[level])

    def find(self, name: str) -> tuple[Place, ...]:
        """Return the places with a name, in any spelling, with or without type word.

        Parameters
        ----------
        name : str
            "Songchon", "Sŏngch'ŏn-gun", "성천군", "South Phyongan Province".

        Returns
        -------
        tuple of Place
            Empty for an unknown name; several places for an ambiguous one, units first.
        """
        key = fold(_SPACED.sub(" ", name.strip()))
        # Names in further scripts count only where there is no other: 高城 is also in South Korea in Japanese tables.
        found = _under(self._keys, key) or _under(self._written, key)
        if not found or key.endswith(SETTLEMENT_ENDINGS):
            found = {**found, **{n.place.place_id: n.place for n in self.formed.find(key)}}
        rank = {"adm1": 0, "adm2": 1, "locality": 2, "natural": 3, "site": 4}
        return tuple(sorted(found.values(), key=lambda p: (p.country != "KP", rank[p.kind], p.place_id)))


def _under(keys: Mapping[str, dict[str, Place]], key: str) -> dict[str, Place]:
    """Places with a folded name, with or without its type word."""
    found = dict(keys.get(key, {}))
    for word, types in _FOLDED_TYPES:
        if word and key.endswith(word) and len(key) > len(word):
            stem = keys.get(key[: -len(word)], {})
            found.update((i, p) for i, p in stem.items() if p.type in types)
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t")


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _forms(name: str, korean: str, others: Iterable[str], bare: bool) -> Iterator[tuple[str, str, bool]]:
    """Each distinct spelling with its form and whether it is used without type word."""
    south = {revised(korean), southern(korean), revised(southern(korean))} - {"", korean, dprk(korean), name}
    seen: set[str] = set()
    for spelling in (name, korean, *others):
        if spelling and spelling not in seen:
            seen.add(spelling)
            yield spelling, _form(spelling, name, korean, south), bare or spelling.endswith(" District")


def _form(spelling: str, name: str, korean: str, south: set[str]) -> str:
    """Form of a spelling, as defined by :class:`Name`."""
    if spelling in south:
        return "south"
    if spelling in (name, dprk(korean)):
        return "dprk"
    if spelling == korean:
        return "korean"
    return "hanja" if is_hanja(spelling) else "other"


def _read(folder: Path, formed: list[list[str]]) -> Iterator[tuple[Place, list[tuple[str, str, bool]]]]:
    """Places with their names; lines of names that count by their form only are added to ``formed``."""
    for row in _rows(folder / "units.tsv"):
        level: Kind = "adm1" if row["level"] == "adm1" else "adm2"
        adm1 = row["parent"] or row["pcode"]
        lat, lon = row["seat_lat"] or row["lat"], row["seat_lon"] or row["lon"]
        place = Place(
            row["pcode"], row["name"], row["korean"], level, row["type"], adm1,
            row["pcode"] if level == "adm2" else None, float(lat), float(lon),
        )  # fmt: skip
        stem = row["korean"].removesuffix(DESIGNATIONS["korean"]["city"])
        stem = stem.removesuffix(DESIGNATIONS["korean"]["province"]) if level == "adm1" else stem
        names = list(_forms(row["name"], stem, row["spellings"].split("|"), True))
        if stem != row["korean"]:
            names.append((row["korean"], "korean", True))
        names += [(n, "former", False) for n in row["former"].split("|") if n]
        yield place, names
    for table, country in (("localities.tsv", "KP"), ("sites.tsv", "KP"), ("south.tsv", "KR")):
        plain, aside = apart((folder / table).read_text("utf-8").split("\n"))
        formed += [aside] if aside else []
        for row in csv.DictReader(plain, delimiter="\t"):
            bare = row.get("cue") != "type"
            others = row["spellings"].split("|")
            yield _place(row, country), list(_forms(row["name"], row["korean"], others, bare))


def _place(row: Mapping[str, str], country: str = "KP") -> Place:
    """The place of a row of any table but that of the units."""
    kind: Kind = row.get("kind", "site")  # type: ignore[assignment]
    # Two settlements of a county may be spelt alike in Latin letters, but not in Korean.
    name = row["korean"] if kind == "locality" and row.get("cue") == "county" else fold(row["name"])
    place_id = ":".join(filter(None, (country.lower(), kind[0], row.get("adm2"), name)))
    if row.get("geonames"):
        place_id = f"gn:{row['geonames']}"
    return Place(
        place_id, row["name"], row["korean"], kind, row["type"], row.get("adm1") or None,
        row.get("adm2") or None, _number(row.get("lat", "")), _number(row.get("lon", "")), country,
    )  # fmt: skip
