"""Reading articles and the tables beside them, and tying them together: one run from files to results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from geo.extraction.pipeline import extract_all
from geo.linking import run
from geo.linking.corrections import Ledger
from geo.linking.matching.terms import DAYS, KM, MATCHES, MIN_SCORE, Match
from geo.linking.run import Options, drawing_of
from geo.model.entities import Extraction
from geo.model.errors import GeoError, Report, raised
from geo.readers.articles.reader import Once, read_articles
from geo.reference.boundaries import Drawing, using
from geo.reference.context import Reference

from .results import Results

__all__ = ["read", "tie"]


def read(
    inputs: str | Path | Iterable[str | Path],
    *,
    records: str | Path | None = None,
    sites: str | Path | None = None,
    columns: str | Mapping[str, str] | None = None,
    publishers: str | Path | None = None,
    boundaries: str | Path | Drawing | None = None,
    corrections: str | Path | Iterable[str | Path] = (),
    match: Match = MATCHES[0],
    days: int = DAYS,
    km: float = KM,
    min_tie: float = MIN_SCORE,
    min_score: float = 0.0,
    reviewed_only: bool = False,
    rejected: bool = False,
    date: date | None = None,
    processes: int = 1,
) -> Results:
    """Read articles and what is given beside them, and tie them together.

    Parameters
    ----------
    inputs : path or iterable of paths
        Articles, as :func:`geo.read_articles` takes them; one of the same id and text as another is read once.
    records, sites : path, optional
        A table of event records and one of sites, in any format of :func:`geo.readers.tables.read_table`.
    columns : str or mapping of str to str, optional
        Our column -> that of ``records``, where the guess would be another: ``"date=Day,place=Where"``.
    publishers : path, optional
        A table of publishers that goes before ours; see :func:`geo.readers.publishers.read_publishers`.
    boundaries : path or Drawing, optional
        A file of the country's units (see :func:`geo.read_drawing`) to place points and draw maps by, instead of
        the bundled one.
    corrections : path or iterable of paths
        Files in which people overrule the machine (:mod:`geo.linking.corrections`).
    match, days, km, min_tie
        How events are tied to records: ``match``, ``days``, ``km`` and ``min_score`` of :func:`geo.join`.
    min_score : float
        Leave out events scored below this, 0 to 1; those that somebody has confirmed stay.
    reviewed_only : bool
        Keep the events alone that somebody has confirmed.
    rejected : bool
        Keep the events that somebody has rejected, with that status.
    date : datetime.date, optional
        For articles without a date of their own.
    processes : int
        How many processes read the articles.

    Returns
    -------
    Results
        A file or row that cannot be read is in its ``problems``, and the rest is used.

    Raises
    ------
    GeoError
        The file of boundaries cannot be used (what was asked for cannot be drawn), or an option is outside of
        what it can be.

    Examples
    --------
    >>> read("nothing-of-that-name.txt").problems
    [UnreadableError('nothing-of-that-name.txt: No such file or directory')]
    """
    problems: list[GeoError] = []
    report = problems.append
    given = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    drawing = drawing_of(boundaries, report)
    with using(drawing):  # corrections may give points, whose counties the boundaries tell
        ledger = Ledger.read(corrections, report)
        articles = Once(read_articles(given, date=date, report=report))
        with ledger.names():
            extractions = list(extract_all(articles, processes=processes, report=report))
        asked = Options(
            records=records,
            sites=sites,
            columns=columns,
            publishers=publishers,
            boundaries=drawing,
            corrections=ledger,
            match=match,
            days=days,
            km=km,
            min_tie=min_tie,
            min_score=min_score,
            reviewed_only=reviewed_only,
            rejected=rejected,
        )
        results = tie(extractions, asked, inputs=given, report=report)
    results.problems = problems
    return results


def tie(
    extractions: Sequence[Extraction],
    options: Options | None = None,
    *,
    inputs: Sequence[str | Path] = (),
    report: Report = raised,
    reference: Reference | None = None,
) -> Results:
    """Extractions with what is given beside them, as :func:`geo.linking.run.tie` does, as results.

    Examples
    --------
    >>> from geo import Article, extract
    >>> tie([extract(Article("a", "A farm in Songchon County was inaugurated."))])
    <1 articles: 1 events, 0 sites, 0 records, 0 ties>
    """
    return Results.of(run.tie(extractions, options, inputs=inputs, report=report, reference=reference))
