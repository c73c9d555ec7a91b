"""Running the pipeline over articles: one, many, or many on several processes, with the same result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .events import find_events
from .mentions import find_spans
from .model import Article, Extraction
from .places import resolve
from .spans import Text

__all__ = ["extract", "extract_all"]


def extract(article: Article) -> Extraction:
    """Mentions and events of one article.

    Parameters
    ----------
    article : Article

    Returns
    -------
    Extraction
        A function of the article and the reference alone: the same in any order, on any machine.

    Examples
    --------
    >>> found = extract(Article("a", "A ground-breaking ceremony took place in Songchon County."))
    >>> found.mentions[0].adm2, found.events[0].type
    ('KP0717', 'groundbreaking')
    """
    text = Text(article.text)
    spans, hits = find_spans(article.text)
    mentions = resolve(article, text, spans) if spans else ()
    return Extraction(article, mentions, find_events(article, text, hits, mentions))


def extract_all(articles: Iterable[Article], *, processes: int = 1) -> Iterator[Extraction]:
    """Extractions in the order of the articles.

    Parameters
    ----------
    articles : iterable of Article
        Taken as needed: memory stays constant however many there are.
    processes : int
        How many processes share the work; 1 stays in this one.
    """
    if processes <= 1:
        yield from map(extract, articles)
        return
    from multiprocessing import get_context

    with get_context("spawn").Pool(processes) as pool:
        yield from pool.imap(extract, articles, chunksize=32)
