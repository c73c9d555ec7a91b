"""What one sentence tells: of what kind, and who was there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from geo.languages.combined import Patterns
from geo.model.event_types import EventTypes
from geo.reference.lexicon import Lexicon
from geo.text.spans import Hit

__all__ = ["Classifier", "has_any"]


def has_any(words: Iterable[str], text: str) -> bool:
    """Whether a text has one of some words: a quick look before a pattern is tried.

    Examples
    --------
    >>> has_any(("here", " home"), "left for home"), has_any((), "left for home")
    (True, False)
    """
    return any(word in text for word in words)


class Classifier:
    """Gives sentences the type of the event that they tell, and says who was there.

    Parameters
    ----------
    patterns : Patterns
        What the languages say.
    lexicon : Lexicon
        For the names of weapons.
    types : EventTypes
        Which cue of several goes first, and what each type asks of its sentence.
    """

    def __init__(self, patterns: Patterns, lexicon: Lexicon, types: EventTypes) -> None:
        self._says = patterns.events
        self._weapon = re.compile(
            "|".join(map(re.escape, lexicon.list("weapon", "words"))), re.IGNORECASE
        )  # "Satellite Launch"
        self._order = types.by_cue()
        self._first = frozenset(types.having("first"))
        self._stages = self._first & frozenset(types.having("builds"))
        self._urged = frozenset(types.having("urged"))
        self._referred = frozenset(types.having("referred-to"))

    def type_of(self, text: str, hits: Sequence[Hit]) -> str | None:
        """Type of the event that a short text tells of; None where it has no cue."""
        leader = any(h.term.person == "leader" for h in hits)
        return self.sentence_type(text, 0, [h for h in hits if h.term.cue], leader)

    def sentence_type(
        self, sentence: str, start: int, cues: list[Hit], leader: bool, before: str | None = None
    ) -> str | None:
        """The type of a sentence's most telling cue; None where it only sends words or plans.

        ``before`` is the type last told of, which "the launches" go on about.
        """
        cues = [
            h
            for h in cues
            if not self._planned(sentence, h.start - start)
            and not self._says.undone.match(sentence, h.end - start)
            and not self._recalled(sentence, h, start)
        ]
        kinds = {h.term.cue for h in cues}
        if not kinds or "void" in kinds:
            return None
        envoy = has_any(self._says.envoy_words, sentence) and self._says.envoy.search(sentence) is not None
        held = envoy or ("none" in kinds and "ceremony" in kinds and self._says.held.search(sentence))
        refused = "none" in kinds and not held
        if "weapons-test" in kinds and not self._armed(sentence, before):
            kinds.discard("weapons-test")
            if self._says.artillery.search(sentence):
                kinds.add("military")
        told = self._first_told(sentence, start, cues, kinds)
        if told:
            return told
        for kind in self._order:
            if kind not in kinds or kind in self._first:
                continue
            if refused:
                return None
            if kind == "inspection" and self._says.homage.search(sentence):
                return "ceremony"
            if kind == "inspection":
                used = [h for h in cues if h.term.cue == kind]
                if not leader and all(
                    sentence[h.start - start : h.end - start] in self._says.went for h in used
                ):
                    continue
                if all(
                    sentence[h.start - start : h.end - start].casefold() in self._says.visit for h in used
                ):
                    led = leader or (
                        before == "inspection" and self._says.goes_on_round.match(sentence) is not None
                    )
                    return self._visit(sentence, start, cues, used[0], led)
            if kind == "diplomacy" and not envoy and self._says.mail.search(sentence):
                continue
            if kind == "diplomacy" and not envoy:
                if self._aided(sentence):
                    return "relief"
                if leader and self._says.met.search(sentence):
                    return kind
                if has_any(self._says.weather_words, sentence) and self._says.weather.search(sentence):
                    continue
                return (
                    "other"
                    if not self._says.guest.search(sentence) or self._says.friends.search(sentence)
                    else kind
                )
            if (
                kind in self._urged
                and has_any(self._says.agitation_words, sentence)
                and self._says.agitation.search(sentence)
            ):
                return "ceremony" if self._says.art.search(sentence) else "other"
            if kind in self._referred and not any(
                self._tells(h, sentence, start) for h in cues if h.term.cue == kind
            ):
                continue
            if kind == "ceremony" and envoy:
                return "diplomacy"
            if kind == "other" and self._says.praised.search(sentence):
                return None
            return kind
        return None

    def second_telling(self, sentence: str, start: int, cues: list[Hit], kind: str) -> Hit | None:
        """The cue of another opening or ground-breaking that a sentence tells of beside its main happening."""
        if kind not in self._first:
            return None
        return next(
            (
                h
                for h in cues
                if h.term.cue in self._stages
                and h.term.cue != kind
                and not self._says.since.search(sentence[max(0, h.start - start - 60) : h.start - start])
            ),
            None,
        )

    def leads(self, raw: str, start: int, end: int, leaders: list[Hit], cue: Hit) -> bool:
        """Whether the leader is there, not only named ("under the guidance of Kim Jong Un")."""
        named = bool(leaders) or has_any(self._says.leader_marks, raw[start:end])
        if not named or self._says.absent.search(raw, start, end):
            return False
        if self._says.present.search(raw, start, end):
            return True
        return any(
            self._says.acts.match(raw, hit.end)
            or (
                hit.start < cue.start
                and not self._says.as_object.search(raw[max(start, hit.start - 60) : hit.start])
                and not self._says.as_object_after.match(raw, hit.end)
            )
            for hit in leaders
        )

    def attends(self, raw: str, leader: Hit) -> bool:
        """Whether a leader, where a hit names him, is said to be at what was just told."""
        return self._says.attends.match(raw, leader.end) is not None

    def actors_of(self, raw: str, start: int, end: int, leaders: Iterable[Hit], leader: bool) -> list[str]:
        """Persons named in a sentence, the leader first; leaders by their own hits, whatever is glued to them."""
        sentence = raw[start:end]
        for hit in leaders:
            sentence = (
                sentence[: hit.start - start] + " " * (hit.end - hit.start) + sentence[hit.end - start :]
            )
        return list(
            dict.fromkeys([*(["Kim Jong Un"] if leader else []), *self._says.person.findall(sentence)])
        )

    def _planned(self, sentence: str, at: int) -> bool:
        """Whether what a cue tells of is still to come ("is to leave", "would be inaugurated") or is denied."""
        lead = max(0, at - 70)
        if self._says.planned.search(sentence, lead, at) or self._says.denied.search(sentence, lead, at):
            return True
        return (
            has_any(self._says.task_words, sentence) and self._says.task.search(sentence, 0, at) is not None
        )

    def _recalled(self, sentence: str, cue: Hit, start: int) -> bool:
        """Whether a cue is only what an anniversary is of ("the tenth anniversary of his field guidance")."""
        at = cue.start - start
        if cue.term.cue == "inauguration" and (
            sentence.endswith(self._says.relative, 0, at)
            or self._says.seen.search(sentence, max(0, at - 60), at)
        ):
            return True  # "both of which were built on", "inspected the newly built farm"
        if cue.term.cue == "ceremony" or not has_any(self._says.anniversary_words, sentence):
            return False
        return self._says.anniversary.search(sentence, max(0, at - 120), at) is not None

    def _armed(self, sentence: str, before: str | None) -> bool:
        """Whether what is launched or fired is a weapon under test, named here or told of before."""
        named = before == "weapons-test" or self._weapon.search(sentence) is not None
        return named and not self._only_guns(sentence)

    def _only_guns(self, sentence: str) -> bool:
        """Whether what is fired is shells: an exercise or a provocation, no test of a weapon."""
        return self._says.artillery.search(sentence) is not None and not self._says.missile.search(sentence)

    def _aided(self, sentence: str) -> bool:
        """Whether those who bring help are at work in a sentence."""
        return has_any(self._says.aid_words, sentence) and self._says.aid.search(sentence) is not None

    def _visit(self, sentence: str, start: int, cues: list[Hit], visit: Hit, leader: bool) -> str:
        """What a visit is: homage, an inspection where leader or officials of the country pay it, else no more."""
        if self._says.solemn.search(sentence) or (leader and self._says.memorial.search(sentence)):
            return "ceremony"
        before = sentence[: visit.start - start]
        if leader or (self._says.official.search(before) and not self._says.foreign.search(before)):
            return "inspection"
        if self._aided(sentence):
            return "relief"
        first = min(cues, key=lambda h: h.start)
        kinds = {h.term.cue for h in cues} - {"inspection", "none", "same", "diplomacy"}
        if first.term.cue == "inspection":
            return "other"
        return next((k for k in self._order if k in kinds), "other")

    def _tells(self, cue: Hit, sentence: str, start: int) -> bool:
        """Whether a cue tells of a happening and does not only refer to one."""
        at = cue.start - start
        if cue.term.cue == "production":
            return not self._says.product.match(sentence, cue.end - start)
        return not self._says.referred.search(sentence[max(0, at - 40) : at])

    def _first_told(self, sentence: str, start: int, cues: list[Hit], kinds: set[str]) -> str | None:
        """The first test, ground-breaking or inauguration of a sentence that is no mere date for another."""
        told = [
            h
            for h in cues
            if h.term.cue in self._first
            and h.term.cue in kinds
            and not self._says.unbuilt.match(sentence, h.end - start)
        ]
        main = [
            h
            for h in told
            if not self._says.since.search(sentence[max(0, h.start - start - 60) : h.start - start])
        ]
        return next((h.term.cue for h in main or told), None)
