"""Read articles and tables, extract events and link them to records: one run from files to results."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from geo.extraction.pipeline import extract_all
from geo.linking import run
from geo.linking.corrections import Ledger
from geo.linking.matching.terms import DAYS, KM, MATCHES, MIN_SCORE, Match
from geo.linking.run import Options, with_boundaries
from geo.linking.windows import Tasks
from geo.model.entities import Extraction
from geo.model.errors import GeoError, Note, Report, raised
from geo.readers.articles.given import as_day, as_inputs, as_path
from geo.readers.articles.reader import Once, read_articles
from geo.reference.boundaries import BoundarySet
from geo.reference.context import Reference
from geo.store.cluster import on_cluster, windows_on
from geo.store.project import project_of

from .results import Results

__all__ = ["link", "read"]


def read(
    inputs: Any,
    *,
    records: str | Path | None = None,
    sites: str | Path | None = None,
    columns: str | Mapping[str, str] | None = None,
    publishers: str | Path | None = None,
    boundaries: str | Path | BoundarySet | None = None,
    corrections: str | Path | Iterable[str | Path] = (),
    match: Match = MATCHES[0],
    days: int = DAYS,
    km: float = KM,
    min_link_score: float = MIN_SCORE,
    min_score: float = 0.0,
    reviewed_only: bool = False,
    rejected: bool = False,
    date: date | str | None = None,
    processes: int | None = None,
    client: Any = None,
    reference: Reference | None = None,
    min_tie: float | None = None,
) -> Results:
    """Read articles, extract their events, and link these to records and sites.

    Parameters
    ----------
    inputs : path or iterable of paths
        Article files, or articles and tables of articles, as :func:`geo.read_articles` accepts them. Articles with
        the same id and text are read once. Or a project folder, made by ``dprk-geo init`` or :class:`geo.Project`.
    records, sites : path, optional
        A table of event records and a table of sites, in any format of :func:`geo.readers.tables.read_table`.
    columns : str or mapping of str to str, optional
        Column mapping for ``records``, our name first: ``"date=Day,place=Where"``. Other columns are guessed.
    publishers : path, optional
        A table of publishers that takes precedence over the bundled one; see
        :func:`geo.readers.publishers.read_publishers`.
    boundaries : path or BoundarySet, optional
        Boundaries that assign points to units and are drawn on maps, instead of the bundled ones; see
        :func:`geo.read_boundary_set`.
    corrections : path or iterable of paths
        Files with corrections made by people (:mod:`geo.linking.corrections`).
    match, days, km, min_link_score
        How events are linked to records: ``match``, ``days``, ``km`` and ``min_score`` of :func:`geo.join`.
    min_score : float
        Leave out events with a lower score, from 0 to 1. Events confirmed by a person stay.
    reviewed_only : bool
        Keep only events confirmed by a person.
    rejected : bool
        Keep events rejected by a person, with the status ``rejected``.
    date : datetime.date or str, optional
        Publication date of articles that have none.
    processes : int, optional
        Number of processes that extract from the articles; by default one for each processor where the articles are
        many, else none beside this one. The results do not depend on it.
    client : distributed.Client, optional
        Of a Dask cluster (extra ``dask``) on which articles are read and events are compared; see ``docs/cluster.md``.
    reference : Reference, optional
        Gazetteer, boundaries, lexicon, publishers and event types; the bundled data by default.
    min_tie : float, optional
        Former name of ``min_link_score``.

    Returns
    -------
    Results
        Files and rows that cannot be read are listed in its ``problems``, of which a warning tells the first.
        Everything else is used. Files of folders that were passed over are in its ``notes``.

    Raises
    ------
    GeoError
        The boundary file cannot be used, or an option has an invalid value: a date that is no day, an input that is
        neither a path nor an article nor a table.

    Examples
    --------
    >>> read("nothing-of-that-name.txt").problems
    [UnreadableError('nothing-of-that-name.txt: No such file or directory')]
    """
    if min_tie is not None:
        warnings.warn("min_tie is now min_link_score", DeprecationWarning, stacklevel=2)
        min_link_score = min_tie
    problems: list[GeoError] = []
    notes: list[str] = []
    report = problems.append
    given, day = as_inputs(inputs), as_day(date)
    records, sites = as_path(records, "records"), as_path(sites, "sites")
    # Corrections are read first. Their points need the boundaries, and extraction needs the names they add.
    context = with_boundaries(reference or Reference.bundled(), boundaries, report)
    project = project_of(given)
    named = [corrections] if isinstance(corrections, (str, Path)) else list(corrections)
    ledger = Ledger.read([*(project.corrections if project else ()), *named], report, reference=context)
    articles = Once(
        read_articles(given if project is None else [], date=day, report=report, note=notes.append)
    )
    if project:
        project.refresh(
            processes=processes, report=report, note=notes.append, reference=context, client=client
        )
        credit = publishers is None
        found: Sequence[Extraction] = project.reread(reference=ledger.reference, credit=credit)
    else:
        spread = on_cluster(client) if client is not None else None
        extracted = extract_all(
            articles, processes=processes, report=report, reference=ledger.reference, spread=spread
        )
        found = list(extracted)
    options = Options(
        records=records,
        sites=sites,
        columns=columns,
        publishers=publishers,
        corrections=ledger,
        match=match,
        days=days,
        km=km,
        min_link_score=min_link_score,
        min_score=min_score,
        reviewed_only=reviewed_only,
        rejected=rejected,
    )
    paths = project.inputs if project else [item for item in given if isinstance(item, (str, Path))]
    tasks = windows_on(client) if client is not None else None
    results = link(found, options, inputs=paths, report=report, tasks=tasks)
    problems += articles.renamed
    results.problems, results.notes = problems, notes
    if problems:
        number = "a problem" if len(problems) == 1 else f"{len(problems):,} problems, the first of them"
        warnings.warn(f"{number}: {problems[0]} (all are in .problems)", stacklevel=2)
    return results


def link(
    extractions: Sequence[Extraction],
    options: Options | None = None,
    *,
    inputs: Sequence[str | Path] = (),
    report: Report = raised,
    note: Note | None = None,
    reference: Reference | None = None,
    tasks: Tasks | None = None,
) -> Results:
    """Link extractions to records and sites as :func:`geo.linking.run.link` does, and return :class:`Results`.

    Examples
    --------
    >>> from geo import Article, extract
    >>> link([extract(Article("a", "A farm in Songchon County was inaugurated."))])
    <1 articles: 1 events, 0 sites, 0 records, 0 links>
    """
    return Results.of(
        run.link(
            extractions, options, inputs=inputs, report=report, note=note, reference=reference, tasks=tasks
        )
    )
