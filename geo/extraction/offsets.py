"""Conversion of the offsets of mentions and events from the cleaned text to the original text."""

from __future__ import annotations

from dataclasses import fields, replace
from operator import attrgetter

from geo.model.entities import Event, Extraction, Mention
from geo.text.normalization import Cleaned

__all__ = ["in_given_text"]


def in_given_text(found: Extraction, cleaned: Cleaned) -> Extraction:
    r"""Convert the offsets of an extraction from the cleaned text to the article's original text.

    Parameters
    ----------
    found : Extraction
        Offsets count the cleaned text; its article has the original one.
    cleaned : Cleaned
        The cleaned text of that article.

    Returns
    -------
    Extraction
        ``found`` itself where cleaning changed nothing.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> from geo.model.entities import Article
    >>> given = "Rain  fell on Song\u00adchon\r\nCounty."
    >>> mention = extract(Article("a", given)).mentions[0]
    >>> mention.surface, given[mention.start : mention.end] == mention.surface
    ('Song\xadchon', True)
    """
    text = found.article.text
    if cleaned.text == text:
        return found
    return replace(
        found,
        mentions=tuple(_mention(m, text, cleaned) for m in found.mentions),
        events=tuple(_event(e, cleaned) for e in found.events),
    )


# Values of the fields in their order: several times as fast as `replace`, of which each mention and event needs one.
_MENTION, _EVENT = (attrgetter(*(field.name for field in fields(kind))) for kind in (Mention, Event))
_SURFACE, _START, _END = ([f.name for f in fields(Mention)].index(n) for n in ("surface", "start", "end"))
_QUOTE_START, _QUOTE_END = ([f.name for f in fields(Event)].index(n) for n in ("quote_start", "quote_end"))


def _mention(mention: Mention, text: str, cleaned: Cleaned) -> Mention:
    start, end = cleaned.given(mention.start, mention.end)
    if (start, end) == (mention.start, mention.end) and text.startswith(mention.surface, start):
        return mention
    values = list(_MENTION(mention))
    values[_SURFACE], values[_START], values[_END] = text[start:end], start, end
    return Mention(*values)


def _event(event: Event, cleaned: Cleaned) -> Event:
    start, end = cleaned.given(event.quote_start, event.quote_end)
    if (start, end) == (event.quote_start, event.quote_end):
        return event
    values = list(_EVENT(event))
    values[_QUOTE_START], values[_QUOTE_END] = start, end
    return Event(*values)
