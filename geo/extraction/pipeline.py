"""The extraction pipeline: one article, many, or many on several processes, with the same result."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from geo.languages import LANGUAGES
from geo.languages.base import Language
from geo.languages.reading import languages_of, scripts_in, written_in
from geo.model.entities import Alias, Article, Extraction
from geo.model.errors import GeoError, InputError
from geo.reference.context import Reference
from geo.text.normalization import Cleaned
from geo.text.scripts import Script
from geo.text.spans import Hit, Span, Text

from .events.extract import find_events
from .events.rules import Rules, rules_of
from .events.trace import Trace
from .given import as_article, as_articles
from .offsets import in_given_text
from .recognition import Finder, finder_of
from .resolution.document import Document
from .resolution.resolve import mentions_of, resolve
from .scanner import Scanner, scanner_of
from .workers import cores, in_order, large

__all__ = ["Extractor", "Spread", "above", "actors_of", "extract", "extract_all", "extractor", "type_of"]

Report = Callable[[GeoError], None]
Spread = Callable[[Callable[[Article], Any], Iterable[Article]], Iterator[Any]]
"""Gives the answers of a function to articles, in their order, by other machines."""


@dataclass(frozen=True, slots=True, eq=False)
class Tools:
    """The compiled tools for texts in some languages.

    Attributes
    ----------
    scanner : Scanner
    finder : Finder
    rules : Rules
    """

    scanner: Scanner
    finder: Finder
    rules: Rules

    @classmethod
    def of(cls, known: Reference, languages: tuple[Language, ...], read: tuple[Language, ...]) -> Tools:
        """The tools for some languages; equal word lists and event types share them.

        Scanner and finder are those of all the languages, so that they are built once. The rules are those of the
        languages of which the text has words: most texts are in one, and the patterns of the others take time.
        """
        names = tuple(language.name for language in languages)
        return cls(
            scanner_of(known.gazetteer, known.lexicon, names),
            finder_of(languages, known.lexicon),
            rules_of(languages, known.lexicon, known.event_types, read),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Extractor:
    """Extracts mentions and events from articles with one reference, in some languages.

    Extractors are immutable and can be passed to other threads and processes. The compiled tools are shared, so
    that a second extractor with the same reference, or with a few added names, costs almost nothing.

    Parameters
    ----------
    reference : Reference
        Gazetteer, word lists and event types.
    languages : tuple of Language
        In the order in which their patterns are tried.

    Examples
    --------
    >>> reader = Extractor(Reference.bundled())
    >>> found = reader.extract(Article("a", "A ground-breaking ceremony took place in Songchon County."))
    >>> found.mentions[0].adm2, found.events[0].type
    ('KP0717', 'groundbreaking')
    """

    reference: Reference
    languages: tuple[Language, ...] = LANGUAGES
    _tools: dict[tuple[tuple[Language, ...], frozenset[Script]], Tools] = field(
        default_factory=dict, init=False, repr=False
    )
    """Filled when a text in further languages is read; the results do not depend on the order."""

    def tools(self, text: str, *also: str) -> Tools:
        """The tools for a text, chosen by the languages that its script allows.

        Parameters
        ----------
        text : str
        *also : str
            Title and topic, which may be in another language.

        Examples
        --------
        >>> reader = Extractor(Reference.bundled())
        >>> reader.tools("平壌で") is reader.tools("開城で"), reader.tools("平壌で") is reader.tools("在平壤")
        (True, False)
        """
        languages, scripts = languages_of(text, self.languages), scripts_in(text)
        for words in also:
            scripts |= scripts_in(words)
        found = self._tools.get((languages, scripts))
        if found is None:
            tools = Tools.of(self.reference, languages, written_in(languages, scripts))
            found = self._tools[languages, scripts] = tools
        return found

    def __reduce__(self) -> tuple[Callable[..., Extractor], tuple[object, ...]]:
        """Pickle the sources only: reading the files again in another process is faster than sending the data."""
        bundled = self.reference.folder == Reference.bundled().folder  # elsewhere it may be another folder
        folder = None if bundled else self.reference.folder
        languages = None if self.languages == LANGUAGES else self.languages
        return _rebuilt, (folder, self.reference.gazetteer.aliases, languages)

    def hits(self, text: str) -> list[Hit]:
        """All known names, site words, persons and cues of a text, in order and without overlap.

        Examples
        --------
        >>> reader = Extractor(Reference.bundled())
        >>> [(hit.start, hit.term.names[0].place.place_id) for hit in reader.hits("In Songchon County.")]
        [(3, 'KP0717')]
        """
        return self.tools(text).scanner.scan(text)

    def find_spans(self, text: str) -> tuple[list[Span], list[Hit]]:
        """Place names of a text in order, each with its role, and the hits from which they were built.

        Examples
        --------
        >>> text = "Pyongyang, May 2 (KCNA) -- Farms in Songchon County sent a team to Pyongyang."
        >>> spans, _ = Extractor(Reference.bundled()).find_spans(text)
        >>> [(s.role, s.start) for s in spans]
        [('dateline', 0), ('location', 36), ('location', 67)]
        """
        tools = self.tools(text)
        hits = tools.scanner.scan(text)
        return tools.finder.spans(text, hits, self.reference.gazetteer), hits

    def settle(self, article: Article) -> Document:
        """Former name of :meth:`resolve`, deprecated."""
        warnings.warn("Extractor.settle is now Extractor.resolve", DeprecationWarning, stacklevel=2)
        return self.resolve(article)

    def resolve(self, article: Article) -> Document:
        """Resolve the place names of an article; offsets are those of the cleaned text.

        Examples
        --------
        >>> document = Extractor(Reference.bundled()).resolve(Article("a", "In Songchon County."))
        >>> document.resolved_place(0).name
        'Songchon'
        """
        mine = self._for(article)
        cleaned = Cleaned.of(article).text
        tools, known = mine.tools(cleaned, article.title, article.topic), mine.reference.gazetteer
        spans = tools.finder.spans(cleaned, tools.scanner.scan(cleaned), known)
        text = Text(cleaned, tools.rules.patterns.abbreviations)
        return resolve(article, text, spans, known, tools.rules.patterns)

    def extract(self, article: Article, *, trace: Trace | None = None) -> Extraction:
        """Mentions and events of one article.

        Parameters
        ----------
        article : Article
        trace : Trace, optional
            Filled with how the events were found, for explanations.

        Returns
        -------
        Extraction
            It depends on the article and the reference only, not on order or machine.
        """
        mine = self._for(article)
        cleaned = Cleaned.of(article)
        tools = mine.tools(cleaned.text, article.title, article.topic)
        known = mine.reference.gazetteer
        text = Text(cleaned.text, tools.rules.patterns.abbreviations)
        hits = tools.scanner.scan(cleaned.text)
        spans = tools.finder.spans(cleaned.text, hits, known)
        document = resolve(article, text, spans, known, tools.rules.patterns)
        mentions = mentions_of(document)
        events = find_events(
            article, text, hits, mentions, tools.rules, mine.reference, tools.scanner.scan, trace
        )
        return in_given_text(Extraction(article, mentions, events), cleaned)

    def extract_all(
        self,
        articles: Iterable[Article],
        *,
        processes: int | None = 1,
        report: Report | None = None,
        spread: Spread | None = None,
    ) -> Iterator[Extraction]:
        """Extractions in the order of the articles.

        Parameters
        ----------
        articles : iterable of Article
            Read one by one, so that memory does not grow with their number.
        processes : int, optional
            Number of processes; 1 runs in the calling process, None on all processors if the articles are many.
        report : callable, optional
            Called with the error of an article that cannot be read; by default the error is raised.
        spread : callable, optional
            Has the work done elsewhere, as :func:`geo.store.cluster.on_cluster` does, whatever ``processes`` says.

        Yields
        ------
        Extraction

        Raises
        ------
        geo.model.errors.InputError
            An article cannot be read, and there is no ``report``.
        """
        for found in self._in_order(articles, processes, spread):
            if isinstance(found, Extraction):
                yield found
            elif report is None:
                raise found
            else:
                report(found)

    def _in_order(
        self, articles: Iterable[Article], processes: int | None, spread: Spread | None
    ) -> Iterator[Extraction | InputError]:
        if spread:
            return spread(partial(_tried, self), articles)
        if processes is None and cores() > 1:
            many, articles = large(articles)
            processes = cores() if many else 1
        processes = min(processes or 1, cores())  # more than processors would wait for each other
        if processes <= 1 or not sys.executable:
            return map(partial(_tried, self), articles)
        return in_order(partial(_tried, self), articles, processes)

    def _for(self, article: Article) -> Extractor:
        """An extractor that also knows the names that places have in this article only."""
        own = self.reference.gazetteer.own.get(article.id)
        if not own:
            return self
        names = [replace(alias, source="") for alias in own]
        return Extractor(self.reference.with_aliases(names), self.languages)


def _tried(reader: Extractor, article: Article) -> Extraction | InputError:
    """The extraction of an article, or an error: one faulty article must not stop a run over many."""
    try:
        return reader.extract(article)
    except Exception as error:
        where = f"{article.path or article.id}, line {article.line}"
        return InputError(
            f"{where}: cannot be read ({type(error).__name__}: {error}); please report the text"
        )


@lru_cache(maxsize=4)
def _rebuilt(
    folder: Path | None, aliases: tuple[Alias, ...], languages: tuple[Language, ...] | None
) -> Extractor:
    reference = Reference.read(folder) if folder else Reference.bundled()
    return Extractor(reference.with_aliases(aliases), languages or LANGUAGES)


@lru_cache(maxsize=8)
def _made(reference: Reference) -> Extractor:
    return Extractor(reference)


def extractor(reference: Reference | None = None) -> Extractor:
    """The extractor of a reference, by default the bundled one, in all languages; built once per reference.

    Examples
    --------
    >>> extractor() is extractor(Reference.bundled())
    True
    """
    return _made(reference or Reference.bundled())


def extract(article: Article | str, *, reference: Reference | None = None) -> Extraction:
    """Mentions and events of one article.

    Parameters
    ----------
    article : Article or str
        A text is an article without a date.
    reference : Reference, optional
        The bundled one by default.

    Returns
    -------
    Extraction
        It depends on the article and the reference only, not on order or machine.

    Examples
    --------
    >>> found = extract(Article("a", "A ground-breaking ceremony took place in Songchon County."))
    >>> found.mentions[0].adm2, found.events[0].type
    ('KP0717', 'groundbreaking')
    """
    return extractor(reference).extract(as_article(article))


def extract_all(
    articles: Iterable[Article | str],
    *,
    processes: int | None = 1,
    report: Report | None = None,
    reference: Reference | None = None,
    spread: Spread | None = None,
) -> Iterator[Extraction]:
    """Extractions in the order of the articles.

    Parameters
    ----------
    articles : iterable of Article or str
        Read one by one, so that memory does not grow with their number.
    processes : int, optional
        Number of processes; 1 runs in the calling process, None on all processors if the articles are many.
    report : callable, optional
        Called with the error of an article that cannot be read; by default the error is raised.
    reference : Reference, optional
        The bundled one by default.
    spread : callable, optional
        Has the work done elsewhere, as :func:`geo.store.cluster.on_cluster` does, whatever ``processes`` says.

    Returns
    -------
    iterator of Extraction

    Raises
    ------
    geo.model.errors.InputError
        An article cannot be read, and there is no ``report``.

    Examples
    --------
    >>> articles = [Article(i, f"A mill was inaugurated in {i} City.") for i in ("Haeju", "Anju")]
    >>> [found.events[0].adm2 for found in extract_all(articles)]
    ['KP0901', 'KP0703']
    """
    reader = extractor(reference)
    return reader.extract_all(as_articles(articles), processes=processes, report=report, spread=spread)


def above(found: Extraction, score: float) -> Extraction:
    """An extraction without the events below a score; reviewed events stay.

    Examples
    --------
    >>> found = extract(Article("a", "A ground-breaking ceremony took place in Songchon County."))
    >>> len(above(found, 0.9).events), len(above(found, 1.0).events)
    (1, 0)
    """
    kept = tuple(e for e in found.events if e.score >= score or e.status == "reviewed")
    return found if len(kept) == len(found.events) else replace(found, events=kept)


def type_of(text: str, reference: Reference | None = None) -> str | None:
    """Type of the event that a short text reports; None where it has no cue.

    Examples
    --------
    >>> type_of("North Korea fired a ballistic missile from the Wonsan area.")
    'weapons-test'
    """
    reader = extractor(reference)
    return reader.tools(text).rules.classifier.type_of(text, reader.hits(text))


def actors_of(text: str, leader: bool, reference: Reference | None = None) -> list[str]:
    """Persons named in a short text, the leader first where he is present.

    Examples
    --------
    >>> actors_of("Premier Kim Tok Hun inspected a farm.", False)
    ['Kim Tok Hun']
    """
    return extractor(reference).tools(text).rules.classifier.actors_of(text, 0, len(text), (), leader)
