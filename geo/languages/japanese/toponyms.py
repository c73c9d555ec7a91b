"""Place names in Japanese text: 平壌, 平安北道の亀城, 成川郡, and kana with characters in brackets (クソン（亀城）市).

Japanese has no spaces, so a name must be followed by a type word, a particle or another word that follows places.
Many units have names that are also surnames or places in Japan (高山, 徳川, 板橋): these are accepted only with
their type word or right after their province. Sites are found in :mod:`geo.languages.japanese.sites`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geo.model.entities import Name
from geo.reference.gazetteer import Gazetteer
from geo.reference.lexicon import Lexicon
from geo.text.scripts import Script
from geo.text.spans import Hit, Span

from .sites import Sites

__all__ = ["JapaneseToponyms"]

UNIT_TYPES = {
    "道": frozenset(["province"]),
    "直轄市": frozenset(["capital city", "special city", "city"]),
    "特別市": frozenset(["capital city", "special city", "city"]),
    "市": frozenset(["capital city", "special city", "city"]),
    "郡": frozenset(["county", "former county", "district"]),
    "区域": frozenset(["district"]),
    "労働者区": frozenset(["town", "village", "workers' district"]),
    "邑": frozenset(["town", "village"]),
    "里": frozenset(["town", "village"]),
    "洞": frozenset(["town", "village"]),
}
"""Type words and the types of place that they may mean. 区 is left out, since it is a ward of Tokyo or Seoul."""

_TYPES = tuple(sorted(UNIT_TYPES, key=len, reverse=True))
# 市民, 市場, 郡部, 道路, 里程: the character is not a type word but begins another word.
_OTHER_WORD = {"市": "民場況販", "郡": "部民", "道": "路", "里": "程", "洞": "察窟"}
_AGENCY = r"(?:共同|時事|聯合|朝鮮中央通信|朝鮮通信|ロイター|新華社|タス|ＡＰ|ＡＦＰ|AP|AFP|支局|中央日報)"
_DATELINE = re.compile(
    rf"\s?(?:(?:\d{{1,2}}月)?\d{{1,2}}日)?発|\s?\d{{1,2}}月\d{{1,2}}日\s?{_AGENCY}|\s?[＝=]|・?{_AGENCY}"
)
_OPENED = "\n　 【［[（(〔〈■◆"
_BOTH = re.compile(r"(?P<stem>平安|黄海|咸鏡)南北道")
_LIST = re.compile(r"・|、|や|と|および|及び")
_GOVERNS = re.compile(
    r"(?:当局|政権|指導部|側)(?![近面])|[はがも](?=[^。]{0,60}(?:主張|反発|非難|警告|拒否|要求|否定|表明|批判|歓迎|合意))"
)
_KATAKANA = re.compile(r"[ァ-ヺー]")
_HAN = re.compile(f"[{Script.HAN.ranges}々]")
_SETTLED = re.compile(
    f"の?(?P<name>[{Script.HAN.ranges}]{{1,3}}(?P<unit>労働者区|里|洞))(?![{Script.HAN.ranges}])"
)
_OPEN, _CLOSE = "（(", "）)"


class JapaneseToponyms:
    """Finder of place names in Japanese text.

    Parameters
    ----------
    lexicon : Lexicon
        The word lists of a reference.

    Examples
    --------
    >>> from geo.languages.japanese import LANGUAGE
    >>> LANGUAGE.name
    'japanese'
    """

    def __init__(self, lexicon: Lexicon) -> None:
        words = {key: tuple(found) for key, found in lexicon.section("japanese_names").items()}
        self._alone, self._common = frozenset(words["alone"]), frozenset(words["common"])
        self._spots = frozenset(words["common_spots"])
        self._before = tuple(words["before"])
        self._body = re.compile("|".join(words["bodies"]))
        self._located = re.compile("|".join(map(re.escape, words["located"])))
        self._namesakes = frozenset(lexicon.list("japanese_names", "namesakes"))
        self._sites = Sites(lexicon)

    def spans(self, text: str, hits: Sequence[Hit], known: Gazetteer) -> list[Span]:
        """Place names in a Japanese text, in order; see :class:`geo.languages.base.Toponyms`."""
        names = [hit for hit in hits if hit.term.names and _is_written_in_japanese(text[hit.start : hit.end])]
        spans: list[Span] = []
        passed: dict[int, Hit] = {}
        for hit in names:
            if spans and spans[-1].end > hit.start:
                continue  # inside the name before, or its characters in brackets
            span = self._name(text, hit, names, spans)
            if span is None:
                passed[hit.end] = hit
            else:
                spans.append(span)
        spans += _both(text, known)
        spans += self._listed(text, spans, passed)
        spans += _settlements(text, spans)
        spans.sort(key=lambda s: (s.start, -s.end))
        return self._sites.among(text, hits, spans)

    def share_types(self, text: str, spans: list[Span]) -> None:
        """Do nothing: :meth:`spans` reads Japanese lists itself."""

    def _name(self, text: str, hit: Hit, names: Sequence[Hit], spans: Sequence[Span]) -> Span | None:
        """The span of a name with role, type word and bracketed characters; None where it is not a place."""
        found = hit.term.names
        bracketed = _bracketed(text, hit, names)
        end = bracketed or hit.end
        unit = _unit(text, end, found)
        word = text[hit.start : hit.end]
        span = Span(hit.start, end + len(unit), found[0].place.kind, names=found, unit=unit)
        if not bracketed and _runs_on(text, hit.start, end, unit):
            return None
        if _DATELINE.match(text, span.end) and (not hit.start or text[hit.start - 1] in _OPENED):
            span.role, span.rule = "dateline", "dateline"
            return span
        if word in self._namesakes and not unit:
            span.role, span.rule = "name-part", "person"
            return span
        if found[0].place.kind in ("adm1", "adm2") and self._body.match(text, span.end):
            span.role, span.rule = "name-part", "body-or-product"
            return span
        if not unit and found[0].place.type == "capital city" and _GOVERNS.match(text, end):
            span.role, span.rule = "metonym", "capital-acts"
            return span
        sure = unit or bracketed or _follows_its_holder(text, span, spans)
        return span if sure or self._stands_alone(text, word, hit, end) else None

    def _stands_alone(self, text: str, word: str, hit: Hit, end: int) -> bool:
        """Whether a name without type word is a place."""
        kinds = {name.place.kind for name in hit.term.names}
        if not self._may_begin(text, hit.start):
            return False
        if "site" in kinds:
            return True
        if word in self._common or word in self._spots or not any(n.bare for n in hit.term.names):
            return word not in self._common and self._located.match(text, end) is not None
        if not kinds & {"adm1", "adm2"} or word in self._alone:
            return True
        south = all(name.place.country == "KR" for name in hit.term.names)
        return south or self._located.match(text, end) is not None

    def _may_begin(self, text: str, start: int) -> bool:
        """Whether a name without type word may begin here, and is not inside a longer word of characters."""
        if not start or not _HAN.match(text, start - 1) or not _HAN.match(text, start):
            return True
        return text.endswith(self._before, 0, start)

    def _listed(self, text: str, spans: Sequence[Span], passed: dict[int, Hit]) -> list[Span]:
        """Names of a list that share the type word of the last one (龍川・塩州・鉄山郡)."""
        found: list[Span] = []
        for span in [s for s in spans if s.unit in ("郡", "市", "区域") and s.role == "location"]:
            start = span.start
            while hit := next(
                (passed.pop(start - n) for n in (1, 2, 3) if _joined(text, start, n, passed)), None
            ):
                if not any(n.place.type in UNIT_TYPES[span.unit] for n in hit.term.names):
                    break
                found.append(Span(hit.start, hit.end, span.kind, names=hit.term.names, unit=span.unit))
                start = hit.start
        return found


def _joined(text: str, start: int, width: int, passed: dict[int, Hit]) -> bool:
    return start - width in passed and _LIST.fullmatch(text, start - width, start) is not None


def _is_written_in_japanese(word: str) -> bool:
    return Script.of(word[0]) in (Script.HAN, Script.KANA) or any(Script.of(c) is Script.KANA for c in word)


def _unit(text: str, end: int, names: Sequence[Name]) -> str:
    """The type word after a name, if it fits a place of that name."""
    unit = next((word for word in _TYPES if text.startswith(word, end)), "")
    if text[end + len(unit) : end + len(unit) + 1] in tuple(_OTHER_WORD.get(unit, "")):
        return ""
    return unit if unit and any(n.place.type in UNIT_TYPES[unit] for n in names) else ""


def _bracketed(text: str, hit: Hit, names: Sequence[Hit]) -> int:
    """End of the characters in brackets after a kana name ("ヨンビョン（寧辺）"); 0 where there are none."""
    if text[hit.end : hit.end + 1] not in tuple(_OPEN):
        return 0
    places = {n.place.place_id for n in hit.term.names}
    inner = next((h for h in names if h.start == hit.end + 1), None)
    if inner is None or not places & {n.place.place_id for n in inner.term.names}:
        return 0
    return inner.end + 1 if text[inner.end : inner.end + 1] in tuple(_CLOSE) else 0


def _runs_on(text: str, start: int, end: int, unit: str) -> bool:
    """Whether a kana name is part of a longer word in katakana."""
    if start and _KATAKANA.match(text, start) and _KATAKANA.match(text, start - 1):
        return True
    return not unit and bool(_KATAKANA.match(text, end - 1) and _KATAKANA.match(text, end))


def _follows_its_holder(text: str, span: Span, spans: Sequence[Span]) -> bool:
    """Whether a name comes right after its province (平安北道亀城, 咸鏡北道の吉州)."""
    if not spans or text[spans[-1].end : span.start] not in ("", "の", "・", "、"):
        return False
    holder = spans[-1]
    if holder.kind != "adm1" and not holder.unit:
        return False
    held = {n.place.adm1 for n in span.names}
    return any(n.place.adm1 in held for n in holder.names)


def _both(text: str, known: Gazetteer) -> Iterator[Span]:
    """The two provinces of 平安南北道."""
    for match in _BOTH.finditer(text):
        for side in "南北":
            names = known.written["japanese"].get(match["stem"] + side, ())
            yield Span(match.start(), match.end(), "adm1", names=tuple(names), unit="道")


def _settlements(text: str, spans: Sequence[Span]) -> list[Span]:
    """Settlements recognised by form, right after their unit (新義州市下端里)."""
    found: list[Span] = []
    taken = {s.start for s in spans}
    for unit in [s for s in spans if s.kind == "adm2" and s.role == "location"]:
        match = _SETTLED.match(text, unit.end) if unit.unit or text.startswith("の", unit.end) else None
        if match and match.start("name") not in taken:
            holder = Span(unit.start, unit.end, unit.kind, names=unit.names, unit=unit.unit, key="holder")
            found.append(
                Span(match.start("name"), match.end(), "locality", unit=match["unit"], rule="form",
                     key=match["name"], parts=[holder])
            )  # fmt: skip
    return found
