"""The site register: sites named in articles, with place, and date of the first and last report.

A site is identified by name and county. A user's table adds coordinates, kinds and sites that no article names; its
coordinates take precedence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo.geocoding.table_places import RowPlaces
from geo.model.entities import Extraction, Mention
from geo.model.errors import Note, Report
from geo.model.sites import Site
from geo.readers.tables import far_from, read_table
from geo.readers.tables.shapes import precision_of
from geo.reference.context import Reference
from geo.reference.lexicon import Lexicon
from geo.text.normalization import one_line
from geo.text.romanization import fold

__all__ = ["SiteRegister", "merge_sites", "read_sites", "register", "site_id", "site_kind"]

_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)


@dataclass(slots=True)
class _Entry:
    mention: Mention
    names: dict[str, int] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    mentions: int = 0
    events: dict[str, None] = field(default_factory=dict)


def _key(name: str, adm2: str | None) -> str:
    return f"{fold(_ARTICLE.sub('', name))}/{adm2 or ''}"


def site_id(mention: Mention) -> str | None:
    """Register id of the site that a mention names; None if it is not a site of the DPRK."""
    if mention.kind != "site" or mention.role != "location" or mention.country != "KP":
        return None
    return f"site:{_key(mention.name or mention.surface, mention.adm2)}"


def register(extractions: Iterable[Extraction], *, reference: Reference | None = None) -> list[Site]:
    """Sites named in the articles, sorted by name.

    Parameters
    ----------
    extractions : iterable of Extraction
    reference : Reference, optional
        Gives the names of counties and provinces; the bundled one by default.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> body = "Workers of the Anju Pump Factory overfulfilled the plan."
    >>> [(s.name, s.adm2, s.kind, s.n_events) for s in register([extract(Article("a", body))])]
    [('Anju Pump Factory', 'KP0703', 'factory', 1)]
    """
    found = SiteRegister(reference or Reference.bundled())
    for one in extractions:
        found.add(one)
    return found.sites()


class SiteRegister:
    """The sites of articles that are given one by one.

    Parameters
    ----------
    reference : Reference
        Gives the names of counties and provinces.
    """

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._entries: dict[str, _Entry] = {}

    def add(self, found: Extraction) -> None:
        """Add what an article says of sites."""
        day = found.article.date
        for mention in found.mentions:
            key = site_id(mention)
            if key is None:
                continue
            entry = self._entries.setdefault(key, _Entry(mention))
            entry.mentions += 1
            name = one_line(mention.surface)
            entry.names[name] = entry.names.get(name, 0) + 1
            if day:
                entry.first = min(entry.first or day, day)
                entry.last = max(entry.last or day, day)
            for event in found.events:
                if event.site == name and event.adm2 == mention.adm2:
                    entry.events.setdefault(event.event_id)

    def sites(self) -> list[Site]:
        """The sites so far, sorted by name."""
        return sorted(
            (_site(key, entry, self._reference) for key, entry in self._entries.items()),
            key=lambda s: (fold(s.name), s.site_id),
        )


def _site(key: str, entry: _Entry, reference: Reference) -> Site:
    units = reference.gazetteer
    mention = entry.mention
    known = units.get(mention.place_id)
    listed = known if known and known.kind == "site" else None
    name = listed.name if listed else max(entry.names, key=lambda n: (entry.names[n], -len(n)))
    located = bool(listed and listed.lat is not None)
    return Site(
        site_id=key,
        name=name,
        korean=listed.korean if listed else "",
        kind=listed.type if listed else site_kind(one_line(mention.surface), reference.lexicon),
        adm1=mention.adm1,
        adm2=mention.adm2,
        lat=mention.lat,
        lon=mention.lon,
        geo_precision="site"
        if located
        else "adm2"
        if mention.adm2
        else "adm1"
        if mention.adm1
        else "country",
        first=entry.first,
        last=entry.last,
        n_mentions=entry.mentions,
        n_events=len(entry.events),
        event_ids=tuple(entry.events),
        origin="articles and reference" if listed else "articles",
        rule=mention.rule,
        adm1_name=units.name(mention.adm1),
        adm2_name=units.name(mention.adm2),
    )


@lru_cache(maxsize=8)
def _site_words(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all words for kinds of sites, and the kind of each word."""
    kinds: dict[str, str] = {}
    for section in ("common", "site", "korean"):
        for kind, heads in lexicon.section(section).items():
            kinds.update(dict.fromkeys(heads, kind))
    # The longest first; only whole words in English, while Korean and Chinese do not separate words.
    heads = sorted(kinds, key=len, reverse=True)
    latin = "|".join(re.escape(head) for head in heads if head.isascii())
    other = "|".join(re.escape(head) for head in heads if not head.isascii())
    return re.compile(rf"\b(?:{latin})\b|{other}"), kinds


def site_kind(name: str, lexicon: Lexicon) -> str:
    """Kind of a site, from the last word for a kind of site in its name.

    Parameters
    ----------
    name : str
        In English, Korean or Chinese.
    lexicon : Lexicon

    Returns
    -------
    str
        ``"site"`` if the name has no such word.

    Examples
    --------
    >>> from geo.reference.context import Reference
    >>> words = Reference.bundled().lexicon
    >>> [site_kind(n, words) for n in ("Anju Pump Factory", "옥도농장", "Sohae Satellite Launching Station")]
    ['factory', 'farm', 'launch site']
    >>> site_kind("the place they call Hill 12", words)
    'site'
    """
    pattern, kinds = _site_words(lexicon)
    found = pattern.findall(name)
    return kinds[found[-1]] if found else "site"


def read_sites(
    path: str | Path, report: Report, *, reference: Reference | None = None, note: Note | None = None
) -> list[Site]:
    """Read a user's table of sites: a name, and coordinates, a county, or both.

    Parameters
    ----------
    path : path
        A table in any format of :func:`geo.readers.tables.read_table`, with the columns ``name, lat, lon, kind, county,
        province, korean``; others are ignored.
    report : callable
        Called with an :class:`~geo.model.errors.InputError` for each row that cannot be used.
    reference : Reference, optional
        Its names and boundaries locate the sites; the bundled one by default.
    note : callable, optional
        Called with each remark on the table that is not an error.

    Raises
    ------
    InputError
        The table has no column of names.
    """
    table = read_table(path, report, need=("name",), prefer="sites", reference=reference, note=note)
    places = RowPlaces(table)
    return [site for row in table.rows if (site := _user_site(places, row, report))]


def _user_site(places: RowPlaces, row: dict[str, Any], report: Report) -> Site | None:
    table = places.table
    known, boundaries = table.reference.gazetteer, table.reference.boundaries
    name = table.cell(row, "name")
    if not name:
        table.fault(row, "no name; the site is left out", report)
        return None
    lat, lon = table.position(row, report)
    named = places.of(row)
    unit = named.place
    if named.why:
        instead = f"as in {named.name}" if unit else "without it"
        table.fault(row, f"county {named.surface[:60]!r} {named.why}; the site is read {instead}", report)
    adm1, adm2 = (unit.adm1, unit.adm2) if unit else (None, None)
    if adm2 is None and lat is not None and lon is not None:
        # Boundaries are coarse: a county found by coordinates counts only if it is in the named province.
        county = boundaries.county_at(lat=lat, lon=lon)
        if county and (unit is None or county[:4] == adm1):
            adm1, adm2 = county[:4], county
    if (
        unit is not None
        and lat is not None
        and lon is not None
        and far_from(table, row, unit, lat, lon, report)
    ):
        # A name never moves a point: the site is in the county of its point.
        county = boundaries.county_at(lat=lat, lon=lon)
        adm1, adm2 = (county[:4], county) if county else (None, None)
    # An area as large as a county is no more precise than the county.
    located = lat is not None and precision_of(table.extent(row) or 0) in (None, "site", "locality")
    if not located and unit:
        lat, lon = unit.lat, unit.lon
    return Site(
        f"site:{_key(name, adm2)}", name, table.cell(row, "korean"), table.cell(row, "kind") or "site", adm1, adm2,
        lat, lon, "site" if located else "adm2" if adm2 else "adm1" if adm1 else "country",
        origin="user", rule="user's table", adm1_name=known.name(adm1), adm2_name=known.name(adm2),
    )  # fmt: skip


def merge_sites(found: list[Site], given: list[Site]) -> list[Site]:
    """Merge a user's sites into the register; the user's coordinates and kinds take precedence.

    Two sites are one if their names agree and their counties do not differ.
    """
    by_name: dict[str, list[int]] = {}
    merged = list(found)
    for index, site in enumerate(merged):
        for name in filter(None, (site.name, site.korean)):
            by_name.setdefault(fold(name), []).append(index)
    for site in given:
        twins = {i for n in filter(None, (site.name, site.korean)) for i in by_name.get(fold(n), [])}
        fits = [
            i for i in sorted(twins) if not (site.adm2 and merged[i].adm2 and site.adm2 != merged[i].adm2)
        ]
        if not fits:
            merged.append(site)
            continue
        for index in fits:
            ours = merged[index]
            own = site.geo_precision == "site"
            merged[index] = replace(
                ours,
                korean=site.korean or ours.korean,
                kind=site.kind if site.kind != "site" else ours.kind,
                adm1=site.adm1 or ours.adm1,
                adm2=site.adm2 or ours.adm2,
                adm1_name=site.adm1_name or ours.adm1_name,
                adm2_name=site.adm2_name or ours.adm2_name,
                lat=site.lat if own else ours.lat,
                lon=site.lon if own else ours.lon,
                geo_precision="site" if own else ours.geo_precision,
                origin=f"{ours.origin} and user",
            )
    return sorted(merged, key=lambda s: (fold(s.name), s.site_id))
