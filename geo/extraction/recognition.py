"""Toponym recognition: the stretches of a text that name a place, each with its role."""

from __future__ import annotations

from geo.languages.chinese.toponyms import hanja_spans
from geo.languages.english.toponyms import english_spans, share_types
from geo.languages.korean.toponyms import korean_spans
from geo.text.spans import Hit, Span

from .scanner import scan

__all__ = ["find_spans"]


def find_spans(text: str) -> tuple[list[Span], list[Hit]]:
    """Spans of a text in order, each with its role, and the hits they were made from.

    Examples
    --------
    >>> spans, _ = find_spans("Pyongyang, May 2 (KCNA) -- Farms in Songchon County sent a team to Pyongyang.")
    >>> [(s.role, s.start) for s in spans]
    [('dateline', 0), ('location', 36), ('location', 67)]
    """
    hits = scan(text)
    spans = english_spans(text, hits)
    if any(hit.term.korean for hit in hits):
        spans += [*korean_spans(text, hits), *hanja_spans(text, hits)]
    spans.sort(key=lambda s: (s.start, -s.end))
    share_types(text, spans)
    return spans, hits
