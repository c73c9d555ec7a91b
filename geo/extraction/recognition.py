"""Toponym recognition: the spans of a text that name a place, each with its role."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from geo.languages.base import Language
from geo.reference.gazetteer import Gazetteer
from geo.reference.lexicon import Lexicon
from geo.text.spans import Hit, Span

__all__ = ["Finder", "finder_of"]


class Finder:
    """Finds place names in texts of several languages, or in one text that mixes them.

    Parameters
    ----------
    languages : tuple of Language
    lexicon : Lexicon
        Word lists of these languages.
    """

    def __init__(self, languages: tuple[Language, ...], lexicon: Lexicon) -> None:
        self._finders = [(language.scripts, language.toponyms(lexicon)) for language in languages]

    def spans(self, text: str, hits: Sequence[Hit], known: Gazetteer) -> list[Span]:
        """Spans of the place names of a text in order, each with its role.

        Parameters
        ----------
        text : str
        hits : sequence of Hit
            All known terms of the text.
        known : Gazetteer

        Returns
        -------
        list of Span
        """
        scripts = {h.term.script for h in hits}
        spans: list[Span] = []
        for read, finder in self._finders:
            if not scripts.isdisjoint(read):
                spans += finder.spans(text, hits, known)
        spans.sort(key=lambda s: (s.start, -s.end))
        for _, finder in self._finders:
            finder.share_types(text, spans)
        return spans


@lru_cache(maxsize=4)
def finder_of(languages: tuple[Language, ...], lexicon: Lexicon) -> Finder:
    """Build the finder of some languages; equal arguments share one."""
    return Finder(languages, lexicon.only(language.name for language in languages))
