"""The basis of an event: on what it rests, by its sentence, the source that this cites, and the publisher."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from geo.extraction.attribution import STATE_MEDIA, Attribution, Citations
from geo.languages.discourse import Bases
from geo.model.entities import Article, Basis
from geo.reference.context import Reference
from geo.text.notes import HEADING, level
from geo.text.spans import Text

from .genres import Genre

__all__ = ["BasisFound", "Grounds", "basis_of"]

Says = Bases[re.Pattern[str]]
_Kind = Literal["imagery", "unnamed", "state_media", "statement"]
_BASES: dict[_Kind, Basis] = {
    "imagery": "imagery", "unnamed": "unnamed source", "state_media": "state media", "statement": "statement",
}  # fmt: skip
_BODIES = ("government", "international organisation")
"""Classes of publishers whose reports, quoted by another, are statements."""
_LONG = 2_000
"""Characters of a sentence that are read; longer ones come from text without sentence boundaries."""


class BasisFound(NamedTuple):
    """The basis of an event, and the reason."""

    basis: Basis
    reason: str


def basis_of(
    article: Article,
    text: Text,
    start: int,
    end: int,
    says: Says,
    *,
    genre: Genre = Genre.REPORT,
    heading: int = 0,
    reference: Reference | None = None,
) -> BasisFound:
    """The basis of the event that a passage reports.

    The first that applies counts: an official statement as the whole text; state media as the publisher; imagery or
    an unnamed source in the sentence; the source that it cites; imagery in the sentence before, which it continues;
    the source of the sentences around it or of the dateline; the publisher's class.

    Parameters
    ----------
    article : Article
        Its address or source gives the publisher.
    text : Text
    start, end : int
        Offsets of the passage.
    says : Bases
        Patterns of all languages of the text.
    genre : Genre
        Of the text.
    heading : int
        The heading that it stands under in notes, counted from 1 as its sentence; 0 where there is none.
    reference : Reference, optional
        Its publishers are known; the bundled one by default.

    Examples
    --------
    >>> from geo.extraction.pipeline import extractor
    >>> body = "Satellite images show a new hall. It was completed in Anju in May."
    >>> says = extractor().tools(body).rules.patterns.bases
    >>> basis_of(Article("a", body), Text(body), 34, len(body), says)
    BasisFound(basis='imagery', reason='“Satellite images” in the sentence before')
    """
    return Grounds(article, text, says, genre=genre, reference=reference).of(start, end, heading)


class Grounds:
    """On what the events of one article rest; each sentence is read once.

    Parameters
    ----------
    article, text, says, genre, reference
        As for :func:`basis_of`.
    """

    def __init__(
        self,
        article: Article,
        text: Text,
        says: Says,
        *,
        genre: Genre = Genre.REPORT,
        reference: Reference | None = None,
    ) -> None:
        context = reference or Reference.bundled()
        self._text, self._says, self._genre = text, says, genre
        self._own = context.publishers.of_article(article.url, article.source)
        self._citations = Citations(text, self._own, reference=context)
        self._read: dict[tuple[_Kind, int, int], str] = {}

    def of(self, start: int, end: int, heading: int = 0) -> BasisFound:
        """Return the basis of the event that a passage reports, as :func:`basis_of` does."""
        text, own, turns = self._text, self._own, self._says.turns
        if self._genre is Genre.WORDS:
            return BasisFound("statement", "the text is a statement")
        if own.class_ == STATE_MEDIA:
            return BasisFound("state media", f"published by {own.name}")
        first, last = text.number(start), text.number(max(start, end - 1))
        here = self._first(first, last, ("imagery", "unnamed"), "in the sentence")
        if here:
            return here
        cited = self._citations.of(start, end)
        by_source = _by_class(cited)
        bylines = ("named in the sentence", *(() if own.class_ else ("dateline or credit line",)))
        if by_source and cited and cited.rule in bylines:
            return by_source
        here = self._first(first, last, ("state_media", "statement"), "in the sentence")
        if here:
            return here
        continues = first > 0 and not turns.match(text.text, text.bounds(first)[0])
        if continues:
            before = self._first(first - 1, first - 1, ("imagery", "unnamed"), "in the sentence before")
            if before:
                return before
        if by_source:
            return by_source
        above = heading - 1  # sentences at which items begin are counted from 1
        if heading and level(text.text, text.starts[above]) == HEADING:
            cites_above = self._first(above, above, ("state_media",), "in the heading")
            if cites_above:
                return cites_above
        around = None
        cites: tuple[_Kind, ...] = ("unnamed", "state_media", "statement")
        if continues:
            around = self._first(first - 1, first - 1, cites[1:], "in the sentence before")
        after = last + 1
        if not around and after < len(text.starts) and not turns.match(text.text, text.bounds(after)[0]):
            around = self._first(after, after, cites, "in the sentence after")
        if around:
            return around
        if own.class_ == "government":
            return BasisFound("statement", f"published by {own.name}")
        return BasisFound("reported", "no other source is cited")

    def _first(self, first: int, last: int, kinds: tuple[_Kind, ...], where: str) -> BasisFound | None:
        """The first of some bases that the words of the sentences ``first`` to ``last`` give."""
        for kind in kinds:
            words = self._words(kind, first, last)
            if words:
                return BasisFound(_BASES[kind], f"“{words}” {where}")
        return None

    def _words(self, kind: _Kind, first: int, last: int) -> str:
        """The words of some sentences that give a basis; empty where none do."""
        key = kind, first, last
        if key not in self._read:
            raw, says = self._text.text, self._says
            start, stop = self._text.bounds(first)[0], self._text.bounds(last)[1]
            stop = min(stop, start + _LONG)
            match = getattr(says, kind).search(raw, start, stop)
            if match and kind == "imagery" and says.own_satellite.search(raw, start, stop):
                match = None
            self._read[key] = " ".join(match.group().split()) if match else ""
        return self._read[key]


def _by_class(cited: Attribution | None) -> BasisFound | None:
    """The basis that the class of a cited source gives."""
    if cited is None:
        return None
    reason = f"cites {cited.publisher}, {cited.rule}"
    if STATE_MEDIA in (cited.class_, cited.publisher):
        return BasisFound("state media", reason)
    return BasisFound("statement", reason) if cited.class_ in _BODIES else None
