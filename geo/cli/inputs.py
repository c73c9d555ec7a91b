"""What the commands read: articles, and the tables tied to what they report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .console import Run, Tally
from .options import DAYS

if TYPE_CHECKING:
    import argparse

    from geo.api.results import Results
    from geo.linking.corrections import Ledger
    from geo.model.entities import Extraction
    from geo.model.links import Unmatched

__all__ = [
    "drawing",
    "no_input",
    "read",
    "results",
    "tell_corrections",
    "tell_table",
    "tell_unmatched",
    "unless_empty",
]

_NAMED = 3
"""How many corrections of one fate are named in the closing table."""


_INPUTS = (
    "inputs", "records", "sites", "publishers", "corrections", "boundaries", "table", "tables", "counties", "file",
)  # fmt: skip
"""Arguments that are files to be read."""
_HEAD = 65_536


def no_input(args: argparse.Namespace) -> None:
    """See that what a command writes is none of the files that it reads.

    In a folder that is read, a file of ours may be written again: it is not read (:func:`geo.read_articles`).

    Raises
    ------
    OptionError
        The output is also an input.
    """
    from geo.model.errors import OptionError
    from geo.readers.articles.formats import endings

    output = getattr(args, "output", None) or "-"
    target = Path(output)
    if output == "-" or not target.is_file():
        return
    for name in _INPUTS:
        given = getattr(args, name, None) or ()
        for one in [given] if isinstance(given, str) else given:
            path = Path(str(one).partition("#")[0])
            if path.exists() and path.samefile(target):
                raise OptionError(f"{output} is also an input; write to another file")
            inside = path.is_dir() and path.resolve() in target.resolve().parents
            if inside and target.suffix.casefold() in endings() and not _ours(target):
                raise OptionError(f"{output} lies in {one}, which is read; write to another file")


def _ours(path: Path) -> bool:
    """Whether a file was written by us, so that it may be written again."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return b"dprk-geo" in head or (b'"mentions":' in head and b'"events":' in head)


@contextmanager
def drawing(args: argparse.Namespace, run: Run) -> Iterator[None]:
    """The boundaries that a command is given, in use while it works."""
    if not getattr(args, "boundaries", None):
        yield
        return
    from geo.reference.boundaries import read_drawing, using

    given = read_drawing(args.boundaries, run.report)
    with using(given):
        yield
    run.say("boundaries", "; ".join([args.boundaries, *given.notes]))


def read(args: argparse.Namespace, run: Run, ledger: Ledger) -> Iterator[Extraction]:
    """Extractions of the articles that a command is given, corrected, with a bar of progress."""
    from geo.extraction.pipeline import extract_all
    from geo.readers.articles.reader import Once, read_articles

    articles = Once(read_articles(args.inputs, date=args.date, report=run.report, without=args.output))
    with ledger.names():
        found = extract_all(articles, processes=args.jobs, report=run.report)
        yield from ledger.over(run.progress(found, "articles"))
    if articles.repeated:
        run.count("given again", articles.repeated, "articles of the same id and text, read once")


def unless_empty(items: Iterator[Any], output: str) -> Iterator[Any]:
    """The items, of which there must be one, so that no result is replaced by nothing.

    Raises
    ------
    InputError
        There is none.
    """
    from geo.model.errors import InputError

    try:
        yield next(items)
    except StopIteration:
        raise InputError(f"nothing could be read, so {output} is left as it was") from None
    yield from items


def results(args: argparse.Namespace, run: Run) -> Results:
    """Everything that a command's articles and tables give, with its counts in the closing table."""
    from geo.api.reading import tie
    from geo.linking.corrections import Ledger
    from geo.linking.run import Options
    from geo.model.errors import InputError

    ledger = Ledger.read(args.corrections, run.report)
    tally = Tally(args.min_score)
    extractions = list(tally.over(read(args, run, ledger)))
    options = Options(
        records=args.records,
        sites=args.sites,
        columns=args.columns,
        publishers=args.publishers,
        corrections=ledger,
        match=args.match,
        days=DAYS if args.days is None else args.days,
        km=args.km,
        min_tie=args.min_tie,
        reviewed_only=args.reviewed_only,
        rejected=args.rejected,
    )
    found = tie(extractions, options, inputs=args.inputs, report=run.report)
    if not (found.extractions or found.records or found.sites):
        raise InputError(f"nothing could be read, so {args.output} is left as it was")
    tally.tell(run)
    if args.reviewed_only:
        run.count("  reviewed", len(found.event_list), "the others are left out, as asked")
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
        tell_table(run, found.told.get("records", ("", ()))[0])
        if found.event_list and found.records:
            tell_unmatched(run, "events", found.unmatched[0])
            tell_unmatched(run, "records", found.unmatched[1])
    tell_corrections(ledger, run)
    return found


def tell_table(run: Run, columns: str, of: str = "") -> None:
    """Add to the closing table which columns of a table were taken for what, ``of`` which of several."""
    if columns:
        run.say("  columns", f"{of}: {columns}" if of else columns)


def tell_corrections(ledger: Ledger, run: Run) -> None:
    """Add what became of corrections to the closing table."""
    if not len(ledger):
        return
    notes = {
        "applied": "", "superseded": "a later one says otherwise", "conflict": "neither of two is applied",
        "stale": "they no longer match anything", "idle": "about articles, names or records that are not here",
    }  # fmt: skip
    outcomes = ledger.outcomes()
    run.count("corrections", len(outcomes))
    for state, note in notes.items():
        ids = [o.correction.id for o in outcomes if o.state == state]
        more = ", ..." if len(ids) > _NAMED else ""
        named = f"{note}: {', '.join(ids[:_NAMED])}{more}" if note else ""
        if ids:
            run.count(f"  {state}", len(ids), named)
    if by_words := ledger.by_words():
        run.count("  by words", len(by_words), "the id is another now, the article and words are the same")


def tell_unmatched(run: Run, what: str, rows: Sequence[Unmatched]) -> None:
    """Add to the closing table how many rows of a side are tied to nothing, and why."""
    from geo.linking.matching import REASONS

    whys = [row.why for row in rows]
    told = [f"{number:,} {why}" for why in REASONS if (number := whys.count(why))]
    best = max(rows, key=lambda row: (row.score, row.id), default=None)
    if best is not None and best.nearest:
        told.append(f"nearest: {best.id} and {best.nearest}, {best.score:.2f}")
    run.count(f"  {what} not tied", len(rows), "; ".join(told))
