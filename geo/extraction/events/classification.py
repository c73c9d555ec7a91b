"""Type of the event that a sentence reports, and the people in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from geo.languages.combined import Patterns
from geo.model.event_types import OTHER, EventTypes
from geo.reference.lexicon import Lexicon
from geo.text.dates import NOTHING
from geo.text.spans import Hit

from .modality import Modality
from .words import either_case, has_any

__all__ = ["Classifier"]


class Classifier:
    """Finds the event type and the people of a sentence.

    Parameters
    ----------
    patterns : Patterns
        Patterns of all languages of the text.
    lexicon : Lexicon
        For the names of weapons.
    types : EventTypes
        For the rank of each type among several cues, and its traits.
    """

    def __init__(self, patterns: Patterns, lexicon: Lexicon, types: EventTypes) -> None:
        self._says = patterns.events
        self._weapon = re.compile(
            "|".join(map(re.escape, lexicon.list("weapon", "words"))) or NOTHING, re.IGNORECASE
        )  # "Satellite Launch"
        self._leaders = tuple(lexicon.list("person", "leaders"))
        self._order = types.by_cue()
        role = types.role
        self._visit, self._contact, self._occasion = role("visit"), role("contact"), role("occasion")
        self._shot, self._force, self._harm, self._aid = (
            role("shot"),
            role("force"),
            role("harm"),
            role("aid"),
        )
        self._works, self._opening, self._output = role("works"), role("opening"), role("output")
        self._refined_types = (self._force, OTHER)
        self._first = frozenset(types.having("first"))
        self._stages = self._first & frozenset(types.having("builds"))
        self._modality = Modality(patterns, lexicon, types)
        tests = lexicon.section("event").get(self._shot, ())
        self._sure = either_case(cue for cue in tests if self._says.armed.fullmatch(cue))
        countries = "|".join(map(re.escape, lexicon.list("foreign", "words"))) or NOTHING
        self._abroad = re.compile(
            rf"(?:{self._says.before_country.pattern}){{0,3}} (?:{countries})(?={self._says.after_country.pattern})"
        )
        self._urged = frozenset(types.having("urged"))
        self._referred = frozenset(types.having("referred-to"))

    def type_of(self, text: str, hits: Sequence[Hit]) -> str | None:
        """Type of the event that a short text reports; None where it has no cue."""
        leader = any(h.term.person == "leader" for h in hits)
        return self.sentence_type(text, 0, [h for h in hits if h.term.cue], leader)

    def sentence_type(
        self, sentence: str, start: int, cues: list[Hit], leader: bool, before: str | None = None
    ) -> str | None:
        """The event type of a sentence; None where it reports no event, but a message or a plan.

        Parameters
        ----------
        sentence : str
        start : int
            Offset of the sentence in the text, from which the offsets of the cues count.
        cues : list of Hit
        leader : bool
            Whether the leader acts in it.
        before : str or None
            Type of the last event, to which a phrase such as "the launches" may refer.
        """
        cues = self._telling(sentence, start, cues)
        kind = self._type(sentence, start, cues, leader or self._by_surname(sentence), before)
        return self._refined(kind, sentence, start, cues, before) if kind in self._refined_types else kind

    def _telling(self, sentence: str, start: int, cues: list[Hit]) -> list[Hit]:
        """Cues that report a happening, without those of plans, recollections and topics."""
        reporting = [
            h
            for h in cues
            if not self._planned(sentence, h.start - start)
            and not self._says.undone.match(sentence, h.end - start)
            and not self._recalled(sentence, h, start)
            and not self._modality.spoken_of(sentence, h, start)
        ]
        if any(h.term.cue == "void" for h in reporting):
            reporting = self._apart_from_possible(sentence, reporting, start)
        return self._modality.of_main_clause(sentence, reporting, start)

    def _apart_from_possible(self, sentence: str, cues: list[Hit], start: int) -> list[Hit]:
        """Cues of clauses told as facts, where only the last clause is possible ("flooded, and may be damaged")."""
        ends = self._says.finished
        for void in (h for h in cues if h.term.cue == "void"):
            at = void.start - start
            if self._says.possible.search(sentence, max(0, at - 4), at):
                ends = self._says.asserted
        return [h for h in cues if ends.match(sentence, h.end - start)] or cues

    def _refined(self, kind: str, sentence: str, start: int, cues: list[Hit], before: str | None) -> str:
        """The type where it depends on what was moved, demolished or held ("the test took place")."""
        says = self._says
        words = {sentence[h.start - start : h.end - start].casefold() for h in cues if h.term.cue == kind}
        if words & says.burst and says.missile.search(sentence):
            return self._shot
        if kind == self._force:
            return self._refined_military(kind, words, sentence) if words else kind
        if words & says.moved and self._weapon.search(sentence):
            return self._force
        if before and words and words <= says.took_place and says.goes_on.match(sentence):
            return before
        held = any(
            says.tested.search(sentence[max(0, h.start - start - 80) : h.start - start])
            for h in cues
            if h.term.cue == kind and sentence[h.start - start : h.end - start] in says.took_place
        )
        return self._shot if held else kind

    def _refined_military(self, kind: str, words: set[str], sentence: str) -> str:
        """The type where things were destroyed or people moved: only armed forces make that a military event."""
        says = self._says
        if words <= says.razed:
            if says.ruined.search(sentence):
                return self._harm
            return kind if says.frontier.search(sentence) else OTHER
        return OTHER if words <= says.unarmed and not says.forces.search(sentence) else kind

    def _type(
        self, sentence: str, start: int, cues: list[Hit], leader: bool, before: str | None
    ) -> str | None:
        """The event type by the cues that report a happening."""
        kinds = {h.term.cue for h in cues}
        launched: str | None = None
        if not kinds or "void" in kinds:
            return None
        envoy = has_any(self._says.envoy_words, sentence) and self._says.envoy.search(sentence) is not None
        # A word such as "message" rules out an event, unless an envoy hands it over or "a meeting was held".
        held = envoy or ("none" in kinds and self._occasion in kinds and self._says.held.search(sentence))
        refused = "none" in kinds and not held
        # "launched" alone is no test ("launched a campaign"), and fired shells are an exercise.
        if self._shot in kinds and not self._armed(sentence, start, cues, before):
            kinds.discard(self._shot)
            if self._says.artillery.search(sentence):
                kinds.add(self._force)
            elif self._says.ship.search(sentence):
                launched = OTHER if self._says.failure.search(sentence) else self._occasion
        first = self._first_type(sentence, start, cues, kinds)
        if first:
            return first
        for kind in self._order:
            if kind not in kinds or kind in self._first:
                continue
            if refused:
                return None
            if kind == self._visit and self._says.homage.search(sentence):
                return self._occasion
            if kind == self._visit:
                used = [h for h in cues if h.term.cue == kind and not self._passive(sentence, h, start)]
                if not used:
                    continue
                # "went to", "arrived at": an inspection only where the leader does so
                words = {sentence[h.start - start : h.end - start].casefold() for h in used}
                if self._abroad_only(sentence, start, used) or (
                    words <= self._says.witnessed and (launched or len(kinds - {"none", "same"}) > 1)
                ):
                    continue
                if not leader and words <= self._says.went:
                    if self._says.traveller.search(sentence, 0, used[0].start - start):
                        return self._contact
                    continue
                if not leader:
                    used = [
                        h for h in used if sentence[h.start - start : h.end - start] not in self._says.went
                    ]
                # "visited", "toured": depends on who comes, or "Going round the factory" goes on with an inspection
                if all(
                    sentence[h.start - start : h.end - start].casefold() in self._says.visit for h in used
                ):
                    led = leader or (
                        before == self._visit and self._says.goes_on_round.match(sentence) is not None
                    )
                    return self._type_of_visit(sentence, start, cues, used[0], led)
            if kind == self._contact and not envoy and self._says.mail.search(sentence):
                continue  # "received a letter from"
            if kind == self._contact and not envoy:
                if self._aided(sentence):
                    return self._aid
                if leader and self._says.met.search(sentence):
                    own = self._says.fellows.search(sentence) and not self._says.guest.search(sentence)
                    return self._occasion if own else kind
                if has_any(self._says.weather_words, sentence) and self._says.weather.search(sentence):
                    continue  # "received 100 mm of rain"
                return (
                    OTHER
                    if not self._says.guest.search(sentence) or self._says.friends.search(sentence)
                    else kind
                )
            # "information workers urged the miners to produce more": a lecture or show, not production
            if (
                kind in self._urged
                and has_any(self._says.agitation_words, sentence)
                and self._says.agitation.search(sentence)
            ):
                return self._occasion if self._says.art.search(sentence) else OTHER
            if kind in self._referred and not any(
                self._reports(h, sentence, start) for h in cues if h.term.cue == kind
            ):
                continue
            if kind == self._harm and self._says.artificial.search(sentence):
                return self._shot
            if kind == self._works and self._harm in kinds and self._harmed(sentence):
                return self._harm
            if kind == self._occasion and envoy:
                return self._contact
            if kind == self._occasion and self._past_deeds(sentence, start, cues):
                continue
            if kind == OTHER and self._says.praised.search(sentence):
                return None  # "the cooks were highly appreciated"
            return kind
        return launched

    def second_stage(self, sentence: str, start: int, cues: list[Hit], kind: str) -> Hit | None:
        """The cue of a second stage of building that a sentence reports beside its main event.

        "The farm, whose ground was broken on February 15, was inaugurated on October 10."
        """
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
        """Whether the leader is present, and not only named ("under the guidance of Kim Jong Un")."""
        sentence = raw[start:end]
        surname = not leaders and self._by_surname(sentence) and self._means_leader(raw)
        named = bool(leaders) or surname or has_any(self._says.leader_marks, sentence)
        if not named or self._says.absent.search(raw, start, end):
            return False
        if surname:
            return True
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

    def _means_leader(self, raw: str) -> bool:
        """Whether the surname alone means the leader: the text names him, or nobody else of that surname."""
        return has_any(self._leaders, raw) or self._says.other_surname.search(raw) is None

    def attends(self, raw: str, leader: Hit) -> bool:
        """Whether the words after a leader's name say that he was present ("Kim Jong Un cut the tape")."""
        return self._says.attends.match(raw, leader.end) is not None

    def actors_of(self, raw: str, start: int, end: int, leaders: Iterable[Hit], leader: bool) -> list[str]:
        """Persons named in a sentence, the leader first.

        The names of leaders are blanked out first, since another name may follow them without a space.
        """
        letters = list(raw[start:end])
        for hit in leaders:
            letters[hit.start - start : hit.end - start] = " " * (hit.end - hit.start)
        named = self._says.person.findall("".join(letters))
        return list(dict.fromkeys([*(["Kim Jong Un"] if leader else []), *named]))

    def _planned(self, sentence: str, at: int) -> bool:
        """Whether the event of a cue is planned ("is to leave", "would be inaugurated") or denied."""
        says, lead = self._says, sentence[max(0, at - 70) : at]
        if has_any(says.planned_words, lead) and says.planned.search(lead):
            return True
        if has_any(says.denied_words, lead) and says.denied.search(lead):
            return True
        return has_any(says.task_words, sentence) and says.task.search(sentence, 0, at) is not None

    def _harmed(self, sentence: str) -> bool:
        """Whether people came to harm, as by an accident at a construction site."""
        return (
            has_any(self._says.casualty_words, sentence)
            and self._says.casualties.search(sentence) is not None
        )

    def _by_surname(self, sentence: str) -> bool:
        """Whether the leader acts in a sentence that names him by his surname only."""
        return has_any(self._says.surname_words, sentence) and self._says.surname.search(sentence) is not None

    def _past_deeds(self, sentence: str, start: int, cues: Iterable[Hit]) -> bool:
        """Whether what was performed are deeds of the past and no concert ("exploits performed")."""
        ends = [h.start - start for h in cues if h.term.cue == self._occasion]
        return all(self._says.exploits.search(sentence, max(0, end - 80), end) for end in ends)

    def _passive(self, sentence: str, visit: Hit, start: int) -> bool:
        """Whether a journey is only the circumstance of another event ("efforts supervised by the leader")."""
        return sentence[visit.start - start : visit.end - start] in self._says.went and sentence.startswith(
            " by", visit.end - start
        )

    def _abroad_only(self, sentence: str, start: int, visits: Iterable[Hit]) -> bool:
        """Whether all visits of a sentence are to other countries ("visited Vietnam")."""
        return all(self._abroad.match(sentence, h.end - start) for h in visits)

    def _recalled(self, sentence: str, cue: Hit, start: int) -> bool:
        """Whether a cue names a past event only ("the tenth anniversary of his field guidance")."""
        at = cue.start - start
        if cue.term.cue == self._opening and (
            sentence.endswith(self._says.relative, 0, at)
            or self._says.seen.search(sentence, max(0, at - 60), at)
        ):
            return True  # "both of which were built on", "inspected the newly built farm"
        if cue.term.cue == self._occasion or not has_any(self._says.anniversary_words, sentence):
            return False
        return self._says.anniversary.search(sentence, max(0, at - 120), at) is not None

    def _armed(self, sentence: str, start: int, cues: list[Hit], before: str | None) -> bool:
        """Whether a weapon under test is fired, named in the sentence or by the event before it."""
        named = (
            before == self._shot
            or self._weapon.search(sentence) is not None
            or any(sentence[h.start - start : h.end - start] in self._sure for h in cues)
        )
        return named and not self._only_guns(sentence)

    def _only_guns(self, sentence: str) -> bool:
        """Whether only shells are fired, which is an exercise or provocation and no weapons test."""
        return self._says.artillery.search(sentence) is not None and not self._says.missile.search(sentence)

    def _aided(self, sentence: str) -> bool:
        """Whether a sentence names aid organisations or relief goods."""
        named = has_any(self._says.aid_words, sentence) and self._says.aid.search(sentence) is not None
        return named and self._says.no_aid.search(sentence) is None

    def _type_of_visit(self, sentence: str, start: int, cues: list[Hit], visit: Hit, leader: bool) -> str:
        """Event type of a visit: ceremony for homage, inspection by the leader or an official, otherwise another."""
        homage = self._says.memorial if leader else self._says.festive
        if self._says.solemn.search(sentence) or homage.search(sentence):
            return self._occasion
        before = sentence[: visit.start - start]
        if leader or (self._says.official.search(before) and not self._says.foreign.search(before)):
            return self._visit
        if self._aided(sentence):
            return self._aid
        first = min(cues, key=lambda h: h.start)
        kinds = {h.term.cue for h in cues} - {self._visit, "none", "same"}
        if first.term.cue == self._visit:
            return OTHER
        if first.term.cue == self._contact and self._says.guest.search(sentence):
            return OTHER if self._says.friends.search(sentence) else self._contact
        kinds.discard(self._contact)
        return next((k for k in self._order if k in kinds), OTHER)

    def _reports(self, cue: Hit, sentence: str, start: int) -> bool:
        """Whether a cue reports an event and does not only refer to one ("at the contest")."""
        at = cue.start - start
        if cue.term.cue == self._output:
            return not self._says.product.match(sentence, cue.end - start)
        return not self._says.referred.search(sentence[max(0, at - 40) : at])

    def _first_type(self, sentence: str, start: int, cues: list[Hit], kinds: set[str]) -> str | None:
        """The first weapons test, ground-breaking or inauguration of a sentence.

        One that only dates another event ("since the factory was inaugurated") counts where there is no other.
        """
        reported = [
            h
            for h in cues
            if h.term.cue in self._first
            and h.term.cue in kinds
            and not self._says.unbuilt.match(sentence, h.end - start)
        ]
        main = [
            h
            for h in reported
            if not self._says.since.search(sentence[max(0, h.start - start - 60) : h.start - start])
        ]
        return next((h.term.cue for h in main or reported), None)
