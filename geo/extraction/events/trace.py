"""Record how the events of a text were found, and where a sentence was left out; only explanations ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from geo.model.entities import Article, Event, Mention
from geo.reference.context import Reference
from geo.text.spans import Hit, Text

from .assembly import Draft
from .basis import BasisFound
from .genres import GenreFound
from .rules import Rules

__all__ = ["Evidence", "LeftOut", "Trace", "leave"]

LeftOut = Literal["no place", "not reported", "past", "continues", "heading"]
"""Why a sentence with a cue gave no event: no place; only spoken of; history; it goes on about an earlier event;
it is a heading."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules read of an article; all offsets are those of the cleaned text."""

    article: Article
    text: Text
    hits: Sequence[Hit]
    mentions: Sequence[Mention]
    rules: Rules
    reference: Reference


@dataclass(slots=True)
class Trace:
    """How the events of one article were found.

    Attributes
    ----------
    evidence : Evidence or None
        None until the article is read.
    genre : GenreFound or None
        None where the text has neither a place nor a leader, so that its genre is not asked for.
    left_out : dict of int to str
        By number of the sentence, why it was left out.
    drafts : list of Draft
        Before they were merged.
    refused : list of Draft
        Those that the genre of the text rules out.
    events : list of tuple of Event and Draft
        After they were merged.
    bases : dict of str to BasisFound
        By id of the event.

    Examples
    --------
    >>> from geo.extraction.pipeline import extractor
    >>> trace = Trace()
    >>> body = "A mill was inaugurated in Haeju City. A ceremony was held there. A farm will be built in Anju City."
    >>> len(extractor().extract(Article("a", body), trace=trace).events), trace.left_out
    (1, {1: 'continues', 2: 'not reported'})
    """

    evidence: Evidence | None = None
    genre: GenreFound | None = None
    left_out: dict[int, LeftOut] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    refused: list[Draft] = field(default_factory=list)
    events: list[tuple[Event, Draft]] = field(default_factory=list)
    bases: dict[str, BasisFound] = field(default_factory=dict)

    def keep(self, drafts: Sequence[Draft], refused: Sequence[Draft]) -> None:
        """Keep copies of the drafts, which are changed when they are merged."""
        self.drafts = [replace(draft) for draft in drafts]
        self.refused = list(refused)

    def found(self, event: Event, draft: Draft, basis: BasisFound) -> None:
        """Keep an event with its draft and basis."""
        self.events.append((event, draft))
        self.bases[event.event_id] = basis


def leave(trace: Trace | None, number: int, why: LeftOut) -> None:
    """Note that a sentence is left out, if anybody asks."""
    if trace is not None:
        trace.left_out[number] = why
