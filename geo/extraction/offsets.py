"""Conversion of the offsets of mentions and events from the cleaned text to the original text."""

from __future__ import annotations

from dataclasses import replace

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


def _mention(mention: Mention, text: str, cleaned: Cleaned) -> Mention:
    start, end = cleaned.given(mention.start, mention.end)
    return replace(mention, surface=text[start:end], start=start, end=end)


def _event(event: Event, cleaned: Cleaned) -> Event:
    start, end = cleaned.given(event.quote_start, event.quote_end)
    return replace(event, quote_start=start, quote_end=end)
