"""Whether a sentence reports what a cue names, or only speaks of it: as a plan, a wish, or the topic of talks."""

from __future__ import annotations

from geo.languages.combined import Patterns
from geo.model.event_types import OTHER, EventTypes, Role
from geo.reference.lexicon import Lexicon
from geo.text.scripts import Script
from geo.text.spans import Hit

from .words import beginnings, either_case, has_any

__all__ = ["Modality"]

_NO_EVENT = ("none", "void", "same")
_LEAD = 80
"""Number of characters before a cue that are read."""
_PURPOSES: tuple[Role, ...] = ("occasion", "opening", "start")
"""Roles of types that are also reported as the purpose of a ceremony ("held to inaugurate")."""
_BY_VERB: tuple[Role, ...] = ("force", "output", "works")
"""Roles of types with cues that may be participles ("the deal for dismantling")."""


class Modality:
    """Tells cues of happenings from those of plans, wishes and topics.

    Parameters
    ----------
    patterns : Patterns
        Patterns of all languages of the text.
    lexicon : Lexicon
        For the cues, which are sorted into nouns and verbs.
    types : EventTypes
        For the types with certain roles.
    """

    def __init__(self, patterns: Patterns, lexicon: Lexicon, types: EventTypes) -> None:
        self._says = patterns.modality
        self._purposes = frozenset(map(types.role, _PURPOSES))
        self._by_verb = frozenset(map(types.role, _BY_VERB)) | {OTHER}
        cues = [cue for words in lexicon.section("event").values() for cue in words]
        self._nouns = either_case(cue for cue in cues if self._says.noun.fullmatch(cue))
        self._past = either_case(cue for cue in cues if self._says.past.fullmatch(cue)) - self._nouns
        self._participles = either_case(
            cue
            for cue in cues
            if cue.endswith("ing") or (cue.partition(" ")[0].endswith("ing") and cue not in self._nouns)
        )
        bare = (cue for cue in cues if not cue.partition(" ")[0].endswith(("ing", "ed", "s")))
        self._bare = either_case(bare) - self._nouns - self._past

    def spoken_of(self, sentence: str, cue: Hit, start: int) -> bool:
        """Whether a sentence only speaks of what a cue names ("the threat to close the zone").

        Parameters
        ----------
        sentence : str
        cue : Hit
        start : int
            Offset of the sentence in the text, from which the offsets of the cue count.
        """
        if cue.term.script is not Script.LATIN or cue.term.cue in _NO_EVENT:
            return False
        at, end = cue.start - start, cue.end - start
        if at and sentence[at - 1] == "-":
            return True  # "a home-visiting group"
        lead, word, says = sentence[max(0, at - _LEAD) : at], sentence[at:end], self._says
        if lead.endswith(says.infinitive_ends) and says.kept.search(lead):
            return False
        starts = beginnings(lead)
        if word in self._past:
            if not starts.isdisjoint(says.past_starts) and says.past_unreal.search(lead):
                return True
        elif not starts.isdisjoint(says.unreal_starts) and says.unreal.search(lead):
            return says.done.match(sentence, end) is None
        if word in self._bare:
            purpose = cue.term.cue in self._purposes or not lead.endswith(says.infinitive_ends)
            if not purpose and says.infinitive.search(lead):
                return says.done.match(sentence, end) is None
        if lead.endswith(says.known_ends) and says.known.search(lead):
            return True
        if has_any(says.lasting_words, sentence) and says.lasting.match(sentence, end):
            return True
        if word in self._nouns and (
            says.attribute.match(sentence, end)
            or (
                has_any(says.supposed_words, sentence[end : end + 110]) and says.supposed.match(sentence, end)
            )
            or (not starts.isdisjoint(says.topic_starts) and says.topic.search(lead))
        ):
            return True
        by_verb = cue.term.cue in self._by_verb and word in self._participles
        return by_verb and lead.endswith(says.gerund_ends) and says.gerund.search(lead) is not None

    def of_main_clause(self, sentence: str, cues: list[Hit], start: int) -> list[Hit]:
        """Cues without those of relative clauses, where the main clause has cues of its own."""
        if len(cues) < 2 or not has_any(self._says.aside_words, sentence):
            return cues
        main = [h for h in cues if not self._in_relative_clause(sentence, h, start)]
        return main if any(h.term.cue not in _NO_EVENT for h in main) else cues

    def _in_relative_clause(self, sentence: str, cue: Hit, start: int) -> bool:
        at = cue.start - start
        lead = sentence[max(0, at - _LEAD) : at]
        latin = cue.term.script is Script.LATIN and has_any(self._says.aside_words, lead)
        return latin and self._says.aside.search(lead) is not None
