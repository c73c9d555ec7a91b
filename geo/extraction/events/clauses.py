"""Clauses: the parts of a sentence that tell an event each, with the cues and places that belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.languages.discourse import Clauses
from geo.model.entities import Mention
from geo.text.spans import Hit

from .report import Report
from .words import has_any

__all__ = ["Clause", "clauses_of"]

_END = 40
"""Characters at the end of a sentence in which its last predicate stands."""
_LAST = 6
"""Characters at the end of a sentence of which one is a letter, whatever quotes and brackets follow."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence with at least one cue.

    Attributes
    ----------
    number : int
        Number of its sentence.
    start, end : int
        Offsets in the text.
    cues : list of Hit
    places : list of Mention
        The places named in it.
    """

    number: int
    start: int
    end: int
    cues: list[Hit]
    places: list[Mention]


def clauses_of(report: Report, number: int, cues: list[Hit]) -> list[Clause]:
    """The clauses of a sentence; empty where the whole sentence is a call or a plan.

    A sentence divides only where both sides have a cue and a place of their own. Otherwise places and cues of
    neighbouring clauses belong together ("the farm in Anju, which was completed").

    Parameters
    ----------
    report : Report
    number : int
        Number of the sentence.
    cues : list of Hit
        Its cues.

    Returns
    -------
    list of Clause
    """
    says, raw = report.rules.patterns.clauses, report.text.text
    start, end = report.text.bounds(number)
    if _is_called(says.called, raw, start, end):
        return []
    places = report.places.get(number, [])
    same = _same_places(says, raw, start, end, places) if places and len(cues) > 1 else []
    if len(cues) < 2 or len(places) + len(same) < 2:
        return [Clause(number, start, end, cues, places)]
    named, places = places, sorted([*places, *same], key=lambda m: m.start) if same else places
    telling = [hit.start for hit in cues if hit.term.cue in report.rules.types]
    cuts = [start]
    for match in says.boundary.finditer(raw, start, end):
        at = match.end()
        if _has_own(telling, places, cuts[-1], at) and _has_own(telling, places, at, end):
            cuts.append(at)
    if len(cuts) == 1:
        return [Clause(number, start, end, cues, named)]
    return [
        Clause(
            number,
            first,
            last,
            [hit for hit in cues if first <= hit.start < last or (last == end and hit.start == end)],
            [mention for mention in places if first <= mention.start < last],
        )
        for first, last in zip(cuts, [*cuts[1:], end], strict=True)
    ]


def _same_places(
    says: Clauses[re.Pattern[str]], raw: str, start: int, end: int, places: Sequence[Mention]
) -> list[Mention]:
    """The last place before each "at the same shipyard", as if it were named there again."""
    if not has_any(says.same_words, raw[start:end]):
        return []
    return [
        replace(before[-1], start=match.start(), end=match.end())
        for match in says.same.finditer(raw, start, end)
        if (before := [m for m in places if m.end <= match.start()])
    ]


def _has_own(telling: Sequence[int], places: Sequence[Mention], start: int, end: int) -> bool:
    """Whether a part of a sentence has a cue and a place."""
    return any(start <= at < end for at in telling) and any(start <= m.start < end for m in places)


def _is_called(called: re.Pattern[str], raw: str, start: int, end: int) -> bool:
    """Whether the last predicate of a sentence makes it a call, a duty or a wish."""
    end = start + len(raw[start:end].rstrip())
    if raw[max(start, end - _LAST) : end].isascii():
        return False  # the languages that say it there are written in other letters
    return any(match.end() == end for match in called.finditer(raw, max(start, end - _END), end))
