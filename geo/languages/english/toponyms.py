"""Place names in English text, each with its role.

The same name may be a location, a dateline, part of the name of a person or body, or the capital in the sense of
the government ("Pyongyang said"). Named rules distinguish these here; which place a name means is resolved later,
in :mod:`geo.extraction.resolution.resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.model.entities import Kind
from geo.reference.gazetteer import TYPE_WORDS, Gazetteer
from geo.reference.lexicon import Lexicon
from geo.text.scripts import Script
from geo.text.spans import Hit, Span, word_after, word_before

from .roles import acting, is_addressed, is_class_or_vessel, is_dateline, is_team, is_weapon
from .sites import Sites, korean_like

__all__ = ["EnglishToponyms"]

_TYPES = (
    "County", "City", "Province", "Municipality", "District", "Special City", "Provinces", "Cities", "Counties",
    "county", "city", "province", "district", "Town", "Township",
    "-gun", "-si", "-do", "-namdo", "-bukto", "-guyok", "-up", "-kun", "-to",
)  # fmt: skip
_PLURALS = frozenset(
    "counties cities provinces municipalities districts Counties Cities Provinces Districts".split()
)
_BODIES_OF_EACH = re.compile(r" (?:provincial|municipal|county|city) \w+s\b")
_LIST = re.compile(r"(?:, and |, | and | or |,| & )(?:the )?")
_LOCATIVE = frozenset("in at from to near of around inside into outside through across via the".split())
# Family names that are also English words: at the beginning of a sentence they are not family names.
_ALSO_WORDS = frozenset("In So To An O U No On Sin Song Ma Pan Ham Chon Won Han Ho Ha Ok Min".split())
_STATE_MEDIA = re.compile(r"\((?:KCNA|Rodong)|DPRK(?<!\wDPRK)\b")
_NATURAL = frozenset(["Island", "Islet", "Cavern", "Cave", "Falls", "Waterfall", "Waterfalls", "Gorge"])
_BUREAU = re.compile(r"\b(?:Bureau|Ministry|Commission|Department|Committee) (?:of|for)(?: the)? $")
_FEATURES = _NATURAL - {"Island", "Islet"}
_IN_PROVINCE = re.compile(r"(?:,| in)(?: the)? ((?:North |South )?[A-Z][\w'’-]+)")
"""After a name: the province that holds it."""
_CAPITALS = ("Pyongyang", "Seoul")
_HYPHENED = re.compile(r"-(?:[A-Z]|\d+(?![\d-]))")  # "the Chollima-1 rocket"
_SETTLED = re.compile(r"(?:-(?:ri|ni|dong|rodongjagu|nodongjagu)| Workers['’] District)(?!\w)")
_SIDE = {"North": "South", "South": "North"}


class EnglishToponyms:
    """Finder of place names in English text, built from the word lists of a reference."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._sites = Sites(lexicon)
        names = sorted(map(re.escape, lexicon.list("body", "words")), key=len, reverse=True)
        self._body = re.compile(
            rf"(?:['’]s)?(?: (?:City|County|District|Area|[A-Z][\w'’.-]+)){{0,5}}? (?:{'|'.join(names)})(?!\w)"
        )
        verbs = "|".join(lexicon.list("metonym", "verbs"))
        nouns = "|".join(lexicon.list("metonym", "nouns"))
        more = acting([verbs, *lexicon.list("metonym", "abroad")])
        city = "|".join(lexicon.list("metonym", "city"))
        # What follows the capital where it means the government; reports from abroad use more such wordings.
        self._metonym = {
            False: re.compile(rf" (?:{verbs})(?!\w)|['’]s (?:\w+ )?(?:{nouns})(?!\w)"),
            True: re.compile(
                rf"{more.pattern}|['’]s (?!(?:{city})\b)[a-z]|, which (?:is|has|had|was|also)\b"
            ),
        }
        self._foreign = lexicon.set("foreign", "words")
        self._surnames = lexicon.set("person", "surnames")

    def spans(self, text: str, hits: Sequence[Hit], known: Gazetteer) -> list[Span]:
        """Sites and places named in Latin letters, each with its role."""
        sites = self._sites.spans(text, hits, known)
        abroad = _STATE_MEDIA.search(text, 0, 200) is None
        spans: list[Span] = list(sites)
        at = 0
        for index, hit in enumerate(hits):
            term = hit.term
            if term.script is not Script.LATIN:
                continue
            while at < len(sites) and sites[at].end <= hit.start:
                at += 1
            if at < len(sites) and sites[at].start < hit.end and hit.start < sites[at].end:
                continue
            if term.names and not _other_place_follows(text, hit, known):
                named = self._name(text, hit, abroad, known)
                spans += [named, *_sided(text, named, known)]
            elif term.person == "namesake":
                spans.append(Span(hit.start, hit.end, "adm2", "name-part", rule="person"))
            elif term.suffix or term.area or term.mount:
                span = self._formed(text, hits, index, known)
                if span is not None:
                    if span.kind == "locality":
                        span.names = known.formed.find(span.key)
                    spans.append(span)
        return spans

    def _name(self, text: str, hit: Hit, abroad: bool, known: Gazetteer) -> Span:
        """The span of a known name with its type word and role."""
        names, start, end = hit.term.names, hit.start, hit.end
        unit, stop = _unit(text, end)
        kind: Kind = names[0].place.kind
        span = Span(start, stop, kind, names=names, unit=unit, key=hit.term.person)
        if is_dateline(text, start, end):
            span.role, span.rule = "dateline", "dateline"
            return span
        rule = self._part_of_name(text, span, hit)
        if rule:
            span.role, span.rule = "name-part", rule
        elif not unit and names[0].place.name in _CAPITALS and self._acts(text, span, abroad):
            span.role, span.rule = "metonym", "capital-acts"
        elif not unit and not any(n.bare for n in names) and not _by_an_old_name(text, span, known):
            span.role, span.rule = "name-part", "needs-type-word"
        return span

    def _acts(self, text: str, span: Span, abroad: bool) -> bool:
        """Whether the capital means the government ("Pyongyang said"), not the city ("in Pyongyang")."""
        if (
            word_before(text, span.start).casefold() in _LOCATIVE
            and text[span.end : span.end + 1] not in "'’"
        ):
            return False
        if self._metonym[abroad].match(text, span.end) or (abroad and is_addressed(text, span.start)):
            return True
        # "between Minsk and Pyongyang": a capital beside another one means the government, too.
        before = word_before(text, span.start)
        other = word_before(text, span.start - len(before) - 1) if before == "and" else ""
        if other in self._foreign:
            return True
        if word_after(text, span.end + 1) in self._foreign and text[span.end : span.end + 2] == ", ":
            return True
        return word_after(text, span.end) == "and" and word_after(text, span.end + 4) in self._foreign

    def _part_of_name(self, text: str, span: Span, hit: Hit) -> str:
        """Name of the rule by which a name is part of another name; empty where it is not."""
        if hit.term.person == "namesake" and not span.unit:
            return "person"
        before = word_before(text, span.start)
        if not span.unit and _BUREAU.search(text, max(0, span.start - 40), span.start):
            return "body-or-product"
        if (
            before in self._surnames
            and not (before in _ALSO_WORDS and _opens(text, span.start - len(before) - 1))
            and not span.unit
            and len(hit.term.names[0].place.name.split()) == 1
        ):
            return "person"
        if self._body.match(text, span.end if span.unit != "District" else hit.end) or self._body.match(
            text, hit.end
        ):
            return "body-or-product"
        if _HYPHENED.match(text, span.end) and not (span.unit and text[span.end + 1].isdigit()):
            return "hyphened"
        if (
            span.start > 1
            and text[span.start - 1] == "-"
            and text[span.start - 2].isalpha()
            and not span.unit
        ):
            return "hyphened"
        if before in ("Comrade", "Mr", "Mr.", "Ms", "Ms.", "Dr", "Dr.", "General", "Hero") and not span.unit:
            return "person"
        if text[span.start - 1 : span.start] in ("'", '"', "“", "‘") and text[span.end : span.end + 1] in (
            "'",
            '"',
            "”",
            "’",
            "-",
        ):
            return "quoted"
        if is_team(text, span.start):
            return "team"
        small = span.kind == "locality"
        if span.unit:
            return ""
        if small or span.kind == "adm2":
            return "weapon" if is_weapon(text, span.start, span.end, small) else ""
        return "weapon" if is_class_or_vessel(text, span.start, span.end) else ""

    def _formed(self, text: str, hits: Sequence[Hit], index: int, known: Gazetteer) -> Span | None:
        """A small place outside the gazetteer, recognised by its type word: "Sunghwa-ri", "Mt Jangsu"."""
        hit = hits[index]
        if hit.term.mount:
            word = word_after(text, hit.end)
            if not word or not word[0].isupper() or (hit.start and text[hit.start - 1].isalnum()):
                return None
            end = hit.end + 1 + len(word)
            return Span(
                hit.start,
                end,
                "natural",
                unit=text[hit.start : hit.end],
                rule="form",
                key=text[hit.start : end],
            )
        start = hit.start if hit.term.suffix else hit.start - 1
        begin = start
        while begin > 0 and (text[begin - 1].isalpha() or text[begin - 1] in "'’"):
            begin -= 1
        word = text[begin:start]
        if not word or not word[0].isupper() or (not hit.term.suffix and (start < 0 or text[start] != " ")):
            return None
        near = hits[max(0, index - 2) : index]
        if not korean_like(word) or any(
            h.start <= begin < h.end and h.term.names and not _other_place_follows(text, h, known)
            for h in near
        ):
            return None
        kind: Kind = "natural" if text[hit.start : hit.end] in _NATURAL else "locality"
        if self._body.match(text, hit.end):
            return Span(begin, hit.end, kind, "name-part", rule="body-or-product", key=text[begin : hit.end])
        return Span(
            begin, hit.end, kind, unit=text[hit.start : hit.end], rule="form", key=text[begin : hit.end]
        )

    def share_types(self, text: str, spans: list[Span]) -> None:
        """Give each name of a list the plural type word after it ("Unhung, Pochon and Phungso counties")."""
        for index in range(len(spans) - 1, -1, -1):
            span = spans[index]
            after = word_after(text, span.end)
            if not span.names:
                continue
            body = _BODIES_OF_EACH.match(text, span.end) or self._body.match(text, span.end + 1 + len(after))
            unit = after if after in _PLURALS else ""
            if not unit and not (body and body.re is _BODIES_OF_EACH):
                continue
            at = index
            while at >= 0:
                item = spans[at]
                if item.names and not item.unit and item.kind != "site":
                    item.unit = unit or item.unit
                    person = (
                        item.rule == "person" and item.key == "namesake"
                    )  # "Kim Hyong Jik and Songchon counties"
                    if item.rule == "needs-type-word" or (unit and person):
                        item.role, item.rule = "location", ""
                    if body:
                        item.role, item.rule = "name-part", "body-or-product"
                earlier = next((k for k in range(at - 1, -1, -1) if spans[k].end <= item.start), -1)
                if earlier < 0 or not _LIST.fullmatch(text, spans[earlier].end, item.start):
                    break
                at = earlier


def _by_an_old_name(text: str, span: Span, known: Gazetteer) -> bool:
    """Whether a name is the former name of exactly one unit, and is used as a place or with its province."""
    former = {n.place.place_id: n.place for n in span.names if n.form == "former"}
    if len(former) != 1:
        return False
    if len({n.place.place_id for n in span.names}) == 1:
        return word_before(text, span.start) in ("in", "near", "from", "to", "and", "at")
    province = _IN_PROVINCE.match(text, span.end)
    within = known.names.get(province.group(1), ()) if province else ()
    return any(n.place.place_id == place.adm1 for n in within for place in former.values())


def _other_place_follows(text: str, hit: Hit, known: Gazetteer) -> bool:
    """Whether a name with the word after it is that of another place: "Cave" after a county, "-ri" after any name."""
    if hit.term.names[0].place.kind == "adm2" and word_after(text, hit.end) in _FEATURES:
        return True
    settled = _SETTLED.match(text, hit.end)
    if settled is None:
        return False
    own = any(n.place.type in TYPE_WORDS["-ri"] for n in hit.term.names)
    return not own or bool(known.formed.find(text[hit.start : settled.end()]))


def _opens(text: str, start: int) -> bool:
    """Whether a word begins its sentence or quotation."""
    lead = text[max(0, start - 2) : start].strip()
    return not lead or lead[-1] in ".!?:;\n\"“‘'-–—)"


def _unit(text: str, end: int) -> tuple[str, int]:
    """The type word after a name, and its end offset."""
    if end < len(text) and text[end] in " -":
        for word in _TYPES:
            start = end if word[0] == "-" else end + 1
            if text.startswith(word, start):
                stop = start + len(word)
                if (stop == len(text) or not text[stop].isalnum()) and (word[0] == "-" or text[end] == " "):
                    return word, stop
    return "", end


def _sided(text: str, span: Span, known: Gazetteer) -> list[Span]:
    """The other province of "North and South Hamgyong"."""
    name = span.names[0]
    side, _, stem = name.place.name.partition(" ")
    other = _SIDE.get(side)
    if name.place.kind != "adm1" or not other:
        return []
    lead = f"{other} and "
    if not text.endswith(lead, 0, span.start):
        return []
    twin = known.names.get(f"{other} {stem}")
    if not twin:
        return []
    return [
        Span(
            span.start - len(lead),
            span.end,
            "adm1",
            span.role,
            names=tuple(twin),
            unit=span.unit,
            rule=span.rule,
        )
    ]
