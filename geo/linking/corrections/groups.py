"""Apply the corrections that merge and split happenings to the result of the automatic merge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geo.linking.coreference.merge import as_one
from geo.model.entities import Event

from .correction import Correction
from .ledger import Ledger, latest_agreed, with_trail

__all__ = ["regrouped"]

Pair = frozenset[str]


def regrouped(events: Sequence[Event], ledger: Ledger) -> list[Event]:
    """Events with happenings merged and split by corrections.

    First, a split removes an event from its happening: always if it names no other events, else if the event is grouped
    with one of those. Then merged events are joined with union-find. For each pair of events the latest correction
    counts. A pair that must be apart but is joined through other events is a conflict.

    Parameters
    ----------
    events : sequence of Event
        With ``happening`` filled (:func:`geo.linking.coreference.merge.merge_reports`).
    ledger : Ledger
        Records which corrections were applied.

    Returns
    -------
    list of Event
        The same events in the given order.
    """
    by_id = {e.event_id: e for e in events}
    pairs, alone = _claims(ledger, by_id)
    if not pairs and not alone:
        return list(events)
    together, apart = _decided(pairs, alone, ledger)
    groups = _Groups(by_id)
    members: dict[str, list[str]] = {}
    for id_, event in by_id.items():
        members.setdefault(event.happening, []).append(id_)
    leaving = set(alone) | {
        leaver for pair, leaver in apart.items() if len({by_id[i].happening for i in pair}) == 1
    }
    for ids in members.values():
        staying = [i for i in ids if i not in leaving]
        groups.join(staying)
    for pair in together:
        groups.join(sorted(pair))
    for pair in apart:
        if len({groups.of(i) for i in pair}) == 1:
            for c, kind in pairs[pair]:
                if kind == "apart":
                    ledger.note(c, "conflict", f"other corrections join {' and '.join(sorted(pair))}")
    trail = _trail(ledger)
    changed = {
        event.event_id: event
        for ids in groups.members().values()
        for event in as_one([by_id[i] for i in sorted(ids)])
        if sorted(members.get(event.happening, ())) != sorted(ids)
    }
    return [with_trail(changed.get(e.event_id, e), trail.get(e.event_id, ())) for e in events]


def _claims(
    ledger: Ledger, by_id: dict[str, Event]
) -> tuple[dict[Pair, list[tuple[Correction, str]]], dict[str, list[Correction]]]:
    """Corrections of pairs of events ("together" or "apart"), and splits that name no other event."""
    pairs: dict[Pair, list[tuple[Correction, str]]] = {}
    alone: dict[str, list[Correction]] = {}
    for c in ledger.of("merge", "split"):
        one = ledger.event_of(c)
        unknown = [i for i in c.others if i not in ledger.seen]
        if unknown:
            ledger.note(c, "stale" if one else "idle", f"no event {', '.join(unknown)}")
        here = [i for i in c.others if i in by_id and i != one]
        if one not in by_id or (c.others and not here):
            continue
        if c.action == "split" and not c.others:
            alone.setdefault(one, []).append(c)
        for other in here:
            kind = "apart" if c.action == "split" else "together"
            pairs.setdefault(frozenset((one, other)), []).append((c, kind))
    return pairs, alone


def _decided(
    pairs: dict[Pair, list[tuple[Correction, str]]], alone: dict[str, list[Correction]], ledger: Ledger
) -> tuple[list[Pair], dict[Pair, str]]:
    """The pairs to join, and the pairs to separate with the event that leaves its happening."""
    together: list[Pair] = []
    apart: dict[Pair, str] = {}
    at_odds: set[str] = set()
    for pair, claims in pairs.items():
        # A split without other events also contradicts merges of its event; the later of the two counts.
        merged = any(kind == "together" for _, kind in claims)
        contest = claims + [(c, "apart") for i in sorted(pair) for c in alone.get(i, ()) if merged]
        value, states = latest_agreed(contest)
        for c, _ in contest:
            ledger.note(c, *states[c.id])
            if states[c.id][0] == "conflict":
                at_odds.add(c.id)
        if value == "together":
            together.append(pair)
        elif value == "apart":
            deciding = [c for c, kind in claims if kind == "apart" and states[c.id][0] == "applied"]
            if deciding:
                apart[pair] = min(ledger.event_of(c) for c in deciding)
    for id_, claims_alone in list(alone.items()):
        undisputed = [c for c in claims_alone if c.id not in at_odds]
        for c in undisputed:
            ledger.note(c, "applied")
        if not undisputed:
            del alone[id_]
    return together, apart


def _trail(ledger: Ledger) -> dict[str, list[str]]:
    """Ids of the merges and splits that were applied, by event."""
    trail: dict[str, list[str]] = {}
    for outcome in ledger.outcomes():
        c = outcome.correction
        if c.action in ("merge", "split") and outcome.state == "applied":
            for id_ in (ledger.event_of(c), *(c.others if c.action == "merge" else ())):
                trail.setdefault(id_, []).append(c.id)
    return trail


class _Groups:
    """Disjoint sets of ids (union-find)."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._above = {i: i for i in ids}

    def of(self, id_: str) -> str:
        while self._above[id_] != id_:
            self._above[id_] = self._above[self._above[id_]]
            id_ = self._above[id_]
        return id_

    def join(self, ids: Sequence[Any]) -> None:
        for other in ids[1:]:
            one, two = sorted((self.of(ids[0]), self.of(other)))
            self._above[two] = one

    def members(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_ in self._above:
            found.setdefault(self.of(id_), []).append(id_)
        return found
