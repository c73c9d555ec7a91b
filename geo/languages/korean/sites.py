"""Sites in Korean text: words that end in a site word, with the name or unit to which they belong.

북창화력발전련합기업소 begins with its county, 성천군 옥도농장 follows its county, 군식료공장 is "the county food
factory" of the county mentioned before, and 삼지강농장 has a name that is not in the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geo.reference.gazetteer import Gazetteer
from geo.reference.lexicon import Lexicon
from geo.text.spans import Hit, Span

from .particles import Particles, hangul, unit_of

__all__ = ["Sites"]

_HOLDS = re.compile(r"(?:의|에 있는|에 위치한|에 자리 ?잡은|에서)? (?:(?P<kind>[가-힣]+) )?")
_NAMED = frozenset(["farm", "mine", "power station", "barrage"])
"""Kinds of sites that are rarely named after a unit, so that any name before the site word is accepted."""
_IN_A_NAME = re.compile(r"(?:법(?![가-힣]*동)|합의서|협정|위원회|관리국|총국|지도국|선언|[가-힣]{0,4}회사)")
"""After a known site: the law, agreement or body that is named after it."""
_EMBASSY = re.compile(
    r"(?:(?:주북|주조)(?:한|선)? ?|(?:북한|북측|조선|평양|우리 ?나라) ?주재 ?)[가-힣]{1,8}? ?대사관"
)
_OF_THE_UNIT = re.compile(r"(?:군|시|도|구역)(?=[가-힣]{2})")


class Sites:
    """Finder of sites in Korean text, built from the word lists of a reference."""

    def __init__(self, lexicon: Lexicon, particles: Particles) -> None:
        self._after = particles.after_built
        self._common = lexicon.set("korean_text", "common_words")
        words = sorted(lexicon.list("korean_text", "generic"), key=len, reverse=True)
        # Words for the product or kind of a site, which do not make a name.
        self._generic = re.compile(rf"(?:{'|'.join(words)})*")

    def spans(self, text: str, hits: Sequence[Hit], known: Gazetteer) -> list[Span]:
        """Sites in a text, in order."""
        found: list[Span] = list(_embassies(text, known)) if "대사관" in text else []
        for index, hit in enumerate(hits):
            term = hit.term
            if not hangul(text, hit.start):
                continue
            own = tuple(n for n in term.names if n.place.kind == "site")
            if own:
                if not hangul(text, hit.start - 1) or text[hit.start - 1] in "군시도역":
                    whole = Span(
                        hit.start, hit.end, "site", names=own, site=own[0].place.type, rule="known-site"
                    )
                    if _IN_A_NAME.match(text, hit.end):
                        whole.role, whole.rule = "name-part", "body-or-product"
                    found.append(whole)
                continue
            if not term.site or not (self._after.match(text, hit.end) or _before_place(hits, index)):
                continue
            start = _word_start(text, hit.start)
            if found and found[-1].end > start:
                if found[-1].start <= start and found[-1].rule == "known-site":
                    continue
                found.pop()
            named = known.formed.find(text[start : hit.end]) if start < hit.start else ()
            listed = tuple(n for n in named if n.place.kind == "site")
            span = self._site(text, hits[max(0, index - 8) : index], hit, start)
            if span is None and listed:
                span = Span(
                    start, hit.end, "site", site=hit.term.site, rule="site-form", key=text[start : hit.end]
                )
            if span is not None:
                span.names = listed if span.start == start else ()
                found.append(span)
        return found

    def _site(self, text: str, near: Sequence[Hit], hit: Hit, start: int) -> Span | None:
        """A site named after a place, with its unit before it, of the unit mentioned before, or with a name."""
        span = Span(start, hit.end, "site", site=hit.term.site, rule="site-form", key=text[start : hit.end])
        named = [h for h in near if h.term.names]
        start_of_name = start
        for first in named:
            if _of_a_person(first):  # 김정숙평양방직공장 is in Pyongyang
                start_of_name = first.end if first.start == start_of_name else start_of_name
                continue
            if first.start == start_of_name and first.end <= hit.start and self._is_part(text, first, hit):
                unit, stop = unit_of(text, first.end, first.term.names)
                if unit and stop < hit.start:  # 성천군지방공업공장: a county and its factory
                    start = stop
                    span.start, span.key = start, text[start : hit.end]
                    span.parts = [_part(first, stop, unit, "holder")]
                    return span
                span.parts = [_part(first, first.end, "", "")]
                return span
        for holder in reversed(named):
            unit, stop = unit_of(text, holder.end, holder.term.names)
            province = not unit and any(n.place.kind == "adm1" for n in holder.term.names)
            if province and not (hit.start > start and self._names(text[start : hit.start])):
                continue
            gap = _HOLDS.fullmatch(text, stop, start) if (unit or province) and holder.end <= start else None
            if gap and (not gap["kind"] or self._generic.fullmatch(gap["kind"])):
                if start == hit.start and not gap["kind"]:
                    return None  # "성천군의 공장" names no factory
                span.parts = [_part(holder, stop, unit, "holder")]
                return span
        if start == hit.start:
            return None  # a bare "공장" is no name
        stem = text[start : hit.start]
        own = _OF_THE_UNIT.match(stem)
        if own and self._generic.fullmatch(stem, own.end()):
            return span
        return span if hit.term.site in _NAMED and self._names(stem) else None

    def _is_part(self, text: str, first: Hit, site: Hit) -> bool:
        """Whether a site is named after the place with which it begins, and not with the other sense of that word."""
        word = text[first.start : first.end]
        if word not in self._common:
            return True
        unit, _ = unit_of(text, first.end, first.term.names)
        return bool(unit) or not self._generic.fullmatch(text, first.start, site.start)

    def _names(self, stem: str) -> bool:
        """Whether the text before a site word is a name and no description."""
        generic = self._generic
        rest = stem
        for cut in range(len(stem)):
            if generic.fullmatch(stem, cut):
                rest = stem[:cut]
                break
        return 2 <= len(rest) <= 6 and not rest.endswith(("의", "한", "는", "된", "인", "적", "새"))


def _embassies(text: str, known: Gazetteer) -> Iterator[Span]:
    """Embassies in the country, all of which are in the capital (주북 러시아대사관)."""
    for match in _EMBASSY.finditer(text):
        capital = Span(match.start(), match.start(), "adm2", names=tuple(known.names["평양"]), key="holder")
        yield Span(
            match.start(), match.end(), "site", site="embassy", parts=[capital], rule="embassy", key=match.group()
        )  # fmt: skip


def _before_place(hits: Sequence[Hit], index: int) -> bool:
    """Whether a province follows without a space, as where a heading runs into the text (…련합기업소평안남도에)."""
    after = hits[index + 1 : index + 2]
    return any(
        h.start == hits[index].end and any(n.place.kind == "adm1" for n in h.term.names) for h in after
    )


def _word_start(text: str, at: int) -> int:
    while hangul(text, at - 1) or (at > 0 and (text[at - 1].isdigit() or text[at - 1] in ".·")):
        at -= 1
    return at


def _of_a_person(hit: Hit) -> bool:
    """Whether a unit is named after a person, as sites elsewhere may be."""
    return hit.term.names[0].place.name.startswith("Kim ") and hit.term.names[0].place.kind == "adm2"


def _part(hit: Hit, end: int, unit: str, key: str) -> Span:
    return Span(hit.start, end, hit.term.names[0].place.kind, names=hit.term.names, unit=unit, key=key)
