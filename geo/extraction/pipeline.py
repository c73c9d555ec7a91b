"""Running the pipeline over articles: one, many, or many on several processes, with the same result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from os import cpu_count

from geo.extraction.recognition import find_spans
from geo.model.entities import Article, Extraction
from geo.model.errors import GeoError, InputError
from geo.reference.gazetteer import also_named, gazetteer, know
from geo.text.normalization import Cleaned
from geo.text.spans import Text

from .events.extract import find_events
from .offsets import in_given_text
from .resolution.resolve import resolve

__all__ = ["above", "extract", "extract_all", "own_names"]


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
    with own_names(article):
        return _extract(article)


def own_names(article: Article) -> AbstractContextManager[None]:
    """Know the names that places have in this article alone, while it is read.

    Examples
    --------
    >>> from geo.model.entities import Alias
    >>> article = Article("a", "A mill was inaugurated in Vinalon Town.")
    >>> with also_named([Alias("Vinalon Town", gazetteer()["KP0307"], source="a")]), own_names(article):
    ...     [p.name for p in gazetteer().find("Vinalon Town")]
    ['Hamhung']
    """
    own = gazetteer().own.get(article.id)
    return also_named(replace(alias, source="") for alias in own) if own else nullcontext()


def _extract(article: Article) -> Extraction:
    cleaned = Cleaned.of(article)
    text = Text(cleaned.text)
    spans, hits = find_spans(cleaned.text)
    mentions = resolve(article, text, spans) if spans else ()
    found = Extraction(article, mentions, find_events(article, text, hits, mentions))
    return in_given_text(found, cleaned)


def above(found: Extraction, score: float) -> Extraction:
    """An extraction without the events scored below a line; what somebody has reviewed stays.

    Examples
    --------
    >>> found = extract(Article("a", "A ground-breaking ceremony took place in Songchon County."))
    >>> len(above(found, 0.9).events), len(above(found, 1.0).events)
    (1, 0)
    """
    kept = tuple(e for e in found.events if e.score >= score or e.status == "reviewed")
    return found if len(kept) == len(found.events) else replace(found, events=kept)


def _tried(article: Article) -> Extraction | InputError:
    """An article's extraction, or the fault that reading it laid bare; one article never ends a run."""
    try:
        return extract(article)
    except Exception as error:
        where = f"{article.path or article.id}, line {article.line}"
        return InputError(
            f"{where}: cannot be read ({type(error).__name__}: {error}); please report the text"
        )


def extract_all(
    articles: Iterable[Article], *, processes: int = 1, report: Callable[[GeoError], None] | None = None
) -> Iterator[Extraction]:
    """Extractions in the order of the articles.

    Parameters
    ----------
    articles : iterable of Article
        Taken as needed: memory stays constant however many there are.
    processes : int
        How many processes share the work; 1 stays in this one.
    report : callable, optional
        Is given the error of an article that cannot be read; by default it is raised.

    Examples
    --------
    >>> articles = [Article(i, f"A mill was inaugurated in {i} City.") for i in ("Haeju", "Anju")]
    >>> [found.events[0].adm2 for found in extract_all(articles)]
    ['KP0901', 'KP0703']
    """
    for found in _in_order(articles, processes):
        if isinstance(found, Extraction):
            yield found
        elif report is None:
            raise found
        else:
            report(found)


def _in_order(articles: Iterable[Article], processes: int) -> Iterator[Extraction | InputError]:
    processes = min(processes, cpu_count() or 1)  # more would only wait for each other
    if processes <= 1:
        yield from map(_tried, articles)
        return
    from multiprocessing import get_context

    with get_context("spawn").Pool(processes, know, [gazetteer().aliases]) as pool:
        yield from pool.imap(_tried, articles, chunksize=32)
