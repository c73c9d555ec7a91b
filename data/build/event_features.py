"""What a draft event's clause looks like, as names of features for the linear model of ``judge.py``."""

from __future__ import annotations

import re

from geo.extraction.events.assembly import Draft
from geo.text.scripts import script_of

__all__ = ["features_of"]

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|[가-힣]+|[一-鿿ぁ-ヶ]|\d+|[^\w\s]")
_NEAR = 3
"""Number of words before and after the cue that are features by themselves."""
_WINDOW = 60
"""Characters before and after the cue in which those words are looked for."""
_TAIL = 2
"""Length in syllables of the end of a Korean word, in which tense and mood lie."""


def features_of(raw: str, draft: Draft) -> list[str]:
    """Names of the features that a draft has, without repetition.

    Parameters
    ----------
    raw : str
        The whole text.
    draft : Draft

    Returns
    -------
    list of str
    """
    start, end = draft.cue
    place = draft.place
    sentence = raw[draft.start : draft.end]
    cue = raw[start:end].casefold()
    script = script_of(sentence).name.lower()
    before = [w.casefold() for w in _WORD.findall(raw, max(draft.start, start - _WINDOW), start)][-_NEAR:]
    after = [w.casefold() for w in _WORD.findall(raw, end, min(draft.end, end + _WINDOW))][:_NEAR]
    found = [
        f"script {script}",
        f"type {draft.type}",
        f"cue {cue}",
        f"script {script}, type {draft.type}",
        f"place {place.kind if place else 'none'}",
        f"day {draft.when.precision if draft.when and draft.when.date else 'none'}",
        *(f"before {word}" for word in before),
        *(f"after {word}" for word in after),
        *(f"right before {word}" for word in before[-1:]),
        *(f"right after {word}" for word in after[:1]),
    ]
    if script == "hangul":
        words = re.findall("[가-힣]+", sentence)
        found += [f"ends {word[-_TAIL:]}" for word in words[-1:]]
        found += [f"tail {word[-_TAIL:]}" for word in re.findall("^[가-힣]+", raw[end : end + 8])]
    if place is not None:
        gap = place.start - end if place.start >= end else start - place.end
        side = "after" if place.start >= end else "before"
        found += [f"place {side} cue", f"gap {'near' if gap < 25 else 'middle' if gap < 80 else 'far'}"]
        lead = _WORD.findall(raw, max(draft.start, place.start - 24), place.start)
        found += [f"to place {word.casefold()}" for word in lead[-2:]]
        found += [
            f"past place {word.casefold()}" for word in _WORD.findall(raw, place.end, place.end + 16)[:1]
        ]
    if draft.leader:
        found.append("leader")
    if draft.site:
        found.append("site")
    if any(mark in sentence for mark in '"“”‘«《'):
        found.append("quoted")
    return list(dict.fromkeys(found))
