"""Links of events and records that people confirm, add or remove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.model.entities import Event, Record
from geo.model.links import Link

from .correction import Correction
from .ledger import Ledger, latest_agreed, with_trail

__all__ = ["relinked"]


def relinked(
    events: Sequence[Event], links: Sequence[Link], records: Sequence[Record], ledger: Ledger
) -> tuple[list[Event], list[Link]]:
    """Events and links with corrections applied, by descending score; an added link has score 1."""
    claims = ledger.of("link", "unlink")
    if not claims or not records:
        return list(events), list(links)
    present, known = {e.event_id for e in events}, {r.id for r in records}
    about: dict[tuple[str, str], list[tuple[Correction, str]]] = {}
    for c in claims:
        event = ledger.event_of(c)
        if c.record not in known:
            ledger.note(c, "stale" if event else "idle", f"no record {c.record}")
        elif event in present:
            about.setdefault((event, c.record), []).append((c, c.action))
    current = {(k.event_id, k.record_id): k for k in links}
    trail: dict[str, list[str]] = {}
    for pair, actions in about.items():
        action, states = latest_agreed(actions)
        deciding = [c for c, a in actions if a == action]
        for c, _ in actions:
            ledger.note(c, *states[c.id])
        if not deciding:
            continue
        trail.setdefault(pair[0], []).extend(c.id for c in deciding)
        last = max(deciding, key=lambda c: (c.when, c.id))
        if action == "unlink":
            current.pop(pair, None)
        elif pair in current:
            link = current[pair]
            current[pair] = replace(link, reasons=f"{link.reasons}; confirmed by {last.who}")
        else:
            reason = f"linked by {last.who}{f': {last.why}' if last.why else ''}"
            current[pair] = Link(event_id=pair[0], record_id=pair[1], score=1.0, reasons=reason)
    if not trail:
        return list(events), list(links)
    kept = sorted(current.values(), key=lambda k: (-k.score, k.event_id, k.record_id))
    of_event: dict[str, list[str]] = {}
    for link in kept:
        of_event.setdefault(link.event_id, []).append(link.record_id)
    return [
        with_trail(replace(e, records=tuple(of_event.get(e.event_id, ()))), trail[e.event_id])
        if e.event_id in trail
        else e
        for e in events
    ], kept
