"""Place names in Chinese characters: Hanja in brackets in Korean texts, and Chinese reports.

The names of many counties are common words in Chinese ("high mountain", "long river"). So a name is accepted with
its type word (成川郡, 平安北道), or where it is one of the few without another sense (新义州).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.reference.gazetteer import TYPE_WORDS, Gazetteer
from geo.reference.lexicon import Lexicon
from geo.text.romanization import is_hanja
from geo.text.spans import Hit, Span

__all__ = ["ChineseToponyms"]

_TYPES = tuple(sorted((w for w in TYPE_WORDS if is_hanja(w)), key=len, reverse=True))
_GOVERNS = re.compile(r"方面|当局|(?:称|表示|宣布|警告|谴责|拒绝|要求|指责)")
_DATELINE = re.compile(r"\d{1,2}月\d{1,2}日[电電發发讯訊]")


class ChineseToponyms:
    """Finder of place names in Chinese characters, built from the word lists of a reference.

    Examples
    --------
    >>> from geo.extraction.pipeline import Extractor
    >>> from geo.reference.context import Reference
    >>> text = "平安北道新义州市和高山之间"
    >>> spans, _ = Extractor(Reference.bundled()).find_spans(text)
    >>> [(text[s.start:s.end], s.names[0].place.place_id) for s in spans]
    [('平安北道', 'KP06'), ('新义州市', 'KP0601')]
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._alone = lexicon.set("hanja", "alone")
        self._body = re.compile("|".join(lexicon.list("hanja", "bodies")))
        self._kinds = {f"s{number}": kind for number, kind in enumerate(lexicon.section("hanja_site"))}
        named = "|".join(
            f"(?P<s{number}>{'|'.join(heads)})"
            for number, heads in enumerate(lexicon.section("hanja_site").values())
        )
        no_name = lexicon.list("hanja", "no_name")[0]
        # A site word after the place name, with a few characters in between at most.
        self._at_once = re.compile(named)
        self._site = re.compile(rf"[^{no_name}\W]{{0,8}}?(?:{named})")

    def share_types(self, text: str, spans: list[Span]) -> None:
        """Do nothing: in Chinese each name of a list has its own type word."""

    def spans(self, text: str, hits: Sequence[Hit], known: Gazetteer) -> list[Span]:
        """Place names in Chinese characters, in order."""
        spans: list[Span] = []
        for hit in hits:
            names = tuple(n for n in hit.term.names if is_hanja(text[hit.start : hit.start + 1]))
            if not names or (spans and spans[-1].end > hit.start):
                continue
            word, kind = text[hit.start : hit.end], names[0].place.kind
            unit = next((w for w in _TYPES if text.startswith(w, hit.end)), "")
            if unit and not any(n.place.type in TYPE_WORDS[unit] for n in names):
                unit = ""
            alone = kind not in ("adm1", "adm2") or word in self._alone
            # 北仓火电厂: a site word right after the name shows that it is one
            alone = alone or (not unit and self._at_once.match(text, hit.end) is not None)
            if not unit and not alone:
                continue
            span = Span(hit.start, hit.end + len(unit), kind, names=names, unit=unit)
            site = self._site.match(text, span.end) if kind in ("adm1", "adm2") and alone else None
            if _DATELINE.match(text, span.end):
                span.role, span.rule = "dateline", "dateline"
            elif self._body.match(text, span.end):
                span.role, span.rule = "name-part", "body-or-product"
            elif not unit and names[0].place.type == "capital city" and _GOVERNS.match(text, span.end):
                span.role, span.rule = "metonym", "capital-acts"
            elif site:
                part = Span(hit.start, span.end, kind, names=names, unit=unit)
                span = Span(
                    hit.start, site.end(), "site", site=self._kinds[(site.lastgroup or "")], parts=[part],
                    rule="site-form", key=text[hit.start : site.end()],
                )  # fmt: skip
            spans.append(span)
        return spans
