"""Units and settlements in Korean text, with and without type word, and with particles attached.

Korean writes together what English separates: 성천군에서 is a county with a particle, 평안남도성천군 a province and
a county without a space, 함경남도위원회 the name of a body. Sites are found in :mod:`geo.languages.korean.sites`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geo.model.entities import Name
from geo.reference.gazetteer import TYPE_WORDS, Gazetteer
from geo.reference.lexicon import Lexicon
from geo.text.spans import Hit, Span

from .particles import Particles, hangul, unit_of
from .sites import Sites

__all__ = ["KoreanToponyms"]

_DATELINE = re.compile(r"(?:시)?\s*(?:\d{1,2}월\s*\d{1,2}일\s*발|=\s*[가-힣]+|발\s*조선중앙통신)")
# Particles and words that follow places only.
_WHERE = re.compile(
    r"(?:에서|지역|일대|인근|주민|군민| ?(?:핵 ?시설|핵 ?단지|원자로|우라늄|비행장|조선소|발사장)"
    r"|에 (?:가[서고는]|간|있|사는|살던|도착|내려|와[서]|온|위치|들[렀러르]))"
)
_OF_THE_NORTH = re.compile(r"(?:북한|북측|北)(?:이|의)? ?$")
_LIST = re.compile(r"(?:,\s?|·|ㆍ|、|와 |과 |및 | 및 |, 그리고 )")
_BOTH = re.compile(r"(?P<stem>평안|황해|함경)남북도")
_LABEL = re.compile(r"(?:당|당위원회|인민위원회)\)")
_FORMER = re.compile(r"(?<![가-힣])(?P<stem>평안|황해|함경)도")
"""A province as it was before it was divided, which may be either half today."""
_UNKNOWN = re.compile(r"[·ㆍ、,]\s?(?P<name>[가-힣]{2,4})$")
"""A name of a list that no table has, which does not end the list (개천·하성·송암 광산)."""
_QUOTED = re.compile(r"(?:[-–]?\d+)?(?:호|형)?[》」'’\"”]")
_STATE_PRINT = re.compile(r"발\s?조선중앙통신|경애하는|위대한 수령")
_GOVERNS = re.compile(
    r"(?:은|이|측은|측이| 당국은| 당국이| 정권은)\s[^.]{0,60}?(?:주장|반발|비난|반응|요구|거부|답하"
    r"|답변|뜻|의지|국가론|경고|"
    r"위협|침묵|표명|입장|협상|합의|제의|제안|도발|핵|긴장|노리|의도|속셈|행동으로|강변|촉구|선언)"
)
_NUMBERED = re.compile(r"[-–]\d")
# Many words end in 리 and 동, so a settlement is recognised only after its county or beside another settlement.
_SETTLED = tuple(
    re.compile(
        rf"[가-힣]{{{size}}}(?P<unit>[노로]동자지?구|리|동|봉(?=등판|마루|기슭|정상|산)|면(?= [가-힣]{{1,4}}[리동]))"
    )
    for size in (1, 2, 3, 4)
)
_SPACE = re.compile(" ")
_HOLDERS = ("군", "시", "구역", "구", "区", "郡", "市")
_PAIR = re.compile(r"([가-힣]{2,3}[리동])(?:과|와|, ) ?([가-힣]{2,3}[리동])(?=에서|의 |에 |에도)")
_PAIRED = ("리과", "리와", "리,", "동과", "동와", "동,")
"""What a pair has between its names; a text has it rarely, and the pattern is slow."""
_HELD_BY = re.compile(r"(?:\s|의\s|\s?\([^)]{1,8}\)\s?)?")


class KoreanToponyms:
    """Finder of place names in Korean text, built from the word lists of a reference.

    Examples
    --------
    >>> from geo.extraction.pipeline import Extractor
    >>> from geo.reference.context import Reference
    >>> text = "평안남도 성천군에서"
    >>> spans, _ = Extractor(Reference.bundled()).find_spans(text)
    >>> [(text[s.start:s.end], s.names[0].place.place_id) for s in spans]
    [('평안남도', 'KP07'), ('성천군', 'KP0717')]
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._particles = Particles(lexicon)
        self._sites = Sites(lexicon, self._particles)
        self._product = re.compile(rf"\s?(?:{'|'.join(lexicon.list('korean_text', 'products'))})")
        self._common = lexicon.set("korean_text", "common_words")
        self._no_settlements = lexicon.set("korean_text", "no_settlements")

    def share_types(self, text: str, spans: list[Span]) -> None:
        """Do nothing: :meth:`spans` reads Korean lists itself."""

    def spans(self, text: str, hits: Sequence[Hit], known: Gazetteer) -> list[Span]:
        """Korean place names in a text, in order."""
        sites = self._sites.spans(text, hits, known)
        spans = list(sites)
        joined = -1  # end of a name that the next one may follow without a space
        at = 0
        passed: dict[int, Hit] = {}
        for index, hit in enumerate(hits):
            if not hit.term.names or not hangul(text, hit.start):
                continue
            while at < len(sites) and sites[at].end <= hit.start:
                at += 1
            if at < len(sites) and sites[at].start <= hit.start and hit.end <= sites[at].end:
                joined = hit.end
                continue
            if hangul(text, hit.start - 1) and joined != hit.start:
                continue
            both = _BOTH.match(text, hit.start)
            if both:
                spans += _both(both, known)
                joined = both.end()
                continue
            span = self._name(text, hit, hits, index, joined >= 0 and 0 <= hit.start - joined <= 1)
            if span is not None:
                spans.append(span)
                joined = span.end
            else:
                passed[hit.end] = hit
        spans += self._former_provinces(text, known)
        spans += self._named_before(text, spans, passed)
        spans += _listed(text, spans, passed)
        spans += _before_site_word(text, hits, passed)
        for span in self._settlements(text, spans):
            span.names = known.formed.find(span.key)
            spans.append(span)
        spans.sort(key=lambda s: s.start)
        return spans

    def _name(self, text: str, hit: Hit, hits: Sequence[Hit], index: int, follows: bool) -> Span | None:
        names = hit.term.names
        unit, end = unit_of(text, hit.end, names)
        word = text[hit.start : hit.end]
        kind = names[0].place.kind
        span = Span(hit.start, end, kind, names=names, unit=unit)
        if _DATELINE.match(text, end) and (hit.start == 0 or text[hit.start - 1] in "(\n（[【〔〈"):
            span.role, span.rule = "dateline", "dateline"
            return span
        if not unit and names[0].place.type == "capital city" and _acts(text, end):
            span.role, span.rule = "metonym", "capital-acts"
            return span
        if not unit and (rule := self._other_use(text, hit)):
            span.role, span.rule = "name-part", rule
            return (
                span
                if self._particles.after.match(text, end) or not hangul(text, end) or rule != "person"
                else None
            )
        particle = self._particles.after.match(text, end) is not None
        if _LABEL.match(text, end) and text[hit.start - 1 : hit.start] == "(":
            return span  # "△(태천군당) 도로 개건": what the committee of the county reports from it
        if (unit or kind == "adm1") and self._particles.body.match(text, end) and not particle:
            span.role, span.rule = "name-part", "body-or-product"
            return span
        next_names = (
            index + 1 < len(hits) and hits[index + 1].start == end and bool(hits[index + 1].term.names)
        )
        if not (particle or next_names or (unit and _glued(text, end, hits, index))):
            return None
        common = word in self._common
        named_whole = not common and any(n.place.korean == word and n.bare and len(word) > 2 for n in names)
        located = not common and (
            _WHERE.match(text, end) is not None
            or _OF_THE_NORTH.search(text, max(0, hit.start - 4), hit.start) is not None
        )
        if not unit and not named_whole and not located and not self._bare(word, names, follows):
            return None
        return span

    def _other_use(self, text: str, hit: Hit) -> str:
        """Name of the rule by which a name without type word is that of a person or product; empty if it is not."""
        if hit.term.names[0].place.name.startswith("Kim ") and hit.term.names[0].place.kind == "adm2":
            return "person"
        opened = text[hit.start - 1 : hit.start] in ("《", "「", "'", "‘", '"', "“")
        if (opened and _QUOTED.match(text, hit.end)) or _NUMBERED.match(text, hit.end):
            return "quoted"
        return "body-or-product" if self._product.match(text, hit.end) else ""

    def _former_provinces(self, text: str, known: Gazetteer) -> list[Span]:
        """Provinces by the name that both halves have in common (황해도)."""
        found: list[Span] = []
        for match in _FORMER.finditer(text):
            if self._particles.after.match(text, match.end()):
                names = tuple(n for side in "남북" for n in known.names[match["stem"] + side])
                found.append(Span(match.start(), match.end(), "adm1", names=names, unit="도"))
        return found

    def _named_before(self, text: str, spans: list[Span], passed: dict[int, Hit]) -> list[Span]:
        """Counties without their type word where the text also names them with it (삭주군 ... 삭주가)."""
        named = {name.place.place_id for s in spans if s.unit and s.kind == "adm2" for name in s.names}
        found: list[Span] = []
        for hit in [h for h in passed.values() if any(n.place.place_id in named for n in h.term.names)]:
            word = text[hit.start : hit.end]
            if word in self._common or not self._particles.after.match(text, hit.end):
                continue
            if hit.term.names[0].place.kind == "adm2" and not self._other_use(text, hit):
                found.append(Span(hit.start, hit.end, "adm2", names=hit.term.names))
                del passed[hit.end]
        return found

    def _bare(self, word: str, names: tuple[Name, ...], follows: bool) -> bool:
        """Whether a name without type word is a place: after its province, or a city whose name has no other sense."""
        if follows:
            return True
        if len(word) < 2 or word in self._common:
            return False
        return any(n.bare and (n.place.type.endswith("city") or n.place.kind != "adm2") for n in names)

    def _settlements(self, text: str, spans: list[Span]) -> list[Span]:
        """Settlements recognised by form, right after their unit or in a pair (신의주시의 상단리와 하단리)."""
        taken = {s.start for s in spans}
        found: list[Span] = []
        holders = [
            s
            for s in spans
            if s.kind in ("adm2", "locality")
            and s.role == "location"
            and text[s.start : s.end].endswith(_HOLDERS)
        ]
        for unit in holders:
            gap = _HELD_BY.match(text, unit.end)
            at = gap.end() if gap else unit.end
            while (span := self._settlement(text, at)) and at not in taken:
                span.parts = [
                    Span(unit.start, unit.end, unit.kind, names=unit.names, unit=unit.unit, key="holder")
                ]
                found.append(span)
                taken.add(at)
                joint = (_SPACE if span.unit == "면" else _LIST).match(text, span.end)
                if not joint:
                    break
                at = joint.end()
        return [*found, *self._paired(text, taken)]

    def _paired(self, text: str, taken: set[int]) -> Iterator[Span]:
        """Two settlements side by side whose county is named elsewhere (망양동과 남문동에서)."""
        if not any(map(text.__contains__, _PAIRED)):
            return
        for pair in _PAIR.finditer(text):
            both = [self._settlement(text, pair.start(1)), self._settlement(text, pair.start(2))]
            if (
                not hangul(text, pair.start() - 1)
                and all(both)
                and not taken & {pair.start(1), pair.start(2)}
            ):
                yield from filter(None, both)

    def _settlement(self, text: str, at: int) -> Span | None:
        match = next((m for m in _settled(text, at) if self._particles.after.match(text, m.end())), None)
        if match is None or match.group() in self._no_settlements:
            return None
        return Span(at, match.end(), "locality", unit=match["unit"], rule="form", key=match.group())


def _both(match: re.Match[str], known: Gazetteer) -> list[Span]:
    """The two provinces of 평안남북도."""
    sides = (known.names[match["stem"] + side] for side in "남북")
    return [Span(match.start(), match.end(), "adm1", names=tuple(names), unit="도") for names in sides]


def _acts(text: str, end: int) -> bool:
    """Whether the capital means the government; texts from the North never use it in that sense."""
    if _STATE_PRINT.search(text, 0, 300):
        return False
    stop = text.find("\n", end)
    return _GOVERNS.match(text[end : stop if stop > 0 else len(text)]) is not None


def _glued(text: str, end: int, hits: Sequence[Hit], index: int) -> bool:
    """Whether a unit with its type word begins a longer word about a site there (성천군지방공업공장건설착공식)."""
    stop = end
    while hangul(text, stop):
        stop += 1
    rest = text[end:stop]
    if rest.startswith(tuple("인사중대단악")):
        return False  # 군인, 군사, 군대: here 군 is the army and not a county
    return any(
        h.start >= end and h.end <= stop and (h.term.site or h.term.cue) for h in hits[index + 1 : index + 8]
    )


def _listed(text: str, spans: list[Span], passed: dict[int, Hit]) -> list[Span]:
    """Names of a list that share the type word or particle of the last (룡천, 염주, 철산군; 온성과 무산에서)."""
    found: list[Span] = []
    for span in [s for s in spans if s.kind == "adm2" and s.role == "location"]:
        last = span
        while (joint := _joint(text, last.start)) and (hit := passed.pop(joint, None)):
            names = hit.term.names
            fit = any(n.place.type in TYPE_WORDS[span.unit] for n in names) if span.unit else False
            if not fit and not any(n.place.kind == "adm2" and not span.unit for n in names):
                break
            last = Span(hit.start, hit.end, "adm2", names=names, unit=span.unit)
            found.append(last)
    return found


def _before_site_word(text: str, hits: Sequence[Hit], passed: dict[int, Hit]) -> list[Span]:
    """Names of a list before one site word, which are the units of as many sites (무산·덕성·허천 광산에서)."""
    found: list[Span] = []
    for site in hits:
        if not (site.term.site and site.start and text[site.start - 1] == " "):
            continue
        listed: list[Hit] = []
        at = site.start - 1
        while at:
            hit = passed.get(at)
            if hit and any(n.place.kind == "adm2" for n in hit.term.names):
                listed.append(hit)
                at = _joint(text, hit.start)
            else:
                unknown = _UNKNOWN.search(text, max(0, at - 8), at)
                at = _joint(text, unknown.start("name")) if unknown else 0
        if len(listed) > 1:
            found += [Span(h.start, h.end, "adm2", names=passed.pop(h.end).term.names) for h in listed]
    return found


def _joint(text: str, start: int) -> int:
    """End of the name before a comma or particle of a list; 0 where there is none."""
    for width in (5, 4, 3, 2, 1):
        if start > width and _LIST.fullmatch(text, start - width, start):
            return start - width
    return 0


def _settled(text: str, at: int) -> Iterator[re.Match[str]]:
    """Matches of a word as the name of a settlement, the shortest first."""
    return filter(None, (form.match(text, at) for form in _SETTLED))
