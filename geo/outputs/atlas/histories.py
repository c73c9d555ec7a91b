"""The history of sites, step by step, and the way from it to the events."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from geo.model.periods import shown_day
from geo.model.timelines import Chain
from geo.outputs.dossier.timeline import track

from .entries import Entry
from .fragments import shortened
from .names import LETTERS
from .subjects import Contents, Subject
from .wording import Wording

__all__ = ["histories", "history", "link_to"]

_STEPS = 60
"""Most steps of one site that are shown, the latest."""


def histories(subject: Subject, contents: Contents) -> list[Chain]:
    """Chains of a site, or those of several steps of the sites of a county, the longest first."""
    if subject.kind == "site":
        found, least = subject.chains, 1
    elif subject.place and subject.place.kind == "adm2":
        found, least = [c for s in contents.sites_in.get(subject.slug, ()) for c in s.chains], 2
    else:
        return []
    return sorted((c for c in found if len(c.steps) >= least), key=lambda c: (-len(c.steps), c.chain_id))


def link_to(entry: Entry | None, subject: Subject, contents: Contents, where: dict[str, str]) -> str:
    """The way from the page of a subject to an event; ``where`` has the page of each of its own events."""
    if entry is None:
        return "#content"
    path = where.get(entry.id) or contents.place_of(entry).path
    return f"#{entry.anchor}" if path == subject.path else f"../{path}#{entry.anchor}"


def history(
    chain: Chain, subject: Subject, contents: Contents, words: Wording, where: dict[str, str]
) -> dict[str, Any]:
    """A chain for the template."""
    t = words.t
    there = contents.sites_in.get(chain.adm2 or chain.adm1 or "", ())
    own = next((s for s in there if chain in s.chains), None)
    steps = []
    for step, gap in list(zip(chain.steps, (None, *chain.gaps), strict=True))[-_STEPS:]:
        day = (
            shown_day(step.day, step.date_precision) if step.day_known else words.text("by_day", day=step.day)
        )
        later = "" if gap is None else words.text("gap_days", days=gap) if gap else t["gap_same"]
        steps.append({
            "day": day if step.day else t["undated"], "type": words.step(step.type), "gap": later,
            "leader": step.leader, "candidate": step.candidate, "quote": shortened(step.quote, LETTERS),
            "href": link_to(contents.entry_of.get(step.event_id), subject, contents, where),
        })  # fmt: skip
    said = "; ".join(f"{s['type']} {s['day']}" for s in steps)
    return {
        "name": shortened(words.either(chain.name, chain.korean), LETTERS),
        "href": own.path if own and own is not subject else "", "state": t["states"][chain.state],
        "state_day": words.text("state_of", day=chain.state_shown) if chain.state_day else "",
        "track": Markup(track(chain.steps[-_STEPS:], said)), "steps": steps,  # noqa: S704 - it escapes its label
    }  # fmt: skip
