"""What the commands read: articles, and the tables tied to what they report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .console import Run, Tally

if TYPE_CHECKING:
    import argparse

    from geo.joining import Unmatched
    from geo.model import Extraction
    from geo.results import Results

__all__ = ["read", "results", "tell_unmatched"]


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
        extractions, match=args.match, days=args.days, km=args.km, min_tie=args.min_tie, records=args.records,
        sites=args.sites, inputs=args.inputs, report=run.report,
    )  # fmt: skip
    tally.tell(run)
    once = len({e.happening for e in found.event_list})
    if once < len(found.event_list):
        run.count("  happenings", once, "reports of the same one counted once")
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
        if found.event_list and found.records:
            tell_unmatched(run, "events", found.unmatched[0])
            tell_unmatched(run, "records", found.unmatched[1])
    return found


def tell_unmatched(run: Run, what: str, rows: Sequence[Unmatched]) -> None:
    """Add to the closing table how many rows of a side are tied to nothing, and why."""
    from geo.joining import REASONS

    whys = [row.why for row in rows]
    told = [f"{number:,} {why}" for why in REASONS if (number := whys.count(why))]
    best = max(rows, key=lambda row: (row.score, row.id), default=None)
    if best is not None and best.nearest:
        told.append(f"nearest: {best.id} and {best.nearest}, {best.score:.2f}")
    run.count(f"  {what} not tied", len(rows), "; ".join(told))
