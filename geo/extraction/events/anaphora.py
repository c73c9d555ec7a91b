"""Places that a sentence refers to without naming them: "here", "there", "the county", "the factory"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from geo.languages.combined import Patterns
from geo.model.entities import Mention
from geo.text.scripts import Script, main_script

from .words import has_any

__all__ = ["Named"]


_COMMON_NAME = re.compile(r" (?:[a-z]+ ){1,2}([a-z]+)\b")
"""After a unit: the common words of a site's name ("Kaesong industrial zone")."""


class Named:
    """The places named in a text, to which later sentences may refer back.

    Parameters
    ----------
    placed : sequence of Mention
        Locations in the order of the text.
    dateline : Mention or None
        Where the report was written: the meaning of "here".
    patterns : Patterns
        Patterns of all languages of the text.
    """

    def __init__(self, placed: Sequence[Mention], dateline: Mention | None, patterns: Patterns) -> None:
        self._says, self._by_script = patterns.anaphora, patterns.anaphora_by_script
        self._placed = list(placed)
        self._starts = [m.start for m in self._placed]
        self._dateline = dateline if dateline and dateline.country == "KP" else None

    def referred(self, raw: str, start: int, end: int, *, soft: bool = False) -> Mention | None:
        """Resolve the place to which a sentence without place names refers.

        Parameters
        ----------
        raw : str
            The whole text.
        start, end : int
            Offsets of the sentence.
        soft : bool
            Whether to resolve "here" and "there" only. Set for event types that are often mentioned in passing,
            since "the county" in such a sentence rarely says where the event was.

        Returns
        -------
        Mention or None
            The referring words as surface, with a lower score than the name to which they refer.
        """
        for match, rule, found in self._referents(raw, start, end, soft):
            if found is not None:
                return replace(
                    found, surface=match.group(), start=match.start(), end=match.end(), role="location",
                    rule=rule, score=round(0.85 * found.score, 2),
                )  # fmt: skip
        return None

    def _referents(
        self, raw: str, start: int, end: int, soft: bool
    ) -> Iterator[tuple[re.Match[str], str, Mention | None]]:
        """Each referring expression of a sentence, with the rule's name and the place, if one was named before."""
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
                words = says.site_nouns.get(noun, noun)
                yield match, "last-site", self._last(start, partial(_bears, raw, words))

    def refers(self, raw: str, start: int, end: int) -> bool:
        """Whether a sentence refers back to a site or unit by a noun ("the complex")."""
        return any(found is not None for _, _, found in self._referents(raw, start, end, soft=False))

    def tested(self, raw: str, start: int, end: int) -> Mention | None:
        """The country's nuclear test site, where a sentence tells of a nuclear test and the text names the site."""
        if not self._says.test.search(raw, start, end):
            return None
        sites = [m for m in self._placed if self._says.test_site.search(m.surface)]
        site = next((m for m in reversed(sites) if m.start < end), sites[0] if sites else None)
        return replace(site, rule="nuclear-test-site", score=round(0.85 * site.score, 2)) if site else None

    def only(self, start: int) -> Mention | None:
        """The only unit that the text names before an offset; None where it names none or several."""
        before = self._placed[: bisect_left(self._starts, start)]
        if not before or len({m.adm2 or m.adm1 for m in before}) != 1:
            return None
        return replace(before[0], rule="only-place-so-far", score=round(0.7 * before[0].score, 2))

    def _last(self, start: int, fits: Callable[[Mention], bool]) -> Mention | None:
        before = bisect_left(self._starts, start)
        return next((m for m in reversed(self._placed[:before]) if fits(m)), None)


def _is_kind(kind: str, mention: Mention) -> bool:
    return mention.kind == kind


def _bears(raw: str, words: str, mention: Mention) -> bool:
    """Whether one of the words that refer to a site is in its name: "the farm" for "Rihyon Farm"."""
    surface = mention.surface.casefold()
    if mention.kind == "site":
        return any(word in surface for word in words.split("|"))
    named = _COMMON_NAME.match(raw, mention.end)
    return named is not None and named.group(1) in words.split("|")
