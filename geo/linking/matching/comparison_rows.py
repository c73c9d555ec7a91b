"""The common form in which events and records are compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from geo.extraction.pipeline import actors_of
from geo.model.entities import Event, Mention, Record
from geo.model.periods import span_of
from geo.reference.context import Reference
from geo.text.romanization import fold

from .wording import Wording

__all__ = ["LEADER", "VAGUENESS", "Row", "RowMaker"]

LEADER = fold("Kim Jong Un")
VAGUENESS = {"day": 1.0, "report": 0.9, "month": 0.5, "year": 0.25}
"""Weight of agreeing dates, by the precision of the less precise one."""
_PINNED = ("site", "locality")
_UNITS = ("adm1", "adm2", "locality")


@dataclass(frozen=True, slots=True)
class Row:
    """An event or a record, reduced to the values that are compared.

    Attributes
    ----------
    group : str
        The happening that it reports.
    sentence : str
        Identifies the sentence that reports it; the id where there is none.
    first, last : int
        Ordinals of the first and last day on which it may have happened; 0 where unknown.
    reported : int
        Ordinal of the day of its report; 0 where unknown.
    by_report : bool
        Whether its date is that of the first report, not of the happening.
    dated : str
        Precision: ``day``, ``month``, ``year``, ``report`` where only the report has a date, or empty.
    pinned : bool
        Whether its point is that of a site or town.
    led, unled : bool
        Whether the leader was there (he is in the event, or among the actors of the record's table), and whether a
        report does not have him there. A record without him may only not mention him.
    site, site_ids : str, frozenset of str
        Folded name of its site, and the ids of the known sites of that name in any language; empty for none.
    names : frozenset of str
        Folded names of persons and organisations.
    words : frozenset of str
        Distinctive words of its text (:meth:`geo.linking.matching.wording.Wording.distinctive`).
    """

    id: str
    group: str
    sentence: str
    first: int
    last: int
    reported: int
    by_report: bool
    dated: str
    type: str
    adm1: str | None
    adm2: str | None
    adm1_name: str
    adm2_name: str
    lat: float | None
    lon: float | None
    pinned: bool
    sea: bool
    led: bool
    unled: bool
    site: str
    site_ids: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]


class RowMaker:
    """Converts events and records to rows, with the names and word lists of a reference.

    Parameters
    ----------
    reference : Reference

    Attributes
    ----------
    wording : Wording
        Finds the distinctive words of texts.
    """

    def __init__(self, reference: Reference) -> None:
        self.wording = Wording(reference.lexicon)
        self._reference = reference
        self._units, self._leaders = reference.gazetteer, reference.lexicon.list("person", "leaders")
        self._words_of = lru_cache(maxsize=4096)(
            self.wording.distinctive
        )  # names of units are few and repeat often
        self._sites_of = lru_cache(maxsize=65_536)(self._find_sites)

    def of_event(self, event: Event, words: frozenset[str] | None = None) -> Row:
        """The row of an event; without a date, it spans the day of its report and the day before.

        ``words`` are those of its text, if they are known already.
        """
        first, last, dated = _days(event.date, event.date_precision)
        if not dated and event.source_date is not None:
            last = event.source_date.toordinal()
            first, dated = max(1, last - 1), "report"
        return Row(
            id=event.event_id,
            group=event.happening_id,
            sentence=f"{event.source_id}\n{event.quote_start}" if event.quote else event.event_id,
            first=first,
            last=last,
            reported=event.source_date.toordinal() if event.source_date else 0,
            by_report=False,
            dated=dated,
            type=event.type,
            adm1=event.adm1,
            adm2=event.adm2,
            adm1_name=event.adm1_name,
            adm2_name=event.adm2_name,
            lat=event.lat,
            lon=event.lon,
            pinned=_pinned(event),
            sea=False,
            led=event.leader,
            unled=not event.leader,
            site=fold(event.site or ""),
            site_ids=self._sites_of(event.site or "", event.adm2),
            names=frozenset(fold(name) for name in event.actors) | ({LEADER} if event.leader else set()),
            words=self._words_of_event(event) if words is None else words,
        )

    def _words_of_event(self, event: Event) -> frozenset[str]:
        units = self._words_of(f"{event.adm1_name}\n{event.adm2_name}")
        headline = event.source_title if event.leader and self._headed_by_leader(event.source_title) else ""
        return self.wording.distinctive(f"{event.quote}\n{event.site or ''}\n{headline}", units)

    def of_record(self, record: Record) -> Row:
        """The row of a record; persons come from its columns, else from its text."""
        first, last, dated = _days(record.date, record.date_precision)
        if dated and record.date_end is not None:
            last = max(last, record.date_end.toordinal())
        text = f"{record.title}\n{record.text}"
        people = record.actors or actors_of(text, False, self._reference)
        names = {fold(name) for name in people}
        led = LEADER in names or any(name in self._leaders for name in people)
        if led or any(name in text for name in self._leaders):
            names.add(LEADER)
        site = _site(record.mentions, record.adm2)
        units = self._words_of("\n".join(m.surface for m in record.mentions if m.kind in _UNITS))
        return Row(
            id=record.id,
            group=record.id,
            sentence=record.id,
            first=first,
            last=last,
            reported=0,
            by_report=record.date_of_report,
            dated=dated,
            type=record.type,
            adm1=record.adm1,
            adm2=record.adm2,
            adm1_name=self._units.name(record.adm1),
            adm2_name=self._units.name(record.adm2),
            lat=record.lat,
            lon=record.lon,
            pinned=_pinned(record),
            sea=record.geo_precision == "sea",
            led=led and bool(record.actors),
            unled=False,
            site=fold(site),
            site_ids=self._sites_of(site, record.adm2),
            names=frozenset(names),
            words=self.wording.distinctive(text, units),
        )

    def _headed_by_leader(self, title: str) -> bool:
        """Whether a headline tells of the leader, so that its words are of what he did."""
        return any(name in title for name in self._leaders)

    def _find_sites(self, name: str, adm2: str | None) -> frozenset[str]:
        """Ids of the known sites of a name in a county."""
        if not name or not adm2:
            return frozenset()
        return frozenset(p.place_id for p in self._units.find(name) if p.kind == "site" and p.adm2 == adm2)


def _days(day: date | None, precision: str | None) -> tuple[int, int, str]:
    """First and last day that a date covers, as ordinals, and its precision."""
    if day is None:
        return 0, 0, ""
    first, last = span_of(day, precision)
    return first.toordinal(), last.toordinal(), precision if precision in ("month", "year") else "day"


def _pinned(what: Event | Record) -> bool:
    """Whether the point is more than a unit's centre: of a site, a town, or from a table's coordinates."""
    if what.lat is None or what.lon is None:
        return False
    return what.geo_precision in _PINNED or what.adm1 is None


def _site(mentions: tuple[Mention, ...], adm2: str | None) -> str:
    """The only site of its county that a record names; empty where it names none or several."""
    named = {m.surface for m in mentions if m.kind == "site" and m.role == "location" and m.adm2 == adm2}
    return named.pop() if adm2 and len(named) == 1 else ""
