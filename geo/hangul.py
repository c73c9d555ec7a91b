"""Places in Korean text: units with and without type word, sites by their last word, particles attached.

Korean print joins what English sets apart: 성천군에서 is a county and a particle, 북창화력발전련합기업소 a
site that begins with its county, 평안남도성천군 a province and a county without a blank.
"""

from __future__ import annotations

import re
from functools import cache

from .gazetteer import TYPE_WORDS, Name
from .scanner import Hit, word_set, words
from .spans import Span

__all__ = ["korean_spans"]

_DATELINE = re.compile(r"(?:시)?\s*(?:\d{1,2}월\s*\d{1,2}일\s*발|=\s*[가-힣]+|발\s*조선중앙통신)")
# Particles and words that only a place takes.
_WHERE = re.compile(r"(?:에서|지역|일대|인근|주민|군민)")
_TYPES = tuple(sorted((w for w in TYPE_WORDS if "가" <= w[0] <= "힣"), key=len, reverse=True))


@cache
def _after() -> re.Pattern[str]:
    """What may follow a name so that it is one."""
    particles = sorted(words()["korean_text"]["particles"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(particles)})?(?![가-힣])")


@cache
def _after_site() -> re.Pattern[str]:
    """What may follow a site's word: a particle, or what is done to the site."""
    particles = sorted(words()["korean_text"]["particles"], key=len, reverse=True)
    return re.compile(rf"(?:건설장|건설현장|현장|개건)?(?:{'|'.join(particles)})?(?![가-힣])")


@cache
def _body() -> re.Pattern[str]:
    bodies = sorted(words()["korean_text"]["bodies"], key=len, reverse=True)
    return re.compile(rf"\s?(?:{'|'.join(bodies)})")


def _hangul(text: str, at: int) -> bool:
    return 0 <= at < len(text) and "가" <= text[at] <= "힣"


def korean_spans(text: str, hits: list[Hit]) -> list[Span]:
    """Spans of the Korean names in a text, in order.

    Examples
    --------
    >>> from geo.scanner import scan
    >>> text = "평안남도 성천군에서"
    >>> [(text[s.start:s.end], s.names[0].place.place_id) for s in korean_spans(text, scan(text))]
    [('평안남도', 'KP07'), ('성천군', 'KP0717')]
    """
    sites = _sites(text, hits)
    spans = list(sites)
    joined = -1  # where a name ended that the next may follow without a blank
    at = 0
    for index, hit in enumerate(hits):
        if not hit.term.names or not _hangul(text, hit.start):
            continue
        while at < len(sites) and sites[at].end <= hit.start:
            at += 1
        if at < len(sites) and sites[at].start <= hit.start and hit.end <= sites[at].end:
            joined = hit.end
            continue
        if _hangul(text, hit.start - 1) and joined != hit.start:
            continue
        span = _name(text, hit, hits, index, joined >= 0 and 0 <= hit.start - joined <= 1)
        if span is not None:
            spans.append(span)
            joined = span.end
    spans.sort(key=lambda s: s.start)
    return spans


def _name(text: str, hit: Hit, hits: list[Hit], index: int, follows: bool) -> Span | None:
    names = hit.term.names
    unit, end = _unit(text, hit.end, names)
    kind = names[0].place.kind
    following = index + 1 < len(hits) and hits[index + 1].start == end and bool(hits[index + 1].term.names)
    whole = _after().match(text, end) is not None or following
    span = Span(hit.start, end, kind, names=names, unit=unit)
    if _DATELINE.match(text, end) and (hit.start == 0 or text[hit.start - 1] in "(\n（[【〔〈"):
        span.role, span.rule = "dateline", "dateline"
        return span
    if (unit or kind == "adm1") and _body().match(text, end) and not whole:
        span.role, span.rule = "name-part", "body-or-product"
        return span
    if not whole:
        return None
    named_whole = any(n.place.korean == text[hit.start : hit.end] and len(n.place.korean) > 2 for n in names)
    word = text[hit.start : hit.end]
    located = _WHERE.match(text, end) is not None and word not in word_set("korean_text", "common_words")
    if not unit and not named_whole and not located and not _bare(word, names, follows):
        return None
    return span


def _bare(word: str, names: tuple[Name, ...], follows: bool) -> bool:
    """Whether a name without type word is a place: after its province, or a city's that is no other word."""
    if follows:
        return True
    if len(word) < 2 or word in word_set("korean_text", "common_words"):
        return False
    return any(n.bare and (n.place.type.endswith("city") or n.place.kind != "adm2") for n in names)


def _unit(text: str, end: int, names: tuple[Name, ...]) -> tuple[str, int]:
    """The type word after a name where it fits one of the places that bear it."""
    for word in _TYPES:
        if text.startswith(word, end):
            fits = any(n.place.type in TYPE_WORDS[word] for n in names)
            stop = end + len(word)
            if fits and (
                len(word) > 1
                or not _hangul(text, stop)
                or _after().match(text, stop)
                or _body().match(text, stop)
            ):
                return word, stop
            if fits and _hangul(text, stop):
                return word, stop
    return "", end


def _sites(text: str, hits: list[Hit]) -> list[Span]:
    """Words that end in a site word and begin with, or follow, a name."""
    found: list[Span] = []
    for index, hit in enumerate(hits):
        term = hit.term
        if not term.korean:
            continue
        known = tuple(n for n in term.names if n.place.kind == "site")
        if known:
            found.append(
                Span(hit.start, hit.end, "site", names=known, site=known[0].place.type, rule="known-site")
            )
            continue
        if not term.site or not _after_site().match(text, hit.end):
            continue
        start = hit.start
        while _hangul(text, start - 1) or (
            start > 0 and (text[start - 1].isdigit() or text[start - 1] == ".")
        ):
            start -= 1
        part = _first_part(text, hits[max(0, index - 6) : index], start, hit.start)
        if part is None:
            continue
        if found and found[-1].end > start:
            found.pop()
        found.append(
            Span(
                start,
                hit.end,
                "site",
                site=term.site,
                parts=[part],
                rule="site-form",
                key=text[start : hit.end],
            )
        )
    return found


def _first_part(text: str, near: list[Hit], start: int, end: int) -> Span | None:
    """The name that a site's word begins with, else the unit that stands before it (성천군 옥도농장)."""
    named = [h for h in near if h.term.names]
    for hit in named:
        if hit.start == start and hit.end <= end:
            return Span(hit.start, hit.end, hit.term.names[0].place.kind, names=hit.term.names)
    if start == end:
        return None  # a bare "공장" is no name
    for hit in reversed(named):
        unit, stop = _unit(text, hit.end, hit.term.names)
        if hit.end <= start and unit and text[stop:start] in (" ", "의 ", "에 있는 "):
            return Span(
                hit.start, stop, hit.term.names[0].place.kind, names=hit.term.names, unit=unit, key="holder"
            )
    return None
