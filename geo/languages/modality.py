"""Patterns for what a sentence only speaks of, without reporting it: plans, wishes, topics of talks.

The block is one of those of :mod:`geo.languages.wording`, which explains how they are written. All its patterns are
matched around a cue, which is a word of the word lists that may report an event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

__all__ = ["NONE", "Modality", "P"]

P = TypeVar("P")
"""``str`` in a pack, ``re.Pattern[str]`` in a combined block."""

NONE: Any = ""
"""The empty pattern, for wordings that a language does not have."""


@dataclass(frozen=True, slots=True)
class Modality(Generic[P]):
    """Whether the words around a cue report a happening."""

    noun: P = NONE
    """A whole cue of the word list that is a noun, so that its sentence may only speak of the matter ("launch of")."""
    past: P = NONE
    """A whole cue that is a verb in the past tense, which no wish governs ("agreed to talks and fired a missile")."""
    past_unreal: P = NONE
    """Right before such a verb: it is no past tense after all ("would have fired")."""
    unreal: P = NONE
    """Right before any other cue: it is wished, offered, ordered or possible ("agreed to", "instead of")."""
    unreal_starts: frozenset[str] = frozenset()
    """The first four letters of the words with which ``unreal`` begins; the same for the other fields of that name."""
    past_starts: frozenset[str] = frozenset()
    infinitive_ends: tuple[str, ...] = ()
    """The last characters before such a cue; the pattern ``infinitive`` is tried only there."""
    infinitive: P = NONE
    """Right before a cue: it is what something is for ("the offer to dismantle"), unless it is begun ("began to")."""
    kept: P = NONE
    """Right before such a cue: the plan or promise was carried out ("followed through on the pledge to")."""
    done: P = NONE
    """After a cue that is ordered or agreed: it was carried out ("ordered a test-fire ... and oversaw it")."""
    gerund: P = NONE
    """Right before a cue that is a participle: it is the object of a preposition ("the deal for dismantling")."""
    gerund_ends: tuple[str, ...] = ()
    topic: P = NONE
    """Right before a noun: the sentence only speaks of it ("in exchange for the", "ready for a sixth")."""
    topic_starts: frozenset[str] = frozenset()
    attribute: P = NONE
    """Right after a noun: it is the attribute of another noun ("test site", "relief agency")."""
    supposed: P = NONE
    """After a noun: what would be the case ("a launch from there would reach")."""
    supposed_words: tuple[str, ...] = ()
    aside: P = NONE
    """Before a cue: it is in a relative clause, which counts where the main clause tells nothing (", which was")."""
    aside_words: tuple[str, ...] = ()
    known: P = NONE
    """Before a cue: an experience of many years or a state, and no single happening ("all six tests have")."""
    known_ends: tuple[str, ...] = ()
    """The last characters before such a cue; the pattern ``known`` is tried only there."""
    lasting: P = NONE
    """After a cue: a state that lasts for years ("for almost two years")."""
    lasting_words: tuple[str, ...] = ()
