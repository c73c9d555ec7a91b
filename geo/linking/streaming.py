"""Link the events of many articles without holding them: reports are compared in windows of days.

The answer is that of all events at once, to the byte:

- Reports of one happening are at most three days apart, and each has to match all others, so that a happening can be
  closed when a later day has come (:func:`geo.linking.coreference.merge.happenings_by_day`). Reports without any day
  are happenings of their own.
- Corrections merge and split the happenings that they name, and these only.
- Records are a table that is held. An event is linked to records by its own words, and the rarity of words is counted
  over all events beforehand; one happening's links are shared by its reports, which are known by then. Of the links
  that are found, the nearest day or the best partners are chosen over all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from geo.linking.coreference.attribution import credited
from geo.linking.coreference.merge import as_one, happenings_by_day
from geo.linking.corrections import Ledger
from geo.linking.corrections.groups import regrouped
from geo.linking.corrections.links import relinked
from geo.linking.matching.stored import join_stored
from geo.linking.site_register import SiteRegister
from geo.model.entities import Event, Extraction, Record
from geo.model.links import Link
from geo.model.sites import Site
from geo.reference.context import Reference

from .reread import Reread
from .stored_events import EventStore, StoredEvents
from .windows import Tasks, happenings_by_window

__all__ = ["Linked", "accepted_only", "streamed"]


@dataclass(frozen=True, slots=True)
class Linked:
    """Events with their happenings and links, the sites of the articles, and the events that a person rejected."""

    events: Sequence[Event]
    links: list[Link]
    sites: list[Site]
    refused: list[Event]


def streamed(
    kept: Reread,
    sited: Callable[[Extraction], Iterable[Event]],
    wanted: Callable[[Event], bool],
    records: Sequence[Record],
    how: Mapping[str, Any],
    ledger: Ledger,
    reference: Reference,
    tasks: Tasks | None = None,
) -> Linked:
    """Link the events of stored extractions, which are read once.

    Parameters
    ----------
    kept : Reread
        With corrections applied.
    sited : callable
        Gives the events of an extraction, at the sites that a user has placed.
    wanted : callable
        Says which events are asked for. All that nobody rejected are compared.
    records : sequence of Record
    how : mapping
        Options of :func:`geo.linking.matching.join`.
    ledger : Ledger
    reference : Reference
    tasks : callable, optional
        Has events compared elsewhere, by windows of days; see :mod:`geo.linking.windows`.
    """
    store, register = EventStore(), SiteRegister(reference)
    refused: list[Event] = []
    for found in kept:
        events = (
            sited(found) if kept.credited else credited(sited(found), [found.article], reference=reference)
        )
        for event in events:
            if event.status == "rejected":
                refused.append(replace(event, happening=event.event_id))
                store.add(refused[-1])
            else:
                store.add(replace(event, happening=event.event_id, repeats="", sources=1))
        register.add(replace(found, events=tuple(filter(wanted, found.events))))
    whole = store.closed()
    accepted = whole.where(accepted_only) if refused else whole
    accepted.change(_merged(accepted, reference, tasks))
    _regroup(accepted, ledger)
    links = join_stored(accepted, records, reference=reference, tasks=tasks, **how) if records else []
    links = _relink(accepted, links, records, ledger)
    shown = whole if wanted is accepted_only and not refused else whole.where(wanted)
    return Linked(shown, [k for k in links if shown.has(k.event_id)], register.sites(), refused)


def accepted_only(event: Event) -> bool:
    """Whether nobody rejected an event."""
    return event.status != "rejected"


def _merged(events: StoredEvents, reference: Reference, tasks: Tasks | None) -> Iterator[tuple[int, Event]]:
    """The reports of each happening that has several."""
    if tasks:
        groups = (events.at(g) for g in happenings_by_window(events, reference, tasks) if len(g) > 1)
    else:
        groups = (g for g in happenings_by_day(events.by_day(), reference=reference) if len(g) > 1)
    for group in groups:
        numbers = (number for number, _ in group)
        yield from zip(numbers, as_one([event for _, event in group]), strict=True)


def _regroup(events: StoredEvents, ledger: Ledger) -> None:
    """Merge and split the happenings that corrections name."""
    claims = ledger.of("merge", "split")
    if not claims:
        return
    named = events.with_ids(id_ for c in claims for id_ in (ledger.event_of(c), *c.others) if id_)
    groups = dict.fromkeys(event.happening_id for _, event in named)
    about = dict(sorted((n, e) for happening in groups for n, e in events.of_happening(happening)))
    changes = zip(about, regrouped(list(about.values()), ledger), strict=True)
    events.change(changes, regrouped=bool(about))


def _relink(events: StoredEvents, links: list[Link], records: Sequence[Record], ledger: Ledger) -> list[Link]:
    """Add and remove the links that corrections name."""
    claims = ledger.of("link", "unlink")
    about = events.with_ids(id_ for c in claims if (id_ := ledger.event_of(c)))
    after, links = relinked([event for _, event in about], links, records, ledger)
    events.change(zip((number for number, _ in about), after, strict=True))
    return links
