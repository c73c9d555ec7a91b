"""What events and records are compared by: one kind of row for both."""

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
"""What it is worth that two dates agree of which the less precise is known so well."""
_PINNED = ("site", "locality")
_UNITS = ("adm1", "adm2", "locality")


@dataclass(frozen=True, slots=True)
class Row:
    """An event or a record, reduced to what it is compared by.

    ``first`` and ``last`` are the ordinals of the days between which it happened, 0 where nothing says;
    ``dated`` is ``day``, ``month``, ``year`` or, where only its report has a day, ``report``. ``group`` is the
    happening that it reports, ``told`` the sentence that tells it. ``names`` are folded names of persons and
    bodies, ``words`` what :func:`geo.linking.matching.wording.Wording.distinctive` finds of its text. ``pinned`` says
    that its point is a site's or a town's.
    """

    id: str
    group: str
    told: str
    first: int
    last: int
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
    site: str
    names: frozenset[str]
    words: frozenset[str]


class RowMaker:
    """Makes rows of events and records, with the names and words of a reference.

    Parameters
    ----------
    reference : Reference

    Attributes
    ----------
    wording : Wording
        By whose distinctive words texts are compared.
    """

    def __init__(self, reference: Reference) -> None:
        self.wording = Wording(reference.lexicon)
        self._reference = reference
        self._units, self._leaders = reference.gazetteer, reference.lexicon.list("person", "leaders")
        self._words_of = lru_cache(maxsize=4096)(
            self.wording.distinctive
        )  # the names of units, which are few

    def of_event(self, event: Event) -> Row:
        """An event as it is compared: by its own day, else by that of its report and the day before."""
        first, last, dated = _days(event.date, event.date_precision)
        if not dated and event.source_date is not None:
            last = event.source_date.toordinal()
            first, dated = max(1, last - 1), "report"
        units = self._words_of(f"{event.adm1_name}\n{event.adm2_name}")
        return Row(
            id=event.event_id,
            group=event.happening_id,
            told=f"{event.source_id}\n{event.quote_start}" if event.quote else event.event_id,
            first=first,
            last=last,
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
            site=fold(event.site or ""),
            names=frozenset(fold(name) for name in event.actors) | ({LEADER} if event.leader else set()),
            words=self.wording.distinctive(f"{event.quote}\n{event.site or ''}", units),
        )

    def of_record(self, record: Record) -> Row:
        """A record as it is compared: persons and site are those of its columns, else of its text."""
        first, last, dated = _days(record.date, record.date_precision)
        if dated and record.date_end is not None:
            last = max(last, record.date_end.toordinal())
        text = f"{record.title}\n{record.text}"
        people = record.actors or actors_of(text, False, self._reference)
        names = {fold(name) for name in people}
        if any(name in text for name in self._leaders):
            names.add(LEADER)
        units = self._words_of("\n".join(m.surface for m in record.mentions if m.kind in _UNITS))
        return Row(
            id=record.id,
            group=record.id,
            told=record.id,
            first=first,
            last=last,
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
            site=fold(_site(record.mentions, record.adm2)),
            names=frozenset(names),
            words=self.wording.distinctive(text, units),
        )


def _days(day: date | None, precision: str | None) -> tuple[int, int, str]:
    """First and last day that a date may mean, and how precise it is."""
    if day is None:
        return 0, 0, ""
    first, last = span_of(day, precision)
    return first.toordinal(), last.toordinal(), precision if precision in ("month", "year") else "day"


def _pinned(what: Event | Record) -> bool:
    """Whether its point is its own: a site's, a town's, or one that its table gives, abroad or not."""
    if what.lat is None or what.lon is None:
        return False
    return what.geo_precision in _PINNED or what.adm1 is None


def _site(mentions: tuple[Mention, ...], adm2: str | None) -> str:
    """The site of its county that a record names; empty where it names none, or several."""
    named = {m.surface for m in mentions if m.kind == "site" and m.role == "location" and m.adm2 == adm2}
    return named.pop() if adm2 and len(named) == 1 else ""
