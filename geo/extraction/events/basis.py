"""The basis of an event: on what it rests, by its sentence, the source that this cites, and the publisher."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from geo.extraction.attribution import STATE_MEDIA, Attribution, attribution
from geo.languages.discourse import Bases
from geo.model.entities import Article, Basis
from geo.reference.context import Reference
from geo.text.notes import HEADING, level
from geo.text.spans import Text

from .genres import Genre

__all__ = ["BasisFound", "basis_of"]

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
    context = reference or Reference.bundled()
    own = context.publishers.of_article(article.url, article.source)
    if genre is Genre.WORDS:
        return BasisFound("statement", "the text is a statement")
    if own.class_ == STATE_MEDIA:
        return BasisFound("state media", f"published by {own.name}")
    first, last = text.number(start), text.number(max(start, end - 1))
    here = _first(text, first, last, says, ("imagery", "unnamed"), "in the sentence")
    if here:
        return here
    cited = attribution(text, start, end, own, reference=context)
    by_source = _by_class(cited)
    bylines = ("named in the sentence", *(() if own.class_ else ("dateline or credit line",)))
    if by_source and cited and cited.rule in bylines:
        return by_source
    here = _first(text, first, last, says, ("state_media", "statement"), "in the sentence")
    if here:
        return here
    continues = first > 0 and not says.turns.match(text.text, text.bounds(first)[0])
    if continues:
        before = _first(text, first - 1, first - 1, says, ("imagery", "unnamed"), "in the sentence before")
        if before:
            return before
    if by_source:
        return by_source
    above = heading - 1  # sentences at which items begin are counted from 1
    if heading and level(text.text, text.starts[above]) == HEADING:
        cites_above = _first(text, above, above, says, ("state_media",), "in the heading")
        if cites_above:
            return cites_above
    around = None
    cites: tuple[_Kind, ...] = ("unnamed", "state_media", "statement")
    if continues:
        around = _first(text, first - 1, first - 1, says, cites[1:], "in the sentence before")
    after = last + 1
    if not around and after < len(text.starts) and not says.turns.match(text.text, text.bounds(after)[0]):
        around = _first(text, after, after, says, cites, "in the sentence after")
    if around:
        return around
    if own.class_ == "government":
        return BasisFound("statement", f"published by {own.name}")
    return BasisFound("reported", "no other source is cited")


def _by_class(cited: Attribution | None) -> BasisFound | None:
    """The basis that the class of a cited source gives."""
    if cited is None:
        return None
    reason = f"cites {cited.publisher}, {cited.rule}"
    if STATE_MEDIA in (cited.class_, cited.publisher):
        return BasisFound("state media", reason)
    return BasisFound("statement", reason) if cited.class_ in _BODIES else None


def _first(
    text: Text, first: int, last: int, says: Says, kinds: tuple[_Kind, ...], where: str
) -> BasisFound | None:
    """The first of some bases that the words of the sentences ``first`` to ``last`` give."""
    start, stop = text.bounds(first)[0], text.bounds(last)[1]
    stop = min(stop, start + _LONG)
    for kind in kinds:
        match = getattr(says, kind).search(text.text, start, stop)
        if match and not (kind == "imagery" and says.own_satellite.search(text.text, start, stop)):
            return BasisFound(_BASES[kind], f"“{' '.join(match.group().split())}” {where}")
    return None
