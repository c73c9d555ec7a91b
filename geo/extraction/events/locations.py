"""The places of an event among all places that its sentence names.

A sentence also names places where people come from or are sent, and the province of a county. The words before
and after a name show which of these it is.
"""

from __future__ import annotations

import re

from geo.languages.combined import Patterns
from geo.model.entities import Mention
from geo.model.event_types import EventTypes

from .words import has_any

__all__ = ["Locator"]


class Locator:
    """Selects, from the places named in a sentence, those at which its event happened.

    Parameters
    ----------
    patterns : Patterns
        Patterns of all languages of the text.
    types : EventTypes
        For the traits of each type.
    """

    def __init__(self, patterns: Patterns, types: EventTypes) -> None:
        self._says, self._types = patterns.locations, types
        self._leads: dict[str, tuple[re.Pattern[str], ...]] = {
            word: tuple(getattr(self._says, name) for name in names)
            for word, names in self._says.leads.items()
        }

    def places_of(
        self, raw: str, mentions: list[Mention], kind: str, start: int = 0
    ) -> list[tuple[Mention, str | None]]:
        """One mention for each place at which the event of a sentence happened.

        Parameters
        ----------
        raw : str
            The whole text.
        mentions : list of Mention
            The places that the sentence names, in order.
        kind : str
            Event type; its traits say which places count and whether two sites of a county are two events.
        start : int
            Offset of a clause of the sentence, whose places are these; the words before it say nothing of them.

        Returns
        -------
        list of (Mention, str or None)
            Each place with the name of the site there.
        """
        if not mentions:
            return []
        mentions = self._not_beside(raw, self._not_origins(raw, mentions, kind, start))
        found: dict[str, tuple[Mention, str | None]] = {}
        for index, mention in enumerate(mentions):
            if mention.kind == "natural" and not (mention.adm2 or self._is_mountain(mention)):
                continue
            if mention.kind == "adm1" and self._holds(raw, mentions, index):
                continue
            if mention.kind == "adm2" and self._is_parent(raw, mention, mentions[index + 1 : index + 2]):
                continue
            key = mention.adm2 or mention.adm1 or ""
            site = _site_name(mention)
            held = found.get(key)
            if (
                held
                and raw[held[0].end : mention.start] not in self._says.next
                and self._another(held[0], mention, kind)
            ):
                found[f"{key}/{mention.surface}"] = (mention, site)
            elif held is None or (site and held[1] is None):
                found[key] = (mention, site)
            elif held[0].kind in ("adm1", "adm2") and mention.kind in ("locality", "natural"):
                found[key] = (mention, held[1])
        return list(found.values())

    def _another(self, held: Mention, mention: Mention, kind: str) -> bool:
        """Whether a second place in the same county is a second event of that type."""
        if held.kind == mention.kind == "site":
            return self._types.has(kind, "several-sites") and held.surface != mention.surface
        spots = {"locality", "natural", "site"}
        return self._types.has(kind, "armed") and {held.kind, mention.kind} <= spots

    def _is_aside(self, raw: str, mention: Mention, kind: str) -> bool:
        """Whether the words after a place say that the event was not there: "fell into the sea off Wonsan"."""
        if (
            mention.kind == "adm1"
            and self._types.has(kind, "several-sites")
            and self._says.for_example.match(raw, mention.end)
        ):
            return True
        if self._says.learnt.match(raw, mention.end):
            return True
        if self._types.has(kind, "launched"):
            return self._says.fell.match(raw, mention.end) is not None
        return (
            not self._types.has(kind, "by-people")
            and self._says.people_of.match(raw, mention.end) is not None
        )

    def _is_origin(self, lead: str, kind: str) -> bool:
        """Whether the words before a place say that the event was not there: "goods sent to Anju"."""
        clause = lead[max(lead.rfind("."), lead.rfind(";")) + 1 :]
        elsewhere = not self._types.has(kind, "at-origin")
        # "He inspected the farm, adding that the mill in Anju ...": what was said there is about another place
        if elsewhere and has_any(self._says.clauses, clause):
            return True
        # The last word before the place decides which patterns are tried: "workers of", "sent to", "arrived from".
        last = self._last_word(lead)
        if last not in self._leads:
            return (
                elsewhere
                and last in self._says.compared_words
                and self._says.compared.search(lead) is not None
            )
        if has_any(self._says.driven_words, clause) and self._says.driven_out.search(clause):
            return False
        if has_any(self._says.source_words, lead) and self._says.source.search(lead):
            return True
        if elsewhere and has_any(self._says.likened_words, lead) and self._says.likened.search(lead):
            return True
        if self._types.has(kind, "not-from") and last in self._says.from_word:
            return True
        if not self._types.has(kind, "several-sites"):
            # "Workers from Anju are building": they came to work elsewhere
            come = last in self._says.from_word and self._says.people_from.search(lead) is not None
            return self._types.has(kind, "work") and (come or self._says.sent_to.search(lead) is not None)
        if last in self._says.of_word and self._says.to_people.search(lead):
            return False
        if (
            self._types.has(kind, "armed")
            and has_any(self._says.from_word, lead)
            and self._says.fired_from.search(lead)
        ):
            return False
        return any(p.search(lead) for p in self._leads[last])

    def _is_posting(self, raw: str, mention: Mention, lead: str, kind: str) -> bool:
        """Whether people sent to a place are at work there: "builders dispatched to Anju are building houses"."""
        works = self._types.has(kind, "work") and self._says.posted.search(lead) is not None
        return works and self._says.at_work.match(raw, mention.end) is not None

    def _last_word(self, lead: str) -> str:
        """The last word before a place, without an article."""
        words = lead[-24:].split()
        return (
            words[-2] if len(words) > 1 and words[-1] in self._says.articles else words[-1] if words else ""
        )

    def _not_origins(self, raw: str, mentions: list[Mention], kind: str, start: int) -> list[Mention]:
        """Places without those that people are from ("officials of the A Mill") or are sent to."""
        kept: list[Mention] = []
        before: Mention | None = None
        for mention in mentions:
            lead = raw[max(start, mention.start - 140) : mention.start]
            listed = before is not None and self._says.listed.fullmatch(raw, before.end, mention.start)
            origin = self._is_origin(lead, kind) and not self._is_posting(raw, mention, lead, kind)
            aside = origin or self._is_aside(raw, mention, kind)
            if (
                listed
                or aside
                or self._within(raw, before, mention)
                or self._in_dropped(raw, before, mention)
            ):
                before = mention
            else:
                kept.append(mention)
                before = None
        return kept

    def _not_beside(self, raw: str, mentions: list[Mention]) -> list[Mention]:
        """Places without those by which others are only described ("370 km north of Anju", "near Anju").

        What is near a place happened there where the sentence names no better one.
        """
        kept: list[Mention] = []
        beside: list[Mention] = []
        for mention in mentions:
            lead = raw[max(0, mention.start - 90) : mention.start]
            lead = lead[max(lead.rfind(". "), lead.rfind(";"), lead.rfind("\n")) + 1 :]
            if has_any(self._says.measured_words, lead) and self._says.measured.search(lead):
                continue
            if has_any(self._says.beside_words, lead) and self._says.beside.search(lead):
                beside.append(mention)
            kept.append(mention)
        if not beside:
            return kept
        parents, units = {m.adm1 for m in beside}, {m.adm2 for m in beside}
        others = [
            m
            for m in kept
            if m.adm2 not in units
            and not (m.kind == "adm1" and m.adm1 in parents)
            and not (m.kind == "natural" and m.adm2 is None)
        ]
        return [m for m in kept if m not in beside] if others else kept

    def _within(self, raw: str, before: Mention | None, mention: Mention) -> bool:
        """Whether a mention is the province of the place before it, which was dropped."""
        return bool(
            before
            and mention.kind == "adm1"
            and before.kind != "adm1"
            and self._says.of.fullmatch(raw, before.end, mention.start)
        )

    def _in_dropped(self, raw: str, before: Mention | None, mention: Mention) -> bool:
        """Whether a mention is in the unit right before it, which was dropped."""
        if before is None:
            return False
        inside = (
            mention.adm1 == before.adm1
            if before.kind == "adm1"
            else mention.adm2 == before.adm2 and mention.kind == "locality"
        )
        return (
            inside
            and raw[before.end : mention.start] in self._says.next
            and not raw[before.end : mention.start].startswith(",")
        )

    def _is_mountain(self, mention: Mention) -> bool:
        return mention.adm1 is not None and self._says.mountain.fullmatch(mention.surface) is not None

    def _is_parent(self, raw: str, city: Mention, after: list[Mention]) -> bool:
        """Whether a city stands right before a county, as its parent (개성시 장풍군)."""
        return any(
            other.kind == "adm2" and other.adm2 != city.adm2 and raw[city.end : other.start] in self._says.next
            and not raw[city.end : other.start].startswith(",")
            for other in after
        )  # fmt: skip

    def _holds(self, raw: str, mentions: list[Mention], index: int) -> bool:
        """Whether a province only locates another place of the sentence, and is no item of a list."""
        province = mentions[index]
        for other in mentions[max(0, index - 8) : index + 9]:
            if other.adm1 != province.adm1 or other.kind == "adm1":
                continue
            if other.end <= province.start and self._says.apposed.fullmatch(raw, other.end, province.start):
                return True
            if other.start >= province.end and not self._says.and_more.match(raw, province.end):
                return True
        return False

    def site_phrase(self, raw: str, mention: Mention, start: int) -> str | None:
        """A site without a proper name, by the words before the place: "pump factory" in "the pump factory in Anju"."""
        begin = max(start, mention.start - 90)
        if begin > start:
            begin = raw.find(" ", begin, mention.start) + 1 or mention.start
        near = raw[begin : mention.start]
        matches = list(self._says.generic_site.finditer(near))
        if not matches:
            return None
        phrase = matches[-1].group().strip()
        left = phrase.split()
        while left and left[0] in self._says.function:
            left.pop(0)
        return " ".join(left) or None


def _site_name(mention: Mention) -> str | None:
    """Name of a site as the text has it, with the word that it shares with others of a list ("A and B farms")."""
    if mention.kind != "site":
        return None
    longer = mention.name.startswith(mention.surface) and len(mention.name) > len(mention.surface)
    return mention.name if longer else mention.surface
