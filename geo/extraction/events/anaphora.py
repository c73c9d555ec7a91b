"""What a sentence refers to without naming it: "here", "there", "the county", "the factory"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from geo.languages.combined import Patterns
from geo.model.entities import Mention
from geo.text.scripts import Script, main_script

from .classification import has_any

__all__ = ["Named"]


class Named:
    """The places that a text has named up to a point, for what refers back to them.

    Parameters
    ----------
    placed : sequence of Mention
        Locations in the order of the text.
    dateline : Mention or None
        Where the report was written, which is what "here" means.
    patterns : Patterns
        What the languages say.
    """

    def __init__(self, placed: Sequence[Mention], dateline: Mention | None, patterns: Patterns) -> None:
        self._says, self._by_script = patterns.anaphora, patterns.anaphora_by_script
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
        if has_any(self._says.here_words, sentence):
            for match in self._says.here.finditer(raw, start, end):
                yield match, "here", self._dateline
        if has_any(self._says.there_words, sentence):
            for match in self._says.there.finditer(raw, start, end):
                yield match, "there", self._last(start, lambda m: m.kind != "adm1")
        says = self._by_script.get(main_script(sentence)) or self._by_script.get(Script.LATIN)
        if soft or says is None:
            return
        for match in says.noun.finditer(raw, start, end):
            noun = next(filter(None, match.groups()), "")
            level = says.units.get(noun)
            if level:
                yield match, f"last-{noun}", self._last(start, partial(_is_kind, level))
            else:
                yield match, "last-site", self._last(start, partial(_bears, says.site_nouns.get(noun, noun)))

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
