"""What a sentence refers to without naming it: "here", "there", "the county", "the factory"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from geo.model.entities import Mention
from geo.text.romanization import is_korean

__all__ = ["Named"]

_THE = re.compile(
    r"\b[Tt]he (?:stricken |same |affected |flooded )?(?P<noun>county|city|town|province|district|municipality|"
    r"factory|farm|mine|plant|mill|complex|university|museum|station|base|shipyard|site|hospital|school|palace|"
    r"power station|airport|port)(?=[ ,.;'’])(?! of\b)"
)
_THERE = re.compile(
    r"\bthere(?=[ ,.;])(?! (?:is|are|was|were|will|took|has|have|had|occurred|appeared|came|stands?)\b)"
)
_HERE = re.compile(
    r"\b(?:arriv\w+|left|leav\w+|held|place|open\w*|came|visit\w*|given|ended|closed|met|reception|meeting|talks|"
    r"corps|Corps|staged|performed|unveiled)\b[^.;]{0,40}\bhere(?=[ ,.;]|$)|\b(?:returned home|left for home)\b"
)
_KOREAN = re.compile(
    r"(?:이|동) ?(?P<noun>군|시|도|공장|농장)(?:에서|의|에|은|는|이|가)|(?<![가-힣])(?P<pad>발사장)(?:에서|을|에)"
)
_SPOT = re.compile(r"현지에서|여기에서|이곳에서|현장을 찾|현장에 들")
_UNITS = {
    "county": "adm2", "city": "adm2", "town": "adm2", "district": "adm2", "municipality": "adm2", "province": "adm1",
    "군": "adm2", "시": "adm2", "도": "adm1",
}  # fmt: skip
_SITE_NOUNS = {"공장": "factory", "농장": "farm"}


class Named:
    """The places that a text has named up to a point, for what refers back to them.

    Parameters
    ----------
    placed : sequence of Mention
        Locations in the order of the text.
    dateline : Mention or None
        Where the report was written, which is what "here" means.
    """

    def __init__(self, placed: Sequence[Mention], dateline: Mention | None) -> None:
        self._placed = list(placed)
        self._starts = [m.start for m in self._placed]
        self._dateline = dateline

    def referred(self, raw: str, start: int, end: int, *, soft: bool = False) -> Mention | None:
        """The place that a sentence without names refers to; None where it refers to none.

        Of a ``soft`` type, told in passing, "the county" is no place of its own.

        The answer has the referring words as its surface and a lower score than the name that it goes back to.
        """
        for match, rule, found in self._readings(raw, start, end, soft):
            if found is not None:
                return replace(
                    found, surface=match.group(), start=match.start(), end=match.end(), role="location",
                    rule=rule, score=round(0.85 * found.score, 2),
                )  # fmt: skip
        return None

    def _readings(
        self, raw: str, start: int, end: int, soft: bool
    ) -> Iterator[tuple[re.Match[str], str, Mention | None]]:
        """What each referring word of a sentence may go back to."""
        sentence = raw[start:end]
        korean = is_korean(sentence)
        if "here" in sentence or " home" in sentence:
            for match in _HERE.finditer(raw, start, end):
                yield match, "here", self._dateline
            for match in _THERE.finditer(raw, start, end):
                yield match, "there", self._last(start, lambda m: m.kind != "adm1")
        for match in _SPOT.finditer(raw, start, end) if korean else ():
            yield match, "there", self._last(start, lambda m: m.kind != "adm1")
        if soft:
            return
        for match in (_KOREAN if korean else _THE).finditer(raw, start, end):
            noun = match["noun"] or match.group("pad")
            level = _UNITS.get(noun)
            if level:
                yield match, f"last-{noun}", self._last(start, partial(_is_kind, level))
            else:
                yield match, "last-site", self._last(start, partial(_bears, _SITE_NOUNS.get(noun, noun)))

    def only(self, start: int) -> Mention | None:
        """The one place that a text has spoken of before an offset; None where there are several, or none."""
        before = self._placed[: bisect_left(self._starts, start)]
        if not before or len({m.adm2 or m.adm1 for m in before}) != 1:
            return None
        return replace(before[0], rule="only-place-so-far", score=round(0.7 * before[0].score, 2))

    def _last(self, start: int, fits: Callable[[Mention], bool]) -> Mention | None:
        before = bisect_left(self._starts, start)
        return next((m for m in reversed(self._placed[:before]) if fits(m)), None)


def _is_kind(kind: str, mention: Mention) -> bool:
    return mention.kind == kind


def _bears(word: str, mention: Mention) -> bool:
    """Whether a site's name has the word by which it is referred to."""
    return mention.kind == "site" and word in mention.surface.casefold()
