"""Patterns for how a text is built: clauses, sentences that continue each other, what a text is and rests on.

These blocks belong to those of :mod:`geo.languages.wording`, which explains how they are written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from .modality import NONE, P

__all__ = ["Bases", "Clauses", "Genres", "Reports", "Statements"]


@dataclass(frozen=True, slots=True)
class Clauses(Generic[P]):
    """How a sentence divides into clauses, and what its end says about all of them."""

    boundary: P = NONE
    """Between two clauses: the next clause begins where the match ends."""
    same: P = NONE
    """The place of the clause before ("at the same shipyard")."""
    same_words: tuple[str, ...] = ()
    called: P = NONE
    """At the end of a sentence: it is a call, a duty or a wish, and so are its other clauses."""


@dataclass(frozen=True, slots=True)
class Genres(Generic[P]):
    """What shows whether a text reports or describes."""

    describes: P = NONE
    """A sentence says what something is, has or makes ("is located in", "is a city", "has a capacity of")."""
    reports: P = NONE
    """A text cites a report or its own days ("said on Monday", "this year"), so that it is no reference work."""


@dataclass(frozen=True, slots=True)
class Bases(Generic[P]):
    """On what a sentence says that an event rests (:mod:`geo.extraction.events.basis`)."""

    imagery: P = NONE
    """Pictures taken from space ("commercial satellite imagery shows")."""
    own_satellite: P = NONE
    """Such pictures are what the event is about, not what shows it ("the spy satellite photographed")."""
    unnamed: P = NONE
    """A source without a name ("a source in Musan said")."""
    statement: P = NONE
    """An official body announces or claims it ("the Joint Chiefs of Staff said")."""
    state_media: P = NONE
    """State media say so, in wordings that ``attribution.toml`` does not have."""
    turns: P = NONE
    """Beginning of a sentence that does not continue the one before ("Meanwhile")."""


@dataclass(frozen=True, slots=True)
class Statements(Generic[P]):
    """What official statements of the country say that it has done."""

    ours: P = NONE
    """The statement is one of the country."""
    deed: P = NONE
    """What "we" did, with the groups ``verb`` and ``what``; only one language may use these groups."""
    conducted: frozenset[str] = frozenset()
    """Verbs that need ``carried_out`` after them ("conducted a missile test")."""
    carried_out: P = NONE
    """Within ``what``: something that a country conducts by force (a test, a drill)."""
    sent_verbs: frozenset[str] = frozenset()
    """Verbs that need ``sent`` after them ("sent balloons")."""
    sent: P = NONE
    """Within ``what``: something sent across the border (balloons, drones)."""
    says: P = NONE
    """Before the deed: only somebody else claims it."""


@dataclass(frozen=True, slots=True)
class Reports(Generic[P]):
    """How the sentences of a report are connected, and which dates are its own."""

    dateline_end: P = NONE
    """End of a dateline, after its place ("(KCNA) --")."""
    he: P = NONE
    """Beginning of a sentence that continues about the leader ("He also visited")."""
    object_before: P = NONE
    """Right before a leader's name: the leader does not act."""
    similar: P = NONE
    """The same type of event happened elsewhere ("Similar ceremonies took place")."""
    where: P = NONE
    """Between cue and date: the date belongs to another event at the place (", where ... in 2019")."""
    then: P = NONE
    """Beginning of a sentence that continues on the same day ("Then he")."""
    listed_days: P = NONE
    """Between two days with an event on each."""
    said_before: P = NONE
    """Right before a date: the date of the report ("KCNA said on")."""
    said_after: P = NONE
    """Right after a date: the date of the report."""
    pictured: P = NONE
    """Right before a date: the date of a picture, not of what it shows ("a photo released on")."""
    pictured_words: tuple[str, ...] = ()
    since_after: P = NONE
    """Right after a date: the beginning of a time without such events, in languages that mark this there."""
    first_since: P = NONE
    """Before a date: the beginning of a time without such events ("the first since")."""
    day_label: P = NONE
    """In notes, right before the day of what the note is about ("(date)")."""
    held_after: P = NONE
    """Right after the place of an item of a note: what the note's heading announces was held there."""
    place_label: P = NONE
    """In notes, right before the place of what the note is about ("(place)")."""
    ahead: P = NONE
    """Before a date: something is expected or to be done by then ("the storm is expected to arrive on")."""
    ahead_words: tuple[str, ...] = ()
    clock: P = NONE
    """A time of day; without a day of its own it is that of the day on which it is reported."""
    each: P = NONE
    """Places and days of two lists belong together in pairs ("respectively")."""
    stretch: P = NONE
    """Between the first and the last day of a period."""
    dated_words: tuple[str, ...] = ()
    """Words of dates; a sentence in Latin letters without these and without digits has no date."""
