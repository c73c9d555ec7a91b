"""Sentences on what is unknown: days, places and steps missing from all reports, and long periods without reports."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .contents import Contents
from .wording import Wording

__all__ = ["gaps"]

_GAP_DAYS = 180
"""Minimum length in days of a period without reports that is mentioned."""


def gaps(contents: Contents, words: Wording) -> Iterator[str]:
    """Sentences on what the articles leave open."""
    types = contents.reference.event_types
    total = len(contents.happenings)
    undated = sum(all(e.date is None for e in reports) for reports in contents.happenings)
    coarse = sum(
        all(e.geo_precision in ("adm2", "adm1") and not e.site for e in r) for r in contents.happenings
    )
    weak = sum(e.status == "candidate" for e in contents.event_list)
    if undated:
        yield words.text("unknown_days", count=undated, total=total)
    if coarse:
        yield words.text("unknown_place", count=coarse, total=total)
    if weak:
        yield words.text("unknown_candidates", count=weak, total=len(contents.event_list))
    days = sorted({d for e in contents.event_list if (d := e.source_date)})
    for a, b in pairwise(days):
        if (b - a).days > _GAP_DAYS:
            yield words.text("unknown_gap", start=a, end=b, days=(b - a).days)
    for chain in contents.chains:
        name = words.either(chain.name, chain.korean)
        begun, done, runs = (
            chain.step(*types.with_state(state)) for state in ("ground broken", "completed", "in production")
        )
        if begun and not done and not runs:
            yield words.text("unknown_completion", name=name, day=begun.day or "–")
        if done and not begun:
            yield words.text("unknown_start", name=name)
        if chain.steps and chain.state in ("inspected only", "unknown"):
            yield words.text("unknown_state", name=name)
    if contents.event_list and not any(e.status == "reviewed" for e in contents.event_list):
        yield words.t["unknown_reviewed"]
