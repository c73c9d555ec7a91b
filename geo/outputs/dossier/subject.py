"""Resolve a name to the subject of a dossier: a county, province or site."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from geo.geocoding.lookup import address, resolve
from geo.linking.dataset import Dataset
from geo.model.entities import Place
from geo.model.errors import OptionError
from geo.model.timelines import Chain
from geo.reference.gazetteer import Gazetteer
from geo.reference.type_words import DESIGNATIONS
from geo.text.romanization import fold

__all__ = ["Subject", "subject_of"]

_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)
_SHOWN = 6
"""Number of possible places that an error message lists."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a dossier: a county, a province, or a site.

    ``place`` is the unit, or the unit that contains the site. ``site`` is the site's name, empty for a unit;
    ``names`` are all its names in articles and the reference. ``asked`` is the user's input.
    """

    asked: str
    place: Place
    site: str = ""
    korean: str = ""
    names: tuple[str, ...] = ()
    kind: str = ""
    lat: float | None = None
    lon: float | None = None

    @property
    def pcode(self) -> str:
        """P-code of the unit."""
        return self.place.place_id

    def holds(self, adm1: str | None, adm2: str | None) -> bool:
        """Whether a place with these P-codes is in the subject's unit."""
        return adm1 == self.pcode if self.place.kind == "adm1" else adm2 == self.pcode


@dataclass(slots=True)
class _Known:
    """A site with all its names."""

    name: str
    korean: str
    names: dict[str, None]
    kind: str
    adm1: str | None
    adm2: str | None
    lat: float | None = None
    lon: float | None = None


def subject_of(results: Dataset, asked: str) -> Subject:
    """Resolve a name, in any spelling, to a county, province or site.

    Sites are those in the articles of ``results``, under any of their names, and those of the reference.

    Raises
    ------
    OptionError
        The name is unknown (the message suggests similar names) or ambiguous (the message lists the places).

    Examples
    --------
    >>> import geo
    >>> results = geo.read("data/samples/articles")
    >>> subject_of(results, "성천군").pcode, subject_of(results, "the Kangdong Combined Greenhouse").site
    ('KP0717', 'Kangdong Greenhouse Complex')
    >>> subject_of(results, "Unsan")
    Traceback (most recent call last):
    geo.model.errors.OptionError: 'Unsan' is KP0617 or KP0720; add its province
    """
    words = _ARTICLE.sub("", asked.strip())
    if not words:
        raise OptionError("no name to make a dossier of; give a county or a site, as 'Songchon County'")
    places = results.reference.gazetteer
    known = _sites(results)
    units = [p for p in places.find(words) if p.kind in ("adm1", "adm2") and p.country == "KP"]
    if not units and (exact := [k for k in known if fold(words) in {fold(n) for n in k.names}]):
        return _site(asked, exact, places)
    place, why, _ = resolve(words, results.reference)
    if place is not None and place.country == "KP":
        if place.kind in ("adm1", "adm2"):
            return Subject(asked, place, korean=place.korean)
        if place.kind == "site":
            same = [k for k in known if fold(place.name) in {fold(n) for n in k.names}]
            own = [k for k in same if k.adm2 == place.adm2] or [_of_place(place)]
            return _site(asked, own, places)
        unit = places.get(place.adm2 or place.adm1)
        if unit:
            return Subject(asked, unit, korean=unit.korean)
    part = [k for k in known if len(fold(words)) > 3 and any(fold(words) in fold(n) for n in k.names)]
    if part and "is not known" in why:
        return _site(asked, part, places)
    hint = _near(words, known, places) if "is not known" in why else ""
    raise OptionError(f"{asked!r} {why or 'is no place of the North'}{hint}")


def _sites(results: Dataset) -> list[_Known]:
    """Sites in the articles: those with a chain, and the others of the site register."""
    found: dict[tuple[str, str | None], _Known] = {}
    for chain in results.chain_list:
        if "generic-name" not in chain.rules and "housing-at-the-site" not in chain.rules:
            found[fold(chain.name), chain.adm2] = _of_chain(chain)
    named = {(fold(n), one.adm2): one for one in found.values() for n in one.names}
    for site in results.sites:
        names = [n for n in (site.name, site.korean) if n]
        own = next((k for n in names if (k := named.get((fold(n), site.adm2)))), None)
        if own is None:
            own = _Known(site.name, site.korean, {}, site.kind, site.adm1, site.adm2)
            found[fold(site.name), site.adm2] = own
        own.names.update(dict.fromkeys(names))
        own.korean = own.korean or site.korean
        if site.geo_precision == "site":
            own.lat, own.lon = site.lat, site.lon
    return list(found.values())


def _of_chain(chain: Chain) -> _Known:
    names = dict.fromkeys(n for n in (chain.name, chain.korean, *chain.names) if n)
    return _Known(chain.name, chain.korean, names, chain.kind, chain.adm1, chain.adm2)


def _of_place(place: Place) -> _Known:
    names = dict.fromkeys(n for n in (place.name, place.korean) if n)
    return _Known(place.name, place.korean, names, place.type, place.adm1, place.adm2, place.lat, place.lon)


def _site(asked: str, fits: list[_Known], places: Gazetteer) -> Subject:
    """The only matching site; raise an error that lists them if there are several."""
    if len(fits) > 1:
        listed = "; ".join(_where(k, places) for k in fits[:_SHOWN])
        more = f" and {len(fits) - _SHOWN} more" if len(fits) > _SHOWN else ""
        raise OptionError(
            f"{asked!r} may be {listed}{more}; give the full name, or the county for a dossier of the county"
        )
    (one,) = fits
    unit = places.get(one.adm2 or one.adm1)
    if unit is None:
        raise OptionError(
            f"{asked!r} is a site whose county the articles do not give; name the county instead"
        )
    return Subject(asked, unit, one.name, one.korean, tuple(one.names), one.kind, one.lat, one.lon)


def _where(known: _Known, places: Gazetteer) -> str:
    unit = places.get(known.adm2 or known.adm1)
    return f"{known.name} ({address(unit, places)})" if unit else known.name


def _near(words: str, known: Iterable[_Known], places: Gazetteer) -> str:
    """A hint with names that are spelled similarly."""
    names = {fold(p.name): address(p, places) for level in ("adm2", "adm1") for p in places.units(level)}
    names |= {fold(k.name): k.name for k in known}
    designations = "|".join(DESIGNATIONS["english"].values())
    stem = fold(re.sub(rf"\b(?:{designations})\b", "", words, flags=re.IGNORECASE))
    close = difflib.get_close_matches(stem, names, n=3, cutoff=0.75)
    return f"; perhaps {' or '.join(names[n] for n in close)}" if close else ""
