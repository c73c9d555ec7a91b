"""Subjects: everything that has a page, with its names, its events and what belongs to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from geo.linking.dataset import Dataset
from geo.model.entities import Event, Place, Record
from geo.model.links import Link
from geo.model.sites import Site
from geo.model.timelines import Chain
from geo.reference.publishers import Publisher
from geo.text.romanization import fold, is_korean

from .addresses import UNKNOWN, UNPLACED, chain_slug, person_key, publisher_key, site_slug, slug
from .entries import Entry, entries

__all__ = ["KINDS", "Contents", "Subject", "most"]

KINDS = ("place", "site", "month", "official", "source")
"""Kinds of subjects, which are the folders of their pages."""
_ONCE = ("generic-name",)
"""Rules of chains that are single happenings without a name of their own."""


@dataclass(slots=True, eq=False)
class Subject:
    """Something that has a page.

    Attributes
    ----------
    kind, slug : str
        One of :data:`KINDS`, and its address within that folder.
    english, korean : str
        Its names; either may be empty. Those of a unit have no designation.
    entries : list of Entry
        Its happenings, the newest first.
    place, site, publisher
        The unit, the site of the register, and the publisher that it is, None for others.
    chains : list of Chain
        The history of a site.
    names : list of str
        All names under which the articles have it.
    """

    kind: str
    slug: str
    english: str
    korean: str = ""
    entries: list[Entry] = field(default_factory=list)
    place: Place | None = None
    site: Site | None = None
    publisher: Publisher | None = None
    chains: list[Chain] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Address of its page within a language's folder."""
        return f"{self.kind}/{self.slug}.html"

    @property
    def base(self) -> str:
        """Its address without ending, to which those of its parts and files add theirs."""
        return f"{self.kind}/{self.slug}"

    @property
    def unit(self) -> str | None:
        """P-code of the county, else the province, that it is or is in."""
        if self.place:
            return self.place.place_id
        if self.site:
            return self.site.adm2 or self.site.adm1
        return next((c.adm2 or c.adm1 for c in self.chains), None)


class Contents:
    """All subjects of a dataset, and which of them each event belongs to.

    Parameters
    ----------
    data : Dataset
        With the reports of one happening merged.

    Examples
    --------
    >>> import geo
    >>> found = Contents(geo.read("data/samples/articles"))
    >>> len(found.of("place")), [s.slug for s in found.of("official")][:1], len(found.places["KP0717"].entries)
    (191, ['kimjongun'], 2)
    """

    def __init__(self, data: Dataset) -> None:
        self.data, self.reference = data, data.reference
        self.entries = entries(data.event_list)
        self.subjects: dict[tuple[str, str], Subject] = {}
        self.places = dict(self._places())
        self.site_of: dict[str, Subject] = {}
        self._sites()
        self._months()
        self.people: dict[str, Subject] = {}
        self._people()
        self._source_of: dict[tuple[str, str, str], Subject] = {}
        self._sources()

    def of(self, kind: str) -> list[Subject]:
        """Subjects of a kind, in the order in which they were found."""
        return [s for (k, _), s in self.subjects.items() if k == kind]

    def _add(self, subject: Subject) -> Subject:
        return self.subjects.setdefault((subject.kind, subject.slug), subject)

    # Places ---------------------------------------------------------------------------------------------------

    def _places(self) -> Iterator[tuple[str, Subject]]:
        known = self.reference.gazetteer
        drawn = {**self.reference.boundaries.shapes("adm1"), **self.reference.boundaries.shapes("adm2")}
        for pcode in sorted(drawn):
            place = known[pcode]
            yield pcode, self._add(Subject("place", pcode, place.name, place.korean, place=place))
        nowhere = self._add(Subject("place", UNPLACED, ""))
        for entry in self.entries:
            units = [
                u for u in (entry.placed.adm1, entry.placed.adm2) if (("place", u or "")) in self.subjects
            ]
            for unit in units:
                self.subjects["place", unit or ""].entries.append(entry)
            if not units:
                nowhere.entries.append(entry)

    def place_of(self, entry: Entry) -> Subject:
        """The smallest unit that a happening is known to be in, or the page of those without a place."""
        placed = entry.placed
        found = (self.subjects.get(("place", unit)) for unit in (placed.adm2, placed.adm1) if unit)
        return next(filter(None, found), self.subjects["place", UNPLACED])

    # Sites ----------------------------------------------------------------------------------------------------

    def _sites(self) -> None:
        register: dict[str, Subject] = {}
        own: dict[str, set[str]] = {}
        for site in self.data.sites:
            subject = self._add(Subject("site", site_slug(site), site.name, site.korean, site=site))
            register[site.site_id] = subject
            own.setdefault(subject.slug, set()).update(site.event_ids)
        for chain in self.data.chain_list:
            if not set(_ONCE).isdisjoint(chain.rules):
                continue
            found = register.get(chain.site_id or "")
            if found is None:
                found = self._add(Subject("site", chain_slug(chain), chain.name, chain.korean))
            found.chains.append(chain)
            found.names += chain.names
            own.setdefault(found.slug, set()).update(chain.event_ids)
        by_event: dict[str, list[Subject]] = {}
        for name, ids in own.items():
            for event_id in ids:
                by_event.setdefault(event_id, []).append(self.subjects["site", name])
        for entry in self.entries:
            there = dict.fromkeys(s for e in entry.reports for s in by_event.get(e.event_id, ()))
            for subject in there:
                subject.entries.append(entry)
            if there:
                self.site_of[entry.id] = next(iter(there))

    @cached_property
    def sites_in(self) -> dict[str, list[Subject]]:
        """Sites by the county and the province that they are in, those with the most happenings first."""
        found: dict[str, list[Subject]] = {}
        for subject in most(self.of("site"), len(self.subjects)):
            unit = subject.unit
            for code in dict.fromkeys(filter(None, (unit, unit and unit[:4]))):
                found.setdefault(code, []).append(subject)
        return found

    # Months, people, sources ----------------------------------------------------------------------------------

    def _months(self) -> None:
        for entry in self.entries:
            day = entry.day.isoformat() if entry.day else ""
            key = (day[:4] if entry.precision == "year" else day[:7]) or "undated"
            self._add(Subject("month", key, key)).entries.append(entry)

    def _people(self) -> None:
        leaders = self.reference.lexicon.list("person", "leaders")
        led = {person_key(name) for name in leaders}
        own = self._leader
        written: dict[str, Counter[str]] = {}
        for entry in self.entries:
            for key, name in dict.fromkeys((person_key(a), a) for a in entry.actors):
                written.setdefault(own if key in led else key, Counter())[name] += 1
            if entry.leader and own:
                written.setdefault(own, Counter())
        for key, names in sorted(written.items()):
            spelled = sorted(names, key=lambda n: (-names[n], n))
            wanted = [*(n for n in leaders if key == own == person_key(n)), *spelled]
            english = next((n for n in wanted if not is_korean(n)), "")
            korean = next((n for n in wanted if is_korean(n)), "")
            self.people[key] = self._add(Subject("official", slug(key), english, korean, names=spelled))
        if own in self.people:
            self.people |= dict.fromkeys(led, self.people[own])
        for entry in self.entries:
            for person in self.people_of(entry):
                person.entries.append(entry)

    @cached_property
    def _leader(self) -> str:
        """The key of the leader: that of the first name in Hangul, as other words for him are no names."""
        leaders = self.reference.lexicon.list("person", "leaders")
        return next((person_key(n) for n in leaders if is_korean(n)), "")

    @property
    def leader(self) -> Subject | None:
        """The leader, if any event names him."""
        return self.people.get(self._leader)

    def people_of(self, entry: Entry) -> list[Subject]:
        """Everybody who acted in a happening, the leader first."""
        keys = [self._leader] if entry.leader else []
        keys += [person_key(a) for a in entry.actors]
        return list(dict.fromkeys(self.people[k] for k in keys if k in self.people))

    def _sources(self) -> None:
        for entry in self.entries:
            for source in dict.fromkeys(map(self.source_of, entry.reports)):
                source.entries.append(entry)

    def source_of(self, event: Event) -> Subject:
        """The publisher of a report, or the page of those that are not known."""
        known = self._source_of.get((event.source_url, event.publisher, event.source_class))
        if known is None:
            publisher = self.reference.publishers.of_article(event.source_url, event.publisher)
            key = publisher_key(event, publisher)
            name = slug(key) if key else UNKNOWN
            known = self._add(
                Subject("source", name, publisher.name or key, publisher.korean, publisher=publisher)
            )
            self._source_of[event.source_url, event.publisher, event.source_class] = known
        return known

    @cached_property
    def entry_of(self) -> dict[str, Entry]:
        """Happenings by the ids of their reports."""
        return {e.event_id: entry for entry in self.entries for e in entry.reports}

    # Records --------------------------------------------------------------------------------------------------

    @cached_property
    def links_of(self) -> dict[str, list[Link]]:
        """Links by id of the event."""
        found: dict[str, list[Link]] = {}
        for link in self.data.links:
            found.setdefault(link.event_id, []).append(link)
        return found

    @cached_property
    def record_of(self) -> dict[str, Record]:
        """Records by id."""
        return {r.id: r for r in self.data.records}

    @cached_property
    def records_in(self) -> dict[str, list[Record]]:
        """Records by the unit in which they are located."""
        found: dict[str, list[Record]] = {}
        for record in self.data.records:
            for unit in (record.adm1, record.adm2):
                if unit:
                    found.setdefault(unit, []).append(record)
        return found

    def records(self, subject: Subject) -> list[tuple[Record, list[Link]]]:
        """Records located in a unit, or linked to an event of a subject, each with the links to its events."""
        links: dict[str, list[Link]] = {}
        if self.data.links:
            for entry in subject.entries:
                for event in entry.reports:
                    for link in self.links_of.get(event.event_id, ()):
                        links.setdefault(link.record_id, []).append(link)
        here = self.records_in.get(subject.slug, []) if subject.kind == "place" else []
        found = dict.fromkeys([*(r.id for r in here), *links])
        rows = [(self.record_of[i], links.get(i, [])) for i in found if i in self.record_of]
        return sorted(rows, key=lambda row: (-(row[0].date.toordinal() if row[0].date else 0), row[0].id))


def most(found: Iterable[Subject], number: int) -> list[Subject]:
    """The subjects with the most happenings, and by name."""
    return sorted(found, key=lambda s: (-len(s.entries), fold(s.english or s.korean), s.slug))[:number]
