"""Toponym recognition: the stretches of a text that name a place, each with its role."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from geo.languages.base import Language
from geo.reference.gazetteer import Gazetteer
from geo.reference.lexicon import Lexicon
from geo.text.scripts import Script
from geo.text.spans import Hit, Span

__all__ = ["Finder", "finder_of"]


class Finder:
    """Finds the names of places in texts of several languages, or of several in one text.

    Parameters
    ----------
    languages : tuple of Language
    lexicon : Lexicon
        What their finders are built from.
    """

    def __init__(self, languages: tuple[Language, ...], lexicon: Lexicon) -> None:
        self._finders = [(language.scripts, language.toponyms(lexicon)) for language in languages]

    def spans(self, text: str, hits: Sequence[Hit], known: Gazetteer) -> list[Span]:
        """Spans of a text in order, each with its role.

        Parameters
        ----------
        text : str
        hits : sequence of Hit
            Every known term of the text.
        known : Gazetteer
        """
        scripts = {Script.LATIN} | {h.term.script for h in hits if h.term.script is not Script.LATIN}
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
    """The finder of some languages, built once for the same word lists."""
    return Finder(languages, lexicon.only(language.name for language in languages))
