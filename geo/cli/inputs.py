"""Input of the commands: articles, and the tables that are linked to their events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .console import Run, Tally
from .filters import filtered, selection_of
from .options import DAYS

if TYPE_CHECKING:
    import argparse

    from geo.api.results import Results
    from geo.linking.corrections import Ledger
    from geo.model.entities import Extraction, Record
    from geo.model.links import Unmatched
    from geo.reference.context import Reference
    from geo.store.project import Project

__all__ = [
    "add_columns",
    "add_corrections",
    "add_unmatched",
    "given_project",
    "ledger_of",
    "no_input",
    "note_unknown_types",
    "read",
    "results",
    "unless_empty",
]

_NAMED = 3
"""Number of corrections with the same outcome that the summary lists by id."""


_INPUTS = (
    "inputs", "records", "sites", "publishers", "corrections", "boundaries", "table", "tables", "counties", "file",
)  # fmt: skip
"""Arguments that are input files."""
_HEAD = 65_536


def no_input(args: argparse.Namespace) -> None:
    """Check that the output file of a command is not one of its input files.

    An output of ours in an input folder may be overwritten, as it is not read (:func:`geo.read_articles`).

    Raises
    ------
    OptionError
        The output is also an input.
    """
    from geo.model.errors import OptionError

    output = getattr(args, "output", None) or "-"
    target = Path(output)
    if output == "-" or not target.is_file():
        return
    for name in _INPUTS:
        given = getattr(args, name, None) or ()
        for one in [given] if isinstance(given, str) else given:
            path = Path(str(one).partition("#")[0])
            try:
                same = path.exists() and path.samefile(target)
            except OSError:  # no name that a file may have, which whoever reads it says
                continue
            if same:
                raise OptionError(f"{output} is also an input; write to another file")
            inside = path.is_dir() and path.resolve() in target.resolve().parents and not _is_project(path)
            if inside and _is_article_file(target) and not _ours(target):
                raise OptionError(f"{output} is in the input folder {one}; write to another file")


def _is_article_file(path: Path) -> bool:
    """Whether a file would be read among the articles of its folder."""
    # Deferred: it imports all readers of articles, which most commands do not need.
    from geo.readers.articles.formats import endings

    return path.suffix.casefold() in endings()


def _is_project(path: Path) -> bool:
    """Whether a folder is a project, of which only the database is read."""
    from geo.store.database import is_project

    return is_project(path)


def _ours(path: Path) -> bool:
    """Whether a file was written by this program, so that it may be overwritten."""
    import zipfile

    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(max(0, path.stat().st_size - _HEAD))
        parts = [head, file.read(_HEAD)]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            parts += [archive.open(name).read(_HEAD) for name in archive.namelist()[:100]]
    return any(
        b"dprk-geo" in part or b"geo_precision" in part or (b'"mentions":' in part and b'"events":' in part)
        for part in parts
    )


def ledger_of(args: argparse.Namespace, run: Run) -> Ledger:
    """Return the corrections of a command and of the project that it is given, after bringing the project up to date.

    Raises
    ------
    OptionError
        A project is given with other inputs, or with a date for its articles.
    """
    from geo.linking.corrections import Ledger
    from geo.model.errors import OptionError

    project = given_project(args)
    if project is None:
        return Ledger.read(args.corrections, run.report, reference=run.reference, note=run.note)
    if args.date:
        raise OptionError("--date is for articles that are being added: dprk-geo add DIR INPUT --date DAY")
    again = project.refresh(
        processes=args.jobs, report=run.report, note=run.note, progress=run.progress, reference=run.reference,
        client=run.client(args),
    )  # fmt: skip
    if again:
        run.count("read again", again, "articles, for new rules or names, or as an earlier run was ended")
    files = [*project.corrections, *args.corrections]
    return Ledger.read(files, run.report, reference=run.reference, note=run.note)


def given_project(args: argparse.Namespace) -> Project | None:
    """Return the project that a command is given as its input."""
    from geo.store.database import is_project

    inputs = getattr(args, "inputs", None) or ()
    if not any(map(is_project, inputs)):
        return None  # the rest of the store need not be loaded
    from geo.store.project import project_of

    return project_of(inputs)


def read(args: argparse.Namespace, run: Run, ledger: Ledger) -> Iterator[Extraction]:
    """Yield the corrected extractions of a command's articles, with a progress bar."""
    from geo.extraction.pipeline import extract_all
    from geo.readers.articles.reader import Once, read_articles

    project = given_project(args)
    if project:
        stored = project.extractions(reference=ledger.reference)
        yield from ledger.over(run.progress(stored, "articles"))
        return
    articles = Once(
        read_articles(args.inputs, date=args.date, report=run.report, without=args.output, note=run.note)
    )
    client = run.client(args)
    spread = None
    if client is not None:
        from geo.store.cluster import on_cluster

        spread = on_cluster(client)
    found = extract_all(
        articles, processes=args.jobs, report=run.report, reference=ledger.reference, spread=spread
    )
    yield from ledger.over(run.progress(found, "articles"))
    if articles.repeated:
        run.count("repeated", articles.repeated, "articles with the same id and text, read once")
    for error in articles.renamed:
        run.report(error)


def unless_empty(items: Iterator[Any], output: str) -> Iterator[Any]:
    """Yield the items; without any, raise an error before an earlier output is overwritten.

    Raises
    ------
    InputError
        There are no items.
    """
    from geo.model.errors import InputError

    try:
        yield next(items)
    except StopIteration:
        raise InputError(f"nothing could be read, so {output} is left as it was") from None
    yield from items


def results(args: argparse.Namespace, run: Run, *, texts: bool = False) -> Results:
    """Return the results of a command's articles and tables, and add their counts to the summary.

    ``texts`` says whether the command looks at the texts of articles.
    """
    from geo.api.reading import link
    from geo.linking.run import Options
    from geo.linking.stored_events import number_of_happenings
    from geo.model.errors import InputError

    asked = selection_of(args, run.reference)  # unknown words are reported before the work starts
    ledger = ledger_of(args, run)
    tally = Tally(args.min_score)
    project = given_project(args)
    extractions: Sequence[Extraction]
    if project:
        # Nothing is held of the articles: what is asked of them is read for each pass, and the first one is counted.
        with_texts = texts or bool(args.publishers)
        stored = project.reread(reference=ledger.reference, texts=with_texts, credit=not args.publishers)
        extractions = stored.watched(
            lambda items: tally.over(map(ledger.corrected, run.progress(items, "articles")))
        )
    else:
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
        min_link_score=args.min_link_score,
        min_score=args.min_score if project else 0.0,
        reviewed_only=args.reviewed_only,
        rejected=args.rejected,
    )
    inputs = project.inputs if project else args.inputs
    found = link(
        extractions, options, inputs=inputs, report=run.report, note=run.note, tasks=_tasks(args, run)
    )
    if not (found.extractions or found.records or found.sites):
        raise InputError(f"nothing could be read, so {args.output} is left as it was")
    tally.summarise(run)
    if args.reviewed_only:
        run.count("  reviewed", len(found.event_list), "the others are left out (--reviewed-only)")
    once = number_of_happenings(found.event_list)
    if once < len(found.event_list):
        several = number_of_happenings(found.event_list, sources=2)
        run.count(
            "  happenings", once, f"occurrences, whose reports count once; {several:,} have several sources"
        )
    run.count(
        "sites",
        len(found.sites),
        f"{sum(s.geo_precision == 'site' for s in found.sites):,} with coordinates",
    )
    if args.records:
        matched = {k.record_id for k in found.links}
        events = {k.event_id for k in found.links}
        run.count(
            "records",
            len(found.records),
            f"{len(matched):,} linked to {len(events):,} events, {len(found.records) - len(matched):,} not",
        )
        add_columns(run, found.table_summaries.get("records", ("", ()))[0])
        note_unknown_types(run, args.records, found.records, found.reference)
        if found.event_list and found.records:
            add_unmatched(run, "events", found.unmatched[0])
            add_unmatched(run, "records", found.unmatched[1])
    add_corrections(ledger, run)
    chosen: Results = filtered(found, asked, run)
    return chosen


def _tasks(args: argparse.Namespace, run: Run) -> Any:
    """What has events compared on the cluster that a command is given; None without one."""
    client = run.client(args)
    if client is None:
        return None
    from geo.store.cluster import windows_on

    return windows_on(client)


def add_columns(run: Run, columns: str, of: str = "") -> None:
    """Add the column mapping of a table to the summary; ``of`` is its name where there are several."""
    if columns:
        run.line("  columns", f"{of}: {columns}" if of else columns)


def note_unknown_types(run: Run, path: str, records: Iterable[Record], reference: Reference) -> None:
    """Note which types of a table's records the reference does not know."""
    from geo.linking.records import unknown_types

    if text := unknown_types(records, reference.event_types):
        run.note(f"{path}: {text}")


def add_corrections(ledger: Ledger, run: Run) -> None:
    """Add the outcomes of the corrections to the summary."""
    if not len(ledger):
        return
    notes = {
        "applied": "", "superseded": "replaced by a later one", "conflict": "contradict each other, not applied",
        "stale": "no longer match anything", "idle": "about articles, names or records not in the input",
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
        run.count("  by words", len(by_words), "found by article and quote, as the id has changed")


def add_unmatched(run: Run, what: str, rows: Sequence[Unmatched]) -> None:
    """Add to the summary how many events or records are not linked, and why."""
    from geo.linking.matching import REASONS

    whys = [row.why for row in rows]
    parts = [f"{number:,} {why}" for why in REASONS if (number := whys.count(why))]
    best = max(rows, key=lambda row: (row.score, row.id), default=None)
    if best is not None and best.nearest:
        parts.append(f"closest: {best.id} and {best.nearest}, score {best.score:.2f}")
    run.count(f"  {what} not linked", len(rows), "; ".join(parts))
