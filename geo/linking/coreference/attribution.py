"""Fill the publisher of each event's article, and the source that the article relies on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from geo.extraction.attribution import STATE_MEDIA, Attribution, Citations, attribution
from geo.languages import ABBREVIATIONS
from geo.model.entities import Article, Event
from geo.reference.context import Reference
from geo.text.normalization import Cleaned
from geo.text.spans import Text

__all__ = ["STATE_MEDIA", "Attribution", "attribution", "credited"]


def credited(
    events: Iterable[Event], articles: Iterable[Article], *, reference: Reference | None = None
) -> list[Event]:
    """Return the events with ``publisher``, ``source_class`` and ``attribution`` filled.

    Parameters
    ----------
    events : iterable of Event
    articles : iterable of Article
        The articles of the events; for an event without its article, only its quote is searched.
    reference : Reference, optional
        Its publishers are recognised; the bundled one by default.

    Examples
    --------
    >>> from geo.extraction.pipeline import extract
    >>> body = "Kim Jong Un visited Songchon County on Monday, KCNA reported."
    >>> found = extract(Article("a", body, url="https://en.yna.co.kr/1"))
    >>> event, = credited(found.events, [found.article])
    >>> event.publisher, event.source_class, event.attribution
    ('Yonhap News Agency', 'South Korean agency', 'KCNA; named in the sentence')
    """
    context = reference or Reference.bundled()
    known = context.publishers
    by_id: dict[tuple[str, str], Article] = {(a.id, a.url): a for a in articles}
    texts: dict[tuple[str, str], tuple[Cleaned, Citations | None]] = {}
    done: list[Event] = []
    for event in events:
        key = event.source_id, event.source_url
        article = by_id.get(key)
        own = known.of_article(event.source_url, article.source if article else event.publisher)
        source = None
        if article is None:
            if event.quote:
                quote = Text(event.quote, ABBREVIATIONS)
                source = attribution(quote, 0, len(event.quote), own, reference=context)
        else:
            if key not in texts:
                read = Cleaned.of(article)
                whole = Text(read.text, ABBREVIATIONS) if read.text else None
                texts[key] = read, Citations(whole, own, reference=context) if whole else None
            cleaned, citations = texts[key]
            if citations:
                source = citations.of(*cleaned.inside(event.quote_start, event.quote_end))
        done.append(
            replace(
                event,
                publisher=own.name.replace(";", ","),
                source_class=own.class_,
                attribution=str(source) if source else "",
            )
        )
    return done
