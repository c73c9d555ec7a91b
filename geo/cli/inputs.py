"""What the commands read: articles, and the tables tied to what they report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .console import Run, Tally

if TYPE_CHECKING:
    import argparse

    from geo.model import Extraction
    from geo.results import Results

__all__ = ["read", "results"]


def read(args: argparse.Namespace, run: Run) -> Iterator[Extraction]:
    """Extractions of the articles that a command is given, with a bar of progress."""
    from geo.articles import read_articles
    from geo.corpus import extract_all

    articles = read_articles(args.inputs, date=args.date, report=run.report, without=args.output)
    yield from run.progress(extract_all(articles, processes=args.jobs, report=run.report), "articles")


def results(args: argparse.Namespace, run: Run) -> Results:
    """Everything that a command's articles and tables give, with its counts in the closing table."""
    from geo.results import tie

    tally = Tally(args.min_score)
    extractions = list(tally.over(read(args, run)))
    found = tie(
        extractions,
        records=args.records,
        sites=args.sites,
        publishers=args.publishers,
        inputs=args.inputs,
        report=run.report,
    )
    tally.tell(run)
    once = len({e.happening for e in found.event_list})
    if once < len(found.event_list):
        several = len({e.happening for e in found.event_list if e.sources > 1})
        run.count(
            "  happenings", once, f"reports of the same one counted once; {several:,} of several sources"
        )
    run.count(
        "sites",
        len(found.sites),
        f"{sum(s.geo_precision == 'site' for s in found.sites):,} with coordinates",
    )
    if args.records:
        tied = {k.record_id for k in found.links}
        told = {k.event_id for k in found.links}
        run.count(
            "records",
            len(found.records),
            f"{len(tied):,} tied to {len(told):,} events, {len(found.records) - len(tied):,} not",
        )
    return found
