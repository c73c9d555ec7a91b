"""Sites in Japanese text: a place name followed by the words for the site (新義州化学繊維工場)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.reference.lexicon import Lexicon
from geo.text.scripts import Script
from geo.text.spans import Hit, Span

__all__ = ["Sites"]

_STEM = 14
"""Largest number of characters between a place name and the site word."""


class Sites:
    """Finder of sites that are named after their place.

    Parameters
    ----------
    lexicon : Lexicon
    """

    def __init__(self, lexicon: Lexicon) -> None:
        heads = {
            kind: sorted(words, key=len, reverse=True)
            for kind, words in lexicon.section("japanese_site").items()
        }
        self._kinds = {head: kind for kind, words in heads.items() for head in words}
        ordered = "|".join(map(re.escape, sorted(self._kinds, key=len, reverse=True)))
        letters = rf"{Script.HAN.ranges}ァ-ヺー々・\d０-９"
        # A run of characters and katakana, without a particle, that ends in a site word.
        self._named = re.compile(rf"(?P<stem>[{letters}]{{0,{_STEM}}}?)(?P<head>{ordered})(?![{letters}])")
        self._held = re.compile(
            rf"(?:の|にある|に位置する)(?P<stem>[{letters}]{{1,{_STEM}}}?)(?P<head>{ordered})(?![{letters}])"
        )

    def among(self, text: str, hits: Sequence[Hit], spans: Sequence[Span]) -> list[Span]:
        """The spans of a text, with each place name that begins the name of a site replaced by that site.

        Parameters
        ----------
        text : str
        hits : sequence of Hit
        spans : sequence of Span
            Place names, in order.
        """
        found: list[Span] = []
        for span in spans:
            if (
                found
                and found[-1].end > span.start
                and found[-1].kind == "site"
                and found[-1].rule == "site-form"
            ):
                continue
            if span.kind == "site" and not span.rule:
                span.site, span.rule = span.names[0].place.type, "known-site"
                found.append(span)
                continue
            found += self._site(text, span)
        return found

    def _site(self, text: str, span: Span) -> list[Span]:
        """A place name unchanged, or the site that follows it."""
        if span.kind not in ("adm1", "adm2", "locality", "natural") or span.role != "location":
            return [span]
        named = self._named.match(text, span.end)
        if named:
            key = "holder" if span.unit else ""
            part = Span(span.start, span.end, span.kind, names=span.names, unit=span.unit, key=key)
            return [self._made(text, span.start, named, part)]
        held = self._held.match(text, span.end)
        if held and span.kind in ("adm1", "adm2", "locality"):
            part = Span(span.start, span.end, span.kind, names=span.names, unit=span.unit, key="holder")
            return [span, self._made(text, held.start("stem"), held, part)]
        return [span]

    def _made(self, text: str, start: int, match: re.Match[str], part: Span) -> Span:
        return Span(
            start, match.end(), "site", site=self._kinds[match["head"]], parts=[part],
            rule="site-form", key=text[start : match.end()],
        )  # fmt: skip
